//! One on-behalf session: who, for whom, why, and everything that was done, in order.

use crate::form::Form;
use crate::part::person;
use crate::part::timeline::{clock, sentence};
use crate::portal::behalf::list::{mode, state};
use crate::portal::behalf::start::told;
use crate::portal::behalf::summary;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::t;
use crate::text::{self, PLACES};
use crate::ui::dialog::{closer, opener};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use axum::extract::Path;
use domain::audit::Outcome;
use domain::audit::db::Entry;
use domain::audit::detail::Change;
use domain::behalf::history::{Story, Summary, Sums, is_change};
use domain::behalf::{State, own};
use domain::error::Error;
use domain::id::BehalfId;
use domain::policy::Action;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// `/portal/sessions/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    render(&web, id, &Form::default()).await
}

/// The page; `form` holds a note that was refused.
///
/// # Errors
/// As [`domain::behalf::history::story`].
pub async fn render(web: &Web, id: BehalfId, form: &Form) -> Answer {
    let Story { summary: session, entries, changes } = domain::behalf::history::story(&web.cx, id).await?;
    let is_own = session.state == State::Ended && web.cx.staff().is_some_and(|s| s.id == session.staff_id);
    let live = Live::load(web, &session).await?;
    let only_changes = web.query().get("show") == "changes";
    let shown: Vec<&Entry> = entries.iter().filter(|e| !only_changes || is_change(&e.kind, &e.outcome)).collect();
    let title = t!("person-for-whom", who = ui::plain(&session.staff_name), whom = ui::plain(&session.contact_name));
    Ok(page(web, &Frame::Portal, status_of(form), &t!("portal-session-title", title = &title), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/sessions".to_owned()), t!("portal-sessions-title").to_owned()), (None, title.clone())])}
            {ui::done(web)}
            {head(web, &session, &live, form)}
            {counters(&entries)}
            <div class="split">
                <div>
                    <section class="card" aria-labelledby="h-story">
                        <header class="card-head">
                            <h2 id="h-story">{t!("portal-session-done")}</h2>
                            <span class="count">{shown.len().to_string()}</span>
                            <span class="muted small">{t!("portal-times-utc")}</span>
                            {views(&session, only_changes)}
                        </header>
                        <div class="card-body">{story(web, &shown, &changes, only_changes)}</div>
                    </section>
                </div>
                <div>{facts(&session)}{is_own.then(|| note(web, &session, form))}</div>
            </div>
        }
    }))
}

/// What the agent finds on the page of their own live session.
struct Live {
    /// Where it goes on; nothing when it is over or somebody else's.
    base: Option<String>,
    /// Whether it changed the cart and placed no order since.
    leaves_cart: bool,
}

impl Live {
    async fn load(web: &Web, session: &Summary) -> Result<Live, Error> {
        let base = own::base(&web.cx, session.id).await?;
        let leaves_cart = session.state == State::Active && own::leaves_cart(&web.cx, session.id).await?;
        Ok(Live { base, leaves_cart })
    }
}

/// Ends one's own session, or, for those who may, somebody else's.
pub async fn end(web: Web, Path(id): Path<String>, form: Form) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let ended = match own::is_own(&web.cx, id).await? {
        true => own::end(&web.cx, id, form.get("note")).await,
        false => domain::behalf::supervise::end(&web.cx, id, form.get("note")).await,
    };
    match ended {
        Ok(()) => Ok(see(&format!("/portal/sessions/{id}?done=ended"))),
        Err(error) => render(&web, id, &form.reject(error)?).await,
    }
}

/// A button that asks once more.
fn end_dialog(web: &Web, session: &Summary, live: &Live) -> Html {
    let cancel = closer("end-session", "btn", t!("portal-cancel").html(), None);
    view! {
        {opener("end-session", "btn btn-danger", t!("portal-session-end").html())}
        <dialog class="dialog" id="end-session" popover="auto" aria-labelledby="end-session-h">
            {end_form(web, session, live, &Form::default(), cancel)}
        </dialog>
    }
    .html()
}

/// The same question on the page itself, after its note was refused.
fn end_card(web: &Web, session: &Summary, live: &Live, form: &Form) -> Html {
    let page = format!("/portal/sessions/{}", session.id);
    let cancel = view! { <a class="btn" href=page>{t!("portal-cancel")}</a> }.html();
    view! {
        <section class="card narrow" aria-labelledby="end-session-h">{end_form(web, session, live, form, cancel)}</section>
    }
    .html()
}

