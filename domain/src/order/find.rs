//! Lists of orders: the page is chosen by its keys, then completed.
//!
//! Each order has its index, for all orders, for those in a state, and for those of one account, contact or company. A
//! search looks for its words in the entries ([`super::entry`]) first; when they find more than are counted, the orders are
//! read in the order of the list and compared one by one.

use crate::cx::{ActorRole, Cx};
use crate::db::Db;
use crate::db::{Pair, pairs};
use crate::error::Result;
use crate::id::{ContactId, OrderId, OrganizationId};
use crate::list::{Cursor, Page, Place, Size, is_more, page as list_page};
use crate::money::{Currency, Money};
use crate::order::{Sort, Status};
use crate::policy::Action;
use crate::search::{Wanted, wanted};
use crate::time::Micros;
use crate::{on, sql};
use uuid::Uuid;

/// An order in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OrderRow {
    /// The order.
    pub id: OrderId,
    /// The number people know it by.
    pub number: String,
    /// Where it is.
    pub status: Status,
    currency: Currency,
    total: i64,
    /// When it was placed.
    pub placed_at: Micros,
    /// The customer's order number.
    pub po_number: String,
    /// The customer's name.
    pub contact_name: String,
    /// Their company.
    pub organization_name: String,
    /// Lines.
    pub lines: i64,
    /// Who placed it.
    pub actor_name: String,
    /// Their role.
    pub actor_role: ActorRole,
    /// Placed by staff for the customer.
    pub on_behalf: bool,
    /// Whether the company lets its people see the names of support.
    pub support_names: bool,
    matches: i64,
}

impl OrderRow {
    /// What is to be paid.
    pub fn total(&self) -> Money {
        Money::new(self.total, self.currency)
    }

    fn cursor(&self, sort: Sort) -> Cursor {
        let key = match sort {
            Sort::Newest | Sort::Oldest => self.placed_at.0,
            Sort::Largest | Sort::Smallest => self.total,
        };
        Cursor { key, id: self.id.0 }
    }
}

/// Orders on a page of a list where nothing else is asked for.
pub const PAGE: i64 = Size::ALL[0].rows();

/// Whose orders are listed.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// Everybody's.
    All,
    /// One contact's.
    Contact(ContactId),
    /// One company's.
    Organization(OrganizationId),
}

/// What of the orders is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find in number, PO number, company or name.
    pub query: String,
    /// A state, or none for all.
    pub status: Option<Status>,
    /// In which order.
    pub sort: Sort,
    /// Which page.
    pub place: Place,
    /// Orders on a page.
    pub size: Size,
}

