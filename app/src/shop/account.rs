//! The customer's account page, and what support has done for them.

use crate::respond::{Answer, page};
use crate::shop::frame::Chrome;
use crate::ui::Rendered;
use crate::ui::{self, Position};
use crate::web::Web;
use crate::words;
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// `/account`
pub async fn show(web: Web) -> Answer {
    let customer = web.cx.require_customer(Action::ViewAccount)?.clone();
    let newest = domain::order::store::Filter::default();
    let (chrome, terms, addresses, orders) = tokio::try_join!(
        Chrome::load(&web),
        domain::order::store::terms(&web.cx),
        domain::address::own(&web.cx),
        domain::order::store::own(&web.cx, &newest)
    )?;
    domain::behalf::history::viewed(&web.cx, "account").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, "Your account", || {
        let addresses = addresses
            .iter()
            .map(|a| {
                let lines = a.lines().into_iter().map(|l| view! { <br/>{l} }).collect_view();
                view! { <li class="item"><address class="address"><b><bdi>{a.recipient.clone()}</bdi></b>{lines}</address></li> }
            })
            .collect_view();
        let latest = orders
            .iter()
            .take(5)
            .map(|o| {
                view! {
                    <li class="item">
                        <div class="item-text">
                            <b><a class="sku" href=web.href(&format!("/orders/{}", o.number))>{o.number.clone()}</a></b>
                            <small>{ui::moment(o.placed_at)}" UTC"{(o.on_behalf != 0).then_some(" · placed by support")}</small>
                        </div>
                        {ui::badge(words::order_status(&o.status))}
                        <span class="money">{o.total().to_string()}</span>
                    </li>
                }
            })
            .collect_view();
        let no_orders =
            orders.is_empty().then(|| view! { <div class="card-body"><p class="muted">"No orders yet."</p></div> });
        let is_own = web.cx.behalf().is_none();
        view! {
            <header class="page-head"><div><h1>"Your account"</h1><p class="muted"><bdi>{ui::plain(&customer.name)}</bdi></p></div></header>
            {tabs(&web, "/account")}
            {ui::done(&web)}
            <div class="split">
                <div>
                    <section class="card" aria-labelledby="latest">
                        <header class="card-head"><h2 id="latest">"Latest orders"</h2></header>
                        <ul class="card-list">{latest}</ul>
                        {no_orders}
                        <footer class="card-foot"><a href=web.href("/orders")>"All orders"</a></footer>
                    </section>
                    <section class="card" aria-labelledby="addresses">
                        <header class="card-head"><h2 id="addresses">"Delivery addresses"</h2></header>
                        <ul class="card-list">{addresses}</ul>
                    </section>
                </div>
                <div>
                    <section class="card" aria-labelledby="you">
                        <header class="card-head"><h2 id="you">"Profile"</h2></header>
                        <div class="card-body">
                            <dl class="facts">
                                <div><dt>"Name"</dt><dd><bdi>{ui::plain(&customer.name)}</bdi></dd></div>
                                <div><dt>"Login"</dt><dd>{ui::plain(&customer.email)}</dd></div>
                                <div><dt>"Company"</dt><dd><bdi>{ui::plain(&customer.organization_name)}</bdi></dd></div>
                                <div><dt>"Store"</dt><dd>{customer.store_name.clone()}</dd></div>
                                <div><dt>"Payment terms"</dt><dd>{format!("{} days net", terms.terms_days)}</dd></div>
                            </dl>
                        </div>
                    </section>
                    {if is_own {
                        view! {
                            <form class="actions" method="post" action="/sign-out">
                                {ui::context(&web)}
                                <button class="btn">{ui::icon(&web, "log-out")}"Sign out of this browser"</button>
                            </form>
                        }.html()
                    } else {
                        view! { <p class="not-on-behalf">"The password cannot be changed on behalf. The customer can do this under Password."</p> }.html()
                    }}
                </div>
            </div>
        }
    }))
}

/// The pages around the account.
pub fn tabs(web: &Web, current: &str) -> impl IntoView + use<> {
    let tabs = [
        ("/account", "Overview"),
        ("/orders", "Orders"),
        ("/account/support-access", "Support access"),
        ("/account/password", "Password"),
    ];
    let links = tabs
        .into_iter()
        .filter(|(path, _)| *path != "/account/password" || web.cx.may(Action::ChangePassword))
        .map(|(path, label)| view! { <a href=web.href(path) aria-current=(path == current).then_some("page")>{label}</a> })
        .collect_view();
    view! { <nav class="tabs" aria-label="Account">{links}</nav> }
}

/// `/account/support-access`: every session that support had for this account.
pub async fn support_access(web: Web) -> Answer {
    let chrome = Chrome::load(&web).await?;
    let number = web.query().page();
    let (sessions, total) = domain::behalf::history::own(&web.cx, number).await?;
    domain::behalf::history::viewed(&web.cx, "support_access").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, "Support access", || {
        let link = |page: i64| web.href(&format!("/account/support-access?page={page}"));
        let table = if sessions.is_empty() {
            ui::empty(&web, "shield", "Support has never been in your account", "When somebody from support works on your behalf, it is listed here with time, reason and what was done.", None).html()
        } else {
            let rows = sessions
                .iter()
                .map(|s| {
                    let who = if s.support_names {
                        format!("{} ({})", ui::plain(&s.staff_name), words::role(&s.staff_role))
                    } else {
                        words::role(&s.staff_role).to_owned()
                    };
                    let state = match s.ended_at {
                        Some(at) => view! { {ui::moment(at)} }.html(),
                        None => ui::badge(("Open now", "warning")).html(),
                    };
                    view! {
                        <tr>
                            <th scope="row">{ui::moment(s.started_at)}</th>
                            <td data-label="Ended">{state}</td>
                            <td data-label="By"><bdi>{who}</bdi></td>
                            <td data-label="Reason"><bdi>{ui::plain(&s.reason)}</bdi></td>
                            <td class="num" data-label="Changes">{s.sums.changes.to_string()}</td>
                            <td class="num" data-label="Orders">{s.sums.orders.to_string()}</td>
                        </tr>
                    }
                })
                .collect_view();
            view! {
                <div class="table-wrap" data-card="">
                    <table class="table">
                        <caption class="visually-hidden">"Support sessions"</caption>
                        <thead><tr>
                            <th scope="col">"Started (UTC)"</th><th scope="col">"Ended (UTC)"</th><th scope="col">"By"</th>
                            <th scope="col">"Reason"</th><th scope="col" class="num">"Changes"</th><th scope="col" class="num">"Orders"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .html()
        };
        view! {
            <header class="page-head"><div><h1>"Support access"</h1>
                <p class="muted">"Support never needs your password. They sign in as themselves, and everything they do for you is recorded."</p>
            </div></header>
            {tabs(&web, "/account/support-access")}
            {table}
            {ui::pages(Position { page: number, size: domain::behalf::history::PAGE, total }, link)}
        }
    }))
}
