//! Support access: what the customer says about it, a code to read out, and every session there was.
//!
//! Rule: acting on behalf one reads all of it and changes nothing; a line stands where the controls would be.

pub mod detail;

pub use crate::words::people::support as who;

use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::t;
use crate::ui::{self, Html, Position, Rendered};
use crate::web::Web;
use crate::words;
use axum::response::Response;
use domain::behalf::code::Code;
use domain::behalf::consent::{Basis, Consent, ConsentSettings};
use domain::behalf::history::Access;
use domain::error::Error;
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// Where the page stands.
const PATH: &str = "/account/support-access";

/// `/account/support-access`
pub async fn show(web: Web) -> Answer {
    domain::behalf::history::viewed(&web.cx, "support_access").await?;
    render(&web, &Form::default(), None, None).await
}

/// Saves what the customer says; sessions that rested on the old word are over with it.
pub async fn save(web: Web, form: Form) -> Answer {
    match domain::behalf::consent::choose(&web.cx, form.get("consent")).await {
        Ok(0) => Ok(see(&format!("{PATH}?done=consent"))),
        Ok(_) => Ok(see(&format!("{PATH}?done=consent-ended"))),
        Err(error) => render(&web, &form.reject(error)?, None, None).await,
    }
}

/// Makes a code and shows it in this answer alone: no address shows it again, and it is kept nowhere.
pub async fn code(web: Web, _: Form) -> Answer {
    match domain::behalf::code::make(&web.cx).await {
        Ok(code) => render(&web, &Form::default(), Some(&code), None).await,
        Err(Error::Throttled { seconds }) => {
            let text = t!("support-many-codes");
            let mut answer = render(&web, &Form::default(), None, Some(text)).await?;
            *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            answer.headers_mut().insert(http::header::RETRY_AFTER, http::HeaderValue::from(seconds));
            Ok(answer)
        }
        Err(error) => Err(error.into()),
    }
}

async fn render(web: &Web, form: &Form, code: Option<&Code>, refused: Option<&'static str>) -> Answer {
    let number = web.query().page();
    let (chrome, said, (sessions, total)) = tokio::try_join!(
        Chrome::load(web),
        domain::behalf::consent::own(&web.cx),
        domain::behalf::history::own(&web.cx, number),
    )?;
    let position = Position { page: number, size: domain::behalf::history::PAGE, total };
    let response: Response = page(web, &chrome.frame(), status_of(form), t!("shop-nav-support"), || {
        let link = |page: i64| web.href(&format!("{PATH}?page={page}"));
        view! {
            <header class="page-head"><div><h1>{t!("shop-nav-support")}</h1>
                <p class="muted">{t!("support-lead")}</p>
            </div></header>
            {tabs(web, PATH)}
            {ui::done(web)}
            {refused.map(|text| ui::notice(web, "danger", text.to_owned()))}
            <div class="split">
                <section aria-labelledby="h-visits" class="stack">
                    <h2 id="h-visits">{t!("support-sessions")}</h2>
                    {if position.is_past_end() { ui::past_end(web, position, link) } else { table(web, &sessions) }}
                    {ui::pages(position, link)}
                </section>
                <div>{choice(web, form, said)}{read_out(web, code)}</div>
            </div>
        }
    });
    Ok(response)
}

