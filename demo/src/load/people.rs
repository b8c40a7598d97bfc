//! Stores, staff, companies, contacts, accounts and their sessions.

use super::Demo;
use crate::contact::{self, Contact};
use crate::{STORES, organization, price, staff};
use domain::account::Status;
use domain::audit::Event;
use domain::contact::entry;
use domain::credential::Token;
use domain::env::Env;
use domain::error::{Error, Realm, Result};
use domain::id::{AccountId, InviteId, SessionId, StaffId};
use domain::organization::find;
use domain::policy::grants::mode_str;
use domain::policy::{Action, Grants, Role};
use domain::session::{email_key, first_seen};
use domain::time::Micros;
use domain::tx::Tx;
use domain::{exec, sql};
use serde_json::{Value, json};
use uuid::Uuid;

/// Stands where a hash would; verification against it always fails.
const UNUSABLE: &str = "!";

/// Hashes the known passwords, as many at once as the hasher lets.
pub(super) async fn hashes(env: &Env) -> Result<Vec<(&'static str, String)>> {
    let running: Vec<_> = staff::logins()
        .into_iter()
        .map(|login| {
            let hasher = env.hasher.clone();
            tokio::spawn(async move {
                loop {
                    match hasher.hash(login.password).await {
                        // A busy machine: nobody waits for an answer here, so it waits for its turn.
                        Err(Error::Throttled { .. }) => {}
                        hash => break hash.map(|hash| (login.login, hash)),
                    }
                }
            })
        })
        .collect();
    let mut out = Vec::with_capacity(running.len());
    for task in running {
        out.push(task.await.map_err(|e| Error::Internal(format!("hashing: {e}")))??);
    }
    Ok(out)
}

fn hash<'a>(demo: &'a Demo, login: &str) -> &'a str {
    demo.hashes.iter().find(|(l, _)| *l == login).map_or(UNUSABLE, |(_, hash)| hash)
}

/// The mark of a demo, the stores and the staff: the first transaction of the log.
pub(super) async fn open(demo: &Demo, at: i64) -> Result<()> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    exec!(tx, "insert into setting (key, value) values ('demo', '1')").one()?;
    for (position, (id, store)) in (0_i64..).zip(demo.stores.iter().zip(&STORES)) {
        exec!(tx, "
            insert into store (id, code, name, currency, country, tagline, position, last_event)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
        "; *id, store.code, store.name, store.currency, store.country, store.tagline, position, &event)
        .one()?;
    }
    for (id, member) in demo.staff.iter().zip(&staff::ALL) {
        exec!(tx, "
            insert into staff (id, name, email, email_key, password_hash, role, status, created_at, last_event)
            values ($1, $2, $3, $4, $5, $6, 'active', $7, $8)
        "; *id, member.name, member.email, email_key(member.email), hash(demo, member.email), member.role, at,
            &event)
        .one()?;
    }
    roles(&mut tx).await?;
    invitation(demo, &mut tx, at).await?;
    let after = json!({
        "staff": staff::ALL.iter().map(|m| json!({ "email": m.email, "role": m.role })).collect::<Vec<_>>(),
        "stores": STORES.iter().map(|s| s.code).collect::<Vec<_>>(),
    });
    tx.commit(Event::new("demo.opened").change(Value::Null, after)).await
}

/// What the demo's administrator made of the roles: who acts on behalf, and how far support may go without a second person.
async fn roles(tx: &mut Tx) -> Result<()> {
    let event = tx.event().to_owned();
    for role in Role::ALL {
        let grants = Grants::of(role);
        if grants.behalf.is_none() {
            continue;
        }
        let is_agent = role == Role::Agent;
        exec!(tx, "
            insert into staff_role (id, permissions, behalf_mode, scope, minutes, order_limit, orders_limit, max_discount,
                                    last_event)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        "; role, grants.codes(), mode_str(grants.behalf), grants.reach, grants.minutes,
            is_agent.then_some(staff::AGENT_ORDER_LIMIT), is_agent.then_some(staff::AGENT_ORDERS_LIMIT),
            grants.max_discount, &event).one()?;
    }
    Ok(())
}

