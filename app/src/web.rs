//! One request as pages see it: addresses, language, store and cookies. The [`Cx`] inside it is what `domain` sees.

pub mod cookie;
pub mod host;
pub mod params;
pub mod pictures;
pub mod typed;

use crate::text::Language;
use crate::web::host::{Face, Hosts, is_portal};
use crate::web::params::Params;
use crate::web::pictures::Pictures;
use crate::web::typed::Typed;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use domain::behalf::ask::Waiting;
use domain::catalog::Category;
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::env::Env;
use domain::error::Result;
use domain::set_up::steps::Facts;
use domain::store::{Scope, Store};
use http::StatusCode;
use http::request::Parts;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

/// What all requests share on the side of the pages.
pub struct Site {
    /// Database, limits, hasher.
    pub env: Arc<Env>,
    /// The stores as they were read last; none before the installation is set up.
    stores: RwLock<Arc<Vec<Store>>>,
    /// Path of the assets, `pkg/<hash>`.
    pub pkg: String,
    /// Storefront and portal, where they are at hosts of their own.
    pub hosts: Option<Hosts>,
    /// Where the program is reached by https; none when it is not.
    pub https: Option<Https>,
    /// Draws the picture of a product from its key, as an SVG.
    pub drawing: fn(&str) -> String,
    /// Logins that everybody knows, for the sign-in pages; empty outside a demo.
    pub known_logins: Vec<KnownLogin>,
    /// The category tree of a moment ago.
    categories: RwLock<Option<(Instant, Arc<Vec<Category>>)>>,
}

/// A login of a demo with its password.
#[derive(Clone, Copy, Debug)]
pub struct KnownLogin {
    /// `agent`, `supervisor`, … or `buyer`.
    pub role: &'static str,
    /// The person's name.
    pub name: &'static str,
    /// E-mail to sign in with.
    pub login: &'static str,
    /// Password.
    pub password: &'static str,
}

/// An address with https.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Https {
    /// What it begins with, such as `https://localhost:3000`.
    pub origin: String,
    /// Whether the program made the certificate itself, so that browsers warn.
    pub self_made: bool,
}

/// How old the category tree in the menu may be.
const MENU_AGE: Duration = Duration::from_secs(15);

impl Site {
    /// A site over `env`.
    pub fn new(
        env: Arc<Env>,
        stores: Vec<Store>,
        pkg: String,
        hosts: Option<Hosts>,
        drawing: fn(&str) -> String,
    ) -> Site {
        let (known_logins, categories) = (Vec::new(), RwLock::new(None));
        let stores = RwLock::new(Arc::new(stores));
        Site { env, stores, pkg, hosts, https: None, drawing, known_logins, categories }
    }

    /// The stores in their order; never empty: before the installation is set up there is [`Store::none`]. They are read
    /// again until there is one.
    ///
    /// # Errors
    /// As [`domain::store::list`].
    pub async fn stores(&self) -> Result<Arc<Vec<Store>>> {
        let known = self.stores.read().map(|stores| stores.clone()).unwrap_or_default();
        if known.is_empty() { self.read_stores().await } else { Ok(known) }
    }

    /// Reads the stores again, after one was changed.
    ///
    /// # Errors
    /// As [`domain::store::list`].
    pub async fn read_stores(&self) -> Result<Arc<Vec<Store>>> {
        let found = Arc::new(domain::store::list(&self.env).await?);
        if let Ok(mut stores) = self.stores.write() {
            stores.clone_from(&found);
        }
        Ok(if found.is_empty() { Arc::new(vec![Store::none()]) } else { found })
    }

    /// The category tree; it is the same for everybody, so a copy serves all requests for some seconds.
    ///
    /// # Errors
    /// As [`domain::catalog::db::categories`].
    pub async fn categories(&self, cx: &Cx) -> Result<Arc<Vec<Category>>> {
        if let Ok(guard) = self.categories.read()
            && let Some((at, tree)) = guard.as_ref()
            && at.elapsed() < MENU_AGE
        {
            return Ok(tree.clone());
        }
        let tree = Arc::new(domain::catalog::db::categories(cx).await?);
        if let Ok(mut guard) = self.categories.write() {
            *guard = Some((Instant::now(), tree.clone()));
        }
        Ok(tree)
    }
}

