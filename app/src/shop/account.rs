//! The customer's account page.

use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::t;
use crate::text;
use crate::ui;
use crate::ui::Rendered;
use crate::web::Web;
use crate::words;
use crate::words::people::By;
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// `/account`
pub async fn show(web: Web) -> Answer {
    let customer = web.cx.require_customer(Action::ViewAccount)?.clone();
    let newest = domain::order::db::Filter::default();
    let (chrome, terms, addresses, orders) = tokio::try_join!(
        Chrome::load(&web),
        domain::order::db::terms(&web.cx),
        domain::address::own(&web.cx),
        domain::order::db::own(&web.cx, &newest)
    )?;
    domain::behalf::history::viewed(&web.cx, "account").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("account-title"), || {
        let is_own = web.cx.behalf().is_none();
        let addresses = addresses
            .iter()
            .map(|a| {
                let lines = a.lines().into_iter().map(|l| view! { <br/>{l} }).collect_view();
                view! { <li class="item"><address class="address"><b><bdi>{a.recipient.clone()}</bdi></b>{lines}</address></li> }
            })
            .collect_view();
        let latest = orders
            .rows
            .iter()
            .take(5)
            .map(|o| {
                view! {
                    <li class="item">
                        <div class="item-text">
                            <b><a class="sku" href=web.href(&format!("/orders/{}", o.number))>{o.number.clone()}</a></b>
                            <small>{ui::moment_utc(o.placed_at)}{o.on_behalf.then(|| format!(" · {}", By::row(o).for_company(o.support_names, is_own)))}</small>
                        </div>
                        {ui::badge(words::order_status(o.status))}
                        <span class="money">{text::money(o.total())}</span>
                    </li>
                }
            })
            .collect_view();
        let no_orders = orders
            .rows
            .is_empty()
            .then(|| view! { <div class="card-body"><p class="muted">{t!("account-no-orders")}</p></div> });
        view! {
            <header class="page-head"><div><h1>{t!("account-title")}</h1><p class="muted"><bdi>{ui::plain(&customer.name)}</bdi></p></div></header>
            {tabs(&web, "/account")}
            {ui::done(&web)}
            <div class="split">
                <div>
                    <section class="card" aria-labelledby="latest">
                        <header class="card-head"><h2 id="latest">{t!("account-latest")}</h2></header>
                        <ul class="card-list">{latest}</ul>
                        {no_orders}
                        <footer class="card-foot"><a href=web.href("/orders")>{t!("shop-order-all")}</a></footer>
                    </section>
                    <section class="card" aria-labelledby="addresses">
                        <header class="card-head"><h2 id="addresses">{t!("account-addresses")}</h2></header>
                        <ul class="card-list">{addresses}</ul>
                    </section>
                </div>
                <div>
                    <section class="card" aria-labelledby="you">
                        <header class="card-head"><h2 id="you">{t!("account-profile")}</h2></header>
                        <div class="card-body">
                            <dl class="facts">
                                <div><dt>{t!("account-name")}</dt><dd><bdi>{ui::plain(&customer.name)}</bdi></dd></div>
                                <div><dt>{t!("account-login")}</dt><dd>{ui::plain(&customer.email)}</dd></div>
                                <div><dt>{t!("shop-nav-company")}</dt><dd><bdi>{ui::plain(&customer.organization_name)}</bdi></dd></div>
                                <div><dt>{t!("account-role")}</dt><dd>{words::company::role(customer.role).0}</dd></div>
                                <div><dt>{t!("foot-store")}</dt><dd>{customer.store_name.clone()}</dd></div>
                                <div><dt>{t!("account-terms")}</dt><dd>{t!("account-terms-days", days = terms.terms_days)}</dd></div>
                            </dl>
                        </div>
                    </section>
                    {if is_own {
                        view! {
                            <form class="actions" method="post" action="/sign-out">
                                {ui::context(&web)}
                                <button class="btn">{ui::icon(&web, "log-out")}{t!("account-sign-out")}</button>
                            </form>
                        }.html()
                    } else {
                        ui::not_on_behalf(&web, || t!("account-password-not-on-behalf"))
                    }}
                </div>
            </div>
        }
    }))
}

/// The pages around the account.
pub fn tabs(web: &Web, current: &str) -> impl IntoView + use<> {
    let tabs = [
        ("/account", t!("account-overview")),
        ("/orders", t!("shop-nav-orders")),
        ("/approvals", t!("shop-nav-approvals")),
        ("/account/company", t!("shop-nav-company")),
        ("/account/support-access", t!("shop-nav-support")),
        ("/account/password", t!("password-title")),
        ("/account/sessions", t!("account-sign-ins")),
    ];
    let links = tabs
        .into_iter()
        .filter(|(path, _)| match *path {
            "/account/password" | "/account/sessions" => web.cx.may(Action::ChangePassword),
            "/approvals" => web.cx.may(Action::ViewApprovals),
            _ => true,
        })
        .map(|(path, label)| view! { <a href=web.href(path) aria-current=(path == current).then_some("page")>{label}</a> })
        .collect_view();
    view! { <nav class="tabs" aria-label=t!("shop-nav-account")>{links}</nav> }
}
