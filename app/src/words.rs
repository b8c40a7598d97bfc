//! Prose for codes: the one place where errors and states become sentences.

pub mod browser;
pub mod company;

use domain::behalf::consent::Consent;
use domain::cx::Mode;
use domain::error::{Conflict, Denied, Problem};
use domain::money::{grouped, percent};
use domain::policy::grants::Reach;
use domain::policy::{Action, Role};

/// A sentence for what is wrong with a typed value.
pub fn problem(problem: &Problem) -> String {
    let number = |n: i64| grouped(n.unsigned_abs());
    match problem {
        Problem::Required => "This is needed.".to_owned(),
        Problem::TooShort(n) => format!("Write at least {n} characters."),
        Problem::TooLong(n) => format!("Write at most {n} characters."),
        Problem::TooManyTries(seconds) => format!("Too many tries. Wait {seconds} seconds, then try again."),
        Problem::NoMoreTime => {
            "That is no more time than you have. Sessions in a row last 4 hours at most; after that, start a new one from the contact.".to_owned()
        }
        Problem::NotANumber => "Enter a whole number, such as 12.".to_owned(),
        Problem::NotAnAmount => "Enter an amount with up to two decimals, such as 2500 or 2500.50.".to_owned(),
        Problem::TooSmall(n) => format!("Enter {n} or more."),
        Problem::TooLarge(n) => format!("Enter {} or less.", number(*n)),
        Problem::NotAMultiple(n) => format!("This is sold in multiples of {n}. Enter {n}, {} or {}.", n * 2, n * 3),
        Problem::OutOfStock { sku, available: 0 } => format!("{sku} is out of stock."),
        Problem::OutOfStock { sku, available } => format!("Only {} of {sku} are in stock.", number(*available)),
        Problem::NotAChoice => "Choose one of the options.".to_owned(),
        Problem::Unprintable => "Remove the control characters.".to_owned(),
        Problem::Credentials => "Login and password do not match. Check both and try again.".to_owned(),
        Problem::Code => {
            "The code does not match. Each code works once; an app shows a new one every 30 seconds.".to_owned()
        }
        Problem::Passkey => "The passkey does not match, or it took too long. Try again.".to_owned(),
        Problem::WrongPassword => "This is not your current password.".to_owned(),
        Problem::Withdrawn(sku) => format!("{sku} is no longer sold."),
        Problem::NoPrice(sku) => format!("{sku} has no price for your company. Ask for a quote."),
        Problem::EmptyCart => "The cart is empty.".to_owned(),
        Problem::TotalTooLarge => "The total is larger than one order may be. Split it into several orders.".to_owned(),
        Problem::Taken => "This is in use already.".to_owned(),
        Problem::Guessable => "This password is easy to guess. Use several unrelated words.".to_owned(),
        Problem::NotAnEmail => "Enter an e-mail address, such as name@company.example.".to_owned(),
        Problem::KeyReused => {
            "This form was sent before with other values. Check the order list, then try again.".to_owned()
        }
        Problem::NotAnAddress => "This address cannot be delivered to.".to_owned(),
        Problem::UnknownKey(key) => format!(
            "There is no filter \"{key}:\". Use actor, for, company, action, object, result, session, after, before or on-behalf."
        ),
        Problem::NoKey(word) => format!("Say what \"{word}\" is, such as actor:{word} or object:{word}."),
        Problem::NotADate => "Write a day as 2026-05-01, or a minute as 2026-05-01T14:30, in UTC.".to_owned(),
        Problem::NotAResult => "A result is success or denied.".to_owned(),
        Problem::NotACode => "Enter the six digits.".to_owned(),
        Problem::WrongCode => {
            "This is not the code, or it is not valid any more. Ask the customer to read it out again, or to show a new one.".to_owned()
        }
        Problem::SamePerson => "This is you. It takes somebody else.".to_owned(),
        Problem::MayNotOverride => "This person's role does not include it. Ask a supervisor or an administrator.".to_owned(),
        Problem::NotAYes => "Write on-behalf:yes or on-behalf:no.".to_owned(),
        Problem::NotBetween(least, most) => format!("Enter a whole number from {least} to {most}."),
        Problem::LastManager => "Nobody would be left who may manage staff. Give somebody else a role that may, first.".to_owned(),
        Problem::AuditApart => "Who manages staff does not read the audit log: choose one of the two.".to_owned(),
        Problem::AuditWhole => "The audit log is read as a whole: choose all companies.".to_owned(),
        Problem::OfACustomer => "This is a customer's login. Staff need an address of their own.".to_owned(),
        Problem::OrderLimit(limit) => {
            format!("Your limit for one order on behalf is {limit}. A supervisor can release this order.")
        }
        Problem::OrdersLimit(n) => format!(
            "Your limit is {} in one session on behalf. A supervisor can release one more.",
            count(*n, "order", "orders")
        ),
        Problem::NotAPercent => "Enter a percentage from 0 to 100 with at most one decimal, such as 5 or 7.5.".to_owned(),
        Problem::DiscountLimit(limit) => {
            format!("Your limit for a discount on behalf is {}. A supervisor can release this order.", percent(*limit))
        }
        Problem::SecondDiscountLimit(limit) => {
            format!("This person may release discounts up to {}. Ask somebody who may give more.", percent(*limit))
        }
        Problem::NotTheSecond => "This must be somebody else, who may release orders above the limit.".to_owned(),
        Problem::TooManyMatches(text) => format!("\"{text}\" fits too many. Write more of the name, or an id."),
    }
}

