//! The first day in a browser: the link, its form, the steps that follow, and a store without products.

use crate::app::{TestApp, now};
use crate::browser::Browser;
use crate::form::Form;
use domain::factor::totp;
use domain::time::Micros;

const PASSWORD: &str = "seven quiet lanterns by the harbour";
const EMAIL: &str = "nora@kilnworth.example";
/// The link in the navigation.
const NAVIGATION: &str = "href=\"/portal/start\"";

/// The form behind the link, filled in.
fn filled(form: &Form) -> Form {
    let typed = [
        ("name", "Nora Vance"),
        ("email", EMAIL),
        ("password", PASSWORD),
        ("administrators", "view"),
        ("support", "full"),
        ("store_name", "Kilnworth"),
        ("address", "4 Foundry Row\nBern"),
        ("country", "CH"),
        ("currency", "CHF"),
        ("tax_standard", "8.1"),
        ("tax_reduced", "2.6"),
        ("mail_from", "Kilnworth <shop@kilnworth.example>"),
    ];
    typed.iter().fold(form.clone(), |form, (name, value)| form.set(name, value))
}

/// Signs in with the password, adds an app as a second factor, and puts the codes away; gives where it leads then.
async fn enter(browser: &Browser) -> String {
    let form = browser.open("/portal/sign-in").await.form_to("/portal/sign-in");
    browser.submit(&form.set("login", EMAIL).set("password", PASSWORD)).await.is(303);
    assert_eq!(browser.get("/portal").await.is(303).location, "/portal/security", "the factor comes first");
    let path = "/portal/security/app";
    let form = browser.open("/portal/security").await.form_to(path);
    browser.submit(&form.set("name", "Phone")).await.is(303);
    let shown = browser.open(path).await;
    let secret = totp::from_text(&shown.text(".qr-key code")).expect("a secret");
    let code = totp::code(&secret, now().plus(Micros(0))).expect("a code");
    browser.submit(&shown.form_to("/portal/security/app/confirm").set("code", &code)).await.is(303);
    let codes = browser.open("/portal/security/codes").await.form_to("/portal/security/codes/saved");
    browser.submit(&codes).await.is(303).location
}

#[tokio::test]
async fn no_page_is_empty_or_knows_the_link() {
    let app = TestApp::empty().await;
    let link = app.set_up_link().await;
    let nobody = app.browser();
    for path in ["/", "/c", "/sign-in", "/search?q=bolt", "/portal/sign-in"] {
        let page = nobody.open(path).await;
        assert!(!page.holds(&link) && !page.words().is_empty(), "{path}");
    }
    assert!(nobody.open("/").await.says("opens soon"));
    assert!(nobody.open("/c").await.says("opens soon"));
    assert!(!nobody.open("/").await.says("For staff"));
    let led = nobody.get("/portal").await.is(303).location;
    let waiting = nobody.open(&led).await;
    assert!(
        waiting.says("stands in the terminal of the program") && !waiting.has("form[method=post] input[name=login]")
    );
    let guessed = nobody.get("/portal/set-up/guessed").await.is(410);
    assert!(guessed.says("Start the program again"));
}

#[tokio::test]
async fn the_form_says_what_is_wrong_and_keeps_the_rest() {
    let app = TestApp::empty().await;
    let (nobody, link) = (app.browser(), app.set_up_link().await);
    let empty = nobody.open(&link).await;
    assert!(!empty.holds(link.rsplit('/').next().expect("a token")), "the page does not repeat its address");
    let form = empty.form("form");
    let page = nobody.submit(&form).await.is(422);
    for field in
        ["name", "email", "password", "administrators", "support", "store_name", "country", "currency", "tax_standard"]
    {
        assert!(!page.error_of(field).is_empty(), "{field}");
    }
    let form = filled(&empty.form("form"));
    let page = nobody
        .submit(&form.clone().set("email", "nora").set("code", "My Shop").set("tax_reduced", "200"))
        .await
        .is(422);
    let wrong: Vec<String> = page.errors().into_iter().map(|(name, _)| name).collect();
    assert_eq!(wrong, ["email", "code", "tax_reduced"]);
    assert_eq!(
        (page.value("name"), page.value("email"), page.value("code")),
        ("Nora Vance".to_owned(), "nora".to_owned(), "My Shop".to_owned())
    );
    let again = page.form("form");
    assert_eq!((again.value("currency"), again.value("support"), again.value("password")), ("CHF", "full", ""));
    let page = nobody.submit(&form.clone().set("password", "kilnworth kilnworth")).await.is(422);
    assert!(!page.error_of("password").is_empty() && !page.holds("kilnworth kilnworth"));
    assert_eq!(app.count("select (select count(*) from staff) + (select count(*) from store)").await, 0);
    // No language is no store.
    let page = nobody.submit(&form.clone().clear("language-en")).await.is(422);
    assert!(!page.error_of("languages").is_empty());
    assert_eq!(nobody.submit(&form).await.is(303).location, "/portal/sign-in?done=set-up");
    nobody.get(&link).await.is(410);
    nobody.submit(&form).await.is(410);
    assert_eq!(app.count("select count(*) from staff").await, 1);
    app.check_log().await;
}

#[tokio::test]
async fn an_administrator_is_led_to_what_is_left() {
    let app = TestApp::empty().await;
    let link = app.set_up_link().await;
    let (nora, nobody) = (app.browser(), app.browser());
    let form = filled(&nora.open(&link).await.form("form"));
    let done = nora.submit(&form).await;
    assert!(nora.follow(done).await.says("This installation is set up"));
    assert_eq!(enter(&nora).await, "/portal/start");
    assert_eq!(nora.get("/portal").await.is(303).location, "/portal/start");
    let page = nora.open("/portal/start").await;
    assert!(page.says("8 steps left"), "{}", page.words());
    for kind in ["categories", "products", "prices", "stock", "companies", "contacts"] {
        assert!(page.holds(&format!("/portal/import?kind={kind}")), "{kind}");
        assert!(page.holds(&format!("/portal/import/sample/{kind}.csv")), "{kind}");
    }
    assert!(nora.open("/portal/staff").await.holds(NAVIGATION));
    // Strangers read something decent, staff what is missing.
    assert!(nora.open("/").await.says("For staff"));
    let page = nobody.open("/").await;
    assert!(page.says("Kilnworth opens soon") && page.says("4 Foundry Row, Bern") && !page.says("For staff"));
    assert!(!page.has("button[name=language][value=de]"), "the store speaks English alone");
    nobody.get("/portal/start").await.is(303);
    app.check_log().await;
}

#[tokio::test]
async fn a_demo_knows_nothing_of_it() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    assert!(!admin.open("/portal/staff").await.holds(NAVIGATION));
    assert!(app.browser().open("/portal/sign-in").await.has("input[name=login]"));
    assert!(!admin.open("/").await.says("For staff"));
    app.sign_in("agent").await.get("/portal/start").await.is(403);
    app.browser().get("/portal/set-up/guessed").await.is(410);
}
