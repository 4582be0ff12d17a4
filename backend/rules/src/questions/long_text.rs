use super::{Answer, AnswerFault, Entry, Options, OptionsFault, QuestionKind, TallyDetail, short_text};
use crate::limits;

/// A few paragraphs.
pub(super) struct LongText;

impl QuestionKind for LongText {
    fn key(&self) -> &'static str {
        "long_text"
    }

    fn check_options(&self, _: &Options) -> Vec<OptionsFault> {
        Vec::new()
    }

    fn read(&self, entry: &Entry, _: &Options) -> Result<Answer, AnswerFault> {
        let written = entry.only_value().ok_or(AnswerFault::OnlyOne)?;
        short_text::within(written.to_owned(), limits::LONG_TEXT)
    }

    fn detail(&self, _: &[Answer], _: &Options) -> TallyDetail {
        TallyDetail::Texts
    }
}
