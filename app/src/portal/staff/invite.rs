//! Inviting somebody, and the page behind their link where they choose a password.

use crate::form::Form;
use crate::part::person;
use crate::reset::hint;
use crate::respond::{Answer, Frame, Told, page, see, status_of};
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use axum::response::Response;
use domain::error::Error;
use domain::id::InviteId;
use domain::policy::{Action, Role};
use domain::staff::invite::{self, Invite, Welcome};
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/staff/invite`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ManageStaff).await?;
    Ok(view(&web, &Form::default()))
}

/// Invites somebody by mail.
pub async fn send(web: Web, form: Form) -> Answer {
    match invite::send(&web.cx, form.get("name"), form.get("email"), form.get("role")).await {
        Ok(()) => Ok(see("/portal/staff?done=staff-invited")),
        Err(error) => Ok(view(&web, &form.reject(error)?)),
    }
}

/// Sends a new link.
pub async fn resend(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    invite::resend(&web.cx, InviteId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see("/portal/staff?done=staff-invited"))
}

/// Takes an invitation back.
pub async fn revoke(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    invite::revoke(&web.cx, InviteId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see("/portal/staff?done=staff-revoked"))
}

fn view(web: &Web, form: &Form) -> Response {
    let options = Role::ALL
        .into_iter()
        .map(|r| view! { <option value=r.as_str() selected=form.get("role") == r.as_str()>{words::staff_role(r)}</option> })
        .collect_view();
    let error = form.error("role");
    page(web, &Frame::Portal, status_of(form), t!("staff-invite"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/staff".to_owned()), t!("staff-title").to_owned()), (None, t!("staff-invite").to_owned())])}
            <header class="page-head"><div><h1>{t!("staff-invite")}</h1></div></header>
            <div class="split"><div>
                <section class="card" aria-labelledby="h-invite">
                    <header class="card-head"><h2 id="h-invite">{t!("invite-heading")}</h2></header>
                    <form method="post" action="/portal/staff/invite">
                        <div class="card-body form">
                            {ui::context(web)}
                            {text_field(form, Text { name: "name", label: t!("portal-name"), kind: "text", autocomplete: "off", focus: true, ..Text::default() })}
                            {text_field(form, Text { name: "email", label: t!("portal-email"), kind: "email", autocomplete: "off", hint: t!("invite-email-help"), ..Text::default() })}
                            <div class="field">
                                <label for="role">{t!("portal-role")}</label>
                                <select id="role" name="role" aria-invalid=error.is_some().then_some("true")>
                                    <option value="">{t!("portal-choose-role")}</option>
                                    {options}
                                </select>
                                {ui::error_text("role", error)}
                            </div>
                            <div class="form-foot">
                                <a class="btn" href="/portal/staff">{t!("portal-cancel")}</a>
                                <button class="btn btn-primary">{t!("invite-send")}</button>
                            </div>
                        </div>
                    </form>
                </section>
            </div></div>
        }
    })
}

/// Those who were invited and have not come yet.
pub fn card(web: &Web, invites: &[Invite]) -> Option<Html> {
    if invites.is_empty() {
        return None;
    }
    let manages = web.cx.may(Action::ManageStaff);
    let rows = invites
        .iter()
        .map(|i| {
            let state = if i.expires_at > web.cx.now() { (t!("invite-waiting"), "info") } else { (t!("invite-expired"), "warning") };
            let name = ui::plain(&i.name);
            let whose = format!(" {}", t!("invite-whose", name = &name));
            let at = ui::moment(i.created_at).html();
            let by = match i.invited_by.as_str() {
                "" => ui::within(t!("invite-by-command-line", time = PLACES[0]), [at]),
                by => ui::within(t!("invite-by", by = PLACES[0], time = PLACES[1]), [person::name(by).html(), at]),
            };
            let controls = manages.then(|| {
                view! {
                    <div class="actions">
                        <form method="post" action=format!("/portal/staff/invite/{}/resend", i.id)>
                            {ui::context(web)}<button class="btn btn-small">{t!("invite-again")}<span class="visually-hidden">{whose.clone()}</span></button>
                        </form>
                        <form method="post" action=format!("/portal/staff/invite/{}/revoke", i.id)>
                            {ui::context(web)}<button class="btn btn-small">{t!("invite-revoke")}<span class="visually-hidden">{whose}</span></button>
                        </form>
                    </div>
                }
            });
            view! {
                <li class="item">
                    <div class="item-text">
                        <b>{person::name(&name)}</b>
                        <small>{ui::plain(&i.email)}" · "{words::staff_role(i.role)}</small>
                        <small>{by}</small>
                    </div>
                    {ui::badge(state)}
                    {controls}
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="card" aria-labelledby="h-invited">
                <header class="card-head"><h2 id="h-invited">{t!("invite-invited")}</h2><span class="count">{invites.len().to_string()}</span></header>
                <ul class="card-list">{rows}</ul>
            </section>
        }
        .html(),
    )
}

/// `/portal/welcome/{token}`: looking at it changes nothing.
pub async fn welcome(web: Web, Path(token): Path<String>) -> Answer {
    match invite::welcome(&web.cx, &token).await {
        Ok(invited) => Ok(choose(&web, &token, &invited, &Form::default())),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password.
pub async fn accept(web: Web, Path(token): Path<String>, form: Form) -> Answer {
    let invited = match invite::welcome(&web.cx, &token).await {
        Err(Error::NotFound) => return Ok(over(&web)),
        other => other?,
    };
    match invite::accept(&web.cx, &token, form.get("password")).await {
        Ok(()) => Ok(see("/portal/sign-in?done=staff-joined")),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Ok(choose(&web, &token, &invited, &form.reject(error)?)),
    }
}

fn choose(web: &Web, token: &str, invited: &Welcome, form: &Form) -> Response {
    let name = person::name(&invited.name).html();
    let email = view! { <b>{ui::plain(&invited.email)}</b> }.html();
    page(web, &Frame::Gate, status_of(form), t!("invite-welcome-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("invite-welcome-title")}</h1>
                <p class="gate-lead">{ui::within(t!("invite-welcome", name = PLACES[0], email = PLACES[1]), [name, email])}</p>
                <form class="form" method="post" action=format!("/portal/welcome/{token}")>
                    <input type="hidden" name="login" autocomplete="username" value=invited.email.clone()/>
                    {text_field(form, Text { name: "password", label: t!("invite-new-password"), kind: "password", autocomplete: "new-password", hint: hint(), focus: true, required: true, ..Text::default() })}
                    <button class="btn btn-primary btn-wide">{t!("invite-set-password")}</button>
                </form>
            </section>
        }
    })
}

/// What the page says once the link has expired.
fn over(web: &Web) -> Response {
    let told = Told {
        title: t!("invite-over").to_owned(),
        text: t!("invite-over-help").to_owned(),
        links: vec![("/portal/sign-in".to_owned(), t!("invite-sign-in").to_owned())],
    };
    page(web, &Frame::Gate, StatusCode::GONE, &told.title.clone(), || ui::gate::oops(StatusCode::GONE, told))
}
