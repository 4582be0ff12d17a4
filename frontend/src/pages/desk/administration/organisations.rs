//! Organisations: made and renamed.

use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::organisations::{self, OrganisationLine};
use tablee_core::{Context, Refusal};

use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::desk::nav::{NavItem, site_nav};
use crate::view::{Faults, Field, FormError, Page, PageFrame, PageTitle, render, render_with};

const HERE: &str = "/espace/administration/structures";

#[derive(Serialize)]
pub(in crate::pages::desk) struct OrganisationsPage {
    nav: Vec<NavItem>,
    /// What was done just now, the end of a translation key.
    done: Option<&'static str>,
    errors: Vec<FormError>,
    organisations: Vec<OrganisationView>,
    name: Field,
}

#[derive(Serialize)]
struct OrganisationView {
    slug: String,
    field: Field,
}

impl OrganisationsPage {
    fn new(nav: Vec<NavItem>, lines: Vec<OrganisationLine>) -> Self {
        let view = |line: OrganisationLine| OrganisationView {
            // Each has a form of its own on the page: the ids must differ.
            field: Field { name: format!("name-{}", line.slug), value: line.name, error: None },
            slug: line.slug,
        };
        let name = Faults::none().field("name", "");
        Self { nav, done: None, errors: Vec::new(), organisations: lines.into_iter().map(view).collect(), name }
    }
}

impl Page for OrganisationsPage {
    const TEMPLATE: &'static str = "desk/organisations";

    fn title(&self) -> PageTitle {
        PageTitle::key("organisations-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let ville = OrganisationLine { slug: "ville".to_owned(), name: "Ville".to_owned() };
        let fault = FormError { field: Some("name".to_owned()), message: "…".to_owned() };
        let good = Self::new(Vec::new(), vec![ville]);
        let renamed = Self { done: Some("renamed"), ..Self::new(Vec::new(), Vec::new()) };
        let made = Self { done: Some("made"), ..Self::new(Vec::new(), Vec::new()) };
        vec![good, renamed, made, Self { errors: vec![fault], ..Self::new(Vec::new(), Vec::new()) }]
    }
}

async fn page_for(cx: &Context, actor: &Actor, frame: &PageFrame) -> Result<OrganisationsPage, Refusal> {
    let lines = organisations::list(cx, actor).await?;
    Ok(OrganisationsPage::new(site_nav(actor, frame.lang, HERE), lines))
}

/// What was done just now, as the address tells.
#[derive(Deserialize)]
struct Way {
    #[serde(default)]
    fait: String,
}

/// `GET /espace/administration/structures`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Query(way): Query<Way>,
) -> Result<Response, PageFault> {
    let done = match way.fait.as_str() {
        "cree" => Some("made"),
        "renomme" => Some("renamed"),
        _ => None,
    };
    let page = OrganisationsPage { done, ..page_for(&cx, &actor, &frame).await? };
    Ok(render(&frame, &page)?.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameForm {
    #[serde(default)]
    structure: String,
    #[serde(default)]
    name: String,
}

/// `POST /espace/administration/structures`
#[handler]
pub(in crate::pages::desk) async fn create(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<NameForm>,
) -> Result<Response, PageFault> {
    match organisations::create(&cx, &actor, &form.name).await {
        Ok(_) => Ok(see_other(&format!("{HERE}?fait=cree"))),
        Err(refusal @ Refusal::Invalid(_)) => {
            let faults = Faults::of(&refusal, frame.lang);
            let name = faults.field("name", form.name);
            let page = OrganisationsPage { name, errors: faults.0, ..page_for(&cx, &actor, &frame).await? };
            Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /espace/administration/structures/renommer`
#[handler]
pub(in crate::pages::desk) async fn rename(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<NameForm>,
) -> Result<Response, PageFault> {
    match organisations::rename(&cx, &actor, &form.structure, &form.name).await {
        Ok(()) => Ok(see_other(&format!("{HERE}?fait=renomme"))),
        Err(refusal @ Refusal::Invalid(_)) => {
            let mut page = page_for(&cx, &actor, &frame).await?;
            let message = Faults::of(&refusal, frame.lang).about("name");
            if let Some(line) = page.organisations.iter_mut().find(|line| line.slug == form.structure) {
                page.errors = message
                    .iter()
                    .map(|message| FormError { field: Some(line.field.name.clone()), message: message.clone() })
                    .collect();
                line.field.value = form.name;
                line.field.error = message;
            }
            Ok(render_with(&frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(other) => Err(other.into()),
    }
}
