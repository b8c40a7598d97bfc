//! The page between the portal and the storefront where each has a host of its own: it posts the key of the request to
//! the storefront, because the portal's cookie does not go there.
//!
//! Rule: the key is in the body of one form and in no address. The page sends it by itself; without script there is a
//! button.

use crate::respond::{Frame, page};
use crate::t;
use crate::web::Web;
use axum::response::Response;
use domain::credential::Token;
use http::StatusCode;
use leptos::prelude::*;

/// Sends the form, once the page is there.
const SEND: &str = "document.getElementById('handoff').submit()";

/// Hands the request under `slug` over to the storefront.
pub fn show(web: &Web, slug: &str, key: &Token) -> Response {
    let action = web.shop(&format!("/as/{slug}/verify/open"));
    page(web, &Frame::Gate, StatusCode::OK, t!("handoff-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("handoff-title")}</h1>
                <p class="gate-lead">{t!("handoff-lead")}</p>
                <form class="form" id="handoff" method="post" action=action>
                    <input type="hidden" name="key" value=key.expose().to_owned()/>
                    <div class="form-foot"><button class="btn btn-primary" autofocus>{t!("portal-continue")}</button></div>
                </form>
                <script nonce=web.nonce.to_string() inner_html=SEND></script>
            </section>
        }
    })
}
