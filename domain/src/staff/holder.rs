//! Whether somebody beside the agent may stand in as the second person.
//!
//! Rule: they are active, hold the right as of now, and have the second factor that is compulsory for staff (R9).

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

/// What decides whether somebody holds a right.
#[derive(sqlx::FromRow)]
pub(crate) struct Holder {
    role: Role,
    has_factor: bool,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

impl Holder {
    /// What their role gives them.
    pub(crate) fn grants(&self) -> Grants {
        self.grants.grants(self.role)
    }

    /// Whether they may do `action` by themselves.
    pub(crate) fn may(&self, env: &Env, action: Action) -> bool {
        self.grants().has(action) && (self.has_factor || !env.part::<Setup>().required)
    }
}
