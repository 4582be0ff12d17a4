//! The analysis of a phase as it is published.

use super::conclusions::told_score;
use super::counted::{Counted, Question, questions, too_few};
use super::landscape::Landscape;
use super::representative::{Stands, stands_of_groups};
use super::shown::Shown;
use super::tallies::Tally;
use super::{
    GroupFigures, MapPoint, OpinionAnalysis, Representative, Shape, StatementAnalysis, Strata, StratumFigures,
    StratumTally, Votes, bridging, declared, discovery, held_out, map, protection,
};

/// Everything that may be published of the votes, whether groups are real being put to the test.
///
/// The test computes the groups a hundred times: seconds for thousands of voters. It is for the background, once a phase
/// is closed or from time to time; [`route`](super::route) is for every few votes.
pub fn analyse(votes: &Votes, strata: &Strata) -> OpinionAnalysis {
    analysed(votes, questions(votes, strata))
}

/// The same from what each stratum said, added up: see [`stratum_tallies`](super::stratum_tallies).
pub fn analyse_declared(votes: &Votes, declared: &[StratumTally]) -> OpinionAnalysis {
    analysed(votes, declared::questions(votes, declared))
}

fn analysed(votes: &Votes, questions: Vec<Question>) -> OpinionAnalysis {
    let landscape = Landscape::of(votes);
    let counted = Counted::of(votes, questions, Shown::of(votes, &landscape));
    let shape = counted.shown.shape;
    let strata = strata_figures(votes, &counted);
    let map = voters_map(&landscape, &counted.shown);
    let figures = OpinionAnalysis {
        voters: votes.voters().len() as u32,
        placed: landscape.active.len() as u32,
        shape,
        groups: group_figures(votes, &landscape, &counted, &map),
        statements: statement_figures(votes, &counted),
        majority_agrees: Vec::new(),
        majority_disagrees: Vec::new(),
        vigilance: Vec::new(),
        headlines: Vec::new(),
        strata,
        map,
    };
    figures.concluded()
}

fn strata_figures(votes: &Votes, counted: &Counted) -> Vec<StratumFigures> {
    let of_question = |question: &Question| {
        let shown = protection::may_show(votes.voters().len() as u32, &question.people);
        let people = question
            .people
            .into_iter()
            .zip(shown)
            .map(|(people, shown)| Some(people).filter(|_| shown));
        question
            .strata()
            .into_iter()
            .zip(people)
            .map(|(stratum, people)| StratumFigures { stratum, people })
            .collect::<Vec<_>>()
    };
    counted.questions.iter().flat_map(of_question).collect()
}

fn voters_map(landscape: &Landscape, shown: &Shown) -> Vec<MapPoint> {
    if matches!(shown.shape, Shape::TooFew | Shape::Alike) {
        return Vec::new();
    }
    let group = |voter: usize| shown.classes[voter].filter(|_| shown.shape == Shape::Groups);
    let grouped = landscape
        .active
        .iter()
        .map(|&voter| (landscape.positions[voter], group(voter)));
    map::map(&grouped.collect::<Vec<_>>())
}

fn group_figures(votes: &Votes, landscape: &Landscape, counted: &Counted, map: &[MapPoint]) -> Vec<GroupFigures> {
    if counted.shown.shape != Shape::Groups {
        return Vec::new();
    }
    let counting: Vec<usize> = votes.counting().collect();
    let stands = |tallies: &[Vec<Tally>]| {
        let mut stands = stands_of_groups(tallies, &counting);
        for (group, stands) in stands.iter_mut().enumerate() {
            stands.retain(|stand| told(counted, stand.statement)[group]);
        }
        stands
    };
    let held_out = held_out::by_group(votes, landscape, &counted.shown);
    let representative = |stands: Vec<Stands>| {
        let statement =
            |stand: Stands| Representative { statement: votes.statements()[stand.statement], agrees: stand.agrees() };
        stands.into_iter().map(statement).collect()
    };
    discovery::certain(&stands(&counted.parts), &stands(&held_out))
        .into_iter()
        .zip(0u8..)
        .map(|(stands, group)| {
            let people = counted
                .shown
                .classes
                .iter()
                .filter(|class| **class == Some(group))
                .count() as u32;
            let (x, y) = map::middle_of_group(map, group);
            GroupFigures { people, x, y, representative: representative(stands) }
        })
        .collect()
}

/// Of which groups something may be told about a statement.
fn told(counted: &Counted, statement: usize) -> Vec<bool> {
    let seen: Vec<u32> = counted.parts.iter().map(|part| part[statement].seen).collect();
    protection::may_show(counted.all[statement].seen, &seen)
}

/// The statements that count, the best score first; those whose score is hidden last, in an order that does not tell it.
fn statement_figures(votes: &Votes, counted: &Counted) -> Vec<StatementAnalysis> {
    let mut scored: Vec<(f64, usize)> = votes
        .counting()
        .map(|statement| (counted.score(statement), statement))
        .collect();
    scored.sort_by(|left, right| right.0.total_cmp(&left.0));
    let scored = scored.into_iter();
    let figures = scored.map(|(score, statement)| figures(votes, counted, statement, score));
    let (told, mut hidden): (Vec<_>, Vec<_>) = figures.partition(|statement| statement.score.is_some());
    hidden.sort_by_key(|statement| statement.statement);
    told.into_iter().chain(hidden).collect()
}

fn figures(votes: &Votes, counted: &Counted, statement: usize, score: f64) -> StatementAnalysis {
    let all = counted.all[statement];
    let (parts, questions) = (counted.of_parts(statement), counted.of_questions(statement));
    let parts_told = protection::of_parts(all, &parts);
    let strata: Vec<_> = questions
        .iter()
        .flat_map(|strata| protection::of_parts(all, strata))
        .collect();
    let tallies = parts.iter().chain(questions.iter().flatten());
    let told = tallies
        .zip(parts_told.iter().chain(&strata))
        .all(|(tally, told)| tally.seen == 0 || told.is_some());
    StatementAnalysis {
        statement: votes.statements()[statement],
        all: protection::of_all(all),
        groups: if counted.shown.shape == Shape::Groups { parts_told } else { Vec::new() },
        strata,
        score: told.then(|| told_score(score)),
        shared: bridging::shared(&parts, &questions),
        too_few_of: too_few(&counted.questions, statement),
    }
}
