//! Which consent holds: the stricter one of what the customer and what their company has set.

use crate::text_enum::text_enum;

text_enum! {
    /// What a customer or a company says about support in their account, the strictest last.
    #[derive(Default, PartialOrd, Ord)]
    pub enum Consent {
        /// Support may come in.
        #[default]
        Allowed => "allowed",
        /// Each session waits for the customer's yes.
        Ask => "ask",
        /// Nobody comes in, unless two people at support override it.
        Never => "never",
    }
}

text_enum! {
    /// On what consent a session rests, or what became of the request for it.
    pub enum Basis {
        /// The customer and their company let support in.
        Allowed => "allowed",
        /// The customer was asked and has not answered.
        Asked => "asked",
        /// The customer said yes on their screen.
        Approved => "approved",
        /// The customer read a code out.
        Code => "code",
        /// None: two people at support overrode it.
        Override => "override",
        /// The customer said no.
        Refused => "refused",
    }
}

/// The consent that holds for account `a` of organization `o`, as an expression.
macro_rules! effective {
    () => {
        "(case when o.support_consent = 'never' or exists (select 1 from support_consent z where z.id = a.id and z.consent = 'never') then 'never'
               when o.support_consent = 'ask' or exists (select 1 from support_consent z where z.id = a.id and z.consent = 'ask') then 'ask'
               else 'allowed' end)"
    };
}
pub(crate) use effective;

/// Whether the consent that session `b` of account `a` and organization `o` rests on is gone, as an expression. An
/// override rests on none, so only a later word of the customer or their company ends it.
macro_rules! withdrawn {
    () => {
        "(case b.consent
            when 'override' then exists (select 1 from support_consent z where z.id = a.id and z.consent <> 'allowed' and z.changed_at > b.started_at)
                or (o.support_consent <> 'allowed' and coalesce(o.consent_at, 0) > b.started_at)
            when 'allowed' then o.support_consent <> 'allowed' or exists (select 1 from support_consent z where z.id = a.id and z.consent <> 'allowed')
            else o.support_consent = 'never' or exists (select 1 from support_consent z where z.id = a.id and z.consent = 'never') end)"
    };
}
pub(crate) use withdrawn;

/// Whether support may work in an account, as its customer and their company have set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentSettings {
    /// What the customer chose.
    pub own: Consent,
    /// What the company chose.
    pub company: Consent,
    /// Whether the company lets customers read the names of support people.
    pub names: bool,
}

impl ConsentSettings {
    /// The consent that holds.
    pub fn effective(self) -> Consent {
        self.own.max(self.company)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_of_two_holds() {
        let holds = |own, company| ConsentSettings { own, company, names: true }.effective();
        assert_eq!(holds(Consent::Allowed, Consent::Ask), Consent::Ask);
        assert_eq!(holds(Consent::Never, Consent::Allowed), Consent::Never);
        assert_eq!(holds(Consent::Allowed, Consent::Allowed), Consent::Allowed);
    }
}
