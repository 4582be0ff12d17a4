//! What other sites may send in a reader's name: one click to stop mails, and nothing else.

use reqwest::Method;
use serde_json::Value;
use tablee_site::route_list;

use crate::permissions::{Operation, filled, installation, operations};
use crate::support::Browser;

/// RFC 8058: mail programs post it.
const ONE_CLICK: &str = "/courriel/arreter/:token";

async fn from_another_site(browser: &Browser, method: &str, path: &str) -> crate::support::Page {
    let method: Method = method.parse().expect("a method");
    let request = browser.request(method, &filled(path));
    let mut request = request.build().expect("a request");
    request
        .headers_mut()
        .insert("sec-fetch-site", "cross-site".parse().expect("a value"));
    browser.execute(request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s10_o28_of_all_writes_another_site_may_send_one_click_alone() {
    let app = installation().await;
    let browser = app.browser();
    let (mut open, mut refused) = (Vec::new(), 0);
    for entry in route_list() {
        for method in entry
            .methods
            .iter()
            .filter(|method| !["GET", "HEAD"].contains(&method.as_str()))
        {
            let answer = from_another_site(&browser, method, entry.path).await;
            if answer.status == 403 && answer.words().contains("autre site") {
                refused += 1;
            } else {
                open.push(format!("{method} {}", entry.path));
            }
        }
    }
    for Operation { path, method, .. } in operations(&app).await {
        if method == "GET" {
            continue;
        }
        let answer = from_another_site(&browser, &method, &path).await;
        let problem: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if answer.status == 403 && problem["type"] == "urn:tablee:error-other-site" {
            refused += 1;
        } else {
            open.push(format!("{method} {path}"));
        }
    }
    assert_eq!(open, [format!("POST {ONE_CLICK}")]);
    assert!(refused > 100, "only {refused} writes were looked at");
}
