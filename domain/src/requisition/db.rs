//! Reading and changing lists.
//!
//! Rule: what changes a list takes it with [`touch`] first, in the version that was shown. Names of lists and what people
//! write stand in events as personal values alone.

use crate::audit::Event;
use crate::cx::{Customer, Cx};
use crate::db::pairs;
use crate::error::{Conflict, Denied, Error, Problem, Result};
use crate::id::{AccountId, ListId};
use crate::policy::Action;
use crate::requisition::{Access, List, MOST_LISTS, Sharing, Typed};
use crate::search::fold;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use serde_json::json;

pairs! {
    /// Waits until no other transaction names a list of the account `$1`; SQLite's write transactions come one by one.
    NAMES_LOCK {
        sqlite: "select 1 where cast($1 as text) <> ''",
        postgres: "select 1::bigint from pg_advisory_xact_lock(4018, hashtext(cast($1 as text)))"
    }
}

/// The columns of a [`List`], of lists `l` with `k` as the contact of the owner.
macro_rules! list_columns {
    () => {
        "l.id, l.name, l.note, l.sharing, l.version, l.account_id, k.latin_name as owner_name,
         (select count(*) from requisition_line n where n.list_id = l.id) as lines, l.modified_at,
         case when l.modified_subject_id is null then '' else l.modified_actor_name end as changed_by,
         case when l.created_subject_id is null then '' else l.created_actor_name end as created_by"
    };
}
pub(super) use list_columns;

/// A list that the account sees: its own, or one that is shared with its company.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn load(cx: &Cx, id: ListId) -> Result<List> {
    let customer = cx.require_customer(Action::ViewLists)?;
    let list: Option<List> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select ", list_columns!(), ", cast(1 as bigint) as matches
        from requisition_list l
        join account a on a.id = l.account_id
        join contact k on k.id = a.contact_id
        where l.id = $1 and l.kind = 'named' and l.removed_at is null
          and (l.account_id = $2 or (l.organization_id = $3 and l.sharing <> 'none'))
    "))).bind(id).bind(customer.account).bind(customer.organization).fetch_optional(c).await?);
    list.ok_or(Error::NotFound)
}

/// The same when its lines may be changed, or, for its owner, all of it; a refusal is recorded.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for a list that others may only read.
pub async fn changeable(cx: &Cx, id: ListId, needs: Access) -> Result<List> {
    cx.check_recorded(Action::EditLists).await?;
    let list = load(cx, id).await?;
    let access = list.access(cx.require_customer(Action::EditLists)?.account);
    if access == Access::Own || (access == Access::Full && needs == Access::Full) {
        return Ok(list);
    }
    let why = Denied::Permission;
    cx.refused(Event::denied("authz.denied", why.as_str()).detail("action", "EditLists").target("list", id)).await?;
    Err(why.into())
}

/// What a list becomes when it is taken for writing; none leaves something as it is.
#[derive(Clone, Copy, Debug, Default)]
struct Becomes<'a> {
    name: Option<&'a str>,
    note: Option<&'a str>,
    sharing: Option<Sharing>,
    removed_at: Option<Micros>,
}

/// Takes a list for writing, in the version that was shown; gives its new version.
///
/// # Errors
/// [`Conflict::List`] when somebody changed or removed it since, or took the sharing back.
pub(super) async fn touch(tx: &mut Tx, id: ListId, shown: Option<i64>, needs: Access) -> Result<i64> {
    touch_as(tx, id, shown, needs, Becomes::default()).await
}

