//! Taking in data by file in the portal: sent, looked at, taken in, with columns that somebody chooses.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;

const PATH: &str = "/portal/import";
const FILE: &str =
    "SKU,Name,Price,Currency,Stock\nI-1,Nut M10,1.00,GBP,5\nI-2,Nut M12,2.00,GBP,7\nI-3,Nut M14,abc,GBP,1\n";

/// Sends a file, lets it be checked, and opens its page.
async fn sent(app: &TestApp, admin: &Browser, fields: &[(&str, &str)], file: &str) -> (String, Page) {
    let sent = admin.upload(PATH, fields, "data.csv", file.as_bytes()).await.is(303);
    app.work_on_imports().await;
    (sent.location.clone(), admin.open(&sent.location).await)
}

fn states(page: &Page) -> Vec<String> {
    page.all("[data-state]").iter().filter_map(|row| row.attr("data-state")).map(str::to_owned).collect()
}

/// Presses the button of a page that takes a step.
async fn step(admin: &Browser, page: &Page, address: &str, step: &str) -> Page {
    assert!(page.has(&format!("form[action=\"{address}\"] button[value=\"{step}\"]")), "{step}: {}", page.words());
    let context = page.value("context");
    admin.post(address, &[("context", &context), ("do", step)]).await
}

#[tokio::test]
async fn a_file_is_checked_and_then_imported() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let list = admin.open(&format!("{PATH}?kind=products")).await;
    assert!(list.says("No file of this kind") && list.has("form[enctype=\"multipart/form-data\"] input#file"));
    assert_eq!(list.form("form[enctype]").value("kind"), "products");
    assert_eq!(list.all(".card-list a[href^=\"/portal/import/sample/\"]").len(), 8, "each kind has a sample");
    let sample = admin.get(&format!("{PATH}/sample/products.csv")).await.is(200);
    assert!(sample.header("content-disposition").contains("products.csv"));
    admin.get(&format!("{PATH}/sample/nonsense.csv")).await.is(404);

    let sent = admin.upload(PATH, &[("kind", "products")], "data.csv", FILE.as_bytes()).await.is(303);
    let here = sent.location;
    let waits = admin.open(&here).await;
    assert!(waits.has("progress") && waits.says("The file is being checked"), "{}", waits.words());
    assert_eq!(waits.header("refresh"), "2", "the page renews itself without script");
    app.work_on_imports().await;
    let preview = admin.open(&here).await;
    assert_eq!(preview.header("refresh"), "");
    assert!(preview.says("Nothing was written yet") && preview.says("One of them cannot be imported"));
    assert_eq!(states(&preview), ["new", "new", "refused"]);
    assert_eq!(preview.texts(".stats dd"), ["2", "0", "0", "1"]);
    let refused = admin.open(&format!("{here}?state=refused")).await;
    assert_eq!(states(&refused), ["refused"]);
    assert!(refused.says("Price: is not a number: abc"), "{}", refused.words());
    assert!(!admin.open("/search?q=I-1").await.has("a[href=\"/p/nut-m10\"]"), "nothing before the yes");

    step(&admin, &preview, &here, "start").await.is(303);
    let running = admin.open(&here).await;
    assert!(running.says("The file is being imported") && running.has("button[value=stop]"));
    let stopped = admin.follow(step(&admin, &running, &here, "stop").await).await;
    assert!(stopped.says("The import was stopped"), "{}", stopped.words());
    step(&admin, &stopped, &here, "resume").await.is(303);
    let late = admin.follow(step(&admin, &preview, &here, "start").await).await.is(200);
    assert!(late.says("Something else happened"), "a second click does nothing");
    app.work_on_imports().await;
    let done = admin.open(&here).await;
    assert!(done.says("The file was imported") && done.says("2 new, 0 changed."), "{}", done.words());

    let csv = admin.get(&format!("{here}/refused.csv")).await.is(200);
    assert!(csv.holds("I-3") && csv.holds("is not a number") && !csv.holds("I-1"), "{}", csv.body);
    admin.get(&format!("{here}/refused.xlsx")).await.is(200);
    let (_, again) = self::sent(&app, &admin, &[("kind", "products")], FILE).await;
    assert_eq!(again.texts(".stats dd"), ["0", "0", "2", "1"], "a second run changes nothing");
    assert!(again.says("There is nothing in the file that can be imported") && !again.has("button[value=start]"));
    let list = admin.open(&format!("{PATH}?kind=products")).await;
    assert_eq!(list.all("tbody tr").len(), 2);
    assert!(admin.open(&format!("{PATH}?kind=stock")).await.says("No file of this kind"));
    app.check_log().await;
}

