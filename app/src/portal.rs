//! The staff portal: finding contacts, logging in on behalf of them, and reading what was done.
//!
//! Every page is for staff. What somebody may see is decided by the call into `domain` that loads it; a link or button is
//! shown only to people who may follow it.

pub mod account;
pub mod administrator;
pub mod attachment;
pub mod audit;
pub mod behalf;
pub mod contact;
pub mod contacts;
pub mod find;
pub mod history;
pub mod import;
pub mod invite;
pub mod kit;
pub mod media;
pub mod order;
pub mod orders;
pub mod organization;
pub mod organization_price;
pub mod problem;
pub mod product_media;
pub mod second_factor;
pub mod security;
pub mod set_up;
pub mod sign_in;
pub mod staff;
pub mod start;

use crate::part::views;
use crate::reset;
use crate::respond::{Answer, see};
use crate::web::Web;
use axum::Router;
use axum::routing::{get, post};
use domain::policy::Action;
use domain::set_up::steps::Facts;

/// The addresses of the portal.
pub fn routes() -> Router {
    Router::new()
        .route("/portal", get(home))
        .route("/portal/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/portal/sign-in/code", get(second_factor::show).post(second_factor::code))
        .route("/portal/sign-in/passkey", get(second_factor::passkey).post(second_factor::ask))
        .route("/portal/sign-in/passkey/confirm", post(second_factor::passkey_confirm))
        .route("/portal/forgot-password", get(reset::show).post(reset::ask))
        .route("/portal/reset/{token}", get(reset::choose).post(reset::save))
        .route("/portal/security", get(security::show))
        .route("/portal/security/password", get(security::password::show).post(security::password::save))
        .route("/portal/security/sessions", get(security::sessions::show).post(security::sessions::save))
        .route("/portal/security/keys", post(security::keys::save))
        .route("/portal/security/app", get(security::app::show).post(security::app::begin))
        .route("/portal/security/app/confirm", post(security::app::confirm))
        .route("/portal/security/passkey", get(security::passkey::show).post(security::passkey::begin))
        .route("/portal/security/passkey/confirm", post(security::passkey::confirm))
        .route("/portal/security/codes", get(security::codes::show).post(security::codes::renew))
        .route("/portal/security/codes/new", get(security::codes::ask))
        .route("/portal/security/codes/saved", post(security::codes::saved))
        .route("/portal/security/factors/{id}", get(security::remove::show))
        .route("/portal/security/factors/{id}/remove", post(security::remove::save))
        .route("/portal/sign-out", post(sign_in::sign_out))
        .route("/portal/contacts", get(contacts::show).post(contacts::save))
        .route("/portal/find", get(find::show))
        .route("/portal/invitations", get(invite::all).post(invite::send_all))
        .route("/portal/contacts/{id}", get(contact::show))
        .route("/portal/contacts/{id}/invite", get(invite::show).post(invite::send))
        .route("/portal/accounts/{id}/on-behalf", get(behalf::start::show).post(behalf::start::start))
        .route("/portal/behalf/new", get(behalf::named::show))
        .route("/portal/behalf/help", get(behalf::help::show).post(behalf::help::take))
        .route("/portal/accounts/{id}/reset", post(account::reset))
        .route("/portal/accounts/{id}/invite", post(invite::again))
        .route("/portal/accounts/{id}/invite/revoke", post(invite::revoke))
        .route("/portal/organizations/{id}", get(organization::show))
        .route("/portal/organizations/{id}/administrator", post(administrator::save))
        .route("/portal/orders", get(orders::show).post(orders::save))
        .route("/portal/orders/{number}", get(order::show))
        .route("/portal/views/{id}/remove", post(views::remove))
        .route("/portal/problems/{reference}", get(problem::show))
        .route("/portal/attachments/{id}", get(attachment::show))
        .route("/portal/import", get(import::list).post(import::send))
        .route("/portal/import/sample/{file}", get(import::sample))
        .route("/portal/import/mappings/{id}/remove", post(import::forget))
        .route("/portal/import/{id}", get(import::show).post(import::step))
        .route("/portal/import/{id}/refused.csv", get(import::refused_csv))
        .route("/portal/import/{id}/refused.xlsx", get(import::refused_xlsx))
        .route("/portal/media", get(media::show).post(media::upload))
        .route("/portal/media/add", post(media::add))
        .route("/portal/media/{digest}/{file}", get(media::file))
        .route("/portal/products/{sku}/media", get(product_media::show))
        .route("/portal/products/{sku}/media/{id}", post(product_media::rename))
        .route("/portal/products/{sku}/media/{id}/up", post(product_media::move_up))
        .route("/portal/products/{sku}/media/{id}/remove", post(product_media::remove))
        .route("/portal/sessions", get(behalf::list::show))
        .route("/portal/sessions/{id}", get(behalf::detail::show))
        .route("/portal/sessions/{id}/end", post(behalf::detail::end))
        .route("/portal/sessions/{id}/note", post(behalf::summary::save))
        .route("/portal/audit", get(audit::show))
        .route("/portal/audit/verify", post(audit::verify))
        .route("/portal/audit/filters", post(audit::save))
        .route("/portal/audit/filters/{id}/remove", post(audit::remove))
        .route("/portal/audit/export", post(audit::export))
        .route("/portal/staff", get(staff::show))
        .route("/portal/staff/invite", get(staff::invite::show).post(staff::invite::send))
        .route("/portal/staff/invite/{id}/resend", post(staff::invite::resend))
        .route("/portal/staff/invite/{id}/revoke", post(staff::invite::revoke))
        .route("/portal/staff/roles", get(staff::roles::list))
        .route("/portal/staff/roles/{role}", get(staff::roles::show).post(staff::roles::save))
        .route("/portal/staff/{id}", get(staff::person::show))
        .route("/portal/staff/{id}/disable", post(staff::person::disable))
        .route("/portal/staff/{id}/enable", post(staff::person::enable))
        .route("/portal/staff/{id}/role", post(staff::person::role))
        .route("/portal/staff/{id}/scope", post(staff::person::assign))
        .route("/portal/staff/{id}/sign-out", post(staff::person::sign_out))
        .route("/portal/kit", get(kit::show).post(kit::send))
        .route("/portal/set-up/{token}", get(set_up::show).post(set_up::save))
        .route("/portal/start", get(start::show))
        .route("/portal/welcome/{token}", get(staff::invite::welcome).post(staff::invite::accept))
}

/// `/portal`: the page that somebody works on most.
async fn home(web: Web) -> Answer {
    if web.cx.staff().is_some_and(|staff| staff.must_enrol) {
        return Ok(see("/portal/security"));
    }
    web.cx.require_staff(Action::UsePortal)?;
    // On the first days there is nothing to work on yet.
    if web.to_do.is_some_and(Facts::is_bare) {
        return Ok(see("/portal/start"));
    }
    let places = [
        ("/portal/contacts", Action::ViewContacts),
        ("/portal/orders", Action::ViewAllOrders),
        ("/portal/audit", Action::ViewAudit),
        ("/portal/media", Action::ManageMedia),
        ("/portal/staff", Action::ViewStaff),
    ];
    let place = places.into_iter().find(|(_, action)| web.cx.may(*action));
    Ok(see(place.map_or("/portal/sessions", |(path, _)| path)))
}
