//! Results of an opinion phase.

use serde::Serialize;
use tablee_core::cases::results::{OpinionResults, Outcome, StatementFigures};
use tablee_rules::results::shares;
use tablee_rules::voting::Opinions;

use super::{Row, row, share_words};
use crate::http::Lang;
use crate::view::form::words;

#[derive(Serialize)]
pub(super) struct OpinionView {
    statements: Vec<StatementView>,
}

#[derive(Serialize)]
struct StatementView {
    table_id: String,
    text: String,
    seen: u64,
    /// Agree, disagree, pass; empty when too few people said something.
    rows: Vec<Row>,
    support: Option<String>,
}

impl OpinionView {
    pub fn new(lang: Lang, results: OpinionResults) -> Self {
        let view = |(number, figures): (usize, StatementFigures)| StatementView {
            table_id: format!("statement-{number}"),
            text: figures.text,
            seen: figures.seen,
            rows: figures
                .opinions
                .map(|opinions| rows(lang, opinions))
                .unwrap_or_default(),
            support: figures.support.map(|share| share_words(lang, share)),
        };
        Self { statements: (1..).zip(results.statements).map(view).collect() }
    }
}

fn rows(lang: Lang, opinions: Opinions) -> Vec<Row> {
    let counts = [opinions.agree, opinions.disagree, opinions.pass];
    let keys = ["results-agree", "results-disagree", "results-pass"];
    keys.into_iter()
        .zip(counts)
        .zip(shares(&counts))
        .map(|((key, count), share)| row(lang, words(lang, key, &[]), Some(count), Some(share)))
        .collect()
}

pub(super) fn sample() -> Outcome {
    let figures = |opinions: Option<Opinions>| StatementFigures {
        text: "Il manque un lieu pour cuisiner.".to_owned(),
        seen: opinions.map_or(3, |opinions| opinions.seen()),
        opinions,
        support: opinions.and_then(|opinions| opinions.support()),
    };
    let opinions = Opinions { agree: 12, disagree: 3, pass: 2 };
    Outcome::Opinion(OpinionResults { statements: vec![figures(Some(opinions)), figures(None)] })
}
