//! The frame of the portal: who is signed in, the navigation, the way out.

use crate::island::palette::{Palette, Texts};
use crate::t;
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::policy::Action;
use leptos::prelude::*;

/// The frame around `content`.
pub fn frame(web: &Web, content: Html) -> impl IntoView + use<> {
    let who = web.cx.staff().map(|staff| {
        view! {
            <form class="who row" method="post" action="/portal/sign-out">
                <a class="who-name" href="/portal/security" title=t!("frame-security-title")><bdi>{ui::plain(&staff.name)}</bdi><small>{words::staff_role(staff.role)}" · "{t!("frame-security")}</small></a>
                <button class="btn btn-small">{t!("frame-sign-out")}</button>
            </form>
        }
    });
    view! {
        <div class="portal">
            <a class="skip" href="#main">{t!("skip-to-content")}</a>
            {ui::demo(web)}
            <header class="portal-top">
                <details class="portal-menu">
                    <summary aria-label=t!("frame-menu")>{ui::icon(web, "menu")}</summary>
                    <nav aria-label=t!("frame-main")>{items(web)}</nav>
                </details>
                <a class="brand" href="/portal"><span class="brand-mark" aria-hidden="true"></span>"Behalf"</a>
                {web.cx.may(Action::ViewContacts).then(|| view! {
                    <a class="btn btn-small portal-find" href="/portal/find">{ui::icon(web, "search")}<span>{t!("find-label")}</span><kbd>{t!("find-key")}</kbd></a>
                })}
                {who}
            </header>
            <nav class="portal-nav" aria-label=t!("frame-main")>{items(web)}</nav>
            <main class="portal-main" id="main" tabindex="-1">
                {content}
                <div class="portal-foot">{ui::languages(web)}{ui::colours(web)}</div>
            </main>
            {web.cx.may(Action::ViewContacts).then(|| view! { <Palette texts=Texts::here() has_letter_keys=web.has_letter_keys/> })}
        </div>
    }
}

/// The places that this person may go to: address, icon, name.
pub fn places(web: &Web) -> Vec<(&'static str, &'static str, &'static str)> {
    let may = |action| web.cx.may(action);
    let places = [
        ("/portal/start", "list", t!("steps-title"), web.to_do.is_some()),
        ("/portal/contacts", "users", t!("frame-contacts"), may(Action::ViewContacts)),
        ("/portal/orders", "orders", t!("frame-orders"), may(Action::ViewAllOrders)),
        ("/portal/media", "box", t!("frame-media"), may(Action::ManageMedia)),
        ("/portal/sessions", "sessions", t!("frame-sessions"), may(Action::LoginOnBehalf) || may(Action::ViewSessions)),
        ("/portal/import", "file", t!("frame-import"), may(Action::ImportData)),
        ("/portal/audit", "shield", t!("frame-audit"), may(Action::ViewAudit)),
        ("/portal/staff", "user", t!("frame-staff"), may(Action::ViewStaff)),
    ];
    places.into_iter().filter(|(.., is_shown)| *is_shown).map(|(href, icon, label, _)| (href, icon, label)).collect()
}

fn items(web: &Web) -> Html {
    let links = places(web)
        .into_iter()
        .map(|(href, icon, label)| {
            view! { <li><a href=href aria-current=current(web.plain_path(), href)>{ui::icon(web, icon)}{label}</a></li> }
        })
        .collect_view();
    view! { <ul>{links}</ul> }.html()
}

/// Whether `path` is the place `href`, or lies in it.
fn current(path: &str, href: &str) -> Option<&'static str> {
    let inside = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    let is_part = inside(href)
        || (href == "/portal/media" && inside("/portal/products"))
        || (href == "/portal/contacts"
            && ["organizations", "accounts", "behalf"].iter().any(|part| inside(&format!("/portal/{part}"))));
    match (path == href, is_part) {
        (true, _) => Some("page"),
        (false, true) => Some("true"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_its_list() {
        assert_eq!(current("/portal/orders", "/portal/orders"), Some("page"));
        assert_eq!(current("/portal/orders/4F7-22KD", "/portal/orders"), Some("true"));
        assert_eq!(current("/portal/organizations/1", "/portal/contacts"), Some("true"));
        assert_eq!(current("/portal/ordersheet", "/portal/orders"), None);
    }
}