fn end_form(web: &Web, session: &Summary, live: &Live, form: &Form, cancel: Html) -> Html {
    let agent = || person::name(&session.staff_name).html();
    let (question, text) = match live.base {
        Some(_) => (t!("portal-session-end-own").html(), t!("portal-session-end-own-help").html()),
        None => (
            ui::within(t!("portal-session-end-other", agent = PLACES[0]), [agent()]),
            ui::within(t!("portal-session-end-other-help", agent = PLACES[0]), [agent()]),
        ),
    };
    let cart = live.leaves_cart.then(|| ui::notice(web, "warning", words::leaves_cart().to_owned()));
    view! {
        <form method="post" action=format!("/portal/sessions/{}/end", session.id)>
            {ui::context(web)}
            <header class="dialog-head"><h2 id="end-session-h">{question}</h2></header>
            <div class="dialog-body form">
                {cart}
                <p>{text}</p>
                {summary::note_field("end-note", t!("portal-note"), form)}
            </div>
            <footer class="dialog-foot">{cancel}<button class="btn btn-danger">{t!("portal-session-end-now")}</button></footer>
        </form>
    }
    .html()
}

/// Everything, or changes alone.
fn views(session: &Summary, only_changes: bool) -> Html {
    let path = format!("/portal/sessions/{}", session.id);
    let changes = format!("{path}?show=changes");
    let current = |is: bool| is.then_some("true");
    view! {
        <ul class="chips end" aria-label=t!("portal-session-show")>
            <li><a class="chip" href=path aria-current=current(!only_changes)>{t!("portal-session-everything")}</a></li>
            <li><a class="chip" href=changes aria-current=current(only_changes)>{t!("portal-session-changes-only")}</a></li>
        </ul>
    }
    .html()
}

fn head(web: &Web, session: &Summary, live: &Live, form: &Form) -> Html {
    let (state, tone) = state(session, web.cx.now());
    let customer = person::name(&session.contact_name).html();
    let goes_on = live.base.as_ref().map(|base| {
        view! { <a class="btn btn-primary" href=web.shop(&format!("{base}/")) target="_blank" rel="noopener">{t!("portal-session-go-on")}{ui::icon(web, "external")}</a> }
    });
    let class = if goes_on.is_some() { "btn" } else { "btn btn-primary" };
    let back = web.cx.may(Action::ViewContacts).then(|| {
        let href = format!("/portal/contacts/{}", session.contact_id);
        view! { <a class=class href=href>{ui::within(t!("portal-session-back", customer = PLACES[0]), [customer])}</a> }
    });
    let may_end = live.base.is_some() || web.cx.may(Action::EndAnySession);
    let may_end = tone == "success" && may_end;
    let (end, refused) = match form.is_rejected() {
        true => (None, may_end.then(|| end_card(web, session, live, form))),
        false => (may_end.then(|| end_dialog(web, session, live)), None),
    };
    view! {
        <header class="page-head">
            <div>
                <h1>{person::for_whom(&session.staff_name, &session.contact_name)}" "{ui::badge((&state, tone))}</h1>
                <ul class="meta">
                    <li><bdi>{ui::plain(&session.organization_name)}</bdi></li>
                    <li>{session.store_name.clone()}</li>
                </ul>
            </div>
            <div class="actions">{end}{back}{goes_on}</div>
        </header>
        {refused}
    }
    .html()
}

fn counters(entries: &[Entry]) -> Html {
    let sums = Sums::of(entries);
    let counters = [
        (t!("portal-session-views"), sums.views),
        (t!("portal-session-changes"), sums.changes),
        (t!("portal-session-orders"), sums.orders),
        (t!("portal-session-refused"), sums.refusals),
    ]
    .into_iter()
    .map(|(label, n)| view! { <div><dt>{label}</dt><dd>{text::number(n)}</dd></div> })
    .collect_view();
    view! { <dl class="stats">{counters}</dl> }.html()
}

