//! The sessions of one case: what the store says to each step, and what it should have said.

mod expected;
mod switches;

use crate::model::{AT_ONCE, Outside, PORTAL_ABSOLUTE, SWITCHES, Step, Switch, limits};
use crate::world::{NOW, World, login, verify, wish};
use domain::behalf::consent::{self, Consent};
use domain::behalf::extend::extend;
use domain::behalf::found::{Found, peek, principal};
use domain::behalf::{ask, ending, live, over};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::error::{Error, Realm};
use domain::id::{AccountId, BehalfId, StaffId, StoreId};
use domain::on;
use domain::session::{self, Credentials};
use domain::time::Micros;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";
/// A request is good for a minute; the customer is waited for five.
const HANDOFF: i64 = 1;
const WAIT: i64 = 5;
/// How long sessions of these tests last, and their chains.
const MINUTES: i64 = 30;
const CHAIN: i64 = 240;

type Causes = Vec<&'static str>;

/// A portal session of the agent.
struct Portal {
    token: Token,
    expires: i64,
    seen: i64,
    /// Why it is over, as the sessions on behalf say it; empty while nobody found it over.
    over: Causes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Requested,
    Waiting,
    Active,
}

/// A session on behalf, or a request for one.
struct Acting {
    slug: String,
    token: Option<Arc<Token>>,
    id: BehalfId,
    portal: usize,
    state: State,
    /// On what consent it rests.
    consent: Consent,
    /// The agent as the last page found them.
    agent: Option<Principal>,
    redeem_by: i64,
    first: i64,
    expires: i64,
    seen: i64,
    /// The causes that were true when it ended; one of them once somebody read it. Empty while nobody found it over.
    over: Causes,
}

/// The store, and what is known of its sessions.
pub struct Sessions {
    world: World,
    base: Micros,
    portals: Vec<Portal>,
    acting: Vec<Acting>,
    buyer: Option<Token>,
    account: AccountId,
    staff: StaffId,
    store: StoreId,
    other_store: StoreId,
    consent: Consent,
}

impl Sessions {
    /// A case of its own in a database of many: later than all before, with everything switched on and one session open.
    pub async fn new(shared: &World, outside: &Outside) -> Sessions {
        static CASE: AtomicI64 = AtomicI64::new(1);
        let base = NOW.plus(Micros::minutes(60 * 24 * CASE.fetch_add(1, Ordering::Relaxed)));
        let mut world = World::again(shared, limits(false));
        world.now = base;
        // What a case before left open when it failed.
        over::sweep(&system(&world)).await.expect("sweep");
        let world = World::again(&world, limits(true));
        let db = &world.env.db;
        let account = world.oleg().await;
        let staff: StaffId = on!(db, c => sqlx::query_scalar("select id from staff where email = $1").bind(login("agent").login).fetch_one(c).await).expect("Ana");
        let store: StoreId = on!(db, c => sqlx::query_scalar("select store_id from account where id = $1").bind(account).fetch_one(c).await).expect("a store");
        let other_store: StoreId = on!(db, c => sqlx::query_scalar("select id from store where id <> $1 limit 1").bind(store).fetch_one(c).await).expect("another");
        let consent = Consent::Allowed;
        let (portals, acting, buyer) = (Vec::new(), Vec::new(), None);
        let mut sessions =
            Sessions { world, base, portals, acting, buyer, account, staff, store, other_store, consent };
        for switch in [Switch::Staff, Switch::Role, Switch::Scope, Switch::Account, Switch::Company] {
            sessions.set(outside, switch, true).await;
        }
        let buyer = sessions.buyer(outside).await.expect("Oleg signs in");
        consent::choose(&buyer, "allowed").await.expect("chosen");
        for step in [Step::SignIn, Step::Request(0), Step::Verify(0), Step::Page(0)] {
            sessions.step(outside, step).await;
        }
        sessions
    }

    fn set_now(&mut self, outside: &Outside) {
        self.world.now = self.base.plus(Micros::minutes(outside.now));
    }

