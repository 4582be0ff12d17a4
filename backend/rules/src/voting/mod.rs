//! The voting methods: one file each, listed in [`METHODS`].

mod agree_pass;
mod approval;
mod ballot;
pub mod bounds;
mod budget;
mod budget_fair_shares;
mod budget_most_votes;
mod by_votes;
mod comparison;
mod count;
mod decide;
mod electorate;
mod eligibility;
mod elimination;
mod equal_shares;
mod faults;
mod figures;
mod fractions;
mod irv;
mod lot;
mod lot_effect;
mod majority_judgment;
mod mentions;
mod pairs;
mod panel;
mod panel_refusal;
mod paper;
mod patterns;
mod phragmen;
mod picks;
mod places;
mod points;
mod points_by_place;
mod priorities;
mod quotas;
mod ranking;
mod ranks;
mod schulze;
mod sum;

pub use agree_pass::{Opinions, support_order};
pub use ballot::{Ballot, Counted, Mark, Marking, Marks};
pub use count::{Choice, Count, Reason, Step, Summary, Working};
pub use decide::decide;
pub use faults::{BallotFault, FaultPlace, MethodFault};
pub use lot::{Lot, Seed};
pub use panel::{Panels, VOLUNTEERS};
pub use paper::{OptionNeed, Paper, Quota, Setting, SettingKind, Settings, TieRule, VoteRules};
pub use ranking::{Line, Standings, Tally};
pub use sum::Sum;

/// Every method, in the order in which a facilitator meets them. A new one is a file and a line here.
pub const METHODS: &[&dyn Method] = &[
    &approval::Approval,
    &agree_pass::AgreePass,
    &majority_judgment::MajorityJudgment,
    &schulze::Schulze,
    &irv::InstantRunoff,
    &points::Points,
    &points_by_place::PointsByPlace,
    &budget_most_votes::BudgetMostVotes,
    &budget_fair_shares::BudgetFairShares,
    &priorities::Priorities,
    &panel::Panel,
];

/// The method of a stable name.
pub fn method(key: &str) -> Option<&'static dyn Method> {
    METHODS.iter().copied().find(|method| method.key() == key)
}

/// What a ballot that follows the rules is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Valid,
    /// It says nothing; it is shown but does not count.
    Blank,
}

/// A way to decide together: what it asks of a ballot, and what follows from the ballots.
pub trait Method: Sync {
    /// The stable name: in the database, the API and the folder of its templates.
    fn key(&self) -> &'static str;

    /// The settings it reads.
    fn settings(&self) -> &'static [Setting];

    /// What it needs to know of each option besides its words.
    fn option_need(&self) -> OptionNeed {
        OptionNeed::Words
    }

    /// What the mark beside an option means.
    fn marking(&self) -> Marking {
        Marking::Choice
    }

    /// The most that one ballot adds to a figure of an option.
    fn most_of_one(&self, _: &Paper) -> u64 {
        1
    }

    /// Whether the paper's seats say how many options it takes forward, or how many people it draws; a method of which they do not
    /// says so by itself.
    fn fills_seats(&self) -> bool {
        true
    }

    /// The most options that it may take forward on this paper. Taking all of them decides nothing.
    fn most_seats(&self, paper: &Paper) -> usize {
        paper.options.len().saturating_sub(1)
    }

    /// Whether what it takes forward under these settings comes in order, and not as a set.
    fn takes_in_order(&self, _: &Settings) -> bool {
        true
    }

