//! Why a product costs what it costs, and what a little more of it would cost.
//!
//! ```html
//! <details class="fold why" data-list="contract"><summary>Why this price</summary>
//!   <dl class="facts"><div><dt>Price list</dt><dd>Your contract prices</dd></div>…</dl>
//!   <p class="muted">Other price lists</p><ul class="why-others"><li>List prices: £4.60; another list comes first</li></ul></details>
//! ```

use crate::ui::facts::Facts;
use crate::ui::markup::Markup;
use crate::ui::{self};
use crate::web::Web;
use crate::{markup, t, text, words};
use domain::money::UnitPrice;
use domain::price::next;
use domain::price::why::{List, Why};

/// Who reads about a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody of the company, who reads whose prices a list has.
    Company,
    /// An agent in the company's shop, who reads the name of the list, too.
    Agent,
    /// Staff on the company's page.
    Staff,
}

impl Reader {
    /// Who reads a page of the storefront.
    pub fn of(web: &Web) -> Reader {
        if web.cx.behalf().is_some() { Reader::Agent } else { Reader::Company }
    }

    fn list(self, list: &List) -> String {
        match self {
            Reader::Company => words::price::own(list.kind).to_owned(),
            Reader::Agent => format!("{} ({})", words::price::own(list.kind), ui::plain(&list.name)),
            Reader::Staff => format!("{} ({})", words::price::of_company(list.kind), ui::plain(&list.name)),
        }
    }
}

/// What a price is for, in words: "each", "per pack of 100".
pub fn per(unit: &str) -> String {
    if unit == "each" { t!("item-each").to_owned() } else { t!("item-per", unit = unit) }
}

/// A price with what it is for.
pub fn with_unit(price: UnitPrice, unit: &str) -> String {
    format!("{} {}", text::unit_price(price), per(unit))
}

/// The list, the tier and the time of a price, and the lists that did not give it.
pub fn reasons(why: &Why, unit: &str, reader: Reader) -> Markup {
    let price = |price| with_unit(price, unit);
    let mut out = Markup::default();
    match (why.list(), why.tier) {
        (Some(list), Some(tier)) => {
            let tier = t!("price-tier-from", quantity = tier.min_quantity, price = price(tier.price));
            out.put(
                Facts::default()
                    .fact(t!("price-quantity"), text::number(why.quantity))
                    .fact(t!("price-list"), reader.list(list))
                    .fact(t!("price-tier"), tier)
                    .fact(t!("price-valid"), words::price::valid(list)),
            );
        }
        _ => out.put(ui::muted_paragraph(t!("price-none"))),
    }
    if why.others().next().is_some() {
        markup! { out, "<p class=\"muted\">", t!("price-others"), "</p><ul class=\"why-others\">" }
        for (list, outcome) in why.others() {
            let reason = words::price::outcome(list, *outcome, price);
            markup! { out, "<li>", t!("price-other", list = reader.list(list), reason = reason), "</li>" }
        }
        out.literal("</ul>");
    }
    out
}

/// The same, folded; `product` is said to those who hear the page, where there are several.
pub fn panel(web: &Web, why: &Why, unit: &str, product: &str, is_open: bool) -> Markup {
    let mut out = Markup::default();
    let kind = why.list().map(|list| list.kind.as_str());
    markup! {
        out,
        "<details class=\"fold why\"", "data-list" = kind, "open" = is_open, "><summary>", t!("price-why"),
        ui::visually_hidden(product), "</summary><div class=\"stack\" data-gap=\"tight\">",
        reasons(why, unit, Reader::of(web)), "</div></details>"
    }
    out
}

/// What a little more of it would cost, where a cheaper tier is within reach.
pub fn hint(why: &Why, unit: &str, increment: i64) -> Option<String> {
    let next = next(&why.tiers, why.quantity, increment)?;
    Some(t!("price-next", more = next.more, price = with_unit(next.price, unit)))
}

/// The same as a line of its own.
pub fn hint_line(why: &Why, unit: &str, increment: i64) -> Markup {
    let mut out = Markup::default();
    if let Some(text) = hint(why, unit, increment) {
        markup! { out, "<p class=\"tier-hint\">", text, "</p>" }
    }
    out
}

/// What is said when less of a product costs more than `before` did.
pub fn dearer(why: &Why, before: i64, product: &str, unit: &str) -> Option<String> {
    let earlier = why.tiers.iter().rev().find(|tier| tier.min_quantity <= before)?;
    let now = why.tier.filter(|now| now.price.ten_thousandths > earlier.price.ten_thousandths)?;
    Some(t!(
        "price-dearer",
        product = product,
        price = with_unit(now.price, unit),
        before = text::unit_price(earlier.price),
        quantity = earlier.min_quantity
    ))
}
