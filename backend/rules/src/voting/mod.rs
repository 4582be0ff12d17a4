//! The voting methods: one file each, listed in [`METHODS`].

mod agree_pass;
mod approval;
mod ballot;
mod faults;
mod ranking;

pub use agree_pass::{Opinions, support_order};
pub use ballot::{Ballot, Counted, Mark, Paper, Settings, VoteRules};
pub use faults::{BallotFault, MethodFault};
pub use ranking::{Line, Tally};

/// Every method, in the order in which a facilitator meets them. A new one is a file and a line here.
pub const METHODS: &[&dyn Method] = &[&approval::Approval, &agree_pass::AgreePass];

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

    /// The settings it reads, with the value taken when one is left out.
    fn settings(&self) -> &'static [(&'static str, i64)];

    /// What a facilitator must still put right before the vote can open, beyond unknown settings and missing options.
    fn check_settings(&self, paper: &Paper) -> Vec<MethodFault>;

    /// Reads one field of a form or of the API: an option and what was marked beside it.
    fn read_mark(&self, option: &str, marked: &str) -> Result<Mark, BallotFault>;

    /// Whether the ballot counts under these rules; a ballot that breaks one is invalid as a whole.
    fn judge(&self, ballot: &Ballot, paper: &Paper) -> Result<Standing, BallotFault>;

    /// One line an option, in the order of the paper, from valid ballots; ranks come from [`Line::order`].
    fn count(&self, valid: &[Counted], paper: &Paper) -> Vec<Line>;

    /// Faults of a paper: everything that keeps the vote from opening.
    fn check_paper(&self, paper: &Paper) -> Vec<MethodFault> {
        let mut faults = paper.faults();
        let known = |name: &str| self.settings().iter().any(|(known, _)| *known == name);
        if let Some(name) = paper.settings.names().find(|name| !known(name)) {
            faults.push(MethodFault::UnknownSetting { name: name.to_owned() });
        }
        faults.extend(self.check_settings(paper));
        faults
    }

    /// A setting of the paper, or its usual value.
    fn setting(&self, paper: &Paper, name: &str) -> i64 {
        let usual = || {
            self.settings()
                .iter()
                .find(|(known, _)| *known == name)
                .map_or(0, |(_, usual)| *usual)
        };
        paper.settings.get(name).unwrap_or_else(usual)
    }

    /// Takes the fields that a person sent and returns the ballot to keep, marks in the order of the paper.
    fn accept(&self, fields: &[(String, String)], paper: &Paper) -> Result<(Ballot, Standing), BallotFault> {
        let marks = fields
            .iter()
            .map(|(option, marked)| self.read_mark(option, marked))
            .collect::<Result<Vec<_>, _>>()?;
        let ballot = Ballot { marks }.in_order_of(paper)?;
        let standing = self.judge(&ballot, paper)?;
        Ok((ballot, standing))
    }

    /// The result: each ballot judged again by the frozen rules, the valid ones counted, tie groups left to the public lot.
    fn tally(&self, ballots: &[Counted], paper: &Paper) -> Tally {
        let (mut blank, mut invalid, mut valid) = (0, 0, Vec::new());
        for counted in ballots {
            match self.judge(&counted.ballot, paper) {
                Ok(Standing::Valid) => valid.push(counted.clone()),
                Ok(Standing::Blank) => blank += counted.times,
                Err(_) => invalid += counted.times,
            }
        }
        let votes = valid.iter().map(|counted| counted.times).sum();
        ranking::tally(votes, blank, invalid, self.count(&valid, paper), paper)
    }
}

#[cfg(test)]
mod tests;
