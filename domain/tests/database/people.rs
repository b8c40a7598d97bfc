//! Contacts are found by what somebody heard on the phone, alike on both engines.

use crate::world::on_every_engine;
use domain::audit::Event;
use domain::contact::db::{ContactRow, Filter, list};
use domain::contact::rank::Why;
use domain::cx::Cx;
use domain::policy::Action;
use domain::{on, on_tx, sql};

async fn find(cx: &Cx, query: &str) -> Vec<ContactRow> {
    let filter = Filter { query: query.to_owned(), ..Filter::default() };
    list(cx, &filter, 0, 25).await.expect("contacts").rows
}

async fn names(cx: &Cx, query: &str) -> Vec<String> {
    find(cx, query).await.into_iter().map(|row| row.latin_name).collect()
}

on_every_engine! {
    async fn a_contact_is_found_by_what_was_heard(world: World) {
        let agent = world.person("agent").await;
        for (typed, name) in [
            ("oleg", "Oleg Koval"),
            ("koval", "Oleg Koval"),
            ("Oleg Koval", "Oleg Koval"),
            ("Koval, Oleg", "Oleg Koval"),
            ("Олег", "Oleg Koval"),
            ("КОВАЛЬ", "Oleg Koval"),
            ("Kowal", "Oleg Koval"),
            ("Kovall", "Oleg Koval"),
            ("Olek", "Oleg Koval"),
            ("oleg.koval northmere", "Oleg Koval"),
            ("ole kov", "Oleg Koval"),
            ("Branigan", "Aoife Brannigan"),
            ("Brannigan Aoife", "Aoife Brannigan"),
            ("Alvares", "José Álvarez Peña"),
            ("alvarez pena", "José Álvarez Peña"),
            ("Teresa Lacombe", "Thérèse Lacombe-Dufour"),
            ("lacombe dufour", "Thérèse Lacombe-Dufour"),
            ("Lacombe‑Dufour", "Thérèse Lacombe-Dufour"),
            ("O'Cuinn", "Seán Ó Cuinn"),
            ("O’Cuinn", "Seán Ó Cuinn"),
            ("ocuinn", "Seán Ó Cuinn"),
            ("ΠΑΝΑΓΙΩΤΗΣ", "Panagiotis Karras"),
            ("panagiotis", "Panagiotis Karras"),
            ("Juergen Weissenfels", "Jürgen Weißenfels"),
            ("Ueberle", "Hans-Jörg Überle"),
            ("Uberle", "Hans-Jörg Überle"),
            ("ipek yildirim", "İpek Yıldırım"),
            ("malgorzata", "Małgorzata Zając"),
            ("Gosia Zajac", "Małgorzata Zając"),
            ("陈静", "Chen Jing"),
            ("seoyeon", "Kim Seo-yeon"),
            ("samir alkhalidi", "Samir al-Khalidi"),
            ("dalo", "Niccolò D’Alò"),
            ("hovhannes", "Hovhannes Aramyan"),
            ("rusudan", "Rusudan Beridze"),
            ("yael barak", "Yael Barak"),
            ("priya", "Priya Raman"),
            // No letter pairs in common: found among those who have the other word.
            ("Pxiva Raman", "Priya Raman"),
            ("horiuchi", "Sakura Horiuchi"),
            ("wrobleski", "Tomasz Wróblewski"),
            ("van der Zijl", "Femke van der Zijl"),
            ("\u{202e}ko\u{200b}val", "Oleg Koval"),
        ] {
            let found = names(&agent, typed).await;
            assert!(found.iter().take(2).any(|found| found == name), "{typed}: {found:?}");
        }
        assert_eq!(names(&agent, "oleg").await, ["Oleg Koval"], "nobody else is meant");
    }
}

on_every_engine! {
    async fn addresses_and_phones_are_found_in_every_notation(world: World) {
        let agent = world.person("agent").await;
        let oleg = find(&agent, "oleg").await.remove(0);
        let email = &oleg.email;
        for typed in [
            email.clone(),
            email.to_uppercase(),
            format!("\"Koval, Oleg\" <{email}>"),
            format!("Oleg Koval <{email}>;"),
            format!("mailto:{email}?subject=Price"),
            format!("email:{email}"),
            "+442079460123".to_owned(),
            "(020) 7946 0123".to_owned(),
            "0044 20 7946 0123".to_owned(),
            "+44 (0)20 7946-0123".to_owned(),
            "020.7946.0123".to_owned(),
            "tel:+442079460123".to_owned(),
            "phone:0123".to_owned(),
            "79460123".to_owned(),
            "oleg 0123".to_owned(),
        ] {
            let found = find(&agent, &typed).await;
            assert_eq!(found.first().map(|row| row.id), Some(oleg.id), "{typed}");
        }
        let by_phone = find(&agent, "+442079460123").await.remove(0);
        assert_eq!(by_phone.why, [Why::Phone]);
        assert!(find(&agent, "+442079460199").await.iter().all(|row| row.id != oleg.id), "no digit is forgiven");
    }
}

