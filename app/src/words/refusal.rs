//! Words for what is not done: a value that is wrong, a right that is missing, something that changed meanwhile.

use crate::form::Form;
use crate::{t, text};
use domain::error::{Conflict, Denied, Error, Problem};

/// A sentence for what is wrong with a typed value.
pub fn problem(problem: &Problem) -> String {
    let fixed = match problem {
        Problem::Required => t!("wrong-required"),
        Problem::NoMoreTime => t!("wrong-no-more-time"),
        Problem::NotANumber => t!("wrong-not-a-number"),
        Problem::NotAnAmount => t!("wrong-not-an-amount"),
        Problem::NotAPage => t!("wrong-not-a-page"),
        Problem::NotAChoice => t!("wrong-not-a-choice"),
        Problem::Unprintable => t!("wrong-unprintable"),
        Problem::CardNumber => t!("wrong-card-number"),
        Problem::Credentials => t!("wrong-credentials"),
        Problem::Code => t!("wrong-code"),
        Problem::Passkey => t!("wrong-passkey"),
        Problem::WrongPassword => t!("wrong-password"),
        Problem::EmptyCart => t!("wrong-empty-cart"),
        Problem::TotalTooLarge => t!("wrong-total-too-large"),
        Problem::NoSuchProduct => t!("wrong-no-such-product"),
        Problem::Taken => t!("wrong-taken"),
        Problem::Guessable => t!("wrong-guessable"),
        Problem::NotAnEmail => t!("wrong-not-an-email"),
        Problem::KeyReused => t!("wrong-key-reused"),
        Problem::NotAnAddress => t!("wrong-not-an-address"),
        Problem::NotADate => t!("wrong-not-a-date"),
        Problem::NotAResult => t!("wrong-not-a-result"),
        Problem::NotACode => t!("wrong-not-a-code"),
        Problem::UnknownArticle => t!("wrong-unknown-article"),
        Problem::WrongCode => t!("wrong-customer-code"),
        Problem::SamePerson => t!("wrong-same-person"),
        Problem::MayNotOverride => t!("wrong-may-not-override"),
        Problem::NotAYes => t!("wrong-not-a-yes"),
        Problem::LastManager => t!("wrong-last-manager"),
        Problem::AuditApart => t!("wrong-audit-apart"),
        Problem::AuditWhole => t!("wrong-audit-whole"),
        Problem::OfACustomer => t!("wrong-of-a-customer"),
        Problem::OfStaff => t!("wrong-of-staff"),
        Problem::NotAPercent => t!("wrong-not-a-percent"),
        Problem::NotTheSecond => t!("wrong-not-the-second"),
        Problem::SecondAdministrator => t!("wrong-second-administrator"),
        Problem::NotAnAdministrator => t!("wrong-not-an-administrator"),
        Problem::NotACodeName => t!("wrong-not-a-code-name"),
        Problem::NotADay => t!("wrong-not-a-day"),
        Problem::NothingSelected => t!("wrong-nothing-selected"),
        Problem::StarInside => t!("wrong-star-inside"),
        Problem::NoCostCentre => t!("wrong-no-cost-centre"),
        Problem::TooManyTries(seconds) => return throttled(*seconds),
        Problem::TooShort(n) => return t!("wrong-too-short", count = *n),
        Problem::TooLong(n) => return t!("wrong-too-long", count = *n),
        Problem::TooSmall(n) => return t!("wrong-too-small", least = *n),
        Problem::TooLarge(n) => return t!("wrong-too-large", most = *n),
        Problem::NotAMultiple(n) => return t!("wrong-not-a-multiple", once = *n, twice = n * 2, thrice = n * 3),
        Problem::OutOfStock { sku, available: 0 } => return t!("wrong-out-of-stock", sku = sku),
        Problem::OutOfStock { sku, available } => return t!("wrong-stock-left", sku = sku, count = *available),
        Problem::Withdrawn(sku) => return t!("wrong-withdrawn", sku = sku),
        Problem::NoPrice(sku) => return t!("wrong-no-price", sku = sku),
        Problem::NumberUsed(sku) => return t!("wrong-number-used", sku = sku),
        Problem::PoNumberUsed(order) => return t!("wrong-po-number-used", order = order),
        Problem::UnknownKey(key) => return t!("wrong-unknown-key", key = key),
        Problem::NoKey(word) => return t!("wrong-no-key", word = word),
        Problem::NotBetween(least, most) => return t!("wrong-not-between", least = *least, most = *most),
        Problem::OrderLimit(limit) => return t!("wrong-order-limit", limit = text::money(*limit)),
        Problem::OrdersLimit(n) => return t!("wrong-orders-limit", count = *n),
        Problem::DiscountLimit(limit) => return t!("wrong-discount-limit", limit = text::percent(*limit)),
        Problem::SecondDiscountLimit(limit) => return t!("wrong-second-discount-limit", limit = text::percent(*limit)),
        Problem::OtherPerson(name) => return t!("wrong-other-person", name = text::plain(name)),
        Problem::DayTooEarly(first) => return t!("wrong-day-too-early", day = text::day(*first)),
        Problem::DayTooLate(last) => return t!("wrong-day-too-late", day = text::day(*last)),
        Problem::BelowMinimum { missing, minimum } => {
            return t!("wrong-below-minimum", missing = text::money(*missing), minimum = text::money(*minimum));
        }
        Problem::PoPattern(example) => return t!("wrong-po-pattern", example = example),
        Problem::TooMany(n) => return t!("wrong-too-many", count = *n),
        Problem::TooManyFiles(n) => return t!("wrong-too-many-files", count = *n),
        Problem::FileTooLarge(n) => return t!("wrong-file-too-large", size = *n),
        Problem::FileKind(name) => return t!("wrong-file-kind", name = text::plain(name)),
        Problem::FileContent(name) => return t!("wrong-file-content", name = text::plain(name)),
        Problem::FileEmpty(name) => return t!("wrong-file-empty", name = text::plain(name)),
        Problem::Media(name, why) => {
            return t!("wrong-media", name = text::plain(name), why = super::media::why(*why));
        }
        Problem::NotAttached(name) => return t!("wrong-not-attached", name = text::plain(name)),
        Problem::TooManyMatches(words) => return t!("wrong-too-many-matches", text = words),
    };
    fixed.to_owned()
}

