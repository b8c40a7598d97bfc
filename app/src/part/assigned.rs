//! What a member of staff reads who reaches only assigned companies.

use crate::t;
use crate::ui::{Html, empty};
use crate::web::Web;

/// Instead of a list, while no company is assigned to them.
pub fn none(web: &Web) -> Html {
    empty(web, "users", t!("none-assigned"), t!("none-assigned-help"), None)
}
