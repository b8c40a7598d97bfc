//! Companies with their addresses, terms and price lists.

use super::company_rows::{AddressRow, Batch, Row};
use super::fields::Fields;
use super::places::country;
use super::prices::Lists;
use super::stores::Stores;
use super::{Code, Outcome, Unit, Work};
use crate::db::pairs;
use crate::error::Result;
use crate::id::{AddressId, OrganizationId, PriceListId};
use crate::organization::{PoRule, Status};
use crate::search::fold;
use crate::tx::Tx;
use crate::vat::VatId;
use crate::{on_tx, sql};
use serde_json::json;
use sheet::import::{Field, Record};
use std::collections::HashMap;

/// The longest number of a company or an address, in characters.
pub(super) const NUMBER: usize = 60;
/// The longest name or line of an address, in characters.
pub(super) const LINE: usize = 160;
/// Days until payment, where nothing is said.
pub(super) const TERMS: i64 = 30;
/// The most days until payment.
const LONGEST_TERMS: u32 = 180;

pairs! {
    /// The companies with the numbers in the JSON list `$1`.
    THERE {
        sqlite: "select id, number, name, city, country, vat_id, status, terms_days, po_number from organization
                 where number in (select value from json_each($1))",
        postgres: "select id, number, name, city, country, vat_id, status, terms_days, po_number from organization
                   where number = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
    /// The addresses of the companies in the JSON list `$1`.
    ADDRESSES {
        sqlite: "select id, organization_id, number, recipient, line1, line2, city, region, postcode, country, position
                 from address where organization_id in (select unhex(replace(value, '-', '')) from json_each($1))
                 order by position, id",
        postgres: "select id, organization_id, number, recipient, line1, line2, city, region, postcode, country, position
                   from address
                   where organization_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))
                   order by position, id"
    }
    /// The price lists of the companies in the JSON list `$1`.
    PRICE_LISTS {
        sqlite: "select x.organization_id, x.price_list_id, l.code
                 from organization_price_list x join price_list l on l.id = x.price_list_id
                 where x.organization_id in (select unhex(replace(value, '-', '')) from json_each($1)) order by x.rank",
        postgres: "select x.organization_id, x.price_list_id, l.code
                   from organization_price_list x join price_list l on l.id = x.price_list_id
                   where x.organization_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))
                   order by x.rank"
    }
}

/// Words for the states of a company.
const STATES: &[(&str, Status)] = &[
    ("active", Status::Active),
    ("aktiv", Status::Active),
    ("actif", Status::Active),
    ("open", Status::Active),
    ("yes", Status::Active),
    ("ja", Status::Active),
    ("oui", Status::Active),
    ("true", Status::Active),
    ("1", Status::Active),
    ("onhold", Status::OnHold),
    ("hold", Status::OnHold),
    ("blocked", Status::OnHold),
    ("paused", Status::OnHold),
    ("suspended", Status::OnHold),
    ("gesperrt", Status::OnHold),
    ("pausiert", Status::OnHold),
    ("bloque", Status::OnHold),
    ("suspendu", Status::OnHold),
    ("enattente", Status::OnHold),
    ("closed", Status::Closed),
    ("inactive", Status::Closed),
    ("geschlossen", Status::Closed),
    ("inaktiv", Status::Closed),
    ("ferme", Status::Closed),
    ("inactif", Status::Closed),
    ("no", Status::Closed),
    ("nein", Status::Closed),
    ("non", Status::Closed),
    ("false", Status::Closed),
    ("0", Status::Closed),
];

/// Words for the rule of order numbers.
const PO_RULES: &[(&str, PoRule)] = &[
    ("off", PoRule::Off),
    ("none", PoRule::Off),
    ("no", PoRule::Optional),
    ("nein", PoRule::Optional),
    ("non", PoRule::Optional),
    ("false", PoRule::Optional),
    ("0", PoRule::Optional),
    ("optional", PoRule::Optional),
    ("optionnel", PoRule::Optional),
    ("facultatif", PoRule::Optional),
    ("required", PoRule::Required),
    ("mandatory", PoRule::Required),
    ("erforderlich", PoRule::Required),
    ("pflicht", PoRule::Required),
    ("obligatoire", PoRule::Required),
    ("requis", PoRule::Required),
    ("yes", PoRule::Required),
    ("ja", PoRule::Required),
    ("oui", PoRule::Required),
    ("true", PoRule::Required),
    ("1", PoRule::Required),
];

