//! One on-behalf session: who, for whom, why, and everything that was done, in order.

use crate::form::{Form, Posted};
use crate::part::person;
use crate::part::timeline::{clock, sentence};
use crate::portal::behalf::list::{mode, state};
use crate::portal::behalf::start::reason_in_words;
use crate::portal::behalf::summary::{self, Note};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::PLACES;
use crate::ui::card::Card;
use crate::ui::chips::Chips;
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::facts::{Facts, dash, sums};
use crate::ui::form::{Post, button_link, button_link_in_new_tab, submit};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::timeline::{Look, Timeline};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{t, words};
use axum::extract::Path;
use domain::audit::Outcome;
use domain::audit::db::Entry;
use domain::audit::detail::Change;
use domain::behalf::history::{Story, Summary, Sums, is_change};
use domain::behalf::{State, own};
use domain::error::Error;
use domain::id::BehalfId;
use domain::policy::Action;
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
        let steps =
            vec![(Some("/portal/sessions".to_owned()), t!("portal-sessions-title").to_owned()), (None, title.clone())];
        let count = i64::try_from(shown.len()).unwrap_or(i64::MAX);
        let done = Card::new("h-story", t!("portal-session-done"))
            .count(count)
            .remark(t!("portal-times-utc"))
            .beside(views(&session, only_changes))
            .body(story(web, &shown, &changes, only_changes));
        // The agent's own note, no matter who ended the session.
        let note = is_own
            .then(|| Card::new("h-note", t!("portal-session-your-note")).body(summary::note_form(web, &session, form)));
        let about = Card::new("h-facts", t!("portal-sessions-session")).body(facts(&session));
        let top = (ui::crumbs(steps), ui::done(web), head(web, &session, &live, form), counters(&entries));
        (top, split(done, (about, note))).rendered()
    }))
}

/// What the agent finds on the page of their own live session.
struct Live {
    /// Where it goes on; nothing when it is over or somebody else's.
    base: Option<String>,
    /// Whether it changed the cart and placed no order since.
    leaves_cart: bool,
    /// Whether it leaves a prepared cart that was not handed over.
    leaves_draft: bool,
}

impl Live {
    async fn load(web: &Web, session: &Summary) -> Result<Live, Error> {
        let base = own::base(&web.cx, session.id).await?;
        let leaves_cart = session.state == State::Active && own::leaves_cart(&web.cx, session.id).await?;
        let leaves_draft = session.state == State::Active && own::leaves_draft(&web.cx, session.id).await?;
        Ok(Live { base, leaves_cart, leaves_draft })
    }
}

/// Ends one's own session, or, for those who may, somebody else's.
pub async fn end(web: Web, Path(id): Path<String>, Posted(typed, form): Posted<Note>) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let ended = match own::is_own(&web.cx, id).await? {
        true => own::end(&web.cx, id, &typed.note).await,
        false => domain::behalf::supervise::end(&web.cx, id, &typed.note).await,
    };
    match ended {
        Ok(()) => Ok(see(&format!("/portal/sessions/{id}?done=ended"))),
        Err(error) => render(&web, id, &form.reject(error)?).await,
    }
}

/// The question before the end: its title, and what belongs to it.
fn question(web: &Web, session: &Summary, live: &Live, form: &Form) -> (Html, Html) {
    let agent = || person::name(&session.staff_name);
    let (title, text) = match live.base {
        Some(_) => (t!("portal-session-end-own").rendered(), t!("portal-session-end-own-help").rendered()),
        None => (
            ui::within(t!("portal-session-end-other", agent = PLACES[0]), [agent()]),
            ui::within(t!("portal-session-end-other-help", agent = PLACES[0]), [agent()]),
        ),
    };
    let cart = live.leaves_cart.then(|| ui::notice(web, "warning", words::leaves_cart().to_owned()));
    let draft = live.leaves_draft.then(|| ui::notice(web, "warning", t!("prepared-leaves").to_owned()));
    let note = summary::note_field("end-note", t!("portal-note"), form);
    (title, (cart, draft, ui::paragraph(text), note).rendered())
}

/// A button that asks once more.
fn end_dialog(web: &Web, session: &Summary, live: &Live) -> Html {
    let (title, body) = question(web, session, live, &Form::default());
    let buttons = (
        closer("end-session", "btn", t!("portal-cancel"), None),
        submit("btn btn-danger", t!("portal-session-end-now")),
    );
    let dialog = Dialog { id: "end-session", title, action: &format!("/portal/sessions/{}/end", session.id) };
    (opener("end-session", "btn btn-danger", t!("portal-session-end")), dialog.html(web, body, buttons)).rendered()
}

/// The same question on the page itself, after its note was refused.
fn end_card(web: &Web, session: &Summary, live: &Live, form: &Form) -> Card {
    let (title, body) = question(web, session, live, form);
    let page = format!("/portal/sessions/{}", session.id);
    let post = Post::in_card(web, &format!("{page}/end"))
        .field(body)
        .foot((button_link("btn", &page, t!("portal-cancel")), submit("btn btn-danger", t!("portal-session-end-now"))));
    Card::new("end-session-h", title).narrow().flush(post)
}

