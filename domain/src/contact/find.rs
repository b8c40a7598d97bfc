//! The list of contacts: chosen among their entries ([`super::entry`]), completed afterwards.
//!
//! What is asked for decides how the page is chosen. Where few contacts match, all of them are found by an index and
//! sorted. Where many do, an index is read in the order of the list until the page is full; the index has what filters
//! compare, so that a row that is left out costs no more than its place there.

use crate::account::Status;
use crate::cx::Cx;
use crate::db::{Pair, pairs};
use crate::error::Result;
use crate::id::{ContactId, OrganizationId};
use crate::list::{Page, counted, is_more};
use crate::policy::Action;
use crate::search::{Wanted, wanted};
use crate::text_enum::{Word, text_enum};
use crate::time::Micros;
use crate::{on, sql};

/// A contact in the list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ContactRow {
    /// The person.
    pub id: ContactId,
    /// Name in their own script.
    pub name: String,
    /// Latin form.
    pub latin_name: String,
    /// Job title.
    pub title: String,
    /// E-mail.
    pub email: String,
    /// The company.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Its city.
    pub city: String,
    /// Logins.
    pub accounts: i64,
    /// Logins that may sign in.
    pub active: i64,
    /// Logins that are locked.
    pub locked: i64,
    /// Time of the last order.
    pub last_order_at: Option<Micros>,
    matches: i64,
}

/// What of the contacts is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find.
    pub query: String,
    /// Only this company.
    pub organization: Option<OrganizationId>,
    /// Only contacts with such accounts.
    pub accounts: Option<Accounts>,
    /// In which order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
}

/// Contacts by the accounts that they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Those who have none.
    None,
    /// Those who have one in this state.
    In(Status),
}

impl Accounts {
    /// As it stands in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Accounts::None => "none",
            Accounts::In(status) => status.as_str(),
        }
    }
}

impl Word for Accounts {
    fn word(self) -> String {
        self.as_str().to_owned()
    }

    fn of(text: &str) -> Option<Accounts> {
        if text == "none" { Some(Accounts::None) } else { Status::parse(text).map(Accounts::In) }
    }
}

text_enum! {
    /// How contacts are sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By name.
        #[default]
        Name => "name",
        /// By the name of the company.
        Company => "company",
        /// By the time of the last order.
        LastOrder => "last_order",
    }
}