/// Why a server function did nothing, for the island that called it.
pub fn called(error: &Error) -> String {
    match error {
        Error::SignIn(_) => t!("call-signed-out").to_owned(),
        Error::Ended(_) => t!("call-ended").to_owned(),
        Error::Forbidden(denied) => self::denied(*denied).1.to_owned(),
        Error::NotFound => t!("call-gone").to_owned(),
        Error::Invalid(fields) => {
            let said: Vec<String> = fields.iter().map(|field| problem(&field.problem)).collect();
            said.join(" ")
        }
        Error::Conflict(conflict) => self::conflict(*conflict).1.to_owned(),
        Error::Throttled { seconds } => throttled(*seconds),
        Error::Unavailable | Error::Start(_) | Error::Internal(_) => t!("search-no-answer").to_owned(),
    }
}

/// What is said when a passkey opened nothing: there was none, or it does not match.
pub fn no_passkey(form: &Form) -> String {
    match form.is_incomplete() {
        true => t!("wrong-no-passkey").to_owned(),
        false => problem(&Problem::Passkey),
    }
}

/// What is said after too many wrong passwords.
pub fn throttled(seconds: i64) -> String {
    t!("wrong-too-many-tries", seconds = seconds)
}

/// Why a button is not available, short.
pub fn denied_short(denied: Denied) -> &'static str {
    match denied {
        Denied::Permission => t!("denied-permission-short"),
        Denied::NotOnBehalf => t!("denied-not-on-behalf-short"),
        Denied::ViewOnly => t!("denied-view-only-short"),
        Denied::Locked => t!("denied-locked-short"),
        Denied::Disabled => t!("denied-disabled-short"),
        Denied::Invited => t!("denied-invited-short"),
        Denied::Unverified => t!("denied-unverified-short"),
        Denied::Consent => t!("denied-consent-short"),
        Denied::TooManySessions => t!("denied-too-many-sessions-short"),
        Denied::OnHold => t!("denied-on-hold-short"),
        Denied::Closed => t!("denied-closed-short"),
        Denied::Store => t!("denied-store-short"),
        Denied::Oneself => t!("denied-oneself-short"),
        Denied::NoFactor => t!("denied-no-factor-short"),
        Denied::LastFactor => t!("denied-last-factor-short"),
        Denied::MemberRole => t!("denied-member-role-short"),
        Denied::OwnOrder => t!("denied-own-order-short"),
        Denied::Off => t!("denied-off-short"),
    }
}

