//! A list with its lines: what they cost today, changing all of them at once, and putting them into the cart.

use super::later::price;
use super::{Edit, PATH, access, address, fields, id, made_by, owner};
use crate::answer::Fail;
use crate::form::{Asked, Choice, Each, Fields, Form, Page, Posted};
use crate::frame::shop::Chrome;
use crate::part::line::{self, lines};
use crate::part::ordering::cannot_order;
use crate::part::picture;
use crate::respond::{Answer, page, see};
use crate::shop::export;
use crate::ui::badge;
use crate::ui::card::untitled;
use crate::ui::field::Field;
use crate::ui::form::{Post, icon_button, submit};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::notice::{Notice, Tone};
use crate::ui::pages::Pages;
use crate::ui::stepper::Stepper;
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, markup, t, text, words};
use axum::extract::{Path, Request};
use domain::error::{Conflict, Error};
use domain::id::ListId;
use domain::list::Size;
use domain::policy::Action;
use domain::requisition::lines::{self as of_list, Part as Lines, Wanted};
use domain::requisition::{Access, Line, LineSort, List, Sharing, db, fill};
use domain::text_enum::Word;
use http::StatusCode;
use std::collections::{BTreeMap, HashMap};

/// The form of all lines, which stands apart from them.
const FORM: &str = "lines";
/// The largest form of lines, in bytes.
const LARGEST: usize = 1024 * 1024;

