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
use crate::ui::{self, Html, for_reader};
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
        if newest.is_empty() && chrome.categories.is_empty() {
            markup! { out, ui::done(&web), waiting, "<h1>", headline(&web), "</h1>", bare(&web) }
            return out.html();
        }
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
        "<section class=\"hero\"><div><h1>", headline(web), "</h1><p>", greeting, "</p></div>", actions(ways), "</section>"
    }
    out.html()
}

/// What the store says about itself.
fn headline(web: &Web) -> String {
    let store = web.store();
    if store.tagline.is_empty() { store.name.clone() } else { store.tagline.clone() }
}

/// A store without products: when to come again, and for staff what is missing.
fn bare(web: &Web) -> Html {
    let mut out = Markup::default();
    let is_for_staff = web.may_be_staff || web.cx.behalf().is_some();
    if is_for_staff {
        out.put(for_reader(web, || {
            let missing = if web.store().is_real() { t!("bare-staff") } else { t!("bare-staff-store") };
            let way = button_link("btn", &web.portal("/portal"), t!("bare-to-portal"));
            let mut part = Markup::default();
            markup! { part, ui::notice(web, "info", missing.to_owned()), actions(way) }
            part.html()
        }));
    }
    let title = match web.store() {
        store if store.is_real() => t!("bare-title", store = &store.name),
        _ => t!("bare-title-none").to_owned(),
    };
    out.put(ui::empty(web, "box", &title, t!("bare-help"), None));
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
        if chrome.categories.is_empty() {
            out.put(bare(&web));
        }
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