/// The same, and what it becomes: a row is written once in a transaction.
async fn touch_as(tx: &mut Tx, id: ListId, shown: Option<i64>, needs: Access, becomes: Becomes<'_>) -> Result<i64> {
    let cx = tx.cx().clone();
    let customer = cx.require_customer(Action::EditLists)?.clone();
    let (stamp, now, event) = (cx.stamp(), cx.now(), tx.event().to_owned());
    let others = needs != Access::Own;
    let version: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update requisition_list
        set version = version + 1, modified_at = $4, modified_actor_name = $5, modified_subject_id = $6, last_event = $7,
            name = coalesce($9, name), name_key = coalesce($10, name_key), note = coalesce($11, note),
            sharing = coalesce($12, sharing), removed_at = coalesce($13, removed_at)
        where id = $1 and kind = 'named' and removed_at is null
          and (account_id = $2 or (organization_id = $3 and sharing = 'full' and cast($8 as bigint) = 1))
        returning version
    ")).bind(id).bind(customer.account).bind(customer.organization).bind(now).bind(support(&stamp))
        .bind(&stamp.subject_id).bind(&event).bind(i64::from(others)).bind(becomes.name).bind(becomes.name.map(fold))
        .bind(becomes.note).bind(becomes.sharing).bind(becomes.removed_at).fetch_optional(c).await?);
    match version {
        Some(version) if shown.is_none_or(|shown| shown + 1 == version) => Ok(version),
        _ => Err(Error::Conflict(Conflict::List)),
    }
}

/// The name that rows hold: that of support alone. A customer is known by the account.
pub(super) fn support(stamp: &crate::cx::Stamp) -> &str {
    if stamp.subject_id.is_some() { &stamp.actor_name } else { "" }
}

async fn lock_names(tx: &mut Tx, account: AccountId) -> Result<()> {
    let sql = NAMES_LOCK.in_tx(tx.db());
    let _: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(account.to_string()).fetch_optional(c).await?);
    Ok(())
}

/// Whether another list of the account has this name, small and capital letters apart.
async fn is_taken(tx: &mut Tx, account: AccountId, name: &str, except: Option<ListId>) -> Result<bool> {
    let key = fold(name);
    let found: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from requisition_list
        where account_id = $1 and kind = 'named' and name_key = $2 and removed_at is null and (id <> $3 or $3 is null)
    ")).bind(account).bind(&key).bind(except).fetch_one(c).await?);
    Ok(found > 0)
}

/// Makes a list in a transaction of the caller.
///
/// # Errors
/// [`Error::Invalid`] at `name` when a list has it, or when there are as many lists as there may be.
pub(super) async fn insert(tx: &mut Tx, typed: &Typed<'_>) -> Result<ListId> {
    let (name, note) = typed.checked()?;
    let cx = tx.cx().clone();
    let Customer { account, organization, .. } = *cx.require_customer(Action::EditLists)?;
    lock_names(tx, account).await?;
    if is_taken(tx, account, name, None).await? {
        return Err(Error::field("name", Problem::Taken));
    }
    let lists: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from requisition_list where account_id = $1 and kind = 'named' and removed_at is null
    ")).bind(account).fetch_one(c).await?);
    if lists >= MOST_LISTS {
        return Err(Error::field("name", Problem::TooLarge(MOST_LISTS)));
    }
    let (stamp, now, event, id) = (cx.stamp(), cx.now(), tx.event().to_owned(), ListId::fresh());
    exec!(tx, "
        insert into requisition_list (id, account_id, organization_id, kind, name, name_key, note, sharing, version,
            created_at, created_actor_id, created_actor_name, created_actor_role, created_subject_id, created_behalf_id,
            modified_at, modified_actor_name, modified_subject_id, last_event)
        values ($1, $2, $3, 'named', $4, $5, $6, $7, 1, $8, $9, $10, $11, $12, $13, $8, $10, $12, $14)
    "; id, account, organization, name, fold(name), note, typed.sharing.unwrap_or_default(), now, &stamp.actor_id,
        support(&stamp), stamp.actor_role, &stamp.subject_id, stamp.behalf, &event)
    .one()?;
    Ok(id)
}

/// The event of a list, with what people wrote as personal values.
pub(super) fn event(kind: &'static str, id: ListId, version: i64, name: &str, note: &str) -> Event {
    Event::new(kind).target_named("list", id, "", version).personal("name", name).personal("note", note)
}

/// Makes a list.
///
/// # Errors
/// [`Error::Invalid`] at `name` or `note`.
pub async fn create(cx: &Cx, typed: &Typed<'_>) -> Result<ListId> {
    cx.check_recorded(Action::EditLists).await?;
    let (name, note) = typed.checked()?;
    let mut tx = cx.begin(Action::EditLists).await?;
    let id = insert(&mut tx, typed).await?;
    let sharing = typed.sharing.unwrap_or_default();
    tx.commit(event("list.created", id, 1, name, note).detail("sharing", sharing)).await?;
    Ok(id)
}

