//! Where a consultation stands, its phases, and what it lacks.

use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::access::Actor;
use tablee_core::cases::desk;
use tablee_core::cases::editor::overview::{Overview, PhaseLine, overview};
use tablee_core::cases::editor::phases;
use tablee_core::cases::editor::readiness::{Missing, MissingPlace};
use tablee_core::cases::editor::schedule::{self, StateChange};
use tablee_core::cases::editor::{Seen, refuse_unknown_step, texts::ConsultationTexts};
use tablee_core::{Context, Refusal};
use tablee_rules::timetable::{ConsultationState, PhaseKind, PhaseMoment};

use super::{Outcome, after, new_op, page, seen, told};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::desk::ask::{AskPage, Thing};
use crate::pages::desk::nav::{NavItem, consultation_nav};
use crate::view::form::{words, words_of_rule};
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct OverviewPage {
    nav: Vec<NavItem>,
    slug: String,
    seen: String,
    op: String,
    notice: Option<&'static str>,
    errors: Vec<FormError>,
    name: String,
    summary: String,
    state: &'static str,
    draft: bool,
    public: bool,
    participants: i32,
    from_minutes: bool,
    may_edit: bool,
    may_go_back: bool,
    may_archive: bool,
    phases: Vec<PhaseRow>,
    missing: Vec<MissingRow>,
    /// Whether a vote has too few observers, and how many.
    few_observers: bool,
    observers: u64,
    kind: ChoiceField,
    title: Field,
}

#[derive(Serialize)]
struct PhaseRow {
    position: i32,
    kind: &'static str,
    title: String,
    opens_at: Option<i64>,
    closes_at: Option<i64>,
    moment: &'static str,
    contents: usize,
    has_list: bool,
    first: bool,
    last: bool,
}

#[derive(Serialize)]
struct MissingRow {
    words: String,
    href: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AddForm {
    op: String,
    seen: String,
    kind: String,
    title: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StateForm {
    seen: String,
    go: String,
    sure: String,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "desk/editor/overview";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.name.clone())
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let line = |position, kind, opens_at| PhaseLine {
            position,
            kind,
            title: "Étape".to_owned(),
            opens_at,
            closes_at: opens_at,
            moment: PhaseMoment::ToCome,
            contents: 2,
            frozen: false,
        };
        let phases = vec![line(1, PhaseKind::Opinion, Some(0)), line(2, PhaseKind::Proposal, None)];
        let missing = vec![Missing { key: "missing-summary", args: Vec::new(), place: MissingPlace::Text("summary") }];
        let view = |phases, missing, state: ConsultationState| Overview {
            slug: "s".to_owned(),
            state,
            seen: Seen(1),
            texts: ConsultationTexts::default(),
            phases,
            missing,
            few_observers: (state == ConsultationState::Draft).then_some(1),
            from_minutes: true,
            participants: 3,
            may_edit: true,
            may_go_back: state == ConsultationState::Scheduled,
            may_archive: state == ConsultationState::Closed,
        };
        let shown =
            |view| Self::with(Lang::default(), (view, Vec::new()), &AddForm::default(), Faults::none(), Some("done"));
        vec![
            shown(view(Vec::new(), Vec::new(), ConsultationState::Draft)),
            shown(view(phases.clone(), missing, ConsultationState::Draft)),
            shown(view(phases.clone(), Vec::new(), ConsultationState::Scheduled)),
            shown(view(phases, Vec::new(), ConsultationState::Closed)),
        ]
    }
}

impl OverviewPage {
    fn with(
        lang: Lang,
        (view, nav): (Overview, Vec<NavItem>),
        form: &AddForm,
        faults: Faults,
        notice: Option<&'static str>,
    ) -> Self {
        let kinds = phases::OFFERED.map(|kind| {
            FieldOption::of(kind.key(), words(lang, &format!("editor-kind-{}", kind.key()), &[]), &form.kind)
        });
        let count = view.phases.len();
        let missing = view
            .missing
            .iter()
            .map(|missing| missing_row(lang, &view.slug, missing));
        Self {
            nav,
            missing: missing.collect(),
            few_observers: view.few_observers.is_some(),
            observers: view.few_observers.unwrap_or_default(),
            seen: view.seen.0.to_string(),
            op: form.op.clone(),
            notice,
            name: view.texts.title,
            summary: view.texts.summary,
            state: view.state.key(),
            draft: view.state == ConsultationState::Draft,
            public: view.state.is_public(),
            participants: view.participants,
            from_minutes: view.from_minutes,
            may_edit: view.may_edit,
            may_go_back: view.may_go_back,
            may_archive: view.may_archive,
            phases: view.phases.into_iter().map(|line| phase_row(line, count)).collect(),
            slug: view.slug,
            kind: faults.choice("kind", kinds.to_vec()),
            title: faults.field("title", &form.title),
            errors: faults.0,
        }
    }
}

