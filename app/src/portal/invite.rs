//! Inviting customers to the storefront: one contact by a form, a new link, taking it back, and all of a list at once.

use crate::form::{Asked, Fields, Form, Posted};
use crate::portal::contacts::{self, Company, Query};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::Language;
use crate::ui;
use crate::ui::card::Card;
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::Path;
use axum::response::Response;
use domain::account::invite::{self, Choices, many};
use domain::contact::db::Contact;
use domain::error::{Error, Problem};
use domain::id::{AccountId, ContactId};
use domain::organization::Status;
use domain::organization::member::Role;
use domain::policy::Action;
use http::StatusCode;

form! {
    /// How somebody is invited.
    pub struct Invited {
        /// The store.
        store: String,
        /// What they sign in with, and where the link goes.
        email: String,
        /// What they may do for their company.
        role: String,
        /// The language of the mail.
        language: String,
        /// What is said with it.
        message: String,
    }
}

/// `/portal/contacts/{id}/invite`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let (contact, choices) = read(&web, &id).await?;
    let store = if let [(id, _)] = choices.stores.as_slice() { id.to_string() } else { String::new() };
    let language = Language::spoken(&contact.language).unwrap_or(Language::English);
    let form = Form::with(&[
        (Invited::store().as_str(), store.as_str()),
        (Invited::email().as_str(), contact.email.as_str()),
        (Invited::role().as_str(), Role::Buyer.as_str()),
        (Invited::language().as_str(), language.tag()),
    ]);
    Ok(view(&web, &contact, &choices, &form))
}

/// Invites the contact.
pub async fn send(web: Web, Path(id): Path<String>, Posted(typed, form): Posted<Invited>) -> Answer {
    let (contact, choices) = read(&web, &id).await?;
    let wish = invite::Typed {
        store: &typed.store,
        email: &typed.email,
        role: &typed.role,
        language: Language::spoken(&typed.language).map_or("", Language::tag),
        message: &typed.message,
    };
    let error = match invite::new(&web.cx, contact.id, &wish).await {
        Ok(()) => return Ok(see(&format!("/portal/contacts/{}?done=customer-invited", contact.id))),
        Err(Error::Throttled { seconds }) => Error::field("email", Problem::TooManyTries(seconds)),
        Err(error) => error,
    };
    Ok(view(&web, &contact, &choices, &form.reject(error)?))
}

async fn read(web: &Web, id: &str) -> domain::error::Result<(Contact, Choices)> {
    web.cx.check_recorded(Action::InviteCustomers).await?;
    let id = ContactId::parse(id).ok_or(Error::NotFound)?;
    let contact = domain::contact::db::view(&web.cx, id).await?;
    Ok((contact, invite::choices(&web.cx, id).await?))
}

fn view(web: &Web, contact: &Contact, choices: &Choices, form: &Form) -> Response {
    let back = format!("/portal/contacts/{}", contact.id);
    page(web, &Frame::Portal, status_of(form), t!("customer-invite-title"), || {
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (Some(back.clone()), ui::plain(&contact.name)),
            (None, t!("customer-invite-title").to_owned()),
        ];
        let head = Head::new(t!("customer-invite-title"))
            .about(ui::name(&contact.name))
            .about(ui::name(&contact.organization_name));
        let (notice, inside) = match (contact.organization_status, choices.stores.is_empty()) {
            (Status::Closed, _) => (None, closed_or_full(web, t!("customer-invite-closed"))),
            (_, true) => (None, closed_or_full(web, t!("customer-invite-no-store"))),
            (Status::OnHold, false) => {
                (Some(Notice::new(web, Tone::Warning, t!("customer-invite-on-hold"))), post(web, &back, choices, form))
            }
            (Status::Active, false) => (None, post(web, &back, choices, form)),
        };
        let card = Card::new("h-invite", t!("customer-invite-heading")).flush(inside);
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(steps), head, notice, "<div class=\"split\"><div>", card, "</div></div>"
        }
        out.html()
    })
}

/// Why nobody can be invited.
fn closed_or_full(web: &Web, text: &str) -> ui::Html {
    ui::empty(web, "users", t!("customer-invite-not-possible"), text, None)
}

