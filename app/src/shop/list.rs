//! Product lists: a category, or what a search found. Page and sorting stand in the address.

use crate::answer::see;
use crate::form::{Asked, Fields, Page, Words};
use crate::frame::shop::Chrome;
use crate::part::picture;
use crate::respond::{Answer, page};
use crate::shop::export;
use crate::shop::facets::{Narrowed, Rail};
use crate::shop::hits;
use crate::shop::{home, item};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::section::section;
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, t};
use axum::extract::Path;
use domain::catalog::facet::FAMILY;
use domain::catalog::find::{self, Found, Wanted};
use domain::catalog::{Item, Layout, PAGE, Sort};
use domain::error::{Error, Result};
use domain::list::{COUNTED, is_more};
use domain::text_enum::Word;
use http::StatusCode;

form! {
    /// What a list of products is asked for.
    pub struct Query {
        /// Words, in a search.
        q: Words,
        /// Values and ranges that the list is narrowed to.
        narrowed: Narrowed = "is",
        /// An attribute whose range was typed …
        range: String,
        /// … its least …
        from: String,
        /// … and its most.
        to: String,
        /// Only what is in stock.
        stock: bool,
        /// In which order; a search without one begins with the best hits.
        sort: Option<Sort>,
        /// Cards, or a table.
        view: Option<Layout>,
        /// The family whose sizes are seen.
        open: String,
        /// Which page.
        page: Page,
    }
}

impl Query {
    /// The address of another page of this list, counted from 1.
    fn page_at(&self, path: &str, page: i64) -> String {
        Query { page: Page::number(page), ..self.clone() }.address(path)
    }

    /// The same with a range that was typed among what the list is narrowed to, so that it stands in every address.
    pub(super) fn settled(self) -> Query {
        let narrowed = self.narrowed.with_range(&self.range, &self.from, &self.to);
        Query { narrowed, range: String::new(), from: String::new(), to: String::new(), ..self }
    }

    /// The same on its first page, whatever is open in it.
    fn first(&self) -> Query {
        Query { page: Page::default(), open: String::new(), view: None, ..self.clone() }
    }

    /// Whether families are shown instead of products.
    fn has_families(&self) -> bool {
        self.view == Some(Layout::Families)
    }

    /// What is looked for: a page of it.
    pub(super) fn wanted(&self, category: Option<&str>) -> Wanted {
        Wanted {
            query: self.q.0.clone(),
            filters: self.narrowed.filters(),
            category: category.map(str::to_owned),
            in_stock: self.stock,
            sort: self.sort,
            page: self.page.0,
            size: PAGE,
            is_typing: false,
        }
    }
}

/// So many sizes of a family are shown in its row.
const OPENED: i64 = 100;

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
    let query = Query { q: Words::default(), ..query }.settled();
    let (sort, number) = (query.sort.unwrap_or_default(), query.page.0);
    let (mut items, total, facets) = if query.narrowed.is_empty() && !query.stock {
        let items = domain::catalog::db::list(&web.cx, &web.scope(), category.id, sort, number).await?;
        (items, category.products, find::narrowed_category(&web.cx, &slug).await?)
    } else {
        let found = found(&web, &query.wanted(Some(&slug))).await?;
        (found.items, found.total, find::narrowed(&web.cx, &found.list).await?)
    };
    domain::bought::mark(&web.cx, &mut items).await?;
    picture::load(&web, items.iter().map(|item| item.slug.as_str())).await?;
    let here = web.href(&format!("/c/{slug}"));
    let (families, opened) = (query.has_families() && !items.is_empty(), opened(&web, &query, Some(&slug)).await?);
    let position = Position { page: number, size: PAGE, total: if families { 0 } else { total } };
    let link = |page: i64| query.page_at(&here, page);
    Ok(page(&web, &chrome.clone().frame(), StatusCode::OK, &category.name.clone(), || {
        let mut steps = vec![(Some(web.href("/c")), t!("shop-nav-categories").to_owned())];
        for step in chrome.path(&category) {
            let href = (step.id != category.id).then(|| web.href(&format!("/c/{}", step.slug)));
            steps.push((href, step.name.clone()));
        }
        let below: Vec<_> = chrome.categories.iter().filter(|c| c.parent_id == Some(category.id)).collect();
        let list = match items.is_empty() && position.is_past_end() {
            true => ui::past_end(&web, position, link),
            false if families => hits::families(&web, &here, &query, &facets, &opened),
            false => results(&web, &items, &query, (t!("products-none"), t!("products-none-help"))),
        };
        let rail = Rail { web: &web, path: &here, query: &query, facets: &facets, categories: &chrome.categories };
        let head = Head::new(&category.name).below(ui::muted_paragraph(&category.summary));
        let tiles = (!below.is_empty()).then(|| home::tiles(&web, below.into_iter()));
        let list = rail.around(list, ui::pages(position, link));
        ((ui::crumbs(steps), ui::done(&web)), head, tiles, toolbar(&web, &here, &query, None, total), list).rendered()
    }))
}

