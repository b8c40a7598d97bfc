//! The first day of an installation: its first administrator, who acts on behalf, and its first store.
//!
//! Rules (R6): a link shows up on the terminal of the program and nowhere else. Only its hash is stored; it works once, for
//! fifteen minutes, and a newer one takes its place. Opening it changes nothing. Wrong links are slowed down like wrong
//! passwords, and each leaves an event. All of it is written at once or not at all; an installation with staff and a store is
//! never set up again.

pub mod steps;
mod store;

pub use store::{LANGUAGES, Typed as TypedStore};

use crate::audit::Event;
use crate::audit::canonical::hex;
use crate::credential::Token;
use crate::cx::{Cx, Mode, Principal};
use crate::env::Env;
use crate::error::{Conflict, Error, Field, Problem, Result};
use crate::id::StaffId;
use crate::outbox::Post;
use crate::policy::{Action, Role};
use crate::staff::invite::{self, SHOWN_FOR};
use crate::staff::role::let_act_too;
use crate::store::Values;
use crate::throttle::{self, Bucket};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, password, sql, staff};
use std::sync::atomic::{AtomicBool, Ordering};

/// What an installation lacks before its first day is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// There is nobody of the staff, and nobody has an invitation that works.
    pub administrator: bool,
    /// There is no store, or the bare one of earlier versions.
    pub store: bool,
}

/// What [`Missing`] is made of; `$1` is the time.
const FACTS: &str = sql!(
    "
    select (select count(*) from staff) as staff,
           (select count(*) from staff_invite
            where used_at is null and revoked_at is null and expires_at > $1) as invited,
           (select count(*) from store) as stores,
           (select count(*) from store where code = 'main' and name = 'Store') as bare
"
);

#[derive(sqlx::FromRow)]
struct Facts {
    staff: i64,
    invited: i64,
    stores: i64,
    bare: i64,
}

impl Facts {
    fn missing(&self) -> Option<Missing> {
        let administrator = self.staff == 0 && self.invited == 0;
        let missing = Missing { administrator, store: self.stores == 0 || (administrator && self.stores == self.bare) };
        (missing.administrator || missing.store).then_some(missing)
    }
}

/// Whether everything is there: from then on nobody asks again.
#[derive(Default)]
struct Done(AtomicBool);

/// What is missing; `None` when the installation is set up.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn missing(env: &Env, now: Micros) -> Result<Option<Missing>> {
    let done = env.part::<Done>();
    if done.0.load(Ordering::Relaxed) {
        return Ok(None);
    }
    let facts: Facts = on!(&env.db, c => sqlx::query_as(FACTS).bind(now).fetch_one(c).await?);
    // An invitation may expire unused.
    done.0.store(facts.missing().is_none() && facts.staff > 0, Ordering::Relaxed);
    Ok(facts.missing())
}

/// Makes a link for the terminal, which takes the place of an earlier one, and says until when it works; `None` when the
/// installation is set up.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the program.
pub async fn link(cx: &Cx) -> Result<Option<(String, Micros)>> {
    if missing(cx.env(), cx.now()).await?.is_none() {
        return Ok(None);
    }
    let (token, until) = (Token::fresh()?, cx.now().plus(SHOWN_FOR));
    let mut tx = cx.begin(Action::RunJob).await?;
    exec!(tx, "
        insert into setting (key, value) values ('set_up', $1)
        on conflict (key) do update set value = excluded.value
    "; format!("{} {}", hex(&token.hash()), until.0))
    .one()?;
    tx.commit(Event::new("set_up.link_made").detail("until", until.0.to_string())).await?;
    let address = format!("{}/portal/set-up/{}", cx.env().part::<Post>().portal_url, token.expose());
    Ok(Some((address, until)))
}

/// What the link leads to: what is missing. A right link changes nothing.
///
/// # Errors
/// [`Error::NotFound`] alike for a link that is unknown, used, replaced or too old; [`Error::Throttled`] after several.
pub async fn open(cx: &Cx, token: &str) -> Result<Missing> {
    let tried = throttle::reserve(cx, &Bucket::of("set-up", &cx.request().ip)).await?;
    let (found, tried) = tried.or_give_back(cx, find(cx, token).await).await?;
    match found {
        Ok(missing) => {
            tried.given_back(cx).await?;
            Ok(missing)
        }
        // The try stays counted.
        Err(why) => refused(cx, why).await,
    }
}

/// What is missing, or why the link opens nothing.
async fn find(cx: &Cx, token: &str) -> Result<std::result::Result<Missing, &'static str>> {
    let Some(token) = Token::parse(token) else { return Ok(Err("unknown")) };
    let value: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select value from setting where key = 'set_up'
    ")).fetch_optional(c).await?);
    let until =
        value.as_deref().and_then(|value| value.split_once(' ')).filter(|(hash, _)| *hash == hex(&token.hash()));
    let Some(until) = until.and_then(|(_, until)| until.parse().ok()).map(Micros) else { return Ok(Err("unknown")) };
    if until <= cx.now() {
        return Ok(Err("expired"));
    }
    Ok(missing(cx.env(), cx.now()).await?.ok_or("used"))
}

async fn refused<T>(cx: &Cx, why: &str) -> Result<T> {
    cx.refused(Event::denied("set_up.link_refused", why)).await?;
    Err(Error::NotFound)
}

/// The typed values of the first day. Those of what is not missing are not looked at.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Name of the first administrator.
    pub name: String,
    /// Their work e-mail, which is their login.
    pub email: String,
    /// Whether administrators act on behalf: `none`, `view` or `full`.
    pub administrators: String,
    /// The same for support.
    pub support: String,
    /// The store.
    pub store: TypedStore,
}

