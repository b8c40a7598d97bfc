//! The contact list: where an agent starts when the phone rings.

use crate::form::{Asked, Choice, Fields, Form, Page as Number, Params, Posted, Words};
use crate::island::contact_search::{ContactSearch, Texts};
use crate::part::link::start;
use crate::part::views::{self, Typed, Views};
use crate::part::{assigned, person};
use crate::portal::behalf::help::{self as code, HELP};
use crate::portal::behalf::way::in_row;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::ui::form::{Post, button_link, submit};
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Mark, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position, Rendered};
use crate::web::Web;
use crate::{form, t, text, words};
use domain::account::Status;
use domain::contact::db::{Accounts, ContactRow, Filter, Sort, View};
use domain::cx::Cx;
use domain::error::{Error, Result};
use domain::hit::ContactHit;
use domain::id::OrganizationId;
use domain::list::{Direction, Page, Size};
use domain::organization::find;
use domain::policy::Action;
use domain::problem::db as problem;
use domain::saved_view::Page as Saved;
use domain::text_enum::Word;
use leptos::prelude::*;

/// The address of the list.
pub const PATH: &str = "/portal/contacts";
/// The page that asks before all of the list are invited.
pub const INVITE: &str = "/portal/invitations";
/// Contacts under the search box while typing.
const LIVE: i64 = 8;

form! {
    /// What the list is asked for.
    pub struct Query {
        /// Words in a name, an e-mail address, a phone number, a company.
        q: Words,
        /// Only people of this company: its id, or what somebody typed for its name.
        company: String,
        /// Only people with such accounts.
        status: Option<Accounts>,
        /// Only some that the reader has to do with.
        view: Option<View>,
        /// In which order; the best answer first where nothing is said.
        sort: Choice<Sort>,
        /// Which way.
        direction: Choice<Direction> = "dir",
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Number,
    }
}

impl Query {
    /// What of the contacts it asks for.
    pub fn filter(&self) -> Filter {
        Filter {
            query: self.q.0.clone(),
            organization: OrganizationId::parse(&self.company),
            accounts: self.status,
            view: self.view,
            sort: self.sort.0,
            descending: self.direction.0 == Direction::Descending,
        }
    }

    /// The same on its first page.
    fn first(&self) -> Query {
        Query { page: Number::default(), ..self.clone() }
    }

    fn is_narrowed(&self) -> bool {
        !self.q.0.is_empty() || !self.company.is_empty() || self.status.is_some() || self.view.is_some()
    }
}

/// The company that the address asks for, by its id or by its name.
pub struct Company {
    /// Its name, or what was typed.
    pub text: String,
    /// Companies whose names begin so, when it is none or several.
    suggested: Vec<(OrganizationId, String)>,
    /// Whether it is one company.
    pub is_one: bool,
}

impl Company {
    /// What the query asks for; where somebody typed the name of one company, the query gets its id.
    ///
    /// # Errors
    /// As [`find::called`].
    pub async fn read(cx: &Cx, query: &mut Query) -> Result<Company> {
        if let Some(id) = OrganizationId::parse(&query.company) {
            let text = find::name_of(cx, id).await?.map(|name| ui::plain(&name)).unwrap_or_default();
            return Ok(Company { text, suggested: Vec::new(), is_one: true });
        }
        let text: String = query.company.trim().chars().take(120).collect();
        let find::Called { one, suggested } = find::called(cx, &text).await?;
        let Some(id) = one else {
            query.company.clone_from(&text);
            return Ok(Company { text, suggested, is_one: false });
        };
        query.company = id.to_string();
        let name = suggested.iter().find(|(known, _)| *known == id).map_or(text, |(_, name)| ui::plain(name));
        Ok(Company { text: name, suggested, is_one: true })
    }
}

/// `/portal/contacts`
pub async fn show(web: Web, Asked(mut query): Asked<Query>) -> Answer {
    if let Some(found) = problem::find(&web.cx, &query.q.0).await? {
        return Ok(see(&format!("/portal/problems/{}", found.reference)));
    }
    let help = help(&web, &query.q.0).await?;
    let company = Company::read(&web.cx, &mut query).await?;
    view(&web, &query, &company, help, Form::default()).await
}

/// Saves what the list is asked for as a view.
pub async fn save(web: Web, posted: Posted<Typed>) -> Answer {
    let mut query = Query::read(&Params::parse(&posted.0.view)).first();
    match views::save(&web, Saved::Contacts, PATH, &query, posted).await? {
        Ok(saved) => Ok(saved),
        Err(form) => {
            let company = Company::read(&web.cx, &mut query).await?;
            view(&web, &query, &company, None, form).await
        }
    }
}

