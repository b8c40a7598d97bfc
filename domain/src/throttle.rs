//! Slowing down guessing: a growing delay for a login tried from a network, and for a network that tries many logins;
//! never a lock on a person (R7).
//!
//! Rule: a try is counted before it is looked at, and given back when it was right. Whoever looks first and counts later
//! lets a thousand at once pass.

use crate::audit::Event;
use crate::cx::Cx;
use crate::db::DbTx;
use crate::error::{Conflict, Error, Result};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Failures of one login from one network that are free before the delay grows.
const FREE: i64 = 3;
/// Failures of a whole network, over all logins, that are free.
const FREE_OF_NETWORK: i64 = 60;
/// The longest delay in seconds.
const CAP: i64 = 15 * 60;
/// Failures are forgotten after this much quiet.
const FORGET: Micros = Micros::minutes(30);
/// How long a count is kept at most.
const KEPT: Micros = Micros::minutes(24 * 60);
/// The longest wait for a place behind other tries of the same login or network.
const WAIT: Duration = Duration::from_secs(5);
/// How long a try waits for others that are being looked at, where a delay stands in its way.
const PATIENCE: Duration = Duration::from_secs(3);
/// A claim that is never released, because its process ended, is over after this.
const CLAIMED: Micros = Micros::seconds(30);
/// How often it looks meanwhile.
const AGAIN: Duration = Duration::from_millis(25);

/// When the next try may come after the one at `now`; a delay of nothing is over whatever happens to the clock.
fn until(now: Micros, failures: i64, free: i64) -> Micros {
    match delay(failures, free) {
        0 => Micros(0),
        seconds => now.plus(Micros::seconds(seconds)),
    }
}

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

/// Places for tries that are being looked at, so that a few at once wait for each other instead of being refused.
#[derive(Clone, Debug, Default)]
pub struct Tries(Arc<Mutex<HashMap<String, Arc<Places>>>>);

/// The places of one key.
#[derive(Debug)]
struct Places {
    free: Arc<Semaphore>,
    /// Tries that were counted and are being looked at.
    looked_at: AtomicUsize,
}

/// One place of a key; the key is forgotten with the last of them.
struct Place {
    tries: Tries,
    key: String,
    places: Arc<Places>,
    permit: Option<OwnedSemaphorePermit>,
    is_looked_at: bool,
}

impl Tries {
    async fn place(&self, key: &str, free: i64) -> Result<Place> {
        let all = usize::try_from(free + 1).unwrap_or(1);
        let fresh = || Arc::new(Places { free: Arc::new(Semaphore::new(all)), looked_at: AtomicUsize::new(0) });
        let places = self.keys().entry(key.to_owned()).or_insert_with(fresh).clone();
        let mut place = Place { tries: self.clone(), key: key.to_owned(), places, permit: None, is_looked_at: false };
        let waited = tokio::time::timeout(WAIT, place.places.free.clone().acquire_owned()).await;
        let Ok(Ok(permit)) = waited else { return Err(Error::Throttled { seconds: WAIT.as_secs().cast_signed() }) };
        place.permit = Some(permit);
        Ok(place)
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<String, Arc<Places>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Whether another try of this key is being looked at.
    fn has_company(&self) -> bool {
        self.places.looked_at.load(Ordering::SeqCst) > usize::from(self.is_looked_at)
    }

    /// The try of this place was counted.
    fn counted(mut self, failures: i64) -> Counted {
        self.places.looked_at.fetch_add(1, Ordering::SeqCst);
        self.is_looked_at = true;
        Counted { place: self, failures }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_looked_at {
            self.places.looked_at.fetch_sub(1, Ordering::SeqCst);
        }
        drop(self.permit.take());
        let mut keys = self.tries.keys();
        // One reference is the map's and one is this place's.
        if Arc::strong_count(&self.places) <= 2 {
            keys.remove(&self.key);
        }
    }
}

/// A try that was counted before it was looked at. Dropped, it stays counted.
pub(crate) struct Try {
    login: Counted,
    network: Counted,
}

struct Counted {
    place: Place,
    /// The failures with this try.
    failures: i64,
}

/// A transaction on the counters, which are nobody's rows and need no event.
struct Counters(DbTx);

impl Counters {
    /// The connection, for `on_tx!`.
    fn db(&mut self) -> &mut DbTx {
        &mut self.0
    }