/// The products of the family that is open.
async fn opened(web: &Web, query: &Query, category: Option<&str>) -> Result<Vec<Item>> {
    if !query.has_families() || query.open.is_empty() {
        return Ok(Vec::new());
    }
    let narrowed = query.narrowed.of_family(&query.open);
    let wanted = Query { narrowed, page: Page::default(), ..query.clone() }.wanted(category);
    Ok(find::search(&web.cx, &web.scope(), &Wanted { size: OPENED, ..wanted }).await?.items)
}

/// A search; a page past its end has no product that says how many there are, so the first is asked.
async fn found(web: &Web, wanted: &Wanted) -> Result<Found> {
    let found = find::search(&web.cx, &web.scope(), wanted).await?;
    if wanted.page > 0 && found.items.is_empty() {
        let first = Wanted { page: 0, size: 1, ..wanted.clone() };
        return Ok(Found { total: find::search(&web.cx, &web.scope(), &first).await?.total, ..found });
    }
    Ok(found)
}

/// `/search?q=`. A number that is typed as it is leads to its product.
pub async fn search(web: Web, Asked(query): Asked<Query>) -> Answer {
    let query = query.settled();
    let (words, number) = (query.q.0.clone(), query.page.0);
    let wanted = query.wanted(None);
    let (chrome, mut found) = tokio::try_join!(Chrome::load(&web), found(&web, &wanted))?;
    if let Some(slug) = found.exact.as_ref().filter(|_| number == 0) {
        return Ok(see(&web.href(&format!("/p/{slug}"))));
    }
    domain::bought::mark(&web.cx, &mut found.items).await?;
    picture::load(&web, found.items.iter().chain(&found.near).map(|item| item.slug.as_str())).await?;
    let facets = find::narrowed(&web.cx, &found.list).await?;
    let here = web.href("/search");
    let has_families = facets.iter().any(|facet| facet.code == FAMILY);
    let (families, opened) = (query.has_families() && has_families, opened(&web, &query, None).await?);
    let position = Position { page: number, size: PAGE, total: if families { 0 } else { found.total } };
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
        let note = hits::note(&web, &words, &found.answer);
        let list = match position.is_past_end() {
            true => ui::past_end(&web, position, link),
            false if families => hits::families(&web, &here, &query, &facets, &opened),
            false => results(&web, &found.items, &query, (t!("products-no-match"), t!("products-no-match-help"))),
        };
        let near =
            (!found.near.is_empty()).then(|| section("h-near", t!("products-near"), item::grid(&web, &found.near)));
        let rail = Rail { web: &web, path: &here, query: &query, facets: &facets, categories: &chrome.categories };
        let best = (!words.is_empty()).then_some(t!("products-best"));
        let toolbar = toolbar(&web, &here, &query, best, found.total);
        ((ui::done(&web), Head::new(heading)), toolbar, note, rail.around(list, ui::pages(position, link)), near)
            .rendered()
    }))
}

/// How the list is sorted and shown, and how many products there are; `first` stands before the ways to sort every list.
fn toolbar(web: &Web, here: &str, query: &Query, first: Option<&str>, total: i64) -> Toolbar {
    let first = first.map(|label| ("relevance".to_owned(), label.to_owned()));
    let sorts = Sort::ALL.map(|sort| (sort.word(), sort_words(sort).to_owned()));
    let count = match is_more(total) {
        true => t!("products-more", count = COUNTED),
        false => t!("products-count", count = total),
    };
    Toolbar::new(web, here, query)
        .order(Query::sort(), t!("products-sort-by"), first.into_iter().chain(sorts), t!("products-sort"))
        .end((hits::bought(web, &query.q.0), hits::views(here, query)))
        .end((total > 0).then(|| export::ways(web, &query.first().address(&format!("{here}/export")))).flatten())
        .count(&count)
}

fn results(web: &Web, items: &[Item], query: &Query, (title, text): (&str, &str)) -> Html {
    if items.is_empty() {
        return ui::empty(web, "box", title, text, Some((web.href("/c"), t!("products-browse"))));
    }
    let list = match query.view {
        Some(Layout::Table) => hits::table(web, items),
        _ => item::grid(web, items),
    };
    (ui::hidden_heading(t!("frame-products")), list).rendered()
}