fn story(web: &Web, entries: &[&Entry], changes: &BTreeMap<i64, Vec<Change>>, only_changes: bool) -> Html {
    if entries.is_empty() && only_changes {
        return view! { <p class="muted">{t!("portal-session-unchanged")}</p> }.html();
    }
    if entries.is_empty() {
        return ui::empty(web, "history", t!("portal-session-nothing"), t!("portal-session-nothing-help"), None).html();
    }
    let may_open = web.cx.may(Action::ViewAllOrders);
    let items = entries
        .iter()
        .map(|entry| {
            let tone = match (Outcome::parse(&entry.outcome), entry.kind.as_str()) {
                (Some(Outcome::Denied), _) => Some("danger"),
                (_, "order.placed" | "order.submitted") => Some("success"),
                _ => None,
            };
            let order = entry.object.strip_prefix("order ").filter(|_| may_open && entry.kind.starts_with("order."));
            let text = sentence(entry);
            let what = match order {
                Some(number) => view! { <a href=format!("/portal/orders/{number}")>{text}</a> }.html(),
                None => text.html(),
            };
            view! {
                <li data-tone=tone title=entry.kind.clone()>
                    {clock(&entry.at)}
                    <div>{what}{changes.get(&entry.seq).map(|changes| before_and_after(changes))}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline" data-seconds="">{items}</ol> }.html()
}

/// The agent's own note, whoever ended the session.
fn note(web: &Web, session: &Summary, form: &Form) -> Html {
    view! {
        <section class="card" aria-labelledby="h-note">
            <header class="card-head"><h2 id="h-note">{t!("portal-session-your-note")}</h2></header>
            <div class="card-body">{summary::note_form(web, session, form)}</div>
        </section>
    }
    .html()
}

/// What an event changed, field by field.
fn before_and_after(changes: &[Change]) -> Option<Html> {
    if changes.is_empty() {
        return None;
    }
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { ui::plain(text) };
    let rows = changes
        .iter()
        .map(|c| {
            view! {
                <tr>
                    <th scope="row">{ui::plain(&c.field)}</th>
                    <td data-label=t!("portal-before")><bdi>{dash(&c.before)}</bdi></td>
                    <td data-label=t!("portal-after")><bdi>{dash(&c.after)}</bdi></td>
                </tr>
            }
        })
        .collect_view();
    let html = view! {
        <details>
            <summary>{t!("portal-before-and-after")}</summary>
            <div class="table-wrap">
                <table class="table">
                    <thead><tr><th scope="col">{t!("portal-field")}</th><th scope="col">{t!("portal-before")}</th><th scope="col">{t!("portal-after")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    };
    Some(html.html())
}

fn facts(session: &Summary) -> Html {
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { ui::plain(text) };
    let end = match session.ended_at {
        Some(at) => view! {
            <div><dt>{t!("portal-session-ended-utc")}</dt><dd>{ui::moment(at)}</dd></div>
            <div><dt>{t!("portal-session-cause")}</dt><dd>{session.ended_why.map_or(t!("portal-sessions-ended"), words::ended_short)}</dd></div>
        }
        .html(),
        None => view! { <div><dt>{t!("portal-session-ends-utc")}</dt><dd>{ui::moment(session.expires_at)}</dd></div> }
            .html(),
    };
    let note = (!session.note.is_empty())
        .then(|| view! { <div><dt>{t!("portal-note")}</dt><dd><bdi>{ui::plain(&session.note)}</bdi></dd></div> });
    let second = (!session.second_name.is_empty()).then(|| {
        view! {
            <div><dt>{t!("portal-session-second")}</dt><dd>{person::name(&session.second_name)}</dd></div>
            <div><dt>{t!("portal-session-override")}</dt><dd><bdi>{dash(&session.override_reason)}</bdi></dd></div>
        }
    });
    let before = session.previous_id.map(|id| {
        view! { <div><dt>{t!("portal-session-more-time")}</dt><dd><a href=format!("/portal/sessions/{id}")>{t!("portal-session-before")}</a></dd></div> }
    });
    view! {
        <section class="card" aria-labelledby="h-facts">
            <header class="card-head"><h2 id="h-facts">{t!("portal-sessions-session")}</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div><dt>{t!("portal-agent")}</dt><dd>{person::name(&session.staff_name)}</dd></div>
                    <div><dt>{t!("portal-customer")}</dt><dd>{person::name(&session.contact_name)}</dd></div>
                    <div><dt>{t!("portal-company")}</dt><dd>{person::name(&session.organization_name)}</dd></div>
                    <div><dt>{t!("portal-reason")}</dt><dd><bdi>{dash(&told(&session.reason))}</bdi></dd></div>
                    <div><dt>{t!("portal-ticket")}</dt><dd><bdi>{dash(&session.ticket)}</bdi></dd></div>
                    <div><dt>{t!("portal-mode")}</dt><dd>{mode(session)}</dd></div>
                    <div><dt>{t!("portal-session-consent")}</dt><dd>{words::consent_of(session.consent)}</dd></div>
                    {second}
                    {before}
                    <div><dt>{t!("portal-started-utc")}</dt><dd>{ui::moment(session.started_at)}</dd></div>
                    {end}
                    {note}
                </dl>
            </div>
        </section>
    }
    .html()
}
