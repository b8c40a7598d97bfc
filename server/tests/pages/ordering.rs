//! Ordering a part of a cart, mending it, days, cost centres, numbers of the company and files: what was typed is kept, for
//! customers and on behalf alike.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;
use crate::people::{Acting, add, customer, number_of};

const RULES: &str = "/account/company/ordering";
const PDF: &[u8] = b"%PDF-1.7 a drawing";

/// Puts the least of two products into the cart; gives their address parts and the least of the first.
async fn two(browser: &Browser, base: &str) -> (String, String, i64) {
    let page = browser.open(&format!("{base}/search?q=M8")).await;
    let begins = format!("{base}/p/");
    let cards = page.all("li.product-card").into_iter().filter(|card| card.words().contains("in stock"));
    let links = cards.filter_map(|card| card.select("a[href]").first().and_then(|link| link.attr("href")));
    let found: Vec<String> = links.filter_map(|link| Some(link.strip_prefix(&begins)?.to_owned())).take(2).collect();
    let [one, other] = found.as_slice() else { panic!("{found:?}") };
    let least = add(browser, base, one).await;
    add(browser, base, other).await;
    (one.clone(), other.clone(), least)
}

/// Takes everything out of the cart.
async fn emptied(browser: &Browser, base: &str) {
    loop {
        let page = browser.open(&format!("{base}/cart")).await;
        let Some(form) = page.all("form.line-remove").first().and_then(|form| form.attr("action")).map(str::to_owned)
        else {
            return;
        };
        browser.submit(&page.form_to(&form)).await.is(303);
    }
}

#[tokio::test]
async fn a_part_of_the_cart_is_ordered() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    for (browser, base) in [(app.sign_in("buyer").await, String::new()), (acting.browser, acting.base)] {
        emptied(&browser, &base).await;
        let (one, other, _) = two(&browser, &base).await;
        let cart = format!("{base}/cart");
        let form = browser.open(&cart).await.form("form#lines");
        assert_eq!(form.value(&format!("selected-{one}")), "1", "ticked at first");
        browser.submit(&form.clear(&format!("selected-{one}"))).await.is(303);
        let page = browser.open(&cart).await;
        assert!(page.text("aside.summary").contains("1 of 2 lines are selected"), "{}", page.text("aside.summary"));
        let checkout = browser.open(&format!("{base}/checkout")).await;
        assert_eq!(checkout.all("#summary .mini-lines li").len(), 1);
        assert!(checkout.text("#summary").contains("1 line is not selected"));
        let placed = browser.submit(&checkout.form("form#checkout").set("po_number", "PART-1")).await.is(303);
        let page = browser.open(&cart).await;
        assert!(
            page.has(&format!("input[name=\"selected-{one}\"]"))
                && !page.has(&format!("input[name=\"selected-{other}\"]"))
        );
        assert!(page.text("aside.summary").contains("No line is selected"));
        // Nothing ticked is no order: the cart says so.
        let away = browser.get(&format!("{base}/checkout")).await.is(303);
        assert!(browser.follow(away).await.text(".notice[data-tone=warning]").contains("No line is selected"));
        let again = browser.get(&placed.location).await.is(200);
        assert!(again.has(".receipt"));
        browser.submit(&page.form("form#lines").press("select", "all")).await.is(303);
        browser.open(&format!("{base}/checkout")).await;
        emptied(&browser, &base).await;
    }
    app.check_log().await;
}

#[tokio::test]
async fn wrong_lines_come_first_and_are_mended() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    emptied(&own, "").await;
    let (one, other, least) = two(&own, "").await;
    let most = (999_999 / least * least).to_string();
    let (line, second) = (format!("quantity-{other}"), format!("quantity-{one}"));
    let form = own.open("/cart").await.form("form#lines");
    own.submit(&form.set(&line, &(999_999 / 1_000 * 1_000).to_string())).await.is(303);
    let page = own.open("/cart").await;
    assert!(page.text(".notice[data-tone=warning]").contains("1 line cannot be ordered"));
    assert!(
        page.all("li.line > .line-what > a")[0].attr("href") == Some(format!("/p/{other}").as_str()),
        "the wrong line is the first"
    );
    // What is typed into another line while one is mended is saved, too.
    let twice = (least * 2).to_string();
    let form = page.form("form#lines").set(&second, &twice).press("mend", &format!("stock:{other}"));
    let mended = own.follow(own.submit(&form).await.is(303)).await;
    assert!(mended.text(".notice[data-tone=success]").contains("1 line was mended"));
    assert!(!mended.has(".notice[data-tone=warning]"));
    assert_eq!(mended.form("form#lines").value(&second), twice);
    assert_ne!(mended.form("form#lines").value(&line), most);
    let back = own.follow(own.submit(&mended.form_to("/cart/undo")).await.is(303)).await;
    assert_eq!(back.form("form#lines").value(&line), "999000");
    let all = own.follow(own.submit(&back.form("form#lines").press("mend", "all")).await.is(303)).await;
    assert!(!all.has(".notice[data-tone=warning]"));
    // A page from before gets the present state, with what was typed.
    let stale = back.form("form#lines").set(&format!("day-{one}"), "31.12.2099").press("mend", "all");
    let stale = own.submit(&stale).await;
    assert_eq!(stale.status, 422, "a day that is too far away is said first");
    let stale =
        own.submit(&back.form("form#lines").set(&format!("note-{one}"), "In blue").press("mend", "all")).await.is(409);
    assert_eq!(stale.form("form#lines").value(&format!("note-{one}")).trim(), "In blue");
    app.check_log().await;
}

