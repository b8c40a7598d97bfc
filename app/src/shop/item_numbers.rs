//! The own item numbers of the customer's company: the list, one number, a file of many.

mod preview;

use crate::answer::download;
use crate::form::{Asked, Choice, Fields, Form, Page, Posted, Words};
use crate::frame::shop::Chrome;
use crate::part::ordering::cannot_order;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::shop::export;
use crate::ui::card::Card;
use crate::ui::drop::{SHEETS, drop};
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit};
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::pages::Pages;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, markup, t};
use axum::extract::Path;
use domain::error::{Error, Result};
use domain::id::OwnItemId;
use domain::list::Size;
use domain::own_item::find::{self, Filter, ItemNumber, Sort};
use domain::own_item::{LONGEST, change, file, upload::MOST};
use domain::policy::Action;

pub use preview::{apply, failed, read};

/// Where the list stands.
pub const PATH: &str = "/account/item-numbers";

form! {
    /// Which numbers are asked for.
    pub struct Query {
        /// Words in own number, article number or name.
        q: Words,
        /// In which order.
        sort: Choice<Sort>,
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
        /// The one that is being changed.
        edit: Option<OwnItemId>,
        /// The one that was removed just now.
        removed: Option<OwnItemId>,
        /// How many a file added …
        added: String,
        /// … and how many it changed.
        changed: String,
    }
}

form! {
    /// A number as it is typed.
    pub struct Typed {
        /// The one that is changed; none for a new one.
        id: Option<OwnItemId>,
        /// The own number.
        number: String,
        /// The article number.
        article: String,
    }
}

impl Query {
    /// The same list on its first page, without what was done just now.
    fn list(&self) -> Query {
        Query { q: self.q.clone(), sort: self.sort, size: self.size, ..Query::default() }
    }
}

/// `/account/item-numbers`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    let form = match query.edit {
        Some(id) if web.cx.may(Action::EditItemNumbers) => {
            let one = find::one(&web.cx, id).await?;
            Typed { id: Some(one.id), number: one.number, article: one.sku }.form()
        }
        _ => Form::default(),
    };
    render(&web, &query, &form, None).await
}

/// Adds a number, or changes the one whose id is sent.
pub async fn save(web: Web, Asked(query): Asked<Query>, Posted(typed, form): Posted<Typed>) -> Answer {
    let saved = match typed.id {
        Some(id) => change::change(&web.cx, id, &typed.number, &typed.article).await.map(|()| "number-changed"),
        None => change::add(&web.cx, &typed.number, &typed.article).await.map(|_| "number-added"),
    };
    match saved {
        Ok(done) => Ok(see(&web.href(&format!("{PATH}?done={done}")))),
        Err(error) => render(&web, &query, &form.reject(error)?, None).await,
    }
}

fn id(text: &str) -> Result<OwnItemId> {
    OwnItemId::parse(text).ok_or(Error::NotFound)
}

/// Removes a number; the page offers to put it back.
pub async fn remove(web: Web, Path(place): Path<String>, _form: Form) -> Answer {
    let id = id(&place)?;
    change::remove(&web.cx, id).await?;
    Ok(see(&web.href(&Query { removed: Some(id), ..Query::default() }.address(PATH))))
}

/// Puts a removed number back.
pub async fn restore(web: Web, Path(place): Path<String>, form: Form) -> Answer {
    match change::restore(&web.cx, id(&place)?).await {
        Ok(()) => Ok(see(&web.href(&format!("{PATH}?done=number-restored")))),
        Err(error) => {
            let form = form.reject(error)?;
            let wrong = form.error(Typed::number().as_str());
            render(&web, &Query::default(), &form, wrong).await
        }
    }
}

/// All numbers as a file.
pub async fn export(web: Web) -> Answer {
    let format = export::format(&web)?;
    let headings = [t!("export-own"), t!("export-article"), t!("export-name")];
    let bytes = file::all(&web.cx, format, headings).await?;
    Ok(download(export::kind(format), &format!("item-numbers.{}", format.as_str()), bytes.into()))
}

/// A file to fill in.
pub async fn sample(web: Web) -> Answer {
    let format = export::format(&web)?;
    let headings = [t!("export-own"), t!("export-article"), t!("export-name")];
    let bytes = file::sample(&web.cx, format, headings).await?;
    Ok(download(export::kind(format), &format!("item-numbers-sample.{}", format.as_str()), bytes.into()))
}

/// The page; `wrong` is what stands above it, where no field of it is wrong.
pub(super) async fn render(web: &Web, query: &Query, form: &Form, wrong: Option<String>) -> Answer {
    let filter =
        Filter { query: query.q.0.clone(), sort: query.sort.0, size: query.size, page: query.page.0 };
    let (chrome, found) = tokio::try_join!(Chrome::load(web), find::list(&web.cx, &filter))?;
    domain::behalf::history::viewed(&web.cx, "item_numbers").await?;
    let file_error = form.error(preview::FILE);
    let may = web.cx.may(Action::EditItemNumbers);
    Ok(page(web, &chrome.frame(), status_of(form), t!("numbers-title"), || {
        let here = web.href(PATH);
        let position = Position { page: query.page.0, size: query.size.rows(), total: found.total };
        let pages = Pages::of(position, |n| Query { page: Page::number(n), ..query.list() }.address(&here))
            .sized(query.size, |size| Query { size, ..query.list() }.address(&here));
        let list = List::new(toolbar(web, query, found.total), table(web, query, &found.rows, may), pages);
        let list = list.html(web, || nothing(web, query, may));
        let side = match may {
            true => (one(web, form), many(web, file_error.as_deref())).rendered(),
            false => cannot_order(web),
        };
        let ways = (found.total > 0).then(|| export::ways(web, &web.href(&format!("{PATH}/export")))).flatten();
        let wrong = wrong.map(|text| Notice::new(web, Tone::Warning, text));
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("numbers-title")).about(t!("numbers-about")).actions(ways), tabs(web, PATH), ui::done(web), wrong,
            news(web, query, may), split(list, side)
        }
        out.html()
    }))
}

