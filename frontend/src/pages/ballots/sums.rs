//! What a ballot shares out, reckoned on the server.

use serde::Serialize;
use tablee_core::cases::ballots::{BallotChoice, BallotForm};
use tablee_rules::voting::Marking;

use super::Filled;

/// What there is to share out, and what is left of it; `kind` names its words.
#[derive(Serialize)]
pub(super) struct SumView {
    kind: &'static str,
    total: i64,
    /// What is left; negative when too much is used.
    left: i64,
    /// How much is too much; 0 when nothing is.
    over: i64,
}

/// The sum of a ballot on which points are given, or things are ticked that cost money.
pub(super) fn sum(marking: Marking, form: &BallotForm, filled: &Filled) -> Option<SumView> {
    let points = |option: &BallotChoice| filled.number_at(&option.id);
    let cost = |option: &BallotChoice| option.cost.filter(|_| filled.at(&option.id).is_some());
    let add = |sum: i64, part: i64| sum.saturating_add(part);
    let (kind, setting, used) = match marking {
        Marking::Points => ("points", "total", form.options.iter().filter_map(points).fold(0, add)),
        Marking::Choice => ("budget", "budget", form.options.iter().filter_map(cost).fold(0, add)),
        Marking::Opinion | Marking::Grade | Marking::Rank | Marking::Answer => return None,
    };
    let total = *form.settings.get(setting)?;
    Some(SumView { kind, total, left: total.saturating_sub(used), over: used.saturating_sub(total).max(0) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::samples::forms;
    use super::*;
    use crate::pages::fields::Fields;

    #[test]
    fn costs_of_what_is_ticked_come_off_the_budget() {
        let mut form = forms().remove(0);
        form.settings = BTreeMap::from([("budget", 50_000)]);
        for (option, cost) in form.options.iter_mut().zip([30_000, 35_000]) {
            option.cost = Some(cost);
        }
        let left = |fields: &[(&str, &str)]| {
            let filled = Filled::typed(&Fields::of(fields.iter().copied()));
            sum(Marking::Choice, &form, &filled).map(|sum| (sum.left, sum.over))
        };
        assert_eq!(left(&[]), Some((50_000, 0)));
        assert_eq!(left(&[("options", "b")]), Some((15_000, 0)));
        assert_eq!(left(&[("options", "a"), ("options", "b")]), Some((-15_000, 15_000)));
    }
}