#[tokio::test]
async fn what_cannot_be_sent_says_why_at_its_field() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let none = admin.upload(PATH, &[("kind", "prices")], "", b"").await.is(422);
    assert!(!none.error_of("file").is_empty());
    assert_eq!(none.form("form[enctype]").value("kind"), "prices", "the kind is kept");
    let no_kind = admin.upload(PATH, &[("kind", "")], "data.csv", b"a,b\n1,2\n").await.is(422);
    assert!(!no_kind.error_of("kind").is_empty());
    let large = vec![b'x'; 20_000_001];
    let large = admin.upload(PATH, &[("kind", "prices")], "data.csv", &large).await.is(422);
    assert!(large.error_of("file").contains("20"), "{}", large.error_of("file"));
    let picture =
        admin.upload(PATH, &[("kind", "prices")], "x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").await.is(303);
    app.work_on_imports().await;
    let failed = admin.open(&picture.location).await;
    assert!(failed.says("The file was not read") && failed.says("no spreadsheet"), "{}", failed.words());
    let removed = admin.follow(step(&admin, &failed, &picture.location, "remove").await).await;
    assert!(removed.says("The file was discarded."));
    admin.post(&picture.location, &[("do", "nonsense")]).await.is(404);
    app.check_log().await;
}

#[tokio::test]
async fn columns_are_chosen_and_kept_for_the_next_file() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let file = "what,ever\nTL-M-50,12\nBB-6204-2RS,7\n";
    let (here, page) = sent(&app, &admin, &[("kind", "stock")], file).await;
    assert!(page.says("Columns are missing") && page.has("details[open] select[name=column-0]"), "{}", page.words());
    assert!(!page.has("button[value=start]"));
    let form = page.form("details form").set("header", "1").set("column-0", "sku").set("column-1", "stock");
    let wrong = admin.submit(&form.clone().press("do", "keep")).await.is(422);
    assert!(!wrong.error_of("name").is_empty());
    assert_eq!(wrong.form("details form").value("column-1"), "stock", "what was chosen stays");
    let odd = admin.submit(&form.clone().set("header", "first").press("do", "choose")).await.is(422);
    assert!(!odd.error_of("header").is_empty());
    // With another row of headings the columns are found again.
    admin.submit(&form.clone().press("do", "choose")).await.is(303);
    app.work_on_imports().await;
    let form = admin.open(&here).await.form("details form").set("column-0", "sku").set("column-1", "stock");
    let kept = admin.follow(admin.submit(&form.set("name", "Till <b>").press("do", "keep")).await).await;
    assert!(kept.says("The columns were kept."));
    app.work_on_imports().await;
    let preview = admin.open(&here).await;
    assert!(preview.says("Nothing was written yet"), "{}", preview.words());
    assert!(preview.says("Stock: "), "a change says what was before: {}", preview.words());

    let list = admin.open(PATH).await;
    let mapping = list.all("select[name=mapping] option")[1].attr("value").expect("a value").to_owned();
    let other = [("kind", "prices"), ("mapping", mapping.as_str())];
    let wrong = admin.upload(PATH, &other, "data.csv", file.as_bytes()).await.is(422);
    assert!(!wrong.error_of("mapping").is_empty(), "columns of another kind");
    let (_, used) = sent(&app, &admin, &[("kind", "stock"), ("mapping", &mapping)], file).await;
    assert!(used.says("Nothing was written yet"), "{}", used.words());
    let removed = admin.follow(admin.submit(&list.form("form[action$=\"/remove\"]")).await).await;
    assert!(removed.says("The kept columns were removed.") && !removed.has("select[name=mapping]"));
    app.check_log().await;
}

#[tokio::test]
async fn only_who_may_sees_imports() {
    let app = TestApp::new().await;
    let (admin, agent) = (app.sign_in("admin").await, app.sign_in("agent").await);
    let (here, page) = sent(&app, &admin, &[("kind", "products")], FILE).await;
    for path in [PATH, here.as_str(), &format!("{PATH}/sample/stock.csv"), &format!("{here}/refused.csv")] {
        agent.get(path).await.is(403);
    }
    agent.upload(PATH, &[("kind", "products")], "data.csv", FILE.as_bytes()).await.is(403);
    agent.post(&here, &[("do", "start")]).await.is(403);
    assert!(!agent.open("/portal/contacts").await.has("a[href=\"/portal/import\"]"));
    assert!(page.has("nav a[href=\"/portal/import\"]"));
    assert!(!page.has("script") || !page.has("main leptos-island"), "the page needs no script");
    assert!(admin.open(&here).await.says("Nothing was written yet"));
    app.check_log().await;
}
