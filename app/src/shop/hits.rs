//! How found products are shown: as cards or as a table, and what is said when they only come near.

use crate::answer::encode;
use crate::form::{Fields, Name, Page};
use crate::shop::list::Query;
use crate::shop::{compare, item};
use crate::text;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use domain::catalog::facet::{FAMILY, Facet};
use domain::catalog::find::Answer;
use domain::catalog::{Item, Layout};
use domain::policy::Action;

/// What a form carries along of a list, but for the fields that it has itself.
pub fn hidden(out: &mut Markup, query: &Query, shown: &[Name]) {
    for (name, value) in query.pairs() {
        if !shown.iter().any(|one| one.as_str() == name) {
            markup! { out, "<input type=\"hidden\"", "name" = name, "value" = value, ">" }
        }
    }
}

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

/// The products as a table: thirty fit on a screen.
pub fn table(web: &Web, items: &[Item]) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<div class=\"table-wrap\" data-card><table class=\"table hits\"><caption class=\"visually-hidden\">",
        t!("frame-products"), "</caption><thead><tr><th scope=\"col\">", t!("products-column-product"),
        "</th><th scope=\"col\">", t!("products-sort-sku"), "</th><th scope=\"col\">", t!("products-column-stock"),
        "</th><th scope=\"col\" class=\"num\">", t!("products-column-price"), "</th>"
    }
    let may_add = web.cx.may(Action::EditCart);
    if may_add {
        markup! { out, "<th scope=\"col\">", t!("products-column-order"), "</th>" }
    }
    out.literal("</tr></thead><tbody>");
    for one in items {
        let target = web.href(&format!("/p/{}", one.slug));
        let (stock, tone) = item::stock(one.available, one.restock_at);
        markup! {
            out,
            "<tr", "data-sku" = &one.sku, "><th scope=\"row\"><input type=\"checkbox\" form=\"compare\" value=\"1\"",
            "name" = compare::Query::product().of(&one.slug), "aria-label" = t!("compare-one", product = &one.name), "> <a", "href" = &target, ">", &one.name, "</a></th><td",
            "data-label" = t!("products-sort-sku"), "><span class=\"sku\">", &one.sku, "</span></td><td",
            "data-label" = t!("products-column-stock"), "><span class=\"status\"", "data-tone" = tone, ">", stock,
            "</span></td><td class=\"num\"", "data-label" = t!("products-column-price"), ">"
        }
        match one.price {
            Some(price) => markup! {
                out, "<b class=\"money\">", text::unit_price(price), "</b> <small>", item::per(&one.unit), "</small>"
            },
            None => out.put(t!("item-on-request")),
        }
        out.literal("</td>");
        if may_add {
            out.literal("<td class=\"table-actions\">");
            if one.price.is_some() && one.available > 0 {
                let label = (t!("item-add"), ui::visually_hidden(&t!("item-add-what", product = &one.name)));
                out.put(item::add(web, one, &target, label, true, None));
            }
            out.literal("</td>");
        }
        out.literal("</tr>");
    }
    markup! {
        out,
        "</tbody></table></div><form class=\"actions\" id=\"compare\" method=\"get\"", "action" = web.href("/compare"),
        "><button class=\"btn\">", t!("compare-button"), "</button></form>"
    }
    out.html()
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
