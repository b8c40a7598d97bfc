//! How well and how fast products are found in a generated catalogue.

use super::family::{Place, places, sku};
use super::question::{self, Kind, Question, ndcg};
use super::{PRODUCTS, generated};
use domain::catalog::find::{self, Wanted};
use domain::cx::{Cx, Principal, Request};
use domain::env::Env;
use domain::error::{Error, Result};
use domain::store::{self, Scope};
use domain::time::Micros;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// So many searches run at once.
pub const AT_ONCE: usize = 8;
/// So many answers are looked at.
const LOOKED_AT: i64 = 24;

/// A figure with what is aimed at.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// What it should be at least; at most for a time and for what must not be found.
    pub aim: f64,
    /// Whether less is better.
    pub is_at_most: bool,
    /// Questions that went wrong, a few.
    pub examples: Vec<String>,
}

impl Figure {
    /// Whether it is as it should be.
    pub fn is_reached(&self) -> bool {
        if self.is_at_most { self.value <= self.aim } else { self.value >= self.aim }
    }
}

/// Asks so many questions of each kind, made from `seed`.
///
/// # Errors
/// [`Error::Start`] when no catalogue was generated into this database.
pub async fn measure(env: &Arc<Env>, now: Micros, seed: u64, each: u64) -> Result<Vec<Figure>> {
    let (_, products) =
        generated(env, PRODUCTS).await?.ok_or_else(|| Error::Start("generate a catalogue first".to_owned()))?;
    let places = Arc::new(places(usize::try_from(products).unwrap_or(usize::MAX)));
    let stores = store::list(env).await?;
    let visitor = stores.first().ok_or(Error::NotFound)?;
    let cx = Cx::new(env.clone(), Principal::Anonymous, now, Request::default());
    let scope = Scope::of(&cx, visitor);
    let questions = Arc::new(question::all(seed, &places, each));
    // What is kept in the process is there once the first questions were asked.
    for question in questions.iter().take(20) {
        ask(&cx, &scope, question).await?;
    }
    let asked = questions.clone();
    let answers = at_once(questions.len(), move |n| {
        let (cx, questions) = (cx.clone(), asked.clone());
        async move { ask(&cx, &scope, &questions[n]).await }
    })
    .await?;
    let by_number: HashMap<String, Place> = places.iter().map(|place| (sku(*place), *place)).collect();
    let mut figures = Vec::new();
    for (kind, name, aim) in [
        (Kind::Number, "number, hit@1", 1.0),
        (Kind::Attributes, "attributes, nDCG@10", 0.9),
        (Kind::Error, "one typing error, nDCG@10", 0.9),
        (Kind::WrongNumber, "wrong number, shown", 0.0),
    ] {
        let (mut sum, mut examples, mut asked) = (0.0, Vec::new(), 0.0);
        for (n, (skus, _)) in answers.iter().filter(|(n, _)| questions[*n].kind == kind) {
            let question = &questions[*n];
            let value = grade(question, skus, &places, &by_number);
            let is_good = if kind == Kind::WrongNumber { value == 0.0 } else { value > 0.85 };
            if !is_good && examples.len() < 5 {
                examples.push(format!("{} ({value:.2}): {}", question.text, skus.first().map_or("-", String::as_str)));
            }
            sum += value;
            asked += 1.0;
        }
        figures.push(Figure { name, value: sum / asked, aim, is_at_most: kind == Kind::WrongNumber, examples });
    }
    let mut times: Vec<(f64, usize)> =
        answers.iter().map(|(n, (_, time))| (time.as_secs_f64() * 1_000.0, *n)).collect();
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at =
        |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).map_or(0.0, |t| t.0);
    let slow = times.iter().rev().take(5).map(|(time, n)| format!("{} ({time:.1} ms)", questions[*n].text)).collect();
    figures.push(Figure { name: "median, ms", value: at(50), aim: 20.0, is_at_most: true, examples: Vec::new() });
    figures.push(Figure { name: "p95 at 8 at once, ms", value: at(95), aim: 20.0, is_at_most: true, examples: slow });
    Ok(figures)
}

/// Asks the questions `0..number`, [`AT_ONCE`] at a time; gives the answers in the order of the questions.
///
/// # Errors
/// The first error of a question.
pub(crate) async fn at_once<A, F>(
    number: usize,
    ask: impl Fn(usize) -> F + Clone + Send + 'static,
) -> Result<Vec<(usize, A)>>
where
    A: Send + 'static,
    F: Future<Output = Result<A>> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for _ in 0..AT_ONCE {
        let (next, ask) = (next.clone(), ask.clone());
        tasks.push(tokio::spawn(async move {
            let mut answers = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= number {
                    return Ok::<_, Error>(answers);
                }
                answers.push((n, ask(n).await?));
            }
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.extend(task.await.map_err(|e| Error::Internal(e.to_string()))??);
    }
    answers.sort_by_key(|(n, _)| *n);
    Ok(answers)
}

async fn ask(cx: &Cx, scope: &Scope, question: &Question) -> Result<(Vec<String>, Duration)> {
    let wanted = Wanted { query: question.text.clone(), size: LOOKED_AT, ..Wanted::default() };
    let began = Instant::now();
    let found = find::search(cx, scope, &wanted).await?;
    let time = began.elapsed();
    Ok((found.items.into_iter().chain(found.near).map(|item| item.sku).collect(), time))
}

/// How well the answers fit. Products that were not generated, such as those of the demo, do not count.
fn grade(question: &Question, skus: &[String], places: &[Place], by_number: &HashMap<String, Place>) -> f64 {
    let found: Vec<Place> = skus.iter().filter_map(|sku| by_number.get(sku)).copied().collect();
    match question.kind {
        Kind::Number => f64::from(u8::from(skus.first().is_some_and(|first| *first == sku(question.place)))),
        Kind::WrongNumber => f64::from(u8::from(!skus.is_empty())),
        Kind::Attributes | Kind::Error => {
            let grades: Vec<u8> = found.iter().map(|place| question.grade(*place)).collect();
            let mut best = [0; 3];
            for place in places {
                best[usize::from(question.grade(*place))] += 1;
            }
            ndcg(&grades, &best)
        }
    }
}
