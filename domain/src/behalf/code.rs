//! Six digits that the customer reads out and the agent types.
//!
//! Rule: a code is good for ten minutes, once, and five wrong tries burn it. It is shown in the answer that made it and
//! never again: only a slow salted hash is kept, which no image holds, and a hash with the key outside of the database, by
//! which the portal finds whose it is ([`crate::behalf::help`]). A wrong try also counts against the network. One that was
//! found too old stays so (see [`crate::expiry`]).

use crate::audit::Event;
use crate::behalf::ask::{self, Waiting};
use crate::behalf::consent::rule::Basis;
use crate::contact::number;
use crate::credential::random;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Problem, Realm, Result};
use crate::expiry::{self, Thing};
use crate::factor::Setup;
use crate::id::AccountId;
use crate::policy::Action;
use crate::required::required;
use crate::throttle::{self, Bucket};
use crate::time::Micros;
use crate::{exec, on, sql};
use uuid::Uuid;

/// How long a code is good.
const LASTS: Micros = Micros::minutes(10);
/// Wrong tries that burn a code.
pub(crate) const TRIES: i64 = 5;
/// Codes that a customer may make in an hour.
const AN_HOUR: i64 = 20;
/// How often other digits are chosen, where a good code or a company has the same ones.
const CHOICES: usize = 32;
/// How many codes there are.
const CODES: u32 = 1_000_000;

/// A code, for the customer's eyes.
pub struct Code {
    /// The digits.
    pub digits: String,
    /// Until when it is good.
    pub until: Micros,
}

