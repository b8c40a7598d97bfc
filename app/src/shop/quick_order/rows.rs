//! The rows of a proposal: each as it was typed, what becomes of it, why, and what can be done.

use super::{PATH, columns};
use crate::part::ordering::cannot_order;
use crate::part::price;
use crate::shop::lists::into;
use crate::text;
use crate::ui::markup::Markup;
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::error::Result;
use domain::id::ProductId;
use domain::money::{Money, UnitPrice};
use domain::policy::Action;
use domain::price::why::{Why, why};
use domain::quick_order::find::Matched;
use domain::quick_order::matching::{Offer, Row, sums};
use domain::quick_order::{Line, Origin, Pick, Reason, State};
use std::collections::{BTreeMap, HashMap};

/// What was typed about a row, and what is wrong with its quantity.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub number: Option<String>,
    pub quantity: Option<String>,
    pub error: Option<String>,
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    All,
    Problems,
    Only(State),
}

impl Show {
    pub(super) fn of(text: &str) -> Show {
        match State::parse(text) {
            Some(state) => Show::Only(state),
            None if text == Show::Problems.word() => Show::Problems,
            None => Show::All,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Show::All => "",
            Show::Problems => "problems",
            Show::Only(state) => state.as_str(),
        }
    }

    fn has(self, row: &Row) -> bool {
        match self {
            Show::All => true,
            Show::Problems => is_open(row),
            Show::Only(state) => row.state == state,
        }
    }
}

/// Whether somebody should look at a row.
fn is_open(row: &Row) -> bool {
    row.state.is_problem() && !row.is_added
}

/// The number that the field of a row shows.
pub(super) fn shown_number<'a>(matched: &'a Matched, row: &Row) -> &'a str {
    let Some(line) = matched.proposal.reading.lines.get(row.line) else { return "" };
    let chosen = matched.proposal.choices.rows.get(&line.row).and_then(|choice| choice.number.as_deref());
    chosen.unwrap_or(line.number()).trim()
}

/// The quantity that the field of a row shows.
pub(super) fn shown_quantity(matched: &Matched, row: &Row) -> String {
    let Some(line) = matched.proposal.reading.lines.get(row.line) else { return String::new() };
    let chosen = matched.proposal.choices.rows.get(&line.row).and_then(|choice| choice.quantity);
    match (row.goes(), chosen) {
        (true, _) => row.quantity.to_string(),
        (false, Some(chosen)) => chosen.to_string(),
        (false, None) => line.quantity.trim().to_owned(),
    }
}

/// What the page knows of all rows together.
struct Sums<'a> {
    web: &'a Web,
    matched: &'a Matched,
    typed: &'a BTreeMap<u32, Typed>,
    may: bool,
    why: &'a HashMap<ProductId, Why>,
    prices: HashMap<usize, UnitPrice>,
    total: Option<Money>,
    going: usize,
}

/// So many products of a page say why they cost what they cost; the others lead to the page that does.
const EXPLAINED: usize = 200;

/// Why the products of the rows cost what they cost, each in the quantity of all of its rows.
pub(super) async fn reasons(web: &Web, matched: &Matched) -> Result<HashMap<ProductId, Why>> {
    let sums = sums(&matched.rows);
    let wanted = sums.iter().filter_map(|(place, quantity)| Some((matched.offers.get(*place)?.id, *quantity)));
    let wanted: Vec<(ProductId, i64)> = wanted.take(EXPLAINED).collect();
    why(&web.cx, &web.scope(), &wanted).await
}

pub(super) fn content(
    web: &Web,
    matched: &Matched,
    why: &HashMap<ProductId, Why>,
    show: Show,
    typed: &BTreeMap<u32, Typed>,
    message: Option<String>,
) -> Html {
    let sums = sums(&matched.rows);
    let price = |(place, quantity): &(usize, i64)| Some((*place, matched.offers.get(*place)?.price(*quantity)?));
    let prices: HashMap<usize, UnitPrice> = sums.iter().filter_map(price).collect();
    let amounts = sums.iter().filter_map(|(place, quantity)| prices.get(place)?.times(*quantity));
    let total = amounts.fold(None, |sum: Option<Money>, amount| match sum {
        None => Some(amount),
        Some(sum) => sum.checked_add(amount),
    });
    let going = matched.rows.iter().filter(|row| row.goes()).count();
    let all = Sums { web, matched, typed, may: web.cx.may(Action::EditCart), why, prices, total, going };
    let mut out = Markup::default();
    head(&mut out, &all);
    notices(&mut out, &all, &sums, message);
    out.put(columns::correct(web, &matched.proposal));
    actions(&mut out, &all);
    filters(&mut out, &all, show);
    list(&mut out, &all, show);
    out.html()
}

