//! The list of contacts: chosen among their entries ([`super::entry`]), completed afterwards.
//!
//! What is asked for decides how the page is chosen. Where few contacts match, all of them are found by an index and
//! sorted. Where many do, an index is read in the order of the list until the page is full; the index has what filters
//! compare, so that a row that is left out costs no more than its place there.

use crate::contact::asked::Asked;
use crate::contact::narrow::{Accounts, Narrowed, narrowed};
use crate::contact::rank::Why;
use crate::contact::recent;
use crate::contact::search::{self, Hit};
use crate::cx::Cx;
use crate::db::{Pair, pairs};
use crate::error::Result;
use crate::id::{ContactId, OrganizationId};
use crate::list::{Page, counted, is_more};
use crate::policy::Action;
use crate::search::like_escape;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::{on, sql};
use serde_json::json;

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
    /// Phone number.
    pub phone: String,
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
    /// Why it is shown, where a search found it in another way than by the word itself.
    #[sqlx(skip)]
    pub why: Vec<Why>,
    /// Words of the contact that a search found, in small Latin letters, and how many of their letters.
    #[sqlx(skip)]
    pub found: Vec<(String, usize)>,
    n: i64,
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
    /// Only some that the reader has to do with.
    pub view: Option<View>,
    /// In which order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
}

text_enum! {
    /// Contacts that a member of staff has to do with.
    pub enum View {
        /// Those of the companies that are assigned to them.
        Mine => "mine",
        /// Those whose page they opened lately, the last one first.
        Recent => "recent",
    }
}

text_enum! {
    /// How contacts are sorted.
    #[derive(Default)]
    pub enum Sort {
        /// What answers best first; by name where nothing is looked for.
        #[default]
        Best => "best",
        /// By name.
        Name => "name",
        /// By the name of the company.
        Company => "company",
        /// By the time of the last order.
        LastOrder => "last_order",
    }
}

/// Whether the entry `e` is asked for by `$1`–`$5`, and has no word that is like `$6`.
macro_rules! asked {
    () => {
        concat!(
            narrowed!("$1", "$2", "$3", "$4", "$5"),
            r" and (cast($6 as text) = '' or e.words not like cast($6 as text) escape '\')"
        )
    };
}

/// The contacts of the entries whose numbers are in `page`, in `$order`, completed; `$matches` is how many match.
macro_rules! completed {
    ($matches:literal, $order:expr) => {
        concat!(
            "
            select e.n, k.id, k.name, k.latin_name, k.title, k.email, k.phone, o.id as organization_id,
                   o.name as organization_name, o.city,
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

/// The order that `$7` asks for, where few are sorted.
macro_rules! any_order {
    () => {
        "case when $7 = 'company' then e.company_key end,
         case when $7 = 'company-' then e.company_key end desc,
         case when $7 = 'last_order' then e.last_order_at end,
         case when $7 = 'last_order-' then e.last_order_at end desc,
         case when $7 in ('name', 'company', 'last_order-') then e.name_key end,
         case when $7 in ('name-', 'company-', 'last_order') then e.name_key end desc,
         case when $7 in ('name', 'company', 'last_order-') then e.n else - e.n end"
    };
}

/// A page of those that match, all of them found first, through `$from` and `$how`; when there are more than are counted,
/// the page is of no use. `$8` and `$9` are the page.
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
            " limit cast($8 as bigint) offset $9
            )",
            completed!("p.matches", any_order!())
        )
    };
}

