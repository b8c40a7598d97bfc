//! Mail: written with its event, had by one process at a time, tried again, and gone when its person is erased.

use crate::world::{World, on_every_engine};
use domain::cart::db::add;
use domain::cx::Cx;
use domain::env::Env;
use domain::id::ContactId;
use domain::on;
use domain::outbox::{self, Letter, Mail, Message, Place, Post, Text};
use domain::time::Micros;
use std::sync::Arc;

const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";

async fn waiting(world: &World) -> i64 {
    world.count("select count(*) from outbox where sent_at is null").await
}

/// A text whose subject tries to add a header.
fn two_lines(_: &str, _: &Mail<'_>) -> Text {
    Text { subject: "S\nBcc: x".to_owned(), body: "T".to_owned() }
}

/// Ends the session of `acting`; gives the mail that this wrote.
async fn end(world: &World, acting: &Cx) -> Option<Letter> {
    domain::behalf::ending::end(acting, "").await.expect("ended");
    outbox::take(&world.env, world.now).await.expect("outbox")
}

on_every_engine! {
    async fn session_with_changes_sends_mail(world: World) {
        assert_eq!(waiting(&world).await, 0, "the demo's past is told");
        let (_, _, acting) = world.acting().await;
        assert!(end(&world, &acting).await.is_none(), "nothing was changed");
        let (_, _, acting) = world.acting().await;
        add(&acting, SLUG, "1000").await.expect("added");
        let mail = end(&world, &acting).await.expect("a mail");
        assert_eq!(mail.recipient, "oleg@northmere.example");
        for word in ["Some(\"Ana Silva\")", "role: Agent", "Help with an order", "SUP-812", "cart.item_added", "/account/support-access"] {
            assert!(mail.body.contains(word), "{word} in {}", mail.body);
        }
    }
}

on_every_engine! {
    async fn mail_hides_name_when_asked(world: World) {
        let (_, _, acting) = world.acting().await;
        add(&acting, SLUG, "1000").await.expect("added");
        let cx = Cx::system(world.env.clone(), world.now, "test");
        let mut tx = cx.begin(domain::policy::Action::RunJob).await.expect("door");
        let event = tx.event().to_owned();
        domain::on_tx!(tx, c => sqlx::query("update organization set support_names = $2, last_event = $1 where number = (select o.number from organization o join contact k on k.organization_id = o.id join account a on a.contact_id = k.id where a.email = 'oleg@northmere.example')")
            .bind(&event).bind(false).execute(c).await.map(|_| ())).expect("changed");
        tx.commit(domain::audit::Event::new("organization.changed")).await.expect("committed");
        let mail = end(&world, &acting).await.expect("a mail");
        assert!(!mail.body.contains("Ana") && !mail.subject.contains("Ana") && mail.body.contains("role: Agent"), "{}", mail.body);
    }
}

on_every_engine! {
    async fn every_end_of_session_sends_mail(world: World) {
        let (_, _, acting) = world.acting().await;
        add(&acting, SLUG, "1000").await.expect("added");
        world.now = world.now.plus(Micros::minutes(16));
        let cx = Cx::system(world.env.clone(), world.now, "sweep");
        assert_eq!(domain::behalf::over::sweep(&cx).await.expect("swept"), 1);
        assert_eq!(waiting(&world).await, 1);
    }
}

on_every_engine! {
    async fn failed_mail_is_retried_by_one_process(world: World) {
        let (_, _, acting) = world.acting().await;
        add(&acting, SLUG, "1000").await.expect("added");
        domain::behalf::ending::end(&acting, "").await.expect("ended");
        let takers: Vec<_> = (0..8)
            .map(|_| {
                let (env, now) = (world.env.clone(), world.now);
                tokio::spawn(async move { outbox::take(&env, now).await.expect("outbox") })
            })
            .collect();
        let mut taken = Vec::new();
        for taker in takers {
            taken.extend(taker.await.expect("no panic"));
        }
        assert_eq!(taken.len(), 1, "{taken:?}");
        let first = taken.remove(0);
        outbox::failed(&world.env, first.id, "nobody answers").await.expect("noted");
        assert!(outbox::take(&world.env, world.now.plus(Micros::seconds(59))).await.expect("outbox").is_none());
        let again = outbox::take(&world.env, world.now.plus(Micros::minutes(1))).await.expect("outbox").expect("due");
        assert_eq!((again.id, &again.body), (first.id, &first.body));
        outbox::delivered(&world.env, world.now, again.id).await.expect("noted");
        assert!(outbox::take(&world.env, world.now.plus(Micros::minutes(900))).await.expect("outbox").is_none());
        assert_eq!(world.count("select count(*) from outbox where body <> ''").await, 0, "a text stays");
    }
}

on_every_engine! {
    async fn erasing_person_removes_mails(world: World) {
        let (_, _, acting) = world.acting().await;
        add(&acting, SLUG, "1000").await.expect("added");
        domain::behalf::ending::end(&acting, "").await.expect("ended");
        let contact: ContactId = acting.customer().expect("a customer").contact;
        let cx = Cx::system(world.env.clone(), world.now, "test");
        domain::contact::erase::erase(&cx, contact).await.expect("erased");
        let left: i64 = on!(&world.env.db, c => sqlx::query_scalar("select count(*) from outbox where contact_id = $1").bind(contact).fetch_one(c).await).expect("count");
        assert_eq!(left, 0);
        assert!(outbox::take(&world.env, world.now).await.expect("outbox").is_none());
    }
}

on_every_engine! {
    async fn mail_leaves_only_with_event(world: World) {
        world.env = Arc::new(Env::new(world.env.db.clone(), &world.env.log).with(Post::at("", "", two_lines)));
        let cx = Cx::system(world.env.clone(), world.now, "test");
        let message = Message::PasswordChanged { place: Place::Portal, at: world.now };
        let mail = Mail { to: "a@b.example", name: "A", contact: None, link: "", message: &message };
        let mut tx = cx.begin(domain::policy::Action::RunJob).await.expect("door");
        let event = tx.event().to_owned();
        outbox::put(&mut tx, &event, &mail).await.expect("put");
        drop(tx);
        assert_eq!(waiting(&world).await, 0);
        let mut tx = cx.begin(domain::policy::Action::RunJob).await.expect("door");
        let event = tx.event().to_owned();
        outbox::put(&mut tx, &event, &mail).await.expect("put");
        tx.commit(domain::audit::Event::new("demo.told")).await.expect("committed");
        let letter = outbox::take(&world.env, world.now).await.expect("outbox").expect("a mail");
        assert_eq!(letter.subject, "SBcc: x");
    }
}
