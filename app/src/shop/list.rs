//! Product lists: a category, or what a search found. Page and sorting stand in the address.

use crate::respond::{Answer, encode, page};
use crate::shop::frame::Chrome;
use crate::shop::{home, item};
use crate::t;
use crate::ui::{self, Position};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use axum::extract::Path;
use domain::catalog::{Item, PAGE, Sort};
use domain::error::Error;
use http::StatusCode;
use leptos::prelude::*;

fn sort_words(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => t!("products-sort-name"),
        Sort::Price => t!("products-sort-price"),
        Sort::Newest => t!("products-sort-newest"),
        Sort::Sku => t!("products-sort-sku"),
    }
}

/// `/c/{category}`
pub async fn category(web: Web, Path(slug): Path<String>) -> Answer {
    let chrome = Chrome::load(&web).await?;
    let category = chrome.categories.iter().find(|c| c.slug == slug).cloned().ok_or(Error::NotFound)?;
    let query = web.query();
    let (sort, number) = (Sort::parse(query.get("sort")).unwrap_or_default(), query.page());
    let items = domain::catalog::db::list(&web.cx, &web.scope(), category.id, sort, number).await?;
    let total = category.products;
    let here = web.href(&format!("/c/{slug}"));
    let position = Position { page: number, size: PAGE, total };
    let link = |page: i64| format!("{here}?sort={}&page={page}", sort.as_str());
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, &category.name.clone(), || {
        let mut steps = vec![(Some(web.href("/c")), t!("shop-nav-categories").to_owned())];
        for step in chrome.path(&category) {
            let href = (step.id != category.id).then(|| web.href(&format!("/c/{}", step.slug)));
            steps.push((href, step.name.clone()));
        }
        let below: Vec<_> = chrome.categories.iter().filter(|c| c.parent_id == Some(category.id)).collect();
        view! {
            {ui::crumbs(steps)}
            <header class="page-head"><div><h1>{category.name.clone()}</h1><p class="muted">{category.summary.clone()}</p></div></header>
            {(!below.is_empty()).then(|| home::tiles(&web, below.into_iter()))}
            {toolbar(&here, None, Some(sort), total)}
            {match items.is_empty() && position.is_past_end() {
                true => ui::past_end(&web, position, link),
                false => results(&web, items, t!("products-none"), t!("products-none-help")),
            }}
            {ui::pages(position, link)}
        }
    }))
}

/// `/search?q=`
pub async fn search(web: Web) -> Answer {
    let query = web.query();
    let words = query.get("q").trim().to_owned();
    let number = query.page();
    let sort = match query.get("sort") {
        "" | "relevance" => None,
        word => Some(Sort::parse(word).unwrap_or_default()),
    };
    let scope = web.scope();
    let (chrome, (items, mut total)) =
        tokio::try_join!(Chrome::load(&web), domain::catalog::db::search(&web.cx, &scope, &words, sort, number, PAGE))?;
    let here = web.href("/search");
    if items.is_empty() && number > 0 {
        total = domain::catalog::db::search(&web.cx, &scope, &words, sort, 0, 1).await?.1;
    }
    let position = Position { page: number, size: PAGE, total };
    let link =
        |page: i64| format!("{here}?q={}&sort={}&page={page}", encode(&words), sort.map_or("relevance", Sort::as_str));
    let title = match words.as_str() {
        "" => t!("products-all").to_owned(),
        words => t!("products-search", words = words),
    };
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, &title, || {
        let heading = match words.as_str() {
            "" => t!("products-all").to_owned(),
            words => t!("products-results", words = ui::plain(words)),
        };
        view! {
            <header class="page-head"><div><h1>{heading}</h1></div></header>
            {toolbar(&here, Some(&words), sort, total)}
            {match position.is_past_end() {
                true => ui::past_end(&web, position, link),
                false => results(&web, items, t!("products-no-match"), t!("products-no-match-help")),
            }}
            {ui::pages(position, link)}
        }
    }))
}

fn toolbar(action: &str, words: Option<&str>, sort: Option<Sort>, total: i64) -> Html {
    let relevance =
        words.map(|_| view! { <option value="relevance" selected=sort.is_none()>{t!("products-best")}</option> });
    let options = Sort::ALL
        .into_iter()
        .map(|s| view! { <option value=s.as_str() selected=sort == Some(s)>{sort_words(s)}</option> })
        .collect_view();
    view! {
        <form class="toolbar" method="get" action=action.to_owned()>
            {words.map(|w| view! { <input type="hidden" name="q" value=w.to_owned()/> })}
            <label for="sort">{t!("products-sort-by")}</label>
            <select id="sort" name="sort">{relevance}{options}</select>
            <button class="btn btn-small">{t!("products-sort")}</button>
            <span class="toolbar-end" role="status">{t!("products-count", count = total)}</span>
        </form>
    }
    .html()
}

fn results(web: &Web, items: Vec<Item>, title: &'static str, text: &'static str) -> Html {
    if items.is_empty() {
        ui::empty(web, "box", title, text, Some((web.href("/c"), t!("products-browse")))).html()
    } else {
        view! { <h2 class="visually-hidden">{t!("frame-products")}</h2>{item::grid(web, items)} }.html()
    }
}
