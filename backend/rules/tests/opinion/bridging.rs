//! A small group is not outvoted in the list of what brings people together, and noise forms no groups.

use crate::made::{Person, counted, declared, votes};
use tablee_rules::opinion::{
    Cast, Headline, Part, Shape, StatementAnalysis, StatementId, Strata, Stratum, Vote, VoterId, analyse,
    bridging_scores, reference,
};

const YES: Stratum = Stratum { question: 0, yes: true };

/// What a statement is in the conversation below, by its number.
fn is_disliked_by_the_few(statement: StatementId) -> bool {
    statement.0 % 5 == 1
}

/// 150 people, one in ten of the small group, on either side of a divide that has nothing to do with it. Of five
/// statements, one is liked by all, one by all but the small group, one by the small group alone, two divide the sides.
fn conversation(seed: u64) -> (Vec<Person>, Vec<Cast>) {
    let people: Vec<Person> = (0..150)
        .map(|voter| Person { side: voter % 2 == 0, minority: voter % 20 == 3 || voter % 20 == 16 })
        .collect();
    let agrees = |person: Person, statement: u128| match (statement % 5, person.minority) {
        (0, _) => 0.75,
        (1, false) => 0.87,
        (1, true) => 0.12,
        (2, minority) => {
            if minority {
                0.80
            } else {
                0.25
            }
        }
        (kind, _) => {
            if person.side == (kind == 3) {
                0.85
            } else {
                0.15
            }
        }
    };
    let cast = votes(seed, &people, 45, (0.6, 0.12), agrees);
    (people, cast)
}

fn best(mut scores: Vec<(StatementId, f64)>) -> Vec<StatementId> {
    scores.sort_by(|left, right| right.1.total_cmp(&left.1));
    scores.into_iter().map(|(statement, _)| statement).take(8).collect()
}

fn disliked(best: &[StatementId]) -> usize {
    best.iter()
        .filter(|statement| is_disliked_by_the_few(**statement))
        .count()
}

#[test]
fn declared_strata_protect_the_small_group() {
    let (mut by_groups, mut by_both) = (0, 0);
    for seed in 0..2 {
        let (people, cast) = conversation(seed);
        let votes = counted(&cast);
        by_groups += disliked(&best(reference(&votes).consensus));
        by_groups += disliked(&best(bridging_scores(&votes, &Strata::default())));
        by_both += disliked(&best(bridging_scores(&votes, &declared(&people))));
    }
    assert!(by_groups >= 4, "groups alone put {by_groups} in four lists: the conversation is too easy");
    assert_eq!(by_both, 0);
}

#[test]
fn what_the_small_group_refuses_is_said_aloud() {
    let (people, cast) = conversation(1);
    let analysis = analyse(&counted(&cast), &declared(&people));
    assert_eq!(analysis.shape, Shape::Groups);
    let by_the_few = analysis
        .vigilance
        .iter()
        .filter(|rejection| rejection.by == Part::Stratum { stratum: YES });
    let refused: Vec<StatementId> = by_the_few.map(|rejection| rejection.statement).collect();
    assert!(refused.len() >= 5, "{refused:?}");
    assert!(refused.iter().all(|statement| is_disliked_by_the_few(*statement)), "{refused:?}");
    assert!(
        analysis
            .majority_agrees
            .iter()
            .any(|statement| refused.contains(statement))
    );
    let first = analysis
        .vigilance
        .iter()
        .find(|rejection| rejection.by == Part::Stratum { stratum: YES })
        .expect("a rejection");
    assert!(first.smaller, "one in ten");
    assert!(analysis.headlines.contains(&Headline::Refused(*first)), "{:?}", analysis.headlines);
    let shared = analysis.statements.iter().filter(|statement| statement.shared);
    assert!(shared.clone().all(|statement| statement.statement.0 % 5 == 0));
    assert_eq!(
        analysis.headlines.first(),
        shared
            .clone()
            .next()
            .map(|best| Headline::Together {
                statement: best.statement,
                at_least: best
                    .groups
                    .iter()
                    .chain(&best.strata)
                    .filter_map(|figures| Some(figures.as_ref()?.agree))
                    .min(),
            })
            .as_ref()
    );
}

