//! How a decision decides: the voting method, its settings, how many options are taken forward, what settles ties.

use std::collections::BTreeMap;

use tablee_rules::limits;
use tablee_rules::timetable::{Change, PhaseKind};
use tablee_rules::voting::{self, FaultPlace, Method, MethodFault, Setting, SettingKind, Settings, TieRule, VoteRules};

use super::{FieldReader, PhaseEdit, PhaseUnit, Seen, begin_phase, find_and_allow, finish, scope_of};
use crate::access::{Action, Actor, allow};
use crate::cases::audit::Deed;
use crate::cases::facts::{Fact, FactValue};
use crate::cases::votes::{self, Vote};
use crate::store::entities::phase;
use crate::store::rows::update;
use crate::store::{ballots, consultations};
use crate::{Context, FieldFault, Refusal};

/// What stands before the name of a setting in the name of its field.
pub const SETTING: &str = "setting-";
/// Longest the name of a public draw may be.
const DRAW_NAME: usize = 200;

/// How a decision decides, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesForm {
    /// Stable name of the method.
    pub method: String,
    /// How many options are taken forward; blank for none.
    pub seats: String,
    /// Stable name of what settles ties.
    pub ties: String,
    /// Which public draw feeds the lot; blank for none.
    pub randomness: String,
    /// Settings of the method by name: digits, or one of the setting's stable names; blank or left out for the usual value. A
    /// yes is `1`; a blank is a no.
    pub settings: BTreeMap<String, String>,
}

/// How a decision decides, as its editors see it.
#[derive(Clone, Debug)]
pub struct RulesView {
    /// Title of the consultation.
    pub consultation: String,
    /// Position of the phase, from 1.
    pub position: i32,
    /// Title of the phase.
    pub title: String,
    /// Stable name of the method in force; none when the stored one is unknown.
    pub current: Option<&'static str>,
    /// The rules in force, or the usual ones of the method that was asked for.
    pub form: RulesForm,
    /// Every setting of that method, by name.
    pub values: BTreeMap<&'static str, i64>,
    /// Whether someone has voted: the rules do not change any more.
    pub frozen: bool,
    /// What an edit is based on.
    pub seen: Seen,
    /// Whether the actor may change them.
    pub may_edit: bool,
}

impl RulesForm {
    /// The form of these rules.
    fn of(rules: &VoteRules, method: &dyn Method) -> Self {
        let settings = method.settings().iter().map(|setting| {
            let value = rules.settings.get(setting.name).unwrap_or(setting.usual);
            (setting.name.to_owned(), typed(setting, value))
        });
        Self {
            method: method.key().to_owned(),
            seats: Some(rules.seats)
                .filter(|seats| *seats > 0)
                .map(|seats| seats.to_string())
                .unwrap_or_default(),
            ties: rules.ties.key().to_owned(),
            randomness: rules.randomness.clone(),
            settings: settings.collect(),
        }
    }

    fn read(&self, method: &dyn Method, fields: &mut FieldReader) -> VoteRules {
        let most = i64::try_from(limits::VOTE_OPTIONS).unwrap_or(i64::MAX);
        let seats = fields.number("seats", &self.seats, 0, most).unwrap_or_default();
        let ties = TieRule::from_key(&self.ties);
        if ties.is_none() {
            fields.faults.push(FieldFault::new("ties", "fault-choice-unsaid"));
        }
        let settings: Vec<(&str, i64)> = method
            .settings()
            .iter()
            .filter_map(|setting| Some((setting.name, self.read_setting(setting, fields)?)))
            .collect();
        let known = |name: &&String| method.settings().iter().any(|setting| setting.name == name.as_str());
        for name in self.settings.keys().filter(|name| !known(name)) {
            let fault = MethodFault::UnknownSetting { name: name.clone() };
            fields.faults.push(FieldFault::of(format!("{SETTING}{name}"), &fault));
        }
        VoteRules {
            method: method.key().to_owned(),
            seats: if method.fills_seats() { u32::try_from(seats).unwrap_or_default() } else { 0 },
            ties: ties.unwrap_or_default(),
            randomness: fields.line("randomness", &self.randomness, DRAW_NAME),
            settings: Settings::new(settings),
        }
    }

