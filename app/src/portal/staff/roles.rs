//! What roles may do: an overview, and a page for each where an administrator changes it.

use crate::form::Form;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::t;
use crate::text::{self, Language, language};
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::policy::grants::{PERMISSIONS, code};
use domain::policy::{Grants, Role};
use domain::session::Credentials;
use domain::staff::role::{self, Standing, Typed};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;

/// `/portal/staff/roles`
pub async fn list(web: Web) -> Answer {
    let all = role::all(&web.cx).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("staff-roles"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/staff".to_owned()), t!("staff-title").to_owned()), (None, t!("staff-roles").to_owned())])}
            <header class="page-head"><div><h1>{t!("staff-roles")}</h1></div></header>
            {table(&all)}
        }
    }))
}

fn table(all: &[Standing]) -> Html {
    let rows = all
        .iter()
        .map(|s| {
            let may = s.grants.permissions().into_iter().map(|a| words::permission(a).0);
            let may: Vec<String> = may.map(within).collect();
            let changed = s.is_changed.then(|| view! { " "{ui::badge((t!("staff-role-changed"), "info"))} });
            view! {
                <tr>
                    <th scope="row">
                        <a class="row-link" href=format!("/portal/staff/roles/{}", s.role.as_str())>{words::staff_role(s.role)}</a>{changed}
                    </th>
                    <td class="num" data-label=t!("staff-role-people")>{s.people.to_string()}</td>
                    <td data-label=t!("portal-on-behalf")>{words::behalf_mode(s.grants.behalf)}<small>{limits(&s.grants)}</small></td>
                    <td data-label=t!("staff-companies")>{words::reach(s.grants.reach)}</td>
                    <td data-label=t!("staff-role-may")>{may.join(", ")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("staff-roles")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("portal-role")}</th>
                        <th scope="col" class="num">{t!("staff-role-people")}</th>
                        <th scope="col">{t!("portal-on-behalf")}</th>
                        <th scope="col">{t!("staff-companies")}</th>
                        <th scope="col">{t!("staff-role-may")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

/// A title as it is written within a list: German begins nouns with a capital there, too.
fn within(title: &'static str) -> String {
    match language() {
        Language::German => title.to_owned(),
        Language::English | Language::Longer | Language::RightToLeft => title.to_lowercase(),
    }
}

/// The limits of somebody who acts, in words.
fn limits(grants: &Grants) -> String {
    if grants.behalf.is_none() {
        return String::new();
    }
    let minutes = Some(t!("staff-role-up-to-minutes", count = grants.minutes));
    let largest = grants.order_limit.map(|n| t!("staff-role-up-to-amount", amount = text::amount(n)));
    let orders = grants.orders_limit.map(|n| t!("staff-role-up-to-orders", count = n));
    let discount = grants.max_discount.map(|rate| t!("staff-role-up-to-discount", percent = text::percent(rate)));
    minutes.into_iter().chain(largest).chain(orders).chain(discount).collect::<Vec<_>>().join(", ")
}

fn parse(text: &str) -> Result<Role, Error> {
    Role::parse(text).ok_or(Error::NotFound)
}

/// `/portal/staff/roles/{role}`
pub async fn show(web: Web, Path(text): Path<String>) -> Answer {
    let all = role::all(&web.cx).await?;
    let role = parse(&text)?;
    let grants = all.iter().find(|s| s.role == role).map_or(Grants::at_first(role), |s| s.grants);
    Ok(view(&web, role, &Typed::of(&grants), &Form::default()))
}

/// Saves a role.
pub async fn save(web: Web, Path(text): Path<String>, form: Form) -> Answer {
    let role = parse(&text)?;
    let get = |name: &str| form.get(name).to_owned();
    let ticked = PERMISSIONS.into_iter().map(code).filter(|c| form.find(&format!("may-{c}")).is_some());
    let typed = Typed {
        permissions: ticked.map(str::to_owned).collect(),
        behalf: get("behalf"),
        scope: get("scope"),
        minutes: get("minutes"),
        order_limit: get("order_limit"),
        orders_limit: get("orders_limit"),
        max_discount: get("max_discount"),
    };
    let second = Credentials {
        login: form.get("second_login"),
        password: form.get("second_password"),
        code: form.get("second_code"),
        passkey: None,
    };
    match role::save_with(&web.cx, role, &typed, &second).await {
        Ok(()) => Ok(see(&format!("/portal/staff/roles/{}?done=staff-role-saved", role.as_str()))),
        Err(Error::Throttled { seconds }) => {
            let form = form.reject(Error::field("second_password", Problem::TooManyTries(seconds)))?;
            let mut response = view(&web, role, &typed, &form);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => Ok(view(&web, role, &typed, &form.reject(error)?)),
    }
}

fn view(web: &Web, role: Role, typed: &Typed, form: &Form) -> Response {
    let title = words::staff_role(role);
    let is_own = web.cx.staff().is_some_and(|staff| staff.role == role);
    let notice = form.is_rejected().then(|| ui::notice(web, "danger", t!("staff-role-not-saved").to_owned()));
    page(web, &Frame::Portal, status_of(form), title, || {
        let steps = vec![
            (Some("/portal/staff".to_owned()), t!("staff-title").to_owned()),
            (Some("/portal/staff/roles".to_owned()), t!("staff-roles").to_owned()),
            (None, title.to_owned()),
        ];
        view! {
            {ui::crumbs(steps)}
            {ui::done(web)}
            <header class="page-head"><div><h1>{title}</h1></div></header>
            {notice}
            <div class="split"><div>
                <section class="card" aria-labelledby="h-role">
                    <header class="card-head"><h2 id="h-role">{t!("staff-about-role")}</h2></header>
                    <form method="post" action=format!("/portal/staff/roles/{}", role.as_str())>
                        <div class="card-body form">
                            {ui::context(web)}
                            {permissions(typed, form)}
                            {acting(typed, form)}
                            {reach(typed, form)}
                            {numbers(typed, form)}
                            {is_own.then(|| second_fields(form))}
                            <p class="hint">{t!("staff-role-holds")}</p>
                            <div class="form-foot">
                                <a class="btn" href="/portal/staff/roles">{t!("portal-cancel")}</a>
                                <button class="btn btn-primary">{t!("staff-role-save")}</button>
                            </div>
                        </div>
                    </form>
                </section>
            </div></div>
        }
    })
}

/// Nobody changes their own role alone.
fn second_fields(form: &Form) -> Html {
    let field = |name, label, kind, autocomplete, hint| {
        text_field(form, Text { name, label, kind, autocomplete, hint, ..Text::default() })
    };
    view! {
        <fieldset class="field" id="second">
            <legend>{t!("staff-role-second")}</legend>
            <p class="hint">{t!("staff-role-second-help")}</p>
            {field("second_login", t!("staff-role-second-login"), "email", "off", "")}
            {field("second_password", t!("staff-role-second-password"), "password", "off", "")}
            {field("second_code", t!("staff-role-second-code"), "text", "one-time-code", t!("staff-role-second-code-help"))}
        </fieldset>
    }
    .html()
}

fn permissions(typed: &Typed, form: &Form) -> Html {
    let ticks = PERMISSIONS
        .into_iter()
        .map(|action| {
            let (title, text) = words::permission(action);
            let is_on = typed.permissions.iter().any(|c| c == code(action));
            view! {
                <label class="check">
                    <input type="checkbox" name=format!("may-{}", code(action)) checked=is_on/>
                    <span>{title}<small>{text}</small></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id="permissions">
            <legend>{t!("staff-role-permissions")}</legend>
            {ticks}
            {ui::error_text("permissions", form.error("permissions"))}
        </fieldset>
    }
    .html()
}

/// Some choices of which one holds.
fn radios(
    name: &'static str,
    legend: &'static str,
    chosen: &str,
    choices: &[(&'static str, &'static str)],
    error: Option<String>,
) -> Html {
    let options = choices
        .iter()
        .map(|(value, label)| {
            view! { <label class="check"><input type="radio" name=name value=*value checked=chosen == *value/><span>{*label}</span></label> }
        })
        .collect_view();
    view! {
        <fieldset class="field" data-row="">
            <legend>{legend}</legend>
            {options}
            {ui::error_text(name, error)}
        </fieldset>
    }
    .html()
}

fn acting(typed: &Typed, form: &Form) -> Html {
    let choices = [
        ("none", t!("staff-role-behalf-no")),
        ("view", t!("portal-mode-view")),
        ("full", t!("staff-role-behalf-full")),
    ];
    radios("behalf", t!("staff-role-behalf"), &typed.behalf, &choices, form.error("behalf"))
}

fn reach(typed: &Typed, form: &Form) -> Html {
    let choices = [("all", t!("staff-role-all-companies")), ("assigned", t!("staff-role-assigned-only"))];
    radios("scope", t!("staff-role-customers"), &typed.scope, &choices, form.error("scope"))
}

fn numbers(typed: &Typed, form: &Form) -> Html {
    // What was typed stands in the form already when it comes back.
    let shown = match form.is_rejected() {
        true => form.clone(),
        false => Form::with(&[
            ("minutes", &typed.minutes),
            ("order_limit", &typed.order_limit),
            ("orders_limit", &typed.orders_limit),
            ("max_discount", &typed.max_discount),
        ]),
    };
    let field = |name, label, hint, optional| {
        text_field(&shown, Text { name, label, kind: "text", autocomplete: "off", hint, optional, ..Text::default() })
    };
    view! {
        {field("minutes", t!("staff-role-minutes"), t!("staff-role-minutes-help"), false)}
        {field("order_limit", t!("staff-role-order-limit"), t!("staff-role-order-limit-help"), true)}
        {field("orders_limit", t!("staff-role-orders-limit"), t!("staff-role-orders-limit-help"), true)}
        {field("max_discount", t!("staff-role-discount"), t!("staff-role-discount-help"), true)}
    }
    .html()
}
