//! What some voting methods must know of an option besides its words: its cost, or its place in a panel.

use tablee_rules::voting::OptionNeed;
use tablee_rules::{ArgValue, limits};

use super::FieldReader;
use crate::FieldFault;
use crate::cases::facts::{Fact, FactValue};
use crate::store::entities::ballot_option;

/// What stands between the parts of a line that adds an option.
const SEPARATOR: char = ';';

/// What a method must know of an option, as typed; blank for what it need not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionTerms {
    /// What it costs, in whole units of the currency.
    pub cost: String,
    /// The question of which it is an answer.
    pub feature: String,
    /// The fewest members of a panel who give it.
    pub least: String,
    /// The most.
    pub most: String,
}

/// The same, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadTerms {
    cost: Option<i64>,
    feature: Option<String>,
    least: Option<i32>,
    most: Option<i32>,
}

impl OptionTerms {
    /// The terms of a stored option.
    pub(crate) fn of(row: &ballot_option::Model) -> Self {
        let typed = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        Self {
            cost: typed(row.cost),
            feature: row.feature.clone().unwrap_or_default(),
            least: typed(row.least.map(i64::from)),
            most: typed(row.most.map(i64::from)),
        }
    }

    /// What one version of an option asks otherwise than the other.
    pub(crate) fn difference(before: &ballot_option::Model, after: &ballot_option::Model) -> Vec<Fact> {
        let number = |number: Option<i32>| number.map(FactValue::from);
        let text = |text: &Option<String>| text.as_deref().map(FactValue::from);
        let facts = [
            Fact::replaced("entry-cost", before.cost.map(FactValue::from), after.cost.map(FactValue::from)),
            Fact::replaced("entry-feature", text(&before.feature), text(&after.feature)),
            Fact::replaced("entry-least", number(before.least), number(after.least)),
            Fact::replaced("entry-most", number(before.most), number(after.most)),
        ];
        facts.into_iter().flatten().collect()
    }

    /// Reads what the method needs. What is blank is not known yet.
    pub(crate) fn read(&self, need: OptionNeed, fields: &mut FieldReader) -> ReadTerms {
        match need {
            OptionNeed::Words => ReadTerms::default(),
            OptionNeed::Cost => ReadTerms { cost: fields.money("cost", &self.cost), ..ReadTerms::default() },
            OptionNeed::Quota => self.read_quota(fields),
        }
    }

    fn read_quota(&self, fields: &mut FieldReader) -> ReadTerms {
        let feature = fields.line("feature", &self.feature, limits::TITLE);
        let least = fields.number("least", &self.least, 0, i32::MAX);
        let most = fields.number("most", &self.most, 0, i32::MAX);
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            fields.faults.push(FieldFault::new("most", "fault-quota-bounds"));
        }
        ReadTerms { feature: Some(feature).filter(|feature| !feature.is_empty()), least, most, cost: None }
    }

    /// Parts one line as it is typed to add an option: the words, then what the method needs, as in `Un four ; 15000` or
    /// `Femmes ; Vous êtes ; 5 ; 7`.
    pub(crate) fn part(line: &str, need: OptionNeed) -> (String, Self) {
        let count = match need {
            OptionNeed::Words => 1,
            OptionNeed::Cost => 2,
            OptionNeed::Quota => 4,
        };
        let mut parts: Vec<&str> = line.rsplitn(count, SEPARATOR).map(str::trim).collect();
        parts.reverse();
        let (words, terms) = parts.split_first().unwrap_or((&"", &[]));
        let typed = |index: usize| terms.get(index).copied().unwrap_or_default().to_owned();
        let terms = match need {
            OptionNeed::Words => Self::default(),
            OptionNeed::Cost => Self { cost: typed(0), ..Self::default() },
            OptionNeed::Quota => Self { feature: typed(0), least: typed(1), most: typed(2), ..Self::default() },
        };
        ((*words).to_owned(), terms)
    }
}

impl ReadTerms {
    /// Writes what the method needs into the row; what it does not need stays as it was.
    pub fn write(self, need: OptionNeed, row: &mut ballot_option::Model) {
        match need {
            OptionNeed::Words => {}
            OptionNeed::Cost => row.cost = self.cost,
            OptionNeed::Quota => (row.feature, row.least, row.most) = (self.feature, self.least, self.most),
        }
    }
}

/// What is wrong in a line that adds an option, told beside the whole field: faults of its terms become one.
pub(crate) fn in_line(faults: Vec<FieldFault>, need: OptionNeed, number: usize) -> Vec<FieldFault> {
    let key = if need == OptionNeed::Quota { "fault-line-quota" } else { "fault-line-cost" };
    let line = ArgValue::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let (words, terms): (Vec<FieldFault>, Vec<FieldFault>) =
        faults.into_iter().partition(|fault| fault.field == "lines");
    let of_terms = FieldFault { args: vec![("line".to_owned(), line)], ..FieldFault::new("lines", key) };
    let told = (!terms.is_empty()).then_some(of_terms);
    words.into_iter().chain(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_what_the_method_needs() {
        let (words, terms) = OptionTerms::part("Un four ; grand ; 15 000 €", OptionNeed::Cost);
        assert_eq!((words.as_str(), terms.cost.as_str()), ("Un four ; grand", "15 000 €"));
        let (words, terms) = OptionTerms::part("Un four", OptionNeed::Cost);
        assert_eq!((words.as_str(), terms.cost.as_str()), ("Un four", ""));
        let (words, terms) = OptionTerms::part("Femmes;Vous êtes;5;7", OptionNeed::Quota);
        assert_eq!((words.as_str(), terms.feature.as_str(), terms.least.as_str()), ("Femmes", "Vous êtes", "5"));
        let (words, _) = OptionTerms::part("Oui ; non", OptionNeed::Words);
        assert_eq!(words, "Oui ; non");
    }
}
