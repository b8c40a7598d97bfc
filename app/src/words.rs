//! Prose for codes: the one place where errors and states become sentences.

pub mod browser;
pub mod company;
mod consent;
pub mod cookie;
pub mod people;
mod refusal;

pub use consent::{both_words, consent, consent_in_the_way, consent_means, consent_of, rests_on};
pub use refusal::{called, conflict, denied, denied_short, no_passkey, problem, refused, throttled};

use domain::account;
use domain::behalf::Cause;
use domain::cx::{ActorRole, Mode};
use domain::money::{grouped, percent};
use domain::order::{self, Shipping};
use domain::policy::Action;
use domain::policy::grants::Reach;
use domain::time::Micros;

/// The state of an account, and the tone of its badge.
pub fn account_status(status: account::Status) -> (&'static str, &'static str) {
    match status {
        account::Status::Active => ("Active", "success"),
        account::Status::Locked => ("Locked", "danger"),
        account::Status::Invited => ("Invited", "info"),
        account::Status::Unverified => ("Unverified", "warning"),
        account::Status::Disabled => ("Disabled", "neutral"),
    }
}

/// The state of an order, and the tone of its badge.
pub fn order_status(status: order::Status) -> (&'static str, &'static str) {
    match status {
        order::Status::AwaitingApproval => ("Awaiting approval", "warning"),
        order::Status::Rejected => ("Rejected", "danger"),
        order::Status::Withdrawn => ("Withdrawn", "neutral"),
        order::Status::Placed => ("Placed", "info"),
        order::Status::Confirmed => ("Confirmed", "info"),
        order::Status::Shipped => ("Shipped", "info"),
        order::Status::Delivered => ("Delivered", "success"),
        order::Status::Cancelled => ("Cancelled", "neutral"),
    }
}

/// The role of who wrote a row, in words.
pub fn role(role: ActorRole) -> &'static str {
    match role {
        ActorRole::Staff(role) => role.title(),
        ActorRole::Customer => "Customer",
        ActorRole::Visitor | ActorRole::System => "System",
    }
}

/// What can be given to a role: a name and a sentence.
pub fn permission(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::ViewContacts => ("See contacts", "Find and read contacts and companies"),
        Action::ViewAllOrders => ("See orders", "Find and read orders"),
        Action::SendReset => {
            ("Send password links", "Have a customer sent a link for a new password, without seeing it")
        }
        Action::ViewSessions => ("See all sessions", "Everybody's sessions on behalf, not only their own"),
        Action::EndAnySession => ("End sessions", "End somebody else's session on behalf"),
        Action::OverrideConsent => {
            ("Override consent", "Be the second person of a session against the customer's consent")
        }
        Action::ReleaseLimit => ("Release limits", "Let a colleague place an order above their limit"),
        Action::ViewStaff => ("See staff", "The list of staff and their pages"),
        Action::ManageStaff => ("Manage staff", "Invite and disable people, change roles and what roles may do"),
        Action::ViewAudit => ("Read the audit log", "Search and export the record; apart from managing staff"),
        Action::NameCompanyAdmin => {
            ("Name company administrators", "Say who administers a company that has nobody for it")
        }
        Action::LoginOnBehalf => ("Log in on behalf", "Act for customers"),
        _ => ("", ""),
    }
}

/// How somebody acts on behalf.
pub fn behalf_mode(mode: Option<Mode>) -> &'static str {
    match mode {
        None => "No",
        Some(Mode::View) => "View only",
        Some(Mode::Full) => "View and change",
    }
}

/// Which companies somebody reaches.
pub fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::All => "All",
        Reach::Assigned => "Assigned only",
    }
}

/// How large a discount somebody may give alone, per ten thousand.
pub fn max_discount(limit: Option<i64>) -> String {
    match limit {
        None => "You may give any discount.".to_owned(),
        Some(limit) => {
            format!("You may give up to {} alone. Above it a second person releases the order.", percent(limit))
        }
    }
}

/// A shipping method and how long it takes.
pub fn shipping(method: Shipping) -> (&'static str, &'static str) {
    match method {
        Shipping::Standard => ("Standard", "2 to 3 working days"),
        Shipping::Express => ("Express", "Next working day when ordered before 15:00"),
        Shipping::Collect => ("Collect", "Ready at the counter in two hours"),
    }
}

