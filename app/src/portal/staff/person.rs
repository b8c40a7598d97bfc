//! A member of staff: role, scope, where they are signed in, and what an administrator can do about it.

use super::status;
use crate::form::{Each, Fields, Form, Posted};
use crate::part::confirm::{Ask, ask};
use crate::part::person;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::PLACES;
use crate::ui;
use crate::ui::card::{Card, Item};
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, button, submit};
use crate::ui::group::{Group, tick};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::split;
use crate::web::Web;
use crate::{form, t, words};
use axum::extract::Path;
use domain::error::{Error, Problem, Result};
use domain::id::{OrganizationId, StaffId};
use domain::organization::find;
use domain::policy::grants::Reach;
use domain::policy::{Action, Role};
use domain::staff::{Person, Status, assign, change};
use domain::text_enum::Word;

form! {
    /// Another role.
    pub struct NewRole {
        /// The role.
        role: Option<Role>,
    }
}

form! {
    /// Whom and what somebody reaches.
    pub struct Scope {
        /// The companies that are ticked, by their ids.
        companies: Each = "company-",
        /// The name of one more.
        company: String,
        /// The stores that are ticked, by their ids.
        stores: Each = "store-",
    }
}

fn id(text: &str) -> Result<StaffId> {
    StaffId::parse(text).ok_or(Error::NotFound)
}

/// Back to the page of the person, with what was done.
fn back(id: StaffId, done: &str) -> Answer {
    Ok(see(&format!("/portal/staff/{id}?done={done}")))
}

/// Takes access away.
pub async fn disable(web: Web, Path(text): Path<String>, _: Form) -> Answer {
    let id = id(&text)?;
    change::disable(&web.cx, id).await?;
    back(id, "staff-disabled")
}

/// Gives access back.
pub async fn enable(web: Web, Path(text): Path<String>, _: Form) -> Answer {
    let id = id(&text)?;
    change::enable(&web.cx, id).await?;
    back(id, "staff-enabled")
}

/// Ends every session of the person.
pub async fn sign_out(web: Web, Path(text): Path<String>, _: Form) -> Answer {
    let id = id(&text)?;
    change::sign_out(&web.cx, id).await?;
    back(id, "staff-signed-out")
}

/// Gives another role.
pub async fn role(web: Web, Path(text): Path<String>, Posted(typed, _): Posted<NewRole>) -> Answer {
    let id = id(&text)?;
    let role = typed.role.ok_or(Error::field(NewRole::role().as_str(), Problem::NotAChoice))?;
    change::role(&web.cx, id, role).await?;
    back(id, "staff-role")
}

/// Assigns companies and stores: those that are ticked and no others.
pub async fn assign(web: Web, Path(text): Path<String>, Posted(typed, form): Posted<Scope>) -> Answer {
    let id = id(&text)?;
    match scope_of(&web, id, &typed).await {
        Ok(()) => back(id, "staff-scope"),
        Err(error) => view(&web, id, &form.reject(error)?).await,
    }
}

async fn scope_of(web: &Web, id: StaffId, typed: &Scope) -> Result<()> {
    let mut companies: Vec<OrganizationId> =
        typed.companies.iter().filter_map(|(end, _)| OrganizationId::parse(end)).collect();
    let name = typed.company.trim();
    if !name.is_empty() {
        let one = find::called(&web.cx, name).await?.one;
        companies.push(one.ok_or(Error::field(Scope::company().as_str(), Problem::NotAChoice))?);
    }
    let stores = web.stores.iter().map(|store| store.id);
    let stores: Vec<_> = stores.filter(|id| typed.stores.has(&id.to_string())).collect();
    assign::set(&web.cx, id, &companies, &stores).await
}

/// `/portal/staff/{id}`
pub async fn show(web: Web, Path(text): Path<String>) -> Answer {
    view(&web, id(&text)?, &Form::default()).await
}

async fn view(web: &Web, id: StaffId, typed: &Form) -> Answer {
    let found = domain::staff::find(&web.cx, id).await?;
    let manages = web.cx.may(Action::ManageStaff) && web.cx.staff().is_some_and(|me| me.id != id);
    let suggested = match manages && web.cx.may(Action::ViewContacts) {
        true => Some(find::suggest(&web.cx, typed.get(Scope::company().as_str()), find::SUGGESTED).await?),
        false => None,
    };
    let name = ui::plain(&found.member.name);
    Ok(page(web, &Frame::Portal, status_of(typed), &name, || {
        let steps = vec![(Some("/portal/staff".to_owned()), t!("staff-title").to_owned()), (None, name.clone())];
        let first = (assigned(web, &found, suggested.as_deref(), typed), acting(&found));
        let second = (access(web, &found, manages), sessions(&found));
        (ui::crumbs(steps), ui::done(web), head(web, &found, manages), split(first, second)).rendered()
    }))
}

