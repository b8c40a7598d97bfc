//! On-behalf sessions: those that are live first, then those that are over, with filters.

use crate::part::link::link;
use crate::part::orders::place;
use crate::part::person;
use crate::portal::behalf::start::told;
use crate::respond::{Answer, Frame, page};
use crate::t;
use crate::ui::{Html, Position, Rendered};
use crate::web::Web;
use crate::{text, ui, words};
use domain::behalf::history::{Filter, SESSIONS, Summary, list};
use domain::behalf::{Cause, State};
use domain::cx::Mode;
use domain::error::Problem;
use domain::id::ContactId;
use domain::list::{Page, Place};
use domain::policy::Action;
use domain::time::Micros;
use http::StatusCode;
use leptos::prelude::*;

/// Whether a session is live and how long still, or why it is over; with the tone of its badge.
pub fn state(session: &Summary, now: Micros) -> (String, &'static str) {
    let left = session.expires_at.since(now).as_seconds();
    match (session.state, left) {
        (State::Active, 1..) => (t!("portal-sessions-live-left", minutes = (left + 59) / 60), "success"),
        (State::Active, _) => (words::ended_short(Cause::Expired).to_owned(), "neutral"),
        (State::Requested | State::Ended, _) => {
            (session.ended_why.map_or(t!("portal-sessions-ended"), words::ended_short).to_owned(), "neutral")
        }
    }
}

/// The reason with its ticket.
pub fn why(session: &Summary) -> String {
    let reason = told(&session.reason);
    match (session.ticket.is_empty(), reason.is_empty()) {
        (true, _) => reason,
        (false, true) => t!("portal-sessions-ticket", ticket = ui::plain(&session.ticket)),
        (false, false) => t!("portal-sessions-ticket-reason", ticket = ui::plain(&session.ticket), reason = reason),
    }
}

/// The mode in words.
pub fn mode(session: &Summary) -> &'static str {
    words::mode(session.mode)
}

/// What the address asks for.
struct Asked {
    filter: Filter,
    /// The first and the last day as typed.
    days: [String; 2],
}

impl Asked {
    fn read(web: &Web) -> Asked {
        let query = web.query();
        let [from, to] = ["from", "to"].map(|name| query.get(name).to_owned());
        let filter = Filter {
            query: query.get("q").trim().chars().take(100).collect(),
            state: State::parse(query.get("state")).filter(|state| *state != State::Requested),
            mode: Mode::parse(query.get("mode")),
            why: Cause::parse(query.get("why")).filter(|why| why.is_of_session()),
            from: day(&from),
            to: day(&to).map(|at| at.plus(Micros::minutes(24 * 60))),
            contact: ContactId::parse(query.get("contact")),
            oldest: query.get("sort") == "oldest",
            place: place(&query),
        };
        Asked { filter, days: [from, to] }
    }

    fn is_narrowed(&self) -> bool {
        let Filter { query, state, mode, why, from, to, contact, .. } = &self.filter;
        !query.is_empty()
            || state.is_some()
            || mode.is_some()
            || why.is_some()
            || from.is_some()
            || to.is_some()
            || contact.is_some()
    }

    /// The address of the list in this state and order; `page` counts from 1.
    fn address(&self, state: Option<State>, oldest: bool, page: i64) -> String {
        let contact = self.filter.contact.map(|id| id.to_string()).unwrap_or_default();
        let page = if page > 1 { page.to_string() } else { String::new() };
        link(
            "/portal/sessions",
            &[
                ("q", &self.filter.query),
                ("state", state.map_or("", State::as_str)),
                ("mode", self.filter.mode.map_or("", Mode::as_str)),
                ("why", self.filter.why.map_or("", Cause::as_str)),
                ("from", &self.days[0]),
                ("to", &self.days[1]),
                ("contact", &contact),
                ("sort", if oldest { "oldest" } else { "" }),
                ("page", &page),
            ],
        )
    }
}

