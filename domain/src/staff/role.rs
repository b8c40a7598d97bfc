//! The rights of each role, as an administrator sees and changes them.
//!
//! Rules: a role is saved as a whole, and the log has it before and after. A role that manages staff cannot read the
//! log, and a role that reads the log cannot manage staff (R91). At least one active person can always manage staff.
//! Nobody changes their own role alone.

use crate::audit::Event;
use crate::cx::{Cx, Mode};
use crate::error::{Conflict, Error, Field, Problem, Result};
use crate::money::{amount, percent, plain};
use crate::order::discount;
use crate::policy::grants::{GrantsRow, PERMISSIONS, Reach, code, grants, mode_str};
use crate::policy::{self, Action, Grants, Role};
use crate::session::Credentials;
use crate::staff::change::keep_a_manager;
use crate::staff::own_role;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use serde_json::{Value, json};

/// A role with what it may do.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The role.
    pub role: Role,
    /// Its current rights.
    pub grants: Grants,
    /// Whether an administrator changed it.
    pub is_changed: bool,
    /// Active people who have it.
    pub people: i64,
}

#[derive(sqlx::FromRow)]
struct RoleRow {
    id: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

/// All roles in their order.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn all(cx: &Cx) -> Result<Vec<Standing>> {
    cx.check_recorded(Action::ManageStaff).await?;
    let rows: Vec<RoleRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select r.id, ", grants!(), " from staff_role r
    "))).fetch_all(c).await?);
    let people: Vec<(Role, i64)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select role, count(*) from staff where status = 'active' group by role
    ")).fetch_all(c).await?);
    let standing = |role: Role| {
        let row = rows.iter().find(|r| r.id == role);
        Standing {
            role,
            grants: row.map_or(Grants::at_first(role), |r| r.grants.grants(role)),
            is_changed: row.is_some(),
            people: people.iter().find(|(r, _)| *r == role).map_or(0, |(_, n)| *n),
        }
    };
    Ok(Role::ALL.into_iter().map(standing).collect())
}

/// The typed values of a role.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Codes of permissions.
    pub permissions: Vec<String>,
    /// `none`, `view` or `full`.
    pub behalf: String,
    /// `all` or `assigned`.
    pub scope: String,
    /// Minutes of an on-behalf session.
    pub minutes: String,
    /// Largest total of an order, such as `2500` or `2500.00`; empty for no limit.
    pub order_limit: String,
    /// Orders of one session; empty for no limit.
    pub orders_limit: String,
    /// Largest discount in percent, such as `5` or `7.5`; empty for no limit.
    pub max_discount: String,
}

impl Typed {
    /// The form values of grants.
    pub fn of(grants: &Grants) -> Typed {
        Typed {
            permissions: grants.permissions().into_iter().map(|a| code(a).to_owned()).collect(),
            behalf: mode_str(grants.behalf).to_owned(),
            scope: grants.reach.as_str().to_owned(),
            minutes: grants.minutes.to_string(),
            order_limit: grants.order_limit.map(plain).unwrap_or_default(),
            orders_limit: grants.orders_limit.map(|n| n.to_string()).unwrap_or_default(),
            max_discount: grants.max_discount.map(percent).unwrap_or_default().replace('%', ""),
        }
    }

    /// Checks the typed values. A right to change something includes the right to see it.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming each field.
    pub fn parse(&self) -> Result<Grants> {
        let mut wrong = Vec::new();
        let mut given: Vec<Action> =
            PERMISSIONS.into_iter().filter(|a| self.permissions.iter().any(|c| c == code(*a))).collect();
        for (more, less) in [(Action::ManageStaff, Action::ViewStaff), (Action::EndAnySession, Action::ViewSessions)] {
            if given.contains(&more) && !given.contains(&less) {
                given.push(less);
            }
        }
        if given.contains(&Action::ManageStaff) && given.contains(&Action::ViewAudit) {
            wrong.push(Field { name: "permissions", problem: Problem::AuditApart });
        }
        let behalf = match self.behalf.as_str() {
            "none" => None,
            other => Mode::parse(other).or_else(|| {
                wrong.push(Field { name: "behalf", problem: Problem::NotAChoice });
                None
            }),
        };
        let reach = Reach::parse(&self.scope).unwrap_or_else(|| {
            wrong.push(Field { name: "scope", problem: Problem::NotAChoice });
            Reach::Assigned
        });
        if reach == Reach::Assigned && given.contains(&Action::ViewAudit) {
            wrong.push(Field { name: "scope", problem: Problem::AuditWhole });
        }
        let minutes = number(&self.minutes).filter(|n| (15..=Grants::MOST_MINUTES).contains(n)).unwrap_or_else(|| {
            wrong.push(Field { name: "minutes", problem: Problem::NotBetween(15, Grants::MOST_MINUTES) });
            Grants::MOST_MINUTES
        });
        let mut optional = |text: &str, read: fn(&str) -> Option<i64>, name, problem| {
            let found = read(text);
            if found.is_none() && !text.trim().is_empty() {
                wrong.push(Field { name, problem });
            }
            found
        };
        let order_limit = optional(&self.order_limit, amount, "order_limit", Problem::NotAnAmount);
        let orders_limit = optional(&self.orders_limit, number, "orders_limit", Problem::NotANumber);
        let max_discount = optional(&self.max_discount, discount::percent, "max_discount", Problem::NotAPercent);
        match wrong.is_empty() {
            true => {
                Ok(Grants { behalf, reach, minutes, order_limit, orders_limit, max_discount, ..Grants::with(&given) })
            }
            false => Err(Error::Invalid(wrong)),
        }
    }
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse::<i64>().ok().filter(|n| (0..=1_000_000).contains(n))
}