#[tokio::test]
async fn stale_ticks_and_days_are_kept() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let (browser, base) = (&acting.browser, acting.base.as_str());
    emptied(browser, base).await;
    let (one, other, _) = two(browser, base).await;
    let tab = acting.open("/cart").await;
    add(browser, base, &other).await;
    let form = tab.form("form#lines").clear(&format!("selected-{one}")).set(&format!("day-{one}"), "2099-01-01");
    let wrong = browser.submit(&form).await.is(422);
    assert!(wrong.error_of(&format!("day-{one}")).contains("too far ahead"));
    let day = wrong.text(&format!("[id=\"day-{one}-hint\"]"));
    assert!(day.contains("From"), "{day}");
    let soon = soon();
    let form = tab.form("form#lines").clear(&format!("selected-{one}")).set(&format!("day-{one}"), &soon);
    let stale = browser.submit(&form).await.is(409);
    let kept = stale.form("form#lines");
    assert_eq!((kept.value(&format!("selected-{one}")), kept.value(&format!("day-{one}"))), ("", soon.as_str()));
    browser.submit(&kept).await.is(303);
    let now = acting.open("/cart").await.form("form#lines");
    assert_eq!((now.value(&format!("selected-{one}")), now.value(&format!("day-{one}"))), ("", soon.as_str()));
    // The checkout of before keeps what was typed as well.
    let open =
        acting.open("/checkout").await.form("form#checkout").set("requested_on", &soon).set("note", "Ring twice");
    add(browser, base, &other).await;
    let stale = browser.submit(&open).await.is(409).form("form#checkout");
    assert_eq!((stale.value("requested_on"), stale.value("note").trim()), (soon.as_str(), "Ring twice"));
    app.check_log().await;
}

/// A day in two weeks.
fn soon() -> String {
    domain::day::Day::of(crate::app::now()).plus(14).iso()
}

#[tokio::test]
async fn files_are_attached_and_only_saved() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let (browser, base) = (&acting.browser, acting.base.as_str());
    emptied(browser, base).await;
    two(browser, base).await;
    let open = acting.open("/checkout").await;
    let attach = acting.at("/checkout/attach");
    let typed = open.form("form#checkout");
    let fields = |note: &'static str| {
        let names = ["context", "key", "shown", "cart_version", "address", "shipping", "payment"];
        let mut all: Vec<(String, String)> = names.map(|name| (name.to_owned(), typed.value(name).to_owned())).to_vec();
        all.push(("note".to_owned(), note.to_owned()));
        all
    };
    let send = async |name: &'static str, bytes: &'static [u8]| {
        let all = fields("Ring <twice>");
        let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        browser.upload(&attach, &all, name, bytes).await
    };
    for (name, bytes, want) in [
        ("plan.exe", b"MZ".as_slice(), "none of the kinds"),
        ("plan.pdf", b"<script>".as_slice(), "holds something else"),
        ("plan.pdf", b"".as_slice(), "is empty"),
    ] {
        let page = send(name, bytes).await.is(422);
        assert!(page.text("#file-err").contains(want), "{want}: {}", page.text("#file-err"));
        assert_eq!(page.form("form#checkout").value("note").trim(), "Ring <twice>");
    }
    let nothing = browser.post(&attach, &[("note", "Ring")]).await.is(422);
    assert!(!nothing.text("#file-err").is_empty(), "no file was chosen");
    send("plan.pdf", PDF).await.is(200);
    let page = send("plan.pdf", PDF).await.is(200);
    assert_eq!(page.texts("#files .item a"), ["plan.pdf", "plan (2).pdf"]);
    assert_eq!(page.form("form#checkout").value("note").trim(), "Ring <twice>", "what was typed is there");
    let second = page.all("#files button[name=detach]")[1].attr("value").expect("an id").to_owned();
    let page = browser.submit(&page.form("form#checkout").press("detach", &second)).await.is(200);
    assert_eq!(page.texts("#files .item a"), ["plan.pdf"]);
    assert_eq!(page.form("form#checkout").value("note").trim(), "Ring <twice>");
    // A file that was chosen and not attached is not forgotten silently.
    let chosen = page.form("form#checkout").set("po_number", "FILE-1").set("file", "C:\\fakepath\\second.pdf");
    let asked = browser.submit(&chosen).await.is(422);
    assert!(asked.text("#file-err").contains("second.pdf was chosen"), "{}", asked.text("#file-err"));
    let placed = browser.submit(&asked.form("form#checkout")).await.is(303);
    let order = browser.open(&placed.location).await;
    let way = order.link("plan.pdf");
    assert!(way.starts_with(base), "{way}");
    let saved = browser.get(&way).await.is(200);
    assert!(saved.header("content-disposition").starts_with("attachment; filename=\"plan.pdf\""));
    assert_eq!((saved.header("x-content-type-options"), saved.header("content-type")), ("nosniff", "application/pdf"));
    let number = number_of(&placed);
    let own = app.sign_in("buyer").await;
    let way = own.open(&format!("/orders/{number}")).await.link("plan.pdf");
    own.get(&way).await.is(200);
    let staff = app.sign_in("supervisor").await;
    let way_of_staff = staff.open(&format!("/portal/orders/{number}")).await.link("plan.pdf");
    staff.get(&way_of_staff).await.is(200);
    app.browser().get(&way).await;
    let stranger = app.browser();
    stranger.sign_in(&customer("olga")).await;
    stranger.get(&way).await.is(404);
    app.check_log().await;
}

