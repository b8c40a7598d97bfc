//! The seller's people.

pub mod scope;

use crate::audit::Event;
use crate::credential;
use crate::cx::Cx;
use crate::db::is_violation;
use crate::error::{Error, Field, Problem, Result};
use crate::id::StaffId;
use crate::policy::{Action, Role};
use crate::session::email_key;
use crate::time::Micros;
use crate::{on, on_tx, sql};

/// A member of staff in the list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Member {
    /// The person.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// Work e-mail.
    pub email: String,
    /// Role.
    pub role: String,
    /// `active` or `disabled`.
    pub status: String,
    /// Last sign-in.
    pub last_sign_in_at: Option<Micros>,
}

/// All staff by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(cx: &Cx) -> Result<Vec<Member>> {
    cx.check_recorded(Action::ViewStaff).await?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, email, role, status, last_sign_in_at from staff order by lower(name), id
    ")).fetch_all(c).await?))
}

/// Adds a member of staff; the command line's way to the first administrator (R6).
///
/// # Errors
/// [`Error::Invalid`] naming each field; [`Problem::Taken`] when the e-mail is in use.
pub async fn add(cx: &Cx, name: &str, email: &str, role: Role, password: &str) -> Result<StaffId> {
    let mut wrong = Vec::new();
    let (name, email) = (name.trim(), email.trim());
    if name.is_empty() || name.chars().count() > 120 {
        wrong.push(Field { name: "name", problem: Problem::Required });
    }
    let shaped = email.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !b.contains('@'));
    if !shaped || email.chars().count() > 254 || email.chars().any(|c| c.is_whitespace() || c.is_control()) {
        wrong.push(Field { name: "email", problem: Problem::NotAnEmail });
    }
    if let Err(problem) = credential::acceptable(password, &[email.split('@').next().unwrap_or_default(), name]) {
        wrong.push(Field { name: "password", problem });
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let hash = cx.env().hasher.hash(password).await?;
    let id = StaffId::fresh();
    let mut tx = cx.begin(Action::RunJob).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let inserted: std::result::Result<_, sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        insert into staff (id, name, email, email_key, password_hash, role, status, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, 'active', $7, $8)
    ")).bind(id).bind(name).bind(email).bind(email_key(email)).bind(&hash).bind(role.as_str()).bind(now).bind(&event)
        .execute(c).await.map(|_| ()));
    match inserted {
        Err(e) if is_violation(&e, "staff_email", "staff.email_key") => {
            return Err(Error::field("email", Problem::Taken));
        }
        other => other?,
    }
    tx.commit(Event::new("staff.created").target("staff", id).detail("role", role.as_str()).personal("email", email))
        .await?;
    Ok(id)
}