    /// Counts one more failure of `key`, unless its delay is not over.
    async fn add(&mut self, key: &str, free: i64, now: Micros) -> Result<Option<i64>> {
        let failures: Option<i64> = on_tx!(self, c => sqlx::query_scalar(sql!("
            insert into throttle (key, failures, retry_at, changed_at) values ($1, 1, 0, $2)
            on conflict (key) do update
            set failures = case when throttle.changed_at > $3 then throttle.failures + 1 else 1 end, changed_at = excluded.changed_at
            where throttle.retry_at <= $2
            returning failures
        ")).bind(key).bind(now).bind(Micros(now.0 - FORGET.0)).fetch_optional(c).await?);
        if let Some(failures) = failures {
            self.delay(key, until(now, failures, free)).await?;
        }
        Ok(failures)
    }

    async fn delay(&mut self, key: &str, until: Micros) -> Result<()> {
        exec!(self, "
            update throttle set retry_at = $2 where key = $1
        "; key, until)
        .one()?;
        Ok(())
    }

    /// Takes back one failure of `key`.
    async fn take_back(&mut self, counted: &Counted, free: i64) -> Result<()> {
        let key = &counted.place.key;
        let left: Option<(i64, Micros)> = on_tx!(self, c => sqlx::query_as(sql!("
            update throttle set failures = failures - 1 where key = $1 and failures > 0 returning failures, changed_at
        ")).bind(key).fetch_optional(c).await?);
        match left {
            // Nobody came after this try, so there is no delay but the one that it waited for, and that is over.
            Some((failures, _)) if failures + 1 == counted.failures => self.delay(key, Micros(0)).await,
            Some((failures, at)) => self.delay(key, until(at, failures, free)).await,
            None => Ok(()),
        }
    }

    async fn forget(&mut self, key: &str) -> Result<()> {
        exec!(self, "
            delete from throttle where key = $1
        "; key)
        .any_number();
        Ok(())
    }
}

/// Counts a try as a failure before anybody looks at it, so that many at once are not looked at all: of those that come
/// at the same moment, as many get through as would one after the other.
///
/// # Errors
/// [`Error::Throttled`] with the seconds to wait.
pub(crate) async fn reserve(cx: &Cx, bucket: &Bucket) -> Result<Try> {
    let tries = cx.env().part::<Tries>();
    let login = tries.place(&bucket.login, FREE).await?;
    let network = tries.place(&bucket.network, FREE_OF_NETWORK).await?;
    let begun = Instant::now();
    let mut was_alone = false;
    loop {
        let has_company = login.has_company() || network.has_company();
        let mut tx = Counters(cx.db().begin().await?);
        // Always in this order, so that no two wait for each other.
        let counted = match tx.add(&login.key, FREE, cx.now()).await? {
            Some(of_login) => {
                let of_network = tx.add(&network.key, FREE_OF_NETWORK, cx.now()).await?;
                of_network.map(|of_network| (of_login, of_network))
            }
            None => None,
        };
        if let Some((of_login, of_network)) = counted {
            tx.0.commit().await?;
            return Ok(Try { login: login.counted(of_login), network: network.counted(of_network) });
        }
        drop(tx);
        // The delay may be that of a try which is about to turn out right.
        // A try is known to others a moment after it was counted, and its delay is gone a moment before it is: so who finds
        // nobody looks once more.
        if (was_alone && !has_company) || begun.elapsed() > PATIENCE {
            return Err(refused(cx, bucket).await?);
        }
        was_alone = !has_company;
        tokio::time::sleep(AGAIN).await;
    }
}

/// Records that somebody has to wait; gives the error with the seconds.
async fn refused(cx: &Cx, bucket: &Bucket) -> Result<Error> {
    // A delay that is longer than the longest one was written before the clock was set back.
    let longest = cx.now().plus(Micros::seconds(CAP));
    let mut tx = Counters(cx.db().begin().await?);
    exec!(tx, "
        update throttle set retry_at = $3 where key in ($1, $2) and retry_at > $3
    "; &bucket.login, &bucket.network, longest)
    .any_number();
    tx.0.commit().await?;
    let until: Option<Micros> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select max(retry_at) from throttle where key in ($1, $2)
    ")).bind(&bucket.login).bind(&bucket.network).fetch_one(c).await?);
    cx.refused(Event::denied("rate.limited", "credentials")).await?;
    let seconds = until.map_or(0, |until| until.since(cx.now()).as_seconds().max(0)) + 1;
    Ok(Error::Throttled { seconds })
}

impl Try {
    /// The try was right, and with it all there is to guess: the failures of this login from this network are forgotten.
    pub(crate) async fn succeeded(self, cx: &Cx) -> Result<()> {
        let mut tx = Counters(cx.db().begin().await?);
        tx.forget(&self.login.place.key).await?;
        tx.take_back(&self.network, FREE_OF_NETWORK).await?;
        tx.0.commit().await
    }

    /// The try does not count: it was right but not all there is to guess, or nobody looked at it.
    pub(crate) async fn given_back(self, cx: &Cx) -> Result<()> {
        let mut tx = Counters(cx.db().begin().await?);
        tx.take_back(&self.login, FREE).await?;
        tx.take_back(&self.network, FREE_OF_NETWORK).await?;
        tx.0.commit().await
    }

    /// What was found out, unless it could not be found out: then the try does not count.
    pub(crate) async fn or_give_back<T>(self, cx: &Cx, looked: Result<T>) -> Result<(T, Try)> {
        match looked {
            Ok(found) => Ok((found, self)),
            Err(error) => {
                self.given_back(cx).await?;
                Err(error)
            }
        }
    }
}

/// Forgets the failures of a login from a network: a link to the person's mail proved them.
pub(crate) async fn forget(cx: &Cx, bucket: &Bucket) -> Result<()> {
    let mut tx = Counters(cx.db().begin().await?);
    tx.forget(&bucket.login).await?;
    tx.0.commit().await
}

/// Something that one request at a time does.
pub(crate) struct Claim {
    key: String,
}

/// Waits until nobody else does `what`, whichever process they are served by.
///
/// # Errors
/// [`Error::Conflict`] when that takes longer than a few seconds.
pub(crate) async fn claim(cx: &Cx, what: &str) -> Result<Claim> {
    let (key, begun) = (hash(format!("claim\n{what}")), Instant::now());
    loop {
        let mut tx = Counters(cx.db().begin().await?);
        let taken: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
            insert into throttle (key, failures, retry_at, changed_at) values ($1, 0, $3, $2)
            on conflict (key) do update set retry_at = excluded.retry_at, changed_at = excluded.changed_at
            where throttle.retry_at <= $2 or throttle.retry_at > $3
            returning failures
        ")).bind(&key).bind(cx.now()).bind(cx.now().plus(CLAIMED)).fetch_optional(c).await?);
        tx.0.commit().await?;
        match taken {
            Some(_) => return Ok(Claim { key }),
            None if begun.elapsed() > WAIT => return Err(Error::Conflict(Conflict::State)),
            None => tokio::time::sleep(AGAIN).await,
        }
    }
}

impl Claim {
    /// Lets the next one begin.
    pub(crate) async fn release(self, cx: &Cx) -> Result<()> {
        let mut tx = Counters(cx.db().begin().await?);
        tx.forget(&self.key).await?;
        tx.0.commit().await
    }
}

/// Takes away what was counted more than a day ago; gives how many went.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<i64> {
    let day_ago = Micros(cx.now().0 - KEPT.0);
    let mut tx = Counters(cx.db().begin().await?);
    let gone = exec!(tx, "
        delete from throttle where changed_at < $1 and retry_at < $1
    "; day_ago)
    .count();
    tx.0.commit().await?;
    Ok(gone)
}

/// Takes one of `most` tries that there are for `what` in all, whoever takes them and from wherever; `false` when they are
/// used up.
pub(crate) async fn one_of(cx: &Cx, what: &str, most: i64) -> Result<bool> {
    let mut tx = Counters(cx.db().begin().await?);
    let taken: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        insert into throttle (key, failures, retry_at, changed_at) values ($1, 1, $2, $2)
        on conflict (key) do update set failures = throttle.failures + 1, changed_at = excluded.changed_at
        where throttle.failures < $3
        returning failures
    ")).bind(hash(format!("most\n{what}"))).bind(cx.now()).bind(most).fetch_optional(c).await?);
    tx.0.commit().await?;
    Ok(taken.is_some())
}

/// Forgets the mails that were asked for by the login of a person who is erased. What is counted by login and network together
/// cannot be found by the login: it is a hash of both, and is swept within a day.
pub(crate) async fn forget_person(tx: &mut Tx, login: &str) -> Result<()> {
    exec!(tx, "
        delete from throttle where key = $1
    "; Bucket::of_mail(login, "").login)
    .any_number();
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
