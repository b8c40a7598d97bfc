//! What a member of staff may do, as data: by the defaults of their role, or by what an administrator made of it.
//!
//! Rule: nobody asks for the name of a role. A role without a row in `staff_role` is as it stands here, and acts for nobody;
//! with one, the row holds all of it. So the right to act on behalf is always given on purpose, with an event.

use crate::policy::action::{Action, Rule};
use crate::policy::role::Role;
use crate::text_enum::text_enum;

/// How many permissions there are.
const COUNT: usize = {
    let (mut count, mut n) = (0, 0);
    while n < Action::ALL.len() {
        if matches!(Action::ALL[n].rule(), Rule::Permission(_)) {
            count += 1;
        }
        n += 1;
    }
    count
};

/// What can be given to a role, in the order in which people are asked: the actions with [`Rule::Permission`]. To log in on
/// behalf is given by its mode.
pub const PERMISSIONS: [Action; COUNT] = {
    let (mut all, mut count, mut n) = ([Action::RunJob; COUNT], 0, 0);
    while n < Action::ALL.len() {
        if matches!(Action::ALL[n].rule(), Rule::Permission(_)) {
            all[count] = Action::ALL[n];
            count += 1;
        }
        n += 1;
    }
    all
};

/// Permissions that are younger than roles that may be stored: a row that says neither yes nor no to one of them was written
/// before it existed, and the role has it by default.
const LATER: [Action; 3] = [Action::InviteCustomers, Action::ManageMedia, Action::ImportData];

text_enum! {
    /// What an on-behalf session may do.
    pub enum Mode {
        /// Look, change nothing.
        View => "view",
        /// Do what the customer may do, less what is never possible on behalf.
        Full => "full",
    }
}

text_enum! {
    /// The customers that somebody can reach.
    pub enum Reach {
        /// All.
        All => "all",
        /// Those of the companies that are assigned to the person.
        Assigned => "assigned",
    }
}

/// The mode of a role as it is stored and sent by forms; `none` for roles that act for nobody.
pub fn mode_str(mode: Option<Mode>) -> &'static str {
    mode.map_or("none", Mode::as_str)
}

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grants {
    pub(crate) permissions: u32,
    /// How they act on behalf, if at all.
    pub behalf: Option<Mode>,
    /// Which customers they reach.
    pub reach: Reach,
    /// Minutes of an on-behalf session at most.
    pub minutes: i64,
    /// The largest total of an order on behalf, in minor units.
    pub order_limit: Option<i64>,
    /// Orders in one on-behalf session at most.
    pub orders_limit: Option<i64>,
    /// The largest discount on behalf, per ten thousand of the goods.
    pub max_discount: Option<i64>,
}

impl Grants {
    /// The longest on-behalf session that a role can be given, in minutes.
    pub const MOST_MINUTES: i64 = 60;

    /// With these permissions and nothing else.
    pub fn with(permissions: &[Action]) -> Grants {
        let bits = permissions.iter().filter_map(|a| bit(*a)).fold(0, |all, bit| all | bit);
        Grants {
            permissions: bits,
            behalf: None,
            reach: Reach::All,
            minutes: Grants::MOST_MINUTES,
            order_limit: None,
            orders_limit: None,
            max_discount: Some(0),
        }
    }

    /// What a role may do until somebody changes it: all that it is for, but nobody acts on behalf by default.
    pub fn at_first(role: Role) -> Grants {
        Grants { behalf: None, ..Grants::of(role) }
    }

    /// What a role is for, the right to act on behalf included: what is offered to whoever gives that right.
    pub fn of(role: Role) -> Grants {
        let desk = [Action::ViewContacts, Action::ViewAllOrders];
        let acting = |mode| Grants { behalf: Some(mode), ..Grants::with(&desk) };
        let full = Some(Mode::Full);
        match role {
            Role::Admin => Grants::with(&[
                Action::ViewContacts,
                Action::ViewAllOrders,
                Action::InviteCustomers,
                Action::ViewSessions,
                Action::EndAnySession,
                Action::OverrideConsent,
                Action::ViewStaff,
                Action::ManageStaff,
                Action::NameCompanyAdmin,
                Action::ImportData,
                Action::ManageMedia,
            ]),
            Role::Supervisor => Grants {
                behalf: full,
                max_discount: Some(2_000),
                ..Grants::with(&[
                    Action::ViewContacts,
                    Action::ViewAllOrders,
                    Action::SendReset,
                    Action::InviteCustomers,
                    Action::ViewSessions,
                    Action::EndAnySession,
                    Action::ReleaseLimit,
                    Action::OverrideConsent,
                    Action::ViewStaff,
                ])
            },
            Role::Agent => Grants {
                behalf: full,
                max_discount: Some(500),
                ..Grants::with(&[
                    Action::ViewContacts,
                    Action::ViewAllOrders,
                    Action::SendReset,
                    Action::InviteCustomers,
                ])
            },
            Role::Junior => acting(Mode::View),
            Role::Sales => Grants { reach: Reach::Assigned, max_discount: Some(1_000), ..acting(Mode::Full) },
            Role::Auditor => Grants::with(&[Action::ViewSessions, Action::ViewAudit]),
            Role::Finance => Grants::with(&desk),
        }
    }

    /// Whether something that can be given was given.
    pub fn has(&self, action: Action) -> bool {
        match action.rule() {
            Rule::StartBehalf => self.behalf.is_some(),
            Rule::Permission(_) => bit(action).is_some_and(|bit| self.permissions & bit != 0),
            Rule::Everybody
            | Rule::Oneself
            | Rule::SignedIn
            | Rule::Customer(..)
            | Rule::StaffWithoutFactor
            | Rule::Staff
            | Rule::InsideBehalf
            | Rule::BySupport(_)
            | Rule::Program => false,
        }
    }

