//! The words of the interface: Fluent files, one folder per language, kept inside the binary.
//!
//! A language is complete or refused: a key that is missing, doubled or wrongly filled is an error, never an empty space on a page.

mod dates;
mod helpers;
mod numbers;
mod spaces;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use serde::Serialize;
use unic_langid::LanguageIdentifier;

pub use dates::{DateStyle, machine_date, noon_of};
pub use fluent_bundle::FluentValue as TextValue;
pub use helpers::register_text_helpers;

/// The language of a page when the reader asked for none that we have.
pub const DEFAULT_LANGUAGE: &str = "fr";

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../frontend/locales");

static EMBEDDED: LazyLock<Texts> = LazyLock::new(|| match Texts::from_sources(&embedded_sources()) {
    Ok(texts) => texts,
    Err(fault) => panic!("the texts inside this program are broken: {fault}"),
});

/// One language that pages can be read in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Language {
    /// Name of its folder: a BCP 47 tag such as `fr` or `pt-BR`.
    pub code: String,
    /// Its name in itself: "Français".
    pub name: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

/// Why a text cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MissingText {
    /// No such language.
    #[error("there is no language {0:?}")]
    Language(String),
    /// The language has no such key.
    #[error("the language {lang:?} has no text {key:?}")]
    Key { lang: String, key: String },
    /// The text needs something that it was not given.
    #[error("the text {key:?} in {lang:?} cannot be filled: {detail}")]
    Filling { lang: String, key: String, detail: String },
}

/// Why a set of Fluent files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextsFault {
    /// The folder's name is not a language tag.
    #[error("{0:?} is not the name of a language")]
    Tag(String),
    /// A file that Fluent cannot read.
    #[error("{lang}/{file}: {detail}")]
    Syntax { lang: String, file: String, detail: String },
    /// A key that an earlier file of the same language has already.
    #[error("{lang}/{file} gives again: {keys}")]
    Duplicate { lang: String, file: String, keys: String },
    /// A key without which a language cannot be used.
    #[error(transparent)]
    Missing(#[from] MissingText),
}

/// One Fluent file: language, file name, content.
pub type TextSource<'a> = (&'a str, &'a str, &'a str);

struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    keys: Vec<String>,
}

/// All texts, in all languages. Shared by pages, mails and the API.
pub struct Texts {
    languages: Vec<Language>,
    words: BTreeMap<String, Words>,
}

impl Texts {
    /// The texts inside the program, read once.
    ///
    /// # Panics
    /// If the embedded files are broken, which the tests of this module rule out.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Builds texts from Fluent files.
    ///
    /// # Errors
    /// [`TextsFault`] for a file that cannot be read, a key given twice, or a language that does not name itself.
    pub fn from_sources(sources: &[TextSource<'_>]) -> Result<Self, TextsFault> {
        let mut by_language: BTreeMap<&str, Vec<TextSource<'_>>> = BTreeMap::new();
        for source in sources {
            by_language.entry(source.0).or_default().push(*source);
        }
        let words: BTreeMap<String, Words> = by_language
            .into_iter()
            .map(|(code, files)| Ok((code.to_owned(), read_language(code, &files)?)))
            .collect::<Result<_, TextsFault>>()?;
        let mut languages: Vec<Language> = words.values().map(|words| words.language.clone()).collect();
        languages.sort_by_key(|language| language.code != DEFAULT_LANGUAGE);
        Ok(Self { languages, words })
    }

    /// All languages, the default one first.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language with this code, if there is one.
    pub fn language(&self, code: &str) -> Option<&Language> {
        self.words.get(code).map(|words| &words.language)
    }

    /// All keys of a language, in the order of its files; empty for an unknown language.
    pub fn keys(&self, lang: &str) -> &[String] {
        self.words.get(lang).map_or(&[], |words| &words.keys)
    }

    /// The text of `key`, or `None` when it is missing or cannot be filled.
    pub fn lookup(&self, lang: &str, key: &str, args: &[(&str, TextValue<'_>)]) -> Option<String> {
        self.text(lang, key, args).ok()
    }

    /// The text of `key`, filled with `args`.
    ///
    /// # Errors
    /// [`MissingText`] says which language, key or argument is wanting.
    pub fn text(&self, lang: &str, key: &str, args: &[(&str, TextValue<'_>)]) -> Result<String, MissingText> {
        let words = self
            .words
            .get(lang)
            .ok_or_else(|| MissingText::Language(lang.to_owned()))?;
        words.text(key, args)
    }
}

impl Words {
    fn text(&self, key: &str, args: &[(&str, TextValue<'_>)]) -> Result<String, MissingText> {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
            .ok_or_else(|| MissingText::Key { lang: self.language.code.clone(), key: key.to_owned() })?;
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned();
        if errors.is_empty() {
            return Ok(text);
        }
        let detail = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Err(MissingText::Filling { lang: self.language.code.clone(), key: key.to_owned(), detail })
    }
}

fn read_language(code: &str, files: &[TextSource<'_>]) -> Result<Words, TextsFault> {
    let tag: LanguageIdentifier = code.parse().map_err(|_| TextsFault::Tag(code.to_owned()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that Fluent puts around arguments are read aloud by some screen readers and break copied codes.
    bundle.set_use_isolating(false);
    bundle.set_transform(Some(spaces::tied));
    bundle.add_builtins().map_err(|error| TextsFault::Syntax {
        lang: code.to_owned(),
        file: "NUMBER()".to_owned(),
        detail: error.to_string(),
    })?;
    let mut keys = Vec::new();
    for (lang, file, content) in files {
        let resource = FluentResource::try_new((*content).to_owned()).map_err(|(_, errors)| TextsFault::Syntax {
            lang: (*lang).to_owned(),
            file: (*file).to_owned(),
            detail: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        })?;
        bundle.add_resource(resource).map_err(|errors| TextsFault::Duplicate {
            lang: (*lang).to_owned(),
            file: (*file).to_owned(),
            keys: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        })?;
        keys.extend(message_keys(content).map(str::to_owned));
    }
    let language = Language { code: code.to_owned(), name: String::new(), dir: String::new() };
    let mut words = Words { language, bundle, keys };
    words.language.name = words.text("language-name", &[])?;
    words.language.dir = words.text("language-direction", &[])?;
    let example = words.text("number-example", &[])?;
    words.bundle.set_formatter(Some(numbers::formatter_like(&example)));
    Ok(words)
}

/// In Fluent only a message's name stands at the start of a line: what goes on is indented, a comment starts with `#`, a term with `-`.
fn message_keys(content: &str) -> impl Iterator<Item = &str> {
    content.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        key.starts_with(|first: char| first.is_ascii_alphabetic())
            .then(|| key.trim_end())
    })
}

fn embedded_sources() -> Vec<TextSource<'static>> {
    LOCALES
        .dirs()
        .flat_map(|folder| folder.files().map(move |file| (folder, file)))
        .filter(|(_, file)| file.path().extension().is_some_and(|extension| extension == "ftl"))
        .filter_map(|(folder, file)| {
            Some((folder.path().to_str()?, file.path().file_name()?.to_str()?, file.contents_utf8()?))
        })
        .collect()
}

#[cfg(test)]
mod tests;
