//! The routes and server functions of the program: as they are made, and as the table says what each leaves in the record.

use crate::http::between;
use std::collections::BTreeSet;
use std::path::Path;

/// What a route leaves behind. Empty: it shows only what needs no record (the catalogue, a list, a form, a choice that is
/// kept in the browser).
pub const ROUTES: &[(&str, &[&str])] = &[
    ("GET /", &[]),
    ("GET /c", &[]),
    ("GET /c/{category}", &[]),
    ("GET /p/{product}", &[]),
    ("POST /p/{product}", &["cart.item_added"]),
    ("GET /search", &[]),
    ("GET /cart", &["on_behalf.viewed"]),
    ("POST /cart", &["cart.item_changed"]),
    ("POST /cart/{product}/remove", &["cart.item_removed"]),
    ("POST /cart/{product}/restore", &["cart.item_added"]),
    ("GET /checkout", &["on_behalf.viewed"]),
    ("POST /checkout", &["order.placed", "order.submitted"]),
    ("GET /orders", &["on_behalf.viewed"]),
    ("GET /orders/{number}", &["on_behalf.viewed"]),
    ("POST /orders/{number}", &["order.approved", "order.rejected", "order.withdrawn"]),
    ("GET /approvals", &["on_behalf.viewed"]),
    ("GET /account", &["on_behalf.viewed"]),
    ("GET /account/company", &["on_behalf.viewed"]),
    (
        "POST /account/company",
        &["member.role_changed", "organization.approval_changed", "organization.consent_changed"],
    ),
    ("GET /account/password", &[]),
    ("POST /account/password", &["auth.password.changed"]),
    ("GET /account/support-access", &["on_behalf.viewed"]),
    ("POST /account/support-access", &["consent.changed"]),
    ("POST /account/support-code", &["consent.code_made"]),
    ("GET /account/support-access/{id}", &["on_behalf.viewed"]),
    ("POST /account/support-access/{id}/allow", &["consent.approved"]),
    ("POST /account/support-access/{id}/refuse", &["consent.refused"]),
    ("POST /account/support-access/{id}/end", &["on_behalf.ended"]),
    ("GET /account/live", &[]),
    ("GET /sign-in", &[]),
    ("POST /sign-in", &["auth.login.succeeded"]),
    ("POST /sign-out", &["auth.logout"]),
    ("GET /forgot-password", &[]),
    ("POST /forgot-password", &["password.reset_asked"]),
    // A link that works once: looking at it leaves nothing as long as it works.
    ("GET /reset/{token}", &["password.link_refused"]),
    ("POST /reset/{token}", &["password.reset"]),
    ("GET /verify", &[]),
    ("POST /verify", &["on_behalf.started"]),
    ("GET /more-time", &[]),
    ("POST /more-time", &["on_behalf.started", "on_behalf.ended"]),
    // What stands between two steps of a proof says nothing about what was done.
    ("GET /verify/passkey", &[]),
    ("POST /verify/passkey", &[]),
    ("POST /verify/passkey/confirm", &["factor.used", "on_behalf.started"]),
    ("GET /account/sessions", &[]),
    ("POST /account/sessions", &["auth.session.ended"]),
    ("POST /verify/open", &["on_behalf.handed_over"]),
    ("GET /verify/wait", &[]),
    ("POST /verify/wait", &["consent.code_used"]),
    ("POST /verify/cancel", &["consent.cancelled", "on_behalf.cancelled"]),
    ("GET /alive", &[]),
    ("GET /end", &[]),
    ("POST /end", &["on_behalf.ended"]),
    ("POST /theme", &[]),
    ("POST /language", &[]),
    ("POST /store", &[]),
    ("GET /pic/{product}", &[]),
    ("POST /api/behalf/verify", &["on_behalf.started"]),
    ("POST /api/behalf/more-time", &["on_behalf.started", "on_behalf.ended"]),
    ("POST /api/behalf/switch", &[]),
    ("POST /api/behalf/end", &["on_behalf.ended"]),
    ("POST /portal/api/behalf/start", &["on_behalf.requested"]),
    ("FN /api/behalf/verify", &["on_behalf.started"]),
    ("FN /api/behalf/more-time", &["on_behalf.started", "on_behalf.ended"]),
    ("FN /api/behalf/switch", &[]),
    ("FN /api/behalf/end", &["on_behalf.ended"]),
    ("FN /portal/api/behalf/start", &["on_behalf.requested"]),
    ("POST /api/{*function}", &[]),
    ("POST /portal/api/{*function}", &[]),
    ("FN /api/catalog/suggest", &[]),
    ("FN /portal/api/contact/search", &[]),
    ("GET /portal", &[]),
    ("GET /portal/sign-in", &[]),
    ("POST /portal/sign-in", &["auth.login.succeeded"]),
    ("GET /portal/sign-in/code", &[]),
    ("POST /portal/sign-in/code", &["auth.login.succeeded", "factor.used"]),
    ("GET /portal/sign-in/passkey", &[]),
    ("POST /portal/sign-in/passkey", &[]),
    ("POST /portal/sign-in/passkey/confirm", &["auth.login.succeeded", "factor.used"]),
    ("POST /portal/sign-out", &["auth.logout"]),
    ("GET /portal/forgot-password", &[]),
    ("POST /portal/forgot-password", &["password.reset_asked"]),
    ("GET /portal/reset/{token}", &["password.link_refused"]),
    ("POST /portal/reset/{token}", &["password.reset"]),
    ("GET /portal/security", &[]),
    ("GET /portal/security/password", &[]),
    ("POST /portal/security/password", &["auth.password.changed"]),
    ("GET /portal/security/sessions", &[]),
    ("POST /portal/security/sessions", &["auth.session.ended"]),
    ("GET /portal/security/app", &[]),
    ("POST /portal/security/app", &[]),
    ("POST /portal/security/app/confirm", &["factor.added", "recovery.renewed"]),
    ("GET /portal/security/passkey", &[]),
    ("POST /portal/security/passkey", &[]),
    ("POST /portal/security/passkey/confirm", &["factor.added"]),
    ("GET /portal/security/codes", &[]),
    ("GET /portal/security/codes/new", &[]),
    ("POST /portal/security/codes", &["recovery.renewed"]),
    ("POST /portal/security/codes/saved", &[]),
    ("GET /portal/security/factors/{id}", &[]),
    ("POST /portal/security/factors/{id}/remove", &["factor.removed", "recovery.used"]),
    ("GET /portal/contacts", &[]),
    ("GET /portal/contacts/{id}", &["contact.viewed"]),
    ("GET /portal/accounts/{id}/on-behalf", &["account.viewed"]),
    ("POST /portal/accounts/{id}/on-behalf", &["on_behalf.requested"]),
    ("POST /portal/accounts/{id}/reset", &["password.reset_asked"]),
    ("GET /portal/organizations/{id}", &["organization.viewed"]),
    ("POST /portal/organizations/{id}/administrator", &[]),
    ("GET /portal/orders", &[]),
    ("GET /portal/orders/{number}", &["order.viewed"]),
    ("GET /portal/sessions", &[]),
    ("GET /portal/sessions/{id}", &["session.viewed"]),
    ("POST /portal/sessions/{id}/end", &["on_behalf.ended"]),
    ("POST /portal/sessions/{id}/note", &["on_behalf.noted"]),
    ("GET /portal/audit", &["audit.viewed"]),
    ("POST /portal/audit/verify", &["audit.verified"]),
    ("POST /portal/audit/filters", &["audit.preset_saved"]),
    ("POST /portal/audit/filters/{id}/remove", &["audit.preset_removed"]),
    ("POST /portal/audit/export", &["audit.exported"]),
    ("GET /portal/staff", &[]),
    ("GET /portal/staff/invite", &[]),
    ("POST /portal/staff/invite", &["staff.invited"]),
    ("POST /portal/staff/invite/{id}/resend", &["staff.invited"]),
    ("POST /portal/staff/invite/{id}/revoke", &["staff.invite_revoked"]),
    ("GET /portal/staff/roles", &[]),
    ("GET /portal/staff/roles/{role}", &[]),
    ("POST /portal/staff/roles/{role}", &["staff_role.changed"]),
    ("GET /portal/staff/{id}", &["staff.viewed"]),
    ("POST /portal/staff/{id}/disable", &["staff.disabled"]),
    ("POST /portal/staff/{id}/enable", &["staff.enabled"]),
    ("POST /portal/staff/{id}/role", &["staff.role_changed"]),
    ("POST /portal/staff/{id}/scope", &["staff.scope_changed"]),
    ("POST /portal/staff/{id}/sign-out", &["staff.signed_out"]),
    // A link that works once: it is tried, not looked at.
    ("GET /portal/welcome/{token}", &["staff.invite_refused"]),
    ("POST /portal/welcome/{token}", &["staff.joined"]),
    ("GET /healthz", &[]),
    ("GET /readyz", &[]),
    ("GET /pkg/{*path}", &[]),
    // Not a route: what is refused leaves a trace too.
    ("REFUSED", &["auth.login.failed", "authz.denied", "csrf.blocked", "input.rejected", "rate.limited"]),
];

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("sources").flatten() {
        match entry.path() {
            path if path.is_dir() => sources(&path, text),
            path if path.extension().is_some_and(|e| e == "rs") => {
                text.push_str(&std::fs::read_to_string(path).expect("a source"));
            }
            _ => {}
        }
    }
}

/// The routes and server functions of the program, read from where they are made.
pub fn made() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("../app/src"), &mut text);
    sources(&root.join("src"), &mut text);
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(".route(") {
        let call: String = text[at + 7..].split_whitespace().collect();
        let path = between(&call, "\"", "\"").expect("a path").to_owned();
        // Up to the end of the call: methods stand in it as `get(…)` and `.post(…)`.
        let mut depth = 1;
        let end = call.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        let call = &call[..end.expect("an end").0];
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            if call.contains(&format!(",{method}(")) || call.contains(&format!(").{method}(")) {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    for (at, _) in text.match_indices("#[server(") {
        let (prefix, endpoint) =
            (between(&text[at..], "prefix = \"", "\""), between(&text[at..], "endpoint = \"", "\""));
        found.insert(format!("FN {}/{}", prefix.expect("a prefix"), endpoint.expect("an endpoint")));
    }
    found
}
