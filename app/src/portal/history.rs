//! The history of an order, a contact or a company on its own page: who for whom, what and when, from the log.

use crate::part::person;
use crate::part::timeline;
use crate::portal::audit::filtered;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::markup::Markup;
use crate::ui::timeline::{Look, Timeline};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, text};
use domain::audit::history::{ALL, FEW, History, Of, Stamps};
use domain::audit::names::Line;
use domain::error::Result;
use domain::policy::Action;

/// The history and the stamps of a thing, as far as the address asks.
///
/// # Errors
/// As [`domain::audit::history::of`].
pub async fn load(web: &Web, thing: Of) -> Result<(History, Stamps)> {
    let size = if web.query().get("history") == "all" { ALL } else { FEW };
    tokio::try_join!(domain::audit::history::of(&web.cx, thing, size), domain::audit::history::stamps(&web.cx, thing))
}

/// The card. `id` is that of the thing, for the link into the log.
pub fn card(web: &Web, (history, stamps): &(History, Stamps), id: &str) -> Card {
    let all = (history.has_more && history.lines.len() <= FEW)
        .then(|| ui::link(&format!("{}?history=all#h-history", web.plain_path()), t!("history-show-all")));
    let may_audit = web.cx.may(Action::ViewAudit);
    let log = may_audit.then(|| ui::link(&filtered(&format!("object:{id}")), t!("history-open-log")));
    let list = match history.lines.is_empty() {
        true => ui::muted(t!("history-nothing")),
        false => days(may_audit, &history.lines),
    };
    Card::new("h-history", t!("history-title"))
        .remark(t!("portal-times-utc"))
        .body(by(stamps))
        .body(list)
        .foot((all.is_some() || log.is_some()).then_some((all, log)))
}

/// "Created by" and "Modified by", each with both people.
pub fn by(stamps: &Stamps) -> Html {
    let row = |line: &Line| {
        let mut out = Markup::default();
        markup! { out, people(line), "<small class=\"muted\">", timeline::stamp(&line.at), "</small>" }
        out
    };
    Facts::lines()
        .maybe(t!("history-created"), stamps.created.as_ref().map(row))
        .maybe(t!("history-modified"), stamps.modified.as_ref().map(row))
        .html()
}

/// Who, and for whom.
fn people(line: &Line) -> Html {
    let who = timeline::who(&line.actor);
    match &line.subject {
        Some(whom) => person::for_whom(&who, &whom.name),
        None => ui::name(&who),
    }
}

/// The events under the day on which they happened.
fn days(may_audit: bool, lines: &[Line]) -> Html {
    let mut out = Markup::default();
    for day in lines.chunk_by(|a, b| a.at.get(..10) == b.at.get(..10)) {
        let title = day.first().and_then(|line| timeline::parsed(&line.at)).map(text::day).unwrap_or_default();
        out.put(day.iter().fold(Timeline::of_day(&title), |timeline, line| item(may_audit, timeline, line)));
    }
    out.html()
}

fn item(may_audit: bool, timeline: Timeline, line: &Line) -> Timeline {
    let tone = match (line.outcome.as_str(), line.kind.as_str()) {
        ("denied", _) => Some("danger"),
        (_, "order.placed" | "order.submitted") => Some("success"),
        _ => None,
    };
    let object = line.objects.first().map_or("", |o| o.name.as_str());
    let words = timeline::from_parts(&line.kind, object, &line.note);
    let mut what = Markup::default();
    match may_audit {
        true => what.put(ui::link(&format!("/portal/audit?event={}#event", line.seq), words)),
        false => what.put(words),
    }
    markup! { what, "<small>", people(line), "</small>" }
    let look = Look { tone, mark: line.subject.is_some().then_some("data-behalf") };
    timeline.event(look, &line.kind, timeline::clock(&line.at), what)
}
