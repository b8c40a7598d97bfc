//! The customer's company: its people with their roles, the approval rule, and its word about support.
//!
//! Rule: everybody in it reads the page, its administrators change it, and nobody does on behalf.

use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::respond::{Answer, encode, page, see, status_of};
use crate::shop::account::tabs;
use crate::shop::behalf::access;
use crate::t;
use crate::ui::{self, Html, Position, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use crate::words::company;
use domain::account::Status;
use domain::behalf::consent::{Consent, ConsentSettings, choose_for_company};
use domain::error::{Error, Problem};
use domain::id::AccountId;
use domain::list::Page;
use domain::money;
use domain::order::db::Terms;
use domain::organization::member::{self, CompanyMember, Filter, PAGE, Role, Sort};
use domain::organization::rule;
use domain::policy::Action;
use leptos::prelude::*;

/// Where the page stands.
const PATH: &str = "/account/company";

/// `/account/company`
pub async fn show(web: Web) -> Answer {
    domain::behalf::history::viewed(&web.cx, "company").await?;
    render(&web, &Form::default()).await
}

/// Changes what the field `what` says.
pub async fn save(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::ManageCompany).await?;
    let saved = match form.get("what") {
        "role" => match AccountId::parse(form.get("account")) {
            Some(account) => member::change(&web.cx, account, form.get("role")).await.map(|()| "company-role"),
            None => Err(Error::NotFound),
        },
        "approval" => rule::approval(&web.cx, form.get("above")).await.map(|()| "company-approval"),
        "consent" => choose_for_company(&web.cx, form.get("consent"))
            .await
            .map(|ended| if ended == 0 { "consent" } else { "company-consent-ended" }),
        _ => return Err(Error::field("what", Problem::NotAChoice).into()),
    };
    match saved {
        Ok(done) => Ok(see(&format!("{PATH}?done={done}"))),
        Err(error) => render(&web, &form.reject(error)?).await,
    }
}

async fn render(web: &Web, form: &Form) -> Answer {
    let query = web.query();
    let filter = Filter {
        query: query.get("q").trim().chars().take(domain::search::LONGEST).collect(),
        role: Role::parse(query.get("role")),
        sort: Sort::parse(query.get("sort")).unwrap_or_default(),
        page: query.page(),
    };
    let (chrome, members, terms, said) = tokio::try_join!(
        Chrome::load(web),
        member::list(&web.cx, &filter),
        domain::order::db::terms(&web.cx),
        domain::behalf::consent::own(&web.cx),
    )?;
    let Page { rows: members, total, .. } = members;
    let position = Position { page: filter.page, size: PAGE, total };
    let name = web.cx.customer().map(|c| ui::plain(&c.organization_name)).unwrap_or_default();
    Ok(page(web, &chrome.frame(), status_of(form), t!("shop-nav-company"), || {
        view! {
            <header class="page-head"><div><h1>{t!("shop-nav-company")}</h1><p class="muted"><bdi>{name}</bdi></p></div></header>
            {tabs(web, PATH)}
            {ui::done(web)}
            <div class="split">
                <section aria-labelledby="h-members" class="stack">
                    <h2 id="h-members">{t!("company-members")}</h2>
                    {people(web, form, &members, &filter, position)}
                </section>
                <div>{approval(web, form, &terms)}{consent(web, form, said)}{roles()}</div>
            </div>
        }
    }))
}

/// Why the reader changes nothing here.
fn read_only(web: &Web) -> Html {
    ui::not_on_behalf(web, || match web.cx.behalf() {
        Some(_) => t!("company-not-on-behalf"),
        None => t!("company-read-only"),
    })
}

fn people(web: &Web, form: &Form, members: &[CompanyMember], filter: &Filter, position: Position) -> Html {
    let here = web.href(PATH);
    let link = |sort: Sort, page: i64| {
        let role = filter.role.map_or("", Role::as_str);
        format!("{here}?q={}&role={role}&sort={}&page={page}", encode(&filter.query), sort.as_str())
    };
    let total = position.total;
    let list = if position.is_past_end() {
        ui::past_end(web, position, |page| link(filter.sort, page))
    } else if members.is_empty() {
        let all = Some((here.clone(), t!("company-show-all")));
        ui::empty(web, "search", t!("company-no-match"), t!("company-no-match-help"), all).html()
    } else {
        table(web, form, members, filter.sort, |sort| link(sort, 1))
    };
    let options = Role::ALL
        .into_iter()
        .map(|r| view! { <option value=r.as_str() selected=filter.role == Some(r)>{company::role(r).0}</option> })
        .collect_view();
    let sort = filter.sort;
    view! {
        <form class="toolbar" method="get" action=here.clone()>
            <div class="search">
                <label class="visually-hidden" for="members-q">{t!("company-search")}</label>
                {ui::icon(web, "search")}
                <input id="members-q" name="q" type="search" placeholder=t!("company-search-by") value=filter.query.clone()/>
            </div>
            <label class="visually-hidden" for="members-role">{t!("account-role")}</label>
            <select id="members-role" name="role"><option value="">{t!("company-all-roles")}</option>{options}</select>
            {(sort != Sort::default()).then(|| view! { <input type="hidden" name="sort" value=sort.as_str()/> })}
            <button class="btn">{t!("shop-orders-filter")}</button>
            <span class="toolbar-end" role="status">{ui::counted(total, |total| t!("company-members-count", count = total))}</span>
        </form>
        {list}
        {ui::pages(position, |page| link(sort, page))}
    }
    .html()
}

