//! Every part of [`crate::ui`] in each of its states, on one page of a demo: to look at, and for the tests in a browser.

mod choosing;

use crate::form;
use crate::form::{Asked, Fields, Form, Page, Posted, Secret, Words};
use crate::respond::{Answer, Frame, page, status_of};
use crate::ui::card::{Card, Item};
use crate::ui::chips::Chips;
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, error_summary, submit};
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::pages::Pages;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::timeline::{Look, Timeline};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position, badge::label};
use crate::web::Web;
use crate::{markup, t, text};
use axum::response::Response;
use domain::error::{Error, Field as Wrong, Problem};
use domain::list::Size;
use domain::policy::Action;
use domain::text_enum::Word;
use http::StatusCode;

/// Rows of the sample list.
const ROWS: i64 = 57;
/// Rows on a page of the sample of ways.
const SIZE: i64 = 5;
/// The address of this page.
const PATH: &str = "/portal/kit";

form! {
    /// What the sample list is asked for.
    pub struct Query {
        /// Words.
        q: Words,
        /// The tone of its state.
        state: Option<Tone>,
        /// Whether the largest amounts come first.
        largest: bool,
        /// How many rows on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

form! {
    /// The sample form.
    pub struct Sample {
        /// A line of text.
        name: String,
        /// An e-mail address.
        email: String,
        /// A password.
        password: Secret,
        /// A number.
        days: String,
        /// One of a list.
        tone: String,
        /// One of few.
        consent: String,
        /// Several lines.
        note: String,
        /// A box to tick.
        mail: String,
    }
}

/// `/portal/kit`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    may(&web)?;
    Ok(view(&web, &query, &Form::default(), StatusCode::OK, None))
}

/// Takes the sample form and saves nothing: what is empty is marked.
pub async fn send(web: Web, Posted(typed, form): Posted<Sample>) -> Answer {
    may(&web)?;
    let values = [
        ("name", &typed.name),
        ("email", &typed.email),
        ("days", &typed.days),
        ("tone", &typed.tone),
        ("note", &typed.note),
    ];
    let wrong: Vec<Wrong> = values
        .into_iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(name, _)| Wrong { name, problem: Problem::Required })
        .collect();
    if wrong.is_empty() {
        return Ok(view(&web, &Query::default(), &form, StatusCode::OK, Some(t!("kit-form-taken"))));
    }
    let form = form.reject(Error::Invalid(wrong))?;
    Ok(view(&web, &Query::default(), &form, status_of(&form), None))
}

/// Whether this page is there for the reader.
fn may(web: &Web) -> Result<(), Error> {
    if !web.site.env.demo {
        return Err(Error::NotFound);
    }
    web.cx.require_staff(Action::UsePortal).map(|_| ())
}

fn view(web: &Web, query: &Query, form: &Form, status: StatusCode, taken: Option<&str>) -> Response {
    page(web, &Frame::Portal, status, t!("kit-title"), || {
        let mut out = Markup::default();
        let head = Head::new(t!("kit-title")).beside(label(t!("kit-label"))).about(t!("kit-lead")).actions((
            button_link("btn", "#h-list", t!("kit-list")),
            button_link("btn btn-primary", "#h-form", t!("kit-form")),
        ));
        let steps = vec![(Some("/portal".to_owned()), t!("kit-open").to_owned()), (None, t!("kit-title").to_owned())];
        let taken = taken.map(|text| Notice::new(web, Tone::Success, text));
        markup! {
            out,
            ui::crumbs(steps), head, taken, notices(web), badges(),
            "<section class=\"stack\" aria-labelledby=\"h-list\"><h2 class=\"section-title\" id=\"h-list\">", t!("kit-list"),
            "</h2>", rows(web, query), "</section>",
            split((tables(web), forms(web, form)), (cards(), (choosing::cards(), choosing::file(web)), facts(), story(web), (dialog(web), choices(), ways())))
        }
        out.html()
    })
}

/// What a tone is called in the sample.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Info => t!("kit-tone-info"),
        Tone::Success => t!("kit-tone-success"),
        Tone::Warning => t!("kit-tone-warning"),
        Tone::Danger => t!("kit-tone-danger"),
    }
}

