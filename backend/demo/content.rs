//! What the demonstration holds, as written in `demo.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The whole demonstration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub organisation: Organisation,
    pub member: Vec<Member>,
    /// Made from the workshop's minutes, open now.
    pub current: Consultation,
    /// Over, with published results and answers.
    pub past: Consultation,
    /// Over too: decisions, each taken in another way.
    pub ways: Consultation,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub role: String,
    pub name: String,
    pub email: String,
    /// The name by which everyone knows an observer.
    #[serde(default)]
    pub public_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    pub title: String,
    pub summary: String,
    pub purpose: String,
    pub decider: String,
    pub territory: String,
    pub controller: String,
    pub legal_basis: String,
    pub retention_months: u16,
    pub contact: String,
    pub moderation: String,
    /// Days from now; negative is past.
    pub answer_due_in_days: i64,
    #[serde(default)]
    pub stratum: Vec<Stratum>,
    pub phase: Vec<Phase>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub kind: String,
    pub title: String,
    pub intro: String,
    /// Days from now.
    pub opens: i64,
    /// Days from now.
    pub closes: i64,
    /// How many answer sheets people have sent.
    #[serde(default)]
    pub answers: u32,
    /// How many people have voted on the statements.
    #[serde(default)]
    pub voters: u32,
    /// How many ballots were cast.
    #[serde(default)]
    pub ballots: u32,
    /// How many sheets came on paper, besides; a member typed them.
    #[serde(default)]
    pub on_paper: u32,
    /// How many people were helped to fill a sheet, besides.
    #[serde(default)]
    pub assisted: u32,
    /// Statements that residents add.
    #[serde(default)]
    pub statement: Vec<Statement>,
    /// Most options that a ballot may pick.
    #[serde(default)]
    pub most: u32,
    /// How it decides, when not by picking up to `most` options.
    pub vote: Option<Vote>,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default)]
    pub publish: bool,
    /// Whether the observer signs the published result.
    #[serde(default)]
    pub controlled: bool,
    #[serde(default)]
    pub question: Vec<Question>,
    #[serde(default)]
    pub proposal: Vec<Proposal>,
    /// People who vote on the statements much alike.
    #[serde(default)]
    pub camp: Vec<Camp>,
}

/// A statement that a resident adds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub text: String,
    /// Left for the moderation queue.
    #[serde(default)]
    pub waiting: bool,
}

/// A question that people may answer about themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    pub question: String,
    pub reason: String,
    /// How results name those who say yes.
    pub yes: String,
    /// How results name those who say no.
    pub no: String,
}

/// People who think alike.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Camp {
    pub people: u32,
    /// One sign for each option of the phase: `+` for it, `-` against it, `?` either.
    pub votes: String,
    /// What most of them declare, `yes` or `no`.
    pub declares: String,
}

/// How a decision decides, as its form has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    pub method: String,
    #[serde(default)]
    pub seats: String,
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Question {
    pub kind: String,
    pub label: String,
    pub help: String,
    pub required: bool,
    pub choices: Vec<String>,
    pub other: bool,
    pub max: u32,
    pub min: u32,
    pub unit: String,
    pub points: u32,
    pub low: String,
    pub high: String,
    /// Free texts that some people answered.
    pub texts: Vec<String>,
    /// Those of them that a facilitator does not show.
    pub refused: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Proposal {
    pub title: String,
    pub text: String,
    /// How many others said "this is mine too".
    pub supports: u32,
    /// Left for the moderation queue.
    pub waiting: bool,
    /// The official answers, the first version first.
    pub answer: Vec<Answer>,
}

/// A version of an official answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub verdict: String,
    pub reason: String,
    pub body: String,
    pub person: String,
    pub due_in_days: Option<i64>,
    /// Written, and not published yet.
    #[serde(default)]
    pub draft: bool,
}

/// The demonstration that ships with the program.
pub static DEMO: LazyLock<Demo> =
    LazyLock::new(|| toml::from_str(include_str!("demo.toml")).expect("demo.toml holds together"));

#[cfg(test)]
mod tests {
    use tablee_core::access::Role;

    use super::*;

    #[test]
    fn the_demonstration_reads_and_has_a_member_of_each_role() {
        let roles: Vec<&str> = DEMO.member.iter().map(|member| member.role.as_str()).collect();
        assert_eq!(roles, Role::ALL.map(Role::key));
        assert!(DEMO.current.phase.iter().any(|phase| phase.kind == "opinion"));
    }
}
