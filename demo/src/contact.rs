//! The demo's people: many scripts, some of them without a login, some with two, some with a namesake elsewhere.
//!
//! Invariant: one person alone is found by "oleg". Phone numbers come from ranges that are kept free for fiction: Ofcom's
//! for the United Kingdom, ARCEP's for France, the Bundesnetzagentur's for Germany, ComReg's for Ireland.

use super::organization;
use domain::account::Status;
use domain::organization::member::Role;

/// A person of a buying company.
#[derive(Clone, Copy, Debug)]
pub struct Contact {
    /// Place of the company in [`organization::ALL`].
    pub organization: usize,
    /// Name in their own script.
    pub name: &'static str,
    latin: &'static str,
    /// Job title.
    pub title: &'static str,
    mail: &'static str,
    /// Language code.
    pub language: &'static str,
    /// IANA time zone.
    pub time_zone: &'static str,
    /// Store and status of each login.
    pub accounts: &'static [(&'static str, Status)],
}

impl Contact {
    /// Name in Latin letters; the name itself when it is written so.
    pub fn latin_name(&self) -> &'static str {
        if self.latin.is_empty() { self.name } else { self.latin }
    }
}

const UK: &[(&str, Status)] = &[("uk", Status::Active)];
const EU: &[(&str, Status)] = &[("eu", Status::Active)];
const NONE: &[(&str, Status)] = &[];

type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, Status)],
);

const fn person(organization: usize, (name, latin, title, mail, language, time_zone, accounts): Row) -> Contact {
    Contact { organization, name, latin, title, mail, language, time_zone, accounts }
}

const LONDON: &str = "Europe/London";
const PARIS: &str = "Europe/Paris";
const BERLIN: &str = "Europe/Berlin";

