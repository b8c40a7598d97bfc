//! A member of staff: role, scope, where they are signed in, and what an administrator can do about it.

use super::status;
use crate::form::Form;
use crate::part::confirm::{Ask, ask};
use crate::part::person;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::t;
use crate::text::PLACES;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use axum::extract::Path;
use domain::error::{Error, Problem, Result};
use domain::id::{OrganizationId, StaffId, StoreId};
use domain::organization::find;
use domain::policy::grants::Reach;
use domain::policy::{Action, Role};
use domain::staff::{Person, Status, assign, change};
use leptos::prelude::*;

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
pub async fn role(web: Web, Path(text): Path<String>, form: Form) -> Answer {
    let id = id(&text)?;
    let role = Role::parse(form.get("role")).ok_or(Error::field("role", Problem::NotAChoice))?;
    change::role(&web.cx, id, role).await?;
    back(id, "staff-role")
}

/// Assigns companies and stores: those that are ticked and no others.
pub async fn assign(web: Web, Path(text): Path<String>, form: Form) -> Answer {
    let id = id(&text)?;
    match scope_of(&web, id, &form).await {
        Ok(()) => back(id, "staff-scope"),
        Err(error) => view(&web, id, &form.reject(error)?).await,
    }
}

async fn scope_of(web: &Web, id: StaffId, form: &Form) -> Result<()> {
    let ticked = form.names().filter_map(|name| name.strip_prefix("company-"));
    let mut companies: Vec<OrganizationId> = ticked.filter_map(OrganizationId::parse).collect();
    let typed = form.get("company").trim();
    if !typed.is_empty() {
        let one = find::called(&web.cx, typed).await?.one;
        companies.push(one.ok_or(Error::field("company", Problem::NotAChoice))?);
    }
    let stores: Vec<StoreId> =
        web.site.stores.iter().map(|s| s.id).filter(|id| form.find(&format!("store-{id}")).is_some()).collect();
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
        true => Some(find::suggest(&web.cx, typed.get("company"), find::SUGGESTED).await?),
        false => None,
    };
    let name = ui::plain(&found.member.name);
    Ok(page(web, &Frame::Portal, status_of(typed), &name.clone(), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/staff".to_owned()), t!("staff-title").to_owned()), (None, name.clone())])}
            {ui::done(web)}
            {head(web, &found, manages)}
            <div class="split">
                <div>{assigned(web, &found, suggested.as_deref(), typed)}{acting(&found)}</div>
                <div>{access(web, &found, manages)}{sessions(&found)}</div>
            </div>
        }
    }))
}

fn head(web: &Web, found: &Person, manages: bool) -> Html {
    let member = &found.member;
    let name = ui::plain(&member.name);
    let is_active = member.status == Status::Active;
    let steps = manages.then(|| {
        let sign_out = is_active.then(|| {
            ask(
                web,
                Ask {
                    id: "sign-out-all".to_owned(),
                    label: t!("staff-sign-out"),
                    whose: String::new(),
                    question: t!("staff-sign-out-question", name = &name),
                    text: t!("staff-sign-out-help"),
                    action: format!("/portal/staff/{}/sign-out", member.id),
                    danger: true,
                },
            )
        });
        let switch = if is_active {
            ask(
                web,
                Ask {
                    id: "disable".to_owned(),
                    label: t!("staff-disable"),
                    whose: String::new(),
                    question: t!("staff-disable-question", name = &name),
                    text: t!("staff-disable-help"),
                    action: format!("/portal/staff/{}/disable", member.id),
                    danger: true,
                },
            )
        } else {
            view! {
                <form method="post" action=format!("/portal/staff/{}/enable", member.id)>
                    {ui::context(web)}<button class="btn btn-primary">{t!("staff-enable")}</button>
                </form>
            }
            .html()
        };
        view! { <div class="actions">{sign_out}{switch}</div> }
    });
    view! {
        <header class="page-head">
            <div>
                <h1><bdi>{name}</bdi>" "{ui::badge(status(member.status))}</h1>
                <ul class="meta"><li>{ui::plain(&member.email)}</li><li>{words::staff_role(member.role)}</li></ul>
            </div>
            {steps}
        </header>
    }
    .html()
}

/// The role, and who may change it.
fn access(web: &Web, found: &Person, manages: bool) -> Html {
    let member = &found.member;
    let last = match member.last_sign_in_at {
        Some(at) => ui::moment_utc(at).html(),
        None => t!("staff-never").html(),
    };
    let control = if manages {
        let options = Role::ALL
            .into_iter()
            .map(|r| view! { <option value=r.as_str() selected=member.role == r>{words::staff_role(r)}</option> })
            .collect_view();
        view! {
            <form class="form" method="post" action=format!("/portal/staff/{}/role", member.id)>
                {ui::context(web)}
                <div class="field">
                    <label for="role">{t!("portal-role")}</label>
                    <select id="role" name="role" aria-describedby="role-hint">{options}</select>
                    <p class="hint" id="role-hint">{t!("staff-role-hint")}</p>
                </div>
                <div class="form-foot"><button class="btn">{t!("staff-change-role")}</button></div>
            </form>
        }
        .html()
    } else {
        ().html()
    };
    let about = web.cx.may(Action::ManageStaff).then(|| {
        view! { <footer class="card-foot"><a href=format!("/portal/staff/roles/{}", member.role)>{t!("staff-about-role")}</a></footer> }
    });
    view! {
        <section class="card" aria-labelledby="h-access">
            <header class="card-head"><h2 id="h-access">{t!("staff-access")}</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div><dt>{t!("portal-role")}</dt><dd>{words::staff_role(member.role)}</dd></div>
                    <div><dt>{t!("portal-on-behalf")}</dt><dd>{words::behalf_mode(found.grants.behalf)}</dd></div>
                    <div><dt>{t!("staff-last-sign-in")}</dt><dd>{last}</dd></div>
                </dl>
            </div>
            {manages.then(|| view! { <div class="card-body">{control}</div> })}
            {about}
        </section>
    }
    .html()
}

