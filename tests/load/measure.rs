//! Counts how many answers come back, and how long each takes.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::connection::Connection;

/// What a number of connections got out of the server together.
pub struct Rate {
    pub per_second: f64,
    pub median: Duration,
    pub p99: Duration,
    /// Answers with another status than the one expected.
    pub refused: usize,
}

/// Sends the requests over so many connections, each sending its next when answered, until none is left or time is up.
pub async fn drive(
    address: &str,
    connections: usize,
    limit: Duration,
    expected: u16,
    next: impl FnMut() -> Option<Arc<[u8]>> + Send + 'static,
) -> io::Result<Rate> {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(address).await?);
    }
    let requests = Arc::new(Mutex::new(next));
    let started = Instant::now();
    let clients = open.into_iter().map(|mut connection| {
        let requests = requests.clone();
        tokio::spawn(async move {
            let (mut times, mut refused) = (Vec::new(), 0);
            while started.elapsed() < limit {
                let request = { requests.lock().unwrap_or_else(|poisoned| poisoned.into_inner())() };
                let Some(request) = request else { break };
                let sent = Instant::now();
                let answer = connection.send(&request).await?;
                times.push(sent.elapsed());
                refused += usize::from(answer.status != expected);
            }
            io::Result::Ok((times, refused))
        })
    });
    let (mut times, mut refused) = (Vec::new(), 0);
    for client in clients.collect::<VecDeque<_>>() {
        let (own, own_refused) = client.await.map_err(io::Error::other)??;
        times.extend(own);
        refused += own_refused;
    }
    let elapsed = started.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: f64| {
        times
            .get(((times.len() as f64 - 1.0) * share).max(0.0) as usize)
            .copied()
            .unwrap_or_default()
    };
    Ok(Rate { per_second: times.len() as f64 / elapsed, median: at(0.5), p99: at(0.99), refused })
}
