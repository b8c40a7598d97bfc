//! On-behalf sessions: those that are live first, then those that are over, with filters.

use crate::form::{Asked, Choice, Fields, Words};
use crate::part::person;
use crate::portal::behalf::help::HELP;
use crate::portal::behalf::start::reason_in_words;
use crate::respond::{Answer, Frame, page};
use crate::ui::card::Card;
use crate::ui::form::button_link;
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::Part;
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, t, text, words};
use domain::behalf::history::{Filter, Sort, Summary, list};
use domain::behalf::{Cause, State};
use domain::cx::Mode;
use domain::error::Problem;
use domain::id::ContactId;
use domain::list::{Page, Place, Size};
use domain::policy::Action;
use domain::text_enum::Word;
use domain::time::Micros;
use http::StatusCode;

/// The address of the list.
const PATH: &str = "/portal/sessions";

form! {
    /// What the list is asked for.
    pub struct Query {
        /// Words in the names of agent, customer and company, in the ticket or the reason.
        q: Words,
        /// Only sessions that are live, or that are over.
        state: Option<State>,
        /// Only sessions in this mode.
        mode: Option<Mode>,
        /// Only sessions that ended for this reason.
        why: Option<Cause>,
        /// The first day, as it was typed.
        from: String,
        /// The last day, as it was typed.
        to: String,
        /// Only sessions for this person.
        contact: Option<ContactId>,
        /// In which order.
        sort: Choice<Sort>,
        /// How many on a page.
        size: Size,
        /// Which page.
        place: Place = "page",
    }
}

impl Query {
    fn filter(&self) -> Filter {
        Filter {
            query: self.q.0.clone(),
            state: self.state.filter(|state| *state != State::Requested),
            mode: self.mode,
            why: self.why.filter(|why| why.is_of_session()),
            from: day(&self.from),
            to: day(&self.to).map(|at| at.plus(Micros::minutes(24 * 60))),
            contact: self.contact,
            sort: self.sort.0,
            place: self.place,
            size: self.size,
        }
    }

    /// The same on its first page.
    fn first(&self) -> Query {
        Query { place: Place::default(), ..self.clone() }
    }

    fn is_narrowed(&self) -> bool {
        let order = Query { sort: self.sort, size: self.size, ..Query::default() };
        self.first() != order
    }

    /// Whether a day was typed that no calendar has.
    fn is_wrong(&self) -> bool {
        [&self.from, &self.to].into_iter().any(|typed| !typed.is_empty() && day(typed).is_none())
    }
}

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
    let reason = reason_in_words(&session.reason);
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

/// The beginning of a day, as a date field sends it.
fn day(text: &str) -> Option<Micros> {
    let day: jiff::civil::Date = (text.len() == 10).then(|| text.parse().ok()).flatten()?;
    Some(Micros(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_microsecond()))
}