fn head(out: &mut Markup, all: &Sums<'_>) {
    let proposal = &all.matched.proposal;
    let (name, from) = match (&proposal.reading.origin, proposal.file_name.as_str()) {
        (Some(Origin::Order(number)), _) => {
            (t!("again-title", number = ui::plain(number)), Some(all.web.href(&format!("/orders/{number}"))))
        }
        (Some(Origin::List(list)), _) => (t!("lists-again").to_owned(), Some(all.web.href(&format!("/lists/{list}")))),
        (None, "") => (t!("quick-lines").to_owned(), None),
        (None, name) => (ui::plain(name), None),
    };
    let back = match (&proposal.reading.origin, from) {
        (Some(Origin::Order(number)), Some(from)) => (Some(from), t!("shop-order-title", number = ui::plain(number))),
        (Some(Origin::List(_)), Some(from)) => (Some(from), t!("lists-title").to_owned()),
        _ => (Some(all.web.href(PATH)), t!("quick-title").to_owned()),
    };
    out.put(ui::crumbs(vec![back, (None, name.clone())]));
    let head = ui::head::Head::new(ui::name(&name))
        .about(t!("quick-rows-read", count = proposal.reading.lines.len()))
        .about(ui::moment(proposal.created_at));
    let head = if proposal.by_support.is_some() { head.about(t!("quick-by-support")) } else { head };
    out.put(head.html());
}

fn notices(out: &mut Markup, all: &Sums<'_>, sums: &[(usize, i64)], message: Option<String>) {
    let (web, matched, query) = (all.web, all.matched, all.web.query());
    if let Some(text) = message {
        out.put(Notice::new(web, Tone::Danger, text));
    }
    let count = |name: &str| query.get(name).parse::<i64>().unwrap_or(0);
    match query.get("done") {
        "added" if count("left") > 0 => {
            let text = t!("quick-added-some", count = count("rows"), left = count("left"));
            out.put(Notice::new(web, Tone::Warning, text).actions(after(all)));
        }
        "added" => {
            out.put(Notice::new(web, Tone::Success, t!("quick-added", count = count("rows"))).actions(after(all)));
        }
        "none" => out.put(Notice::new(web, Tone::Warning, t!("again-none"))),
        "undone" => out.put(Notice::new(web, Tone::Success, t!("quick-undone", count = count("rows")))),
        "other" => out.put(Notice::new(web, Tone::Warning, t!("quick-other"))),
        "again" => out.put(Notice::new(web, Tone::Success, t!("quick-again"))),
        "changed" => out.put(Notice::new(web, Tone::Success, t!("done-changed"))),
        _ => {}
    }
    for ask in matched.proposal.reading.table.iter().flat_map(|table| &table.asks) {
        out.put(Notice::new(web, Tone::Warning, words::quick_order::question(*ask)));
    }
    let order_number = matched.proposal.reading.order_number.as_str();
    if !order_number.is_empty() {
        let address = web.href(&format!("/checkout?po_number={}", crate::respond::encode(order_number)));
        let text = t!("quick-order-number", number = ui::plain(order_number));
        let link = ui::form::button_link("btn btn-small", &address, t!("quick-order-number-use"));
        out.put(Notice::new(web, Tone::Info, text).actions(link));
    }
    let merged = merged_lines(matched);
    if merged > 0 && query.get("done") == "added" {
        out.put(Notice::new(web, Tone::Info, t!("again-merged", count = merged)));
    }
    let short = sums.iter().filter_map(|(place, quantity)| {
        let offer = matched.offers.get(*place)?;
        (*quantity > offer.available)
            .then(|| t!("quick-short", sku = &offer.sku, wanted = *quantity, available = offer.available))
    });
    let short: Vec<String> = short.collect();
    if !short.is_empty() {
        let text = format!("{} {}", t!("quick-short-help"), short.join(" "));
        out.put(Notice::new(web, Tone::Warning, text));
    }
}

