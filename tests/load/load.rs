//! How many pages are read and votes taken each second: see README.md beside this file.

mod ballot;
mod connection;
mod measure;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use connection::Connection;
use measure::{Rate, drive};

/// Where and how hard to press.
struct Plan {
    host: String,
    consultation: String,
    voting: Option<String>,
    connections: usize,
    time: Duration,
    votes: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let Some(plan) = plan(std::env::args().skip(1).collect()) else {
        eprintln!("load HOST:PORT /c/SLUG [/c/SLUG/etape/N/voter] [--connections 64] [--seconds 10] [--votes 5000]");
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let page = Connection::open(&plan.host)
        .await?
        .send(ballot::get(&plan.host, &plan.consultation, "").as_bytes())
        .await?;
    let sheet = stylesheet(&page.text()).ok_or_else(|| io::Error::other("the consultation page has no style sheet"))?;
    println!("{} connections, {} s each, page of {} bytes", plan.connections, plan.time.as_secs(), page.text().len());
    let fixed = read(&plan, "/health").await?;
    line("the smallest answer", &fixed, &fixed);
    let file = read(&plan, &sheet).await?;
    line("a static file", &file, &file);
    line("consultation page", &read(&plan, &plan.consultation).await?, &file);
    if let Some(path) = &plan.voting {
        line("durable votes", &vote(&plan, path).await?, &file);
    }
    Ok(())
}

async fn read(plan: &Plan, path: &str) -> io::Result<Rate> {
    let request: Arc<[u8]> = ballot::get(&plan.host, path, "br").into_bytes().into();
    drive(&plan.host, plan.connections, plan.time, 200, move || Some(request.clone())).await
}

async fn vote(plan: &Plan, path: &str) -> io::Result<Rate> {
    let mut connection = Connection::open(&plan.host).await?;
    let mut filled_in = VecDeque::new();
    for _ in 0..plan.votes {
        filled_in.push_back(ballot::filled_in(&mut connection, &plan.host, path).await?);
    }
    drive(&plan.host, plan.connections, Duration::from_secs(600), 303, move || filled_in.pop_front()).await
}

fn line(what: &str, rate: &Rate, file: &Rate) {
    let times = format!("median {:.1?}, p99 {:.1?}", rate.median, rate.p99);
    let refused = if rate.refused == 0 { String::new() } else { format!(", {} REFUSED", rate.refused) };
    println!(
        "{what:<20} {:>9.0} /s  ×{:.2} of a static file  {times}{refused}",
        rate.per_second,
        rate.per_second / file.per_second
    );
}

fn stylesheet(page: &str) -> Option<String> {
    let link = page.split("<link ").find(|link| link.contains("rel=\"stylesheet\""))?;
    Some(link.split_once("href=\"")?.1.split('"').next()?.to_owned())
}

fn plan(arguments: Vec<String>) -> Option<Plan> {
    let number = |name: &str, otherwise: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.map_or(Some(otherwise), |at| arguments.get(at + 1)?.parse().ok())
    };
    let options = arguments
        .iter()
        .position(|argument| argument.starts_with("--"))
        .unwrap_or(arguments.len());
    let [host, consultation, voting @ ..] = &arguments[..options] else { return None };
    Some(Plan {
        host: host.clone(),
        consultation: consultation.clone(),
        voting: voting.first().cloned(),
        connections: number("--connections", 64)?,
        time: Duration::from_secs(number("--seconds", 10)? as u64),
        votes: number("--votes", 5_000)?,
    })
}
