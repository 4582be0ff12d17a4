//! Results of an opinion phase: a few sentences first, then who thinks alike, then each statement.

mod lists;
mod map;
mod names;
mod sentences;

use serde::Serialize;
use tablee_core::cases::results::{OpinionResults, Outcome, StatementFigures, StratumNames};
use tablee_rules::opinion::{
    Figures, GroupFigures, Headline, MapPoint, OpinionAnalysis, OpinionRules, Part, Rejection, Representative, Shape,
    StatementAnalysis, StatementId, Stratum, StratumFigures,
};
use tablee_rules::results::{Share, shares};
use tablee_rules::voting::Opinions;

use super::{Row, row, share_words};
use crate::http::Lang;
use map::MapView;
use names::Names;

#[derive(Serialize)]
pub(super) struct OpinionView {
    /// What to read first.
    sentences: Vec<String>,
    /// The end of the words that say whether there are groups.
    shape: &'static str,
    placed: u32,
    map: Option<MapView>,
    groups: Vec<GroupView>,
    strata: Vec<StratumView>,
    /// What brings people together the most, with the lowest share of agreement.
    together: Vec<String>,
    /// Whether groups or strata are told apart, so that the smallest of them protects itself.
    parted: bool,
    /// What most people agree with, then what most disagree with, shared or not.
    majority: Vec<String>,
    /// What the majority likes and a small group rejects.
    vigilance: Vec<String>,
    statements: Vec<StatementView>,
    /// Statements about the consultation itself.
    apart: Vec<ApartView>,
}

/// How a statement about the consultation itself was received by all.
#[derive(Serialize)]
struct ApartView {
    table_id: String,
    text: String,
    seen: u64,
    /// Agree, disagree and pass; empty when too few people said something.
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    people: u32,
    /// What sets it apart, each with what it thinks of it.
    representative: Vec<String>,
}

#[derive(Serialize)]
struct StratumView {
    name: String,
    people: Option<u32>,
}

#[derive(Serialize)]
struct StatementView {
    table_id: String,
    text: String,
    seen: u64,
    shared: bool,
    /// Everyone, then each group and each stratum; empty when too few people said something.
    rows: Vec<PartView>,
    /// Strata of which too few voted on it.
    too_few_of: Vec<String>,
}

#[derive(Serialize)]
struct PartView {
    name: String,
    /// Nothing when few people would be told of.
    figures: Option<FiguresView>,
}

#[derive(Serialize)]
struct FiguresView {
    percent: u16,
    agree: String,
    low: String,
    high: String,
    disagree: String,
    seen: u64,
}

impl OpinionView {
    pub fn new(lang: Lang, results: OpinionResults) -> Self {
        let OpinionResults { statements, strata, analysis, .. } = results;
        let names = Names::new(lang, &statements, &strata);
        let says = |rejection: &Rejection| sentences::of(&names, &Headline::Refused(*rejection));
        Self {
            sentences: analysis
                .headlines
                .iter()
                .filter_map(|line| sentences::of(&names, line))
                .collect(),
            shape: shape_key(&analysis),
            placed: analysis.placed,
            map: MapView::of(&names, &analysis),
            groups: groups(&names, &analysis),
            strata: analysis.strata.iter().map(|figures| stratum(&names, figures)).collect(),
            together: lists::together(&names, &analysis),
            parted: analysis.groups.len() + analysis.strata.len() > 0,
            majority: lists::majority(&names, &analysis),
            vigilance: analysis.vigilance.iter().filter_map(says).collect(),
            statements: statement_views(&names, &statements, &analysis),
            apart: apart_views(&names, &statements),
        }
    }
}

/// With fifteen people and more, what is too few is statements.
fn shape_key(analysis: &OpinionAnalysis) -> &'static str {
    match analysis.shape {
        Shape::Groups => "groups",
        Shape::Continuum => "continuum",
        Shape::Alike => "alike",
        Shape::TooFew if u64::from(analysis.placed) < OpinionRules::in_force().voters_for_groups => "too_few",
        Shape::TooFew => "too_few_statements",
    }
}

fn groups(names: &Names<'_>, analysis: &OpinionAnalysis) -> Vec<GroupView> {
    let numbered = analysis.groups.iter().zip(0u8..);
    let view = |(group, number): (&GroupFigures, u8)| GroupView {
        name: names.group(number),
        people: group.people,
        representative: group
            .representative
            .iter()
            .filter_map(|stand| sentences::stand(names, stand))
            .collect(),
    };
    numbered.map(view).collect()
}

fn stratum(names: &Names<'_>, figures: &StratumFigures) -> StratumView {
    StratumView { name: names.stratum(figures.stratum), people: figures.people }
}

/// The statements with votes as the analysis orders them, then those without.
fn statement_views(
    names: &Names<'_>,
    statements: &[StatementFigures],
    analysis: &OpinionAnalysis,
) -> Vec<StatementView> {
    let analysed = analysis.statements.iter().filter_map(|found| {
        let figures = statements.iter().find(|figures| figures.id == found.statement)?;
        Some((figures, Some(found)))
    });
    let known = |figures: &&StatementFigures| !analysis.statements.iter().any(|found| found.statement == figures.id);
    let others = statements.iter().filter(|figures| !figures.apart);
    let others = others.filter(known).map(|figures| (figures, None));
    let numbered = (1..).zip(analysed.chain(others));
    let view = |(number, (figures, found)): (usize, (&StatementFigures, Option<&StatementAnalysis>))| StatementView {
        table_id: format!("statement-{number}"),
        text: names.text(figures),
        seen: figures.seen,
        shared: found.is_some_and(|found| found.shared),
        rows: found.map(|found| rows(names, found, analysis)).unwrap_or_default(),
        too_few_of: found
            .map(|found| found.too_few_of.iter().map(|stratum| names.stratum(*stratum)).collect())
            .unwrap_or_default(),
    };
    numbered.map(view).collect()
}