    /// The value of a setting; none when it is blank or cannot be read.
    fn read_setting(&self, setting: &Setting, fields: &mut FieldReader) -> Option<i64> {
        let field = format!("{SETTING}{}", setting.name);
        let typed = self.settings.get(setting.name).map_or("", |typed| typed.trim());
        match setting.kind {
            SettingKind::Number { least, most } => fields.number(&field, typed, least, most),
            SettingKind::Money => fields.money(&field, typed),
            SettingKind::YesNo => match self.settings.get(setting.name).map(|typed| typed.trim()) {
                None => None,
                Some("" | "0") => Some(0),
                Some("1") => Some(1),
                Some(_) => unsaid(&field, fields),
            },
            SettingKind::OneOf(names) => {
                let named = names.iter().position(|name| *name == typed);
                let numbered = || typed.parse().ok().filter(|place| *place < names.len());
                match named.or_else(numbered) {
                    Some(place) => i64::try_from(place).ok(),
                    None if typed.is_empty() => None,
                    None => unsaid(&field, fields),
                }
            }
        }
    }
}

fn unsaid(field: &str, fields: &mut FieldReader) -> Option<i64> {
    fields.faults.push(FieldFault::new(field, "fault-choice-unsaid"));
    None
}

/// The value of a setting as a form holds it. Where 0 is the usual value, it is left blank.
fn typed(setting: &Setting, value: i64) -> String {
    match setting.kind {
        SettingKind::OneOf(names) => {
            let name = usize::try_from(value).ok().and_then(|place| names.get(place));
            name.map(|name| (*name).to_owned()).unwrap_or_default()
        }
        SettingKind::Number { .. } | SettingKind::Money if value == 0 && setting.usual == 0 => String::new(),
        SettingKind::Number { .. } | SettingKind::Money | SettingKind::YesNo => value.to_string(),
    }
}

/// How a decision decides; with another method than the one in force, that one's usual settings.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound` also for an unknown method.
pub async fn rules(
    cx: &Context,
    actor: &Actor,
    slug: &str,
    position: i32,
    wanted: Option<&str>,
) -> Result<RulesView, Refusal> {
    let found = find_and_allow(cx, actor, Action::ReadDesk, slug).await?;
    let row = consultations::phase_at(cx.db.read(), found.id, position).await?;
    let row = decision(row)?;
    let stored = votes::rules(&row);
    let current = voting::method(&stored.method);
    let shown = match wanted {
        Some(key) => Some(voting::method(key).ok_or(Refusal::NotFound)?),
        None => current,
    };
    let other = shown.map(Method::key) != current.map(Method::key);
    let kept = VoteRules { settings: if other { Settings::default() } else { stored.settings.clone() }, ..stored };
    Ok(RulesView {
        position,
        title: row.title.clone(),
        current: current.map(Method::key),
        form: shown.map(|method| RulesForm::of(&kept, method)).unwrap_or_default(),
        values: shown.map(|method| values(&kept, method)).unwrap_or_default(),
        frozen: row.frozen_at.is_some(),
        seen: Seen(found.updated_at),
        may_edit: allow(actor, Action::EditConsultation, scope_of(&found)).is_ok(),
        consultation: found.title,
    })
}

fn values(rules: &VoteRules, method: &dyn Method) -> BTreeMap<&'static str, i64> {
    let settings = method.settings().iter();
    settings
        .map(|setting| (setting.name, rules.settings.get(setting.name).unwrap_or(setting.usual)))
        .collect()
}

