//! Asking for an on-behalf session: why, how long, and whether to change anything.
//!
//! The form opens a tab of its own, where the agent proves who they are. It never asks for a password.

use crate::form;
use crate::form::{Asked, Fields, Form};
use crate::function::{Again, Outcome};
use crate::part::duration::minutes;
use crate::part::person;
use crate::portal::account::whose;
use crate::portal::problem;
use crate::respond::{Answer, Fail, Frame, page, see, status_of};
use crate::text::PLACES;
use crate::ui::card::Card;
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, hint, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::first_column;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use axum::extract::Path;
use axum::response::Response;
use domain::account::db::Account;
use domain::behalf::consent::Consent;
use domain::behalf::history::Running;
use domain::behalf::landing::landing;
use domain::behalf::{LONGEST_TICKET, OTHER, PRESETS, Request, back, cap};
use domain::credential::Token;
use domain::cx::Mode;
use domain::error::Error;
use domain::id::AccountId;
use domain::policy::Action;
use domain::text::line;

form! {
    /// What is asked for a session.
    pub struct Start {
        /// A reason from the list.
        preset: String,
        /// The reason in own words.
        words: String,
        /// The number of a ticket.
        ticket: String,
        /// `full` or `view`.
        mode: String,
        /// How long.
        minutes: String,
        /// `1`: a second person overrides that the customer does not want it.
        second: String,
        /// The page of the portal that it is started from.
        back: String,
        /// The page of the storefront that it begins on.
        to: String,
    }
}

form! {
    /// What the page is asked for.
    pub struct Query {
        /// The number of a ticket.
        ticket: String,
        /// The page of the storefront that the session begins on.
        to: String,
        /// The page of the portal that it was opened from.
        back: String,
    }
}

/// `/portal/accounts/{id}/on-behalf`
pub async fn show(web: Web, Path(id): Path<String>, Asked(query): Asked<Query>) -> Answer {
    let account = find(&web, &id).await?;
    open(&web, &account, query).await
}

/// The form for this account, filled in with what a link says.
///
/// # Errors
/// [`Error::Forbidden`] for an account that cannot be acted for.
pub async fn open(web: &Web, account: &Account, query: Query) -> Answer {
    if let Some(denied) = account.refusal() {
        return Err(Error::Forbidden(denied).into());
    }
    let running = domain::behalf::history::running(&web.cx, account.contact_id).await?;
    let ticket = line(&query.ticket, LONGEST_TICKET).map(|_| ());
    let to = landing(&query.to).unwrap_or_default().to_owned();
    let is_dropped = to.is_empty() && !query.to.is_empty();
    let form = Start { ticket: query.ticket, back: query.back, to, ..Start::default() }.form();
    let form = match ticket {
        Ok(()) => form,
        Err(problem) => form.reject(Error::field(Start::ticket().as_str(), problem))?,
    };
    Ok(view(
        web,
        account,
        &form,
        &Known { running, is_dropped, has_code: has_code(web, account).await?, seen: seen(web, account).await? },
    ))
}

/// What the page knows besides the account.
#[derive(Default)]
struct Known {
    running: Vec<Running>,
    /// Whether the page that was named is none that a session begins on.
    is_dropped: bool,
    /// Whether the agent typed a code that the customer read out.
    has_code: bool,
    /// What failed for the customer lately, where they show a code for support: with it they ask for help.
    seen: Option<Vec<domain::problem::db::Line>>,
}

async fn has_code(web: &Web, account: &Account) -> domain::error::Result<bool> {
    Ok(account.consent != Consent::Never && domain::behalf::help::held(&web.cx, account.id).await?.is_some())
}

/// The form of the page.
pub async fn start(web: Web, Path(id): Path<String>, form: Form) -> Answer {
    post(web, &id, form).await
}

