//! The tax of an order.

use crate::order::Shipping;
use crate::text_enum::text_enum;
use crate::vat::{EU, VatId};
pub use crate::vat::{Rates, TaxClass};

text_enum! {
    /// Why an order is taxed as it is.
    pub enum Basis {
        /// Tax of the United Kingdom.
        UkVat => "uk_vat",
        /// Tax of Germany.
        GermanVat => "german_vat",
        /// Tax of the store's country, by the rates of the store.
        Domestic => "domestic",
        /// No tax: a business in another member state of the EU pays it there.
        ReverseCharge => "reverse_charge",
        /// No tax: the goods leave the country.
        Export => "export",
        /// The order was taken in from another program, without its tax.
        Invoiced => "invoiced",
    }
}

/// How an order is taxed: rates per ten thousand, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// Rate of the standard class, 2000 = 20 %.
    pub standard: i64,
    /// Rate of the reduced class.
    pub reduced: i64,
    /// Why; the words for it are printed beside the tax.
    pub basis: Basis,
}

/// Who sells the goods, as far as their tax goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seller<'a> {
    /// ISO code of the country of the store.
    pub country: &'a str,
    /// The rates that the store has set; without them those that are known of its country hold.
    pub rates: Option<Rates>,
}

impl Tax {
    /// The tax of goods from a store for a business with an address in `to`.
    ///
    /// Goods are taxed where they are delivered: collected goods are taxed in the store's country.
    /// Source: VAT on supplies within the country; reverse charge between EU businesses (Directive 2006/112/EC, art. 138),
    /// for a business with a VAT id of another member state; exports are free of VAT.
    pub fn of(shipping: Shipping, seller: Seller<'_>, to: &str, vat_id: &str) -> Tax {
        let zero = |basis| Tax { standard: 0, reduced: 0, basis };
        let from = seller.country;
        let to = if shipping == Shipping::Collect { from } else { to };
        let has_id = || VatId::parse(vat_id).is_some_and(|id| id.is_of_eu() && id.country != from);
        let is_within_eu = EU.contains(&from) && EU.contains(&to);
        let Some(rates) = seller.rates.or_else(|| Rates::known(from)) else { return zero(Basis::Export) };
        if from != to && !is_within_eu {
            return zero(Basis::Export);
        }
        if from != to && has_id() {
            return zero(Basis::ReverseCharge);
        }
        let basis = match from {
            "GB" => Basis::UkVat,
            "DE" => Basis::GermanVat,
            _ => Basis::Domestic,
        };
        Tax { standard: rates.standard, reduced: rates.reduced, basis }
    }

    /// The rate of a tax class.
    pub fn rate(self, class: TaxClass) -> i64 {
        match class {
            TaxClass::Standard => self.standard,
            TaxClass::Reduced => self.reduced,
            TaxClass::Zero => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_follows_place_of_delivery() {
        use Basis::{Export, GermanVat, ReverseCharge, UkVat};
        use Shipping::{Collect, Express, Standard};
        let fr = "FR40303265045";
        for (shipping, from, to, vat_id, basis) in [
            (Standard, "GB", "GB", "", UkVat),
            (Collect, "GB", "GB", "GB980780684", UkVat),
            (Standard, "GB", "DE", "DE136695976", Export),
            (Express, "GB", "DE", "", Export),
            (Collect, "GB", "DE", "DE136695976", UkVat),
            (Collect, "GB", "US", "", UkVat),
            (Standard, "DE", "DE", "", GermanVat),
            (Standard, "DE", "DE", "DE136695976", GermanVat),
            (Standard, "DE", "DE", fr, GermanVat),
            (Standard, "DE", "FR", fr, ReverseCharge),
            (Express, "DE", "FR", " fr 40 303 265 045 ", ReverseCharge),
            (Standard, "DE", "FR", "NL004495445B01", ReverseCharge),
            (Collect, "DE", "FR", fr, GermanVat),
            (Standard, "DE", "FR", "", GermanVat),
            (Standard, "DE", "FR", "X", GermanVat),
            (Standard, "DE", "FR", "FR00", GermanVat),
            (Standard, "DE", "FR", "FR40303265046", GermanVat),
            (Standard, "DE", "FR", "DE136695976", GermanVat),
            (Standard, "DE", "FR", "GB980780684", GermanVat),
            (Standard, "DE", "GR", "EL094259216", ReverseCharge),
            (Standard, "DE", "GB", "", Export),
            (Standard, "DE", "CH", "CHE123456788MWST", Export),
            (Collect, "DE", "CH", "CHE123456788MWST", GermanVat),
        ] {
            let tax = Tax::of(shipping, Seller { country: from, rates: None }, to, vat_id);
            let rates = match basis {
                UkVat => (2_000, 500),
                GermanVat => (1_900, 700),
                ReverseCharge | Export | Basis::Invoiced | Basis::Domestic => (0, 0),
            };
            let found = (tax.basis, (tax.standard, tax.reduced));
            assert_eq!(found, (basis, rates), "{shipping:?} {from} {to} {vat_id}");
        }
    }

    #[test]
    fn a_store_says_the_rates_of_its_country() {
        let own = Some(Rates { standard: 2_100, reduced: 1_200 });
        let tax = |country, to, vat_id| Tax::of(Shipping::Standard, Seller { country, rates: own }, to, vat_id);
        let home = Tax { standard: 2_100, reduced: 1_200, basis: Basis::Domestic };
        assert_eq!(tax("CZ", "CZ", ""), home);
        assert_eq!(tax("CZ", "DE", ""), home, "within the EU without a VAT id");
        assert_eq!(tax("CZ", "DE", "DE136695976").basis, Basis::ReverseCharge);
        assert_eq!(tax("CZ", "CH", "").basis, Basis::Export);
        assert_eq!(tax("US", "US", ""), home);
        assert_eq!(tax("US", "DE", "DE136695976").basis, Basis::Export);
        assert_eq!(tax("DE", "DE", "").standard, 2_100, "what the store says comes before what is known");
    }
}
