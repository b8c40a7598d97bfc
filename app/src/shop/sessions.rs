//! Where a customer is signed in, support in their account included, and signing out there from here.

use crate::form::Form;
use crate::portal::security::sessions::{form_of, which};
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::shop::frame::Chrome;
use crate::t;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use domain::behalf::live;
use domain::error::Error;
use domain::factor::own::Again;
use domain::policy::Action;
use domain::session::own::{end, list};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;

/// `/account/sessions`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ChangePassword).await?;
    render(&web, &Form::default(), None).await
}

/// Signs out elsewhere, after the password was typed once more.
pub async fn save(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::ChangePassword).await?;
    let again = Again { password: form.get("current"), code: "" };
    match end(&web.cx, which(&form)?, again).await {
        Ok(_) => Ok(see("/account/sessions?done=sessions-ended")),
        // Over meanwhile, which is what was wanted.
        Err(Error::NotFound) => Ok(see("/account/sessions")),
        Err(Error::Throttled { seconds }) => {
            let mut answer = render(&web, &form, Some(words::throttled(seconds))).await?;
            *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(answer)
        }
        Err(error) => render(&web, &form.reject(error)?, None).await,
    }
}

async fn render(web: &Web, form: &Form, told: Option<String>) -> Answer {
    let all = list(&web.cx).await?;
    let support = live::now(&web.cx).await?;
    let chrome = Chrome::load(web).await?;
    Ok(page(web, &chrome.frame(), status_of(form), t!("account-sessions-title"), || {
        let proof = text_field(
            form,
            Text {
                name: "current",
                label: t!("account-sessions-password"),
                kind: "password",
                autocomplete: "current-password",
                required: true,
                ..Text::default()
            },
        );
        view! {
            <header class="page-head"><div><h1>{t!("account-sessions-title")}</h1><ul class="meta"><li>{t!("times-in-utc")}</li></ul></div></header>
            {tabs(web, "/account/sessions")}
            {ui::done(web)}
            {told.map(|text| ui::notice(web, "danger", text))}
            {form_of(web, &all, "/account/sessions", proof.html())}
            {(!support.is_empty()).then(|| in_account(support.iter().map(|s| s.id.to_string()).collect()))}
        }
    }))
}

/// Support in the account at the moment, each with the way to its page, where it is ended.
fn in_account(sessions: Vec<String>) -> Html {
    let rows = sessions
        .into_iter()
        .map(|id| {
            view! {
                <li class="item">
                    <div class="item-text"><b>{t!("support-session")}</b><small>{t!("account-sessions-support-help")}</small></div>
                    <a class="btn btn-small" href=format!("/account/support-access/{id}")>{t!("account-sessions-look")}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card narrow" aria-labelledby="h-support">
            <header class="card-head"><h2 id="h-support">{t!("account-sessions-support")}</h2></header>
            <ul class="card-list">{rows}</ul>
        </section>
    }
    .html()
}