    /// Does one step, and checks what comes of it.
    pub async fn step(&mut self, outside: &Outside, step: Step) {
        self.set_now(outside);
        match step {
            Step::SignIn => self.sign_in(outside).await,
            Step::SignOut(n) => self.sign_out(outside, n).await,
            Step::Portal(n) => {
                self.portal(outside, n).await;
            }
            Step::Request(n) => self.request(outside, n).await,
            Step::Verify(n) => self.verify(outside, n).await,
            Step::Approve(n) => self.approve(outside, n).await,
            Step::Page(n) => self.page(outside, n, true).await,
            Step::Look(n) => self.page(outside, n, false).await,
            Step::Act(n) => self.act(outside, n).await,
            Step::Extend(n) => self.extend(outside, n).await,
            Step::End(n) => self.end(outside, n).await,
            Step::Notice => self.notice(outside).await,
            Step::Set(Switch::Feature, is_on) => self.world = World::again(&self.world, limits(is_on)),
            Step::Set(switch, is_on) => self.set(outside, switch, is_on).await,
            Step::Consent(wanted) => self.choose(outside, wanted).await,
            Step::Sweep => self.sweep(outside).await,
            Step::Restart => {
                self.world = World::again(&self.world, limits(outside.is_on(Switch::Feature)));
            }
            Step::Forward(_) | Step::Back(_) => {}
        }
    }

    // What must be so, by what is known from outside.

    async fn sign_in(&mut self, outside: &Outside) {
        // A wrong password would count, and nobody has many sessions.
        let is_room = self.portals.iter().filter(|p| p.over.is_empty()).count() < 3;
        if !outside.is_on(Switch::Staff) || !is_room {
            return;
        }
        let token = self.world.token(Realm::Portal, "agent").await;
        let expires = outside.now + PORTAL_ABSOLUTE;
        self.portals.push(Portal { token, expires, seen: outside.now, over: Vec::new() });
    }

    /// A page of the portal.
    async fn portal(&mut self, outside: &Outside, n: usize) -> Option<(usize, Cx)> {
        let at = self.pick_portal(n)?;
        self.look_at_portal(outside, at);
        let portal = &mut self.portals[at];
        let found =
            session::principal(&self.world.env, self.world.now, Realm::Portal, &portal.token).await.expect("lookup");
        let is_in = matches!(found, Principal::Staff(..));
        assert_eq!(is_in, portal.over.is_empty(), "the portal session; known: {:?}", portal.over);
        portal.seen = portal.seen.max(outside.now);
        is_in.then(|| (at, self.world.cx(found)))
    }

    async fn sign_out(&mut self, outside: &Outside, n: usize) {
        let Some((at, cx)) = self.portal(outside, n).await else { return };
        session::sign_out(&cx).await.expect("signed out");
        self.ends(outside, |a| a.portal == at && a.state == State::Active, "signed_out");
        self.portals[at].over = vec!["signed_out"];
    }

    async fn request(&mut self, outside: &Outside, n: usize) {
        let Some((portal, cx)) = self.portal(outside, n).await else { return };
        let may = SWITCHES.iter().all(|s| outside.is_on(*s))
            && self.consent != Consent::Never
            && self.open(outside) < AT_ONCE;
        let asked = domain::behalf::db::request(&cx, self.account, &wish()).await;
        assert_eq!(asked.is_ok(), may, "{asked:?}");
        let Ok(slug) = asked else { return };
        let id = on!(&self.world.env.db, c => sqlx::query_scalar("select id from behalf where slug = $1").bind(&slug).fetch_one(c).await);
        self.acting.push(Acting {
            slug,
            token: None,
            id: id.expect("a row"),
            portal,
            state: State::Requested,
            consent: Consent::Allowed,
            agent: None,
            redeem_by: outside.now + HANDOFF,
            first: 0,
            expires: 0,
            seen: 0,
            over: Vec::new(),
        });
    }

    async fn verify(&mut self, outside: &Outside, n: usize) {
        // A wrong password would count, and others are tested elsewhere.
        let at = self.pick(n, |a| a.state == State::Requested).filter(|_| outside.is_on(Switch::Staff));
        let Some(at) = at else { return };
        let ana = login("agent");
        let verified = verify(&self.world.anonymous(), &self.acting[at].slug, ana.login, ana.password).await;
        let causes = self.causes(outside, &self.acting[at]);
        let is_late = causes
            .iter()
            .any(|c| matches!(*c, "expired" | "signed_out" | "portal_idle" | "portal_expired" | "agent_disabled"));
        if outside.is_on(Switch::Feature) && (is_late || !self.acting[at].over.is_empty()) {
            self.look_at(outside, at);
        }
        let may = causes.is_empty() && self.consent != Consent::Never && self.open(outside) < AT_ONCE;
        assert_eq!(verified.is_ok(), may, "{:?}, known: {causes:?}", verified.err());
        let (Ok(token), acting) = (verified, &mut self.acting[at]) else { return };
        acting.token = Some(Arc::new(token));
        acting.consent = self.consent;
        if self.consent == Consent::Ask {
            acting.state = State::Waiting;
            acting.redeem_by = outside.now + WAIT;
        } else {
            self.opens(outside, at);
        }
    }

