//! What the people of the demonstration say. Nothing is drawn: it is the same at each start.

use std::collections::BTreeMap;

use tablee_core::cases::ballots::BallotChoice;
use tablee_core::cases::questionnaires::AskedQuestion;
use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;
use tablee_rules::voting::Marking;

use super::content::Question;

/// What the `person`th one answers, by number of the question, from 1.
pub fn answers(asked: &[AskedQuestion], plan: &[Question], person: u32) -> BTreeMap<usize, Entry> {
    let numbered = (1..).zip(asked.iter().zip(plan));
    numbered
        .filter_map(|(number, (asked, plan))| Some((number, answer(asked, &plan.texts, person, number as u32)?)))
        .collect()
}

/// The first choices are liked more.
fn answer(asked: &AskedQuestion, texts: &[String], person: u32, number: u32) -> Option<Entry> {
    let text = |person: u32| texts.get(person as usize).map(Entry::one);
    let draw = spread(person, number);
    let choices = &asked.options.choices;
    match asked.kind {
        "short_text" | "long_text" => text(person),
        _ if draw.is_multiple_of(11) => Some(Entry { declined: true, ..Entry::default() }),
        "single_choice" | "several_choices" => {
            let liked = (draw as usize % choices.len()).min(draw as usize / 7 % choices.len());
            Some(Entry::one(&choices[liked].key))
        }
        "scale" => Some(Entry::one((1 + draw % 4).to_string())),
        _ => Some(Entry::one((1 + draw % 5).to_string())),
    }
}

/// What the `person`th one thinks of the `number`th statement; agreement is the likeliest.
pub fn opinion(person: u32, number: u32) -> Vote {
    match spread(person, number) % 5 {
        0..3 => Vote::Agree,
        3 => Vote::Disagree,
        _ => Vote::Pass,
    }
}

/// The same for one of a camp: mostly what the camp's sign says.
pub fn opinion_in_camp(sign: char, person: u32, number: u32) -> Vote {
    let of_its_own = spread(person, number).is_multiple_of(9);
    match sign {
        '+' if !of_its_own => Vote::Agree,
        '-' if !of_its_own => Vote::Disagree,
        _ => opinion(person, number),
    }
}

/// Whether the `person`th one says something about themselves: one in five passes.
pub fn declares(person: u32) -> bool {
    !spread(person, 99).is_multiple_of(5)
}

/// What the `person`th one marks beside which option; some leave their ballot blank.
pub fn marks(marking: Marking, person: u32, options: &[BallotChoice], most: u32) -> Vec<(usize, String)> {
    let many = options.len();
    let start = spread(person, 7) as usize;
    let turned = |step: u32| (start + step as usize) % many;
    let values: Vec<(usize, u32)> = match marking {
        Marking::Choice => (0..person % (most + 1)).map(|step| (turned(step), 1)).collect(),
        Marking::Answer => answers_about_oneself(person, options),
        // The first options are liked a little more.
        Marking::Grade => (0..many)
            .map(|option| (option, (spread(person, option as u32) + 4 - option as u32 % 4) % 5))
            .collect(),
        Marking::Rank => (0..many as u32).map(|step| (turned(step), step + 1)).collect(),
        Marking::Points => vec![(turned(0), 6), (turned(1), 4)],
        Marking::Opinion => {
            let opinion = |option: usize| (option, opinion(person, option as u32).key().to_owned());
            return (0..many).map(opinion).collect();
        }
    };
    values
        .into_iter()
        .map(|(option, value)| (option, value.to_string()))
        .collect()
}

/// One answer to each question that a panel's volunteers are asked, every mixture of answers as often as the others.
fn answers_about_oneself(person: u32, options: &[BallotChoice]) -> Vec<(usize, u32)> {
    let mut questions: BTreeMap<&Option<String>, Vec<usize>> = BTreeMap::new();
    for (option, choice) in options.iter().enumerate() {
        questions.entry(&choice.feature).or_default().push(option);
    }
    let mut left = person as usize;
    let mut marks = Vec::new();
    for answers in questions.into_values() {
        marks.push((answers[left % answers.len()], 1));
        left /= answers.len();
    }
    marks
}

/// A number that looks drawn.
fn spread(person: u32, question: u32) -> u32 {
    (person.wrapping_mul(2_654_435_761) ^ question.wrapping_mul(40_503)).rotate_left(13) % 997
}
