//! The Accounts card of a contact: one row for each login, with its way in and the way to a new password.

use crate::form::Form;
use crate::island::closing::Closing;
use crate::part::confirm::{Ask, ask};
use crate::portal::behalf::start;
use crate::respond::{Answer, see};
use crate::t;
use crate::text::PLACES;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use axum::extract::Path;
use domain::account::db::Account;
use domain::behalf::history::Running;
use domain::error::{Denied, Error};
use domain::id::AccountId;
use domain::password::reset::send;
use domain::policy::Action;
use leptos::prelude::*;

/// The card. People who may not act on behalf see no control for it.
pub fn card(web: &Web, accounts: &[Account], running: &[Running]) -> Html {
    let may = web.cx.may_start_behalf();
    let sends = web.cx.may(Action::SendReset);
    let several = accounts.len() > 1;
    let rows = accounts.iter().map(|account| row(web, account, (may, sends), several, running)).collect_view();
    let list = if accounts.is_empty() {
        view! { <div class="card-body"><p>{t!("portal-account-none")}</p></div> }.html()
    } else {
        view! { <ul class="card-list">{rows}</ul> }.html()
    };
    view! {
        <section class="card" aria-labelledby="h-accounts">
            <header class="card-head"><h2 id="h-accounts">{t!("portal-accounts")}</h2><span class="count">{accounts.len().to_string()}</span><span class="muted small">{t!("portal-times-utc")}</span></header>
            {list}
            <Closing/>
        </section>
    }
    .html()
}

fn row(web: &Web, account: &Account, (may, sends): (bool, bool), several: bool, running: &[Running]) -> Html {
    let last = match account.last_sign_in_at {
        Some(at) => ui::within(t!("portal-account-last", time = PLACES[0]), [ui::moment(at).html()]),
        None => t!("portal-never-signed-in").html(),
    };
    let control = may.then(|| match account.refusal() {
        None => {
            let why = words::consent_in_the_way(account.consent).map(|text| view! { <p class="why">{text}</p> });
            let both = words::both_words(account.both()).map(|text| view! { <p class="why">{text}</p> });
            view! { {start::dialog(web, account, several, running)}{why}{both} }.html()
        }
        Some(denied) => disabled(account, denied, several),
    });
    view! {
        <li class="item">
            <div class="item-text">
                <b>{ui::plain(&account.email)}</b>
                <small>{account.store_name.clone()}</small>
                <small>{last}</small>
            </div>
            {ui::badge(words::account_status(account.status))}
            {control.map(|control| view! { <div class="item-full">{control}</div> })}
            {(sends && account.refusal().is_none()).then(|| view! { <div class="item-full">{reset_link(web, account, several)}</div> })}
        </li>
    }
    .html()
}

/// The step that has a link for a new password sent to the customer.
fn reset_link(web: &Web, account: &Account, several: bool) -> Html {
    ask(
        web,
        Ask {
            id: format!("reset-{}", account.id),
            label: t!("portal-account-reset"),
            whose: if several {
                t!("portal-account-reset-whose", email = &account.email, store = &account.store_name)
            } else {
                String::new()
            },
            question: t!("portal-account-reset-question", name = ui::plain(&account.contact_name)),
            text: t!("portal-account-reset-help"),
            action: format!("/portal/accounts/{}/reset", account.id),
            danger: false,
        },
    )
}

/// Has the link sent.
pub async fn reset(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    web.cx.check_recorded(Action::SendReset).await?;
    let contact = send(&web.cx, AccountId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see(&format!("/portal/contacts/{contact}?done=reset-sent")))
}

/// Names the account behind the words of a button, for those who hear the page, where there are several.
pub fn whose(account: &Account) -> Html {
    let text = t!("portal-account-whose", email = &account.email, store = &account.store_name);
    view! { <span class="visually-hidden">{format!(" {text}")}</span> }.html()
}

/// The button as it cannot be used, with the reason.
pub fn disabled(account: &Account, denied: Denied, several: bool) -> Html {
    let id = format!("why-{}", account.id);
    let whose = several.then(|| whose(account));
    view! {
        <span class="why-not">
            <button type="button" class="btn" disabled=true aria-describedby=id.clone()>{t!("portal-login-on-behalf")}{whose}</button>
            <span class="why" id=id>{words::denied_short(denied)}</span>
        </span>
    }
    .html()
}
