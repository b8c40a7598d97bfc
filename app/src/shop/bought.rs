//! What the account bought before, to be bought again.

use crate::form::{Asked, Choice, Fields, Page, Words};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::shop::item;
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::{Markup, Part};
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Mark, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, markup, t, text};
use domain::bought::{self, Bought, Filter, Only, Sort};
use domain::list::Size;
use domain::policy::Action;
use domain::text_enum::Word;
use http::StatusCode;

/// Where it stands.
pub const PATH: &str = "/bought";

form! {
    /// What of it is asked for.
    pub struct Query {
        /// Words in a name or number.
        q: Words,
        /// Only what is in stock.
        only: Option<Only>,
        /// In which order.
        sort: Choice<Sort>,
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

/// `/bought`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    web.cx.check_recorded(Action::ViewOrders).await?;
    let Query { q, only, sort, size, page: at } = query.clone();
    let filter = Filter { query: q.0, only, sort: sort.0, page: at.0, size };
    let (chrome, found) = tokio::try_join!(Chrome::load(&web), bought::all(&web.cx, &filter))?;
    domain::behalf::history::viewed(&web.cx, "bought").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("bought-title"), || {
        let here = web.href(PATH);
        let position = Position { page: query.page.0, size: query.size.rows(), total: found.total };
        let pages = Pages::of(position, |n| Query { page: Page::number(n), ..query.clone() }.address(&here))
            .sized(query.size, |size| Query { size, page: Page::default(), ..query.clone() }.address(&here));
        let list = List::new(toolbar(&web, &query, found.total), table(&web, &query, &found.rows), pages);
        let list = list.html(&web, || nothing(&web, &query));
        (Head::new(t!("bought-title")).below(ui::muted_paragraph(t!("bought-about"))), ui::done(&web), list).rendered()
    }))
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let stock = [(Only::InStock.word(), t!("products-in-stock").to_owned())];
    Toolbar::new(web, &web.href(PATH), query)
        .ids("bought-")
        .search(Query::q(), t!("bought-search"), t!("bought-search-by"))
        .choice(Query::only(), t!("products-column-stock"), t!("bought-any-stock"), stock)
        .count(&ui::counted(total, |total| t!("products-count", count = total)))
}

fn nothing(web: &Web, query: &Query) -> Html {
    if query.q.0.is_empty() && query.only.is_none() {
        let browse = Some((web.href("/c"), t!("home-browse")));
        return ui::empty(web, "orders", t!("bought-none"), t!("bought-none-help"), browse);
    }
    let all = Some((web.href(PATH), t!("bought-show-all")));
    ui::empty(web, "search", t!("bought-no-match"), t!("bought-no-match-help"), all)
}

fn table(web: &Web, query: &Query, rows: &[Bought]) -> Table {
    let sorted = |column: Column, sort: Sort, state: &'static str| {
        let to = Query { sort: Choice(sort), page: Page::default(), ..query.clone() };
        column.sorted((query.sort.0 == sort).then_some(state), to.address(&web.href(PATH)))
    };
    let may_add = web.cx.may(Action::EditCart);
    let mut columns = vec![
        sorted(Column::text(t!("products-column-product")), Sort::Name, "ascending"),
        sorted(Column::text(t!("bought-last")).named(), Sort::Newest, "descending"),
        Column::number(t!("bought-quantity")),
        sorted(Column::number(t!("bought-times")), Sort::Often, "descending"),
        Column::text(t!("products-column-stock")),
        Column::number(t!("products-column-price")),
    ];
    columns.extend(may_add.then(|| Column::actions(t!("products-column-order"))));
    let mut table = Table::new(t!("bought-title"), columns).class("table hits").framed();
    for one in rows {
        let item = &one.item;
        let mark = Mark { about: Some(("data-sku", item.sku.clone())), ..Mark::default() };
        let target = web.href(&format!("/p/{}", item.slug));
        let mut sku = Markup::default();
        markup! { sku, "<span class=\"sku\">", &item.sku, "</span>" }
        table.row_with(&mark, |row| {
            row.name(ui::link(&target, &item.name), sku);
            row.cell(text::day(one.at));
            row.cell(text::number(one.quantity));
            row.cell(text::number(one.times));
            let (stock, tone) = match one.active {
                true => item::stock(item.available, item.restock_at),
                false => (t!("product-gone").to_owned(), "danger"),
            };
            let mut state = Markup::default();
            markup! { state, "<span class=\"status\"", "data-tone" = tone, ">", stock, "</span>" }
            row.cell(state);
            match item.price {
                Some(price) => {
                    let mut amount = Markup::default();
                    markup! { amount, "<b class=\"money\">", text::unit_price(price), "</b> " }
                    row.cell_with_note(amount, item::per(&item.unit));
                }
                None => row.cell(t!("item-on-request")),
            }
            if may_add {
                let is_sold = one.active && item.price.is_some() && item.available > 0;
                let label = (t!("item-add"), ui::visually_hidden(&t!("item-add-what", product = &item.name)));
                row.cell(is_sold.then(|| item::add_many(web, item, &target, label, one.quantity)));
            }
        });
    }
    table
}
