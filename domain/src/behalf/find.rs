//! The portal's list of on-behalf sessions: the page is chosen by its keys, then completed.
//!
//! Sessions of one agent, those that are open, and those that ended for one reason each have their index. A search looks
//! for its words in the entries ([`super::entry`]) first; when they find more than are counted, the sessions are read in the
//! order of the list and compared one by one.

use crate::behalf::history::{Summary, summary_columns, summary_tables};
use crate::behalf::{Cause, State};
use crate::cx::{Cx, Mode};
use crate::db::{Pair, pairs};
use crate::error::Result;
use crate::id::{ContactId, StaffId};
use crate::list::{Cursor, Page, Place, Size, counted, is_more, page as list_page};
use crate::policy::Action;
use crate::search::{Wanted, wanted};
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::{on, sql};

/// What of the sessions is wanted; what is empty or none wants all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words in the names of agent, customer and company, in the ticket or the reason.
    pub query: String,
    /// Where they are.
    pub state: Option<State>,
    /// View only or full.
    pub mode: Option<Mode>,
    /// Cause of the end.
    pub why: Option<Cause>,
    /// Started at or after.
    pub from: Option<Micros>,
    /// Started before.
    pub to: Option<Micros>,
    /// Only of this contact.
    pub contact: Option<ContactId>,
    /// In which order.
    pub sort: Sort,
    /// Which page.
    pub place: Place,
    /// Sessions on a page.
    pub size: Size,
}

text_enum! {
    /// How the list of sessions is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By their beginning, the newest first.
        #[default]
        Newest => "newest",
        /// The oldest first.
        Oldest => "oldest",
    }
}

#[derive(sqlx::FromRow)]
struct Listed {
    #[sqlx(flatten)]
    summary: Summary,
    matches: i64,
}

/// Whether the session `b` is wanted, words left out: `$1` whose, `$2` a contact, `$3` a state, `$4` a mode, `$5` why it
/// ended, `$6` and `$7` when it started, `$11` whose companies.
macro_rules! wanted_are {
    () => {
        r"
          b.started_at >= $6 and b.started_at < $7
          and (b.staff_id = $1 or $1 is null)
          and (exists (select 1 from account a where a.id = b.account_id and a.contact_id = $2) or $2 is null)
          and (cast($3 as text) = '' or b.state = $3)
          and (cast($4 as text) = '' or b.mode = $4)
          and (cast($5 as text) = '' or b.ended_why = $5)
          and (exists (select 1 from account a join contact k on k.id = a.contact_id
                       join staff_scope x on x.organization_id = k.organization_id
                       where a.id = b.account_id and x.staff_id = $11 and x.removed_at is null) or $11 is null)"
    };
}

/// Whether the words `$8`–`$10` are in the entry `e`.
macro_rules! words {
    () => {
        r"e.search_key like cast($8 as text) escape '\' and e.search_key like cast($9 as text) escape '\'
          and e.search_key like cast($10 as text) escape '\'"
    };
}

/// Whether the session `b` has the words.
///
/// Of an `exists` with an `offset` PostgreSQL looks at one row after the other; without it, it may find all that hold first.
macro_rules! has_words {
    () => {
        concat!(
            "(cast($8 as text) = '%' or exists (select 1 from behalf_entry e where e.behalf_id = b.id and ",
            words!(),
            " limit 1 offset 0))"
        )
    };
}

/// The sessions of `page`, named `p`, completed, in `$order`; `$matches` is how many there are.
macro_rules! completed {
    ($order:expr, $($matches:expr),+) => {
        concat!(
            "select ", summary_columns!(), ", ", $($matches,)+ " as matches
             from page p cross join ", summary_tables!(), "
             where b.id = p.id
             order by ", $order
        )
    };
}

