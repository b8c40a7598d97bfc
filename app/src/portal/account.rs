//! The Accounts card of a contact: one row for each login, with its way in and the way to a new password.

use crate::form::Form;
use crate::island::closing::Closing;
use crate::part::confirm::{Ask, ask};
use crate::portal::behalf::start;
use crate::respond::{Answer, see};
use crate::text::PLACES;
use crate::ui::card::{Card, Item};
use crate::ui::form::why;
use crate::ui::markup::Part;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{t, words};
use axum::extract::Path;
use domain::account::db::Account;
use domain::behalf::history::Running;
use domain::error::{Denied, Error};
use domain::id::AccountId;
use domain::password::reset::send;
use domain::policy::Action;
use leptos::prelude::*;

/// The card. People who may not act on behalf see no control for it.
pub fn card(web: &Web, accounts: &[Account], running: &[Running]) -> Card {
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    let rows = accounts.iter().map(|account| row(web, account, accounts.len() > 1, running));
    Card::new("h-accounts", t!("portal-accounts"))
        .count(count)
        .remark(t!("portal-times-utc"))
        .items(rows, t!("portal-account-none"))
        .flush(view! { <Closing/> }.html())
}

fn row(web: &Web, account: &Account, several: bool, running: &[Running]) -> Item {
    let last = match account.last_sign_in_at {
        Some(at) => ui::within(t!("portal-account-last", time = PLACES[0]), [ui::moment(at)]),
        None => t!("portal-never-signed-in").rendered(),
    };
    let mut item = Item::new(ui::plain(&account.email))
        .note(&account.store_name)
        .note(last)
        .end(ui::badge(words::account_status(account.status)));
    if web.cx.may_start_behalf() {
        item = item.below(match account.refusal() {
            None => {
                let limits = (words::consent_in_the_way(account.consent), words::both_words(account.both()));
                (start::dialog(web, account, several, running), limits.0.map(why), limits.1.map(why)).rendered()
            }
            Some(denied) => disabled(account, denied, several),
        });
    }
    if web.cx.may(Action::SendReset) && account.refusal().is_none() {
        item = item.below(reset_link(web, account, several));
    }
    item
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
    ui::visually_hidden(&t!("portal-account-whose", email = &account.email, store = &account.store_name))
}

/// The button as it cannot be used, with the reason.
pub fn disabled(account: &Account, denied: Denied, several: bool) -> Html {
    let label = (t!("portal-login-on-behalf"), several.then(|| whose(account)));
    ui::form::disabled(&format!("why-{}", account.id), label, words::denied_short(denied))
}
