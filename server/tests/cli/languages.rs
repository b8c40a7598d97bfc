//! Which language a page speaks: what was chosen, the account's, the browser's; and on behalf two at once (0066).

use crate::http::{Answer, ask, between, get, post};
use crate::program::Place;
use crate::story::{Story, act_for, agent, customer, sign_in};

/// What `<html>` says.
fn spoken(answer: &Answer) -> &str {
    between(&answer.body, "<html lang=\"", "\"").expect("a language")
}

/// A page for a browser that prefers a language.
fn preferring(addr: &str, path: &str, cookie: &str, accepted: &str) -> Answer {
    let headers = format!("Sec-Fetch-Site: same-origin\r\nAccept-Language: {accepted}\r\n");
    ask(addr, "GET", path, cookie, "", &headers).expect("a page")
}

#[test]
fn choice_then_account_then_browser_decide() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let anna = sign_in(addr, "/sign-in", &customer("anna.berg")).expect("signed in");
    let oleg = sign_in(addr, "/sign-in", &customer("oleg")).expect("signed in");
    for (cookie, accepted, want) in [
        ("", "fr", "en"),
        ("", "de-AT, en;q=0.5", "de"),
        ("lang=en", "de", "en"),
        ("lang=xx", "de", "de"),
        // The account says German.
        (anna.as_str(), "en", "de"),
        (&format!("{anna}; lang=en"), "de", "en"),
        // The account says Ukrainian, which is not there.
        (oleg.as_str(), "fr", "en"),
        (oleg.as_str(), "de", "de"),
    ] {
        assert_eq!(spoken(&preferring(addr, "/", cookie, accepted)), want, "{cookie} {accepted}");
    }
    assert_eq!(spoken(&preferring(addr, "/portal/sign-in", "", "de")), "de");
    assert_eq!(spoken(&preferring(addr, "/portal/sign-in", "lang=en", "de")), "en");
    let chosen = post(addr, "/language", "", &[("language", "de"), ("back", "/search?q=M8")]).expect("chosen");
    assert_eq!((chosen.status, chosen.location.as_str(), chosen.cookie.as_str()), (303, "/search?q=M8", "lang=de"));
    let away = post(addr, "/language", "", &[("language", "de"), ("back", "https://evil.example")]).expect("chosen");
    assert_eq!(away.location, "/");
    server.stop();
}

#[test]
fn on_behalf_page_and_bar_keep_their_languages() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal, ..Story::default() };
    act_for(addr, &mut story, "anna+berg", &[("preset", "Help with an order")]).expect("a session");
    let (base, behalf) = (story.base.clone(), story.behalf.clone());
    let at = |path: &str, cookie: &str, accepted: &str| preferring(addr, &format!("{base}{path}"), cookie, accepted);
    for accepted in ["en", "de", "fr"] {
        let page = at("/cart", &behalf, accepted);
        assert_eq!(spoken(&page), "de", "the customer's page: {accepted}");
        let bar = if accepted == "de" { "ist angemeldet als" } else { "logged in as" };
        assert!(page.body.contains(bar) && page.body.contains("Warenkorb"), "the bar: {accepted}");
        assert_eq!(page.body.contains("class=\"for-reader\""), accepted != "de");
    }
    // Refusals, and the pages about the session, are for the agent.
    let refused = at("/account/password", &behalf, "en");
    assert_eq!((refused.status, spoken(&refused)), (403, "de"));
    assert!(refused.body.contains("<h1>Not possible on behalf</h1>"));
    assert_eq!(spoken(&at("/more-time", &behalf, "en")), "en");
    // A choice in the agent's browser is the agent's.
    let chosen = at("/cart", &format!("{behalf}; lang=en"), "de");
    assert_eq!(spoken(&chosen), "de");
    assert!(chosen.body.contains("logged in as") && !chosen.body.contains("action=\"/language\""));
    // A language for tests shows the whole page.
    assert_eq!(spoken(&at("/cart", &format!("{behalf}; lang=ar-XB"), "de")), "ar-XB");
    let end = [("sure", "1")];
    assert_eq!(post(addr, &format!("{base}/end"), &behalf, &end).expect("ended").status, 303);
    let over = at("/cart", &behalf, "en");
    assert_eq!((over.status, spoken(&over)), (410, "en"));
    assert_eq!(spoken(&get(addr, "/", "").expect("a page")), "en");
    server.stop();
}
