//! Keys and checkpoints outside the database, restore, retention, and erasure.

use crate::world::{World, on_every_engine};
use domain::audit::compare::{Trust, compare};
use domain::audit::outside::Outside;
use domain::audit::signer::Signer;
use domain::audit::unsigned::Unsigned;
use domain::audit::upkeep::{Pruned, loss, prune, resume};
use domain::audit::{checkpoint, export, proof};
use domain::cx::Cx;
use domain::error::Error;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let path = std::env::temp_dir().join(format!(
        "behalf-upkeep-{}-{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    ));
    let _ = std::fs::remove_dir_all(&path);
    path
}

fn outside() -> Outside {
    let folder = folder();
    Outside { key: folder.join("log.key"), checkpoints: folder.join("log.checkpoints") }
}

fn system(world: &World) -> Cx {
    Cx::system(world.env.clone(), world.now, "test")
}

/// Keys and notes of the files.
fn trust(outside: &Outside) -> Trust {
    let key = outside.key().expect("readable").expect("a key");
    Trust { keys: vec![key.public()], notes: outside.notes().expect("readable") }
}

on_every_engine! {
    async fn what_is_signed_stays_signed(world: World) {
        let (cx, outside) = (system(&world), outside());
        let signer = Signer::open(&cx, &outside).await.expect("a first key");
        let first = signer.sign(&cx).await.expect("signed").expect("there are events");
        assert_eq!(i64::try_from(first.checkpoint.size), Ok(checkpoint::events(&cx).await.expect("events")));
        assert_eq!(signer.sign(&cx).await.expect("nothing new"), None);
        world.person("agent").await;
        let second = signer.sign(&cx).await.expect("signed").expect("one more");
        assert!(second.checkpoint.size > first.checkpoint.size);
        let report = compare(&cx, &trust(&outside)).await.expect("comparison");
        assert_eq!((report.findings, report.signed), (vec![], second.checkpoint.size));
        // Another key takes over; the old checkpoints still count.
        std::fs::remove_file(&outside.key).expect("removed");
        let mut unsigned = Signer::open(&cx, &outside).await.expect("goes on");
        assert_eq!(unsigned.sign(&cx).await.expect("does not sign"), None);
        assert!(cx.env().part::<Unsigned>().trouble().is_some_and(|t| t.contains("missing")));
        outside.make_key("test.example/audit").expect("a new key");
        unsigned = Signer::open(&cx, &outside).await.expect("rotated");
        unsigned.sign(&cx).await.expect("signed").expect("the rotation");
        assert_eq!(cx.env().part::<Unsigned>().trouble(), None);
        assert_eq!(compare(&cx, &trust(&outside)).await.expect("comparison").findings, Vec::<String>::new());
        // A key or a file of another log.
        let other = Outside { key: outside.key.with_extension("other"), ..outside.clone() };
        other.make_key("other.example/audit").expect("a key");
        assert!(matches!(Signer::open(&cx, &other).await.map(|_| ()), Err(Error::Start(_))));
    }
}

on_every_engine! {
    async fn export_and_proof_verify(world: World) {
        let (cx, outside, out) = (system(&world), outside(), folder());
        let signer = Signer::open(&cx, &outside).await.expect("a key");
        let signed = signer.sign(&cx).await.expect("signed").expect("there are events");
        world.person("agent").await;
        let events = export::export(&cx, &signed, &out).await.expect("exported");
        let report = export::verify(&out, &outside.notes().expect("notes"), &[]).expect("files");
        assert_eq!((report.findings, report.signed), (vec![], signed.checkpoint.size));
        assert!(report.events > report.signed && i64::try_from(report.events) == Ok(events));
        for event in ["0", "17", &(signed.checkpoint.size - 1).to_string()] {
            let proof = proof::prove(&cx, event).await.expect("proven");
            let key = domain::audit::note::PublicKey::parse(&proof.vkey).expect("key");
            assert_eq!(proof::check(&proof.event, &proof.text, &key).map(|n| n.to_string()), Ok(event.to_owned()));
            assert!(proof::check(&proof.event.replace("\"v\":1", "\"v\":2"), &proof.text, &key).is_err());
            assert!(proof::check(&proof.event, &proof.text.replace("index ", "index 1"), &key).is_err());
        }
        assert!(proof::prove(&cx, &signed.checkpoint.size.to_string()).await.is_err(), "not signed yet");
        assert!(matches!(proof::prove(&cx, "no such event").await, Err(Error::NotFound)));
    }
}

on_every_engine! {
    async fn lost_events_must_be_recorded(world: World) {
        let (cx, outside) = (system(&world), outside());
        let signer = Signer::open(&cx, &outside).await.expect("a key");
        let before = signer.sign(&cx).await.expect("signed").expect("there are events");
        assert!(loss(&cx, &outside).await.is_err(), "nothing is lost");
        // A later history that this database, as if it were a backup, does not have.
        let key = outside.key().expect("readable").expect("a key");
        let lost = domain::audit::note::Checkpoint { size: before.checkpoint.size + 40, root: [7; 32], ..before.checkpoint.clone() };
        outside.append(&key.sign(&lost)).expect("kept");
        let refused = Signer::open(&cx, &outside).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Start(ref why)) if why.contains("restored from a backup")), "{refused:?}");
        assert!(signer.sign(&cx).await.is_err(), "nor is anything signed");
        let lost_now = loss(&cx, &outside).await.expect("a loss");
        assert_eq!((lost_now.least, lost_now.most), (40, 40));
        // What is written past the refusal does not make the loss smaller than it can be.
        world.person("agent").await;
        let lost_later = loss(&cx, &outside).await.expect("a loss");
        assert!(lost_later.least < 40 && lost_later.most == 40, "{lost_later:?}");
        resume(&cx, &outside, &lost_now).await.expect("the log names it");
        let signer = Signer::open(&cx, &outside).await.expect("goes on");
        signer.sign(&cx).await.expect("signed").expect("the event that names the loss");
        assert_eq!(world.count("select count(*) from audit_event where type = 'log.resumed'").await, 1);
        assert_eq!(compare(&cx, &trust(&outside)).await.expect("comparison").findings, Vec::<String>::new());
        let mut older = trust(&outside);
        older.notes.push(key.sign(&lost));
        assert!(!compare(&cx, &older).await.expect("comparison").findings.is_empty(), "the lost history is not forgotten");
    }
}

