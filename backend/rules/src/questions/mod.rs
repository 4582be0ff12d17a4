//! The types of question: one file each, listed in [`QUESTION_KINDS`].

mod answer;
mod decimal;
mod faults;
mod long_text;
mod number;
mod options;
mod scale;
mod several_choices;
mod short_text;
mod single_choice;
mod tally;

pub use answer::{Answer, Entry, OTHER};
pub use decimal::Decimal;
pub use faults::{AnswerFault, OptionsFault};
pub use options::{Choice, Options};
pub use tally::{Bar, ChoiceLine, QuestionTally, TallyDetail};

/// Every type of question, in the order in which a facilitator meets them. A new one is a file and a line here.
pub const QUESTION_KINDS: &[&dyn QuestionKind] = &[
    &short_text::ShortText,
    &long_text::LongText,
    &single_choice::SingleChoice,
    &several_choices::SeveralChoices,
    &number::Number,
    &scale::Scale,
];

/// The type of question of a stable name.
pub fn question_kind(key: &str) -> Option<&'static dyn QuestionKind> {
    QUESTION_KINDS.iter().copied().find(|kind| kind.key() == key)
}

/// A type of question: what it lets a facilitator set, what it takes as an answer, how its answers are counted.
pub trait QuestionKind: Sync {
    /// The stable name: in the database, the API and the folder of its templates.
    fn key(&self) -> &'static str;

    /// What a facilitator must still put right before the question can be asked.
    fn check_options(&self, options: &Options) -> Vec<OptionsFault>;

    /// Reads an entry that is neither blank nor declined.
    fn read(&self, entry: &Entry, options: &Options) -> Result<Answer, AnswerFault>;

    /// Counts what these answers say; declined, blank and foreign ones are to be left out.
    fn detail(&self, answers: &[Answer], options: &Options) -> TallyDetail;

    /// Takes what a person sent. "I do not know / prefer not to say" is an answer to every question, required or not;
    /// a question left blank is accepted unless it is required.
    fn accept(&self, entry: &Entry, options: &Options, required: bool) -> Result<Answer, AnswerFault> {
        let entry = entry.cleaned();
        match (entry.declined, entry.is_blank()) {
            (true, true) => Ok(Answer::Declined),
            (true, false) => Err(AnswerFault::DeclinedAndAnswered),
            (false, true) if required => Err(AnswerFault::Required),
            (false, true) => Ok(Answer::Blank),
            (false, false) => self.read(&entry, options),
        }
    }

    /// The figures of one question, for the results.
    fn tally(&self, answers: &[Answer], options: &Options) -> QuestionTally {
        let count = |wanted: &dyn Fn(&Answer) -> bool| answers.iter().filter(|answer| wanted(answer)).count() as u64;
        let declined = count(&|answer| *answer == Answer::Declined);
        let blank = count(&|answer| *answer == Answer::Blank);
        QuestionTally {
            asked: answers.len() as u64,
            answered: answers.len() as u64 - declined - blank,
            declined,
            blank,
            detail: self.detail(answers, options),
        }
    }
}

#[cfg(test)]
mod tests;
