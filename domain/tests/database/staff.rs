//! Who may come in: invitations, roles, disabling, and that somebody can always manage staff.

use crate::world::{World, login, on_every_engine};
use domain::cart::db::add;
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::error::{Conflict, Denied, Error, Problem, Realm};
use domain::id::{InviteId, StaffId};
use domain::list::Direction;
use domain::on;
use domain::policy::{Action, Grants, Role, check};
use domain::session::Credentials;
use domain::staff::role::{self, Typed};
use domain::staff::{Sort, StaffMember, change, invite};
use domain::time::Micros;

const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";
const PASSWORD: &str = "seven quiet lanterns by the harbour";

async fn id(world: &World, role: &str) -> StaffId {
    let key = domain::session::email_key(login(role).login);
    on!(&world.env.db, c => sqlx::query_scalar("select id from staff where email_key = $1").bind(key).fetch_one(c).await).expect("staff")
}

/// The text of the last mail, which holds the link.
async fn link(world: &World) -> String {
    let body: String = on!(&world.env.db, c => sqlx::query_scalar("select body from outbox where sent_at is null order by id desc limit 1").fetch_one(c).await).expect("a mail");
    body.split("/portal/welcome/").nth(1).expect("a link").split_whitespace().next().expect("a token").to_owned()
}

async fn again(world: &World, token: &Token) -> Principal {
    domain::session::principal(&world.env, world.now, Realm::Portal, token).await.expect("lookup")
}

fn field<T: std::fmt::Debug>(result: domain::error::Result<T>) -> (&'static str, Problem) {
    match result {
        Err(Error::Invalid(fields)) => (fields[0].name, fields[0].problem.clone()),
        other => panic!("{other:?}"),
    }
}

