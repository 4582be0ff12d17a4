use poem::{Route, handler};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::*;
use crate::http::get;

const LONG: usize = 1024 * 1024;

#[handler]
fn page() -> &'static str {
    "ok"
}

#[handler]
async fn slow() -> &'static str {
    sleep(Duration::from_secs(5)).await;
    "done"
}

#[handler]
fn long() -> Vec<u8> {
    vec![b'a'; LONG]
}

/// A connection whose other end is in the test, and the switch that stops the server.
fn connection() -> (DuplexStream, watch::Sender<bool>) {
    let (ours, theirs) = duplex(64 * 1024);
    let (stopping, told) = watch::channel(false);
    let app = Route::new()
        .at("/", get(page))
        .at("/slow", get(slow))
        .at("/long", get(long));
    let local = LocalAddr(Addr::Custom("test", "local".into()));
    let remote = RemoteAddr(Addr::Custom("test", "remote".into()));
    tokio::spawn(serve_connection(theirs, Arc::new(app), (local, remote), told, ServeLimits::default()));
    (ours, stopping)
}

async fn read_to_end(mut connection: DuplexStream) -> String {
    let mut text = String::new();
    connection.read_to_string(&mut text).await.expect("text");
    text
}

#[tokio::test(start_paused = true)]
async fn f13_half_a_header_then_silence_is_cut() {
    let (mut ours, _stopping) = connection();
    let begun = Instant::now();
    ours.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-a: ")
        .await
        .expect("written");
    read_to_end(ours).await;
    assert!(begun.elapsed() <= Duration::from_secs(21), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn f13_a_header_that_drips_is_cut() {
    let (mut ours, _stopping) = connection();
    let begun = Instant::now();
    while ours.write_all(b"x").await.is_ok() {
        sleep(Duration::from_secs(1)).await;
        assert!(begun.elapsed() < Duration::from_secs(60));
    }
}

#[tokio::test(start_paused = true)]
async fn f13_a_connection_that_says_nothing_is_closed() {
    let (ours, _stopping) = connection();
    let begun = Instant::now();
    read_to_end(ours).await;
    assert!(begun.elapsed() <= Duration::from_secs(21));
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_kept_between_requests_while_the_reader_reads() {
    let (mut ours, _stopping) = connection();
    for _ in 0..5 {
        ours.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .expect("written");
        let mut answer = vec![0; 4096];
        let length = ours.read(&mut answer).await.expect("answer");
        assert!(String::from_utf8_lossy(&answer[..length]).starts_with("HTTP/1.1 200"));
        sleep(Duration::from_secs(15)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn f3_a_request_that_has_begun_is_answered_after_the_signal() {
    let (mut ours, stopping) = connection();
    ours.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("written");
    sleep(Duration::from_secs(1)).await;
    stopping.send_replace(true);
    let answer = read_to_end(ours).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn f13_a_reader_who_stops_reading_is_left() {
    let (mut ours, stopping) = connection();
    ours.write_all(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("written");
    timeout(Duration::from_secs(60), stopping.closed())
        .await
        .expect("the connection ends");
    assert!(read_to_end(ours).await.len() < LONG);
}

#[tokio::test]
async fn the_server_answers_and_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("port");
    let address = listener.local_addr().expect("address");
    let (stop, stopped) = oneshot::channel::<()>();
    let app = Route::new().at("/", get(page));
    let server = tokio::spawn(serve(listener, app, async { drop(stopped.await) }, ServeLimits::default()));
    let mut client = tokio::net::TcpStream::connect(address).await.expect("connection");
    client
        .write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .await
        .expect("written");
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.expect("answer");
    assert!(answer.ends_with("ok"), "{answer}");
    drop(stop);
    server.await.expect("task").expect("end");
}
