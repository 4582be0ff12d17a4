//! One phase, as one participant sees it; the workshop that a consultation was made from.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tablee_core::Context;
use tablee_core::cases::{consultations, workshops};

use crate::address::{Ordinal, phase};
use crate::consultations::Phase;
use crate::{Caller, Problem, Tag};

/// A phase, as one participant sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct OwnPhase {
    /// The phase.
    #[oai(flatten)]
    phase: Phase,
    /// How many questions it asks.
    questions: u32,
    /// Whether the pass of this call has taken part in it.
    taken_part: bool,
    /// The receipt code of what it contributed, where one participation is one contribution.
    receipt: Option<String>,
}

/// A workshop, its minutes, and who was or was not around the table.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Workshop {
    /// Its title.
    title: String,
    /// Noon of the day on which it was held, in milliseconds since 1970, UTC.
    held_on: Option<i64>,
    /// Its minutes, whole.
    minutes: String,
    /// Who was around the table.
    around_table: Vec<Family>,
    /// Who was missing.
    missing: Vec<Family>,
}

/// A family of actors.
#[derive(Object)]
struct Family {
    /// Its name.
    name: String,
    /// Its members.
    members: Vec<String>,
}

/// See [`crate::routes`].
pub(crate) struct PhasesApi {
    cx: Context,
}

impl PhasesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi(tag = "Tag::Reading")]
impl PhasesApi {
    /// Reads one phase, and what the pass of this call did in it.
    #[oai(path = "/consultations/:slug/phases/:position", method = "get", operation_id = "readPhase")]
    async fn phase(
        &self,
        caller: Caller,
        slug: Path<String>,
        position: Path<Ordinal>,
    ) -> Result<Json<OwnPhase>, Problem> {
        let actor = caller.actor(&self.cx).await?;
        let start = consultations::phase_start(&self.cx, &actor, &phase(slug.0, position.0)).await?;
        Ok(Json(OwnPhase {
            phase: start.phase.into(),
            questions: u32::try_from(start.questions).unwrap_or(u32::MAX),
            taken_part: start.taken_part,
            receipt: start.receipt.map(|code| code.to_string()),
        }))
    }

    /// Reads the workshop that a consultation was made from.
    #[oai(path = "/consultations/:slug/workshop", method = "get", operation_id = "readWorkshop")]
    async fn workshop(&self, caller: Caller, slug: Path<String>) -> Result<Json<Workshop>, Problem> {
        let found = workshops::public_view(&self.cx, &caller.actor(&self.cx).await?, &slug).await?;
        Ok(Json(Workshop {
            title: found.title,
            held_on: found.held_on,
            minutes: found.minutes,
            around_table: found.around_table.into_iter().map(Into::into).collect(),
            missing: found.missing.into_iter().map(Into::into).collect(),
        }))
    }
}

impl From<workshops::ActorFamily> for Family {
    fn from(found: workshops::ActorFamily) -> Self {
        Self { name: found.name, members: found.members }
    }
}
