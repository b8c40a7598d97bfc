//! Product lists: a category, or what a search found. Page and sorting stand in the address.

use crate::form::{Asked, Fields, Page, Words};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::shop::{home, item};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, t};
use axum::extract::Path;
use domain::catalog::{Item, PAGE, Sort};
use domain::error::Error;
use domain::text_enum::Word;
use http::StatusCode;

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
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, &category.name.clone(), || {
        let mut steps = vec![(Some(web.href("/c")), t!("shop-nav-categories").to_owned())];
        for step in chrome.path(&category) {
            let href = (step.id != category.id).then(|| web.href(&format!("/c/{}", step.slug)));
            steps.push((href, step.name.clone()));
        }
        let below: Vec<_> = chrome.categories.iter().filter(|c| c.parent_id == Some(category.id)).collect();
        let tiles = (!below.is_empty()).then(|| home::tiles(&web, below.into_iter()));
        let head = Head::new(&category.name).below(ui::muted_paragraph(&category.summary));
        let link = |page: i64| query.page_at(&here, page);
        let nothing = (t!("products-none"), t!("products-none-help"));
        let list = products(&web, toolbar(&web, &here, &query, None, total), position, link, &items, nothing);
        (ui::crumbs(steps), head, tiles, list).rendered()
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
    let (title, heading) = match words.as_str() {
        "" => (t!("products-all").to_owned(), t!("products-all").to_owned()),
        words => (t!("products-search", words = words), t!("products-results", words = ui::plain(words))),
    };
    Ok(page(&web, &chrome.frame(), StatusCode::OK, &title, || {
        let link = |page: i64| query.page_at(&here, page);
        let nothing = (t!("products-no-match"), t!("products-no-match-help"));
        let toolbar = toolbar(&web, &here, &query, Some(t!("products-best")), total);
        (Head::new(heading), products(&web, toolbar, position, link, &items, nothing)).rendered()
    }))
}

/// The ways to sort; `first` stands before those of every list.
fn toolbar(web: &Web, here: &str, query: &Query, first: Option<&str>, total: i64) -> Toolbar {
    let first = first.map(|label| ("relevance".to_owned(), label.to_owned()));
    let sorts = Sort::ALL.map(|sort| (sort.word(), sort_words(sort).to_owned()));
    Toolbar::new(web, here, query)
        .order(Query::sort(), t!("products-sort-by"), first.into_iter().chain(sorts), t!("products-sort"))
        .count(&t!("products-count", count = total))
}

/// The list: how it is sorted, its products or what is said instead, and the ways to its other pages.
fn products(
    web: &Web,
    toolbar: Toolbar,
    position: Position,
    link: impl Fn(i64) -> String,
    items: &[Item],
    (title, text): (&str, &str),
) -> Html {
    let list = match items.is_empty() {
        _ if position.is_past_end() => ui::past_end(web, position, &link),
        true => ui::empty(web, "box", title, text, Some((web.href("/c"), t!("products-browse")))),
        false => (ui::hidden_heading(t!("frame-products")), item::grid(web, items)).rendered(),
    };
    (toolbar, list, ui::pages(position, link)).rendered()
}
