//! What the terminal shows: one line for each step, with the seconds since the start.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

static START: OnceLock<Instant> = OnceLock::new();

/// Starts the clock. Called first in `main`.
pub fn start_clock() {
    START.get_or_init(Instant::now);
}

/// Seconds since the start of this command.
pub fn elapsed() -> Duration {
    START.get_or_init(Instant::now).elapsed()
}

/// Prints one step line.
pub fn step(text: &str) {
    eprintln!("[{:6.1} s] {text}", elapsed().as_secs_f32());
}
