use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::faults::PanelFault;

/// Somebody who may be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who it is; unique.
    pub id: String,
    /// What the person answered, by question.
    pub answers: BTreeMap<String, String>,
}

/// How many members of a panel give one answer to one question. An answer without a quota is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaRow {
    /// The question.
    pub feature: String,
    /// The answer.
    pub answer: String,
    /// The fewest members.
    pub least: u32,
    /// The most members.
    pub most: u32,
}

/// What a panel must be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelRules {
    /// Members of the panel.
    pub seats: u32,
    /// Quotas, at most one for each answer.
    pub quotas: Vec<QuotaRow>,
}

/// People who count for the same quotas, and so have the same chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonType {
    /// Their places in the list of people.
    pub members: Vec<usize>,
    /// Places of the quotas that they count for.
    pub quotas: Vec<usize>,
}

/// The people, by type, and the rules that were found to make sense.
#[derive(Clone, Debug)]
pub struct Pool<'a> {
    /// The people.
    pub people: &'a [Person],
    /// The rules.
    pub rules: &'a PanelRules,
    /// The types; each person is in one.
    pub types: Vec<PersonType>,
}

impl<'a> Pool<'a> {
    /// Groups people by type; refuses rules that make no sense or that one question alone makes impossible.
    pub fn new(people: &'a [Person], rules: &'a PanelRules) -> Result<Self, PanelFault> {
        check_rules(rules)?;
        let mut ids = BTreeSet::new();
        if let Some(twice) = people.iter().find(|person| !ids.insert(&person.id)) {
            return Err(PanelFault::SamePerson { id: twice.id.clone() });
        }
        if people.len() < rules.seats as usize {
            return Err(PanelFault::TooFewPeople { people: people.len(), seats: rules.seats });
        }
        let mut types: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (place, person) in people.iter().enumerate() {
            types.entry(quotas_of(person, &rules.quotas)).or_default().push(place);
        }
        let types = types.into_iter();
        let types = types.map(|(quotas, members)| PersonType { members, quotas }).collect();
        let pool = Self { people, rules, types };
        pool.check_each_feature()?;
        Ok(pool)
    }

    /// Places of the types that count for a quota.
    pub(super) fn types_of(&self, quota: usize) -> impl Iterator<Item = usize> {
        let types = self.types.iter().enumerate();
        types
            .filter(move |(_, one)| one.quotas.contains(&quota))
            .map(|(place, _)| place)
    }

    /// How many people are of each type.
    pub(super) fn sizes(&self) -> Vec<u32> {
        self.types.iter().map(PersonType::size).collect()
    }

    /// Whether a panel of so many people of each type is one.
    pub(super) fn is_panel(&self, counts: &[u32]) -> bool {
        let fits = |quota: usize| {
            let members: u32 = self.types_of(quota).map(|place| counts[place]).sum();
            (self.rules.quotas[quota].least..=self.rules.quotas[quota].most).contains(&members)
        };
        counts.iter().sum::<u32>() == self.rules.seats
            && counts.iter().zip(&self.types).all(|(count, one)| *count <= one.size())
            && (0..self.rules.quotas.len()).all(fits)
    }

    fn check_each_feature(&self) -> Result<(), PanelFault> {
        let seats = self.rules.seats;
        let mut features: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
        for (place, quota) in self.rules.quotas.iter().enumerate() {
            let people: usize = self.types_of(place).map(|place| self.types[place].members.len()).sum();
            if people < quota.least as usize {
                let (feature, answer) = (quota.feature.clone(), quota.answer.clone());
                return Err(PanelFault::TooFewOf { feature, answer, people, least: quota.least });
            }
            let (least, most, counted) = features.entry(&quota.feature).or_default();
            *least += u64::from(quota.least);
            *most += u64::from(quota.most).min(people as u64);
            *counted += people as u64;
        }
        for (feature, (least, most, counted)) in features {
            let feature = feature.to_owned();
            if least > u64::from(seats) {
                return Err(PanelFault::LeastOverSeats { feature, sum: least, seats });
            }
            let fillable = most + (self.people.len() as u64 - counted);
            if fillable < u64::from(seats) {
                return Err(PanelFault::MostUnderSeats { feature, sum: fillable, seats });
            }
        }
        Ok(())
    }
}

impl PersonType {
    /// How many people are of this type.
    pub fn size(&self) -> u32 {
        self.members.len() as u32
    }
}

fn check_rules(rules: &PanelRules) -> Result<(), PanelFault> {
    if rules.seats == 0 {
        return Err(PanelFault::NoSeats);
    }
    let mut seen = BTreeSet::new();
    for quota in &rules.quotas {
        let (feature, answer) = (quota.feature.clone(), quota.answer.clone());
        if quota.least > quota.most {
            return Err(PanelFault::QuotaBounds { feature, answer });
        }
        if !seen.insert((&quota.feature, &quota.answer)) {
            return Err(PanelFault::SameQuota { feature, answer });
        }
    }
    Ok(())
}

fn quotas_of(person: &Person, quotas: &[QuotaRow]) -> Vec<usize> {
    let counts_for = |quota: &QuotaRow| {
        person
            .answers
            .get(&quota.feature)
            .is_some_and(|answer| *answer == quota.answer)
    };
    let quotas = quotas.iter().enumerate();
    quotas
        .filter(|(_, quota)| counts_for(quota))
        .map(|(place, _)| place)
        .collect()
}
