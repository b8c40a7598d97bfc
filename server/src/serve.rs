//! Puts the process together: routes, layers, jobs, and an orderly end.

use crate::config::Config;
use crate::host::is_this_machine;
use crate::identity::{Identity, identify};
use crate::ready::Ready;
use crate::tls::{Door, Tls};
use crate::{assets, headers, listen, mail, prefix, tls};
use app::respond::Fail;
use app::web::{Https, KnownLogin, Site};
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use domain::audit::compare::schema;
use domain::audit::running;
use domain::audit::signer::Signer;
use domain::audit::unsigned::Unsigned;
use domain::behalf::live::{Live, hear};
use domain::cx::Cx;
use domain::env::Env;
use domain::error::Error;
use domain::store::Store;
use domain::time::Micros;
use http::StatusCode;
use std::any::Any;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tower::{Layer, ServiceBuilder};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::TimeoutLayer;

/// The largest body of any request.
const LARGEST_BODY: usize = 1024 * 1024;
/// Time one request may take.
const DEADLINE: Duration = Duration::from_secs(30);
/// How often what time has ended is written down.
const SWEEP: Duration = Duration::from_secs(15);
/// How long events wait for a signature at most.
const SIGN: Duration = Duration::from_secs(60);
/// How often a process looks whether it is its turn to sign.
const TURN: Duration = Duration::from_secs(10);

/// Starts the operational log. It is not the record of what was done: that is in the database.
pub fn log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log).unwrap_or_default();
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let started = if config.log_json { builder.json().try_init() } else { builder.compact().try_init() };
    drop(started);
}

/// Serves until the process is asked to end.
pub async fn serve(config: &Config, env: Arc<Env>) -> Result<(), String> {
    let cx = Cx::system(env.clone(), crate::cli::now(), "serve");
    let stores = unlock(config, &cx).await?;
    let signer = Arc::new(Signer::open(&cx, &config.outside).await.map_err(crate::cli::operator_message)?);
    let listener =
        TcpListener::bind(config.addr).await.map_err(|e| format!("addr: {} cannot be served on: {e}", config.addr))?;
    let addr = listener.local_addr().unwrap_or(config.addr);
    let door = Door::open(&config.tls, &config.tls_file, &config.own_names())?.map(Arc::new);
    let site = Arc::new(site(config, env.clone(), stores, addr.port()));
    if let Some(trouble) = env.part::<Unsigned>().trouble() {
        tracing::warn!("{trouble}");
    }
    running::started(&cx, config.redacted_settings()).await.map_err(crate::cli::operator_message)?;
    let _whole_writes = too_large_a_file();
    // Install signal handlers before announcing readiness: a supervisor may end the process as soon as it reads the announcement.
    let ended = ended();
    tracing::info!(engine = env.db.engine(), %addr, demo = env.demo, "serving");
    if let Some((link, until)) = domain::set_up::link(&cx).await.map_err(crate::cli::operator_message)? {
        println!("{}", set_up(&link, until));
    }
    println!("{}", served(config, addr, door.is_some()));
    let signing = tokio::spawn(sign(env.clone(), signer.clone()));
    let hearing = tokio::spawn(hear(env.clone()));
    let renewal = door.clone().map(|door| tokio::spawn(door.follow()));
    let sweeper = tokio::spawn(sweep(env.clone()));
    let importer = tokio::spawn(domain::import::job::worker::serve(env.clone(), crate::cli::now));
    let post = tokio::spawn(mail::deliver(env.clone(), config.mail.clone(), config.mail_from.clone()));
    let over = env.clone();
    let ended = async move {
        ended.await;
        // Open streams are requests under way that would never finish.
        over.part::<Live>().close();
    };
    let connections = listen::with_files(config.connections);
    let server = listen::Server::new(router(config, site), connections, config.share, config.trusted_proxies.clone());
    match door {
        Some(door) => server.open(listener, door),
        None => server.open(listener, listen::Plain),
    }
    server.run(ended).await;
    sweeper.abort();
    importer.abort();
    post.abort();
    signing.abort();
    hearing.abort();
    if let Some(renewal) = renewal {
        renewal.abort();
    }
    stop(&env, &signer).await;
    env.db.close().await;
    Ok(())
}

/// Takes the key of what is sealed, and looks whether pages can be shown from this database at all; gives its stores, none before it is set up.
pub async fn unlock(config: &Config, cx: &Cx) -> Result<Vec<Store>, String> {
    let stores = domain::store::list(cx.env()).await.map_err(|e| format!("the stores could not be read: {e:?}"))?;
    domain::factor::db::unlock(cx, &config.secret_key).await.map_err(crate::cli::operator_message)?;
    schema::require_guards(cx).await.map_err(crate::cli::operator_message)?;
    if domain::entry::prepare(cx.db()).await.map_err(crate::cli::operator_message)? {
        tracing::info!("what lists are sorted and searched by was made again");
    }
    Ok(stores)
}

/// What all pages share. `port`: the one that is served on.
pub fn site(config: &Config, env: Arc<Env>, stores: Vec<Store>, port: u16) -> Site {
    let mut site = Site::new(env, stores, assets::PKG.to_owned(), config.apart(), demo::drawing::svg);
    if site.env.demo {
        let known = demo::logins().into_iter();
        site.known_logins =
            known.map(|l| KnownLogin { role: l.role, name: l.name, login: l.login, password: l.password }).collect();
    }
    site.https = config.https(port).map(|url| Https {
        origin: url.origin().ascii_serialization(),
        self_made: config.tls == Tls::SelfSigned && url.host_str().is_some_and(is_this_machine),
    });
    site
}

