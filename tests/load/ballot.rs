//! Voters who have the form before them: each with a device of its own and the form's own idempotency key.

use std::io;
use std::sync::Arc;

use scraper::{ElementRef, Html, Selector};

use crate::connection::Connection;

/// Opens the voting page as a new resident and fills the form in; returns the request that sends it.
///
/// # Errors
/// When the page cannot be had or holds no form to vote with.
pub async fn filled_in(connection: &mut Connection, host: &str, path: &str) -> io::Result<Arc<[u8]>> {
    let page = connection.send(get(host, path, "").as_bytes()).await?;
    let (action, fields) = form(&page.text(), path)
        .ok_or_else(|| io::Error::other(format!("{path} answered {} without a form to vote with", page.status)))?;
    let body: String = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&");
    let request = format!(
        "POST {action} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        page.cookies(),
        body.len(),
    );
    Ok(request.into_bytes().into())
}

/// A reading request as a phone sends it.
pub fn get(host: &str, path: &str, encoding: &str) -> String {
    let accept = if encoding.is_empty() { String::new() } else { format!("accept-encoding: {encoding}\r\n") };
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{accept}\r\n")
}

/// Where the page's form goes, and its fields with the first choice taken.
fn form(html: &str, path: &str) -> Option<(String, Vec<(String, String)>)> {
    let document = Html::parse_document(html);
    let select = |query: &str| Selector::parse(query).expect("a valid selector");
    let (forms, inputs) = (select("main form[method=post]"), select("input[name]"));
    let is_choice = |input: &ElementRef<'_>| matches!(input.attr("type"), Some("radio" | "checkbox"));
    let form = document
        .select(&forms)
        .find(|form| form.select(&inputs).any(|input| is_choice(&input)))?;
    let field =
        |input: ElementRef<'_>| Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or("on").to_owned()));
    let hidden = form
        .select(&inputs)
        .filter(|input| input.attr("type") == Some("hidden"));
    let choice = form.select(&inputs).find(is_choice);
    let fields = hidden.chain(choice).filter_map(field).collect();
    Some((
        form.attr("action")
            .filter(|action| !action.is_empty())
            .unwrap_or(path)
            .to_owned(),
        fields,
    ))
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