#[test]
fn nothing_is_told_of_fewer_than_five() {
    let (mut people, cast) = conversation(2);
    // Six of the small group remain: many statements have fewer votes of theirs.
    let mut kept = 0;
    people.iter_mut().filter(|person| person.minority).for_each(|person| {
        kept += 1;
        person.minority = kept <= 6;
    });
    let votes = counted(&cast);
    let analysis = analyse(&votes, &declared(&people));
    let mut hidden = 0;
    for statement in &analysis.statements {
        let [yes, no] = statement.strata[..] else { panic!("two strata") };
        let few = cast
            .iter()
            .filter(|cast| cast.statement == statement.statement && people[cast.voter.0 as usize].minority);
        let few = few.count();
        assert_eq!(statement.too_few_of.contains(&YES), few < 5);
        if few < 5 {
            hidden += 1;
            assert_eq!(yes, None);
            assert!(no.is_none() || few == 0, "the others would give {few} away");
            assert!(statement.score.is_none() || few == 0);
            assert!(!statement.shared);
        } else {
            assert_eq!(yes.map(|figures| figures.opinions.seen()), Some(few as u64));
        }
        assert!(
            statement
                .groups
                .iter()
                .flatten()
                .all(|figures| figures.opinions.seen() >= 5)
        );
    }
    assert!(hidden >= 10, "{hidden}");
    assert!(
        analysis
            .headlines
            .iter()
            .any(|headline| matches!(headline, Headline::NotHeard { stratum: YES, .. }))
    );
    let written = serde_json::to_string(&analysis).unwrap();
    assert_eq!(serde_json::from_str::<tablee_rules::opinion::OpinionAnalysis>(&written).unwrap(), analysis);
}

#[test]
fn noise_is_a_continuum() {
    let people = vec![Person { side: false, minority: false }; 60];
    let shapes = (0..4).map(|seed| {
        let cast = votes(seed, &people, 16, (0.9, 0.1), |_, statement| 0.3 + 0.03 * statement as f64);
        let votes = counted(&cast);
        assert!(reference(&votes).groups.len() >= 2, "the method alone finds groups in noise");
        analyse(&votes, &Strata::default())
    });
    let split = |headline: &Headline| matches!(headline, Headline::Splits { statement: StatementId(4..=12), .. });
    let shapes = shapes.inspect(|analysis| {
        let one_half = analysis.headlines.iter().any(split);
        assert!(one_half || analysis.shape == Shape::Groups, "{:?}", analysis.headlines);
    });
    let continua = shapes.filter(|analysis| analysis.shape == Shape::Continuum && analysis.groups.is_empty());
    assert!(continua.count() >= 3, "at most one in twenty by chance");
}

#[test]
fn marks_and_scores_follow_from_the_figures_of_groups_and_strata() {
    let (people, cast) = conversation(1);
    let analysis = analyse(&counted(&cast), &declared(&people));
    assert_eq!(analysis.shape, Shape::Groups);
    let told = |statement: &&StatementAnalysis| statement.groups.iter().chain(&statement.strata).all(Option::is_some);
    let told: Vec<_> = analysis.statements.iter().filter(told).collect();
    assert!(told.iter().any(|statement| statement.shared) && told.iter().any(|statement| !statement.shared));
    for statement in told {
        assert!(analysis.marks_follow(statement));
        let turned = StatementAnalysis { shared: !statement.shared, ..statement.clone() };
        assert!(!analysis.marks_follow(&turned), "the mark of {:?}", statement.statement);
        let better = StatementAnalysis { score: statement.score.map(|score| score + 1), ..statement.clone() };
        assert!(!analysis.marks_follow(&better), "the score of {:?}", statement.statement);
        let unheard = StatementAnalysis { too_few_of: vec![YES], shared: true, ..statement.clone() };
        assert!(!analysis.marks_follow(&unheard), "shared by those who were not heard");
    }
}

/// Forty people in two camps of 28 and 12, one in five a neighbour: all like the first statement, the smaller camp
/// refuses the second, the neighbours the third, which the others like.
fn camps_and_neighbours() -> (Vec<Cast>, Strata) {
    let neighbour = |voter: u128| voter.is_multiple_of(5);
    let camp = |voter: u128| voter % 10 < 3;
    let vote = |voter: u128, statement: u128| match statement {
        0 => Vote::Agree,
        1 if camp(voter) => Vote::Disagree,
        2 if neighbour(voter) => Vote::Disagree,
        1 | 2 => Vote::Agree,
        _ if statement.is_multiple_of(2) == camp(voter) => Vote::Agree,
        _ => Vote::Disagree,
    };
    let cast = (0..40u128).flat_map(|voter| {
        (0..14).map(move |statement| Cast {
            voter: VoterId(voter),
            statement: StatementId(statement),
            vote: vote(voter, statement),
        })
    });
    let declared = (0..40u128).map(|voter| (VoterId(voter), Stratum { question: 0, yes: neighbour(voter) }));
    (cast.collect(), Strata::new(declared))
}

