//! Passes: the right to take part once in each phase, without an account.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use tablee_core::{Context, secrets};

use crate::{Problem, Tag};

/// A new pass. Keep it: it is not stored here as it is, and cannot be told again.
#[derive(Object)]
struct NewPass {
    /// Goes into the `Tablee-Pass` header of what this participant does.
    pass: String,
}

#[derive(ApiResponse)]
enum Created {
    /// The pass.
    #[oai(status = 201)]
    Pass(Json<NewPass>),
}

/// See [`crate::routes`].
pub(crate) struct PassesApi {
    cx: Context,
}

impl PassesApi {
    pub(crate) fn new(cx: Context) -> Self {
        Self { cx }
    }
}

#[OpenApi]
impl PassesApi {
    /// Makes a pass.
    #[oai(path = "/passes", method = "post", tag = "Tag::Participation", operation_id = "createPass")]
    async fn create(&self) -> Result<Created, Problem> {
        Ok(Created::Pass(Json(NewPass { pass: secrets::token(&*self.cx.random) })))
    }
}
