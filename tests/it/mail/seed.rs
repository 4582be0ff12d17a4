//! Rows that mails are about, and looks into the outbox.

use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use tablee_core::Context;
use tablee_core::jobs::send_mail::send_due;
use tablee_core::mail::kinds::{MailKind, ResultsPublished};
use tablee_core::mail::outbox::{Delivery, Follower, enqueue, enqueue_for_followers};
use tablee_core::mail::transport::Memory;
use tablee_core::secrets::Purpose;
use tablee_core::store::entities::{consultation, contact, delivery, follow, member, organisation, phase, publication};
use tablee_core::store::rows::insert;
use uuid::Uuid;

/// A public consultation with one published result.
pub struct Seed {
    pub consultation: consultation::Model,
    pub publication: Uuid,
    /// The stored topic of the consultation's results.
    pub topic: String,
}

pub async fn seed(cx: &Context) -> Seed {
    let now = cx.clock.now();
    let (organisation_id, consultation_id, phase_id) = (cx.dated_id(), cx.dated_id(), cx.dated_id());
    let organisation =
        organisation::Model { id: organisation_id, name: "Ville".into(), slug: "ville".into(), created_at: now };
    let consultation = consultation::Model {
        id: consultation_id,
        organisation_id,
        slug: "bien-manger".into(),
        title: "Bien manger".into(),
        summary: String::new(),
        purpose: String::new(),
        decider: String::new(),
        territory: String::new(),
        answer_due_at: None,
        first_answer_due_at: None,
        answer_due_changed_at: None,
        state: "open".into(),
        moderation: "before".into(),
        controller: String::new(),
        legal_basis: String::new(),
        retention_months: 12,
        contact: String::new(),
        version: 1,
        participants: 0,
        created_at: now,
        updated_at: now,
    };
    let phase = phase::Model {
        id: phase_id,
        consultation_id,
        position: 1,
        kind: "questionnaire".into(),
        title: "Vos repas".into(),
        intro: String::new(),
        opens_at: Some(now - 1000),
        closes_at: Some(now + 1000),
        rules: "{}".into(),
        frozen_at: None,
        participants: 3,
    };
    let publication = publication_row(cx, consultation_id, phase_id, 1);
    let unit = cx.db.begin().await.expect("the database answers");
    insert::<organisation::Entity, _>(unit.conn(), organisation)
        .await
        .expect("the database answers");
    insert::<consultation::Entity, _>(unit.conn(), consultation.clone())
        .await
        .expect("the database answers");
    insert::<phase::Entity, _>(unit.conn(), phase)
        .await
        .expect("the database answers");
    insert::<publication::Entity, _>(unit.conn(), publication.clone())
        .await
        .expect("the database answers");
    unit.commit().await.expect("the database answers");
    let topic = cx
        .secrets
        .hash(Purpose::Topic, &[b"consultation", consultation_id.as_bytes()]);
    Seed { consultation, publication: publication.id, topic }
}

pub fn publication_row(cx: &Context, consultation: Uuid, phase: Uuid, version: i32) -> publication::Model {
    publication::Model {
        id: cx.dated_id(),
        consultation_id: consultation,
        phase_id: phase,
        version,
        results: "{}".into(),
        member_id: None,
        published_at: cx.clock.now(),
    }
}

impl Seed {
    pub fn news(&self) -> ResultsPublished {
        ResultsPublished { publication_id: self.publication }
    }

    /// A contact who follows the consultation; unconfirmed ones have no business in `follows`, but the worker must not trust that.
    pub async fn follower(&self, cx: &Context, email: &str, confirmed: bool) -> Uuid {
        let now = cx.clock.now();
        let contact = contact::Model {
            id: cx.anonymous_id(),
            email: email.into(),
            email_folded: email.to_lowercase(),
            lang: "fr".into(),
            confirmed_at: confirmed.then_some(now),
            proof: None,
            created_at: now,
        };
        let id = contact.id;
        let follow = follow::Model {
            contact_id: id,
            topic: self.topic.clone(),
            consultation_id: self.consultation.id,
            stopped_at: None,
        };
        let unit = cx.db.begin().await.expect("the database answers");
        insert::<contact::Entity, _>(unit.conn(), contact)
            .await
            .expect("the database answers");
        insert::<follow::Entity, _>(unit.conn(), follow)
            .await
            .expect("the database answers");
        unit.commit().await.expect("the database answers");
        id
    }

    /// Tells these contacts of the result, as an event of its own each time.
    pub async fn tell(&self, cx: &Context, contacts: &[Uuid]) {
        let followers = contacts
            .iter()
            .map(|contact| Follower { contact: *contact, lang: "fr".into() })
            .collect();
        let unit = cx.db.begin().await.expect("the database answers");
        let event = cx.anonymous_id();
        enqueue_for_followers(cx, &unit, &self.topic, followers, event, &self.news())
            .await
            .expect("the database answers");
        unit.commit().await.expect("the database answers");
    }
}

pub async fn member(cx: &Context, email: &str) -> Uuid {
    let row = member::Model {
        id: cx.dated_id(),
        name: "Awa".into(),
        email: email.into(),
        email_folded: email.to_lowercase(),
        lang: "fr".into(),
        created_at: cx.clock.now(),
        removed_at: None,
        confirmed_at: Some(cx.clock.now()),
    };
    let id = row.id;
    let unit = cx.db.begin().await.expect("the database answers");
    insert::<member::Entity, _>(unit.conn(), row)
        .await
        .expect("the database answers");
    unit.commit().await.expect("the database answers");
    id
}

pub async fn write<K: MailKind>(cx: &Context, event_id: Uuid, recipient_id: Uuid, mail: K) -> bool {
    let unit = cx.db.begin().await.expect("the database answers");
    let new = enqueue(cx, &unit, Delivery { event_id, recipient_id, lang: "fr", mail })
        .await
        .expect("the database answers");
    unit.commit().await.expect("the database answers");
    new
}

pub async fn rows(cx: &Context) -> Vec<delivery::Model> {
    delivery::Entity::find()
        .order_by_asc(delivery::Column::Id)
        .all(cx.db.read())
        .await
        .expect("the database answers")
}

/// The only row.
pub async fn row(cx: &Context) -> delivery::Model {
    let mut rows = rows(cx).await;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// Changes a column of all rows that are not over, as time or an accident would.
pub async fn set(cx: &Context, column: delivery::Column, value: impl Into<sea_orm::Value>) {
    let unit = cx.db.begin().await.expect("the database answers");
    delivery::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(delivery::Column::State.is_in(["queued", "sending"]))
        .exec(unit.conn())
        .await
        .expect("the database answers");
    unit.commit().await.expect("the database answers");
}

/// Sends what is due.
pub async fn send(cx: &Context, mailer: &Memory) {
    send_due(cx, Arc::new(mailer.clone()))
        .await
        .expect("the database answers");
}
