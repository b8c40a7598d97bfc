//! Customers are invited on the page of their contact, and choose a password behind the link.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::people::{customer, id_in};
use demo::Login;
use serde_json::Value;

const NEW: &str = "nine purple kettles sing softly";
const EMAIL: &str = "first.visit@invited.example";

/// The page of the first contact whose accounts are in this state.
async fn first(portal: &Browser, status: &str) -> String {
    let list = portal.open(&format!("/portal/contacts?status={status}")).await;
    format!(
        "/portal/contacts/{}",
        id_in(&list.attr("tbody a[href^=\"/portal/contacts/\"]", "href"), "/portal/contacts/")
    )
}

/// Invites the first contact without an account; gives their page.
async fn invited(portal: &Browser) -> String {
    let contact = first(portal, "none").await;
    let path = portal.open(&contact).await.link("Invite");
    let form = portal.open(&path).await.form_to(&path);
    assert!(!form.value("email").is_empty(), "the address of the contact is there already");
    let store = portal
        .open(&path)
        .await
        .all("#store option")
        .into_iter()
        .filter_map(|o| o.attr("value"))
        .find(|v| v.len() == 36)
        .expect("a store")
        .to_owned();
    let wrong = portal
        .submit(&form.clone().set("store", &store).set("email", "no e-mail").set("message", "Typed words"))
        .await
        .is(422);
    assert_eq!(wrong.error_of("email"), "Enter an e-mail address, such as name@company.example.");
    assert_eq!(wrong.form_to(&path).value("message"), "Typed words", "what was typed is kept");
    let done = portal
        .submit(&form.set("store", &store).set("email", EMAIL).set("message", "See <x9 onload=1> soon"))
        .await
        .is(303);
    assert_eq!(done.location, format!("{contact}?done=customer-invited"));
    contact
}

#[tokio::test]
async fn an_agent_invites_a_contact_who_chooses_a_password() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let contact = invited(&portal).await;
    let page = portal.open(&format!("{contact}?done=customer-invited")).await;
    assert!(page.says("The invitation is on its way to the customer."));
    assert!(page.says("Invited by Ana") && page.says("The link works until"), "{}", page.words());
    let mail = app.mail_to(EMAIL).await;
    assert!(mail.contains("writes:\nSee <x9 onload=1> soon"), "{mail}");
    let link = format!(
        "/welcome/{}",
        mail.split("/welcome/").nth(1).expect("a link").split_whitespace().next().expect("a key")
    );
    assert!(!page.holds(&link), "staff never see it");
    let visitor = app.browser();
    for _ in 0..2 {
        let shown = visitor.open(&link).await;
        assert_eq!((shown.header("referrer-policy"), shown.header("cache-control")), ("no-referrer", "no-store"));
        assert!(!shown.has("script") && !shown.holds(link.trim_start_matches("/welcome/")), "the address is a key");
        assert!(shown.says(EMAIL));
    }
    let form = visitor.open(&link).await.form("section.gate-card form");
    let short = visitor.submit(&form.clone().set("password", "short")).await.is(422);
    assert_eq!(short.error_of("password"), "Write at least 15 characters.");
    let chosen = visitor.submit(&form.set("password", NEW)).await.is(303);
    assert_eq!(chosen.location, "/sign-in?done=account-joined");
    let over = visitor.get(&link).await.is(410);
    assert!(over.says("This invitation works no more"));
    assert_eq!(over.link("Ask for a new link"), "/forgot-password");
    visitor.sign_in(&Login { login: EMAIL, password: NEW, ..customer("oleg") }).await;
    let page = portal.open(&contact).await;
    assert!(!page.says("Invited by Ana") && page.has("form[action$=\"/on-behalf\"]"), "the account is active");
    let kinds: Vec<String> = app.events().await.iter().filter_map(|e| e["type"].as_str().map(str::to_owned)).collect();
    assert!(["account.invited", "account.joined"].iter().all(|kind| kinds.iter().any(|k| k == kind)));
    app.check_log().await;
}

#[tokio::test]
async fn an_invitation_is_sent_again_and_revoked() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let contact = first(&portal, "invited").await;
    let page = portal.open(&contact).await;
    assert!(page.says("No invitation was sent yet.") && !page.says("Revoke the invitation"));
    let send = portal.open(&contact).await.form("form[action$=\"/invite\"]");
    portal.submit(&send).await.is(303);
    let page = portal.open(&contact).await;
    assert!(page.says("Send the invitation again"));
    portal.submit(&page.form("form[action$=\"/invite/revoke\"]")).await.is(303);
    let page = portal.open(&contact).await;
    assert!(page.says("The invitation was revoked.") && !page.has("form[action$=\"/invite/revoke\"]"));
    // Who may not invite sees what became of it, and nothing to do.
    let finance = app.sign_in("finance").await;
    let page = finance.open(&contact).await;
    assert!(page.says("The invitation was revoked.") && !page.has("form[action$=\"/invite\"]"));
    finance.get(&format!("{contact}/invite")).await.is(403);
    assert!(!finance.open("/portal/contacts").await.says("Invite all who have no password yet"));
}

#[tokio::test]
async fn all_of_a_list_are_invited_after_a_question() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let list = portal.open("/portal/contacts?q=raman").await;
    let path = list.link("Invite all who have no password yet");
    let page = portal.open(&path).await;
    assert!(page.says("Send 1 invitation"), "{}", page.words());
    let form = page.form("form[action^=\"/portal/invitations\"]");
    let done = portal.submit(&form).await.is(303);
    assert_eq!(done.location, "/portal/contacts?q=raman&done=customers-invited");
    assert!(portal.open(&done.location).await.says("The invitations are on their way."));
    let page = portal.open(&path).await;
    assert!(
        page.says("Nobody waits for an invitation") && !page.has("form[action^=\"/portal/invitations\"]"),
        "nothing is sent twice"
    );
    let sent: Vec<Value> = app.events().await.into_iter().filter(|e| e["type"] == "account.invited").collect();
    assert_eq!(sent.len(), 1);
    // A company that is none invites nobody.
    portal.get("/portal/invitations?company=nobody-has-this-name").await.is(303);
}
