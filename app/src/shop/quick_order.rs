//! Quick order: a pad, pasted lines or a file become a page of rows to look at, and what goes goes into the cart.

mod columns;
mod pad;
mod rows;
pub mod upload;

use crate::answer::download;
use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::respond::{Answer, Fail, page, see};
use crate::shop::quick_order::rows::{Show, Typed, shown_number, shown_quantity};
use crate::t;
use crate::web::Web;
use crate::words;
use axum::extract::{Path, Request};
use domain::error::{Conflict, Error, Problem};
use domain::id::QuickOrderId;
use domain::policy::Action;
use domain::quick_order::db::{self, Change, Source};
use domain::quick_order::failed::{self, Format};
use domain::quick_order::find::{Matched, matched, matched_near};
use domain::quick_order::read::{Role, Typed as TypedLine, Wish};
use domain::quick_order::{LARGEST_FILE, Pick, State, fill};
use http::StatusCode;
use std::collections::BTreeMap;

/// Where the pad stands.
pub const PATH: &str = "/quick-order";
/// Fields of the pad.
const FIELDS: usize = 20;
/// The largest form of a page of rows, in bytes.
const LARGEST_CHANGE: usize = 1024 * 1024;

/// `/quick-order`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ViewCart).await?;
    pad(&web, &Form::default(), None).await
}

async fn pad(web: &Web, form: &Form, refused: Option<String>) -> Answer {
    let (chrome, recent) = tokio::try_join!(Chrome::load(web), db::recent(&web.cx))?;
    domain::behalf::history::viewed(&web.cx, "quick_order").await?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(web, &chrome.frame(), status, t!("quick-title"), || pad::content(web, form, refused, &recent)))
}

/// Reads what was sent, and leads to its rows.
pub async fn read(web: Web, request: Request) -> Answer {
    web.cx.check_recorded(Action::ReadLines).await?;
    let sent = upload::read(&web, request).await?;
    let field = |name: &str, n: usize| sent.form.get(&format!("{name}-{n}")).trim().to_owned();
    let typed: Vec<TypedLine> = (1..=FIELDS)
        .map(|n| TypedLine { number: field("number", n), quantity: field("quantity", n), unit: field("unit", n) })
        .collect();
    let text = sent.form.get("lines").to_owned();
    let has_lines = !text.trim().is_empty() || typed.iter().any(|line| !line.number.is_empty());
    let source = match sent.file {
        Some(_) if has_lines => return pad(&web, &sent.form, Some(t!("quick-both").to_owned())).await,
        Some(file) if file.is_cut => {
            let refusal = domain::quick_order::read::Refusal::TooLarge { bytes: LARGEST_FILE as u64, unpacked: false };
            return pad(&web, &sent.form, Some(words::quick_order::refusal(refusal))).await;
        }
        Some(file) => Source::File { name: file.name, bytes: file.bytes },
        None if !has_lines => return pad(&web, &sent.form, Some(t!("quick-nothing").to_owned())).await,
        None => Source::Lines { typed, text },
    };
    match db::read(&web.cx, source).await? {
        Ok(id) => Ok(see(&web.href(&format!("{PATH}/{id}")))),
        Err(refusal) => pad(&web, &sent.form, Some(words::quick_order::refusal(refusal))).await,
    }
}

fn id(text: &str) -> Result<QuickOrderId, Error> {
    QuickOrderId::parse(text).ok_or(Error::NotFound)
}

/// `/quick-order/{id}`: its rows with the products as they are now.
pub async fn open(web: Web, Path(place): Path<String>) -> Answer {
    render(&web, id(&place)?, &BTreeMap::new(), None).await
}