/// An action of the log in words, without who, for whom and to what.
pub fn action(kind: &str) -> String {
    let known = match kind {
        "audit.exported" => "Audit log exported",
        "audit.preset_removed" => "Audit filter removed",
        "audit.preset_saved" => "Audit filter saved",
        "audit.verified" => "Audit log verified",
        "audit.viewed" => "Audit log read",
        "auth.factor.asked" => "Second factor asked for",
        "auth.login.failed" => "Sign-in failed",
        "auth.login.succeeded" => "Signed in",
        "auth.logout" => "Signed out",
        "auth.password.changed" => "Password changed",
        "auth.session.ended" => "Sign-in ended",
        "auth.reauth.failed" => "Own login not confirmed",
        "authz.denied" => "Tried without permission",
        "cart.item_added" => "Product added to cart",
        "cart.item_changed" => "Product changed in cart",
        "cart.item_removed" => "Product removed from cart",
        "catalogue.imported" => "Products imported",
        "consent.approved" => "Customer allowed the session",
        "consent.asked" => "Customer asked for consent",
        "consent.cancelled" => "Agent stopped waiting for consent",
        "consent.changed" => "Support access changed",
        "consent.code_expired" => "Code for support too old",
        "consent.code_failed" => "Wrong code for support",
        "consent.code_made" => "Code for support shown",
        "consent.code_used" => "Code for support used",
        "consent.expired" => "Customer did not answer in time",
        "consent.refused" => "Customer refused the session",
        "contact.created" => "Contact created",
        "contact.viewed" => "Contact page opened",
        "demo.opened" => "Demo opened",
        "factor.added" => "Second factor added",
        "factor.kept" => "Last second factor not removed",
        "factor.removed" => "Second factor removed",
        "factor.reset" => "All second factors removed",
        "factor.used" => "Second factor used",
        "log.checkpoints_accepted" => "Lost checkpoints accepted",
        "log.guards_restored" => "Guards of the record made again",
        "on_behalf.denied" => "Session on behalf refused",
        "on_behalf.ended" => "Session on behalf ended",
        "on_behalf.overridden" => "Consent overridden by two people",
        "on_behalf.cancelled" => "Request for a session given up",
        "on_behalf.handed_over" => "Request opened in the storefront",
        "on_behalf.request_ended" => "Request for a session ran out",
        "on_behalf.requested" => "Session on behalf requested",
        "on_behalf.started" => "Session on behalf started",
        "on_behalf.viewed" => "Customer's page opened",
        "member.role_changed" => "Role in the company given",
        "order.submitted" => "Order sent for approval",
        "order.viewed" => "Order page opened",
        "organization.approval_changed" => "Approval rule changed",
        "organization.consent_changed" => "Support access of the company changed",
        "organization.created" => "Company created",
        "limit.released" => "Order above the limit released",
        "password.link_expired" => "Link for a new password too old",
        "password.link_refused" => "Link for a new password refused",
        "password.reset" => "New password chosen by link",
        "password.reset_asked" => "Link for a new password asked for",
        "recovery.renewed" => "Recovery codes renewed",
        "recovery.used" => "Recovery code used",
        "staff.created" => "Member of staff created",
        "staff.disabled" => "Member of staff disabled",
        "staff.enabled" => "Member of staff enabled",
        "staff.invite_expired" => "Link of an invitation too old",
        "staff.invite_refused" => "Link of an invitation refused",
        "staff.invite_revoked" => "Invitation revoked",
        "staff.invited" => "Member of staff invited",
        "staff.joined" => "Invitation accepted",
        "staff.role_changed" => "Role given",
        "staff.scope_changed" => "Companies and stores assigned",
        "staff.signed_out" => "Signed out everywhere",
        "staff.viewed" => "Staff page opened",
        "staff_role.changed" => "Role changed",
        other => {
            let plain = other.replace(['.', '_'], " ");
            let mut letters = plain.chars();
            return letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
        }
    };
    known.to_owned()
}

