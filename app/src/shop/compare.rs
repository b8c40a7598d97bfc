//! `/compare`: a few products side by side, with what they have in common and what not.

use crate::form;
use crate::form::{Asked, Each};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::shop::item;
use crate::ui::markup::Markup;
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, text};
use domain::catalog::Product;
use domain::catalog::db;
use http::StatusCode;
use leptos::prelude::*;

/// So many are compared at most.
pub const MOST: usize = 5;

form! {
    /// What is compared.
    pub struct Query {
        /// The products, by their slugs.
        product: Each = "p-",
        /// Whether rows are left out in which all are alike.
        different: bool,
    }
}

impl Query {
    fn link(path: &str, slugs: &[&str], different: bool) -> String {
        let names: Vec<String> = slugs.iter().map(|slug| Query::product().of(slug)).collect();
        let mut pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
        if different {
            pairs.push((Query::different().as_str(), "1"));
        }
        form::address(path, pairs.into_iter())
    }
}

/// `/compare?p-{product}=1&p-{product}=1`. A product that is not there is left out.
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    let chrome = Chrome::load(&web).await?;
    let slugs: Vec<&str> = query.product.iter().map(|(slug, _)| slug).take(MOST).collect();
    let products = db::find_all(&web.cx, &web.scope(), &slugs).await?;
    let here = web.href("/compare");
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("compare-title"), || {
        let table = if products.is_empty() {
            let back = Some((web.href("/search"), t!("products-all")));
            ui::empty(&web, "box", t!("compare-none"), t!("compare-none-help"), back)
        } else {
            table(&web, &here, &products, query.different)
        };
        view! { <header class="page-head"><div><h1>{t!("compare-title")}</h1></div></header>{table} }
    }))
}

/// Name and values of each row; values are in the order of the products.
fn rows(products: &[Product]) -> Vec<(String, Vec<String>)> {
    let price = |product: &Product| {
        let price =
            product.item.price.map(|price| format!("{} {}", text::unit_price(price), item::per(&product.item.unit)));
        price.unwrap_or_else(|| t!("item-on-request").to_owned())
    };
    let stock = |product: &Product| item::stock(product.item.available, product.item.restock_at).0;
    let mut rows = vec![
        (t!("products-sort-sku").to_owned(), products.iter().map(|product| product.item.sku.clone()).collect()),
        (t!("products-column-price").to_owned(), products.iter().map(price).collect()),
        (t!("products-column-stock").to_owned(), products.iter().map(stock).collect()),
    ];
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in products.iter().flat_map(|product| &product.attributes) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in names {
        let value = |product: &Product| {
            let found = product.attributes.iter().find(|(own, _)| own == name);
            found.map_or_else(String::new, |(_, value)| value.clone())
        };
        rows.push((name.to_owned(), products.iter().map(value).collect()));
    }
    rows
}

fn table(web: &Web, here: &str, products: &[Product], different: bool) -> Html {
    let slugs: Vec<&str> = products.iter().map(|product| product.item.slug.as_str()).collect();
    let mut out = Markup::default();
    markup! {
        out,
        "<p><a class=\"chip\"", "href" = Query::link(here, &slugs, !different),
        "aria-current" = different.then_some("true"), ">", t!("compare-different"), "</a></p>"
    }
    let columns = products.iter().map(|product| Column::text(&product.item.name));
    let columns: Vec<Column> = [Column::text(t!("compare-what"))].into_iter().chain(columns).collect();
    let mut table = Table::new(t!("compare-title"), columns).framed().moved();
    table.row(|cells| {
        cells.name(t!("products-column-product"), ());
        for product in products {
            let others: Vec<&str> = slugs.iter().copied().filter(|slug| *slug != product.item.slug).collect();
            let mut cell = Markup::default();
            markup! {
                cell,
                "<span", "data-sku" = &product.item.sku, "><a", "href" = web.href(&format!("/p/{}", product.item.slug)), ">",
                &product.item.name, "</a> <a class=\"chip\"", "href" = Query::link(here, &others, different), ">",
                t!("compare-away"), ui::visually_hidden(&product.item.name), "</a></span>"
            }
            cells.cell(cell);
        }
    });
    for (name, values) in rows(products) {
        if different && products.len() > 1 && values.iter().all(|value| *value == values[0]) {
            continue;
        }
        table.row(|cells| {
            cells.name(name, ());
            values.into_iter().for_each(|value| cells.cell(value));
        });
    }
    out.put(table);
    out.html()
}
