//! One support session as the customer reads it: when, why, by whom, on what consent, and everything that was done.

use crate::frame::notice;
use crate::frame::shop::Chrome;
use crate::part::timeline::{clock, sentence};
use crate::respond::{Answer, page};
use crate::shop::account::tabs;
use crate::shop::behalf::access::who;
use crate::ui::card::Card;
use crate::ui::facts::{Facts, dash};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split;
use crate::ui::timeline::{Look, Timeline};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, text, words};
use axum::extract::Path;
use domain::audit::Outcome;
use domain::audit::detail::Change;
use domain::behalf::consent::Basis;
use domain::behalf::customer::{Step, Visit};
use domain::error::Error;
use domain::id::BehalfId;
use domain::policy::{Action, Role};
use http::StatusCode;

/// `/account/support-access/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let chrome = Chrome::load(&web).await?;
    let (visit, steps) = domain::behalf::customer::visit(&web.cx, id).await?;
    domain::behalf::history::viewed(&web.cx, "support_access").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("support-session"), || {
        let list = (Some(web.href("/account/support-access")), t!("shop-nav-support").to_owned());
        let is_live = visit.is_live(web.cx.now());
        let mut head = Head::new(t!("support-session"));
        if is_live {
            head =
                head.beside(ui::badge((t!("support-open"), "warning"))).actions(match web.cx.may(Action::EndSupport) {
                    true => notice::end_dialog(&web, visit.id, "page"),
                    false => ui::not_on_behalf(&web, || t!("visit-not-on-behalf")),
                });
        }
        let done = Card::new("h-done", t!("visit-done")).remark(t!("times-in-utc")).body(story(&web, &steps));
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(vec![list, (None, text::minute(visit.started_at))]), head.about(ui::name(&visit.reason)),
            tabs(&web, "/account/support-access"), ui::done(&web), forced(&web, &visit), split(done, facts(&visit))
        }
        out.html()
    }))
}

/// A session against the customer's word says why, first.
fn forced(web: &Web, visit: &Visit) -> Option<Notice> {
    (visit.consent == Basis::Override).then(|| {
        let second = who(visit.names, &visit.second_name, visit.second_role.map_or(t!("notice-label"), Role::title));
        let why = ui::plain(&visit.override_reason);
        Notice::new(web, Tone::Danger, t!("visit-forced", second = second, why = why))
    })
}

fn story(web: &Web, steps: &[Step]) -> Timeline {
    steps.iter().fold(Timeline::default(), |timeline, step| {
        let entry = &step.entry;
        let tone = match (Outcome::parse(&entry.outcome), entry.kind.as_str()) {
            (Some(Outcome::Denied), _) => Some("danger"),
            (_, "order.placed" | "order.submitted") => Some("success"),
            _ => None,
        };
        // An order is read on its own page, not field by field.
        let order = entry.object.strip_prefix("order ").filter(|_| entry.kind.starts_with("order."));
        let what = match order {
            Some(number) => ui::link(&web.href(&format!("/orders/{number}")), sentence(entry)),
            None => (sentence(entry), diff(&step.changes)).rendered(),
        };
        timeline.event(Look { tone, mark: None }, "", clock(&entry.at), what)
    })
}

/// Before and after, in the customer's words.
fn diff(changes: &[Change]) -> Html {
    let mut rows = Markup::default();
    for change in changes {
        let Some(label) = words::field(&change.field) else { continue };
        markup! { rows, "<div><dt>", label, "</dt><dd>" }
        if !change.before.is_empty() {
            markup! { rows, "<del>", ui::plain(&change.before), "</del> " }
        }
        if !change.after.is_empty() {
            markup! { rows, "<ins>", ui::plain(&change.after), "</ins>" }
        }
        rows.literal("</dd></div>");
    }
    let mut out = Markup::default();
    if !rows.is_empty() {
        markup! { out, "<dl class=\"diff\">", rows, "</dl>" }
    }
    out.html()
}

fn facts(visit: &Visit) -> Card {
    let facts = Facts::default()
        .fact(t!("support-by"), ui::name(&who(visit.names, &visit.staff_name, words::staff_role(visit.staff_role))))
        .fact(t!("support-reason"), ui::name(dash(&visit.reason)))
        .fact(t!("visit-ticket"), ui::name(dash(&visit.ticket)))
        .fact(t!("support-mode"), words::mode(visit.mode))
        .fact(t!("visit-consent"), words::rests_on(visit.consent))
        .fact(t!("support-started-utc"), ui::moment(visit.started_at));
    let facts = match visit.ended_at {
        Some(at) => facts
            .fact(t!("support-ended-utc"), ui::moment(at))
            .fact(t!("visit-cause"), visit.ended_why.map_or(t!("support-ended"), words::ended_own)),
        None => facts.fact(t!("visit-ends-utc"), ui::moment(visit.expires_at)),
    };
    Card::new("h-facts", t!("visit-facts")).body(facts)
}
