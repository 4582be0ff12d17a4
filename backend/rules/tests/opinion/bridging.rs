//! A small group is not outvoted in the list of what brings people together, and noise forms no groups.

use crate::made::{Person, counted, declared, votes};
use tablee_rules::opinion::{
    Cast, Headline, Part, Shape, StatementId, Strata, Stratum, analyse, bridging_scores, reference,
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
    let first = analysis.vigilance[0];
    assert!(analysis.headlines.contains(&Headline::Refused(first)), "{:?}", analysis.headlines);
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
