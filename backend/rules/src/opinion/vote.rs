//! What one may say of a statement.

/// What a person says of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vote {
    /// "I agree."
    Agree,
    /// "I do not agree."
    Disagree,
    /// Seen, without taking a side.
    Pass,
}

impl Vote {
    /// All votes, in the order of the buttons.
    pub const ALL: [Self; 3] = [Self::Agree, Self::Disagree, Self::Pass];

    /// The stable name, as in forms and in the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::Pass => "pass",
        }
    }

    /// The vote of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vote| vote.key() == key)
    }

    /// The mark of a ballot of the method agree / disagree / pass: 1, −1 or 0.
    pub fn mark(self) -> i32 {
        match self {
            Self::Agree => 1,
            Self::Disagree => -1,
            Self::Pass => 0,
        }
    }

    /// The vote of a mark.
    pub fn from_mark(mark: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|vote| vote.mark() == mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_keep_their_names_and_marks() {
        for vote in Vote::ALL {
            assert_eq!(Vote::from_key(vote.key()), Some(vote));
            assert_eq!(Vote::from_mark(vote.mark()), Some(vote));
        }
        assert_eq!(Vote::from_key("maybe"), None);
        assert_eq!(Vote::from_mark(2), None);
    }
}
