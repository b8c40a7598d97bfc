//! Who signs is decided once, whichever process asks.

use crate::world::on_every_engine;
use domain::audit::outside::Outside;
use domain::audit::signer::{LEASE, Signer};
use domain::audit::unsigned::Unsigned;
use domain::cx::Cx;
use domain::db::Db;
use domain::lease;
use domain::time::Micros;

on_every_engine! {
    async fn lease_has_one_holder(world: World) {
        let cx = |minutes| Cx::system(world.env.clone(), world.now.plus(Micros::minutes(minutes)), "test");
        let is_alone = matches!(world.env.db, Db::Sqlite { .. });
        let lasts = Micros::minutes(5);
        let take = async |minutes, who: &str| lease::take(&cx(minutes), "work", who, lasts).await.expect("asked");
        assert!(take(0, "one").await && take(1, "one").await, "its holder renews it");
        assert_eq!(lease::held(&cx(5), "work").await.expect("asked").map(|l| l.holder).as_deref(), Some("one"));
        // Of a SQLite file there is one server; what is in its way is dead.
        assert_eq!(take(2, "two").await, is_alone);
        assert!(take(7, "two").await, "what is over is free");
        lease::give_back(&cx(7), "work", "somebody").await.expect("nothing");
        assert!(lease::held(&cx(7), "work").await.expect("asked").is_some());
        lease::give_back(&cx(7), "work", "two").await.expect("given back");
        assert_eq!(lease::held(&cx(7), "work").await.expect("asked"), None);
        assert!(take(7, "one").await);
        assert_ne!(lease::holder().expect("a name"), lease::holder().expect("a name"));
    }
}

on_every_engine! {
    async fn one_process_signs_for_all(world: World) {
        if matches!(world.env.db, Db::Sqlite { .. }) {
            return;
        }
        let folder = std::env::temp_dir().join(format!("behalf-lease-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let outside = |name: &str| Outside {
            key: folder.join(format!("{name}.key")),
            checkpoints: folder.join(format!("{name}.checkpoints")),
        };
        let cx = |minutes| Cx::system(world.env.clone(), world.now.plus(Micros::minutes(minutes)), "test");
        let trouble = || world.env.part::<Unsigned>().trouble();
        let first = Signer::open(&cx(0), &outside("one")).await.expect("a first key");
        assert!(first.sign_in_turn(&cx(0)).await.expect("signed"));
        // Without the key a second process says what to copy, and from whom.
        let second = Signer::open(&cx(0), &outside("two")).await.expect("goes on");
        assert!(trouble().is_some_and(|t| t.contains("cannot sign") && t.contains("two.key") && t.contains("process ")));
        assert!(!second.sign_in_turn(&cx(0)).await.expect("does not sign") && trouble().is_some());
        // With another key it does not take turns.
        outside("two").make_key("test.example/audit").expect("another key");
        let second = Signer::open(&cx(0), &outside("two")).await.expect("goes on");
        assert!(trouble().is_some_and(|t| t.contains("not the one that signs")), "{:?}", trouble());
        assert_eq!(second.sign(&cx(0)).await.expect("does not sign"), None);
        assert_eq!(world.count("select count(*) from audit_event where type = 'key.rotated'").await, 0);
        // With the key it keeps its file up to date, and signs when the first one is gone.
        std::fs::remove_file(folder.join("two.key")).expect("removed");
        std::fs::copy(folder.join("one.key"), folder.join("two.key")).expect("copied");
        let second = Signer::open(&cx(0), &outside("two")).await.expect("goes on");
        world.person("agent").await;
        assert!(first.sign_in_turn(&cx(0)).await.expect("signed"));
        assert!(!second.sign_in_turn(&cx(1)).await.expect("it is not its turn"));
        assert_eq!(trouble(), None);
        assert_eq!(outside("two").newest().expect("read"), outside("one").newest().expect("read"));
        assert!(second.sign_in_turn(&cx(3)).await.expect("the first was silent for too long"));
        assert!(!first.sign_in_turn(&cx(3)).await.expect("the second holds it"));
        second.leave(&cx(3)).await.expect("given back");
        assert!(first.sign_in_turn(&cx(3)).await.expect("free again"));
        assert_eq!(lease::held(&cx(3), LEASE).await.expect("asked").map(|l| l.until > world.now), Some(true));
        let _ = std::fs::remove_dir_all(&folder);
    }
}
