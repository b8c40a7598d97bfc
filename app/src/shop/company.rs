//! The customer's company: its people with their roles, the approval rule, and its word about support.
//!
//! Rule: everybody in it reads the page, its administrators change it, and nobody does on behalf.

pub mod ordering;

use crate::form::{Asked, Choice, Fields, Form, Page, Posted, Words};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::shop::behalf::access;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::head::Head;
use crate::ui::list::list;
use crate::ui::markup::{Markup, Part};
use crate::ui::section::section;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::words::company;
use crate::{form, markup, t, words};
use domain::account::Status;
use domain::behalf::consent::{ConsentSettings, choose_for_company};
use domain::error::{Error, Problem};
use domain::id::AccountId;
use domain::money;
use domain::order::db::Terms;
use domain::organization::member::{self, CompanyMember, Filter, PAGE, Role, Sort};
use domain::organization::rule;
use domain::policy::Action;
use domain::text_enum::Word;

/// Where the page stands.
const PATH: &str = "/account/company";

form! {
    /// Which people are asked for.
    pub struct Query {
        /// Words in a name or a login.
        q: Words,
        /// Only people with this role.
        role: Option<Role>,
        /// In which order.
        sort: Choice<Sort>,
        /// Which page.
        page: Page,
    }
}

form! {
    /// What is changed.
    pub struct Change {
        /// `role`, `approval` or `consent`.
        what: String,
        /// Whose role.
        account: Option<AccountId>,
        /// What they may do from now on.
        role: String,
        /// From which total on orders are approved.
        above: String,
        /// What the company says about support.
        consent: String,
    }
}

/// `/account/company`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    domain::behalf::history::viewed(&web.cx, "company").await?;
    render(&web, &query, &Form::default()).await
}

/// Changes what the field `what` says.
pub async fn save(web: Web, Asked(query): Asked<Query>, Posted(typed, form): Posted<Change>) -> Answer {
    web.cx.check_recorded(Action::ManageCompany).await?;
    let saved = match typed.what.as_str() {
        "role" => match typed.account {
            Some(account) => member::change(&web.cx, account, &typed.role).await.map(|()| "company-role"),
            None => Err(Error::NotFound),
        },
        "approval" => rule::approval(&web.cx, &typed.above).await.map(|()| "company-approval"),
        "consent" => choose_for_company(&web.cx, &typed.consent)
            .await
            .map(|ended| if ended == 0 { "consent" } else { "company-consent-ended" }),
        _ => return Err(Error::field("what", Problem::NotAChoice).into()),
    };
    match saved {
        Ok(done) => Ok(see(&format!("{PATH}?done={done}"))),
        Err(error) => render(&web, &query, &form.reject(error)?).await,
    }
}

async fn render(web: &Web, query: &Query, form: &Form) -> Answer {
    let number = query.page.0;
    let filter = Filter { query: query.q.0.clone(), role: query.role, sort: query.sort.0, page: number };
    let (chrome, members, terms, said) = tokio::try_join!(
        Chrome::load(web),
        member::list(&web.cx, &filter),
        domain::order::db::terms(&web.cx),
        domain::behalf::consent::own(&web.cx),
    )?;
    let position = Position { page: number, size: PAGE, total: members.total };
    let name = web.cx.customer().map(|c| c.organization_name.clone()).unwrap_or_default();
    Ok(page(web, &chrome.frame(), status_of(form), t!("shop-nav-company"), || {
        let address = |n| Query { page: Page::number(n), ..query.clone() }.address(&web.href(PATH));
        let people = list(
            web,
            toolbar(web, query, position.total),
            position,
            address,
            table(web, query, form, &members.rows),
            || {
                let all = Some((web.href(PATH), t!("company-show-all")));
                ui::empty(web, "search", t!("company-no-match"), t!("company-no-match-help"), all)
            },
        );
        let way = ui::link(&web.href(ordering::PATH), t!("company-ordering-change"));
        let ordering = Card::new("h-ordering", t!("company-ordering")).body(ordering::facts(&terms)).foot(Some(way));
        let side = (approval(web, form, &terms), ordering, consent(web, form, said), roles());
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("shop-nav-company")).about(ui::name(&name)), tabs(web, PATH), ui::done(web),
            split(section("h-members", t!("company-members"), people), side)
        }
        out.html()
    }))
}

/// Why the reader changes nothing here.
fn read_only(web: &Web) -> Html {
    ui::not_on_behalf(web, || match web.cx.behalf() {
        Some(_) => t!("company-not-on-behalf"),
        None => t!("company-read-only"),
    })
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let roles = Role::ALL.into_iter().map(|role| (role.word(), company::role(role).0.to_owned()));
    Toolbar::new(web, &web.href(PATH), query)
        .ids("members-")
        .search(Query::q(), t!("company-search"), t!("company-search-by"))
        .choice(Query::role(), t!("account-role"), t!("company-all-roles"), roles)
        .count(&ui::counted(total, |total| t!("company-members-count", count = total)))
}

