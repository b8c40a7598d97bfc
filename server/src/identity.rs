//! Finds out who sends a request: the only place that reads cookies. Makes the request's [`Cx`] and [`Web`], and turns failures into pages.

use crate::cli::now;
use crate::headers::policy;
use crate::host::{host, is_this_machine, name};
use crate::language::{Asked, Spoken};
use crate::prefix::Slug;
use crate::tls::Secure;
use app::failure::error_page;
use app::function::{self, Answered};
use app::kept::Expected;
use app::problem;
use app::respond::{Fail, see};
use app::text::{Language, with_language};
use app::web::host::{Face, is_portal};
use app::web::pictures::Pictures;
use app::web::typed::Typed;
use app::web::{Site, Web, cookie};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::audit::{Event, SessionKind};
use domain::behalf::ask::Waiting;
use domain::behalf::found::Found;
use domain::behalf::handoff::HandOff;
use domain::credential::{Token, random};
use domain::cx::{Cx, Principal, Request as Origin};
use domain::error::{Conflict, Ended, Error, NotOpen, Realm};
use domain::factor::Setup;
use domain::session;
use domain::set_up::steps;
use domain::store::Store;
use http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERER, USER_AGENT, VARY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use std::net::IpAddr;
use std::sync::Arc;

/// What the middleware needs.
#[derive(Clone)]
pub struct Identity {
    pub site: Arc<Site>,
    pub hosts: Option<Arc<Vec<String>>>,
}

/// The address of the client, which is that of the socket or what a trusted proxy says (R137).
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Where an open page of a session asks whether it still is one.
const ALIVE: &str = "/alive";
/// What open pages of a cart ask, again and again.
const VERSION: &str = "/cart/version";
/// Where an open page asks who of support is in the account.
const LIVE: &str = "/account/live";
/// The number under which a request is found in log, record and answer.
const REQUEST_ID: &str = "x-request-id";

/// Establishes who asks, runs the request, and renders what went wrong.
pub async fn identify(State(identity): State<Identity>, request: Request, next: Next) -> Response {
    // The body is read by the page alone.
    let (parts, body) = request.into_parts();
    let asked = http::Request::from_parts(parts, ());
    let known = know(&identity, &asked).await;
    let request = Request::from_parts(asked.into_parts().0, body);
    with_language(known.web.language, answer(known, request, next)).await
}

/// What is known of a request before it is answered.
struct Known {
    web: Web,
    /// Why it is answered with an error.
    refused: Option<Fail>,
    /// What its address waits for, and whether that has come.
    expected: Option<(bool, Expected)>,
    /// The event about a cookie that came along and belongs elsewhere.
    foreign: Option<Event>,
}