fn table(web: &Web, form: &Form, members: &[CompanyMember], sort: Sort, link: impl Fn(Sort) -> String) -> Html {
    let by = |this: Sort| (sort == this).then_some("ascending");
    let rows = members.iter().map(|m| row(web, form, m)).collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("company-members")}</caption>
                <thead><tr>
                    {ui::sortable(t!("account-name"), None, by(Sort::Name), link(Sort::Name))}
                    <th scope="col">{t!("foot-store")}</th>
                    <th scope="col">{t!("shop-nav-account")}</th>
                    {ui::sortable(t!("account-role"), None, by(Sort::Role), link(Sort::Role))}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

fn row(web: &Web, form: &Form, member: &CompanyMember) -> Html {
    let is_me = web.cx.customer().is_some_and(|c| c.contact == member.contact);
    let role = if web.cx.may(Action::ManageCompany) && !is_me {
        choose(web, form, member)
    } else {
        let is_reader = is_me && web.cx.behalf().is_none();
        view! { {company::role(member.role).0}{is_reader.then(|| format!(" {}", t!("company-you")))} }.html()
    };
    let title = (!member.title.is_empty()).then(|| view! { <small><bdi>{ui::plain(&member.title)}</bdi></small> });
    let is_active = member.status == Status::Active;
    view! {
        <tr data-muted=(!is_active).then_some("")>
            <th scope="row"><bdi>{ui::plain(&member.name)}</bdi>{title}<small>{ui::plain(&member.email)}</small></th>
            <td data-label=t!("foot-store")>{member.store_name.clone()}</td>
            <td data-label=t!("shop-nav-account")>{ui::badge(words::account_status(member.status))}</td>
            <td data-label=t!("account-role")>{role}</td>
        </tr>
    }
    .html()
}

fn choose(web: &Web, form: &Form, member: &CompanyMember) -> Html {
    let account = member.account.to_string();
    let id = format!("role-{account}");
    let is_tried = form.get("account") == account;
    let error = form.error("role").filter(|_| is_tried);
    let chosen = Role::parse(form.get("role")).filter(|_| is_tried).unwrap_or(member.role);
    let options = Role::ALL
        .into_iter()
        .map(|r| view! { <option value=r.as_str() selected=r == chosen>{company::role(r).0}</option> })
        .collect_view();
    view! {
        <form class="row" method="post" action=PATH>
            {ui::context(web)}
            <input type="hidden" name="what" value="role"/>
            <input type="hidden" name="account" value=account/>
            <label class="visually-hidden" for=id.clone()>{t!("company-role-of", name = ui::plain(&member.name))}</label>
            <select id=id name="role" aria-invalid=error.is_some().then_some("true")>{options}</select>
            <button class="btn btn-small">{t!("company-save-role")}<span class="visually-hidden">{format!(" {}", t!("company-save-role-of", name = ui::plain(&member.name)))}</span></button>
            {error.map(|text| view! { <p class="error">{text}</p> })}
        </form>
    }
    .html()
}

fn approval(web: &Web, form: &Form, terms: &Terms) -> Html {
    let body = if web.cx.may(Action::ManageCompany) {
        let is_tried = form.get("what") == "approval";
        let now = terms.approval_above.map(money::plain).unwrap_or_default();
        let shown = if is_tried { form.clone() } else { Form::with(&[("above", &now)]) };
        let field = Text {
            name: "above",
            label: t!("company-above"),
            kind: "text",
            autocomplete: "off",
            hint: t!("company-above-help"),
            optional: true,
            ..Text::default()
        };
        view! {
            <form class="form" method="post" action=PATH>
                {ui::context(web)}
                <input type="hidden" name="what" value="approval"/>
                {text_field(&shown, field)}
                <div class="form-foot"><button class="btn btn-primary">{t!("company-save-rule")}</button></div>
            </form>
        }
        .html()
    } else {
        view! {
            <dl class="facts"><div><dt>{t!("decision-title")}</dt><dd>{company::above(terms.approval_above)}</dd></div></dl>
            {read_only(web)}
        }
        .html()
    };
    view! {
        <section class="card" aria-labelledby="h-rule">
            <header class="card-head"><h2 id="h-rule">{t!("company-approval")}</h2></header>
            <div class="card-body stack">
                <p class="muted">{t!("company-approval-help")}</p>
                {body}
            </div>
        </section>
    }
    .html()
}

fn consent(web: &Web, form: &Form, said: ConsentSettings) -> Html {
    let body = if web.cx.may(Action::ManageCompany) {
        let chosen = Consent::parse(form.get("consent")).unwrap_or(said.company);
        view! {
            <form class="form" method="post" action=PATH>
                {ui::context(web)}
                <input type="hidden" name="what" value="consent"/>
                <fieldset class="field">
                    <legend>{t!("company-support-question")}</legend>
                    {access::choices(chosen)}
                    {ui::error_text("consent", form.error("consent"))}
                    <p class="hint">{t!("company-support-help")}</p>
                </fieldset>
                <div class="form-foot"><button class="btn btn-primary">{t!("company-save-support")}</button></div>
            </form>
        }
        .html()
    } else {
        view! {
            <dl class="facts"><div><dt>{t!("shop-nav-support")}</dt><dd>{words::consent(said.company)}</dd></div></dl>
            {read_only(web)}
        }
        .html()
    };
    view! {
        <section class="card" aria-labelledby="h-support">
            <header class="card-head"><h2 id="h-support">{t!("shop-nav-support")}</h2></header>
            <div class="card-body stack">{body}</div>
        </section>
    }
    .html()
}

fn roles() -> Html {
    let rows = Role::ALL
        .into_iter()
        .map(|r| {
            let (title, means) = company::role(r);
            view! { <div><dt>{title}</dt><dd>{means}</dd></div> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="h-roles">
            <header class="card-head"><h2 id="h-roles">{t!("company-roles")}</h2></header>
            <div class="card-body"><dl class="facts">{rows}</dl></div>
        </section>
    }
    .html()
}
