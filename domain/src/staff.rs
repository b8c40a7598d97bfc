//! Staff: the people of the seller.

pub mod assign;
pub mod change;
pub(crate) mod holder;
pub mod invite;
mod own_role;
pub mod role;
pub mod scope;

use crate::audit::Event;
use crate::behalf::life::{Life, life, lives};
use crate::cx::Cx;
use crate::db::{is_violation, pairs};
use crate::error::{Error, Field, Problem, Realm, Result};
use crate::id::{BehalfId, StaffId};
use crate::list::{Direction, Size};
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Grants, Role};
use crate::session::email_key;
use crate::session::life::{SessionLife, session_life};
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, password, search, sql};

pairs! {
    /// A member of staff, locked: what somebody changes about themselves comes one after the other.
    pub(crate) LOCK {
        sqlite: "select id from staff where id = $1",
        postgres: "select id from staff where id = $1 for no key update"
    }
}

text_enum! {
    /// Whether a member of staff has access.
    pub enum Status {
        /// They have access.
        Active => "active",
        /// It was removed.
        Disabled => "disabled",
    }
}

/// A member of staff in the list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StaffMember {
    /// The person.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// Work e-mail.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Whether they have access.
    pub status: Status,
    /// Last sign-in.
    pub last_sign_in_at: Option<Micros>,
}

/// A filter of the list of staff.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find in name and e-mail.
    pub query: String,
    /// Only this role.
    pub role: Option<Role>,
    /// Only people with access, or only people without.
    pub status: Option<Status>,
    /// In which order.
    pub sort: Sort,
    /// Which way.
    pub direction: Direction,
    /// People on a page.
    pub size: Size,
}

text_enum! {
    /// How the list of staff is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By name.
        #[default]
        Name => "name",
        /// By role, in the order of the roles.
        Role => "role",
        /// By the time of the last sign-in; those who never signed in come first.
        LastSignIn => "last_sign_in",
    }
}

/// A page of the staff, and how many match in all; `page` counts from 0. The table is small, so words are compared and rows
/// are sorted here and not in SQL.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(cx: &Cx, filter: &Filter, page: usize) -> Result<(Vec<StaffMember>, usize)> {
    cx.check_recorded(Action::ViewStaff).await?;
    let all: Vec<StaffMember> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, email, role, status, last_sign_in_at from staff
        where ($1 = '' or role = $1) and ($2 = '' or status = $2)
        order by name collate by_name, id
    ")).bind(filter.role.map_or("", Role::as_str)).bind(filter.status.map_or("", Status::as_str)).fetch_all(c).await?);
    let query: String = filter.query.chars().take(search::LONGEST).collect();
    let words: Vec<String> = query.split_whitespace().map(search::fold).collect();
    let fits = |m: &StaffMember| {
        let text = search::fold(&format!("{} {}", m.name, m.email));
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let mut found: Vec<StaffMember> = all.into_iter().filter(fits).collect();
    match filter.sort {
        Sort::Name => {}
        Sort::Role => found.sort_by_key(|m| Role::ALL.iter().position(|role| *role == m.role)),
        Sort::LastSignIn => found.sort_by_key(|m| m.last_sign_in_at),
    }
    if filter.direction == Direction::Descending {
        found.reverse();
    }
    let (total, size) = (found.len(), usize::try_from(filter.size.rows()).unwrap_or(usize::MAX));
    Ok((found.into_iter().skip(page.saturating_mul(size)).take(size).collect(), total))
}

/// A sign-in of a member of staff that is open.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Open {
    /// When they signed in.
    pub created_at: Micros,
    /// When it was last used.
    pub seen_at: Micros,
    /// The name of the browser, as it sent it.
    pub user_agent: String,
}

/// A customer for whom a member of staff acts at the moment.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Acting {
    /// The session.
    pub id: BehalfId,
    /// The customer.
    pub contact_name: String,
    /// Their company.
    pub organization_name: String,
    /// Since when.
    pub started_at: Micros,
}

/// A member of staff on their page.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub member: StaffMember,
    /// What they may do now.
    pub grants: Grants,
    /// What is assigned to them.
    pub assigned: scope::Assigned,
    /// Where they are signed in.
    pub open: Vec<Open>,
    /// For whom they act.
    pub acting: Vec<Acting>,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    #[sqlx(flatten)]
    life: SessionLife,
    #[sqlx(flatten)]
    open: Open,
}

