use super::{Answer, AnswerFault, Entry, Options, OptionsFault, QuestionKind, TallyDetail};
use crate::{limits, text};

/// One line of words.
pub(super) struct ShortText;

impl QuestionKind for ShortText {
    fn key(&self) -> &'static str {
        "short_text"
    }

    fn check_options(&self, _: &Options) -> Vec<OptionsFault> {
        Vec::new()
    }

    fn read(&self, entry: &Entry, _: &Options) -> Result<Answer, AnswerFault> {
        let written = text::clean_line(entry.only_value().ok_or(AnswerFault::OnlyOne)?);
        within(written, limits::SHORT_TEXT)
    }

    fn detail(&self, _: &[Answer], _: &Options) -> TallyDetail {
        TallyDetail::Texts
    }
}

/// The words, if there is room for them.
pub(super) fn within(text: String, most: usize) -> Result<Answer, AnswerFault> {
    match text::length(&text) {
        got if got > most => Err(AnswerFault::TooLong { most, got }),
        _ => Ok(Answer::Text { text }),
    }
}
