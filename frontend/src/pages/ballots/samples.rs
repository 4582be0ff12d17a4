//! Ballots to render in tests, one of each voting method.

use std::collections::BTreeMap;

use tablee_core::cases::ballots::{BallotChoice, BallotForm};
use tablee_rules::voting::{METHODS, Method, OptionNeed};

use super::OPTIONS;
use crate::pages::errors::Errors;

/// An empty ballot of each method, and one on which the first option is marked.
pub(in crate::pages) fn forms() -> Vec<BallotForm> {
    METHODS
        .iter()
        .flat_map(|method| [form(*method, None), form(*method, Some(1))])
        .collect()
}

/// What is wrong with a ballot.
pub(in crate::pages) fn refused() -> Errors {
    Errors::one(OPTIONS, "Gardez-en un.")
}

fn form(method: &dyn Method, marked: Option<i64>) -> BallotForm {
    let option = |(id, detail, marked): (&str, &str, Option<i64>)| BallotChoice {
        id: id.to_owned(),
        label: format!("Option {id}"),
        detail: detail.to_owned(),
        first_label: (!detail.is_empty()).then(|| "Avant".to_owned()),
        first_detail: (!detail.is_empty()).then(String::new),
        cost: (method.option_need() == OptionNeed::Cost).then_some(12_000),
        feature: (method.option_need() == OptionNeed::Quota).then(|| "Question".to_owned()),
        marked,
    };
    BallotForm {
        slug: "ecole".to_owned(),
        consultation: "École".to_owned(),
        position: 4,
        title: "Que faire ?".to_owned(),
        intro: String::new(),
        closes_at: Some(1_795_431_600_000),
        method: method.key(),
        settings: method
            .settings()
            .iter()
            .map(|setting| (setting.name, setting.usual))
            .collect::<BTreeMap<_, _>>(),
        options: [("a", "Detail", marked), ("b", "", None)].map(option).into(),
        receipt: None,
    }
}