fn phase_row(line: PhaseLine, count: usize) -> PhaseRow {
    PhaseRow {
        position: line.position,
        kind: line.kind.key(),
        title: line.title,
        opens_at: line.opens_at,
        closes_at: line.closes_at,
        moment: line.moment.key(),
        contents: line.contents,
        has_list: matches!(line.kind, PhaseKind::Questionnaire | PhaseKind::Opinion | PhaseKind::Decision),
        first: line.position == 1,
        last: usize::try_from(line.position) == Ok(count),
    }
}

fn missing_row(lang: Lang, slug: &str, missing: &Missing) -> MissingRow {
    let args: Vec<_> = missing.args.iter().map(|(name, value)| (*name, value)).collect();
    let href = match missing.place {
        MissingPlace::Text(field) => format!("/espace/c/{slug}/textes#{field}"),
        MissingPlace::Phases => format!("/espace/c/{slug}#etapes"),
        MissingPlace::Phase(phase) => format!("/espace/c/{slug}/etapes/{phase}"),
        MissingPlace::Rules(phase) => format!("/espace/c/{slug}/etapes/{phase}/methode"),
        MissingPlace::Question(phase, question) => format!("/espace/c/{slug}/etapes/{phase}/questions/{question}"),
    };
    MissingRow { words: words_of_rule(lang, missing.key, &args), href }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, PageFault> {
    let view = desk_view(&cx, &actor, &slug, frame.lang).await?;
    let form = AddForm { op: new_op(&cx), ..AddForm::default() };
    page(&frame, &OverviewPage::with(frame.lang, view, &form, Faults::none(), outcome.notice()), StatusCode::OK)
}

#[handler]
pub(super) async fn add_phase(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(form): LimitedForm<AddForm>,
) -> Result<Response, PageFault> {
    let command = phases::AddPhase {
        slug: slug.clone(),
        seen: seen(&form.seen),
        kind: form.kind.clone(),
        title: form.title.clone(),
        op: form.op.clone(),
    };
    match phases::add_phase(&cx, &actor, command).await {
        Ok(position) => Ok(see_other(&format!("/espace/c/{slug}/etapes/{position}?fait=oui"))),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let view = desk_view(&cx, &actor, &slug, frame.lang).await?;
            page(&frame, &OverviewPage::with(frame.lang, view, &form, faults, None), status)
        }
    }
}

#[handler]
pub(super) async fn change_state(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    LimitedForm(form): LimitedForm<StateForm>,
) -> Result<Response, PageFault> {
    let path = format!("/espace/c/{slug}");
    if form.go == "archive" && form.sure != "1" {
        let view = overview(&cx, &actor, &slug).await?;
        // Whoever may not is told so by the act itself.
        if view.may_archive {
            let fields = [("seen", form.seen.as_str()), ("go", "archive")];
            let asked = AskPage::new(Thing::Archive, &view.texts.title, &format!("{path}/etat"), path, &fields);
            return page(&frame, &asked, StatusCode::OK);
        }
    }
    match go(&cx, &actor, &slug, &form).await {
        Ok(()) if form.go == "schedule" => Ok(see_other(&format!("{path}?fait=public"))),
        // What is missing is what the page shows anyway.
        Err(refusal @ Refusal::Invalid(_)) => {
            let status = crate::http::status_of(refusal.class());
            let view = desk_view(&cx, &actor, &slug, frame.lang).await?;
            let add = AddForm { op: new_op(&cx), ..AddForm::default() };
            page(&frame, &OverviewPage::with(frame.lang, view, &add, Faults::none(), None), status)
        }
        result => after(result, &path),
    }
}

async fn desk_view(cx: &Context, actor: &Actor, slug: &str, lang: Lang) -> Result<(Overview, Vec<NavItem>), Refusal> {
    let place = desk::place(cx, actor, slug).await?;
    let nav = consultation_nav(&place, lang, &format!("/espace/c/{slug}"));
    Ok((overview(cx, actor, slug).await?, nav))
}

async fn go(cx: &Context, actor: &Actor, slug: &str, form: &StateForm) -> Result<(), Refusal> {
    let change = StateChange { slug: slug.to_owned(), seen: seen(&form.seen) };
    match form.go.as_str() {
        "schedule" => schedule::schedule(cx, actor, change).await,
        "draft" => schedule::back_to_draft(cx, actor, change).await,
        "archive" => schedule::archive(cx, actor, change).await,
        _ => refuse_unknown_step(cx, actor, slug).await,
    }
}
