//! Contacts: who works for a company, and their logins.
//!
//! Rules: somebody who is known stays with their company. A login is made without a password and without a mail, and one
//! that is there is left as it is. Somebody who was erased is not written again.

use super::companies::{LINE, NUMBER, Site, country_in};
use super::company_rows::{self, Batch};
use super::contact_rows::{Contacts, Login, Row, logins};
use super::fields::Fields;
use super::places::{is_zone, language, zone};
use super::stores::{Companies, Company, Lost, Stores, is_same_name};
use super::{Code, Outcome, Unit, Work};
use crate::contact::erase::ERASED;
use crate::contact::words::latin_name;
use crate::error::Result;
use crate::id::{ContactId, OrganizationId, StoreId};
use crate::policy::member::Role;
use crate::search::fold;
use crate::session::email_key;
use crate::staff::is_email;
use crate::tx::Tx;
use sheet::import::Field;
use std::collections::{HashMap, HashSet};

/// The longest phone number, in characters.
const PHONE: usize = 60;

/// Words for what somebody may do in their company.
const ROLES: &[(&str, Role)] = &[
    ("admin", Role::Admin),
    ("administrator", Role::Admin),
    ("administrateur", Role::Admin),
    ("owner", Role::Admin),
    ("approver", Role::Approver),
    ("freigeber", Role::Approver),
    ("genehmiger", Role::Approver),
    ("approbateur", Role::Approver),
    ("buyer", Role::Buyer),
    ("einkaufer", Role::Buyer),
    ("besteller", Role::Buyer),
    ("acheteur", Role::Buyer),
    ("user", Role::Buyer),
    ("viewer", Role::Viewer),
    ("readonly", Role::Viewer),
    ("leser", Role::Viewer),
    ("betrachter", Role::Viewer),
    ("lecteur", Role::Viewer),
];

/// What a record says.
struct Wanted<'a> {
    fields: Fields<'a>,
    number: Option<String>,
    company: Option<String>,
    company_name: Option<String>,
    name: Option<String>,
    title: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    language: Option<String>,
    zone: Option<String>,
    role: Role,
    store: Option<StoreId>,
    /// Whether there shall be a login; none where nothing is said.
    account: Option<bool>,
    country: Option<String>,
    site: Option<Site>,
}

fn read<'a>(work: &Work<'a>, stores: &Stores, unit: &'a Unit) -> Wanted<'a> {
    let mut fields = Fields::of(work.table, unit);
    let email = fields.line(Field::Email, 254).map(|email| email.to_lowercase());
    if let Some(email) = email.as_ref().filter(|email| !is_email(email)) {
        fields.say(Code::NotAnEmail, Some(Field::Email), email);
    }
    let name = fields.line(Field::Name, LINE).or_else(|| {
        let parts = [fields.line(Field::FirstName, LINE), fields.line(Field::LastName, LINE)];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
    });
    let mut known = |field, read: fn(&str) -> Option<String>| {
        let typed = fields.line(field, LINE)?;
        let found = read(&typed);
        if found.is_none() {
            fields.say(Code::NotSure, Some(field), &typed);
        }
        found
    };
    let language = known(Field::Language, language);
    let zone = known(Field::TimeZone, |typed| is_zone(typed).then(|| typed.to_owned()));
    let role = match fields.given(Field::Role) {
        None => Role::Buyer,
        Some(typed) => {
            let folded = fold(&typed).replace([' ', '-', '_'], "");
            let found = ROLES.iter().find(|(word, _)| *word == folded).map(|(_, role)| *role);
            if found.is_none() {
                fields.say(Code::NotSure, Some(Field::Role), &typed);
            }
            found.unwrap_or(Role::Buyer)
        }
    };
    let store = fields.given(Field::Store).and_then(|typed| {
        let found = stores.called(&typed).map(|store| store.id);
        if found.is_none() {
            fields.say(Code::UnknownStore, Some(Field::Store), &typed);
        }
        found
    });
    let account = match fields.given(Field::Account) {
        None => fields.has(Field::Account).then_some(false),
        Some(typed) => {
            let yes = fields.record().yes(Field::Account);
            if yes.is_none() {
                fields.say(Code::NotSure, Some(Field::Account), &typed);
            }
            Some(yes.unwrap_or(false))
        }
    };
    Wanted {
        number: fields.number(Field::Number, NUMBER),
        company: fields.number(Field::Company, LINE),
        company_name: fields.line(Field::CompanyName, LINE),
        name,
        title: fields.line(Field::Title, LINE),
        email,
        phone: fields.line(Field::Phone, PHONE),
        language,
        zone,
        role,
        store,
        account,
        country: country_in(&mut fields, Field::AddressCountry),
        site: Site::read(&mut fields),
        fields,
    }
}

