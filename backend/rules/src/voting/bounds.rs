//! Bounds that every vote keeps to. Published files are anybody's: within these bounds no count overflows, runs out of memory or
//! goes on for ever.

use std::collections::BTreeMap;

use super::{Counted, Method, Paper, Setting, SettingKind, Standing, Summary};
use crate::limits;

/// Why a paper or a summary is one that no vote comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfBounds {
    /// The paper has too many options or one twice, or a cost or a setting that cannot be chosen.
    Paper,
    /// The summary has too many ballots, other options than the paper, or figures that its ballots do not come to.
    Summary,
    /// This ballot of the summary, numbered from 1, does not count under the paper's rules.
    Pattern(u64),
}

/// Whether a method may judge and count ballots on this paper, whoever wrote it.
///
/// # Errors
/// [`OutOfBounds::Paper`].
pub fn check_paper(method: &dyn Method, paper: &Paper) -> Result<(), OutOfBounds> {
    let few = paper.options.len() <= limits::VOTE_OPTIONS;
    let costs = paper.costs.values().all(|cost| (0..=limits::MONEY).contains(cost));
    let within = |setting: &Setting| setting.kind.allows(method.setting(paper, setting.name));
    let fits = few && paper.has_distinct_options() && costs && method.settings().iter().all(within);
    if fits { Ok(()) } else { Err(OutOfBounds::Paper) }
}

/// Whether a method may conclude from this summary on this paper, whoever wrote them.
///
/// # Errors
/// The first thing that no vote comes to.
pub fn check(method: &dyn Method, summary: &Summary, paper: &Paper) -> Result<(), OutOfBounds> {
    check_paper(method, paper)?;
    let ballots = summary.ballots();
    let fits = match summary {
        _ if ballots > limits::BALLOTS => false,
        Summary::Figures { options, pairs, .. } => {
            figures_fit(options, ballots * method.most_of_one(paper), paper) && pairs_fit(pairs, ballots, paper)
        }
        Summary::Patterns { ballots } => return check_patterns(method, ballots, paper),
    };
    if fits { Ok(()) } else { Err(OutOfBounds::Summary) }
}

fn check_patterns(method: &dyn Method, patterns: &[Counted], paper: &Paper) -> Result<(), OutOfBounds> {
    let counts = |counted: &Counted| method.judge(&counted.ballot, paper) == Ok(Standing::Valid);
    let invalid = patterns.iter().zip(1..).find(|(counted, _)| !counts(counted));
    invalid.map_or(Ok(()), |(_, pattern)| Err(OutOfBounds::Pattern(pattern)))
}

fn figures_fit(options: &BTreeMap<String, BTreeMap<String, u64>>, most: u64, paper: &Paper) -> bool {
    options
        .iter()
        .all(|(option, figures)| paper.options.contains(option) && figures.values().all(|figure| *figure <= most))
}

/// Whether each pair adds up to no more than all ballots: none ranks either option above the other.
fn pairs_fit(pairs: &[Vec<u64>], ballots: u64, paper: &Paper) -> bool {
    let many = paper.options.len();
    let square = pairs.len() == many && pairs.iter().all(|row| row.len() == many);
    let both_ways = |row: usize, column: usize| pairs[row][column].saturating_add(pairs[column][row]);
    pairs.is_empty() || square && (0..many).all(|row| (0..=row).all(|column| both_ways(row, column) <= ballots))
}

impl SettingKind {
    /// Whether a setting of this kind may have this value.
    pub(super) fn allows(self, value: i64) -> bool {
        match self {
            Self::Number { least, most } => (least..=most).contains(&value),
            Self::Money => (0..=limits::MONEY).contains(&value),
            Self::YesNo => (0..=1).contains(&value),
            Self::OneOf(names) => usize::try_from(value).is_ok_and(|place| place < names.len()),
        }
    }
}