form! {
    /// Which lines are shown.
    pub struct Query {
        /// In which order.
        sort: Choice<LineSort>,
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

form! {
    /// The lines as they are sent. Each has its fields, by the address part of its product.
    pub struct Sent {
        /// How many of each product.
        quantity: Each = "quantity-",
        /// The note to each.
        note: Each = "note-",
        /// Those that are ticked.
        pick: Each = "pick-",
        /// The version of the list that the form was made from.
        version: String,
        /// `ticked` when the ticked lines are meant, and not all.
        which: String,
    }
}

form! {
    /// A product that is added, or a line that is put back.
    pub struct Wish {
        /// Its number.
        number: String,
        /// How many.
        quantity: String,
        /// The note.
        note: String,
    }
}

form! {
    /// What was just done.
    pub struct Done {
        /// Its code.
        done: String,
        /// How many lines.
        count: String,
        /// How many did not fit.
        left: String,
        /// The address part of the product.
        slug: String,
        /// How many there were of it.
        quantity: String,
        /// Its note.
        note: String,
    }
}

/// What was sent that the page shows again, and why.
#[derive(Default)]
struct Again {
    /// Name, note and sharing.
    edit: Form,
    /// A product that was to be added.
    add: Form,
    /// What was typed into lines, by the address part of the product.
    typed: HashMap<String, Typed>,
    /// Those that were ticked.
    ticked: Vec<String>,
    /// Somebody changed the list since it was shown.
    is_stale: bool,
    /// Nothing was ticked where something must be.
    is_nothing: bool,
}

impl Again {
    fn status(&self) -> StatusCode {
        let is_wrong = self.edit.is_rejected()
            || self.add.is_rejected()
            || self.is_nothing
            || self.typed.values().any(Typed::is_wrong);
        match () {
            () if self.is_stale => StatusCode::CONFLICT,
            () if is_wrong => StatusCode::UNPROCESSABLE_ENTITY,
            () => StatusCode::OK,
        }
    }
}

/// Quantity and note of a line as they were typed, and what is wrong with them.
#[derive(Default)]
struct Typed {
    quantity: String,
    note: String,
    quantity_error: Option<String>,
    note_error: Option<String>,
}

impl Typed {
    fn of(line: &Line) -> Typed {
        Typed { quantity: line.quantity.to_string(), note: line.note.clone(), ..Typed::default() }
    }

    fn read(sent: &Sent, line: &Line) -> Option<Typed> {
        let quantity = sent.quantity.get(&line.slug)?.to_owned();
        let note = sent.note.get(&line.slug).unwrap_or(&line.note).to_owned();
        let problem = |error| match error {
            Error::Invalid(fields) => fields.first().map(|field| words::problem(&field.problem)),
            _ => None,
        };
        let quantity_error = domain::cart::quantity(&quantity, line.increment).err().and_then(problem);
        let note_error = domain::cart::note(&note).err().and_then(problem);
        Some(Typed { quantity, note, quantity_error, note_error })
    }

    fn is_wrong(&self) -> bool {
        self.quantity_error.is_some() || self.note_error.is_some()
    }

    fn is_change(&self, line: &Line) -> bool {
        self.quantity.trim() != line.quantity.to_string() || self.note.trim() != line.note
    }

    /// What is in the list now stands beside what was typed.
    fn beside(mut self, line: &Line) -> Typed {
        if self.quantity_error.is_none() && self.quantity.trim() != line.quantity.to_string() {
            self.quantity_error = Some(t!("lists-now", quantity = line.quantity.to_string()));
        }
        self
    }
}

/// `/lists/{id}`
pub async fn show(web: Web, Path(list): Path<String>, Asked(query): Asked<Query>) -> Answer {
    render(&web, id(&list)?, &query, Again::default()).await
}

/// Reads a form of lines, which may be larger than other forms.
async fn sent(web: &Web, request: Request) -> Result<(Sent, Query), Fail> {
    let body = axum::body::to_bytes(request.into_body(), LARGEST).await;
    let body = body.map_err(|_| Fail::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    let form = Form::read_within(web, &body, LARGEST)?;
    Ok((Sent::read(form.params()), Query::read(form.params())))
}

/// Sets quantity and note of every line that was changed.
pub async fn change(web: Web, Path(list): Path<String>, request: Request) -> Answer {
    web.cx.check_recorded(Action::EditLists).await?;
    let list = id(&list)?;
    let (sent, query) = sent(&web, request).await?;
    let here = of_list::page(&web.cx, list, part(&query)).await?;
    let typed = || here.iter().filter_map(|line| Some((line, Typed::read(&sent, line)?)));
    let kept = |typed: Vec<(String, Typed)>| Again { typed: typed.into_iter().collect(), ..Again::default() };
    let all: Vec<(&Line, Typed)> = typed().collect();
    if all.iter().any(|(_, typed)| typed.is_wrong()) {
        let all = all.into_iter().map(|(line, typed)| (line.slug.clone(), typed)).collect();
        return render(&web, list, &query, kept(all)).await;
    }
    let wanted: Vec<Wanted<'_>> = all
        .iter()
        .filter(|(line, typed)| typed.is_change(line))
        .map(|(line, typed)| Wanted { slug: &line.slug, quantity: &typed.quantity, note: &typed.note })
        .collect();
    if !wanted.is_empty() {
        match of_list::change(&web.cx, list, sent.version.parse().unwrap_or(0), &wanted).await {
            Err(Error::Conflict(Conflict::List)) => {
                let here = of_list::page(&web.cx, list, part(&query)).await?;
                let typed = here.iter().filter_map(|l| Some((l.slug.clone(), Typed::read(&sent, l)?.beside(l))));
                return render(&web, list, &query, Again { is_stale: true, ..kept(typed.collect()) }).await;
            }
            other => other?,
        }
    }
    let here = query.address(&address(&web, list));
    let mark = if here.contains('?') { '&' } else { '?' };
    Ok(see(&format!("{here}{mark}done=changed")))
}

/// Name, note and sharing.
pub async fn edit(web: Web, Path(list): Path<String>, Posted(sent, form): Posted<Edit>) -> Answer {
    let list = id(&list)?;
    let again = match db::change(&web.cx, list, sent.version.parse().unwrap_or(0), &sent.typed()).await {
        Ok(()) => return Ok(see(&format!("{}?done=changed", address(&web, list)))),
        Err(Error::Conflict(Conflict::List)) => Again { edit: form, is_stale: true, ..Again::default() },
        Err(error) => Again { edit: form.reject(error)?, ..Again::default() },
    };
    render(&web, list, &Query::default(), again).await
}

/// Adds a product by its number.
pub async fn add(web: Web, Path(list): Path<String>, Posted(wish, form): Posted<Wish>) -> Answer {
    let list = id(&list)?;
    match of_list::add(&web.cx, list, &wish.number, &wish.quantity).await {
        Ok(_) => Ok(see(&format!("{}?done=list-added&count=1", address(&web, list)))),
        Err(error) => {
            let again = Again { add: form.reject(error)?, ..Again::default() };
            render(&web, list, &Query::default(), again).await
        }
    }
}

/// Puts all lines, or the ticked ones, into the cart; the list stays as it is.
pub async fn into_cart(web: Web, Path(list): Path<String>, request: Request) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let list = id(&list)?;
    let (sent, query) = sent(&web, request).await?;
    let ticked = (sent.which == "ticked").then(|| {
        let quantity = |slug: &str| sent.quantity.get(slug).map(|typed| domain::cart::quantity(typed, 1));
        sent.pick.iter().map(|(slug, _)| (slug.to_owned(), quantity(slug))).collect::<BTreeMap<_, _>>()
    });
    let is_nothing = ticked.as_ref().is_some_and(BTreeMap::is_empty);
    let is_wrong = ticked.iter().flatten().any(|(_, quantity)| matches!(quantity, Some(Err(_))));
    if is_nothing || is_wrong {
        let here = of_list::page(&web.cx, list, part(&query)).await?;
        let typed = here.iter().filter_map(|line| Some((line.slug.clone(), Typed::read(&sent, line)?))).collect();
        let ticked = sent.pick.iter().map(|(slug, _)| slug.to_owned()).collect();
        return render(&web, list, &query, Again { typed, ticked, is_nothing, ..Again::default() }).await;
    }
    let ticked: Option<fill::Ticked> =
        ticked.map(|all| all.into_iter().map(|(slug, quantity)| (slug, quantity.and_then(Result::ok))).collect());
    let (proposal, filled) = match fill::into_cart(&web.cx, list, ticked.as_ref()).await {
        // All that was ticked was removed from the list meanwhile, or the list has no lines.
        Err(Error::Invalid(_)) => {
            return render(&web, list, &query, Again { is_nothing: true, ..Again::default() }).await;
        }
        other => other?,
    };
    Ok(see(&crate::part::link::filled(&web, proposal, filled)))
}

/// Removes a line; the page offers to put it back.
pub async fn remove(web: Web, Path((list, slug)): Path<(String, String)>, Posted(sent, _): Posted<Edit>) -> Answer {
    let list = id(&list)?;
    match of_list::remove(&web.cx, list, sent.version.parse().ok(), &slug).await {
        Err(Error::Conflict(Conflict::List)) => {
            render(&web, list, &Query::default(), Again { is_stale: true, ..Again::default() }).await
        }
        other => {
            let removed = other?;
            let done = Done {
                done: "line-removed".to_owned(),
                slug: removed.slug,
                quantity: removed.quantity.to_string(),
                note: removed.note,
                ..Done::default()
            };
            Ok(see(&done.address(&address(&web, list))))
        }
    }
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path((list, slug)): Path<(String, String)>, Posted(wish, _): Posted<Wish>) -> Answer {
    let list = id(&list)?;
    of_list::restore(&web.cx, list, Wanted { slug: &slug, quantity: &wish.quantity, note: &wish.note }).await?;
    Ok(see(&format!("{}?done=restored", address(&web, list))))
}

fn part(query: &Query) -> Lines {
    Lines { sort: query.sort.0, page: query.page.0, size: query.size }
}

async fn render(web: &Web, id: ListId, query: &Query, again: Again) -> Answer {
    let list = db::load(&web.cx, id).await?;
    let (chrome, lines) = tokio::try_join!(Chrome::load(web), of_list::page(&web.cx, id, part(query)))?;
    domain::behalf::history::viewed(&web.cx, "list").await?;
    picture::load(web, lines.iter().map(|line| line.slug.as_str())).await?;
    let title = ui::plain(&list.name);
    Ok(page(web, &chrome.frame(), again.status(), &title, || content(web, &list, &lines, query, again)))
}

fn content(web: &Web, list: &List, lines: &[Line], query: &Query, mut again: Again) -> Html {
    let access = access(web, list);
    let may_edit = access != Access::Read && web.cx.may(Action::EditLists);
    let here = address(web, list.id);
    let position = Position { page: query.page.0, size: query.size.rows(), total: list.lines };
    let pages = Pages::of(position, |n| Query { page: Page::number(n), ..query.clone() }.address(&here))
        .sized(query.size, |size| Query { size, page: Page::default(), ..query.clone() }.address(&here));
    let mut out = Markup::default();
    out.put(head(web, list, access));
    out.put(messages(web, list, &again));
    if !web.cx.may(Action::EditLists) {
        out.put(cannot_order(web));
    } else if may_edit {
        out.put(settings(web, list, access, &again));
        out.put(add_form(web, list, &again));
    }
    match lines.is_empty() {
        true if list.lines > 0 => {
            out.put(ui::past_end(web, position, |n| Query { page: Page::number(n), ..query.clone() }.address(&here)));
        }
        true => out.put(ui::empty(web, "list", t!("lists-empty"), t!("lists-empty-help"), None)),
        false => {
            out.put(toolbar(web, &here, query));
            let rows = lines.iter().map(|one| {
                let typed = again.typed.remove(&one.slug);
                row(web, list, one, may_edit, typed, again.ticked.contains(&one.slug))
            });
            let rows: Vec<line::Line> = rows.collect();
            out.put(buttons(web, list, query, may_edit));
            out.put(untitled(t!("cart-lines"), self::lines(!may_edit, rows)));
            out.put(pages);
        }
    }
    out.html()
}

fn head(web: &Web, list: &List, access: Access) -> Markup {
    let steps = vec![(Some(web.href(PATH)), t!("lists-title").to_owned()), (None, ui::plain(&list.name))];
    let mut head = Head::new(ui::name(&list.name))
        .about(t!("cart-lines-count", count = list.lines))
        .about(t!("lists-changed-at", time = text::minute(list.modified_at)));
    if access != Access::Own {
        head = head.about(ui::within(t!("lists-of", who = text::PLACES[0]), [owner(web, list)]));
    }
    if list.sharing != Sharing::None {
        head = head.beside(badge::label(words::sharing(list.sharing).0));
    }
    if let Some(by) = made_by(web, list) {
        head = head.about(by);
    }
    if !list.note.is_empty() {
        head = head.below(ui::muted_paragraph(ui::plain(&list.note)));
    }
    if list.lines > 0 {
        let here = address(web, list.id);
        let all = web
            .cx
            .may(Action::EditCart)
            .then(|| ui::form::button(web, &format!("{here}/cart"), "btn btn-primary", t!("lists-cart-all"), ""));
        head = head.actions((all, export::ways(web, &format!("{here}/export"))));
    }
    let mut out = Markup::default();
    markup! { out, ui::crumbs(steps), head }
    out
}

fn messages(web: &Web, list: &List, again: &Again) -> Markup {
    let mut out = Markup::default();
    if again.is_stale {
        out.put(Notice::new(web, Tone::Warning, words::conflict(Conflict::List).1));
    }
    if again.is_nothing {
        out.put(Notice::new(web, Tone::Danger, t!("lists-tick-one")));
    }
    if again.status() != StatusCode::OK {
        return out;
    }
    let done = Done::read(&web.query());
    let number = |text: &str| text.parse::<i64>().unwrap_or(0);
    let (count, left) = (number(&done.count), number(&done.left));
    match done.done.as_str() {
        "list-added" => out.put(Notice::new(web, Tone::Success, t!("lists-added", count = count))),
        "list-added-some" => {
            out.put(Notice::new(web, Tone::Warning, t!("lists-added-some", count = count, left = left)));
        }
        "line-removed" => {
            let is_slug = done.slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !done.slug.is_empty();
            if is_slug {
                let action = format!("{}/lines/{}/restore", address(web, list.id), done.slug);
                let back = Post::with_class(web, "actions", &action)
                    .hidden(Wish::quantity().as_str(), &done.quantity)
                    .hidden(Wish::note().as_str(), &done.note)
                    .field(submit("btn btn-small", t!("cart-put-back")));
                out.put(Notice::new(web, Tone::Success, t!("cart-removed")).below(back));
            }
        }
        _ => out.put(ui::done(web)),
    }
    out
}

/// Name, note and sharing, folded until they are wanted; and the button that removes the list.
fn settings(web: &Web, list: &List, access: Access, again: &Again) -> Html {
    let is_sent = again.edit.is_rejected() || (again.is_stale && again.edit.find("name").is_some());
    let version = list.version.to_string();
    let now =
        Edit { name: list.name.clone(), note: list.note.clone(), sharing: Some(list.sharing), version: String::new() };
    let form = if is_sent { again.edit.clone() } else { now.form() };
    let is_owner = access == Access::Own;
    let post = Post::to(web, &format!("{}/edit", address(web, list.id))).hidden(Edit::version().as_str(), &version);
    let post = fields(post, &form, is_owner).foot(submit("btn btn-primary", t!("lists-save")));
    let remove = is_owner.then(|| {
        Post::in_row(web, &format!("{}/remove", address(web, list.id)))
            .hidden(Edit::version().as_str(), &version)
            .field(submit("btn btn-danger", t!("lists-remove")))
    });
    ui::fold(t!("lists-settings"), is_sent, (post, remove))
}

/// A product by its number.
fn add_form(web: &Web, list: &List, again: &Again) -> Html {
    let form = &again.add;
    let number =
        Field::text(form, Wish::number(), t!("lists-add-number")).hint(t!("lists-add-number-help")).longest(60);
    let quantity = Field::number(form, Wish::quantity(), t!("products-column-quantity")).optional();
    let post = Post::to(web, &format!("{}/lines", address(web, list.id)))
        .field(ui::form::columns((number, quantity)))
        .foot(submit("btn", t!("lists-add")));
    ui::fold(t!("lists-add-title"), form.is_rejected() || list.lines == 0, post)
}

fn toolbar(web: &Web, here: &str, query: &Query) -> Toolbar {
    let sorts = LineSort::ALL.map(|sort| {
        let label = match sort {
            LineSort::Added => t!("lists-sort-added"),
            LineSort::Name => t!("products-sort-name"),
            LineSort::Sku => t!("products-sort-sku"),
        };
        (sort.word(), label.to_owned())
    });
    Toolbar::new(web, here, query).order(Query::sort(), t!("products-sort-by"), sorts, t!("products-sort"))
}

/// The buttons for all lines of the page: what was changed, and what is ticked.
fn buttons(web: &Web, list: &List, query: &Query, may_edit: bool) -> Markup {
    let mut out = Markup::default();
    if !web.cx.may(Action::EditCart) {
        return out;
    }
    let here = address(web, list.id);
    let mut form = Post::unseen(web, FORM, &here).hidden(Sent::version().as_str(), &list.version.to_string());
    for (name, value) in query.pairs() {
        form = form.hidden(name, &value);
    }
    markup! { out, form, "<div class=\"actions\">" }
    if may_edit {
        markup! { out, "<button class=\"btn\"", "form" = FORM, ">", t!("lists-save-lines"), "</button>" }
    }
    markup! {
        out,
        "<button class=\"btn\" value=\"ticked\"", "form" = FORM, "name" = Sent::which().as_str(),
        "formaction" = format!("{here}/cart"), ">", t!("lists-cart-ticked"), "</button></div>"
    }
    out
}

/// A line with the product as it is now.
pub(super) fn plain(web: &Web, one: &Line) -> line::Line {
    let row = line::Line::new(web, &one.slug, &one.name, &one.sku, &price(one))
        .total(one.total().map_or_else(|| "–".to_owned(), text::money));
    match &one.successor {
        Some((slug, name)) if !one.active => {
            let way = ui::link(&web.href(&format!("/p/{slug}")), ui::plain(name));
            row.more(ui::within(t!("lists-successor", product = text::PLACES[0]), [way]))
        }
        _ => row,
    }
}

fn row(web: &Web, list: &List, one: &Line, may_edit: bool, typed: Option<Typed>, is_ticked: bool) -> line::Line {
    let mut row = plain(web, one);
    if one.added_by_support.is_some() && web.cx.behalf().is_none() {
        row = row.remark(t!("cart-by-support"));
    }
    if let Some(problem) = one.problem() {
        row = row.problem(&words::problem(&problem));
    } else {
        let (stock, _) = crate::shop::item::stock(one.available, one.restock_at);
        row = row.remark(&stock);
    }
    if web.cx.may(Action::EditCart) {
        let label = (t!("lists-tick"), ui::visually_hidden(&one.name));
        row = row.tick(FORM, &Sent::pick().of(&one.slug), label, is_ticked);
    }
    if !may_edit {
        return row.note(&one.note).quantity(&text::number(one.quantity));
    }
    let Typed { quantity, note, quantity_error, note_error } = typed.unwrap_or_else(|| Typed::of(one));
    let name = Sent::quantity().of(&one.slug);
    let error_id = format!("{name}-err");
    let mut controls = Markup::default();
    controls.put(Stepper {
        id: name.clone(),
        name,
        form: Some(FORM),
        of: one.name.clone(),
        value: quantity,
        step: one.increment,
        small: true,
        error: quantity_error.is_some().then(|| error_id.clone()),
    });
    if let Some(text) = quantity_error {
        markup! { controls, "<p class=\"error\"", "id" = error_id, ">", text, "</p>" }
    }
    let has_note = !note.is_empty() || note_error.is_some();
    let label = if has_note { t!("cart-note") } else { t!("cart-add-note") };
    let (of, to) = (t!("cart-note-of", product = &one.name), t!("cart-note-to", product = &one.name));
    let form = Form::with(&[(Sent::note().as_str(), &note)]);
    let field = Field::area(&form, Sent::note(), &to, 2).of(&one.slug).of_form(FORM).label_unseen().wrong(note_error);
    let name = t!("cart-remove", product = &one.name);
    let action = format!("{}/lines/{}/remove", address(web, list.id), one.slug);
    let remove = Post::with_class(web, "line-remove", &action)
        .hidden(Edit::version().as_str(), &list.version.to_string())
        .field(icon_button("btn btn-quiet btn-icon btn-small", &name, ui::icon(web, "trash")));
    row.note_field(has_note, (label, ui::visually_hidden(&of)), field).controls(controls).end(remove)
}
