//! Refusals are recorded, but nobody can fill the log with them (R94).
//!
//! Rule: of each person and kind so many a minute stand in the log one by one; the rest is counted, and one event of that
//! person tells how many. Nobody's refusals hide another's. Visitors are told apart by their network, as long as these are
//! few; all others share one count.

use crate::audit::Event;
use crate::cx::{Cx, Principal};
use crate::error::Result;
use crate::throttle;
use crate::time::Micros;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Mutex;

/// Refusals of one kind and person that are recorded one by one in a span.
const EACH: u32 = 30;
/// The span.
const SPAN: Micros = Micros::seconds(60);
/// Networks of visitors that are counted by themselves, of each kind. With the share of all others, the log takes no more
/// than 180 events of one kind from visitors in a span.
const NETWORKS: usize = 5;
/// People who are counted by themselves at most, so that memory is bounded.
const PEOPLE: usize = 10_000;

/// Whose refusals are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Whose {
    /// Somebody who is signed in, or was proven: kind and id as they stand in an event.
    Person(String, String),
    /// Visitors of one network, hashed.
    Network(String),
    /// Everybody else.
    Others,
}

impl Whose {
    fn of(cx: &Cx, event: &Event) -> Whose {
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        if let Some(actor) = &event.actor
            && let (Some(kind), Some(id)) = (text(actor, "kind"), text(actor, "id"))
        {
            return Whose::Person(kind, id);
        }
        match cx.principal() {
            Principal::Staff(staff, _) | Principal::Behalf(staff, ..) => {
                Whose::Person("staff".to_owned(), staff.id.to_string())
            }
            Principal::Customer(customer, _) => Whose::Person("account".to_owned(), customer.account.to_string()),
            Principal::Anonymous | Principal::System => Whose::Network(throttle::network_key(&cx.request().ip)),
        }
    }
}

#[derive(Debug)]
struct Span {
    from: Micros,
    recorded: u32,
    counted: i64,
}

type Key = (&'static str, Whose);

/// What was refused in this process lately.
#[derive(Debug, Default)]
pub struct Refusals {
    spans: Mutex<HashMap<Key, Span>>,
}

impl Refusals {
    /// Whether this one is recorded by itself.
    fn is_recorded(&self, kind: &'static str, whose: Whose, now: Micros) -> bool {
        let Ok(mut spans) = self.spans.lock() else { return true };
        let mut key = (kind, whose);
        if !spans.contains_key(&key) {
            let is_too_many = match &key.1 {
                Whose::Network(_) => {
                    let networks = |(k, w): &&Key| *k == kind && matches!(w, Whose::Network(_));
                    spans.keys().filter(networks).count() >= NETWORKS
                }
                Whose::Person(..) => spans.len() >= PEOPLE,
                Whose::Others => false,
            };
            if is_too_many {
                key.1 = Whose::Others;
            }
        }
        let span = spans.entry(key).or_insert(Span { from: now, recorded: 0, counted: 0 });
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

    /// What was only counted, of spans that are over, or of all. Spans that are over are forgotten.
    fn take(&self, now: Option<Micros>) -> Vec<(Key, i64)> {
        let Ok(mut spans) = self.spans.lock() else { return Vec::new() };
        let is_over = |span: &Span| now.is_none_or(|now| now.since(span.from) >= SPAN);
        let over: Vec<(Key, i64)> = spans
            .iter()
            .filter(|(_, span)| span.counted > 0 && is_over(span))
            .map(|(key, span)| (key.clone(), span.counted))
            .collect();
        spans.retain(|_, span| !is_over(span));
        over
    }
}

impl Cx {
    /// Records that something was refused, or counts it when there is too much of it.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable).
    pub async fn refused(&self, event: Event) -> Result<()> {
        self.mark_denial_recorded();
        let whose = Whose::of(self, &event);
        if self.env().part::<Refusals>().is_recorded(event.kind, whose, self.now()) {
            self.record(event).await
        } else {
            Ok(())
        }
    }

    /// Records how much was only counted: of spans that are over, or, at the end of the process, of all.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable).
    pub async fn tell_counted(&self, is_end: bool) -> Result<()> {
        for ((kind, whose), count) in self.env().part::<Refusals>().take((!is_end).then(|| self.now())) {
            let event = Event::denied(kind, "counted").detail("count", count);
            let event = match whose {
                Whose::Person(kind, id) => event.by(&kind, id),
                Whose::Network(_) | Whose::Others => event,
            };
            self.record(event).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str) -> Whose {
        Whose::Person("staff".to_owned(), id.to_owned())
    }

    #[test]
    fn ten_thousand_refusals_are_a_few_and_a_number() {
        let refusals = Refusals::default();
        let mut recorded = 0;
        for n in 0..10_000 {
            recorded += u32::from(refusals.is_recorded("csrf.blocked", person("a"), Micros(n * 1_000)));
        }
        assert_eq!(recorded, EACH);
        assert!(refusals.is_recorded("input.rejected", person("a"), Micros(0)), "other kinds are not silenced");
        assert!(refusals.is_recorded("csrf.blocked", person("b"), Micros(0)), "nor are other people");
        assert_eq!(refusals.take(Some(Micros::seconds(59))), []);
        let expected = i64::from(10_000 - EACH);
        assert_eq!(refusals.take(Some(Micros::seconds(60))), [(("csrf.blocked", person("a")), expected)]);
        assert_eq!(refusals.take(None), []);
        assert!(refusals.is_recorded("csrf.blocked", person("a"), Micros::seconds(61)));
    }

    #[test]
    fn visitors_from_ten_thousand_networks_are_a_few_and_a_number_too() {
        let refusals = Refusals::default();
        let mut recorded = 0;
        for n in 0..10_000 {
            let whose = Whose::Network(format!("network {n}"));
            recorded += u32::from(refusals.is_recorded("csrf.blocked", whose, Micros(n * 1_000)));
        }
        assert!(recorded <= 180, "{recorded}");
        let counted: i64 = refusals.take(None).into_iter().map(|(_, n)| n).sum();
        assert_eq!(counted + i64::from(recorded), 10_000);
        assert!(refusals.spans.lock().expect("spans").is_empty(), "what is over is forgotten");
    }
}
