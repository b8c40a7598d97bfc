//! What codes are called: the one place where errors and states get the key of their text.

pub mod browser;
pub mod company;
mod consent;
pub mod contact;
pub mod cookie;
mod ending;
mod event;
pub mod import;
pub mod item_numbers;
pub mod media;
pub mod people;
pub mod prepared;
pub mod price;
pub mod quick_order;
mod refusal;

pub use consent::{both_words, consent, consent_in_the_way, consent_means, consent_of, rests_on};
pub use ending::{ended, ended_own, ended_short, unopened};
pub use event::action;
pub use refusal::{called, conflict, denied, denied_short, no_passkey, problem, refused, throttled};

use crate::t;
use crate::text;
use domain::account;
use domain::cx::{ActorRole, Mode};
use domain::order::{self, Shipping};
use domain::policy::grants::Reach;
use domain::policy::{Action, Role};
use domain::requisition::Sharing;
use domain::time::Micros;

/// The state of an account, and the tone of its badge.
pub fn account_status(status: account::Status) -> (&'static str, &'static str) {
    match status {
        account::Status::Active => (t!("account-status-active"), "success"),
        account::Status::Locked => (t!("account-status-locked"), "danger"),
        account::Status::Invited => (t!("account-status-invited"), "info"),
        account::Status::Unverified => (t!("account-status-unverified"), "warning"),
        account::Status::Disabled => (t!("account-status-disabled"), "neutral"),
    }
}

/// The state of an order, and the tone of its badge.
pub fn order_status(status: order::Status) -> (&'static str, &'static str) {
    match status {
        order::Status::AwaitingApproval => (t!("order-status-awaiting-approval"), "warning"),
        order::Status::Rejected => (t!("order-status-rejected"), "danger"),
        order::Status::Withdrawn => (t!("order-status-withdrawn"), "neutral"),
        order::Status::Placed => (t!("order-status-placed"), "info"),
        order::Status::Confirmed => (t!("order-status-confirmed"), "info"),
        order::Status::Shipped => (t!("order-status-shipped"), "info"),
        order::Status::Delivered => (t!("order-status-delivered"), "success"),
        order::Status::Cancelled => (t!("order-status-cancelled"), "neutral"),
    }
}

/// The role of a member of staff.
pub fn staff_role(role: Role) -> &'static str {
    match role {
        Role::Admin => t!("staff-role-admin"),
        Role::Supervisor => t!("staff-role-supervisor"),
        Role::Agent => t!("staff-role-agent"),
        Role::Junior => t!("staff-role-junior"),
        Role::Sales => t!("staff-role-sales"),
        Role::Auditor => t!("staff-role-auditor"),
        Role::Finance => t!("staff-role-finance"),
    }
}

/// The role of who wrote a row.
pub fn role(role: ActorRole) -> &'static str {
    match role {
        ActorRole::Staff(role) => staff_role(role),
        ActorRole::Customer => t!("role-customer"),
        ActorRole::Visitor | ActorRole::System => t!("role-system"),
    }
}

/// What can be given to a role: a name and a sentence.
pub fn permission(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::ViewContacts => (t!("may-view-contacts"), t!("may-view-contacts-help")),
        Action::ViewAllOrders => (t!("may-view-orders"), t!("may-view-orders-help")),
        Action::SendReset => (t!("may-send-reset"), t!("may-send-reset-help")),
        Action::InviteCustomers => (t!("may-invite-customers"), t!("may-invite-customers-help")),
        Action::ViewSessions => (t!("may-view-sessions"), t!("may-view-sessions-help")),
        Action::EndAnySession => (t!("may-end-sessions"), t!("may-end-sessions-help")),
        Action::OverrideConsent => (t!("may-override-consent"), t!("may-override-consent-help")),
        Action::ReleaseLimit => (t!("may-release-limit"), t!("may-release-limit-help")),
        Action::ViewStaff => (t!("may-view-staff"), t!("may-view-staff-help")),
        Action::ManageStaff => (t!("may-manage-staff"), t!("may-manage-staff-help")),
        Action::ViewAudit => (t!("may-view-audit"), t!("may-view-audit-help")),
        Action::ImportData => (t!("may-import-data"), t!("may-import-data-help")),
        Action::ManageMedia => (t!("may-manage-media"), t!("may-manage-media-help")),
        Action::NameCompanyAdmin => (t!("may-name-company-admin"), t!("may-name-company-admin-help")),
        Action::LoginOnBehalf => (t!("may-login-on-behalf"), t!("may-login-on-behalf-help")),
        _ => ("", ""),
    }
}

