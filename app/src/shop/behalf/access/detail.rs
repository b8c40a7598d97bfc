//! One support session as the customer reads it: when, why, by whom, on what consent, and everything that was done.

use crate::frame::notice;
use crate::frame::shop::Chrome;
use crate::part::timeline::{clock, sentence};
use crate::respond::{Answer, page};
use crate::shop::account::tabs;
use crate::shop::behalf::access::who;
use crate::t;
use crate::text;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use domain::audit::Outcome;
use domain::audit::detail::Change;
use domain::behalf::consent::Basis;
use domain::behalf::customer::{Step, Visit};
use domain::error::Error;
use domain::id::BehalfId;
use domain::policy::{Action, Role};
use http::StatusCode;
use leptos::prelude::*;

/// `/account/support-access/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let chrome = Chrome::load(&web).await?;
    let (visit, steps) = domain::behalf::customer::visit(&web.cx, id).await?;
    domain::behalf::history::viewed(&web.cx, "support_access").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("support-session"), || {
        let list = (web.href("/account/support-access"), t!("shop-nav-support").to_owned());
        let live = visit.is_live(web.cx.now());
        let end = live.then(|| {
            if web.cx.may(Action::EndSupport) {
                notice::end_dialog(&web, visit.id, "page")
            } else {
                ui::not_on_behalf(&web, || t!("visit-not-on-behalf"))
            }
        });
        view! {
            {ui::crumbs(vec![(Some(list.0), list.1), (None, text::minute(visit.started_at))])}
            <header class="page-head">
                <div><h1>{t!("support-session")}" "{live.then(|| ui::badge((t!("support-open"), "warning")))}</h1>
                    <p class="muted"><bdi>{ui::plain(&visit.reason)}</bdi></p></div>
                <div class="actions">{end}</div>
            </header>
            {tabs(&web, "/account/support-access")}
            {ui::done(&web)}
            {forced(&web, &visit)}
            <div class="split">
                <div>
                    <section class="card" aria-labelledby="h-done">
                        <header class="card-head"><h2 id="h-done">{t!("visit-done")}</h2><span class="muted small">{t!("times-in-utc")}</span></header>
                        <div class="card-body">{story(&web, &steps)}</div>
                    </section>
                </div>
                <div>{facts(&visit)}</div>
            </div>
        }
    }))
}

/// A session against the customer's word says why, first.
fn forced(web: &Web, visit: &Visit) -> Option<impl IntoView + use<>> {
    (visit.consent == Basis::Override).then(|| {
        let second = who(visit.names, &visit.second_name, visit.second_role.map_or(t!("notice-label"), Role::title));
        let why = ui::plain(&visit.override_reason);
        ui::notice(web, "danger", t!("visit-forced", second = second, why = why))
    })
}

fn story(web: &Web, steps: &[Step]) -> Html {
    let items = steps
        .iter()
        .map(|step| {
            let entry = &step.entry;
            let tone = match (Outcome::parse(&entry.outcome), entry.kind.as_str()) {
                (Some(Outcome::Denied), _) => Some("danger"),
                (_, "order.placed" | "order.submitted") => Some("success"),
                _ => None,
            };
            let order = entry.object.strip_prefix("order ").filter(|_| entry.kind.starts_with("order."));
            let what = match order {
                Some(number) => view! { <a href=web.href(&format!("/orders/{number}"))>{sentence(entry)}</a> }.html(),
                None => sentence(entry).html(),
            };
            // An order is read on its own page, not field by field.
            let changes = if order.is_some() { ().html() } else { diff(&step.changes) };
            view! { <li data-tone=tone>{clock(&entry.at)}<div>{what}{changes}</div></li> }
        })
        .collect_view();
    view! { <ol class="timeline" data-seconds="">{items}</ol> }.html()
}

/// Before and after, in the customer's words.
fn diff(changes: &[Change]) -> Html {
    let rows: Vec<_> = changes
        .iter()
        .filter_map(|change| {
            let label = words::field(&change.field)?;
            let before = (!change.before.is_empty()).then(|| view! { <del>{ui::plain(&change.before)}</del>" " });
            let after = (!change.after.is_empty()).then(|| view! { <ins>{ui::plain(&change.after)}</ins> });
            Some(view! { <div><dt>{label}</dt><dd>{before}{after}</dd></div> })
        })
        .collect();
    if rows.is_empty() { ().html() } else { view! { <dl class="diff">{rows}</dl> }.html() }
}

fn facts(visit: &Visit) -> Html {
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { ui::plain(text) };
    let end = match visit.ended_at {
        Some(at) => view! {
            <div><dt>{t!("support-ended-utc")}</dt><dd>{ui::moment(at)}</dd></div>
            <div><dt>{t!("visit-cause")}</dt><dd>{visit.ended_why.map_or(t!("support-ended"), words::ended_own)}</dd></div>
        }
        .html(),
        None => view! { <div><dt>{t!("visit-ends-utc")}</dt><dd>{ui::moment(visit.expires_at)}</dd></div> }.html(),
    };
    view! {
        <section class="card" aria-labelledby="h-facts">
            <header class="card-head"><h2 id="h-facts">{t!("visit-facts")}</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div><dt>{t!("support-by")}</dt><dd><bdi>{who(visit.names, &visit.staff_name, words::staff_role(visit.staff_role))}</bdi></dd></div>
                    <div><dt>{t!("support-reason")}</dt><dd><bdi>{dash(&visit.reason)}</bdi></dd></div>
                    <div><dt>{t!("visit-ticket")}</dt><dd><bdi>{dash(&visit.ticket)}</bdi></dd></div>
                    <div><dt>{t!("support-mode")}</dt><dd>{words::mode(visit.mode)}</dd></div>
                    <div><dt>{t!("visit-consent")}</dt><dd>{words::rests_on(visit.consent)}</dd></div>
                    <div><dt>{t!("support-started-utc")}</dt><dd>{ui::moment(visit.started_at)}</dd></div>
                    {end}
                </dl>
            </div>
        </section>
    }
    .html()
}
