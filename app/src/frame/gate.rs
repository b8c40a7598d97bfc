//! The frame of pages with one panel in the middle: sign-in, verification, errors.

use crate::t;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use http::StatusCode;
use leptos::prelude::*;

/// The frame of a page that stands alone. It carries no script.
pub fn frame(web: &Web, content: Html) -> impl IntoView + use<> {
    view! {
        <a class="skip" href="#main">{t!("skip-to-content")}</a>
        {ui::demo(web)}
        <main class="gate" id="main" data-behalf=(web.path.ends_with("/verify") || web.path.starts_with("/verify/")).then_some("")>
            {brand(web)}
            {content}
        </main>
    }
}

/// Whose page it is: the store's for its customers, the program's for staff.
fn brand(web: &Web) -> Html {
    if web.is_portal() || !web.base.is_empty() {
        return view! { <p class="brand"><span class="brand-mark" aria-hidden="true"></span>"Behalf"</p> }.html();
    }
    let name = web.store().name.clone();
    let mark: String = name.chars().take(1).collect();
    view! { <p class="shop-name"><span class="shop-mark" aria-hidden="true">{mark}</span>{name}</p> }.html()
}

/// What an error page says.
#[derive(Clone, Debug)]
pub struct Message {
    /// Heading and title.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
    /// Links on: address and label.
    pub links: Vec<(String, String)>,
}

/// The content of an error page.
pub fn oops(status: StatusCode, message: Message) -> impl IntoView + use<> {
    let links = message
        .links
        .into_iter()
        .enumerate()
        .map(|(i, (href, label))| {
            let class = if i == 0 { "btn btn-primary" } else { "btn" };
            view! { <a class=class href=href>{label}</a> }
        })
        .collect_view();
    view! {
        <section class="oops">
            <p class="oops-code">{status.as_u16().to_string()}</p>
            <h1>{message.title}</h1>
            <p role=(status == StatusCode::GONE).then_some("status")>{message.text}</p>
            <div class="actions">{links}</div>
        </section>
    }
}