/// What was done just now.
fn news(web: &Web, query: &Query, may: bool) -> Option<Html> {
    if let Some(id) = query.removed.filter(|_| may) {
        let back = Post::with_class(web, "actions", &web.href(&format!("{PATH}/{id}/restore")))
            .field(submit("btn btn-small", t!("numbers-put-back")));
        return Some(Notice::new(web, Tone::Success, t!("numbers-removed")).below(back).html());
    }
    let (added, changed) = (query.added.parse::<i64>().ok()?, query.changed.parse::<i64>().ok()?);
    Some(Notice::new(web, Tone::Success, t!("numbers-written", added = added, changed = changed)).html())
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    Toolbar::new(web, &web.href(PATH), &query.list())
        .ids("numbers-")
        .search(Query::q(), t!("numbers-search"), t!("numbers-search-by"))
        .count(&t!("numbers-count", count = total))
}

fn nothing(web: &Web, query: &Query, may: bool) -> Html {
    if !query.q.0.is_empty() {
        let all = Some((web.href(PATH), t!("numbers-show-all")));
        return ui::empty(web, "search", t!("numbers-no-match"), t!("numbers-no-match-help"), all);
    }
    let sample = may.then(|| (web.href(&format!("{PATH}/sample?format=xlsx")), t!("numbers-sample")));
    ui::empty(web, "tag", t!("numbers-none"), t!("numbers-none-help"), sample)
}

fn table(web: &Web, query: &Query, rows: &[ItemNumber], may: bool) -> Table {
    let here = web.href(PATH);
    let sorted = |column: Column, by: Sort| {
        let state = if by == Sort::Newest { "descending" } else { "ascending" };
        let now = (query.sort.0 == by).then_some(state);
        column.sorted(now, Query { sort: Choice(by), ..query.list() }.address(&here))
    };
    let mut columns = vec![
        sorted(Column::text(t!("export-own")), Sort::Number),
        sorted(Column::text(t!("export-article")), Sort::Sku),
        sorted(Column::text(t!("export-name")), Sort::Name),
        sorted(Column::text(t!("numbers-since")).wide(), Sort::Newest),
    ];
    columns.extend(may.then(|| Column::actions(t!("numbers-actions"))));
    let mut table = Table::new(t!("numbers-title"), columns).framed();
    for one in rows {
        table.row(|row| {
            row.name(ui::code(ui::plain(&one.number)), ());
            row.cell(ui::code(&one.sku));
            row.cell(ui::link(&web.href(&format!("/p/{}", one.slug)), &one.name));
            row.cell(ui::moment(one.created_at));
            if may {
                let edit = Query { edit: Some(one.id), page: query.page, ..query.list() }.address(&here);
                let label = (t!("numbers-change"), ui::visually_hidden(&one.number));
                let remove = web.href(&format!("{PATH}/{}/remove", one.id));
                let remove = ui::form::button(web, &remove, "btn btn-small", t!("numbers-remove"), &one.number);
                let mut actions = Markup::default();
                markup! {
                    actions,
                    "<div class=\"row\">", button_link("btn btn-small", &format!("{edit}#h-one"), label), remove, "</div>"
                }
                row.cell(actions);
            }
        });
    }
    table
}

/// The form of one number.
fn one(web: &Web, form: &Form) -> Card {
    let changed = form.get(Typed::id().as_str());
    let is_change = !changed.is_empty();
    let (title, button) = match is_change {
        true => (t!("numbers-change-one"), t!("numbers-save")),
        false => (t!("numbers-add-one"), t!("numbers-add")),
    };
    let longest = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    let mut post = Post::to(web, &web.href(PATH));
    if is_change {
        post = post.hidden(Typed::id().as_str(), changed);
    }
    let cancel = is_change.then(|| button_link("btn", &web.href(PATH), t!("numbers-cancel")));
    let post = post
        .field(Field::text(form, Typed::number(), t!("export-own")).longest(longest).focus(is_change))
        .field(Field::text(form, Typed::article(), t!("export-article")).longest(100))
        .foot((submit("btn btn-primary", button), cancel));
    Card::new("h-one", title).body_with("card-body stack", post)
}

/// The form of a file.
fn many(web: &Web, wrong: Option<&str>) -> Card {
    let mut out = Markup::default();
    let (xlsx, csv) = (web.href(&format!("{PATH}/sample?format=xlsx")), web.href(&format!("{PATH}/sample?format=csv")));
    markup! {
        out,
        "<form class=\"form\" method=\"post\" enctype=\"multipart/form-data\"", "action" = web.href(&format!("{PATH}/upload")),
        ">", ui::context(web), drop(web, t!("quick-file"), SHEETS, t!("numbers-file-help", rows = MOST), wrong),
        "<div class=\"form-foot\"><button class=\"btn btn-primary\">", t!("numbers-look"), "</button></div></form><p class=\"hint\">",
        t!("numbers-sample"), ": ", ui::link(&xlsx, t!("export-xlsx")), ", ", ui::link(&csv, t!("export-csv")), "</p>"
    }
    Card::new("h-many", t!("numbers-many")).body_with("card-body stack", out)
}