/// What the end of a session leaves behind when the agent changed the cart without ordering.
pub const LEAVES_CART: &str =
    "The cart was changed in this session, and no order was placed since. The cart stays as it is.";

/// What kind of thing an event was done to.
pub fn thing(kind: &str) -> &str {
    match kind {
        "account" => "Login",
        "audit_preset" => "Filter",
        "behalf" => "Session on behalf",
        "cart" => "Cart",
        "contact" => "Contact",
        "factor" => "Second factor",
        "order" => "Order",
        "organization" => "Company",
        "session" => "Sign-in",
        "staff" => "Staff",
        "staff_invite" => "Invitation",
        "staff_role" => "Role",
        "store" => "Store",
        other => other,
    }
}

/// Why an on-behalf session ended.
pub fn ended(why: Cause) -> &'static str {
    match why {
        Cause::Stop => "You ended the session.",
        Cause::Idle => "It ended by itself, because it was not used for a while.",
        Cause::Expired => "The time chosen at the start is over.",
        Cause::Superseded => "It goes on as a new session, with more time.",
        Cause::SignedOut => "It ended when you signed out of the portal.",
        Cause::PortalIdle => {
            "Your sign-in to the portal was not used for too long and ended, and with it this session."
        }
        Cause::PortalExpired => {
            "Your sign-in to the portal reached its time limit and ended, and with it this session."
        }
        Cause::AgentDisabled => "Your staff account was disabled.",
        Cause::PermissionLost => "Your role no longer includes the permission.",
        Cause::SubjectDisabled => "The customer's account was locked or disabled.",
        Cause::CompanyClosed => "The customer's company was closed.",
        Cause::ConsentWithdrawn => "The customer withdrew their consent.",
        Cause::Customer => "The customer ended it.",
        Cause::Supervisor => "A supervisor ended it.",
        Cause::Off => "Login on behalf was switched off.",
        Cause::Refused | Cause::Cancelled => "It is over.",
    }
}

/// The same for lists, where the reader is not the agent.
pub fn ended_short(why: Cause) -> &'static str {
    match why {
        Cause::Stop => "Ended by the agent",
        Cause::Idle => "Idle",
        Cause::Expired => "Time was over",
        Cause::Superseded => "Went on with more time",
        Cause::Off => "Switched off",
        Cause::SignedOut => "Agent signed out",
        Cause::PortalIdle => "Agent's sign-in not used",
        Cause::PortalExpired => "Agent's sign-in at its limit",
        Cause::AgentDisabled => "Agent disabled",
        Cause::PermissionLost => "Permission lost",
        Cause::SubjectDisabled => "Account locked",
        Cause::CompanyClosed => "Company closed",
        Cause::ConsentWithdrawn => "Consent withdrawn",
        Cause::Customer => "Ended by the customer",
        Cause::Supervisor => "Ended by a supervisor",
        Cause::Refused | Cause::Cancelled => "Ended",
    }
}

/// Why a session in their account ended, for the customer.
pub fn ended_own(why: Cause) -> &'static str {
    match why {
        Cause::Customer => "You ended it",
        Cause::ConsentWithdrawn => "You withdrew your consent",
        Cause::Stop => "Support was done",
        Cause::Idle => "Support did nothing for a while",
        other => ended_short(other),
    }
}

/// Why support was never let in, for the customer.
pub fn unopened(why: Cause) -> &'static str {
    match why {
        Cause::Refused => "You refused it",
        Cause::Cancelled
        | Cause::SignedOut
        | Cause::PortalIdle
        | Cause::PortalExpired
        | Cause::AgentDisabled
        | Cause::PermissionLost
        | Cause::Off => "Support asked no longer",
        Cause::Stop
        | Cause::Expired
        | Cause::Idle
        | Cause::Superseded
        | Cause::Supervisor
        | Cause::Customer
        | Cause::ConsentWithdrawn
        | Cause::SubjectDisabled
        | Cause::CompanyClosed => "Not answered in time",
    }
}

/// How an on-behalf session works for its customer.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::View => "View only",
        Mode::Full => "Full",
    }
}