fn table(web: &Web, query: &Query, form: &Form, members: &[CompanyMember]) -> Table {
    let sorted = |column: Column, by: Sort| {
        let href = Query { sort: Choice(by), page: Page::default(), ..query.clone() }.address(&web.href(PATH));
        column.sorted((query.sort.0 == by).then_some("ascending"), href)
    };
    let columns = [
        sorted(Column::text(t!("account-name")), Sort::Name),
        Column::text(t!("foot-store")),
        Column::state(t!("shop-nav-account")),
        sorted(Column::text(t!("account-role")), Sort::Role),
    ];
    let mut table = Table::new(t!("company-members"), columns).framed();
    for m in members {
        let is_me = web.cx.customer().is_some_and(|c| c.contact == m.contact);
        let role = match web.cx.may(Action::ManageCompany) && !is_me {
            true => choose(web, form, m),
            false => {
                let you = (is_me && web.cx.behalf().is_none()).then(|| (" ", t!("company-you")));
                (company::role(m.role).0, you).rendered()
            }
        };
        let title = (!m.title.is_empty()).then(|| ui::name(&m.title));
        let mark = (m.status != Status::Active).then_some("data-muted");
        table.marked_row(mark, |row| {
            row.name_with_notes(ui::name(&m.name), title.into_iter().chain([ui::plain(&m.email).rendered()]));
            row.cell(&m.store_name);
            row.cell(ui::badge(words::account_status(m.status)));
            row.cell(role);
        });
    }
    table
}

fn choose(web: &Web, form: &Form, member: &CompanyMember) -> Html {
    let account = member.account.to_string();
    let tried = Some(form).filter(|form| form.get(Change::account().as_str()) == account).cloned();
    let shown = tried.unwrap_or_else(|| Change { role: member.role.word(), ..Change::default() }.form());
    let label = t!("company-role-of", name = ui::plain(&member.name));
    let roles = Role::ALL.into_iter().map(|role| (role.word(), company::role(role).0.to_owned()));
    let whose = ui::visually_hidden(&t!("company-save-role-of", name = ui::plain(&member.name)));
    Post::in_row(web, PATH)
        .hidden(Change::what().as_str(), "role")
        .hidden(Change::account().as_str(), &account)
        .field(Field::select(&shown, Change::role(), &label, None, roles).id(&format!("role-{account}")).label_unseen())
        .field(submit("btn btn-small", (t!("company-save-role"), whose)))
        .html()
}

/// The form of what is changed here, with its button.
fn post(web: &Web, what: &str, field: impl Part, button: &str) -> Post {
    Post::to(web, PATH).hidden(Change::what().as_str(), what).field(field).foot(submit("btn btn-primary", button))
}

fn approval(web: &Web, form: &Form, terms: &Terms) -> Card {
    let body = if web.cx.may(Action::ManageCompany) {
        let now = terms.approval_above.map(money::plain).unwrap_or_default();
        let tried = Some(form).filter(|form| form.get(Change::what().as_str()) == "approval").cloned();
        let shown = tried.unwrap_or_else(|| Change { above: now, ..Change::default() }.form());
        let field = Field::text(&shown, Change::above(), t!("company-above")).hint(t!("company-above-help")).optional();
        post(web, "approval", field, t!("company-save-rule")).html()
    } else {
        let facts = Facts::default().fact(t!("decision-title"), company::above(terms.approval_above));
        (facts, read_only(web)).rendered()
    };
    let help = ui::muted_paragraph(t!("company-approval-help"));
    Card::new("h-rule", t!("company-approval")).body_with("card-body stack", (help, body))
}

fn consent(web: &Web, form: &Form, said: ConsentSettings) -> Card {
    let body = if web.cx.may(Action::ManageCompany) {
        let shown = access::filled(form, Change::consent(), said.company);
        let field = access::question(&shown, Change::consent(), t!("company-support-question"))
            .hint(t!("company-support-help"));
        post(web, "consent", field, t!("company-save-support")).html()
    } else {
        let facts = Facts::default().fact(t!("shop-nav-support"), words::consent(said.company));
        (facts, read_only(web)).rendered()
    };
    Card::new("h-support", t!("shop-nav-support")).body_with("card-body stack", body)
}

fn roles() -> Card {
    let facts = Role::ALL.into_iter().fold(Facts::default(), |facts, role| {
        let (title, means) = company::role(role);
        facts.fact(title, means)
    });
    Card::new("h-roles", t!("company-roles")).body(facts)
}