/// Takes the form for this account: leads to the verification, or shows the form again.
pub async fn post(web: Web, account: &str, form: Form) -> Answer {
    match ask(&web, account, form).await? {
        Outcome::Again(again) => {
            let account = find(&web, account).await?;
            // A page that no session begins on is said and not kept.
            let to = again.form.get(Start::to().as_str());
            let is_dropped = !to.is_empty() && landing(to).is_none();
            let form = if is_dropped { again.form.clone().set(Start::to(), "") } else { again.form.clone() };
            let known = Known {
                is_dropped,
                has_code: has_code(&web, &account).await?,
                seen: seen(&web, &account).await?,
                ..Known::default()
            };
            Ok(again.dress(view(&web, &account, &form, &known)))
        }
        outcome => outcome.done(&web),
    }
}

/// Writes the request down and leads to its verification.
///
/// # Errors
/// What has a page of its own, such as an account that cannot be acted for.
pub async fn ask(web: &Web, account: &str, form: Form) -> Result<Outcome, Fail> {
    let account = find(web, account).await?;
    let grants = &web.cx.require_staff(Action::LoginOnBehalf)?.grants;
    let Start { preset, words, ticket, mode, minutes, second, back: page, to } = Start::read(form.params());
    let limits = &web.cx.env().limits;
    let asked = match Request::parse(&preset, &words, &ticket, &mode, &minutes, grants, limits) {
        Ok(request) => {
            send(web, &account, Request { back: back(&page).to_owned(), to, second: second == "1", ..request }).await
        }
        Err(error) => Err(error),
    };
    match asked {
        Ok(outcome) => Ok(outcome),
        Err(error) => {
            let form = form.reject(error)?;
            let (status, text) = (status_of(&form), t!("start-rejected").to_owned());
            Ok(Outcome::Again(Box::new(Again { fields: form.errors(), form, status, text, wait: None })))
        }
    }
}

/// Writes the request down, with a key for the browser where the storefront has a host of its own.
async fn send(web: &Web, account: &Account, request: Request) -> domain::error::Result<Outcome> {
    if web.site.hosts.is_none() {
        let slug = domain::behalf::db::request(&web.cx, account.id, &request).await?;
        return Ok(Outcome::Done(see(&format!("/as/{slug}/verify"))));
    }
    let key = Token::fresh()?;
    let slug = domain::behalf::db::request_with_key(&web.cx, account.id, &request, Some(&key)).await?;
    Ok(Outcome::HandOver(slug, key))
}

/// The account; a person who may not act on behalf learns nothing about it, not even whether it exists.
async fn find(web: &Web, id: &str) -> domain::error::Result<Account> {
    web.cx.check_recorded(Action::LoginOnBehalf).await?;
    domain::account::db::find(&web.cx, AccountId::parse(id).ok_or(Error::NotFound)?).await
}

/// What failed for the customer lately; nothing where they show no code.
async fn seen(web: &Web, account: &Account) -> domain::error::Result<Option<Vec<domain::problem::db::Line>>> {
    if !web.cx.may(Action::ViewContacts) {
        return Ok(None);
    }
    let lines = domain::problem::db::with_code(&web.cx, account.id).await?;
    Ok((!lines.is_empty()).then_some(lines))
}

fn view(web: &Web, account: &Account, form: &Form, known: &Known) -> Response {
    let customer = ui::plain(&account.contact_name);
    let contact = format!("/portal/contacts/{}", account.contact_id);
    let back = Some(back(form.get(Start::back().as_str()))).filter(|page| !page.is_empty());
    let back = back.map_or_else(|| contact.clone(), str::to_owned);
    page(web, &Frame::Portal, status_of(form), &t!("start-title", name = &customer), || {
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (Some(contact.clone()), customer.clone()),
            (None, t!("portal-login-on-behalf").to_owned()),
        ];
        let notice = form.is_rejected().then(|| Notice::new(web, Tone::Danger, t!("start-rejected")));
        let dropped = known.is_dropped.then(|| Notice::new(web, Tone::Warning, t!("start-page-dropped")));
        // A form that came back is in a tab of its own already.
        let post = match form.is_rejected() {
            true => Post::in_card(web, &action(account)),
            false => Post::in_new_tab(web, "card-body form", &action(account)),
        };
        let post = post
            .hidden(Start::back().as_str(), &back)
            .hidden(Start::to().as_str(), form.get(Start::to().as_str()))
            .field(open_already(web, &known.running, account))
            .field(fields(web, account, form, "page", known.has_code))
            .foot((button_link("btn", &back, t!("portal-cancel")), continues(web)));
        let card = first_column(Card::new("h-start", t!("start-heading")).flush(post));
        (
            ui::crumbs(steps),
            Head::new(title(&customer)),
            (notice, dropped),
            card,
            known.seen.as_deref().map(problem::card),
        )
            .rendered()
    })
}