/// `/portal/sessions`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    let asked = query.filter();
    let live = Filter { state: Some(State::Active), place: Place::default(), ..asked.clone() };
    let over = Filter { state: asked.state.or(Some(State::Ended)), ..asked.clone() };
    // Live sessions stand first, on the first page of a list that is not about those that are over.
    let has_live = asked.place == Place::default() && asked.state.is_none() && asked.why.is_none();
    let (found, live) = tokio::try_join!(list(&web.cx, &over), async {
        if has_live { list(&web.cx, &live).await } else { Ok(Page::of(Vec::new(), 0)) }
    })?;
    let status = if query.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(&web, &Frame::Portal, status, t!("portal-sessions-title"), || {
        let sees_all = web.cx.may(Action::ViewSessions);
        let head = Head::new(t!("portal-sessions-title")).about(if sees_all {
            t!("portal-sessions-all")
        } else {
            t!("portal-sessions-own")
        });
        let head = match web.cx.may_start_behalf() {
            true => head.actions(button_link("btn", HELP, t!("help-title"))),
            false => head,
        };
        let wrong = query.is_wrong().then(|| ui::notice(&web, "danger", words::problem(&Problem::NotADate)));
        let position = Position { page: query.place.number(), size: query.size.rows(), total: found.total };
        let pages =
            Pages::beside(&found, position, |n| Query { place: Place::Page(n - 1), ..query.clone() }.address(PATH))
                .sized(query.size, |size| Query { size, ..query.first() }.address(PATH));
        let rows = table(&web, &found.rows, t!("portal-sessions-caption"), Some(&query)).framed();
        let now = (!live.rows.is_empty()).then(|| {
            Card::new("h-live", t!("portal-sessions-live-now"))
                .mark("data-behalf")
                .counted(ui::counted(live.total, text::number))
                .flush(table(&web, &live.rows, t!("portal-sessions-live-caption"), None))
        });
        let is_nothing = now.is_none();
        let list = List::new(toolbar(&web, &query, found.total + live.total), rows, pages).above(now);
        let list = list.html(&web, || if is_nothing { nothing(&web, &query) } else { ().rendered() });
        (head, wrong, list).rendered()
    }))
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let states = [(State::Active, t!("portal-sessions-live")), (State::Ended, t!("portal-sessions-ended"))];
    let states = states.map(|(state, label)| (state.word(), label.to_owned()));
    let modes = [Mode::Full, Mode::View].map(|mode| (mode.word(), words::mode(mode).to_owned()));
    let causes = Cause::ALL.into_iter().filter(|why| why.is_of_session());
    let causes = causes.map(|why| (why.word(), words::ended_short(why).to_owned()));
    Toolbar::new(web, PATH, query)
        .search(Query::q(), t!("portal-sessions-search"), t!("portal-sessions-search-help"))
        .choice(Query::state(), t!("portal-state"), t!("portal-sessions-any-state"), states)
        .choice(Query::mode(), t!("portal-mode"), t!("portal-sessions-any-mode"), modes)
        .choice(Query::why(), t!("portal-sessions-cause"), t!("portal-sessions-any-cause"), causes)
        .day(Query::from(), t!("portal-sessions-from"))
        .day(Query::to(), t!("portal-sessions-to"))
        .count(&ui::counted(total, |total| t!("portal-sessions-count", count = total)))
}

fn nothing(web: &Web, query: &Query) -> Html {
    if query.is_narrowed() {
        let clear = (PATH.to_owned(), t!("portal-clear-filters"));
        let (title, text) = (t!("portal-sessions-no-match"), t!("portal-sessions-no-match-help"));
        return ui::empty(web, "sessions", title, text, Some(clear));
    }
    let contacts =
        web.cx.may_start_behalf().then(|| ("/portal/contacts".to_owned(), t!("portal-sessions-find-contact")));
    ui::empty(web, "sessions", t!("portal-sessions-none"), t!("portal-sessions-none-help"), contacts)
}

/// The table; sorted as the list is asked for, where it is.
fn table(web: &Web, rows: &[Summary], caption: &'static str, query: Option<&Query>) -> Table {
    let mut started = Column::text(t!("portal-started-utc"));
    if let Some(query) = query {
        let (now, next) = match query.sort.0 {
            Sort::Newest => ("descending", Sort::Oldest),
            Sort::Oldest => ("ascending", Sort::Newest),
        };
        started = started.sorted(Some(now), Query { sort: Choice(next), ..query.first() }.address(PATH));
    }
    let columns = [
        Column::text(t!("portal-sessions-session")),
        Column::text(t!("portal-sessions-company-store")),
        Column::text(t!("portal-reason")),
        Column::state(t!("portal-state")),
        started,
    ];
    let mut table = Table::new(caption, columns);
    for session in rows {
        let (state, tone) = state(session, web.cx.now());
        let is_live = tone == "success";
        table.marked_row(is_live.then_some("data-behalf"), |row| {
            let name = person::for_whom(&session.staff_name, &session.contact_name);
            row.link(&format!("{PATH}/{}", session.id), name, ());
            row.cell_with_note(ui::name(&session.organization_name), &session.store_name);
            row.cell_with_note(ui::name(&why(session)), mode(session));
            row.cell(ui::badge((&state, tone)));
            row.cell(ui::moment(session.started_at));
        });
    }
    table
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
