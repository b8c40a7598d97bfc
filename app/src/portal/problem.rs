//! What a customer was shown when a page refused or failed, for whom they ask for help.

use crate::part::person;
use crate::portal::behalf::way;
use crate::respond::{Answer, Frame, page};
use crate::t;
use crate::ui;
use crate::ui::card::{Card, Item};
use crate::ui::facts::Facts;
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::split;
use crate::web::{Web, is_own_path};
use crate::words::browser;
use axum::extract::Path;
use domain::error::Error;
use domain::problem::db::{Line, Problem};
use domain::problem::{self, Typed};
use http::StatusCode;

/// `/portal/problems/{reference}`
pub async fn show(web: Web, Path(reference): Path<String>) -> Answer {
    let reference = problem::read(&reference).ok_or(Error::NotFound)?;
    let problem = problem::db::view(&web.cx, &reference).await?;
    let to = if is_own_path(&problem.page) { problem.page.as_str() } else { "" };
    let act = way::of_account(&web, problem.contact, problem.account, to).await?;
    let session = match &problem.acting {
        Some((id, _)) => domain::behalf::history::may_open(&web.cx, *id).await?,
        None => false,
    };
    let title = t!("problem-title", reference = &reference);
    Ok(page(&web, &Frame::Portal, StatusCode::OK, &title, || {
        let contact = format!("/portal/contacts/{}", problem.contact);
        let company = format!("/portal/organizations/{}", problem.organization);
        let name = ui::plain(&problem.contact_name);
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (Some(contact.clone()), name),
            (None, reference.clone()),
        ];
        let head = Head::new(&title)
            .about(ui::link(&contact, ui::name(&problem.contact_name)))
            .about(ui::link(&company, ui::name(&problem.organization_name)))
            .about(&problem.store_name)
            .about(ui::moment_utc(problem.line.at))
            .actions(act);
        let happened = (said(&problem), typed(&problem.typed));
        (ui::crumbs(steps), head, split(happened, around(&problem, session))).rendered()
    }))
}

/// What the page said.
fn said(problem: &Problem) -> Card {
    let Line { address, title, status, .. } = &problem.line;
    let reasons = problem.reasons.iter().map(|reason| ui::paragraph(ui::name(reason))).collect::<Vec<_>>();
    let facts = Facts::lines()
        .code(t!("problem-address"), format!("{} {}", problem.method, ui::plain(address)))
        .maybe(t!("problem-page"), (problem.page != *address).then(|| ui::code(ui::plain(&problem.page))))
        .fact(t!("problem-answer"), (status.to_string(), " ", ui::name(title)))
        .maybe(t!("problem-reasons"), (!reasons.is_empty()).then_some(reasons));
    Card::new("h-said", t!("problem-said")).body(facts)
}

/// What was typed; what must not be kept is named.
fn typed(typed: &[Typed]) -> Card {
    let card = Card::new("h-typed", t!("problem-typed"));
    if typed.is_empty() {
        return card.body(ui::muted_paragraph(t!("problem-nothing-typed")));
    }
    let facts = typed.iter().fold(Facts::lines(), |facts, Typed { name, value }| match value {
        Some(value) => facts.fact(&ui::plain(name), ui::name(value)),
        None => facts.fact(&ui::plain(name), ui::muted(t!("problem-not-kept"))),
    });
    card.body(facts)
}

/// Who, with what, and under which number of the log.
fn around(problem: &Problem, may_open: bool) -> Card {
    let acting = problem.acting.as_ref().map(|(id, staff)| {
        let who = person::for_whom(staff, &problem.contact_name);
        if may_open { ui::link(&format!("/portal/sessions/{id}"), who) } else { who }
    });
    let facts = Facts::lines()
        .maybe(t!("problem-acting"), acting)
        .noted(t!("problem-browser"), browser::name(&problem.browser), &ui::plain(&problem.browser))
        .code(t!("problem-version"), &problem.version)
        .code(t!("problem-request"), &problem.request_id);
    Card::new("h-around", t!("problem-around")).body(facts)
}

/// Pages that failed for a customer lately, each with the way to its facts.
pub fn card(lines: &[Line]) -> Card {
    let items = lines.iter().map(|line| {
        let title = if line.title.is_empty() { &line.address } else { &line.title };
        Item::link(&format!("/portal/problems/{}", line.reference), ui::name(title))
            .note(ui::plain(&line.address))
            .note((ui::moment(line.at), " · ", &line.reference))
            .end(ui::badge((&line.status.to_string(), "neutral")))
    });
    Card::new("h-problems", t!("problems-title")).remark(t!("portal-times-utc")).items(items, t!("problems-none"))
}
