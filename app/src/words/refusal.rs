//! Words for what is not done: a value that is wrong, a right that is missing, something that changed meanwhile.

use crate::form::Form;
use crate::words::count;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::money::{grouped, percent};

/// A sentence for what is wrong with a typed value.
pub fn problem(problem: &Problem) -> String {
    let number = |n: i64| grouped(n.unsigned_abs());
    match problem {
        Problem::Required => "This is needed.".to_owned(),
        Problem::TooShort(n) => format!("Write at least {n} characters."),
        Problem::TooLong(n) => format!("Write at most {n} characters."),
        Problem::TooManyTries(seconds) => throttled(*seconds),
        Problem::NoMoreTime => {
            "That is no more time than you have. Sessions in a row last 4 hours at most; after that, start a new one from the contact.".to_owned()
        }
        Problem::NotANumber => "Enter a whole number, such as 12.".to_owned(),
        Problem::NotAnAmount => "Enter an amount with up to two decimals, such as 2500, 2500.50 or 2500,50.".to_owned(),
        Problem::TooSmall(n) => format!("Enter {n} or more."),
        Problem::TooLarge(n) => format!("Enter {} or less.", number(*n)),
        Problem::NotAMultiple(n) => format!("This is sold in multiples of {n}. Enter {n}, {} or {}.", n * 2, n * 3),
        Problem::OutOfStock { sku, available: 0 } => format!("{sku} is out of stock."),
        Problem::OutOfStock { sku, available } => format!("Only {} of {sku} are in stock.", number(*available)),
        Problem::NotAChoice => "Choose one of the options.".to_owned(),
        Problem::Unprintable => "Remove the control characters.".to_owned(),
        Problem::CardNumber => {
            "This looks like the number of a payment card. Remove it: card numbers must not be written here.".to_owned()
        }
        Problem::Credentials => "Login and password do not match. Check both and try again.".to_owned(),
        Problem::Code => {
            "The code does not match. Each code works once; an app shows a new one every 30 seconds.".to_owned()
        }
        Problem::Passkey => "The passkey does not match, or it took too long. Try again.".to_owned(),
        Problem::WrongPassword => "This is not your current password.".to_owned(),
        Problem::Withdrawn(sku) => format!("{sku} is no longer sold."),
        Problem::NoPrice(sku) => format!("{sku} has no price for your company. Ask for a quote."),
        Problem::PoNumberUsed(number) => {
            format!("Order {number} of your company has this PO number. Change it, or send the order again to use it twice.")
        }
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
        Problem::NotADate => {
            "There is no such day. Write a day of the calendar as 2026-05-01, or a minute as 2026-05-01T14:30, in UTC."
                .to_owned()
        }
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
        Problem::NotAPercent => "Enter a percentage from 0 to 100 with at most one decimal, such as 5, 7.5 or 7,5.".to_owned(),
        Problem::DiscountLimit(limit) => {
            format!("Your limit for a discount on behalf is {}. A supervisor can release this order.", percent(*limit))
        }
        Problem::SecondDiscountLimit(limit) => {
            format!("This person may release discounts up to {}. Ask somebody who may give more.", percent(*limit))
        }
        Problem::NotTheSecond => "This must be somebody else, who may release orders above the limit.".to_owned(),
        Problem::OtherPerson(name) => {
            let name = crate::ui::plain(name);
            format!("This request was made by {name}'s browser. Only {name} can confirm it. Nothing was used up.")
        }
        Problem::SecondAdministrator => {
            "This is your own role: a second administrator has to confirm the change. Enter their work e-mail.".to_owned()
        }
        Problem::NotAnAdministrator => "This person may not manage staff. Ask somebody who may.".to_owned(),
        Problem::TooManyMatches(text) => format!("\"{text}\" fits too many. Write more of the name, or an id."),
    }
}

/// Why a server function did nothing, for the island that called it.
pub fn called(error: &Error) -> String {
    match error {
        Error::SignIn(_) => "You are signed out. Reload the page to sign in.".to_owned(),
        Error::Ended(_) => "The session has ended. Reload the page.".to_owned(),
        Error::Forbidden(denied) => self::denied(*denied).1.to_owned(),
        Error::NotFound => "There is no such thing any more. Reload the page.".to_owned(),
        Error::Invalid(fields) => {
            let said: Vec<String> = fields.iter().map(|field| problem(&field.problem)).collect();
            said.join(" ")
        }
        Error::Conflict(conflict) => self::conflict(*conflict).1.to_owned(),
        Error::Throttled { seconds } => throttled(*seconds),
        Error::Unavailable | Error::Start(_) | Error::Internal(_) => {
            "No answer at the moment. Try again, or press Enter to search.".to_owned()
        }
    }
}

/// What is said when a passkey opened nothing: there was none, or it does not match.
pub fn no_passkey(form: &Form) -> String {
    match form.is_incomplete() {
        true => "Your browser gave no passkey. Try again, or use your password.".to_owned(),
        false => problem(&Problem::Passkey),
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
        Denied::Closed => "The company is closed",
        Denied::Store => "Not one of your stores",
        Denied::Oneself => "Not for yourself",
        Denied::NoFactor => "Add a second factor first",
        Denied::LastFactor => "The last second factor stays",
        Denied::MemberRole => "Not in the role in the company",
        Denied::OwnOrder => "Somebody else decides",
        Denied::Off => "Login on behalf is switched off",
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
        Denied::Closed => (
            "The company is closed",
            "Nobody of a closed company signs in or is acted for, and nothing is ordered for it. Nothing was changed.",
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
        Denied::Off => (
            "Login on behalf is switched off",
            "Nobody acts for customers here at the moment. Whoever runs this shop can switch it on. Nothing was changed.",
        ),
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
        Conflict::Number => {
            ("No free order number was found", "Nothing was ordered, and the cart is unchanged. Send the order again.")
        }
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

/// What to do when a request is refused before any page is reached: plain text, for the status of HTTP.
pub fn refused(status: u16) -> &'static str {
    match status {
        400 => "The request cannot be read as HTTP, or does not say clearly which host it is for.",
        404 => "There is nothing at this address.",
        405 => "This address does not take that method.",
        408 => "The request did not arrive in time. Send it again.",
        410 => "What was here has ended.",
        413 => "What was sent is too large.",
        414 => "The address is too long.",
        415 => "Send it the way a browser sends forms.",
        421 => "This host is not served here.",
        429 => "Too many requests from your network are under way. Try again in a few seconds.",
        431 => "The address or the headers are too large. Delete the cookies of this site and try again.",
        503 => "The server is busy. Try again in a few seconds.",
        500..=599 => "The fault is on our side. Try again in a moment.",
        _ => "The request was refused.",
    }
}
