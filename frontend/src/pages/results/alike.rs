//! Votes alike from one address, and the totals with and without them.

use serde::Serialize;
use tablee_core::cases::results::{
    AlikeBallots, AlikeChoice, AlikeOpinions, AlikeVotes, DecidedOption, DecisionResults, OpinionResults, Outcome,
    PhaseResults,
};
use tablee_rules::opinion::StatementId;
use tablee_rules::voting::{Marking, Opinions, Tally, method};

#[derive(Serialize)]
pub(super) struct AlikeView {
    ballots: Option<BallotsView>,
    statements: Vec<StatementView>,
}

#[derive(Serialize)]
struct BallotsView {
    many: u64,
    with: u64,
    without: u64,
    /// Key of the sentence that says what becomes of the result without them.
    effect: &'static str,
    /// What is taken forward without them, when that is something else.
    winners: Vec<String>,
    rows: Vec<RowView>,
    choices: Vec<ChoiceView>,
    in_full: bool,
    /// Whether a mark is a tick: other methods' marks and scores do not say enough by themselves.
    ticks: bool,
}

/// An option, with all ballots and without those alike.
#[derive(Serialize)]
struct RowView {
    label: String,
    with: Option<PlaceView>,
    without: Option<PlaceView>,
}

#[derive(Serialize)]
struct PlaceView {
    rank: u32,
    score: i64,
}

#[derive(Serialize)]
struct ChoiceView {
    many: u64,
    /// The options marked; none on a blank ballot.
    labels: Vec<String>,
}

#[derive(Serialize)]
struct StatementView {
    /// Nothing when it was taken down since.
    text: Option<String>,
    with: OpinionsView,
    /// Nothing when few people would be told of.
    without: Option<OpinionsView>,
}

#[derive(Serialize)]
struct OpinionsView {
    agree: u64,
    disagree: u64,
    pass: u64,
}

impl AlikeView {
    /// What is known of votes alike; nothing where there are none.
    pub fn of(results: &PhaseResults) -> Option<Self> {
        match (results.alike.as_ref()?, &results.outcome) {
            (AlikeVotes::Ballots(alike), Outcome::Decision(decision)) => {
                Some(Self { ballots: Some(ballots(alike, decision)), statements: Vec::new() })
            }
            (AlikeVotes::Opinions { statements }, Outcome::Opinion(opinion)) => {
                let statements = statements
                    .iter()
                    .filter_map(|alike| statement(alike, opinion))
                    .collect();
                Some(Self { ballots: None, statements })
            }
            _ => None,
        }
    }

    /// Whether there is a whole result without them to look at.
    pub fn has_ballots(&self) -> bool {
        self.ballots.is_some()
    }
}

fn ballots(alike: &AlikeBallots, decision: &DecisionResults) -> BallotsView {
    let label = |id: &String| {
        let found = decision.options.iter().find(|option| option.id == *id);
        found.map_or_else(String::new, |option| option.label.clone())
    };
    let choice =
        |choice: &AlikeChoice| ChoiceView { many: choice.many, labels: choice.marked.iter().map(label).collect() };
    let row = |option: &DecidedOption| RowView {
        label: option.label.clone(),
        with: place(&decision.tally, &option.id),
        without: place(&alike.without, &option.id),
    };
    BallotsView {
        many: alike.many(),
        with: decision.tally.standings.cast(),
        without: alike.without.standings.cast(),
        effect: effect(&decision.tally, &alike.without),
        winners: others(&decision.tally, &alike.without).iter().map(label).collect(),
        rows: decision.options.iter().map(row).collect(),
        choices: alike.choices.iter().map(choice).collect(),
        in_full: alike.in_full,
        ticks: method(&decision.rules.method).is_some_and(|method| method.marking() == Marking::Choice),
    }
}

fn effect(with: &Tally, without: &Tally) -> &'static str {
    if with.winners != without.winners {
        if without.winners.is_empty() { "alike-nothing" } else { "alike-other" }
    } else if with.ranking != without.ranking {
        "alike-order"
    } else {
        "alike-same"
    }
}

fn others<'a>(with: &Tally, without: &'a Tally) -> &'a [String] {
    if with.winners == without.winners { &[] } else { &without.winners }
}

fn place(tally: &Tally, option: &str) -> Option<PlaceView> {
    let line = tally.lines.iter().find(|line| line.option == *option)?;
    Some(PlaceView { rank: line.rank, score: line.score })
}

fn statement(alike: &AlikeOpinions, opinion: &OpinionResults) -> Option<StatementView> {
    let figures = opinion.statements.iter().find(|figures| figures.id == alike.id)?;
    Some(StatementView {
        text: figures.text.clone(),
        with: alike.with.into(),
        without: alike.without.map(OpinionsView::from),
    })
}

impl From<Opinions> for OpinionsView {
    fn from(opinions: Opinions) -> Self {
        Self { agree: opinions.agree, disagree: opinions.disagree, pass: opinions.pass }
    }
}

/// The same results with votes alike among them.
pub(super) fn sample(results: PhaseResults) -> PhaseResults {
    let alike = match &results.outcome {
        Outcome::Decision(decision) => {
            let marked = decision
                .options
                .iter()
                .take(1)
                .map(|option| option.id.clone())
                .collect();
            let choices = vec![AlikeChoice { marked, many: 20 }, AlikeChoice { marked: Vec::new(), many: 20 }];
            let without = decision.tally.clone();
            Some(AlikeVotes::Ballots(Box::new(AlikeBallots { choices, without, in_full: true })))
        }
        Outcome::Opinion(opinion) => Some(AlikeVotes::Opinions { statements: opinions_of(opinion) }),
        Outcome::Questionnaire(_) | Outcome::Proposal(_) => None,
    };
    PhaseResults { alike, ..results }
}

fn opinions_of(opinion: &OpinionResults) -> Vec<AlikeOpinions> {
    let ids: Vec<StatementId> = opinion.statements.iter().map(|figures| figures.id).collect();
    let of = |(id, told): (&StatementId, bool)| AlikeOpinions {
        id: *id,
        with: Opinions { agree: 30, disagree: 10, pass: 2 },
        without: told.then_some(Opinions { agree: 8, disagree: 10, pass: 2 }),
    };
    ids.iter().zip([true, false]).map(of).collect()
}
