//! What roles may do: an overview, and a page for each where an administrator changes it.

use crate::form::Form;
use crate::respond::{Answer, Frame, page, see, status_of};
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
    Ok(page(&web, &Frame::Portal, StatusCode::OK, "Roles", || {
        view! {
            {ui::crumbs(vec![(Some("/portal/staff".to_owned()), "Staff".to_owned()), (None, "Roles".to_owned())])}
            <header class="page-head"><div><h1>"Roles"</h1></div></header>
            {table(&all)}
        }
    }))
}

fn table(all: &[Standing]) -> Html {
    let rows = all
        .iter()
        .map(|s| {
            let may = s.grants.permissions().into_iter().map(|a| words::permission(a).0);
            let may: Vec<String> = may.map(str::to_lowercase).collect();
            let changed = s.is_changed.then(|| view! { " "{ui::badge(("Changed", "info"))} });
            view! {
                <tr>
                    <th scope="row">
                        <a class="row-link" href=format!("/portal/staff/roles/{}", s.role.as_str())>{s.role.title()}</a>{changed}
                    </th>
                    <td class="num" data-label="People">{s.people.to_string()}</td>
                    <td data-label="On behalf">{words::behalf_mode(s.grants.behalf)}<small>{limits(&s.grants)}</small></td>
                    <td data-label="Companies">{words::reach(s.grants.reach)}</td>
                    <td data-label="May">{may.join(", ")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">"Roles"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Role"</th>
                        <th scope="col" class="num">"People"</th>
                        <th scope="col">"On behalf"</th>
                        <th scope="col">"Companies"</th>
                        <th scope="col">"May"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

/// The limits of somebody who acts, in words.
fn limits(grants: &Grants) -> String {
    if grants.behalf.is_none() {
        return String::new();
    }
    let number = |n: i64| domain::money::grouped(n.unsigned_abs());
    let minutes = Some(format!("up to {} minutes", grants.minutes));
    let largest = grants.order_limit.map(|n| format!("orders up to {}.{:02}", number(n / 100), n % 100));
    let orders = grants.orders_limit.map(|n| format!("{} a session", words::count(n, "order", "orders")));
    let discount = grants.max_discount.map(|rate| format!("discounts up to {}", domain::money::percent(rate)));
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
    let title = role.title();
    let is_own = web.cx.staff().is_some_and(|staff| staff.role == role);
    let notice = form
        .is_rejected()
        .then(|| ui::notice(web, "danger", "The role was not saved. Correct the marked fields.".to_owned()));
    page(web, &Frame::Portal, status_of(form), title, || {
        let steps = vec![
            (Some("/portal/staff".to_owned()), "Staff".to_owned()),
            (Some("/portal/staff/roles".to_owned()), "Roles".to_owned()),
            (None, title.to_owned()),
        ];
        view! {
            {ui::crumbs(steps)}
            {ui::done(web)}
            <header class="page-head"><div><h1>{title}</h1></div></header>
            {notice}
            <div class="split"><div>
                <section class="card" aria-labelledby="h-role">
                    <header class="card-head"><h2 id="h-role">"What this role may do"</h2></header>
                    <form method="post" action=format!("/portal/staff/roles/{}", role.as_str())>
                        <div class="card-body form">
                            {ui::context(web)}
                            {permissions(typed, form)}
                            {acting(typed, form)}
                            {reach(typed, form)}
                            {numbers(typed, form)}
                            {is_own.then(|| second_fields(form))}
                            <p class="hint">"Holds from the next click of everybody with this role, in open sessions too."</p>
                            <div class="form-foot">
                                <a class="btn" href="/portal/staff/roles">"Cancel"</a>
                                <button class="btn btn-primary">"Save role"</button>
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
            <legend>"Second administrator"</legend>
            <p class="hint">"This is your own role. A second administrator confirms the change at this keyboard, and all others get a mail."</p>
            {field("second_login", "Second administrator's work e-mail", "email", "off", "")}
            {field("second_password", "Second administrator's password", "password", "off", "")}
            {field("second_code", "Second administrator's code", "text", "one-time-code", "From their authenticator app, if they have one.")}
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
            <legend>"Permissions"</legend>
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
    let choices = [("none", "No"), ("view", "View only"), ("full", "View and change")];
    radios("behalf", "Log in on behalf of customers", &typed.behalf, &choices, form.error("behalf"))
}

fn reach(typed: &Typed, form: &Form) -> Html {
    let choices = [("all", "All companies"), ("assigned", "Only companies assigned to the person")];
    radios("scope", "Customers", &typed.scope, &choices, form.error("scope"))
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
        {field("minutes", "Minutes of a session on behalf, at most", "15 to 60.", false)}
        {field("order_limit", "Largest order on behalf", "Total with tax, in the currency of the store, such as 2500. Above it a second person has to release the order.", true)}
        {field("orders_limit", "Orders in one session on behalf", "Above it a second person has to release each further order.", true)}
        {field("max_discount", "Largest discount on behalf, in percent", "Of the goods, such as 7.5; 0 for none. Above it a second person has to release the order.", true)}
    }
    .html()
}