/// Everybody, company by company; Oleg first.
pub const ALL: [Contact; 72] = [
    person(
        0,
        (
            "Олег Коваль",
            "Oleg Koval",
            "Senior buyer",
            "oleg",
            "uk",
            LONDON,
            &[("uk", Status::Active), ("eu", Status::Locked)],
        ),
    ),
    person(0, ("Emma Clarke", "", "Head of procurement", "emma.clarke", "en", LONDON, UK)),
    person(0, ("José Álvarez Peña", "", "Site manager", "jose.alvarez", "es", LONDON, UK)),
    person(0, ("Zoë Hartnell", "", "Accounts payable", "zoe.hartnell", "en", LONDON, NONE)),
    person(0, ("陈静", "Chen Jing", "Quality engineer", "chen.jing", "zh", LONDON, UK)),
    person(
        0,
        (
            "سمير الخالدي",
            "Samir al-Khalidi",
            "Maintenance lead",
            "samir.alkhalidi",
            "ar",
            LONDON,
            &[("uk", Status::Locked)],
        ),
    ),
    person(0, ("प्रिया रमन", "Priya Raman", "Buyer", "priya.raman", "hi", LONDON, &[("uk", Status::Invited)])),
    person(
        0,
        (
            "Bronwen Pryce",
            "",
            "Stores",
            "bronwen.pryce",
            "cy",
            LONDON,
            &[("uk", Status::Active), ("eu", Status::Active)],
        ),
    ),
    person(1, ("Ольга Коваленко", "Olga Kovalenko", "Purchasing manager", "olga.kovalenko", "uk", PARIS, EU)),
    person(
        1,
        (
            "Thérèse Lacombe-Dufour",
            "",
            "Directrice des achats",
            "therese.lacombe",
            "fr",
            PARIS,
            &[("eu", Status::Active), ("uk", Status::Active)],
        ),
    ),
    person(1, ("Benoît Carlier-Roux", "", "Chef d’atelier", "benoit.carlier", "fr", PARIS, EU)),
    person(
        1,
        (
            "Γεωργία Παππά",
            "Georgia Pappa",
            "Ingénieure méthodes",
            "georgia.pappa",
            "el",
            PARIS,
            &[("eu", Status::Unverified)],
        ),
    ),
    person(1, ("יעל ברק", "Yael Barak", "Planner", "yael.barak", "he", PARIS, NONE)),
    person(1, ("Noémie Desrosiers", "", "Acheteuse", "noemie.desrosiers", "fr", PARIS, &[("eu", Status::Disabled)])),
    person(1, ("ほりうち さくら", "Sakura Horiuchi", "Lab technician", "sakura.horiuchi", "ja", PARIS, EU)),
    person(1, ("Karel Vandewiele", "", "Magazijnier", "karel.vandewiele", "nl", "Europe/Brussels", EU)),
    person(2, ("Emma Clarke", "", "Office manager", "emma.clarke", "en", LONDON, UK)),
    person(2, ("Seán Ó Cuinn", "", "Workshop foreman", "sean.ocuinn", "ga", LONDON, UK)),
    person(2, ("김서연", "Kim Seo-yeon", "Design engineer", "seoyeon.kim", "ko", LONDON, UK)),
    person(2, ("Tomasz Wróblewski", "", "Toolmaker", "tomasz.wroblewski", "pl", LONDON, UK)),
    person(2, ("Harriet Oduya", "", "Buyer", "harriet.oduya", "en", LONDON, &[("uk", Status::Invited)])),
    person(2, ("Dafydd Llewellyn-Price", "", "Managing director", "dafydd.price", "cy", LONDON, NONE)),
    person(3, ("Rosalind Thackray", "", "Director", "rosalind.thackray", "en", LONDON, UK)),
    person(3, ("Գայանե Մկրտչյան", "Gayane Mkrtchyan", "Buyer", "gayane.mkrtchyan", "hy", LONDON, UK)),
    person(
        3,
        ("Милан Јовановић", "Milan Jovanović", "Welder", "milan.jovanovic", "sr", LONDON, &[("uk", Status::Locked)]),
    ),
    person(3, ("Chidi Okonjo-Bell", "", "Site foreman", "chidi.okonjo", "en", LONDON, NONE)),
    person(4, ("Margaret Ospring", "", "Owner", "margaret", "en", LONDON, UK)),
    person(4, ("Theo Ospring", "", "Joiner", "theo", "en", LONDON, NONE)),
    person(5, ("Aoife Brannigan", "", "Category buyer", "aoife.brannigan", "en", LONDON, UK)),
    person(5, ("陈静", "Chen Jing", "Fleet engineer", "jing.chen", "zh", LONDON, UK)),
    person(5, ("Николай Ганев", "Nikolay Ganev", "Depot manager", "nikolay.ganev", "bg", LONDON, UK)),
    person(5, ("რუსუდან ბერიძე", "Rusudan Beridze", "Stores", "rusudan.beridze", "ka", LONDON, UK)),
    person(
        5,
        (
            "Graham Postlethwaite",
            "",
            "Buyer (retired)",
            "graham.postlethwaite",
            "en",
            LONDON,
            &[("uk", Status::Disabled)],
        ),
    ),
    person(6, ("Anna Berg", "", "Einkauf", "anna.berg", "de", BERLIN, EU)),
    person(6, ("Jürgen Weißenfels", "", "Lagerleiter", "juergen.weissenfels", "de", BERLIN, EU)),
    person(6, ("İpek Yıldırım", "", "Disponentin", "ipek.yildirim", "tr", BERLIN, EU)),
    person(6, ("Małgorzata Zając", "", "Einkauf", "malgorzata.zajac", "pl", BERLIN, &[("eu", Status::Unverified)])),
    person(6, ("Ömer Çelikkol", "", "Meister", "oemer.celikkol", "tr", BERLIN, NONE)),
    person(7, ("Марія Бондаренко", "Mariia Bondarenko", "Einkäuferin", "mariia.bondarenko", "uk", BERLIN, EU)),
    person(7, ("Käthe Grünbichler", "", "Leiterin Einkauf", "kaethe.gruenbichler", "de", BERLIN, EU)),
    person(7, ("Hans-Jörg Überle", "", "Konstruktion", "hansjoerg.ueberle", "de", BERLIN, &[("eu", Status::Locked)])),
    person(7, ("محمدرضا توانا", "Mohammadreza Tavana", "Fertigungsplaner", "m.tavana", "fa", BERLIN, EU)),
    person(7, ("佐藤 健一", "Kenichi Sato", "Applikationsingenieur", "kenichi.sato", "ja", BERLIN, EU)),
    person(8, ("Femke van der Zijl", "", "Inkoper", "femke.vanderzijl", "nl", "Europe/Amsterdam", EU)),
    person(8, ("Joost Hoekwater", "", "Werkvoorbereider", "joost.hoekwater", "nl", "Europe/Amsterdam", EU)),
    person(8, ("אורי שגב", "Uri Segev", "Engineer", "uri.segev", "he", "Europe/Amsterdam", &[("eu", Status::Invited)])),
    person(8, ("Nguyễn Thị Hạnh", "", "Magazijn", "hanh.nguyen", "vi", "Europe/Amsterdam", EU)),
    person(9, ("Chiara Bonfanti-Neri", "", "Ufficio acquisti", "chiara.bonfanti", "it", "Europe/Rome", EU)),
    person(9, ("Niccolò D’Alò", "", "Capo officina", "niccolo.dalo", "it", "Europe/Rome", EU)),
    person(9, ("Ελένη Σταματίου", "Eleni Stamatiou", "Progettista", "eleni.stamatiou", "el", "Europe/Rome", EU)),
    person(9, ("Samuele Perini", "", "Magazzino", "samuele.perini", "it", "Europe/Rome", NONE)),
    person(10, ("José Álvarez Peña", "", "Jefe de compras", "jose.alvarez", "es", "Europe/Madrid", EU)),
    person(10, ("Itziar Goñi", "", "Taller", "itziar.goni", "eu", "Europe/Madrid", EU)),
    person(10, ("Núria Ballester-Puig", "", "Administración", "nuria.ballester", "ca", "Europe/Madrid", EU)),
    person(10, ("王磊", "Wang Lei", "Técnico", "lei.wang", "zh", "Europe/Madrid", &[("eu", Status::Unverified)])),
    person(
        11,
        ("Παναγιώτης Καρράς", "Panagiotis Karras", "Yard manager", "panagiotis.karras", "el", "Europe/Athens", EU),
    ),
    person(11, ("Ελένη Σταματίου", "Eleni Stamatiou", "Purchasing", "eleni.stamatiou", "el", "Europe/Athens", EU)),
    person(11, ("Δέσποινα Λεμονή", "Despina Lemoni", "Accountant", "despina.lemoni", "el", "Europe/Athens", NONE)),
    person(
        11,
        ("Հովհաննես Արամյան", "Hovhannes Aramyan", "Chief fitter", "hovhannes.aramyan", "hy", "Europe/Athens", EU),
    ),
    person(
        12,
        ("Марія Бондаренко", "Mariia Bondarenko", "Head of supply", "mariia.bondarenko", "uk", "Europe/Kyiv", EU),
    ),
    person(12, ("Андрій Левчук", "Andrii Levchuk", "Mechanic", "andrii.levchuk", "uk", "Europe/Kyiv", EU)),
    person(12, ("Юлія Гнатенко", "Yuliia Hnatenko", "Import clerk", "yuliia.hnatenko", "uk", "Europe/Kyiv", EU)),
    person(12, ("Тарас Шевчишин", "Taras Shevchyshyn", "Storekeeper", "taras.shevchyshyn", "uk", "Europe/Kyiv", NONE)),
    person(13, ("Anna Berg", "", "Indkøb", "anna.berg", "da", "Europe/Copenhagen", EU)),
    person(13, ("Jørn Østergård-Kjær", "", "Værkfører", "joern.oestergaard", "da", "Europe/Copenhagen", EU)),
    person(13, ("Åse Lindqvist", "", "Lager", "aase.lindqvist", "sv", "Europe/Stockholm", EU)),
    person(14, ("Łukasz Jabłoński", "", "Kierownik zakupów", "lukasz.jablonski", "pl", "Europe/Warsaw", EU)),
    person(14, ("Świętosława Dąb", "", "Magazyn", "swietoslawa.dab", "pl", "Europe/Warsaw", EU)),
    person(
        14,
        ("Bartosz Grzywacz", "", "Ślusarz", "bartosz.grzywacz", "pl", "Europe/Warsaw", &[("eu", Status::Locked)]),
    ),
    person(15, ("Niamh Ní Dhálaigh", "", "Plant manager", "niamh.nidhalaigh", "ga", "Europe/Dublin", EU)),
    person(15, ("अनिल जोशी", "Anil Joshi", "Maintenance planner", "anil.joshi", "hi", "Europe/Dublin", EU)),
    person(
        15,
        ("박지훈", "Park Ji-hoon", "Technician", "jihoon.park", "ko", "Europe/Dublin", &[("eu", Status::Disabled)]),
    ),
];

