//! What can go wrong, in the words of the domain. No prose for people and no HTTP: both are made at the edge.

pub mod ended;

pub use ended::{Ended, NotOpen};

use crate::text_enum::text_enum;

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no such thing, or it is not for this principal to know that there is.
    NotFound,
    /// Nobody is signed in where somebody must be.
    SignIn(Realm),
    /// The principal may not do this.
    Forbidden(Denied),
    /// The on-behalf session of this address is over.
    Ended(Ended),
    /// What was typed cannot be taken; one entry a field.
    Invalid(Vec<Field>),
    /// The thing changed since it was shown.
    Conflict(Conflict),
    /// Too many failed tries.
    Throttled {
        /// Seconds until the next try is looked at.
        seconds: i64,
    },
    /// The database cannot be written or read at the moment.
    Unavailable,
    /// A start-up problem, told to the operator in a sentence.
    Start(String),
    /// Something that should not be possible; logged, never shown.
    Internal(String),
}

impl Error {
    /// One field with one problem.
    pub fn field(name: &'static str, problem: Problem) -> Error {
        Error::Invalid(vec![Field { name, problem }])
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Error {
        Error::Forbidden(denied)
    }
}

text_enum! {
    /// Why a picture or a document is not taken.
    pub enum BadFile {
        /// There is nothing in it.
        Empty => "empty",
        /// It is larger than allowed.
        TooLarge => "too_large",
        /// It is none of the kinds that are taken.
        Unknown => "unknown",
        /// Its name says that it is something else than its content.
        Ending => "ending",
        /// It ends too early, or cannot be read.
        Broken => "broken",
        /// It holds a second file, so that another program could read it as something else.
        TwoFiles => "two_files",
        /// Its picture has more pixels than allowed.
        TooManyPixels => "too_many_pixels",
        /// A drawing that declares entities, or a document type of its own.
        Entities => "entities",
        /// A drawing that shows what stands in another file.
        Reference => "reference",
        /// A drawing that is too much work for a browser.
        TooComplex => "too_complex",
        /// It needs a password.
        Locked => "locked",
        /// In an archive: its name leads out of the folder.
        Path => "path",
        /// In an archive: it is a link to another file.
        Link => "link",
        /// In an archive: it is an archive itself.
        Nested => "nested",
        /// In an archive: no product has its name as article number.
        NoArticle => "no_article",
        /// In an archive: there was no time left for it.
        NoTime => "no_time",
        /// There are more files than allowed.
        TooMany => "too_many",
    }
}

text_enum! {
    /// The two kinds of people, who never share an identity (R16).
    pub enum Realm {
        /// Staff.
        Portal => "portal",
        /// Customers.
        Shop => "shop",
    }
}

text_enum! {
    /// Why something is forbidden.
    pub enum Denied {
        /// The role does not have the permission.
        Permission => "permission",
        /// Not possible while acting on behalf of a customer.
        NotOnBehalf => "not_on_behalf",
        /// The on-behalf session may only look.
        ViewOnly => "view_only",
        /// The account is locked.
        Locked => "locked",
        /// The account is disabled.
        Disabled => "disabled",
        /// The account was invited and has not signed in yet.
        Invited => "invited",
        /// The account's e-mail was never confirmed.
        Unverified => "unverified",
        /// The company does not allow support to act for it.
        Consent => "consent",
        /// The agent has too many on-behalf sessions open.
        TooManySessions => "too_many_sessions",
        /// The company may not order at the moment.
        OnHold => "on_hold",
        /// The company is closed: nobody of it signs in or is acted for, and nothing is ordered.
        Closed => "closed",
        /// The account is for a store that is not one of theirs.
        Store => "store",
        /// Nobody changes their own access.
        Oneself => "oneself",
        /// Staff must enrol a second factor before anything else.
        NoFactor => "no_factor",
        /// The last second factor stays where one is required.
        LastFactor => "last_factor",
        /// The customer's role in their company does not include it.
        MemberRole => "member_role",
        /// Somebody else must decide about one's own order.
        OwnOrder => "own_order",
        /// Login on behalf is switched off.
        Off => "off",
    }
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name of the form field.
    pub name: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a typed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is empty and must not be.
    Required,
    /// It has fewer characters than allowed.
    TooShort(usize),
    /// It has more characters than allowed.
    TooLong(usize),
    /// It is not a whole number.
    NotANumber,
    /// It is not an amount of money with up to two decimals.
    NotAnAmount,
    /// It is below the least.
    TooSmall(i64),
    /// It is above the most.
    TooLarge(i64),
    /// It is no multiple of the pack size.
    NotAMultiple(i64),
    /// Less is in stock; the number is what there is.
    OutOfStock {
        /// The SKU.
        sku: String,
        /// What there is.
        available: i64,
    },
    /// It is none of the choices.
    NotAChoice,
    /// It is no page of the storefront that a session on behalf begins on.
    NotAPage,
    /// No more time can be had: the chain of on-behalf sessions is as long as it may be.
    NoMoreTime,
    /// It holds control characters.
    Unprintable,
    /// It holds what looks like the number of a payment card.
    CardNumber,
    /// Login and password do not fit; says nothing about which (R5).
    Credentials,
    /// Too many tries: the next one is looked at after so many seconds.
    TooManyTries(i64),
    /// The code of the second factor does not fit, or was used already.
    Code,
    /// The answer of the authenticator does not fit what was asked, or came too late.
    Passkey,
    /// It is not the current password of the person who is signed in.
    WrongPassword,
    /// The product can no longer be bought.
    Withdrawn(String),
    /// There is no price for the product.
    NoPrice(String),
    /// The cart is empty.
    EmptyCart,
    /// Another order of the company has this PO number; the number of that order.
    PoNumberUsed(String),
    /// No product has this article number.
    UnknownArticle,
    /// The company has this own number already, for the product with this article number.
    NumberUsed(String),
    /// The total is larger than an order may be.
    TotalTooLarge,
    /// No product has this number.
    NoSuchProduct,
    /// Somebody else has it already.
    Taken,
    /// It is a well-known or easily guessed password.
    Guessable,
    /// It is no e-mail address.
    NotAnEmail,
    /// The same key was used for something else.
    KeyReused,
    /// It cannot be a deliverable address.
    NotAnAddress,
    /// A filter has no such key.
    UnknownKey(String),
    /// A word of a filter has no key in front of it.
    NoKey(String),
    /// It is no day or minute that a filter takes.
    NotADate,
    /// It is no result that an event can have.
    NotAResult,
    /// It is neither yes nor no.
    NotAYes,
    /// It is not six digits.
    NotACode,
    /// It is not the code that the customer's page shows, or not any more.
    WrongCode,
    /// The second person is the same as the first.
    SamePerson,
    /// This person may not be the second person of an override.
    MayNotOverride,
    /// More than so many people or companies match.
    TooManyMatches(String),
    /// It is not between these numbers.
    NotBetween(i64, i64),
    /// Nobody would be left who manages staff.
    LastManager,
    /// Who manages staff does not read the record.
    AuditApart,
    /// The record is read as a whole or not at all.
    AuditWhole,
    /// The e-mail is a customer's login.
    OfACustomer,
    /// The e-mail is the login of a member of staff.
    OfStaff,
    /// The order is above what may be ordered on behalf without a second person.
    OrderLimit(crate::money::Money),
    /// As many orders as may be placed in one session on behalf were placed.
    OrdersLimit(i64),
    /// It is no percentage from 0 to 100 with at most one decimal.
    NotAPercent,
    /// The discount is above what may be given on behalf without a second person, per ten thousand.
    DiscountLimit(i64),
    /// The discount is above what the second person may give, per ten thousand.
    SecondDiscountLimit(i64),
    /// It must be somebody else, who may release a limit.
    NotTheSecond,
    /// The credentials are somebody else's than this person's, in whose browser it was asked for.
    OtherPerson(String),
    /// A change of the own role takes a second administrator.
    SecondAdministrator,
    /// It is nobody who may manage staff.
    NotAnAdministrator,
    /// It is no day.
    NotADay,
    /// The day is before this first one that is possible.
    DayTooEarly(crate::time::Micros),
    /// The day is after this last one that is possible.
    DayTooLate(crate::time::Micros),
    /// No line of the cart is ticked.
    NothingSelected,
    /// The goods are worth less than an order of the store must be.
    BelowMinimum {
        /// What is missing.
        missing: crate::money::Money,
        /// The minimum.
        minimum: crate::money::Money,
    },
    /// The PO number is not as those of the company look; a number that is.
    PoPattern(String),
    /// A star stands for all that follows, so that nothing comes after it.
    StarInside,
    /// There is no cost centre that an order could name.
    NoCostCentre,
    /// There are as many of them as there may be.
    TooMany(i64),
    /// There are as many files as there may be.
    TooManyFiles(i64),
    /// The file is larger than so many megabytes.
    FileTooLarge(i64),
    /// The file is of none of the kinds that are taken; its name.
    FileKind(String),
    /// The file holds something else than its name says; its name.
    FileContent(String),
    /// There is nothing in the file; its name.
    FileEmpty(String),
    /// A picture or a document is not taken; its name, and why.
    Media(String, BadFile),
    /// A file was chosen and not attached; its name.
    NotAttached(String),
    /// It is no short name of letters from a to z, digits and dashes.
    NotACodeName,
}

/// What changed under the person's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The cart was changed since the page was shown.
    Cart,
    /// The list was changed since the page was shown.
    List,
    /// The total of the order changed since the page was shown.
    Total,
    /// No free number was found for the order.
    Number,
    /// The form belongs to another session than the address.
    Session,
    /// The order is in a state that does not allow this step.
    State,
    /// Nobody would be left who manages staff.
    LastAdmin,
}
