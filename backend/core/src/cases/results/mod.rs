//! Results of a phase: counted once it is closed, shown to the desk, then published as a whole that is never edited.
//!
//! What counts is one file per kind of phase; a voting method needs none of its own.

mod alike;
mod decision;
mod desk;
mod draw;
mod drawn;
mod figures;
mod kept;
mod left_out;
mod opinion;
mod passes;
mod proposal;
mod public;
mod publish;
mod questionnaire;
mod sealed;
mod sealed_opinions;
mod standing;

use serde::{Deserialize, Serialize};
use tablee_rules::timetable::PhaseKind;

pub use alike::{AlikeBallots, AlikeChoice, AlikeOpinions, AlikeVotes};
pub use decision::{DecidedOption, DecisionResults, LotSource};
pub use desk::{PhaseLine, PhaseProgress, ResultsDesk, ResultsDraft, draft, overview};
pub use draw::{EnterDraw, enter_draw};
pub(crate) use drawn::keep_drawn;
pub use figures::{ChannelFigure, Figure, RefusedFigure};
pub(crate) use kept::keep_counts;
pub use left_out::LeftOut;
pub use opinion::{OpinionResults, StatementFigures, StratumNames};
pub use proposal::{ProposalFigure, ProposalResults};
pub use public::{PublishedResults, published};
pub use publish::{PublishResults, publish};
pub use questionnaire::{QuestionDetail, QuestionFigures, QuestionnaireResults};

use crate::store::entities::phase;
use crate::{Context, Refusal};

/// The results of one phase. The JSON form is what is kept of a publication.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhaseResults {
    /// People whose contribution is in these figures.
    pub people: u64,
    /// The same by channel.
    pub channels: Vec<ChannelFigure>,
    /// What was not shown, and why.
    pub refused: Vec<RefusedFigure>,
    /// What they say.
    pub outcome: Outcome,
    /// Votes alike from one address among them; nothing where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<AlikeVotes>,
    /// Words in the publication that were taken down since; counted when it is read.
    #[serde(skip)]
    pub taken_down: u64,
}

/// What a phase gave, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// Answers to questions.
    Questionnaire(QuestionnaireResults),
    /// Proposals and who stands behind them.
    Proposal(ProposalResults),
    /// Votes on statements.
    Opinion(Box<OpinionResults>),
    /// A decision.
    Decision(Box<DecisionResults>),
}

impl Outcome {
    /// The kind of phase.
    pub fn kind(&self) -> PhaseKind {
        match self {
            Self::Questionnaire(_) => PhaseKind::Questionnaire,
            Self::Proposal(_) => PhaseKind::Proposal,
            Self::Opinion(_) => PhaseKind::Opinion,
            Self::Decision(_) => PhaseKind::Decision,
        }
    }
}

impl PhaseResults {
    /// The public draw that must be known before these results are published, in the words of the rules.
    pub fn awaited_draw(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Decision(decision) if decision.provisional => Some(&decision.rules.randomness),
            _ => None,
        }
    }
}

impl PhaseResults {
    /// Whether a panel's draw took people who cannot be told any more: links were erased before it could be made.
    pub fn draws_unknown_people(&self) -> bool {
        match &self.outcome {
            Outcome::Decision(decision) => decision.drawn.len() < decision.tally.working.drawn_people().len(),
            _ => false,
        }
    }
}

/// Counts a phase as it is now.
///
/// # Errors
/// `WrongState` for a kind without results.
async fn count(cx: &Context, phase: &phase::Model) -> Result<PhaseResults, Refusal> {
    let results = match phase.phase_kind() {
        Some(PhaseKind::Questionnaire) => questionnaire::count(cx, phase).await,
        Some(PhaseKind::Proposal) => proposal::count(cx, phase).await,
        Some(PhaseKind::Opinion) => opinion::count(cx, phase).await,
        Some(PhaseKind::Decision) => decision::count(cx, phase).await,
        Some(PhaseKind::Result | PhaseKind::Answer | PhaseKind::Followup) | None => Err(Refusal::WrongState),
    }?;
    alike::beside(cx, phase, results).await
}