/// How many lines of the cart became larger by the last addition, because the product was there already.
fn merged_lines(matched: &Matched) -> usize {
    let undo = matched.proposal.choices.undo.as_ref();
    undo.map_or(0, |undo| undo.before.iter().filter(|before| before.quantity > 0).count())
}

/// What can be done after lines went into the cart.
fn after(all: &Sums<'_>) -> Markup {
    let mut out = Markup::default();
    out.put(ui::form::button_link("btn btn-small", &all.web.href("/cart"), t!("quick-to-cart")));
    if all.may && all.matched.proposal.choices.undo.is_some() {
        let action = all.web.href(&format!("{PATH}/{}/undo", all.matched.proposal.id));
        out.put(ui::form::button(all.web, &action, "btn btn-small", t!("quick-undo"), ""));
    }
    out
}

/// The button that fills the cart, and the rows that do not go as a file.
fn actions(out: &mut Markup, all: &Sums<'_>) {
    let (web, proposal) = (all.web, &all.matched.proposal);
    let address = |what: &str| web.href(&format!("{PATH}/{}/{what}", proposal.id));
    out.literal("<div class=\"quick-actions card card-body\">");
    if !all.may {
        out.put(cannot_order(web));
    } else if all.going > 0 {
        let label = t!("quick-add", count = all.going);
        markup! {
            out,
            "<form method=\"post\"", "action" = address("add"), ">", ui::context(web), "<input type=\"hidden\" name=\"version\"",
            "value" = proposal.version.to_string(), "><button class=\"btn btn-primary btn-large\" data-add>", label, "</button></form>"
        }
        if let Some(total) = all.total {
            markup! { out, "<p><b class=\"money\">", text::money(total), "</b> <span class=\"muted\">", t!("quick-net"), "</span></p>" }
        }
    } else {
        markup! { out, "<p class=\"muted\">", t!("quick-none-goes"), "</p>" }
    }
    if all.may && proposal.choices.undo.is_some() && web.query().get("done") != "added" {
        out.put(ui::form::button(web, &address("undo"), "btn", t!("quick-undo"), ""));
    }
    out.put(into::of_quick_order(web, proposal.id));
    let failed = all.matched.rows.iter().filter(|row| !row.goes() && !row.is_added).count();
    if failed > 0 {
        markup! {
            out,
            "<form class=\"row\" method=\"post\"", "action" = address("failed"), ">", ui::context(web), "<span>",
            t!("quick-failed", count = failed), "</span>"
        }
        for (format, label) in [("xlsx", t!("quick-failed-xlsx")), ("csv", t!("quick-failed-csv"))] {
            markup! {
                out, "<button class=\"btn btn-small\" name=\"format\"", "value" = format, ">", ui::icon(web, "download"), label, "</button>"
            }
        }
        out.literal("</form>");
    }
    out.literal("</div>");
}

/// How many rows there are of each kind; each leads to those rows alone.
fn filters(out: &mut Markup, all: &Sums<'_>, show: Show) {
    let (web, rows) = (all.web, &all.matched.rows);
    let here = web.href(&format!("{PATH}/{}", all.matched.proposal.id));
    out.literal("<ul class=\"chips\">");
    let mut chip = |to: Show, label: &str, count: usize| {
        if count == 0 && to != Show::All {
            return;
        }
        let href = if to == Show::All { here.clone() } else { format!("{here}?show={}", to.word()) };
        let current = (to == show).then_some("true");
        markup! {
            out,
            "<li><a class=\"chip\"", "href" = href, "aria-current" = current, "data-show" = to.word(), ">", label, " <b>",
            text::number(i64::try_from(count).unwrap_or(i64::MAX)), "</b></a></li>"
        }
    };
    chip(Show::All, t!("quick-show-all"), rows.len());
    chip(Show::Problems, t!("quick-show-problems"), rows.iter().filter(|row| is_open(row)).count());
    for state in State::ALL {
        chip(Show::Only(state), words::quick_order::state(state).0, rows.iter().filter(|r| r.state == state).count());
    }
    out.literal("</ul>");
}