/// Mail domains in the order of the companies.
const DOMAINS: [&str; 16] = [
    "northmere",
    "brightkiln",
    "hallowbeck",
    "tarnwick",
    "ospring",
    "fenlight",
    "kestrelhaus",
    "steinmoor",
    "polderwerk",
    "altavena",
    "vientoalto",
    "aigiali",
    "stepova",
    "nordlyng",
    "zimorodek",
    "carrowmoyle",
];

/// The e-mail of a contact, which is also the e-mail of their first login.
pub fn email(contact: &Contact) -> String {
    format!("{}@{}.example", contact.mail, DOMAINS[contact.organization.min(15)])
}

/// The e-mail of a contact's login number `place`.
pub fn account_email(contact: &Contact, place: usize) -> String {
    if place == 0 {
        return email(contact);
    }
    // A second login is for the other store, under the other domain.
    let local = if contact.mail == "oleg" { "oleg.koval" } else { contact.mail };
    let other = contact.accounts.get(place).map_or("eu", |(store, _)| store);
    format!("{local}@{}-{other}.example", DOMAINS[contact.organization.min(15)])
}

/// Who has another role in their company than the first login that works, an administrator, and the others, buyers.
const ROLES: [(&str, Role); 4] = [
    ("emma.clarke@northmere.example", Role::Admin),
    ("jose.alvarez@northmere.example", Role::Approver),
    ("therese.lacombe@brightkiln.example", Role::Admin),
    ("benoit.carlier@brightkiln.example", Role::Approver),
];

