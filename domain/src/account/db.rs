//! Reading accounts.

use crate::account::{Access, Status};
use crate::audit::Event;
use crate::behalf::consent::rule::{Consent, effective};
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Denied, Error, Result};
use crate::id::{AccountId, ContactId, OrganizationId, StaffId, StoreId};
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Grants, Role};
use crate::session::email_key;
use crate::session::life::member_access;
use crate::staff::scope::{in_company, in_scope, in_store, reaches, store_open};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, sql};
use uuid::Uuid;

pairs! {
    /// A customer's account, locked: what somebody changes about themselves comes one after the other.
    pub(crate) LOCK {
        sqlite: "select id from account where id = $1",
        postgres: "select id from account where id = $1 for no key update"
    }
}

/// An account that somebody wants to act for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Target {
    pub contact: ContactId,
    pub organization: OrganizationId,
    pub store: StoreId,
    access: Access,
    pub consent: Consent,
    role: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
    in_company: bool,
    in_store: bool,
}

impl Target {
    /// What the member of staff may do as of now.
    pub fn grants(&self) -> Grants {
        self.grants.grants(self.role)
    }

    /// Why it cannot be entered, or `None`; what the customer says about support apart.
    pub fn refusal(&self) -> Option<Denied> {
        self.access.refusal()
    }
}

/// The account as it is now for this member of staff, inside the transaction that will act on it. Out of their scope it
/// does not exist.
pub(crate) async fn target(tx: &mut Tx, id: AccountId, staff: StaffId) -> Result<Target> {
    let row: Option<Target> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select a.contact_id as contact, k.organization_id as organization, a.store_id as store, ", member_access!(), " as access,
               ", effective!(), " as consent,
               t.role, ", grants!(), ", ", in_company!(), ", ", in_store!("a.store_id"), "
        from account a
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join staff t on t.id = $2
        left join staff_role r on r.id = t.role
        where a.id = $1
    "))).bind(id).bind(staff).fetch_optional(c).await?);
    let reached = |row: &Target| reaches(&row.grants(), row.in_company, row.in_store);
    row.filter(reached).ok_or(Error::NotFound)
}

/// A row of the Accounts card.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    /// The login.
    pub id: AccountId,
    /// The person.
    pub contact_id: ContactId,
    /// E-mail to sign in with.
    pub email: String,
    /// The store it is for.
    pub store_name: String,
    /// The state of the login.
    pub status: Status,
    /// Last time the customer signed in; support does not count.
    pub last_sign_in_at: Option<Micros>,
    /// The person's name.
    pub contact_name: String,
    /// The company's name.
    pub organization_name: String,
    /// What counts of what the customer and the company say about support.
    pub consent: Consent,
    own_consent: Consent,
    company_consent: Consent,
    in_store: bool,
    access: Access,
}

impl Account {
    /// Why nobody may act for it at the moment, or `None`; what the customer says about support apart.
    pub fn refusal(&self) -> Option<Denied> {
        if self.in_store { self.access.refusal() } else { Some(Denied::Store) }
    }

    /// What the customer says about support, and what their company says.
    pub fn both(&self) -> (Consent, Consent) {
        (self.own_consent, self.company_consent)
    }
}

/// Both words about support for account `a` of organization `o`, as columns of [`Account`].
macro_rules! both_words {
    () => {
        "coalesce((select y.consent from support_consent y where y.id = a.id), 'allowed') as own_consent,
         o.support_consent as company_consent"
    };
}

/// The accounts of a contact, in the order of the stores.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn of_contact(cx: &Cx, contact: ContactId) -> Result<Vec<Account>> {
    let staff = cx.require_staff(Action::ViewContacts)?.id;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select a.id, a.contact_id, a.email, w.name as store_name, a.status, a.last_sign_in_at, k.latin_name as contact_name,
               o.name as organization_name, ", effective!(), " as consent, ", member_access!(), " as access,
               ", both_words!(), ", ", store_open!("$3", "a.store_id"), " as in_store
        from account a
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = a.store_id
        where a.contact_id = $1 and ", in_scope!("$2", "k.organization_id"), "
        order by w.position, a.email
    "))).bind(contact).bind(cx.confined()).bind(staff).fetch_all(c).await?))
}

/// The accounts `a` of which `$which` holds that the person `$3` may enter, in the order of the stores.
macro_rules! startable {
    ($which:literal) => {
        sql!(concat!(
            "select a.id, a.contact_id, a.email, w.name as store_name, a.status, a.last_sign_in_at, k.latin_name as contact_name,
                    o.name as organization_name, ",
            effective!(),
            " as consent, ",
            member_access!(),
            " as access, ",
            both_words!(),
            ", true as in_store
             from account a
             join contact k on k.id = a.contact_id
             join organization o on o.id = k.organization_id
             join store w on w.id = a.store_id
             where ",
            $which,
            " and ",
            in_scope!("$2", "k.organization_id"),
            " and ",
            store_open!("$3", "a.store_id"),
            " order by w.position, a.email"
        ))
    };
}

/// The accounts that a link names by the id of the account, by that of the contact, or by the e-mail of the login; never none.
///
/// # Errors
/// [`Error::NotFound`] when there is none in the scope of the person who asks, recorded; [`Error::Forbidden`] without the
/// permission to log in on behalf, recorded.
pub async fn named(cx: &Cx, asked: &str) -> Result<Vec<Account>> {
    cx.check_recorded(Action::LoginOnBehalf).await?;
    cx.require_behalf_on()?;
    let staff = cx.require_staff(Action::LoginOnBehalf)?.id;
    let asked = asked.trim();
    let rows: Vec<Account> = match Uuid::try_parse(asked) {
        Ok(id) => on!(cx.db(), c => sqlx::query_as(startable!("(a.id = $1 or a.contact_id = $1)"))
            .bind(id).bind(cx.confined()).bind(staff).fetch_all(c).await?),
        Err(_) => on!(cx.db(), c => sqlx::query_as(startable!("a.email_key = $1"))
            .bind(email_key(asked)).bind(cx.confined()).bind(staff).fetch_all(c).await?),
    };
    if rows.is_empty() {
        // What is no id may be somebody's e-mail, which is not for the record.
        let event = Event::denied("on_behalf.denied", "not_found");
        cx.refused(match Uuid::try_parse(asked) {
            Ok(id) => event.target("account", id),
            Err(_) => event,
        })
        .await?;
        return Err(Error::NotFound);
    }
    for row in &rows {
        cx.record(Event::new("account.viewed").target("account", row.id).target("contact", row.contact_id)).await?;
    }
    Ok(rows)
}

/// One account, for the page that asks for a reason.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] without the permission to log in on behalf, recorded.
pub async fn find(cx: &Cx, id: AccountId) -> Result<Account> {
    cx.check_recorded(Action::LoginOnBehalf).await?;
    cx.require_behalf_on()?;
    let staff = cx.require_staff(Action::LoginOnBehalf)?.id;
    let row: Option<Account> = on!(cx.db(), c => sqlx::query_as(startable!("a.id = $1"))
        .bind(id).bind(cx.confined()).bind(staff).fetch_optional(c).await?);
    let row = row.ok_or(Error::NotFound)?;
    cx.record(Event::new("account.viewed").target("account", id).target("contact", row.contact_id)).await?;
    Ok(row)
}