/// A name without signs, blanks and case: `G.m.b.H.` is `gmbh`.
pub(super) fn compact(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// An address of a record.
pub(super) struct Site {
    number: Option<String>,
    name: Option<String>,
    recipient: Option<String>,
    line1: Option<String>,
    line2: Option<String>,
    city: Option<String>,
    region: Option<String>,
    postcode: Option<String>,
    country: Option<String>,
}

/// The country in a field.
pub(super) fn country_in(fields: &mut Fields<'_>, field: Field) -> Option<String> {
    let typed = fields.given(field)?;
    let found = country(&typed);
    if found.is_none() {
        fields.say(Code::UnknownWord, Some(field), &typed);
    }
    found
}

impl Site {
    /// The address of the record that is read; none where it has no more of one than a town.
    pub fn read(fields: &mut Fields<'_>) -> Option<Site> {
        let record: &Record = fields.record();
        let own = [Field::Site, Field::SiteNumber, Field::Recipient, Field::Line1, Field::Line2, Field::Postcode];
        if !own.into_iter().any(|field| record.has(field)) {
            return None;
        }
        let town = if record.has(Field::AddressCity) { Field::AddressCity } else { Field::City };
        let land = if record.has(Field::AddressCountry) { Field::AddressCountry } else { Field::Country };
        Some(Site {
            number: fields.number(Field::SiteNumber, NUMBER),
            name: fields.line(Field::Site, LINE),
            recipient: fields.line(Field::Recipient, LINE),
            line1: fields.line(Field::Line1, LINE),
            line2: fields.line(Field::Line2, LINE),
            city: fields.line(town, LINE),
            region: fields.line(Field::Region, LINE),
            postcode: fields.line(Field::Postcode, 20),
            country: country_in(fields, land),
        })
    }

    /// Where it is, for the company itself.
    pub fn place(&self) -> (Option<String>, Option<String>) {
        (self.city.clone(), self.country.clone())
    }

    fn recipient(&self, company: &str) -> Option<String> {
        let at_site = || self.name.as_ref().map(|name| format!("{company}, {name}"));
        self.recipient.clone().or_else(at_site)
    }

    /// The place of the address among those that are there.
    fn find(&self, there: &[AddressRow], company: &str) -> Option<usize> {
        let by_number = self.number.as_ref().and_then(|number| there.iter().position(|row| row.number == *number));
        let same = |typed: &Option<String>, known: &str| fold(typed.as_deref().unwrap_or_default()) == fold(known);
        let by_place = || {
            there.iter().position(|row| {
                let is_free = self.number.is_none() || row.number.is_empty();
                let is_same =
                    same(&self.line1, &row.line1) && same(&self.postcode, &row.postcode) && same(&self.city, &row.city);
                // Without a street two places of a town are told apart by who gets the goods.
                is_free && is_same && (self.line1.is_some() || same(&self.recipient(company), &row.recipient))
            })
        };
        by_number.or_else(by_place)
    }

    /// Takes the address into those of a company; says which of them is written.
    pub fn merge(&self, there: &mut Vec<AddressRow>, company: &Row, fields: &mut Fields<'_>) -> Option<AddressId> {
        let Some(place) = self.find(there, &company.name) else {
            let row = AddressRow {
                id: AddressId::fresh(),
                organization_id: company.id,
                number: self.number.clone().unwrap_or_default(),
                recipient: self.recipient(&company.name).unwrap_or_else(|| company.name.clone()),
                line1: self.line1.clone().unwrap_or_default(),
                line2: self.line2.clone().unwrap_or_default(),
                city: self.city.clone().unwrap_or_default(),
                region: self.region.clone().unwrap_or_default(),
                postcode: self.postcode.clone().unwrap_or_default(),
                country: self.country.clone().unwrap_or_else(|| company.country.clone()),
                position: there.iter().map(|row| row.position + 1).max().unwrap_or(0),
            };
            if row.line1.is_empty() {
                fields.say(Code::NoStreet, Some(Field::Line1), &row.recipient);
            }
            let shown = [&row.line1, &row.postcode, &row.city].map(String::as_str).join(" ");
            let shown = if row.line1.is_empty() { row.recipient.clone() } else { shown };
            fields.change(Field::Site, "", shown.trim());
            let id = row.id;
            there.push(row);
            return Some(id);
        };
        let row = &mut there[place];
        let mut is_other = false;
        let recipient = self.recipient(&company.name);
        for (field, to, given) in [
            (Field::SiteNumber, &mut row.number, &self.number),
            (Field::Recipient, &mut row.recipient, &recipient),
            (Field::Line1, &mut row.line1, &self.line1),
            (Field::Line2, &mut row.line2, &self.line2),
            (Field::AddressCity, &mut row.city, &self.city),
            (Field::Region, &mut row.region, &self.region),
            (Field::Postcode, &mut row.postcode, &self.postcode),
            (Field::AddressCountry, &mut row.country, &self.country),
        ] {
            if let Some(given) = given
                && fields.change(field, to, given)
            {
                to.clone_from(given);
                is_other = true;
            }
        }
        is_other.then_some(row.id)
    }
}

/// What the records of a company say.
struct Wanted<'a> {
    fields: Fields<'a>,
    number: Option<String>,
    name: Option<String>,
    vat_id: Option<String>,
    country: Option<String>,
    city: Option<String>,
    status: Option<Status>,
    terms: Option<i64>,
    po_number: Option<PoRule>,
    lists: Option<Vec<PriceListId>>,
    sites: Vec<Site>,
}

