//! Choices of a question as they are typed, one a line.

use std::collections::BTreeSet;

use tablee_rules::questions::{Choice, Options};
use tablee_rules::text;

use crate::store::entities::question;

/// Choices typed one a line, each with the stable name it had: the same wording keeps it, and so does a reworded line of a
/// list of the same length.
pub(super) fn paired_choices(typed: &str, before: &[Choice]) -> Vec<Choice> {
    let labels: Vec<String> = typed
        .lines()
        .map(text::clean_line)
        .filter(|label| !label.is_empty())
        .collect();
    let same_length = labels.len() == before.len();
    let mut taken: BTreeSet<String> = before.iter().map(|choice| choice.key.clone()).collect();
    let mut free = before.to_vec();
    let mut choices: Vec<Option<Choice>> = labels
        .iter()
        .map(|label| {
            let known = free.iter().position(|choice| choice.label == *label)?;
            Some(free.remove(known))
        })
        .collect();
    for (index, (choice, label)) in choices.iter_mut().zip(labels).enumerate() {
        if choice.is_some() {
            continue;
        }
        let reworded = before.get(index).filter(|old| same_length && free.contains(old));
        let key = reworded.map_or_else(
            || {
                let unused = (1..)
                    .map(|number| format!("c{number}"))
                    .find(|key| !taken.contains(key));
                unused.unwrap_or_default()
            },
            |old| old.key.clone(),
        );
        taken.insert(key.clone());
        *choice = Some(Choice { key, label });
    }
    choices.into_iter().flatten().collect()
}

/// Whether two versions of a question differ by words alone.
pub(super) fn same_but_for_words(before: &question::Model, after: &question::Model) -> bool {
    let wordless = |row: &question::Model| {
        let mut options: Options = serde_json::from_str(&row.options).unwrap_or_default();
        options.choices.iter_mut().for_each(|choice| choice.label.clear());
        options.unit.clear();
        options.low_label.clear();
        options.high_label.clear();
        (options, row.required)
    };
    wordless(before) == wordless(after)
}
