//! From the socket to the router and back: room for connections, deadlines for slow clients, and an end that finishes what
//! is under way.
//!
//! Every connection is in a [`room::Room`], which closes what is over its deadline ([`connection`]) and whose client has
//! been waited for the longest when room is short. What lies between the socket and HTTP, such as TLS, is a [`Wrap`].

mod answer;
mod connection;
mod room;
mod stream;

use crate::proxies::Proxies;
use crate::tls::Secure;
use axum::Router;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use room::{Place, Room};
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use stream::{Watched, linger};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How often connections are looked at.
const LOOK: Duration = Duration::from_millis(250);
/// Time that requests under way have when the process is asked to end.
const GRACE: Duration = Duration::from_secs(20);
/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;
/// Files that the process needs besides its connections: the database, logs, mail, connections that are being closed.
const OTHER_FILES: u64 = 256;

/// What lies between the socket and HTTP. Its handshake is part of the time for the first head.
pub trait Wrap: Clone + Send + Sync + 'static {
    /// What HTTP is spoken over.
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Makes it of a new connection; an error closes that.
    fn wrap(&self, socket: TcpStream) -> impl Future<Output = io::Result<Self::Stream>> + Send;

    /// Whether nobody on the way can read it.
    fn is_secure(_: &Self::Stream) -> bool {
        false
    }
}

/// Nothing at all.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Wrap for Plain {
    type Stream = TcpStream;

    async fn wrap(&self, socket: TcpStream) -> io::Result<TcpStream> {
        Ok(socket)
    }
}

/// Serves one router on any number of listeners, which share the room for connections.
pub struct Server {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
}

struct Shared {
    router: Router,
    room: Arc<Room>,
    proxies: Arc<Proxies>,
    builder: Builder<TokioExecutor>,
}

impl Server {
    /// A server with room for `connections`, `share` of them for one address.
    pub fn new(router: Router, connections: usize, share: usize, proxies: Proxies) -> Server {
        let mut builder = Builder::new(TokioExecutor::new());
        // Its time for heads would begin with the end of the answer before: ours knows idle from slow.
        builder.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(LARGEST_HEAD).max_headers(100);
        builder.http2().timer(TokioTimer::new()).max_header_list_size(32 * 1024).max_concurrent_streams(100);
        let room = Arc::new(Room::new(connections, share));
        let shared = Arc::new(Shared { router, room, proxies: Arc::new(proxies), builder });
        Server { shared, stop: watch::Sender::new(false) }
    }

    /// Begins to serve on `listener`.
    pub fn open<W: Wrap>(&self, listener: TcpListener, wrap: W) {
        tokio::spawn(accept(self.shared.clone(), listener, wrap, self.stop.subscribe()));
    }

    /// Looks after deadlines while `stop` is waited for, then finishes what is under way.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let room = self.shared.room.clone();
        let looking = async {
            let mut turn = tokio::time::interval(LOOK);
            loop {
                turn.tick().await;
                room.sweep(Instant::now());
            }
        };
        let ending = async {
            stop.await;
            self.stop.send_replace(true);
            if tokio::time::timeout(GRACE, self.stop.closed()).await.is_err() {
                tracing::warn!("some requests were cut off after {} s", GRACE.as_secs());
            }
        };
        tokio::select! {
            () = ending => {}
            () = looking => {}
        }
    }
}

/// Lets the process have as many files open as `connections` need; says how many connections there can be.
pub fn with_files(connections: usize) -> usize {
    let beside = OTHER_FILES + room::RESERVE as u64;
    let wanted = connections as u64 + beside;
    let most = match rlimit::increase_nofile_limit(wanted) {
        Ok(most) => most,
        Err(error) => {
            tracing::warn!(%error, "the limit of open files cannot be raised");
            rlimit::Resource::NOFILE.get_soft().unwrap_or(wanted)
        }
    };
    if most >= wanted {
        return connections;
    }
    let fits = usize::try_from(most.saturating_sub(beside)).unwrap_or(connections).max(16);
    tracing::warn!("connections: the limit of open files is {most}, so there are {fits} instead of {connections}");
    fits
}

async fn accept<W: Wrap>(shared: Arc<Shared>, listener: TcpListener, wrap: W, mut stop: watch::Receiver<bool>) {
    loop {
        let accepted = tokio::select! {
            _ = stop.wait_for(|stops| *stops) => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((socket, peer)) = accepted else {
            // Out of files, most likely: somebody who is waited for goes.
            shared.room.make_room(Instant::now());
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let peer = peer.ip().to_canonical();
        let Some(place) = shared.room.admit(peer, shared.proxies.is_trusted(peer), Instant::now()) else {
            continue;
        };
        tokio::spawn(serve(shared.clone(), wrap.clone(), socket, Arc::new(place), stop.clone()));
    }
}

/// One connection from its first packet to its last.
async fn serve<W: Wrap>(
    shared: Arc<Shared>,
    wrap: W,
    socket: TcpStream,
    place: Arc<Place>,
    mut stop: watch::Receiver<bool>,
) {
    let connection = place.connection.clone();
    let _ = socket.set_nodelay(true);
    let wrapped = tokio::select! {
        wrapped = wrap.wrap(socket) => wrapped,
        () = connection.is_cut() => return,
        _ = stop.wait_for(|stops| *stops) => return,
    };
    let (is_secure, (watched, rest)) = match wrapped {
        Ok(stream) => (W::is_secure(&stream), Watched::new(stream, connection.clone())),
        Err(error) => {
            tracing::debug!(%error, "no connection came about");
            return;
        }
    };
    let (answering, proxies, router) = (place.clone(), shared.proxies.clone(), shared.router.clone());
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        if is_secure {
            request.extensions_mut().insert(Secure);
        }
        let answer = answer::answer(answering.clone(), proxies.clone(), router.clone(), request);
        async move { Ok::<_, Infallible>(answer.await) }
    });
    let mut http = Box::pin(shared.builder.serve_connection(TokioIo::new(watched), service));
    let mut is_asked = false;
    loop {
        tokio::select! {
            ended = http.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended");
                }
                break;
            }
            () = connection.is_cut() => return,
            () = connection.asked(), if !is_asked => {
                is_asked = true;
                http.as_mut().graceful_shutdown();
            }
            _ = stop.wait_for(|stops| *stops), if !is_asked => connection.ask(),
        }
    }
    drop(http);
    tokio::select! {
        () = linger(&rest) => {}
        () = connection.is_cut() => {}
        _ = stop.wait_for(|stops| *stops) => {}
    }
}
