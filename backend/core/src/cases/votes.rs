//! A decision phase's voting method, with the paper that its ballots are judged by.

use std::collections::BTreeMap;

use tablee_rules::voting::{self, Counted, Method, OptionNeed, Paper, Quota, VoteRules};

use crate::store::entities::{ballot_option, phase};
use crate::store::{Unit, ballots, editing};
use crate::{Context, Refusal};

/// How a phase decides, and between what.
pub(crate) struct Vote {
    /// As they are stored with the phase.
    pub rules: VoteRules,
    /// The method that they name.
    pub method: &'static dyn Method,
    /// What ballots are judged by.
    pub paper: Paper,
    /// What can be chosen, in the order of the paper.
    pub options: Vec<ballot_option::Model>,
}

impl Vote {
    /// The vote of a decision phase.
    ///
    /// # Errors
    /// `WrongState` when its rules cannot be read.
    pub(crate) async fn of(cx: &Context, phase: &phase::Model) -> Result<Self, Refusal> {
        let options = ballots::options(cx.db.read(), phase.id).await?;
        Self::between(rules(phase), options).ok_or(Refusal::WrongState)
    }

    /// The vote of a phase that was read before the unit began, once nobody can change it any more until the unit ends; nothing when
    /// nobody could by then, because somebody had voted.
    ///
    /// # Errors
    /// `NotFound` when the phase is gone; `WrongState` when its rules cannot be read.
    pub(crate) async fn held(unit: &Unit, phase: &phase::Model) -> Result<Option<Self>, Refusal> {
        if phase.frozen_at.is_some() {
            return Ok(None);
        }
        let phase = editing::hold_phase(unit.conn(), phase.id).await?;
        let phase = phase.ok_or(Refusal::NotFound)?;
        let options = ballots::options(unit.conn(), phase.id).await?;
        Self::between(rules(&phase), options)
            .map(Some)
            .ok_or(Refusal::WrongState)
    }

    /// The vote by these rules between these options; none when no method has that name.
    pub fn between(rules: VoteRules, options: Vec<ballot_option::Model>) -> Option<Self> {
        let method = voting::method(&rules.method)?;
        let need = method.option_need();
        let costs = options.iter().filter(|_| need == OptionNeed::Cost);
        let quotas = options.iter().filter(|_| need == OptionNeed::Quota);
        let paper = Paper {
            costs: costs.filter_map(|row| Some((row.id.to_string(), row.cost?))).collect(),
            quotas: quotas
                .filter_map(|row| Some((row.id.to_string(), quota(row)?)))
                .collect(),
            ..rules.paper(options.iter().map(|row| row.id.to_string()).collect())
        };
        Some(Self { rules, method, paper, options })
    }

    /// Every setting of the method, by name.
    pub fn settings(&self) -> BTreeMap<&'static str, i64> {
        let names = self.method.settings().iter().map(|setting| setting.name);
        names
            .map(|name| (name, self.method.setting(&self.paper, name)))
            .collect()
    }
}

/// The stored rules of a phase; no method when they cannot be read.
pub(crate) fn rules(phase: &phase::Model) -> VoteRules {
    serde_json::from_str(&phase.rules).unwrap_or_default()
}

/// Whether a decision phase draws a panel.
pub(crate) fn draws_panel(phase: &phase::Model) -> bool {
    voting::method(&rules(phase).method).is_some_and(|method| method.option_need() == OptionNeed::Quota)
}

/// How many members of a panel an option stands for, once that was said.
fn quota(option: &ballot_option::Model) -> Option<Quota> {
    Some(Quota {
        feature: option.feature.clone()?,
        least: u32::try_from(option.least?).ok()?,
        most: u32::try_from(option.most?).ok()?,
    })
}

/// Equal ballots as stored; those that cannot be read are counted apart.
pub(crate) fn read_choices(cast: &[(String, String, i64)]) -> (Vec<Counted>, u64) {
    let (mut ballots, mut unreadable) = (Vec::new(), 0);
    for (choice, _, times) in cast {
        match serde_json::from_str(choice) {
            Ok(ballot) => ballots.push(Counted { ballot, times: times.unsigned_abs() }),
            Err(_) => unreadable += times.unsigned_abs(),
        }
    }
    (ballots, unreadable)
}
