//! Who administers a company, on its page; and, where nobody does, the form with which staff say who does.

use crate::form::{Form, Posted};
use crate::portal::organization;
use crate::respond::{Answer, see};
use crate::ui;
use crate::ui::card::{Card, Item};
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::web::Web;
use crate::{form, t};
use axum::extract::Path;
use domain::error::Error;
use domain::id::{AccountId, OrganizationId};
use domain::organization::administrator::{Login, name};
use domain::organization::member::Role;
use domain::policy::Action;

form! {
    /// Who is named.
    pub struct Named {
        /// The login.
        account: String,
    }
}

/// Makes somebody the administrator of a company that has none.
pub async fn save(web: Web, Path(id): Path<String>, Posted(typed, form): Posted<Named>) -> Answer {
    let company = OrganizationId::parse(&id).ok_or(Error::NotFound)?;
    let account = match AccountId::parse(&typed.account) {
        None if !typed.account.is_empty() => Some(AccountId::fresh()),
        found => found,
    };
    match name(&web.cx, company, account).await {
        Ok(()) => Ok(see(&format!("/portal/organizations/{company}?done=company-admin-named"))),
        Err(error) => organization::view(&web, company, &form.reject(error)?).await,
    }
}

/// The card.
pub fn card(web: &Web, company: OrganizationId, logins: &[Login], form: &Form) -> Card {
    let card = Card::new("h-admin", t!("administrator-title"));
    let admins: Vec<&Login> = logins.iter().filter(|login| login.role == Role::Admin).collect();
    if !admins.is_empty() {
        let items = admins.into_iter().map(|login| Item::new(ui::name(&login.name)).note(ui::plain(&login.email)));
        return card.items(items, "");
    }
    let can = web.cx.may(Action::NameCompanyAdmin);
    let text = match (logins.is_empty(), can) {
        (true, _) => t!("administrator-nobody-can"),
        (false, true) => t!("administrator-ask"),
        (false, false) => t!("administrator-elsewhere"),
    };
    let choice = (can && !logins.is_empty()).then(|| choice(web, company, logins, form));
    card.body_with("card-body form", (ui::paragraph(text), choice))
}

fn choice(web: &Web, company: OrganizationId, logins: &[Login], form: &Form) -> Post {
    let options = logins.iter().map(|login| {
        let text = format!("{}, {}, {}", ui::plain(&login.name), ui::plain(&login.email), login.store_name);
        (login.account.to_string(), text)
    });
    let none = Some(t!("administrator-choose"));
    Post::to(web, &format!("/portal/organizations/{company}/administrator"))
        .field(Field::select(form, Named::account(), t!("administrator-new"), none, options))
        .foot(submit("btn btn-primary", t!("administrator-save")))
}