    /// What may settle its ties, the usual one first.
    fn tie_rules(&self) -> &'static [TieRule] {
        &TieRule::ALL
    }

    /// What a facilitator must still put right before the vote can open, beyond unknown settings, missing options, too many seats and
    /// what may settle ties.
    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault>;

    /// Reads one field of a form or of the API: an option and what was marked beside it.
    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault>;

    /// Whether the ballot counts under these rules; a ballot that breaks one is invalid as a whole.
    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault>;

    /// All that the result follows from, of the valid ballots: figures where they suffice, else the ballots.
    fn summarise(&self, valid: &[Counted], paper: &Paper) -> Summary;

    /// What follows from a summary. Nothing else of the ballots may matter: whoever holds the summary can count again.
    fn conclude(&self, summary: &Summary, paper: &Paper, lot: &Lot) -> Count;

    /// The panels of which a draw takes one, as they are written: see [`Panels`]. None for methods that draw no panel, and where nobody can
    /// be drawn. No lot is needed for it: it can be published before one is drawn.
    fn lottery(&self, _: &Summary, _: &Paper) -> Option<Panels> {
        None
    }

    /// Faults of a paper: everything that keeps the vote from opening.
    fn check_paper(&self, paper: &Paper) -> Vec<MethodFault> {
        let mut faults = paper.faults();
        let known = |name: &str| self.settings().iter().any(|setting| setting.name == name);
        if let Some(name) = paper.settings.names().find(|name| !known(name)) {
            faults.push(MethodFault::UnknownSetting { name: name.to_owned() });
        }
        if self.fills_seats() && paper.seats as usize > self.most_seats(paper) {
            faults.push(MethodFault::TooManySeats { options: paper.options.len(), most: self.most_seats(paper) });
        }
        faults.extend(self.check_settings(paper));
        if !self.tie_rules().contains(&paper.ties) {
            faults.push(MethodFault::TiesByLot);
        }
        faults
    }

    /// A setting of the paper, or its usual value.
    fn setting(&self, paper: &Paper, name: &str) -> i64 {
        let usual = || {
            let known = self.settings().iter().find(|setting| setting.name == name);
            known.map_or(0, |setting| setting.usual)
        };
        paper.settings.get(name).unwrap_or_else(usual)
    }

    /// Whether [`Method::readable`] may leave out marks.
    fn cuts_sheets(&self) -> bool {
        false
    }

    /// What it can read of a ballot whose voter cannot put it right any more.
    fn readable(&self, ballot: Ballot) -> Ballot {
        ballot
    }

    /// Takes the fields that a person sent and returns the ballot to keep, marks in the order of the paper.
    fn accept(&self, fields: &[(String, String)], paper: &Paper) -> Result<(Ballot, Standing), BallotFault> {
        self.admit(self.read(fields)?, paper)
    }

    /// The same for a ballot that someone types from a sheet of paper.
    fn transcribe(&self, fields: &[(String, String)], paper: &Paper) -> Result<(Ballot, Standing), BallotFault> {
        self.admit(self.readable(self.read(fields)?), paper)
    }

    /// The marks of these fields, in any order.
    fn read(&self, fields: &[(String, String)]) -> Result<Ballot, BallotFault> {
        let marks = fields.iter().map(|(option, marked)| self.read_mark(option, marked));
        Ok(Ballot { marks: marks.collect::<Result<_, _>>()? })
    }

    /// The ballot to keep, if it follows the rules.
    fn admit(&self, ballot: Ballot, paper: &Paper) -> Result<(Ballot, Standing), BallotFault> {
        let ballot = ballot.in_order_of(paper)?;
        let standing = self.judge(&ballot, paper)?;
        Ok((ballot, standing))
    }

    /// Each ballot judged again by the frozen rules: how many count, and the summary of those.
    fn sum_up(&self, ballots: &[Counted], paper: &Paper) -> (Standings, Summary) {
        let mut standings = Standings::default();
        let mut valid = Vec::with_capacity(ballots.len());
        for counted in ballots {
            match self.judge(&counted.ballot, paper) {
                Ok(Standing::Valid) => {
                    standings.valid += counted.times;
                    valid.push(counted);
                }
                Ok(Standing::Blank) => standings.blank += counted.times,
                Err(_) => standings.invalid += counted.times,
            }
        }
        if valid.len() == ballots.len() {
            return (standings, self.summarise(ballots, paper));
        }
        let valid: Vec<Counted> = valid.into_iter().cloned().collect();
        (standings, self.summarise(&valid, paper))
    }

    /// The result that follows from a summary; the same as [`Method::tally`] gives for the ballots behind it.
    fn recount(&self, standings: Standings, summary: &Summary, paper: &Paper, lot: &Lot) -> Tally {
        ranking::tally(standings, self.conclude(summary, paper, lot), paper, lot)
    }

    /// The result of these ballots. The lot settles what ties leave open.
    fn tally(&self, ballots: &[Counted], paper: &Paper, lot: &Lot) -> Tally {
        let (standings, summary) = self.sum_up(ballots, paper);
        self.recount(standings, &summary, paper, lot)
    }
}

#[cfg(test)]
mod tests;
