//! Choosing priorities, with fair shares.

use num_rational::BigRational;
use serde_json::{Value, json};
use tablee_rules::voting::Tally;

use crate::{
    Adapter, Failure,
    approvals::known,
    budgets::{options, ties},
    election::Election,
    result,
};

/// The methods of this group.
pub const ADAPTERS: &[Adapter] = &[("mw_mes", set), ("mw_phragmen", list)];

fn set(election: &Election) -> Result<Value, Failure> {
    chosen(election, 0, |tally| json!({ "mes_part": options(tally, &["free", "share"]) }))
}

fn list(election: &Election) -> Result<Value, Failure> {
    let loads = |tally: &Tally| {
        let written = tally.working.steps.iter().filter_map(|step| step.fractions.get("load"));
        let loads = written.filter_map(|load| load.parse().ok());
        json!({ "max_loads": loads.map(|load: BigRational| result::exact(&load)).collect::<Vec<_>>() })
    };
    chosen(election, 1, loads)
}

fn chosen(election: &Election, list: i64, more: impl Fn(&Tally) -> Value) -> Result<Value, Failure> {
    let paper = election.paper(&[("list", list)])?;
    let tally = known("priorities")?.tally(&election.approvals(), &paper, &election.lot());
    let mut fields = result::of(&tally);
    fields
        .extend(result::fields(json!({ "order": options(&tally, &["free", "share", "load"]), "ties": ties(&tally) })));
    fields.extend(result::fields(more(&tally)));
    Ok(fields.into())
}