/// Says how a decision decides, before the first ballot. What the options still lack is told before the consultation opens.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`, `Frozen`, `PhaseClosed`, `ChangedMeanwhile`.
pub async fn set_rules(cx: &Context, actor: &Actor, edit: PhaseEdit, form: RulesForm) -> Result<(), Refusal> {
    let found = find_and_allow(cx, actor, Action::EditConsultation, &edit.slug).await?;
    let held = begin_phase(cx, &found, &edit, Change::Rules).await?;
    let mut row = decision(Some(held.phase.clone()))?;
    let mut fields = FieldReader::default();
    let Some(method) = voting::method(&form.method) else {
        return Err(Refusal::field("method", "fault-choice-unsaid"));
    };
    let rules = form.read(method, &mut fields);
    if fields.faults.is_empty() {
        fields.faults.extend(faults(&held, &rules).await?);
    }
    fields.done()?;
    row.rules = serde_json::to_string(&rules).map_err(|_| Refusal::WrongState)?;
    let detail = difference(row.position, &votes::rules(&held.phase), &rules, method);
    update::<phase::Entity, _>(held.unit.conn(), row.clone()).await?;
    let deed = Deed { action: "phase.edited", subject_kind: "phases", subject: Some(row.id), detail: &detail };
    finish(cx, held.unit, actor, &held.consultation, deed).await
}

/// What one version of the rules says otherwise than the other; settings are told under the names of their fields.
fn difference(phase: i32, before: &VoteRules, after: &VoteRules, method: &dyn Method) -> String {
    let mut facts = vec![Fact::about("phase", phase)];
    facts.extend(Fact::changed("method", FactValue::name(&before.method), FactValue::name(&after.method)));
    facts.extend(Fact::changed("seats", i64::from(before.seats), i64::from(after.seats)));
    facts.extend(Fact::changed("ties", FactValue::name(before.ties.key()), FactValue::name(after.ties.key())));
    facts.extend(Fact::changed("randomness", before.randomness.as_str(), after.randomness.as_str()));
    facts.extend(method.settings().iter().filter_map(|setting| {
        let told = |rules: &VoteRules| {
            let set = (rules.method == method.key()).then(|| rules.settings.get(setting.name));
            set.map(|value| told_setting(setting, value.unwrap_or(setting.usual)))
        };
        let name = format!("{SETTING}{}-{}", method.key(), setting.name);
        Fact::replaced(&name, told(before), told(after))
    }));
    Fact::stored(&facts)
}

fn told_setting(setting: &Setting, value: i64) -> FactValue {
    match setting.kind {
        SettingKind::Number { .. } | SettingKind::Money => FactValue::Number(value),
        SettingKind::YesNo => FactValue::name(if value == 0 { "no" } else { "yes" }),
        SettingKind::OneOf(names) => {
            let name = usize::try_from(value).ok().and_then(|rank| names.get(rank).copied());
            FactValue::name(name.unwrap_or_default())
        }
    }
}

/// What the method finds wrong with these rules; what it finds wrong with the options is not told here.
async fn faults(held: &PhaseUnit, rules: &VoteRules) -> Result<Vec<FieldFault>, Refusal> {
    let options = ballots::options(held.unit.conn(), held.phase.id).await?;
    let Some(vote) = Vote::between(rules.clone(), options) else { return Err(Refusal::WrongState) };
    let told = vote.method.check_paper(&vote.paper).into_iter().filter_map(|fault| {
        if vote.options.is_empty() && fault.counts_options() {
            return None;
        }
        let field = match fault.place() {
            FaultPlace::Seats => "seats".to_owned(),
            FaultPlace::Ties => "ties".to_owned(),
            FaultPlace::Setting(name) => format!("{SETTING}{name}"),
            FaultPlace::Options => return None,
        };
        Some(FieldFault::of(field, &fault))
    });
    Ok(told.collect())
}

fn decision(phase: Option<phase::Model>) -> Result<phase::Model, Refusal> {
    phase
        .filter(|phase| phase.phase_kind() == Some(PhaseKind::Decision))
        .ok_or(Refusal::NotFound)
}
