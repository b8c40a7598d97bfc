//! The samples of imports become records, in every language and from every system.

use std::fmt::Write as _;

use sheet::columns::Ask;
use sheet::import::{Choice, Field, Kind, Record, Refusal, Remark, Source, Table, letter, read, sample};
use sheet::number::{DecimalMark, Spoilt};
use sheet::write::{Form, Value, Writer};
use sheet::{Cell, Limits};

use crate::{bytes, samples, text, workbook};

fn table_of(bytes: &[u8], kind: Kind, choice: Option<&Choice>) -> Table {
    let book = sheet::read(bytes, None, &Limits::IMPORT).unwrap_or_else(|why| panic!("it is refused: {why:?}"));
    read(book, kind, choice)
}

fn open(name: &str, kind: Kind) -> Table {
    table_of(&bytes(name), kind, None)
}

fn csv(text: &str, kind: Kind) -> Table {
    table_of(text.as_bytes(), kind, None)
}

/// The texts of a field, one for each record.
fn texts(table: &Table, field: Field) -> Vec<String> {
    table.records.iter().map(|record| record.text(field)).collect()
}

/// The number in a field, and a question mark when it is not sure.
fn number(table: &Table, record: &Record, field: Field) -> String {
    match record.number(field, table.mark(field)) {
        None => String::new(),
        Some(Ok((value, sure))) => format!("{value}{}", if sure { "" } else { "?" }),
        Some(Err(why)) => format!("{why:?}"),
    }
}

fn numbers(table: &Table, field: Field) -> Vec<String> {
    table.records.iter().map(|record| number(table, record, field)).collect()
}

/// The record with an article number.
fn by_sku<'a>(table: &'a Table, sku: &str) -> &'a Record {
    let found = table.records.iter().find(|record| record.text(Field::Sku) == sku);
    found.unwrap_or_else(|| panic!("there is no {sku}"))
}

fn attributes(record: &Record) -> Vec<String> {
    record.all_attributes().map(|(name, value)| format!("{name}={value}")).collect()
}

fn codes(record: &Record) -> Vec<&'static str> {
    record.remarks.iter().map(Remark::code).collect()
}

/// What columns hold, by the codes of their fields.
fn roles(table: &Table) -> String {
    let mut text = String::new();
    for column in &table.columns {
        let _ = write!(text, "{}{}", if text.is_empty() { "" } else { " " }, column.role.map_or("-", Field::code));
    }
    text
}