fn notices(web: &Web) -> Html {
    let danger = Notice::titled(web, Tone::Danger, t!("kit-danger"), t!("kit-danger-help")).actions(button_link(
        "btn btn-small",
        "#h-form",
        t!("kit-open"),
    ));
    let mut out = Markup::default();
    markup! {
        out,
        "<section class=\"stack\" data-gap=\"tight\" aria-labelledby=\"h-notices\">",
        "<h2 class=\"section-title\" id=\"h-notices\">", t!("kit-notices"), "</h2>",
        Notice::new(web, Tone::Info, t!("kit-info")), Notice::new(web, Tone::Success, t!("kit-success")),
        Notice::new(web, Tone::Warning, t!("kit-warning")), danger, "</section>"
    }
    out.html()
}

fn badges() -> Html {
    let mut row = Markup::default();
    for one in Tone::ALL {
        row.put(ui::badge((tone(one), one.as_str())));
    }
    row.put(ui::badge((t!("kit-tone-neutral"), "neutral")));
    row.put(label(t!("kit-label")));
    Card::new("h-badges", t!("kit-badges")).body_with("card-body row", row).html()
}

/// A row of the sample list: its number, state and amount.
fn sample(number: i64) -> (i64, Tone, i64) {
    let at = usize::try_from(number).unwrap_or_default() % Tone::ALL.len();
    (number, Tone::ALL[at], number * 7_919 % 10_007)
}

fn rows(web: &Web, query: &Query) -> Html {
    let words = query.q.0.to_lowercase();
    let mut found: Vec<_> = (1..=ROWS)
        .map(sample)
        .filter(|(number, state, _)| {
            t!("kit-row", number = *number).to_lowercase().contains(&words) && query.state.is_none_or(|s| s == *state)
        })
        .collect();
    if query.largest {
        found.sort_by_key(|(_, _, amount)| std::cmp::Reverse(*amount));
    }
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let address = |page, largest| Query { page: Page::number(page), largest, ..query.clone() }.address(PATH);
    let by_amount = query.largest.then_some("descending");
    let mut table = Table::new(
        t!("kit-list"),
        [
            Column::text(t!("kit-name")).sorted((!query.largest).then_some("ascending"), address(1, false)),
            Column::state(t!("kit-state")),
            Column::number(t!("kit-amount")).sorted(by_amount, address(1, true)),
            Column::actions(t!("kit-steps")),
        ],
    )
    .framed();
    let size = query.size.rows();
    let skipped = usize::try_from(query.page.0.saturating_mul(size)).unwrap_or(usize::MAX);
    for (number, state, amount) in found.into_iter().skip(skipped).take(usize::try_from(size).unwrap_or_default()) {
        table.row(|row| {
            // Of what was looked for, a row says more.
            let found = (!words.is_empty()).then(|| ui::muted(t!("kit-row-why")));
            let notes = [ui::muted(t!("kit-row-note", number = number))].into_iter().chain(found);
            row.link_with_notes(&format!("{PATH}#h-list"), t!("kit-row", number = number), notes);
            row.cell(ui::badge((tone(state), state.as_str())));
            row.cell(text::number(amount));
            row.cell(button_link("btn btn-small", "#h-list", t!("kit-open")));
        });
    }
    let states = Tone::ALL.map(|one| (one.word(), tone(one).to_owned()));
    let toolbar = Toolbar::new(web, PATH, query)
        .search(Query::q(), t!("kit-search"), t!("kit-search"))
        .choice(Query::state(), t!("kit-state"), t!("portal-all"), states)
        .count(&t!("kit-count", count = total));
    let position = Position { page: query.page.0, size, total };
    let pages = Pages::of(position, |page| address(page, query.largest))
        .sized(query.size, |size| Query { size, page: Page::default(), ..query.clone() }.address(PATH));
    List::new(toolbar, table, pages).html(web, || {
        let clear = Some((PATH.to_owned(), t!("portal-clear-all")));
        ui::empty(web, "search", t!("kit-no-match"), t!("kit-no-match-help"), clear)
    })
}

