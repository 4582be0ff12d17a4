//! Results as pages show them, before and after they are published: one file a kind of phase, as one partial under
//! `partials/results`.

mod alike;
mod decision;
mod opinion;
mod proposal;
mod questionnaire;

use serde::{Deserialize, Serialize};
use tablee_core::cases::results::{ChannelFigure, Figure, Outcome, PhaseResults, RefusedFigure};
use tablee_rules::results::{Channel, SMALLEST_BREAKDOWN, SMALLEST_CELL, Share};

use self::alike::AlikeView;
pub(super) use self::questionnaire::TextsView;
use crate::http::Lang;
use crate::view::form::words;

/// The results of one phase.
#[derive(Serialize)]
pub(super) struct ResultsView {
    people: u64,
    channels: Vec<Row>,
    refused: Vec<RefusedView>,
    /// What a facilitator has yet to read.
    waiting: Option<WaitingView>,
    /// Words taken down since the publication.
    taken_down: u64,
    /// Whether figures of few people are hidden.
    hidden: bool,
    /// Whether nothing at all is left out.
    all_shown: bool,
    smallest_cell: u64,
    smallest_breakdown: u64,
    outcome: OutcomeView,
    alike: Option<AlikeView>,
    /// Whether votes alike are left out of these figures, to look at.
    filtered: bool,
}

/// One line of `partials/results_table`.
#[derive(Serialize)]
struct Row {
    label: String,
    /// A figure; nothing when it is hidden.
    count: Option<u64>,
    percent: u16,
    share: Option<String>,
}

#[derive(Serialize)]
struct RefusedView {
    subject: String,
    reason: String,
    count: u64,
}

#[derive(Serialize)]
struct WaitingView {
    /// What waits, the end of a translation key.
    subject: &'static str,
    count: u64,
}

/// What the phase gave; `kind` names the partial.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum OutcomeView {
    Questionnaire(questionnaire::QuestionnaireView),
    Proposal(proposal::ProposalsView),
    Opinion(Box<opinion::OpinionView>),
    Decision(Box<decision::DecisionView>),
}

/// Where results stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Slug of the consultation.
    pub slug: &'a str,
    /// The address of the published results; nothing before they are.
    pub published_at: Option<&'a str>,
}

/// What is to be seen of results, as an address asks.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    sans: String,
}

impl Filter {
    pub fn without_alike(&self) -> bool {
        self.sans == "pareils"
    }
}

impl ResultsView {
    /// The results as the filter asks for them. A filter that has nothing to leave out changes nothing.
    pub fn filtered(lang: Lang, slug: &str, results: PhaseResults, filter: &Filter) -> Self {
        let place = Place { slug, published_at: None };
        Self::without(lang, place, results, filter, PhaseResults::without_alike)
    }

    /// The same of the results published at that address: what the facilitator chose not to show is not left out.
    pub fn published(lang: Lang, place: Place<'_>, results: PhaseResults, filter: &Filter) -> Self {
        Self::without(lang, place, results, filter, PhaseResults::published_without_alike)
    }

    fn without(
        lang: Lang,
        place: Place<'_>,
        results: PhaseResults,
        filter: &Filter,
        leave_out: fn(PhaseResults) -> Option<PhaseResults>,
    ) -> Self {
        let without = filter.without_alike().then(|| leave_out(results.clone())).flatten();
        match without {
            Some(without) => Self { filtered: true, ..Self::new(lang, place, without) },
            None => Self::new(lang, place, results),
        }
    }

    /// Whether there are ballots alike from one address among them.
    pub fn has_alike_ballots(&self) -> bool {
        self.alike.as_ref().is_some_and(AlikeView::has_ballots)
    }

    fn new(lang: Lang, place: Place<'_>, results: PhaseResults) -> Self {
        let left_out = results.left_out();
        Self {
            people: results.people,
            all_shown: results.refused.is_empty() && left_out.is_nothing(),
            waiting: left_out
                .waiting
                .map(|(subject, count)| WaitingView { subject: subject.key(), count }),
            taken_down: left_out.taken_down,
            hidden: left_out.hidden,
            alike: AlikeView::of(&results),
            channels: results
                .channels
                .iter()
                .map(|figure| channel_row(lang, figure))
                .collect(),
            refused: results.refused.into_iter().map(RefusedView::from).collect(),
            filtered: false,
            smallest_cell: SMALLEST_CELL,
            smallest_breakdown: SMALLEST_BREAKDOWN,
            outcome: match results.outcome {
                Outcome::Questionnaire(outcome) => {
                    OutcomeView::Questionnaire(questionnaire::QuestionnaireView::new(lang, outcome, place.published_at))
                }
                Outcome::Proposal(outcome) => OutcomeView::Proposal(proposal::ProposalsView::new(place.slug, outcome)),
                Outcome::Opinion(outcome) => OutcomeView::Opinion(Box::new(opinion::OpinionView::new(lang, *outcome))),
                Outcome::Decision(outcome) => {
                    OutcomeView::Decision(Box::new(decision::DecisionView::new(lang, *outcome)))
                }
            },
        }
    }

    /// One of each kind.
    pub fn samples() -> Vec<Self> {
        let lang = Lang::default();
        let place = Place { slug: "ecole", published_at: Some("/c/ecole/etape/1/resultats") };
        let outcomes = [questionnaire::sample(), proposal::sample()];
        outcomes
            .into_iter()
            .chain(opinion::samples())
            .chain(decision::samples())
            .map(sample_of)
            .flat_map(|results| [alike::sample(results.clone()), results])
            .map(|results| Self::new(lang, place, results))
            .collect()
    }
}

pub(super) fn sample_of(outcome: Outcome) -> PhaseResults {
    let figure = |channel, count| ChannelFigure { channel, count, share: count.map(|_| 500) };
    PhaseResults {
        people: 24,
        channels: vec![figure(Channel::Web, Some(12)), figure(Channel::Assisted, None)],
        refused: vec![
            RefusedFigure { subject: "proposal".to_owned(), reason: "insult".to_owned(), count: 2 },
            RefusedFigure { subject: "answer".to_owned(), reason: "other".to_owned(), count: 1 },
        ],
        outcome,
        alike: None,
        taken_down: 1,
    }
}

impl From<RefusedFigure> for RefusedView {
    fn from(figure: RefusedFigure) -> Self {
        Self { subject: figure.subject, reason: figure.reason, count: figure.count }
    }
}

fn channel_row(lang: Lang, figure: &ChannelFigure) -> Row {
    let label = words(lang, &format!("results-channel-{}", figure.channel.key()), &[]);
    row(lang, label, figure.count, figure.share)
}

fn figure_row(lang: Lang, figure: &Figure) -> Row {
    let label = figure
        .label
        .clone()
        .unwrap_or_else(|| words(lang, "results-other", &[]));
    row(lang, label, figure.count, figure.share)
}

fn row(lang: Lang, label: String, count: Option<u64>, share: Option<Share>) -> Row {
    Row { label, count, percent: share.unwrap_or_default() / 10, share: share.map(|share| share_words(lang, share)) }
}

/// Tenths of a percent as the language writes them.
fn share_words(lang: Lang, share: Share) -> String {
    let (whole, tenth) = (i64::from(share / 10), i64::from(share % 10));
    words(lang, "results-share", &[("whole", whole.into()), ("tenth", tenth.into())])
}
