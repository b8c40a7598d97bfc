//! Who administers a company, on its page; and, where nobody does, the form with which staff say who does.

use crate::form::Form;
use crate::part::person;
use crate::portal::organization;
use crate::respond::{Answer, see};
use crate::t;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use axum::extract::Path;
use domain::error::Error;
use domain::id::{AccountId, OrganizationId};
use domain::organization::administrator::{Login, name};
use domain::organization::member::Role;
use domain::policy::Action;
use leptos::prelude::*;

/// Makes somebody the administrator of a company that has none.
pub async fn save(web: Web, Path(id): Path<String>, form: Form) -> Answer {
    let company = OrganizationId::parse(&id).ok_or(Error::NotFound)?;
    let typed = form.get("account");
    let account = match AccountId::parse(typed) {
        None if !typed.is_empty() => Some(AccountId::fresh()),
        found => found,
    };
    match name(&web.cx, company, account).await {
        Ok(()) => Ok(see(&format!("/portal/organizations/{company}?done=company-admin-named"))),
        Err(error) => organization::view(&web, company, &form.reject(error)?).await,
    }
}

/// The card.
pub fn card(web: &Web, company: OrganizationId, logins: &[Login], form: &Form) -> Html {
    let admins: Vec<&Login> = logins.iter().filter(|login| login.role == Role::Admin).collect();
    let body = match admins.is_empty() {
        false => {
            let items = admins
                .into_iter()
                .map(|login| {
                    view! { <li class="item"><div class="item-text"><b>{person::name(&login.name)}</b><small>{ui::plain(&login.email)}</small></div></li> }
                })
                .collect_view();
            view! { <ul class="card-list">{items}</ul> }.html()
        }
        true => {
            let can = web.cx.may(Action::NameCompanyAdmin);
            let text = match (logins.is_empty(), can) {
                (true, _) => {
                    t!("administrator-nobody-can")
                }
                (false, true) => {
                    t!("administrator-ask")
                }
                (false, false) => {
                    t!("administrator-elsewhere")
                }
            };
            view! {
                <div class="card-body form">
                    <p>{text}</p>
                    {(can && !logins.is_empty()).then(|| choice(web, company, logins, form))}
                </div>
            }
            .html()
        }
    };
    view! {
        <section class="card" aria-labelledby="h-admin">
            <header class="card-head"><h2 id="h-admin">{t!("administrator-title")}</h2></header>
            {body}
        </section>
    }
    .html()
}

fn choice(web: &Web, company: OrganizationId, logins: &[Login], form: &Form) -> Html {
    let options = logins
        .iter()
        .map(|login| {
            let id = login.account.to_string();
            let is_chosen = form.get("account") == id;
            let text = format!("{}, {}, {}", ui::plain(&login.name), ui::plain(&login.email), login.store_name);
            view! { <option value=id selected=is_chosen>{text}</option> }
        })
        .collect_view();
    let error = form.error("account");
    view! {
        <form class="form" method="post" action=format!("/portal/organizations/{company}/administrator")>
            {ui::context(web)}
            <div class="field">
                <label for="account">{t!("administrator-new")}</label>
                <select id="account" name="account" aria-describedby=error.is_some().then_some("account-err") aria-invalid=error.is_some().then_some("true")>
                    <option value="">{t!("administrator-choose")}</option>
                    {options}
                </select>
                {error.map(|text| view! { <p class="error" id="account-err">{text}</p> })}
            </div>
            <div class="form-foot"><button class="btn btn-primary">{t!("administrator-save")}</button></div>
        </form>
    }
    .html()
}