/// Whether the words `$1`–`$6` are in the entry `e`.
macro_rules! words {
    () => {
        r"
          (cast($1 as text) = '%' or e.search_key like cast($1 as text) escape '\')
          and (cast($2 as text) = '%' or e.search_key like cast($2 as text) escape '\')
          and (cast($3 as text) = '%' or e.search_key like cast($3 as text) escape '\')
          and (cast($4 as text) = '%' or e.search_key like cast($4 as text) escape '\')
          and (cast($5 as text) = '%' or e.search_key like cast($5 as text) escape '\')
          and (cast($6 as text) = '%' or e.search_key like cast($6 as text) escape '\')"
    };
}

/// Whether the entry `e` is asked for: `$1`–`$6` words, `$7` a company, `$8` accounts, `$9` whose companies.
///
/// Of an `exists` with an `offset` PostgreSQL looks at one row after the other; without it, it may find all that hold first.
macro_rules! asked {
    () => {
        concat!(
            words!(),
            "
          and (e.organization_id = $7 or $7 is null)
          and (cast($8 as text) = '' or (cast($8 as text) = 'none' and not e.has_account)
               or (cast($8 as text) <> 'none' and exists (
                     select 1 from account a where a.contact_id = e.contact_id and a.status = $8 limit 1 offset 0)))
          and (exists (select 1 from staff_scope x where x.staff_id = $9 and x.organization_id = e.organization_id
                                                     and x.removed_at is null) or $9 is null)"
        )
    };
}

/// The contacts of the entries whose numbers are in `page`, in `$order`, completed; `$matches` is how many match.
macro_rules! completed {
    ($matches:literal, $order:expr) => {
        concat!(
            "
            select k.id, k.name, k.latin_name, k.title, k.email, o.id as organization_id, o.name as organization_name, o.city,
                   (select count(*) from account a where a.contact_id = k.id) as accounts,
                   (select count(*) from account a where a.contact_id = k.id and a.status = 'active') as active,
                   (select count(*) from account a where a.contact_id = k.id and a.status = 'locked') as locked,
                   case when e.last_order_at > 0 then e.last_order_at end as last_order_at, ",
            $matches,
            " as matches
            from page p cross join contact_entry e cross join contact k cross join organization o
            where e.n = p.n and k.id = e.contact_id and o.id = k.organization_id
            order by ",
            $order
        )
    };
}

/// The order that `$10` asks for, where few are sorted.
macro_rules! any_order {
    () => {
        "case when $10 = 'company' then e.company_key end,
         case when $10 = 'company-' then e.company_key end desc,
         case when $10 = 'last_order' then e.last_order_at end,
         case when $10 = 'last_order-' then e.last_order_at end desc,
         case when $10 in ('name', 'company', 'last_order-') then e.name_key end,
         case when $10 in ('name-', 'company-', 'last_order') then e.name_key end desc,
         case when $10 in ('name', 'company', 'last_order-') then e.n else - e.n end"
    };
}

/// A page of those that match, all of them found first, through `$from` and `$how`; when there are more than are counted,
/// the page is of no use. `$11` and `$12` are the page.
macro_rules! among_few {
    ($from:literal, $how:literal) => {
        concat!(
            "with found as materialized (
                select e.n, e.name_key, e.company_key, e.last_order_at from ",
            $from,
            " where ",
            asked!(),
            $how,
            counted!(),
            "
            ), page as materialized (
                select e.n, (select count(*) from found) as matches from found e
                order by ",
            any_order!(),
            " limit cast($11 as bigint) offset $12
            )",
            completed!("p.matches", any_order!())
        )
    };
}

pairs! {
    /// Those that a search finds.
    BY_TEXT {
        sqlite: among_few!("search_contact cross join contact_entry e",
            " and search_contact match $13 and e.n = search_contact.rowid"),
        postgres: among_few!("contact_entry e", " and cast($13 as text) <> ''")
    }
    /// The people of a company.
    BY_COMPANY {
        sqlite: among_few!("contact_entry e", " and e.organization_id = $7 and cast($13 as text) is not null"),
        postgres: among_few!("contact_entry e", " and e.organization_id = $7 and cast($13 as text) is not null")
    }
    /// The people of the companies that are assigned to the reader.
    BY_SCOPE {
        sqlite: among_few!("staff_scope y cross join contact_entry e",
            " and y.staff_id = $9 and y.removed_at is null and y.organization_id is not null and e.organization_id = y.organization_id and cast($13 as text) is not null"),
        postgres: among_few!("staff_scope y cross join contact_entry e",
            " and y.staff_id = $9 and y.removed_at is null and e.organization_id = y.organization_id and cast($13 as text) is not null")
    }
    /// Those with an account in a state.
    BY_STATUS {
        sqlite: among_few!("(select distinct b.contact_id from account b where b.status = $8) b cross join contact_entry e",
            " and e.contact_id = b.contact_id and cast($13 as text) is not null"),
        postgres: among_few!("(select distinct b.contact_id from account b where b.status = $8) b cross join contact_entry e",
            " and e.contact_id = b.contact_id and cast($13 as text) is not null")
    }
    /// How many there are; `$1` says nothing.
    COUNT {
        sqlite: concat!("select count(*) from (select 1 from contact_entry
                         where cast($1 as text) is not null", counted!(), ") e"),
        postgres: concat!("select count(*) from (select 1 from contact_entry
                           where cast($1 as text) is not null", counted!(), ") e")
    }
    /// How many have an account in the state `$1`.
    COUNT_STATUS {
        sqlite: concat!("select count(*) from (select distinct contact_id from account
                         where status = $1", counted!(), ") a"),
        postgres: concat!("select count(*) from (select distinct contact_id from account
                           where status = $1", counted!(), ") a")
    }
    /// How many have no account; `$1` says nothing.
    COUNT_WITHOUT_ACCOUNT {
        sqlite: concat!("select count(*) from (select 1 from contact_entry indexed by contact_entry_without
                         where not has_account and cast($1 as text) is not null", counted!(), ") e"),
        postgres: concat!("select count(*) from (select 1 from contact_entry
                           where not has_account and cast($1 as text) is not null", counted!(), ") e")
    }
    /// Names and e-mails of those that a search finds: `$1`–`$6` words, `$7` the same for SQLite, `$8` how many.
    CALLED {
        sqlite: concat!("select k.id, k.name, k.latin_name, k.email
            from search_contact cross join contact_entry e cross join contact k
            where search_contact match $7 and e.n = search_contact.rowid and k.id = e.contact_id and ", words!(),
            " limit cast($8 as bigint)"),
        postgres: concat!("select k.id, k.name, k.latin_name, k.email from contact_entry e join contact k on k.id = e.contact_id
            where cast($7 as text) <> '' and ", words!(), " limit cast($8 as bigint)")
    }
    /// Those without an account.
    WITHOUT_ACCOUNT {
        sqlite: among_few!("contact_entry e indexed by contact_entry_without", " and not e.has_account and cast($13 as text) is not null"),
        postgres: among_few!("contact_entry e", " and not e.has_account and cast($13 as text) is not null")
    }
}

/// A page of those that match, read in `$order`; `$10` says how many match, `$11` and `$12` are the page.
macro_rules! in_order {
    ($order:literal) => {
        sql!(concat!(
            "with page as materialized (
                select e.n from contact_entry e where ",
            asked!(),
            "
                order by ",
            $order,
            " limit cast($11 as bigint) offset $12
            )",
            completed!("cast($10 as bigint)", $order)
        ))
    };
}

/// A page of contacts. Every word of the query must stand in name, company, e-mail, phone or number.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden).
pub async fn list(cx: &Cx, filter: &Filter, offset: i64, limit: i64) -> Result<Page<ContactRow>> {
    cx.require_staff(Action::ViewContacts)?;
    let wanted = wanted(&filter.query);
    let (few, count) = ways(cx, filter, &wanted);
    let mut total = 0;
    if let Some(count) = count {
        let accounts = filter.accounts.map_or("", Accounts::as_str);
        total = on!(cx.db(), c => sqlx::query_scalar(count.of(cx.db())).bind(accounts).fetch_one(c).await?);
    }
    if let Some(few) = few.filter(|_| !is_more(total)) {
        let page = crate::list::page(offset, |offset| among_few(cx, few, filter, &wanted, offset, limit)).await?;
        if !is_more(page.total) {
            return Ok(page);
        }
        total = page.total;
    }
    in_order(cx, filter, &wanted, total, offset, limit).await
}

/// How those that match are found, when something is asked for, and how they are counted, where an index alone can tell.
fn ways(cx: &Cx, filter: &Filter, wanted: &Wanted) -> (Option<Pair>, Option<Pair>) {
    match (filter.organization, filter.accounts) {
        (Some(_), _) => (Some(BY_COMPANY), None),
        _ if !wanted.grams.is_empty() => (Some(BY_TEXT), None),
        _ if cx.confined().is_some() => (Some(BY_SCOPE), None),
        (None, Some(Accounts::None)) => (Some(WITHOUT_ACCOUNT), Some(COUNT_WITHOUT_ACCOUNT)),
        (None, Some(Accounts::In(_))) => (Some(BY_STATUS), Some(COUNT_STATUS)),
        (None, None) => (None, Some(COUNT)),
    }
}

async fn among_few(
    cx: &Cx,
    few: Pair,
    filter: &Filter,
    wanted: &Wanted,
    offset: i64,
    limit: i64,
) -> Result<Page<ContactRow>> {
    let [p1, p2, p3, p4, p5, p6] = &wanted.patterns;
    let accounts = filter.accounts.map_or("", Accounts::as_str);
    let sort = match (sort_of(filter), filter.descending) {
        (Sort::Company, false) => "company",
        (Sort::Company, true) => "company-",
        (Sort::LastOrder, false) => "last_order",
        (Sort::LastOrder, true) => "last_order-",
        (Sort::Name, true) => "name-",
        (Sort::Name, false) => "name",
    };
    let rows: Vec<ContactRow> = on!(cx.db(), c => sqlx::query_as(few.of(cx.db())).persistent(cx.db().keeps_plan())
        .bind(p1).bind(p2).bind(p3).bind(p4).bind(p5).bind(p6).bind(filter.organization).bind(accounts).bind(cx.confined())
        .bind(sort).bind(limit).bind(offset).bind(&wanted.grams).fetch_all(c).await?);
    Ok(page(rows))
}

async fn in_order(
    cx: &Cx,
    filter: &Filter,
    wanted: &Wanted,
    total: i64,
    offset: i64,
    limit: i64,
) -> Result<Page<ContactRow>> {
    let [p1, p2, p3, p4, p5, p6] = &wanted.patterns;
    let accounts = filter.accounts.map_or("", Accounts::as_str);
    let sql = match (sort_of(filter), filter.descending) {
        (Sort::Name, false) => in_order!("e.name_key, e.n"),
        (Sort::Name, true) => in_order!("e.name_key desc, e.n desc"),
        (Sort::Company, false) => in_order!("e.company_key, e.name_key, e.n"),
        (Sort::Company, true) => in_order!("e.company_key desc, e.name_key desc, e.n desc"),
        (Sort::LastOrder, false) => in_order!("e.last_order_at, e.name_key desc, e.n desc"),
        (Sort::LastOrder, true) => in_order!("e.last_order_at desc, e.name_key, e.n"),
    };
    let rows: Vec<ContactRow> = on!(cx.db(), c => sqlx::query_as(sql).persistent(cx.db().keeps_plan())
        .bind(p1).bind(p2).bind(p3).bind(p4).bind(p5).bind(p6).bind(filter.organization).bind(accounts).bind(cx.confined())
        .bind(total).bind(limit).bind(offset).fetch_all(c).await?);
    Ok(Page::of(rows, total))
}

/// Nobody without an account ever ordered: the time of the last order sorts nothing then.
fn sort_of(filter: &Filter) -> Sort {
    match (filter.sort, filter.accounts) {
        (Sort::LastOrder, Some(Accounts::None)) => Sort::Name,
        (sort, _) => sort,
    }
}

fn page(rows: Vec<ContactRow>) -> Page<ContactRow> {
    let total = rows.first().map_or(0, |row| row.matches);
    Page::of(rows, total)
}

/// Id, name, Latin name and e-mail of up to `limit` contacts that a search finds.
pub(crate) async fn called(cx: &Cx, query: &str, limit: i64) -> Result<Vec<(ContactId, String, String, String)>> {
    let Wanted { patterns: [p1, p2, p3, p4, p5, p6], grams } = wanted(query);
    if grams.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(cx.db(), c => sqlx::query_as(CALLED.of(cx.db())).persistent(cx.db().keeps_plan())
        .bind(p1).bind(p2).bind(p3).bind(p4).bind(p5).bind(p6).bind(grams).bind(limit).fetch_all(c).await?))
}