/// The page, with what was typed to save a view.
async fn view(web: &Web, query: &Query, company: &Company, help: Option<Html>, form: Form) -> Answer {
    let (number, size) = (query.page.0, query.size.rows());
    let found = domain::contact::db::list(&web.cx, &query.filter(), number.saturating_mul(size), size).await?;
    let Page { rows, total, .. } = found;
    let none_assigned = total == 0 && domain::organization::none_assigned(&web.cx).await?;
    let views = Views::load(web, Saved::Contacts, PATH, &query.first(), form).await?;
    Ok(page(web, &Frame::Portal, status_of(views.form()), t!("contacts-title"), || {
        let pages = Pages::of(Position { page: number, size, total }, |n| {
            Query { page: Number::number(n), ..query.clone() }.address(PATH)
        });
        let pages = pages.sized(query.size, |size| Query { size, ..query.first() }.address(PATH));
        let list =
            List::new(toolbar(web, query, company, total), table(web, &rows, query), pages).above(views.html(web));
        let list = list.html(web, || if none_assigned { assigned::none(web) } else { nothing(web, query) });
        let mut head = Head::new(t!("contacts-title"));
        if web.cx.may(Action::InviteCustomers) {
            let all = Query { page: Number::default(), ..query.clone() }.address(INVITE);
            head = head.actions(button_link("btn", &all, t!("customer-invite-all")));
        }
        (head, ui::done(web), help, list).rendered()
    }))
}

/// Whose code this is, where a customer read six digits out, with the button that opens the start of their account. The code
/// goes on in the body of the form, and is used up only by the start.
async fn help(web: &Web, typed: &str) -> Result<Option<Html>> {
    if !web.cx.may_start_behalf() {
        return Ok(None);
    }
    let found = match domain::behalf::help::account_of_code(&web.cx, typed).await {
        // What else was searched for is shown all the same.
        Err(Error::Throttled { .. }) => None,
        found => found?,
    };
    let Some(account) = found else { return Ok(None) };
    let account = domain::account::db::find(&web.cx, account).await?;
    let post = Post::in_row(web, HELP)
        .hidden(code::Typed::code().as_str(), typed)
        .field(submit("btn btn-primary", t!("portal-login-on-behalf")));
    let text = t!("contacts-help-code", name = ui::plain(&account.contact_name));
    Ok(Some(Notice::new(web, Tone::Info, text).actions(post).html()))
}

/// The contacts under the search box while somebody types.
///
/// # Errors
/// As [`domain::contact::db::list`].
pub async fn hits(cx: &Cx, query: &str, organization: &str, status: &str) -> Result<Vec<ContactHit>> {
    let asked = Query {
        q: Words(query.trim().chars().take(domain::search::LONGEST).collect()),
        company: organization.to_owned(),
        status: Accounts::of(status),
        ..Query::default()
    };
    let found = domain::contact::db::list(cx, &asked.filter(), 0, LIVE).await?;
    let problem = problem::find(cx, query).await?.map(|found| ContactHit {
        href: format!("/portal/problems/{}", found.reference),
        name: vec![t!("contacts-problem", reference = found.reference)],
        ..ContactHit::default()
    });
    let contacts = found.rows.into_iter().map(|row| {
        let (accounts, tone) = person::accounts(row.accounts, row.active, row.locked);
        let why = words::contact::why(&row);
        let start = start_of(cx, &row).unwrap_or_default();
        let parts = |text: &str| words::contact::parts(text, &row.found);
        ContactHit {
            href: format!("{PATH}/{}", row.id),
            latin_name: person::latin(&row.name, &row.latin_name).map(&parts).unwrap_or_default(),
            name: parts(&row.name),
            email: parts(&row.email),
            company: parts(&row.organization_name),
            city: ui::plain(&row.city),
            accounts,
            tone: tone.to_owned(),
            last_order: row.last_order_at.map_or_else(|| t!("contacts-no-orders").to_owned(), text::day),
            why,
            start,
        }
    });
    Ok(problem.into_iter().chain(contacts).collect())
}

/// Where acting on behalf of a contact begins, for those who may and where there is an account.
fn start_of(cx: &Cx, contact: &ContactRow) -> Option<String> {
    (cx.may_start_behalf() && contact.accounts > 0).then(|| start(contact.id, "", "", PATH))
}

