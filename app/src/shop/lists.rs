//! Requisition lists, which people know as lists: those of the account, and those that its company shares.

pub mod into;
pub mod later;
pub mod one;

use crate::form::{Asked, Choice, Fields, Form, Page, Posted, Words};
use crate::frame::shop::Chrome;
use crate::part::ordering::cannot_order;
use crate::respond::{Answer, page, see, status_of};
use crate::ui::badge;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, t, text, words};
use axum::extract::Path;
use domain::error::{Error, Result};
use domain::id::ListId;
use domain::list::Size;
use domain::policy::Action;
use domain::requisition::db;
use domain::requisition::find::{self, Filter};
use domain::requisition::{Access, LONGEST_NAME, LONGEST_NOTE, List as Requisition, Sharing, Sort, Typed, Whose};
use domain::text_enum::Word;

/// Where the lists stand.
pub const PATH: &str = "/lists";

form! {
    /// Which lists are asked for.
    pub struct Query {
        /// Words in a name.
        q: Words,
        /// Own ones, or shared ones.
        whose: Option<Whose>,
        /// In which order.
        sort: Choice<Sort>,
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

form! {
    /// What a list is called, and who sees it.
    pub struct Edit {
        /// Its name.
        name: String,
        /// What it is for.
        note: String,
        /// What the others of the company may do with it.
        sharing: Option<Sharing>,
        /// The version that the form was made from.
        version: String,
    }
}

form! {
    /// What was just done.
    pub struct Done {
        /// Its code.
        done: String,
        /// The list.
        list: Option<ListId>,
    }
}

impl Edit {
    fn typed(&self) -> Typed<'_> {
        Typed { name: &self.name, note: &self.note, sharing: self.sharing }
    }
}

/// The list of an address.
fn id(text: &str) -> Result<ListId> {
    ListId::parse(text).ok_or(Error::NotFound)
}

/// The address of a list.
pub fn address(web: &Web, list: ListId) -> String {
    web.href(&format!("{PATH}/{list}"))
}

/// `/lists`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    render(&web, &query, &Form::default()).await
}

/// Makes a list, and leads to it.
pub async fn create(web: Web, Posted(sent, form): Posted<Edit>) -> Answer {
    match db::create(&web.cx, &sent.typed()).await {
        Ok(list) => Ok(see(&format!("{}?done=list-created", address(&web, list)))),
        Err(error) => render(&web, &Query::default(), &form.reject(error)?).await,
    }
}

/// Removes a list; the page offers to put it back.
pub async fn remove(web: Web, Path(list): Path<String>, Posted(sent, _): Posted<Edit>) -> Answer {
    let list = id(&list)?;
    db::remove(&web.cx, list, sent.version.parse().ok()).await?;
    Ok(see(&web.href(&format!("{PATH}?done=list-removed&list={list}"))))
}

/// Puts a removed list back.
pub async fn restore(web: Web, Path(list): Path<String>, _form: Form) -> Answer {
    let list = id(&list)?;
    db::restore(&web.cx, list).await?;
    Ok(see(&format!("{}?done=list-restored", address(&web, list))))
}

async fn render(web: &Web, query: &Query, form: &Form) -> Answer {
    web.cx.check_recorded(Action::ViewLists).await?;
    let Query { q, whose, sort, size, page: at } = query.clone();
    let filter = Filter { query: q.0, whose, sort: sort.0, page: at.0, size };
    let (chrome, found) = tokio::try_join!(Chrome::load(web), find::all(&web.cx, &filter))?;
    domain::behalf::history::viewed(&web.cx, "lists").await?;
    Ok(page(web, &chrome.frame(), status_of(form), t!("lists-title"), || {
        let here = web.href(PATH);
        let position = Position { page: query.page.0, size: query.size.rows(), total: found.total };
        let pages = Pages::of(position, |n| Query { page: Page::number(n), ..query.clone() }.address(&here))
            .sized(query.size, |size| Query { size, page: Page::default(), ..query.clone() }.address(&here));
        let list = List::new(toolbar(web, query, found.total), table(web, query, &found.rows), pages);
        let list = list.html(web, || nothing(web, query));
        let head = Head::new(t!("lists-title")).below(ui::muted_paragraph(t!("lists-about")));
        (head, message(web), new(web, form, found.total == 0 && !is_narrowed(query)), list).rendered()
    }))
}

fn is_narrowed(query: &Query) -> bool {
    !query.q.0.is_empty() || query.whose.is_some()
}