/// Sets the rights of a role; they hold from the next request of everybody who has it. For the own role see [`save_with`].
///
/// # Errors
/// As [`save_with`].
pub async fn save(cx: &Cx, role: Role, typed: &Typed) -> Result<()> {
    save_with(cx, role, typed, &Credentials::default()).await
}

/// The same, also for the own role, which needs a second administrator.
///
/// # Errors
/// [`Error::Invalid`] at each field, at `permissions` when nobody would be left to manage staff, at `second_login` or
/// `second_password` for the own role without a second administrator; [`Error::Throttled`]; [`Error::Forbidden`].
pub async fn save_with(cx: &Cx, role: Role, typed: &Typed, second: &Credentials<'_>) -> Result<()> {
    cx.check_recorded(Action::ManageStaff).await?;
    let grants = typed.parse()?;
    let me = cx.require_staff(Action::ManageStaff)?;
    let second = match me.role == role && of(cx, role).await? != grants {
        true => {
            // What can never be saved is said before a second person is asked.
            let mut tx = cx.begin_exclusive(Action::ManageStaff).await?;
            let event = tx.event().to_owned();
            write(&mut tx, role, &grants, &event).await?;
            some_manager(&mut tx).await?;
            drop(tx);
            Some(Box::pin(own_role::prove(cx, me, second)).await?)
        }
        false => None,
    };
    let mut tx = cx.begin_exclusive(Action::ManageStaff).await?;
    let before = in_tx(&mut tx, role).await?;
    if before == grants {
        return Ok(());
    }
    let mut event = changed(role, &before, &grants);
    match &second {
        Some(second) => {
            event = own_role::pass(&mut tx, second, event).await?;
            own_role::tell(&mut tx, me, second, role).await?;
        }
        // The role, or whose it is, was changed a moment ago.
        None if tx.cx().staff().is_some_and(|staff| staff.role == role) => {
            return Err(Error::field("second_login", Problem::SecondAdministrator));
        }
        None => {}
    }
    let id = tx.event().to_owned();
    write(&mut tx, role, &grants, &id).await?;
    some_manager(&mut tx).await?;
    tx.commit(event).await
}

/// Refuses a role after which nobody could manage staff.
async fn some_manager(tx: &mut Tx) -> Result<()> {
    keep_a_manager(tx).await.map_err(|error| match error {
        Error::Conflict(Conflict::LastAdmin) => Error::field("permissions", Problem::LastManager),
        other => other,
    })
}

/// Gives a role the right to log in on behalf in this mode, or removes it, for operators; the other rights stay. Returns
/// whether anything changed.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the program.
pub async fn let_act(cx: &Cx, role: Role, mode: Option<Mode>) -> Result<bool> {
    let mut tx = cx.begin_exclusive(Action::RunJob).await?;
    if !let_act_too(&mut tx, role, mode).await? {
        return Ok(false);
    }
    tx.commit_also().await?;
    Ok(true)
}

/// The same within a transaction for more, as an event of its own.
pub(crate) async fn let_act_too(tx: &mut Tx, role: Role, mode: Option<Mode>) -> Result<bool> {
    let before = in_tx(tx, role).await?;
    let grants = Grants { behalf: mode, ..before };
    if before == grants {
        return Ok(false);
    }
    let event = tx.also(changed(role, &before, &grants));
    write(tx, role, &grants, &event).await?;
    Ok(true)
}

