//! Words for the customer's consent.

use domain::behalf::consent::{Basis, Consent};

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

/// Both words about support and which of them counts, for staff; nothing where both allow it.
pub fn both_words((customer, company): (Consent, Consent)) -> Option<String> {
    let word = |consent| match consent {
        Consent::Allowed => "allowed",
        Consent::Ask => "ask each time",
        Consent::Never => "never",
    };
    let counts = customer.max(company);
    (counts != Consent::Allowed).then(|| {
        let (customer, company, counts) = (word(customer), word(company), word(counts));
        format!("The customer says: {customer}. The company says: {company}. The stricter word counts: {counts}.")
    })
}

/// On what consent a session rests, for staff.
pub fn consent_of(basis: Basis) -> &'static str {
    match basis {
        Basis::Allowed => "Support access is allowed",
        Basis::Asked => "Asked, not answered",
        Basis::Approved => "Allowed by the customer on their screen",
        Basis::Code => "By a code that the customer read out",
        Basis::Override => "None: two people overrode it",
        Basis::Refused => "Refused",
    }
}

/// On what consent a session rested, for the customer; nothing was opened that was not answered.
pub fn rests_on(basis: Basis) -> &'static str {
    match basis {
        Basis::Approved => "You allowed it on your screen",
        Basis::Code => "You read out a code",
        Basis::Override => "None: two people at support overrode it",
        Basis::Allowed | Basis::Asked | Basis::Refused => "Support is allowed in your account",
    }
}
