//! Every address of the site, in one place.

use crate::{portal, respond, shop, web};
use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::error::Error;
use leptos::prelude::provide_context;

/// Storefront, portal, and the server functions of the islands.
pub fn routes() -> Router {
    Router::new()
        .merge(shop::routes())
        .merge(portal::routes())
        .route("/api/{*function}", post(server_function))
        .route("/portal/api/{*function}", post(server_function))
        .fallback(|_: web::Web| async { respond::Fail::Error(Error::NotFound) })
        .method_not_allowed_fallback(|_: web::Web| async {
            respond::Fail::Status(http::StatusCode::METHOD_NOT_ALLOWED)
        })
}

async fn server_function(request: Request) -> Response {
    if leptos::server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return respond::Fail::Error(Error::NotFound).into_response();
    }
    leptos_axum::handle_server_fns_with_context(|| provide_context(()), request).await.into_response()
}
