//! What this process remembers of votes alike from one address. Nothing of it is ever written to disk.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use tablee_rules::alike::Streak;
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::ports::{DAY, Millis, Random, anonymous_id};
use crate::secrets::{Purpose, Secrets};

/// So many streaks are remembered, a few hundred bytes each and sixteen more for each voter in them. Past it, those that were silent
/// the longest are forgotten.
const MOST: usize = 20_000;

/// The memory of votes alike, for one process: with several nodes each one counts what it receives itself, and a person who is
/// spread over them is noticed later. Addresses are kept as a hash under a key that is drawn anew every day (UTC) and never
/// leaves this memory; with it, all that is remembered goes.
#[derive(Default)]
pub struct AlikeMemory {
    kept: Mutex<Option<OneDay>>,
}

/// What a vote says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Choice<'a> {
    /// A whole ballot, as it is stored.
    Ballot(&'a str),
    /// A vote on one statement.
    Opinion(Uuid, Vote),
}

impl Choice<'_> {
    /// The statement it is about, for a vote on one.
    pub fn statement(&self) -> Option<Uuid> {
        match self {
            Self::Ballot(_) => None,
            Self::Opinion(statement, _) => Some(*statement),
        }
    }

    /// What is said, as it is stored.
    pub fn said(&self) -> &str {
        match self {
            Self::Ballot(choice) => choice,
            Self::Opinion(_, vote) => vote.key(),
        }
    }
}

struct OneDay {
    day: Millis,
    key: Secrets,
    streaks: HashMap<[u8; 32], Kept>,
}

struct Kept {
    /// Names the streak in the database once it is noticed: drawn by chance, it leads to no address.
    burst: Uuid,
    streak: Streak,
    /// Who is in it: whoever takes a vote back and casts it again is still one.
    voters: HashSet<Uuid>,
}

/// Votes alike that are to be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noticed {
    /// The streak's name.
    pub burst: Uuid,
    /// How many by now.
    pub many: u32,
}

impl AlikeMemory {
    /// Remembers a voter's vote, once; tells when it lies among so many that they are noticed.
    pub(crate) fn add(
        &self,
        random: &dyn Random,
        now: Millis,
        phase: Uuid,
        (address, voter, choice): (&str, Uuid, Choice<'_>),
    ) -> Option<Noticed> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let today = kept.take().filter(|kept| kept.day == now / DAY);
        let today = kept.insert(today.unwrap_or_else(|| OneDay::starting(random, now)));
        let statement = choice.statement().unwrap_or_default();
        let parts: [&[u8]; 4] = [phase.as_bytes(), address.as_bytes(), statement.as_bytes(), choice.said().as_bytes()];
        let key = today.key.mac(Purpose::Alike, &parts);
        if !today.streaks.contains_key(&key) && today.streaks.len() >= MOST {
            today.forget_the_silent();
        }
        let fresh = || Kept { burst: anonymous_id(random), streak: Streak::default(), voters: HashSet::new() };
        let found = today.streaks.entry(key).or_insert_with(fresh);
        if !found.voters.insert(voter) {
            return None;
        }
        let many = found.streak.add(now)?;
        Some(Noticed { burst: found.burst, many })
    }
}

impl OneDay {
    fn starting(random: &dyn Random, now: Millis) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self { day: now / DAY, key: Secrets::new(key), streaks: HashMap::new() }
    }

    /// Forgets half of the streaks, so that forgetting is rare.
    fn forget_the_silent(&mut self) {
        let mut last: Vec<_> = self.streaks.values().map(|kept| kept.streak.last()).collect();
        let middle = last.len() / 2;
        let (_, border, _) = last.select_nth_unstable(middle);
        let border = *border;
        self.streaks.retain(|_, kept| kept.streak.last() > border);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{CountingRandom, HOUR};

    struct Watched {
        memory: AlikeMemory,
        random: CountingRandom,
    }

    impl Watched {
        fn new() -> Self {
            Self { memory: AlikeMemory::default(), random: CountingRandom::seeded(1) }
        }

        /// What is noticed after `votes` ballots from an address.
        fn after(&self, votes: Millis, start: Millis, address: &str, said: &str) -> Option<Noticed> {
            let choice = Choice::Ballot(said);
            let add = |vote| {
                let voter = anonymous_id(&self.random);
                self.memory
                    .add(&self.random, start + vote, Uuid::nil(), (address, voter, choice))
            };
            (0..votes).map(add).last().flatten()
        }

        fn remembered(&self) -> usize {
            let kept = self.memory.kept.lock().expect("no panic");
            kept.as_ref().map_or(0, |kept| kept.streaks.len())
        }
    }

    #[test]
    fn addresses_and_choices_are_counted_apart() {
        let watched = Watched::new();
        assert_eq!(watched.after(19, 0, "192.0.2.1", "a"), None);
        assert_eq!(watched.after(19, 0, "192.0.2.2", "a"), None);
        assert_eq!(watched.after(19, 0, "192.0.2.1", "b"), None);
        let noticed = watched.after(1, 0, "192.0.2.1", "a").expect("20 are noticed");
        assert_eq!(noticed.many, 20);
        let more = watched.after(5, 0, "192.0.2.1", "a").expect("and those after them");
        assert_eq!((more.burst, more.many), (noticed.burst, 25));
    }

    #[test]
    fn one_voter_who_votes_again_and_again_is_no_crowd() {
        let watched = Watched::new();
        let again = |vote| {
            watched
                .memory
                .add(&watched.random, vote, Uuid::nil(), ("192.0.2.1", Uuid::max(), Choice::Ballot("a")))
        };
        assert_eq!((0..30).filter_map(again).count(), 0);
    }

    #[test]
    fn a_new_day_begins_with_nothing() {
        let watched = Watched::new();
        let first = watched.after(20, 0, "192.0.2.1", "a").expect("noticed");
        assert_eq!(watched.after(19, DAY, "192.0.2.1", "a"), None);
        assert_eq!(watched.remembered(), 1);
        let second = watched.after(1, DAY, "192.0.2.1", "a").expect("noticed");
        assert_ne!(first.burst, second.burst);
    }

    #[test]
    fn memory_is_bounded_and_keeps_who_is_active() {
        let watched = Watched::new();
        watched.after(19, HOUR, "192.0.2.1", "a");
        for said in 0..MOST as Millis + 10 {
            watched.after(1, said % HOUR, "192.0.2.2", &said.to_string());
        }
        assert!(watched.remembered() <= MOST, "{}", watched.remembered());
        assert_eq!(watched.after(1, HOUR, "192.0.2.1", "a").map(|noticed| noticed.many), Some(20));
    }
}
