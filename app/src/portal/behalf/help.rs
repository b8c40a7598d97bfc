//! The code of a customer who asks for help: typed here, it opens the start form of their account.
//!
//! Rule: the code goes in the body of one form. It is kept with the portal session, and no later page has it.

use crate::form::{Form, Posted, Secret};
use crate::part::link::start;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::ui;
use crate::ui::card::Card;
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::first_column;
use crate::web::Web;
use crate::{form, t, words};
use axum::response::Response;
use domain::error::Error;
use domain::policy::Action;
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

/// Where the page stands.
pub const HELP: &str = "/portal/behalf/help";

form! {
    /// What the customer reads out.
    pub struct Typed {
        /// Six digits.
        code: Secret,
    }
}

/// `/portal/behalf/help`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::LoginOnBehalf).await?;
    Ok(view(&web, &Form::default(), None))
}

/// Takes the code and leads to the start form of its account.
pub async fn take(web: Web, Posted(typed, form): Posted<Typed>) -> Answer {
    match domain::behalf::help::take(&web.cx, typed.code.expose()).await {
        Ok(account) => Ok(see(&start(account, "", "", ""))),
        Err(Error::Throttled { seconds }) => {
            let mut response = view(&web, &form, Some(words::throttled(seconds)));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => Ok(view(&web, &form.reject(error)?, None)),
    }
}

fn view(web: &Web, form: &Form, refused: Option<String>) -> Response {
    page(web, &Frame::Portal, status_of(form), t!("help-title"), || {
        let field = Field::secret_text(form, Typed::code(), t!("help-code")).focus(true).required();
        let post = Post::in_card(web, HELP).field(field.hint(t!("help-code-help"))).foot((
            button_link("btn", "/portal/contacts", t!("portal-cancel")),
            submit("btn btn-primary", t!("help-go")),
        ));
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (None, t!("help-title").to_owned()),
        ];
        let refused = refused.map(|text| Notice::new(web, Tone::Danger, text));
        let card = first_column(Card::new("h-help", t!("help-heading")).flush(post));
        (ui::crumbs(steps), Head::new(t!("help-title")), refused, card).rendered()
    })
}