/// Says what becomes of contacts, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let stores = Stores::read(tx).await?;
    let mut wanted: Vec<Wanted<'_>> = units.iter().map(|unit| read(work, &stores, unit)).collect();
    let called: HashSet<String> =
        wanted.iter().flat_map(|w| [&w.company, &w.company_name, &w.number]).flatten().cloned().collect();
    let mut companies = Companies::read(tx, &called).await?;
    work.carried.companies.iter().for_each(|made| companies.add(made.clone()));
    let emails: Vec<&str> = wanted.iter().filter_map(|w| w.email.as_deref()).collect();
    let numbers: Vec<&str> = wanted.iter().filter_map(|w| w.number.as_deref()).collect();
    let mut contacts = Contacts::read(tx, &emails, &numbers).await?;
    let keys: Vec<String> = emails.iter().map(|email| email_key(email)).collect();
    let mut into = Into { logins: logins(tx, &keys).await?, made: Vec::new(), batch: Batch::default(), stores };
    let mut of: Vec<Option<Company>> = Vec::with_capacity(wanted.len());
    for w in &mut wanted {
        of.push(if w.fields.is_refused() { None } else { company(w, &mut companies, &contacts, work, &mut into) });
    }
    let nameless = wanted.iter().zip(&of).filter(|(w, _)| w.email.is_none());
    let names: Vec<(OrganizationId, String)> =
        nameless.filter_map(|(w, company)| Some((company.as_ref()?.id, w.name.clone()?))).collect();
    contacts.read_named(tx, &names).await?;
    let mut out = Vec::with_capacity(units.len());
    for ((wanted, company), unit) in wanted.into_iter().zip(of).zip(units) {
        out.push(one(wanted, company, &mut contacts, &mut into, unit));
    }
    into.batch.write(tx, work).await?;
    contacts.write(tx, work, &into.made).await?;
    Ok(out)
}

/// What is looked up and made beside the contacts.
struct Into {
    stores: Stores,
    logins: HashMap<String, ContactId>,
    made: Vec<Login>,
    batch: Batch,
}

/// The company of a row, made where it has to be.
fn company(
    w: &mut Wanted<'_>,
    companies: &mut Companies,
    contacts: &Contacts,
    work: &mut Work<'_>,
    into: &mut Into,
) -> Option<Company> {
    let (found, field, typed) = match (&w.company, &w.company_name) {
        (Some(called), _) => (companies.called(called), Field::Company, called.clone()),
        (None, Some(name)) => (companies.named(name), Field::CompanyName, name.clone()),
        (None, None) => {
            let known = w.email.as_ref().and_then(|email| contacts.with_email(email).first().copied());
            let known = known.or_else(|| contacts.with_number(w.number.as_ref()?).first().copied());
            if let Some(row) = known {
                return Some(Company {
                    id: row.organization_id,
                    number: String::new(),
                    name: String::new(),
                    country: into.stores.country(),
                });
            }
            (Err(Lost::Unknown), Field::Company, String::new())
        }
    };
    match found {
        Ok(company) => return Some(company.clone()),
        Err(Lost::Several(numbers)) => {
            w.fields.say(Code::MaybeTheSame, Some(field), &numbers);
            return None;
        }
        Err(Lost::Unknown) => {}
    }
    // The number of a company that is not there is a mistake; somebody with a number of their own buys for themselves.
    let name = w.company_name.clone().or_else(|| w.name.clone());
    let (None, Some(number), Some(name)) = (&w.company, &w.number, name) else {
        w.fields.say(Code::UnknownCompany, Some(field), &typed);
        return None;
    };
    if w.name.is_none() {
        w.fields.say(Code::Missing, Some(Field::Name), "");
        return None;
    }
    if let Some(known) = companies.numbered(number) {
        if is_same_name(&known.name, &name) {
            return Some(known.clone());
        }
        w.fields.say(Code::UnknownCompany, Some(field), &name);
        return None;
    }
    let country = w.country.clone().unwrap_or_else(|| into.stores.country());
    let mut row = company_rows::Row::new(OrganizationId::fresh(), number, &name, &country);
    let made = Company { id: row.id, number: number.clone(), name: name.clone(), country };
    w.fields.say(Code::AlsoMade, Some(Field::CompanyName), &format!("{name} ({number})"));
    if let Some(site) = &w.site {
        row.city = site.place().0.unwrap_or_default();
        let mut addresses = Vec::new();
        site.merge(&mut addresses, &row, &mut w.fields);
        w.fields.changes.clear();
        into.batch.addresses.extend(addresses);
    }
    into.batch.companies.push((row, true));
    companies.add(made.clone());
    if !work.write {
        work.carried.companies.push(made.clone());
    }
    Some(made)
}

