//! What a ballot shares out, reckoned on the server.

use serde::Serialize;
use tablee_core::cases::ballots::BallotForm;
use tablee_rules::voting::Marking;

use super::Filled;

/// What there is to share out, and how much of it is used.
#[derive(Serialize)]
pub(super) struct SumView {
    total: i64,
    used: i64,
    /// What is left; negative when too much is used.
    left: i64,
    /// How much too much; 0 when nothing is.
    over: i64,
}

/// The sum of a ballot on which something is shared out.
pub(super) fn sum(marking: Marking, form: &BallotForm, filled: &Filled) -> Option<SumView> {
    let (total, used) = match marking {
        Marking::Points => {
            (form.settings.get("total")?, form.options.iter().filter_map(|option| filled.number_at(&option.id)))
        }
        _ => return None,
    };
    let used = used.fold(0, i64::saturating_add);
    Some(SumView { total: *total, used, left: total.saturating_sub(used), over: used.saturating_sub(*total).max(0) })
}
