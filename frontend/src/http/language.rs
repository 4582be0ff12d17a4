//! In which language to answer: what the reader chose by `?lang=`, chose before (a cookie), or has set in the browser.

use poem::http::{HeaderMap, HeaderValue, header};
use poem::{Endpoint, EndpointExt, FromRequest, Request, RequestBody, Response, Result};
use tablee_core::texts::{DEFAULT_LANGUAGE, Texts};

use super::SiteCookies;

const COOKIE: &str = "lang";
const ONE_YEAR: u64 = 365 * 24 * 3600;

/// A language that we have texts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lang(&'static str);

impl Default for Lang {
    fn default() -> Self {
        Self(DEFAULT_LANGUAGE)
    }
}

impl Lang {
    /// The language with this code, if there are texts in it.
    pub fn known(code: &str) -> Option<Self> {
        Texts::embedded().language(code).map(|language| Self(&language.code))
    }

    /// Its code, such as `fr`.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The language settled for a request; the default one before that.
    pub fn of(request: &Request) -> Self {
        request.data::<Self>().copied().unwrap_or_default()
    }
}

impl<'a> FromRequest<'a> for Lang {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(Self::of(request))
    }
}

/// Settles the language of each request, and remembers one that was chosen.
pub fn negotiate_language(app: impl Endpoint + 'static, cookies: SiteCookies) -> impl Endpoint<Output = Response> {
    app.around(move |app, mut request| async move {
        let chosen = request.uri().query().and_then(chosen_in_query);
        let lang = chosen
            .or_else(|| cookies.read(request.headers(), COOKIE).and_then(Lang::known))
            .or_else(|| preferred(request.headers()))
            .unwrap_or_default();
        request.set_data(lang);
        let mut response = app.get_response(request).await;
        let headers = response.headers_mut();
        headers
            .entry(header::CONTENT_LANGUAGE)
            .or_insert(HeaderValue::from_static(lang.code()));
        if let Some(chosen) = chosen {
            headers.append(header::SET_COOKIE, cookies.write(COOKIE, chosen.code(), Some(ONE_YEAR)));
        }
        Ok(response)
    })
}

fn chosen_in_query(query: &str) -> Option<Lang> {
    query
        .split('&')
        .find_map(|pair| Lang::known(pair.strip_prefix("lang=")?))
}

/// The language that `Accept-Language` wants most: `fr-BE` is served with `fr`.
fn preferred(headers: &HeaderMap) -> Option<Lang> {
    /// More than any browser sends.
    const MOST: usize = 32;
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Lang)> = None;
    for range in wanted.split(',').take(MOST) {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight = parameters
            .trim()
            .strip_prefix("q=")
            .map_or(Some(1.0), |q| q.trim().parse().ok())
            .unwrap_or(0.0);
        let tag = tag.trim();
        let Some(lang) = Lang::known(tag).or_else(|| Lang::known(tag.split('-').next()?)) else { continue };
        if weight > best.map_or(0.0, |(most, _)| most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;
    use poem::{Route, handler};

    use super::*;
    use crate::http::get;

    #[handler]
    fn page(lang: Lang) -> &'static str {
        lang.code()
    }

    fn client() -> TestClient<impl Endpoint> {
        TestClient::new(negotiate_language(Route::new().at("/", get(page)), SiteCookies::new(false)))
    }

    #[tokio::test]
    async fn a_choice_is_remembered_and_nonsense_is_not() {
        let answer = client().get("/?a=b&lang=fr").send().await;
        answer.assert_header(header::CONTENT_LANGUAGE, "fr");
        answer.assert_header(header::SET_COOKIE, "lang=fr; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
        let answer = client().get("/?lang=../../etc/passwd").send().await;
        answer.assert_header_is_not_exist(header::SET_COOKIE);
        answer.assert_text("fr").await;
    }

    #[tokio::test]
    async fn an_unknown_language_gets_french() {
        for wanted in ["xx", "*", "fr;q=0.1,", "", "de-DE,de;q=0.9", ";;;q=,=", "fr;q=nan"] {
            let answer = client().get("/").header(header::ACCEPT_LANGUAGE, wanted).send().await;
            answer.assert_text("fr").await;
        }
    }

    #[test]
    fn a_regional_language_is_served_with_its_main_one() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("xx, fr-BE;q=0.8"));
        assert_eq!(preferred(&headers), Lang::known("fr"));
    }
}
