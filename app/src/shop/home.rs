//! The start page and the list of all categories.

use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::shop::item;
use crate::t;
use crate::text::PLACES;
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use domain::catalog::Category;
use http::StatusCode;
use leptos::prelude::*;

/// `/`
pub async fn show(web: Web) -> Answer {
    let scope = web.scope();
    let (chrome, newest) = tokio::try_join!(Chrome::load(&web), domain::catalog::db::newest(&web.cx, &scope, 8))?;
    let frame = chrome.clone().frame();
    let store = web.store().clone();
    Ok(page(&web, &frame, StatusCode::OK, t!("home-title"), || {
        let (greeting, links) = match web.cx.customer() {
            Some(customer) => (
                {
                    let company = view! { <b><bdi>{ui::plain(&customer.organization_name)}</bdi></b> }.html();
                    view! { <p>{ui::within(t!("home-prices-for", company = PLACES[0]), [company])}</p> }.html()
                },
                [("/c", t!("home-browse")), ("/orders", t!("home-orders"))],
            ),
            None => (
                view! { <p>{t!("home-visitor")}</p> }.html(),
                [("/sign-in", t!("sign-in-title")), ("/c", t!("home-browse"))],
            ),
        };
        let links = links
            .into_iter()
            .zip(["btn btn-primary", "btn"])
            .map(|((path, label), class)| view! { <a class=class href=web.href(path)>{label}</a> })
            .collect_view();
        view! {
            {ui::done(&web)}
            <section class="hero">
                <div>
                    <h1>{store.tagline.clone()}</h1>
                    {greeting}
                </div>
                <div class="actions">{links}</div>
            </section>
            <section class="band">
                <header class="band-head"><h2>{t!("home-categories")}</h2><a href=web.href("/c")>{t!("shop-nav-categories")}</a></header>
                {tiles(&web, chrome.top())}
            </section>
            <section class="band">
                <header class="band-head"><h2>{t!("home-new")}</h2></header>
                {item::grid(&web, newest)}
            </section>
        }
    }))
}

/// Categories as tiles.
pub fn tiles<'a>(web: &Web, categories: impl Iterator<Item = &'a Category>) -> Html {
    let tiles = categories
        .map(|c| {
            view! {
                <li>
                    <a class="tile" href=web.href(&format!("/c/{}", c.slug))>
                        <b>{c.name.clone()}</b>
                        <small>{t!("products-count", count = c.products)}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tiles">{tiles}</ul> }.html()
}

/// `/c`
pub async fn categories(web: Web) -> Answer {
    let chrome = Chrome::load(&web).await?;
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, t!("shop-nav-categories"), || {
        let bands = chrome
            .top()
            .map(|top| {
                let below = chrome.categories.iter().filter(|c| c.parent_id == Some(top.id));
                view! {
                    <section class="band">
                        <header class="band-head">
                            <h2>{top.name.clone()}</h2>
                            <a href=web.href(&format!("/c/{}", top.slug))>
                                {t!("home-all-products", count = top.products)}
                                <span class="visually-hidden">{format!(" {}", t!("home-all-in", category = &top.name))}</span>
                            </a>
                        </header>
                        {tiles(&web, below)}
                    </section>
                }
            })
            .collect_view();
        view! { <h1>{t!("shop-nav-categories")}</h1>{bands} }
    }))
}
