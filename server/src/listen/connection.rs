//! The state of one connection: whether the client or the program has to act, and since when. All deadlines but the one of a body are here.
//!
//! Rule: while the program works, no deadline of this file runs. While the client is waited for, one always does.

use http::Version;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// From the first packet to the end of the first head: handshake, protocol and head together.
const OPENING: Duration = Duration::from_secs(10);
/// From the first byte of a later head to its end.
const HEAD: Duration = Duration::from_secs(10);
/// Without a request, whatever the protocol is.
const IDLE: Duration = Duration::from_secs(30);
/// The same for a trusted proxy, which must be the first to close: it may send a request just when we do.
const IDLE_OF_PROXY: Duration = Duration::from_secs(130);
/// An answer of which the client takes nothing.
const WRITE: Duration = Duration::from_secs(10);
/// Bytes in a second that a client takes at least, after [`WRITE`] for a start.
const RATE: u64 = 2 * 1024;
/// From being asked to leave to being cut.
const LEAVE: Duration = Duration::from_secs(1);
/// A client that is waited for inside a request makes room for others after this.
const PATIENCE: Duration = Duration::from_secs(1);

/// One connection.
#[derive(Debug)]
pub struct Connection {
    /// The other end of the socket, canonical.
    pub peer: IpAddr,
    /// Whether that is a trusted proxy.
    pub is_proxy: bool,
    /// Whether it is served on the reserve, which answers nothing but questions about health.
    pub is_reserve: bool,
    state: Mutex<State>,
    asked: Notify,
    cut: Notify,
}

#[derive(Debug)]
struct State {
    /// Since when no request is under way.
    quiet_since: Instant,
    was_used: bool,
    is_h2: bool,
    head_since: Option<Instant>,
    number: u64,
    requests: Vec<(u64, Turn)>,
    blocked: Option<Blocked>,
    asked_at: Option<Instant>,
}

/// Who has to do something for a request to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The program.
    Program,
    /// The client: its body is read.
    Body(Instant),
    /// The client: its answer is there and it does not take it.
    Answer(Instant),
    /// Nobody: an open stream of events in which nothing happens.
    Stream(Instant),
}

/// The socket takes no more.
#[derive(Clone, Copy, Debug)]
struct Blocked {
    since: Instant,
    sent: u64,
}

/// What becomes of a connection now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Stay,
    /// It is idle: the close message of the protocol is sent, where there is one.
    Ask,
    Cut,
}