/// The beginning of a day, as a date field sends it.
fn day(text: &str) -> Option<Micros> {
    let day: jiff::civil::Date = (text.len() == 10).then(|| text.parse().ok()).flatten()?;
    Some(Micros(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_microsecond()))
}

/// `/portal/sessions`
pub async fn show(web: Web) -> Answer {
    let asked = Asked::read(&web);
    let live = Filter { state: Some(State::Active), place: Place::default(), ..asked.filter.clone() };
    let over = Filter { state: asked.filter.state.or(Some(State::Ended)), ..asked.filter.clone() };
    // Live sessions stand first, on the first page of a list that is not about those that are over.
    let place = asked.filter.place;
    let has_live = place == Place::default() && asked.filter.state.is_none() && asked.filter.why.is_none();
    let (found, live) = tokio::try_join!(list(&web.cx, &over), async {
        if has_live { list(&web.cx, &live).await } else { Ok(Page::of(Vec::new(), 0)) }
    })?;
    let (rows, total) = (&found.rows, found.total);
    let wrong = asked.days.iter().any(|typed| !typed.is_empty() && day(typed).is_none());
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let position = Position { page: place.number(), size: SESSIONS, total };
    let link = |n: i64| asked.address(asked.filter.state, asked.filter.oldest, n);
    Ok(page(&web, &Frame::Portal, status, t!("portal-sessions-title"), || {
        let whose =
            if web.cx.may(Action::ViewSessions) { t!("portal-sessions-all") } else { t!("portal-sessions-own") };
        let now = (!live.rows.is_empty()).then(|| {
            view! {
                <section class="card" data-behalf="" aria-labelledby="h-live">
                    <header class="card-head"><h2 id="h-live">{t!("portal-sessions-live-now")}</h2><span class="count">{ui::counted(live.total, text::number)}</span></header>
                    {table(&web, &asked, &live.rows, t!("portal-sessions-live-caption"), false)}
                </section>
            }
        });
        view! {
            <header class="page-head"><div><h1>{t!("portal-sessions-title")}</h1><ul class="meta"><li>{whose}</li></ul></div></header>
            {wrong.then(|| ui::notice(&web, "danger", words::problem(&Problem::NotADate)))}
            {toolbar(&web, &asked, total + live.total)}
            {now}
            {match (rows.is_empty(), live.rows.is_empty()) {
                _ if position.is_past_end() => ui::past_end(&web, position, link),
                (false, _) => table(&web, &asked, rows, t!("portal-sessions-caption"), true),
                (true, true) => nothing(&web, &asked),
                (true, false) => ().html(),
            }}
            {ui::pages_beside(&found, position, &link(1), link)}
        }
    }))
}

