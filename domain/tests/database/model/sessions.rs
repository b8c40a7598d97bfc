//! The sessions of one case: what the store says to each step, and what it should have said.

use crate::model::{AT_ONCE, BEHALF_IDLE, Outside, PORTAL_ABSOLUTE, PORTAL_IDLE, SWITCHES, Step, Switch, limits};
use crate::world::{NOW, World, login, verify, wish};
use domain::behalf::consent::{self, Consent};
use domain::behalf::extend::extend;
use domain::behalf::found::{Found, peek, principal};
use domain::behalf::{ask, ending, live, over};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::error::{Error, Realm};
use domain::id::{AccountId, BehalfId, StaffId, StoreId};
use domain::policy::{Action, Grants, Role};
use domain::session::{self, Credentials};
use domain::staff::{assign, change};
use domain::time::Micros;
use domain::{on, on_tx};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

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

    /// The limits of a portal session that were reached, and what is missing for it.
    fn portal_causes(&self, outside: &Outside, portal: &Portal) -> Causes {
        let mut causes = portal.over.clone();
        if portal.over.is_empty() {
            let limits = [
                (outside.now >= portal.expires, "portal_expired"),
                (outside.now - portal.seen >= PORTAL_IDLE, "portal_idle"),
                (!outside.is_on(Switch::Staff), "agent_disabled"),
            ];
            causes.extend(limits.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why));
        }
        causes
    }

    /// Everything that ends a session, or a request for one, as things are now.
    fn causes(&self, outside: &Outside, acting: &Acting) -> Causes {
        if !acting.over.is_empty() {
            return acting.over.clone();
        }
        let is_active = acting.state == State::Active;
        let withdrawn = match acting.consent {
            Consent::Allowed => self.consent != Consent::Allowed,
            _ => self.consent == Consent::Never,
        };
        let end = if is_active { acting.expires } else { acting.redeem_by };
        let facts = [
            (!outside.is_on(Switch::Feature), "off"),
            (outside.now >= end, "expired"),
            (is_active && outside.now - acting.seen >= BEHALF_IDLE, "idle"),
            (!outside.is_on(Switch::Role) || !outside.is_on(Switch::Scope), "permission_lost"),
            (!outside.is_on(Switch::Company), "company_closed"),
            (!outside.is_on(Switch::Account), "subject_disabled"),
            (is_active && withdrawn, "consent_withdrawn"),
        ];
        let own = facts.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why);
        own.chain(self.portal_causes(outside, &self.portals[acting.portal])).collect()
    }

    /// Somebody looked at a portal session: what is over is over for good, and what rests on it.
    fn look_at_portal(&mut self, outside: &Outside, at: usize) {
        let causes = self.portal_causes(outside, &self.portals[at]);
        if causes.is_empty() || !self.portals[at].over.is_empty() {
            return;
        }
        for n in 0..self.acting.len() {
            if self.acting[n].portal == at && self.acting[n].state == State::Active {
                self.acting[n].over = self.causes(outside, &self.acting[n]);
            }
        }
        self.portals[at].over = causes;
    }

    /// Somebody looked at a session: what is over is over for good, its portal session too.
    fn look_at(&mut self, outside: &Outside, n: usize) -> bool {
        if self.acting[n].over.is_empty() {
            let causes = self.causes(outside, &self.acting[n]);
            if !causes.is_empty() {
                self.acting[n].over = causes;
                self.look_at_portal(outside, self.acting[n].portal);
            }
        }
        self.acting[n].over.is_empty()
    }

    /// Everything open ends, `also` for this cause.
    fn ends(&mut self, outside: &Outside, which: impl Fn(&Acting) -> bool, also: &'static str) {
        for n in 0..self.acting.len() {
            if self.acting[n].over.is_empty() && which(&self.acting[n]) {
                let mut causes = self.causes(outside, &self.acting[n]);
                causes.push(also);
                self.acting[n].over = causes;
            }
        }
    }

    fn open(&self, outside: &Outside) -> usize {
        let is_open = |a: &&Acting| a.state == State::Active && self.causes(outside, a).is_empty();
        self.acting.iter().filter(is_open).count()
    }

    fn pick(&self, n: usize, fits: impl Fn(&Acting) -> bool) -> Option<usize> {
        let all: Vec<usize> = (0..self.acting.len()).filter(|i| fits(&self.acting[*i])).collect();
        // The latest are the most interesting ones.
        if all.is_empty() { None } else { Some(all[all.len() - 1 - n % all.len().min(3)]) }
    }

    fn pick_portal(&self, n: usize) -> Option<usize> {
        let all = self.portals.len();
        if all == 0 { None } else { Some(all - 1 - n % all.min(3)) }
    }

    /// The store says that it is over: for one of the causes that were true then, and always the same.
    fn is_over(&mut self, n: usize, why: &str) {
        let acting = &mut self.acting[n];
        let known = acting.over.iter().copied().find(|cause| *cause == why);
        let known = known.unwrap_or_else(|| panic!("{} is over for {why}, not one of {:?}", acting.slug, acting.over));
        acting.over = vec![known];
    }

    // The steps.

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

    async fn set(&mut self, outside: &Outside, switch: Switch, is_on: bool) {
        match switch {
            Switch::Role => {
                let mode = if is_on { "full" } else { "none" };
                let sql = "insert into staff_role (id, permissions, behalf_mode, scope, minutes, last_event) values ('agent', $1, $2, 'all', 60, $3)
                           on conflict (id) do update set behalf_mode = excluded.behalf_mode, last_event = excluded.last_event";
                let codes = Grants::of(Role::Agent).codes();
                let (mut tx, event) = self.write().await;
                on_tx!(tx, c => sqlx::query(sql).bind(&codes).bind(mode).bind(&event).execute(c).await.map(|_| ()))
                    .expect("written");
                tx.commit(domain::audit::Event::new("test.written")).await.expect("commit");
            }
            Switch::Scope => {
                let stores = if is_on { Vec::new() } else { vec![self.other_store] };
                assert_ne!(self.store, self.other_store);
                assign::set(&self.world.person("admin").await, self.staff, &[], &stores).await.expect("assigned");
            }
            Switch::Staff => {
                let admin = self.world.person("admin").await;
                let changed = if is_on {
                    change::enable(&admin, self.staff).await
                } else {
                    change::disable(&admin, self.staff).await
                };
                assert!(matches!(changed, Ok(()) | Err(Error::Conflict(_))), "{changed:?}");
                if !is_on {
                    self.ends(outside, |a| a.state == State::Active, "agent_disabled");
                    for portal in self.portals.iter_mut().filter(|p| p.over.is_empty()) {
                        portal.over = vec!["agent_disabled"];
                    }
                }
            }
            Switch::Account => {
                self.status(
                    "update account set status = $2, last_event = $3 where id = $1",
                    self.account.0,
                    if is_on { "active" } else { "locked" },
                )
                .await
            }
            Switch::Company => {
                let sql = "update organization set status = $2, last_event = $3
                           where id = (select k.organization_id from account a join contact k on k.id = a.contact_id where a.id = $1)";
                self.status(sql, self.account.0, if is_on { "active" } else { "closed" }).await;
            }
            Switch::Feature => {}
        }
    }

    async fn write(&self) -> (domain::tx::Tx, String) {
        let tx = system(&self.world).begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        (tx, event)
    }

    async fn status(&self, sql: &'static str, id: Uuid, status: &'static str) {
        let (mut tx, event) = self.write().await;
        on_tx!(tx, c => sqlx::query(sql).bind(id).bind(status).bind(&event).execute(c).await.map(|_| ()))
            .expect("written");
        tx.commit(domain::audit::Event::new("test.written")).await.expect("commit");
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
