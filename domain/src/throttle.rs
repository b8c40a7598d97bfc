//! Slowing down guessing: a growing delay for a login tried from a network, and for a network that tries many logins;
//! never a lock on a person (R7).

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, sql};

/// Failures of one login from one network that are free before the delay grows.
const FREE: i64 = 3;
/// Failures of a whole network, over all logins, that are free.
const FREE_OF_NETWORK: i64 = 60;
/// The longest delay in seconds.
const CAP: i64 = 15 * 60;
/// Failures are forgotten after this much quiet.
const FORGET: Micros = Micros::minutes(30);

/// What failures are counted by.
///
/// The network is the IPv4 address or the first 64 bits of an IPv6 one. Both keys are hashed: this is no list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    login: String,
    network: String,
}

impl Bucket {
    /// The buckets of a login tried from an address.
    pub fn of(login: &str, ip: &str) -> Bucket {
        let network = network(ip);
        let login = hash(format!("{}\n{network}", folded(login)));
        Bucket { login, network: hash(format!("network\n{network}")) }
    }

    /// The buckets of mail to a login, asked for from an address: wherever they ask from, nobody fills somebody's mailbox.
    /// It keeps nobody from a link, for the mail goes to the same person whoever asks.
    pub fn of_mail(login: &str, ip: &str) -> Bucket {
        let login = hash(format!("mail\n{}", folded(login)));
        Bucket { login, network: hash(format!("network\n{}", network(ip))) }
    }
}

/// What visitors of one network are counted by, hashed.
pub(crate) fn network_key(ip: &str) -> String {
    hash(format!("network\n{}", network(ip)))
}

fn hash(text: String) -> String {
    crate::audit::canonical::sha256_hex(text.as_bytes())
}

fn folded(login: &str) -> String {
    let short: String = login.chars().take(320).collect();
    crate::search::fold(&short)
}

fn network(ip: &str) -> String {
    match ip.parse::<std::net::IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(std::net::IpAddr::V4(v4)) => v4.to_string(),
        Ok(std::net::IpAddr::V6(v6)) => v6.segments()[..4].iter().map(|s| format!("{s:x}:")).collect(),
        _ => ip.to_owned(),
    }
}

/// The delay after `failures` failures of which `free` cost nothing, in seconds: then 2, 4, 8 … up to 15 minutes.
pub fn delay(failures: i64, free: i64) -> i64 {
    if failures <= free {
        return 0;
    }
    let doublings = u32::try_from((failures - free).min(16)).unwrap_or(16);
    (1_i64 << doublings).min(CAP)
}

/// Whether a try may be looked at now.
///
/// # Errors
/// [`Error::Throttled`] with the seconds to wait.
pub async fn check(cx: &Cx, bucket: &Bucket) -> Result<()> {
    let until: Option<Micros> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select max(retry_at) from throttle where key in ($1, $2)
    ")).bind(&bucket.login).bind(&bucket.network).fetch_one(c).await?);
    match until {
        Some(until) if until > cx.now() => {
            cx.refused(Event::denied("rate.limited", "credentials")).await?;
            Err(Error::Throttled { seconds: until.since(cx.now()).as_seconds().max(0) + 1 })
        }
        _ => Ok(()),
    }
}

/// Counts a failure and sets the next delays.
pub(crate) async fn failed(tx: &mut Tx, bucket: &Bucket) -> Result<()> {
    count(tx, &bucket.login, FREE).await?;
    count(tx, &bucket.network, FREE_OF_NETWORK).await
}

async fn count(tx: &mut Tx, key: &str, free: i64) -> Result<()> {
    let now = tx.cx().now();
    let before: Option<(i64, Micros)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select failures, changed_at from throttle where key = $1
    ")).bind(key).fetch_optional(c).await?);
    let failures = match before {
        Some((n, at)) if now.since(at) < FORGET => n + 1,
        _ => 1,
    };
    let retry_at = now.plus(Micros::seconds(delay(failures, free)));
    on_tx!(tx, c => sqlx::query(sql!("
        insert into throttle (key, failures, retry_at, changed_at) values ($1, $2, $3, $4)
        on conflict (key) do update set failures = excluded.failures, retry_at = excluded.retry_at, changed_at = excluded.changed_at
    ")).bind(key).bind(failures).bind(retry_at).bind(now).execute(c).await?.rows_affected());
    Ok(())
}

/// Forgets the failures of this login from this network after a success.
pub(crate) async fn succeeded(tx: &mut Tx, bucket: &Bucket) -> Result<()> {
    on_tx!(tx, c => sqlx::query(sql!("
        delete from throttle where key = $1
    ")).bind(&bucket.login).execute(c).await?.rows_affected());
    Ok(())
}

/// Forgets what is counted by the login of a person who is erased, and all that is forgotten by now. What is counted by
/// login and network together cannot be found by the login: it is a hash of both, and forgotten in half an hour.
pub(crate) async fn forget(tx: &mut Tx, login: &str) -> Result<()> {
    let before = Micros(tx.cx().now().0.saturating_sub(FORGET.0));
    on_tx!(tx, c => sqlx::query(sql!("
        delete from throttle where key = $1 or (changed_at < $2 and retry_at < $2)
    ")).bind(Bucket::of_mail(login, "").login).bind(before).execute(c).await?.rows_affected());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_grows_and_is_capped() {
        let delays: Vec<i64> = (0..8).map(|n| delay(n, FREE)).collect();
        assert_eq!(delays, [0, 0, 0, 0, 2, 4, 8, 16]);
        assert_eq!(delay(1_000, FREE), CAP);
        assert_eq!(delay(FREE_OF_NETWORK, FREE_OF_NETWORK), 0);
    }

    #[test]
    fn another_network_is_another_bucket() {
        assert_ne!(Bucket::of("a@b.example", "192.0.2.1"), Bucket::of("a@b.example", "192.0.2.2"));
        assert_eq!(
            Bucket::of_mail("a@b.example", "192.0.2.1").login,
            Bucket::of_mail("a@b.example", "192.0.2.2").login
        );
        assert_eq!(Bucket::of("A@B.example", "2001:db8::1"), Bucket::of("a@b.example", "2001:db8::2"));
        // An IPv4 address inside an IPv6 one, as a socket for both says it.
        assert_eq!(Bucket::of("a@b.example", "::ffff:192.0.2.1"), Bucket::of("a@b.example", "192.0.2.1"));
        assert_ne!(Bucket::of("a@b.example", "::ffff:192.0.2.1"), Bucket::of("a@b.example", "::ffff:192.0.2.2"));
    }
}