#[test]
fn products_of_shopify_become_variants() {
    for name in ["h01_shopify_products_old.csv", "h02_shopify_products_new.csv"] {
        let table = open(name, Kind::Products);
        assert_eq!(
            (table.source, table.missing.as_slice(), table.records.len()),
            (Source::Shopify, &[][..], 18),
            "{name}"
        );
        assert!(table.records.iter().all(|record| record.refusal.is_none()), "{name}");
        let skus = texts(&table, Field::Sku);
        assert_eq!(
            skus[..11],
            [
                "00701-S", "00701-M", "00701-L", "1E05", "08B-1-1", "08B-1-5", "SL-26", "SL-26", "DP-200", "10-12",
                "00001"
            ]
        );
        let names = texts(&table, Field::Name);
        assert_eq!(names[0], "Nitrile glove “Meridian”, S, Blue", "{name}");
        assert_eq!(names[3], "Cable lug 10 mm², M8", "{name}: words of the title are not said twice");
        assert_eq!(names[4], "Roller chain 08B-1, 1 m", "{name}");
        assert_eq!(names[7], "Shelf label, \"wipe-clean\", 26 × 80, Yellow", "{name}");
        assert_eq!(names[8], "Drum pump 200 l", "{name}");
        assert_eq!(attributes(&table.records[1]), ["Size=M", "Colour=Blue"], "{name}");
        assert!(attributes(&table.records[8]).is_empty(), "{name}");
        let parents = texts(&table, Field::Parent);
        assert_eq!((&*parents[0], &*parents[2], &*parents[8]), ("nitrile-glove", "nitrile-glove", ""), "{name}");
        assert_eq!(texts(&table, Field::Category)[2], "Gloves", "{name}");
        assert_eq!(texts(&table, Field::Brand)[2], "Example Works", "{name}");
        assert_eq!(
            table.records[2].text(Field::Description),
            "Nitrile glove “Meridian”\nLine two, with comma\n- A",
            "{name}"
        );
        assert_eq!(texts(&table, Field::Gtin)[0], "4000000000017", "{name}");
        let parts: Vec<(u32, &[u32])> = table.records.iter().map(|record| (record.row, &*record.parts)).collect();
        assert_eq!(parts.iter().filter(|(_, parts)| !parts.is_empty()).count(), 2, "{name}");
        let chain = by_sku(&table, "08B-1-5");
        assert_eq!(chain.parts.len(), 1, "{name}");
        assert_eq!(chain.list(Field::Pictures).len(), 3, "{name}: pictures of all rows of a handle");
        let pictures: Vec<String> = ["00701-S", "1E05", "08B-1-1", "SL-26", "DP-200"]
            .iter()
            .flat_map(|sku| by_sku(&table, sku).list(Field::Pictures))
            .collect();
        assert_eq!(pictures.len(), 9, "{name}");
        assert!(pictures.iter().all(|text| text.contains("?v=")), "{name}");
        let first = by_sku(&table, "00001");
        assert_eq!((first.text(Field::Stock), first.text(Field::Status)), ("0".to_owned(), "withdrawn".to_owned()));
        assert!(first.remarks.contains(&Remark::NegativeStock("-2".to_owned())), "{name}");
        assert!(first.remarks.contains(&Remark::NotOnSale("draft".to_owned())), "{name}");
        assert_eq!(by_sku(&table, "00002").text(Field::Status), "withdrawn", "{name}");
        assert_eq!(by_sku(&table, "00003").text(Field::Status), "active", "{name}");
        assert_eq!(codes(&table.records[0]), ["html_made_plain", "pictures_not_fetched"], "{name}");
        assert!(codes(&table.records[1]).is_empty(), "{name}: a group is said once");
        assert_eq!(number(&table, &table.records[5], Field::Price), "52", "{name}");
        assert_eq!(texts(&table, Field::TaxClass)[..2], ["standard", "standard"], "{name}");
    }
    let (old, new) =
        (open("h01_shopify_products_old.csv", Kind::Products), open("h02_shopify_products_new.csv", Kind::Products));
    let said = |table: &Table| -> Vec<_> {
        table
            .records
            .iter()
            .map(|record| (record.row, Field::ALL.iter().map(|field| record.text(*field)).collect::<Vec<_>>()))
            .collect()
    };
    assert_eq!(
        said(&old).iter().map(|(_, texts)| texts).collect::<Vec<_>>(),
        said(&new).iter().map(|(_, texts)| texts).collect::<Vec<_>>()
    );
}

#[test]
fn only_prices_or_stock_of_a_system_are_read_too() {
    let table = open("h01_shopify_products_old.csv", Kind::Stock);
    assert_eq!((table.source, table.records.len(), table.missing.len()), (Source::Shopify, 18, 0));
    assert_eq!(table.records[12].values.len(), 2);
    assert_eq!(codes(&table.records[10]), ["negative_stock"]);
    assert!(!table.has(Field::Name));
    let table = open("h04_woocommerce_products.csv", Kind::Prices);
    assert_eq!(number(&table, by_sku(&table, "BIG"), Field::Price), "12345.67");
    assert_eq!(by_sku(&table, "GLV").refusal, Some(Refusal::ParentOnly));
}

