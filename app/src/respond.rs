//! How pages leave: in their frame, as a whole; and the pages of failures, which an outer layer asks for.

pub use crate::answer::{Answer, Fail, encode, see, see_portal, see_shop, status_of, status_of_credentials};

use crate::text::in_language;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{portal, shop, t, ui, words};
use axum::body::Body;
use axum::response::Response;
use domain::error::{Denied, Error, Realm};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, VARY};
use http::{HeaderValue, StatusCode};
use leptos::hydration::HydrationScripts;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use std::sync::Arc;

/// The frame around a page.
#[derive(Clone)]
pub enum Frame {
    /// Storefront: header with search and cart, categories, footer.
    Shop(shop::frame::Chrome),
    /// Staff portal: navigation at the side.
    Portal,
    /// One centred panel: sign-in, verification, errors.
    Gate,
}

/// Renders a whole page.
pub fn page<V: IntoView + 'static>(
    web: &Web,
    frame: &Frame,
    status: StatusCode,
    title: &str,
    content: impl FnOnce() -> V,
) -> Response {
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(Nonce::from_value(web.nonce.clone()));
        shell(web, frame, title, content().html()).to_html()
    });
    owner.unset_with_forced_cleanup();
    let mut response = Response::new(Body::from(format!("<!DOCTYPE html>{html}")));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    response
}

/// The islands' loader waits for an idle moment of the browser, without end where that is busy: with this it waits half a
/// second at most.
const WAKE_LIMIT: &str = "if (window.requestIdleCallback) { const idle = requestIdleCallback.bind(window); \
     window.requestIdleCallback = (run) => idle(run, { timeout: 500 }); }";

fn shell(web: &Web, frame: &Frame, title: &str, content: Html) -> impl IntoView {
    let behalf = web.cx.behalf().map(|(_, customer, _)| ui::plain(&customer.name));
    let brand = match frame {
        Frame::Gate if !web.is_portal() && web.base.is_empty() => web.store().name.clone(),
        Frame::Shop(_) => web.store().name.clone(),
        Frame::Portal | Frame::Gate => "Behalf".to_owned(),
    };
    let title = match &behalf {
        Some(customer) => format!("▣ {customer} – {title}"),
        None => format!("{title} – {brand}"),
    };
    let look = (!web.is_portal()).then_some("counter");
    let icon = if behalf.is_some() { "favicon-behalf.svg" } else { "favicon.svg" };
    let body = match frame {
        Frame::Shop(chrome) => shop::frame::frame(web, chrome, content).into_view().to_html(),
        Frame::Portal => portal::frame::frame(web, content).into_view().to_html(),
        Frame::Gate => ui::gate::frame(web, content).into_view().to_html(),
    };
    let bar = in_language(web.own_language, || shop::behalf::bar(web, &body).map(|bar| bar.html()));
    let bar = bar.map(|bar| ui::for_reader(web, || bar));
    // A page without an island carries no script at all.
    let scripts = bar.is_some() || body.contains("<leptos-island");
    let options = LeptosOptions::builder().output_name("behalf").site_pkg_dir(web.site.pkg.clone()).build();
    view! {
        <html lang=web.language.tag() dir=web.language.direction() data-look=look data-theme=web.theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=web.asset(icon)/>
                <link rel="stylesheet" href=web.asset("behalf.css")/>
                {scripts.then(|| view! {
                    <script nonce=web.nonce.to_string()>{WAKE_LIMIT}</script>
                    <HydrationScripts options islands=true/>
                })}
            </head>
            <body>
                {bar}
                {Html::new(body)}
            </body>
        </html>
    }
}

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
        _ => match shop::frame::Chrome::load(web).await {
            Ok(chrome) => Frame::Shop(chrome),
            Err(_) => Frame::Gate,
        },
    };
    // What is said to an agent is in their language, and the whole page where the customer has no part in it.
    let told = in_language(web.own_language, || told(web, &fail));
    let language = if let Frame::Gate = frame { web.own_language } else { web.language };
    let web = &Web { language, ..web.clone() };
    let mut response = in_language(language, || {
        page(web, &frame, status, &told.title.clone(), || ui::for_reader(web, || ui::gate::oops(status, told).html()))
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

/// What an error page says.
#[derive(Clone, Debug)]
pub struct Told {
    /// Heading and title.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
    /// Links on: address and label.
    pub links: Vec<(String, String)>,
}

fn told(web: &Web, fail: &Fail) -> Told {
    let home = if web.is_portal() {
        ("/portal".to_owned(), t!("kept-portal").to_owned())
    } else {
        (web.href("/"), t!("failure-start").to_owned())
    };
    let tell =
        |title: &str, text: &str| Told { title: title.to_owned(), text: text.to_owned(), links: vec![home.clone()] };
    match fail {
        Fail::Error(Error::NotFound) => tell(t!("failure-not-found"), t!("failure-not-found-help")),
        Fail::Error(Error::Forbidden(denied)) => {
            let (title, text) = words::denied(*denied);
            tell(title, text)
        }
        Fail::Error(Error::Ended(ended)) => shop::behalf::told(web, ended),
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
        Fail::Error(Error::Start(_) | Error::Internal(_)) | Fail::Status(StatusCode::INTERNAL_SERVER_ERROR) => Told {
            title: t!("failure-internal").to_owned(),
            text: t!("failure-internal-help", number = &web.cx.request().id),
            links: vec![home],
        },
        Fail::Status(StatusCode::NOT_FOUND) => tell(t!("failure-not-found"), t!("failure-not-found-help")),
        Fail::Status(StatusCode::METHOD_NOT_ALLOWED) => tell(t!("failure-method"), t!("failure-method-help")),
        Fail::Status(StatusCode::PAYLOAD_TOO_LARGE) => tell(t!("failure-large"), t!("failure-large-help")),
        Fail::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE) => tell(t!("failure-form"), t!("failure-form-help")),
        Fail::Status(StatusCode::FORBIDDEN) => tell(t!("failure-refused"), t!("failure-refused-help")),
        Fail::Status(StatusCode::MISDIRECTED_REQUEST) => tell(t!("failure-host"), t!("failure-host-help")),
        Fail::Status(_) => tell(t!("failure-unreadable"), t!("failure-unreadable-help")),
    }
}