fn toolbar(web: &Web, query: &Query, company: &Company, total: i64) -> Toolbar {
    let organization = if company.is_one { query.company.clone() } else { String::new() };
    let status = query.status.map(Word::word).unwrap_or_default();
    let icon = format!("{}#search", web.asset("icons.svg"));
    let search = view! {
        <ContactSearch query=query.q.0.clone() organization=organization status=status icon=icon texts=Texts::here()/>
    };
    let states = [Status::Active, Status::Locked, Status::Invited, Status::Unverified, Status::Disabled];
    let states = states
        .into_iter()
        .map(|s| (Accounts::In(s), words::account_status(s).0))
        .chain([(Accounts::None, t!("portal-no-account"))])
        .map(|(of, label)| (of.word(), label.to_owned()));
    let views = [(View::Recent, t!("contacts-recent")), (View::Mine, t!("contacts-mine"))];
    let views = views.map(|(view, label)| (view.word(), label.to_owned()));
    let wrong = (!company.text.is_empty() && !company.is_one).then_some(t!("contacts-which-company"));
    let names = company.suggested.iter().map(|(_, name)| ui::plain(name));
    let typed = (company.text.as_str(), t!("contacts-all-companies"));
    let mut toolbar = Toolbar::new(web, PATH, query)
        .search_control(Query::q(), search.html())
        .choice(Query::view(), t!("contacts-view"), t!("portal-all"), views)
        .suggested(Query::company(), t!("portal-company"), typed, names, wrong)
        .choice(Query::status(), t!("contacts-account"), t!("portal-all"), states)
        .count(&ui::counted(total, |total| t!("contacts-count", count = total)));
    if company.is_one {
        return toolbar.fixed(Query::company(), t!("portal-company"), &company.text);
    }
    if wrong.is_some() {
        for (id, name) in &company.suggested {
            let of_it = Query { company: id.to_string(), ..query.first() };
            toolbar = toolbar.offer(of_it.address(PATH), ui::plain(name));
        }
    }
    toolbar
}

fn nothing(web: &Web, query: &Query) -> Html {
    if !query.is_narrowed() {
        return ui::empty(web, "users", t!("contacts-none"), t!("contacts-none-help"), None);
    }
    let clear = (PATH.to_owned(), t!("portal-clear-all"));
    ui::empty(web, "search", t!("contacts-no-match"), t!("contacts-no-match-help"), Some(clear))
}

fn table(web: &Web, rows: &[ContactRow], query: &Query) -> Table {
    let sorted = |column: Column, sort: Sort| {
        let first = if sort == Sort::LastOrder { Direction::Descending } else { Direction::Ascending };
        column.directed((query.sort.0 == sort).then_some(query.direction.0), first, |direction| {
            Query { sort: Choice(sort), direction: Choice(direction), ..query.first() }.address(PATH)
        })
    };
    let mut columns = vec![
        sorted(Column::text(t!("portal-contact")), Sort::Name),
        sorted(Column::text(t!("portal-company")), Sort::Company),
        Column::state(t!("portal-accounts")),
        sorted(Column::text(t!("contacts-last-order")), Sort::LastOrder),
    ];
    let may_start = web.cx.may_start_behalf();
    if may_start {
        columns.push(Column::actions(t!("portal-login-on-behalf")));
    }
    let mut table = Table::new(t!("contacts-title"), columns).framed();
    for contact in rows {
        let (accounts, tone) = person::accounts(contact.accounts, contact.active, contact.locked);
        let mark = Mark { about: Some(("data-contact", contact.id.to_string())), ..Mark::default() };
        table.row_with(&mark, |row| {
            let why = (!contact.why.is_empty()).then(|| ui::muted(words::contact::why(contact)));
            let notes = [person::latin_and_mail_marked(contact)].into_iter().chain(why);
            let name = words::contact::marked(&contact.name, &contact.found);
            row.link_with_notes(&format!("{PATH}/{}", contact.id), name, notes);
            let company = words::contact::marked(&contact.organization_name, &contact.found);
            row.cell_with_note(company, ui::plain(&contact.city));
            row.cell(ui::badge((&accounts, tone)));
            row.cell(contact.last_order_at.map_or_else(|| ui::muted(t!("contacts-no-orders")), ui::moment));
            if may_start {
                let has_account = contact.accounts > 0;
                row.cell(has_account.then(|| in_row(web, contact.id, "", &contact.latin_name)).flatten());
            }
        });
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_only_what_is_asked_for() {
        let read = |text: &str| Query::read(&Params::parse(text));
        assert_eq!(read("status=nonsense&sort=nonsense&size=7").address(PATH), "/portal/contacts");
        assert_eq!(
            read("q=+oleg+&status=locked&sort=company&dir=desc&size=50&page=3").address(PATH),
            "/portal/contacts?q=oleg&status=locked&sort=company&dir=desc&size=50&page=3"
        );
    }
}
