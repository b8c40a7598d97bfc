//! How many connections there may be at once: all together, from one address, and a reserve for questions about health.
//!
//! When room is short, the connection whose client has been waited for the longest makes room. One for which the program
//! works never does.

use super::connection::{Connection, Verdict};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Connections beyond all others, which are only answered with the state of the program.
pub const RESERVE: usize = 16;
/// How many of the reserve one address may have.
const SHARE_OF_RESERVE: usize = 4;

/// The places of a process.
#[derive(Debug)]
pub struct Room {
    places: Mutex<Part>,
    reserve: Mutex<Part>,
    requests: Mutex<HashMap<IpAddr, usize>>,
    share: usize,
}

impl Room {
    /// Room for `most` connections, `share` of them from one address, which is also how many requests of one client are
    /// answered at once.
    pub fn new(most: usize, share: usize) -> Room {
        let share = share.min(most.div_ceil(2));
        Room {
            places: Mutex::new(Part::new(most, share)),
            reserve: Mutex::new(Part::new(RESERVE, SHARE_OF_RESERVE)),
            requests: Mutex::default(),
            share,
        }
    }

    /// A place for a connection from `peer`; `None` when there is none.
    pub fn admit(self: &Arc<Room>, peer: IpAddr, is_proxy: bool, now: Instant) -> Option<Place> {
        let connection = Arc::new(Connection::new(peer, is_proxy, false, now));
        if locked(&self.places).admit(&connection, now) {
            return Some(Place { room: self.clone(), connection });
        }
        let connection = Arc::new(Connection::new(peer, is_proxy, true, now));
        locked(&self.reserve).admit(&connection, now).then(|| Place { room: self.clone(), connection })
    }

    /// Ends what is over its deadline.
    pub fn sweep(&self, now: Instant) {
        for part in [&self.places, &self.reserve] {
            locked(part).sweep(now);
        }
    }

    /// The connection that has waited the longest goes, to free what it takes.
    pub fn make_room(&self, now: Instant) {
        locked(&self.places).make_room(None, now);
    }

    /// Leave to answer a request of `client`; `None` when as many are being answered as one client may have.
    pub fn request(self: &Arc<Room>, client: IpAddr) -> Option<Asking> {
        let network = network(client);
        let mut requests = locked(&self.requests);
        let count = requests.entry(network).or_default();
        if *count >= self.share {
            return None;
        }
        *count += 1;
        Some(Asking { room: self.clone(), network })
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What counts as one address: an IPv4 address, or the first 64 bits of an IPv6 one, which are one household's.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// The place of a connection, free again when this is dropped.
#[derive(Debug)]
pub struct Place {
    room: Arc<Room>,
    pub connection: Arc<Connection>,
}

impl Place {
    /// The room it is in.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let part = if self.connection.is_reserve { &self.room.reserve } else { &self.room.places };
        locked(part).remove(&self.connection);
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct Asking {
    room: Arc<Room>,
    network: IpAddr,
}

impl Drop for Asking {
    fn drop(&mut self) {
        let mut requests = locked(&self.room.requests);
        if let Some(count) = requests.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                requests.remove(&self.network);
            }
        }
    }
}

#[derive(Debug)]
struct Part {
    most: usize,
    share: usize,
    /// By the address of the connection in memory, which no other one has while it is here.
    taken: HashMap<usize, Arc<Connection>>,
    counts: HashMap<IpAddr, usize>,
}

impl Part {
    fn new(most: usize, share: usize) -> Part {
        Part { most, share, taken: HashMap::new(), counts: HashMap::new() }
    }

    fn admit(&mut self, connection: &Arc<Connection>, now: Instant) -> bool {
        let network = network(connection.peer);
        // Many people come through a proxy: what one of them may have is counted by request.
        let is_over_share = !connection.is_proxy && self.counts.get(&network).is_some_and(|count| *count >= self.share);
        if is_over_share && !self.make_room(Some(network), now) {
            return false;
        }
        if self.taken.len() >= self.most && !self.make_room(None, now) {
            return false;
        }
        *self.counts.entry(network).or_default() += 1;
        self.taken.insert(key(connection), connection.clone());
        true
    }

