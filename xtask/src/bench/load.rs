//! Runs one action repeatedly with several clients at once, and measures it.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use super::http::Client;

/// The time before anything is counted.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long a client waits after a failure, so that failures do not crowd out the rest.
const PAUSE: Duration = Duration::from_millis(20);

/// How a measurement is done.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The server.
    pub addr: SocketAddr,
    /// Seconds that are counted.
    pub seconds: u64,
    /// Whether answers are asked for as browsers do.
    pub is_compressed: bool,
}

/// What a measurement gave.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many succeeded in a second.
    pub rate: f64,
    /// Times of those that succeeded, in µs, in order.
    times: Vec<u64>,
    /// How many failed while counting or before.
    pub errors: usize,
    /// The first failure, in words.
    pub first_error: Option<String>,
}

impl Figures {
    /// The time within which this share of all succeeded, in ms.
    pub fn within(&self, percent: usize) -> f64 {
        let place = (self.times.len() * percent).div_ceil(100).saturating_sub(1);
        self.times.get(place).map_or(0.0, |micros| *micros as f64 / 1000.0)
    }
}

/// Lets `clients` do `act` as often as they can. `act` gets the number of its client and of its turn.
pub fn measure<A>(manner: Manner, clients: usize, act: A) -> Figures
where
    A: Fn(&mut Client, usize, usize) -> Result<(), String> + Sync,
{
    measure_prepared(manner, clients, |_, _| Ok(()), act)
}

/// The same where something has to be made ready before each turn, whose time is not taken: `ready` gets the number of
/// its client. When it fails, that is a failure of the turn.
pub fn measure_prepared<R, A>(manner: Manner, clients: usize, ready: R, act: A) -> Figures
where
    R: Fn(&mut Client, usize) -> Result<(), String> + Sync,
    A: Fn(&mut Client, usize, usize) -> Result<(), String> + Sync,
{
    let start = Instant::now() + WARM_UP;
    let length = Duration::from_secs(manner.seconds);
    let end = start + length;
    let all = Mutex::new(Figures::default());
    thread::scope(|scope| {
        for number in 0..clients {
            let (ready, act, all) = (&ready, &act, &all);
            scope.spawn(move || {
                let mut client = Client::new(manner.addr, manner.is_compressed);
                let mut own = Figures::default();
                for turn in 0.. {
                    let is_ready = ready(&mut client, number);
                    let began = Instant::now();
                    if began >= end {
                        break;
                    }
                    let done = is_ready.and_then(|()| act(&mut client, number, turn));
                    let ended = Instant::now();
                    match done {
                        Ok(()) if ended >= start && ended < end => {
                            let micros = ended.duration_since(began).as_micros();
                            own.times.push(u64::try_from(micros).unwrap_or(u64::MAX));
                        }
                        Ok(()) => {}
                        Err(error) => {
                            own.errors += 1;
                            own.first_error.get_or_insert(error);
                            thread::sleep(PAUSE);
                        }
                    }
                }
                if let Ok(mut all) = all.lock() {
                    all.times.append(&mut own.times);
                    all.errors += own.errors;
                    all.first_error = all.first_error.take().or(own.first_error);
                }
            });
        }
    });
    let mut figures = all.into_inner().unwrap_or_default();
    figures.times.sort_unstable();
    figures.rate = figures.times.len() as f64 / length.as_secs_f64();
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_those_that_succeeded() {
        let figures = Figures { times: (1..=200).map(|n| n * 1000).collect(), ..Figures::default() };
        assert_eq!((figures.within(50), figures.within(95), figures.within(99)), (100.0, 190.0, 198.0));
        assert_eq!(Figures::default().within(99), 0.0);
    }

    #[test]
    fn failed_preparation_is_reported_and_not_run() {
        let addr = SocketAddr::from(([127, 0, 0, 1], 9));
        let manner = Manner { addr, seconds: 1, is_compressed: false };
        let done = std::sync::atomic::AtomicUsize::new(0);
        let act = |_: &mut Client, _, _| {
            done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(())
        };
        let figures = measure_prepared(manner, 1, |_, _| Err("over".to_owned()), act);
        assert_eq!((done.into_inner(), figures.first_error.as_deref()), (0, Some("over")));
        assert!(figures.errors > 10 && figures.rate == 0.0);
    }
}
