//! The Accounts card of a contact: one row for each login, with its way in and the way to a new password.

use crate::form::Form;
use crate::island::closing::Closing;
use crate::part::confirm::{Ask, ask};
use crate::portal::behalf::start;
use crate::respond::{Answer, see};
use crate::text::PLACES;
use crate::ui::card::{Card, Item};
use crate::ui::form::{actions, button, why};
use crate::ui::markup::Part;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{t, words};
use axum::extract::Path;
use domain::account::Status;
use domain::account::db::Account;
use domain::account::invite::Invite;
use domain::behalf::history::Running;
use domain::error::{Denied, Error};
use domain::id::AccountId;
use domain::password::reset::send;
use domain::policy::Action;
use leptos::prelude::*;

/// The card. People who may not act on behalf see no control for it.
pub fn card(web: &Web, accounts: &[Account], running: &[Running], invites: &[Invite]) -> Card {
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    let several = accounts.len() > 1;
    let rows = accounts.iter().map(|account| {
        let row = row(web, account, several, running);
        if account.status != Status::Invited {
            return row;
        }
        let invite = invites.iter().find(|invite| invite.account == account.id);
        let row = row.note(invited(web, invite));
        if web.cx.may(Action::InviteCustomers) && account.refusal() == Some(Denied::Invited) {
            return row.below(actions(steps(web, account, several, invite)));
        }
        row
    });
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

/// What became of the link of an account that is invited.
fn invited(web: &Web, invite: Option<&Invite>) -> Html {
    let Some(invite) = invite else { return t!("customer-invite-unsent").rendered() };
    let (by, sent) = (ui::name(&invite.invited_by), ui::moment(invite.created_at));
    if invite.is_revoked {
        return ui::within(t!("customer-invite-revoked", by = PLACES[0], sent = PLACES[1]), [by, sent]);
    }
    if invite.expires_at <= web.cx.now() {
        return ui::within(t!("customer-invite-expired", by = PLACES[0], sent = PLACES[1]), [by, sent]);
    }
    let text = t!("customer-invite-open", by = PLACES[0], sent = PLACES[1], until = PLACES[2]);
    ui::within(text, [by, sent, ui::moment(invite.expires_at)])
}

/// A link is sent, again or for the first time; one that is open is revoked.
fn steps(web: &Web, account: &Account, several: bool, invite: Option<&Invite>) -> (Html, Option<Html>) {
    let whose = if several {
        t!("customer-invite-whose", email = &account.email, store = &account.store_name)
    } else {
        String::new()
    };
    let path = format!("/portal/accounts/{}/invite", account.id);
    let label = if invite.is_some() { t!("customer-invite-again") } else { t!("customer-invite-send") };
    let revoke = invite.filter(|invite| !invite.is_revoked).map(|_| {
        ask(
            web,
            Ask {
                id: format!("revoke-{}", account.id),
                label: t!("customer-invite-revoke"),
                whose: whose.clone(),
                question: t!("customer-invite-revoke-question", name = ui::plain(&account.contact_name)),
                text: t!("customer-invite-revoke-help"),
                action: format!("{path}/revoke"),
                danger: true,
            },
        )
    });
    (button(web, &path, "btn", label, &whose), revoke)
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