/// What can be written.
struct Checked {
    administrator: Option<Administrator>,
    store: Option<Values>,
}

struct Administrator {
    name: String,
    email: String,
    acting: [(Role, Option<Mode>); 2],
}

impl Typed {
    /// Names every wrong field; `password` is checked by whoever takes one.
    fn check(&self, missing: Missing) -> std::result::Result<Checked, Vec<Field>> {
        let mut wrong = Vec::new();
        let mut administrator = None;
        if missing.administrator {
            if let Err(Error::Invalid(fields)) = invite::checked(&self.name, &self.email, Role::Admin.as_str()) {
                wrong.extend(fields);
            }
            let mut mode = |name, typed: &str| match (typed.trim(), Mode::parse(typed.trim())) {
                (_, Some(mode)) => Some(mode),
                ("none", None) => None,
                (typed, None) => {
                    let problem = if typed.is_empty() { Problem::Required } else { Problem::NotAChoice };
                    wrong.push(Field { name, problem });
                    None
                }
            };
            let administrators = (Role::Admin, mode("administrators", &self.administrators));
            let support = (Role::Agent, mode("support", &self.support));
            let (name, email) = (self.name.trim().to_owned(), self.email.trim().to_owned());
            administrator = Some(Administrator { name, email, acting: [administrators, support] });
        }
        let store = missing.store.then(|| self.store.check()).transpose().unwrap_or_else(|fields| {
            wrong.extend(fields);
            None
        });
        if wrong.is_empty() { Ok(Checked { administrator, store }) } else { Err(wrong) }
    }
}

/// Sets up by the link: the first administrator with their password, and the first store.
///
/// # Errors
/// [`Error::Invalid`] at each field; [`Error::NotFound`] when the link has ended: of two parallel calls one succeeds.
pub async fn save(cx: &Cx, token: &str, typed: &Typed, chosen: &str) -> Result<()> {
    let missing = open(cx, token).await?;
    let (checked, mut wrong) = match typed.check(missing) {
        Ok(checked) => (Some(checked), Vec::new()),
        Err(wrong) => (None, wrong),
    };
    if missing.administrator {
        let personal = [typed.email.as_str(), &typed.name, &typed.store.name];
        match password::check(cx, "password", chosen, &personal).await {
            Err(Error::Invalid(fields)) => wrong.extend(fields),
            other => other?,
        }
    }
    let Some(checked) = checked.filter(|_| wrong.is_empty()) else { return Err(Error::Invalid(wrong)) };
    let hash = match &checked.administrator {
        Some(_) => cx.env().hasher.hash(chosen).await?,
        None => String::new(),
    };
    let mut tx = cx.with_principal(Principal::Anonymous).begin_exclusive(Action::SignIn).await?;
    let used = exec!(tx, "
        delete from setting where key = 'set_up' and value like cast($1 as text)
    "; format!("{} %", Token::parse(token).map(|t| hex(&t.hash())).unwrap_or_default()))
    .one_or_none()?;
    if !used {
        drop(tx);
        return refused(cx, "used").await;
    }
    still(&mut tx, missing).await?;
    let done = Event::new("set_up.done");
    let done = match &checked.administrator {
        None => done,
        Some(person) => {
            invite::free(&mut tx, &crate::session::email_key(&person.email)).await?;
            let id = StaffId::fresh();
            let event =
                tx.also(Event::new("staff.joined").by("staff", id).target("staff", id).detail("role", Role::Admin));
            let who = (person.name.as_str(), person.email.as_str(), Role::Admin);
            if !staff::insert(&mut tx, id, who, &hash, &event).await? {
                return Err(Error::field("email", Problem::Taken));
            }
            done.by("staff", id).target("staff", id)
        }
    };
    write(&mut tx, &checked).await?;
    tx.commit(done).await
}

/// Sets up without a browser, for the operator: the first administrator gets a link to choose a password, which is shown
/// once. Gives the link and until when it works.
///
/// # Errors
/// [`Error::Invalid`] at each field; [`Error::Conflict`] when there is staff or a store already; [`Error::Forbidden`] for
/// anybody but the program.
pub async fn init(cx: &Cx, typed: &Typed) -> Result<(String, Micros)> {
    let all = Missing { administrator: true, store: true };
    let checked = typed.check(all).map_err(Error::Invalid)?;
    let mut tx = cx.begin_exclusive(Action::RunJob).await?;
    still(&mut tx, all).await?;
    write(&mut tx, &checked).await?;
    // A link that was shown before is over.
    exec!(tx, "delete from setting where key = 'set_up'").one_or_none()?;
    let Some(person) = &checked.administrator else { return Err(Error::Conflict(Conflict::State)) };
    invite::free(&mut tx, &crate::session::email_key(&person.email)).await?;
    let (event, token) = invite::insert(&mut tx, &person.name, &person.email, Role::Admin, None, SHOWN_FOR).await?;
    tx.commit(event).await?;
    Ok((invite::address(cx, &token), cx.now().plus(SHOWN_FOR)))
}

/// Nobody set anything up in the meantime.
async fn still(tx: &mut Tx, missing: Missing) -> Result<()> {
    let now = tx.cx().now();
    let facts: Facts = on_tx!(tx, c => sqlx::query_as(FACTS).bind(now).fetch_one(c).await?);
    if facts.missing() == Some(missing) { Ok(()) } else { Err(Error::Conflict(Conflict::State)) }
}

/// Writes who acts on behalf, and the store.
async fn write(tx: &mut Tx, checked: &Checked) -> Result<()> {
    for (role, mode) in checked.administrator.iter().flat_map(|person| person.acting) {
        let_act_too(tx, role, mode).await?;
    }
    match &checked.store {
        Some(store) => crate::store::first(tx, store).await,
        None => Ok(()),
    }
}
