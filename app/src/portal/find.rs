//! One search for everything that the portal has: contacts, companies, orders and pages.

use crate::form::{Asked, Fields, Words};
use crate::frame::portal::places;
use crate::portal::contacts;
use crate::respond::{Answer, Frame, page};
use crate::ui::card::Card;
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t};
use domain::error::Result;
use domain::hit::PlaceHit;
use domain::order::db::{Filter, Whose, all as orders};
use domain::organization::find::suggest;
use domain::policy::Action;
use http::StatusCode;

/// The address of the page.
const PATH: &str = "/portal/find";
/// So many of each kind while typing.
const FEW: usize = 3;
/// So many of each kind on the page.
const MANY: usize = 20;

form! {
    /// What is looked for.
    pub struct Query {
        /// Words.
        q: Words,
    }
}

/// Places of one kind.
struct Group {
    id: &'static str,
    name: &'static str,
    places: Vec<PlaceHit>,
    /// Where all of them are listed.
    all: Option<String>,
}

/// `/portal/find`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    web.cx.require_staff(Action::ViewContacts)?;
    let groups = groups(&web, &query.q.0, MANY).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("find-label"), || {
        let toolbar = Toolbar::new(&web, PATH, &query).search(Query::q(), t!("find-label"), t!("find-by"));
        let nothing =
            groups.is_empty().then(|| ui::empty(&web, "search", t!("find-nothing"), t!("find-nothing-help"), None));
        let cards: Vec<Html> = groups.iter().map(card).collect();
        (Head::new(t!("find-label")), toolbar, nothing, cards).rendered()
    }))
}

fn card(group: &Group) -> Html {
    let row = |place: &PlaceHit| {
        let mut out = Markup::default();
        markup! {
            out, "<li><a", "href" = &place.href, ">", ui::name(&place.label), "</a> <span class=\"muted small\">",
            ui::plain(&place.note), "</span></li>"
        }
        out
    };
    let all = group.all.as_ref().map(|all| ui::link(all, t!("find-more")));
    Card::new(group.id, group.name).rows(group.places.iter().map(row), "").foot(all).html()
}

/// Places for what is typed, a few of each kind.
///
/// # Errors
/// As the lists of contacts, companies and orders.
pub async fn hits(web: &Web, query: &str) -> Result<Vec<PlaceHit>> {
    web.cx.require_staff(Action::ViewContacts)?;
    Ok(groups(web, query, FEW).await?.into_iter().flat_map(|group| group.places).collect())
}

/// What is looked for, by kind. Behind `>` stands what is done with it: "oleg > login".
async fn groups(web: &Web, query: &str, most: usize) -> Result<Vec<Group>> {
    let query: String = query.trim().chars().take(domain::search::LONGEST).collect();
    let (text, then) =
        query.split_once('>').map_or((query.as_str(), None), |(text, then)| (text.trim(), Some(then.trim())));
    let mut groups = Vec::new();
    if !text.is_empty() {
        let is_start = then.is_some();
        let of = |path: &str| Some(Query { q: Words(text.to_owned()) }.address(path));
        let found = contacts::hits(&web.cx, text, "", "").await?;
        let people = found
            .into_iter()
            .filter(|hit| !is_start || !hit.start.is_empty())
            .take(most)
            .map(|hit| PlaceHit {
                href: if is_start { hit.start } else { hit.href },
                note: [hit.email.concat(), hit.company.concat(), hit.why]
                    .iter()
                    .filter(|text| !text.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" · "),
                label: match hit.latin_name.is_empty() {
                    true => hit.name.concat(),
                    false => format!("{} ({})", hit.name.concat(), hit.latin_name.concat()),
                },
                group: if is_start { t!("portal-login-on-behalf") } else { t!("portal-contact") }.to_owned(),
            })
            .collect();
        groups.push(Group { id: "h-contacts", name: t!("find-contacts"), places: people, all: of("/portal/contacts") });
        if !is_start {
            groups.push(companies(web, text, most).await?);
            groups.push(found_orders(web, text, most, of("/portal/orders")).await?);
        }
    }
    let typed = domain::search::fold(text);
    let pages = places(web)
        .into_iter()
        .filter(|(_, _, label)| then.is_none() && domain::search::fold(label).contains(&typed))
        .map(|(href, _, label)| PlaceHit {
            href: href.to_owned(),
            label: label.to_owned(),
            note: String::new(),
            group: t!("find-pages").to_owned(),
        })
        .collect();
    groups.push(Group { id: "h-pages", name: t!("find-pages"), places: pages, all: None });
    groups.retain(|group| !group.places.is_empty());
    Ok(groups)
}

async fn companies(web: &Web, text: &str, most: usize) -> Result<Group> {
    let found = suggest(&web.cx, text, i64::try_from(most).unwrap_or(3)).await?;
    let places = found
        .into_iter()
        .map(|(id, name)| PlaceHit {
            href: format!("/portal/organizations/{id}"),
            label: ui::plain(&name),
            note: String::new(),
            group: t!("find-company").to_owned(),
        })
        .collect();
    Ok(Group { id: "h-companies", name: t!("find-companies"), places, all: None })
}

async fn found_orders(web: &Web, text: &str, most: usize, all: Option<String>) -> Result<Group> {
    let mut places = Vec::new();
    if web.cx.may(Action::ViewAllOrders) {
        // A number is compared without the sign that people write before it.
        let filter = Filter { query: text.trim_start_matches('#').to_owned(), ..Filter::default() };
        let found = orders(&web.cx, Whose::All, &filter).await?;
        places.extend(found.rows.into_iter().take(most).map(|order| {
            PlaceHit {
                href: format!("/portal/orders/{}", order.number),
                note: [order.po_number, order.organization_name]
                    .iter()
                    .filter(|t| !t.is_empty())
                    .map(|t| ui::plain(t))
                    .collect::<Vec<_>>()
                    .join(" · "),
                label: order.number,
                group: t!("portal-orders-order").to_owned(),
            }
        }));
    }
    Ok(Group { id: "h-orders", name: t!("find-orders"), places, all })
}
