//! Reading prepared carts: for the agent, the customer, and staff in the portal.

use crate::cart::State;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{AccountId, CartId, ContactId};
use crate::list::{Page, page as page_of};
use crate::policy::{Action, Role};
use crate::staff::scope::in_scope;
use crate::time::Micros;
use crate::{on, sql};

/// Prepared carts on a page of a list.
pub const PAGE: i64 = 20;

/// A prepared cart without its lines.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Prepared {
    /// The cart.
    pub id: CartId,
    /// The account that it is for.
    pub account_id: AccountId,
    /// Where it is.
    pub state: State,
    /// What support says with it, or empty.
    pub message: String,
    /// What the customer said, or empty.
    pub answer: String,
    /// When it was begun.
    pub created_at: Micros,
    /// When it was handed over last.
    pub offered_at: Option<Micros>,
    /// When it was answered.
    pub answered_at: Option<Micros>,
    /// The agent who began it.
    pub staff_name: String,
    /// Their role.
    pub staff_role: Role,
    /// The customer's name.
    pub contact_name: String,
    /// Whether the company lets its people see the names of support.
    pub names: bool,
    /// The store that it is for.
    pub store_name: String,
    /// How many lines are in it.
    pub lines: i64,
    /// The order that was made of it.
    pub order_number: Option<String>,
    /// Whether nobody has changed the own cart since the lines were put into it.
    pub is_undoable: bool,
    matches: i64,
}

/// Prepared carts `k` as [`Prepared`]; `$matches` is how many match.
macro_rules! prepared {
    ($matches:expr, $which:expr) => {
        concat!(
            "select k.id, k.account_id, k.state, k.message, k.answer, k.created_at, k.offered_at, k.answered_at,
                    k.created_actor_name as staff_name, t.role as staff_role, h.latin_name as contact_name,
                    o.support_names as names, w.name as store_name,
                    (select count(*) from cart_line l where l.cart_id = k.id) as lines,
                    case when k.state = 'ordered' then (
                        select r.number from orders r
                        where r.account_id = k.account_id and r.placed_at = k.answered_at and r.prepared_cart_id = k.id
                    ) end as order_number,
                    (k.state = 'merged' and exists (
                        select 1 from cart m
                        where m.account_id = k.account_id and m.state = 'own' and m.last_event = k.last_event
                    )) as is_undoable, ",
            $matches,
            " as matches
             from cart k
             join account a on a.id = k.account_id
             join contact h on h.id = a.contact_id
             join organization o on o.id = h.organization_id
             join store w on w.id = a.store_id
             join behalf b on b.id = k.created_behalf_id
             join staff t on t.id = b.staff_id
             where ",
            $which
        )
    };
}

/// The prepared carts of the account `$1` that the reader sees, support (`$2`) all of them that have something in them: in
/// the state `$3`, or in any.
macro_rules! seen {
    () => {
        "k.account_id = $1 and k.state <> 'own'
         and ((not $2 and k.offered_at is not null)
              or ($2 and (k.state <> 'withdrawn' or exists (select 1 from cart_line x where x.cart_id = k.id))))
         and (cast($3 as text) = '' or k.state = $3)"
    };
}

/// The prepared carts of the customer, the newest first; `page` counts from 0. Support sees drafts, too.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn list(cx: &Cx, state: Option<State>, page: i64) -> Result<Page<Prepared>> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    let state = state.map_or("", State::as_str);
    page_of(page, |number| async move {
        let rows: Vec<Prepared> = on!(cx.db(), c => sqlx::query_as(sql!(concat!(
            prepared!(concat!("(select count(*) from cart k where ", seen!(), ")"), seen!()), "
            order by k.created_at desc, k.id desc
            limit cast($4 as bigint) offset $5
        "))).bind(account).bind(cx.behalf().is_some()).bind(state).bind(PAGE).bind(number.saturating_mul(PAGE))
            .fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows, total))
    })
    .await
}

/// A prepared cart of the customer.
///
/// # Errors
/// [`Error::NotFound`], also for somebody else's, and for the customer for one that was never handed over.
pub async fn find(cx: &Cx, id: CartId) -> Result<Prepared> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    let row: Option<Prepared> = on!(cx.db(), c => sqlx::query_as(sql!(prepared!("cast(1 as bigint)", "
        k.id = $1 and k.account_id = $2 and k.state <> 'own' and ($3 or k.offered_at is not null)
    "))).bind(id).bind(account).bind(cx.behalf().is_some()).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}

/// What waits for the customer's answer, the newest first; asked for only where something waited when the request began.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn waiting(cx: &Cx) -> Result<Vec<Prepared>> {
    let Some(customer) = cx.customer().filter(|customer| customer.prepared > 0 && cx.behalf().is_none()) else {
        return Ok(Vec::new());
    };
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!(prepared!("cast(1 as bigint)", "
        k.account_id = $1 and k.state = 'offered'"), "
        order by k.created_at desc, k.id desc
        limit 5
    "))).bind(customer.account).fetch_all(c).await?))
}

/// The newest prepared carts of a contact's accounts, for staff.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn of_contact(cx: &Cx, contact: ContactId) -> Result<Vec<Prepared>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!(prepared!("cast(1 as bigint)", concat!("
        a.contact_id = $1 and k.state <> 'own'
        and (k.state <> 'withdrawn' or exists (select 1 from cart_line x where x.cart_id = k.id))
        and ", in_scope!("$2", "h.organization_id"))), "
        order by k.created_at desc, k.id desc
        limit 20
    "))).bind(contact).bind(cx.confined()).fetch_all(c).await?))
}