/// Gives a list another name and note and, when its owner asks for it, shares it in another way.
///
/// # Errors
/// [`Error::Invalid`] at `name` or `note`; [`Conflict::List`]; as [`changeable`].
pub async fn change(cx: &Cx, id: ListId, shown: i64, typed: &Typed<'_>) -> Result<()> {
    let before = changeable(cx, id, Access::Full).await?;
    let (name, note) = typed.checked()?;
    let sharing = typed.sharing.unwrap_or(before.sharing);
    let needs = if sharing == before.sharing { Access::Full } else { Access::Own };
    let before = changeable(cx, id, needs).await?;
    let mut tx = cx.begin(Action::EditLists).await?;
    lock_names(&mut tx, before.account_id).await?;
    if is_taken(&mut tx, before.account_id, name, Some(id)).await? {
        return Err(Error::field("name", Problem::Taken));
    }
    let becomes = Becomes { name: Some(name), note: Some(note), sharing: Some(sharing), removed_at: None };
    let version = touch_as(&mut tx, id, Some(shown), needs, becomes).await?;
    let event = event("list.changed", id, version, name, note)
        .change(json!({ "sharing": before.sharing }), json!({ "sharing": sharing }));
    tx.commit(event).await
}

/// Removes a list; [`restore`] puts it back.
///
/// # Errors
/// As [`change`].
pub async fn remove(cx: &Cx, id: ListId, shown: Option<i64>) -> Result<()> {
    let list = changeable(cx, id, Access::Own).await?;
    let mut tx = cx.begin(Action::EditLists).await?;
    let becomes = Becomes { removed_at: Some(cx.now()), ..Becomes::default() };
    let version = touch_as(&mut tx, id, shown, Access::Own, becomes).await?;
    tx.commit(event("list.removed", id, version, &list.name, "").detail("lines", list.lines)).await
}

/// Puts a removed list of the account back, under another name when a list has its name meanwhile.
///
/// # Errors
/// [`Error::NotFound`] when no list of the account was removed under this id.
pub async fn restore(cx: &Cx, id: ListId) -> Result<()> {
    let mut tx = cx.begin(Action::EditLists).await?;
    let account = cx.require_customer(Action::EditLists)?.account;
    lock_names(&mut tx, account).await?;
    let (stamp, now, cited) = (cx.stamp(), cx.now(), tx.event().to_owned());
    let old: Option<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select name from requisition_list
        where id = $1 and account_id = $2 and kind = 'named' and removed_at is not null
    ")).bind(id).bind(account).fetch_optional(c).await?);
    let old = old.ok_or(Error::NotFound)?;
    let mut name = old.clone();
    let mut number = 1;
    while is_taken(&mut tx, account, &name, Some(id)).await? {
        number += 1;
        name = format!("{old} ({number})");
    }
    let version: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update requisition_list
        set version = version + 1, modified_at = $2, modified_actor_name = $3, modified_subject_id = $4, last_event = $5,
            name = $6, name_key = $7, removed_at = null
        where id = $1 and removed_at is not null
        returning version
    ")).bind(id).bind(now).bind(support(&stamp)).bind(&stamp.subject_id).bind(&cited).bind(&name).bind(fold(&name))
        .fetch_optional(c).await?);
    let version = version.ok_or(Error::NotFound)?;
    tx.commit(event("list.restored", id, version, &name, "")).await
}

/// The lists that the account may add to, by name: its own, and those it may change.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn writable(cx: &Cx) -> Result<Vec<(ListId, String)>> {
    let customer = cx.require_customer(Action::ViewLists)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name from (
            select l.id, l.name, l.name_key from requisition_list l
            where l.account_id = $1 and l.kind = 'named' and l.removed_at is null
            union all
            select l.id, l.name, l.name_key from requisition_list l
            where l.organization_id = $2 and l.account_id <> $1 and l.kind = 'named' and l.removed_at is null
              and l.sharing <> 'none' and l.sharing = 'full'
        ) x
        order by name_key, id limit 1001
    ")).bind(customer.account).bind(customer.organization).fetch_all(c).await?))
}
