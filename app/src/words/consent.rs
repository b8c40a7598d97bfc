//! Words for the customer's consent.

use crate::t;
use domain::behalf::consent::{Basis, Consent};

/// Whether support may work in an account.
pub fn consent(consent: Consent) -> &'static str {
    match consent {
        Consent::Allowed => t!("consent-allowed"),
        Consent::Ask => t!("consent-ask"),
        Consent::Never => t!("consent-never"),
    }
}

/// What each choice means for the customer.
pub fn consent_means(consent: Consent) -> &'static str {
    match consent {
        Consent::Allowed => t!("consent-allowed-help"),
        Consent::Ask => t!("consent-ask-help"),
        Consent::Never => t!("consent-never-help"),
    }
}

/// What stands in the way of the agent, or nothing.
pub fn consent_in_the_way(consent: Consent) -> Option<&'static str> {
    match consent {
        Consent::Allowed => None,
        Consent::Ask => Some(t!("consent-ask-first")),
        Consent::Never => Some(t!("consent-second-person")),
    }
}

/// Both words about support and which of them counts, for staff; nothing where both allow it.
pub fn both_words((customer, company): (Consent, Consent)) -> Option<String> {
    let word = |consent| match consent {
        Consent::Allowed => t!("consent-word-allowed"),
        Consent::Ask => t!("consent-word-ask"),
        Consent::Never => t!("consent-word-never"),
    };
    let counts = customer.max(company);
    (counts != Consent::Allowed).then(|| {
        let (customer, company, counts) = (word(customer), word(company), word(counts));
        t!("consent-both", customer = customer, company = company, counts = counts)
    })
}

/// On what consent a session rests, for staff.
pub fn consent_of(basis: Basis) -> &'static str {
    match basis {
        Basis::Allowed => t!("basis-allowed"),
        Basis::Asked => t!("basis-asked"),
        Basis::Approved => t!("basis-approved"),
        Basis::Code => t!("basis-code"),
        Basis::Override => t!("basis-override"),
        Basis::Refused => t!("basis-refused"),
    }
}

/// On what consent a session rested, for the customer; nothing was opened that was not answered.
pub fn rests_on(basis: Basis) -> &'static str {
    match basis {
        Basis::Approved => t!("own-basis-approved"),
        Basis::Code => t!("own-basis-code"),
        Basis::Override => t!("own-basis-override"),
        Basis::Allowed | Basis::Asked | Basis::Refused => t!("own-basis-allowed"),
    }
}
