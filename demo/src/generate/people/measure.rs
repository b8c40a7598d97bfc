//! How well and how fast people are found among those that were generated.

use super::PEOPLE;
use super::question::{self, Found, KINDS, Question};
use crate::generate::generated;
use crate::generate::measure::at_once;
use domain::contact::db::{Filter, list};
use domain::cx::{Cx, Principal, Request, Staff};
use domain::env::Env;
use domain::error::{Error, Result};
use domain::id::{SessionId, StaffId};
use domain::policy::{Grants, Role};
use domain::time::Micros;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How questions of one kind were answered.
#[derive(Clone, Debug)]
pub struct Row {
    /// The kind.
    pub kind: &'static str,
    /// How many were asked.
    pub queries: usize,
    /// The share whose first answer was right, and what it should be at least.
    pub hit1: (f64, f64),
    /// The share that had the right one among the first five, and what it should be at least.
    pub hit5: (f64, f64),
    /// The median of the times, in milliseconds.
    pub p50_ms: f64,
    /// Of a hundred times, 95 were no longer than this, in milliseconds.
    pub p95_ms: f64,
    /// Questions that went wrong, a few: what was typed, who was meant, who came first.
    pub examples: Vec<String>,
}

impl Row {
    /// Whether it is as it should be.
    pub fn is_reached(&self) -> bool {
        self.hit1.0 >= self.hit1.1 && self.hit5.0 >= self.hit5.1
    }
}

/// What came back for a question: the first five, and how long it took.
type Reply = (Vec<Found>, Duration);

/// Asks so many questions of each kind, made from `asked`, as many [`at_once`] as of products.
///
/// # Errors
/// [`Error::Start`] when no people were generated into this database.
pub async fn measure(env: &Arc<Env>, now: Micros, asked: u64, each: u64) -> Result<Vec<Row>> {
    let (seed, people) =
        generated(env, PEOPLE).await?.ok_or_else(|| Error::Start("generate people first".to_owned()))?;
    // Somebody who reaches all companies.
    let staff = Staff {
        id: StaffId::fresh(),
        name: "Measure".to_owned(),
        email: "measure@kilnworth.example".to_owned(),
        role: Role::Admin,
        grants: Box::new(Grants::of(Role::Admin)),
        must_enrol: false,
    };
    let principal = Principal::Staff(staff, SessionId::fresh());
    let cx = Cx::new(env.clone(), principal, now, Request::default());
    let questions = Arc::new(question::all(seed, asked, people, each));
    // What is kept in the process is there once the first questions were asked.
    for question in questions.iter().step_by(7).take(40) {
        ask(&cx, question).await?;
    }
    // The kinds take turns, so that each is measured beside all others.
    let each = questions.len() / KINDS.len();
    let place = move |n: usize| (n % KINDS.len()) * each + n / KINDS.len();
    let asked = questions.clone();
    let replies = at_once(each * KINDS.len(), move |n| {
        let (cx, questions) = (cx.clone(), asked.clone());
        async move { ask(&cx, &questions[place(n)]).await }
    })
    .await?;
    Ok(KINDS
        .iter()
        .map(|(kind, name, hit1, hit5)| {
            let of_kind: Vec<(&Question, &Reply)> = replies
                .iter()
                .map(|(n, reply)| (&questions[place(*n)], reply))
                .filter(|(question, _)| question.kind == *kind)
                .collect();
            row(name, (*hit1, *hit5), &of_kind)
        })
        .collect())
}

async fn ask(cx: &Cx, question: &Question) -> Result<Reply> {
    let filter = Filter { query: question.text.clone(), ..Filter::default() };
    let began = Instant::now();
    let found = list(cx, &filter, 0, 25).await?;
    let time = began.elapsed();
    let first = found.rows.into_iter().take(5);
    Ok((
        first.map(|row| Found { email: row.email, name: row.latin_name, company: row.organization_name }).collect(),
        time,
    ))
}

fn row(kind: &'static str, aims: (f64, f64), replies: &[(&Question, &Reply)]) -> Row {
    let place = |(question, (found, _)): &(&Question, &Reply)| found.iter().position(|found| question.is_right(found));
    let share = |most: usize| {
        let right = replies.iter().filter(|reply| place(reply).is_some_and(|place| place < most)).count();
        right as f64 / replies.len().max(1) as f64
    };
    let mut times: Vec<f64> = replies.iter().map(|(_, (_, time))| time.as_secs_f64() * 1_000.0).collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get(times.len() * percent / 100).or(times.last()).copied().unwrap_or_default();
    let wrong = replies.iter().filter(|reply| place(reply) != Some(0));
    let examples = wrong
        .take(8)
        .map(|(question, (found, _))| {
            let first = found.first().map_or("nobody", |found| &found.email);
            format!("{}: meant {}, first {first}", question.text, question.email)
        })
        .collect();
    Row {
        kind,
        queries: replies.len(),
        hit1: (share(1), aims.0),
        hit5: (share(5), aims.1),
        p50_ms: at(50),
        p95_ms: at(95),
        examples,
    }
}