/// Whom a row means: somebody who is known, nobody yet, or why it cannot be said.
fn known(w: &Wanted<'_>, company: &Company, contacts: &Contacts) -> std::result::Result<Option<Row>, (Code, Field)> {
    let here = |rows: &[&Row]| rows.iter().find(|row| row.organization_id == company.id).map(|row| (*row).clone());
    if let Some(email) = &w.email {
        let rows = contacts.with_email(email);
        match here(&rows) {
            None if !rows.is_empty() => return Err((Code::OtherCompany, Field::Email)),
            Some(row) => return Ok(Some(row)),
            None => {}
        }
    }
    if let Some(number) = &w.number {
        let rows = contacts.with_number(number);
        match here(&rows) {
            None if !rows.is_empty() => return Err((Code::OtherCompany, Field::Number)),
            Some(row) if row.email.is_empty() && row.name == ERASED => return Err((Code::Erased, Field::Number)),
            Some(row) => return Ok(Some(row)),
            None => {}
        }
    }
    let (None, Some(name)) = (&w.email, &w.name) else { return Ok(None) };
    let rows = contacts.with_name(company.id, name);
    let is_free = |row: &&&Row| row.number.is_empty() || w.number.is_none();
    Ok(rows.iter().find(is_free).map(|row| (*row).clone()))
}

fn one(mut w: Wanted<'_>, company: Option<Company>, contacts: &mut Contacts, into: &mut Into, unit: &Unit) -> Outcome {
    let key = [&w.email, &w.number, &w.name].into_iter().flatten().next().cloned().unwrap_or_default();
    let Some(company) = company else { return w.fields.outcome(unit, key, true) };
    let old = match known(&w, &company, contacts) {
        Ok(old) => old,
        Err((code, field)) => {
            let typed = w.fields.given(field).unwrap_or_default();
            w.fields.say(code, Some(field), &typed);
            return w.fields.outcome(unit, key, true);
        }
    };
    let is_new = old.is_none();
    if is_new && w.name.is_none() {
        w.fields.say(Code::Missing, Some(Field::Name), "");
        return w.fields.outcome(unit, key, true);
    }
    let mut row = old.clone().unwrap_or_else(|| fresh(&w, &company, &into.stores));
    if let Some(name) = w.name.as_ref().filter(|name| **name != row.name) {
        row.name.clone_from(name);
        row.latin_name = latin_name(name);
    }
    for (field, to, given) in [
        (Field::Title, &mut row.title, &w.title),
        (Field::Phone, &mut row.phone, &w.phone),
        (Field::Language, &mut row.language, &w.language),
        (Field::TimeZone, &mut row.time_zone, &w.zone),
        (Field::Number, &mut row.number, &w.number),
    ] {
        if let Some(given) = given {
            w.fields.change(field, to, given);
            to.clone_from(given);
        }
    }
    if let Some(email) = w.email.as_ref().filter(|email| **email != row.email.to_lowercase()) {
        w.fields.change(Field::Email, &row.email, email);
        row.email.clone_from(email);
    }
    if let Some(old) = &old {
        w.fields.change(Field::Name, &old.name, &row.name);
    }
    let is_written = is_new || !w.fields.changes.is_empty();
    let (id, email) = (row.id, row.email.clone());
    let needs_login = !row.has_account && w.account.unwrap_or(is_new) && w.email.is_some();
    if is_written {
        contacts.put(row);
    }
    if needs_login {
        login(&mut w, id, &email, &company, contacts, into);
    }
    w.fields.outcome(unit, key, is_new)
}

/// Somebody who is not known yet.
fn fresh(w: &Wanted<'_>, company: &Company, stores: &Stores) -> Row {
    let land = w.country.as_deref().unwrap_or(&company.country);
    Row {
        id: ContactId::fresh(),
        organization_id: company.id,
        name: String::new(),
        latin_name: String::new(),
        title: String::new(),
        email: String::new(),
        phone: String::new(),
        language: stores.language(land).to_owned(),
        time_zone: zone(land).to_owned(),
        number: String::new(),
        has_account: false,
    }
}

/// Makes a login that nobody can sign in with yet.
fn login(
    w: &mut Wanted<'_>,
    contact: ContactId,
    email: &str,
    company: &Company,
    contacts: &mut Contacts,
    into: &mut Into,
) {
    let key = email_key(email);
    if into.logins.get(&key).is_some_and(|other| *other != contact) {
        w.fields.say(Code::LoginTaken, Some(Field::Email), email);
        return;
    }
    let near = into.stores.near(&company.country).map(|store| store.id);
    let Some(store) = w.store.or(near) else { return };
    w.fields.change(Field::Account, "", email);
    contacts.has_login(contact);
    into.logins.insert(key.clone(), contact);
    into.made.push(Login { contact, store, email: email.to_owned(), key, role: w.role });
}