fn table(web: &Web, sessions: &[Access]) -> Html {
    if sessions.is_empty() {
        return ui::empty(web, "shield", t!("support-never"), t!("support-never-help"), None).html();
    }
    let rows = sessions
        .iter()
        .map(|s| {
            let state = match s.ended_at {
                Some(at) => view! { {ui::moment(at)} }.html(),
                None => ui::badge((t!("support-open"), "warning")).html(),
            };
            let at = ui::moment(s.started_at);
            let when = match s.unopened {
                None => view! { <a href=web.href(&format!("{PATH}/{}", s.id))>{at}</a> }.html(),
                Some(_) => at.html(),
            };
            let unopened = s.unopened.map(|why| ui::badge((words::unopened(why), "neutral")));
            let forced = (s.consent == Basis::Override).then(|| ui::badge((t!("support-forced"), "danger")));
            view! {
                <tr>
                    <th scope="row">{when}</th>
                    <td data-label=t!("support-ended")>{state}</td>
                    <td data-label=t!("support-by")><bdi>{who(s.support_names, &s.staff_name, words::staff_role(s.staff_role))}</bdi></td>
                    <td data-label=t!("support-reason")><bdi>{ui::plain(&s.reason)}</bdi>" "{forced}{unopened}</td>
                    <td class="num" data-label=t!("support-changes")>{s.sums.changes.to_string()}</td>
                    <td class="num" data-label=t!("shop-nav-orders")>{s.sums.orders.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("support-list")}</caption>
                <thead><tr>
                    <th scope="col">{t!("support-started-utc")}</th><th scope="col">{t!("support-ended-utc")}</th><th scope="col">{t!("support-by")}</th>
                    <th scope="col">{t!("support-reason")}</th><th scope="col" class="num">{t!("support-changes")}</th><th scope="col" class="num">{t!("shop-nav-orders")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

/// The three words to choose from.
pub(crate) fn choices(chosen: Consent) -> Html {
    let one = |c: Consent| {
        view! {
            <label class="check">
                <input type="radio" name="consent" value=c.as_str() checked=c == chosen/>
                <span>{words::consent(c)}<small>{words::consent_means(c)}</small></span>
            </label>
        }
    };
    Consent::ALL.into_iter().map(one).collect_view().html()
}

/// May support come in? The company's word stands beside the customer's own; the stricter one holds.
fn choice(web: &Web, form: &Form, said: ConsentSettings) -> Html {
    let company = view! {
        <dl class="facts">
            <div><dt>{t!("support-company-says")}</dt><dd>{words::consent(said.company)}</dd></div>
        </dl>
        <p class="hint">{t!("support-counts", consent = words::consent(said.effective()))}</p>
    };
    let own = if web.cx.may(Action::ChangeConsent) {
        let chosen = Consent::parse(form.get("consent")).unwrap_or(said.own);
        view! {
            <form class="form" method="post" action=PATH>
                {ui::context(web)}
                <fieldset class="field">
                    <legend>{t!("support-question")}</legend>
                    {choices(chosen)}
                    {ui::error_text("consent", form.error("consent"))}
                </fieldset>
                <div class="form-foot"><button class="btn btn-primary">{t!("support-save")}</button></div>
            </form>
        }
        .html()
    } else {
        view! {
            <dl class="facts"><div><dt>{t!("support-customer-says")}</dt><dd>{words::consent(said.own)}</dd></div></dl>
            {ui::not_on_behalf(web, || t!("support-not-on-behalf"))}
        }
        .html()
    };
    view! {
        <section class="card" aria-labelledby="h-consent">
            <header class="card-head"><h2 id="h-consent">{t!("support-consent")}</h2></header>
            <div class="card-body stack">{own}{company}</div>
        </section>
    }
    .html()
}

/// A code that the customer reads out on the phone.
fn read_out(web: &Web, code: Option<&Code>) -> Html {
    let shown = code.map(|code| {
        let (first, last) = code.digits.split_at(3);
        let digits = format!("{first} {last}");
        view! {
            <div class="notice" data-tone="success" role="status">
                {ui::icon(web, "key")}
                <div>
                    <p>{t!("support-code-read")}</p>
                    <p class="support-code"><output aria-label=t!("support-code")>{digits}</output></p>
                    <p>{t!("support-code-until", time = code.until.clock())}</p>
                </div>
            </div>
        }
    });
    let control = if web.cx.may(Action::MakeConsentCode) {
        let label = if code.is_some() { t!("support-code-another") } else { t!("support-code-show") };
        view! {
            <p>{t!("support-code-help")}</p>
            <form class="actions" method="post" action="/account/support-code">
                {ui::context(web)}
                <button class="btn">{ui::icon(web, "key")}{label}</button>
            </form>
        }
        .html()
    } else {
        ui::not_on_behalf(web, || t!("support-code-not-on-behalf"))
    };
    view! {
        <section class="card" aria-labelledby="h-code">
            <header class="card-head"><h2 id="h-code">{t!("support-code")}</h2></header>
            <div class="card-body stack">{shown}{control}</div>
        </section>
    }
    .html()
}
