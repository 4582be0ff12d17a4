use std::cmp::Ordering;

use num_traits::Signed;

use super::super::electorate::Electorate;
use super::ledger::{Holdings, Ledger, Payment};
use super::offer::{ExactOffer, Offer};
use super::purses::Purses;
use super::{Terms, Utility};

/// Numbers nearer to each other than this, in proportion, are compared exactly.
const NEAR: f64 = 1e-9;
/// More than what adding up may add to the error of a sum, in proportion to it.
const ADDING: f64 = 1e-11;
/// More than the error of the money of one voter, in proportion to the endowment.
const MONEY: f64 = 1e-13;

/// One count by equal shares at one endowment.
///
/// Offers are compared in floating point with a bound on the error; wherever the bound leaves a comparison open, exact
/// fractions decide. So every outcome is that of exact arithmetic.
#[derive(Clone, Debug)]
pub(in super::super) struct Run<'a> {
    /// Who picked what.
    pub(in super::super) electorate: &'a Electorate<'a>,
    utility: Utility,
    pub(super) endowment: f64,
    pub(super) purses: Purses<'a>,
    pub(super) ledger: Ledger,
    /// What each project that may still be paid for was last offered for: the share cannot get smaller.
    offers: Vec<Offer>,
    /// Funded projects, in order; those that cost nothing first, by votes.
    pub(in super::super) funded: Vec<usize>,
    /// Groups of projects with the same price, of which one came next: how many were funded before, and they.
    pub(super) ties: Vec<(usize, Vec<usize>)>,
    /// What is spent.
    pub(in super::super) spent: i64,
}

impl<'a> Run<'a> {
    /// Funds project after project until nothing that is left can be paid by its supporters, or more than this is spent.
    pub(in super::super) fn new(electorate: &'a Electorate<'a>, terms: &Terms, increments: u64) -> Self {
        let mut run = Self::start(electorate, terms, increments);
        while run.spent <= terms.budget {
            let Some(offer) = run.best() else { break };
            run.pay(&offer);
        }
        run
    }

    /// Groups of projects that only the lot parted, the one that came next among them.
    pub(in super::super) fn lot_ties(&self) -> impl Iterator<Item = Vec<usize>> {
        let projects = &self.electorate.projects;
        let groups = self.ties.iter().map(|(before, tied)| {
            let first = &projects[self.funded[*before]];
            let equal = tied
                .iter()
                .copied()
                .filter(|&project| projects[project].ties_with(first));
            equal.collect::<Vec<_>>()
        });
        groups.filter(|group| group.len() > 1)
    }

    fn start(electorate: &'a Electorate<'a>, terms: &Terms, increments: u64) -> Self {
        let money = terms.money(electorate.voters, increments);
        let endowment = money as f64 / electorate.voters.max(1) as f64;
        let (free, dear): (Vec<usize>, Vec<usize>) = electorate
            .by_votes()
            .into_iter()
            .partition(|&number| electorate.projects[number].cost == 0);
        let mut run = Self {
            electorate,
            utility: terms.utility,
            endowment,
            purses: Purses::new(electorate, endowment),
            ledger: Ledger::new(money, electorate.voters),
            offers: Vec::new(),
            funded: free,
            ties: Vec::new(),
            spent: 0,
        };
        let affordable = |project: &usize| {
            let project = &electorate.projects[*project];
            i128::from(project.cost) * i128::from(electorate.voters) <= money * i128::from(project.votes)
        };
        run.offers = dear
            .into_iter()
            .filter(affordable)
            .map(|project| run.first_offer(project))
            .collect();
        run
    }

    /// The offer for a project while all its supporters hold the same.
    fn first_offer(&self, project: usize) -> Offer {
        let share = self.electorate.projects[project].cost as f64 / self.electorate.projects[project].votes as f64;
        Offer { project, share, error: NEAR * share + MONEY * self.endowment, utility: self.utility_of(project) as f64 }
    }

    /// What a supporter gains when the project is funded.
    pub(super) fn utility_of(&self, project: usize) -> u64 {
        match self.utility {
            Utility::Cost => self.electorate.projects[project].cost.unsigned_abs(),
            Utility::Approval => 1,
        }
    }