    /// What was given, in the order of [`PERMISSIONS`].
    pub fn permissions(&self) -> Vec<Action> {
        PERMISSIONS.into_iter().filter(|a| self.has(*a)).collect()
    }

    /// The permissions as they are stored; with a minus before it, one of [`LATER`] that was not given.
    pub fn codes(&self) -> String {
        let given = self.permissions().into_iter().map(|action| code(action).to_owned());
        let refused = LATER.into_iter().filter(|action| !self.has(*action)).map(|action| format!("-{}", code(action)));
        given.chain(refused).collect::<Vec<_>>().join(" ")
    }
}

/// A permission as it is stored and sent by forms; empty for what is not a permission.
pub fn code(action: Action) -> &'static str {
    if let Rule::Permission(code) = action.rule() { code } else { "" }
}

fn bit(action: Action) -> Option<u32> {
    PERMISSIONS.iter().position(|a| *a == action).and_then(|n| u32::try_from(n).ok()).map(|n| 1 << n)
}

/// The columns of a role as they come with its holder: all empty when nobody changed the role.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub(crate) struct GrantsRow {
    permissions: Option<String>,
    behalf_mode: Option<Mode>,
    scope: Option<Reach>,
    role_minutes: Option<i64>,
    order_limit: Option<i64>,
    orders_limit: Option<i64>,
    max_discount: Option<i64>,
}

/// The columns of [`GrantsRow`], with `left join staff_role r on r.id = t.role`.
macro_rules! grants {
    () => {
        "r.permissions, nullif(r.behalf_mode, 'none') as behalf_mode, r.scope, r.minutes as role_minutes, r.order_limit, r.orders_limit, r.max_discount"
    };
}
pub(crate) use grants;

impl GrantsRow {
    /// What holds for somebody of this role. A stored permission that this program does not know gives nothing.
    pub(crate) fn grants(&self, role: Role) -> Grants {
        let Some(stored) = &self.permissions else { return Grants::at_first(role) };
        let says = |what: &str| stored.split_whitespace().any(|word| word == what);
        let has = |action: &Action| {
            let is_unsaid = LATER.contains(action) && !says(&format!("-{}", code(*action)));
            says(code(*action)) || (is_unsaid && Grants::of(role).has(*action))
        };
        let given: Vec<Action> = PERMISSIONS.into_iter().filter(has).collect();
        Grants {
            behalf: self.behalf_mode,
            reach: self.scope.unwrap_or(Reach::Assigned),
            minutes: self.role_minutes.unwrap_or(1),
            order_limit: self.order_limit,
            orders_limit: self.orders_limit,
            max_discount: self.max_discount,
            ..Grants::with(&given)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_as_its_row_says_and_by_default_as_here() {
        assert_eq!(GrantsRow::default().grants(Role::Agent), Grants::at_first(Role::Agent));
        let row = GrantsRow {
            permissions: Some("view_contacts manage_staff unknown -invite_customers".to_owned()),
            behalf_mode: Some(Mode::View),
            scope: Some(Reach::All),
            role_minutes: Some(30),
            order_limit: Some(5),
            orders_limit: None,
            max_discount: None,
        };
        let grants = row.grants(Role::Agent);
        assert_eq!(grants.permissions(), [Action::ViewContacts, Action::ManageStaff]);
        assert_eq!((grants.behalf, grants.minutes, grants.order_limit), (Some(Mode::View), 30, Some(5)));
    }

    #[test]
    fn a_younger_permission_comes_to_stored_roles_until_somebody_decides() {
        let stored = |text: &str| GrantsRow { permissions: Some(text.to_owned()), ..GrantsRow::default() };
        let has = |text: &str, role| stored(text).grants(role).has(Action::InviteCustomers);
        assert!(has("view_contacts", Role::Admin) && has("view_contacts", Role::Agent), "as the role by default");
        assert!(!has("view_contacts", Role::Finance), "as the role by default");
        assert!(!has("view_contacts -invite_customers", Role::Admin), "somebody took it");
        assert!(has("view_contacts invite_customers", Role::Finance), "somebody gave it");
        assert!(!stored("view_contacts").grants(Role::Agent).has(Action::SendReset), "an old one comes to nobody");
        assert_eq!(
            Grants::with(&[Action::ViewContacts]).codes(),
            "view_contacts -invite_customers -manage_media -import_data"
        );
    }

    #[test]
    fn what_is_stored_is_what_is_read() {
        for role in Role::ALL {
            let grants = Grants::of(role);
            let row = GrantsRow {
                permissions: Some(grants.codes()),
                behalf_mode: grants.behalf,
                scope: Some(grants.reach),
                role_minutes: Some(grants.minutes),
                order_limit: None,
                orders_limit: None,
                max_discount: grants.max_discount,
            };
            assert_eq!(row.grants(role), grants);
        }
        assert!(PERMISSIONS.iter().all(|a| !code(*a).is_empty()));
    }

    #[test]
    fn nobody_acts_on_behalf_until_a_role_gets_the_right() {
        for role in Role::ALL {
            let grants = GrantsRow::default().grants(role);
            assert!(grants.behalf.is_none() && !grants.has(Action::LoginOnBehalf), "{role:?}");
            assert_eq!(Grants { behalf: Grants::of(role).behalf, ..grants }, Grants::of(role), "{role:?}");
        }
    }

    #[test]
    fn administration_auditing_and_acting_are_apart_by_default() {
        for role in Role::ALL {
            let grants = Grants::of(role);
            let both = [grants.has(Action::ManageStaff), grants.has(Action::ViewAudit), grants.behalf.is_some()];
            assert!(both.iter().filter(|b| **b).count() <= 1, "{role:?}");
        }
    }
}
