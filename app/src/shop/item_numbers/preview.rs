//! A file of own item numbers before it is taken: what would become of each row, and the yes.
//!
//! The rows stand in the page and are sent again with the yes, so nothing of them is kept in between.

use super::{PATH, Query, render};
use crate::answer::download;
use crate::form;
use crate::form::{Fields, Form};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, Fail, page, see};
use crate::shop::account::tabs;
use crate::shop::export;
use crate::shop::quick_order::upload;
use crate::ui::form::{Post, button_link, choose_elsewhere, submit};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::table::{Column, Mark, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use axum::extract::Request;
use domain::error::{Error, Field, Problem};
use domain::own_item::file;
use domain::own_item::upload::{Line, Pair, State, apply as write, preview, read as read_file};
use domain::policy::Action;
use domain::quick_order::LARGEST_FILE;
use http::StatusCode;

/// The name of the field for the file.
pub(super) const FILE: &str = "file";
/// The largest form with the rows of a file, in bytes.
const LARGEST: usize = 6 * 1024 * 1024;
/// Rows that are shown; all of them go.
const SHOWN: usize = 500;

form! {
    /// The rows of a file, sent with the yes.
    pub struct Sent {
        /// A line each: number of the row, own number, article number, parted by tabs.
        rows: String,
        /// In which form the rows that cannot be taken are asked for.
        format: String,
    }
}

/// Reads a file and shows what would become of its rows.
pub async fn read(web: Web, request: Request) -> Answer {
    web.cx.check_recorded(Action::EditItemNumbers).await?;
    let sent = upload::read(&web, request).await?;
    let Some(file) = sent.file else {
        let missing = Error::Invalid(vec![Field { name: FILE, problem: Problem::Required }]);
        return render(&web, &Query::default(), &sent.form.reject(missing)?, None).await;
    };
    let refused = match file.is_cut {
        true => domain::quick_order::read::Refusal::TooLarge { bytes: LARGEST_FILE as u64, unpacked: false },
        false => {
            let name: String = file.name.chars().filter(|c| !c.is_control()).take(100).collect();
            match read_file(&web.cx, &name, file.bytes).await? {
                Ok(lines) => return shown(&web, &lines).await,
                Err(refusal) => refusal,
            }
        }
    };
    let wrong = Error::Invalid(vec![Field { name: "upload", problem: Problem::Required }]);
    render(&web, &Query::default(), &sent.form.reject(wrong)?, Some(words::quick_order::refusal(refused))).await
}

async fn sent(web: &Web, request: Request) -> Result<(Sent, Vec<Pair>), Fail> {
    web.cx.check_recorded(Action::EditItemNumbers).await?;
    let body = axum::body::to_bytes(request.into_body(), LARGEST).await;
    let body = body.map_err(|_| Fail::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    let form = Form::read_within(web, &body, LARGEST)?;
    let sent = Sent::read(form.params());
    let pair = |line: &str| {
        let mut cells = line.splitn(3, '\t');
        let row = cells.next()?.parse().ok()?;
        let mut text = || cells.next().unwrap_or_default().trim().to_owned();
        Some(Pair { row, number: text(), article: text() })
    };
    let pairs = sent.rows.lines().filter_map(pair).collect();
    Ok((sent, pairs))
}

/// Writes the rows that go.
pub async fn apply(web: Web, request: Request) -> Answer {
    let (_, pairs) = sent(&web, request).await?;
    let written = write(&web.cx, pairs).await?;
    let done = Query { added: written.added.to_string(), changed: written.changed.to_string(), ..Query::default() };
    Ok(see(&web.href(&done.address(PATH))))
}

/// The rows that cannot be taken as a file, with the reasons.
pub async fn failed(web: Web, request: Request) -> Answer {
    let (sent, pairs) = sent(&web, request).await?;
    let format = domain::export::Format::parse(&sent.format).ok_or(Error::field("format", Problem::NotAChoice))?;
    let lines = preview(&web.cx, pairs).await?;
    let headings = [t!("export-own"), t!("export-article"), t!("quick-head-reason"), t!("quick-head-row")];
    let bytes = file::failed(&web.cx, &lines, format, headings, |line| words::item_numbers::why(&line.state)).await?;
    Ok(download(export::kind(format), &format!("rows-to-mend.{}", format.as_str()), bytes.into()))
}

fn count(lines: &[Line], is_meant: impl Fn(&State) -> bool) -> i64 {
    i64::try_from(lines.iter().filter(|line| is_meant(&line.state)).count()).unwrap_or(i64::MAX)
}

async fn shown(web: &Web, lines: &[Line]) -> Answer {
    let chrome = Chrome::load(web).await?;
    Ok(page(web, &chrome.frame(), StatusCode::OK, t!("numbers-preview"), || {
        let steps =
            vec![(Some(web.href(PATH)), t!("numbers-title").to_owned()), (None, t!("numbers-preview").to_owned())];
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(steps), Head::new(t!("numbers-preview")).about(t!("numbers-nothing-yet")), tabs(web, PATH),
            decide(web, lines), table(lines)
        }
        if lines.len() > SHOWN {
            out.put(ui::muted_paragraph(t!("numbers-not-shown", count = lines.len() - SHOWN)));
        }
        out.html()
    }))
}

/// The yes, and the rows that cannot be taken as a file.
fn decide(web: &Web, lines: &[Line]) -> Html {
    let going = count(lines, |state| matches!(state, State::New | State::Changed(..)));
    let refused = count(lines, |state| matches!(state, State::Refused(_)));
    let (new, same) = (count(lines, |state| *state == State::New), count(lines, |state| *state == State::Unchanged));
    let row = |line: &Line| format!("{}\t{}\t{}", line.pair.row, line.pair.number, line.pair.article);
    let rows: Vec<String> = lines.iter().map(row).collect();
    let mut buttons = Markup::default();
    if going > 0 {
        buttons.put(submit("btn btn-primary", t!("numbers-apply", count = going)));
    }
    if refused > 0 {
        let to = web.href(&format!("{PATH}/failed"));
        for (format, label) in [("xlsx", t!("numbers-failed-xlsx")), ("csv", t!("numbers-failed-csv"))] {
            buttons.put(choose_elsewhere("btn", Sent::format(), format, &to, (ui::icon(web, "download"), label)));
        }
    }
    buttons.put(button_link("btn", &web.href(PATH), t!("numbers-cancel")));
    let sum = t!("numbers-sum", new = new, changed = going - new, same = same, refused = refused);
    let post = Post::to(web, &web.href(&format!("{PATH}/apply")))
        .hidden(Sent::rows().as_str(), &rows.join("\n"))
        .field(ui::paragraph(sum))
        .foot(buttons);
    let mut out = Markup::default();
    markup! { out, "<div class=\"card card-body\">", post, "</div>" }
    out.html()
}

fn table(lines: &[Line]) -> Table {
    let columns = [
        Column::text(t!("export-own")),
        Column::text(t!("export-article")).named(),
        Column::text(t!("export-name")),
        Column::state(t!("numbers-state")),
        Column::number(t!("quick-head-row")),
    ];
    let mut table = Table::new(t!("numbers-preview"), columns).framed();
    let rank = |line: &&Line| match line.state {
        State::Refused(_) => 0,
        State::Changed(..) => 1,
        State::New => 2,
        State::Unchanged => 3,
    };
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by_key(rank);
    for line in sorted.into_iter().take(SHOWN) {
        let (label, tone) = words::item_numbers::state(&line.state);
        let code = match line.state {
            State::New => "new",
            State::Changed(..) => "changed",
            State::Unchanged => "unchanged",
            State::Refused(_) => "refused",
        };
        let mark = Mark { about: Some(("data-state", code.to_owned())), ..Mark::default() };
        table.row_with(&mark, |row| {
            row.name(ui::code(ui::plain(&line.pair.number)), ());
            row.cell(ui::code(ui::plain(&line.pair.article)));
            row.cell(line.product.as_ref().map(|(_, name)| name.clone()));
            let why = words::item_numbers::why(&line.state);
            row.cell_with_note(ui::status(tone, label), (!why.is_empty()).then(|| ui::plain(&why)));
            row.cell(line.pair.row.to_string());
        });
    }
    table
}
