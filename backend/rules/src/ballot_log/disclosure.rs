use serde::{Deserialize, Serialize};

/// Fewest ballots among which single ones may be published.
pub const LEAST_BALLOTS: u64 = 50;
/// One-of-a-kind ballots must be fewer than one in this many: 5 %.
const ALONE_ONE_IN: u64 = 20;

/// Why the ballots of a vote are not published: a ballot that nobody else cast can be a signature of its voter
/// (Di Cosmo, "On privacy and anonymity in electronic and non electronic voting: the ballot-as-signature attack", 2007).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Withheld {
    /// Too few ballots to hide among.
    FewBallots {
        /// How many there are.
        ballots: u64,
    },
    /// Too many ballots that nobody else cast.
    OneOfAKind {
        /// How many of them.
        alone: u64,
        /// How many ballots there are.
        ballots: u64,
    },
    /// Each ballot is a sheet of votes on many statements: nearly all are one of a kind.
    Sheets,
}

impl Withheld {
    /// Whether this keeps the ballots of a decision with so many valid ones from being published. How many are one of a kind cannot be
    /// checked without them: auditors do.
    pub(super) fn holds(self, valid: u64) -> bool {
        match self {
            Self::FewBallots { ballots } => ballots == valid && valid < LEAST_BALLOTS,
            Self::OneOfAKind { alone, ballots } => {
                ballots == valid && valid >= LEAST_BALLOTS && alone <= valid && too_many_alone(alone, ballots)
            }
            Self::Sheets => false,
        }
    }
}

/// Whether ballots may be published as patterns with counts: at least 50 ballots, fewer than 5 % of them one of a kind.
/// Takes how often each distinct ballot was cast.
pub fn may_publish_patterns(times: impl IntoIterator<Item = u64>) -> Result<(), Withheld> {
    let (mut ballots, mut alone) = (0u64, 0u64);
    for times in times {
        ballots = ballots.saturating_add(times);
        alone += u64::from(times == 1);
    }
    if ballots < LEAST_BALLOTS {
        return Err(Withheld::FewBallots { ballots });
    }
    if too_many_alone(alone, ballots) {
        return Err(Withheld::OneOfAKind { alone, ballots });
    }
    Ok(())
}

fn too_many_alone(alone: u64, ballots: u64) -> bool {
    alone.saturating_mul(ALONE_ONE_IN) >= ballots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_ballots_and_fewer_than_one_in_twenty_alone() {
        assert_eq!(may_publish_patterns([]), Err(Withheld::FewBallots { ballots: 0 }));
        assert_eq!(may_publish_patterns([25, 24]), Err(Withheld::FewBallots { ballots: 49 }));
        assert_eq!(may_publish_patterns([25, 25]), Ok(()));
        assert_eq!(may_publish_patterns([96, 1, 1, 1, 1]), Ok(()));
        assert_eq!(may_publish_patterns([95, 1, 1, 1, 1, 1]), Err(Withheld::OneOfAKind { alone: 5, ballots: 100 }));
        assert_eq!(may_publish_patterns([1; 60]), Err(Withheld::OneOfAKind { alone: 60, ballots: 60 }));
    }
}
