//! Storefront and portal in this process, without sockets and without the jobs beside them: a request goes in and an
//! answer comes out. The tests of pages use it.

use crate::config::Config;
use crate::identity::Peer;
use crate::{cli, serve};
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use domain::credential::Hasher;
use domain::cx::Cx;
use domain::db::Db;
use domain::env::Env;
use http::Request;
use std::net::IpAddr;
use std::sync::Arc;
use tower::ServiceExt;

/// Storefront and portal over one database.
#[derive(Clone)]
pub struct Pages {
    env: Arc<Env>,
    router: Router,
}

impl Pages {
    /// Opens the database of these settings, which are named as in `behalf.toml`. It must be there, and up to date.
    ///
    /// `hasher`: settings do not allow less work for a hash than is safe; tests do not need as much.
    ///
    /// # Errors
    /// The sentence that the program would end with.
    pub async fn open(settings: &[(&str, &str)], hasher: Hasher) -> Result<Pages, String> {
        let of = |name: &str| settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let config = Config::of(of)?;
        let db = Db::find(&config.database).await.map_err(cli::operator_message)?;
        let env = Arc::new(Env { hasher, ..cli::env(&config, db).await? });
        let stores = serve::unlock(&config, &Cx::system(env.clone(), cli::now(), "serve")).await?;
        let site = serve::site(&config, env.clone(), stores, config.addr.port());
        Ok(Pages { router: serve::router(&config, Arc::new(site)), env })
    }

    /// What all requests share.
    pub fn env(&self) -> &Arc<Env> {
        &self.env
    }

    /// The answer to a request that comes from this address.
    pub async fn answer(&self, mut request: Request<Body>, from: IpAddr) -> Response {
        request.extensions_mut().insert(Peer(from));
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}
