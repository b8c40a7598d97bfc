//! The history of one object, for its page in the portal, read from the log.
//!
//! Rule: a person who may see the page of an object may see its history. Events that only record a view are left out.

use crate::audit::names::{self, EventRow, Line};
use crate::audit::search::{about, run};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{CartId, ContactId, OrderId, OrganizationId};
use crate::policy::{self, Action};
use crate::staff::scope::in_scope;
use crate::{on, sql};

/// Events that are shown at first.
pub const FEW: usize = 20;
/// Events that are shown when the reader asks for all.
pub const ALL: usize = 500;

/// An object with a history.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// An order.
    Order(OrderId),
    /// A cart.
    Cart(CartId),
    /// A contact: what they did, what was done for them and to them.
    Contact(ContactId),
    /// A company with all its people.
    Organization(OrganizationId),
}

impl Of {
    fn id(self) -> uuid::Uuid {
        match self {
            Of::Order(id) => id.0,
            Of::Cart(id) => id.0,
            Of::Contact(id) => id.0,
            Of::Organization(id) => id.0,
        }
    }

    fn action(self) -> Action {
        match self {
            Of::Order(_) => Action::ViewAllOrders,
            Of::Cart(_) | Of::Contact(_) | Of::Organization(_) => Action::ViewContacts,
        }
    }

    /// Whether it is within the scope of `$2`.
    fn reached(self) -> &'static str {
        match self {
            Of::Order(_) => sql!(concat!(
                "select count(*) from orders r where r.id = $1 and ",
                in_scope!("$2", "r.organization_id")
            )),
            Of::Cart(_) => sql!(concat!(
                "select count(*) from cart r join account a on a.id = r.account_id join contact k on k.id = a.contact_id
                 where r.id = $1 and ",
                in_scope!("$2", "k.organization_id")
            )),
            Of::Contact(_) => sql!(concat!(
                "select count(*) from contact r where r.id = $1 and ",
                in_scope!("$2", "r.organization_id")
            )),
            Of::Organization(_) => {
                sql!(concat!("select count(*) from organization r where r.id = $1 and ", in_scope!("$2", "r.id")))
            }
        }
    }

    /// Checks that the reader may see the page of the object.
    async fn check(self, cx: &Cx) -> Result<()> {
        policy::check(cx.principal(), self.action())?;
        let Some(staff) = cx.confined() else { return Ok(()) };
        let sql = self.reached();
        let found: i64 = on!(cx.db(), c => sqlx::query_scalar(sql).bind(self.id()).bind(staff).fetch_one(c).await?);
        if found == 1 { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The event that the row cites.
    fn last(self) -> &'static str {
        match self {
            Of::Order(_) => sql!(
                "select e.seq, e.at, e.body, '' from orders r join audit_event e on e.id = r.last_event where r.id = $1"
            ),
            Of::Cart(_) => sql!(
                "select e.seq, e.at, e.body, '' from cart r join audit_event e on e.id = r.last_event where r.id = $1"
            ),
            Of::Contact(_) => sql!(
                "select e.seq, e.at, e.body, '' from contact r join audit_event e on e.id = r.last_event where r.id = $1"
            ),
            Of::Organization(_) => sql!(
                "select e.seq, e.at, e.body, '' from organization r join audit_event e on e.id = r.last_event where r.id = $1"
            ),
        }
    }
}

/// The history of an object, newest first.
#[derive(Clone, Debug)]
pub struct History {
    /// What was done.
    pub lines: Vec<Line>,
    /// Whether there are more events.
    pub has_more: bool,
}

/// What was done to an object; at most `size` events.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn of(cx: &Cx, thing: Of, size: usize) -> Result<History> {
    thing.check(cx).await?;
    let plan = about(cx, vec![thing.id().to_string()]).await?;
    let page = run(cx, &plan, None, size).await?;
    Ok(History { lines: page.lines, has_more: page.older.is_some() })
}

/// Who created an object and who changed it last, each with the customer they acted for.
#[derive(Clone, Debug, Default)]
pub struct Stamps {
    /// The first event about it.
    pub created: Option<Line>,
    /// The event of its last write.
    pub modified: Option<Line>,
}

/// Who created an object and who changed it last.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn stamps(cx: &Cx, thing: Of) -> Result<Stamps> {
    thing.check(cx).await?;
    let first: Option<EventRow> = on!(cx.db(), c => sqlx::query_as(sql!("
        select e.seq, e.at, e.body, ''
        from audit_index i
        join audit_event e on e.seq = i.seq
        where i.key = $1
        order by i.seq
        limit 1
    ")).bind(thing.id().to_string()).fetch_optional(c).await?);
    let last: Option<EventRow> =
        on!(cx.db(), c => sqlx::query_as(thing.last()).bind(thing.id()).fetch_optional(c).await?);
    let both = names::lines(cx, first.into_iter().chain(last.clone()).collect()).await?;
    let modified = last.and_then(|row| both.iter().rfind(|line| line.seq == row.0).cloned());
    Ok(Stamps { created: both.into_iter().next(), modified })
}

/// The open carts of a contact with the names of their stores.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn carts(cx: &Cx, contact: ContactId) -> Result<Vec<(String, Stamps)>> {
    Of::Contact(contact).check(cx).await?;
    let rows: Vec<(CartId, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select k.id, w.name
        from account a
        join cart k on k.account_id = a.id
        join store w on w.id = a.store_id
        where a.contact_id = $1 and k.state = 'own' and exists (select 1 from cart_line l where l.cart_id = k.id)
        order by w.position, a.email
    ")).bind(contact).fetch_all(c).await?);
    let mut all = Vec::with_capacity(rows.len());
    for (id, store) in rows {
        all.push((store, stamps(cx, Of::Cart(id)).await?));
    }
    Ok(all)
}
