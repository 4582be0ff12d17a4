use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::figures::{added_up, shown, summary};
use super::{
    Ballot, BallotFault, Count, Counted, Line, Lot, Mark, Marking, Method, MethodFault, Paper, Reason, Setting,
    Standing, Summary, Working, ranking,
};
use crate::results::{Share, share};

/// Agree, disagree or pass on statements, of which each person may see only some.
///
/// Marks are 1, −1 and 0. The order goes by [`Opinions::wilson_low`], then by the number who agree. The share is that of
/// agreement among those who took a side. A pass counts as seen, not as an opinion.
pub(super) struct AgreePass;

/// The quantile of the normal distribution that leaves 95 % between −z and z.
const Z: f64 = 1.959_964;

const AGREE: &str = "agree";
const DISAGREE: &str = "disagree";
const PASS: &str = "pass";
/// The figure of [`Opinions::wilson_low`], in thousandths, rounded down.
const LOW: &str = "low";

/// How a statement was received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinions {
    /// People who agree.
    pub agree: u64,
    /// People who disagree.
    pub disagree: u64,
    /// People who saw it and passed.
    pub pass: u64,
}

impl Opinions {
    /// People to whom it was shown and who did something.
    pub fn seen(&self) -> u64 {
        self.agree + self.disagree + self.pass
    }

    /// People who took a side.
    pub fn sides(&self) -> u64 {
        self.agree + self.disagree
    }

    /// Share of agreement among those who took a side.
    pub fn support(&self) -> Option<Share> {
        share(self.agree, self.sides())
    }

    /// Lower end of the 95 % interval of agreement (Wilson, JASA 22, 1927), between 0 and 1; 0 when nobody agrees, so that
    /// 3 of 3 does not beat 300 of 320.
    pub fn wilson_low(&self) -> f64 {
        if self.agree == 0 {
            return 0.0;
        }
        let sides = self.sides() as f64;
        let agreement = self.agree as f64 / sides;
        let spread = (agreement * (1.0 - agreement) / sides + Z * Z / (4.0 * sides * sides)).sqrt();
        (agreement + Z * Z / (2.0 * sides) - Z * spread) / (1.0 + Z * Z / sides)
    }

    fn figures(&self) -> BTreeMap<String, u64> {
        let named = [(AGREE, self.agree), (DISAGREE, self.disagree), (PASS, self.pass)];
        named
            .into_iter()
            .map(|(name, count)| (name.to_owned(), count))
            .collect()
    }

    fn order(&self) -> Vec<f64> {
        vec![self.wilson_low(), self.agree as f64]
    }
}

/// Orders statements, the best supported first; equal ones tie.
pub fn support_order(left: &Opinions, right: &Opinions) -> Ordering {
    right
        .wilson_low()
        .total_cmp(&left.wilson_low())
        .then(right.agree.cmp(&left.agree))
}

impl Method for AgreePass {
    fn key(&self) -> &'static str {
        "agree_pass"
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn marking(&self) -> Marking {
        Marking::Opinion
    }

    fn check_settings(&self, _: &Paper) -> Vec<MethodFault> {
        Vec::new()
    }

    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault> {
        let value = match marked.trim() {
            "agree" | "1" => 1,
            "disagree" | "-1" => -1,
            "pass" | "0" => 0,
            _ => return Err(BallotFault::UnknownMark),
        };
        Ok(Mark { option: option.to_owned(), value })
    }

    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault> {
        ballot.check_options(paper)?;
        if ballot.marks.iter().any(|mark| !(-1..=1).contains(&mark.value)) {
            return Err(BallotFault::UnknownMark);
        }
        Ok(if ballot.marks.is_empty() { Standing::Blank } else { Standing::Valid })
    }

    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary {
        let worth = |opinion: i64| match opinion {
            1 => [(0, 1)],
            -1 => [(1, 1)],
            _ => [(2, 1)],
        };
        summary(valid, paper, &[AGREE, DISAGREE, PASS], added_up(valid, paper, 3, worth))
    }

    fn conclude(&self, summary: &Summary, paper: &Paper, _: &Lot) -> Count {
        let opinions = |option: &str| Opinions {
            agree: summary.figure(option, AGREE),
            disagree: summary.figure(option, DISAGREE),
            pass: summary.figure(option, PASS),
        };
        let mut received: Vec<(&String, Opinions)> =
            paper.options.iter().map(|option| (option, opinions(option))).collect();
        let lines = received
            .iter()
            .map(|(option, opinions)| line(option, *opinions))
            .collect();
        received.sort_by(|(_, left), (_, right)| support_order(left, right));
        let reasons = if summary.ballots() == 0 { vec![ranking::no_ballot()] } else { reasons(&received, paper.seats) };
        Count { lines, working: Working { reasons, ..Working::default() }, ..Count::default() }
    }
}

/// A statement, and how it was received.
type Received<'p> = (&'p String, Opinions);

/// Who comes first, why not an option with a greater share but few opinions, and what sets the last option taken apart from the next
/// one.
fn reasons(received: &[Received], seats: u32) -> Vec<Reason> {
    let tie = |left: &Received, right: &Received| support_order(&left.1, &right.1).is_eq();
    let mut reasons = lead(received, ranking::others_ahead(received, tie));
    reasons.extend(ranking::last_taken(received, seats, tie).map(|(last, next)| {
        let named = [("first", last.0.as_str()), ("second", next.0.as_str())];
        let numbers = [
            ("agree", shown(last.1.agree)),
            ("sides", shown(last.1.sides())),
            ("against", shown(next.1.agree)),
            ("others", shown(next.1.sides())),
        ];
        Reason::new("agree-pass-last", &named, &numbers)
    }));
    reasons
}

fn lead(received: &[Received], tied_too: i64) -> Vec<Reason> {
    let [(first, opinions), (second, others), ..] = received else { return Vec::new() };
    let named = [("first", first.as_str()), ("second", second.as_str())];
    let numbers = |opinions: &Opinions| [("agree", shown(opinions.agree)), ("sides", shown(opinions.sides()))];
    if support_order(opinions, others).is_eq() {
        let numbers = [&numbers(opinions)[..], &[("others", tied_too)]].concat();
        return vec![Reason::new("agree-pass-tie", &named, &numbers)];
    }
    let mut reasons = vec![Reason::new("agree-pass-leads", &[("first", first)], &numbers(opinions))];
    let more_liked = received
        .iter()
        .find(|(_, others)| others.support() > opinions.support());
    if let Some((liked, others)) = more_liked {
        let named = [("first", first.as_str()), ("second", liked.as_str())];
        reasons.push(Reason::new("agree-pass-unsure", &named, &numbers(others)));
    }
    reasons
}

fn line(option: &str, opinions: Opinions) -> Line {
    let net = shown(opinions.agree).saturating_sub(shown(opinions.disagree));
    let mut figures: BTreeMap<String, i64> = opinions
        .figures()
        .into_iter()
        .map(|(name, count)| (name, shown(count)))
        .collect();
    let low = (opinions.wilson_low() * 1_000.0).floor() as i64;
    figures.extend([("seen".to_owned(), shown(opinions.seen())), ("net".to_owned(), net), (LOW.to_owned(), low)]);
    Line {
        option: option.to_owned(),
        score: net,
        share: opinions.support(),
        figures,
        order: opinions.order(),
        ..Line::default()
    }
}
