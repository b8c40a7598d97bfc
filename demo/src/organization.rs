//! The demo's buying companies. None of them exists; VAT ids are all zeros but the end.

use domain::behalf::consent::Consent;
use domain::organization::{PoRule, Status};

/// A buying company.
#[derive(Clone, Copy, Debug)]
pub struct Organization {
    /// Customer number.
    pub number: &'static str,
    /// Name.
    pub name: &'static str,
    /// City.
    pub city: &'static str,
    /// ISO code of the country.
    pub country: &'static str,
    /// VAT id, visibly made up.
    pub vat_id: &'static str,
    /// Whether it may order.
    pub status: Status,
    /// Days to pay.
    pub terms_days: i64,
    /// Whether its orders carry a number of its own.
    pub po_number: PoRule,
    /// Code of the store it mostly buys from.
    pub store: &'static str,
    /// Price lists, the nearest first.
    pub price_lists: &'static [&'static str],
    /// How busy it is: weight when orders are dealt out.
    pub weight: i64,
    /// Line 1, line 2, city, region, postcode, country.
    pub addresses: &'static [[&'static str; 6]],
}

impl Organization {
    /// What it says about support in the accounts of its people: one wants to be asked, one lets nobody in.
    pub fn consent(&self) -> Consent {
        match self.number {
            "C-10006" => Consent::Ask,
            "C-10004" => Consent::Never,
            _ => Consent::Allowed,
        }
    }
}

const TRADE_GBP: &[&str] = &["group-trade-gbp", "base-gbp"];
const TRADE_EUR: &[&str] = &["group-trade-eur", "base-eur"];
const LIST_GBP: &[&str] = &["base-gbp"];
const LIST_EUR: &[&str] = &["base-eur"];

