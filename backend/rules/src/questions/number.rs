use super::{Answer, AnswerFault, Decimal, Entry, Options, OptionsFault, QuestionKind, TallyDetail, tally};

/// A number with a unit, between a smallest and a greatest.
pub(super) struct Number;

impl QuestionKind for Number {
    fn key(&self) -> &'static str {
        "number"
    }

    fn check_options(&self, options: &Options) -> Vec<OptionsFault> {
        let crossed = matches!((options.min, options.max), (Some(min), Some(max)) if min > max);
        let bounds = crossed.then_some(OptionsFault::NumberBounds);
        bounds
            .into_iter()
            .chain(options.check_labels(&[&options.unit]))
            .collect()
    }

    fn read(&self, entry: &Entry, options: &Options) -> Result<Answer, AnswerFault> {
        let typed = entry.only_value().ok_or(AnswerFault::OnlyOne)?;
        let bare = typed.trim_end().strip_suffix(options.unit.as_str()).unwrap_or(typed);
        let value = Decimal::parse(bare).ok_or(AnswerFault::NotANumber)?;
        match (options.min, options.max) {
            _ if !options.decimals && !value.is_whole() => Err(AnswerFault::NotWhole),
            (Some(least), _) if value < least => Err(AnswerFault::TooSmall { least }),
            (_, Some(most)) if value > most => Err(AnswerFault::TooLarge { most }),
            _ => Ok(Answer::Number { value }),
        }
    }

    fn detail(&self, answers: &[Answer], _: &Options) -> TallyDetail {
        tally::numbers(answers.iter().filter_map(|answer| match answer {
            Answer::Number { value } => Some(*value),
            _ => None,
        }))
    }
}
