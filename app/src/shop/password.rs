//! Changing the own password.

use crate::form::Form;
use crate::reset::hint;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::shop::frame::Chrome;
use crate::t;
use crate::ui::{self, Text, text_field};
use crate::web::Web;
use crate::words;
use domain::error::Error;
use domain::password::change::{Others, change};
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// `/account/password`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ChangePassword).await?;
    render(&web, &Form::with(&[("others", "end")]), None).await
}

/// Sets the new password; the other sessions end unless the box was cleared.
pub async fn save(web: Web, form: Form) -> Answer {
    let others = if form.get("others") == "end" { Others::End } else { Others::Keep };
    match change(&web.cx, form.get("current"), form.get("new"), others).await {
        Ok(()) => Ok(see("/account?done=password")),
        Err(Error::Throttled { seconds }) => {
            let text = words::throttled(seconds);
            let mut answer = render(&web, &form, Some((StatusCode::TOO_MANY_REQUESTS, text))).await?;
            answer.headers_mut().insert(http::header::RETRY_AFTER, http::HeaderValue::from(seconds));
            Ok(answer)
        }
        Err(error) => render(&web, &form.reject(error)?, None).await,
    }
}

async fn render(web: &Web, form: &Form, refused: Option<(StatusCode, String)>) -> Answer {
    let chrome = Chrome::load(web).await?;
    let (status, error) = match refused {
        Some((status, text)) => (status, Some(text)),
        None => (status_of(form), None),
    };
    Ok(page(web, &chrome.frame(), status, t!("password-title"), || {
        view! {
            <header class="page-head"><div><h1>{t!("password-title")}</h1></div></header>
            {tabs(web, "/account/password")}
            {error.map(|text| ui::notice(web, "danger", text))}
            <section class="card narrow" aria-label=t!("password-change")>
                <form class="card-body form" method="post" action="/account/password">
                    {ui::context(web)}
                    {text_field(form, Text { name: "current", label: t!("password-current"), kind: "password", autocomplete: "current-password", required: true, ..Text::default() })}
                    {text_field(form, Text { name: "new", label: t!("password-new"), kind: "password", autocomplete: "new-password", hint: hint(), required: true, ..Text::default() })}
                    <label class="check">
                        <input type="checkbox" name="others" value="end" checked=form.get("others") == "end"/>
                        <span>{t!("password-others")}</span>
                    </label>
                    <div class="form-foot"><button class="btn btn-primary">{t!("password-save")}</button></div>
                </form>
            </section>
        }
    }))
}
