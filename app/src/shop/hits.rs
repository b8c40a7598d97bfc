//! How found products are shown: as cards or as a table, and what is said when they only come near.

use crate::answer::encode;
use crate::form::{Fields, Page, Words};
use crate::shop::list::Query;
use crate::shop::{bought, compare, item};
use crate::text;
use crate::ui::markup::Markup;
use crate::ui::table::{Column, Mark, Row, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use domain::catalog::facet::{FAMILY, Facet};
use domain::catalog::find::Answer;
use domain::catalog::{Item, Layout};
use domain::policy::Action;

/// The ways to the other look of the list.
pub fn views(path: &str, query: &Query) -> Html {
    let mut out = Markup::default();
    out.literal("<span class=\"views\">");
    for (view, words) in [
        (Layout::Cards, t!("products-cards")),
        (Layout::Table, t!("products-table")),
        (Layout::Families, t!("products-families")),
    ] {
        let is_current = query.view.unwrap_or(Layout::Cards) == view;
        let view = (view != Layout::Cards).then_some(view);
        let href = Query { view, open: String::new(), ..query.clone() }.address(path);
        markup! { out, "<a class=\"chip\"", "href" = href, "aria-current" = is_current.then_some("true"), ">", words, "</a> " }
    }
    out.literal("</span>");
    out.html()
}

/// The way to those products that the account bought before, for those who are signed in.
pub fn bought(web: &Web, words: &str) -> Option<Html> {
    web.cx.customer()?;
    let to = bought::Query { q: Words(words.to_owned()), ..bought::Query::default() }.address(&web.href(bought::PATH));
    let mut out = Markup::default();
    markup! { out, "<a class=\"chip\"", "href" = to, ">", t!("bought-title"), "</a> " }
    Some(out.html())
}

/// The products as a table: thirty fit on a screen.
pub fn table(web: &Web, items: &[Item]) -> Html {
    let may_add = web.cx.may(Action::EditCart);
    let mut columns = vec![
        Column::text(t!("products-column-product")),
        Column::text(t!("products-sort-sku")),
        Column::text(t!("products-column-stock")),
        Column::number(t!("products-column-price")),
    ];
    columns.extend(may_add.then(|| Column::actions(t!("products-column-order"))));
    let mut table = Table::new(t!("frame-products"), columns).class("table hits").framed();
    for one in items {
        let mark = Mark { about: Some(("data-sku", one.sku.clone())), ..Mark::default() };
        table.row_with(&mark, |cells| row(web, one, may_add, cells));
    }
    let mut out = Markup::default();
    markup! {
        out,
        table, "<form class=\"actions\" id=\"compare\" method=\"get\"", "action" = web.href("/compare"),
        "><button class=\"btn\">", t!("compare-button"), "</button></form>"
    }
    out.html()
}

fn row(web: &Web, one: &Item, may_add: bool, cells: &mut Row<'_>) {
    let target = web.href(&format!("/p/{}", one.slug));
    let (stock, tone) = item::stock(one.available, one.restock_at);
    let (mut tick, mut sku, mut state) = (Markup::default(), Markup::default(), Markup::default());
    markup! {
        tick,
        "<input type=\"checkbox\" form=\"compare\" value=\"1\"", "name" = compare::Query::product().of(&one.slug),
        "aria-label" = t!("compare-one", product = &one.name), "> "
    }
    markup! { sku, "<span class=\"sku\">", &one.sku, "</span>" }
    markup! { state, "<span class=\"status\"", "data-tone" = tone, ">", stock, "</span>" }
    cells.name((tick, ui::link(&target, &one.name)), item::bought(one));
    cells.cell(sku);
    cells.cell(state);
    match one.price {
        Some(price) => {
            let mut amount = Markup::default();
            markup! { amount, "<b class=\"money\">", text::unit_price(price), "</b> " }
            cells.cell_with_note(amount, item::per(&one.unit));
        }
        None => cells.cell(t!("item-on-request")),
    }
    if may_add {
        let is_sold = one.price.is_some() && one.available > 0;
        let label = (t!("item-add"), ui::visually_hidden(&t!("item-add-what", product = &one.name)));
        cells.cell(is_sold.then(|| item::add(web, one, &target, label, true, None)));
    }
}

/// The families of what was found, a row for each. The one that is open has its sizes under it; a row leads to the same page
/// with another one open.
pub fn families(web: &Web, path: &str, query: &Query, facets: &[Facet], opened: &[Item]) -> Html {
    let mut out = Markup::default();
    let families = facets.iter().filter(|facet| facet.code == FAMILY).flat_map(|facet| &facet.choices);
    out.literal("<ul class=\"families\">");
    for family in families {
        let is_open = query.open == family.key;
        let open = if is_open { String::new() } else { family.key.clone() };
        let href = Query { open, page: Page::default(), ..query.clone() }.address(path);
        markup! {
            out,
            "<li", "data-family" = &family.key, "><a", "href" = href, "aria-expanded" = if is_open { "true" } else { "false" },
            ">", &family.label, "</a> <span class=\"muted\">", t!("products-count", count = family.count), "</span>"
        }
        if is_open {
            out.put(table(web, opened));
            if family.count > i64::try_from(opened.len()).unwrap_or(i64::MAX) {
                let all = Query {
                    narrowed: query.narrowed.of_family(&family.key),
                    view: Some(Layout::Table),
                    open: String::new(),
                    page: Page::default(),
                    ..query.clone()
                };
                markup! { out, "<p><a", "href" = all.address(path), ">", t!("products-family-all", count = family.count), "</a></p>" }
            }
        }
        out.literal("</li>");
    }
    out.literal("</ul>");
    out.html()
}

/// What is said when what was found only comes near what was asked for.
pub fn note(web: &Web, words: &str, answer: &Answer) -> Option<Html> {
    let mut out = Markup::default();
    let link = |words: &str| web.href(&format!("/search?q={}", encode(words)));
    match answer {
        Answer::Whole => return None,
        Answer::Nothing(numbers) if numbers.is_empty() => return None,
        Answer::Meant(meant) => markup! {
            out,
            "<p class=\"notice\" role=\"status\">", t!("products-meant", words = words), " <a", "href" = link(meant), ">",
            t!("products-meant-instead", words = meant.as_str()), "</a></p>"
        },
        Answer::Parts => markup! {
            out, "<p class=\"notice\" role=\"status\">", t!("products-parts", words = words), "</p>"
        },
        Answer::Nothing(numbers) => {
            markup! { out, "<p class=\"notice\" role=\"status\">", t!("products-near-numbers") }
            for number in numbers {
                markup! { out, " <a", "href" = link(number), ">", number, "</a>" }
            }
            out.literal("</p>");
        }
    }
    Some(out.html())
}