#[test]
fn products_of_woocommerce_find_their_parents() {
    let table = open("h04_woocommerce_products.csv", Kind::Products);
    assert_eq!((table.source, table.records.len()), (Source::WooCommerce, 20));
    for (sku, price) in
        [("GLV-07", "4.9"), ("GLV-08", "4.9"), ("GLV-09", "4.9"), ("GLV-10", "4.9"), ("BIG", "12345.67"), ("ZERO", "0")]
    {
        assert_eq!(number(&table, by_sku(&table, sku), Field::Price), price, "{sku}");
    }
    let parent = by_sku(&table, "GLV");
    assert_eq!(parent.refusal, Some(Refusal::ParentOnly));
    for (sku, size) in [("GLV-07", "7"), ("GLV-08", "8"), ("GLV-09", "9"), ("GLV-10", "10")] {
        let record = by_sku(&table, sku);
        assert_eq!((record.refusal, record.text(Field::Parent)), (None, "GLV".to_owned()), "{sku}");
        assert_eq!(record.text(Field::Category), "Safety > Gloves", "{sku}");
        assert_eq!(attributes(record), [format!("Size={size}")], "{sku}");
        assert_eq!(
            record.list(Field::Pictures),
            ["https://shop.example/up/glove.jpg", "https://shop.example/up/glove,back.jpg"],
            "{sku}"
        );
        assert_eq!(record.text(Field::Name), format!("Work glove - {size}"));
    }
    assert!(!by_sku(&table, "GLV-08").has(Field::Stock), "an empty stock is not counted");
    assert_eq!(by_sku(&table, "GLV-10").text(Field::Stock), "0");
    assert!(by_sku(&table, "GLV-10").remarks.contains(&Remark::NegativeStock("-1".to_owned())));
    let refused = |sku: &str| by_sku(&table, sku).refusal;
    assert_eq!((refused("GRP"), refused("EXT")), (Some(Refusal::Grouped), Some(Refusal::External)));
    assert_eq!((refused("ORPH"), refused("")), (Some(Refusal::NoParent), Some(Refusal::NoNumber)));
    let bolt = by_sku(&table, "0815");
    assert_eq!(
        (bolt.text(Field::Name), bolt.text(Field::Description)),
        ("Bolt, \"special\"".into(), "First\nSecond".into())
    );
    assert_eq!(bolt.text(Field::Category), "Fasteners > Bolts > DIN 933");
    assert!(bolt.remarks.contains(&Remark::SalePrice("0.80".to_owned())));
    assert_eq!(by_sku(&table, "0049").text(Field::Name), "=quoted for the spreadsheet");
    let class = |sku: &str| by_sku(&table, sku).text(Field::TaxClass);
    assert_eq!((&*class("TAX7"), &*class("TAXN"), &*class("BIG")), ("reduced", "zero", "standard"));
    assert_eq!(by_sku(&table, "IMG").list(Field::Pictures).len(), 4);
    assert_eq!(by_sku(&table, "DRAFT").text(Field::Status), "withdrawn");
    assert_eq!(by_sku(&table, "BIG").text(Field::Status), "active");
    assert_eq!(texts(&table, Field::Sku)[7..10], ["AB C1", "ABC1", "abc1"]);
}

#[test]
fn a_variation_takes_what_it_has_not_itself() {
    let table = csv(
        "ID,Typ,Artikelnummer,Name,Veröffentlicht,Beschreibung,Regulärer Preis,Kategorien,Bilder,Übergeordnetes Produkt,Attribut 1 Name,Attribut 1 Wert(e)\n\
         2,variation,K-1,,1,,\"4,90\",,,id:1,Größe,S\n\
         1,variable,,Kittel,0,<p>Aus Baumwolle</p>,,Kleidung,,,Größe,\"S, M\"\n\
         3,\"simple, virtual\",K-2,Schulung,1,,\"1.019,00\",,,,,\n\
         4,subscription,K-3,Abo,1,,1,,,,,\n",
        Kind::Products,
    );
    assert_eq!(table.source, Source::WooCommerce);
    let record = by_sku(&table, "K-1");
    assert_eq!((record.text(Field::Name), record.text(Field::Parent)), ("Kittel, S".into(), "id:1".into()));
    assert_eq!(
        (record.text(Field::Description), record.text(Field::Category)),
        ("Aus Baumwolle".into(), "Kleidung".into())
    );
    assert_eq!(record.text(Field::Status), "withdrawn", "its parent is not published");
    assert_eq!((record.refusal, by_sku(&table, "K-3").refusal), (None, Some(Refusal::OtherType)));
    assert_eq!(numbers(&table, Field::Price), ["4.9", "", "1019", "1"]);
}

