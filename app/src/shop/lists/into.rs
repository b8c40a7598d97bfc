//! Putting something into a list: a product, lines of the cart, an order or a quick order.

use super::{PATH, address};
use crate::form::{Asked, Fields, Form, Posted};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page, see, status_of};
use crate::ui::Html;
use crate::ui::card::{body, unnamed};
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::{self};
use crate::web::Web;
use crate::{form, t};
use domain::error::Error;
use domain::id::{ListId, QuickOrderId};
use domain::policy::Action;
use domain::requisition::fill::{From, To, put_into};
use domain::requisition::{LONGEST_NAME, db};

form! {
    /// What is put into a list, and into which.
    pub struct Into {
        /// `product`, `cart`, `order` or `quick`.
        kind: String = "from",
        /// The address part of the product.
        slug: String,
        /// The number of the order.
        number: String,
        /// The quick order.
        proposal: Option<QuickOrderId> = "quick",
        /// How many of the product.
        quantity: String,
        /// The list; none for a new one.
        list: Option<ListId>,
        /// The name of the new one.
        name: String,
    }
}

impl Into {
    fn source(&self) -> Result<From, Error> {
        let slug = Some(self.slug.clone()).filter(|slug| !slug.is_empty());
        Ok(match (self.kind.as_str(), slug, self.proposal) {
            ("product", Some(slug), _) => From::Product { slug, quantity: self.quantity.clone() },
            ("cart", slug, _) => From::Cart(slug),
            ("order", ..) => From::Order(self.number.clone()),
            ("quick", _, Some(id)) => From::QuickOrder(id),
            _ => return Err(Error::NotFound),
        })
    }
}

/// The address of the page that puts this into a list.
pub fn way(web: &Web, into: &Into) -> String {
    into.address(&web.href(&format!("{PATH}/add")))
}

/// The way to put a product, by its address part, into a list.
pub fn of_product(web: &Web, slug: &str) -> Html {
    link(web, &Into { kind: "product".to_owned(), slug: slug.to_owned(), ..Into::default() })
}

/// The way to put a line of the cart, or all of them, into a list.
pub fn of_cart(web: &Web, slug: Option<&str>) -> Html {
    let slug = slug.unwrap_or_default().to_owned();
    link(web, &Into { kind: "cart".to_owned(), slug, ..Into::default() })
}

/// The way to put the lines of an order into a list.
pub fn of_order(web: &Web, number: &str) -> Html {
    link(web, &Into { kind: "order".to_owned(), number: number.to_owned(), ..Into::default() })
}

/// The way to put the lines of a quick order into a list.
pub fn of_quick_order(web: &Web, id: QuickOrderId) -> Html {
    link(web, &Into { kind: "quick".to_owned(), proposal: Some(id), ..Into::default() })
}

fn link(web: &Web, into: &Into) -> Html {
    if !web.cx.may(Action::EditLists) {
        return ().rendered();
    }
    button_link("btn btn-small btn-quiet", &way(web, into), t!("lists-into"))
}

/// `/lists/add`
pub async fn show(web: Web, Asked(into): Asked<Into>) -> Answer {
    web.cx.check_recorded(Action::EditLists).await?;
    render(&web, &into, &into.form()).await
}

/// Puts it into the list, and leads there.
pub async fn add(web: Web, Posted(into, form): Posted<Into>) -> Answer {
    let from = into.source()?;
    let to = match into.list {
        Some(list) => To::List(list),
        None => To::New(&into.name),
    };
    match put_into(&web.cx, &from, to).await {
        Ok((list, added)) => {
            let done = if added.left > 0 { "list-added-some" } else { "list-added" };
            Ok(see(&format!("{}?done={done}&count={}&left={}", address(&web, list), added.lines, added.left)))
        }
        Err(error) => render(&web, &into, &form.reject(error)?).await,
    }
}

async fn render(web: &Web, into: &Into, form: &Form) -> Answer {
    into.source()?;
    let (chrome, lists) = tokio::try_join!(Chrome::load(web), db::writable(&web.cx))?;
    Ok(page(web, &chrome.frame(), status_of(form), t!("lists-into-title"), || {
        let what = match into.kind.as_str() {
            "product" => t!("lists-into-product").to_owned(),
            "cart" if into.slug.is_empty() => t!("lists-into-cart").to_owned(),
            "cart" => t!("lists-into-line").to_owned(),
            "order" => t!("lists-into-order", number = ui::plain(&into.number)),
            _ => t!("lists-into-quick").to_owned(),
        };
        let lists = lists.iter().map(|(id, name)| (id.to_string(), ui::plain(name)));
        let choice = Field::select(form, Into::list(), t!("lists-into-which"), Some(t!("lists-into-new")), lists);
        let name = Field::text(form, Into::name(), t!("lists-into-name"))
            .hint(t!("lists-into-name-help"))
            .longest(LONGEST_NAME as u32);
        let quantity = (into.kind == "product")
            .then(|| Field::number(form, Into::quantity(), t!("products-column-quantity")).optional());
        let proposal = into.proposal.map(|id| id.to_string()).unwrap_or_default();
        let post = Post::to(web, &web.href(&format!("{PATH}/add")))
            .hidden(Into::kind().as_str(), &into.kind)
            .hidden(Into::slug().as_str(), &into.slug)
            .hidden(Into::number().as_str(), &into.number)
            .hidden(Into::proposal().as_str(), &proposal)
            .field(quantity)
            .field(choice)
            .field(name)
            .foot((
                button_link("btn", &web.href(PATH), t!("lists-title")),
                submit("btn btn-primary", t!("lists-into-add")),
            ));
        let empty = ui::form::error_summary(web, t!("lists-into-not"), form);
        (Head::new(t!("lists-into-title")).about(what), empty, unnamed(t!("lists-into-title"), body(post))).rendered()
    }))
}
