use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::figures::shown;
use super::{
    Ballot, BallotFault, Choice, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, OptionNeed, Paper,
    Reason, Seed, Setting, Standing, Step, Summary, TieRule, Working, panel_refusal, picks,
    quotas::{question, quota_faults},
    ranking,
};
use crate::limits;
use crate::panel::{Lottery, PanelFault, PanelRules, Person, Pool, QuotaRow, fair_chances};
use crate::results::{Cell, protect, share};

/// Draw a panel among volunteers, with quotas: the fairest chances that the quotas allow, then one of a thousand equally likely
/// panels by the public lot (see [`crate::panel`]).
///
/// Each option is an answer to a question. A ballot is a volunteer, who gives one answer to every question; an empty one is blank.
/// Volunteers are numbered from 1 in the order of their ballots' contents. Options are neither ranked nor taken forward: the score
/// of an answer is how many members of the panel give it.
pub(super) struct Panel;

/// The step that says that a volunteer is drawn, and its figure: the volunteer's number.
const DRAWN: &str = "drawn";
const PERSON: &str = "person";
/// The figure of an answer that says how many volunteers give it; it is missing where they are few.
pub const VOLUNTEERS: &str = "volunteers";

/// Equally likely panels, numbered from 1, each by the numbers of its members. Numbers tell nothing of anyone: they follow the contents of
/// all ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panels {
    /// Them.
    pub lottery: Vec<Vec<usize>>,
}

impl Panels {
    fn of(lottery: &Lottery) -> Self {
        let numbers = |panel: &Vec<String>| panel.iter().filter_map(|id| id.parse().ok()).collect();
        Self { lottery: lottery.panels.iter().map(numbers).collect() }
    }

