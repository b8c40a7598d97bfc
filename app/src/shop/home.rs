//! The start page and the list of all categories.

use crate::frame::shop::Chrome;
use crate::part::picture;
use crate::respond::{Answer, page};
use crate::shop::item;
use crate::shop::prepared::notice;
use crate::text::PLACES;
use crate::ui::form::{actions, button_link};
use crate::ui::markup::{Markup, Part};
use crate::ui::section::band;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use domain::catalog::Category;
use http::StatusCode;

/// `/`
pub async fn show(web: Web) -> Answer {
    let scope = web.scope();
    let (chrome, newest, waiting) =
        tokio::try_join!(Chrome::load(&web), domain::catalog::db::newest(&web.cx, &scope, 8), notice::waiting(&web))?;
    picture::load(&web, newest.iter().map(|item| item.slug.as_str())).await?;
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, t!("home-title"), || {
        let all = ui::link(&web.href("/c"), t!("shop-nav-categories"));
        let mut out = Markup::default();
        markup! {
            out,
            ui::done(&web), waiting, hero(&web), band(t!("home-categories"), all, tiles(&web, chrome.top())),
            band(t!("home-new"), (), item::grid(&web, &newest))
        }
        out.html()
    }))
}

/// Whose store it is, and where most people go on to.
fn hero(web: &Web) -> Html {
    let (greeting, [first, second]) = match web.cx.customer() {
        Some(customer) => {
            let company = ui::strong(ui::name(&customer.organization_name));
            let greeting = ui::within(t!("home-prices-for", company = PLACES[0]), [company]);
            (greeting, [("/c", t!("home-browse")), ("/orders", t!("home-orders"))])
        }
        None => (t!("home-visitor").rendered(), [("/sign-in", t!("sign-in-title")), ("/c", t!("home-browse"))]),
    };
    let ways = (
        button_link("btn btn-primary", &web.href(first.0), first.1),
        button_link("btn", &web.href(second.0), second.1),
    );
    let mut out = Markup::default();
    markup! {
        out,
        "<section class=\"hero\"><div><h1>", &web.store().tagline, "</h1><p>", greeting, "</p></div>", actions(ways), "</section>"
    }
    out.html()
}

/// Categories as tiles.
pub fn tiles<'a>(web: &Web, categories: impl Iterator<Item = &'a Category>) -> Html {
    let mut out = Markup::default();
    out.literal("<ul class=\"tiles\">");
    for c in categories {
        markup! {
            out,
            "<li><a class=\"tile\"", "href" = web.href(&format!("/c/{}", c.slug)), "><b>", &c.name, "</b><small>",
            t!("products-count", count = c.products), "</small></a></li>"
        }
    }
    out.literal("</ul>");
    out.html()
}

/// `/c`
pub async fn categories(web: Web) -> Answer {
    let chrome = Chrome::load(&web).await?;
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, t!("shop-nav-categories"), || {
        let mut out = Markup::default();
        markup! { out, "<h1>", t!("shop-nav-categories"), "</h1>" }
        for top in chrome.top() {
            let label = (
                t!("home-all-products", count = top.products),
                ui::visually_hidden(&t!("home-all-in", category = &top.name)),
            );
            let all = ui::link(&web.href(&format!("/c/{}", top.slug)), label);
            let below = chrome.categories.iter().filter(|c| c.parent_id == Some(top.id));
            out.put(band(&top.name, all, tiles(&web, below)));
        }
        out.html()
    }))
}
