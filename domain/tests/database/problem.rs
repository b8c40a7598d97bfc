//! What a page said when it failed: kept within limits and without secrets, found by its reference, gone with its person.

use crate::world::on_every_engine;
use domain::cx::Cx;
use domain::error::Error;
use domain::id::ContactId;
use domain::problem::db::{self, keep, of_contact, view, with_code};
use domain::problem::{KEPT, LIFE, ProblemRef, Seen, Typed, find};
use domain::time::Micros;

fn seen(address: &str) -> Seen {
    let pairs = [
        ("quantity-hex-bolt", "7"),
        ("password", "seven quiet lanterns"),
        ("release_code", "123456"),
        ("note", "card 4111 1111 1111 1111"),
        ("po_number", ""),
    ];
    Seen {
        method: "POST".to_owned(),
        address: address.to_owned(),
        page: "/cart?q=4111111111111111&page=2".to_owned(),
        status: 422,
        title: "Cart".to_owned(),
        reasons: vec!["Sold in packs of 25.".to_owned(), "Not 4111111111111111".to_owned()],
        typed: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
    }
}

async fn kept(cx: &Cx, address: &str) -> String {
    keep(cx, &seen(address), None).await.expect("kept").expect("a reference")
}

fn contact(cx: &Cx) -> ContactId {
    cx.customer().expect("a customer").contact
}

on_every_engine! {
    async fn facts_are_kept_without_secrets(world: World) {
        let (own, agent) = (world.person("buyer").await, world.person("agent").await);
        let reference = kept(&own, "/cart").await;
        let found = view(&agent, &reference).await.expect("the facts");
        assert_eq!((found.line.address.as_str(), found.page.as_str(), found.line.status), ("/cart", "/cart?page=2", 422));
        assert_eq!((found.method.as_str(), found.line.title.as_str(), found.browser.as_str()), ("POST", "Cart", "test"));
        assert_eq!((found.line.at, found.request_id.as_str()), (world.now, own.request().id.as_str()));
        assert_eq!((found.version.as_str(), found.acting), (env!("CARGO_PKG_VERSION"), None));
        assert_eq!(found.reasons, ["Sold in packs of 25.", "…"]);
        let typed = |name: &str, value: Option<&str>| Typed { name: name.to_owned(), value: value.map(str::to_owned) };
        let want =
            [typed("quantity-hex-bolt", Some("7")), typed("password", None), typed("release_code", None), typed("note", None)];
        assert_eq!(found.typed, want);
        let secret = "select count(*) from problem where typed like '%lanterns%' or typed like '%123456%' or typed like '%4111%'
            or reasons like '%4111%' or page like '%4111%'";
        assert_eq!(world.count(secret).await, 0);
        // Reading it is an event; keeping it is none.
        assert_eq!(world.count("select count(*) from audit_event where type = 'problem.viewed'").await, 1);
        assert_eq!(world.count("select count(*) from audit_event where type like 'problem.%'").await, 1);
    }
}

on_every_engine! {
    async fn a_reference_leads_to_its_contact(world: World) {
        let (own, agent) = (world.person("buyer").await, world.person("agent").await);
        let reference = kept(&own, "/cart").await;
        let want = Some(ProblemRef { reference: reference.clone(), contact: contact(&own) });
        for typed in [reference.clone(), reference.to_lowercase().replace('-', " "), reference.replace('-', "")] {
            assert_eq!(find(&agent, &typed).await.expect("found"), want, "{typed}");
        }
        assert_eq!(find(&agent, "E-222-2222").await.expect("looked for"), None);
        assert_eq!(find(&agent, "oleg").await.expect("not looked for"), None);
        // Out of scope it does not exist.
        let sales = world.person("sales").await;
        assert_eq!(find(&sales, &reference).await.expect("looked for"), None);
        assert!(matches!(view(&sales, &reference).await, Err(Error::NotFound)));
        assert_eq!(of_contact(&sales, contact(&own)).await.expect("none"), []);
        assert_eq!(of_contact(&agent, contact(&own)).await.expect("one").len(), 1);
        // Without the permission nothing is read, and that is recorded.
        let auditor = world.person("auditor").await;
        if !auditor.may(domain::policy::Action::ViewContacts) {
            assert!(matches!(view(&auditor, &reference).await, Err(Error::Forbidden(_))));
        }
        assert!(matches!(view(&own, &reference).await, Err(Error::Forbidden(_) | Error::SignIn(_))));
    }
}

