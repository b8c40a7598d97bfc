//! The storefront. Every page also has an address under `/as/{slug}`, where an agent sees what the customer sees.

pub mod account;
pub mod approvals;
pub mod attachment;
pub mod behalf;
pub mod bought;
pub mod cart;
pub mod checkout;
pub mod choice;
pub mod company;
pub mod compare;
pub mod decision;
pub mod export;
pub mod facets;
pub mod hits;
pub mod home;
pub mod item;
pub mod item_numbers;
pub mod list;
pub mod lists;
pub mod media;
pub mod order;
pub mod passkey;
pub mod password;
pub mod prepared;
pub mod product;
pub mod quick_order;
pub mod sessions;
pub mod sign_in;
pub mod welcome;

use crate::frame::notice;
use crate::reset;
use axum::Router;
use axum::routing::{get, post};

/// The addresses of the storefront.
pub fn routes() -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/c", get(home::categories))
        .route("/c/{category}", get(list::category))
        .route("/c/{category}/export", get(export::category))
        .route("/p/{product}", get(product::show).post(product::add))
        .route("/search", get(list::search))
        .route("/search/export", get(export::search))
        .route("/compare", get(compare::show))
        .route("/cart", get(cart::show).post(cart::change))
        .route("/cart/mend", post(cart::mend::mend))
        .route("/cart/undo", post(cart::mend::undo))
        .route("/cart/prices", post(cart::mend::prices))
        .route("/cart/export", get(export::cart))
        .route("/cart/version", get(cart::version))
        .route("/cart/{product}/remove", post(cart::remove))
        .route("/cart/{product}/restore", post(cart::restore))
        .route("/quick-order", get(quick_order::show).post(quick_order::read))
        .route("/quick-order/{id}", get(quick_order::open).post(quick_order::change))
        .route("/quick-order/{id}/add", post(quick_order::add))
        .route("/quick-order/{id}/undo", post(quick_order::undo))
        .route("/quick-order/{id}/again", post(quick_order::again))
        .route("/quick-order/{id}/failed", post(quick_order::failed))
        .route("/cart/{product}/later", post(cart::save_for_later))
        .route("/later/{product}/cart", post(lists::later::back))
        .route("/later/{product}/remove", post(lists::later::remove))
        .route("/later/{product}/restore", post(lists::later::restore))
        .route("/lists", get(lists::show).post(lists::create))
        .route("/lists/add", get(lists::into::show).post(lists::into::add))
        .route("/lists/{id}", get(lists::one::show).post(lists::one::change))
        .route("/lists/{id}/edit", post(lists::one::edit))
        .route("/lists/{id}/remove", post(lists::remove))
        .route("/lists/{id}/restore", post(lists::restore))
        .route("/lists/{id}/export", get(export::list))
        .route("/lists/{id}/cart", post(lists::one::into_cart))
        .route("/lists/{id}/lines", post(lists::one::add))
        .route("/lists/{id}/lines/{product}/remove", post(lists::one::remove))
        .route("/lists/{id}/lines/{product}/restore", post(lists::one::restore))
        .route("/bought", get(bought::show))
        .route("/prepared", get(prepared::list).post(prepared::begin))
        .route("/prepared/choose", post(prepared::choose))
        .route("/prepared/{id}", get(prepared::open).post(prepared::change))
        .route("/prepared/{id}/hand-over", post(prepared::hand_over))
        .route("/prepared/{id}/take-back", post(prepared::take_back))
        .route("/prepared/{id}/reopen", post(prepared::reopen))
        .route("/prepared/{id}/discard", post(prepared::discard))
        .route("/prepared/{id}/merge", post(prepared::merge))
        .route("/prepared/{id}/undo", post(prepared::undo))
        .route("/prepared/{id}/decline", post(prepared::decline))
        .route("/prepared/{id}/{product}/remove", post(prepared::remove))
        .route("/prepared/{id}/{product}/restore", post(prepared::restore))
        .route("/checkout", get(checkout::show).post(checkout::place))
        .route("/checkout/attach", post(checkout::files::attach))
        .route("/checkout/detach", post(checkout::files::detach))
        .route("/attachments/{id}", get(attachment::show))
        .route("/orders", get(order::list))
        .route("/orders/{number}", get(order::show).post(decision::post))
        .route("/orders/{number}/export", get(export::order))
        .route("/orders/{number}/again", post(order::again::post))
        .route("/approvals", get(approvals::show))
        .route("/account", get(account::show))
        .route("/account/company", get(company::show).post(company::save))
        .route("/account/company/ordering", get(company::ordering::show).post(company::ordering::save))
        .route("/account/item-numbers", get(item_numbers::show).post(item_numbers::save))
        .route("/account/item-numbers/upload", post(item_numbers::read))
        .route("/account/item-numbers/apply", post(item_numbers::apply))
        .route("/account/item-numbers/failed", post(item_numbers::failed))
        .route("/account/item-numbers/export", get(item_numbers::export))
        .route("/account/item-numbers/sample", get(item_numbers::sample))
        .route("/account/item-numbers/{id}/remove", post(item_numbers::remove))
        .route("/account/item-numbers/{id}/restore", post(item_numbers::restore))
        .route("/account/password", get(password::show).post(password::save))
        .route("/account/sessions", get(sessions::show).post(sessions::save))
        .route("/account/impersonate/{id}", get(behalf::impersonate))
        .route("/account/support-access", get(behalf::access::show).post(behalf::access::save))
        .route("/account/support-code", post(behalf::access::code))
        .route("/account/support-access/{id}", get(behalf::access::detail::show))
        .route("/account/support-access/{id}/allow", post(notice::allow))
        .route("/account/support-access/{id}/refuse", post(notice::refuse))
        .route("/account/support-access/{id}/end", post(notice::end))
        .route("/account/live", get(notice::live))
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/forgot-password", get(reset::show).post(reset::ask))
        .route("/reset/{token}", get(reset::choose).post(reset::save))
        .route("/welcome/{token}", get(welcome::show).post(welcome::save))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/verify", get(behalf::verify::show).post(behalf::verify::post))
        .route("/more-time", get(behalf::more::show).post(behalf::more::post))
        .route("/verify/passkey", get(passkey::show).post(passkey::begin))
        .route("/verify/passkey/confirm", post(passkey::confirm))
        .route("/verify/open", post(behalf::handoff::open))
        .route("/verify/wait", get(behalf::wait::show).post(behalf::wait::open))
        .route("/verify/cancel", post(behalf::wait::cancel))
        .route("/alive", get(behalf::alive))
        .route("/end", get(behalf::end_page).post(behalf::end::post))
        .route("/theme", post(choice::theme))
        .route("/language", post(choice::language))
        .route("/store", post(choice::store))
        .route("/pic/{product}", get(product::picture))
        .route("/media/{digest}/{file}", get(media::file))
}
