//! Renders a whole page: the content in its frame, below the bar of a session on behalf.
//!
//! Rule: this module imports no page. Pages import it, and [`crate::failure`] makes pages of failures with it.

pub use crate::answer::{Answer, Fail, encode, see, see_portal, see_shop};
pub use crate::form::{status_of, status_of_credentials};
pub use crate::frame::Frame;

use crate::frame::{self, bar};
use crate::text::in_language;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use http::{HeaderValue, StatusCode};
use leptos::hydration::HydrationScripts;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use std::sync::Arc;

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
    let body = frame::around(web, frame, content);
    let bar = in_language(web.own_language, || bar::bar(web, &body).map(|bar| bar.html()));
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
