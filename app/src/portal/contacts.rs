//! The contact list: where an agent starts when the phone rings.

use crate::island::contact_search::{ContactSearch, Texts};
use crate::part::link::link;
use crate::part::person;
use crate::respond::{Answer, Frame, page};
use crate::t;
use crate::text;
use crate::ui::{self, Position};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::account::Status;
use domain::contact::db::{Accounts, ContactRow, Filter, Sort};
use domain::cx::Cx;
use domain::error::Result;
use domain::hit::ContactHit;
use domain::id::OrganizationId;
use domain::list::Page;
use domain::organization::find;
use http::StatusCode;
use leptos::prelude::*;

/// Contacts on a page.
const PAGE: i64 = 25;
/// Contacts under the search box while typing.
const LIVE: i64 = 8;

/// The company that the address asks for, by its id or by its name.
struct Company {
    /// Its name, or what was typed.
    text: String,
    /// Companies whose names begin so, when it is none or several.
    suggested: Vec<(OrganizationId, String)>,
}

impl Company {
    /// What `typed` asks for; the filter gets the company when it is one.
    async fn read(cx: &Cx, filter: &mut Filter, typed: &str) -> Result<Company> {
        if let Some(id) = filter.organization {
            let text = find::name_of(cx, id).await?.map(|name| ui::plain(&name)).unwrap_or_default();
            return Ok(Company { text, suggested: Vec::new() });
        }
        let text: String = typed.trim().chars().take(120).collect();
        let find::Called { one, suggested } = find::called(cx, &text).await?;
        filter.organization = one;
        Ok(Company { text, suggested })
    }

    /// Whether something was typed that is no company, or several.
    fn is_unclear(&self, filter: &Filter) -> bool {
        !self.text.is_empty() && filter.organization.is_none()
    }
}

/// Reads what is asked for; everything unknown asks for nothing.
fn filter(query: &str, organization: &str, status: &str, sort: &str, descending: bool) -> Filter {
    Filter {
        query: query.trim().chars().take(domain::search::LONGEST).collect(),
        organization: OrganizationId::parse(organization),
        accounts: Accounts::parse(status),
        sort: Sort::parse(sort).unwrap_or_default(),
        descending,
    }
}

/// The address of the list with this filter; `page` counts from 1.
fn address(filter: &Filter, page: i64) -> String {
    let organization = filter.organization.map(|o| o.to_string()).unwrap_or_default();
    let page = if page > 1 { page.to_string() } else { String::new() };
    link(
        "/portal/contacts",
        &[
            ("q", &filter.query),
            ("company", &organization),
            ("status", filter.accounts.map_or("", Accounts::as_str)),
            ("sort", if filter.sort == Sort::default() { "" } else { filter.sort.as_str() }),
            ("dir", if filter.descending { "desc" } else { "" }),
            ("page", &page),
        ],
    )
}

/// `/portal/contacts`
pub async fn show(web: Web) -> Answer {
    let asked = web.query();
    let mut filter = filter(
        asked.get("q"),
        asked.get("company"),
        asked.get("status"),
        asked.get("sort"),
        asked.get("dir") == "desc",
    );
    let number = asked.page();
    let company = Company::read(&web.cx, &mut filter, asked.get("company")).await?;
    let offset = number.saturating_mul(PAGE);
    let Page { rows, total, .. } = domain::contact::db::list(&web.cx, &filter, offset, PAGE).await?;
    let position = Position { page: number, size: PAGE, total };
    let none_assigned = total == 0 && domain::organization::none_assigned(&web.cx).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("contacts-title"), || {
        let list = match rows.is_empty() {
            true if position.is_past_end() => ui::past_end(&web, position, |n| address(&filter, n)),
            true if none_assigned => ui::none_assigned(&web),
            true => nothing(&web, &filter),
            false => table(&rows, &filter),
        };
        view! {
            <header class="page-head"><div><h1>{t!("contacts-title")}</h1></div></header>
            {search(&web, &filter, &company, total)}
            {chips(&web, &filter, &company)}
            {list}
            {ui::pages(position, |n| address(&filter, n))}
        }
    }))
}

/// The contacts under the search box while somebody types.
///
/// # Errors
/// As [`domain::contact::db::list`].
pub async fn hits(cx: &Cx, query: &str, organization: &str, status: &str) -> Result<Vec<ContactHit>> {
    let found = domain::contact::db::list(cx, &filter(query, organization, status, "", false), 0, LIVE).await?;
    Ok(found
        .rows
        .into_iter()
        .map(|row| {
            let (accounts, tone) = person::accounts(row.accounts, row.active, row.locked);
            ContactHit {
                id: row.id.to_string(),
                latin_name: person::latin(&row.name, &row.latin_name).map(ui::plain).unwrap_or_default(),
                name: ui::plain(&row.name),
                email: ui::plain(&row.email),
                company: ui::plain(&row.organization_name),
                city: ui::plain(&row.city),
                accounts,
                tone: tone.to_owned(),
                last_order: row.last_order_at.map_or_else(|| t!("contacts-no-orders").to_owned(), text::day),
            }
        })
        .collect())
}

