use tablee_core::cases::results::{StatementFigures, StratumNames};
use tablee_core::texts::TextValue;
use tablee_rules::opinion::{Part, StatementId, Stratum};
use tablee_rules::results::Share;

use crate::http::Lang;
use crate::pages::results::share_words;
use crate::view::form::words;

/// How the page names statements, groups and strata.
pub(super) struct Names<'r> {
    lang: Lang,
    statements: &'r [StatementFigures],
    strata: &'r [StratumNames],
}

impl<'r> Names<'r> {
    pub fn new(lang: Lang, statements: &'r [StatementFigures], strata: &'r [StratumNames]) -> Self {
        Self { lang, statements, strata }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn everyone(&self) -> String {
        words(self.lang, "results-everyone", &[])
    }

    /// The words of a statement; nothing for one that is not in these results.
    pub fn statement(&self, id: StatementId) -> Option<String> {
        let found = self.statements.iter().find(|figures| figures.id == id);
        found.map(|figures| self.text(figures))
    }

    /// The words of a statement, or that they were taken down.
    pub fn text(&self, figures: &StatementFigures) -> String {
        let gone = || words(self.lang, "results-statement-gone", &[]);
        figures.text.clone().unwrap_or_else(gone)
    }

    /// Groups have letters: they are nobody's name.
    pub fn group(&self, number: u8) -> String {
        words(self.lang, "results-group", &[("letter", letter(number).into())])
    }

    pub fn stratum(&self, stratum: Stratum) -> String {
        let named = self.strata.get(usize::from(stratum.question));
        named.map_or_else(String::new, |names| if stratum.yes { names.yes.clone() } else { names.no.clone() })
    }

    pub fn part(&self, part: Part) -> String {
        match part {
            Part::Group { group } => self.group(group),
            Part::Stratum { stratum } => self.stratum(stratum),
        }
    }

    pub fn share(&self, share: Share) -> String {
        share_words(self.lang, share)
    }

    pub fn says(&self, key: &str, args: &[(&str, TextValue)]) -> String {
        words(self.lang, key, args)
    }
}

/// A, B, C…
pub(super) fn letter(number: u8) -> String {
    char::from(b'A' + number.min(25)).to_string()
}
