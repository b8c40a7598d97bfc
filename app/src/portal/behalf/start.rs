//! Asking for an on-behalf session: why, how long, and whether to change anything.
//!
//! The form opens a tab of its own, where the agent proves who they are. It never asks for a password.

use crate::form::Form;
use crate::function::{Again, Outcome};
use crate::part::person;
use crate::portal::account::whose;
use crate::respond::{Answer, Fail, Frame, page, see, status_of};
use crate::t;
use crate::text::PLACES;
use crate::ui;
use crate::ui::dialog::{closer, opener};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use axum::response::Response;
use domain::account::db::Account;
use domain::behalf::consent::Consent;
use domain::behalf::history::Running;
use domain::behalf::{OTHER, PRESETS, Request, back, cap, durations, usual};
use domain::credential::Token;
use domain::cx::Mode;
use domain::error::Error;
use domain::id::AccountId;
use domain::policy::Action;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// `/portal/accounts/{id}/on-behalf`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let account = find(&web, &id).await?;
    if let Some(denied) = account.refusal() {
        return Err(Error::Forbidden(denied).into());
    }
    let running = domain::behalf::history::running(&web.cx, account.contact_id).await?;
    let form = Form::with(&[("back", web.query().get("back"))]);
    Ok(view(&web, &account, &form, &running))
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
            Ok(again.dress(view(&web, &account, &again.form, &[])))
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
    let get = |name| form.get(name);
    let limits = &web.cx.env().limits;
    let request =
        Request::parse(get("preset"), get("words"), get("ticket"), get("mode"), get("minutes"), grants, limits);
    let request = match request {
        Ok(request) => request,
        Err(error) => {
            let form = form.reject(error)?;
            let (status, text) = (status_of(&form), t!("start-rejected").to_owned());
            return Ok(Outcome::Again(Box::new(Again { fields: form.errors(), form, status, text, wait: None })));
        }
    };
    let second = form.get("second") == "1";
    let request = Request { back: back(form.get("back")).to_owned(), second, ..request };
    if web.site.hosts.is_none() {
        let slug = domain::behalf::db::request(&web.cx, account.id, &request).await?;
        return Ok(Outcome::Done(see(&format!("/as/{slug}/verify"))));
    }
    let key = Token::fresh()?;
    let slug = domain::behalf::db::request_with_key(&web.cx, account.id, &request, Some(&key)).await?;
    Ok(Outcome::HandOver(slug, key))
}

/// The account; whoever may not act on behalf learns nothing about it, not even whether it exists.
async fn find(web: &Web, id: &str) -> domain::error::Result<Account> {
    web.cx.check_recorded(Action::LoginOnBehalf).await?;
    domain::account::db::find(&web.cx, AccountId::parse(id).ok_or(Error::NotFound)?).await
}

fn view(web: &Web, account: &Account, form: &Form, running: &[Running]) -> Response {
    let customer = ui::plain(&account.contact_name);
    let contact = format!("/portal/contacts/{}", account.contact_id);
    let back =
        Some(back(form.get("back"))).filter(|page| !page.is_empty()).map_or_else(|| contact.clone(), str::to_owned);
    // A form that came back is in a tab of its own already.
    let target = (!form.is_rejected()).then_some("_blank");
    let notice = form.is_rejected().then(|| ui::notice(web, "danger", t!("start-rejected").to_owned()));
    page(web, &Frame::Portal, status_of(form), &t!("start-title", name = &customer), || {
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (Some(contact.clone()), customer.clone()),
            (None, t!("portal-login-on-behalf").to_owned()),
        ];
        view! {
            {ui::crumbs(steps)}
            <header class="page-head"><div><h1>{title(&customer)}</h1></div></header>
            {notice}
            <div class="split">
                <div>
                    <section class="card" aria-labelledby="h-start">
                        <header class="card-head"><h2 id="h-start">{t!("start-heading")}</h2></header>
                        <form method="post" target=target action=action(account) {..custom_attribute("rel", "noopener")}>
                            <input type="hidden" name="back" value=back.clone()/>
                            <div class="card-body form">{open_already(web, running, account)}{fields(web, account, form, "page")}</div>
                            <footer class="dialog-foot">
                                <a class="btn" href=back>{t!("portal-cancel")}</a>
                                <button class="btn btn-primary">{t!("portal-continue")}{ui::icon(web, "external")}</button>
                            </footer>
                        </form>
                    </section>
                </div>
            </div>
        }
    })
}

