//! What a company pays for a product: a question on its page, with the answer for each store.

use crate::form::{Fields, Form};
use crate::part::price::{self, Reader};
use crate::ui;
use crate::ui::card::Card;
use crate::ui::field::Field;
use crate::ui::form::{Get, submit};
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{form, markup, t};
use domain::error::{Error, Result};
use domain::id::OrganizationId;
use domain::organization::price::{Paid, paid};

form! {
    /// What is asked.
    pub struct Query {
        /// The number of a product, or the company's own for it.
        article: String,
        /// For how many; the least that is sold without one.
        quantity: String,
    }
}

/// What was asked, and the answer.
#[derive(Default)]
pub struct Asked {
    form: Form,
    is_asked: bool,
    paid: Option<Paid>,
}

impl Asked {
    /// Whether something is wrong with the question.
    pub fn is_wrong(&self) -> bool {
        self.form.is_rejected() || (self.is_asked && self.paid.is_none())
    }
}

/// Reads the question from the address, and answers it.
pub async fn asked(web: &Web, company: OrganizationId) -> Result<Asked> {
    let query = Query::read(&web.query());
    let form = query.form();
    if query.article.trim().is_empty() && query.quantity.trim().is_empty() {
        return Ok(Asked { form, ..Asked::default() });
    }
    match paid(&web.cx, company, &query.article, &query.quantity).await {
        Ok(paid) => Ok(Asked { form, is_asked: true, paid }),
        Err(error @ Error::Invalid(_)) => Ok(Asked { form: form.reject(error)?, is_asked: true, paid: None }),
        Err(other) => Err(other),
    }
}

/// The card.
pub fn card(company: OrganizationId, asked: &Asked) -> Card {
    let unknown = (asked.is_asked && asked.paid.is_none() && !asked.form.is_rejected()).then_some(t!("price-unknown"));
    let error = asked.form.error(Query::article().as_str()).or(unknown.map(str::to_owned));
    let form = Get::to(&format!("/portal/organizations/{company}"), t!("price-ask"))
        .field(Field::text(&asked.form, Query::article(), t!("price-article")).hint(t!("price-ask-help")).wrong(error))
        .field(Field::number(&asked.form, Query::quantity(), t!("price-how-many")).optional())
        .field(submit("btn", t!("price-show")));
    let card = Card::new("h-price", t!("price-ask")).body(form);
    match &asked.paid {
        Some(paid) => card.body(answer(paid)),
        None => card,
    }
}

fn answer(paid: &Paid) -> Markup {
    let mut out = Markup::default();
    markup! { out, "<p><b>", &paid.name, "</b> <span class=\"sku\">", &paid.sku, "</span></p>" }
    if paid.stores.is_empty() {
        out.put(ui::muted_paragraph(t!("price-no-store")));
    }
    for (store, why) in &paid.stores {
        let text = match why.tier {
            Some(tier) => t!("price-in-store", store = store, price = price::with_unit(tier.price, &paid.unit)),
            None => t!("price-in-store-none", store = store),
        };
        markup! {
            out,
            "<div class=\"stack\" data-gap=\"tight\"", "data-price" = &paid.sku, "><h3>", text, "</h3>",
            price::reasons(why, &paid.unit, Reader::Staff), "</div>"
        }
    }
    out
}
