//! Rows that a story starts from.

use sea_orm::EntityTrait;
use tablee_core::ports::{DAY, Millis};
use tablee_core::store::entities::{ballot_option, consultation, organisation, phase, question};
use tablee_core::store::rows::insert;
use tablee_rules::voting::VoteRules;
use uuid::Uuid;

use super::{App, NOW};

/// A public consultation of an organisation of its own, open for ten days around the start of the clock.
pub struct Seeded<'a> {
    app: &'a App,
    pub id: Uuid,
}

/// When a seeded phase opens and closes.
pub const OPENS: Millis = NOW - DAY;
pub const CLOSES: Millis = NOW + 9 * DAY;

impl App {
    pub async fn seed(&self, slug: &str) -> Seeded<'_> {
        let organisation = organisation::Model {
            id: self.cx.dated_id(),
            name: format!("Centre social {slug}"),
            slug: slug.to_owned(),
            created_at: NOW,
        };
        let row = consultation::Model {
            id: self.cx.dated_id(),
            organisation_id: organisation.id,
            slug: slug.to_owned(),
            title: format!("Bien manger {slug}"),
            summary: "Le menu de la cantine peut changer. Le centre social décide en juin.".to_owned(),
            purpose: "Choisir ensemble ce qui change.".to_owned(),
            decider: "La ville".to_owned(),
            territory: "Le quartier".to_owned(),
            answer_due_at: Some(NOW + 60 * DAY),
            first_answer_due_at: None,
            answer_due_changed_at: None,
            state: "open".to_owned(),
            moderation: "before".to_owned(),
            controller: "La ville".to_owned(),
            legal_basis: "Mission d’intérêt public".to_owned(),
            retention_months: 12,
            contact: "contact@tablee.example".to_owned(),
            version: 1,
            participants: 0,
            created_at: NOW,
            updated_at: NOW,
        };
        let id = row.id;
        self.put::<organisation::Entity>(organisation).await;
        self.put::<consultation::Entity>(row).await;
        Seeded { app: self, id }
    }

    pub async fn put<E: EntityTrait>(&self, row: E::Model)
    where
        E::Model: sea_orm::IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: sea_orm::ActiveModelTrait<Entity = E>,
    {
        let unit = self.cx.db.begin().await.expect("a turn");
        insert::<E, _>(unit.conn(), row).await.expect("a row");
        unit.commit().await.expect("kept");
    }
}

impl Seeded<'_> {
    /// A phase that is open now.
    pub async fn phase(&self, position: i32, kind: &str, rules: &str) -> Uuid {
        self.phase_between(position, kind, rules, OPENS, CLOSES).await
    }

    pub async fn phase_between(&self, position: i32, kind: &str, rules: &str, opens: Millis, closes: Millis) -> Uuid {
        let id = self.app.cx.dated_id();
        let row = phase::Model {
            id,
            consultation_id: self.id,
            position,
            kind: kind.to_owned(),
            title: format!("Étape {kind}"),
            intro: "Dites ce que vous en pensez.".to_owned(),
            opens_at: Some(opens),
            closes_at: Some(closes),
            rules: rules.to_owned(),
            frozen_at: None,
            participants: 0,
        };
        self.app.put::<phase::Entity>(row).await;
        id
    }

    pub async fn question(&self, phase: Uuid, position: i32, kind: &str, options: &str, required: bool) {
        let row = question::Model {
            id: self.app.cx.dated_id(),
            consultation_id: self.id,
            phase_id: phase,
            position,
            kind: kind.to_owned(),
            label: format!("Question {kind} ?"),
            help: String::new(),
            required,
            options: options.to_owned(),
            first_label: None,
            first_help: None,
            first_options: None,
            reworded_at: None,
        };
        self.app.put::<question::Entity>(row).await;
    }

    /// A decision among `labels`, at most `most` of them, at `position`; returns the options' ids in order.
    pub async fn decision(&self, position: i32, most: u32, labels: &[&str]) -> Vec<String> {
        self.decision_between(position, most, labels, (OPENS, CLOSES)).await
    }

    pub async fn decision_between(
        &self,
        position: i32,
        most: u32,
        labels: &[&str],
        (opens, closes): (Millis, Millis),
    ) -> Vec<String> {
        let rules = format!(r#"{{"method":"approval","settings":{{"at_most":{most}}}}}"#);
        let phase = self.phase_between(position, "decision", &rules, opens, closes).await;
        self.options(phase, labels).await
    }

    /// A decision by these rules among `labels`, at `position`; returns the options' ids in order.
    pub async fn vote(&self, position: i32, rules: &VoteRules, labels: &[&str]) -> Vec<String> {
        let rules = serde_json::to_string(rules).expect("rules are JSON");
        let phase = self.phase(position, "decision", &rules).await;
        self.options(phase, labels).await
    }

    async fn options(&self, phase: Uuid, labels: &[&str]) -> Vec<String> {
        let mut ids = Vec::new();
        for (index, label) in labels.iter().enumerate() {
            let id = self.app.cx.dated_id();
            let row = ballot_option::Model {
                id,
                consultation_id: self.id,
                phase_id: phase,
                position: index as i32 + 1,
                label: (*label).to_owned(),
                detail: String::new(),
                proposal_id: None,
                cost: None,
                feature: None,
                least: None,
                most: None,
                first_label: None,
                first_detail: None,
            };
            self.app.put::<ballot_option::Entity>(row).await;
            ids.push(id.to_string());
        }
        ids
    }
}