#[test]
fn products_of_magento_find_their_variants() {
    let table = csv(
        "sku,store_view_code,attribute_set_code,product_type,categories,name,description,product_online,tax_class_name,price,special_price,base_image,additional_images,qty,additional_attributes,configurable_variations\n\
         GL,,Default,configurable,\"Default Category/Safety,Default Category/Safety/Gloves\",Work glove,<p>Of leather</p>,1,Taxable Goods,,,/g/l/gl.jpg,\"/g/l/gl.jpg,/g/l/gl2.jpg\",0,material=Leather,\"sku=GL-7,size=7|sku=00GL-8,size=8\"\n\
         GL-7,,Default,simple,,Work glove 7,,1,Taxable Goods,4.900000,3.9,,,12.0000,\"size=7,thread_colour=red, green,use=dry|wet\",\n\
         GL-7,de,,,,Arbeitshandschuh 7,,,,,,,,,,\n\
         00GL-8,,Default,simple,,Work glove 8,,2,None,1234.000000,,,,-3.0000,,\n\
         ,,,,,,,,,,,,/g/l/gl3.jpg,,,\n\
         SET,,Default,grouped,Default Category,Set,,1,,,,,,,,\n\
         ,,Default,simple,,No number,,1,,,,,,,,\n",
        Kind::Products,
    );
    assert_eq!((table.source, table.other_views.as_slice(), table.records.len()), (Source::Magento, &[4][..], 5));
    let seven = by_sku(&table, "GL-7");
    assert_eq!((seven.text(Field::Parent), seven.text(Field::Category)), ("GL".into(), "Safety > Gloves".into()));
    assert_eq!((seven.text(Field::Name), seven.text(Field::Description)), ("Work glove 7".into(), "Of leather".into()));
    assert_eq!(attributes(seven), ["Thread colour=red, green", "Use=dry, wet", "Size=7", "Material=Leather"]);
    assert_eq!(seven.list(Field::Pictures), ["/g/l/gl.jpg", "/g/l/gl2.jpg"]);
    assert_eq!((number(&table, seven, Field::Price), number(&table, seven, Field::Stock)), ("4.9".into(), "12".into()));
    assert_eq!(codes(seven), ["sale_price"]);
    let eight = by_sku(&table, "00GL-8");
    assert_eq!(number(&table, eight, Field::Price), "1234");
    assert_eq!((eight.text(Field::Status), eight.text(Field::TaxClass)), ("withdrawn".into(), "zero".into()));
    assert_eq!((eight.text(Field::Stock), eight.parts.as_slice()), ("0".into(), &[6][..]));
    assert_eq!(eight.list(Field::Pictures), ["/g/l/gl3.jpg"]);
    let refused: Vec<Option<Refusal>> = table.records.iter().map(|record| record.refusal).collect();
    assert_eq!(refused, [Some(Refusal::ParentOnly), None, None, Some(Refusal::Grouped), Some(Refusal::NoNumber)]);
}

#[test]
fn customers_of_shopify_become_contacts() {
    let table = open("h06_shopify_customers.csv", Kind::Contacts);
    assert_eq!((table.source, table.records.len(), table.missing.len()), (Source::Shopify, 4, 0));
    assert_eq!(texts(&table, Field::Number)[0], "9000000000017");
    assert_eq!(texts(&table, Field::Postcode), ["04109", "T12 AB34", "", "04109"]);
    assert_eq!(texts(&table, Field::Phone)[0], "+49911000001");
    let mails = ["ida@kestrel-sample.example", "Sean.O+orders@inis.example", "", "IDA@kestrel-sample.example"];
    assert_eq!(texts(&table, Field::Email), mails);
    assert_eq!(texts(&table, Field::CompanyName)[1], "Inis Sample Ltd");
    assert_eq!(
        (texts(&table, Field::AddressCity)[0].as_str(), texts(&table, Field::AddressCountry)[1].as_str()),
        ("Nürnberg", "IE")
    );
    assert_eq!((texts(&table, Field::Region)[0].as_str(), texts(&table, Field::Line2)[1].as_str()), ("BY", "Unit 2"));
    assert_eq!(texts(&table, Field::Note)[0], "calls after 14:00");
    let people: Vec<String> = table.records.iter().map(Record::full_name).collect();
    assert_eq!(people[1..3], ["Seán O’Example", "Nameless"]);
}

