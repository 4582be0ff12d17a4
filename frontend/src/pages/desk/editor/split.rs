//! Where an item of the draft is cut in two.

use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::minutes::changes::{ItemEdit, split_item};
use tablee_core::cases::minutes::draft::{DraftItem, DraftRow, view};
use tablee_core::{Context, Refusal};

use super::{page, seen, told};
use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct SplitPage {
    slug: String,
    item: String,
    seen: String,
    errors: Vec<FormError>,
    name: String,
    first: String,
    at: ChoiceField,
    title: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SplitForm {
    seen: String,
    at: String,
    title: String,
}

impl Page for SplitPage {
    const TEMPLATE: &'static str = "desk/editor/split";

    fn title(&self) -> PageTitle {
        PageTitle::key("minutes-split-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let pieces = ["un", "deux", "trois"].map(str::to_owned);
        let error = FormError { field: Some("at".to_owned()), message: "?".to_owned() };
        vec![
            Self::with("s", "i", "1", "Argent", &pieces, &SplitForm::default(), Faults::none()),
            Self::with("s", "i", "1", "Argent", &pieces, &SplitForm::default(), Faults(vec![error])),
        ]
    }
}

impl SplitPage {
    fn with(
        slug: &str,
        item: &str,
        seen: &str,
        name: &str,
        pieces: &[String],
        form: &SplitForm,
        faults: Faults,
    ) -> Self {
        let starts = pieces.iter().enumerate().skip(1);
        let options =
            starts.map(|(index, piece)| FieldOption::of(&index.to_string(), piece.trim().to_owned(), &form.at));
        Self {
            slug: slug.to_owned(),
            item: item.to_owned(),
            seen: seen.to_owned(),
            name: name.to_owned(),
            first: pieces.first().map(|piece| piece.trim().to_owned()).unwrap_or_default(),
            at: faults.choice("at", options.collect()),
            title: faults.field("title", &form.title),
            errors: faults.0,
        }
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, item)): Path<(String, String)>,
) -> Result<Response, PageFault> {
    let shown = split_page(&cx, &actor, &slug, &item, &SplitForm::default(), Faults::none()).await?;
    page(&frame, &shown, StatusCode::OK)
}

#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, item)): Path<(String, String)>,
    LimitedForm(form): LimitedForm<SplitForm>,
) -> Result<Response, PageFault> {
    let edit =
        ItemEdit { slug: slug.clone(), item: item.parse().map_err(|_| Refusal::NotFound)?, seen: seen(&form.seen) };
    match split_item(&cx, &actor, edit, form.at.parse().unwrap_or_default(), &form.title).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}/brouillon?fait=oui"))),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            page(&frame, &split_page(&cx, &actor, &slug, &item, &form, faults).await?, status)
        }
    }
}

async fn split_page(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    item: &str,
    form: &SplitForm,
    faults: Faults,
) -> Result<SplitPage, Refusal> {
    let view = view(cx, actor, slug).await?;
    let seen = view.seen.0.to_string();
    let found = view.rows.into_iter().find_map(|row| match row {
        DraftRow::Item(found) if found.id.to_string() == item && found.pieces.len() > 1 => Some(found),
        _ => None,
    });
    let DraftItem { title, pieces, .. } = found.ok_or(Refusal::NotFound)?;
    Ok(SplitPage::with(slug, item, &seen, &title, &pieces, form, faults))
}