    /// Cuts the connection, of `network` or of all, that has waited the longest.
    fn make_room(&mut self, of: Option<IpAddr>, now: Instant) -> bool {
        let all = self.taken.values().filter(|c| of.is_none_or(|of| network(c.peer) == of));
        let longest = all.filter_map(|c| c.waits_since(now).map(|since| (since, c))).min_by_key(|(since, _)| *since);
        let Some(connection) = longest.map(|(_, connection)| connection.clone()) else { return false };
        connection.cut();
        self.remove(&connection);
        true
    }

    fn remove(&mut self, connection: &Arc<Connection>) {
        if self.taken.remove(&key(connection)).is_none() {
            return;
        }
        let network = network(connection.peer);
        if let Some(count) = self.counts.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&network);
            }
        }
    }

    fn sweep(&self, now: Instant) {
        for connection in self.taken.values() {
            match connection.verdict(now) {
                Verdict::Stay => {}
                Verdict::Ask => connection.ask(),
                Verdict::Cut => connection.cut(),
            }
        }
    }
}

fn key(connection: &Arc<Connection>) -> usize {
    Arc::as_ptr(connection).addr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Version;
    use std::time::Duration;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn oldest_connection_of_a_full_address_is_closed() {
        let room = Arc::new(Room::new(4, 2));
        let now = Instant::now();
        let at = |seconds| now + Duration::from_secs(seconds);
        let first = room.admit(ip("192.0.2.1"), false, now).expect("a place");
        let second = room.admit(ip("::ffff:192.0.2.1"), false, at(1)).expect("a place");
        let busy = second.connection.begin(Version::HTTP_11);
        let third = room.admit(ip("192.0.2.1"), false, at(2)).expect("a place");
        assert!(!third.connection.is_reserve);
        drop(first);
        let others: Vec<Place> =
            (2..4).filter_map(|n| room.admit(IpAddr::from([192, 0, 2, n]), false, at(3))).collect();
        assert!(others.iter().all(|place| !place.connection.is_reserve), "the first had made room");
        let answers: Vec<_> = others.iter().chain([&third]).map(|p| p.connection.begin(Version::HTTP_11)).collect();
        let late = room.admit(ip("192.0.2.9"), false, at(4)).expect("the reserve");
        assert!(late.connection.is_reserve, "all are busy: there is no other place");
        drop((answers, busy));
        assert!(!room.admit(ip("192.0.2.9"), false, at(5)).expect("a place").connection.is_reserve);
    }

    #[test]
    fn clients_behind_a_proxy_are_limited_by_request() {
        let room = Arc::new(Room::new(8, 2));
        let places: Vec<_> = (0..6).filter_map(|_| room.admit(ip("10.0.0.1"), true, Instant::now())).collect();
        assert!(places.len() == 6 && places.iter().all(|place| !place.connection.is_reserve));
        let one = room.request(ip("2001:db8::1"));
        let two = room.request(ip("2001:db8::2"));
        assert!(one.is_some() && two.is_some() && room.request(ip("2001:db8::3")).is_none(), "one household");
        assert!(room.request(ip("2001:db8:0:1::1")).is_some());
        drop(one);
        assert!(room.request(ip("2001:db8::3")).is_some());
    }

    #[test]
    fn the_reserve_is_for_several_addresses() {
        let room = Arc::new(Room::new(1, 1));
        let place = room.admit(ip("192.0.2.1"), false, Instant::now()).expect("a place");
        let _busy = place.connection.begin(Version::HTTP_11);
        let now = Instant::now();
        let flood: Vec<_> = (0..100).filter_map(|_| room.admit(ip("192.0.2.1"), false, now)).collect();
        assert_eq!(locked(&room.reserve).taken.len(), SHARE_OF_RESERVE);
        assert!(room.admit(ip("192.0.2.2"), false, now).expect("the reserve").connection.is_reserve);
        drop(flood);
        assert_eq!(locked(&room.reserve).taken.len(), 0);
    }
}