#[test]
fn companies_keep_commands_and_numbers() {
    let table = open("h07_companies.csv", Kind::Companies);
    assert_eq!(roles(&table), "- name command number - since site site_number address_country email terms_days");
    assert_eq!((table.missing.as_slice(), table.asks.as_slice()), (&[][..], &[][..]));
    assert_eq!(texts(&table, Field::Number), ["C-20001", "C-20001", "", "C 20002", "C-20003"]);
    assert_eq!(texts(&table, Field::Command), ["MERGE", "MERGE", "MERGE", "NEW", "DELETE"]);
    assert_eq!(texts(&table, Field::SiteNumber)[..2], ["C-20001-1", "C-20001-2"]);
    let terms: Vec<Option<u32>> = table.records.iter().map(Record::terms).collect();
    assert_eq!(terms, [Some(30), None, None, Some(14), None]);
    let since = table.records[3].day(Field::Since).and_then(Result::ok);
    assert_eq!(since.map(|day| (day.date.to_string(), day.sure)), Some(("2023-12-31".to_owned(), true)));
}

#[test]
fn prices_of_a_german_list_are_exact() {
    let table = open("h09_price_list_tiers.csv", Kind::Prices);
    assert_eq!(roles(&table), "price_list sku min_quantity price price_unit currency valid_from valid_until");
    assert_eq!(table.mark(Field::Price), DecimalMark::Comma);
    let prices = ["19.2", "17.25", "18", "3.455", "3.4", "1019.9", "19.9", "-3.6", "1"];
    assert_eq!(numbers(&table, Field::Price), prices);
    assert_eq!(numbers(&table, Field::MinQuantity)[..3], ["1", "500", "1000"], "the mark of the prices tells it");
    assert_eq!(numbers(&table, Field::PriceUnit)[..4], ["100", "100", "100", "1"]);
    let days: Vec<Option<String>> = table
        .records
        .iter()
        .map(|record| record.day(Field::ValidUntil).and_then(Result::ok).map(|day| day.date.to_string()))
        .collect();
    assert_eq!(
        (days[0].as_deref(), days[3].as_deref(), days[6].as_deref()),
        (Some("2026-12-31"), None, Some("2026-12-31"))
    );
    assert_eq!(texts(&table, Field::PriceList), ["A", "A", "A", "A", "A", "", "B", "B", "B"]);
}

#[test]
fn article_numbers_of_a_catalogue_stay_as_typed() {
    const NUMBERS: [&str; 20] = [
        "00417", "417", "0417", "219E01", "2190", "1E5", "100000", "1-2", "MARCH1", "TRUE", "NULL", "-5", "=1+1",
        "A/B", "A.B", "A B", "A-B", "AB", "Ä1", "AE1",
    ];
    let table = open("h10_tricky_catalogue.csv", Kind::Products);
    assert_eq!(roles(&table), "sku name price unit step stock");
    assert_eq!(texts(&table, Field::Sku), NUMBERS);
    assert!(table.records.iter().all(|record| record.refusal.is_none()));
    assert_eq!(by_sku(&table, "1E5").remarks, [Remark::Spoilt(Field::Sku, Spoilt::Power)]);
    assert_eq!(by_sku(&table, "TRUE").remarks, [Remark::Spoilt(Field::Sku, Spoilt::Bool)]);
    assert!(by_sku(&table, "00417").remarks.is_empty());
    let guarded = csv("SKU,Name\n'00417,x\n=\"0417\",\"=1+1\"\n A  B ,'s-Hertogenbosch\n", Kind::Products);
    assert_eq!(texts(&guarded, Field::Sku), ["00417", "0417", "A  B"]);
    assert_eq!(texts(&guarded, Field::Name), ["x", "=1+1", "'s-Hertogenbosch"]);
}