/// One request on the side of the pages. Put into the extensions by the identity middleware.
#[derive(Clone)]
pub struct Web {
    /// Who asks, and when.
    pub cx: Cx,
    /// What all requests share.
    pub site: Arc<Site>,
    /// What is served at the host of this request.
    pub face: Face,
    /// `/as/{slug}` or nothing: stands before every address of the storefront.
    pub base: String,
    /// Path and query without `base`.
    pub path: String,
    /// Of the Content-Security-Policy of this answer.
    pub nonce: Arc<str>,
    /// `light` or `dark` when the person chose one.
    pub theme: Option<&'static str>,
    /// Whether single letters and signs are keys in the portal.
    pub has_letter_keys: bool,
    /// The language of the page.
    pub language: Language,
    /// The language of the reader: the agent's in a session on behalf, else that of the page.
    pub own_language: Language,
    /// The stores in their order; never empty.
    pub stores: Arc<Vec<Store>>,
    /// Which store a visitor looks at; an index into `stores`.
    pub visited: usize,
    /// What is left to do until the first own order, for those who see to it.
    pub to_do: Option<Facts>,
    /// Whether the browser sent a cookie of the portal along. Nothing is allowed by it.
    pub may_be_staff: bool,
    /// Whether the browser is at an address with https.
    pub secure: bool,
    /// Whether the browser is at an address of the machine that the program runs on.
    pub is_local: bool,
    /// Whether the browser sent one of the cookies that are set here, so that it keeps them.
    pub keeps_cookies: bool,
    /// The slugs of the on-behalf sessions that the browser sent a cookie of.
    pub held: Arc<Vec<String>>,
    /// Whether this browser has run the islands of a page.
    pub runs_islands: bool,
    /// Whether this browser is where passkeys can be used.
    pub passkeys: bool,
    /// What ties the steps of a proof together, while somebody is between them.
    pub step: Option<Arc<Token>>,
    /// The session under this address that waits for the customer's yes, when it is this browser's.
    pub waiting: Option<Arc<Waiting>>,
    /// What was typed into the form of this request, once it was read.
    pub typed: Typed,
    /// The pictures of the products on the page, once they were asked for.
    pub pictures: Pictures,
}

impl Web {
    /// The address of a storefront page for this request.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The store that is shown.
    pub fn store(&self) -> &Store {
        let own = self.cx.customer().and_then(|c| self.stores.iter().find(|s| s.id == c.store));
        own.or_else(|| self.stores.get(self.visited)).unwrap_or(&self.stores[0])
    }

    /// Whose prices are shown.
    pub fn scope(&self) -> Scope {
        Scope::of(&self.cx, self.store())
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        format!("/{}/{name}", self.site.pkg)
    }

    /// The id of the session that a form is rendered for; a form that comes back with another one is refused.
    pub fn context(&self) -> String {
        match self.cx.principal() {
            Principal::Behalf(_, _, behalf) => behalf.id.to_string(),
            Principal::Customer(_, session) | Principal::Staff(_, session) => session.to_string(),
            Principal::Anonymous | Principal::System => String::new(),
        }
    }

    /// The query of the address.
    pub fn query(&self) -> Params {
        Params::parse(self.path.split_once('?').map_or("", |(_, q)| q))
    }

    /// The path without its query.
    pub fn plain_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    /// Whether this page is the portal's: by its host, or by its address where one host has both.
    pub fn is_portal(&self) -> bool {
        match self.face {
            Face::Both => self.base.is_empty() && is_portal(&self.path),
            Face::Shop => false,
            Face::Portal => true,
        }
    }

    /// What an address of the storefront or of the portal begins with, seen from this page: nothing when it is here.
    pub(crate) fn origin_of(&self, face: Face) -> &str {
        match (&self.site.hosts, face) {
            (Some(hosts), Face::Shop) if self.face != face => &hosts.shop.origin,
            (Some(hosts), Face::Portal) if self.face != face => &hosts.portal.origin,
            _ => "",
        }
    }

    /// A link to a page of the portal, for pages of the storefront.
    pub fn portal(&self, path: &str) -> String {
        format!("{}{path}", self.origin_of(Face::Portal))
    }

    /// A link to a page of the storefront, for pages of the portal.
    pub fn shop(&self, path: &str) -> String {
        format!("{}{path}", self.origin_of(Face::Shop))
    }

    /// The other host, on pages with forms that end there: those of the portal, and those on behalf.
    pub fn form_target(&self) -> Option<&str> {
        let hosts = self.site.hosts.as_ref()?;
        match self.face {
            Face::Portal => Some(&hosts.shop.origin),
            Face::Shop if !self.base.is_empty() => Some(&hosts.portal.origin),
            _ => None,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Web {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Web, Response> {
        parts
            .extensions
            .get::<Web>()
            .cloned()
            .ok_or_else(|| (StatusCode::INTERNAL_SERVER_ERROR, "The request has no identity.").into_response())
    }
}

/// Whether `target` may be redirected to: a path of our own and nothing that a browser could read otherwise (R76).
///
/// ```
/// # use app::web::is_own_path;
/// assert!(is_own_path("/orders?page=2"));
/// for bad in ["//evil", "/\\evil", "/\tevil", "https://evil", "", "/a\r\nb"] {
///     assert!(!is_own_path(bad));
/// }
/// ```
pub fn is_own_path(target: &str) -> bool {
    target.len() <= 2_000
        && target.starts_with('/')
        && !target.starts_with("//")
        && !target.contains('\\')
        && target.bytes().all(|b| b.is_ascii_graphic())
        && !target.to_ascii_lowercase().starts_with("/%09")
        && !target.to_ascii_lowercase().starts_with("/%5c")
        && !target.to_ascii_lowercase().starts_with("/%2f")
}