pairs! {
    /// Those whose numbers are in `$10`, a JSON array: what a search found.
    BY_NUMBERS {
        sqlite: among_few!("json_each($10) j cross join contact_entry e", " and e.n = j.value"),
        postgres: among_few!("jsonb_array_elements_text(cast(cast($10 as text) as jsonb)) j cross join contact_entry e",
            " and e.n = cast(j.value as bigint)")
    }
    /// The people of a company.
    BY_COMPANY {
        sqlite: among_few!("contact_entry e", " and e.organization_id = $1 and cast($10 as text) is not null"),
        postgres: among_few!("contact_entry e", " and e.organization_id = $1 and cast($10 as text) is not null")
    }
    /// The people of the companies that are assigned to the reader.
    BY_SCOPE {
        sqlite: among_few!("staff_scope y cross join contact_entry e",
            " and y.staff_id = $3 and y.removed_at is null and y.organization_id is not null and e.organization_id = y.organization_id and cast($10 as text) is not null"),
        postgres: among_few!("staff_scope y cross join contact_entry e",
            " and y.staff_id = $3 and y.removed_at is null and e.organization_id = y.organization_id and cast($10 as text) is not null")
    }
    /// Those with an account in a state.
    BY_STATUS {
        sqlite: among_few!("(select distinct b.contact_id from account b where b.status = $2) b cross join contact_entry e",
            " and e.contact_id = b.contact_id and cast($10 as text) is not null"),
        postgres: among_few!("(select distinct b.contact_id from account b where b.status = $2) b cross join contact_entry e",
            " and e.contact_id = b.contact_id and cast($10 as text) is not null")
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
    /// Names and e-mails of those whose numbers are in `$1`, a JSON array.
    CALLED {
        sqlite: "select k.id, k.name, k.latin_name, k.email
            from json_each($1) j cross join contact_entry e cross join contact k
            where e.n = j.value and k.id = e.contact_id",
        postgres: "select k.id, k.name, k.latin_name, k.email
            from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
            join contact_entry e on e.n = cast(j.value as bigint) join contact k on k.id = e.contact_id"
    }
    /// Everybody of whom more is asked for than there is an index for.
    EVERYBODY {
        sqlite: among_few!("contact_entry e", " and cast($10 as text) is not null"),
        postgres: among_few!("contact_entry e", " and cast($10 as text) is not null")
    }
    /// Those without an account.
    WITHOUT_ACCOUNT {
        sqlite: among_few!("contact_entry e indexed by contact_entry_without", " and not e.has_account and cast($10 as text) is not null"),
        postgres: among_few!("contact_entry e", " and not e.has_account and cast($10 as text) is not null")
    }
}

/// A page of those that match, read in `$order`; `$7` says how many match, `$8` and `$9` are the page.
macro_rules! in_order {
    ($order:literal) => {
        sql!(concat!(
            "with page as materialized (
                select e.n from contact_entry e where ",
            asked!(),
            "
                order by ",
            $order,
            " limit cast($8 as bigint) offset $9
            )",
            completed!("cast($7 as bigint)", $order)
        ))
    };
}

/// What a list is made of: what narrows it, and a word that nobody in it has.
struct Wanted<'a> {
    narrowed: &'a Narrowed,
    without: String,
    sort: Sort,
    is_descending: bool,
}

/// A page of contacts, with the reason for each where words were looked for.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden).
pub async fn list(cx: &Cx, filter: &Filter, offset: i64, limit: i64) -> Result<Page<ContactRow>> {
    let staff = cx.require_staff(Action::ViewContacts)?.id;
    let asked = Asked::read(&filter.query);
    let narrowed = Narrowed {
        organization: filter.organization,
        accounts: filter.accounts.or(asked.accounts),
        scope: cx.confined().or((filter.view == Some(View::Mine)).then_some(staff)),
        role: asked.role,
        store: asked.store.clone(),
    };
    let mut wanted =
        Wanted { narrowed: &narrowed, without: String::new(), sort: sort_of(filter), is_descending: filter.descending };
    if filter.view == Some(View::Recent) {
        let opened = recent::opened(cx, staff).await?;
        let mut hits: Vec<Hit> = opened.into_iter().map(Hit::of).collect();
        if !asked.parts.is_empty() {
            let known = search::find(cx, &asked, &narrowed).await?;
            hits.retain(|hit| known.iter().any(|known| known.n == hit.n));
        }
        return found(cx, &wanted, &hits, offset, limit).await;
    }
    if !asked.parts.is_empty() {
        let hits = search::find(cx, &asked, &narrowed).await?;
        return found(cx, &wanted, &hits, offset, limit).await;
    }
    // What was typed has no letter and no digit, so it is no name.
    if asked.is_empty() && !filter.query.trim().is_empty() && narrowed.is_any_account() {
        return Ok(Page::of(Vec::new(), 0));
    }
    wanted.without = asked.without.first().map(|(_, word)| format!("% {}%", like_escape(word))).unwrap_or_default();
    if wanted.sort == Sort::Best {
        wanted.sort = Sort::Name;
    }
    let (few, count) = ways(&wanted);
    let mut total = 0;
    if let Some(count) = count {
        let accounts = narrowed.accounts();
        total = on!(cx.db(), c => sqlx::query_scalar(count.of(cx.db())).bind(accounts).fetch_one(c).await?);
    }
    if let Some(few) = few.filter(|_| !is_more(total)) {
        let page = crate::list::page(offset, |offset| among_few(cx, few, &wanted, "", offset, limit)).await?;
        if !is_more(page.total) {
            return Ok(page);
        }
        total = page.total;
    }
    in_order(cx, &wanted, total, offset, limit).await
}