async fn know(identity: &Identity, request: &http::Request<()>) -> Known {
    let id = domain::id::event_id();
    let nonce: Arc<str> = STANDARD_NO_PAD.encode(random::<16>().unwrap_or_default()).into();
    let slug = request.extensions().get::<Slug>().cloned();
    let slug_name = slug.as_ref().map(|s| s.0.clone());
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let face = face(identity, request);
    // A cookie that came along and belongs elsewhere.
    let mut foreign = None;
    // Before anything else, and before any cookie is looked at.
    let misplaced = match face {
        None => Some(Fail::Status(StatusCode::MISDIRECTED_REQUEST)),
        Some(face) => (!face.serves(request.uri().path(), slug.is_some())).then_some(Fail::Error(Error::NotFound)),
    };
    let expected = Expected::of(&path, slug_name.as_deref(), is_portal(&path))
        .filter(|_| is_read && misplaced.is_none())
        .map(|expected| (token(request.headers(), &expected.cookie).is_some(), expected));
    let found = match misplaced {
        Some(fail) => Err(fail),
        // Where to comes first, who asks there.
        None if expected.is_some() => Ok(Asker::from(Principal::Anonymous)),
        None => {
            let asker = principal(identity, request.headers(), slug.as_ref(), &path, &mut foreign).await;
            asker.map_err(Fail::Error)
        }
    };
    let (asker, refused) = match found {
        Ok(asker) => (asker, None),
        Err(fail) => (Asker::from(Principal::Anonymous), Some(fail)),
    };
    let stores = identity.site.stores().await.unwrap_or_else(|error| {
        tracing::warn!(?error, "the stores could not be read");
        Arc::new(vec![Store::none()])
    });
    let visited = visited(&stores, request.headers());
    let offered = Language::offered(&store_of(&stores, &asker.principal, visited).languages);
    let spoken = Spoken::of(asked(request.headers()), &asker.principal, request.uri().path(), &offered);
    let cx =
        Cx::new(identity.site.env.clone(), asker.principal, now(), origin(request, id)).with_handoff(asker.handoff);
    let to_do = steps::open(&cx).await.unwrap_or_else(|error| {
        tracing::warn!(?error, "what is left to do could not be read");
        None
    });
    let web = Web {
        cx,
        site: identity.site.clone(),
        face: face.unwrap_or(Face::Both),
        base: slug.map(|s| format!("/as/{}", s.0)).unwrap_or_default(),
        path,
        nonce,
        theme: theme(request.headers()),
        has_letter_keys: cookies(request.headers(), cookie::KEYS).next() != Some("off"),
        language: spoken.page,
        own_language: spoken.own,
        stores,
        visited,
        to_do,
        may_be_staff: names(request.headers()).any(|name| name == cookie::PORTAL),
        secure: is_secure(identity, request),
        is_local: is_this_machine(host(request)),
        keeps_cookies: names(request.headers()).any(cookie::is_ours),
        held: Arc::new(names(request.headers()).filter_map(cookie::slug).map(str::to_owned).collect()),
        runs_islands: names(request.headers()).any(|name| name == cookie::ISLANDS),
        passkeys: identity.site.env.part::<Setup>().has_passkeys_at(host(request)),
        step: token(request.headers(), &cookie::step(slug_name.as_deref())).map(Arc::new),
        waiting: asker.waiting.map(Arc::new),
        typed: Typed::default(),
        pictures: Pictures::default(),
    };
    Known { web, refused, expected, foreign }
}