/// How somebody acts on behalf.
pub fn behalf_mode(mode: Option<Mode>) -> &'static str {
    match mode {
        None => t!("behalf-mode-none"),
        Some(Mode::View) => t!("behalf-mode-view"),
        Some(Mode::Full) => t!("behalf-mode-full"),
    }
}

/// Which companies somebody reaches.
pub fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::All => t!("reach-all"),
        Reach::Assigned => t!("reach-assigned"),
    }
}

/// How large a discount somebody may give alone, per ten thousand.
pub fn max_discount(limit: Option<i64>) -> String {
    match limit {
        None => t!("max-discount-any").to_owned(),
        Some(limit) => t!("max-discount-limit", limit = text::percent(limit)),
    }
}

/// The name of a country, by its code; the code itself for one that is not known.
pub fn country(code: &str) -> String {
    t!("country", code = code)
}

/// What the others of the company may do with a list: in a word, and in a sentence.
pub fn sharing(sharing: Sharing) -> (&'static str, &'static str) {
    match sharing {
        Sharing::None => (t!("lists-sharing-none"), t!("lists-sharing-none-help")),
        Sharing::Read => (t!("lists-sharing-read"), t!("lists-sharing-read-help")),
        Sharing::Full => (t!("lists-sharing-full"), t!("lists-sharing-full-help")),
    }
}

/// A shipping method and how long it takes.
pub fn shipping(method: Shipping) -> (&'static str, &'static str) {
    match method {
        Shipping::Standard => (t!("shipping-standard"), t!("shipping-standard-help")),
        Shipping::Express => (t!("shipping-express"), t!("shipping-express-help")),
        Shipping::Collect => (t!("shipping-collect"), t!("shipping-collect-help")),
    }
}

/// What kind of thing an event was done to.
pub fn thing(kind: &str) -> &str {
    match kind {
        "account" => t!("thing-account"),
        "account_invite" => t!("thing-account-invite"),
        "attachment" => t!("thing-attachment"),
        "problem" => t!("thing-problem"),
        "cost_centre" => t!("cost-centre"),
        "audit_preset" => t!("thing-audit-preset"),
        "behalf" => t!("thing-behalf"),
        "cart" => t!("thing-cart"),
        "contact" => t!("thing-contact"),
        "factor" => t!("thing-factor"),
        "list" => t!("thing-list"),
        "order" => t!("thing-order"),
        "organization" => t!("thing-organization"),
        "session" => t!("thing-session"),
        "staff" => t!("thing-staff"),
        "staff_invite" => t!("thing-staff-invite"),
        "staff_role" => t!("thing-staff-role"),
        "store" => t!("thing-store"),
        "view" => t!("thing-view"),
        other => other,
    }
}

/// What the end of a session leaves behind when the agent changed the cart without ordering.
pub fn leaves_cart() -> &'static str {
    t!("leaves-cart")
}

/// How an on-behalf session works for its customer.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::View => t!("session-mode-view"),
        Mode::Full => t!("session-mode-full"),
    }
}

/// A changed field in the customer's words; nothing for what means nothing to them.
pub fn field(path: &str) -> Option<String> {
    let line = path.strip_prefix("lines.").and_then(|rest| rest.split('.').next());
    let name = match path.rsplit('.').next().unwrap_or_default() {
        "quantity" => t!("changed-quantity"),
        "note" => t!("changed-note"),
        "status" => t!("changed-status"),
        "po_number" => t!("changed-po-number"),
        "shipping" => t!("changed-shipping"),
        _ => return None,
    };
    Some(line.map_or_else(|| name.to_owned(), |n| t!("changed-in-line", field = name, line = n)))
}

/// "just now", "3 min ago", "2 days ago".
pub fn ago(seconds: i64) -> String {
    match seconds {
        ..60 => t!("ago-now").to_owned(),
        60..3_600 => t!("ago-minutes", count = seconds / 60),
        3_600..86_400 => t!("ago-hours", count = seconds / 3_600),
        _ => t!("ago-days", count = seconds / 86_400),
    }
}

/// "15 minutes", "1 hour", "90 seconds": how long something lasts by a setting.
pub fn span(span: Micros) -> String {
    match span.as_seconds() {
        n if n >= 3_600 && n % 3_600 == 0 => t!("span-hours", count = n / 3_600),
        n if n >= 60 && n % 60 == 0 => t!("span-minutes", count = n / 60),
        n => t!("span-seconds", count = n),
    }
}