/// A page of what a search found.
async fn found(cx: &Cx, wanted: &Wanted<'_>, hits: &[Hit], offset: i64, limit: i64) -> Result<Page<ContactRow>> {
    let numbers = |hits: &[Hit]| json!(hits.iter().map(|hit| hit.n).collect::<Vec<_>>()).to_string();
    let total = i64::try_from(hits.len()).unwrap_or(i64::MAX);
    let mut page = if wanted.sort == Sort::Best {
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(hits.len());
        let some = &hits[from..hits.len().min(from.saturating_add(usize::try_from(limit).unwrap_or(0)))];
        let mut page = match some.is_empty() {
            true => Page::of(Vec::new(), total),
            false => among_few(cx, BY_NUMBERS, wanted, &numbers(some), 0, limit).await?,
        };
        page.rows.sort_by_key(|row| some.iter().position(|hit| hit.n == row.n));
        page
    } else {
        let all = numbers(hits);
        crate::list::page(offset, |offset| among_few(cx, BY_NUMBERS, wanted, &all, offset, limit)).await?
    };
    page.total = total;
    for row in &mut page.rows {
        if let Some(hit) = hits.iter().find(|hit| hit.n == row.n) {
            row.why.clone_from(&hit.answer.why);
            row.found.clone_from(&hit.answer.found);
        }
    }
    Ok(page)
}

/// How those that match are found, when something is asked for, and how they are counted, where an index alone can tell.
fn ways(wanted: &Wanted) -> (Option<Pair>, Option<Pair>) {
    let Narrowed { organization, accounts, scope, role, store } = wanted.narrowed;
    let is_counted = wanted.without.is_empty() && role.is_none() && store.is_none();
    let (few, count) = match (organization, accounts) {
        (Some(_), _) => (Some(BY_COMPANY), None),
        _ if scope.is_some() => (Some(BY_SCOPE), None),
        (None, Some(Accounts::None)) => (Some(WITHOUT_ACCOUNT), Some(COUNT_WITHOUT_ACCOUNT)),
        (None, Some(Accounts::In(_))) => (Some(BY_STATUS), Some(COUNT_STATUS)),
        (None, None) if !is_counted => (Some(EVERYBODY), None),
        (None, None) => (None, Some(COUNT)),
    };
    (few, count.filter(|_| is_counted))
}

async fn among_few(
    cx: &Cx,
    few: Pair,
    wanted: &Wanted<'_>,
    numbers: &str,
    offset: i64,
    limit: i64,
) -> Result<Page<ContactRow>> {
    let sort = match (wanted.sort, wanted.is_descending) {
        (Sort::Company, false) => "company",
        (Sort::Company, true) => "company-",
        (Sort::LastOrder, false) => "last_order",
        (Sort::LastOrder, true) => "last_order-",
        (Sort::Name, true) => "name-",
        (Sort::Name | Sort::Best, _) => "name",
    };
    let narrowed = wanted.narrowed;
    let rows: Vec<ContactRow> = on!(cx.db(), c => sqlx::query_as(few.of(cx.db())).persistent(cx.db().keeps_plan())
        .bind(narrowed.organization).bind(narrowed.accounts()).bind(narrowed.scope).bind(narrowed.role())
        .bind(narrowed.store()).bind(&wanted.without).bind(sort).bind(limit).bind(offset).bind(numbers)
        .fetch_all(c).await?);
    Ok(page(rows))
}

async fn in_order(cx: &Cx, wanted: &Wanted<'_>, total: i64, offset: i64, limit: i64) -> Result<Page<ContactRow>> {
    let sql = match (wanted.sort, wanted.is_descending) {
        (Sort::Name, true) => in_order!("e.name_key desc, e.n desc"),
        (Sort::Name | Sort::Best, _) => in_order!("e.name_key, e.n"),
        (Sort::Company, false) => in_order!("e.company_key, e.name_key, e.n"),
        (Sort::Company, true) => in_order!("e.company_key desc, e.name_key desc, e.n desc"),
        (Sort::LastOrder, false) => in_order!("e.last_order_at, e.name_key desc, e.n desc"),
        (Sort::LastOrder, true) => in_order!("e.last_order_at desc, e.name_key, e.n"),
    };
    let narrowed = wanted.narrowed;
    let rows: Vec<ContactRow> = on!(cx.db(), c => sqlx::query_as(sql).persistent(cx.db().keeps_plan())
        .bind(narrowed.organization).bind(narrowed.accounts()).bind(narrowed.scope).bind(narrowed.role())
        .bind(narrowed.store()).bind(&wanted.without).bind(total).bind(limit).bind(offset).fetch_all(c).await?);
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
    let asked = Asked::read(query);
    let narrowed = Narrowed { scope: cx.confined(), ..Narrowed::default() };
    let mut hits = search::find(cx, &asked, &narrowed).await?;
    hits.truncate(usize::try_from(limit).unwrap_or(0));
    let numbers = json!(hits.iter().map(|hit| hit.n).collect::<Vec<_>>()).to_string();
    Ok(on!(cx.db(), c => sqlx::query_as(CALLED.of(cx.db())).bind(numbers).fetch_all(c).await?))
}
