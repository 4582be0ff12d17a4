//! What whoever runs the program reads of its work.

use crate::on_both_databases;
use crate::support::{Browser, Server};

on_both_databases! {
    async fn a_request_is_told_by_its_route_and_never_by_its_path(app: App) {
        let server = Server::start(app).await;
        let page = Browser::new(&server.base).get("/suivi/J2XE-V3VG-HG5M").await;
        let id = page.headers["x-request-id"].to_str().expect("ASCII").to_owned();
        let log = server.log();
        let line = log.lines().find(|line| line.contains(&id)).unwrap_or_else(|| panic!("{id} is not told:\n{log}"));
        assert!(line.contains("/suivi/:code"), "{line}");
        assert!(!log.contains("J2XE"), "{log}");
    }
}