/// Somebody who has not chosen a password yet, and whose link is too old by now.
async fn invitation(demo: &Demo, tx: &mut Tx, at: i64) -> Result<()> {
    let event = tx.event().to_owned();
    let admin = staff::ALL.iter().position(|m| m.role == Role::Admin).map(|n| demo.staff[n]);
    let expires_at = Micros(at).plus(Micros::minutes(3 * 24 * 60));
    exec!(tx, "
        insert into staff_invite (id, name, email, email_key, role, token_hash, invited_by, created_at, expires_at, last_event)
        values ($1, $2, $3, $4, 'agent', $5, $6, $7, $8, $9)
    "; InviteId::fresh(), staff::INVITED.0, staff::INVITED.1, email_key(staff::INVITED.1), Token::fresh()?.hash(),
        admin, at, expires_at, &event).one()?;
    Ok(())
}

/// Puts a new company into the care of the sales representative, where it is one of theirs.
async fn care(demo: &Demo, tx: &mut Tx, at: i64, company: usize) -> Result<()> {
    if !staff::SALES_COMPANIES.contains(&organization::ALL[company].name) {
        return Ok(());
    }
    let event = tx.event().to_owned();
    let sales = staff::ALL.iter().position(|m| m.role == Role::Sales).map(|n| demo.staff[n]);
    exec!(tx, "
        insert into staff_scope (id, staff_id, organization_id, created_at, last_event) values ($1, $2, $3, $4, $5)
    "; Uuid::now_v7(), sales, demo.companies[company].0, at, &event)
    .one()?;
    Ok(())
}

/// People who never had a working login joined their company's list later than the others.
pub(super) fn came_later(person: &Contact) -> bool {
    person.accounts.iter().all(|(_, status)| matches!(*status, Status::Invited | Status::Unverified))
}

/// A company with its addresses, price lists and first people.
pub(super) async fn company(demo: &Demo, at: i64, n: usize) -> Result<()> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let (company, (id, addresses), event) = (&organization::ALL[n], &demo.companies[n], tx.event().to_owned());
    exec!(tx, "
        insert into organization (id, number, name, city, country, vat_id, status, terms_days, po_number, support_names, support_consent, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    "; *id, company.number, company.name, company.city, company.country, company.vat_id, company.status,
        company.terms_days, company.po_number, true, company.consent(), &event).one()?;
    find::refresh(tx.db(), *id).await?;
    for (rank, code) in (1_i64..).zip(company.price_lists) {
        let Some(list) = price::LISTS.iter().position(|l| l.code == *code) else { continue };
        exec!(tx, "
            insert into organization_price_list (organization_id, price_list_id, rank) values ($1, $2, $3)
        "; *id, demo.lists[list], rank)
        .one()?;
    }
    for (position, (address, [line1, line2, city, region, postcode, country])) in
        (0_i64..).zip(addresses.iter().zip(company.addresses))
    {
        exec!(tx, "
            insert into address (id, organization_id, recipient, line1, line2, city, region, postcode, country, position, last_event)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        "; *address, *id, company.name, *line1, *line2, *city, *region, *postcode, *country, position, &event).one()?;
    }
    care(demo, &mut tx, at, n).await?;
    let (mut people, mut first) = (Vec::new(), Vec::new());
    for (index, person) in contact::ALL.iter().enumerate() {
        if person.organization == n && !came_later(person) {
            insert(demo, &mut tx, at, index).await?;
            first.push(demo.people[index].0);
            people.push(document(demo, index));
        }
    }
    let after = json!({
        "addresses": company.addresses,
        "contacts": people,
        "name": company.name,
        "number": company.number,
        "price_lists": company.price_lists,
        "status": company.status,
        "terms_days": company.terms_days,
    });
    let event = Event::new("organization.created").target_named("organization", id, company.number, 1);
    let event = first.into_iter().fold(event, |event, person| event.target("contact", person));
    tx.commit(event.change(Value::Null, after)).await
}

/// One more person of a company.
pub(super) async fn person(demo: &Demo, at: i64, index: usize) -> Result<()> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    insert(demo, &mut tx, at, index).await?;
    let event = Event::new("contact.created")
        .target("contact", demo.people[index].0)
        .target("organization", demo.companies[contact::ALL[index].organization].0)
        .change(Value::Null, document(demo, index));
    tx.commit(event).await
}

fn document(demo: &Demo, index: usize) -> Value {
    let person = &contact::ALL[index];
    let accounts = person.accounts.iter().enumerate().map(|(n, (store, status))| {
        json!({ "email": contact::account_email(person, n), "id": demo.people[index].1[n].to_string(), "status": status, "store": store })
    });
    json!({
        "accounts": accounts.collect::<Vec<_>>(),
        "email": contact::email(person),
        "id": demo.people[index].0.to_string(),
        "name": person.name,
        "title": person.title,
    })
}

async fn insert(demo: &Demo, tx: &mut Tx, at: i64, index: usize) -> Result<()> {
    let (person, (id, accounts), event) = (&contact::ALL[index], &demo.people[index], tx.event().to_owned());
    let (email, phone) = (contact::email(person), contact::phone(index));
    let logins: Vec<String> = (0..accounts.len()).map(|n| contact::account_email(person, n)).collect();
    exec!(tx, "
        insert into contact (id, organization_id, name, latin_name, title, email, phone, language, time_zone,
                             created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    "; *id, demo.companies[person.organization].0, person.name, person.latin_name(), person.title, &email, &phone,
        person.language, person.time_zone, at, &event)
    .one()?;
    for (n, ((_, status), login)) in person.accounts.iter().zip(&logins).enumerate() {
        exec!(tx, "
            insert into account (id, contact_id, store_id, email, email_key, password_hash, status, created_at, last_event, role)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        "; accounts[n], *id, demo.stores[demo.store_of(index, n)], login, email_key(login), hash(demo, login),
            *status, at, &event, contact::role(index)).one()?;
    }
    entry::refresh(tx.db(), *id).await
}

/// A buyer signs in.
pub(super) async fn sign_in(demo: &Demo, at: i64, person: usize, account: usize) -> Result<SessionId> {
    session(demo, at, Who::Account(demo.people[person].1[account])).await
}

/// Somebody of either realm.
#[derive(Clone, Copy)]
pub(super) enum Who {
    Staff(StaffId),
    Account(AccountId),
}

/// A session whose token nobody holds, as signing in at `at` makes it.
pub(super) async fn session(demo: &Demo, at: i64, who: Who) -> Result<SessionId> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let (id, event) = (SessionId::fresh(), tx.event().to_owned());
    let limits = demo.env.limits;
    let (realm, kind, limit, staff, account) = match who {
        Who::Staff(id) => (Realm::Portal, "staff", limits.portal_absolute, Some(id.0), None),
        Who::Account(id) => (Realm::Shop, "account", limits.shop_absolute, None, Some(id.0)),
    };
    // Nobody holds the token, so nothing is lost when a recent session is over already.
    let expires_at = Micros(at).plus(limit).min(Micros(demo.now - 20 * super::MINUTE));
    exec!(tx, "
        insert into session (id, token_hash, realm, staff_id, account_id, user_agent, created_at, expires_at, last_event)
        values ($1, $2, $3, $4, $5, 'Demo', $6, $7, $8)
    "; id, Token::fresh()?.hash(), realm, staff, account, at, expires_at, &event).one()?;
    let seen = match who {
        Who::Staff(_) => sql!("update staff set last_sign_in_at = $2, last_event = $3 where id = $1"),
        Who::Account(_) => sql!("update account set last_sign_in_at = $2, last_event = $3 where id = $1"),
    };
    let person: Uuid = staff.or(account).unwrap_or_default();
    exec!(tx, seen; person, at, &event).one()?;
    first_seen(&mut tx, id.0).await?;
    let event = Event::new("auth.login.succeeded")
        .by(kind, person)
        .in_session(realm.into(), id)
        .target("session", id)
        .detail("amr", vec!["pwd"]);
    tx.commit(event).await?;
    Ok(id)
}