fn assigned(web: &Web, found: &Person, suggested: Option<&[(OrganizationId, String)]>, typed: &Form) -> Html {
    let text = match found.grants.reach {
        Reach::All => t!("staff-reach-all"),
        Reach::Assigned => {
            t!("staff-reach-assigned")
        }
    };
    let body = match suggested {
        Some(suggested) => form(web, found, suggested, typed),
        None => {
            let names =
                |all: Vec<String>, none: &'static str| if all.is_empty() { none.to_owned() } else { all.join(", ") };
            let mine = found.assigned.companies.iter().map(|(_, name)| ui::plain(name)).collect();
            let stores = found.assigned.stores.iter().map(|(_, name)| ui::plain(name)).collect();
            view! {
                <dl class="facts">
                    <div><dt>{t!("staff-companies")}</dt><dd>{names(mine, t!("staff-none-assigned"))}</dd></div>
                    <div><dt>{t!("staff-stores")}</dt><dd>{names(stores, t!("portal-all"))}</dd></div>
                </dl>
            }
            .html()
        }
    };
    view! {
        <section class="card" aria-labelledby="h-scope">
            <header class="card-head"><h2 id="h-scope">{t!("staff-scope")}</h2></header>
            <div class="card-body stack"><p class="muted">{text}</p>{body}</div>
        </section>
    }
    .html()
}

fn form(web: &Web, found: &Person, suggested: &[(OrganizationId, String)], typed: &Form) -> Html {
    let tick = |name: String, label: String, is_on: bool| {
        view! { <label class="check"><input type="checkbox" name=name checked=is_on/><span><bdi>{label}</bdi></span></label> }
    };
    let stores_of = |id: &StoreId| found.assigned.stores.iter().any(|(s, _)| s == id);
    let ticks = found.assigned.companies.iter();
    let choices = ticks.map(|(id, name)| tick(format!("company-{id}"), ui::plain(name), true)).collect_view();
    let names = suggested.iter().map(|(_, name)| view! { <option value=ui::plain(name)></option> }).collect_view();
    let error = typed.error("company");
    let stores = web
        .site
        .stores
        .iter()
        .map(|s| tick(format!("store-{}", s.id), s.name.clone(), stores_of(&s.id)))
        .collect_view();
    view! {
        <form class="form" method="post" action=format!("/portal/staff/{}/scope", found.member.id)>
            {ui::context(web)}
            <fieldset class="field ticks"><legend>{t!("staff-companies")}</legend>{choices}</fieldset>
            <div class="field">
                <label for="company">{t!("staff-add-company")}</label>
                <input
                    id="company"
                    name="company"
                    list="companies"
                    autocomplete="off"
                    maxlength="120"
                    value=typed.get("company").to_owned()
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=error.is_some().then_some("company-err")
                />
                <datalist id="companies">{names}</datalist>
                {ui::error_text("company", error)}
            </div>
            <fieldset class="field ticks">
                <legend>{t!("staff-stores")}</legend>
                {stores}
                <p class="hint">{t!("staff-stores-help")}</p>
            </fieldset>
            <div class="form-foot"><button class="btn btn-primary">{t!("staff-scope-save")}</button></div>
        </form>
    }
    .html()
}

fn acting(found: &Person) -> Option<Html> {
    if found.acting.is_empty() {
        return None;
    }
    let rows = found
        .acting
        .iter()
        .map(|a| {
            view! {
                <li class="item"><div class="item-text">
                    <a href=format!("/portal/sessions/{}", a.id)>{person::name(&a.contact_name)}</a>
                    <small><bdi>{ui::plain(&a.organization_name)}</bdi></small>
                    <small>{ui::within(t!("staff-acting-since", time = PLACES[0]), [ui::moment(a.started_at).html()])}</small>
                </div></li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="card" aria-labelledby="h-acting">
                <header class="card-head"><h2 id="h-acting">{t!("staff-acting")}</h2><span class="count">{found.acting.len().to_string()}</span></header>
                <ul class="card-list">{rows}</ul>
            </section>
        }
        .html(),
    )
}

fn sessions(found: &Person) -> Html {
    let rows = found
        .open
        .iter()
        .map(|s| {
            let times = [ui::moment(s.created_at).html(), ui::moment(s.seen_at).html()];
            view! {
                <li class="item"><div class="item-text">
                    <b title=ui::plain(&s.user_agent)>{words::browser::name(&s.user_agent)}</b>
                    <small>{ui::within(t!("staff-session", since = PLACES[0], used = PLACES[1]), times)}</small>
                </div></li>
            }
        })
        .collect_view();
    let list = if found.open.is_empty() {
        view! { <div class="card-body"><p class="muted">{t!("staff-no-sessions")}</p></div> }.html()
    } else {
        view! { <ul class="card-list">{rows}</ul> }.html()
    };
    view! {
        <section class="card" aria-labelledby="h-open">
            <header class="card-head"><h2 id="h-open">{t!("staff-sessions")}</h2><span class="count">{found.open.len().to_string()}</span></header>
            {list}
        </section>
    }
    .html()
}