fn read<'a>(work: &Work<'a>, lists: &Lists, unit: &'a Unit) -> Wanted<'a> {
    let fields = Fields::of(work.table, unit);
    let mut wanted = Wanted {
        fields,
        number: None,
        name: None,
        vat_id: None,
        country: None,
        city: None,
        status: None,
        terms: None,
        po_number: None,
        lists: None,
        sites: Vec::new(),
    };
    for (n, record) in unit.records.iter().enumerate() {
        if n > 0 {
            wanted.fields.part(record);
        }
        part(&mut wanted, lists);
    }
    wanted.fields.back_to(&unit.records[0]);
    wanted
}

/// What one of its records says; what an earlier one said counts.
fn part(wanted: &mut Wanted<'_>, lists: &Lists) {
    let fields = &mut wanted.fields;
    if let Some(command) = fields.given(Field::Command)
        && ["delete", "remove", "loschen", "entfernen", "supprimer"].contains(&fold(&command).as_str())
    {
        fields.say(Code::Deletes, Some(Field::Command), &command);
    }
    let number = fields.number(Field::Number, NUMBER);
    if let Some(number) = number.as_ref().filter(|number| number.contains(char::is_whitespace)) {
        fields.say(Code::BlankInNumber, Some(Field::Number), number);
    }
    let vat_id = fields.line(Field::VatId, NUMBER);
    if let Some(typed) = vat_id.as_ref().filter(|typed| VatId::parse(typed).is_none()) {
        fields.say(Code::NotSure, Some(Field::VatId), typed);
    }
    let terms = fields.given(Field::TermsDays).and_then(|typed| {
        let (found, code) = match fields.record().terms() {
            None => (None, Code::NotANumber),
            Some(days) if days > LONGEST_TERMS => (None, Code::TooLarge),
            Some(days) => return Some(i64::from(days)),
        };
        fields.say(code, Some(Field::TermsDays), &typed);
        found
    });
    let codes = fields.line(Field::PriceLists, 1_000);
    let named = codes.map(|codes| {
        let codes = codes.split([',', ';', '|']).map(str::trim).filter(|code| !code.is_empty());
        let mut found = Vec::new();
        for code in codes {
            match lists.get(code) {
                Some(list) if found.contains(&list.id) => {}
                Some(list) => found.push(list.id),
                None => fields.say(Code::UnknownList, Some(Field::PriceLists), code),
            }
        }
        found
    });
    let site = Site::read(fields);
    let (town, land) = site.as_ref().map(Site::place).unwrap_or_default();
    wanted.number = wanted.number.take().or(number);
    wanted.name = wanted.name.take().or_else(|| fields.line(Field::Name, LINE));
    wanted.vat_id = wanted.vat_id.take().or(vat_id);
    wanted.country = wanted.country.take().or_else(|| country_in(fields, Field::Country)).or(land);
    wanted.city = wanted.city.take().or_else(|| fields.line(Field::City, LINE)).or(town);
    wanted.status = wanted.status.or_else(|| fields.word(Field::Status, STATES));
    wanted.terms = wanted.terms.or(terms);
    wanted.po_number = wanted.po_number.or_else(|| fields.word(Field::PoNumber, PO_RULES));
    wanted.lists = wanted.lists.take().or(named);
    wanted.sites.extend(site);
}