/// What is said after too many wrong passwords.
pub fn throttled(seconds: i64) -> String {
    format!("Too many tries. Wait {seconds} seconds, then try again.")
}

/// Why a button is not available, short.
pub fn denied_short(denied: Denied) -> &'static str {
    match denied {
        Denied::Permission => "Your role may not log in on behalf",
        Denied::NotOnBehalf => "Not possible on behalf",
        Denied::ViewOnly => "View only",
        Denied::Locked => "The account is locked",
        Denied::Disabled => "The account is disabled",
        Denied::Invited => "Invited, has not signed in yet",
        Denied::Unverified => "The e-mail is not confirmed",
        Denied::Consent => "The customer does not allow support access",
        Denied::TooManySessions => "You have too many sessions open",
        Denied::OnHold => "The company is on credit hold",
        Denied::Store => "Not one of your stores",
        Denied::Oneself => "Not for yourself",
        Denied::NoFactor => "Add a second factor first",
        Denied::LastFactor => "The last second factor stays",
        Denied::MemberRole => "Not in the role in the company",
        Denied::OwnOrder => "Somebody else decides",
    }
}

/// Why something is forbidden, as a heading and a sentence that says what to do.
pub fn denied(denied: Denied) -> (&'static str, &'static str) {
    match denied {
        Denied::Permission => (
            "You may not do this",
            "Your role does not include this permission. Ask an administrator if you need it. The attempt was recorded.",
        ),
        Denied::NotOnBehalf => (
            "Not possible on behalf",
            "This can only be done by the customer, signed in on their own. Nothing was changed.",
        ),
        Denied::ViewOnly => (
            "This session is view only",
            "You can look at everything the customer sees, but change nothing. Nothing was changed.",
        ),
        Denied::Locked => (
            "The account is locked",
            "Nobody can act for a locked account. Ask the customer's administrator to unlock it.",
        ),
        Denied::Disabled => ("The account is disabled", "Nobody can act for a disabled account."),
        Denied::Invited => (
            "The account is not active yet",
            "The person was invited and has not signed in yet. Nobody can act for them before.",
        ),
        Denied::Unverified => {
            ("The e-mail is not confirmed", "Nobody can act for an account whose e-mail was never confirmed.")
        }
        Denied::Consent => (
            "The customer does not allow support access",
            "Ask the customer to allow support access in their settings, then start again. In an emergency two people can start together. The attempt was recorded.",
        ),
        Denied::TooManySessions => {
            ("Too many sessions are open", "End one of your open on-behalf sessions, then start again.")
        }
        Denied::OnHold => (
            "The company is on credit hold",
            "Orders cannot be placed for this company at the moment. The cart is unchanged. Finance can lift the hold.",
        ),
        Denied::Store => ("This is not one of your stores", "Ask an administrator to assign the store to you."),
        Denied::Oneself => ("You cannot change your own access", "Ask another administrator. Nothing was changed."),
        Denied::NoFactor => (
            "Add a second factor first",
            "Here a password alone is not enough for staff. Sign in to the portal, add a second factor under Security, then start again.",
        ),
        Denied::LastFactor => {
            ("The last second factor stays", "Staff need one here. Add another one first, then remove this one.")
        }
        Denied::MemberRole => (
            "The role in the company does not include this",
            "An administrator of the company can give another role. Nothing was changed.",
        ),
        Denied::OwnOrder => {
            ("Somebody else decides about your own order", "It waits for another approver of your company.")
        }
    }
}

