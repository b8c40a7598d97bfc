//! Where somebody is signed in: the list, ending from elsewhere (R26), and three portal sessions at most (R30).

use crate::world::{World, login, on_every_engine, request, verify};
use domain::credential::Token;
use domain::cx::Principal;
use domain::env::Limits;
use domain::error::{Denied, Error, Problem, Realm};
use domain::factor::own::Again;
use domain::session::own::{Which, end, list};
use domain::time::Micros;

async fn who(world: &World, realm: Realm, token: &Token) -> Principal {
    domain::session::principal(&world.env, world.now, realm, token).await.expect("lookup")
}

fn again(password: &str) -> Again<'_> {
    Again { password, code: "" }
}

on_every_engine! {
    async fn fourth_portal_session_ends_oldest(world: World) {
        let mut world = World::again(&world, Limits::default());
        let first = world.token(Realm::Portal, "agent").await;
        let agent = world.cx(who(&world, Realm::Portal, &first).await);
        let slug = request(&agent, world.oleg().await).await;
        let ana = login("agent");
        let behalf = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verified");
        let mut tokens = Vec::new();
        for _ in 0..2 {
            world.now = world.now.plus(Micros::seconds(1));
            tokens.push(world.token(Realm::Portal, "agent").await);
        }
        let ben = world.token(Realm::Portal, "supervisor").await;
        assert!(matches!(who(&world, Realm::Portal, &first).await, Principal::Staff(..)), "three are fine");
        world.now = world.now.plus(Micros::seconds(1));
        tokens.push(world.token(Realm::Portal, "agent").await);
        assert!(matches!(who(&world, Realm::Portal, &first).await, Principal::Anonymous), "the oldest ends");
        assert!(world.acting_again(&slug, &behalf).await.is_none());
        for token in tokens.iter().chain([&ben]) {
            assert!(matches!(who(&world, Realm::Portal, token).await, Principal::Staff(..)));
        }
        assert_eq!(world.count("select count(*) from audit_event where type = 'auth.session.ended' and body like '%too_many%'").await, 1);
        assert_eq!(world.count("select count(*) from audit_event where type = 'on_behalf.ended' and seq > (select max(seq) from audit_event where type = 'on_behalf.requested')").await, 1);
        // Many at once leave three as well.
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let cx = world.anonymous();
                tokio::spawn(async move { domain::session::sign_in(&cx, Realm::Portal, ana.login, ana.password).await.is_ok() })
            })
            .collect();
        for one in tries {
            one.await.expect("no panic");
        }
        assert_eq!(world.count("select count(*) from session s join staff t on t.id = s.staff_id where t.role = 'agent' and s.ended_at is null and s.expires_at > 1795432683000000").await, 3);
    }
}

on_every_engine! {
    async fn ending_other_sign_in_needs_password(world: World) {
        for (realm, role, field, wrong) in [
            (Realm::Portal, "supervisor", "password", Problem::Credentials),
            (Realm::Shop, "buyer", "current", Problem::WrongPassword),
        ] {
            let password = login(role).password;
            let (here, there) = (world.person(role).await, world.token(realm, role).await);
            let (Principal::Staff(_, mine) | Principal::Customer(_, mine)) = *here.principal() else { panic!("signed in") };
            let all = list(&here).await.expect("a list");
            assert!(all.len() >= 2 && all[0].id == mine, "this one stands first");
            let other = all[1].id;
            assert_eq!(end(&here, Which::One(other), again("not the password")).await, Err(Error::field(field, wrong)));
            assert_eq!(end(&here, Which::One(domain::id::SessionId::fresh()), again(password)).await, Err(Error::NotFound));
            assert!(!matches!(who(&world, realm, &there).await, Principal::Anonymous));
            let ended = end(&here, Which::Others, again(password)).await.expect("ended");
            assert_eq!(ended, all.len() - 1);
            assert!(matches!(who(&world, realm, &there).await, Principal::Anonymous));
            assert_eq!(list(&here).await.expect("a list").len(), 1, "this one stays");
            // Nobody else's can be named.
            let strange = world.person("agent").await;
            let Principal::Staff(_, strange) = *strange.principal() else { panic!("staff") };
            assert_eq!(end(&here, Which::One(strange), again(password)).await, Err(Error::NotFound));
        }
        let (_, _, acting) = world.acting().await;
        assert!(matches!(list(&acting).await, Err(Error::Forbidden(Denied::NotOnBehalf))), "support does not see them");
        assert!(world.count("select count(*) from audit_event where type = 'auth.session.ended'").await >= 2);
    }
}