fn toolbar(web: &Web, asked: &Asked, total: i64) -> Html {
    let filter = &asked.filter;
    let choice = |value: &'static str, label: &'static str, is_chosen: bool| {
        view! { <option value=value selected=is_chosen>{label}</option> }
    };
    let state = |state: State, label| choice(state.as_str(), label, filter.state == Some(state));
    let mode = |mode: Mode| choice(mode.as_str(), words::mode(mode), filter.mode == Some(mode));
    let causes = Cause::ALL
        .into_iter()
        .filter(|why| why.is_of_session())
        .map(|why| choice(why.as_str(), words::ended_short(why), filter.why == Some(why)))
        .collect_view();
    let kept =
        [("contact", filter.contact.map(|id| id.to_string())), ("sort", filter.oldest.then(|| "oldest".to_owned()))]
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| view! { <input type="hidden" name=name value=value/> }))
            .collect_view();
    let clear = asked
        .is_narrowed()
        .then(|| view! { <a class="btn btn-quiet" href="/portal/sessions">{t!("portal-clear-filters")}</a> });
    let [from, to] = asked.days.clone();
    view! {
        <form class="toolbar" method="get" action="/portal/sessions" role="search">
            <div class="search">
                <label class="visually-hidden" for="q">{t!("portal-sessions-search")}</label>
                {ui::icon(web, "search")}
                <input id="q" name="q" type="search" maxlength="100" placeholder=t!("portal-sessions-search-help") value=filter.query.clone()/>
            </div>
            <label class="visually-hidden" for="state">{t!("portal-state")}</label>
            <select id="state" name="state">
                <option value="">{t!("portal-sessions-any-state")}</option>
                {state(State::Active, t!("portal-sessions-live"))}
                {state(State::Ended, t!("portal-sessions-ended"))}
            </select>
            <label class="visually-hidden" for="mode">{t!("portal-mode")}</label>
            <select id="mode" name="mode">
                <option value="">{t!("portal-sessions-any-mode")}</option>
                {mode(Mode::Full)}
                {mode(Mode::View)}
            </select>
            <label class="visually-hidden" for="why">{t!("portal-sessions-cause")}</label>
            <select id="why" name="why"><option value="">{t!("portal-sessions-any-cause")}</option>{causes}</select>
            <label>{t!("portal-sessions-from")}<input name="from" type="date" value=from/></label>
            <label>{t!("portal-sessions-to")}<input name="to" type="date" value=to/></label>
            {kept}
            <button class="btn">{t!("portal-search")}</button>
            {clear}
            <span class="muted">{ui::counted(total, |total| t!("portal-sessions-count", count = total))}</span>
        </form>
    }
    .html()
}

fn nothing(web: &Web, asked: &Asked) -> Html {
    let contacts =
        web.cx.may_start_behalf().then(|| ("/portal/contacts".to_owned(), t!("portal-sessions-find-contact")));
    let (title, text, action) = match asked.is_narrowed() {
        true => (
            t!("portal-sessions-no-match"),
            t!("portal-sessions-no-match-help"),
            Some(("/portal/sessions".to_owned(), t!("portal-clear-filters"))),
        ),
        false => (t!("portal-sessions-none"), t!("portal-sessions-none-help"), contacts),
    };
    ui::empty(web, "sessions", title, text, action).html()
}

fn table(web: &Web, asked: &Asked, rows: &[Summary], caption: &'static str, sorts: bool) -> Html {
    let now = web.cx.now();
    let lines = rows
        .iter()
        .map(|s| {
            let (state, tone) = state(s, now);
            let is_live = tone == "success";
            view! {
                <tr data-behalf=is_live.then_some("")>
                    <th scope="row">
                        <a class="row-link" href=format!("/portal/sessions/{}", s.id)>{person::for_whom(&s.staff_name, &s.contact_name)}</a>
                    </th>
                    <td data-label=t!("portal-company")><bdi>{ui::plain(&s.organization_name)}</bdi><small>{s.store_name.clone()}</small></td>
                    <td data-label=t!("portal-reason")><bdi>{why(s)}</bdi><small>{mode(s)}</small></td>
                    <td data-label=t!("portal-state")>{ui::badge((&state, tone))}</td>
                    <td data-label=t!("portal-started-utc")>{ui::moment(s.started_at)}</td>
                </tr>
            }
        })
        .collect_view();
    let started = if sorts {
        let sorted = if asked.filter.oldest { "ascending" } else { "descending" };
        ui::sortable(
            t!("portal-started-utc"),
            None,
            Some(sorted),
            asked.address(asked.filter.state, !asked.filter.oldest, 1),
        )
    } else {
        view! { <th scope="col">{t!("portal-started-utc")}</th> }.html()
    };
    view! {
        <div class="table-wrap" data-card=sorts.then_some("")>
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("portal-sessions-session")}</th>
                        <th scope="col">{t!("portal-sessions-company-store")}</th>
                        <th scope="col">{t!("portal-reason")}</th>
                        <th scope="col">{t!("portal-state")}</th>
                        {started}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_utc() {
        assert_eq!(day("1970-01-02"), Some(Micros(86_400_000_000)));
        for wrong in ["", "2026-13-01", "yesterday", "2026-11-24T00:00"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
