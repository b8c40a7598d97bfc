//! The start form for an account that a link names: `/portal/behalf/new?account=…&ticket=…&to=…`.
//!
//! Rule: reading it changes nothing. What is out of somebody's scope does not exist, and that it was asked for is recorded.

use crate::form::Asked;
use crate::part::{link, person};
use crate::portal::behalf::start::{self, Query};
use crate::respond::{Answer, Frame, page, see};
use crate::ui;
use crate::ui::card::{Card, Item};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::first_column;
use crate::web::Web;
use crate::{form, t, words};
use axum::response::Response;
use domain::account::db::Account;
use domain::policy::Action;
use http::StatusCode;

form! {
    /// What a link says.
    pub struct Wanted {
        /// The id of an account or of a contact, or the e-mail of a login.
        account: String,
        /// The number of a ticket.
        ticket: String,
        /// The page of the storefront that the session begins on.
        to: String,
        /// The page of the portal that it was opened from.
        back: String,
    }
}

/// `/portal/behalf/new`
pub async fn show(web: Web, Asked(wanted): Asked<Wanted>) -> Answer {
    web.cx.check_recorded(Action::LoginOnBehalf).await?;
    if wanted.account.trim().is_empty() {
        return Ok(see("/portal/contacts"));
    }
    let accounts = domain::account::db::named(&web.cx, &wanted.account).await?;
    match accounts.as_slice() {
        [account] => {
            let Wanted { ticket, to, back, .. } = wanted;
            start::open(&web, account, Query { ticket, to, back }).await
        }
        several => Ok(choose(&web, several, &wanted)),
    }
}

/// The logins of one person, each with its way on.
fn choose(web: &Web, accounts: &[Account], wanted: &Wanted) -> Response {
    page(web, &Frame::Portal, StatusCode::OK, t!("start-which"), || {
        let name = accounts.first().map(|account| person::name(&account.contact_name));
        let rows = accounts.iter().map(|account| {
            let way = link::start(account.id, &wanted.ticket, &wanted.to, &wanted.back);
            let row = match account.refusal() {
                None => Item::link(&way, ui::plain(&account.email)),
                Some(denied) => Item::new(ui::plain(&account.email)).note(words::denied_short(denied)),
            };
            row.note(&account.store_name).end(ui::badge(words::account_status(account.status)))
        });
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (None, t!("portal-login-on-behalf").to_owned()),
        ];
        let card = Card::new("h-accounts", t!("portal-accounts")).items(rows, t!("portal-account-none"));
        (ui::crumbs(steps), Head::new(t!("start-which")).about(name), first_column(card)).rendered()
    })
}
