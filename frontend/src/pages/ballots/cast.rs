//! A ballot as it was cast, shown back to whoever cast it.

use serde::Serialize;
use tablee_core::cases::ballots::{BallotContent, BallotForm};
use tablee_rules::voting::{self, Marking};

use super::forms;
use super::questions::{grade_word, opinion_word};
use crate::http::Lang;
use crate::view::form::words;

/// What stands on a ballot; no row for a blank one.
#[derive(Serialize)]
pub(in crate::pages) struct CastView {
    rows: Vec<RowView>,
    /// Whether it is a sheet of paper that breaks the rules.
    spoiled: bool,
}

#[derive(Serialize)]
struct RowView {
    label: String,
    /// What was marked beside it, where a tick does not say all.
    said: Option<String>,
}

impl CastView {
    /// The marks, ranks in their order, other ballots in the order of the paper.
    pub fn new(lang: Lang, ballot: BallotContent) -> Self {
        let marking = voting::method(ballot.method)
            .map(voting::Method::marking)
            .unwrap_or_default();
        let mut marked: Vec<(String, i64)> = ballot
            .marked
            .into_iter()
            .filter_map(|choice| Some((choice.label, choice.marked?)))
            .collect();
        if marking == Marking::Rank {
            marked.sort_by_key(|(_, rank)| *rank);
        }
        let grades = ballot.settings.get("grades").copied().unwrap_or_default();
        let row = |(label, value)| RowView { label, said: said(lang, marking, grades, value) };
        Self { spoiled: ballot.spoiled, rows: marked.into_iter().map(row).collect() }
    }

    /// A ballot of each method, a blank one and a spoiled one.
    pub fn samples() -> Vec<Self> {
        let content = |form: BallotForm| BallotContent {
            method: form.method,
            settings: form.settings,
            marked: form
                .options
                .into_iter()
                .filter(|option| option.marked.is_some())
                .collect(),
            spoiled: false,
        };
        let spoiled = Self { rows: Vec::new(), spoiled: true };
        forms()
            .into_iter()
            .map(|form| Self::new(Lang::default(), content(form)))
            .chain([spoiled])
            .collect()
    }
}

/// The words of one mark.
fn said(lang: Lang, marking: Marking, grades: i64, value: i64) -> Option<String> {
    let numbered = |key: &str| words(lang, key, &[("value", value.into())]);
    Some(match marking {
        Marking::Choice | Marking::Answer => return None,
        Marking::Grade => grade_word(lang, grades, value),
        Marking::Opinion => opinion_word(lang, value),
        Marking::Rank => numbered("vote-rank"),
        Marking::Points => numbered("vote-points"),
    })
}
