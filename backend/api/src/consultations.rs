//! Reading consultations, and beginning one.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::consultations::{self, ConsultationDetail, ConsultationSummary, PhaseSummary};
use tablee_core::cases::editor::create::{self, NewConsultation};

use crate::address::Id;
use crate::issued::Made;
use crate::paging::{cursor, place, shorten};
use crate::text::Text;
use crate::{Caller, Problem, Tag};

/// A consultation in a list. Moments are milliseconds since 1970, UTC.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Consultation {
    /// Names it in addresses.
    slug: String,
    title: String,
    /// What can change and by when, in two sentences.
    summary: String,
    /// `scheduled`, `open`, `closed`, `published` or `archived`.
    state: String,
    /// When the phase to take part in closes.
    closes_at: Option<i64>,
    /// When the next phase opens.
    opens_at: Option<i64>,
    /// People who took part.
    participants: i32,
}

/// One page of a list.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ConsultationPage {
    items: Vec<Consultation>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<String>,
}

/// A consultation with its phases.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct WholeConsultation {
    #[oai(flatten)]
    consultation: Consultation,
    /// Who runs it.
    organisation: String,
    purpose: String,
    /// Who decides.
    decider: String,
    /// Whom and where it concerns.
    territory: String,
    /// When the institution will answer.
    answer_due_at: Option<i64>,
    /// The day that was promised at first, when it was moved after people had taken part.
    answer_due_at_first: Option<i64>,
    /// When it was moved last.
    answer_due_changed_at: Option<i64>,
    /// Position of the phase to take part in now.
    take_part: Option<i32>,
    phases: Vec<Phase>,
}

/// A step of a consultation.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(crate) struct Phase {
    /// From 1.
    position: i32,
    /// `questionnaire`, `proposal`, `opinion`, `decision`, `result`, `answer` or `followup`.
    kind: String,
    title: String,
    intro: String,
    opens_at: Option<i64>,
    closes_at: Option<i64>,
    /// `done`, `now` or `to_come`.
    moment: String,
    /// People who took part in it.
    participants: i32,
    /// Whether its results can be read.
    results_published: bool,
}

#[derive(ApiResponse)]
enum Listed {
    /// One page, the newest first.
    #[oai(status = 200)]
    Page(Json<ConsultationPage>),
}

#[derive(ApiResponse)]
enum Shown {
    /// The consultation.
    #[oai(status = 200)]
    Consultation(Json<WholeConsultation>),
}

impl From<ConsultationSummary> for Consultation {
    fn from(found: ConsultationSummary) -> Self {
        Self {
            slug: found.slug,
            title: found.title,
            summary: found.summary,
            state: found.state.key().to_owned(),
            closes_at: found.closes_at,
            opens_at: found.opens_at,
            participants: found.participants,
        }
    }
}

impl From<PhaseSummary> for Phase {
    fn from(found: PhaseSummary) -> Self {
        Self {
            position: found.position,
            kind: found.kind.key().to_owned(),
            title: found.title,
            intro: found.intro,
            opens_at: found.opens_at,
            closes_at: found.closes_at,
            moment: found.moment.key().to_owned(),
            participants: found.participants,
            results_published: found.results_published,
        }
    }
}

impl From<ConsultationDetail> for WholeConsultation {
    fn from(found: ConsultationDetail) -> Self {
        Self {
            consultation: found.summary.into(),
            organisation: found.organisation,
            purpose: found.purpose,
            decider: found.decider,
            territory: found.territory,
            answer_due_at: found.answer_due_at,
            answer_due_at_first: found.answer_due_before.map(|moved| moved.first),
            answer_due_changed_at: found.answer_due_before.map(|moved| moved.changed_at),
            take_part: found.take_part,
            phases: found.phases.into_iter().map(Phase::from).collect(),
        }
    }
}

/// A consultation to begin.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewDraft {
    /// Its title.
    title: Text,
    /// Id of the organisation; a member of a single one may leave it out.
    organisation: Option<Id>,
    /// The same key makes one draft, however often it is sent.
    #[oai(default, validator(max_length = 100))]
    op: Text,
}

/// A draft that was begun.
#[derive(Object)]
struct BegunDraft {
    /// Names the consultation in addresses.
    slug: String,
}

fn listed_id(cursor: &str) -> Result<String, tablee_core::Refusal> {
    let [id] = place(cursor)?;
    Ok(id)
}

/// See [`crate::routes`].
pub(crate) struct ConsultationsApi {
    cx: Context,
}

impl ConsultationsApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl ConsultationsApi {
    /// Lists the public consultations.
    #[oai(path = "/consultations", method = "get", tag = "Tag::Reading", operation_id = "listConsultations")]
    async fn list(
        &self,
        /// Where the page begins: `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
        limit: Query<Option<u32>>,
    ) -> Result<Listed, Problem> {
        let after = after.0.as_deref().map(listed_id).transpose()?;
        let mut found = consultations::list(&self.cx, &Actor::Anyone, after.as_deref()).await?;
        let next = shorten(&mut found.items, limit.0, found.next, |item| item.id.to_string());
        Ok(Listed::Page(Json(ConsultationPage {
            items: found.items.into_iter().map(Consultation::from).collect(),
            next: next.map(|id| cursor(&[&id])),
        })))
    }

    /// Shows a consultation and its phases.
    #[oai(path = "/consultations/:slug", method = "get", tag = "Tag::Reading", operation_id = "showConsultation")]
    async fn show(&self, slug: Path<String>) -> Result<Shown, Problem> {
        let found = consultations::show(&self.cx, &Actor::Anyone, &slug).await?;
        Ok(Shown::Consultation(Json(found.into())))
    }

    /// Begins a draft.
    #[oai(path = "/consultations", method = "post", tag = "Tag::Editing", operation_id = "createConsultation")]
    async fn create(&self, caller: Caller, draft: Json<NewDraft>) -> Result<Made<BegunDraft>, Problem> {
        let NewDraft { title, organisation, op } = draft.0;
        let command = NewConsultation { organisation: organisation.map(|id| id.0), title: title.0, op: op.0 };
        let slug = create::create(&self.cx, &caller.actor(&self.cx).await?, command).await?;
        Ok(Made::Made(Json(BegunDraft { slug })))
    }
}
