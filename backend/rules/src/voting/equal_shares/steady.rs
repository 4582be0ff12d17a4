use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::super::electorate::Electorate;
use super::super::fractions::{Fractions, Quotient};
use super::ledger::Holdings;
use super::purses::Means;
use super::{Run, Terms};

/// Differences smaller than this, in proportion, are not trusted.
const NEAR: f64 = 1e-9;

/// How many more increments are sure to leave the funded projects and their order as they are.
///
/// As endowments grow by x, everything that a count compares is a linear function of x until the first comparison turns.
/// So the count is done again with the slope of every sum of money beside it, and the nearest turn is kept. Prices too close to
/// call are compared exactly, since growth may never part them; other comparisons too close to call make the answer 0.
pub(super) fn steady(run: &Run, terms: &Terms) -> u64 {
    let Some(room) = Growth::new(run).room() else { return 0 };
    let increments = room * (1.0 - 1e-6) / terms.increment as f64;
    (increments.min(1e15) as u64).saturating_sub(1)
}

/// A sum of money, and how much it grows for each unit by which endowments grow.
#[derive(Clone, Copy, Debug)]
struct Sum {
    now: f64,
    slope: f64,
}

/// What the supporters of a project could pay for it with.
struct Bid {
    share: Sum,
    held: Holdings,
    payers: u64,
}

struct Growth<'a> {
    run: &'a Run<'a>,
    electorate: &'a Electorate<'a>,
    purses: Vec<Sum>,
    /// The number of the payment of each project paid so far.
    paid: Vec<Option<usize>>,
    /// The slopes of the endowment and of the share of each payment.
    slopes: Fractions,
    /// By how much endowments may grow.
    room: f64,
}

impl<'a> Growth<'a> {
    fn new(run: &'a Run<'a>) -> Self {
        let electorate = run.electorate;
        let mut slopes = Fractions::new();
        slopes.push(&Quotient { numerator: BigInt::from(1), divisor: 1 });
        Self {
            run,
            electorate,
            purses: vec![Sum { now: run.endowment, slope: 1.0 }; electorate.times.len()],
            paid: vec![None; electorate.projects.len()],
            slopes,
            room: f64::INFINITY,
        }
    }

    /// By how much endowments may grow; none when that is too close to call.
    fn room(mut self) -> Option<f64> {
        let mut waiting = self.electorate.by_votes();
        waiting.retain(|&project| self.electorate.projects[project].cost > 0);
        let paid = self.run.ledger.payments().len();
        let order = &self.run.funded[self.run.funded.len() - paid..];
        for (number, &project) in order.iter().enumerate() {
            waiting.retain(|other| *other != project);
            waiting = self.still_affordable(waiting)?;
            let bid = self.bid(project)?;
            for &other in &waiting {
                self.stays_first(project, &bid, other)?;
            }
            self.pay(project, number, &bid)?;
        }
        let affordable = self.still_affordable(waiting)?;
        affordable.is_empty().then_some(self.room)
    }

    /// The projects whose supporters can pay; those who cannot must not be able to after growth either.
    fn still_affordable(&mut self, waiting: Vec<usize>) -> Option<Vec<usize>> {
        let mut affordable = Vec::new();
        for project in waiting {
            let all = self.together(project, |_| true);
            let cost = self.electorate.projects[project].cost as f64;
            let missing = cost - all.now;
            if missing.abs() <= NEAR * cost {
                return None;
            }
            if missing < 0.0 {
                affordable.push(project);
            } else {
                self.turns_at(missing, all.slope);
            }
        }
        Some(affordable)
    }

    /// Keeps the nearest turn: where this distance is eaten up at this speed.
    fn turns_at(&mut self, distance: f64, speed: f64) {
        if speed > 0.0 {
            self.room = self.room.min(distance / speed);
        }
    }

    /// What such supporters of a project hold together.
    fn together(&self, project: usize, such: impl Fn(f64) -> bool) -> Sum {
        let mut sum = Sum { now: 0.0, slope: 0.0 };
        for &pattern in self.electorate.supporters.row(project) {
            let purse = self.purses[pattern as usize];
            if such(purse.now) {
                let voters = self.electorate.times[pattern as usize] as f64;
                sum.now += voters * purse.now;
                sum.slope += voters * purse.slope;
            }
        }
        sum
    }

