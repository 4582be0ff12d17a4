//! Connections: their deadlines, their number, and an end that loses no answer.
//!
//! Poem's own server sets no timer, so that half a header keeps a connection open for ever; here hyper is driven with one.

mod stalled;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, EndpointExt, Request};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use stalled::CutWhenStalled;

/// Bounds of one server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeLimits {
    /// From the opening of a connection, or the end of an answer, to the end of the next headers.
    pub headers: Duration,
    /// For the other side to take some bytes of an answer.
    pub answer: Duration,
    /// From the signal to stop to cutting what still goes on.
    pub stop: Duration,
    /// Open connections; more wait in the kernel's queue.
    pub connections: usize,
    /// Bytes of headers.
    pub header_bytes: usize,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(20),
            answer: Duration::from_secs(30),
            stop: Duration::from_secs(20),
            connections: 20_000,
            header_bytes: 32 * 1024,
        }
    }
}

/// Answers on `listener` until `stop` is done, then finishes the requests that have begun.
///
/// # Errors
/// When the address of the listener cannot be read.
pub async fn serve(
    listener: TcpListener,
    app: impl Endpoint + 'static,
    stop: impl Future<Output = ()>,
    limits: ServeLimits,
) -> io::Result<()> {
    let local = LocalAddr(Addr::SocketAddr(listener.local_addr()?));
    let app = Arc::new(app.map_to_response());
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stopping, told) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        while connections.try_join_next().is_some() {}
        let place = tokio::select! {
            () = &mut stop => break,
            place = places.clone().acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((socket, remote)) = accepted else {
            // No descriptors left, most often: some come back when connections end.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        // Answers are written whole: waiting to fill a packet only delays them.
        let _ = socket.set_nodelay(true);
        let peer = (local.clone(), RemoteAddr(Addr::SocketAddr(remote)));
        let connection = serve_connection(socket, app.clone(), peer, told.clone(), limits);
        connections.spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    stopping.send_replace(true);
    if timeout(limits.stop, async { while connections.join_next().await.is_some() {} })
        .await
        .is_err()
    {
        tracing::warn!(cut = connections.len(), "some requests did not end in time");
    }
    Ok(())
}

async fn serve_connection<E>(
    socket: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    app: Arc<E>,
    (local, remote): (LocalAddr, RemoteAddr),
    mut told: watch::Receiver<bool>,
    limits: ServeLimits,
) where
    E: Endpoint<Output = poem::Response> + 'static,
{
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (app, local, remote) = (app.clone(), local.clone(), remote.clone());
        async move {
            let request: Request = (request, local, remote, Scheme::HTTP).into();
            let response: hyper::Response<BoxBody<Bytes, io::Error>> = app.get_response(request).await.into();
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(limits.header_bytes)
        .serve_connection(TokioIo::new(CutWhenStalled::new(socket, limits.answer)), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // How it ended concerns nobody: the other side went away, or sent what is not HTTP and was told.
        _ = connection.as_mut() => return,
        _ = told.wait_for(|stopping| *stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// Done when the system asks the program to end (SIGTERM, or Ctrl-C in a terminal).
pub async fn stop_signal() {
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

#[cfg(test)]
mod tests;