/// All companies; Northmere first, Brightkiln second.
pub const ALL: [Organization; 16] = [
    Organization {
        number: "C-10001",
        name: "Northmere Ltd",
        city: "London",
        country: "GB",
        vat_id: "GB000000001",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Optional,
        store: "uk",
        price_lists: &["contract-northmere-gbp", "group-trade-gbp", "base-gbp", "group-trade-eur", "base-eur"],
        weight: 16,
        addresses: &[
            ["14 Lanternwharf Road", "Goods in, dock 3", "London", "", "E16 0ZZ", "GB"],
            ["Unit 7, Saltern Park", "", "Harwich", "Essex", "CO12 0ZZ", "GB"],
            ["Depot Thornholme", "Gate B", "Leeds", "West Yorkshire", "LS10 0ZZ", "GB"],
            ["Kaistraße 90", "c/o Northmere Europe", "Hamburg", "", "20000", "DE"],
        ],
    },
    Organization {
        number: "C-10002",
        name: "Brightkiln SA",
        city: "Lille",
        country: "FR",
        vat_id: "FR18000000002",
        status: Status::Active,
        terms_days: 45,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: &["contract-brightkiln-eur", "group-trade-eur", "base-eur"],
        weight: 14,
        addresses: &[
            ["18 rue des Fours-Clairs", "Magasin, quai 2", "Lille", "", "59000", "FR"],
            ["Steenbakkerslaan 5", "", "Gent", "", "9000", "BE"],
            ["3 chemin de la Briqueterie", "", "Arras", "", "62000", "FR"],
        ],
    },
    Organization {
        number: "C-10003",
        name: "Hallowbeck Engineering Ltd",
        city: "Sheffield",
        country: "GB",
        vat_id: "GB000000003",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Optional,
        store: "uk",
        price_lists: TRADE_GBP,
        weight: 10,
        addresses: &[
            ["Hallowbeck Works", "Furnace Lane", "Sheffield", "South Yorkshire", "S9 0ZZ", "GB"],
            ["2 Riverside Court", "", "Rotherham", "South Yorkshire", "S60 0ZZ", "GB"],
        ],
    },
    Organization {
        number: "C-10004",
        name: "Tarnwick Fabrication Ltd",
        city: "Leeds",
        country: "GB",
        vat_id: "GB000000004",
        status: Status::OnHold,
        terms_days: 14,
        po_number: PoRule::Off,
        store: "uk",
        price_lists: LIST_GBP,
        weight: 4,
        addresses: &[["41 Cinder Bank", "", "Leeds", "West Yorkshire", "LS9 0ZZ", "GB"]],
    },
    Organization {
        number: "C-10005",
        name: "Ospring & Daughters Joinery",
        city: "Bristol",
        country: "GB",
        vat_id: "",
        status: Status::Active,
        terms_days: 14,
        po_number: PoRule::Off,
        store: "uk",
        price_lists: LIST_GBP,
        weight: 4,
        addresses: &[["The Old Sail Loft", "Mudlark Quay", "Bristol", "", "BS1 0ZZ", "GB"]],
    },
    Organization {
        number: "C-10006",
        name: "Fenlight Rail Services Ltd",
        city: "Derby",
        country: "GB",
        vat_id: "GB000000006",
        status: Status::Active,
        terms_days: 60,
        po_number: PoRule::Required,
        store: "uk",
        price_lists: TRADE_GBP,
        weight: 9,
        addresses: &[
            ["Fenlight Depot", "Sidings Road", "Derby", "Derbyshire", "DE24 0ZZ", "GB"],
            ["Wheel Lathe, Shed 4", "Junction Way", "Crewe", "Cheshire", "CW1 0ZZ", "GB"],
            ["Signal House", "", "York", "", "YO24 0ZZ", "GB"],
        ],
    },
    Organization {
        number: "C-20001",
        name: "Kestrelhaus GmbH",
        city: "Hamburg",
        country: "DE",
        vat_id: "DE200000005",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: TRADE_EUR,
        weight: 8,
        addresses: &[
            ["Falkenkai 12", "Wareneingang", "Hamburg", "", "20000", "DE"],
            ["Lagerweg 3", "", "Lübeck", "", "23000", "DE"],
        ],
    },
    Organization {
        number: "C-20002",
        name: "Steinmoor Maschinenbau GmbH",
        city: "Nürnberg",
        country: "DE",
        vat_id: "DE200000013",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Required,
        store: "eu",
        price_lists: TRADE_EUR,
        weight: 8,
        addresses: &[
            ["Moorwerkstraße 77", "Tor 1", "Nürnberg", "Bayern", "90000", "DE"],
            ["Drehersteig 4", "", "Fürth", "Bayern", "90700", "DE"],
        ],
    },
    Organization {
        number: "C-20003",
        name: "Polderwerk Techniek BV",
        city: "Utrecht",
        country: "NL",
        vat_id: "NL000000097B00",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: TRADE_EUR,
        weight: 6,
        addresses: &[["Gemaalkade 21", "", "Utrecht", "", "3500 ZZ", "NL"]],
    },
    Organization {
        number: "C-20004",
        name: "Officine Altavena Srl",
        city: "Brescia",
        country: "IT",
        vat_id: "IT00000000109",
        status: Status::Active,
        terms_days: 60,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: LIST_EUR,
        weight: 5,
        addresses: &[
            ["Via del Maglio 8", "", "Brescia", "BS", "25100", "IT"],
            ["Via delle Acque 2", "Capannone C", "Bergamo", "BG", "24100", "IT"],
        ],
    },
    Organization {
        number: "C-20005",
        name: "Talleres Vientoalto SL",
        city: "Zaragoza",
        country: "ES",
        vat_id: "ESB00000011",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Off,
        store: "eu",
        price_lists: LIST_EUR,
        weight: 5,
        addresses: &[["Calle del Yunque 30", "Nave 6", "Zaragoza", "", "50000", "ES"]],
    },
    Organization {
        number: "C-20006",
        name: "Aigiali Marine Works",
        city: "Piraeus",
        country: "GR",
        vat_id: "EL000000128",
        status: Status::Active,
        terms_days: 45,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: LIST_EUR,
        weight: 5,
        addresses: &[["Akti Navpigon 5", "Slipway 2", "Piraeus", "", "185 00", "GR"]],
    },
    Organization {
        number: "C-20007",
        name: "Stepova Tekhnika TOV",
        city: "Kyiv",
        country: "UA",
        vat_id: "UA000000000013",
        status: Status::Active,
        terms_days: 0,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: LIST_EUR,
        weight: 5,
        addresses: &[
            ["vul. Zernova 44", "Sklad 2", "Kyiv", "", "01000", "UA"],
            ["vul. Ploshcha Poliv 1", "", "Poltava", "", "36000", "UA"],
        ],
    },
    Organization {
        number: "C-20008",
        name: "Nordlyng Værksted ApS",
        city: "Aarhus",
        country: "DK",
        vat_id: "DK00000019",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: TRADE_EUR,
        weight: 4,
        addresses: &[["Lyngholmvej 16", "", "Aarhus", "", "8000", "DK"]],
    },
    Organization {
        number: "C-20009",
        name: "Zimorodek Narzędzia Sp. z o.o.",
        city: "Wrocław",
        country: "PL",
        vat_id: "PL0000000158",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Optional,
        store: "eu",
        price_lists: LIST_EUR,
        weight: 4,
        addresses: &[["ul. Kuźnicza 9", "Hala 1", "Wrocław", "", "50-000", "PL"]],
    },
    Organization {
        number: "C-20010",
        name: "Carrowmoyle Foods Ltd",
        city: "Cork",
        country: "IE",
        vat_id: "IE0000016ZZ",
        status: Status::Active,
        terms_days: 30,
        po_number: PoRule::Required,
        store: "eu",
        price_lists: TRADE_EUR,
        weight: 3,
        addresses: &[["Creamery Road", "Plant 2", "Cork", "Co. Cork", "T12 0ZZZ", "IE"]],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_are_complete_and_made_up() {
        assert_eq!((ALL[0].name, ALL[1].name), ("Northmere Ltd", "Brightkiln SA"));
        assert_eq!(ALL.iter().filter(|o| o.status == Status::OnHold).count(), 1);
        assert!(ALL.iter().any(|o| o.po_number == PoRule::Required));
        for o in &ALL {
            assert!((1..=4).contains(&o.addresses.len()), "{}", o.name);
            assert!(o.vat_id.is_empty() || o.vat_id.contains("00000"), "{} has a VAT id that could be real", o.name);
            for code in o.price_lists {
                assert!(crate::price::LISTS.iter().any(|l| l.code == *code), "{code}");
            }
        }
    }
}