/// A changed field in the customer's words; nothing for what means nothing to them.
pub fn field(path: &str) -> Option<String> {
    let line = path.strip_prefix("lines.").and_then(|rest| rest.split('.').next());
    let name = match path.rsplit('.').next().unwrap_or_default() {
        "quantity" => "Quantity",
        "note" => "Note",
        "status" => "Status",
        "po_number" => "Order reference",
        "shipping" => "Shipping",
        _ => return None,
    };
    Some(line.map_or_else(|| name.to_owned(), |n| format!("{name}, line {n}")))
}

/// "just now", "3 min ago", "2 days ago".
pub fn ago(seconds: i64) -> String {
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..86_400 => format!("{} ago", count(seconds / 3_600, "hour", "hours")),
        _ => format!("{} ago", count(seconds / 86_400, "day", "days")),
    }
}

/// "15 minutes", "1 hour", "90 seconds": how long something lasts by a setting.
pub fn span(span: Micros) -> String {
    match span.as_seconds() {
        n if n >= 3_600 && n % 3_600 == 0 => count(n / 3_600, "hour", "hours"),
        n if n >= 60 && n % 60 == 0 => count(n / 60, "minute", "minutes"),
        n => count(n, "second", "seconds"),
    }
}

// Sentences name these numbers. No setting changes them; whoever changes them in the code changes the sentences.
const _: () = assert!(domain::password::reset::GOOD_FOR.0 == Micros::minutes(15).0, "links for a new password");
const _: () = assert!(domain::behalf::ask::WAIT.0 == Micros::minutes(5).0, "waiting for the customer");
const _: () = assert!(domain::behalf::extend::CHAIN.0 == Micros::minutes(4 * 60).0, "sessions in a row");
const _: () = assert!(domain::factor::challenge::LIFE.0 == Micros::minutes(5).0, "adding a factor");

/// "1 line", "3 lines".
pub fn count(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n.unsigned_abs()), if n == 1 { one } else { many })
}

/// A message after something was done, by the code in the address.
pub fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "added" => "Added to the cart.",
        "changed" => "The line was changed.",
        "consent" => "Your choice was saved.",
        "company-approval" => "The rule was saved.",
        "company-consent-ended" => "The choice was saved, and support is out of your accounts.",
        "company-role" => "The role was changed. It holds from their next click on.",
        "consent-ended" => "Your choice was saved, and support is out of your account.",
        "ended" => "The session was ended.",
        "factor-added" => "The second factor was added.",
        "factor-removed" => "The second factor was removed.",
        "kept" => "The filter was saved.",
        "removed" => "The line was removed.",
        "restored" => "The line is back in the cart.",
        "signed-out" => "You are signed out.",
        "order-approved" => "The order is placed. The buyer is told.",
        "order-rejected" => "The order was rejected. The buyer is told.",
        "order-withdrawn" => "The order was taken back.",
        "password" => "Your password was changed.",
        "sessions-ended" => "Signed out there.",
        "password-reset" => "Your password is set, and you are signed out everywhere. Sign in with it.",
        "reset-asked" => "If somebody signs in with this e-mail, a link is on its way. It works once, for 15 minutes.",
        "reset-sent" => "The link is on its way to the customer. It works once, for 15 minutes.",
        "started" => "The session has started. What you do now is done for the customer, and recorded.",
        "store" => "The store was changed.",
        "staff-disabled" => "Disabled. Every session is over.",
        "staff-enabled" => "Enabled again.",
        "staff-invited" => "The invitation is on its way.",
        "staff-joined" => "Your password is set. Sign in with it.",
        "staff-revoked" => "The invitation was taken back.",
        "staff-role" => "The role was changed.",
        "company-admin-named" => "The company has an administrator now.",
        "staff-role-saved" => "The role was saved.",
        "staff-scope" => "Companies and stores were saved.",
        "staff-signed-out" => "Signed out everywhere.",
        "too-late" => "That took longer than five minutes. Start again.",
        "support-ended" => "The session was ended. Support is out of your account.",
        "unkept" => "The filter was removed.",
        "verified" => "The log was verified. The result stands beside the title.",
        "verifying" => "The log is being verified. The result will stand beside the title.",
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
