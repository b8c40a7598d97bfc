//! Customers are invited: a link that works once, by which they choose their first password.

use crate::world::{World, login, on_every_engine};
use domain::account::invite::accept::{accept, welcome};
use domain::account::invite::many::{count, send_all};
use domain::account::invite::{GOOD_FOR, Typed, choices, create, new, of_contact, revoke, send};
use domain::audit::Event;
use domain::contact::db::Filter;
use domain::cx::Cx;
use domain::error::{Conflict, Denied, Error, Problem, Realm, Result};
use domain::id::{AccountId, ContactId, OrganizationId, StoreId};
use domain::organization::member;
use domain::password::reset::ask;
use domain::policy::{Action, Role};
use domain::time::Micros;
use domain::{expiry, on, on_tx, sql};

const NEW: &str = "nine purple kettles sing softly";

async fn text(world: &World, sql: &'static str) -> String {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("a text")
}

async fn id(world: &World, sql: &'static str) -> uuid::Uuid {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("an id")
}

/// The key of the link in the newest invitation.
async fn link(world: &World) -> String {
    let body = text(world, "select body from outbox where body like '%/welcome/%' order by id desc limit 1").await;
    body.split("/welcome/").nth(1).expect("a link").split_whitespace().next().expect("a key").to_owned()
}

/// Somebody without an account in a company that is open.
async fn somebody(world: &World) -> ContactId {
    ContactId(id(world, "select k.id from contact k join organization o on o.id = k.organization_id
        where o.name = 'Northmere Ltd' and not exists (select 1 from account a where a.contact_id = k.id) order by k.id limit 1").await)
}

/// An account that the demo has invited, without any link.
async fn waiting(world: &World) -> AccountId {
    AccountId(id(world, "select a.id from account a where a.status = 'invited' order by a.email limit 1").await)
}

async fn store(world: &World) -> StoreId {
    StoreId(id(world, "select id from store order by position limit 1").await)
}

/// An invitation as it is typed.
fn typed<'a>(store: &'a str, email: &'a str, role: &'a str) -> Typed<'a> {
    Typed { store, email, role, ..Typed::default() }
}

fn field<T: std::fmt::Debug>(result: Result<T>) -> (&'static str, Problem) {
    match result {
        Err(Error::Invalid(fields)) => (fields[0].name, fields[0].problem.clone()),
        other => panic!("{other:?}"),
    }
}

async fn gone(world: &World, token: &str) {
    assert_eq!(welcome(&world.anonymous(), token).await.err(), Some(Error::NotFound));
    assert_eq!(accept(&world.anonymous(), token, NEW).await, Err(Error::NotFound));
}

async fn signs_in(world: &World, login: &str, password: &str) -> bool {
    domain::session::sign_in(&world.anonymous(), Realm::Shop, login, password).await.is_ok()
}

