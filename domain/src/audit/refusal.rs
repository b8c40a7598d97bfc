//! Refusals are recorded, but nobody can fill the log with them (R94).
//!
//! Rule: for each person and kind, a limited number of refusals per minute is recorded one by one. The others are
//! counted, and one event of that person has the count. The refusals of one person never hide those of another.
//! Visitors are counted by network while there are few networks; all others share one count.

use crate::audit::Event;
use crate::cx::{Cx, Principal};
use crate::error::Result;
use crate::throttle;
use crate::time::Micros;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Mutex;

/// Refusals of one kind and person that are recorded one by one in a time span.
const EACH: u32 = 30;
/// The time span.
const SPAN: Micros = Micros::seconds(60);
/// Networks of visitors with a count of their own, for each kind. With the shared count of all others, visitors cause at
/// most 180 events of one kind in a time span.
const NETWORKS: usize = 5;
/// The most people with a count of their own, so that memory is bounded.
const PEOPLE: usize = 10_000;

/// Whose refusals are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Whose {
    /// A person who is signed in or proved who they are: kind and id as in events.
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

/// Recent refusals in this process.
#[derive(Debug, Default)]
pub struct Refusals {
    spans: Mutex<HashMap<Key, Span>>,
}

impl Refusals {
    /// Whether this refusal gets an event of its own.
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

    /// Takes the counts of time spans that are over, or of all. Spans that are over are removed.
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
    /// Records a refusal, or only counts it when there are too many.
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

    /// Records the counts of time spans that are over, or, at the end of the process, of all.
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
    fn many_refusals_are_summed() {
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
    fn refusals_of_many_networks_are_summed() {
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
