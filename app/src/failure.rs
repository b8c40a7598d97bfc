//! Makes a page of a failure. The outermost layer of the server calls it.

use crate::answer::{Fail, encode, see, see_portal, see_shop};
use crate::frame::gate::{self, Message};
use crate::frame::shop::Chrome;
use crate::respond::{Frame, page};
use crate::text::{self, in_language};
use crate::ui::{self, Rendered};
use crate::web::Web;
use crate::{kept, t, words};
use axum::response::Response;
use domain::behalf::Cause;
use domain::error::{Denied, Ended, Error, NotOpen, Realm};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

/// Renders a failure as a page in the frame of its address; called by the outermost layer.
pub async fn error_page(web: &Web, fail: Fail, is_read: bool) -> Response {
    // The way to a second factor, instead of a page that says to go there.
    if is_read && matches!(&fail, Fail::Error(Error::Forbidden(Denied::NoFactor))) && web.is_portal() {
        return see("/portal/security");
    }
    if let Fail::Error(Error::SignIn(realm)) = &fail {
        let next = if is_read { format!("?next={}", encode(&web.path)) } else { String::new() };
        return match realm {
            Realm::Portal => see_portal(web, &format!("/portal/sign-in{next}")),
            Realm::Shop => see_shop(web, &format!("/sign-in{next}")),
        };
    }
    if let Fail::Error(Error::Internal(cause)) = &fail {
        tracing::error!(request = web.cx.request().id, cause, "internal error");
    }
    let status = fail.status();
    let frame = match &fail {
        Fail::Error(Error::Ended(_) | Error::Internal(_) | Error::Unavailable) => Frame::Gate,
        _ if web.is_portal() && web.cx.staff().is_some() => Frame::Portal,
        _ if web.is_portal() => Frame::Gate,
        _ => match Chrome::load(web).await {
            Ok(chrome) => Frame::Shop(chrome),
            Err(_) => Frame::Gate,
        },
    };
    // What is said to an agent is in their language, and the whole page where the customer has no part in it.
    let message = in_language(web.own_language, || message(web, &fail));
    let language = if let Frame::Gate = frame { web.own_language } else { web.language };
    let web = &Web { language, ..web.clone() };
    let mut response = in_language(language, || {
        page(web, &frame, status, &message.title.clone(), || ui::for_reader(web, || gate::oops(status, message).html()))
    });
    let seconds = match fail {
        Fail::Error(Error::Throttled { seconds }) => Some(seconds),
        Fail::Error(Error::Unavailable) => Some(2),
        _ => None,
    };
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn message(web: &Web, fail: &Fail) -> Message {
    let home = if web.is_portal() {
        ("/portal".to_owned(), t!("kept-portal").to_owned())
    } else {
        (web.href("/"), t!("failure-start").to_owned())
    };
    let tell =
        |title: &str, text: &str| Message { title: title.to_owned(), text: text.to_owned(), links: vec![home.clone()] };
    match fail {
        Fail::Error(Error::NotFound) => tell(t!("failure-not-found"), t!("failure-not-found-help")),
        Fail::Error(Error::Forbidden(denied)) => {
            let (title, text) = words::denied(*denied);
            tell(title, text)
        }
        Fail::Error(Error::Ended(ended)) => self::ended(web, ended),
        Fail::Error(Error::Invalid(fields)) => {
            let text: Vec<String> = fields.iter().map(|f| words::problem(&f.problem)).collect();
            tell(t!("failure-invalid"), &text.join(" "))
        }
        Fail::Error(Error::Conflict(conflict)) => {
            let (title, text) = words::conflict(*conflict);
            tell(title, text)
        }
        Fail::Error(Error::Throttled { seconds }) => {
            tell(t!("failure-throttled"), &t!("failure-throttled-help", seconds = *seconds))
        }
        Fail::Error(Error::Unavailable) => tell(t!("failure-unavailable"), t!("failure-unavailable-help")),
        Fail::Error(Error::SignIn(_)) => tell(t!("failure-sign-in"), t!("failure-sign-in-help")),
        Fail::Error(Error::Start(_) | Error::Internal(_)) | Fail::Status(StatusCode::INTERNAL_SERVER_ERROR) => {
            Message {
                title: t!("failure-internal").to_owned(),
                text: t!("failure-internal-help", number = &web.cx.request().id),
                links: vec![home],
            }
        }
        Fail::Status(StatusCode::NOT_FOUND) => tell(t!("failure-not-found"), t!("failure-not-found-help")),
        Fail::Status(StatusCode::METHOD_NOT_ALLOWED) => tell(t!("failure-method"), t!("failure-method-help")),
        Fail::Status(StatusCode::PAYLOAD_TOO_LARGE) => tell(t!("failure-large"), t!("failure-large-help")),
        Fail::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE) => tell(t!("failure-form"), t!("failure-form-help")),
        Fail::Status(StatusCode::FORBIDDEN) => tell(t!("failure-refused"), t!("failure-refused-help")),
        Fail::Status(StatusCode::MISDIRECTED_REQUEST) => tell(t!("failure-host"), t!("failure-host-help")),
        Fail::Status(_) => tell(t!("failure-unreadable"), t!("failure-unreadable-help")),
    }
}

/// What the page of a session that is over, or of a request that cannot be used, says.
fn ended(web: &Web, ended: &Ended) -> Message {
    let contacts = (web.portal("/portal/contacts"), t!("behalf-to-contacts").to_owned());
    let contact = (!ended.contact.is_empty())
        .then(|| (web.portal(&format!("/portal/contacts/{}", ended.contact)), t!("behalf-back-to-contact").to_owned()));
    let links = contact.into_iter().chain([contacts]).collect();
    let NotOpen::Ended(cause) = ended.why else {
        let has_none = ended.why == NotOpen::NoCookie || !web.keeps_cookies;
        let hint = if has_none { format!(" {}", kept::hint(web)) } else { String::new() };
        return Message {
            title: t!("not-open-title").to_owned(),
            text: format!("{}{hint}", t!("not-open-text")),
            links,
        };
    };
    Message {
        title: t!("ended-title").to_owned(),
        text: format!(
            "{}{} {}",
            words::ended(cause),
            if cause == Cause::Idle {
                format!(" {}", t!("ended-idle", span = words::span(web.cx.env().limits.behalf_idle)))
            } else {
                String::new()
            },
            t!("ended-text", time = text::minute(if ended.at.0 > 0 { ended.at } else { web.cx.now() }))
        ),
        links,
    }
}
