//! Pages: a view struct, its template, its title, and the samples that prove that it renders.

pub mod form;
mod frame;
mod templates;

use poem::http::StatusCode;
use poem::web::Html;
use poem::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tablee_core::texts::{MissingText, TextValue, Texts};

pub use form::{ChoiceField, Faults, Field, FieldOption, FormError};
pub use frame::{MemberBadge, PageFrame};
pub use templates::Templates;

/// What a page shows. One struct for one template: what the template reads are its fields, and nothing else is in reach.
pub trait Page: Serialize + Sized {
    /// Path of the template under `templates/pages`, without `.hbs`: `resident/home`.
    const TEMPLATE: &'static str;

    /// What the browser's tab, the history and a screen reader say first.
    fn title(&self) -> PageTitle;

    /// Whether something typed was refused: the title then starts with "Erreur : ".
    fn has_error(&self) -> bool {
        false
    }

    /// Whether the page needs the whole width of a large screen, as the tables of the members' desk do.
    fn wide(&self) -> bool {
        false
    }

    /// Every shape the page takes: empty, full, with errors. Tests render all of them in every language.
    fn samples() -> Vec<Self>;
}

/// The title of a page, before the name of the site is added.
#[derive(Debug, Clone, PartialEq)]
pub enum PageTitle {
    /// A text of the interface, with what fills it.
    Text(&'static str, Vec<(&'static str, TextValue<'static>)>),
    /// Words that somebody wrote: the title of a consultation.
    Words(String),
}

impl PageTitle {
    /// A text that nothing fills.
    pub fn key(key: &'static str) -> Self {
        Self::Text(key, Vec::new())
    }

    fn in_language(&self, lang: &str) -> Result<String, MissingText> {
        match self {
            Self::Text(key, args) => Texts::embedded().text(lang, key, args),
            Self::Words(words) => Ok(words.clone()),
        }
    }
}

/// A page could not be made. Always our fault, never the reader's.
#[derive(Debug)]
pub enum RenderFault {
    /// The title has no text.
    Title(MissingText),
    /// The view is not an object, or cannot be serialised.
    View(String),
    /// The template failed.
    Template(Box<handlebars::RenderError>),
}

impl std::fmt::Display for RenderFault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Title(missing) => missing.fmt(out),
            Self::View(detail) => out.write_str(detail),
            Self::Template(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for RenderFault {}

impl poem::error::ResponseError for RenderFault {
    fn status(&self) -> poem::http::StatusCode {
        poem::http::StatusCode::INTERNAL_SERVER_ERROR
    }
}

/// Makes the HTML of a page: the view's fields at the root, and beside them `page` for the layout.
///
/// # Errors
/// [`RenderFault`] when a text or a field is missing: the tests on samples are there to find it first.
pub fn render<P: Page>(frame: &PageFrame, page: &P) -> Result<Html<String>, RenderFault> {
    let view = serde_json::to_value(page).map_err(|error| RenderFault::View(error.to_string()))?;
    let Value::Object(mut root) = view else {
        return Err(RenderFault::View(format!("the view of {} is not an object", P::TEMPLATE)));
    };
    root.insert("page".to_owned(), layout_data(frame, page)?);
    Templates::embedded().render(P::TEMPLATE, root).map(Html)
}

/// The page, answered with that status.
///
/// # Errors
/// As [`render`].
pub fn render_with<P: Page>(frame: &PageFrame, page: &P, status: StatusCode) -> Result<Response, RenderFault> {
    Ok(render(frame, page)?.with_status(status).into_response())
}

fn layout_data<P: Page>(frame: &PageFrame, page: &P) -> Result<Value, RenderFault> {
    let texts = Texts::embedded();
    let current = frame.lang.code();
    let languages: Vec<Value> = texts
        .languages()
        .iter()
        .map(|language| json!({ "code": language.code, "name": language.name, "dir": language.dir, "current": language.code == current }))
        .collect();
    Ok(json!({
        "title": page.title().in_language(current).map_err(RenderFault::Title)?,
        "lang": current,
        "dir": texts.language(current).map_or("ltr", |language| language.dir.as_str()),
        "has_error": page.has_error(),
        "wide": page.wide(),
        "languages": languages,
        "member": frame.member,
        "path": frame.path,
        "preview": frame.preview,
    }))
}

/// A kind of page with its type forgotten, so that all can stand in one list.
#[derive(Clone, Copy)]
pub struct RegisteredPage {
    /// The template's path under `templates/pages`.
    pub template: &'static str,
    render_samples: fn(&PageFrame) -> Vec<Result<String, RenderFault>>,
}

impl RegisteredPage {
    /// Registers the page `P`.
    pub const fn of<P: Page>() -> Self {
        Self { template: P::TEMPLATE, render_samples: render_samples::<P> }
    }

    /// Every sample of the page as HTML, or why it cannot be.
    pub fn samples(&self, frame: &PageFrame) -> Vec<Result<String, RenderFault>> {
        (self.render_samples)(frame)
    }
}

fn render_samples<P: Page>(frame: &PageFrame) -> Vec<Result<String, RenderFault>> {
    P::samples()
        .iter()
        .map(|sample| render(frame, sample).map(|html| html.0))
        .collect()
}

type Root = Map<String, Value>;

#[cfg(test)]
mod tests;
