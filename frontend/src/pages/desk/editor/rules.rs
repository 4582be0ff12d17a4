//! The rules of a decision by one voting method: a form made of the settings that the method says it reads.

use std::collections::BTreeMap;

use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::editor::Seen;
use tablee_core::cases::editor::rules::{self, RulesForm, RulesView, SETTING};
use tablee_rules::voting::{METHODS, Method, OptionNeed, Setting, SettingKind, TieRule, method};

use super::{page, phase_edit, told};
use crate::http::{Lang, LimitedForm, PageFault, SignedIn, see_other};
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, Field, FieldOption, FormError, Page, PageFrame, PageTitle};

#[derive(Serialize)]
pub(super) struct RulesPage {
    slug: String,
    position: i32,
    phase: String,
    seen: String,
    errors: Vec<FormError>,
    method: String,
    frozen: bool,
    may_change: bool,
    fills_seats: bool,
    /// Whether its seats are those of people who are drawn.
    draws_people: bool,
    seats: Field,
    /// Whether nothing but the lot settles its ties.
    lot_only: bool,
    ties: ChoiceField,
    randomness: Field,
    settings: Vec<SettingField>,
}

/// One setting of the method, by the kind of field that asks for it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SettingField {
    Number { words: String, field: Field },
    Money { words: String, field: Field },
    YesNo { words: String, field: ChoiceField },
    OneOf { words: String, field: ChoiceField },
}

impl SettingField {
    fn of(lang: Lang, method: &str, setting: &Setting, value: &str, faults: &Faults) -> Self {
        let key = format!("setting-{method}-{}", setting.name);
        let name = format!("{SETTING}{}", setting.name);
        let field = || faults.field(&name, value);
        let choice = |options| faults.choice(&name, options);
        match setting.kind {
            SettingKind::Number { .. } => Self::Number { field: field(), words: key },
            SettingKind::Money => Self::Money { field: field(), words: key },
            SettingKind::YesNo => {
                let yes = FieldOption::of("1", words(lang, "setting-yes", &[]), value);
                Self::YesNo { field: choice(vec![yes]), words: key }
            }
            SettingKind::OneOf(names) => {
                let option = |one: &&str| FieldOption::of(one, words(lang, &format!("{key}-{one}"), &[]), value);
                Self::OneOf { field: choice(names.iter().map(option).collect()), words: key }
            }
        }
    }
}

impl RulesPage {
    fn new(lang: Lang, slug: &str, view: RulesView, method: &dyn Method, faults: Faults) -> Self {
        let form = view.form;
        let tie_rules = method.tie_rules().iter();
        let ties: Vec<FieldOption> = tie_rules
            .map(|rule: &TieRule| {
                FieldOption::of(rule.key(), words(lang, &format!("editor-rules-ties-{}", rule.key()), &[]), &form.ties)
            })
            .collect();
        let setting = |setting: &Setting| {
            let value = form.settings.get(setting.name).map_or("", String::as_str);
            SettingField::of(lang, method.key(), setting, value, &faults)
        };
        Self {
            slug: slug.to_owned(),
            position: view.position,
            phase: view.title,
            seen: view.seen.0.to_string(),
            method: method.key().to_owned(),
            frozen: view.frozen,
            may_change: view.may_edit && !view.frozen,
            fills_seats: method.fills_seats(),
            draws_people: method.option_need() == OptionNeed::Quota,
            settings: method.settings().iter().map(setting).collect(),
            seats: faults.field("seats", form.seats),
            lot_only: method.tie_rules() == [TieRule::Lot],
            ties: faults.choice("ties", ties),
            randomness: faults.field("randomness", form.randomness),
            errors: faults.0,
        }
    }
}

/// A decision by this method, for samples of pages.
pub(super) fn sample(key: &str, frozen: bool) -> RulesView {
    RulesView {
        consultation: "École".to_owned(),
        position: 2,
        title: "Choisir".to_owned(),
        current: method(key).map(Method::key),
        form: RulesForm { method: key.to_owned(), ties: "lot".to_owned(), ..RulesForm::default() },
        values: BTreeMap::new(),
        frozen,
        seen: Seen(1),
        may_edit: true,
    }
}

impl Page for RulesPage {
    const TEMPLATE: &'static str = "desk/editor/rules";

    fn title(&self) -> PageTitle {
        PageTitle::key("editor-rules-title")
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        let error = |field: &str| FormError { field: Some(field.to_owned()), message: "?".to_owned() };
        let of = |method: &dyn Method, frozen, faults| {
            Self::new(Lang::default(), "ecole", sample(method.key(), frozen), method, faults)
        };
        let shapes = METHODS.iter().flat_map(|method| {
            let faulty = method
                .settings()
                .iter()
                .map(|setting| error(&format!("{SETTING}{}", setting.name)));
            let faults = Faults(faulty.chain(["seats", "ties", "randomness"].map(error)).collect());
            [of(*method, false, faults), of(*method, true, Faults::none())]
        });
        shapes.collect()
    }
}

/// `GET /espace/c/SLUG/etapes/N/methode/KEY`
#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, key)): Path<(String, i32, String)>,
) -> Result<Response, PageFault> {
    let view = rules::rules(&cx, &actor, &slug, n, Some(&key)).await?;
    let method = method(&view.form.method).ok_or(tablee_core::Refusal::NotFound)?;
    page(&frame, &RulesPage::new(frame.lang, &slug, view, method, Faults::none()), StatusCode::OK)
}

/// `POST /espace/c/SLUG/etapes/N/methode/KEY/garder`
#[handler]
pub(super) async fn send(
    frame: PageFrame,
    cx: Data<&Context>,
    SignedIn(actor): SignedIn,
    Path((slug, n, key)): Path<(String, i32, String)>,
    LimitedForm(fields): LimitedForm<BTreeMap<String, String>>,
) -> Result<Response, PageFault> {
    let view = rules::rules(&cx, &actor, &slug, n, Some(&key)).await?;
    let method = method(&view.form.method).ok_or(tablee_core::Refusal::NotFound)?;
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let form = typed(&fields, method);
    match rules::set_rules(&cx, &actor, phase_edit(&slug, n, &text("seen")), form.clone()).await {
        Ok(()) => Ok(see_other(&format!("/espace/c/{slug}/etapes/{n}?fait=oui"))),
        Err(refusal) => {
            let (status, faults) = told(refusal, frame.lang)?;
            let view = RulesView { form, ..view };
            page(&frame, &RulesPage::new(frame.lang, &slug, view, method, faults), status)
        }
    }
}

/// What the form says. A box that is not ticked is not sent: every setting is read, sent or not.
fn typed(fields: &BTreeMap<String, String>, method: &dyn Method) -> RulesForm {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let settings = method
        .settings()
        .iter()
        .map(|setting| (setting.name.to_owned(), text(&format!("{SETTING}{}", setting.name))));
    RulesForm {
        method: method.key().to_owned(),
        seats: text("seats"),
        ties: text("ties"),
        randomness: text("randomness"),
        settings: settings.collect(),
    }
}
