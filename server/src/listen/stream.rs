//! The stream between the socket and HTTP. It tells the connection what moves, completes the answers that hyper gives by
//! itself, and comes back when HTTP is done with it, so that the last answer is not lost.

use super::connection::Connection;
use crate::refusal;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};

/// How long what a client still sends is read and thrown away after the last answer.
const LINGER: Duration = Duration::from_secs(5);
/// How much of it.
const MOST: usize = 16 * 1024 * 1024;

/// Where the stream lies once HTTP is done with it.
pub type Rest<S> = Arc<Mutex<Option<S>>>;

/// A stream that is watched.
pub struct Watched<S> {
    inner: Option<S>,
    connection: Arc<Connection>,
    rest: Rest<S>,
    /// The client will send no more.
    is_over: bool,
    /// An answer of ours in the place of one of hyper's, and how much of it is written.
    instead: Option<(Vec<u8>, usize)>,
}

impl<S> Watched<S> {
    pub fn new(inner: S, connection: Arc<Connection>) -> (Watched<S>, Rest<S>) {
        let rest = Rest::default();
        (Watched { inner: Some(inner), connection, rest: rest.clone(), is_over: false, instead: None }, rest)
    }
}

impl<S> Drop for Watched<S> {
    fn drop(&mut self) {
        if !self.is_over {
            *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = self.inner.take();
        }
    }
}

/// After the last answer: what the client still sends is read for a while, because closing a socket with something unread
/// in it takes the answer away from the client (RFC 9112, 9.6).
pub async fn linger<S: AsyncRead + AsyncWrite + Unpin>(rest: &Rest<S>) {
    let Some(mut stream) = rest.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    let reading = async {
        let _ = stream.shutdown().await;
        let mut piece = vec![0; 16 * 1024];
        let mut left = MOST;
        while let Ok(read) = stream.read(&mut piece).await {
            left = left.saturating_sub(read);
            if read == 0 || left == 0 {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(LINGER, reading).await;
}

fn gone() -> io::Error {
    io::ErrorKind::NotConnected.into()
}

impl<S: AsyncWrite + Unpin> Watched<S> {
    /// Writes what stands in the place of an answer of hyper's.
    fn poll_instead(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some((bytes, written)) = &mut self.instead {
            let inner = self.inner.as_mut().ok_or_else(gone)?;
            let n = ready!(Pin::new(inner).poll_write(cx, &bytes[*written..]))?;
            *written += n;
            if n == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            if *written == bytes.len() {
                self.instead = None;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Takes over an answer that hyper gives by itself.
    fn replaces(&mut self, bytes: &[u8]) -> bool {
        self.instead = refusal::completed(bytes).map(|answer| (answer, 0));
        self.instead.is_some()
    }

    fn note_written(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Ready(Ok(n)) => self.connection.wrote(Some(*n)),
            Poll::Pending => self.connection.wrote(None),
            Poll::Ready(Err(_)) => {}
        }
        written
    }

    fn told_flush(&self, flushed: Poll<io::Result<()>>) -> Poll<io::Result<()>> {
        match &flushed {
            Poll::Ready(_) => self.connection.flushed(),
            Poll::Pending => self.connection.wrote(None),
        }
        flushed
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        ready!(Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_read(cx, buf))?;
        if buf.filled().len() == before && buf.remaining() > 0 {
            this.is_over = true;
        } else {
            this.connection.read();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        ready!(this.poll_instead(cx))?;
        if this.replaces(buf) {
            return Poll::Ready(Ok(buf.len()));
        }
        let written = Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_write(cx, buf);
        this.note_written(written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        ready!(this.poll_instead(cx))?;
        if let [only] = bufs
            && this.replaces(only)
        {
            return Poll::Ready(Ok(only.len()));
        }
        let written = Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_write_vectored(cx, bufs);
        this.note_written(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = match this.poll_instead(cx) {
            Poll::Ready(Ok(())) => Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_flush(cx),
            other => other,
        };
        this.told_flush(flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_instead(cx))?;
        Pin::new(this.inner.as_mut().ok_or_else(gone)?).poll_shutdown(cx)
    }
}
