//! What is left to do until the first own order: steps that tick themselves off from the facts of the database.

use crate::respond::{Answer, Frame, page};
use crate::ui::card::{Card, Item};
use crate::ui::form::{actions, button_link};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use domain::set_up::steps::{Facts, facts};
use http::StatusCode;

/// A step: whether it is done, what it is, a line about it, where it is done, and the kind of file for it.
struct Step {
    is_done: bool,
    title: &'static str,
    about: &'static str,
    way: Option<(String, &'static str)>,
    kind: Option<&'static str>,
}

/// `/portal/start`
pub async fn show(web: Web) -> Answer {
    let facts = facts(&web.cx).await?;
    let steps = steps(facts);
    let left = steps.iter().filter(|step| !step.is_done).count();
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("steps-title"), || {
        let lead = match left {
            0 => t!("steps-all-done").to_owned(),
            left => t!("steps-left", count = i64::try_from(left).unwrap_or(i64::MAX)),
        };
        let items = steps.iter().map(|step| item(&web, step));
        let mut out = Markup::default();
        markup! {
            out,
            ui::done(&web), Head::new(t!("steps-title")).about(lead), ui::paragraph(t!("steps-lead").to_owned()),
            Card::new("h-steps", t!("steps-steps")).items(items, "")
        }
        out.html()
    }))
}

fn steps(facts: Facts) -> Vec<Step> {
    let file = |is_done, title, about, kind| Step {
        is_done,
        title,
        about,
        way: Some((format!("/portal/import?kind={kind}"), t!("steps-import"))),
        kind: Some(kind),
    };
    let page = |is_done, title, about, href: &str, label| Step {
        is_done,
        title,
        about,
        way: Some((href.to_owned(), label)),
        kind: None,
    };
    let security = t!("frame-security-title");
    vec![
        page(facts.factor, t!("steps-factor"), t!("steps-factor-help"), "/portal/security", security),
        Step { is_done: facts.store, title: t!("steps-store"), about: t!("steps-store-help"), way: None, kind: None },
        file(facts.categories, t!("steps-categories"), t!("steps-categories-help"), "categories"),
        file(facts.products, t!("steps-products"), t!("steps-products-help"), "products"),
        file(facts.prices, t!("steps-prices"), t!("steps-prices-help"), "prices"),
        file(facts.stock, t!("steps-stock"), t!("steps-stock-help"), "stock"),
        file(facts.companies, t!("steps-companies"), t!("steps-companies-help"), "companies"),
        file(facts.contacts, t!("steps-contacts"), t!("steps-contacts-help"), "contacts"),
        page(facts.invited, t!("steps-invited"), t!("steps-invited-help"), "/portal/contacts", t!("frame-contacts")),
        page(facts.ordered, t!("steps-ordered"), t!("steps-ordered-help"), "/portal/contacts", t!("frame-contacts")),
    ]
}

fn item(web: &Web, step: &Step) -> Item {
    let state = if step.is_done { (t!("steps-done"), "success") } else { (t!("steps-open"), "info") };
    let (symbol, is_open) = if step.is_done { ("check", false) } else { ("list", true) };
    let way = step.way.as_ref().filter(|_| is_open).map(|(href, label)| button_link("btn btn-small", href, *label));
    let sample = step.kind.filter(|_| is_open).map(|kind| sample(web, kind, step.title));
    let item = Item::new(step.title).picture(ui::icon(web, symbol)).note(step.about).end(ui::badge(state));
    match (way, sample) {
        (None, None) => item,
        ways => item.below(actions(ways)),
    }
}

/// A file to look at before one's own is made.
fn sample(web: &Web, kind: &str, title: &str) -> Html {
    let label = (ui::icon(web, "download"), t!("steps-sample"), ui::visually_hidden(&format!(" {title}")));
    ui::link(&format!("/portal/import/sample/{kind}.csv"), label)
}
