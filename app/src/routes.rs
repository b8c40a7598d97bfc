//! Every address of the site, in one place.

use crate::{function, portal, respond, shop, web};
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::post;
use domain::error::Error;

/// Storefront, portal, and the server functions of the islands.
pub fn routes() -> Router {
    Router::new()
        .merge(shop::routes())
        .merge(portal::routes())
        .route("/api/behalf/verify", post(verify))
        .route("/api/behalf/more-time", post(more_time))
        .route("/api/behalf/switch", post(switch))
        .route("/api/behalf/end", post(end))
        .route("/portal/api/behalf/start", post(start))
        .route("/api/{*function}", post(server_function))
        .route("/portal/api/{*function}", post(server_function))
        .fallback(|_: web::Web| async { respond::Fail::Error(Error::NotFound) })
        .method_not_allowed_fallback(|_: web::Web| async {
            respond::Fail::Status(http::StatusCode::METHOD_NOT_ALLOWED)
        })
}

async fn server_function(request: Request) -> Response {
    function::call(request).await
}

async fn verify(web: web::Web, request: Request) -> Response {
    function::either(web, request, |web, form| shop::behalf::verify::post(at(web, "/verify"), form)).await
}

async fn more_time(web: web::Web, request: Request) -> Response {
    function::either(web, request, |web, form| shop::behalf::more::post(at(web, "/more-time"), form)).await
}

async fn switch(web: web::Web, request: Request) -> Response {
    function::either(web, request, |web, form| shop::behalf::switch::post(at(web, "/"), form)).await
}

async fn end(web: web::Web, request: Request) -> Response {
    function::either(web, request, |web, form| shop::behalf::end::post(at(web, "/end"), form)).await
}

async fn start(web: web::Web, request: Request) -> Response {
    function::either(web, request, |web, form| async move {
        let account = form.get("account").to_owned();
        portal::behalf::start::post(at(web, &format!("/portal/accounts/{account}/on-behalf")), &account, form).await
    })
    .await
}

/// The request as if it had come to the page with this address.
fn at(web: web::Web, page: &str) -> web::Web {
    web::Web { path: page.to_owned(), ..web }
}