/// What changed meanwhile, as a heading and a sentence.
pub fn conflict(conflict: Conflict) -> (&'static str, &'static str) {
    match conflict {
        Conflict::Cart => (
            "The cart has changed",
            "Somebody changed the cart since this page was shown. Look at it again; nothing was lost.",
        ),
        Conflict::Total => (
            "The total has changed",
            "The cart, a price, the discount or the tax is not what it was when this page was shown. Nothing was ordered yet: look at the new total, then place the order.",
        ),
        Conflict::Session => (
            "This form belongs to another session",
            "The page was opened for a different session than the one that is active now. Nothing was changed. Go back to the right tab and try again.",
        ),
        Conflict::LastAdmin => (
            "Somebody must be able to manage staff",
            "After this nobody would be left who may. Nothing was changed. Give somebody else the role first.",
        ),
        Conflict::State => {
            ("This step was done already", "It is in a state that does not allow this step any more. Look at it again.")
        }
    }
}

/// The state of an account, and the tone of its badge.
pub fn account_status(status: &str) -> (&'static str, &'static str) {
    match status {
        "active" => ("Active", "success"),
        "locked" => ("Locked", "danger"),
        "invited" => ("Invited", "info"),
        "unverified" => ("Unverified", "warning"),
        _ => ("Disabled", "neutral"),
    }
}

/// The state of an order, and the tone of its badge.
pub fn order_status(status: &str) -> (&'static str, &'static str) {
    match status {
        "awaiting_approval" => ("Awaiting approval", "warning"),
        "rejected" => ("Rejected", "danger"),
        "withdrawn" => ("Withdrawn", "neutral"),
        "placed" => ("Placed", "info"),
        "confirmed" => ("Confirmed", "info"),
        "shipped" => ("Shipped", "info"),
        "delivered" => ("Delivered", "success"),
        _ => ("Cancelled", "neutral"),
    }
}

