//! The page between the portal and the storefront where each has a host of its own: it posts the key of the request to
//! the storefront, because the portal's cookie does not go there.
//!
//! Rule: the key is in the body of one form and in no address. The page sends it by itself; without script there is a
//! button.

use crate::respond::{Frame, page};
use crate::ui::form::{Post, submit};
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{form, markup, t};
use axum::response::Response;
use domain::credential::Token;
use http::StatusCode;

/// Sends the form, once the page is there.
const SEND: &str = "document.querySelector('#handoff form').submit()";

form! {
    /// What is handed over.
    pub struct HandOver {
        /// The key of the request.
        key: String,
    }
}

/// Hands the request under `slug` over to the storefront.
pub fn show(web: &Web, slug: &str, key: &Token) -> Response {
    let action = web.shop(&format!("/as/{slug}/verify/open"));
    page(web, &Frame::Gate, StatusCode::OK, t!("handoff-title"), || {
        let post = Post::bare(&action)
            .hidden(HandOver::key().as_str(), key.expose())
            .foot(submit("btn btn-primary", t!("portal-continue")));
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\" id=\"handoff\"><h1>", t!("handoff-title"), "</h1><p class=\"gate-lead\">",
            t!("handoff-lead"), "</p>", post, "<script", "nonce" = &*web.nonce
        }
        out.literal(">");
        out.literal(SEND);
        out.literal("</script></section>");
        out.html()
    })
}
