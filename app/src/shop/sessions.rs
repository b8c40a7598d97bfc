//! Where a customer is signed in, support in their account included, and signing out there from here.

use crate::form::{Form, Posted};
use crate::frame::shop::Chrome;
use crate::part::sign_ins::{Ending, form_of};
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::ui::card::{Card, Item};
use crate::ui::field::Field;
use crate::ui::form::button_link;
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{markup, t, words};
use domain::behalf::live;
use domain::error::Error;
use domain::factor::own::Again;
use domain::policy::Action;
use domain::session::own::{end, list};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

/// `/account/sessions`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ChangePassword).await?;
    render(&web, &Form::default(), None).await
}

/// Signs out elsewhere, after the password was typed once more.
pub async fn save(web: Web, Posted(typed, form): Posted<Ending>) -> Answer {
    web.cx.check_recorded(Action::ChangePassword).await?;
    let again = Again { password: typed.current.expose(), code: "" };
    match end(&web.cx, typed.which()?, again).await {
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

async fn render(web: &Web, form: &Form, message: Option<String>) -> Answer {
    let all = list(&web.cx).await?;
    let support = live::now(&web.cx).await?;
    let chrome = Chrome::load(web).await?;
    Ok(page(web, &chrome.frame(), status_of(form), t!("account-sessions-title"), || {
        let proof =
            Field::password(form, Ending::current(), t!("account-sessions-password"), "current-password").required();
        let message = message.map(|text| ui::notice(web, "danger", text));
        let support = (!support.is_empty()).then(|| in_account(support.iter().map(|s| s.id.to_string())));
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("account-sessions-title")).about(t!("times-in-utc")), tabs(web, "/account/sessions").html(),
            ui::done(web), message, form_of(web, &all, "/account/sessions", proof), support
        }
        out.html()
    }))
}

/// Support in the account at the moment, each with the way to its page, where it is ended.
fn in_account(sessions: impl Iterator<Item = String>) -> Html {
    let items = sessions.map(|id| {
        let href = format!("/account/support-access/{id}");
        Item::new(t!("support-session")).note(t!("account-sessions-support-help")).end(button_link(
            "btn btn-small",
            &href,
            t!("account-sessions-look"),
        ))
    });
    Card::new("h-support", t!("account-sessions-support")).narrow().items(items, "").html()
}