async fn render(
    web: &Web,
    id: QuickOrderId,
    typed: &BTreeMap<u32, Typed>,
    message: Option<(StatusCode, String)>,
) -> Answer {
    let proposal = db::load(&web.cx, id).await?;
    let (chrome, matched) = tokio::try_join!(Chrome::load(web), matched_near(&web.cx, proposal))?;
    domain::behalf::history::viewed(&web.cx, "quick_order").await?;
    let show = Show::of(web.query().get("show"));
    let why = rows::reasons(web, &matched).await?;
    let wrong = typed.values().any(|typed| typed.error.is_some());
    let status = match &message {
        Some((status, _)) => *status,
        None if wrong => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let message = message.map(|(_, text)| text);
    Ok(page(web, &chrome.frame(), status, t!("quick-title"), || {
        rows::content(web, &matched, &why, show, typed, message)
    }))
}

/// Keeps what was said about rows.
pub async fn change(web: Web, Path(place): Path<String>, request: Request) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let id = id(&place)?;
    let body = axum::body::to_bytes(request.into_body(), LARGEST_CHANGE).await;
    let body = body.map_err(|_| Fail::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    let form = Form::read_within(&web, &body, LARGEST_CHANGE)?;
    let matched = matched(&web.cx, db::load(&web.cx, id).await?).await?;
    let (changes, typed) = changes(&matched, &form);
    if typed.values().any(|typed| typed.error.is_some()) {
        return render(&web, id, &typed, None).await;
    }
    let first = changes.first().map(|(row, _)| *row);
    if !changes.is_empty() {
        db::choose(&web.cx, id, changes).await?;
    }
    let at = first.map_or_else(String::new, |row| format!("#row-{row}"));
    let show = Show::of(form.get("show")).word();
    Ok(see(&web.href(&format!("{PATH}/{id}?show={show}&done=changed{at}"))))
}

/// What a form says about rows, and what was typed into it that cannot be taken.
fn changes(matched: &Matched, form: &Form) -> (Vec<(u32, Change)>, BTreeMap<u32, Typed>) {
    let sent: BTreeMap<&str, &str> = form.params().iter().collect();
    let for_all = sent.get("all").copied().unwrap_or_default();
    let (mut changes, mut all) = (Vec::new(), BTreeMap::new());
    for row in matched.rows.iter().filter(|row| row.state.is_problem() && !row.is_added) {
        let Some(line) = matched.proposal.reading.lines.get(row.line) else { continue };
        let n = line.row;
        let field = |name: &str| sent.get(format!("{name}-{n}").as_str()).map(|text| text.trim());
        let is_meant = for_all == row.state.as_str() && row.state != State::Unknown;
        let one = match row.picks.as_slice() {
            [Pick::Product { sku, .. }] if is_meant => Some(sku),
            _ => None,
        };
        if let Some(sku) = field("sku").filter(|sku| !sku.is_empty()).or(one.map(String::as_str)) {
            changes.push((n, Change::Number(sku.to_owned())));
        } else if let Some(number) = field("number").filter(|n| !n.is_empty() && *n != shown_number(matched, row)) {
            changes.push((n, Change::Number(number.chars().take(200).collect())));
        }
        if field("take").is_some() || (is_meant && row.state == State::Hidden) {
            changes.push((n, Change::Take));
        }
        let picked = field("pick").filter(|text| !text.is_empty());
        let typed = field("quantity").filter(|text| !text.is_empty() && *text != shown_quantity(matched, row));
        let mut error = None;
        if let Some(text) = picked.or(typed) {
            let quantity = domain::cart::quantity(text, 1);
            if let Err(Error::Invalid(fields)) = &quantity {
                error = fields.first().map(|field| words::problem(&field.problem));
            }
            changes.extend(quantity.ok().map(|quantity| (n, Change::Quantity(quantity))));
        }
        let kept = |name: &str| field(name).map(str::to_owned);
        all.insert(n, Typed { number: kept("number"), quantity: kept("quantity"), error });
    }
    (changes, all)
}

/// Puts all rows that go into the cart.
pub async fn add(web: Web, Path(place): Path<String>, form: Form) -> Answer {
    let id = id(&place)?;
    let shown = form.get("version").parse().unwrap_or(0);
    let mut cx = web.cx.clone();
    if form.get("to") == "prepared" && cx.prepared().is_none() {
        if db::load(&cx, id).await?.version != shown {
            return Ok(see(&web.href(&format!("{PATH}/{id}?done=other"))));
        }
        cx = cx.in_cart(domain::cart::prepared::begin(&cx).await?);
    }
    match fill::add(&cx, id, shown).await {
        Ok(filled) => Ok(see(&web.href(&format!("{PATH}/{id}?done=added&rows={}&left={}", filled.rows, filled.left)))),
        // A second click, or another person has changed the rows: the page shows their present state.
        Err(Error::Conflict(Conflict::Cart)) => Ok(see(&web.href(&format!("{PATH}/{id}?done=other")))),
        Err(other) => Err(other.into()),
    }
}

/// Puts the cart back to what it was.
pub async fn undo(web: Web, Path(place): Path<String>, _form: Form) -> Answer {
    let id = id(&place)?;
    match fill::undo(&web.cx, id).await {
        Ok(rows) => Ok(see(&web.href(&format!("{PATH}/{id}?done=undone&rows={rows}")))),
        Err(Error::Conflict(Conflict::Cart)) => {
            let message = t!("quick-undo-late").to_owned();
            render(&web, id, &BTreeMap::new(), Some((StatusCode::CONFLICT, message))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Reads the file again with another sheet or other columns.
pub async fn again(web: Web, Path(place): Path<String>, form: Form) -> Answer {
    let id = id(&place)?;
    web.cx.check_recorded(Action::ReadLines).await?;
    let proposal = db::load(&web.cx, id).await?;
    let table = proposal.reading.table.ok_or(Error::NotFound)?;
    let sheet = form.get("sheet").parse().unwrap_or(table.sheet);
    let typed = form.get("header").trim();
    let before = table.header.map_or(0, |(_, last)| last);
    let header = match typed.parse::<u32>() {
        Ok(row) => row,
        Err(_) if typed.is_empty() => 0,
        Err(_) => {
            let message = words::problem(&Problem::NotANumber);
            return render(&web, id, &BTreeMap::new(), Some((StatusCode::UNPROCESSABLE_ENTITY, message))).await;
        }
    };
    let is_other_sheet = sheet != table.sheet;
    let role = |n: usize| Role::parse(form.get(&format!("column-{n}")));
    let roles = (0..table.columns.len()).map(role).collect();
    let wish = Wish {
        sheet,
        header: (!is_other_sheet).then_some(header),
        roles: (!is_other_sheet && header == before).then_some(roles),
    };
    match db::again(&web.cx, id, wish).await? {
        Ok(()) => Ok(see(&web.href(&format!("{PATH}/{id}?done=again")))),
        Err(refusal) => {
            let message = words::quick_order::refusal(refusal);
            render(&web, id, &BTreeMap::new(), Some((StatusCode::UNPROCESSABLE_ENTITY, message))).await
        }
    }
}

/// The rows that do not go as a file.
pub async fn failed(web: Web, Path(place): Path<String>, form: Form) -> Answer {
    let id = id(&place)?;
    let format = Format::parse(form.get("format")).ok_or(Error::field("format", Problem::NotAChoice))?;
    let matched = matched_near(&web.cx, db::load(&web.cx, id).await?).await?;
    let headings = [
        t!("quick-head-number"),
        t!("quick-head-quantity"),
        t!("quick-head-unit"),
        t!("quick-head-note"),
        t!("quick-head-reason"),
        t!("quick-head-row"),
    ];
    let reason = |place: usize| matched.rows.get(place).map_or_else(String::new, words::quick_order::why);
    let bytes = failed::file(&web.cx, &matched, format, headings, reason).await?;
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    Ok(download(kind, &format!("rows-to-mend.{}", format.as_str()), bytes.into()))
}