/// A staff role in words.
pub fn role(role: &str) -> &'static str {
    match (Role::parse(role), role) {
        (Some(role), _) => role.title(),
        (None, "customer") => "Customer",
        _ => "System",
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
pub fn shipping(method: &str) -> (&'static str, &'static str) {
    match method {
        "express" => ("Express", "Next working day when ordered before 15:00"),
        "collect" => ("Collect", "Ready at the counter in two hours"),
        _ => ("Standard", "2 to 3 working days"),
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
        "on_behalf.denied" => "Session on behalf refused",
        "on_behalf.ended" => "Session on behalf ended",
        "on_behalf.overridden" => "Consent overridden by two people",
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
        "password.reset" => "New password chosen by link",
        "password.reset_asked" => "Link for a new password asked for",
        "recovery.renewed" => "Recovery codes renewed",
        "recovery.used" => "Recovery code used",
        "staff.created" => "Member of staff created",
        "staff.disabled" => "Member of staff disabled",
        "staff.enabled" => "Member of staff enabled",
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
pub fn ended(why: &str) -> &'static str {
    match why {
        "stop" => "You ended the session.",
        "idle" => "It ended by itself after 15 minutes without use.",
        "expired" => "The time chosen at the start is over.",
        "superseded" => "It goes on as a new session, with more time.",
        "signed_out" => "It ended when you signed out of the portal.",
        "agent_disabled" => "Your staff account was disabled.",
        "permission_lost" => "Your role no longer includes the permission.",
        "subject_disabled" => "The customer's account was locked or disabled.",
        "consent_withdrawn" => "The customer withdrew their consent.",
        "customer" => "The customer ended it.",
        "supervisor" => "A supervisor ended it.",
        "off" => "Login on behalf was switched off.",
        _ => "It is over.",
    }
}

/// The same for lists, where the reader is not the agent.
pub fn ended_short(why: &str) -> &'static str {
    match why {
        "stop" => "Ended by the agent",
        "idle" => "Idle",
        "expired" => "Time was over",
        "superseded" => "Went on with more time",
        "off" => "Switched off",
        "signed_out" => "Agent signed out",
        "agent_disabled" => "Agent disabled",
        "permission_lost" => "Permission lost",
        "subject_disabled" => "Account locked",
        "consent_withdrawn" => "Consent withdrawn",
        "customer" => "Ended by the customer",
        "supervisor" => "Ended by a supervisor",
        _ => "Ended",
    }
}

/// Why a session in their account ended, for the customer.
pub fn ended_own(why: &str) -> &'static str {
    match why {
        "customer" => "You ended it",
        "consent_withdrawn" => "You withdrew your consent",
        "stop" => "Support was done",
        "idle" => "Support did nothing for 15 minutes",
        other => ended_short(other),
    }
}

/// Why support was never let in, for the customer.
pub fn unopened(why: &str) -> &'static str {
    match why {
        "refused" => "You refused it",
        "cancelled" => "Support asked no longer",
        _ => "Not answered in time",
    }
}

/// Whether support may work in an account.
pub fn consent(consent: Consent) -> &'static str {
    match consent {
        Consent::Allowed => "Allowed",
        Consent::Ask => "Ask me each time",
        Consent::Never => "Never",
    }
}

/// What each choice means for the customer.
pub fn consent_means(consent: Consent) -> &'static str {
    match consent {
        Consent::Allowed => "Support may come in when you need help. You see every session here.",
        Consent::Ask => "Each session waits until you allow it on your screen or read out a code.",
        Consent::Never => {
            "Nobody comes in. In an emergency two people at support together can, and you are told at once."
        }
    }
}

/// What stands in the way of the agent, or nothing.
pub fn consent_in_the_way(consent: Consent) -> Option<&'static str> {
    match consent {
        Consent::Allowed => None,
        Consent::Ask => Some("The customer is asked first: they allow it on their screen or read out a code."),
        Consent::Never => {
            Some("The customer does not allow support access. It takes a second person to override that.")
        }
    }
}

/// On what consent a session rests, for staff.
pub fn consent_of(consent: &str) -> &'static str {
    match consent {
        "approved" => "Allowed by the customer on their screen",
        "code" => "By a code that the customer read out",
        "override" => "None: two people overrode it",
        "asked" => "Asked, not answered",
        "refused" => "Refused",
        _ => "Support access is allowed",
    }
}

/// On what consent a session rested, for the customer.
pub fn rests_on(consent: &str) -> &'static str {
    match consent {
        "approved" => "You allowed it on your screen",
        "code" => "You read out a code",
        "override" => "None: two people at support overrode it",
        _ => "Support is allowed in your account",
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
        "password-reset" => "Your password is set, and you are signed out everywhere. Sign in with it.",
        "reset-asked" => "If somebody signs in with this e-mail, a link is on its way. It works once, for 15 minutes.",
        "reset-sent" => "The link is on its way to the customer. It works once, for 15 minutes.",
        "store" => "The store was changed.",
        "staff-disabled" => "Disabled. Every session is over.",
        "staff-enabled" => "Enabled again.",
        "staff-invited" => "The invitation is on its way.",
        "staff-joined" => "Your password is set. Sign in with it.",
        "staff-revoked" => "The invitation was taken back.",
        "staff-role" => "The role was changed.",
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