#[tokio::test]
async fn company_rules_hold_at_checkout() {
    let app = TestApp::new().await;
    let (emma, own) = (app.browser(), app.sign_in("buyer").await);
    emma.sign_in(&customer("emma")).await;
    let rules = |page: &Page| page.form("#h-rules ~ .card-body form");
    let page = emma.open(RULES).await;
    assert!(page.says("There are no cost centres yet"));
    let empty = rules(&page).set("cost_centre", "required");
    assert!(emma.submit(&empty).await.is(422).error_of("cost_centre").contains("there has to be one"));
    let add = async |code: &str, name: &str| {
        let form = emma.open(RULES).await.form("form.card-body");
        emma.submit(&form.set("code", code).set("name", name)).await
    };
    add("4711", "Marketing <A>").await.is(303);
    let taken = add("4711", "Again").await.is(422);
    assert_eq!(taken.form("form.card-body").value("name"), "Again", "what was typed is there");
    let wrong = rules(&emma.open(RULES).await).set("po_pattern", "N*M");
    let wrong = emma.submit(&wrong).await.is(422);
    assert_eq!(rules(&wrong).value("po_pattern"), "N*M");
    let rule = rules(&wrong).set("po_number", "required").set("po_pattern", "NM-####").set("cost_centre", "required");
    emma.submit(&rule).await.is(303);
    emptied(&own, "").await;
    two(&own, "").await;
    let checkout = own.open("/checkout").await;
    assert!(checkout.text("#po_number-hint").contains("NM-1234"));
    let typed =
        checkout.form("form#checkout").set("po_number", "7").set("requested_on", "1.1.2020").set("note", "Ring");
    let wrong = own.submit(&typed).await.is(422);
    assert!(wrong.error_of("po_number").contains("NM-1234"));
    assert!(wrong.error_of("cost_centre").len() > 3);
    assert!(wrong.error_of("requested_on").contains("The first possible day is"));
    let kept = wrong.form("form#checkout");
    assert_eq!((kept.value("requested_on"), kept.value("note").trim()), ("1.1.2020", "Ring"));
    let centre = wrong.all("select[name=cost_centre] option")[1].attr("value").expect("an id").to_owned();
    let right = kept.set("po_number", "NM-2041").set("requested_on", &soon()).set("cost_centre", &centre);
    let placed = own.submit(&right).await.is(303);
    let order = own.open(&placed.location).await;
    assert!(order.says("4711 Marketing <A>"), "the order names it");
    let number = number_of(&placed);
    let staff = app.sign_in("supervisor").await;
    let page = staff.open(&format!("/portal/orders/{number}")).await;
    assert!(page.says("4711 Marketing <A>"));
    let company = staff.open(&page.link_to("/portal/organizations/")).await;
    assert!(company.says("NM-####") && company.says("1 cost centre"));
    // The last one stays while the rule needs it; without the rule it goes, and comes back.
    let page = emma.open(RULES).await;
    let remove = page.all("form input[name=what][value=remove]").len();
    assert_eq!(remove, 1);
    let id = page.attr("form input[name=id]", "value");
    let fields = [("what", "remove"), ("id", id.as_str()), ("code", "4711")];
    assert!(emma.post(RULES, &fields).await.is(422).says("there has to be one"));
    let rule = rules(&emma.open(RULES).await).set("cost_centre", "optional");
    emma.submit(&rule).await.is(303);
    let gone = emma.follow(emma.post(RULES, &fields).await.is(303)).await;
    assert!(gone.says("Cost centre 4711 was removed"));
    emma.post(RULES, &[("what", "restore"), ("id", id.as_str())]).await.is(303);
    // Others read it.
    let read = own.open(RULES).await;
    assert!(read.says("4711") && !read.has("form.card-body"));
    own.post(RULES, &fields).await.is(403);
    app.check_log().await;
}