/// Sessions of which `$scope` holds, in `$order` from behind the time `$12` and the id `$13`; `$14` and `$15` are the page;
/// `$16` is how many there are, or 0 when nobody knows yet.
macro_rules! in_order {
    ($scope:literal, $behind:literal, $order:literal) => {
        sql!(concat!(
            "with page as materialized (
                select b.id, b.started_at from behalf b
                where ",
            $scope,
            $behind,
            " and ",
            has_words!(),
            " and ",
            wanted_are!(),
            "
                order by ",
            $order,
            " limit cast($14 as bigint) offset $15
            )",
            completed!(
                $order,
                "case when cast($16 as bigint) > 0 then cast($16 as bigint) else (select count(*) from (
                    select 1 from behalf b where ",
                $scope,
                has_words!(),
                " and ",
                wanted_are!(),
                counted!(),
                ") c) end"
            )
        ))
    };
}

/// Oldest or newest first, for sessions of which `$scope` holds.
macro_rules! by_time {
    ($scope:literal) => {
        |oldest| match oldest {
            true => in_order!($scope, "(b.started_at, b.id) > ($12, $13)", "b.started_at, b.id"),
            false => in_order!($scope, "(b.started_at, b.id) < ($12, $13)", "b.started_at desc, b.id desc"),
        }
    };
}

macro_rules! any_order {
    () => {
        "case when cast($12 as bigint) = 1 then p.started_at end, case when cast($12 as bigint) = 1 then p.id end,
         p.started_at desc, p.id desc"
    };
}

/// A page of those that are wanted, all of them found first by `$how`; when there are more than are counted, the page is of
/// no use. `$13` and `$14` are the page.
macro_rules! among_few {
    ($($how:expr),+) => {
        concat!(
            "with found as materialized (select b.id, b.started_at ", $($how,)+ " and ", wanted_are!(), counted!(), "),
            page as materialized (
                select p.*, (select count(*) from found) as matches from found p
                order by ", any_order!(), " limit cast($13 as bigint) offset $14
            )",
            completed!(any_order!(), "p.matches")
        )
    };
}

