//! The list of statements or options that a phase holds, each with its own form.

use serde::Serialize;
use tablee_core::cases::editor::OptionTerms;
use tablee_core::cases::editor::entries::Entry;
use tablee_core::cases::editor::phase_view::VoteLine;
use tablee_rules::voting::OptionNeed;

use crate::view::{Faults, Field};

#[derive(Serialize)]
pub(super) struct EntryRow {
    id: String,
    position: usize,
    words: String,
    first_words: Option<String>,
    first_detail: Option<String>,
    detail: String,
    terms: Option<TermsLine>,
    text: Field,
    detail_field: Option<Field>,
    cost: Option<Field>,
    quota: Option<QuotaFields>,
    open: bool,
    first: bool,
    last: bool,
}

/// What is known of an option besides its words.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum TermsLine {
    Cost { cost: Option<i64> },
    Quota { known: bool, feature: String, least: String, most: String },
}

#[derive(Serialize)]
struct QuotaFields {
    feature: Field,
    least: Field,
    most: Field,
}

/// The rows of a list. The fields of the refused one hold what was typed, and what is wrong with it.
pub(super) fn entry_rows(
    entries: Vec<Entry>,
    refused: Option<&Entry>,
    vote: Option<&VoteLine>,
    frozen: bool,
    faults: &Faults,
) -> Vec<EntryRow> {
    let count = entries.len();
    let need = vote.map(|vote| vote.need);
    let rows = entries.into_iter().enumerate().map(|(index, entry)| {
        let refused = refused.filter(|refused| refused.id == entry.id);
        let shown = refused.unwrap_or(&entry);
        let field = |name: &str, value: &str| Field {
            name: format!("{name}-{}", index + 1),
            value: value.to_owned(),
            error: refused.and(faults.about(&format!("{name}-{}", index + 1))),
        };
        let terms = &shown.terms;
        let asks = |wanted: OptionNeed| need == Some(wanted) && !frozen;
        EntryRow {
            id: entry.id.to_string(),
            position: index + 1,
            text: field("text", &shown.text),
            detail_field: need.map(|_| field("detail", &shown.detail)),
            cost: asks(OptionNeed::Cost).then(|| field("cost", &terms.cost)),
            quota: asks(OptionNeed::Quota).then(|| QuotaFields {
                feature: field("feature", &terms.feature),
                least: field("least", &terms.least),
                most: field("most", &terms.most),
            }),
            open: refused.is_some(),
            terms: need.and_then(|need| TermsLine::of(need, &entry.terms)),
            words: entry.text,
            first_words: entry.first_text,
            first_detail: entry.first_detail.filter(|first| !first.is_empty()),
            detail: entry.detail,
            first: index == 0,
            last: index + 1 == count,
        }
    });
    rows.collect()
}

impl TermsLine {
    fn of(need: OptionNeed, terms: &OptionTerms) -> Option<Self> {
        match need {
            OptionNeed::Words => None,
            OptionNeed::Cost => Some(Self::Cost { cost: terms.cost.parse().ok() }),
            OptionNeed::Quota => Some(Self::Quota {
                known: [&terms.feature, &terms.least, &terms.most]
                    .iter()
                    .all(|typed| !typed.is_empty()),
                feature: terms.feature.clone(),
                least: terms.least.clone(),
                most: terms.most.clone(),
            }),
        }
    }
}