#[test]
fn headings_of_three_languages_are_known() {
    for (kind, headings, expected) in [
        (
            Kind::Products,
            "Artikelnummer;Bezeichnung;Kurztext;Langtext;Warengruppe;Einheit;VPE;Mindestmenge;MwSt",
            "sku name summary description category unit step minimum tax_class",
        ),
        (
            Kind::Products,
            "Référence;Désignation;Catégorie;Unité;Prix HT;Devise;Stock;Marque;Attribut: Couleur",
            "sku name category unit price currency stock brand attribute",
        ),
        (
            Kind::Products,
            "Article;Description;Price;Image 1;Image 2;Image 3;Bild 4",
            "sku name price pictures pictures pictures pictures",
        ),
        (
            Kind::Products,
            "SKU;Title;Description;EAN;Replaced by;Parent SKU;Eigenschaft:Farbe;Status",
            "sku name description gtin replacement parent attribute status",
        ),
        (
            Kind::Categories,
            "Schlüssel;Bezeichnung;Übergeordnet;Beschreibung;Reihenfolge",
            "category name parent summary position",
        ),
        (Kind::Categories, "Code;Nom;Catégorie parente;Résumé;Ordre", "category name parent summary position"),
        (
            Kind::Prices,
            "Référence;Tarif;Client;À partir de;Prix net;Unité de prix;Devise;Valable du;Valable jusqu'au",
            "sku price_list company min_quantity price price_unit currency valid_from valid_until",
        ),
        (
            Kind::Prices,
            "Item number;Price list;Customer number;From quantity;Net price;Per;Currency;From date;To",
            "sku price_list company min_quantity price price_unit currency valid_from valid_until",
        ),
        (Kind::Stock, "Artikel-Nr.;Lagerbestand;Wieder verfügbar ab", "sku stock restock_on"),
        (Kind::Stock, "Réf.;Quantité en stock;Prochaine livraison", "sku stock restock_on"),
        (
            Kind::Companies,
            "Kundennummer;Firma;USt-IdNr.;Land;Ort;Zahlungsziel;Preisliste;Straße;PLZ;E-Mail",
            "number name vat_id country city terms_days price_lists line1 postcode email",
        ),
        (
            Kind::Companies,
            "N° client;Raison sociale;N° TVA;Pays;Ville;Adresse;Code postal;Courriel",
            "number name vat_id country city line1 postcode email",
        ),
        (
            Kind::Contacts,
            "Kundennummer;Vorname;Name;E-Mail;Telefon;Sprache;Rolle;Zugang",
            "company first_name last_name email phone language role account",
        ),
        (
            Kind::Contacts,
            "N° client;Prénom;Nom;Courriel;Téléphone;Langue",
            "company first_name last_name email phone language",
        ),
        (Kind::Contacts, "Nom;Courriel", "name email"),
        (Kind::Contacts, "Company number;Company;Name;Email", "company company_name name email"),
        (Kind::ItemNumbers, "Kunde;Kundenartikelnummer;Artikelnummer", "company own_number sku"),
        (Kind::ItemNumbers, "Client;Réf. client;Notre référence", "company own_number sku"),
        (
            Kind::Orders,
            "Auftragsnummer;Auftragsdatum;Kundennummer;Artikelnummer;Bezeichnung;Menge;Einheit;Einzelpreis;Betrag",
            "order placed_at company sku name quantity unit price total",
        ),
        (
            Kind::Orders,
            "N° commande;Date de commande;N° client;Référence;Désignation;Quantité;Prix unitaire;Montant",
            "order placed_at company sku name quantity price total",
        ),
        (
            Kind::Orders,
            "Name;Email;Financial Status;Created at;Currency;Lineitem quantity;Lineitem name;Lineitem price;Lineitem sku",
            "order email status placed_at currency quantity name price sku",
        ),
    ] {
        let table = csv(&format!("{headings}\n"), kind);
        assert_eq!(roles(&table), expected, "{headings}");
        assert!(table.asks.is_empty(), "{headings}: {:?}", table.asks);
    }
}

#[test]
fn missing_columns_are_named() {
    assert_eq!(csv("Name;Price\nBolt;1\n", Kind::Products).missing, [Field::Sku]);
    assert_eq!(csv("SKU;Currency\nB;EUR\n", Kind::Prices).missing, [Field::Price]);
    assert_eq!(csv("Kategoriepfad;Reihenfolge\nA > B;1\n", Kind::Categories).missing, []);
    assert_eq!(csv("SKU;Qty\nB;1\n", Kind::Orders).missing, [Field::Order]);
    let no_number = csv("SKU;Stock\n;3\nB;4\n;\n", Kind::Stock);
    let refused: Vec<_> = no_number.records.iter().map(|record| (record.row, record.refusal)).collect();
    assert_eq!(refused, [(2, Some(Refusal::NoNumber)), (3, None)]);
}