    /// The file: JSON without any space, `{"lottery":[[1,4,7],[2,3,9]]}`.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The SHA-256 of the file, in hexadecimal.
    pub fn hash(&self) -> String {
        let hash = Sha256::digest(self.written().as_bytes());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The seed of the lot by which people with the same answers come in turn. It is the same for all lotteries: how volunteers are numbered is
/// what nobody chose, and the lottery stands before the draw.
const BEFORE_THE_DRAW: Seed = [0; 32];

/// A panel that was drawn.
struct Draw {
    /// The hash of the lottery.
    lottery: String,
    /// Numbers of its members.
    members: Vec<usize>,
    /// Its number among the panels of the lottery, from 1.
    panel: usize,
    /// In how many of the thousand panels each volunteer is.
    chances: Vec<usize>,
}

impl Method for Panel {
    fn key(&self) -> &'static str {
        "panel"
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn option_need(&self) -> OptionNeed {
        OptionNeed::Quota
    }

    /// Seats are those of people.
    fn most_seats(&self, _: &Paper) -> usize {
        usize::MAX
    }

    fn tie_rules(&self) -> &'static [TieRule] {
        &[TieRule::Lot]
    }

    fn marking(&self) -> Marking {
        Marking::Answer
    }

    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault> {
        let size = (paper.seats == 0).then_some(MethodFault::Panel(PanelFault::NoSeats));
        let missing = paper
            .options
            .iter()
            .filter(|option| !paper.quotas.contains_key(*option))
            .count();
        if missing > 0 {
            return size
                .into_iter()
                .chain([MethodFault::QuotaMissing { missing }])
                .collect();
        }
        size.into_iter().chain(quota_faults(paper)).collect()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        picks::read(option, marked)
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        ballot.check_options(paper)?;
        if ballot.marks.iter().any(|mark| mark.value != 1) {
            return Err(BallotFault::UnknownMark);
        }
        if ballot.marks.is_empty() {
            return Ok(Standing::Blank);
        }
        let mut answers: BTreeMap<&str, usize> = paper
            .options
            .iter()
            .map(|option| (question(paper, option), 0))
            .collect();
        for mark in &ballot.marks {
            *answers.entry(question(paper, &mark.option)).or_default() += 1;
        }
        if answers.values().any(|given| *given > 1) {
            return Err(BallotFault::SeveralAnswers);
        }
        match answers.values().filter(|given| **given == 0).count() {
            0 => Ok(Standing::Valid),
            missing => Err(BallotFault::QuestionsLeft { missing }),
        }
    }

    fn summarise(&self, valid: &[Counted], _: &Paper) -> Summary {
        Summary::of_patterns(valid)
    }

    fn lottery(&self, summary: &Summary, paper: &Paper) -> Option<Panels> {
        lottery(&people(summary, paper)?, paper)
            .ok()
            .map(|lottery| Panels::of(&lottery))
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, lot: &Lot) -> Count {
        let people = match people(summary, paper) {
            Some(people) => people,
            None => return nobody(paper, &[], vec![Reason::new("panel-too-many", &[], &[])]),
        };
        if people.is_empty() {
            return nobody(paper, &people, vec![ranking::no_ballot()]);
        }
        match draw(&people, paper, lot) {
            Err(fault) => {
                let lines = lines(paper, &people, &[]);
                nobody(paper, &people, panel_refusal::reasons(&fault, paper, &lines))
            }
            Ok(draw) => Count {
                lines: lines(paper, &people, &draw.members),
                choice: Some(Choice::default()),
                working: working(&draw, paper),
            },
        }
    }
}

impl Working {
    /// Numbers of the volunteers whom a panel's draw took.
    pub fn drawn_people(&self) -> Vec<usize> {
        let drawn = self.steps.iter().filter(|step| step.kind == DRAWN);
        drawn
            .filter_map(|step| usize::try_from(*step.figures.get(PERSON)?).ok())
            .collect()
    }
}

/// The volunteers, each called by their number; `None` when there are more than a draw takes.
fn people(summary: &Summary, paper: &Paper) -> Option<Vec<Person>> {
    let patterns = summary.patterns();
    let all = patterns
        .iter()
        .fold(0u64, |all, counted| all.saturating_add(counted.times));
    if all > limits::PANEL_VOLUNTEERS {
        return None;
    }
    let mut people = Vec::new();
    for counted in patterns {
        let marks = counted.ballot.marks.iter();
        let answers: BTreeMap<String, String> = marks
            .map(|mark| (question(paper, &mark.option).to_owned(), mark.option.clone()))
            .collect();
        for _ in 0..counted.times {
            people.push(Person { id: (people.len() + 1).to_string(), answers: answers.clone() });
        }
    }
    Some(people)
}

fn lottery(people: &[Person], paper: &Paper) -> Result<Lottery, PanelFault> {
    let quotas = paper.options.iter().filter_map(|option| {
        let quota = paper.quotas.get(option)?;
        let feature = quota.feature.clone();
        Some(QuotaRow { feature, answer: option.clone(), least: quota.least, most: quota.most })
    });
    let rules = PanelRules { seats: paper.seats, quotas: quotas.collect() };
    let pool = Pool::new(people, &rules)?;
    Ok(Lottery::new(&pool, &fair_chances(&pool)?, &BEFORE_THE_DRAW))
}

fn draw(people: &[Person], paper: &Paper, lot: &Lot) -> Result<Draw, PanelFault> {
    let lottery = lottery(people, paper)?;
    let panel = lottery.drawn(lot.drawn_from()).ok_or(PanelFault::TooIntricate)?;
    let times = lottery.times();
    Ok(Draw {
        lottery: Panels::of(&lottery).hash(),
        members: lottery.panels[panel].iter().filter_map(|id| id.parse().ok()).collect(),
        panel: panel + 1,
        chances: people
            .iter()
            .map(|person| times.get(person.id.as_str()).copied().unwrap_or_default())
            .collect(),
    })
}

/// How many volunteers and how many members of the panel give each answer. Answers are personal: how many volunteers give one is
/// left out where they are few.
fn lines(paper: &Paper, people: &[Person], members: &[usize]) -> Vec<Line> {
    let gives = |person: &Person, option: &String| person.answers.values().any(|answer| answer == option);
    let volunteers = |option: &String| people.iter().filter(|person| gives(person, option)).count() as u64;
    let counts: Vec<u64> = paper.options.iter().map(volunteers).collect();
    let mut shown_counts = vec![None; counts.len()];
    for feature in paper.options.iter().map(|option| question(paper, option)) {
        let places: Vec<usize> = (0..counts.len())
            .filter(|place| question(paper, &paper.options[*place]) == feature)
            .collect();
        let cells = protect(&places.iter().map(|place| counts[*place]).collect::<Vec<_>>());
        for (place, cell) in places.into_iter().zip(cells) {
            shown_counts[place] = match cell {
                Cell::Shown { count } => Some(shown(count)),
                Cell::Hidden => None,
            };
        }
    }
    let line = |(option, volunteers): (&String, Option<i64>)| {
        let drawn = members
            .iter()
            .filter(|number| gives(&people[**number - 1], option))
            .count() as u64;
        let quota = paper.quotas.get(option);
        let bounds = quota.map(|quota| [("least", quota.least.into()), ("most", quota.most.into())]);
        let figures = volunteers.map(|count| (VOLUNTEERS, count));
        Line {
            option: option.clone(),
            score: shown(drawn),
            share: share(drawn, paper.seats.into()),
            figures: figures
                .into_iter()
                .chain(bounds.into_iter().flatten())
                .map(|(name, figure)| (name.to_owned(), figure))
                .collect(),
            ..Line::default()
        }
    };
    paper.options.iter().zip(shown_counts).map(line).collect()
}

/// The count when nobody is drawn.
fn nobody(paper: &Paper, people: &[Person], reasons: Vec<Reason>) -> Count {
    let figures = [("people", people.len() as i64), ("seats", paper.seats.into())];
    let figures = figures.map(|(name, figure)| (name.to_owned(), figure)).into();
    Count {
        lines: lines(paper, people, &[]),
        choice: Some(Choice::default()),
        working: Working { reasons, figures, ..Working::default() },
    }
}

/// Who is drawn, and how likely that was.
fn working(draw: &Draw, paper: &Paper) -> Working {
    let chance = |found: Option<&usize>| shown(found.copied().unwrap_or_default() as u64);
    let (lowest, highest) = (chance(draw.chances.iter().min()), chance(draw.chances.iter().max()));
    let (people, seats) = (draw.chances.len() as i64, i64::from(paper.seats));
    let in_a_hundred = |thousandths: i64| (thousandths + 5) / 10;
    let (from, to) = (in_a_hundred(lowest), in_a_hundred(highest));
    let without = draw.chances.iter().filter(|chance| **chance == 0).count();
    let mut reasons = vec![Reason::new("panel-drawn", &[], &[("seats", seats), ("people", people)])];
    reasons.push(if from == to {
        Reason::new("panel-chance", &[], &[("chance", from)])
    } else {
        Reason::new("panel-chances", &[], &[("lowest", from), ("highest", to)])
    });
    if without > 0 {
        reasons.push(Reason::new("panel-without", &[], &[("count", without as i64)]));
    }
    let drawn = |number: &usize| Step {
        kind: DRAWN.to_owned(),
        figures: [(PERSON.to_owned(), *number as i64)].into(),
        ..Step::default()
    };
    let figures = [
        ("people", people),
        ("seats", seats),
        ("panel", draw.panel as i64),
        ("lowest_chance", lowest),
        ("highest_chance", highest),
    ];
    Working {
        reasons,
        steps: draw.members.iter().map(drawn).collect(),
        lottery: Some(draw.lottery.clone()),
        figures: figures.map(|(name, figure)| (name.to_owned(), figure)).into(),
        ..Working::default()
    }
}