/// The title, with the name of the customer.
fn title(customer: &str) -> Html {
    ui::within(t!("start-title", name = PLACES[0]), [person::name(customer).html()])
}

fn action(account: &Account) -> String {
    format!("/portal/accounts/{}/on-behalf", account.id)
}

/// A button that opens the form in place. The browser itself opens and closes the dialog, so it needs no script.
///
/// `distinct`: whether the account is named after the words of the button, because there are several.
pub fn dialog(web: &Web, account: &Account, distinct: bool, running: &[Running]) -> Html {
    let id = format!("start-{}", account.id);
    let heading = format!("{id}-h");
    let whose = distinct.then(|| whose(account));
    view! {
        {opener(&id, "btn btn-primary", view! { {t!("portal-login-on-behalf")}{whose} }.html())}
        <dialog class="dialog" id=id.clone() popover="auto" aria-labelledby=heading.clone()>
            <form method="post" action=action(account) target="_blank" {..custom_attribute("rel", "noopener")}>
                <header class="dialog-head">
                    <h2 id=heading.clone()>{title(&account.contact_name)}</h2>
                    {closer(&id, "btn btn-quiet btn-icon btn-small", ui::icon(web, "x").html(), Some(t!("portal-close")))}
                </header>
                <input type="hidden" name="back" value=web.plain_path().to_owned()/>
                <div class="dialog-body form">
                    {open_already(web, running, account)}
                    {fields(web, account, &Form::default(), &account.id.to_string())}
                </div>
                <footer class="dialog-foot">
                    {closer(&id, "btn", t!("portal-cancel").html(), None)}
                    <button class="btn btn-primary">{t!("portal-continue")}{ui::icon(web, "external")}</button>
                </footer>
            </form>
        </dialog>
    }
    .html()
}

/// Says that the agent acts for this account already, with the way to that session.
fn open_already(web: &Web, running: &[Running], account: &Account) -> Option<Html> {
    let open = running.iter().find(|open| open.account_id == account.id)?;
    let link = view! { <a href=web.shop(&format!("/as/{}/", open.slug)) target="_blank" rel="noopener">{t!("start-go-on")}</a> };
    let html = view! {
        <div class="notice" data-tone="info" role="note">
            <div><p>
                {ui::within(t!("start-open-already", time = open.started_at.clock(), link = PLACES[0]), [link.html()])}
            </p></div>
        </div>
    };
    Some(html.html())
}

