use super::{Answer, AnswerFault, Entry, Options, OptionsFault, QuestionKind, TallyDetail, several_choices, tally};

/// One choice among several.
pub(super) struct SingleChoice;

impl QuestionKind for SingleChoice {
    fn key(&self) -> &'static str {
        "single_choice"
    }

    fn check_options(&self, options: &Options) -> Vec<OptionsFault> {
        options.check_choices()
    }

    fn read(&self, entry: &Entry, options: &Options) -> Result<Answer, AnswerFault> {
        if entry.values.len() > 1 {
            return Err(AnswerFault::OnlyOne);
        }
        several_choices::choose(entry, options)
    }

    fn detail(&self, answers: &[Answer], options: &Options) -> TallyDetail {
        TallyDetail::Choices { several: false, lines: tally::choice_lines(answers, options, true) }
    }
}
