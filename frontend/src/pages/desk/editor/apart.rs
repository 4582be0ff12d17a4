//! Statements about the consultation itself, set apart from the others.

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::moderation::{SortedStatement, SortedStatements, set_apart, sorted_statements};
use uuid::Uuid;

use super::{Outcome, after, page, phase_edit};
use crate::http::{LimitedForm, PageFault, SignedIn};
use crate::view::{Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct ApartPage {
    slug: String,
    position: i32,
    phase: String,
    seen: String,
    notice: Option<&'static str>,
    closed: bool,
    statements: Vec<StatementRow>,
}

#[derive(Serialize)]
struct StatementRow {
    id: String,
    text: String,
    apart: bool,
}

/// One button.
#[derive(Deserialize)]
pub(super) struct ApartForm {
    #[serde(default)]
    seen: String,
    #[serde(default)]
    statement: String,
    /// `apart` or `back`.
    #[serde(default, rename = "do")]
    act: String,
}

impl ApartPage {
    fn new(slug: &str, position: i32, sorted: SortedStatements, notice: Option<&'static str>) -> Self {
        let row = |row: SortedStatement| StatementRow { id: row.id.to_string(), text: row.text, apart: row.apart };
        Self {
            slug: slug.to_owned(),
            position,
            phase: sorted.phase,
            seen: sorted.seen.0.to_string(),
            notice,
            closed: sorted.closed,
            statements: sorted.statements.into_iter().map(row).collect(),
        }
    }
}

impl Page for ApartPage {
    const TEMPLATE: &'static str = "desk/editor/apart";

    fn title(&self) -> PageTitle {
        PageTitle::key("apart-title")
    }

    fn samples() -> Vec<Self> {
        let statement = |apart| SortedStatement { id: Uuid::nil(), text: "Trop long.".to_owned(), apart };
        let sorted =
            |closed, statements| SortedStatements { phase: "Vos avis".to_owned(), seen: Seen(1), closed, statements };
        let page = |closed, statements, notice| Self::new("ecole", 1, sorted(closed, statements), notice);
        vec![
            page(false, vec![statement(false), statement(true)], Some("done")),
            page(true, vec![statement(true)], None),
            page(false, Vec::new(), None),
        ]
    }
}

fn path(slug: &str, n: i32) -> String {
    format!("/espace/c/{slug}/etapes/{n}/a-part")
}

/// `GET /espace/c/SLUG/etapes/N/a-part`
#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, PageFault> {
    let sorted = sorted_statements(&cx, &actor, &slug, n).await?;
    page(&frame, &ApartPage::new(&slug, n, sorted, outcome.notice()), StatusCode::OK)
}

/// `POST /espace/c/SLUG/etapes/N/a-part`
#[handler]
pub(super) async fn send(
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n)): Path<(String, i32)>,
    LimitedForm(form): LimitedForm<ApartForm>,
) -> Result<Response, PageFault> {
    let statement = form.statement.parse().unwrap_or_default();
    let edit = phase_edit(&slug, n, &form.seen);
    after(set_apart(&cx, &actor, edit, statement, form.act == "apart").await, &path(&slug, n))
}