async fn answer(known: Known, mut request: Request, next: Next) -> Response {
    let Known { web, refused, expected, foreign } = known;
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let wants_page = function::wants_page(request.headers());
    let from = came_from(&request);
    request.extensions_mut().insert(web.clone());
    if let Some(event) = foreign {
        log_unrecorded(&web, web.cx.refused(event).await);
    }
    let refused = refused.or_else(|| has_nul(&request).then_some(Fail::Error(Error::NotFound)));
    let response = match refused {
        // Somebody typed the name of the portal's host.
        Some(_) if web.face == Face::Portal && web.base.is_empty() && web.path == "/" && is_read => see("/portal"),
        Some(fail) => fail.into_response(),
        None => match expected {
            Some((has_come, expected)) => expected.answer(&web, has_come),
            None => next.run(request).await,
        },
    };
    if let Some(event) = refusal(&web, &response) {
        log_unrecorded(&web, web.cx.refused(event).await);
    }
    let over = over(&response);
    let mut response = finish(&web, response, is_read, wants_page).await;
    if is_html(&response) && ![ALIVE, VERSION, LIVE].contains(&web.plain_path()) {
        response = problem::keep(&web, from.as_deref(), over.as_deref(), response).await;
    }
    if let Some(value) = policy(&web.nonce, web.form_target()).filter(|_| is_html(&response)) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, value);
    }
    if !response.headers().contains_key(CACHE_CONTROL) {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.headers_mut().insert(VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    }
    if let Ok(value) = HeaderValue::from_str(&web.cx.request().id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn log_unrecorded(web: &Web, recorded: Result<(), Error>) {
    if let Err(error) = recorded {
        tracing::warn!(request = web.cx.request().id, ?error, "a refusal could not be recorded");
    }
}

/// Refusals that no other part of the program sees: forged requests, and what no page of ours sends (R94).
fn refusal(web: &Web, response: &Response) -> Option<Event> {
    match (response.extensions().get::<Fail>(), response.status()) {
        _ if is_html(response) || response.extensions().get::<Answered>().is_some() => None,
        (Some(Fail::Error(Error::Forbidden(denied))), _) if !web.cx.is_denial_recorded() => {
            let is_somebody = !matches!(web.cx.principal(), Principal::Anonymous);
            is_somebody.then(|| Event::denied("authz.denied", denied.as_str()))
        }
        // What does not exist for somebody is answered like what does not exist, and leaves a trace (R94).
        (Some(Fail::Error(Error::NotFound)), _) if !web.cx.is_denial_recorded() => hidden(web),
        // A request that cannot be used, or an address with nothing of this browser behind it.
        (Some(Fail::Error(Error::Ended(ended))), _)
            if !ended.was_open() && web.path != ALIVE && !web.cx.is_denial_recorded() =>
        {
            Some(Event::denied("on_behalf.denied", "unusable"))
        }
        // What a page of ours could have sent is shown on that page, not as an error.
        (Some(Fail::Error(Error::Invalid(_))), _) => Some(Event::denied("input.rejected", "value")),
        (Some(Fail::Error(Error::Conflict(Conflict::Session))), _) => Some(Event::denied("input.rejected", "session")),
        // Only the layers against forged requests answer with nothing but the status.
        (None, StatusCode::FORBIDDEN) => Some(Event::denied("csrf.blocked", "origin")),
        (None | Some(Fail::Status(_)), status) if REJECTED.contains(&status) => {
            Some(Event::denied("input.rejected", status.as_str()))
        }
        _ => None,
    }
}

/// What somebody who is signed in asked for and does not exist, at least for them: a thing of the portal, or one of the
/// customers' own. What everybody may look for, such as a product, is not meant.
fn hidden(web: &Web) -> Option<Event> {
    let route = web.cx.request().route.as_str();
    match web.cx.principal() {
        Principal::Anonymous | Principal::System => return None,
        // No page of the portal is under the address of a session: nobody starts a session from inside another one.
        Principal::Behalf(..) if web.path == NESTED => return Some(Event::denied("on_behalf.denied", "nested")),
        Principal::Behalf(..) | Principal::Customer(..) | Principal::Staff(..) => {}
    }
    let is_meant = ["/portal/", "/orders/", "/account/"].iter().any(|start| route.starts_with(start));
    let kind = if START.contains(&route) { "on_behalf.denied" } else { "authz.denied" };
    let event = Event::denied(kind, "not_found");
    let places = route.split('/').zip(web.plain_path().split('/'));
    // Never a token: only what is an id or a number that people know.
    let asked =
        places.filter(|(place, _)| ["{id}", "{number}", "{reference}"].contains(place)).map(|(_, asked)| asked).last();
    let is_plain = |text: &&str| text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_meant.then(|| match asked.filter(is_plain) {
        Some(asked) => event.target(thing(route), asked),
        None => event,
    })
}

/// What kind of thing the last part of a route is about.
fn thing(route: &str) -> &'static str {
    const THINGS: [(&str, &str); 12] = [
        ("/portal/accounts/", "account"),
        ("/portal/contacts/", "contact"),
        ("/portal/organizations/", "organization"),
        ("/portal/orders/", "order"),
        ("/portal/problems/", "problem"),
        ("/portal/sessions/", "behalf"),
        ("/portal/staff/invite/", "staff_invite"),
        ("/portal/staff/", "staff"),
        ("/portal/security/factors/", "factor"),
        ("/orders/", "order"),
        ("/account/support-access/", "behalf"),
        ("/account/impersonate/", "account"),
    ];
    THINGS.iter().find(|(start, _)| route.starts_with(start)).map_or("thing", |(_, thing)| thing)
}

/// What the addresses of pictures and documents of products begin with.
const MEDIA: &str = "/media/";
/// Where a session is asked for.
const START: [&str; 2] = ["/portal/accounts/{id}/on-behalf", "/portal/api/behalf/start"];
/// What is left of an address of the portal under `/as/{slug}`; see [`crate::prefix`].
const NESTED: &str = "/not-here";

/// The answers to what no page of ours sends.
const REJECTED: [StatusCode; 5] = [
    StatusCode::BAD_REQUEST,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::MISDIRECTED_REQUEST,
    StatusCode::UNPROCESSABLE_ENTITY,
];

/// An answer that is an error without a page gets one.
async fn finish(web: &Web, mut response: Response, is_read: bool, wants_page: bool) -> Response {
    let fail = response.extensions_mut().remove::<Fail>();
    let is_shared = function::is_shared(web.plain_path());
    let is_api = web.path == ALIVE
        || web.path.starts_with("/api/")
        || web.path.starts_with("/portal/api/")
        || web.path.starts_with("/pic/")
        || web.path.starts_with(MEDIA);
    let is_bare = (response.status().is_client_error() || response.status().is_server_error()) && !is_html(&response);
    match fail {
        Some(fail) if is_shared && !wants_page && !response.headers().contains_key(CONTENT_TYPE) => {
            function::refused_call(&fail)
        }
        Some(fail) if !is_api || (is_shared && wants_page) => error_page(web, fail, is_read).await,
        None if is_bare && (!is_api || (is_shared && wants_page)) => {
            error_page(web, Fail::Status(response.status()), is_read).await
        }
        _ => response,
    }
}

/// The address of the page that a request comes from, where that is at the same host.
fn came_from(request: &Request) -> Option<String> {
    let from: Uri = request.headers().get(REFERER)?.to_str().ok()?.parse().ok()?;
    let is_here = from.authority().is_some_and(|authority| authority.as_str() == host(request));
    from.path_and_query().filter(|_| is_here).map(|place| place.as_str().to_owned())
}

/// The slug of the session on behalf that a request found over.
fn over(response: &Response) -> Option<String> {
    match response.extensions().get::<Fail>() {
        Some(Fail::Error(Error::Ended(ended))) if ended.was_open() => Some(ended.slug.clone()),
        _ => None,
    }
}

/// Whether there is a NUL in the address.
fn has_nul(request: &Request) -> bool {
    request.uri().path_and_query().is_some_and(|p| p.as_str().contains("%00"))
}

/// What is served at the host of a request; nothing at a foreign one.
fn face(identity: &Identity, request: &http::Request<()>) -> Option<Face> {
    let name = name(host(request));
    if let Some(hosts) = &identity.site.hosts {
        return hosts.face(name);
    }
    let known = identity.hosts.as_ref().is_none_or(|hosts| hosts.iter().any(|h| h.eq_ignore_ascii_case(name)));
    known.then_some(Face::Both)
}

/// Whether the browser is at an address with https: over TLS of our own, or at the public address that has it.
fn is_secure(identity: &Identity, request: &http::Request<()>) -> bool {
    let public = identity.site.https.as_ref().filter(|https| !https.self_made);
    let is_public = public.is_some_and(|https| https.origin.strip_prefix("https://") == Some(host(request)));
    is_public || request.extensions().get::<Secure>().is_some()
}

/// Who asks, as far as cookies tell.
struct Asker {
    principal: Principal,
    /// The session under the address that waits for the customer, when it is this browser's.
    waiting: Option<Waiting>,
    /// What the browser shows of the portal session that asked, where that is looked at.
    handoff: Option<HandOff>,
}

impl From<Principal> for Asker {
    fn from(principal: Principal) -> Asker {
        Asker { principal, waiting: None, handoff: None }
    }
}

async fn principal(
    identity: &Identity,
    headers: &HeaderMap,
    slug: Option<&Slug>,
    path: &str,
    foreign: &mut Option<Event>,
) -> Result<Asker, Error> {
    let env = &identity.site.env;
    if path.starts_with("/pic/") {
        return Ok(Principal::Anonymous.into());
    }
    if let Some(Slug(slug)) = slug {
        let place = path.split('?').next().unwrap_or_default();
        let token = token(headers, &cookie::behalf(slug));
        let found = match &token {
            // What a page asks by itself is no use of the session.
            Some(token) if [ALIVE, VERSION].contains(&place) || place.starts_with(MEDIA) => {
                domain::behalf::found::peek(env, now(), slug, token).await?
            }
            Some(token) => domain::behalf::found::principal(env, now(), slug, token).await?,
            None => Found::Nothing,
        };
        if let (Found::Nothing, Some(token)) = (&found, &token) {
            *foreign = session::misplaced(env, SessionKind::OnBehalf, token).await?;
        }
        if is_before_open(place) {
            return verifying(identity, headers, slug, found, foreign).await;
        }
        return match found {
            Found::Open(principal) => Ok((*principal).into()),
            Found::Over(ended) => Err(Error::Ended(ended)),
            Found::Waiting(_) | Found::Nothing => Err(Error::Ended(Ended {
                slug: slug.clone(),
                why: if token.is_some() { NotOpen::Unusable } else { NotOpen::NoCookie },
                at: now(),
                contact: String::new(),
            })),
        };
    }
    let (realm, name) = if is_portal(path) { (Realm::Portal, cookie::PORTAL) } else { (Realm::Shop, cookie::SHOP) };
    let Some(token) = token(headers, name) else { return Ok(Principal::Anonymous.into()) };
    // What a page asks by itself is no use of the session.
    let found = match path.split('?').next() {
        Some(LIVE | VERSION) => session::peek(env, now(), realm, &token).await?,
        Some(place) if place.starts_with(MEDIA) => session::peek(env, now(), realm, &token).await?,
        _ => session::principal(env, now(), realm, &token).await?,
    };
    if let Principal::Anonymous = found {
        *foreign = session::misplaced(env, realm.into(), &token).await?;
    }
    Ok(found.into())
}

/// Whether an address under a slug is for a session that is not open yet.
fn is_before_open(place: &str) -> bool {
    place == "/verify" || place.starts_with("/verify/") || place == "/api/behalf/verify"
}

/// The pages before a session is open are only for the browser that asked (R34): at one host it shows the cookie of its
/// portal session, at a host of its own a key.
async fn verifying(
    identity: &Identity,
    headers: &HeaderMap,
    slug: &str,
    found: Found,
    foreign: &mut Option<Event>,
) -> Result<Asker, Error> {
    let env = &identity.site.env;
    let handoff = match (&identity.site.hosts, token(headers, cookie::PORTAL)) {
        (Some(_), _) => token(headers, &cookie::handoff(slug)).map(|key| HandOff::Key(key.hash())),
        (None, Some(token)) => match session::peek(env, now(), Realm::Portal, &token).await? {
            Principal::Staff(_, session) => Some(HandOff::Portal(session)),
            _ => {
                let event = session::misplaced(env, SessionKind::Portal, &token).await?;
                *foreign = event.or(foreign.take());
                None
            }
        },
        (None, None) => None,
    };
    let asker = match (found, &handoff) {
        (Found::Open(principal), _) => (*principal).into(),
        (Found::Waiting(waiting), Some(HandOff::Portal(session))) if waiting.is_of(*session) => {
            Asker { waiting: Some(*waiting), ..Principal::Anonymous.into() }
        }
        // Since the verification its own cookie takes the place of the key.
        (Found::Waiting(waiting), _) if identity.site.hosts.is_some() => {
            Asker { waiting: Some(*waiting), ..Principal::Anonymous.into() }
        }
        _ => Principal::Anonymous.into(),
    };
    Ok(Asker { handoff, ..asker })
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    texts.flat_map(|v| v.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

fn names(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    pairs(headers).map(|(name, _)| name)
}

fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    pairs(headers).filter(move |(n, _)| *n == name).map(|(_, value)| value)
}

fn token(headers: &HeaderMap, name: &str) -> Option<Token> {
    cookies(headers, name).next().and_then(Token::parse)
}

fn theme(headers: &HeaderMap) -> Option<&'static str> {
    match cookies(headers, cookie::THEME).next() {
        Some("dark") => Some("dark"),
        Some("light") => Some("light"),
        _ => None,
    }
}

/// What the browser says about languages.
fn asked(headers: &HeaderMap) -> Asked {
    Asked {
        chosen: cookies(headers, cookie::LANGUAGE).next().and_then(Language::parse),
        accepted: headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Language::accepted),
    }
}