#[derive(sqlx::FromRow)]
struct ActingRow {
    #[sqlx(flatten)]
    life: Life,
    #[sqlx(flatten)]
    acting: Acting,
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    #[sqlx(flatten)]
    member: StaffMember,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

/// One member of staff; opening the page is recorded.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`].
pub async fn find(cx: &Cx, id: StaffId) -> Result<Person> {
    cx.check_recorded(Action::ViewStaff).await?;
    let row: Option<MemberRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select t.id, t.name, t.email, t.role, t.status, t.last_sign_in_at, ", grants!(), "
        from staff t
        left join staff_role r on r.id = t.role
        where t.id = $1
    "))).bind(id).fetch_optional(c).await?);
    let MemberRow { member, grants } = row.ok_or(Error::NotFound)?;
    cx.record(Event::new("staff.viewed").target("staff", id)).await?;
    let open: Vec<OpenRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select s.created_at, n.at as seen_at, s.user_agent, ", session_life!("s", "n", "t.status"), "
        from session s
        join session_seen n on n.session_id = s.id
        join staff t on t.id = s.staff_id
        where s.staff_id = $1 and s.ended_at is null
        order by n.at desc, s.id
    "))).bind(id).fetch_all(c).await?);
    let limits = &cx.env().limits;
    let lives = |row: &OpenRow| row.life.over(Realm::Portal, limits, cx.now()).is_none();
    let open = open.into_iter().filter(lives).map(|row| row.open).collect();
    let acting: Vec<ActingRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", k.latin_name as contact_name, o.name as organization_name, b.started_at
        from ", lives!(), "
        where b.staff_id = $1 and b.state = 'active' and ", scope::in_scope!("$2", "k.organization_id"), "
        order by b.started_at desc, b.id
    "))).bind(id).bind(cx.confined()).fetch_all(c).await?);
    let lives = |row: &ActingRow| row.life.over(cx.env(), cx.now()).is_none();
    let acting = acting.into_iter().filter(lives).map(|row| row.acting).collect();
    let grants = grants.grants(member.role);
    Ok(Person { member, grants, assigned: scope::of(cx, id).await?, open, acting })
}

/// Whether this can be a person's name.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 120 && !name.chars().any(char::is_control)
}

/// Whether this can be an e-mail address.
pub(crate) fn is_email(email: &str) -> bool {
    let shaped = email.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !b.contains('@'));
    shaped && email.chars().count() <= 254 && !email.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Adds a member of staff from the command line, to have a first administrator (R6).
///
/// # Errors
/// [`Error::Invalid`] naming each field; [`Problem::Taken`] when the e-mail is in use.
pub async fn add(cx: &Cx, name: &str, email: &str, role: Role, typed: &str) -> Result<StaffId> {
    let mut wrong = Vec::new();
    let (name, email) = (name.trim(), email.trim());
    if !is_name(name) {
        wrong.push(Field { name: "name", problem: Problem::Required });
    }
    if !is_email(email) {
        wrong.push(Field { name: "email", problem: Problem::NotAnEmail });
    }
    match password::check(cx, "password", typed, &[email, name]).await {
        Err(Error::Invalid(fields)) => wrong.extend(fields),
        other => other?,
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let hash = cx.env().hasher.hash(typed).await?;
    let id = StaffId::fresh();
    let mut tx = cx.begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    if !insert(&mut tx, id, (name, email, role), &hash, &event).await? {
        return Err(Error::field("email", Problem::Taken));
    }
    tx.commit(Event::new("staff.created").target("staff", id).detail("role", role).personal("email", email)).await?;
    Ok(id)
}

/// Writes somebody who has access from now on: name, e-mail, role, and the hash of the password; `false` when the e-mail is
/// somebody's already.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: StaffId,
    (name, email, role): (&str, &str, Role),
    hash: &str,
    event: &str,
) -> Result<bool> {
    let now = tx.cx().now();
    let inserted: std::result::Result<_, sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        insert into staff (id, name, email, email_key, password_hash, role, status, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, 'active', $7, $8)
    ")).bind(id).bind(name).bind(email).bind(email_key(email)).bind(hash).bind(role).bind(now).bind(event)
        .execute(c).await.map(|_| ()));
    match inserted {
        Err(e) if is_violation(&e, "staff_email", "staff.email_key") => Ok(false),
        other => other.map(|()| true).map_err(Error::from),
    }
}