/// The title, with the name of the customer.
fn title(customer: &str) -> Html {
    ui::within(t!("start-title", name = PLACES[0]), [person::name(customer)])
}

fn action(account: &Account) -> String {
    format!("/portal/accounts/{}/on-behalf", account.id)
}

/// The button that leads to the next tab.
fn continues(web: &Web) -> Html {
    submit("btn btn-primary", (t!("portal-continue"), ui::icon(web, "external")))
}

/// A button that opens the form in place. The browser itself opens and closes the dialog, so it needs no script.
///
/// `distinct`: whether the account is named after the words of the button, because there are several.
pub fn dialog(web: &Web, account: &Account, distinct: bool, running: &[Running]) -> Html {
    let id = format!("start-{}", account.id);
    let label = (t!("portal-login-on-behalf"), distinct.then(|| whose(account)));
    let form = Start { back: web.plain_path().to_owned(), ..Start::default() }.form();
    let mut body = Markup::default();
    markup! {
        body,
        "<input type=\"hidden\"", "name" = Start::back().as_str(), "value" = form.get(Start::back().as_str()), ">",
        open_already(web, running, account), fields(web, account, &form, &account.id.to_string(), false)
    }
    let buttons = (closer(&id, "btn", t!("portal-cancel"), None), continues(web));
    let dialog = Dialog { id: &id, title: title(&account.contact_name), action: &action(account) };
    (opener(&id, "btn btn-primary", label), dialog.in_new_tab(web, t!("portal-close"), body, buttons)).rendered()
}

/// Says that the agent acts for this account already, with the way to that session.
fn open_already(web: &Web, running: &[Running], account: &Account) -> Option<Notice> {
    let open = running.iter().find(|open| open.account_id == account.id)?;
    let link = ui::link_in_new_tab(&web.shop(&format!("/as/{}/", open.slug)), t!("start-go-on"));
    let text = ui::within(t!("start-open-already", time = open.started_at.clock(), link = PLACES[0]), [link]);
    Some(Notice::remark(web, text))
}

