//! What may be published of an opinion phase, as it is kept and shown. Nothing here tells of fewer than five people.

use serde::{Deserialize, Serialize};

use super::{StatementId, Stratum};
use crate::results::Share;
use crate::voting::Opinions;

/// The analysis of a phase, protected for publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionAnalysis {
    /// People with at least one vote.
    pub voters: u32,
    /// Those who voted on enough statements to be placed.
    pub placed: u32,
    /// Whether there are groups.
    pub shape: Shape,
    /// The groups, the largest first; none unless the shape is [`Shape::Groups`].
    pub groups: Vec<GroupFigures>,
    /// The strata that anyone declared.
    pub strata: Vec<StratumFigures>,
    /// Who thinks alike, a few people a point; empty when there are too few voters, or all think alike.
    pub map: Vec<MapPoint>,
    /// The statements that count and that anyone voted on, the one that brings the most people together first; those whose score
    /// is hidden last.
    pub statements: Vec<StatementAnalysis>,
    /// Statements that most voters agree with whatever the groups, the firmest first, at most five; of those that five voted on.
    pub majority_agrees: Vec<StatementId>,
    /// Statements that most voters disagree with, likewise.
    pub majority_disagrees: Vec<StatementId>,
    /// What the majority likes and a small group or stratum rejects, the firmest rejection first.
    pub vigilance: Vec<Rejection>,
    /// What to say first, at most five sentences, in their order.
    pub headlines: Vec<Headline>,
}

/// What the positions of the voters look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Fewer than 15 voters can be placed, or fewer than two statements count: nothing is said of groups.
    TooFew,
    /// All who are placed are at the same place: there is nothing to draw.
    Alike,
    /// No groups that chance would not make as well: opinions go gradually from one end to the other.
    Continuum,
    /// Groups that are large enough and set apart more clearly than chance does.
    Groups,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupFigures {
    /// Voters in the group, at least five.
    pub people: u32,
    /// Its middle on the map.
    pub x: i32,
    /// Its middle on the map.
    pub y: i32,
    /// What sets it apart from the others with certainty: at most five, what it agrees with first.
    pub representative: Vec<Representative>,
}

/// A statement on which a group differs from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// The statement.
    pub statement: StatementId,
    /// Whether the group agrees with it more than the others do; else it disagrees more.
    pub agrees: bool,
}

/// One declared stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumFigures {
    /// Which one.
    pub stratum: Stratum,
    /// Voters in it; nothing when they are few or would give few away.
    pub people: Option<u32>,
}

/// Voters close to each other on the map, at least five: never one person's position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapPoint {
    /// Along the axis that divides voters most. The point furthest from the centre is 1,000 away from it.
    pub x: i32,
    /// Along the second axis.
    pub y: i32,
    /// How many voters.
    pub people: u32,
    /// Place of their group in the list of groups; none when there are no groups.
    pub group: Option<u8>,
}

/// How one statement was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementAnalysis {
    /// The statement.
    pub statement: StatementId,
    /// All voters; nothing under five.
    pub all: Option<Figures>,
    /// Each group, in the order of the groups; nothing where few people would be told of.
    pub groups: Vec<Option<Figures>>,
    /// Each stratum, in the order of the strata; likewise.
    pub strata: Vec<Option<Figures>>,
    /// How far it brings people together, the lower of groups and strata; nothing when it would tell of a hidden figure.
    pub score: Option<Share>,
    /// Every group and every stratum agrees, with enough votes in each.
    pub shared: bool,
    /// Strata of which too few voted on it.
    pub too_few_of: Vec<Stratum>,
}

/// How a number of people received a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// What they said.
    pub opinions: Opinions,
    /// Share of agreement among all who saw it, passes included.
    pub agree: Share,
    /// Lower end of the 95 % interval of that share (Wilson, JASA 22, 1927).
    pub agree_low: Share,
    /// Upper end.
    pub agree_high: Share,
    /// Share of disagreement among all who saw it.
    pub disagree: Share,
}

/// Some voters among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Part {
    /// An opinion group.
    Group {
        /// Its place in the list of groups.
        group: u8,
    },
    /// A declared stratum.
    Stratum {
        /// Which one.
        stratum: Stratum,
    },
}

/// Something that most voters like and these do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The statement.
    pub statement: StatementId,
    /// Who rejects it.
    pub by: Part,
    /// Share of them who disagree.
    pub disagree: Share,
    /// Whether they are known to be fewer than half of all voters.
    #[serde(default)]
    pub smaller: bool,
}

/// One of the sentences that come before any figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "says")]
pub enum Headline {
    /// What brings people together: the best of the shared statements.
    Together {
        /// The statement.
        statement: StatementId,
        /// The lowest share of agreement among groups and strata; nothing when one of them is hidden.
        at_least: Option<Share>,
    },
    /// The same where there are no groups and nobody declared a stratum.
    Agreed {
        /// The statement.
        statement: StatementId,
        /// Share of all voters who agree.
        agree: Share,
    },
    /// No statement is shared by every group and every stratum.
    NothingShared,
    /// What divides most: the statement on which two groups are furthest apart.
    Divides {
        /// The statement.
        statement: StatementId,
        /// Place of the group that agrees most, and its share of agreement.
        most: (u8, Share),
        /// Place of the group that agrees least, and its share of agreement.
        least: (u8, Share),
    },
    /// What divides most where there are no groups: the statement on which the most people are on either side.
    Splits {
        /// The statement.
        statement: StatementId,
        /// Share of all voters who agree.
        agree: Share,
        /// Share of all voters who disagree.
        disagree: Share,
    },
    /// What a small group or stratum rejects among the favourites of the majority.
    Refused(Rejection),
    /// What most voters agree with, shared or not.
    Majority {
        /// The statement.
        statement: StatementId,
        /// Share of all voters who agree.
        agree: Share,
    },
    /// What most voters disagree with.
    MajorityRefuses {
        /// The statement.
        statement: StatementId,
        /// Share of all voters who disagree.
        disagree: Share,
    },
    /// On how many statements too few people of a stratum voted: nothing can be said for them.
    NotHeard {
        /// The stratum that is missing most often.
        stratum: Stratum,
        /// How many statements.
        statements: u32,
    },
}