    fn opens(&mut self, outside: &Outside, at: usize) {
        let acting = &mut self.acting[at];
        acting.state = State::Active;
        (acting.first, acting.expires, acting.seen) = (outside.now, outside.now + MINUTES, outside.now);
    }

    async fn approve(&mut self, outside: &Outside, n: usize) {
        let Some(buyer) = self.buyer(outside).await else { return };
        let Some(at) = self.pick(n, |a| a.state == State::Waiting) else { return };
        let may = self.causes(outside, &self.acting[at]).is_empty() && self.open(outside) < AT_ONCE;
        let answer = ask::approve(&buyer, self.acting[at].id).await;
        assert_eq!(answer.is_ok(), may, "{answer:?}");
        self.look_at(outside, at);
        if answer.is_ok() {
            self.opens(outside, at);
        }
    }

    /// A page of the session, or one that asks by itself whether there still is one.
    async fn page(&mut self, outside: &Outside, n: usize, is_use: bool) {
        let Some(at) = self.pick(n, |a| a.token.is_some()) else { return };
        let lives = self.look_at(outside, at);
        let (slug, token) = (self.acting[at].slug.clone(), self.acting[at].token.clone().expect("verified"));
        let (env, now) = (&self.world.env, self.world.now);
        let found = match is_use {
            true => principal(env, now, &slug, &token).await.expect("lookup"),
            false => peek(env, now, &slug, &token).await.expect("lookup"),
        };
        let acting = &mut self.acting[at];
        match (found, acting.state) {
            (Found::Open(agent), State::Active) => {
                assert!(lives, "{slug} is open, and should be over: {:?}", acting.over);
                acting.agent = Some(*agent);
                if is_use {
                    acting.seen = acting.seen.max(outside.now);
                    let portal = &mut self.portals[acting.portal];
                    portal.seen = portal.seen.max(outside.now);
                }
            }
            (Found::Over(ended), State::Active) => {
                assert!(!lives, "{slug} is over for {}, and should be open", cause(&ended));
                self.is_over(at, cause(&ended));
            }
            (Found::Waiting(waiting), State::Waiting) => {
                assert_eq!(waiting.standing(now) == ask::Standing::Open, lives, "{slug}: {:?}", acting.over);
            }
            (_, state) => panic!("{slug} should be {state:?}"),
        }
    }