/// What of the database a batch is compared with.
struct There {
    companies: HashMap<String, Row>,
    addresses: HashMap<OrganizationId, Vec<AddressRow>>,
    lists: HashMap<OrganizationId, Vec<(PriceListId, String)>>,
}

impl There {
    async fn read(tx: &mut Tx, numbers: &[&str]) -> Result<There> {
        let (sql, list) = (THERE.in_tx(tx.db()), json!(numbers).to_string());
        let companies: Vec<Row> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
        let ids = json!(companies.iter().map(|row| row.id).collect::<Vec<_>>()).to_string();
        let sql = ADDRESSES.in_tx(tx.db());
        let rows: Vec<AddressRow> = on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
        let mut addresses: HashMap<OrganizationId, Vec<AddressRow>> = HashMap::new();
        for row in rows {
            addresses.entry(row.organization_id).or_default().push(row);
        }
        let sql = PRICE_LISTS.in_tx(tx.db());
        let rows: Vec<(OrganizationId, PriceListId, String)> =
            on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
        let mut lists: HashMap<OrganizationId, Vec<(PriceListId, String)>> = HashMap::new();
        for (company, list, code) in rows {
            lists.entry(company).or_default().push((list, code));
        }
        let companies = companies.into_iter().map(|row| (row.number.clone(), row)).collect();
        Ok(There { companies, addresses, lists })
    }
}

/// Says what becomes of companies, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let lists = Lists::read(tx).await?;
    let mut wanted: Vec<Wanted<'_>> = units.iter().map(|unit| read(work, &lists, unit)).collect();
    say_without_number(tx, work, &mut wanted).await?;
    let numbers: Vec<&str> = wanted.iter().filter_map(|w| w.number.as_deref()).collect();
    let mut there = There::read(tx, &numbers).await?;
    let home = Stores::read(tx).await?.country();
    let (mut batch, mut out) = (Batch::default(), Vec::with_capacity(units.len()));
    for (wanted, unit) in wanted.into_iter().zip(units) {
        out.push(one(&lists, &mut there, &mut batch, &home, wanted, unit));
    }
    batch.write(tx, work).await?;
    Ok(out)
}

/// Refuses what has no number, and says which company it may be.
async fn say_without_number(tx: &mut Tx, work: &mut Work<'_>, wanted: &mut [Wanted<'_>]) -> Result<()> {
    for w in wanted.iter() {
        if let (Some(number), Some(name), false) = (&w.number, &w.name, w.fields.is_refused()) {
            work.carried.names.entry(compact(name)).or_insert_with(|| number.clone());
        }
    }
    if wanted.iter().all(|w| w.number.is_some()) {
        return Ok(());
    }
    let rows: Vec<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select o.number, e.search_key from organization_entry e join organization o on o.id = e.organization_id
        order by o.number
    ")).fetch_all(c).await?);
    let known: HashMap<String, String> = rows.into_iter().map(|(number, key)| (compact(&key), number)).collect();
    for w in wanted.iter_mut().filter(|w| w.number.is_none() && !w.fields.is_refused()) {
        let name = w.name.as_deref().map(compact).filter(|name| !name.is_empty());
        match name.and_then(|name| known.get(&name).or_else(|| work.carried.names.get(&name))) {
            Some(number) => w.fields.say(Code::MaybeTheSame, Some(Field::Number), number),
            None => w.fields.say(Code::NoNumber, Some(Field::Number), ""),
        }
    }
    Ok(())
}