/// What contact number `index` may do in their company.
pub fn role(index: usize) -> Role {
    let of = |c: &Contact| ROLES.iter().find(|(mail, _)| *mail == email(c)).map(|(_, role)| *role);
    let Some(contact) = ALL.get(index) else { return Role::Viewer };
    let colleagues = || ALL.iter().enumerate().filter(|(_, c)| c.organization == contact.organization);
    let has_admin = colleagues().any(|(_, c)| of(c) == Some(Role::Admin));
    let first = colleagues().find(|(_, c)| c.accounts.iter().any(|(_, status)| *status == Status::Active));
    match of(contact) {
        Some(role) => role,
        None if !has_admin && first.is_some_and(|(n, _)| n == index) => Role::Admin,
        None => Role::Buyer,
    }
}

/// The phone number of contact number `index`.
pub fn phone(index: usize) -> String {
    let country = ALL.get(index).and_then(|c| organization::ALL.get(c.organization)).map_or("GB", |o| o.country);
    let city = ALL.get(index).and_then(|c| organization::ALL.get(c.organization)).map_or("", |o| o.city);
    let n = 123 + index;
    match (country, city) {
        ("GB", "London") => format!("+44 20 7946 0{n}"),
        ("GB", "Leeds") => format!("+44 113 496 0{n}"),
        ("GB", "Sheffield") => format!("+44 114 496 0{n}"),
        ("GB", "Bristol") => format!("+44 117 496 0{n}"),
        ("GB", _) => format!("+44 1632 960{n}"),
        ("FR", _) => format!("+33 3 53 01 0{} {}", n / 100, two(n)),
        ("DE", "Hamburg") => format!("+49 40 66969 {n}"),
        ("DE", _) => format!("+49 89 99998 {n}"),
        ("IE", _) => format!("+353 20 911 0{n}"),
        // Where no range is known to be free, people have a British mobile of the fiction range.
        _ => format!("+44 7700 900{n}"),
    }
}