/// Why something is forbidden, as a heading and a sentence that says what to do.
pub fn denied(denied: Denied) -> (&'static str, &'static str) {
    match denied {
        Denied::Permission => (t!("denied-permission"), t!("denied-permission-help")),
        Denied::NotOnBehalf => (t!("denied-not-on-behalf"), t!("denied-not-on-behalf-help")),
        Denied::ViewOnly => (t!("denied-view-only"), t!("denied-view-only-help")),
        Denied::Locked => (t!("denied-locked"), t!("denied-locked-help")),
        Denied::Disabled => (t!("denied-disabled"), t!("denied-disabled-help")),
        Denied::Invited => (t!("denied-invited"), t!("denied-invited-help")),
        Denied::Unverified => (t!("denied-unverified"), t!("denied-unverified-help")),
        Denied::Consent => (t!("denied-consent"), t!("denied-consent-help")),
        Denied::TooManySessions => (t!("denied-too-many-sessions"), t!("denied-too-many-sessions-help")),
        Denied::OnHold => (t!("denied-on-hold"), t!("denied-on-hold-help")),
        Denied::Closed => (t!("denied-closed"), t!("denied-closed-help")),
        Denied::Store => (t!("denied-store"), t!("denied-store-help")),
        Denied::Oneself => (t!("denied-oneself"), t!("denied-oneself-help")),
        Denied::NoFactor => (t!("denied-no-factor"), t!("denied-no-factor-help")),
        Denied::LastFactor => (t!("denied-last-factor"), t!("denied-last-factor-help")),
        Denied::MemberRole => (t!("denied-member-role"), t!("denied-member-role-help")),
        Denied::OwnOrder => (t!("denied-own-order"), t!("denied-own-order-help")),
        Denied::Off => (t!("denied-off"), t!("denied-off-help")),
    }
}

/// What changed meanwhile, as a heading and a sentence.
pub fn conflict(conflict: Conflict) -> (&'static str, &'static str) {
    match conflict {
        Conflict::Cart => (t!("conflict-cart"), t!("conflict-cart-help")),
        Conflict::List => (t!("conflict-list"), t!("conflict-list-help")),
        Conflict::Total => (t!("conflict-total"), t!("conflict-total-help")),
        Conflict::Number => (t!("conflict-number"), t!("conflict-number-help")),
        Conflict::Session => (t!("conflict-session"), t!("conflict-session-help")),
        Conflict::LastAdmin => (t!("conflict-last-admin"), t!("conflict-last-admin-help")),
        Conflict::State => (t!("conflict-state"), t!("conflict-state-help")),
    }
}

/// What to do when a request is refused before any page is reached: plain text, for the status of HTTP.
pub fn refused(status: u16) -> &'static str {
    match status {
        400 => t!("refused-400"),
        404 => t!("refused-404"),
        405 => t!("refused-405"),
        408 => t!("refused-408"),
        410 => t!("refused-410"),
        413 => t!("refused-413"),
        414 => t!("refused-414"),
        415 => t!("refused-415"),
        421 => t!("refused-421"),
        429 => t!("refused-429"),
        431 => t!("refused-431"),
        503 => t!("refused-503"),
        500..=599 => t!("refused-fault"),
        _ => t!("refused-other"),
    }
}