// Texts name these numbers. No setting changes them; a change in the code needs a change of the texts.
const _: () = assert!(domain::password::reset::GOOD_FOR.0 == Micros::minutes(15).0, "links for a new password");
const _: () = assert!(domain::behalf::ask::WAIT.0 == Micros::minutes(5).0, "waiting for the customer");
const _: () = assert!(domain::behalf::extend::CHAIN.0 == Micros::minutes(4 * 60).0, "sessions in a row");
const _: () = assert!(domain::factor::challenge::LIFE.0 == Micros::minutes(5).0, "adding a factor");

/// A message after something was done, by the code in the address.
pub fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "added" => t!("done-added"),
        "changed" => t!("done-changed"),
        "consent" => t!("done-consent"),
        "company-approval" => t!("done-company-approval"),
        "company-consent-ended" => t!("done-company-consent-ended"),
        "company-booking" => t!("done-company-approval"),
        "centre-added" => t!("done-centre-added"),
        "centre-changed" => t!("done-centre-changed"),
        "centre-restored" => t!("done-centre-restored"),
        "mend-undone" => t!("done-mend-undone"),
        "prices-seen" => t!("done-prices-seen"),
        "company-role" => t!("done-company-role"),
        "consent-ended" => t!("done-consent-ended"),
        "ended" => t!("done-ended"),
        "export-limit" => t!("done-export-limit"),
        "factor-added" => t!("done-factor-added"),
        "factor-removed" => t!("done-factor-removed"),
        "kept" => t!("done-filter-saved"),
        "media-added" => t!("done-media-added"),
        "media-removed" => t!("done-media-removed"),
        "media-saved" => t!("done-media-saved"),
        "keys" => t!("keys-done"),
        "later" => t!("done-later"),
        "import-mapping-kept" => t!("import-mapping-kept"),
        "import-mapping-removed" => t!("import-mapping-removed"),
        "import-other" => t!("import-other"),
        "import-removed" => t!("import-removed"),
        "list-created" => t!("done-list-created"),
        "list-restored" => t!("done-list-restored"),
        "tick-one" => t!("lists-tick-one"),
        "removed" => t!("done-removed"),
        "restored" => t!("done-restored"),
        "signed-out" => t!("done-signed-out"),
        "number-added" => t!("done-number-added"),
        "number-changed" => t!("done-number-changed"),
        "number-restored" => t!("done-number-restored"),
        "prepared-merged" => t!("prepared-done-merged"),
        "prepared-declined" => t!("prepared-done-declined"),
        "prepared-undone" => t!("prepared-done-undone"),
        "order-approved" => t!("done-order-approved"),
        "order-rejected" => t!("done-order-rejected"),
        "order-withdrawn" => t!("done-order-withdrawn"),
        "password" => t!("done-password"),
        "sessions-ended" => t!("done-sessions-ended"),
        "password-reset" => t!("done-password-reset"),
        "reset-asked" => t!("done-reset-asked"),
        "reset-sent" => t!("done-reset-sent"),
        "started" => t!("done-started"),
        "set-up" => t!("done-set-up"),
        "store" => t!("done-store"),
        "staff-disabled" => t!("done-staff-disabled"),
        "staff-enabled" => t!("done-staff-enabled"),
        "staff-invited" => t!("done-staff-invited"),
        "staff-joined" => t!("done-staff-joined"),
        "staff-revoked" => t!("done-staff-revoked"),
        "staff-role" => t!("done-staff-role"),
        "account-joined" => t!("done-account-joined"),
        "customer-invited" => t!("done-customer-invited"),
        "customer-invite-revoked" => t!("done-customer-invite-revoked"),
        "customers-invited" => t!("done-customers-invited"),
        "customers-invited-none" => t!("done-customers-invited-none"),
        "company-admin-named" => t!("done-company-admin-named"),
        "staff-role-saved" => t!("done-staff-role-saved"),
        "staff-scope" => t!("done-staff-scope"),
        "staff-signed-out" => t!("done-staff-signed-out"),
        "too-late" => t!("done-too-late"),
        "support-ended" => t!("done-support-ended"),
        "unkept" => t!("done-filter-removed"),
        "view-removed" => t!("view-done-removed"),
        "view-saved" => t!("view-done-saved"),
        "verified" => t!("done-verified"),
        "verifying" => t!("done-verifying"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_its_largest_whole_unit() {
        let said = |seconds| span(Micros::seconds(seconds));
        assert_eq!(
            (said(60), said(900), said(90)),
            ("1 minute".to_owned(), "15 minutes".to_owned(), "90 seconds".to_owned())
        );
        assert_eq!(
            (said(3_600), said(5_400), said(1)),
            ("1 hour".to_owned(), "90 minutes".to_owned(), "1 second".to_owned())
        );
    }
}
