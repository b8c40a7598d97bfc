//! The customer's account page.

use crate::respond::{Answer, page};
use crate::shop::frame::Chrome;
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
    let newest = domain::order::store::Filter::default();
    let (chrome, terms, addresses, orders) = tokio::try_join!(
        Chrome::load(&web),
        domain::order::store::terms(&web.cx),
        domain::address::own(&web.cx),
        domain::order::store::own(&web.cx, &newest)
    )?;
    domain::behalf::history::viewed(&web.cx, "account").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, "Your account", || {
        let is_own = web.cx.behalf().is_none();
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
                            <small>{ui::moment(o.placed_at)}" UTC"{o.on_behalf.then(|| format!(" · {}", By::row(o).for_company(o.support_names, is_own)))}</small>
                        </div>
                        {ui::badge(words::order_status(o.status))}
                        <span class="money">{o.total().to_string()}</span>
                    </li>
                }
            })
            .collect_view();
        let no_orders =
            orders.is_empty().then(|| view! { <div class="card-body"><p class="muted">"No orders yet."</p></div> });
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
                                <div><dt>"Role"</dt><dd>{words::company::role(customer.role).0}</dd></div>
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
        ("/approvals", "Approvals"),
        ("/account/company", "Company"),
        ("/account/support-access", "Support access"),
        ("/account/password", "Password"),
        ("/account/sessions", "Sign-ins"),
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
    view! { <nav class="tabs" aria-label="Account">{links}</nav> }
}
