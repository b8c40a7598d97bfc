//! Changing the own password.

use crate::form::{Form, Posted};
use crate::frame::shop::Chrome;
use crate::part::credentials::{NewPassword, others};
use crate::reset::hint;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::{self, Rendered};
use crate::web::Web;
use crate::{markup, t, words};
use domain::error::Error;
use domain::password::change::change;
use domain::policy::Action;
use http::StatusCode;

/// `/account/password`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ChangePassword).await?;
    render(&web, &NewPassword::blank(), None).await
}

/// Sets the new password; the other sessions end unless the box was cleared.
pub async fn save(web: Web, Posted(typed, form): Posted<NewPassword>) -> Answer {
    match change(&web.cx, typed.current.expose(), typed.chosen.expose(), typed.others_end()).await {
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
        let current = Field::password(form, NewPassword::current(), t!("password-current"), "current-password");
        let new = Field::password(form, NewPassword::chosen(), t!("password-new"), "new-password").hint(hint());
        let post = Post::in_card(web, "/account/password")
            .field(current.required())
            .field(new.required())
            .field(others(form, t!("password-others")))
            .foot(submit("btn btn-primary", t!("password-save")));
        let error = error.map(|text| ui::notice(web, "danger", text));
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("password-title")), tabs(web, "/account/password").html(), error,
            ui::card::unnamed(t!("password-change"), post)
        }
        out.html()
    }))
}
