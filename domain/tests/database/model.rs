//! The whole life of sessions on behalf, as a state machine: random steps over the real store, with a clock that also goes
//! backwards, against what is known from outside.
//!
//! What must hold after every step: what was over once is over for ever; nobody acts without a living portal session, the
//! right, the scope, an active account of a company that is not closed, and a consent; whoever has all of it is let in.
//! And at the end: each start has exactly one end, with a cause that was true; nothing is written after it; the log tells
//! the same as the rows.
//!
//! `BEHALF_MODEL_CASES` sets the number of cases for each engine.

mod sessions;

use crate::model::sessions::Sessions;
use crate::world::{Engine, World, check_log, engines};
use domain::behalf::consent::Consent;
use domain::env::Limits;
use domain::time::Micros;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use std::sync::OnceLock;
use tokio::runtime::Runtime;

/// Minutes of the limits in these tests. Time moves by whole minutes, longer than a use of a session is not written again.
pub const PORTAL_IDLE: i64 = 10;
pub const PORTAL_ABSOLUTE: i64 = 60;
pub const BEHALF_IDLE: i64 = 15;
pub const AT_ONCE: usize = 3;

/// The limits in these tests.
pub fn limits(on_behalf: bool) -> Limits {
    Limits {
        portal_idle: Micros::minutes(PORTAL_IDLE),
        portal_absolute: Micros::minutes(PORTAL_ABSOLUTE),
        shop_idle: Micros::minutes(60 * 24 * 30),
        shop_absolute: Micros::minutes(60 * 24 * 30),
        behalf_idle: Micros::minutes(BEHALF_IDLE),
        behalf_at_once: i64::try_from(AT_ONCE).expect("small"),
        on_behalf,
        ..Limits::default()
    }
}

/// What can be switched off and on again around a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// The agent's role may act.
    Role,
    /// The customer's store is the agent's.
    Scope,
    /// The agent is active.
    Staff,
    /// The account is active.
    Account,
    /// The company is open.
    Company,
    /// Acting on behalf is switched on.
    Feature,
}

/// All of them.
pub const SWITCHES: [Switch; 6] =
    [Switch::Role, Switch::Scope, Switch::Staff, Switch::Account, Switch::Company, Switch::Feature];

/// One step; a number chooses among the portal sessions or the sessions on behalf that there are.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    SignIn,
    SignOut(usize),
    Portal(usize),
    Request(usize),
    Verify(usize),
    Approve(usize),
    Page(usize),
    Look(usize),
    Act(usize),
    Extend(usize),
    End(usize),
    Notice,
    Forward(i64),
    Back(i64),
    Set(Switch, bool),
    Consent(Consent),
    Sweep,
    Restart,
}

/// What is known from outside: the clock in minutes, and what is switched on.
#[derive(Clone, Debug)]
pub struct Outside {
    pub now: i64,
    off: Vec<Switch>,
}

impl Outside {
    pub fn is_on(&self, switch: Switch) -> bool {
        !self.off.contains(&switch)
    }
}

/// The steps and what they change outside of the store.
pub struct Reference;

impl ReferenceStateMachine for Reference {
    type State = Outside;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Outside> {
        Just(Outside { now: 0, off: Vec::new() }).boxed()
    }

    fn transitions(state: &Outside) -> BoxedStrategy<Step> {
        let any = || any::<prop::sample::Index>().prop_map(|index| index.index(1_000));
        let forward = prop::sample::select(vec![1, 1, 4, 9, 9, 10, 14, 15, 31, 60]);
        let back = prop::sample::select(vec![1, 10, 30, 120]);
        let on: Vec<Switch> = SWITCHES.into_iter().filter(|s| state.is_on(*s)).collect();
        // What is off is soon on again: that is when sessions must not come back.
        let switch_on = match state.off.is_empty() {
            true => Just(Step::Sweep).boxed(),
            false => prop::sample::select(state.off.clone()).prop_map(|s| Step::Set(s, true)).boxed(),
        };
        let switch_off = match on.is_empty() {
            true => Just(Step::Sweep).boxed(),
            false => prop::sample::select(on).prop_map(|s| Step::Set(s, false)).boxed(),
        };
        let consent = prop::sample::select(vec![Consent::Allowed, Consent::Allowed, Consent::Ask, Consent::Never]);
        prop_oneof![
            2 => Just(Step::SignIn),
            1 => any().prop_map(Step::SignOut),
            2 => any().prop_map(Step::Portal),
            4 => any().prop_map(Step::Request),
            6 => any().prop_map(Step::Verify),
            2 => any().prop_map(Step::Approve),
            10 => any().prop_map(Step::Page),
            3 => any().prop_map(Step::Look),
            5 => any().prop_map(Step::Act),
            2 => any().prop_map(Step::Extend),
            1 => any().prop_map(Step::End),
            2 => Just(Step::Notice),
            8 => forward.prop_map(Step::Forward),
            4 => back.prop_map(Step::Back),
            3 => switch_off,
            6 => switch_on,
            2 => consent.prop_map(Step::Consent),
            1 => Just(Step::Sweep),
            1 => Just(Step::Restart),
        ]
        .boxed()
    }

    fn apply(mut state: Outside, step: &Step) -> Outside {
        match *step {
            Step::Forward(minutes) => state.now += minutes,
            Step::Back(minutes) => state.now -= minutes,
            Step::Set(switch, true) => state.off.retain(|s| *s != switch),
            Step::Set(switch, false) if state.is_on(switch) => state.off.push(switch),
            _ => {}
        }
        state
    }
}

/// The test over one of the engines.
struct Over<const POSTGRES: bool>;

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("runtime")
    })
}

/// One database for all cases of an engine.
fn world<const POSTGRES: bool>() -> &'static World {
    static SQLITE: OnceLock<World> = OnceLock::new();
    static OTHER: OnceLock<World> = OnceLock::new();
    let (place, engine) = if POSTGRES { (&OTHER, Engine::Postgres) } else { (&SQLITE, Engine::Sqlite) };
    place.get_or_init(|| runtime().block_on(World::with_limits(engine, limits(true))))
}

impl<const POSTGRES: bool> StateMachineTest for Over<POSTGRES> {
    type SystemUnderTest = Sessions;
    type Reference = Reference;

    fn init_test(outside: &Outside) -> Sessions {
        runtime().block_on(Sessions::new(world::<POSTGRES>(), outside))
    }

    fn apply(mut sessions: Sessions, outside: &Outside, step: Step) -> Sessions {
        runtime().block_on(sessions.step(outside, step));
        sessions
    }

    fn teardown(sessions: Sessions, outside: Outside) {
        runtime().block_on(sessions.finish(&outside));
    }
}

fn run<const POSTGRES: bool>() {
    let cases = std::env::var("BEHALF_MODEL_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
    let mut runner = TestRunner::new(config.clone());
    let outcome = runner.run(&Reference::sequential_strategy(20..60), |(outside, steps, seen)| {
        Over::<POSTGRES>::test_sequential(config.clone(), outside, steps, seen);
        Ok::<(), TestCaseError>(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    runtime().block_on(check_log(&world::<POSTGRES>().env));
}

#[test]
fn ended_stays_ended_on_sqlite() {
    run::<false>();
}

#[test]
fn ended_stays_ended_on_postgresql() {
    if engines().contains(&Engine::Postgres) {
        run::<true>();
    }
}
