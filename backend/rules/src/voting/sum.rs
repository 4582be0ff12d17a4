use super::{Counted, Method, Paper, Standings, Summary};

/// Ballots that come bit by bit, summed up: what [`Method::sum_up`] gives for all of them together. Ballots are let go as soon as they
/// are counted where figures suffice.
pub struct Sum<'p> {
    method: &'static dyn Method,
    paper: &'p Paper,
    standings: Standings,
    summary: Option<Summary>,
}

impl<'p> Sum<'p> {
    /// No ballot yet.
    pub fn new(method: &'static dyn Method, paper: &'p Paper) -> Self {
        Self { method, paper, standings: Standings::default(), summary: None }
    }

    /// Adds ballots, each judged by the rules.
    pub fn add(&mut self, ballots: &[Counted]) {
        let (standings, summary) = self.method.sum_up(ballots, self.paper);
        self.standings.add(standings);
        match &mut self.summary {
            Some(sum) => sum.add(summary),
            None => self.summary = Some(summary),
        }
    }

    /// Adds ballots that nobody can read: they are invalid.
    pub fn add_unreadable(&mut self, times: u64) {
        self.standings.invalid += times;
    }

    /// How many ballots count, and the summary of those.
    pub fn finish(self) -> (Standings, Summary) {
        let none = || self.method.sum_up(&[], self.paper).1;
        match self.summary.unwrap_or_else(none) {
            Summary::Patterns { ballots } => (self.standings, Summary::of_patterns(&ballots)),
            figures => (self.standings, figures),
        }
    }
}