/// What is said while there is no administrator or no store.
fn set_up(link: &str, until: Micros) -> String {
    format!(
        "\n  This installation is not set up yet. Open this link, which works once, until {} (UTC):\n\n  {link}\n\n  \
         Anybody who has the link can use it. A new start of the program makes a new one.\n",
        until.minute()
    )
}

/// The line that says where it serves.
fn served(config: &Config, addr: SocketAddr, with_tls: bool) -> String {
    let https = config.https(addr.port()).filter(|_| with_tls).map(|url| url.to_string());
    match (https, &config.tls) {
        (Some(https), Tls::SelfSigned) => format!("Serving on http://{addr}/ and {https} (end with Ctrl+C)"),
        (Some(_), _) => format!("Serving on https://{addr}/ (end with Ctrl+C)"),
        (None, _) => format!("Serving on http://{addr}/ (end with Ctrl+C)"),
    }
}

/// The whole of it, from the outermost layer in.
pub fn router(config: &Config, site: Arc<Site>) -> Router {
    let hosts = config.hosts.clone().map(Arc::new);
    let known = match config.apart() {
        Some(apart) => Some(Arc::new(vec![apart.shop.name, apart.portal.name])),
        None => hosts.clone(),
    };
    let is_only = matches!(config.tls, Tls::Files { .. });
    let only_secure = move |request: Request, next: Next| tls::only_secure(is_only, known.clone(), request, next);
    let identity = Identity { site: site.clone(), hosts };
    let pages = app::routes::routes()
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(identity, identify))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(middleware::from_fn(headers::own_origin))
                .layer(headers::forged(site.hosts.is_some()))
                .layer(middleware::from_fn(headers::stated_origin))
                .layer(middleware::from_fn(headers::declared_kind))
                .layer(DefaultBodyLimit::max(LARGEST_BODY)),
        )
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    let ready = Arc::new(Ready::new(site.env.clone()));
    let inner = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(move || async move { ready.answer().await }))
        .route("/pkg/{*path}", get(assets::serve))
        .merge(pages);
    // Routing sees the address without /as/{slug}, so the prefix is taken off before it.
    let stripped = tower::util::MapRequestLayer::new(prefix::strip as fn(Request) -> Request).layer(inner);
    Router::new().fallback_service(stripped).layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn(headers::fixed))
            .layer(middleware::from_fn(only_secure))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, DEADLINE))
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn(headers::one_host)),
    )
}

fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    Fail::Error(Error::Internal(format!("panic: {}", text.unwrap_or("no message")))).into_response()
}

/// Writes down the end of on-behalf sessions that time has ended.
async fn sweep(env: Arc<Env>) {
    let mut turn = tokio::time::interval(SWEEP);
    let mut turns = 0_u32;
    loop {
        turn.tick().await;
        let cx = Cx::system(env.clone(), crate::cli::now(), "sweep");
        if let Err(error) = domain::behalf::over::sweep(&cx).await {
            tracing::warn!(?error, "the sweep of on-behalf sessions failed");
        }
        // What only time brings about, more seldom.
        if turns.is_multiple_of(4) {
            for (what, swept) in [
                ("links and codes", domain::expiry::sweep(&cx).await.map(drop)),
                ("steps of signing in", domain::factor::challenge::sweep(&cx).await.map(drop)),
                ("orders that wait for approval", domain::order::approval::expire::sweep(&cx).await.map(drop)),
                ("counts of wrong tries", domain::throttle::sweep(&cx).await.map(drop)),
                ("quick orders", domain::quick_order::db::sweep(&cx).await.map(drop)),
                ("files of imports", domain::import::job::page::sweep(&cx).await),
                ("problems of pages", domain::problem::db::sweep(&cx).await.map(drop)),
                ("mails", domain::outbox::sweep(&cx).await.map(drop)),
            ] {
                if let Err(error) = swept {
                    tracing::warn!(?error, "the sweep of {what} failed");
                }
            }
        }
        turns = turns.wrapping_add(1);
        if let Err(error) = cx.tell_counted(false).await {
            tracing::warn!(?error, "refusals that were counted could not be recorded");
        }
    }
}

/// Signs the log: when enough events are there, and every minute (R85).
async fn sign(env: Arc<Env>, signer: Arc<Signer>) {
    loop {
        let cx = Cx::system(env.clone(), crate::cli::now(), "sign");
        let is_ours = signer.sign_in_turn(&cx).await.unwrap_or_else(|error| {
            tracing::error!(?error, "the log was not signed");
            true
        });
        let _ = tokio::time::timeout(if is_ours { SIGN } else { TURN }, env.part::<Unsigned>().enough()).await;
    }
}

/// The last events of the process, and the checkpoint over them.
async fn stop(env: &Arc<Env>, signer: &Signer) {
    let cx = Cx::system(env.clone(), crate::cli::now(), "stop");
    let recorded = async {
        cx.tell_counted(true).await?;
        running::stopping(&cx).await?;
        signer.sign_in_turn(&cx).await?;
        signer.leave(&cx).await
    };
    if let Err(error) = recorded.await {
        tracing::error!(?error, "the end of the process was not signed");
    }
}

/// A file that reaches its limit of size (`ulimit -f`) is a write that fails, and not the end of the process.
fn too_large_a_file() -> std::io::Result<Signal> {
    // SIGXFSZ, which has this number on Linux and macOS.
    signal(SignalKind::from_raw(25))
}

/// Ready when the process is asked to end. The handlers stand as soon as this is called.
fn ended() -> impl Future<Output = ()> {
    let (terminated, interrupted) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async fn heard(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    }
    async move {
        tokio::select! {
            () = heard(terminated) => {}
            () = heard(interrupted) => {}
        }
    }
}