    /// The offer of the project that is funded next: the least price of one unit of utility, then most votes, the lower
    /// cost, the lot. Offers that may not be better as they stand are not renewed.
    fn best(&mut self) -> Option<Offer> {
        self.offers
            .sort_unstable_by(|left, right| left.least().total_cmp(&right.least()));
        let mut least = f64::INFINITY;
        let (mut renewed, mut kept) = (Vec::new(), Vec::with_capacity(self.offers.len()));
        for offer in std::mem::take(&mut self.offers) {
            if offer.least() > least {
                kept.push(offer);
            } else if let Some(offer) = self.renew(offer) {
                least = least.min(offer.most());
                renewed.push(offer);
            }
        }
        let (contenders, others): (Vec<Offer>, _) = renewed.into_iter().partition(|offer| offer.least() <= least);
        let best = self.first_of(&contenders)?;
        kept.extend(others);
        kept.extend(contenders.into_iter().filter(|offer| offer.project != best.project));
        self.offers = kept;
        Some(best)
    }

    /// The offer that supporters can make now; none when they cannot pay any more.
    fn renew(&self, last: Offer) -> Option<Offer> {
        let project = &self.electorate.projects[last.project];
        let (cost, votes) = (project.cost as f64, project.votes as f64);
        let mut share = last.share;
        let mut means = self.purses.means(last.project, share);
        let doubt = NEAR * cost + MONEY * self.endowment * votes;
        let can_pay = match means.all - cost {
            more if more > doubt => true,
            more if more < -doubt => false,
            _ => self.can_pay_exactly(last.project),
        };
        if !can_pay {
            return None;
        }
        while means.payers > 0.0 {
            let next = (cost - means.held) / means.payers;
            if next <= share {
                break;
            }
            share = next;
            means = self.purses.means(last.project, share);
        }
        let error = (ADDING * cost + MONEY * self.endowment * votes) / means.payers.max(1.0);
        Some(Offer { share, error: error + NEAR * share + MONEY * self.endowment, ..last })
    }

    fn can_pay_exactly(&self, project: usize) -> bool {
        let cost = self.electorate.projects[project].cost;
        let held = self.purses.of_supporters(project);
        !held.lacking(cost, &self.ledger.fractions()).is_positive()
    }

    /// The best of offers that floating point cannot tell apart.
    fn first_of(&mut self, contenders: &[Offer]) -> Option<Offer> {
        let [_, _, ..] = contenders else { return contenders.first().copied() };
        let mut best: Vec<(Offer, ExactOffer)> = Vec::new();
        for offer in contenders {
            let exact = self.exact(offer);
            let order = best.first().map_or(Ordering::Less, |(known, price)| {
                exact.compare(self.utility_of(offer.project), price, self.utility_of(known.project))
            });
            match order {
                Ordering::Less => best = vec![(*offer, exact)],
                Ordering::Equal => best.push((*offer, exact)),
                Ordering::Greater => {}
            }
        }
        if best.len() > 1 {
            let tied = best.iter().map(|(offer, _)| offer.project).collect();
            self.ties.push((self.funded.len(), tied));
        }
        let first = best
            .into_iter()
            .min_by_key(|(offer, _)| self.electorate.order(offer.project));
        first.map(|(offer, _)| offer)
    }

    fn exact(&self, offer: &Offer) -> ExactOffer {
        let cost = self.electorate.projects[offer.project].cost;
        offer.exact(cost, &self.purses, &self.ledger.fractions(), &self.electorate.times)
    }

    /// Lets the supporters of a project pay for it.
    fn pay(&mut self, offer: &Offer) {
        let solvent: Vec<(usize, f64)> = self.purses.solvent(offer.project).collect();
        let (mut held, mut payers, mut share) = (Holdings::default(), 0, offer.share);
        let mut near = Vec::new();
        if solvent.iter().any(|(_, money)| offer.is_near(*money)) {
            let exact = self.exact(offer);
            let fractions = self.ledger.fractions();
            share = fractions.near(&exact.share);
            near = exact.settled(&fractions);
            (held, payers) = (exact.held, exact.share.divisor);
        } else {
            for &(pattern, money) in &solvent {
                match money < share {
                    true => self.purses.add_to(&mut held, pattern),
                    false => payers += self.electorate.times[pattern],
                }
            }
        }
        for (pattern, money) in solvent {
            self.purses
                .set(pattern, if money < share { 0.0 } else { money - share });
        }
        near.into_iter()
            .for_each(|(pattern, money)| self.purses.set(pattern, money));
        let project = offer.project;
        let cost = self.electorate.projects[project].cost;
        let number = self.ledger.enter(Payment { cost, held, payers });
        self.purses.paid(project, number);
        self.funded.push(project);
        self.spent = self.spent.saturating_add(cost);
    }
}
