//! A browser without JavaScript: keeps cookies, fills forms, shows what came back.

use reqwest::{Client, Method, RequestBuilder, StatusCode, redirect};
use scraper::{ElementRef, Html, Selector};

/// One person's browser.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    base: String,
}

/// An answer, as the person sees it.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(base: &str) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .build()
            .expect("a client");
        Self { client, base: base.to_owned() }
    }

    /// A request as this browser sends it: same origin, with its cookies.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.base))
            .header("Sec-Fetch-Site", "same-origin")
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form; a repeated name is a group of check boxes.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Sends a form and goes where the answer leads.
    pub async fn post_and_follow(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.post(path, fields).await;
        match answer.location() {
            Some(next) => self.get(&next).await,
            None => answer,
        }
    }

    /// Sends a request that was made whole, with this browser's cookies.
    pub async fn execute(&self, request: reqwest::Request) -> Page {
        let answer = self.client.execute(request).await.expect("an answer");
        Self::page(answer).await.expect("an answer")
    }

    pub async fn send(&self, request: RequestBuilder) -> Page {
        self.try_send(request).await.expect("an answer")
    }

    /// The answer, unless the server is not there or leaves in the middle of it.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Page> {
        Self::page(request.send().await?).await
    }

    async fn page(answer: reqwest::Response) -> reqwest::Result<Page> {
        let (status, headers) = (answer.status(), answer.headers().clone());
        // A reader sees no difference between a space at which a line may break and one at which it may not.
        let body = answer.text().await?.replace('\u{a0}', " ");
        Ok(Page { status, headers, body })
    }

    /// The same browser, cookies and all, when the site has moved.
    pub fn moved_to(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }
}

impl Page {
    pub fn location(&self) -> Option<String> {
        Some(self.headers.get("location")?.to_str().expect("ASCII").to_owned())
    }

    /// The visible words of the elements that a CSS selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.select(selector, |element| {
            element
                .text()
                .collect::<Vec<_>>()
                .join(" ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
    }

    /// One attribute of the elements that a CSS selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.select(selector, |element| element.value().attr(name).unwrap_or_default().to_owned())
    }

    /// The value of a form field, such as the hidden `op`.
    pub fn value(&self, name: &str) -> String {
        let found = self.attributes(&format!("[name={name}]"), "value");
        found
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no field {name} in\n{}", self.body))
    }

    /// The page's main words in one line.
    pub fn words(&self) -> String {
        self.texts("main").join(" ")
    }

    fn select<T>(&self, selector: &str, read: impl Fn(ElementRef<'_>) -> T) -> Vec<T> {
        let selector = Selector::parse(selector).expect("a selector");
        Html::parse_document(&self.body).select(&selector).map(read).collect()
    }

    /// Panics with the page when the status is another.
    #[track_caller]
    pub fn assert_status(&self, expected: u16) -> &Self {
        assert_eq!(self.status.as_u16(), expected, "{}", self.body);
        self
    }

    /// Panics with the page when its main words do not hold these.
    #[track_caller]
    pub fn assert_says(&self, words: &str) -> &Self {
        assert!(self.words().contains(words), "no {words:?} in\n{}", self.words());
        self
    }
}
