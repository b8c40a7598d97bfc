//! Ways from pages of the portal to the start form: links, which work without script and change nothing.
//!
//! ```html
//! <a class="btn btn-small" data-start="" href="/portal/behalf/new?account=…&amp;back=…">Login on behalf<span class="visually-hidden"> of Oleg Koval</span></a>
//! <details class="menu"><summary class="btn btn-primary">Login on behalf</summary>
//!   <div class="menu-items"><a href="/portal/behalf/new?account=…">oleg@northmere.example<small>UK store</small></a></div></details>
//! ```

use crate::part::link::start;
use crate::portal::account::disabled;
use crate::ui::form::button_link;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use domain::account::db::Account;
use domain::behalf::back;
use domain::error::Result;
use domain::id::{AccountId, ContactId};
use domain::policy::Action;
use std::fmt::Display;

/// The address of the start form. `who`: the id of an account, or of a contact whose accounts are then chosen from. `to`: the
/// page of the storefront to begin on, or nothing for its start page. Its end leads back to this page.
pub fn address(web: &Web, who: impl Display, to: &str) -> String {
    start(who, "", to, back(web.plain_path()))
}

/// A small button for a row of a list; `whose` is said behind its words to those who hear the page. Nothing for people who may
/// not act on behalf.
pub fn in_row(web: &Web, who: impl Display, to: &str, whose: &str) -> Option<Html> {
    web.cx.may_start_behalf().then(|| {
        let mut out = Markup::default();
        // The keys of lists find it by the mark.
        markup! {
            out, "<a class=\"btn btn-small\" data-start=\"\"", "href" = address(web, who, to), ">",
            t!("portal-login-on-behalf"), " ", ui::visually_hidden(&t!("start-whose", name = ui::plain(whose))), "</a>"
        }
        out.html()
    })
}

/// For the head of a page about something of this account: a button that begins on the page `to`, or why there is none.
/// Nothing for people who may not act on behalf, and where the contact has no such account.
///
/// # Errors
/// As [`of_contact`](domain::account::db::of_contact).
pub async fn of_account(web: &Web, contact: ContactId, account: AccountId, to: &str) -> Result<Option<Html>> {
    if !web.cx.may_start_behalf() || !web.cx.may(Action::ViewContacts) {
        return Ok(None);
    }
    let accounts = domain::account::db::of_contact(&web.cx, contact).await?;
    let account = accounts.into_iter().find(|known| known.id == account);
    Ok(account.map(|account| match account.refusal() {
        Some(denied) => disabled(&account, denied, false),
        None => {
            let href = start(account.id, "", to, web.plain_path());
            button_link("btn btn-primary", &href, t!("portal-login-on-behalf"))
        }
    }))
}

/// For the head of a contact's page: a button, or with several accounts a menu of them. Those that cannot be entered stand in
/// the card of accounts, with the reason. Nothing for people who may not act on behalf.
pub fn of_contact(web: &Web, accounts: &[Account]) -> Option<Html> {
    if !web.cx.may_start_behalf() {
        return None;
    }
    let open: Vec<&Account> = accounts.iter().filter(|account| account.refusal().is_none()).collect();
    match open.as_slice() {
        [] => None,
        [account] => Some(button_link("btn btn-primary", &address(web, account.id, ""), t!("portal-login-on-behalf"))),
        several => Some(menu(web, several)),
    }
}

fn menu(web: &Web, accounts: &[&Account]) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<details class=\"menu\"><summary class=\"btn btn-primary\">", t!("portal-login-on-behalf"),
        ui::icon(web, "chevron-down"), "</summary><div class=\"menu-items\">"
    }
    for account in accounts {
        markup! {
            out,
            "<a", "href" = address(web, account.id, ""), "><span>", ui::plain(&account.email), "<br><small class=\"muted\">",
            &account.store_name, "</small></span></a>"
        }
    }
    out.literal("</div></details>");
    out.html()
}