fn search(web: &Web, filter: &Filter, company: &Company, total: i64) -> Html {
    let organization = filter.organization.map(|o| o.to_string()).unwrap_or_default();
    let companies =
        company.suggested.iter().map(|(_, name)| view! { <option value=ui::plain(name)></option> }).collect_view();
    let unclear = company
        .is_unclear(filter)
        .then(|| view! { <p class="error" id="company-error">{t!("contacts-which-company")}</p> });
    let states = [Status::Active, Status::Locked, Status::Invited, Status::Unverified, Status::Disabled];
    let states = states
        .into_iter()
        .map(|s| (Accounts::In(s), words::account_status(s).0))
        .chain([(Accounts::None, t!("portal-no-account"))])
        .map(|(of, label)| view! { <option value=of.as_str() selected=filter.accounts == Some(of)>{label}</option> })
        .collect_view();
    let sort = (filter.sort != Sort::default())
        .then(|| view! { <input type="hidden" name="sort" value=filter.sort.as_str()/> });
    let status = filter.accounts.map_or("", Accounts::as_str).to_owned();
    let descending = filter.descending.then(|| view! { <input type="hidden" name="dir" value="desc"/> });
    let icon = format!("{}#search", web.asset("icons.svg"));
    view! {
        <form class="stack" data-gap="tight" method="get" action="/portal/contacts" role="search">
            <ContactSearch query=filter.query.clone() organization=organization status=status icon=icon texts=Texts::here()/>
            <div class="toolbar">
                <div class="pair">
                    <label for="company">{t!("portal-company")}</label>
                    <input
                        id="company"
                        name="company"
                        list="companies"
                        autocomplete="off"
                        maxlength="120"
                        placeholder=t!("contacts-all-companies")
                        value=company.text.clone()
                        aria-describedby=unclear.is_some().then_some("company-error")
                    />
                    <datalist id="companies">{companies}</datalist>
                </div>
                <div class="pair">
                    <label for="status">{t!("contacts-account")}</label>
                    <select id="status" name="status"><option value="">{t!("portal-all")}</option>{states}</select>
                </div>
                {sort}
                {descending}
                <button class="btn">{t!("contacts-apply")}</button>
                <span class="toolbar-end">{ui::counted(total, |total| t!("contacts-count", count = total))}</span>
            </div>
            {unclear}
        </form>
    }
    .html()
}

/// The company that the list is limited to, with the way to everybody's; or those that may be meant.
fn chips(web: &Web, filter: &Filter, company: &Company) -> Option<Html> {
    let (name, without) = (company.text.clone(), Filter { organization: None, ..filter.clone() });
    if filter.organization.is_some() {
        let chip = view! {
            <li>
                <a class="chip" href=address(&without, 1)>
                    {t!("portal-company")}" "<i>{t!("portal-orders-is")}</i>" "<bdi>{name}</bdi>
                    {ui::icon(web, "x")}
                    <span class="visually-hidden">{t!("portal-orders-remove-filter")}</span>
                </a>
            </li>
        };
        return Some(view! { <ul class="chips">{chip}</ul> }.html());
    }
    if !company.is_unclear(filter) || company.suggested.is_empty() {
        return None;
    }
    let chips = company
        .suggested
        .iter()
        .map(|(id, name)| {
            let href = address(&Filter { organization: Some(*id), ..filter.clone() }, 1);
            view! { <li><a class="chip" href=href><bdi>{ui::plain(name)}</bdi></a></li> }
        })
        .collect_view();
    Some(view! { <ul class="chips">{chips}</ul> }.html())
}

fn nothing(web: &Web, filter: &Filter) -> Html {
    let is_narrowed = !filter.query.is_empty() || filter.organization.is_some() || filter.accounts.is_some();
    match is_narrowed {
        true => {
            let text = t!("contacts-no-match-help");
            let clear = ("/portal/contacts".to_owned(), t!("portal-clear-all"));
            ui::empty(web, "search", t!("contacts-no-match"), text, Some(clear)).html()
        }
        false => ui::empty(web, "users", t!("contacts-none"), t!("contacts-none-help"), None).html(),
    }
}

/// The head of a column that can be sorted by.
fn sortable(filter: &Filter, sort: Sort, label: &'static str) -> Html {
    let is_sorted = filter.sort == sort;
    let descending = if is_sorted { !filter.descending } else { sort == Sort::LastOrder };
    let href = address(&Filter { sort, descending, ..filter.clone() }, 1);
    let state = is_sorted.then_some(if filter.descending { "descending" } else { "ascending" });
    ui::sortable(label, None, state, href)
}

fn table(rows: &[ContactRow], filter: &Filter) -> Html {
    let lines = rows.iter().map(line).collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("contacts-title")}</caption>
                <thead>
                    <tr>
                        {sortable(filter, Sort::Name, t!("portal-contact"))}
                        {sortable(filter, Sort::Company, t!("portal-company"))}
                        <th scope="col">{t!("portal-accounts")}</th>
                        {sortable(filter, Sort::LastOrder, t!("contacts-last-order"))}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .html()
}

fn line(row: &ContactRow) -> Html {
    let latin = person::latin(&row.name, &row.latin_name).map(|latin| view! { <bdi>{ui::plain(latin)}</bdi>" · " });
    let (accounts, tone) = person::accounts(row.accounts, row.active, row.locked);
    let last = match row.last_order_at {
        Some(at) => ui::moment(at).html(),
        None => view! { <span class="muted">{t!("contacts-no-orders")}</span> }.html(),
    };
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=format!("/portal/contacts/{}", row.id)>{person::name(&row.name)}</a>
                <small>{latin}{ui::plain(&row.email)}</small>
            </th>
            <td data-label=t!("portal-company")><bdi>{ui::plain(&row.organization_name)}</bdi><small>{ui::plain(&row.city)}</small></td>
            <td data-label=t!("portal-accounts")>{ui::badge((&accounts, tone))}</td>
            <td data-label=t!("contacts-last-order")>{last}</td>
        </tr>
    }
    .html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_is_asked_for_and_nothing_else() {
        assert_eq!(address(&filter("", "x", "nonsense", "nonsense", false), 1), "/portal/contacts");
        assert_eq!(
            address(&filter(" oleg ", "", "locked", "company", true), 3),
            "/portal/contacts?q=oleg&status=locked&sort=company&dir=desc&page=3"
        );
    }
}
