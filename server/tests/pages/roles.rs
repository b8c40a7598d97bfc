//! Roles of staff: what cannot be saved says why at its field.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;

const AGENT: &str = "/portal/staff/roles/agent";

/// Sets the limit of one order for agents.
pub async fn limit(admin: &Browser, amount: &str) -> Page {
    let form = admin.open(AGENT).await.form_to(AGENT);
    admin.submit(&form.set("behalf", "full").set("scope", "all").set("minutes", "60").set("order_limit", amount)).await
}

#[tokio::test]
async fn a_role_that_cannot_be_saved_says_why_at_its_field() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let wrong = limit(&admin, "2,500").await.is(422);
    let error = wrong.error_of("order_limit");
    assert!(error.contains("amount") && !error.contains("whole number"), "{error}");
    assert_eq!(wrong.value("order_limit"), "2,500");
    // The only role that manages staff: without a warning nobody could do it afterwards.
    let path = "/portal/staff/roles/admin";
    let form = admin.open(path).await.form_to(path);
    let form = form.clear("may-manage_staff").set("behalf", "none").set("scope", "all").set("minutes", "45");
    let last = admin.submit(&form).await.is(422);
    let error = last.error_of("permissions");
    assert!(error.contains("manage staff"), "{error}");
    assert_eq!(last.value("minutes"), "45", "what was typed stands there");
    app.check_log().await;
}