impl Connection {
    pub fn new(peer: IpAddr, is_proxy: bool, is_reserve: bool, now: Instant) -> Connection {
        let state = State {
            quiet_since: now,
            was_used: false,
            is_h2: false,
            head_since: None,
            number: 0,
            requests: Vec::new(),
            blocked: None,
            asked_at: None,
        };
        Connection { peer, is_proxy, is_reserve, state: Mutex::new(state), asked: Notify::new(), cut: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes came.
    pub fn read(&self) {
        let mut state = self.state();
        if state.requests.is_empty() && !state.is_h2 && state.head_since.is_none() {
            state.head_since = Some(Instant::now());
        }
    }

    /// The socket took `sent` bytes, or none more for now.
    pub fn wrote(&self, sent: Option<usize>) {
        let mut state = self.state();
        match (sent, &mut state.blocked) {
            (Some(sent), Some(blocked)) => blocked.sent += sent as u64,
            (None, blocked @ None) => *blocked = Some(Blocked { since: Instant::now(), sent: 0 }),
            _ => {}
        }
    }

    /// The socket took everything there was.
    pub fn flushed(&self) {
        self.state().blocked = None;
    }

    /// A request begins.
    pub fn begin(self: &Arc<Connection>, version: Version) -> Exchange {
        let mut state = self.state();
        state.was_used = true;
        state.is_h2 = version >= Version::HTTP_2;
        state.head_since = None;
        state.number += 1;
        let number = state.number;
        state.requests.push((number, Turn::Program));
        Exchange { connection: self.clone(), number }
    }

    /// Asks it to leave, as when the process ends.
    pub fn ask(&self) {
        self.state().asked_at.get_or_insert_with(Instant::now);
        self.asked.notify_one();
    }

    /// Ready when it was asked to leave.
    pub async fn asked(&self) {
        self.asked.notified().await;
    }

    /// Ends it at once.
    pub fn cut(&self) {
        self.cut.notify_one();
    }

    /// Ready when it must end at once.
    pub async fn is_cut(&self) {
        self.cut.notified().await;
    }

    /// What becomes of it at `now`.
    pub fn verdict(&self, now: Instant) -> Verdict {
        let state = self.state();
        let is_over = |since: Instant, limit: Duration| now.saturating_duration_since(since) > limit;
        let is_slow = |b: &Blocked| is_over(b.since, WRITE + Duration::from_secs(b.sent / RATE));
        let is_left = |(_, turn): &(u64, Turn)| matches!(turn, Turn::Answer(since) if is_over(*since, WRITE));
        if state.blocked.as_ref().is_some_and(is_slow) || state.requests.iter().any(is_left) {
            return Verdict::Cut;
        }
        // The end of an answer may still be on its way.
        if !state.requests.is_empty() || state.blocked.is_some() {
            return Verdict::Stay;
        }
        if state.asked_at.is_some_and(|at| is_over(at, LEAVE)) {
            return Verdict::Cut;
        }
        let idle = if self.is_proxy { IDLE_OF_PROXY } else { IDLE };
        match (state.was_used, state.head_since) {
            (false, _) if is_over(state.quiet_since, OPENING) => Verdict::Cut,
            (true, Some(since)) if is_over(since, HEAD) => Verdict::Cut,
            (true, None) if is_over(state.quiet_since, idle) && state.asked_at.is_none() => Verdict::Ask,
            _ => Verdict::Stay,
        }
    }

    /// Since when nothing but the client is waited for; `None` while the program works. An open stream of events comes
    /// after all others, which `true` says.
    pub fn waits_since(&self, now: Instant) -> Option<(bool, Instant)> {
        let state = self.state();
        let is_patient = |since: &Instant| now.saturating_duration_since(*since) >= PATIENCE;
        if let Some(blocked) = state.blocked {
            return Some((false, blocked.since)).filter(|(_, since)| is_patient(since));
        }
        let mut latest = None;
        for (_, turn) in &state.requests {
            let this = match turn {
                Turn::Program => return None,
                Turn::Body(since) | Turn::Answer(since) => (false, *since),
                Turn::Stream(since) => (true, *since),
            };
            latest = latest.max(Some(this));
        }
        match latest {
            Some(latest) => Some(latest).filter(|(_, since)| is_patient(since)),
            None => Some((false, state.head_since.unwrap_or(state.quiet_since))),
        }
    }
}

/// A request and its answer, from its head to the last byte that was handed over.
#[derive(Debug)]
pub struct Exchange {
    connection: Arc<Connection>,
    number: u64,
}

impl Exchange {
    /// Says whose turn it is.
    pub fn turn(&self, turn: Turn) {
        let mut state = self.connection.state();
        if let Some((_, now)) = state.requests.iter_mut().find(|(number, _)| *number == self.number) {
            // Waiting for the same thing goes on from when it began.
            if !matches!((&*now, turn), (Turn::Body(_), Turn::Body(_)) | (Turn::Stream(_), Turn::Stream(_))) {
                *now = turn;
            }
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let mut state = self.connection.state();
        state.requests.retain(|(number, _)| *number != self.number);
        if state.requests.is_empty() {
            state.quiet_since = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(is_proxy: bool) -> (Arc<Connection>, Instant) {
        let now = Instant::now();
        (Arc::new(Connection::new(IpAddr::from([192, 0, 2, 1]), is_proxy, false, now)), now)
    }

    fn after(seconds: u64) -> Instant {
        Instant::now() + Duration::from_secs(seconds)
    }

    #[test]
    fn a_silent_connection_and_a_slow_head_are_cut() {
        let (silent, now) = connection(false);
        assert_eq!(silent.verdict(now + Duration::from_secs(9)), Verdict::Stay);
        assert_eq!(silent.verdict(after(11)), Verdict::Cut);
        let (slow, _) = connection(false);
        drop(slow.begin(Version::HTTP_11));
        slow.read();
        assert_eq!(slow.verdict(after(9)), Verdict::Stay);
        assert_eq!(slow.verdict(after(11)), Verdict::Cut);
    }

    #[test]
    fn idle_connection_is_closed_in_two_steps() {
        for version in [Version::HTTP_11, Version::HTTP_2] {
            let (idle, _) = connection(false);
            drop(idle.begin(version));
            if version == Version::HTTP_2 {
                // Such as a ping: no head.
                idle.read();
            }
            assert_eq!(idle.verdict(after(29)), Verdict::Stay);
            assert_eq!(idle.verdict(after(31)), Verdict::Ask);
            idle.ask();
            assert_eq!(idle.verdict(after(2)), Verdict::Cut);
        }
        let (proxy, _) = connection(true);
        drop(proxy.begin(Version::HTTP_11));
        assert_eq!(proxy.verdict(after(125)), Verdict::Stay);
        assert_eq!(proxy.verdict(after(131)), Verdict::Ask);
    }

    #[test]
    fn deadlines_stop_while_the_program_works() {
        let (busy, _) = connection(false);
        let exchange = busy.begin(Version::HTTP_2);
        assert_eq!((busy.verdict(after(3_600)), busy.waits_since(after(3_600))), (Verdict::Stay, None));
        exchange.turn(Turn::Answer(Instant::now()));
        assert_eq!(busy.verdict(after(9)), Verdict::Stay);
        assert_eq!(busy.verdict(after(11)), Verdict::Cut);
        assert!(busy.waits_since(after(2)).is_some());
        exchange.turn(Turn::Program);
        busy.wrote(None);
        busy.wrote(Some(20 * 1024));
        assert_eq!(busy.verdict(after(19)), Verdict::Stay, "it takes 2 KiB a second");
        assert_eq!(busy.verdict(after(22)), Verdict::Cut);
        busy.flushed();
        assert_eq!(busy.verdict(after(3_600)), Verdict::Stay);
    }

    #[test]
    fn the_one_that_waits_longest_is_known() {
        let (silent, now) = connection(false);
        assert_eq!(silent.waits_since(now), Some((false, now)));
        let stream = silent.begin(Version::HTTP_11);
        stream.turn(Turn::Stream(now));
        assert_eq!(silent.waits_since(now + Duration::from_secs(2)), Some((true, now)));
        assert_eq!(silent.verdict(after(3_600)), Verdict::Stay);
        stream.turn(Turn::Body(Instant::now()));
        assert_eq!(silent.waits_since(Instant::now()), None, "a body has a second");
    }
}
