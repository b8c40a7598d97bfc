//! Support access: what the customer says about it, a code to read out, and every session there was.
//!
//! Rule: acting on behalf one reads all of it and changes nothing; a line stands where the controls would be.

pub mod detail;

pub use crate::words::people::support as who;

use crate::form::{Asked, Fields, Form, Name, Page, Posted};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, hint, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::section::section;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::{self, Position};
use crate::web::Web;
use crate::{form, markup, t, text, words};
use domain::behalf::code::Code;
use domain::behalf::consent::{Basis, Consent, ConsentSettings};
use domain::behalf::history::Access;
use domain::error::Error;
use domain::policy::Action;
use domain::text_enum::Word;
use http::StatusCode;

/// Where the page stands.
const PATH: &str = "/account/support-access";

form! {
    /// Which sessions are asked for.
    pub struct Query {
        /// Which page.
        page: Page,
    }
}

form! {
    /// What the customer says about support.
    pub struct Said {
        /// One of three words.
        consent: String,
    }
}

/// `/account/support-access`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    domain::behalf::history::viewed(&web.cx, "support_access").await?;
    render(&web, &query, &Form::default(), None, None).await
}

/// Saves what the customer says; sessions that rested on the old word are over with it.
pub async fn save(web: Web, Posted(typed, form): Posted<Said>) -> Answer {
    match domain::behalf::consent::choose(&web.cx, &typed.consent).await {
        Ok(0) => Ok(see(&format!("{PATH}?done=consent"))),
        Ok(_) => Ok(see(&format!("{PATH}?done=consent-ended"))),
        Err(error) => render(&web, &Query::default(), &form.reject(error)?, None, None).await,
    }
}

/// Makes a code and shows it in this answer alone: no address shows it again, and it is kept nowhere.
pub async fn code(web: Web, _: Form) -> Answer {
    let (query, form) = (Query::default(), Form::default());
    match domain::behalf::code::make(&web.cx).await {
        Ok(code) => render(&web, &query, &form, Some(&code), None).await,
        Err(Error::Throttled { seconds }) => {
            let text = t!("support-many-codes");
            let mut answer = render(&web, &query, &form, None, Some(text)).await?;
            *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            answer.headers_mut().insert(http::header::RETRY_AFTER, http::HeaderValue::from(seconds));
            Ok(answer)
        }
        Err(error) => Err(error.into()),
    }
}

async fn render(web: &Web, query: &Query, form: &Form, code: Option<&Code>, refused: Option<&'static str>) -> Answer {
    let number = query.page.0;
    let (chrome, said, (sessions, total)) = tokio::try_join!(
        Chrome::load(web),
        domain::behalf::consent::own(&web.cx),
        domain::behalf::history::own(&web.cx, number),
    )?;
    let position = Position { page: number, size: domain::behalf::history::PAGE, total };
    Ok(page(web, &chrome.frame(), status_of(form), t!("shop-nav-support"), || {
        let link = |page: i64| Query { page: Page::number(page) }.address(&web.href(PATH));
        let list = match sessions.is_empty() {
            _ if position.is_past_end() => ui::past_end(web, position, link),
            true => ui::empty(web, "shield", t!("support-never"), t!("support-never-help"), None),
            false => table(web, &sessions).html(),
        };
        let list = section("h-visits", t!("support-sessions"), (list, ui::pages(position, link)));
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("shop-nav-support")).below(ui::muted_paragraph(t!("support-lead"))), tabs(web, PATH), ui::done(web),
            refused.map(|text| Notice::new(web, Tone::Danger, text)),
            split(list, (choice(web, form, said), read_out(web, code)))
        }
        out.html()
    }))
}

fn table(web: &Web, sessions: &[Access]) -> Table {
    let columns = [
        Column::text(t!("support-started-utc")),
        Column::text(t!("support-ended-utc")).named(),
        Column::text(t!("support-by")),
        Column::text(t!("support-reason")),
        Column::number(t!("support-changes")),
        Column::number(t!("shop-nav-orders")),
    ];
    let mut table = Table::new(t!("support-list"), columns).framed();
    for s in sessions {
        let at = ui::moment(s.started_at);
        let when = match s.unopened {
            None => ui::link(&web.href(&format!("{PATH}/{}", s.id)), at),
            Some(_) => at,
        };
        let unopened = s.unopened.map(|why| ui::badge((words::unopened(why), "neutral")));
        let forced = (s.consent == Basis::Override).then(|| ui::badge((t!("support-forced"), "danger")));
        table.row(|row| {
            row.name(when, ());
            row.cell(s.ended_at.map_or_else(|| ui::badge((t!("support-open"), "warning")), ui::moment));
            row.cell(ui::name(&who(s.support_names, &s.staff_name, words::staff_role(s.staff_role))));
            row.cell((ui::name(&s.reason), " ", forced, unopened));
            row.cell(text::number(s.sums.changes));
            row.cell(text::number(s.sums.orders));
        });
    }
    table
}

/// The form with the word that holds, where none was typed.
pub(crate) fn filled(form: &Form, name: Name, now: Consent) -> Form {
    match Consent::parse(form.get(name.as_str())) {
        Some(_) => form.clone(),
        None => form.clone().set(name, now.as_str()),
    }
}

/// The three words to choose from.
pub(crate) fn question<'a>(form: &'a Form, name: Name, legend: &'a str) -> Field<'a> {
    let choices = Consent::ALL.into_iter();
    let choices = choices.map(|c| (c.word(), words::consent(c).to_owned(), words::consent_means(c).to_owned()));
    Field::radios(form, name, legend, choices)
}

/// May support come in? The company's word stands beside the customer's own; the stricter one holds.
fn choice(web: &Web, form: &Form, said: ConsentSettings) -> Card {
    let own = if web.cx.may(Action::ChangeConsent) {
        let shown = filled(form, Said::consent(), said.own);
        Post::to(web, PATH)
            .field(question(&shown, Said::consent(), t!("support-question")))
            .foot(submit("btn btn-primary", t!("support-save")))
            .html()
    } else {
        let facts = Facts::default().fact(t!("support-customer-says"), words::consent(said.own));
        (facts, ui::not_on_behalf(web, || t!("support-not-on-behalf"))).rendered()
    };
    let company = Facts::default().fact(t!("support-company-says"), words::consent(said.company));
    let counts = hint(t!("support-counts", consent = words::consent(said.effective())));
    Card::new("h-consent", t!("support-consent")).body_with("card-body stack", (own, company, counts))
}

/// A code that the customer reads out on the phone.
fn read_out(web: &Web, code: Option<&Code>) -> Card {
    let shown = code.map(|code| {
        let (first, last) = code.digits.split_at(3);
        let mut digits = Markup::default();
        markup! {
            digits,
            "<p class=\"support-code\"><output", "aria-label" = t!("support-code"), ">", format!("{first} {last}"),
            "</output></p>", ui::paragraph(t!("support-code-until", time = code.until.clock()))
        }
        Notice::new(web, Tone::Success, t!("support-code-read")).below(digits)
    });
    let control = if web.cx.may(Action::MakeConsentCode) {
        let label = if code.is_some() { t!("support-code-another") } else { t!("support-code-show") };
        let make = Post::with_class(web, "actions", "/account/support-code")
            .field(submit("btn", (ui::icon(web, "key"), label)));
        (ui::paragraph(t!("support-code-help")), ui::muted_paragraph(t!("problem-with-code")), make).rendered()
    } else {
        ui::not_on_behalf(web, || t!("support-code-not-on-behalf"))
    };
    Card::new("h-code", t!("support-code")).body_with("card-body stack", (shown, control))
}