    /// Something is written in the session, by an agent whose page was opened before.
    async fn act(&mut self, outside: &Outside, n: usize) {
        let Some((at, cx)) = self.inside(n) else { return };
        let lives = self.look_at(outside, at);
        match domain::cart::db::add(&cx, SLUG, "1").await {
            Ok(_) => assert!(lives, "written, and should be over: {:?}", self.acting[at].over),
            Err(Error::Ended(ended)) => {
                assert!(!lives, "over for {}, and should be open", cause(&ended));
                self.is_over(at, cause(&ended));
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    fn inside(&self, n: usize) -> Option<(usize, Cx)> {
        let at = self.pick(n, |a| a.agent.is_some())?;
        Some((at, self.world.cx(self.acting[at].agent.clone()?)))
    }

    async fn extend(&mut self, outside: &Outside, n: usize) {
        let Some((at, cx)) = self.inside(n).filter(|_| outside.is_on(Switch::Staff)) else { return };
        let lives = self.look_at(outside, at);
        let ana = login("agent");
        let typed = Credentials { login: ana.login, password: ana.password, ..Credentials::default() };
        let (expires, first) = ((outside.now + MINUTES).min(self.acting[at].first + CHAIN), self.acting[at].first);
        let is_more = expires > self.acting[at].expires;
        match extend(&cx, MINUTES, &typed).await {
            Ok((slug, token)) => {
                assert!(lives && is_more, "{:?}", self.acting[at].over);
                self.acting[at].over = vec!["superseded"];
                let id = on!(&self.world.env.db, c => sqlx::query_scalar("select id from behalf where slug = $1").bind(&slug).fetch_one(c).await);
                let (id, portal, consent) = (id.expect("a row"), self.acting[at].portal, self.acting[at].consent);
                let (token, over, seen) = (Some(Arc::new(token)), Vec::new(), outside.now);
                let (state, agent, redeem_by) = (State::Active, None, outside.now);
                self.acting.push(Acting {
                    slug,
                    token,
                    id,
                    portal,
                    state,
                    consent,
                    agent,
                    redeem_by,
                    first: first.min(outside.now),
                    expires,
                    seen,
                    over,
                });
            }
            Err(Error::Ended(ended)) => {
                assert!(!lives, "over for {}, and should be open", cause(&ended));
                self.is_over(at, cause(&ended));
            }
            Err(Error::Invalid(_)) => assert!(lives && !is_more),
            Err(other) => panic!("{other:?}"),
        }
    }

    async fn end(&mut self, outside: &Outside, n: usize) {
        let Some((at, cx)) = self.inside(n) else { return };
        let lives = self.look_at(outside, at);
        match ending::end(&cx, "").await {
            Ok(left) => {
                assert!(lives, "ended, and should be over: {:?}", self.acting[at].over);
                self.acting[at].token = Some(Arc::new(left.token));
                self.acting[at].over = vec!["stop"];
            }
            Err(Error::Ended(ended)) => {
                assert!(!lives, "over for {}, and should be open", cause(&ended));
                self.is_over(at, cause(&ended));
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    /// The customer's open page asks who is there.
    async fn notice(&mut self, outside: &Outside) {
        let Some(buyer) = self.buyer(outside).await else { return };
        let mut there = 0;
        for n in 0..self.acting.len() {
            if self.acting[n].state != State::Requested && self.look_at(outside, n) {
                there += 1;
            }
        }
        assert_eq!(live::now(&buyer).await.expect("support").len(), there);
    }

    async fn choose(&mut self, outside: &Outside, wanted: Consent) {
        let Some(buyer) = self.buyer(outside).await else { return };
        consent::choose(&buyer, wanted.as_str()).await.expect("chosen");
        if wanted != self.consent {
            self.consent = wanted;
            let is_withdrawn = |a: &Acting| match a.consent {
                Consent::Allowed => wanted != Consent::Allowed,
                _ => wanted == Consent::Never,
            };
            self.ends(outside, |a| a.state == State::Active && is_withdrawn(a), "consent_withdrawn");
            self.ends(outside, |a| a.state == State::Waiting && wanted == Consent::Never, "refused");
        }
    }

    async fn sweep(&mut self, outside: &Outside) {
        for n in 0..self.acting.len() {
            self.look_at(outside, n);
        }
        over::sweep(&system(&self.world)).await.expect("sweep");
    }

    /// Oleg, signed in where he may be.
    async fn buyer(&mut self, outside: &Outside) -> Option<Cx> {
        if let Some(token) = &self.buyer {
            let found = session::principal(&self.world.env, self.world.now, Realm::Shop, token).await.expect("lookup");
            if let Principal::Customer(..) = found {
                return Some(self.world.cx(found));
            }
        }
        if !outside.is_on(Switch::Account) || !outside.is_on(Switch::Company) {
            return None;
        }
        let token = self.world.token(Realm::Shop, "buyer").await;
        let found = session::principal(&self.world.env, self.world.now, Realm::Shop, &token).await.expect("lookup");
        self.buyer = Some(token);
        Some(self.world.cx(found))
    }

    /// Lets everything end, and reads each story in the log and in the row.
    pub async fn finish(mut self, outside: &Outside) {
        let last = self.acting.iter().map(|a| a.expires.max(a.redeem_by)).max().unwrap_or(0);
        let outside = Outside { now: outside.now.max(last) + 1, ..outside.clone() };
        self.set_now(&outside);
        self.sweep(&outside).await;
        for acting in self.acting.iter().filter(|a| a.state != State::Requested) {
            let db = &self.world.env.db;
            let (state, why): (String, String) = on!(db, c => sqlx::query_as("select state, coalesce(ended_why, '') from behalf where id = $1").bind(acting.id).fetch_one(c).await).expect("a row");
            assert_eq!(state, "ended", "{}", acting.slug);
            if acting.state == State::Waiting {
                continue;
            }
            assert!(
                acting.over.contains(&why.as_str()),
                "{} ended for {why}, not one of {:?}",
                acting.slug,
                acting.over
            );
            let events: Vec<(String, String)> = on!(db, c => sqlx::query_as("select type, body from audit_event where session_id = $1 order by seq").bind(acting.id.to_string()).fetch_all(c).await).expect("events");
            let count = |kind: &str| events.iter().filter(|(k, _)| k == kind).count();
            assert_eq!((count("on_behalf.started"), count("on_behalf.ended")), (1, 1), "{}", acting.slug);
            let (first, end) = (&events[0], &events[events.len() - 1]);
            assert_eq!((first.0.as_str(), end.0.as_str()), ("on_behalf.started", "on_behalf.ended"), "{}", acting.slug);
            assert!(end.1.contains(&format!(r#""why":"{why}""#)), "the log and the row differ: {} and {why}", end.1);
        }
    }
}

fn system(world: &World) -> Cx {
    Cx::system(world.env.clone(), world.now, "test")
}

/// The word of the cause of an end.
fn cause(ended: &domain::error::Ended) -> &'static str {
    ended.cause().map_or("nothing", domain::behalf::Cause::as_str)
}