on_every_engine! {
    async fn invited_person_sets_password_once(world: World) {
        let admin = world.person("admin").await;
        invite::send(&admin, " Nora Vance ", "Nora@kilnworth.example", "agent").await.expect("invited");
        let (visitor, token) = (world.anonymous(), link(&world).await);
        for _ in 0..2 {
            assert_eq!(invite::welcome(&visitor, &token).await.expect("works").name, "Nora Vance");
        }
        assert_eq!(field(invite::accept(&visitor, &token, "short").await), ("password", Problem::TooShort(15)));
        assert_eq!(field(invite::accept(&visitor, &token, "nora vance nora").await), ("password", Problem::Guessable));
        let tries: Vec<_> = (0..4)
            .map(|_| {
                let (cx, token) = (visitor.clone(), token.clone());
                tokio::spawn(async move { invite::accept(&cx, &token, PASSWORD).await })
            })
            .collect();
        let mut won = 0;
        for one in tries {
            match one.await.expect("no panic") {
                Ok(()) => won += 1,
                Err(Error::NotFound) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(won, 1);
        assert!(matches!(invite::welcome(&visitor, &token).await, Err(Error::NotFound)));
        domain::session::sign_in(&visitor, Realm::Portal, "nora@kilnworth.example", PASSWORD).await.expect("signs in");
        assert!(!invite::waiting(&admin).await.expect("list").iter().any(|i| i.name == "Nora Vance"));
        let told = world.count("select count(*) from audit_event where type in ('staff.invited', 'staff.joined')").await;
        assert_eq!(told, 2);
    }
}

on_every_engine! {
    async fn invite_expires_when_late_replaced_or_revoked(world: World) {
        let admin = world.person("admin").await;
        invite::send(&admin, "Nora Vance", "nora@kilnworth.example", "agent").await.expect("invited");
        let first = link(&world).await;
        let id: InviteId = invite::waiting(&admin).await.expect("list")[0].id;
        invite::resend(&admin, id).await.expect("again");
        let second = link(&world).await;
        let gone = |token: String, cx: Cx| async move {
            assert!(matches!(invite::accept(&cx, &token, PASSWORD).await, Err(Error::NotFound)));
        };
        gone(first, world.anonymous()).await;
        world.now = world.now.plus(invite::GOOD_FOR);
        gone(second.clone(), world.anonymous()).await;
        world.now = Micros(world.now.0 - invite::GOOD_FOR.0);
        invite::revoke(&admin, id).await.expect("revoked");
        gone(second, world.anonymous()).await;
        assert!(matches!(invite::revoke(&admin, id).await, Err(Error::Conflict(Conflict::State))));
        assert!(matches!(invite::resend(&admin, id).await, Err(Error::Conflict(Conflict::State))));
        // The hash alone is kept, and no event knows the link.
        assert_eq!(world.count("select count(*) from audit_image where kind = 'staff_invite' and image like '%token%'").await, 0);
    }
}

on_every_engine! {
    /// R6: the way to the first administrator, in a database without anybody.
    async fn command_line_link_lasts_15_minutes(world: World) {
        let engine = match world.env.db { domain::db::Db::Sqlite { .. } => crate::world::Engine::Sqlite, domain::db::Db::Postgres(_) => crate::world::Engine::Postgres };
        let mut world = World::empty(engine).await;
        world.env.db.migrate().await.expect("migrated");
        let invite = async |world: &World| {
            let cx = Cx::system(world.env.clone(), world.now, "staff invite");
            let link = invite::link(&cx, "Nora Vance", "nora@kilnworth.example", "admin").await.expect("invited");
            link.split("/portal/welcome/").nth(1).expect("a link").to_owned()
        };
        let first = invite(&world).await;
        let second = invite(&world).await;
        assert_eq!(invite::accept(&world.anonymous(), &first, PASSWORD).await, Err(Error::NotFound), "another took its place");
        world.now = world.now.plus(Micros::minutes(15));
        assert_eq!(invite::accept(&world.anonymous(), &second, PASSWORD).await, Err(Error::NotFound));
        let third = invite(&world).await;
        world.now = Micros(world.now.plus(Micros::minutes(15)).0 - 1);
        invite::accept(&world.anonymous(), &third, PASSWORD).await.expect("in the last moment");
        assert_eq!(invite::accept(&world.anonymous(), &third, PASSWORD).await, Err(Error::NotFound));
        domain::session::sign_in(&world.anonymous(), Realm::Portal, "nora@kilnworth.example", PASSWORD).await.expect("signs in");
        assert_eq!(world.count("select count(*) from outbox").await, 0, "it is shown and not sent");
        let cx = Cx::system(world.env.clone(), world.now, "staff invite");
        assert_eq!(field(invite::link(&cx, "Nora", "nora@kilnworth.example", "admin").await), ("email", Problem::Taken));
        let ana = world.anonymous();
        assert!(invite::link(&ana, "N", "n@k.example", "admin").await.is_err(), "nobody but the operator");
        crate::world::check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn one_email_is_one_person(world: World) {
        let admin = world.person("admin").await;
        let send = |email: &'static str, cx: Cx| async move { invite::send(&cx, "Nora", email, "agent").await };
        assert_eq!(field(send("ANA@kilnworth.example", admin.clone()).await), ("email", Problem::Taken));
        assert_eq!(field(send("oleg@northmere.example", admin.clone()).await), ("email", Problem::OfACustomer));
        send("nora@kilnworth.example", admin.clone()).await.expect("invited");
        assert_eq!(field(send("Nora@kilnworth.example", admin.clone()).await), ("email", Problem::Taken));
        assert_eq!(field(send("nobody", admin.clone()).await).0, "email");
        assert_eq!(field(invite::send(&admin, "", "n@k.example", "agent").await).0, "name");
        assert_eq!(field(invite::send(&admin, "N", "n@k.example", "root").await).0, "role");
    }
}

on_every_engine! {
    async fn only_staff_managers_change_staff(world: World) {
        let ana = id(&world, "agent").await;
        for who in ["supervisor", "agent", "auditor"] {
            let cx = world.person(who).await;
            let no = |result: domain::error::Result<()>| assert!(matches!(result, Err(Error::Forbidden(Denied::Permission))), "{who}: {result:?}");
            no(invite::send(&cx, "N", "n@k.example", "agent").await);
            no(change::disable(&cx, ana).await);
            no(change::enable(&cx, ana).await);
            no(change::role(&cx, ana, Role::Admin).await);
            no(change::sign_out(&cx, ana).await);
            no(role::save(&cx, Role::Agent, &Typed::default()).await);
            no(domain::staff::assign::set(&cx, ana, &[], &[]).await);
        }
    }
}

on_every_engine! {
    async fn disabling_ends_all_access(world: World) {
        let portal = world.token(Realm::Portal, "agent").await;
        let (slug, token, acting) = world.acting().await;
        add(&acting, SLUG, "1000").await.expect("added");
        let (admin, ana) = (world.person("admin").await, id(&world, "agent").await);
        change::disable(&admin, ana).await.expect("disabled");
        assert!(matches!(again(&world, &portal).await, Principal::Anonymous));
        assert!(world.acting_again(&slug, &token).await.is_none());
        // A request that was under way writes nothing.
        assert!(matches!(add(&acting, SLUG, "1000").await, Err(Error::Ended(_))));
        assert_eq!(world.count("select count(*) from behalf where state = 'active'").await, 0);
        assert_eq!(world.count("select count(*) from behalf where ended_why = 'agent_disabled'").await, 1);
        assert_eq!(world.count("select count(*) from outbox where sent_at is null").await, 1, "the customer is told");
        let me = login("agent");
        let sign_in = |cx: Cx| async move { domain::session::sign_in(&cx, Realm::Portal, me.login, me.password).await };
        assert!(sign_in(world.anonymous()).await.is_err());
        assert!(matches!(change::disable(&admin, ana).await, Err(Error::Conflict(Conflict::State))));
        change::enable(&admin, ana).await.expect("enabled");
        assert!(matches!(again(&world, &portal).await, Principal::Anonymous), "what ended stays over");
        sign_in(world.anonymous()).await.expect("signs in");
    }
}

on_every_engine! {
    async fn new_role_holds_at_next_request(world: World) {
        let (slug, token, acting) = world.acting().await;
        let (admin, ana) = (world.person("admin").await, id(&world, "agent").await);
        let agent = world.person("agent").await;
        change::role(&admin, ana, Role::Junior).await.expect("changed");
        assert!(matches!(add(&acting, SLUG, "1000").await, Err(Error::Forbidden(Denied::ViewOnly))));
        assert!(world.acting_again(&slug, &token).await.is_some(), "looking goes on");
        change::role(&admin, ana, Role::Finance).await.expect("changed");
        assert!(world.acting_again(&slug, &token).await.is_none());
        assert!(matches!(agent.begin(Action::LoginOnBehalf).await, Err(Error::Forbidden(_))));
    }
}

on_every_engine! {
    async fn saved_role_holds_and_is_recorded(world: World) {
        let (slug, token, acting) = world.acting().await;
        let admin = world.person("admin").await;
        let mut typed = Typed::of(&Grants::of(Role::Agent));
        typed.behalf = "none".to_owned();
        typed.permissions.push("view_staff".to_owned());
        role::save(&admin, Role::Agent, &typed).await.expect("saved");
        assert!(world.acting_again(&slug, &token).await.is_none());
        assert!(add(&acting, SLUG, "1000").await.is_err());
        let agent = world.person("agent").await;
        assert!(check(agent.principal(), Action::ViewStaff).is_ok());
        assert!(check(agent.principal(), Action::LoginOnBehalf).is_err());
        let change: String = on!(&world.env.db, c => sqlx::query_scalar("select c.body from audit_change c join audit_event e on e.id = c.event_id where e.type = 'staff_role.changed'").fetch_one(c).await).expect("a change");
        assert!(change.contains(r#""behalf":"none""#) && change.contains(r#""behalf":"full""#), "{change}");
        let all = role::all(&admin).await.expect("roles");
        let mine = all.iter().find(|s| s.role == Role::Agent).expect("the role");
        assert!(mine.is_changed && mine.people == 1 && mine.grants.behalf.is_none());
    }
}

on_every_engine! {
    async fn own_access_cannot_be_changed(world: World) {
        let admin = world.person("admin").await;
        let me = id(&world, "admin").await;
        for result in [
            change::disable(&admin, me).await,
            change::enable(&admin, me).await,
            change::role(&admin, me, Role::Agent).await,
            domain::staff::assign::set(&admin, me, &[], &[]).await,
        ] {
            assert!(matches!(result, Err(Error::Forbidden(Denied::Oneself))), "{result:?}");
        }
    }
}

on_every_engine! {
    async fn one_staff_manager_always_stays(world: World) {
        let admin = world.person("admin").await;
        // Whoever has the permission by another role may do it, but may not be the last to take it away.
        let mut typed = Typed::of(&Grants::of(Role::Supervisor));
        typed.permissions.push("manage_staff".to_owned());
        role::save(&admin, Role::Supervisor, &typed).await.expect("saved");
        let supervisor = world.person("supervisor").await;
        let ewa = id(&world, "admin").await;
        change::disable(&supervisor, ewa).await.expect("another is left");
        let last = |result: domain::error::Result<()>| assert_eq!(field(result), ("permissions", Problem::LastManager));
        last(role::save(&supervisor, Role::Supervisor, &Typed::of(&Grants::of(Role::Supervisor))).await);
        change::enable(&supervisor, ewa).await.expect("enabled");
        let usual = Typed::of(&Grants::of(Role::Supervisor));
        role::save_with(&supervisor, Role::Supervisor, &usual, &of("admin")).await.expect("another is left");
        let admin = world.person("admin").await;
        let mut typed = Typed::of(&Grants::of(Role::Admin));
        typed.permissions.retain(|p| p != "manage_staff");
        last(role::save(&admin, Role::Admin, &typed).await);
        assert!(check(world.person("admin").await.principal(), Action::ManageStaff).is_ok());
    }
}

/// The login and password of the demo's person with this role.
fn of<'a>(role: &str) -> Credentials<'a> {
    let login = login(role);
    Credentials { login: login.login, password: login.password, ..Credentials::default() }
}

on_every_engine! {
    /// Alone an administrator could give themselves the right to act, and act.
    async fn own_role_needs_second_admin(world: World) {
        let admin = world.person("admin").await;
        let mut typed = Typed::of(&Grants::of(Role::Admin));
        typed.behalf = "full".to_owned();
        let save = async |second: &Credentials<'_>| field(role::save_with(&admin, Role::Admin, &typed, second).await);
        assert_eq!(save(&Credentials::default()).await, ("second_login", Problem::SecondAdministrator));
        let empty = Credentials { password: "", ..of("supervisor") };
        assert_eq!(save(&empty).await, ("second_password", Problem::Required));
        let wrong = Credentials { password: "not the password", ..of("supervisor") };
        assert_eq!(save(&wrong).await, ("second_password", Problem::Credentials));
        assert_eq!(save(&of("admin")).await, ("second_login", Problem::SamePerson));
        assert_eq!(save(&of("supervisor")).await, ("second_login", Problem::NotAnAdministrator));
        assert!(check(world.person("admin").await.principal(), Action::LoginOnBehalf).is_err());
        assert_eq!(world.count("select count(*) from audit_event where type = 'staff_role.changed'").await, 0);

        let ana = id(&world, "agent").await;
        change::role(&admin, ana, Role::Admin).await.expect("a second one");
        let mails = world.count("select count(*) from outbox where subject = 'own_role_changed'").await;
        role::save_with(&admin, Role::Admin, &typed, &of("agent")).await.expect("two agree");
        assert!(check(world.person("admin").await.principal(), Action::LoginOnBehalf).is_ok());
        let told = world.count("select count(*) from outbox where subject = 'own_role_changed'").await;
        assert_eq!((mails, told), (0, 1), "the other administrator");
        let body: String = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'staff_role.changed'").fetch_one(c).await).expect("an event");
        assert!(body.contains(&ana.to_string()), "{body}");
        // Saved again as it is, nothing changes and nobody is asked.
        role::save(&admin, Role::Admin, &typed).await.expect("as it was");
    }
}

on_every_engine! {
    async fn one_administrator_always_stays(world: World) {
        let (admin, ana) = (world.person("admin").await, id(&world, "agent").await);
        change::role(&admin, ana, Role::Admin).await.expect("promoted");
        for round in 0..6 {
            let (first, second) = (world.person("admin").await, world.person("agent").await);
            let ewa = id(&world, "admin").await;
            let demote = |cx: Cx, whom: StaffId| async move {
                if round % 2 == 0 { change::role(&cx, whom, Role::Agent).await } else { change::disable(&cx, whom).await }
            };
            let one = tokio::spawn(demote(first.clone(), ana));
            let two = tokio::spawn(demote(second.clone(), ewa));
            let (one, two) = (one.await.expect("no panic"), two.await.expect("no panic"));
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            let left = world.count("select count(*) from staff where role = 'admin' and status = 'active'").await;
            assert_eq!(left, 1);
            // Whoever is left makes it as it was.
            let (winner, loser) = if one.is_ok() { (first, ana) } else { (second, ewa) };
            if round % 2 == 0 {
                change::role(&winner, loser, Role::Admin).await.expect("promoted");
            } else {
                change::enable(&winner, loser).await.expect("enabled");
            }
        }
    }
}

on_every_engine! {
    async fn staff_list_finds_and_locates_people(world: World) {
        let supervisor = world.person("supervisor").await;
        let (found, total) = domain::staff::list(&supervisor, &domain::staff::Filter { query: "chloe".to_owned(), ..Default::default() }, 0).await.expect("list");
        assert_eq!((found[0].name.as_str(), total), ("Chloé Martin", 1));
        let filter = domain::staff::Filter { role: Some(Role::Agent), status: Some(domain::staff::Status::Active), ..Default::default() };
        assert_eq!(domain::staff::list(&supervisor, &filter, 0).await.expect("list").1, 1);
        assert!(domain::staff::list(&supervisor, &Default::default(), 9).await.expect("list").0.is_empty());
        let sorted = |sort, direction| domain::staff::Filter { sort, direction, ..Default::default() };
        let (by_role, _) = domain::staff::list(&supervisor, &sorted(Sort::Role, Direction::Ascending), 0).await.expect("list");
        let rank = |m: &StaffMember| Role::ALL.iter().position(|role| *role == m.role);
        assert!(by_role.is_sorted_by_key(rank) && by_role.len() > 2);
        let (by_time, _) = domain::staff::list(&supervisor, &sorted(Sort::LastSignIn, Direction::Descending), 0).await.expect("list");
        assert!(by_time.is_sorted_by_key(|m| std::cmp::Reverse(m.last_sign_in_at)));
        world.acting().await;
        let ana = id(&world, "agent").await;
        let person = domain::staff::find(&supervisor, ana).await.expect("a page");
        assert_eq!((person.open.len(), person.acting.len()), (1, 1));
        let admin = world.person("admin").await;
        change::sign_out(&admin, ana).await.expect("signed out");
        let person = domain::staff::find(&supervisor, ana).await.expect("a page");
        assert_eq!((person.open.len(), person.acting.len()), (0, 0));
        assert!(matches!(domain::staff::find(&world.person("agent").await, ana).await, Err(Error::Forbidden(_))));
    }
}
