//! Saved views: what a list of the portal was asked for, under a name. They belong to one person of staff: others neither see
//! nor remove them.

use crate::audit::Event;
use crate::cx::Cx;
use crate::db::is_violation;
use crate::error::{Error, Problem, Realm, Result};
use crate::id::ViewId;
use crate::policy::Action;
use crate::search::fold;
use crate::text_enum::text_enum;
use crate::{on, on_tx, sql, text};
use percent_encoding::percent_decode_str;

/// The longest name, in characters.
pub const LONGEST: usize = 60;
/// The most views of one list that one person can save.
pub const MOST: usize = 20;
/// The longest query that is kept, in characters as they are read.
const LONGEST_QUERY: usize = 1_000;

text_enum! {
    /// A list of which views can be saved.
    pub enum Page {
        /// The contacts.
        Contacts => "contacts",
        /// All orders.
        Orders => "orders",
    }
}

impl Page {
    /// What somebody does who looks at the list.
    pub fn action(self) -> Action {
        match self {
            Page::Contacts => Action::ViewContacts,
            Page::Orders => Action::ViewAllOrders,
        }
    }
}

/// A saved view.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SavedView {
    /// The view.
    pub id: ViewId,
    /// What its owner calls it.
    pub name: String,
    /// What the list is asked for, as in its address behind the question mark.
    pub query: String,
}

/// The views of this list that the person who asks has saved, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn own(cx: &Cx, page: Page) -> Result<Vec<SavedView>> {
    let staff = cx.require_staff(page.action())?.id;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, query from saved_view where staff_id = $1 and page = $2 and removed_at is null
        order by name collate by_name, id
    ")).bind(staff).bind(page).fetch_all(c).await?))
}

/// Saves a view under a name.
///
/// # Errors
/// [`Error::Invalid`] at `name` when it is missing, cannot be kept or is used already, or when there are as many views as there
/// may be; at `view` when the query is empty or cannot be kept.
pub async fn save(cx: &Cx, page: Page, name: &str, query: &str) -> Result<ViewId> {
    cx.check_recorded(page.action()).await?;
    let name = some("name", name, LONGEST)?;
    some("view", &percent_decode_str(query).decode_utf8_lossy(), LONGEST_QUERY)?;
    let mut tx = cx.begin(page.action()).await?;
    let staff = cx.staff().ok_or(Error::SignIn(Realm::Portal))?.id;
    let names: Vec<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select name from saved_view where staff_id = $1 and page = $2 and removed_at is null
    ")).bind(staff).bind(page).fetch_all(c).await?);
    if names.iter().any(|other| fold(other) == fold(name)) {
        return Err(Error::field("name", Problem::Taken));
    }
    if names.len() >= MOST {
        return Err(Error::field("name", Problem::TooMany(i64::try_from(MOST).unwrap_or(i64::MAX))));
    }
    let (id, event) = (ViewId::fresh(), tx.event().to_owned());
    let inserted = on_tx!(tx, c => sqlx::query(sql!("
        insert into saved_view (id, staff_id, page, name, query, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7)
    ")).bind(id).bind(staff).bind(page).bind(name).bind(query).bind(cx.now()).bind(&event).execute(c).await.map(|_| ()));
    match inserted {
        // Saved at the same time under the same name.
        Err(e) if is_violation(&e, "saved_view_name", "saved_view.staff_id, saved_view.page, saved_view.name") => {
            return Err(Error::field("name", Problem::Taken));
        }
        other => other?,
    }
    tx.commit(event_of("view.saved", id, page, name, query)).await?;
    Ok(id)
}

/// A text of a field that must not be empty.
fn some<'a>(field: &'static str, typed: &'a str, longest: usize) -> Result<&'a str> {
    match text::line(typed, longest) {
        Ok("") => Err(Error::field(field, Problem::Required)),
        other => other.map_err(|problem| Error::field(field, problem)),
    }
}

/// Removes one of the own views; gives the list that it was of.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is somebody else's.
pub async fn remove(cx: &Cx, id: ViewId) -> Result<Page> {
    let staff = cx.require_staff(Action::UsePortal)?.id;
    let page: Option<Page> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select page from saved_view where id = $1 and staff_id = $2 and removed_at is null
    ")).bind(id).bind(staff).fetch_optional(c).await?);
    let page = page.ok_or(Error::NotFound)?;
    let mut tx = cx.begin(page.action()).await?;
    let event = tx.event().to_owned();
    let row: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        update saved_view set removed_at = $3, last_event = $4
        where id = $1 and staff_id = $2 and removed_at is null
        returning name, query
    ")).bind(id).bind(staff).bind(cx.now()).bind(&event).fetch_optional(c).await?);
    let (name, query) = row.ok_or(Error::NotFound)?;
    tx.commit(event_of("view.removed", id, page, &name, &query)).await?;
    Ok(page)
}

/// The event of a view. What its owner typed may name people, so it is a personal value.
fn event_of(kind: &'static str, id: ViewId, page: Page, name: &str, query: &str) -> Event {
    Event::new(kind).target("view", id).detail("page", page).personal("name", name).personal("query", query)
}
