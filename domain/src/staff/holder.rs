//! Whether a member of staff may act as the second person.
//!
//! Rule: they are active, have the right now, and have the second factor if it is required (R9).

use crate::env::Env;
use crate::factor::Setup;
use crate::factor::db::has_factor;
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Grants, Role};
use crate::sql;

/// The [`Holder`] `$1`, while active.
pub(crate) const HOLDER: &str = sql!(concat!(
    "select t.role, ",
    has_factor!(),
    ", ",
    grants!(),
    " from staff t left join staff_role r on r.id = t.role where t.id = $1 and t.status = 'active'"
));

/// The facts that decide whether a person has a right.
#[derive(sqlx::FromRow)]
pub(crate) struct Holder {
    role: Role,
    has_factor: bool,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

impl Holder {
    /// The grants of their role.
    pub(crate) fn grants(&self) -> Grants {
        self.grants.grants(self.role)
    }

    /// Whether they may do `action`.
    pub(crate) fn may(&self, env: &Env, action: Action) -> bool {
        self.grants().has(action) && (self.has_factor || !env.part::<Setup>().required)
    }
}
