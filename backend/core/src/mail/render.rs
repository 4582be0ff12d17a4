//! From a letter to words: the templates of `email-templates/KIND/`, kept inside the binary.

use std::sync::LazyLock;

use handlebars::{Handlebars, RenderError, no_escape};
use include_dir::{Dir, include_dir};
use serde::Serialize;
use serde_json::Value;

use super::kinds::{About, Letter};
use crate::Context;
use crate::texts::{Texts, register_text_helpers};

/// The longest subject, in characters: more is cut off on a phone (O40).
const SUBJECT: usize = 60;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../email-templates");

static REGISTRIES: LazyLock<Registries> = LazyLock::new(Registries::build);

/// Two registries: what is text must not be escaped, what is HTML must.
struct Registries {
    text: Handlebars<'static>,
    html: Handlebars<'static>,
}

/// The words of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// At most 60 characters.
    pub subject: String,
    /// The plain alternative.
    pub text: String,
    /// The HTML alternative.
    pub html: String,
}

#[derive(Serialize)]
struct View<'a> {
    page: Page<'a>,
    site: Site<'a>,
    about: Option<&'a About>,
    letter: &'a Value,
    stop_url: Option<&'a str>,
    subject: String,
}

#[derive(Serialize)]
struct Page<'a> {
    lang: &'a str,
    dir: &'a str,
}

#[derive(Serialize)]
struct Site<'a> {
    name: &'a str,
    url: &'a str,
    contact: &'a str,
}

/// Writes a letter in a language. `stop_url` is there exactly when the recipient can stop such mails.
///
/// # Errors
/// When a template lacks a text or a field in that language.
pub fn render(
    cx: &Context,
    kind: &str,
    lang: &str,
    letter: &Letter,
    stop_url: Option<&str>,
) -> Result<Words, RenderError> {
    let dir = Texts::embedded()
        .language(lang)
        .map_or("ltr", |language| language.dir.as_str());
    let settings = &cx.settings;
    let mut view = View {
        page: Page { lang, dir },
        site: Site { name: &settings.site_name, url: &settings.public_url, contact: &settings.mail_reply_to },
        about: letter.about.as_ref(),
        letter: &letter.facts,
        stop_url,
        subject: String::new(),
    };
    view.subject = cut(&REGISTRIES.text.render(&format!("{kind}/subject"), &view)?);
    let text = REGISTRIES.text.render(&format!("{kind}/text"), &view)?;
    let html = REGISTRIES.html.render(&format!("{kind}/html"), &view)?;
    Ok(Words { subject: view.subject, text, html })
}

/// What `email-templates/KIND/samples.json` holds.
pub(super) fn samples_file(kind: &str) -> &'static str {
    TEMPLATES
        .get_file(format!("{kind}/samples.json"))
        .and_then(|file| file.contents_utf8())
        .unwrap_or_default()
}

impl Registries {
    fn build() -> Self {
        let mut text = registry();
        text.register_escape_fn(no_escape);
        let mut html = registry();
        for file in TEMPLATES.dirs().flat_map(Dir::files) {
            let name = file.path().with_extension("");
            let (Some(name), Some(content)) = (name.to_str(), file.contents_utf8()) else { continue };
            if file.path().extension().is_none_or(|extension| extension != "hbs") {
                continue;
            }
            let registry = if name.ends_with("html") { &mut html } else { &mut text };
            if let Err(error) = registry.register_template_string(name, content) {
                panic!("email-templates/{name}.hbs inside this program is broken: {error}");
            }
        }
        Self { text, html }
    }
}

fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    register_text_helpers(&mut registry, Texts::embedded());
    registry
}

/// One line, cut at a word when it is too long.
fn cut(subject: &str) -> String {
    let line = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SUBJECT {
        return line;
    }
    let head: String = line.chars().take(SUBJECT - 1).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", head.trim_end_matches([',', ':', ';', ' ', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_subject_is_cut_at_a_word() {
        assert_eq!(cut(" Short \n one "), "Short one");
        let long = cut(&format!("The fact first: {}", "word ".repeat(20)));
        assert!(long.chars().count() <= SUBJECT && long.ends_with("word…"), "{long}");
        assert_eq!(cut(&"x".repeat(80)).chars().count(), SUBJECT);
    }
}
