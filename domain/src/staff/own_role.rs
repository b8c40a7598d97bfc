//! Changing the rights of the own role: it needs a second administrator, and all others get a mail.

use crate::audit::Event;
use crate::cx::{Cx, Principal, Staff};
use crate::error::{Error, Problem, Realm, Result};
use crate::id::StaffId;
use crate::outbox::{self, Mail, Message, Post};
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Role};
use crate::required::renamed;
use crate::session::{self, Credentials, Proof};
use crate::staff::holder::{HOLDER, Holder};
use crate::throttle::Bucket;
use crate::tx::Tx;
use crate::{on_tx, sql};

/// A second administrator who proved who they are.
pub(super) struct SecondAdministrator {
    proof: Proof,
}

/// Proves the second administrator. A wrong password is counted and recorded like any other.
///
/// # Errors
/// [`Error::Invalid`] at `second_login` or `second_password`; [`Error::Throttled`].
pub(super) async fn prove(cx: &Cx, me: &Staff, typed: &Credentials<'_>) -> Result<SecondAdministrator> {
    if typed.login.trim().is_empty() {
        return Err(Error::field("second_login", Problem::SecondAdministrator));
    }
    if typed.password.is_empty() {
        return Err(Error::field("second_password", Problem::Required));
    }
    let bucket = Bucket::of(typed.login, &cx.request().ip);
    let nobody = cx.with_principal(Principal::Anonymous);
    let proof = session::prove_staff(&nobody, typed, &bucket).await;
    let Some(proof) = proof.map_err(|error| renamed(error, "code", "second_code"))? else {
        let event = Event::denied("auth.reauth.failed", "credentials").by("staff", me.id).detail("what", "role");
        session::refused(&nobody, event, Realm::Portal, typed.login).await?;
        return Err(Error::field("second_password", Problem::Credentials));
    };
    if proof.staff == me.id {
        return Err(Error::field("second_login", Problem::SamePerson));
    }
    Ok(SecondAdministrator { proof })
}

/// Checks that the second person may manage staff now, by the rights before the change; returns the event with both
/// people.
///
/// # Errors
/// [`Error::Invalid`] at `second_login`.
pub(super) async fn pass(tx: &mut Tx, second: &SecondAdministrator, event: Event) -> Result<Event> {
    let row: Option<Holder> = on_tx!(tx, c => sqlx::query_as(HOLDER).bind(second.proof.staff).fetch_optional(c).await?);
    if !row.is_some_and(|holder| holder.may(tx.cx().env(), Action::ManageStaff)) {
        return Err(Error::field("second_login", Problem::NotAnAdministrator));
    }
    Ok(event.target("staff", second.proof.staff).detail("second_amr", second.proof.amr.clone()))
}

#[derive(sqlx::FromRow)]
struct Somebody {
    id: StaffId,
    name: String,
    email: String,
    role: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

/// Tells everybody else who manages staff, or did until now.
pub(super) async fn tell(tx: &mut Tx, me: &Staff, second: &SecondAdministrator, role: Role) -> Result<()> {
    let active: Vec<Somebody> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select t.id, t.name, t.email, t.role, ", grants!(), "
        from staff t
        left join staff_role r on r.id = t.role
        where t.status = 'active'
        order by t.id
    "))).fetch_all(c).await?);
    let name: String = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select name from staff where id = $1
    ")).bind(second.proof.staff).fetch_one(c).await?);
    let manages = |s: &Somebody| s.role == role || s.grants.grants(s.role).has(Action::ManageStaff);
    let event = tx.event().to_owned();
    let link = format!("{}/portal/staff/roles/{role}", tx.cx().env().part::<Post>().portal_url);
    let message = Message::OwnRoleChanged { role, by: me.name.clone(), second: name };
    for other in active.iter().filter(|s| s.id != me.id && manages(s)) {
        let mail = Mail { to: &other.email, name: &other.name, contact: None, link: &link, message: &message };
        outbox::put(tx, &event, &mail).await?;
    }
    Ok(())
}