fn head(web: &Web, found: &Person, manages: bool) -> Head {
    let member = &found.member;
    let is_active = member.status == Status::Active;
    let step = |id: &str, label, question, text, step: &str| {
        let action = format!("/portal/staff/{}/{step}", member.id);
        ask(web, Ask { id: id.to_owned(), label, whose: String::new(), question, text, action, danger: true })
    };
    let name = ui::plain(&member.name);
    let steps = manages.then(|| match is_active {
        true => {
            let (out, off) = (t!("staff-sign-out-question", name = &name), t!("staff-disable-question", name = &name));
            (
                step("sign-out-all", t!("staff-sign-out"), out, t!("staff-sign-out-help"), "sign-out"),
                step("disable", t!("staff-disable"), off, t!("staff-disable-help"), "disable"),
            )
                .rendered()
        }
        false => button(web, &format!("/portal/staff/{}/enable", member.id), "btn btn-primary", t!("staff-enable"), ""),
    });
    Head::new(ui::name(&member.name))
        .beside(ui::badge(status(member.status)))
        .about(ui::plain(&member.email))
        .about(words::staff_role(member.role))
        .actions(steps)
}

/// The role, and who may change it.
fn access(web: &Web, found: &Person, manages: bool) -> Card {
    let member = &found.member;
    let last = member.last_sign_in_at.map_or_else(|| t!("staff-never").rendered(), ui::moment_utc);
    let facts = Facts::default()
        .fact(t!("portal-role"), words::staff_role(member.role))
        .fact(t!("portal-on-behalf"), words::behalf_mode(found.grants.behalf))
        .fact(t!("staff-last-sign-in"), last);
    let mut card = Card::new("h-access", t!("staff-access")).body(facts);
    if manages {
        let form = NewRole { role: Some(member.role) }.form();
        let roles = Role::ALL.into_iter().map(|role| (role.word(), words::staff_role(role).to_owned()));
        let role = Field::select(&form, NewRole::role(), t!("portal-role"), None, roles).hint(t!("staff-role-hint"));
        let post = Post::in_card(web, &format!("/portal/staff/{}/role", member.id)).field(role);
        card = card.flush(post.foot(submit("btn", t!("staff-change-role"))));
    }
    let about = format!("/portal/staff/roles/{}", member.role);
    card.foot(web.cx.may(Action::ManageStaff).then(|| ui::link(&about, t!("staff-about-role"))))
}

fn assigned(web: &Web, found: &Person, suggested: Option<&[(OrganizationId, String)]>, typed: &Form) -> Card {
    let text = ui::muted(match found.grants.reach {
        Reach::All => t!("staff-reach-all"),
        Reach::Assigned => t!("staff-reach-assigned"),
    });
    let card = Card::new("h-scope", t!("staff-scope"));
    if let Some(suggested) = suggested {
        return card.body_with("card-body stack", (text, scope(web, found, suggested, typed)));
    }
    let names = |all: Vec<String>, none: &str| if all.is_empty() { none.to_owned() } else { all.join(", ") };
    let mine = found.assigned.companies.iter().map(|(_, name)| ui::plain(name)).collect();
    let stores = found.assigned.stores.iter().map(|(_, name)| ui::plain(name)).collect();
    let facts = Facts::default()
        .fact(t!("staff-companies"), names(mine, t!("staff-none-assigned")))
        .fact(t!("staff-stores"), names(stores, t!("portal-all")));
    card.body_with("card-body stack", (text, facts))
}

fn scope(web: &Web, found: &Person, suggested: &[(OrganizationId, String)], typed: &Form) -> Post {
    let assigned = &found.assigned;
    let companies =
        assigned.companies.iter().fold(Group::new(t!("staff-companies")).in_columns(), |group, (id, name)| {
            group.field(tick(&Scope::companies().of(id), ui::name(name), "", true))
        });
    let more = Field::text(typed, Scope::company(), t!("staff-add-company"))
        .longest(120)
        .suggest(suggested.iter().map(|(_, name)| ui::plain(name)));
    let stores = web.stores.iter().fold(Group::new(t!("staff-stores")).in_columns(), |group, store| {
        let is_on = assigned.stores.iter().any(|(id, _)| *id == store.id);
        group.field(tick(&Scope::stores().of(store.id), ui::name(&store.name), "", is_on))
    });
    Post::to(web, &format!("/portal/staff/{}/scope", found.member.id))
        .field((companies, more, stores.hint(t!("staff-stores-help"))))
        .foot(submit("btn btn-primary", t!("staff-scope-save")))
}

fn acting(found: &Person) -> Option<Card> {
    let count = i64::try_from(found.acting.len()).unwrap_or(i64::MAX);
    let items = found.acting.iter().map(|acting| {
        let since = ui::within(t!("staff-acting-since", time = PLACES[0]), [ui::moment(acting.started_at)]);
        Item::link(&format!("/portal/sessions/{}", acting.id), person::name(&acting.contact_name))
            .note(ui::name(&acting.organization_name))
            .note(since)
    });
    (count > 0).then(|| Card::new("h-acting", t!("staff-acting")).count(count).items(items, ""))
}

fn sessions(found: &Person) -> Card {
    let count = i64::try_from(found.open.len()).unwrap_or(i64::MAX);
    let items = found.open.iter().map(|open| {
        let times = [ui::moment(open.created_at), ui::moment(open.seen_at)];
        Item::with_title(words::browser::name(&open.user_agent), &ui::plain(&open.user_agent))
            .note(ui::within(t!("staff-session", since = PLACES[0], used = PLACES[1]), times))
    });
    Card::new("h-open", t!("staff-sessions")).count(count).items(items, t!("staff-no-sessions"))
}