fn list(out: &mut Markup, all: &Sums<'_>, show: Show) {
    let web = all.web;
    let mut rows: Vec<&Row> = all.matched.rows.iter().filter(|row| show.has(row)).collect();
    rows.sort_by_key(|row| !is_open(row));
    if rows.is_empty() {
        out.put(ui::empty(web, "check", t!("quick-no-rows"), t!("quick-no-rows-help"), None));
        return;
    }
    let any_open = all.may && rows.iter().any(|row| is_open(row));
    markup! {
        out,
        "<form class=\"quick-form\" method=\"post\"",
        "action" = web.href(&format!("{PATH}/{}", all.matched.proposal.id)), ">", ui::context(web)
    }
    markup! { out, "<input type=\"hidden\" name=\"show\"", "value" = show.word(), ">" }
    if any_open {
        // Enter in a field is the button that comes first.
        markup! { out, "<div class=\"quick-apply\"><button class=\"btn btn-primary\">", t!("quick-apply"), "</button>" }
        for (state, label) in [
            (State::Choose, t!("quick-all-same")),
            (State::Replaced, t!("quick-all-replaced")),
            (State::Hidden, t!("quick-all-hidden")),
        ] {
            let can = |row: &&&Row| {
                row.state == state
                    && !row.is_added
                    && (state == State::Hidden || matches!(row.picks[..], [Pick::Product { .. }]))
            };
            if rows.iter().filter(can).count() > 1 {
                markup! {
                    out, "<button class=\"btn btn-small\" name=\"all\"", "value" = state.as_str(), ">", label, "</button>"
                }
            }
        }
        out.literal("</div>");
    }
    out.literal("<ol class=\"quick-rows\">");
    for row in rows {
        self::row(out, all, row);
    }
    out.literal("</ol>");
    if any_open {
        markup! { out, "<div class=\"quick-apply\"><button class=\"btn btn-primary\">", t!("quick-apply"), "</button></div>" }
    }
    out.literal("</form>");
}

fn row(out: &mut Markup, all: &Sums<'_>, row: &Row) {
    let Some(line) = all.matched.proposal.reading.lines.get(row.line) else { return };
    let n = line.row.to_string();
    let offer = row.offer.and_then(|place| all.matched.offers.get(place));
    let (label, tone) = words::quick_order::state(row.state);
    markup! {
        out,
        "<li class=\"quick-row\"", "id" = format!("row-{n}"), "data-row" = &n, "data-state" = row.state.as_str(),
        "data-sku" = offer.map_or("", |offer| offer.sku.as_str()), "data-quantity" = row.quantity.to_string(),
        "data-added" = row.is_added.then_some(""), "><span class=\"quick-n\"><span class=\"visually-hidden\">", t!("quick-head-row"),
        " </span>", &n, "</span><span class=\"quick-typed\"><bdi>", ui::plain(&line.typed.replace('\t', " · ")), "</bdi></span>"
    }
    what(out, all, row, offer);
    markup! { out, "<span class=\"quick-state\"><span class=\"status\"", "data-tone" = if row.is_added { "success" } else { tone }, ">" }
    out.put(if row.is_added { t!("quick-in-cart") } else { label });
    out.literal("</span>");
    let why = words::quick_order::why(row);
    if !why.is_empty() && !row.is_added {
        markup! { out, " <span>", ui::plain(&why), "</span>" }
    }
    if let Some((was, now)) = changed_price(all, row, line) {
        let text = t!("again-price", was = text::unit_price(was), now = text::unit_price(now));
        markup! { out, " <small data-price-was>", text, "</small>" }
    }
    for remark in &row.remarks {
        markup! { out, " <small class=\"muted\">", ui::plain(&words::quick_order::remark(remark)), "</small>" }
    }
    out.literal("</span>");
    if let Some(offer) = offer.filter(|_| row.quantity > 0) {
        reasons_of(out, all, row, offer);
    }
    if all.may && is_open(row) {
        remedy(out, all, row, &n);
    }
    out.literal("</li>");
}

/// What one cost then and costs now, where that differs.
fn changed_price(all: &Sums<'_>, row: &Row, line: &Line) -> Option<(UnitPrice, UnitPrice)> {
    let offer = all.matched.offers.get(row.offer?)?;
    let now = row.offer.and_then(|place| all.prices.get(&place)).copied().or_else(|| offer.price(row.quantity))?;
    let was = UnitPrice::new(line.was?, now.currency);
    (was != now && row.state != State::Replaced).then_some((was, now))
}

