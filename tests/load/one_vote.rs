//! One open vote in an empty database, for the programs that measure what votes cost.

use tablee_core::ports::DAY;
use tablee_core::store::entities::{ballot_option, consultation, organisation, phase};
use tablee_core::store::rows::insert;
use tablee_core::{Context, Uuid};

/// The time it is.
pub const NOW: i64 = 1_795_431_600_000;

/// What went wrong, for the person at the terminal.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A consultation with one vote between so many options, open for a day more; their ids.
pub async fn decision(cx: &Context, many: i32) -> Result<(phase::Model, Vec<String>), Failure> {
    let id = Uuid::nil();
    let organisation = organisation::Model { id, name: "Ville".to_owned(), slug: "ville".to_owned(), created_at: NOW };
    let text = String::new;
    let consultation = consultation::Model {
        id,
        organisation_id: id,
        slug: "vote".to_owned(),
        title: text(),
        summary: text(),
        purpose: text(),
        decider: text(),
        territory: text(),
        answer_due_at: None,
        first_answer_due_at: None,
        answer_due_changed_at: None,
        state: "open".to_owned(),
        moderation: "before".to_owned(),
        controller: text(),
        legal_basis: text(),
        retention_months: 12,
        contact: text(),
        version: 1,
        participants: 0,
        created_at: NOW,
        updated_at: NOW,
    };
    let phase = phase::Model {
        id,
        consultation_id: id,
        position: 1,
        kind: "decision".to_owned(),
        title: text(),
        intro: text(),
        opens_at: Some(NOW - DAY),
        closes_at: Some(NOW + DAY),
        rules: r#"{"method":"approval"}"#.to_owned(),
        frozen_at: None,
        participants: 0,
    };
    let unit = cx.db.begin().await?;
    insert::<organisation::Entity, _>(unit.conn(), organisation).await?;
    insert::<consultation::Entity, _>(unit.conn(), consultation).await?;
    insert::<phase::Entity, _>(unit.conn(), phase.clone()).await?;
    let mut options = Vec::new();
    for position in 1..=many {
        let option = ballot_option::Model {
            id: cx.dated_id(),
            consultation_id: id,
            phase_id: id,
            position,
            label: position.to_string(),
            detail: text(),
            first_label: None,
            first_detail: None,
            proposal_id: None,
            cost: None,
            feature: None,
            least: None,
            most: None,
        };
        options.push(option.id.to_string());
        insert::<ballot_option::Entity, _>(unit.conn(), option).await?;
    }
    unit.commit().await?;
    Ok((phase, options))
}
