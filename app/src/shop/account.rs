//! The customer's account page.

use crate::frame::shop::Chrome;
use crate::part::address;
use crate::respond::{Answer, page};
use crate::ui::card::{Card, Item};
use crate::ui::facts::Facts;
use crate::ui::form::{Post, submit};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::split::split;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::words::people::By;
use crate::{markup, t, text, words};
use domain::address::Address;
use domain::order::db::OrderRow;
use domain::policy::Action;
use http::StatusCode;

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
        let facts = Facts::default()
            .fact(t!("account-name"), ui::name(&customer.name))
            .fact(t!("account-login"), ui::plain(&customer.email))
            .fact(t!("shop-nav-company"), ui::name(&customer.organization_name))
            .fact(t!("account-role"), words::company::role(customer.role).0)
            .fact(t!("foot-store"), &customer.store_name)
            .fact(t!("account-terms"), t!("account-terms-days", days = terms.terms_days));
        let you = Card::new("you", t!("account-profile")).body(facts);
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("account-title")).about(ui::name(&customer.name)), tabs(&web, "/account"), ui::done(&web),
            split((latest(&web, &orders.rows), places(&addresses)), (you, way_out(&web)))
        }
        out.html()
    }))
}

fn latest(web: &Web, orders: &[OrderRow]) -> Card {
    let is_own = web.cx.behalf().is_none();
    let items = orders.iter().take(5).map(|o| {
        let by = o.on_behalf.then(|| format!(" · {}", By::row(o).for_company(o.support_names, is_own)));
        Item::link(&web.href(&format!("/orders/{}", o.number)), &o.number)
            .note((ui::moment_utc(o.placed_at), by))
            .end((ui::badge(words::order_status(o.status)), ui::money(&text::money(o.total()))))
    });
    Card::new("latest", t!("account-latest"))
        .items(items, t!("account-no-orders"))
        .foot(Some(ui::link(&web.href("/orders"), t!("shop-order-all"))))
}

fn places(addresses: &[Address]) -> Card {
    Card::new("addresses", t!("account-addresses"))
        .rows(addresses.iter().map(address::row), t!("organization-no-address"))
}

fn way_out(web: &Web) -> Html {
    if web.cx.behalf().is_some() {
        return ui::not_on_behalf(web, || t!("account-password-not-on-behalf"));
    }
    let label = (ui::icon(web, "log-out"), t!("account-sign-out"));
    Post::with_class(web, "actions", "/sign-out").field(submit("btn", label)).html()
}

/// The pages around the account.
pub fn tabs(web: &Web, current: &str) -> Html {
    let is_there = |path: &str| match path {
        "/account/password" | "/account/sessions" => web.cx.may(Action::ChangePassword),
        "/approvals" => web.cx.may(Action::ViewApprovals),
        _ => true,
    };
    let all = [
        ("/account", t!("account-overview")),
        ("/orders", t!("shop-nav-orders")),
        ("/lists", t!("lists-title")),
        ("/bought", t!("bought-title")),
        ("/approvals", t!("shop-nav-approvals")),
        ("/account/company", t!("shop-nav-company")),
        ("/account/item-numbers", t!("numbers-title")),
        ("/account/support-access", t!("shop-nav-support")),
        ("/account/password", t!("password-title")),
        ("/account/sessions", t!("account-sign-ins")),
    ];
    let shown = all.into_iter().filter(|(path, _)| is_there(path));
    ui::tabs::tabs(t!("shop-nav-account"), shown.map(|(path, label)| (web.href(path), label, path == current)))
}
