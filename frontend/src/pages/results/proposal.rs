//! Results of a proposal phase.

use serde::Serialize;
use tablee_core::cases::results::{Outcome, ProposalFigure, ProposalResults};

#[derive(Serialize)]
pub(super) struct ProposalsView {
    slug: String,
    received: u64,
    published: u64,
    waiting: u64,
    most_supported: Vec<ProposalRow>,
}

#[derive(Serialize)]
struct ProposalRow {
    number: String,
    /// Nothing when it was taken down since.
    title: Option<String>,
    supports: u64,
}

impl ProposalsView {
    pub fn new(slug: &str, results: ProposalResults) -> Self {
        let row = |figure: ProposalFigure| ProposalRow {
            number: figure.number.to_string(),
            title: figure.title,
            supports: figure.supports,
        };
        Self {
            slug: slug.to_owned(),
            received: results.received,
            published: results.published,
            waiting: results.waiting,
            most_supported: results.most_supported.into_iter().map(row).collect(),
        }
    }
}

pub(super) fn sample() -> Outcome {
    let figure = |number, title: Option<&str>| ProposalFigure { number, title: title.map(str::to_owned), supports: 7 };
    Outcome::Proposal(ProposalResults {
        received: 12,
        published: 10,
        waiting: 1,
        most_supported: vec![figure(1, Some("Un marché")), figure(2, None)],
    })
}