fn one(
    lists: &Lists,
    there: &mut There,
    batch: &mut Batch,
    home: &str,
    mut wanted: Wanted<'_>,
    unit: &Unit,
) -> Outcome {
    let number = wanted.number.clone().unwrap_or_default();
    let key = Some(number.clone()).filter(|number| !number.is_empty()).or_else(|| wanted.name.clone());
    let key = key.unwrap_or_default();
    let old = there.companies.get(&number).cloned();
    let is_new = old.is_none();
    if is_new && wanted.name.is_none() && !wanted.fields.is_refused() {
        wanted.fields.say(Code::Missing, Some(Field::Name), "");
    }
    if wanted.fields.is_refused() {
        return wanted.fields.outcome(unit, key, is_new);
    }
    if is_new && wanted.country.is_none() {
        wanted.fields.say(Code::NotSure, Some(Field::Country), home);
    }
    let mut row = old.clone().unwrap_or_else(|| Row::new(OrganizationId::fresh(), &number, "", home));
    let set = |to: &mut String, from: &Option<String>| {
        if let Some(text) = from {
            to.clone_from(text);
        }
    };
    set(&mut row.name, &wanted.name);
    set(&mut row.vat_id, &wanted.vat_id);
    // Where an address is says where a new company is; where a known one is only its own columns say.
    if is_new || wanted.fields.has(Field::Country) {
        set(&mut row.country, &wanted.country);
    }
    if is_new || wanted.fields.has(Field::City) {
        set(&mut row.city, &wanted.city);
    }
    row.status = wanted.status.unwrap_or(row.status);
    row.terms_days = wanted.terms.unwrap_or(row.terms_days);
    row.po_number = wanted.po_number.unwrap_or(row.po_number);
    let mut writes = is_new;
    if let Some(old) = &old {
        let fields = &mut wanted.fields;
        fields.change(Field::Name, &old.name, &row.name);
        fields.change(Field::VatId, &old.vat_id, &row.vat_id);
        fields.change(Field::Country, &old.country, &row.country);
        fields.change(Field::City, &old.city, &row.city);
        fields.change(Field::Status, old.status.as_str(), row.status.as_str());
        fields.change(Field::TermsDays, &old.terms_days.to_string(), &row.terms_days.to_string());
        fields.change(Field::PoNumber, old.po_number.as_str(), row.po_number.as_str());
        writes = !fields.changes.is_empty();
        let is_found_anew = (&old.name, &old.vat_id, &old.city) != (&row.name, &row.vat_id, &row.city);
        batch.renamed.extend(is_found_anew.then_some(row.id));
    }
    if let Some(named) = &wanted.lists {
        let before = there.lists.remove(&row.id).unwrap_or_default();
        // What was agreed with the company alone stays before the lists that it shares with others.
        let own = format!("contract-{number}");
        let is_own = |code: &str| code == own || code.strip_prefix(&own).is_some_and(|rest| rest.starts_with('-'));
        let kept = before.iter().filter(|(id, code)| is_own(code) && !named.contains(id)).map(|(id, _)| *id);
        let after: Vec<PriceListId> = kept.chain(named.iter().copied()).collect();
        if before.iter().map(|(id, _)| *id).ne(after.iter().copied()) {
            let codes = |ids: Vec<PriceListId>| lists.codes(&ids).join(", ");
            let was = codes(before.iter().map(|(id, _)| *id).collect());
            wanted.fields.change(Field::PriceLists, &was, &codes(after.clone()));
            batch.lists.push((row.id, after));
            writes = true;
        }
    }
    let mut addresses = there.addresses.remove(&row.id).unwrap_or_default();
    let mut touched = Vec::new();
    for site in &wanted.sites {
        touched.extend(site.merge(&mut addresses, &row, &mut wanted.fields));
    }
    batch.addresses.extend(addresses.into_iter().filter(|address| touched.contains(&address.id)));
    if writes {
        batch.companies.push((row, is_new));
    }
    wanted.fields.outcome(unit, key, is_new)
}