fn message(web: &Web) -> Option<Html> {
    let Done { done, list } = Done::read(&web.query());
    match (done.as_str(), list) {
        ("list-removed", Some(list)) => {
            let back = Post::with_class(web, "actions", &format!("{}/restore", address(web, list)))
                .field(submit("btn btn-small", t!("cart-put-back")));
            Some(Notice::new(web, Tone::Success, t!("lists-removed")).below(back).html())
        }
        _ => ui::done(web),
    }
}

/// The form for a new list; open where there is none yet.
fn new(web: &Web, form: &Form, is_first: bool) -> Html {
    if !web.cx.may(Action::EditLists) {
        return cannot_order(web);
    }
    let post = fields(Post::to(web, &web.href(PATH)), form, true).foot(submit("btn btn-primary", t!("lists-create")));
    ui::fold(t!("lists-new"), is_first || form.is_rejected(), post)
}

/// Name, note and, for the owner, sharing.
fn fields(post: Post, form: &Form, is_owner: bool) -> Post {
    let name = Field::text(form, Edit::name(), t!("lists-name")).required().longest(LONGEST_NAME as u32);
    let note = Field::area(form, Edit::note(), t!("lists-note"), 2).optional().longest(LONGEST_NOTE as u32);
    let post = post.field(name).field(note);
    if !is_owner {
        return post;
    }
    let chosen = Sharing::of(form.get(Edit::sharing().as_str())).unwrap_or_default();
    let chosen = form.clone().set(Edit::sharing(), chosen.as_str());
    let choices = Sharing::ALL.map(|sharing| {
        let (label, help) = words::sharing(sharing);
        (sharing.word(), label.to_owned(), help.to_owned())
    });
    post.field(Field::radios(&chosen, Edit::sharing(), t!("lists-sharing"), choices))
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let whose =
        [(Whose::Own.word(), t!("lists-own").to_owned()), (Whose::Shared.word(), t!("lists-shared").to_owned())];
    Toolbar::new(web, &web.href(PATH), query)
        .ids("lists-")
        .search(Query::q(), t!("lists-search"), t!("lists-search-by"))
        .choice(Query::whose(), t!("lists-whose"), t!("lists-all"), whose)
        .count(&ui::counted(total, |total| t!("lists-count", count = total)))
}

fn nothing(web: &Web, query: &Query) -> Html {
    if !is_narrowed(query) {
        return ui::empty(web, "list", t!("lists-none"), t!("lists-none-help"), None);
    }
    let all = Some((web.href(PATH), t!("lists-show-all")));
    ui::empty(web, "search", t!("lists-no-match"), t!("lists-no-match-help"), all)
}

fn table(web: &Web, query: &Query, rows: &[Requisition]) -> Table {
    let sorted = |column: Column, sort: Sort, state: &'static str| {
        let to = Query { sort: Choice(sort), page: Page::default(), ..query.clone() };
        column.sorted((query.sort.0 == sort).then_some(state), to.address(&web.href(PATH)))
    };
    let columns = [
        sorted(Column::text(t!("lists-name")), Sort::Name, "ascending"),
        Column::text(t!("lists-owner")),
        Column::state(t!("lists-sharing")),
        Column::number(t!("cart-lines")).lead(),
        sorted(Column::text(t!("lists-changed")).named(), Sort::Changed, "descending"),
    ];
    let mut table = Table::new(t!("lists-title"), columns).framed();
    for list in rows {
        table.row(|row| {
            let note = (!list.note.is_empty()).then(|| ui::name(&list.note));
            row.link(&address(web, list.id), ui::name(&list.name), note);
            row.cell_with_note(owner(web, list), made_by(web, list));
            row.cell((list.sharing != Sharing::None).then(|| badge::label(words::sharing(list.sharing).0)));
            row.cell(text::number(list.lines));
            row.cell(ui::moment(list.modified_at));
        });
    }
    table
}

/// Whether the reader's account owns a list.
fn access(web: &Web, list: &Requisition) -> Access {
    web.cx.customer().map_or(Access::Read, |customer| list.access(customer.account))
}

/// Whose list it is.
fn owner(web: &Web, list: &Requisition) -> Html {
    match (access(web, list), web.cx.behalf()) {
        (Access::Own, None) => t!("lists-yours").rendered(),
        _ => ui::name(&list.owner_name),
    }
}

/// That support made it.
fn made_by(web: &Web, list: &Requisition) -> Option<String> {
    let names = web.cx.behalf().is_some();
    (!list.created_by.is_empty()).then(|| {
        let role = t!("lists-support");
        t!("lists-made-by", who = words::people::support(names, &list.created_by, role))
    })
}