on_every_engine! {
    async fn numbers_of_orders_and_companies_lead_to_people(world: World) {
        let agent = world.person("agent").await;
        let (number, po, contact): (String, String, uuid::Uuid) = on!(&world.env.db, c => sqlx::query_as(sql!("
            select number, po_number, contact_id from orders where po_number <> '' order by placed_at desc limit 1
        ")).fetch_one(c).await).expect("an order");
        let short = number.replace('-', "");
        for typed in [number.clone(), format!("#{number}"), short.to_lowercase(), number.replace('-', " "),
            number.replace('-', "–"), format!("order {number}"), format!("order:{number}")]
        {
            let found = find(&agent, &typed).await;
            assert_eq!(found.first().map(|row| row.id.0), Some(contact), "{typed}");
            assert!(found[0].why.contains(&Why::Order(number.clone())), "{typed}: {:?}", found[0].why);
        }
        for typed in [po.clone(), format!("po:{po}"), po.to_lowercase()] {
            let found = find(&agent, &typed).await;
            assert!(found.iter().any(|row| row.id.0 == contact), "{typed}");
        }
        for typed in ["C-10001", "c10001", "GB000000001", "gb 000000001", "company:C-10001"] {
            let found = find(&agent, typed).await;
            assert!(!found.is_empty() && found.iter().all(|row| row.organization_name == "Northmere Ltd"), "{typed}: {found:?}");
        }
        let bought = find(&agent, "N-10408").await;
        assert!(bought.iter().any(|row| row.organization_name == "Northmere Ltd"), "own number of an article: {bought:?}");
    }
}

on_every_engine! {
    async fn operators_narrow(world: World) {
        let agent = world.person("agent").await;
        let found = find(&agent, "company:northmere").await;
        assert!(found.len() > 3 && found.iter().all(|row| row.organization_name == "Northmere Ltd"));
        let fewer = find(&agent, "company:northmere -oleg").await;
        assert_eq!(fewer.len() + 1, found.len());
        let locked = find(&agent, "status:locked").await;
        assert!(!locked.is_empty() && locked.iter().all(|row| row.locked > 0));
        assert!(find(&agent, "company:northmere status:none").await.iter().all(|row| row.accounts == 0));
        let admins = find(&agent, "role:admin").await;
        assert!(!admins.is_empty() && admins.len() < find(&agent, "role:buyer").await.len());
        assert!(find(&agent, "store:eu oleg").await.len() == 1 && find(&agent, "store:nowhere oleg").await.is_empty());
    }
}

on_every_engine! {
    async fn whatever_is_typed_has_a_normal_answer(world: World) {
        let agent = world.person("agent").await;
        let long = "koval ".repeat(2_000);
        for typed in ["%", "_", "*", "\"", "'", "koval'; drop table contact --", "AND", "NEAR(a b)", "a*", "^", "😀", "\u{0}\u{7}",
            "( ) +", "-", "company:", "@", "#", "…", long.as_str()]
        {
            let found = find(&agent, typed).await;
            assert!(found.len() <= 25, "{typed}");
        }
        assert!(find(&agent, "%").await.is_empty() && find(&agent, "😀").await.is_empty(), "wildcards are literal");
    }
}

on_every_engine! {
    async fn companies_of_others_do_not_exist_in_the_search(world: World) {
        let sales = world.person("sales").await;
        for typed in ["anna berg", "+49", "C-10007", "berg", "anna.berg@"] {
            let found = find(&sales, typed).await;
            let assigned = find(&sales, "").await;
            assert!(found.iter().all(|row| assigned.iter().any(|own| own.organization_id == row.organization_id)), "{typed}");
        }
    }
}

on_every_engine! {
    async fn erased_people_leave_no_words(world: World) {
        let agent = world.person("agent").await;
        let words: i64 = on!(&world.env.db, c => sqlx::query_scalar(sql!("
            select count(*) from contact_word where word like 'brannigan%'
        ")).fetch_one(c).await).expect("words");
        assert!(words > 0);
        let aoife = find(&agent, "brannigan").await.remove(0);
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query(sql!("
            update contact set name = 'Erased', latin_name = 'Erased', email = '', phone = '', last_event = $2 where id = $1
        ")).bind(aoife.id).bind(&event).execute(c).await.map(|_| ())).expect("erased");
        domain::contact::entry::refresh(tx.db(), aoife.id).await.expect("an entry");
        tx.commit(Event::new("test.written")).await.expect("commit");
        for sql in [
            sql!("select count(*) from contact_word where word like '%brannigan%'"),
            sql!("select count(*) from contact_near where word like '%brannigan%'"),
            sql!("select count(*) from contact_entry where words like '%brannigan%'"),
        ] {
            let left: i64 = on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("words");
            assert_eq!(left, 0, "{sql}");
        }
        assert!(find(&agent, "brannigan").await.is_empty());
    }
}

on_every_engine! {
    async fn entries_made_again_find_the_same(world: World) {
        let agent = world.person("agent").await;
        let count = async || -> (i64, i64) {
            on!(&world.env.db, c => sqlx::query_as(sql!("
                select (select count(*) from contact_word), (select count(*) from contact_near)
            ")).fetch_one(c).await).expect("words")
        };
        let before = count().await;
        domain::entry::make_all(&world.env.db).await.expect("entries");
        assert_eq!(count().await, before);
        assert_eq!(names(&agent, "kowal").await.first().map(String::as_str), Some("Oleg Koval"));
    }
}