/// What is asked. `key` keeps the ids of several forms on one page apart.
fn fields(web: &Web, account: &Account, form: &Form, key: &str, has_code: bool) -> Html {
    let grants = web.cx.staff().map(|s| *s.grants);
    let only_looks = grants.and_then(|g| g.behalf) == Some(Mode::View);
    let cap = grants.map_or(0, |grants| cap(&grants, &web.cx.env().limits));
    let id = |name: form::Name| format!("{}-{key}", name.as_str());
    let who = (person::name(&account.contact_name), ", ", ui::plain(&account.email));
    let facts = Facts::default()
        .fact(t!("start-work-as"), who)
        .fact(t!("portal-company"), person::name(&account.organization_name))
        .fact(t!("portal-store"), &account.store_name);
    let to = form.get(Start::to().as_str());
    let facts = if to.is_empty() { facts } else { facts.fact(t!("start-begins-on"), begins_on(to)) };
    let consent = match has_code {
        true => Some(Notice::new(web, Tone::Success, t!("start-code-typed"))),
        false => words::consent_in_the_way(account.consent).map(|text| Notice::new(web, Tone::Info, text)),
    };
    let overrides = (account.consent == Consent::Never)
        .then(|| Field::check(form, Start::second(), t!("start-override"), "1").id(&id(Start::second())));
    let reasons = PRESETS.into_iter().map(|known| (known, preset(known))).chain([(OTHER, t!("start-preset-other"))]);
    let reasons = reasons.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let reason = Field::select(form, Start::preset(), t!("portal-reason"), Some(t!("start-choose-reason")), reasons)
        .id(&id(Start::preset()))
        .focus(true)
        .hint(t!("start-reason-help"));
    let text = |name: form::Name, label, help: &str, longest| {
        Field::text(form, name, label).id(&id(name)).hint(help).longest(longest)
    };
    let asked = (
        reason,
        text(Start::words(), t!("start-details"), t!("start-details-help"), 2_000),
        text(Start::ticket(), t!("portal-ticket"), t!("start-ticket-help"), 40),
        mode(form, key, only_looks),
        minutes(form, Start::minutes(), key, cap),
    );
    let note = if form.is_rejected() { t!("start-confirm-next") } else { t!("start-confirm-there") };
    (facts, (consent, words::both_words(account.both()).map(hint), overrides), asked, hint(note)).rendered()
}

/// A page of the storefront by its name, or by its address.
fn begins_on(to: &str) -> Html {
    match to.strip_prefix("/orders/").filter(|number| !number.contains(['?', '/'])) {
        Some(number) => t!("portal-order-title", number = number).rendered(),
        None if to == "/cart" => t!("contact-cart").rendered(),
        None => ui::code(to),
    }
}

/// One of the reasons that can be chosen, in words; the record has its own.
fn preset(reason: &'static str) -> &'static str {
    match PRESETS.iter().position(|known| *known == reason) {
        Some(0) => t!("start-preset-order"),
        Some(1) => t!("start-preset-problem"),
        Some(2) => t!("start-preset-stock"),
        Some(3) => t!("start-preset-payment"),
        _ => reason,
    }
}

/// The reason of a session in words: what was chosen from the list, and what was typed behind it.
pub fn reason_in_words(reason: &str) -> String {
    let known = PRESETS.into_iter().find_map(|known| {
        let typed = reason.strip_prefix(known).filter(|rest| rest.is_empty() || rest.starts_with(": "))?;
        Some(format!("{}{typed}", preset(known)))
    });
    ui::plain(&known.unwrap_or_else(|| reason.to_owned()))
}

fn mode(form: &Form, key: &str, only_looks: bool) -> Html {
    let name = Start::mode();
    if only_looks {
        let mut out = Markup::default();
        markup! {
            out,
            "<div class=\"field\"><p class=\"strong\">", t!("portal-mode"), "</p><p>", t!("start-only-view"), "</p>",
            "<input type=\"hidden\"", "name" = name.as_str(), "value" = Mode::View.as_str(), "></div>"
        }
        return out.html();
    }
    let looks = form.get(name.as_str()) == Mode::View.as_str();
    let form = form.clone().set(name, if looks { Mode::View } else { Mode::Full }.as_str());
    let choices = [Mode::Full, Mode::View].map(|m| (m.as_str().to_owned(), words::mode(m).to_owned(), String::new()));
    Field::radios(&form, name, t!("portal-mode"), choices).id(&format!("{}-{key}", name.as_str())).in_row().html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, in_language};

    #[test]
    fn preset_reasons_are_in_the_readers_language() {
        for reason in PRESETS.into_iter().chain(["Help with an orderly thing", "Reproduce a problem: ошибка"]) {
            assert_eq!(reason_in_words(reason), reason);
        }
        in_language(Language::German, || {
            assert_eq!(reason_in_words("Reproduce a problem"), "Problem nachstellen");
            assert_eq!(reason_in_words("Help with an order: M8"), "Hilfe bei einer Bestellung: M8");
            assert_eq!(reason_in_words("Help with an orderly thing"), "Help with an orderly thing");
        });
    }
}
