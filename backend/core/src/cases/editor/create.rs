//! A new, empty consultation.

use tablee_rules::moderation::ModerationMode;
use tablee_rules::timetable::ConsultationState;
use tablee_rules::{limits, text};
use uuid::Uuid;

use super::{FieldReader, finish, id_of_form};
use crate::access::{Action, Actor, Scope, allow};
use crate::cases::audit::Deed;
use crate::cases::facts::Fact;
use crate::store::entities::{consultation, organisation};
use crate::store::rows::insert_missing;
use crate::store::{Unit, editing};
use crate::texts::{DEFAULT_LANGUAGE, TextValue, Texts};
use crate::{Context, Refusal};

/// Months for which contributions are kept unless someone says otherwise.
const USUAL_RETENTION_MONTHS: i32 = 12;
/// Letters of a slug before the number that makes it unique.
const SLUG_LENGTH: usize = 60;
/// Consultations of the same name before a slug gets a part drawn by chance.
const SAME_NAMES: u32 = 20;

/// What a new consultation is called, and whose it is.
#[derive(Clone, Debug)]
pub struct NewConsultation {
    /// The organisation; may be left out by a member of a single one.
    pub organisation: Option<Uuid>,
    /// Its title.
    pub title: String,
    /// Idempotency key of the form.
    pub op: String,
}

/// An organisation in which the actor may create consultations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationChoice {
    /// Its id.
    pub id: Uuid,
    /// In addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Organisations in which the actor may create consultations.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`.
pub async fn organisations(cx: &Context, actor: &Actor) -> Result<Vec<OrganisationChoice>, Refusal> {
    allow(actor, Action::CreateConsultation, Scope::AnyOrganisation)?;
    let all = editing::organisations(cx.db.read()).await?;
    let own = all
        .into_iter()
        .filter(|row| allow(actor, Action::CreateConsultation, Scope::Organisation(row.id)).is_ok());
    Ok(own
        .map(|row| OrganisationChoice { id: row.id, slug: row.slug, name: row.name })
        .collect())
}

/// Creates a draft; returns its slug. The same form sent twice creates one.
///
/// # Errors
/// `SignInNeeded`, `Forbidden`, `NotFound`, `Invalid`.
pub async fn create(cx: &Context, actor: &Actor, command: NewConsultation) -> Result<String, Refusal> {
    allow(actor, Action::CreateConsultation, Scope::AnyOrganisation)?;
    let organisation = organisation_for(cx, actor, command.organisation).await?;
    let mut fields = FieldReader::default();
    let title = fields.needed_line("title", &command.title, limits::TITLE);
    fields.done()?;
    let row = blank(cx, &organisation, id_of_form(cx, actor, &command.op), title);
    let unit = cx.db.begin().await?;
    let (row, new) = insert_draft(cx, &unit, row).await?;
    if new {
        let detail = Fact::stored(&[Fact::about("title", row.title.as_str())]);
        let deed = Deed {
            action: "consultation.created",
            subject_kind: "consultations",
            subject: Some(row.id),
            detail: &detail,
        };
        finish(cx, unit, actor, &row, deed).await?;
    }
    Ok(row.slug)
}

/// The organisation that a new consultation belongs to.
///
/// # Errors
/// `Invalid` when there is a choice and none was made; `NotFound` when it is not the actor's.
pub(crate) async fn organisation_for(
    cx: &Context,
    actor: &Actor,
    wanted: Option<Uuid>,
) -> Result<organisation::Model, Refusal> {
    let id = match wanted {
        Some(id) => id,
        None => match organisations(cx, actor).await?.as_slice() {
            [only] => only.id,
            _ => return Err(Refusal::field("organisation", "fault-organisation-unsaid")),
        },
    };
    allow(actor, Action::CreateConsultation, Scope::Organisation(id))?;
    editing::organisation(cx.db.read(), id).await?.ok_or(Refusal::NotFound)
}

/// A draft with nothing but what every consultation starts with.
pub(crate) fn blank(cx: &Context, organisation: &organisation::Model, id: Uuid, title: String) -> consultation::Model {
    let now = cx.clock.now();
    consultation::Model {
        id,
        organisation_id: organisation.id,
        slug: slug(&title),
        title,
        summary: String::new(),
        purpose: String::new(),
        decider: String::new(),
        territory: String::new(),
        answer_due_at: None,
        first_answer_due_at: None,
        answer_due_changed_at: None,
        state: ConsultationState::Draft.key().to_owned(),
        moderation: ModerationMode::Before.key().to_owned(),
        controller: organisation.name.clone(),
        legal_basis: words("editor-usual-legal-basis", &[]),
        retention_months: USUAL_RETENTION_MONTHS,
        contact: String::new(),
        version: 1,
        participants: 0,
        created_at: now,
        updated_at: now,
    }
}

/// Inserts a draft under the first free slug; the row that was there already when the same form made one before.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn insert_draft(
    cx: &Context,
    unit: &Unit,
    mut row: consultation::Model,
) -> Result<(consultation::Model, bool), Refusal> {
    let start = row.slug.clone();
    for number in 2..SAME_NAMES + 2 {
        if insert_missing::<consultation::Entity, _>(unit.conn(), row.clone(), []).await? {
            return Ok((row, true));
        }
        if let Some(present) = editing::consultation(unit.conn(), row.id).await? {
            return Ok((present, false));
        }
        let chance = cx.anonymous_id().simple().to_string();
        row.slug = if number > SAME_NAMES { format!("{start}-{}", &chance[..8]) } else { format!("{start}-{number}") };
    }
    Err(Refusal::ChangedMeanwhile)
}

/// A text of the interface that becomes the consultation's own.
pub(crate) fn words(key: &str, args: &[(&str, TextValue<'_>)]) -> String {
    Texts::embedded()
        .lookup(DEFAULT_LANGUAGE, key, args)
        .unwrap_or_default()
}

/// The part of the address that names a consultation: its title's letters and digits.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in text::words(title) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || slug.len() + word.len() > SLUG_LENGTH {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.is_empty() { "consultation".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_made_of_plain_letters() {
        assert_eq!(slug("Développer des alliances : l’été à Dijon !"), "developper-des-alliances-l-ete-a-dijon");
        assert_eq!(slug("\"><svg onload=alert(1)>"), "svg-onload-alert-1");
        assert_eq!(slug("مرحبا"), "consultation");
        assert!(slug(&"mot ".repeat(200)).len() <= 80);
    }
}
