//! One request and its answer: who asks, whether there is room for it, and whose turn it is.

use super::connection::{Exchange, Turn};
use super::room::{Asking, Place};
use crate::identity::Peer;
use crate::proxies::Proxies;
use crate::refusal::refusal;
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use http::header::{CONNECTION, CONTENT_TYPE, EXPECT, RETRY_AFTER};
use http::{HeaderValue, StatusCode, Version};
use hyper::body::{Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio::time::Sleep;
use tower::Service;

/// Time a client has for a body.
const BODY: Duration = Duration::from_secs(20);
/// How much of a body that nobody read is read after the answer is known, and for how long: then the connection goes on.
const LEFT: usize = 64 * 1024;
const DRAIN: Duration = Duration::from_millis(100);

/// Answers one request of a connection.
pub async fn answer(
    place: Arc<Place>,
    proxies: Arc<Proxies>,
    mut router: Router,
    request: hyper::Request<Incoming>,
) -> Response {
    let connection = &place.connection;
    let version = request.version();
    let exchange = Arc::new(connection.begin(version));
    let expects = request.headers().contains_key(EXPECT);
    let client = proxies.client(connection.peer, request.headers());
    let is_health = matches!(request.uri().path(), "/healthz" | "/readyz");
    let upload = Arc::new(Upload::default());
    let asking = place.room().request(client);
    let mut request: Request = request.map(|body| received(body, &upload, &exchange));
    let mut response = if connection.is_reserve && !is_health {
        drop(request);
        later(StatusCode::SERVICE_UNAVAILABLE)
    } else if asking.is_none() && !is_health {
        drop(request);
        later(StatusCode::TOO_MANY_REQUESTS)
    } else {
        request.extensions_mut().insert(Peer(client));
        match router.call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    };
    if upload.is_late.load(Ordering::Relaxed) {
        response = refusal(StatusCode::REQUEST_TIMEOUT);
    }
    let is_read = upload.drain(expects).await;
    let closes = !is_read || connection.is_reserve || response.status() == StatusCode::REQUEST_TIMEOUT;
    if closes && version < Version::HTTP_2 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let is_stream = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    // An open stream of events is no request that is being answered.
    let asking = asking.filter(|_| !is_stream);
    response.map(|inner| Body::new(Sent { inner, exchange, is_stream, _asking: asking }))
}

/// Too much is under way: come back soon.
fn later(status: StatusCode) -> Response {
    let mut response = refusal(status);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    response
}

/// What is known of the body of a request.
#[derive(Default)]
struct Upload {
    /// What the handler left of it.
    rest: Mutex<Option<Incoming>>,
    is_late: AtomicBool,
}

impl Upload {
    /// Whether the body was read to its end, reading a little more for that.
    async fn drain(&self, expects: bool) -> bool {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut body) = rest else { return true };
        // Who asks before sending has not sent anything, and is not asked to.
        if expects || body.size_hint().lower() > LEFT as u64 {
            return false;
        }
        let reading = async {
            let mut left = LEFT;
            loop {
                match std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
                    None => return true,
                    Some(Err(_)) => return false,
                    Some(Ok(frame)) => match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
                        Some(rest) => left = rest,
                        None => return false,
                    },
                }
            }
        };
        tokio::time::timeout(DRAIN, reading).await.unwrap_or(false)
    }
}

/// The body of a request for its handler.
fn received(body: Incoming, upload: &Arc<Upload>, exchange: &Arc<Exchange>) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    let (upload, exchange) = (upload.clone(), exchange.clone());
    Body::new(Received { inner: Some(body), upload, exchange, deadline: None, is_done: false })
}

struct Received {
    inner: Option<Incoming>,
    upload: Arc<Upload>,
    exchange: Arc<Exchange>,
    deadline: Option<Pin<Box<Sleep>>>,
    is_done: bool,
}

impl HttpBody for Received {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let Some(inner) = &mut this.inner else { return Poll::Ready(None) };
        match Pin::new(inner).poll_frame(cx) {
            Poll::Ready(frame) => {
                this.exchange.turn(Turn::Program);
                this.is_done = !matches!(frame, Some(Ok(_)));
                Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)))
            }
            Poll::Pending => {
                this.exchange.turn(Turn::Body(Instant::now()));
                let deadline = this.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep(BODY)));
                ready!(deadline.as_mut().poll(cx));
                this.upload.is_late.store(true, Ordering::Relaxed);
                this.inner = None;
                this.exchange.turn(Turn::Program);
                Poll::Ready(Some(Err(axum::Error::new(std::io::Error::from(std::io::ErrorKind::TimedOut)))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if let Some(body) = self.inner.take().filter(|body| !self.is_done && !body.is_end_stream()) {
            *self.upload.rest.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        }
    }
}

/// The body of an answer on its way to the client.
struct Sent {
    inner: Body,
    exchange: Arc<Exchange>,
    is_stream: bool,
    _asking: Option<Asking>,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = Pin::new(&mut this.inner).poll_frame(cx);
        this.exchange.turn(match &frame {
            // Until the next part is asked for.
            Poll::Ready(_) => Turn::Answer(Instant::now()),
            Poll::Pending if this.is_stream => Turn::Stream(Instant::now()),
            Poll::Pending => Turn::Program,
        });
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