fn tables(web: &Web) -> Html {
    let columns = [Column::text(t!("kit-name")), Column::state(t!("kit-state")), Column::number(t!("kit-amount"))];
    let mut table = Table::new(t!("kit-table"), columns);
    for (number, mark) in [(1, None), (2, Some("data-muted")), (3, Some("data-behalf"))] {
        let (number, state, amount) = sample(number);
        table.marked_row(mark, |row| {
            row.name(t!("kit-row", number = number), t!("kit-row-note", number = number));
            row.cell_with_note(ui::badge((tone(state), state.as_str())), t!("kit-row-note", number = number));
            row.cell(text::number(amount));
        });
    }
    table.foot(|row| {
        row.name(t!("kit-sum"), ());
        row.cell("");
        row.cell(text::number((1..=3).map(|n| sample(n).2).sum::<i64>()));
    });
    let nothing = ui::empty(web, "box", t!("kit-empty"), t!("kit-empty-help"), Some((PATH.to_owned(), t!("kit-open"))));
    let full = Card::new("h-table", t!("kit-table")).count(3_i64).flush(table);
    (full, Card::new("h-empty", t!("kit-empty-table")).flush(nothing)).rendered()
}

fn cards() -> Html {
    let items = [1, 2].map(|number| {
        Item::link("#h-card", t!("kit-row", number = number))
            .note(t!("kit-row-note", number = number))
            .end(ui::badge((t!("kit-tone-success"), "success")))
    });
    let full = Card::new("h-card", t!("kit-card"))
        .count(2_i64)
        .remark(t!("kit-card-remark"))
        .items(items, t!("kit-card-none"))
        .foot(Some(ui::link("#h-card", t!("portal-all"))));
    (full, Card::new("h-card-none", t!("kit-empty-card")).items([], t!("kit-card-none"))).rendered()
}

fn facts() -> Html {
    let rows = |facts: Facts| {
        facts
            .fact(t!("kit-fact-terms"), t!("kit-fact-terms-value"))
            .code(t!("kit-fact-number"), "NM-20417")
            .noted(t!("kit-state"), ui::badge((t!("kit-tone-success"), "success")), t!("kit-fact-note"))
            .fact(t!("kit-fact-long"), ui::facts::dash(""))
    };
    let cards = (
        Card::new("h-facts", t!("kit-facts")).body(rows(Facts::default())),
        Card::new("h-facts-stacked", t!("kit-facts-stacked")).body(rows(Facts::stacked())),
    );
    cards.rendered()
}

fn story(web: &Web) -> Html {
    let now = web.cx.now();
    let event = |minutes: i64, text: &'static str, look: Look, timeline: Timeline| {
        let at = domain::time::Micros(now.0 - minutes * 60_000_000);
        let mut time = Markup::default();
        markup! { time, "<time", "datetime" = at.rfc3339(), ">", at.clock(), "</time>" }
        let mut what = Markup::default();
        markup! { what, text, "<small>", ui::name("Олег Коваль"), "</small>" }
        timeline.event(look, "", time.html(), what)
    };
    let timeline = Timeline::of_day(&text::day(now));
    let timeline =
        event(1, t!("kit-event-placed"), Look { tone: Some("success"), mark: Some("data-behalf") }, timeline);
    let timeline = event(4, t!("kit-event-refused"), Look { tone: Some("danger"), mark: None }, timeline);
    let timeline = event(9, t!("kit-event-viewed"), Look::default(), timeline);
    Card::new("h-timeline", t!("kit-timeline")).remark(t!("portal-times-utc")).body(timeline).html()
}

fn dialog(web: &Web) -> Html {
    let mut body = Markup::default();
    markup! { body, "<p>", t!("kit-dialog-help"), "</p>" }
    let buttons =
        (closer("kit-dialog", "btn", t!("portal-cancel"), None), submit("btn btn-danger", t!("kit-dialog-open")));
    let dialog = Dialog { id: "kit-dialog", title: t!("kit-dialog-question"), action: PATH };
    let inside = (opener("kit-dialog", "btn btn-danger", t!("kit-dialog-open")), dialog.html(web, body, buttons));
    Card::new("h-dialog", t!("kit-dialog")).body(inside).html()
}