pairs! {
    /// Those that a search finds.
    BY_TEXT {
        sqlite: among_few!("from search_behalf cross join behalf_entry e cross join behalf b
                            where search_behalf match $15 and e.n = search_behalf.rowid and b.id = e.behalf_id and ", words!()),
        postgres: among_few!("from behalf_entry e join behalf b on b.id = e.behalf_id
                              where cast($15 as text) <> '' and ", words!())
    }
    /// Those for a contact.
    BY_CONTACT {
        sqlite: among_few!("from account c cross join behalf b
                            where c.contact_id = $2 and b.account_id = c.id and cast($15 as text) is not null and ", has_words!()),
        postgres: among_few!("from account c join behalf b on b.account_id = c.id
                              where c.contact_id = $2 and cast($15 as text) is not null and ", has_words!())
    }
    /// Those for people of the companies that are assigned to the reader.
    BY_SCOPE {
        sqlite: among_few!("from staff_scope y cross join contact d cross join account c cross join behalf b
                            where y.staff_id = $11 and y.removed_at is null and y.organization_id is not null
                              and d.organization_id = y.organization_id and c.contact_id = d.id and b.account_id = c.id
                              and cast($15 as text) is not null and ", has_words!()),
        postgres: among_few!("from staff_scope y join contact d on d.organization_id = y.organization_id
                              join account c on c.contact_id = d.id join behalf b on b.account_id = c.id
                              where y.staff_id = $11 and y.removed_at is null and cast($15 as text) is not null and ", has_words!())
    }
}

/// Sessions that were started: all for those who may see all, else the agent's own.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden).
pub async fn list(cx: &Cx, filter: &Filter) -> Result<Page<Summary>> {
    let staff = cx.require_staff(Action::UsePortal)?;
    let own = (!cx.may(Action::ViewSessions)).then_some(staff.id);
    let wanted = wanted(&filter.query);
    let statement: fn(bool) -> &'static str = match (own, filter.state, filter.why) {
        (Some(_), Some(State::Active), _) => by_time!("b.staff_id = $1 and b.state = 'active' and "),
        (Some(_), ..) => by_time!("b.staff_id = $1 and "),
        (None, Some(State::Active), _) => by_time!("b.state = 'active' and "),
        (None, _, Some(_)) => by_time!("b.ended_why = $5 and "),
        (None, _, None) => by_time!(""),
    };
    let few = match (filter.contact, filter.state) {
        (Some(_), _) => Some(BY_CONTACT),
        _ if !wanted.grams.is_empty() => Some(BY_TEXT),
        (None, Some(State::Active)) => None,
        _ if cx.confined().is_some() => Some(BY_SCOPE),
        _ => None,
    };
    Read { cx, filter, wanted: &wanted, own, statement }.page(few).await
}

struct Read<'a> {
    cx: &'a Cx,
    filter: &'a Filter,
    wanted: &'a Wanted,
    own: Option<StaffId>,
    statement: fn(bool) -> &'static str,
}

/// Binds what is wanted, `$1`–`$11`.
macro_rules! bound {
    ($read:expr, $sql:expr) => {{
        let (filter, [p1, p2, p3, ..]) = ($read.filter, &$read.wanted.patterns);
        sqlx::query_as($sql)
            .persistent($read.cx.db().keeps_plan())
            .bind($read.own)
            .bind(filter.contact)
            .bind(filter.state.map_or("", State::as_str))
            .bind(filter.mode.map_or("", Mode::as_str))
            .bind(filter.why.map_or("", Cause::as_str))
            .bind(filter.from.unwrap_or(Micros(0)))
            .bind(filter.to.unwrap_or(Micros(i64::MAX)))
            .bind(p1)
            .bind(p2)
            .bind(p3)
            .bind($read.cx.confined())
    }};
}

impl Read<'_> {
    /// The page that is asked for; `few` is how those that are wanted are found, when they may be few among many.
    async fn page(&self, few: Option<Pair>) -> Result<Page<Summary>> {
        let place = self.filter.place;
        let Some(few) = few else { return self.in_order(0).await };
        let page = match place {
            Place::Page(number) => {
                list_page(number, |number| self.among_few(few, number, self.filter.size.rows())).await?
            }
            _ => self.among_few(few, 0, 1).await?,
        };
        match place {
            Place::Page(_) if !is_more(page.total) => Ok(page),
            _ => self.in_order(page.total).await,
        }
    }

    async fn among_few(&self, few: Pair, number: i64, size: i64) -> Result<Page<Summary>> {
        let rows: Vec<Listed> = on!(self.cx.db(), c => bound!(self, few.of(self.cx.db())).bind(i64::from(self.filter.sort == Sort::Oldest))
            .bind(size).bind(number.saturating_mul(size)).bind(&self.wanted.grams).fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows.into_iter().map(|row| row.summary).collect(), total))
    }

    async fn in_order(&self, total: i64) -> Result<Page<Summary>> {
        match self.filter.place {
            Place::Page(number) => list_page(number, |number| self.behind(Place::Page(number), total)).await,
            place => self.behind(place, total).await,
        }
    }

    async fn behind(&self, place: Place, total: i64) -> Result<Page<Summary>> {
        let oldest = (self.filter.sort == Sort::Oldest) != place.is_backward();
        let Cursor { key, id } = place.cursor().unwrap_or(Cursor::before_all(!oldest));
        let size = self.filter.size.rows();
        let rows: Vec<Listed> = on!(self.cx.db(), c => bound!(self, (self.statement)(oldest)).bind(key).bind(id)
            .bind(size + 1).bind(place.offset(size)).bind(total).fetch_all(c).await?);
        let total = rows.first().map_or(total, |row| row.matches);
        let rows = rows.into_iter().map(|row| row.summary).collect();
        Ok(place.cut(rows, size, total, |row: &Summary| Cursor { key: row.started_at.0, id: row.id.0 }))
    }
}
