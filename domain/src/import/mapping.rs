//! What the columns of files mean, kept under a name: for the next file of the same form, also from the command line.

use super::job::{choice_of, choice_text};
use super::{Choice, Kind};
use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Problem, Result};
use crate::id::MappingId;
use crate::policy::Action;
use crate::{exec, on, sql, text};

/// The longest name, in characters.
pub const LONGEST: usize = 60;

/// What is kept under a name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mapping {
    /// It.
    pub id: MappingId,
    /// Its name.
    pub name: String,
    choice: String,
}

impl Mapping {
    /// What the columns mean.
    pub fn choice(&self) -> Option<Choice> {
        choice_of(&self.choice)
    }
}

/// What is kept for files of a kind, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(cx: &Cx, kind: Kind) -> Result<Vec<Mapping>> {
    cx.require_staff(Action::ImportData)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, choice from import_mapping where kind = $1 and removed_at is null order by name, id
    ")).bind(kind.code()).fetch_all(c).await?))
}

/// What is kept under this name, for the command line.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn named(cx: &Cx, kind: Kind, name: &str) -> Result<Option<Choice>> {
    crate::policy::check(cx.principal(), Action::RunJob)?;
    let found: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select choice from import_mapping where kind = $1 and name = $2 and removed_at is null
    ")).bind(kind.code()).bind(name).fetch_optional(c).await?);
    Ok(found.as_deref().and_then(choice_of))
}

/// Keeps what columns mean under a name, in place of what was kept under it.
///
/// # Errors
/// [`Error::Invalid`] at `name`.
pub async fn keep(cx: &Cx, kind: Kind, name: &str, choice: &Choice) -> Result<()> {
    cx.check_recorded(Action::ImportData).await?;
    let name = text::line(name, LONGEST).map_err(|problem| Error::field("name", problem))?;
    if name.is_empty() {
        return Err(Error::field("name", Problem::Required));
    }
    let mut tx = cx.begin(Action::ImportData).await?;
    let (event, now, id) = (tx.event().to_owned(), cx.now(), MappingId::fresh());
    exec!(tx, "
        update import_mapping set removed_at = $3, last_event = $4 where kind = $1 and name = $2 and removed_at is null
    "; kind.code(), name, now, &event)
    .one_or_none()?;
    exec!(tx, "
        insert into import_mapping (id, kind, name, choice, created_at, last_event) values ($1, $2, $3, $4, $5, $6)
        on conflict (kind, name) where removed_at is null do nothing
    "; id, kind.code(), name, choice_text(Some(choice)), now, &event)
    // A second click at the same moment kept it already.
    .one_or_none()?;
    let event = Event::new("import.mapping_kept").target("import_mapping", id).detail("kind", kind.code());
    tx.commit(event.detail("name", name)).await
}

/// Removes what is kept.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove(cx: &Cx, id: MappingId) -> Result<()> {
    cx.check_recorded(Action::ImportData).await?;
    let mut tx = cx.begin(Action::ImportData).await?;
    let event = tx.event().to_owned();
    let removed = exec!(tx, "
        update import_mapping set removed_at = $2, last_event = $3 where id = $1 and removed_at is null
    "; id, cx.now(), &event)
    .one_or_none()?;
    if !removed {
        return Err(Error::NotFound);
    }
    tx.commit(Event::new("import.mapping_removed").target("import_mapping", id)).await
}