/// The on-behalf mode of a role, for operators.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the program.
pub async fn acts(cx: &Cx, role: Role) -> Result<Option<Mode>> {
    policy::check(cx.principal(), Action::RunJob)?;
    Ok(of(cx, role).await?.behalf)
}

async fn of(cx: &Cx, role: Role) -> Result<Grants> {
    let row: Option<RoleRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select r.id, ", grants!(), " from staff_role r where r.id = $1
    "))).bind(role).fetch_optional(c).await?);
    Ok(row.map_or(Grants::at_first(role), |r| r.grants.grants(role)))
}

async fn write(tx: &mut Tx, role: Role, grants: &Grants, event: &str) -> Result<()> {
    exec!(tx, "
        insert into staff_role (id, permissions, behalf_mode, scope, minutes, order_limit, orders_limit, max_discount,
                                last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (id) do update set
            permissions = excluded.permissions, behalf_mode = excluded.behalf_mode, scope = excluded.scope,
            minutes = excluded.minutes, order_limit = excluded.order_limit, orders_limit = excluded.orders_limit,
            max_discount = excluded.max_discount, last_event = excluded.last_event
    "; role, grants.codes(), mode_str(grants.behalf), grants.reach, grants.minutes,
        grants.order_limit, grants.orders_limit, grants.max_discount, event)
    .one()?;
    Ok(())
}

fn changed(role: Role, before: &Grants, after: &Grants) -> Event {
    Event::new("staff_role.changed")
        .target_named("staff_role", role.as_str(), role.as_str(), 1)
        .change(document(before), document(after))
}

async fn in_tx(tx: &mut Tx, role: Role) -> Result<Grants> {
    let row: Option<RoleRow> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select r.id, ", grants!(), " from staff_role r where r.id = $1
    "))).bind(role).fetch_optional(c).await?);
    Ok(row.map_or(Grants::at_first(role), |r| r.grants.grants(role)))
}

fn document(grants: &Grants) -> Value {
    json!({
        "behalf": mode_str(grants.behalf),
        "max_discount": grants.max_discount,
        "minutes": grants.minutes,
        "order_limit": grants.order_limit,
        "orders_limit": grants.orders_limit,
        "permissions": grants.codes(),
        "scope": grants.reach.as_str(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(typed: Typed) -> Vec<&'static str> {
        problems(typed).into_iter().map(|f| f.name).collect()
    }

    fn problems(typed: Typed) -> Vec<Field> {
        match typed.parse() {
            Err(Error::Invalid(fields)) => fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn form_reads_what_it_shows() {
        for role in Role::ALL {
            let limits = Grants { order_limit: Some(123_456), orders_limit: Some(3), ..Grants::of(role) };
            let grants = Grants { max_discount: Some(750), ..limits };
            assert_eq!(Typed::of(&limits).parse().expect("fits"), limits);
            assert_eq!(Typed::of(&grants).parse().expect("fits"), grants);
        }
    }

    #[test]
    fn every_wrong_field_is_named() {
        let fits = Typed::of(&Grants::of(Role::Agent));
        assert_eq!(wrong(Typed { behalf: "all".to_owned(), ..fits.clone() }), ["behalf"]);
        assert_eq!(wrong(Typed { scope: String::new(), ..fits.clone() }), ["scope"]);
        assert_eq!(wrong(Typed { minutes: "61".to_owned(), ..fits.clone() }), ["minutes"]);
        let both = problems(Typed { order_limit: "much".to_owned(), orders_limit: "-1".to_owned(), ..fits.clone() });
        let field = |name, problem| Field { name, problem };
        assert_eq!(both, [field("order_limit", Problem::NotAnAmount), field("orders_limit", Problem::NotANumber)]);
        assert_eq!(wrong(Typed { max_discount: "101".to_owned(), ..fits.clone() }), ["max_discount"]);
        let none = Typed { max_discount: String::new(), ..fits };
        assert_eq!(none.parse().expect("fits").max_discount, None, "no limit");
    }

    #[test]
    fn audit_excludes_staff_management() {
        let both = Typed {
            permissions: vec!["manage_staff".to_owned(), "view_audit".to_owned()],
            ..Typed::of(&Grants::of(Role::Admin))
        };
        assert_eq!(wrong(both), ["permissions"]);
        let part = Typed { scope: "assigned".to_owned(), ..Typed::of(&Grants::of(Role::Auditor)) };
        assert_eq!(wrong(part), ["scope"]);
    }
}
