use super::{Answer, AnswerFault, Entry, OTHER, Options, OptionsFault, QuestionKind, TallyDetail, tally};
use crate::{limits, text};

/// Several choices, between a fewest and a most.
pub(super) struct SeveralChoices;

impl QuestionKind for SeveralChoices {
    fn key(&self) -> &'static str {
        "several_choices"
    }

    fn check_options(&self, options: &Options) -> Vec<OptionsFault> {
        let mut faults = options.check_choices();
        let choices = options.keys().count();
        let least = options.at_least.unwrap_or(1) as usize;
        let most = options.at_most.map_or(choices, |most| most as usize);
        if most == 0 || least > most || most > choices {
            faults.push(OptionsFault::ChoiceBounds { choices });
        }
        faults
    }

    fn read(&self, entry: &Entry, options: &Options) -> Result<Answer, AnswerFault> {
        let answer = choose(entry, options)?;
        let Answer::Choices { chosen, .. } = &answer else { return Ok(answer) };
        match (options.at_least, options.at_most) {
            (Some(least), _) if chosen.len() < least as usize => Err(AnswerFault::TooFew { least }),
            (_, Some(most)) if chosen.len() > most as usize => Err(AnswerFault::TooMany { most }),
            _ => Ok(answer),
        }
    }

    fn detail(&self, answers: &[Answer], options: &Options) -> TallyDetail {
        TallyDetail::Choices { several: true, lines: tally::choice_lines(answers, options, false) }
    }
}

/// The choices of an entry, each once, in the order of the question.
pub(super) fn choose(entry: &Entry, options: &Options) -> Result<Answer, AnswerFault> {
    if !entry.values.iter().all(|value| options.keys().any(|key| key == value)) {
        return Err(AnswerFault::UnknownChoice);
    }
    let chosen: Vec<String> = options
        .keys()
        .filter(|key| entry.values.iter().any(|value| value == key))
        .map(str::to_owned)
        .collect();
    let other = match (chosen.iter().any(|key| key == OTHER), entry.other.is_empty()) {
        (true, true) => return Err(AnswerFault::OtherUnsaid),
        (false, false) => return Err(AnswerFault::OtherNotChosen),
        (true, false) => Some(entry.other.clone()),
        (false, true) => None,
    };
    let got = other.as_deref().map_or(0, text::length);
    if got > limits::SHORT_TEXT {
        return Err(AnswerFault::TooLong { most: limits::SHORT_TEXT, got });
    }
    Ok(Answer::Choices { chosen, other })
}