    /// The least share at which supporters can pay; for more money it is at least what its slope says.
    fn bid(&self, project: usize) -> Option<Bid> {
        let cost = self.electorate.projects[project].cost;
        let mut share = 0.0;
        loop {
            let Means { held, payers, .. } = self.means(project, share);
            let next = (cost as f64 - held) / payers;
            if payers == 0.0 || next <= share {
                break;
            }
            share = next;
        }
        let supporters = self
            .electorate
            .supporters
            .row(project)
            .iter()
            .map(|&pattern| pattern as usize);
        let (mut held, mut payers) = (Holdings::default(), 0);
        for pattern in supporters.filter(|&pattern| self.purses[pattern].now > 0.0) {
            let money = self.purses[pattern].now;
            if (money - share).abs() <= NEAR * (share + self.run.endowment) {
                return None;
            }
            match money < share {
                true => held.add(self.electorate.times[pattern], self.payments_of(pattern)),
                false => payers += self.electorate.times[pattern],
            }
        }
        let slope = -self.together(project, |money| money < share).slope / payers as f64;
        (payers > 0).then_some(Bid { share: Sum { now: share, slope }, held, payers })
    }

    fn means(&self, project: usize, share: f64) -> Means {
        let all = self.together(project, |_| true).now;
        let held = self.together(project, |money| money < share).now;
        let richer = self
            .electorate
            .supporters
            .row(project)
            .iter()
            .map(|&pattern| pattern as usize);
        let payers = richer.filter(|&pattern| self.purses[pattern].now >= share);
        Means { held, all, payers: payers.map(|pattern| self.electorate.times[pattern] as f64).sum() }
    }

    fn payments_of(&self, pattern: usize) -> impl Iterator<Item = usize> {
        let picks = self.electorate.picks.row(pattern).iter();
        picks.filter_map(|&project| self.paid[project as usize])
    }

    /// The funded project must stay cheaper than another, or as cheap for the same reason.
    fn stays_first(&mut self, project: usize, bid: &Bid, other: usize) -> Option<()> {
        let rival = self.bid(other)?;
        let (utility, rivals) = (self.run.utility_of(project), self.run.utility_of(other));
        let price = |bid: &Bid, utility: u64| (bid.share.now / utility as f64, bid.share.slope / utility as f64);
        let ((price, slope), (rival_price, rival_slope)) = (price(bid, utility), price(&rival, rivals));
        let gap = rival_price - price;
        if gap <= NEAR * price.max(rival_price) {
            return self.stays_first_exactly((project, bid), (other, &rival));
        }
        self.turns_at(gap, slope - rival_slope);
        Some(())
    }

    fn stays_first_exactly(&mut self, (project, bid): (usize, &Bid), (other, rival): (usize, &Bid)) -> Option<()> {
        let costs = [project, other].map(|project| self.electorate.projects[project].cost);
        // Over the same positive number, both times.
        let ahead = |fractions: &Fractions, [cost, rival_cost]: [i64; 2]| {
            let price = bid.held.lacking(cost, fractions) * rival.payers * self.run.utility_of(other);
            let rival_price = rival.held.lacking(rival_cost, fractions) * bid.payers * self.run.utility_of(project);
            BigRational::new(rival_price - price, fractions.denominator().clone())
        };
        let (gap, opening) = (ahead(&self.run.ledger.fractions(), costs), ahead(&self.slopes, [0, 0]));
        if gap.is_negative() || gap.is_zero() && !opening.is_zero() {
            return None;
        }
        if opening.is_negative() {
            self.turns_at((gap / -opening).to_f64()?, 1.0);
        }
        Some(())
    }

    /// Lets supporters pay; those who pay all they have must have too little after growth as well.
    fn pay(&mut self, project: usize, number: usize, bid: &Bid) -> Option<()> {
        let recorded = &self.run.ledger.payments()[number];
        if recorded.payers != bid.payers {
            return None;
        }
        for &pattern in self.electorate.supporters.row(project) {
            let Sum { now, slope } = self.purses[pattern as usize];
            let poorer = now < bid.share.now;
            if poorer && now > 0.0 {
                self.turns_at(bid.share.now - now, slope - bid.share.slope);
            }
            self.purses[pattern as usize] = match poorer {
                true => Sum { now: 0.0, slope: 0.0 },
                false => Sum { now: now - bid.share.now, slope: slope - bid.share.slope },
            };
        }
        self.slopes
            .push(&Quotient { numerator: bid.held.lacking(0, &self.slopes), divisor: bid.payers });
        self.paid[project] = Some(number);
        Some(())
    }
}
