//! What is on a page as a file: a search or a category with its filters, the cart, an order.

use crate::answer::{download, see};
use crate::form::{Asked, Fields, Words};
use crate::frame::shop::Chrome;
use crate::respond::Answer;
use crate::shop::list::Query;
use crate::t;
use crate::text::{Language, language};
use crate::ui::form::button_link;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use axum::body::Body;
use axum::extract::Path;
use domain::error::{Error, Problem, Result};
use domain::export::products::{self, Products};
use domain::export::{self, Format, Style};
use domain::id::ListId;
use domain::policy::Action;

/// The kind of a file.
pub const fn kind(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// The ways to a page as a file, at the address `path`, which may have a query; nothing for who may take none.
pub fn ways(web: &Web, path: &str) -> Option<Html> {
    if !web.cx.may(Action::Export) {
        return None;
    }
    let mark = if path.contains('?') { '&' } else { '?' };
    let mut out = Markup::default();
    for (format, label, what) in [
        (Format::Xlsx, t!("export-xlsx"), t!("export-xlsx-what")),
        (Format::Csv, t!("export-csv"), t!("export-csv-what")),
    ] {
        let href = format!("{path}{mark}format={}", format.as_str());
        out.put((
            button_link("btn btn-small", &href, (ui::icon(web, "download"), label, ui::visually_hidden(what))),
            " ",
        ));
    }
    Some(out.html())
}

/// Which form is asked for in the address, by somebody who may take a file along.
pub async fn format(web: &Web, action: Action) -> Result<Format> {
    web.cx.check_recorded(action).await?;
    Format::parse(web.query().get("format")).ok_or(Error::field("format", Problem::NotAChoice))
}

/// How a file is written for the reader of the page.
pub fn style(format: Format, title: &str) -> Style {
    let headings = [
        t!("export-article"),
        t!("export-own"),
        t!("export-name"),
        t!("export-quantity"),
        t!("export-unit"),
        t!("export-pack"),
        t!("export-price"),
        t!("export-total"),
        t!("export-currency"),
        t!("export-stock"),
        t!("export-note"),
        t!("export-day"),
    ];
    Style {
        format,
        title: title.to_owned(),
        headings: headings.map(str::to_owned),
        each: t!("export-each").to_owned(),
        has_comma: language() == Language::German,
    }
}

/// The name of a file: what is in it, and the day.
fn name(web: &Web, what: &str, format: Format) -> String {
    let (year, month, day) = web.cx.now().date();
    format!("{what}-{year:04}-{month:02}-{day:02}.{}", format.as_str())
}

/// `/search/export`
pub async fn search(web: Web, Asked(query): Asked<Query>) -> Answer {
    products(&web, query.settled(), None).await
}

/// `/c/{category}/export`
pub async fn category(web: Web, Path(slug): Path<String>, Asked(query): Asked<Query>) -> Answer {
    let chrome = Chrome::load(&web).await?;
    if !chrome.categories.iter().any(|category| category.slug == slug) {
        return Err(Error::NotFound.into());
    }
    products(&web, Query { q: Words::default(), ..query.settled() }, Some(&slug)).await
}

async fn products(web: &Web, query: Query, category: Option<&str>) -> Answer {
    let format = format(web, Action::Export).await?;
    let style = style(format, t!("export-products"));
    let path = category.map_or_else(|| "/search".to_owned(), |slug| format!("/c/{slug}"));
    let address = query.address(&path);
    let begun = products::begin(&web.cx, web.scope(), &query.wanted(category), style, &address).await?;
    match begun {
        Some(file) => {
            let body = Body::from_stream(futures::stream::try_unfold(file, part));
            Ok(download(kind(format), &name(web, category.unwrap_or("products"), format), body))
        }
        // The page says why there is no file.
        None => {
            let mark = if address.contains('?') { '&' } else { '?' };
            Ok(see(&web.href(&format!("{address}{mark}done=export-limit"))))
        }
    }
}

async fn part(mut file: Products) -> std::result::Result<Option<(Vec<u8>, Products)>, std::io::Error> {
    match file.part().await {
        Ok(Some(bytes)) => Ok(Some((bytes, file))),
        Ok(None) => Ok(None),
        // The file ends early, which the browser tells: half an export must not look like a whole one.
        Err(error) => {
            tracing::error!(?error, "an export of products broke off");
            Err(std::io::Error::other("the export broke off"))
        }
    }
}

/// `/cart/export`
pub async fn cart(web: Web) -> Answer {
    let format = format(&web, Action::Export).await?;
    let bytes = export::cart(&web.cx, style(format, t!("cart-title"))).await?;
    Ok(download(kind(format), &name(&web, "cart", format), bytes.into()))
}

/// `/lists/{id}/export`
pub async fn list(web: Web, Path(list): Path<String>) -> Answer {
    let format = format(&web, Action::Export).await?;
    let list = ListId::parse(&list).ok_or(Error::NotFound)?;
    let found = domain::requisition::db::load(&web.cx, list).await?;
    let bytes = export::list(&web.cx, style(format, &found.name), list).await?;
    Ok(download(kind(format), &name(&web, "list", format), bytes.into()))
}

/// `/orders/{number}/export`
pub async fn order(web: Web, Path(number): Path<String>) -> Answer {
    let format = format(&web, Action::Export).await?;
    let title = t!("shop-order-title", number = &number);
    let bytes = export::order(&web.cx, style(format, &title), &number).await?;
    Ok(download(kind(format), &format!("order-{number}.{}", format.as_str()), bytes.into()))
}