on_every_engine! {
    async fn pruned_log_still_verifies(world: World) {
        let (cx, outside, out) = (system(&world), outside(), folder());
        let signer = Signer::open(&cx, &outside).await.expect("a key");
        let first = signer.sign(&cx).await.expect("signed").expect("there are events");
        assert!(matches!(prune(&cx, 300, &trust(&outside)).await, Err(Error::Start(_))), "never under twelve months");
        let Pruned::Upto(size) = prune(&cx, 400, &trust(&outside)).await.expect("pruned") else { panic!("nothing was let go") };
        assert!(size > 3 && u64::try_from(size).is_ok_and(|s| s < first.checkpoint.size), "{size}");
        assert_eq!(prune(&cx, 400, &trust(&outside)).await, Ok(Pruned::Nothing));
        let count = "select count(*) from audit_event where body = '{}'";
        assert_eq!(world.count(count).await, size);
        assert_eq!(world.count("select count(*) from audit_image i join audit_event e on e.id = i.event_id where e.body = '{}'").await, 0);
        let signed = signer.sign(&cx).await.expect("signed").expect("the pruning");
        let report = compare(&cx, &trust(&outside)).await.expect("comparison");
        assert_eq!((report.findings, i64::try_from(report.pruned)), (vec![], Ok(size)));
        export::export(&cx, &signed, &out).await.expect("exported");
        let report = export::verify(&out, &outside.notes().expect("notes"), &[]).expect("files");
        assert_eq!((report.findings, i64::try_from(report.pruned)), (vec![], Ok(size)));
        assert!(proof::prove(&cx, &size.to_string()).await.is_ok(), "kept");
        assert!(proof::prove(&cx, "1").await.is_err(), "let go");
    }
}

on_every_engine! {
    async fn erasing_keeps_chain_whole(world: World) {
        let (cx, outside) = (system(&world), outside());
        let (_, _, acting) = world.acting().await;
        domain::behalf::ending::end(&acting, "").await.expect("end");
        let signer = Signer::open(&cx, &outside).await.expect("a key");
        signer.sign(&cx).await.expect("signed");
        let contact = acting.behalf().expect("acting").1.contact;
        assert!(domain::contact::erase::erase(&cx, contact).await.expect("erased") > 3);
        assert_eq!(world.count("select count(*) from contact where latin_name = 'Oleg Koval' or email like 'oleg@northmere%'").await, 0);
        assert_eq!(world.count("select count(*) from account where email like 'oleg@northmere%'").await, 0);
        assert_eq!(world.count("select count(*) from audit_image where kind in ('contact', 'account') and image like '%oleg@northmere%'").await, 0);
        let left: i64 = domain::on!(&world.env.db, c => sqlx::query_scalar("select count(*) from audit_pii where value is not null and event_id in (select id from audit_event where subject_id = $1)")
            .bind(contact.to_string()).fetch_one(c).await).expect("count");
        assert_eq!(left, 0, "nothing personal of what was done for them");
        assert_eq!(world.count("select count(*) from audit_event where type = 'pii.erased'").await, 1);
        assert!(world.count("select count(*) from orders where recipient <> ''").await > 0, "the books stay");
        let login = crate::world::login("buyer");
        let refused = domain::session::sign_in(&world.anonymous(), domain::error::Realm::Shop, login.login, login.password).await;
        assert!(refused.is_err());
        assert_eq!(compare(&cx, &trust(&outside)).await.expect("comparison").findings, Vec::<String>::new());
        assert!(matches!(domain::contact::erase::erase(&cx, domain::id::ContactId::fresh()).await, Err(Error::NotFound)));
    }
}