on_every_engine! {
    async fn an_account_keeps_its_newest(world: World) {
        let (own, other, agent) = (world.buyer(0).await, world.buyer(1).await, world.person("agent").await);
        let of_other = kept(&other, "/orders").await;
        let mut first = String::new();
        for n in 0..KEPT + 5 {
            // Each in a minute of its own.
            let cx = world.cx_later(&own, Micros::minutes(n));
            let reference = kept(&cx, &format!("/p/{n}")).await;
            first = if n == 0 { reference } else { first };
        }
        assert_eq!(world.count("select count(*) from problem").await, KEPT + 1);
        assert_eq!(world.count("select count(*) from problem where address in ('/p/4', '/p/5')").await, 1);
        let later = world.cx_later(&agent, Micros::minutes(KEPT + 5));
        assert_eq!(find(&later, &first).await.expect("looked for"), None);
        assert!(find(&later, &of_other).await.expect("looked for").is_some());
        let lines = of_contact(&later, contact(&own)).await.expect("the newest");
        let addresses: Vec<&str> = lines.iter().map(|line| line.address.as_str()).collect();
        assert_eq!(addresses, ["/p/54", "/p/53", "/p/52", "/p/51", "/p/50"]);
    }
}

on_every_engine! {
    async fn a_flood_is_cheap_and_ends(world: World) {
        let own = world.person("buyer").await;
        let mut references = 0;
        for _ in 0..200 {
            references += usize::from(keep(&own, &seen("/nothing"), None).await.expect("no failure").is_some());
        }
        assert_eq!(references, domain::problem::A_MINUTE as usize);
        assert!(keep(&world.anonymous(), &seen("/nothing"), None).await.expect("no failure").is_none(), "nobody's");
        assert!(keep(&world.person("agent").await, &seen("/nothing"), None).await.expect("no failure").is_none());
    }
}

on_every_engine! {
    async fn facts_end_with_time_and_with_the_person(world: World) {
        let (own, other, agent) = (world.buyer(0).await, world.buyer(1).await, world.person("agent").await);
        let (reference, of_other) = (kept(&own, "/cart").await, kept(&other, "/cart").await);
        let over = world.cx_later(&agent, LIFE);
        assert_eq!(find(&over, &reference).await.expect("looked for"), None, "also before it is swept");
        let system = |now| Cx::system(world.env.clone(), now, "test");
        assert_eq!(db::sweep(&system(world.now.plus(LIFE).plus(Micros(-1)))).await, Ok(0));
        domain::contact::erase::erase(&system(world.now), contact(&own)).await.expect("erased");
        assert_eq!(find(&agent, &reference).await.expect("looked for"), None);
        assert!(find(&agent, &of_other).await.expect("looked for").is_some());
        assert_eq!(db::sweep(&system(world.now.plus(LIFE))).await, Ok(1));
        assert_eq!(world.count("select count(*) from problem").await, 0);
    }
}

on_every_engine! {
    async fn a_session_on_behalf_is_named(world: World) {
        let (slug, _, acting) = world.acting().await;
        let agent = world.person("agent").await;
        let (_, customer, behalf) = acting.behalf().expect("acting");
        let found = view(&agent, &kept(&acting, "/checkout").await).await.expect("the facts");
        assert_eq!((found.contact, found.acting.map(|(id, _)| id)), (customer.contact, Some(behalf.id)));
        // A request that found the session over is nobody's, but for the address that it was sent to.
        let over = keep(&world.anonymous(), &seen("/cart"), Some(&slug)).await.expect("kept").expect("a reference");
        let found = view(&agent, &over).await.expect("the facts");
        assert_eq!((found.account, found.acting.map(|(id, _)| id)), (customer.account, Some(behalf.id)));
    }
}

on_every_engine! {
    async fn a_code_for_support_brings_the_newest(world: World) {
        let (own, agent) = (world.person("buyer").await, world.person("agent").await);
        let account = own.customer().expect("a customer").account;
        for n in 0..7 {
            kept(&world.cx_later(&own, Micros::seconds(n)), &format!("/p/{n}")).await;
        }
        let soon = world.cx_later(&agent, Micros::seconds(9));
        assert_eq!(with_code(&soon, account).await.expect("no code"), []);
        domain::behalf::code::make(&own).await.expect("a code");
        let lines = with_code(&soon, account).await.expect("with a code");
        assert_eq!(lines.iter().map(|line| line.address.as_str()).collect::<Vec<_>>(), ["/p/6", "/p/5", "/p/4", "/p/3", "/p/2"]);
        assert_eq!(with_code(&world.person("sales").await, account).await.expect("out of scope"), []);
        let late = world.cx_later(&agent, Micros::minutes(10));
        assert_eq!(with_code(&late, account).await.expect("too late"), []);
    }
}
