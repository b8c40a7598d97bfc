//! Refusals are recorded, but nobody can fill the log with them (R94).
//!
//! Rule: of each kind so many a minute stand in the log one by one; the rest is counted, and one event tells how many.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::Result;
use crate::time::Micros;
use std::collections::HashMap;
use std::sync::Mutex;

/// Refusals of one kind that are recorded one by one in a span.
const EACH: u32 = 30;
/// The span.
const SPAN: Micros = Micros::seconds(60);

#[derive(Debug)]
struct Span {
    from: Micros,
    recorded: u32,
    counted: i64,
}

/// What was refused in this process lately.
#[derive(Debug, Default)]
pub struct Refusals {
    spans: Mutex<HashMap<&'static str, Span>>,
}

impl Refusals {
    /// Whether this one is recorded by itself.
    fn is_recorded(&self, kind: &'static str, now: Micros) -> bool {
        let Ok(mut spans) = self.spans.lock() else { return true };
        let span = spans.entry(kind).or_insert(Span { from: now, recorded: 0, counted: 0 });
        // What is only counted is told before a new span begins.
        if span.counted == 0 && now.since(span.from) >= SPAN {
            (span.from, span.recorded) = (now, 0);
        }
        if span.recorded < EACH {
            span.recorded += 1;
            return true;
        }
        span.counted += 1;
        false
    }

    /// What was only counted, of spans that are over, or of all.
    fn take(&self, now: Option<Micros>) -> Vec<(&'static str, i64)> {
        let Ok(mut spans) = self.spans.lock() else { return Vec::new() };
        let over: Vec<(&'static str, i64)> = spans
            .iter()
            .filter(|(_, span)| span.counted > 0 && now.is_none_or(|now| now.since(span.from) >= SPAN))
            .map(|(kind, span)| (*kind, span.counted))
            .collect();
        for (kind, _) in &over {
            spans.remove(kind);
        }
        over
    }
}

impl Cx {
    /// Records that something was refused, or counts it when there is too much of it.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable).
    pub async fn refused(&self, event: Event) -> Result<()> {
        self.refusal_is_told();
        if self.env().refusals.is_recorded(event.kind, self.now()) { self.record(event).await } else { Ok(()) }
    }

    /// Records how much was only counted: of spans that are over, or, at the end of the process, of all.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable).
    pub async fn tell_counted(&self, is_end: bool) -> Result<()> {
        for (kind, count) in self.env().refusals.take((!is_end).then(|| self.now())) {
            self.record(Event::denied(kind, "counted").detail("count", count)).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_refusals_are_a_few_and_a_number() {
        let refusals = Refusals::default();
        let mut recorded = 0;
        for n in 0..10_000 {
            recorded += u32::from(refusals.is_recorded("csrf.blocked", Micros(n * 1_000)));
        }
        assert_eq!(recorded, EACH);
        assert!(refusals.is_recorded("input.rejected", Micros(0)), "other kinds are not silenced");
        assert_eq!(refusals.take(Some(Micros::seconds(59))), []);
        let expected = i64::from(10_000 - EACH);
        assert_eq!(refusals.take(Some(Micros::seconds(60))), [("csrf.blocked", expected)]);
        assert_eq!(refusals.take(None), []);
        assert!(refusals.is_recorded("csrf.blocked", Micros::seconds(61)));
    }
}