fn post(web: &Web, back: &str, choices: &Choices, form: &Form) -> ui::Html {
    let stores = choices.stores.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let roles = choices.roles.iter().map(|role| (role.as_str().to_owned(), words::company::role(*role).0.to_owned()));
    let languages = Language::CHOICES.map(|language| (language.tag().to_owned(), language.name().to_owned()));
    let message = Field::area(form, Invited::message(), t!("customer-invite-message"), 4);
    Post::in_card(web, &format!("{back}/invite"))
        .field(Field::select(
            form,
            Invited::store(),
            t!("portal-store"),
            Some(t!("customer-invite-choose-store")),
            stores,
        ))
        .field(
            Field::email(form, Invited::email(), t!("customer-invite-email"))
                .hint(t!("customer-invite-email-help"))
                .autocomplete("off")
                .required(),
        )
        .field(Field::select(form, Invited::role(), t!("customer-invite-role"), None, roles))
        .field(Field::select(form, Invited::language(), t!("customer-invite-language"), None, languages))
        .field(message.hint(t!("customer-invite-message-help")).longest(500).optional())
        .foot((button_link("btn", back, t!("portal-cancel")), submit("btn btn-primary", t!("customer-invite-send"))))
        .html()
}

const _: () = assert!(invite::LONGEST == 500, "the field and its hint name the number");

/// Sends a new link.
pub async fn again(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    web.cx.check_recorded(Action::InviteCustomers).await?;
    let contact = invite::send(&web.cx, AccountId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see(&format!("/portal/contacts/{contact}?done=customer-invited")))
}

/// Takes the link back.
pub async fn revoke(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    web.cx.check_recorded(Action::InviteCustomers).await?;
    let contact = invite::revoke(&web.cx, AccountId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see(&format!("/portal/contacts/{contact}?done=customer-invite-revoked")))
}

/// The list that is meant, where the company is one that there is.
async fn list_of(web: &Web, query: &mut Query) -> domain::error::Result<Option<Company>> {
    web.cx.check_recorded(Action::InviteCustomers).await?;
    let company = Company::read(&web.cx, query).await?;
    Ok((company.is_one || query.company.is_empty()).then_some(company))
}

/// `/portal/invitations`: how many of a list would be invited. The address has the filters of the list.
pub async fn all(web: Web, Asked(mut query): Asked<Query>) -> Answer {
    let Some(company) = list_of(&web, &mut query).await? else { return Ok(see(&query.address(contacts::PATH))) };
    let (count, is_more) = many::count(&web.cx, &query.filter()).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("customer-invite-all"), || {
        let back = query.address(contacts::PATH);
        let steps = vec![
            (Some(back.clone()), t!("portal-back-to-contacts").to_owned()),
            (None, t!("customer-invite-all").to_owned()),
        ];
        let mut head = Head::new(t!("customer-invite-all"));
        if company.is_one {
            head = head.about(ui::name(&company.text));
        }
        let card = Card::new("h-invite", t!("customer-invite-heading"));
        let card = if count == 0 {
            card.flush(ui::empty(&web, "users", t!("customer-invite-nobody"), t!("customer-invite-nobody-help"), None))
        } else {
            let more = is_more.then(|| ui::paragraph(t!("customer-invite-more", count = count)));
            let send = t!("customer-invite-count", count = count);
            let ask = (ui::paragraph(t!("customer-invite-all-help", count = count)), more);
            card.flush(
                Post::in_card(&web, &query.address(contacts::INVITE))
                    .field(ask)
                    .foot((button_link("btn", &back, t!("portal-cancel")), submit("btn btn-primary", send))),
            )
        };
        (ui::crumbs(steps), head, card).rendered()
    }))
}

/// Invites them.
pub async fn send_all(web: Web, Asked(mut query): Asked<Query>, _: Form) -> Answer {
    let Some(_) = list_of(&web, &mut query).await? else { return Ok(see(&query.address(contacts::PATH))) };
    let sent = many::send_all(&web.cx, &query.filter()).await?;
    let done = if sent > 0 { "customers-invited" } else { "customers-invited-none" };
    let list = query.address(contacts::PATH);
    let sign = if list.contains('?') { '&' } else { '?' };
    Ok(see(&format!("{list}{sign}done={done}")))
}