/// Ready choices, a button that cannot be used, and what is shown when somebody asks for it.
fn choices() -> Html {
    let chips = Tone::ALL
        .into_iter()
        .fold(Chips::new(t!("kit-state")), |chips, one| chips.choice("#h-choices", tone(one), one == Tone::Success));
    let sums = ui::facts::sums([(t!("kit-event-placed"), 3), (t!("kit-event-refused"), 0)]);
    let figures = ui::facts::figures([(t!("kit-event-placed"), 3, "#h-choices".to_owned())]);
    let off = ui::form::disabled("kit-off", t!("kit-open"), t!("kit-off"));
    Card::new("h-choices", t!("kit-choices"))
        .body(chips)
        .body(sums)
        .body(figures)
        .body_with("card-body row", (off, ui::badge::behalf(t!("kit-label"))))
        .body(ui::fold(t!("kit-open"), false, ui::paragraph(t!("kit-empty-help"))))
        .html()
}

fn ways() -> Html {
    let link = |page: i64| format!("{PATH}?page={page}");
    let label = |text: &str| text.to_owned();
    let middle = Pages::of(Position { page: 3, size: SIZE, total: ROWS }, link);
    let middle = Pages { label: label(t!("kit-pages-middle")), ..middle };
    let sizes = [25, 50, 100].map(|size| (size, PATH.to_owned(), size == 25)).to_vec();
    let last = Pages {
        sizes,
        label: label(t!("kit-pages-last")),
        ..Pages::of(Position { page: 11, size: SIZE, total: ROWS }, link)
    };
    let keyset = Pages::keyset(25, Some(PATH.to_owned()), Some(format!("{PATH}?page=2")));
    let keyset = Pages { label: label(t!("kit-pages-keyset")), ..keyset };
    Card::new("h-ways", t!("kit-pages")).flush(middle).flush(last).flush(keyset).html()
}

fn fields<'a>(form: &'a Form, prefix: &str) -> Vec<Field<'a>> {
    let id = |name: form::Name| format!("{prefix}{}", name.as_str());
    let tones = Tone::ALL.map(|one| (one.word(), tone(one).to_owned()));
    let choices = [
        ("yes".to_owned(), t!("kit-consent-yes").to_owned(), t!("kit-consent-yes-help").to_owned()),
        ("ask".to_owned(), t!("kit-consent-ask").to_owned(), String::new()),
    ];
    vec![
        Field::text(form, Sample::name(), t!("kit-name"))
            .id(&id(Sample::name()))
            .suggest([ui::plain("Олег Коваль")])
            .hint(t!("kit-text-hint")),
        Field::email(form, Sample::email(), t!("portal-email")).id(&id(Sample::email())),
        Field::password(form, Sample::password(), t!("kit-password"), "new-password").id(&id(Sample::password())),
        Field::number(form, Sample::days(), t!("kit-days")).unit(t!("kit-days-unit")).id(&id(Sample::days())),
        Field::select(form, Sample::tone(), t!("kit-state"), Some(t!("kit-choose")), tones).id(&id(Sample::tone())),
        Field::radios(form, Sample::consent(), t!("kit-consent"), choices).id(&id(Sample::consent())),
        Field::area(form, Sample::note(), t!("kit-note"), 2).optional().id(&id(Sample::note())),
        Field::check(form, Sample::mail(), t!("kit-tick"), "yes").id(&id(Sample::mail())),
    ]
}

fn forms(web: &Web, form: &Form) -> Html {
    let foot = || (button_link("btn", PATH, t!("portal-cancel")), submit("btn btn-primary", t!("kit-send")));
    let post = Post::in_card(web, PATH)
        .field(error_summary(web, t!("kit-form-title"), form))
        .field(fields(form, ""))
        .foot(foot());
    let names = [Sample::name(), Sample::email(), Sample::days(), Sample::tone(), Sample::consent(), Sample::note()];
    let wrong = names.map(|name| Wrong { name: name.as_str(), problem: Problem::Required }).to_vec();
    let typed = Sample { name: "Олег <Koval>".to_owned(), consent: "ask".to_owned(), ..Sample::default() };
    let refused = typed.form().reject(Error::Invalid(wrong)).unwrap_or_default();
    let marked = Post::in_card(web, PATH).field(fields(&refused, "wrong-")).foot(foot());
    let cards =
        (Card::new("h-form", t!("kit-form")).flush(post), Card::new("h-wrong", t!("kit-form-wrong")).flush(marked));
    cards.rendered()
}
