//! The site's cookies: for this host alone, out of reach of scripts, sent by no other site's forms.

use poem::http::{HeaderMap, HeaderValue, header};

/// Reads and writes cookies. On https their names start with `__Host-`, which makes browsers refuse them from anywhere else;
/// browsers keep no such cookie on plain http, where the demo runs on the loopback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteCookies {
    https: bool,
}

impl SiteCookies {
    /// Cookies of a site whose public address is https, or is not.
    pub fn new(https: bool) -> Self {
        Self { https }
    }

    /// The value of a cookie, if the browser sent one. What cannot be read counts as absent.
    pub fn read<'h>(&self, headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
        let prefix = self.prefix();
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(prefix)?.strip_prefix(name)?.strip_prefix('='))
    }

    /// A `Set-Cookie` header. It ends with the browser unless it is given an age in seconds.
    ///
    /// # Panics
    /// If `value` is not made of letters, digits, `-` and `_`: values come from us, never from a request.
    pub fn write(&self, name: &str, value: &str, max_age: Option<u64>) -> HeaderValue {
        assert!(
            value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'),
            "a cookie's value is a token"
        );
        let secure = if self.https { "; Secure" } else { "" };
        let age = max_age
            .map(|seconds| format!("; Max-Age={seconds}"))
            .unwrap_or_default();
        let cookie = format!("{}{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", self.prefix());
        HeaderValue::from_str(&cookie).expect("a token and names of ours are valid in a header")
    }

    /// A `Set-Cookie` header that makes the browser forget.
    pub fn forget(&self, name: &str) -> HeaderValue {
        self.write(name, "", Some(0))
    }

    fn prefix(&self) -> &'static str {
        if self.https { "__Host-" } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_bytes(line.as_bytes()).expect("header"));
        headers
    }

    #[test]
    fn asvs_3_3_cookies_on_https_are_host_bound_and_secure() {
        let written = SiteCookies::new(true).write("session", "abc_1-2", Some(60));
        assert_eq!(written, "__Host-session=abc_1-2; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
        assert_eq!(SiteCookies::new(false).forget("session"), "session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    #[test]
    fn only_the_cookie_of_that_exact_name_is_read() {
        let https = SiteCookies::new(true);
        assert_eq!(https.read(&headers("session=evil; __Host-session=good"), "session"), Some("good"));
        assert_eq!(https.read(&headers("session=evil; __Host-session2=x"), "session"), None);
        assert_eq!(SiteCookies::new(false).read(&headers(";;==; session = x; session=y"), "session"), Some("y"));
    }

    #[test]
    fn a_cookie_that_is_no_text_is_no_cookie() {
        let mut bytes = HeaderMap::new();
        bytes.insert(header::COOKIE, HeaderValue::from_bytes(b"session=\xff\xfe").expect("header"));
        assert_eq!(SiteCookies::new(false).read(&bytes, "session"), None);
    }

    #[test]
    #[should_panic(expected = "a cookie's value is a token")]
    fn a_value_cannot_add_attributes() {
        SiteCookies::new(true).write("session", "x; Domain=evil.example", None);
    }
}