fn visited(stores: &[Store], headers: &HeaderMap) -> usize {
    let code = cookies(headers, cookie::STORE).next();
    code.and_then(|code| stores.iter().position(|s| s.code == code)).unwrap_or(0)
}

/// The store of a request: the customer's own, or the one that the visitor looks at.
fn store_of<'a>(stores: &'a [Store], principal: &Principal, visited: usize) -> &'a Store {
    let own = match principal {
        Principal::Customer(customer, _) | Principal::Behalf(_, customer, _) => {
            stores.iter().find(|store| store.id == customer.store)
        }
        Principal::Anonymous | Principal::System | Principal::Staff(..) => None,
    };
    own.unwrap_or(&stores[visited])
}

fn origin(request: &http::Request<()>, id: String) -> Origin {
    let text = |name| request.headers().get(name).and_then(|v: &HeaderValue| v.to_str().ok()).unwrap_or_default();
    Origin {
        id,
        method: request.method().as_str().chars().take(16).collect(),
        route: request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |p| p.as_str().to_owned()),
        ip: request.extensions().get::<Peer>().map(|Peer(ip)| ip.to_string()).unwrap_or_default(),
        user_agent: text(USER_AGENT).chars().filter(|c| !c.is_control()).take(200).collect(),
    }
}

fn is_html(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).is_some_and(|v| v.starts_with("text/html"))
}
