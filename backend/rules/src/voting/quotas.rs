//! Quotas of a paper, before anyone volunteers.

use super::{MethodFault, Paper};
use crate::panel::PanelFault;

/// The question that an option answers.
pub(super) fn question<'p>(paper: &'p Paper, option: &str) -> &'p str {
    paper.quotas.get(option).map_or("", |quota| quota.feature.as_str())
}

/// What is wrong with the quotas by themselves, whoever volunteers.
pub(super) fn quota_faults(paper: &Paper) -> Vec<MethodFault> {
    let mut faults = Vec::new();
    let mut questions: Vec<(&str, u64, u64, usize)> = Vec::new();
    for (quota, line) in paper
        .options
        .iter()
        .filter_map(|option| paper.quotas.get(option))
        .zip(1..)
    {
        if quota.least > quota.most {
            faults.push(MethodFault::QuotaBounds { line });
        }
        let (least, most) = (u64::from(quota.least), u64::from(quota.most));
        match questions.iter_mut().find(|(feature, ..)| *feature == quota.feature) {
            Some((_, all_least, all_most, answers)) => {
                (*all_least, *all_most, *answers) = (*all_least + least, *all_most + most, *answers + 1);
            }
            None => questions.push((&quota.feature, least, most, 1)),
        }
    }
    let seats = paper.seats;
    for (feature, least, most, answers) in questions {
        let feature = feature.to_owned();
        if answers < 2 {
            faults.push(MethodFault::OneAnswer { feature });
        } else if least > u64::from(seats) && seats > 0 {
            faults.push(MethodFault::Panel(PanelFault::LeastOverSeats { feature, sum: least, seats }));
        } else if most < u64::from(seats) {
            faults.push(MethodFault::Panel(PanelFault::MostUnderSeats { feature, sum: most, seats }));
        }
    }
    faults
}