/// Events of this kind with this cause.
async fn events(world: &World, kind: &'static str, why: &str) -> usize {
    let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = $1").bind(kind).fetch_all(c).await).expect("events");
    all.iter().filter(|body| why.is_empty() || body.contains(&format!(r#""why":"{why}""#))).count()
}

/// Sets the state of the company of an account, as no page does yet.
async fn set_company(world: &World, account: AccountId, status: &str) {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    on_tx!(tx, c => sqlx::query(sql!("
        update organization set status = $2, last_event = $3
        where id = (select k.organization_id from contact k join account a on a.contact_id = k.id where a.id = $1)
    ")).bind(account).bind(status).bind(&event).execute(c).await.map(|_| ()))
    .expect("set");
    tx.commit(Event::new("test.closed")).await.expect("committed");
}

/// Puts a row of each table of this file into a database.
pub async fn rows(world: &World) {
    send(&world.person("agent").await, waiting(world).await).await.expect("sent");
}

on_every_engine! {
    async fn an_invited_contact_chooses_a_password_once(world: World) {
        let (agent, contact, store) = (world.person("agent").await, somebody(&world).await, store(&world).await.to_string());
        let wish = Typed { message: "See you soon", language: "de", ..typed(&store, "new.person@northmere.example", "viewer") };
        new(&agent, contact, &wish).await.expect("invited");
        let body = text(&world, "select body from outbox where body like '%/welcome/%' order by id desc limit 1").await;
        assert!(body.starts_with("de\n") && body.contains("See you soon") && body.contains("Northmere Ltd"), "{body}");
        let email = "new.person@northmere.example";
        assert!(!signs_in(&world, email, "invited").await, "there is no password yet");
        let row = &of_contact(&agent, contact).await.expect("a list")[0];
        assert_eq!((row.created_at, row.expires_at, row.is_revoked), (world.now, world.now.plus(GOOD_FOR), false));
        let token = link(&world).await;
        for _ in 0..3 {
            let person = welcome(&world.anonymous(), &token).await.expect("looking changes nothing");
            assert_eq!((person.email.as_str(), person.company.as_str()), (email, "Northmere Ltd"));
        }
        for weak in ["fourteen chars", "passwordpassword", "new.person northmere"] {
            assert_eq!(field(accept(&world.anonymous(), &token, weak).await).0, "password", "{weak}");
        }
        accept(&world.anonymous(), &token, NEW).await.expect("set");
        gone(&world, &token).await;
        assert!(signs_in(&world, email, NEW).await);
        assert_eq!(text(&world, "select role from account where email = 'new.person@northmere.example'").await, "viewer");
        assert!(of_contact(&agent, contact).await.expect("a list").is_empty(), "what was used is over");
        let account = world.account(email).await;
        assert_eq!(send(&agent, account).await, Err(Error::Conflict(Conflict::State)));
        assert_eq!(revoke(&agent, account).await, Err(Error::Conflict(Conflict::State)));
        assert_eq!(events(&world, "account.joined", "").await, 1);
        assert_eq!(text(&world, "select actor_id from audit_event where type = 'account.joined'").await, account.to_string());
        // Nobody of the staff gets to know the link.
        for sql in ["select body from audit_event", "select value from audit_pii where value is not null", "select image from audit_image where image is not null"] {
            let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("texts");
            assert!(!all.is_empty() && all.iter().all(|text| !text.contains(&token)), "{sql}");
        }
    }
}

on_every_engine! {
    async fn one_of_twenty_uses_the_invitation(world: World) {
        rows(&world).await;
        let token = link(&world).await;
        let tries: Vec<_> = (0..20)
            .map(|n| {
                let (cx, token) = (world.anonymous(), token.clone());
                tokio::spawn(async move { accept(&cx, &token, &format!("{NEW} {n}")).await })
            })
            .collect();
        let mut won = Vec::new();
        for (n, one) in tries.into_iter().enumerate() {
            match one.await.expect("no panic") {
                Ok(()) => won.push(n),
                Err(Error::NotFound) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won.len(), 1, "{won:?}");
        assert_eq!(events(&world, "account.joined", "").await, 1);
    }
}

on_every_engine! {
    async fn an_invitation_expires_and_is_replaced_and_revoked(world: World) {
        let (agent, account) = (world.person("agent").await, waiting(&world).await);
        send(&agent, account).await.expect("sent");
        let first = link(&world).await;
        let contact = send(&agent, account).await.expect("sent again");
        gone(&world, &first).await;
        let second = link(&world).await;
        assert_eq!(revoke(&agent, account).await, Ok(contact));
        gone(&world, &second).await;
        assert!(of_contact(&agent, contact).await.expect("a list")[0].is_revoked);
        assert_eq!(revoke(&agent, account).await, Err(Error::Conflict(Conflict::State)), "once");
        assert!(events(&world, "account.invite_refused", "revoked").await > 0);
        send(&agent, account).await.expect("the account stays invited");
        let third = link(&world).await;
        let start = world.now;
        world.now = start.plus(GOOD_FOR);
        gone(&world, &third).await;
        // The sweep finds nothing that is not written yet, and a clock that is set back revives nothing.
        assert_eq!(events(&world, "account.invite_expired", "").await, 1);
        world.now = start;
        gone(&world, &third).await;
        send(&world.person("agent").await, account).await.expect("sent");
        let fourth = link(&world).await;
        world.now = Micros(world.now.plus(GOOD_FOR).0 - 1);
        accept(&world.anonymous(), &fourth, NEW).await.expect("in the last moment");
        assert_eq!(GOOD_FOR, Micros::minutes(7 * 24 * 60));
        for odd in ["", "x", &"a".repeat(43), &"a".repeat(10_000)] {
            gone(&world, odd).await;
        }
    }
}

on_every_engine! {
    async fn the_sweep_writes_that_an_invitation_is_over(world: World) {
        expiry::sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("what the demo has");
        rows(&world).await;
        let late = Cx::system(world.env.clone(), world.now.plus(GOOD_FOR), "sweep");
        assert_eq!(expiry::sweep(&late).await, Ok(1));
        assert_eq!(expiry::sweep(&late).await, Ok(0), "once");
        assert_eq!(events(&world, "account.invite_expired", "").await, 1);
    }
}

on_every_engine! {
    async fn who_may_invite_and_whom(world: World) {
        let (contact, account, store) = (somebody(&world).await, waiting(&world).await, store(&world).await.to_string());
        for (role, may) in [("agent", true), ("supervisor", true), ("admin", true), ("junior", false), ("sales", false), ("auditor", false), ("finance", false)] {
            let cx = world.person(role).await;
            let email = format!("{role}@northmere.example");
            match choices(&cx, contact).await {
                Ok(_) => assert!(may, "{role}"),
                other => assert!(!may && other.is_err_and(|e| e == Error::Forbidden(Denied::Permission)), "{role}"),
            }
            if !may {
                let denied = Error::Forbidden(Denied::Permission);
                assert_eq!(new(&cx, contact, &typed(&store, &email, "buyer")).await, Err(denied.clone()), "{role}");
                assert_eq!(send(&cx, account).await, Err(denied.clone()), "{role}");
                assert_eq!(revoke(&cx, account).await, Err(denied.clone()), "{role}");
                assert_eq!(count(&cx, &Filter::default()).await, Err(denied.clone()), "{role}");
                assert_eq!(send_all(&cx, &Filter::default()).await, Err(denied), "{role}");
            }
        }
        assert_eq!(send(&world.anonymous(), account).await, Err(Error::SignIn(Realm::Portal)));
        assert!(matches!(send(&world.person("buyer").await, account).await, Err(Error::Forbidden(_) | Error::SignIn(_))));
        let (_, _, acting) = world.acting().await;
        assert!(matches!(welcome(&acting, "x").await, Err(Error::Forbidden(Denied::NotOnBehalf))));
        // A right that is taken away counts at once, for those who are signed in too.
        let (admin, agent) = (world.person("admin").await, world.person("agent").await);
        let may = domain::staff::role::Typed {
            permissions: vec!["view_contacts".to_owned()],
            behalf: "full".to_owned(),
            scope: "all".to_owned(),
            minutes: "30".to_owned(),
            ..Default::default()
        };
        domain::staff::role::save(&admin, Role::Agent, &may).await.expect("saved");
        let denied = Err(Error::Forbidden(Denied::Permission));
        assert_eq!(send(&agent, account).await, denied);
        assert_eq!(new(&agent, contact, &typed(&store, "late@northmere.example", "buyer")).await.map(|()| contact), denied);
        assert_eq!(send(&agent, AccountId::fresh()).await, Err(Error::NotFound));
    }
}

on_every_engine! {
    async fn out_of_scope_nobody_is_invited(world: World) {
        let (admin, contact, account) = (world.person("admin").await, somebody(&world).await, waiting(&world).await);
        let stores: Vec<StoreId> = on!(&world.env.db, c => sqlx::query_scalar("select id from store order by position").fetch_all(c).await).expect("stores");
        let (first, second) = (stores[0].to_string(), stores[1].to_string());
        let may = domain::staff::role::Typed {
            permissions: ["view_contacts", "invite_customers"].map(str::to_owned).to_vec(),
            behalf: "full".to_owned(),
            scope: "assigned".to_owned(),
            minutes: "30".to_owned(),
            ..Default::default()
        };
        domain::staff::role::save(&admin, Role::Sales, &may).await.expect("saved");
        let sales = world.person("sales").await;
        assert_eq!(choices(&sales, contact).await.err(), Some(Error::NotFound));
        assert_eq!(new(&sales, contact, &typed(&first, "x@northmere.example", "buyer")).await, Err(Error::NotFound));
        assert_eq!(send(&sales, account).await, Err(Error::NotFound));
        assert_eq!(revoke(&sales, account).await, Err(Error::NotFound));
        let before = count(&world.person("agent").await, &Filter::default()).await.expect("a count").0;
        assert!(count(&sales, &Filter::default()).await.expect("a count").0 < before);
        // Who is confined to a store invites to that one.
        let agent = world.person("agent").await;
        let staff = agent.staff().expect("staff").id;
        domain::staff::assign::set(&admin, staff, &[], &stores[1..2]).await.expect("set");
        let agent = world.person("agent").await;
        let offered: Vec<StoreId> = choices(&agent, contact).await.expect("choices").stores.into_iter().map(|(id, _)| id).collect();
        assert_eq!(offered, stores[1..2]);
        assert_eq!(field(new(&agent, contact, &typed(&first, "x@northmere.example", "buyer")).await), ("store", Problem::NotAChoice));
        new(&agent, contact, &typed(&second, "x@northmere.example", "buyer")).await.expect("the control");
        assert_eq!(world.count("select count(*) from account_invite").await, 1);
    }
}

on_every_engine! {
    async fn nobody_of_a_closed_company_is_invited(world: World) {
        let (agent, account) = (world.person("agent").await, waiting(&world).await);
        send(&agent, account).await.expect("sent");
        let token = link(&world).await;
        let contact = ContactId(on!(&world.env.db, c => sqlx::query_scalar("select contact_id from account where id = $1").bind(account).fetch_one(c).await).expect("a contact"));
        let before = count(&agent, &Filter::default()).await.expect("a count").0;
        set_company(&world, account, "closed").await;
        assert_eq!(send(&agent, account).await, Err(Error::Forbidden(Denied::Closed)));
        let other = StoreId(on!(&world.env.db, c => sqlx::query_scalar("select w.id from store w where not exists (select 1 from account a where a.contact_id = $1 and a.store_id = w.id) limit 1").bind(contact).fetch_one(c).await).expect("a store")).to_string();
        assert_eq!(new(&agent, contact, &typed(&other, "other@elsewhere.example", "buyer")).await, Err(Error::Forbidden(Denied::Closed)));
        gone(&world, &token).await;
        assert!(count(&agent, &Filter::default()).await.expect("a count").0 <= before);
        assert!(events(&world, "account.invite_refused", "company_closed").await > 0);
        set_company(&world, account, "on_hold").await;
        accept(&world.anonymous(), &token, NEW).await.expect("who may not order signs in all the same");
    }
}

on_every_engine! {
    async fn wrong_values_are_named(world: World) {
        let (agent, contact, store) = (world.person("agent").await, somebody(&world).await, store(&world).await.to_string());
        let good = "somebody@northmere.example";
        let said = async |wish: Typed<'_>| field(new(&agent, contact, &wish).await);
        assert_eq!(said(typed("", good, "buyer")).await, ("store", Problem::Required));
        assert_eq!(said(typed("x", good, "buyer")).await, ("store", Problem::NotAChoice));
        assert_eq!(said(typed(&StoreId::fresh().to_string(), good, "buyer")).await, ("store", Problem::NotAChoice));
        assert_eq!(said(typed(&store, "no e-mail", "buyer")).await, ("email", Problem::NotAnEmail));
        assert_eq!(said(typed(&store, login("buyer").login, "buyer")).await, ("email", Problem::Taken));
        assert_eq!(said(typed(&store, login("agent").login, "buyer")).await, ("email", Problem::OfStaff));
        assert_eq!(said(typed(&store, good, "owner")).await, ("role", Problem::NotAChoice));
        let long = "a".repeat(501);
        assert_eq!(said(Typed { message: &long, ..typed(&store, good, "buyer") }).await, ("message", Problem::TooLong(500)));
        new(&agent, contact, &typed(&store, good, "buyer")).await.expect("the control");
        assert_eq!(said(typed(&store, "second@northmere.example", "buyer")).await, ("store", Problem::Taken));
    }
}

on_every_engine! {
    /// Support says who administers a company only where nobody does.
    async fn an_administrator_is_invited_only_where_there_is_none(world: World) {
        let contact = somebody(&world).await;
        let store = store(&world).await.to_string();
        let has_admin = world.count("select count(*) from account a join contact k on k.id = a.contact_id join organization o on o.id = k.organization_id where o.name = 'Northmere Ltd' and a.status = 'active' and a.role = 'admin'").await > 0;
        let wish = typed(&store, "boss@northmere.example", "admin");
        assert_eq!(field(new(&world.person("agent").await, contact, &wish).await), ("role", Problem::NotAChoice));
        let admin = world.person("admin").await;
        let offered = choices(&admin, contact).await.expect("choices").roles.contains(&member::Role::Admin);
        assert_eq!(offered, !has_admin);
        match new(&admin, contact, &wish).await {
            Ok(()) => assert!(!has_admin),
            other => assert!(has_admin && field(other) == ("role", Problem::NotAChoice)),
        }
        // The same for a company of the other kind.
        let sql = if has_admin {
            "select k.id from contact k join organization c on c.id = k.organization_id
             where c.status <> 'closed' and (select count(*) from account a where a.contact_id = k.id) < (select count(*) from store)
               and not exists (select 1 from account a join contact o on o.id = a.contact_id where o.organization_id = k.organization_id and a.status = 'active' and a.role = 'admin')
             order by k.id limit 1"
        } else {
            "select k.id from contact k join organization c on c.id = k.organization_id
             where c.status <> 'closed' and (select count(*) from account a where a.contact_id = k.id) < (select count(*) from store)
               and exists (select 1 from account a join contact o on o.id = a.contact_id where o.organization_id = k.organization_id and a.status = 'active' and a.role = 'admin')
             order by k.id limit 1"
        };
        let found: Option<uuid::Uuid> = on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_optional(c).await).expect("rows");
        let Some(other) = found.map(ContactId) else { return };
        let store = choices(&admin, other).await.expect("choices").stores[0].0.to_string();
        let wish = typed(&store, "boss@elsewhere.example", "admin");
        match new(&admin, other, &wish).await {
            Ok(()) => assert!(has_admin),
            result => assert!(!has_admin && field(result) == ("role", Problem::NotAChoice)),
        }
    }
}

on_every_engine! {
    async fn who_is_invited_elsewhere_is_told_at_the_known_address(world: World) {
        let (agent, contact, store) = (world.person("agent").await, somebody(&world).await, store(&world).await.to_string());
        let known: String = on!(&world.env.db, c => sqlx::query_scalar("select email from contact where id = $1").bind(contact).fetch_one(c).await).expect("an address");
        new(&agent, contact, &typed(&store, "other@elsewhere.example", "buyer")).await.expect("invited");
        let told = text(&world, "select recipient from outbox where subject = 'invited_elsewhere'").await;
        assert_eq!(told, known);
        let body = text(&world, "select body from outbox where subject = 'invited_elsewhere'").await;
        assert!(body.contains("other@elsewhere.example") && !body.contains("/welcome/"), "{body}");
    }
}

on_every_engine! {
    async fn invitations_are_throttled(world: World) {
        let (agent, account) = (world.person("agent").await, waiting(&world).await);
        for _ in 0..4 {
            send(&agent, account).await.expect("sent");
        }
        assert!(matches!(send(&agent, account).await, Err(Error::Throttled { seconds: 1..=3 })));
    }
}

on_every_engine! {
    /// The answer to a forgotten password is the same; a link is sent only where somebody of the staff invited.
    async fn who_is_invited_asks_for_a_new_link(world: World) {
        let (agent, account) = (world.person("agent").await, waiting(&world).await);
        let email: String = on!(&world.env.db, c => sqlx::query_scalar("select email from account where id = $1").bind(account).fetch_one(c).await).expect("an e-mail");
        let sent = "select count(*) from outbox where subject = 'customer_invitation'";
        ask(&world.anonymous(), Realm::Shop, &email).await.expect("the same answer");
        assert_eq!(world.count(sent).await, 0, "nobody invited them yet");
        send(&agent, account).await.expect("sent");
        let first = link(&world).await;
        world.now = world.now.plus(GOOD_FOR);
        gone(&world, &first).await;
        ask(&world.anonymous(), Realm::Shop, &email).await.expect("the same answer");
        assert_eq!(world.count(sent).await, 2);
        let second = link(&world).await;
        assert!(welcome(&world.anonymous(), &second).await.is_ok());
        revoke(&world.person("agent").await, account).await.expect("revoked");
        ask(&world.anonymous(), Realm::Shop, &email).await.expect("the same answer");
        assert_eq!(world.count(sent).await, 2, "what was revoked stays so");
    }
}

on_every_engine! {
    async fn all_without_a_password_are_invited_at_once(world: World) {
        let agent = world.person("agent").await;
        let all = world.count("select count(*) from account a join contact k on k.id = a.contact_id join organization o on o.id = k.organization_id where a.status = 'invited' and o.status <> 'closed'").await;
        let all = usize::try_from(all).expect("a count");
        assert!(all > 2, "the demo has some");
        let northmere = OrganizationId(id(&world, "select id from organization where name = 'Northmere Ltd'").await);
        let some = Filter { organization: Some(northmere), ..Filter::default() };
        let of_one = count(&agent, &some).await.expect("a count").0;
        assert!(of_one > 0 && of_one < all, "{of_one} of {all}");
        assert_eq!(send_all(&agent, &some).await, Ok(of_one));
        assert_eq!(count(&agent, &some).await, Ok((0, false)), "whose link works gets no second one");
        assert_eq!(send_all(&agent, &some).await, Ok(0));
        assert_eq!(count(&agent, &Filter::default()).await, Ok((all - of_one, false)));
        let revoked = waiting(&world).await;
        if send(&agent, revoked).await.is_ok() {
            revoke(&agent, revoked).await.expect("revoked");
        }
        let left = count(&agent, &Filter::default()).await.expect("a count").0;
        assert_eq!(send_all(&agent, &Filter::default()).await, Ok(left));
        let revoked = "select count(*) from account_invite where revoked_at is not null";
        assert_eq!(world.count(revoked).await, 1, "what was revoked stays so");
        let active = Filter { query: "status:active".to_owned(), ..Filter::default() };
        assert_eq!(count(&agent, &active).await, Ok((0, false)));
        let mails = world.count("select count(*) from outbox where subject = 'customer_invitation'").await;
        assert_eq!(events(&world, "account.invited", "").await, usize::try_from(mails).expect("a count"));
    }
}

on_every_engine! {
    /// What an import does.
    async fn an_account_is_made_without_a_mail(world: World) {
        let (contact, shop) = (somebody(&world).await, store(&world).await);
        let program = Cx::system(world.env.clone(), world.now, "import");
        let mut tx = program.begin(Action::RunJob).await.expect("begin");
        let made = create(&mut tx, contact, shop, " Import@Northmere.example ", member::Role::Buyer).await.expect("made");
        let again = create(&mut tx, contact, shop, "second@northmere.example", member::Role::Buyer).await;
        assert_eq!(field(again), ("store", Problem::Taken));
        tx.commit(Event::new("account.invited").target("account", made)).await.expect("committed");
        assert_eq!(world.count("select count(*) from outbox where sent_at is null").await, 0);
        assert_eq!(world.count("select count(*) from account_invite").await, 0);
        assert!(!signs_in(&world, "import@northmere.example", "invited").await);
        send(&world.person("agent").await, made).await.expect("sent later");
        accept(&world.anonymous(), &link(&world).await, NEW).await.expect("set");
        assert!(signs_in(&world, "import@northmere.example", NEW).await);
    }
}
