//! Product lists: a category, or what a search found. Page and sorting stand in the address.

use crate::form::{Asked, Fields, Page, Words};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::shop::{home, item};
use crate::ui::field::options;
use crate::ui::markup::Markup;
use crate::ui::{self, Html, Position, Rendered};
use crate::web::Web;
use crate::{form, markup, t};
use axum::extract::Path;
use domain::catalog::{Item, PAGE, Sort};
use domain::error::Error;
use domain::text_enum::Word;
use http::StatusCode;
use leptos::prelude::*;

form! {
    /// What a list of products is asked for.
    pub struct Query {
        /// Words, in a search.
        q: Words,
        /// In which order; a search without one begins with the best hits.
        sort: Option<Sort>,
        /// Which page.
        page: Page,
    }
}

impl Query {
    /// The address of another page of this list, counted from 1.
    fn page_at(&self, path: &str, page: i64) -> String {
        Query { page: Page::number(page), ..self.clone() }.address(path)
    }
}

fn sort_words(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => t!("products-sort-name"),
        Sort::Price => t!("products-sort-price"),
        Sort::Newest => t!("products-sort-newest"),
        Sort::Sku => t!("products-sort-sku"),
    }
}

/// `/c/{category}`
pub async fn category(web: Web, Path(slug): Path<String>, Asked(query): Asked<Query>) -> Answer {
    let chrome = Chrome::load(&web).await?;
    let category = chrome.categories.iter().find(|c| c.slug == slug).cloned().ok_or(Error::NotFound)?;
    let query = Query { q: Words::default(), ..query };
    let (sort, number) = (query.sort.unwrap_or_default(), query.page.0);
    let items = domain::catalog::db::list(&web.cx, &web.scope(), category.id, sort, number).await?;
    let total = category.products;
    let here = web.href(&format!("/c/{slug}"));
    let position = Position { page: number, size: PAGE, total };
    let link = |page: i64| query.page_at(&here, page);
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
pub async fn search(web: Web, Asked(query): Asked<Query>) -> Answer {
    let (words, sort, number) = (query.q.0.clone(), query.sort, query.page.0);
    let scope = web.scope();
    let (chrome, (items, mut total)) =
        tokio::try_join!(Chrome::load(&web), domain::catalog::db::search(&web.cx, &scope, &words, sort, number, PAGE))?;
    let here = web.href("/search");
    if items.is_empty() && number > 0 {
        total = domain::catalog::db::search(&web.cx, &scope, &words, sort, 0, 1).await?.1;
    }
    let position = Position { page: number, size: PAGE, total };
    let link = |page: i64| query.page_at(&here, page);
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

/// `words`: what was searched for, in a search.
fn toolbar(action: &str, words: Option<&str>, sort: Option<Sort>, total: i64) -> Html {
    let best = words.map(|_| ("relevance".to_owned(), t!("products-best").to_owned()));
    let sorts = Sort::ALL.map(|sort| (sort.word(), sort_words(sort).to_owned()));
    let chosen = sort.map_or("relevance", Sort::as_str);
    let mut out = Markup::default();
    markup! { out, "<form class=\"toolbar\" method=\"get\"", "action" = action, ">" }
    if let Some(words) = words {
        markup! { out, "<input type=\"hidden\"", "name" = Query::q().as_str(), "value" = words, ">" }
    }
    markup! {
        out,
        "<label for=\"sort\">", t!("products-sort-by"), "</label><select id=\"sort\"", "name" = Query::sort().as_str(), ">",
        options(chosen, None, best.into_iter().chain(sorts)), "</select><button class=\"btn btn-small\">",
        t!("products-sort"), "</button><span class=\"toolbar-end\" role=\"status\">", t!("products-count", count = total),
        "</span></form>"
    }
    out.html()
}

fn results(web: &Web, items: Vec<Item>, title: &'static str, text: &'static str) -> Html {
    if items.is_empty() {
        ui::empty(web, "box", title, text, Some((web.href("/c"), t!("products-browse"))))
    } else {
        view! { <h2 class="visually-hidden">{t!("frame-products")}</h2>{item::grid(web, items)} }.html()
    }
}