#[test]
fn a_choice_says_what_columns_hold() {
    let text = "Report of today\n\nKey;Words;Colour;Price\nB-1;Bolt;red;1,50\n";
    let chosen = |heading: &str, field| (heading.to_owned(), field);
    let choice = Choice {
        sheet: None,
        header: Some(3),
        columns: vec![
            chosen("key", Some(Field::Sku)),
            chosen("Words", Some(Field::Name)),
            chosen("Colour", Some(Field::Attribute)),
            chosen("Price", None),
            chosen("No such column", Some(Field::Sku)),
        ],
    };
    let table = table_of(text.as_bytes(), Kind::Products, Some(&choice));
    assert_eq!((roles(&table).as_str(), table.header), ("sku name attribute -", Some((3, 3))));
    let record = by_sku(&table, "B-1");
    assert_eq!((record.text(Field::Name), attributes(record)), ("Bolt".into(), vec!["Colour=red".into()]));
    assert!(!record.has(Field::Price));
    // What a table says of itself is the same choice again.
    let again = table_of(text.as_bytes(), Kind::Products, Some(&table.choice()));
    assert_eq!(again, table);
    let twice = |choice| table_of(b"SKU;Name;Titel;Titel\nB;1;2;3\n", Kind::Products, choice);
    assert_eq!((roles(&twice(None)), twice(None).asks), ("sku name - -".into(), vec![Ask::Twice(Field::Name)]));
    let second =
        Choice { columns: vec![chosen("Titel", None), chosen("Titel", Some(Field::Name))], ..Choice::default() };
    assert_eq!((roles(&twice(Some(&second))), twice(Some(&second)).asks), ("sku - - name".into(), vec![]));
    let without = Choice {
        header: Some(0),
        columns: vec![(letter(0), Some(Field::Name)), (letter(1), Some(Field::Sku)), (letter(2), None)],
        ..Choice::default()
    };
    let table = table_of(b"Bolt;B-1;7\nNut;B-2;8\n", Kind::Products, Some(&without));
    assert_eq!((roles(&table).as_str(), texts(&table, Field::Sku)), ("name sku -", vec!["B-1".into(), "B-2".into()]));
    assert_eq!(
        (letter(25), letter(26), letter(701), letter(702)),
        ("Z".into(), "AA".into(), "ZZ".into(), "AAA".into())
    );
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let rows = |sku: &str| {
        let (a, b, c, d) = (text("SKU"), text("Name"), text(sku), text("Bolt"));
        format!("<sheetData><row>{a}{b}</row><row>{c}{d}</row></sheetData>")
    };
    let (first, second) = (rows("A-1"), rows("B-1"));
    let file = crate::packed(workbook(&[("One", "", &first), ("Two", "", &second)], ""));
    let table = table_of(&file, Kind::Products, None);
    assert_eq!((texts(&table, Field::Sku), table.asks.contains(&Ask::Sheet)), (vec!["A-1".to_owned()], true));
    assert_eq!(table.sheets, [(0, "One".to_owned()), (1, "Two".to_owned())]);
    let choice = Choice { sheet: Some("Two".to_owned()), ..Choice::default() };
    let table = table_of(&file, Kind::Products, Some(&choice));
    assert_eq!((texts(&table, Field::Sku), table.sheet, table.asks.len()), (vec!["B-1".to_owned()], 1, 0));
    assert_eq!(table.choice().sheet.as_deref(), Some("Two"));
}

#[test]
fn cells_over_several_rows_count_for_each() {
    let row = |cells: &[&str]| format!("<row>{}</row>", cells.iter().map(|cell| text(cell)).collect::<String>());
    let (head, one, two) = (row(&["Company", "Own number", "SKU"]), row(&["C-1", "1", "A"]), row(&["", "2", "B"]));
    let content = format!("<sheetData>{head}{one}{two}</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>");
    let table = table_of(&crate::packed(workbook(&[("One", "", &content)], "")), Kind::ItemNumbers, None);
    assert_eq!(texts(&table, Field::Company), ["C-1", "C-1"]);
}

