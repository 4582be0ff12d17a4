use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::super::Step;
use super::super::budget::whole;
use super::super::electorate::Electorate;
use super::Run;

/// What a supporter pays, at the most, for a funded project.
pub(in super::super) struct Share {
    /// The project.
    pub(in super::super) project: usize,
    /// What each pays who does not run out of money.
    pub(in super::super) payment: BigRational,
    /// The payment for one unit of utility.
    pub(in super::super) rho: BigRational,
    /// How many pay that much; the other supporters pay all they have.
    pub(in super::super) payers: u64,
    /// How many pay all they have, which is something.
    others: u64,
    /// What these pay together: with the payments of the payers it is exactly the cost.
    rest: BigRational,
}

impl Run<'_> {
    /// What every voter started with.
    pub(in super::super) fn endowment(&self) -> BigRational {
        self.ledger.fractions().at(0)
    }

    /// What was paid for the funded projects that cost something, in order.
    pub(in super::super) fn shares(&self) -> Vec<Share> {
        let fractions = self.ledger.fractions();
        let payments = self.ledger.payments();
        let projects = &self.funded[self.funded.len() - payments.len()..];
        let share = |(number, (&project, payment)): (usize, (&usize, &super::ledger::Payment))| {
            let paid = fractions.at(number + 1);
            let rho = &paid / BigInt::from(self.utility_of(project));
            let held = -payment.held.lacking(0, &fractions);
            let rest = BigRational::new(held, fractions.denominator().clone());
            Share { project, payment: paid, rho, payers: payment.payers, others: payment.held.voters, rest }
        };
        projects.iter().zip(payments).enumerate().map(share).collect()
    }

    /// What the supporters of a project have left together, in whole units of the currency.
    pub(in super::super) fn left_to_supporters(&self, project: usize) -> i64 {
        whole(self.left_exactly(project).div_floor(&self.denominator()))
    }

    /// What the supporters of a project have left together, over [`Run::denominator`].
    pub(in super::super) fn left_exactly(&self, project: usize) -> BigInt {
        -self.purses.of_supporters(project).lacking(0, &self.ledger.fractions())
    }

    /// What each voter of a pattern has left, over [`Run::denominator`].
    pub(in super::super) fn money_exactly(&self, pattern: usize) -> BigInt {
        self.purses.money_exactly(pattern, &self.ledger.fractions())
    }

    /// The common denominator of all exact sums of money.
    pub(in super::super) fn denominator(&self) -> BigInt {
        self.ledger.fractions().denominator().clone()
    }

    /// What happened, step by step: the endowment, the projects that cost nothing, those that were paid, with the ties
    /// that the lot settled.
    pub(in super::super) fn steps(&self) -> Vec<Step> {
        let endowment = Step {
            kind: "endowment".to_owned(),
            figures: named(&[("voters", whole(self.electorate.voters))]),
            fractions: match self.electorate.voters {
                0 => BTreeMap::new(),
                _ => written(&[("endowment", &self.endowment())]),
            },
            ..Step::default()
        };
        let shares = self.shares();
        let free = self.funded.len() - shares.len();
        let mut steps = vec![endowment];
        steps.extend(
            self.funded[..free]
                .iter()
                .map(|&project| self.step("free", project, &[], BTreeMap::new())),
        );
        for (number, share) in shares.iter().enumerate() {
            let tie = self.ties.iter().find(|(before, _)| *before == free + number);
            steps.extend(tie.map(|(_, tied)| tie_step(self.electorate, tied)));
            let fractions = written(&[("rho", &share.rho), ("payment", &share.payment), ("rest", &share.rest)]);
            let voters = [("payers", whole(share.payers)), ("others", whole(share.others))];
            steps.push(self.step("share", share.project, &voters, fractions));
        }
        steps
    }

    /// A project added by votes.
    pub(in super::super) fn completed(&self, project: usize) -> Step {
        self.step("completed", project, &[], BTreeMap::new())
    }

    fn step(&self, kind: &str, project: usize, more: &[(&str, i64)], fractions: BTreeMap<String, String>) -> Step {
        let figures =
            [("supporters", self.electorate.votes(project)), ("cost", self.electorate.projects[project].cost)];
        Step {
            kind: kind.to_owned(),
            option: Some(self.electorate.option(project)),
            figures: named(&[&figures, more].concat()),
            fractions,
            ..Step::default()
        }
    }
}

impl Share {
    /// The payment to the nearest whole unit of the currency.
    pub(in super::super) fn rounded(&self) -> i64 {
        self.payment.round().to_integer().to_i64().unwrap_or(i64::MAX)
    }
}

/// Options between which the order of choice was open, with their votes.
pub(in super::super) fn tie_step(electorate: &Electorate, tied: &[usize]) -> Step {
    let votes = |&project: &usize| (electorate.option(project), electorate.votes(project));
    Step { kind: "tie".to_owned(), counts: tied.iter().map(votes).collect(), ..Step::default() }
}

/// Figures by name.
pub(in super::super) fn named(figures: &[(&str, i64)]) -> BTreeMap<String, i64> {
    figures
        .iter()
        .map(|(name, figure)| ((*name).to_owned(), *figure))
        .collect()
}

/// Fractions by name, written `p` or `p/q`.
pub(in super::super) fn written(fractions: &[(&str, &BigRational)]) -> BTreeMap<String, String> {
    fractions
        .iter()
        .map(|(name, fraction)| ((*name).to_owned(), fraction.to_string()))
        .collect()
}