#[test]
fn what_neighbours_refuse_is_said_before_what_a_group_of_opinion_refuses() {
    let (cast, strata) = camps_and_neighbours();
    let refused = |strata: &Strata| {
        let analysis = analyse(&counted(&cast), strata);
        assert_eq!((analysis.shape, analysis.groups[1].people), (Shape::Groups, 12));
        let refused = analysis.headlines.iter().find_map(|headline| match headline {
            Headline::Refused(rejection) => Some(*rejection),
            _ => None,
        });
        (analysis.vigilance, refused.expect("a rejection"))
    };
    let (vigilance, said) = refused(&strata);
    assert!(
        vigilance
            .iter()
            .any(|rejection| rejection.by == Part::Group { group: 1 }),
        "{vigilance:?}"
    );
    assert_eq!((said.by, said.statement, said.smaller), (Part::Stratum { stratum: YES }, StatementId(2), true));
    let (_, said) = refused(&Strata::default());
    assert_eq!((said.by, said.statement, said.smaller), (Part::Group { group: 1 }, StatementId(1), true));
}

#[test]
fn agreement_without_any_group_is_told_as_that_of_all() {
    let cast = |voters: u128, agree: u128| {
        let votes = (0..voters).map(move |voter| Cast {
            voter: VoterId(voter),
            statement: StatementId(0),
            vote: if voter < agree { Vote::Agree } else { Vote::Pass },
        });
        votes.collect::<Vec<_>>()
    };
    let first = |cast: &[Cast]| analyse(&counted(cast), &Strata::default()).headlines[0];
    assert_eq!(first(&cast(8, 8)), Headline::Agreed { statement: StatementId(0), agree: 1_000 });
    assert_eq!(first(&cast(8, 7)), Headline::Agreed { statement: StatementId(0), agree: 875 });
    assert_eq!(first(&cast(8, 4)), Headline::NothingShared);
}

#[test]
fn nothing_is_concluded_of_a_statement_that_four_saw() {
    let cast: Vec<Cast> = (0..12u128)
        .flat_map(|voter| {
            let statements = if voter < 4 { 0..2 } else { 0..1 };
            statements.map(move |statement| Cast {
                voter: VoterId(voter),
                statement: StatementId(statement),
                vote: Vote::Agree,
            })
        })
        .collect();
    let analysis = analyse(&counted(&cast), &Strata::default());
    assert_eq!(analysis.majority_agrees, [StatementId(0)], "the four would be told of one by one");
    let places: Vec<_> = analysis
        .statements
        .iter()
        .map(|statement| (statement.statement.0, statement.all.is_some()))
        .collect();
    assert_eq!(places, [(0, true), (1, false)]);
}

#[test]
fn groups_are_five_people_and_a_tenth_at_least() {
    // Some people see all the other way round than the others do.
    let shape = |people: u128, apart: u128| {
        let cast = (0..people).flat_map(|voter| {
            (0..12u128).map(move |statement| {
                let mut vote = if (voter * 7 + statement * 3) % 11 == 0 { Vote::Pass } else { Vote::Agree };
                if (voter < apart) == (statement % 2 == 0) && vote == Vote::Agree {
                    vote = Vote::Disagree;
                }
                Cast { voter: VoterId(voter), statement: StatementId(statement), vote }
            })
        });
        let analysis = analyse(&counted(&cast.collect::<Vec<_>>()), &Strata::default());
        assert!(
            analysis
                .groups
                .iter()
                .all(|group| group.people >= 5 && 10 * group.people >= analysis.placed)
        );
        analysis.groups.iter().any(|group| u128::from(group.people) == apart)
    };
    assert!(!shape(30, 2) && !shape(30, 4), "four people are no group");
    assert!(shape(30, 5) && shape(50, 5), "five of fifty are a tenth");
    assert!(!shape(60, 5), "five of sixty are fewer than a tenth");
    assert!(shape(60, 6));
}
