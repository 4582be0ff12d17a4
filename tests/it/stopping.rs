//! The signal to stop: nothing new is begun, what has begun ends, and soon.

use std::sync::Arc;
use std::time::Duration;

use poem::EndpointExt;
use poem::endpoint::make;
use tablee::app;
use tablee_core::jobs;
use tablee_core::ports::{Mailer, ReadyMail, SendFault};
use tablee_site::http::ServeLimits;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};

use crate::mail::seed::{rows, seed};
use crate::support::{App, Kind};

/// Far more than stopping may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server that takes its time, until it is told to answer.
#[derive(Clone, Default)]
struct Slow {
    has_begun: Arc<Notify>,
    answer: Arc<Notify>,
}

#[async_trait::async_trait]
impl Mailer for Slow {
    async fn send(&self, _: &ReadyMail) -> Result<(), SendFault> {
        self.has_begun.notify_one();
        self.answer.notified().await;
        Ok(())
    }
}

/// Waits until nobody listens at an address.
async fn is_deaf(address: &str) {
    let mut again = tokio::time::interval(Duration::from_millis(20));
    while TcpStream::connect(address).await.is_ok() {
        again.tick().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o17_no_mail_is_claimed_after_the_signal_and_stopping_ends_soon() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    let (cx, mailer) = (&app.cx, Slow::default());
    let seed = seed(cx).await;
    let contact = seed.follower(cx, "awa@ville.example", true).await;
    seed.tell(cx, &[contact]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let has_asked = Arc::new(Notify::new());
    let asked = has_asked.clone();
    let endless = make(move |_| {
        asked.notify_one();
        async { std::future::pending::<()>().await }
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let running = jobs::start(cx, Arc::new(mailer.clone()));
    let limits = ServeLimits { stop: Duration::from_secs(3), ..ServeLimits::default() };
    let endpoint = endless.map_to_response().boxed();
    let serving = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        app::run(listener, endpoint, running, stopped, limits).await
    });
    mailer.has_begun.notified().await;
    let mut reader = TcpStream::connect(&address).await.expect("a connection");
    reader
        .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("written");
    has_asked.notified().await;

    drop(stop);
    is_deaf(&address).await;
    // While the request is waited for, which takes longer than the worker's pauses, this one is due.
    seed.tell(cx, &[contact]).await;
    mailer.answer.notify_one();
    let ended = tokio::time::timeout(PATIENCE, serving).await.expect("it stops soon");
    ended.expect("no panic").expect("served");
    let mut states: Vec<_> = rows(cx)
        .await
        .into_iter()
        .map(|row| (row.state, row.attempts))
        .collect();
    states.sort();
    assert_eq!(states, [("queued".to_owned(), 0), ("sent".to_owned(), 1)]);
}
