//! Slowing down guessing: a growing delay per login and network, never a lock on a person (R7).

use crate::error::{Error, Result};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, sql};

/// Tries that are free before the delay grows.
const FREE: i64 = 3;
/// The longest delay in seconds.
const CAP: i64 = 15 * 60;
/// Failures are forgotten after this much quiet.
const FORGET: Micros = Micros::minutes(30);

/// The bucket of a login tried from a network.
///
/// The network is the IPv4 address or the first 64 bits of an IPv6 one. The login is hashed: this is no list of names.
pub fn key(login: &str, ip: &str) -> String {
    let network = match ip.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(v6)) => v6.segments()[..4].iter().map(|s| format!("{s:x}:")).collect(),
        _ => ip.to_owned(),
    };
    let login = crate::search::fold(login);
    crate::audit::canonical::sha256_hex(format!("{login}\n{network}").as_bytes())
}

/// The delay after `failures` failures, in seconds: 0 for the first three, then 2, 4, 8 … up to 15 minutes.
pub fn delay(failures: i64) -> i64 {
    if failures <= FREE {
        return 0;
    }
    let doublings = u32::try_from((failures - FREE).min(16)).unwrap_or(16);
    (1_i64 << doublings).min(CAP)
}

/// Whether a try may be looked at now.
///
/// # Errors
/// [`Error::Throttled`] with the seconds to wait.
pub async fn check(cx: &crate::cx::Cx, key: &str) -> Result<()> {
    let until: Option<Micros> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select retry_at from throttle where key = $1
    ")).bind(key).fetch_optional(c).await?);
    match until {
        Some(until) if until > cx.now() => {
            Err(Error::Throttled { seconds: until.since(cx.now()).as_seconds().max(0) + 1 })
        }
        _ => Ok(()),
    }
}

/// Counts a failure and sets the next delay.
pub(crate) async fn failed(tx: &mut Tx, key: &str) -> Result<()> {
    let now = tx.cx().now();
    let before: Option<(i64, Micros)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select failures, changed_at from throttle where key = $1
    ")).bind(key).fetch_optional(c).await?);
    let failures = match before {
        Some((n, at)) if now.since(at) < FORGET => n + 1,
        _ => 1,
    };
    let retry_at = now.plus(Micros::seconds(delay(failures)));
    on_tx!(tx, c => sqlx::query(sql!("
        insert into throttle (key, failures, retry_at, changed_at) values ($1, $2, $3, $4)
        on conflict (key) do update set failures = excluded.failures, retry_at = excluded.retry_at, changed_at = excluded.changed_at
    ")).bind(key).bind(failures).bind(retry_at).bind(now).execute(c).await?.rows_affected());
    Ok(())
}

/// Forgets the failures after a success.
pub(crate) async fn succeeded(tx: &mut Tx, key: &str) -> Result<()> {
    on_tx!(tx, c => sqlx::query(sql!("
        delete from throttle where key = $1
    ")).bind(key).execute(c).await?.rows_affected());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delay_grows_and_is_capped() {
        let delays: Vec<i64> = (0..8).map(delay).collect();
        assert_eq!(delays, [0, 0, 0, 0, 2, 4, 8, 16]);
        assert_eq!(delay(1_000), CAP);
    }

    #[test]
    fn another_network_is_another_bucket() {
        assert_ne!(key("a@b.example", "192.0.2.1"), key("a@b.example", "192.0.2.2"));
        assert_eq!(key("A@B.example", "2001:db8::1"), key("a@b.example", "2001:db8::2"));
    }
}