fn two(n: usize) -> String {
    format!("{:02}", n % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn oleg_and_olga_are_as_the_story_tells() {
        let oleg = &ALL[0];
        assert_eq!((oleg.name, oleg.latin_name(), oleg.title), ("Олег Коваль", "Oleg Koval", "Senior buyer"));
        assert_eq!(phone(0), "+44 20 7946 0123");
        assert_eq!(
            (account_email(oleg, 0), account_email(oleg, 1)),
            ("oleg@northmere.example".into(), "oleg.koval@northmere-eu.example".into())
        );
        assert_eq!(oleg.accounts, [("uk", Status::Active), ("eu", Status::Locked)]);
        assert!(ALL.iter().any(|c| c.latin_name() == "Olga Kovalenko" && c.organization == 1 && c.accounts == EU));
    }

    #[test]
    fn every_company_has_an_administrator_and_oleg_buys() {
        for company in 0..organization::ALL.len() {
            let admins = (0..ALL.len()).filter(|n| ALL[*n].organization == company && role(*n) == Role::Admin).count();
            assert_eq!(admins, 1, "{}", organization::ALL[company].name);
        }
        assert_eq!(role(0), Role::Buyer);
        assert!(ROLES.iter().all(|(mail, _)| ALL.iter().any(|c| email(c) == *mail)));
    }

    #[test]
    fn nobody_else_is_found_by_oleg() {
        let bare = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for contact in &ALL[1..] {
            for text in [
                contact.name,
                contact.latin_name(),
                contact.title,
                &email(contact),
                organization::ALL[contact.organization].name,
            ] {
                assert!(!bare(text).contains("oleg") && !bare(text).contains("олег"), "{text}");
            }
        }
    }

    #[test]
    fn mails_and_phones_are_unique_and_every_kind_of_account_is_there() {
        let mut mails = HashSet::new();
        let mut phones = HashSet::new();
        let mut kinds: HashMap<Status, u32> = HashMap::new();
        for (index, contact) in ALL.iter().enumerate() {
            assert!(phones.insert(phone(index)), "{}", phone(index));
            for (place, (_, status)) in contact.accounts.iter().enumerate() {
                assert!(mails.insert(account_email(contact, place)), "{}", account_email(contact, place));
                *kinds.entry(*status).or_default() += 1;
            }
            assert!(email(contact).is_ascii() && contact.time_zone.starts_with("Europe/"));
        }
        for status in Status::ALL {
            assert!(kinds.get(&status).copied().unwrap_or(0) >= 2, "{status}");
        }
        assert!(ALL.iter().filter(|c| c.accounts.is_empty()).count() >= 5);
        assert!(ALL.iter().filter(|c| c.accounts.len() == 2).count() >= 3);
    }

    #[test]
    fn at_least_four_names_belong_to_two_people_of_different_companies() {
        let mut firms: HashMap<&str, HashSet<usize>> = HashMap::new();
        for contact in &ALL {
            assert!(
                firms.entry(contact.name).or_default().insert(contact.organization),
                "{} twice in one firm",
                contact.name
            );
        }
        assert!(firms.values().filter(|f| f.len() == 2).count() >= 4);
    }
}