fn apart_views(names: &Names<'_>, statements: &[StatementFigures]) -> Vec<ApartView> {
    let rows = |opinions: Opinions| {
        let counts = [opinions.agree, opinions.disagree, opinions.pass];
        let said = ["agree", "disagree", "pass"]
            .into_iter()
            .zip(counts)
            .zip(shares(&counts));
        let row = |((key, count), share): ((&str, u64), Share)| {
            row(names.lang(), names.says(&format!("results-{key}"), &[]), Some(count), Some(share))
        };
        said.map(row).collect()
    };
    let view = |(number, figures): (usize, &StatementFigures)| ApartView {
        table_id: format!("apart-{number}"),
        text: names.text(figures),
        seen: figures.seen,
        rows: figures.opinions.map(rows).unwrap_or_default(),
    };
    (1..)
        .zip(statements.iter().filter(|figures| figures.apart))
        .map(view)
        .collect()
}

fn rows(names: &Names<'_>, found: &StatementAnalysis, analysis: &OpinionAnalysis) -> Vec<PartView> {
    if found.all.is_none() {
        return Vec::new();
    }
    let part = |name: String, figures: &Option<Figures>| PartView {
        name,
        figures: figures.as_ref().map(|figures| shown(names.lang(), figures)),
    };
    let groups = found.groups.iter().zip(0u8..);
    let groups = groups.map(|(figures, number)| part(names.group(number), figures));
    let strata = found.strata.iter().zip(&analysis.strata);
    let strata = strata.map(|(figures, of)| part(names.stratum(of.stratum), figures));
    [part(names.everyone(), &found.all)]
        .into_iter()
        .chain(groups)
        .chain(strata)
        .collect()
}

fn shown(lang: Lang, figures: &Figures) -> FiguresView {
    FiguresView {
        percent: figures.agree / 10,
        agree: share_words(lang, figures.agree),
        low: share_words(lang, figures.agree_low),
        high: share_words(lang, figures.agree_high),
        disagree: share_words(lang, figures.disagree),
        seen: figures.opinions.seen(),
    }
}

pub(super) fn samples() -> Vec<Outcome> {
    let shapes =
        [(Shape::Groups, 18), (Shape::Continuum, 18), (Shape::TooFew, 9), (Shape::TooFew, 18), (Shape::Alike, 18)];
    shapes.map(|(shape, placed)| sample(shape, placed)).into()
}

fn sample(shape: Shape, placed: u32) -> Outcome {
    let id = StatementId;
    let statement = |number: u128, text: &str| StatementFigures {
        id: id(number),
        text: Some(text.to_owned()),
        seen: 17,
        opinions: Some(Opinions { agree: 12, disagree: 3, pass: 2 }),
        support: Some(800),
        apart: number > 2,
    };
    let figures = |agree| {
        let opinions = Opinions { agree: 12, disagree: 3, pass: 2 };
        Some(Figures { opinions, agree, agree_low: 500, agree_high: 900, disagree: 170 })
    };
    let yes = Stratum { question: 0, yes: true };
    let grouped = shape == Shape::Groups;
    let group = |x| GroupFigures {
        people: 9,
        x,
        y: 100,
        representative: vec![
            Representative { statement: id(1), agrees: true },
            Representative { statement: id(2), agrees: false },
        ],
    };
    let refused = Rejection { statement: id(2), by: Part::Stratum { stratum: yes }, disagree: 720, smaller: true };
    let analysis = OpinionAnalysis {
        voters: 24,
        placed,
        shape,
        groups: if grouped { vec![group(-400), group(600)] } else { Vec::new() },
        strata: vec![
            StratumFigures { stratum: yes, people: Some(8) },
            StratumFigures { stratum: Stratum { yes: false, ..yes }, people: None },
        ],
        map: match shape {
            Shape::TooFew | Shape::Alike => Vec::new(),
            _ => vec![MapPoint { x: -400, y: 100, people: 9, group: grouped.then_some(0) }],
        },
        statements: vec![StatementAnalysis {
            statement: id(1),
            all: figures(700),
            groups: if grouped { vec![figures(800), None] } else { Vec::new() },
            strata: vec![figures(600), None],
            score: Some(420),
            shared: true,
            too_few_of: vec![yes],
        }],
        majority_agrees: vec![id(1)],
        majority_disagrees: vec![id(2)],
        vigilance: vec![refused],
        headlines: sentences::samples(id(1), refused),
    };
    let names = StratumNames {
        question: "Do you live here?".to_owned(),
        yes: "Neighbours".to_owned(),
        no: "Others".to_owned(),
    };
    let few = StatementFigures { opinions: None, seen: 2, ..statement(4, "Too short.") };
    let apart = [statement(3, "Too long."), few];
    let statements = [statement(1, "A statement."), statement(2, "Another statement.")]
        .into_iter()
        .chain(apart)
        .collect();
    Outcome::Opinion(Box::new(OpinionResults { statements, strata: vec![names], waiting: 2, analysis }))
}