/// The product of a row, with quantity and price.
fn what(out: &mut Markup, all: &Sums<'_>, row: &Row, offer: Option<&Offer>) {
    out.literal("<span class=\"quick-what\">");
    if let Some(offer) = offer {
        markup! {
            out,
            "<a", "href" = all.web.href(&format!("/p/{}", offer.slug)), ">", &offer.name, "</a> <small class=\"sku\">",
            &offer.sku, "</small>"
        }
    }
    out.literal("</span><span class=\"quick-much num\">");
    if let Some(offer) = offer.filter(|_| row.quantity > 0) {
        markup! { out, text::number(row.quantity), " ", words::quick_order::sold(&offer.unit) }
        let price = row.offer.and_then(|place| all.prices.get(&place)).copied().or_else(|| offer.price(row.quantity));
        if let Some(amount) = price.and_then(|price| price.times(row.quantity)) {
            markup! { out, " <span class=\"money\">", text::money(amount), "</span>" }
        }
    }
    out.literal("</span>");
}

/// Why a row costs what it costs.
fn reasons_of(out: &mut Markup, all: &Sums<'_>, row: &Row, offer: &Offer) {
    out.literal("<div class=\"quick-why\">");
    match all.why.get(&offer.id) {
        Some(why) => markup! {
            out,
            price::hint_line(why, &offer.unit, offer.increment), price::panel(all.web, why, &offer.unit, &offer.name, false)
        },
        None => {
            let address = all.web.href(&format!("/p/{}?quantity={}", offer.slug, row.quantity));
            markup! { out, "<small>", ui::link(&address, t!("price-why")), "</small>" }
        }
    }
    out.literal("</div>");
}

/// What can be done about a row.
fn remedy(out: &mut Markup, all: &Sums<'_>, row: &Row, n: &str) {
    out.literal("<span class=\"quick-remedy\">");
    for pick in &row.picks {
        self::pick(out, all, row, pick, n);
    }
    if row.state == State::Hidden {
        markup! {
            out, "<button class=\"btn btn-small\"", "name" = format!("take-{n}"), " value=\"1\">", t!("quick-take"), "</button>"
        }
    }
    let asks_number = matches!(row.state, State::Unknown | State::Spoilt | State::NotVisible)
        || matches!(row.reason, Reason::Withdrawn | Reason::Alike | Reason::Several);
    let typed = n.parse().ok().and_then(|n: u32| all.typed.get(&n));
    if asks_number {
        let name = format!("number-{n}");
        let value = typed.and_then(|typed| typed.number.as_deref()).unwrap_or_else(|| shown_number(all.matched, row));
        markup! {
            out,
            "<label class=\"visually-hidden\"", "for" = &name, ">", t!("quick-number-of", line = n), "</label><input", "id" = &name,
            "name" = &name, " type=\"text\" autocomplete=\"off\" maxlength=\"200\"", "value" = value, ">"
        }
    } else if row.offer.is_some() && !matches!(row.state, State::Hidden | State::Replaced) {
        let name = format!("quantity-{n}");
        let error = typed.and_then(|typed| typed.error.clone());
        let value = typed.and_then(|typed| typed.quantity.clone()).unwrap_or_else(|| shown_quantity(all.matched, row));
        let error_id = format!("{name}-err");
        markup! {
            out,
            "<label class=\"visually-hidden\"", "for" = &name, ">", t!("quick-quantity-of", line = n), "</label><input", "id" = &name,
            "name" = &name, " type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"40\" size=\"8\"", "value" = value,
            "aria-invalid" = error.is_some().then_some("true"), "aria-describedby" = error.is_some().then_some(error_id.as_str()), ">"
        }
        if let Some(text) = error {
            markup! { out, "<span class=\"error\"", "id" = error_id, ">", text, "</span>" }
        }
    }
    out.literal("</span>");
}

fn pick(out: &mut Markup, all: &Sums<'_>, row: &Row, pick: &Pick, n: &str) {
    match pick {
        Pick::Product { sku, name } => {
            markup! {
                out,
                "<button class=\"btn btn-small\"", "name" = format!("sku-{n}"), "value" = sku, "title" = name, "><span class=\"sku\">",
                sku, "</span> <span>", name, "</span></button>"
            }
        }
        Pick::Quantity(quantity) => {
            let sold =
                row.offer.and_then(|place| all.matched.offers.get(place)).map_or("", |offer| offer.unit.as_str());
            markup! {
                out,
                "<button class=\"btn btn-small\"", "name" = format!("pick-{n}"), "value" = quantity.to_string(), ">",
                t!("quick-pick-quantity", quantity = *quantity, unit = words::quick_order::sold(sold)), "</button>"
            }
        }
    }
}