#[test]
fn words_of_products_become_those_of_the_program() {
    let table = csv(
        "SKU;Name;Status;Steuerklasse;Beschreibung;Preis;Bestand\n\
         A;a;ausgelaufen;ermäßigt;\"<p>Eins</p><p>Zwei &amp; drei</p>\";1.019,90 €;-4\n\
         B;b;aktiv;19 %;a < b & c;EUR 2,50;3\n\
         C;c;???;;;x;\n",
        Kind::Products,
    );
    assert_eq!(texts(&table, Field::Status), ["withdrawn", "active", "???"]);
    assert_eq!(texts(&table, Field::TaxClass), ["reduced", "19 %", ""]);
    assert_eq!(texts(&table, Field::Description)[..2], ["Eins\nZwei & drei", "a < b & c"]);
    assert_eq!(numbers(&table, Field::Price), ["1019.9", "2.5", "NotANumber"]);
    assert_eq!(codes(&table.records[0]), ["not_on_sale", "html_made_plain", "negative_stock"]);
    assert_eq!(table.records[1].remarks, []);
}

#[test]
fn each_kind_reads_its_own_sample() {
    for kind in Kind::ALL {
        let (headings, rows) = sample(*kind);
        assert!(rows.len() >= 2 && rows.iter().all(|row| row.len() == headings.len()), "{kind:?}");
        let mut writer = Writer::new(Vec::new(), Form::Xlsx, "Sample", &headings).expect("a file begins");
        for row in &rows {
            let values: Vec<Value<'_>> = row.iter().map(|text| Value::Text(text)).collect();
            writer.row(&values).expect("a row is written");
        }
        let table = table_of(&writer.finish().expect("the file ends"), *kind, None);
        assert_eq!((table.missing.as_slice(), table.asks.as_slice()), (&[][..], &[][..]), "{kind:?}");
        assert!(table.columns.iter().all(|column| column.role.is_some()), "{kind:?}: {}", roles(&table));
        let order: Vec<usize> = table
            .columns
            .iter()
            .filter_map(|column| kind.fields().iter().position(|field| column.role == Some(*field)))
            .collect();
        assert!(order.is_sorted(), "{kind:?}: {}", roles(&table));
        assert_eq!(table.records.len(), rows.len(), "{kind:?}");
        assert!(table.records.iter().all(|record| record.refusal.is_none()), "{kind:?}");
        assert_eq!(Kind::parse(kind.code()), Some(*kind));
    }
}

#[test]
fn every_sample_is_read_as_every_kind() {
    let mut count = 0;
    for entry in std::fs::read_dir(samples()).expect("the folder is there") {
        let bytes = std::fs::read(entry.expect("it has an entry").path()).expect("the file is read");
        let Ok(book) = sheet::read(&bytes, None, &Limits::IMPORT) else { continue };
        for kind in Kind::ALL {
            let table = read(book.clone(), *kind, None);
            for record in &table.records {
                for field in Field::ALL {
                    let _ = (record.text(*field), record.number(*field, table.mark(*field)), record.day(*field));
                    let _ = (record.list(*field), record.yes(*field), record.cell(*field) == &Cell::Empty);
                }
            }
            let choice = table.choice();
            count += read(book.clone(), *kind, Some(&choice)).records.len();
        }
    }
    assert!(count > 9_000, "only {count} records were read");
}

#[test]
fn a_hundred_thousand_rows_are_quick() {
    let mut text =
        "SKU,Name,Description,Category,Unit,Step,Price,Currency,Stock,Pictures,Brand,Attribute: Size\n".to_owned();
    for row in 0..100_000 {
        let _ = writeln!(
            text,
            "A-{row:06},Bolt {row},A good bolt of steel,Fasteners > Bolts,each,25,{}.90,EUR,{row},https://p.example/{row}.jpg,Example Works,M8",
            row % 90
        );
    }
    let limits = Limits { unpacked: 200_000_000, ..Limits::IMPORT };
    let begun = std::time::Instant::now();
    let book = sheet::read(text.as_bytes(), None, &limits).expect("it is read");
    let read_in = begun.elapsed();
    let begun = std::time::Instant::now();
    let table = read(book, Kind::Products, None);
    let took = begun.elapsed();
    println!("the file {read_in:.2?}, its records {took:.2?}");
    assert_eq!(table.records.len(), 100_000);
    let most = if cfg!(debug_assertions) { 20 } else { 2 };
    assert!(took.as_secs() < most, "{took:?}");
}