/// Whether the order `r` is asked for: `$2`–`$4` words, `$5` a state, `$6` whose companies.
macro_rules! asked {
    () => {
        r"
          (cast($2 as text) = '%' or exists (
             select 1 from order_entry e where e.order_id = r.id and e.search_key like cast($2 as text) escape '\'
               and e.search_key like cast($3 as text) escape '\' and e.search_key like cast($4 as text) escape '\'))
          and (cast($5 as text) = '' or r.status = $5)
          and (exists (select 1 from staff_scope x where x.staff_id = $6 and x.organization_id = r.organization_id
                                                     and x.removed_at is null) or $6 is null)"
    };
}

/// The orders of `page`, named `p`, completed, in its order; `$matches` is how many match.
macro_rules! completed {
    ($order:expr, $($matches:expr),+) => {
        concat!(
            "
            select r.id, r.number, r.status, r.currency, r.total, r.placed_at, r.po_number,
                   k.latin_name as contact_name, o.name as organization_name,
                   (select count(*) from order_line l where l.order_id = r.id) as lines,
                   r.created_actor_name as actor_name, r.created_actor_role as actor_role,
                   r.created_subject_id is not null as on_behalf,
                   o.support_names, ",
            $($matches,)+
            " as matches
            from page p cross join orders r cross join contact k cross join organization o
            where r.id = p.id and k.id = r.contact_id and o.id = r.organization_id
            order by ",
            $order
        )
    };
}

/// Orders of which `$scope` holds for `$1`, in `$order` from behind the key `$7` and the id `$8`; `$9` and `$10` are the
/// page; `$11` is how many match, or 0 when nobody knows yet.
macro_rules! in_order {
    ($scope:literal, $behind:literal, $order:literal) => {
        sql!(concat!(
            "with page as materialized (
                select r.id, r.placed_at, r.total from orders r
                where ",
            $scope,
            " and ",
            $behind,
            " and ",
            asked!(),
            "
                order by ",
            $order,
            " limit cast($9 as bigint) offset $10
            )",
            completed!(
                $order,
                "case when cast($11 as bigint) > 0 then cast($11 as bigint) else (select count(*) from (
                    select 1 from orders r where ",
                $scope,
                " and ",
                asked!(),
                " limit 3001) c) end"
            )
        ))
    };
}

/// One statement for each order a list can have, so that each is served by its own index.
macro_rules! by_sort {
    ($scope:literal, $sort:expr) => {
        match $sort {
            Sort::Newest => in_order!($scope, "(r.placed_at, r.id) < ($7, $8)", "r.placed_at desc, r.id desc"),
            Sort::Oldest => in_order!($scope, "(r.placed_at, r.id) > ($7, $8)", "r.placed_at, r.id"),
            Sort::Largest => in_order!($scope, "(r.total, r.id) < ($7, $8)", "r.total desc, r.id desc"),
            Sort::Smallest => in_order!($scope, "(r.total, r.id) > ($7, $8)", "r.total, r.id"),
        }
    };
}

/// The order that `$1` asks for, where few are sorted.
macro_rules! any_order {
    () => {
        "case $1 when 'newest' then p.placed_at when 'largest' then p.total end desc,
         case $1 when 'oldest' then p.placed_at when 'smallest' then p.total end,
         case when $1 in ('newest', 'largest') then p.id end desc, p.id"
    };
}

/// A page of those that match, all of them found first by `$how`; when there are more than are counted, the page is of no
/// use. `$7` and `$8` are the page.
macro_rules! among_few {
    ($($how:expr),+) => {
        concat!(
            "with found as materialized (", $($how,)+ " limit 3001),
            page as materialized (
                select p.*, (select count(*) from found) as matches from found p
                order by ", any_order!(), " limit cast($7 as bigint) offset $8
            )",
            completed!(any_order!(), "p.matches")
        )
    };
}

/// The words `$2`–`$4`, the state `$5` and the companies `$6`, for entries `e`.
macro_rules! entry_asked {
    () => {
        r"
          e.search_key like cast($2 as text) escape '\' and e.search_key like cast($3 as text) escape '\'
          and e.search_key like cast($4 as text) escape '\'
          and (cast($5 as text) = '' or exists (select 1 from orders r where r.id = e.order_id and r.status = $5))
          and (exists (select 1 from orders r join staff_scope x on x.organization_id = r.organization_id
                       where r.id = e.order_id and x.staff_id = $6 and x.removed_at is null) or $6 is null)"
    };
}

/// Among those whose `$whose` is `$10`.
macro_rules! of_one {
    ($whose:literal) => {
        among_few!(
            "select r.id, r.placed_at, r.total from orders r where cast($9 as text) is not null and ",
            $whose,
            " = $10 and ",
            asked!()
        )
    };
}

pairs! {
    /// Those that a search finds.
    BY_TEXT {
        sqlite: among_few!("select e.order_id as id, e.placed_at, e.total from search_order cross join order_entry e
                            where search_order match $9 and e.n = search_order.rowid and e.order_id <> $10 and ", entry_asked!()),
        postgres: among_few!("select e.order_id as id, e.placed_at, e.total from order_entry e
                              where cast($9 as text) <> '' and e.order_id <> $10 and ", entry_asked!())
    }
    /// Those of an account, where more is asked for than whose they are.
    BY_ACCOUNT { sqlite: of_one!("r.account_id"), postgres: of_one!("r.account_id") }
    /// Those of a contact.
    BY_CONTACT { sqlite: of_one!("r.contact_id"), postgres: of_one!("r.contact_id") }
    /// Those of a company.
    BY_COMPANY { sqlite: of_one!("r.organization_id"), postgres: of_one!("r.organization_id") }
    /// Those of the companies that are assigned to the reader.
    BY_SCOPE {
        sqlite: among_few!("select r.id, r.placed_at, r.total from staff_scope y cross join orders r
                            where y.staff_id = $6 and y.removed_at is null and y.organization_id is not null
                              and r.organization_id = y.organization_id and r.id <> $10 and cast($9 as text) is not null and ", asked!()),
        postgres: among_few!("select r.id, r.placed_at, r.total from staff_scope y cross join orders r
                              where y.staff_id = $6 and y.removed_at is null and r.organization_id = y.organization_id
                                and r.id <> $10 and cast($9 as text) is not null and ", asked!())
    }
}

/// The customer's own orders.
///
/// # Errors
/// [`Error::SignIn`](crate::error::Error::SignIn).
pub async fn own(cx: &Cx, filter: &Filter) -> Result<Page<OrderRow>> {
    let account = cx.require_customer(Action::ViewOrders)?.account;
    let read = Read {
        cx,
        filter,
        wanted: &wanted(&filter.query),
        id: account.0,
        statement: |sort| by_sort!("r.account_id = $1", sort),
    };
    read.page(read.is_narrowed().then_some(BY_ACCOUNT)).await
}

/// Orders for staff.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden).
pub async fn all(cx: &Cx, whose: Whose, filter: &Filter) -> Result<Page<OrderRow>> {
    cx.require_staff(Action::ViewAllOrders)?;
    let wanted = wanted(&filter.query);
    let (id, statement): (Uuid, fn(Sort) -> &'static str) = match (whose, filter.status) {
        (Whose::All, None) => (Uuid::nil(), |sort| by_sort!("r.id <> $1", sort)),
        (Whose::All, Some(_)) => (Uuid::nil(), |sort| by_sort!("r.id <> $1 and r.status = $5", sort)),
        (Whose::Contact(id), _) => (id.0, |sort| by_sort!("r.contact_id = $1", sort)),
        (Whose::Organization(id), _) => (id.0, |sort| by_sort!("r.organization_id = $1", sort)),
    };
    let read = Read { cx, filter, wanted: &wanted, id, statement };
    let few = match whose {
        Whose::All if !wanted.grams.is_empty() => Some(BY_TEXT),
        Whose::All if cx.confined().is_some() => Some(BY_SCOPE),
        Whose::All => None,
        Whose::Contact(_) => read.is_narrowed().then_some(BY_CONTACT),
        Whose::Organization(_) => read.is_narrowed().then_some(BY_COMPANY),
    };
    read.page(few).await
}

/// Whether a statement keeps its plan. PostgreSQL plans these anew each time: which index is best depends on what is asked.
fn keeps_plan(db: &Db) -> bool {
    matches!(db, Db::Sqlite { .. })
}

struct Read<'a> {
    cx: &'a Cx,
    filter: &'a Filter,
    wanted: &'a Wanted,
    id: Uuid,
    statement: fn(Sort) -> &'static str,
}

impl Read<'_> {
    /// Whether more is asked for than whose orders they are.
    fn is_narrowed(&self) -> bool {
        !self.wanted.grams.is_empty() || self.filter.status.is_some()
    }

    fn status(&self) -> &'static str {
        self.filter.status.map_or("", Status::as_str)
    }

    /// The page that is asked for; `few` is how those that match are found, when they may be few among many.
    async fn page(&self, few: Option<Pair>) -> Result<Page<OrderRow>> {
        let Some(few) = few else { return self.in_order(0).await };
        let page = match self.filter.place {
            Place::Page(number) => {
                list_page(number, |number| self.among_few(few, number, self.filter.size.rows())).await?
            }
            _ => self.among_few(few, 0, 1).await?,
        };
        match self.filter.place {
            Place::Page(_) if !is_more(page.total) => Ok(page),
            _ => self.in_order(page.total).await,
        }
    }

    async fn among_few(&self, few: Pair, number: i64, size: i64) -> Result<Page<OrderRow>> {
        let [p1, p2, p3, ..] = &self.wanted.patterns;
        let db = self.cx.db();
        let rows: Vec<OrderRow> = on!(db, c => sqlx::query_as(few.of(db)).persistent(keeps_plan(db))
            .bind(self.filter.sort).bind(p1).bind(p2).bind(p3).bind(self.status()).bind(self.cx.confined())
            .bind(size).bind(number.saturating_mul(size)).bind(&self.wanted.grams).bind(self.id).fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows, total))
    }

    async fn in_order(&self, total: i64) -> Result<Page<OrderRow>> {
        match self.filter.place {
            Place::Page(number) => list_page(number, |number| self.behind(Place::Page(number), total)).await,
            place => self.behind(place, total).await,
        }
    }

    async fn behind(&self, place: Place, total: i64) -> Result<Page<OrderRow>> {
        let sort = if place.is_backward() { self.filter.sort.reversed() } else { self.filter.sort };
        let is_descending = matches!(sort, Sort::Newest | Sort::Largest);
        let Cursor { key, id } = place.cursor().unwrap_or(Cursor::before_all(is_descending));
        let size = self.filter.size.rows();
        let offset = place.offset(size);
        let [p1, p2, p3, ..] = &self.wanted.patterns;
        let db = self.cx.db();
        let rows: Vec<OrderRow> = on!(db, c => sqlx::query_as((self.statement)(sort)).persistent(keeps_plan(db))
            .bind(self.id).bind(p1).bind(p2).bind(p3).bind(self.status()).bind(self.cx.confined())
            .bind(key).bind(id).bind(size + 1).bind(offset).bind(total).fetch_all(c).await?);
        let total = rows.first().map_or(total, |row| row.matches);
        Ok(place.cut(rows, size, total, |row| row.cursor(self.filter.sort)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::COUNTED;

    #[test]
    fn statements_count_as_far_as_lists_say() {
        let walk = by_sort!("r.account_id = $1", Sort::Newest);
        for sql in [walk, BY_TEXT.sqlite, BY_TEXT.postgres] {
            assert!(sql.contains(&format!("limit {}", COUNTED + 1)), "{sql}");
        }
    }
}
