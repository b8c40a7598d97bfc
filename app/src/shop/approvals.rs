//! What was submitted for approval in the customer's company, for those who decide: what waits comes first.

use crate::frame::shop::Chrome;
use crate::respond::{Answer, encode, page};
use crate::shop::account::tabs;
use crate::t;
use crate::text;
use crate::ui::{self, Html, Position, Rendered};
use crate::web::Web;
use crate::words::company;
use domain::list::Page;
use domain::order::approval::State;
use domain::order::approval::list::{ApprovalRow, Filter, PAGE, list};
use http::StatusCode;
use leptos::prelude::*;

/// Where the page stands.
const PATH: &str = "/approvals";

/// `/approvals`
pub async fn show(web: Web) -> Answer {
    let query = web.query();
    let filter = Filter {
        query: query.get("q").trim().chars().take(domain::search::LONGEST).collect(),
        state: State::parse(query.get("state")),
        page: query.page(),
    };
    let Page { rows, total, .. } = list(&web.cx, &filter).await?;
    let chrome = Chrome::load(&web).await?;
    domain::behalf::history::viewed(&web.cx, "approvals").await?;
    let position = Position { page: filter.page, size: PAGE, total };
    let here = web.href(PATH);
    let link = |page: i64| {
        format!("{here}?q={}&state={}&page={page}", encode(&filter.query), filter.state.map_or("", State::as_str))
    };
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("shop-nav-approvals"), || {
        let is_narrowed = !filter.query.is_empty() || filter.state.is_some();
        let list = match (rows.is_empty(), is_narrowed) {
            _ if position.is_past_end() => ui::past_end(&web, position, link),
            (true, false) => ui::empty(&web, "check", t!("approvals-none"), t!("approvals-none-help"), None).html(),
            (true, true) => ui::empty(
                &web,
                "search",
                t!("approvals-no-match"),
                t!("approvals-no-match-help"),
                Some((here.clone(), t!("approvals-show-all"))),
            )
            .html(),
            (false, _) => table(&web, &rows),
        };
        view! {
            <header class="page-head"><div><h1>{t!("shop-nav-approvals")}</h1></div></header>
            {tabs(&web, PATH)}
            {toolbar(&web, &filter, total)}
            {list}
            {ui::pages(position, link)}
        }
    }))
}

fn toolbar(web: &Web, filter: &Filter, total: i64) -> Html {
    let options = State::ALL
        .into_iter()
        .map(|s| view! { <option value=s.as_str() selected=filter.state == Some(s)>{company::approval(s).0}</option> })
        .collect_view();
    view! {
        <form class="toolbar" method="get" action=web.href(PATH)>
            <div class="search">
                <label class="visually-hidden" for="approvals-q">{t!("approvals-search")}</label>
                {ui::icon(web, "search")}
                <input id="approvals-q" name="q" type="search" placeholder=t!("approvals-search-by") value=filter.query.clone()/>
            </div>
            <label class="visually-hidden" for="state">{t!("approvals-state")}</label>
            <select id="state" name="state"><option value="">{t!("approvals-all-states")}</option>{options}</select>
            <button class="btn">{t!("shop-orders-filter")}</button>
            <span class="toolbar-end" role="status">{ui::counted(total, |total| t!("shop-orders-count", count = total))}</span>
        </form>
    }
    .html()
}

fn table(web: &Web, rows: &[ApprovalRow]) -> Html {
    let me = web.cx.customer().map(|c| c.contact);
    let rows = rows
        .iter()
        .map(|r| {
            let decided = match r.decided_actor_name.as_str() {
                "" => "–".to_owned(),
                name => ui::plain(name),
            };
            let own = (me == Some(r.contact_id)).then(|| format!(" {}", t!("company-you")));
            let behalf = r.on_behalf.then(|| view! { " "<span class="badge-behalf">{t!("on-behalf")}</span> });
            view! {
                <tr data-muted=(r.state != State::Waiting).then_some("")>
                    <th scope="row"><a class="row-link sku" href=web.href(&format!("/orders/{}", r.number))>{r.number.clone()}</a></th>
                    <td data-label=t!("approvals-from")><bdi>{ui::plain(&r.contact_name)}</bdi>{own}{behalf}</td>
                    <td data-label=t!("approvals-submitted")>{ui::moment(r.placed_at)}</td>
                    <td data-label=t!("approvals-state")>{ui::badge(company::approval(r.state))}</td>
                    <td data-label=t!("decision-by")><bdi>{decided}</bdi></td>
                    <td class="num" data-label=t!("shop-orders-total")>{text::money(r.total())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("shop-nav-approvals")}</caption>
                <thead><tr>
                    <th scope="col">{t!("shop-orders-order")}</th><th scope="col">{t!("approvals-from")}</th><th scope="col">{t!("approvals-submitted-utc")}</th>
                    <th scope="col">{t!("approvals-state")}</th><th scope="col">{t!("decision-by")}</th><th scope="col" class="num">{t!("shop-orders-total")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}