/// What is asked. `key` keeps the ids of several forms on one page apart.
fn fields(web: &Web, account: &Account, form: &Form, key: &str) -> Html {
    let grants = web.cx.staff().map(|s| *s.grants);
    let only_looks = grants.and_then(|g| g.behalf) == Some(Mode::View);
    let cap = grants.map_or(0, |grants| cap(&grants, &web.cx.env().limits));
    let note = if form.is_rejected() { t!("start-confirm-next") } else { t!("start-confirm-there") };
    view! {
        {ui::context(web)}
        <dl class="facts">
            <div><dt>{t!("start-work-as")}</dt><dd>{person::name(&account.contact_name)}", "{ui::plain(&account.email)}</dd></div>
            <div><dt>{t!("portal-company")}</dt><dd>{person::name(&account.organization_name)}</dd></div>
            <div><dt>{t!("portal-store")}</dt><dd>{account.store_name.clone()}</dd></div>
        </dl>
        {words::consent_in_the_way(account.consent).map(|text| ui::notice(web, "info", text.to_owned()))}
        {words::both_words(account.both()).map(|text| view! { <p class="hint">{text}</p> })}
        {(account.consent == Consent::Never).then(|| view! {
            <label class="check">
                <input type="checkbox" name="second" value="1" checked=form.get("second") == "1"/>
                <span>{t!("start-override")}</span>
            </label>
        })}
        {reason(form, key)}
        {line(form, key, "words", t!("start-details"), t!("start-details-help"), "2000")}
        {line(form, key, "ticket", t!("portal-ticket"), t!("start-ticket-help"), "40")}
        {mode(form, key, only_looks)}
        {minutes(form, key, cap)}
        <p class="hint">{note}</p>
    }
    .html()
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
pub fn told(reason: &str) -> String {
    let known = PRESETS.into_iter().find_map(|known| {
        let typed = reason.strip_prefix(known).filter(|rest| rest.is_empty() || rest.starts_with(": "))?;
        Some(format!("{}{typed}", preset(known)))
    });
    ui::plain(&known.unwrap_or_else(|| reason.to_owned()))
}

fn reason(form: &Form, key: &str) -> Html {
    let id = format!("preset-{key}");
    let chosen = form.get("preset");
    let options = PRESETS
        .into_iter()
        .map(|p| (p, preset(p)))
        .chain([(OTHER, t!("start-preset-other"))])
        .map(|(value, label)| view! { <option value=value selected=chosen == value>{label}</option> })
        .collect_view();
    let error = form.error("preset");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-err"));
    let described = if error.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    view! {
        <div class="field">
            <label for=id.clone()>{t!("portal-reason")}</label>
            <select id=id name="preset" autofocus aria-describedby=described aria-invalid=error.is_some().then_some("true")>
                <option value="">{t!("start-choose-reason")}</option>
                {options}
            </select>
            <p class="hint" id=hint_id>{t!("start-reason-help")}</p>
            {error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
        </div>
    }
    .html()
}

fn line(
    form: &Form,
    key: &str,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    longest: &'static str,
) -> Html {
    let id = format!("{name}-{key}");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-err"));
    let error = form.error(name);
    let described = if error.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type="text"
                autocomplete="off"
                maxlength=longest
                value=form.get(name).to_owned()
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            />
            <p class="hint" id=hint_id>{hint}</p>
            {error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
        </div>
    }
    .html()
}

fn mode(form: &Form, key: &str, only_looks: bool) -> Html {
    if only_looks {
        return view! {
            <div class="field">
                <p class="strong">{t!("portal-mode")}</p>
                <p>{t!("start-only-view")}</p>
                <input type="hidden" name="mode" value="view"/>
            </div>
        }
        .html();
    }
    let looks = form.get("mode") == "view";
    let error_id = format!("mode-{key}-err");
    view! {
        <fieldset class="field" data-row="">
            <legend>{t!("portal-mode")}</legend>
            <label class="check"><input type="radio" name="mode" value="full" checked=!looks/><span>{t!("portal-mode-full")}</span></label>
            <label class="check"><input type="radio" name="mode" value="view" checked=looks/><span>{t!("portal-mode-view")}</span></label>
            {form.error("mode").map(|text| view! { <p class="error" id=error_id>{text}</p> })}
        </fieldset>
    }
    .html()
}

/// How long the session is to last, `cap` minutes at most.
pub fn minutes(form: &Form, key: &str, cap: i64) -> Html {
    let choices = durations(cap);
    let chosen = form.get("minutes").parse().ok().filter(|n| choices.contains(n)).unwrap_or(usual(cap));
    let error_id = format!("minutes-{key}-err");
    let radios = choices
        .into_iter()
        .map(|n| {
            view! {
                <label class="check">
                    <input type="radio" name="minutes" value=n.to_string() checked=n == chosen/>
                    <span>{t!("start-minutes", count = n)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" data-row="">
            <legend>{t!("start-duration")}</legend>
            {radios}
            {form.error("minutes").map(|text| view! { <p class="error" id=error_id>{text}</p> })}
        </fieldset>
    }
    .html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, in_language};

    #[test]
    fn a_reason_from_the_list_is_told_in_the_language_of_the_reader() {
        for reason in PRESETS.into_iter().chain(["Help with an orderly thing", "Reproduce a problem: ошибка"]) {
            assert_eq!(told(reason), reason);
        }
        in_language(Language::German, || {
            assert_eq!(told("Reproduce a problem"), "Problem nachstellen");
            assert_eq!(told("Help with an order: M8"), "Hilfe bei einer Bestellung: M8");
            assert_eq!(told("Help with an orderly thing"), "Help with an orderly thing");
        });
    }
}