/// Everything, or changes alone.
fn views(session: &Summary, only_changes: bool) -> Chips {
    let path = format!("/portal/sessions/{}", session.id);
    Chips::new(t!("portal-session-show")).at_end().choice(&path, t!("portal-session-everything"), !only_changes).choice(
        &format!("{path}?show=changes"),
        t!("portal-session-changes-only"),
        only_changes,
    )
}

fn head(web: &Web, session: &Summary, live: &Live, form: &Form) -> (Head, Option<Card>) {
    let (state, tone) = state(session, web.cx.now());
    let goes_on = live.base.as_ref().map(|base| {
        let label = (t!("portal-session-go-on"), ui::icon(web, "external"));
        button_link_in_new_tab("btn btn-primary", &web.shop(&format!("{base}/")), label)
    });
    let class = if goes_on.is_some() { "btn" } else { "btn btn-primary" };
    let back = web.cx.may(Action::ViewContacts).then(|| {
        let customer = person::name(&session.contact_name);
        let label = ui::within(t!("portal-session-back", customer = PLACES[0]), [customer]);
        button_link(class, &format!("/portal/contacts/{}", session.contact_id), label)
    });
    let may_end = tone == "success" && (live.base.is_some() || web.cx.may(Action::EndAnySession));
    let (end, refused) = match form.is_rejected() {
        true => (None, may_end.then(|| end_card(web, session, live, form))),
        false => (may_end.then(|| end_dialog(web, session, live)), None),
    };
    let head = Head::new(person::for_whom(&session.staff_name, &session.contact_name))
        .beside(ui::badge((&state, tone)))
        .about(ui::name(&session.organization_name))
        .about(&session.store_name)
        .actions((end, back, goes_on));
    (head, refused)
}

fn counters(entries: &[Entry]) -> Html {
    let of = Sums::of(entries);
    sums([
        (t!("portal-session-views"), of.views),
        (t!("portal-session-changes"), of.changes),
        (t!("portal-session-orders"), of.orders),
        (t!("portal-session-refused"), of.refusals),
    ])
}

fn story(web: &Web, entries: &[&Entry], changes: &BTreeMap<i64, Vec<Change>>, only_changes: bool) -> Html {
    if entries.is_empty() && only_changes {
        return ui::muted(t!("portal-session-unchanged"));
    }
    if entries.is_empty() {
        return ui::empty(web, "history", t!("portal-session-nothing"), t!("portal-session-nothing-help"), None);
    }
    let may_open = web.cx.may(Action::ViewAllOrders);
    let mut timeline = Timeline::default();
    for entry in entries {
        let tone = match (Outcome::parse(&entry.outcome), entry.kind.as_str()) {
            (Some(Outcome::Denied), _) => Some("danger"),
            (_, "order.placed" | "order.submitted") => Some("success"),
            _ => None,
        };
        let order = entry.object.strip_prefix("order ").filter(|_| may_open && entry.kind.starts_with("order."));
        let what = match order {
            Some(number) => ui::link(&format!("/portal/orders/{number}"), sentence(entry)),
            None => sentence(entry).rendered(),
        };
        let changed = changes.get(&entry.seq).filter(|changes| !changes.is_empty()).map(|all| before_and_after(all));
        timeline = timeline.event(Look { tone, mark: None }, &entry.kind, clock(&entry.at), (what, changed));
    }
    timeline.html()
}

/// What an event changed, field by field.
fn before_and_after(changes: &[Change]) -> Html {
    let columns =
        [Column::text(t!("portal-field")), Column::text(t!("portal-before")), Column::text(t!("portal-after"))];
    let mut table = Table::new(t!("portal-before-and-after"), columns).kept();
    for change in changes {
        table.row(|row| {
            row.name(ui::plain(&change.field), ());
            row.cell(ui::name(dash(&change.before)));
            row.cell(ui::name(dash(&change.after)));
        });
    }
    ui::fold(t!("portal-before-and-after"), false, table)
}

fn facts(session: &Summary) -> Facts {
    let facts = Facts::default()
        .fact(t!("portal-agent"), person::name(&session.staff_name))
        .fact(t!("portal-customer"), person::name(&session.contact_name))
        .fact(t!("portal-company"), person::name(&session.organization_name))
        .fact(t!("portal-reason"), ui::name(dash(&reason_in_words(&session.reason))))
        .fact(t!("portal-ticket"), ui::name(dash(&session.ticket)))
        .fact(t!("portal-mode"), mode(session))
        .fact(t!("portal-session-consent"), words::consent_of(session.consent));
    let facts = match session.second_name.as_str() {
        "" => facts,
        second => facts
            .fact(t!("portal-session-second"), person::name(second))
            .fact(t!("portal-session-override"), ui::name(dash(&session.override_reason))),
    };
    let before = session.previous_id.map(|id| ui::link(&format!("/portal/sessions/{id}"), t!("portal-session-before")));
    let facts = facts
        .maybe(t!("portal-session-more-time"), before)
        .fact(t!("portal-started-utc"), ui::moment(session.started_at));
    let cause = session.ended_why.map_or(t!("portal-sessions-ended"), words::ended_short);
    let facts = match session.ended_at {
        Some(at) => facts.fact(t!("portal-session-ended-utc"), ui::moment(at)).fact(t!("portal-session-cause"), cause),
        None => facts.fact(t!("portal-session-ends-utc"), ui::moment(session.expires_at)),
    };
    facts.maybe(t!("portal-note"), (!session.note.is_empty()).then(|| ui::name(&session.note)))
}
