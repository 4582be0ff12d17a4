//! Why nobody is drawn, in sentences.

use super::{Line, Paper, Reason, figures::shown, quotas::question};
use crate::panel::{Bound, PanelFault};

/// Why nobody can be drawn, and the smallest change of the quotas that would do, where one is known.
pub(super) fn reasons(fault: &PanelFault, paper: &Paper, lines: &[Line]) -> Vec<Reason> {
    let mut reasons = vec![Reason::new("panel-nobody", &[], &[])];
    match fault {
        PanelFault::TooFewPeople { people, seats } => {
            let numbers = [("people", *people as i64), ("seats", i64::from(*seats))];
            reasons.push(Reason::new("panel-too-few-people", &[], &numbers));
        }
        PanelFault::TooFewOf { answer, least, .. } => {
            let of_answer = lines.iter().find(|line| line.option == *answer);
            let volunteers = of_answer.and_then(|line| line.figures.get("volunteers"));
            let (named, least) = ([("answer", answer.as_str())], ("least", i64::from(*least)));
            reasons.push(match volunteers {
                Some(count) => Reason::new("panel-too-few-of", &named, &[least, ("count", *count)]),
                None => Reason::new("panel-few-of", &named, &[least]),
            });
        }
        PanelFault::MostUnderSeats { feature, sum, seats } => {
            let of_feature = paper.options.iter().find(|option| question(paper, option) == feature);
            let named = [("question", of_feature.map_or("", String::as_str))];
            let numbers = [("count", shown(*sum)), ("seats", i64::from(*seats))];
            reasons.push(Reason::new("panel-most-under", &named, &numbers));
        }
        PanelFault::Together { changes } => {
            reasons.push(Reason::new("panel-together", &[], &[]));
            reasons.extend(changes.iter().map(|change| {
                let key = match change.bound {
                    Bound::Least => "panel-relax-least",
                    Bound::Most => "panel-relax-most",
                };
                let numbers = [("from", i64::from(change.from)), ("to", i64::from(change.to))];
                Reason::new(key, &[("answer", &change.answer)], &numbers)
            }));
        }
        PanelFault::TooIntricate => reasons.push(Reason::new("panel-too-intricate", &[], &[])),
        // The paper was checked before the vote opened.
        PanelFault::NoSeats
        | PanelFault::SamePerson { .. }
        | PanelFault::SameQuota { .. }
        | PanelFault::QuotaBounds { .. }
        | PanelFault::LeastOverSeats { .. } => reasons.push(Reason::new("panel-rules", &[], &[])),
    }
    reasons
}