/// Makes a code for the customer's own account; the one before is good no more.
///
/// # Errors
/// [`Error::Throttled`] after many; [`Error::Forbidden`] on behalf.
pub async fn make(cx: &Cx) -> Result<Code> {
    cx.check_recorded(Action::MakeConsentCode).await?;
    let account = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.account;
    let now = cx.now();
    let lately: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select count(*) from consent_code where account_id = $1 and made_at > $2
    ")).bind(account).bind(Micros(now.0 - Micros::minutes(60).0)).fetch_one(c).await?);
    if lately >= AN_HOUR {
        cx.refused(Event::denied("rate.limited", "consent_code")).await?;
        return Err(Error::Throttled { seconds: 15 * 60 });
    }
    let (digits, lookup) = free(cx).await?;
    let hash = cx.env().hasher.hash(&digits).await?;
    let (id, until) = (Uuid::now_v7(), now.plus(LASTS));
    let mut tx = cx.begin(Action::MakeConsentCode).await?;
    let event = tx.event().to_owned();
    exec!(tx, "
        update consent_code set ended_at = $2, ended_why = 'replaced', last_event = $3 where account_id = $1 and ended_at is null
    "; account, now, &event).any_number();
    exec!(tx, "
        insert into consent_code (id, account_id, token_hash, made_at, expires_at, last_event, lookup)
        values ($1, $2, $3, $4, $5, $6, $7)
    "; id, account, &hash, now, until, &event, lookup)
    .one()?;
    tx.commit(Event::new("consent.code_made").target("account", account)).await?;
    Ok(Code { digits, until })
}

/// Digits that no other good code has and no company has as its number, as far as that can be known, and what they are found
/// by.
async fn free(cx: &Cx) -> Result<(String, Option<Vec<u8>>)> {
    let mut chosen = digits()?;
    for _ in 0..CHOICES {
        let Some(lookup) = lookup(cx, &chosen) else { break };
        let others: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
            select count(*) from consent_code where lookup = $1 and ended_at is null and expires_at > $2
        ")).bind(&lookup).bind(cx.now()).fetch_one(c).await?);
        if others == 0 && !number::is_of_company(cx, &chosen).await? {
            return Ok((chosen, Some(lookup)));
        }
        chosen = digits()?;
    }
    let lookup = lookup(cx, &chosen);
    Ok((chosen, lookup))
}

/// What a code is found by; nothing where the program has no key, as in its commands.
pub(crate) fn lookup(cx: &Cx, digits: &str) -> Option<Vec<u8>> {
    let setup = cx.env().part::<Setup>();
    setup.key().ok().map(|key| key.fingerprint(b"consent_code", digits.as_bytes()))
}

/// The six digits of a code as it was typed, with or without blanks.
pub(crate) fn digits_of(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(7).collect();
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Six digits, each code as likely as any other.
fn digits() -> Result<String> {
    loop {
        let number = u32::from_be_bytes(random::<4>()?);
        // What is left over above the last whole million would make low codes more likely.
        if number < u32::MAX / CODES * CODES {
            return Ok(format!("{:06}", number % CODES));
        }
    }
}

/// Writes down that codes of an account are over which time has ended.
async fn late_for_good(cx: &Cx, account: AccountId) -> Result<()> {
    let late: Vec<Uuid> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select id from consent_code where account_id = $1 and ended_at is null and expires_at > 0 and expires_at <= $2
    ")).bind(account).bind(cx.now()).fetch_all(c).await?);
    for id in late {
        expiry::write(cx, Thing::Code, id).await?;
    }
    Ok(())
}

/// Opens the session that waits with the code the customer read out.
///
/// # Errors
/// [`Error::Invalid`] at `consent_code`; [`Error::Throttled`]; as [`ask::open`].
pub async fn enter(cx: &Cx, waiting: &Waiting, typed: &str) -> Result<()> {
    required(&[("consent_code", typed)])?;
    let typed = digits_of(typed).ok_or(Error::field("consent_code", Problem::NotACode))?;
    let cx = &cx.with_principal(Principal::Anonymous);
    let bucket = Bucket::of(&format!("support code {}", waiting.account_id), &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let now = cx.now();
    late_for_good(cx, waiting.account_id).await?;
    let live: Option<(Uuid, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, token_hash from consent_code
        where account_id = $1 and ended_at is null and expires_at > $2 and tries < $3
        order by made_at desc limit 1
    ")).bind(waiting.account_id).bind(now).bind(TRIES).fetch_optional(c).await?);
    // From however many networks they come at once: of the tries that a code has, this is one.
    let live = match live {
        Some((id, hash)) => throttle::one_of(cx, &format!("consent code {id}"), TRIES).await?.then_some((id, hash)),
        None => None,
    };
    // Without a code it takes as long, so that nobody learns whether there is one.
    let fits = cx.env().hasher.verify(live.as_ref().map(|(_, hash)| hash.clone()), &typed).await;
    let (fits, tried) = tried.or_give_back(cx, fits).await?;
    let mut tx = cx.begin(Action::SignIn).await?;
    let event = tx.event().to_owned();
    let code = live.map(|(id, _)| id);
    if !fits {
        exec!(tx, "
            update consent_code
            set tries = tries + 1, last_event = $2,
                ended_at = case when tries + 1 >= $3 then cast($4 as bigint) end, ended_why = case when tries + 1 >= $3 then 'burnt' end
            where id = $1 and ended_at is null
        "; code, &event, TRIES, now).one_or_none()?;
        tx.commit(waiting.named(Event::denied("consent.code_failed", "credentials"))).await?;
        return Err(Error::field("consent_code", Problem::WrongCode));
    }
    // Whoever tries many at once: the right one counts only while the wrong ones are not too many yet.
    let used = exec!(tx, "
        update consent_code set ended_at = $2, ended_why = 'used', last_event = $3
        where id = $1 and ended_at is null and tries < $4 and expires_at > $2
    "; code, now, &event, TRIES)
    .one_or_none()?;
    if !used {
        return Err(Error::field("consent_code", Problem::WrongCode));
    }
    if let Err(error) = ask::open(&mut tx, waiting.id, Basis::Code, None).await {
        drop(tx);
        return ask::answered(cx, waiting.id, Err(error)).await;
    }
    tx.commit(waiting.named(Event::new("consent.code_used"))).await?;
    tried.succeeded(cx).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_with_blanks() {
        for typed in ["123456", "123 456", " 1 2 3\t456 "] {
            assert_eq!(digits_of(typed).as_deref(), Some("123456"), "{typed:?}");
        }
        for other in ["", "12345", "1234567", "12345x", "١٢٣٤٥٦", "123-456", "123456 7"] {
            assert_eq!(digits_of(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_code_is_six_digits() {
        for _ in 0..100 {
            let digits = digits().expect("random");
            assert!(digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()), "{digits}");
        }
    }
}
