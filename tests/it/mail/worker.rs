//! What the worker does when servers, other workers or mails themselves are at fault.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tablee_core::Context;
use tablee_core::access::Role;
use tablee_core::jobs::housekeeping::erase_what_is_past;
use tablee_core::mail::kinds::SignIn;
use tablee_core::mail::sender::{Outcome, Worker, claim, deliver, give_back};
use tablee_core::mail::transport::Memory;
use tablee_core::ports::{Mailer, ReadyMail, SendFault};
use tablee_core::store::entities::{contact, delivery, publication, suppression};
use tablee_core::store::rows::insert;
use tablee_core::texts::Texts;

use super::seed::{member, publication_row, row, rows, seed, send, set, write};
use crate::on_both_databases;

fn message_ids(mailer: &Memory) -> Vec<String> {
    let header = |message: &str| {
        message
            .lines()
            .find(|line| line.starts_with("Message-ID: "))
            .expect("it is there")
            .to_owned()
    };
    let mut ids: Vec<String> = mailer.sent().iter().map(|mail| header(&mail.message)).collect();
    ids.sort();
    ids
}

/// Takes a contact's address for confirmed.
async fn confirm(cx: &Context, id: uuid::Uuid) {
    let unit = cx.db.begin().await.expect("the database answers");
    contact::Entity::update_many()
        .col_expr(contact::Column::ConfirmedAt, Expr::value(cx.clock.now()))
        .filter(contact::Column::Id.eq(id))
        .exec(unit.conn())
        .await
        .expect("the database answers");
    unit.commit().await.expect("the database answers");
}

/// A server that refuses for good, and whose answer is the last thing that its client hears.
#[derive(Default)]
struct Refusing {
    has_answered: tokio::sync::Notify,
}

#[async_trait::async_trait]
impl Mailer for Refusing {
    async fn send(&self, _: &ReadyMail) -> Result<(), SendFault> {
        self.has_answered.notify_one();
        std::future::pending().await
    }
}

on_both_databases! {
    async fn o7_o20_two_workers_send_each_mail_once(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let mut contacts = Vec::new();
        for n in 0..60 {
            contacts.push(seed.follower(cx, &format!("p{n}@ville.example"), true).await);
        }
        seed.tell(cx, &contacts).await;
        let mailer = Memory::default();
        tokio::join!(send(cx, &mailer), send(cx, &mailer), send(cx, &mailer));
        let mut ids = message_ids(&mailer);
        assert_eq!(ids.len(), 60);
        ids.dedup();
        assert_eq!(ids.len(), 60);
        assert!(rows(cx).await.iter().all(|row| row.state == "sent" && row.attempts == 1));
    }

    async fn o9_a_mail_whose_worker_died_goes_out_under_the_same_message_id(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let (dying, mailer) = (Worker::new(cx), Memory::default());
        let claimed = claim(cx, &dying, 4).await.expect("the database answers");
        assert_eq!(claimed.len(), 1);
        send(cx, &mailer).await;
        assert!(mailer.sent().is_empty(), "the lease still runs");
        set(cx, delivery::Column::LeaseUntil, 0i64).await;
        send(cx, &mailer).await;
        assert_eq!(row(cx).await.state, "sent");
        // The first worker was only slow: it sends the same bytes, and may not write over the other's end.
        let late = deliver(cx, &dying, &mailer, &claimed[0]).await.expect("the database answers");
        assert_eq!(late, Outcome::Lost);
        let sent = mailer.sent();
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[0].message, sent[1].message);
        assert_eq!(row(cx).await.attempts, 2);
    }

    async fn o9_a_final_answer_that_a_killed_worker_could_not_write_down_is_asked_for_once_more(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let dying = Worker::new(cx);
        let claimed = claim(cx, &dying, 1).await.expect("the database answers");
        let server = Refusing::default();
        // Killed between the server's answer and its commit.
        tokio::select! {
            _ = deliver(cx, &dying, &server, &claimed[0]) => panic!("the worker outlived its killing"),
            () = server.has_answered.notified() => {}
        }
        assert_eq!(row(cx).await.state, "sending");
        let mailer = Memory::default();
        mailer.answer_with(|_| Err(SendFault::Rejected("554 5.7.1".into())));
        send(cx, &mailer).await;
        assert_eq!(row(cx).await.attempts, 1, "the lease still runs");
        set(cx, delivery::Column::LeaseUntil, 0i64).await;
        send(cx, &mailer).await;
        send(cx, &mailer).await;
        let dead = row(cx).await;
        assert_eq!((dead.state.as_str(), dead.attempts), ("dead", 2));
    }

    async fn o5_the_date_of_a_mail_is_that_of_its_first_try(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let mailer = Memory::default();
        mailer.answer_with(|_| Err(SendFault::TryAgain("451 4.3.0".into())));
        send(cx, &mailer).await;
        let first_try = row(cx).await.first_tried_at.expect("it was tried") - 3_600_000;
        set(cx, delivery::Column::FirstTriedAt, first_try).await;
        set(cx, delivery::Column::NextAt, 0i64).await;
        let mailer = Memory::default();
        send(cx, &mailer).await;
        let message = mailer.sent().remove(0).message;
        let message = mail_parser::MessageParser::default().parse(message.as_bytes()).expect("a message");
        assert_eq!(message.date().expect("a date").to_timestamp(), first_try / 1000);
    }

    async fn o25_a_mail_speaks_the_language_that_its_recipient_has_when_it_leaves(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        let other = Texts::embedded().languages().iter().find(|language| language.code != "fr");
        let other = other.map_or("fr", |language| language.code.as_str());
        for (lang, spoken) in [(other, other), ("fr", "fr"), ("xx", "fr")] {
            seed.tell(cx, &[contact]).await;
            let unit = cx.db.begin().await.expect("the database answers");
            let change = contact::Entity::update_many().col_expr(contact::Column::Lang, Expr::value(lang));
            change.exec(unit.conn()).await.expect("the database answers");
            unit.commit().await.expect("the database answers");
            let mailer = Memory::default();
            send(cx, &mailer).await;
            let language = format!("Content-Language: {spoken}\r\n");
            assert!(mailer.sent()[0].message.contains(&language), "{}", mailer.sent()[0].message);
        }
    }

    async fn o8_a_worker_whose_clock_is_wrong_takes_nothing_from_others(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let first = claim(cx, &Worker::new(cx), 4).await.expect("the database answers");
        assert_eq!(first.len(), 1);
        app.clock.advance(24 * 3_600_000);
        assert_eq!(claim(cx, &Worker::new(cx), 4).await.expect("the database answers").len(), 0);
    }

    async fn o10_what_is_stopped_or_gone_by_then_is_not_sent(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let unconfirmed = seed.follower(cx, "never@ville.example", false).await;
        let stranger = cx.anonymous_id();
        seed.tell(cx, &[unconfirmed, stranger]).await;
        let mailer = Memory::default();
        send(cx, &mailer).await;
        assert!(mailer.sent().is_empty());
        let reasons: Vec<_> = rows(cx).await.into_iter().map(|row| (row.recipient_id, row.skip_reason.expect("it is there"))).collect();
        assert!(reasons.contains(&(unconfirmed, "unconfirmed".into())));
        assert!(reasons.contains(&(stranger, "no-recipient".into())));
    }

    async fn o10_what_was_replaced_meanwhile_is_not_sent(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let first = publication::Entity::find_by_id(seed.publication).one(cx.db.read()).await.expect("the database answers").expect("it is there");
        let newer = publication_row(cx, first.consultation_id, first.phase_id, 2);
        let unit = cx.db.begin().await.expect("the database answers");
        insert::<publication::Entity, _>(unit.conn(), newer).await.expect("the database answers");
        unit.commit().await.expect("the database answers");
        send(cx, &Memory::default()).await;
        assert_eq!(row(cx).await.skip_reason.as_deref(), Some("outdated"));
    }

    async fn o11_o12_a_server_that_is_down_loses_nothing(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let (mailer, down) = (Memory::default(), Arc::new(AtomicBool::new(true)));
        let is_down = down.clone();
        mailer.answer_with(move |_| match is_down.load(Ordering::Relaxed) {
            true => Err(SendFault::TryAgain("connection refused by <awa@ville.example>".into())),
            false => Ok(()),
        });
        for (attempt, seconds) in [30, 120, 480, 1800, 7200, 14400, 14400].into_iter().enumerate() {
            let before = cx.db.now().await.expect("the database answers");
            send(cx, &mailer).await;
            let waiting = row(cx).await;
            assert_eq!((waiting.state.as_str(), waiting.attempts), ("queued", attempt as i32 + 1));
            let wait = waiting.next_at - before;
            assert!((seconds * 800..seconds * 1200 + 5000).contains(&wait), "{wait} ms after attempt {attempt}");
            assert_eq!(waiting.last_error.as_deref(), Some("connection refused by (address)"));
            set(cx, delivery::Column::NextAt, 0i64).await;
        }
        down.store(false, Ordering::Relaxed);
        send(cx, &mailer).await;
        assert_eq!((row(cx).await.state.as_str(), mailer.sent().len()), ("sent", 1));
    }

    async fn o11_final_answers_end_a_mail_and_a_closed_door_does_not(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let mailer = Memory::default();
        mailer.answer_with(|mail| match mail.recipient.as_str() {
            "gone@ville.example" => Err(SendFault::NoSuchAddress("550 5.1.1".into())),
            "strict@ville.example" => Err(SendFault::Rejected("554 5.7.1".into())),
            _ => Err(SendFault::ShutOut("535 5.7.8".into())),
        });
        let gone = seed.follower(cx, "gone@ville.example", true).await;
        let strict = seed.follower(cx, "strict@ville.example", true).await;
        let fine = seed.follower(cx, "fine@ville.example", true).await;
        for contact in [gone, strict, fine] {
            seed.tell(cx, &[contact]).await;
            send(cx, &mailer).await;
        }
        let rows = rows(cx).await;
        let of = |contact| rows.iter().find(|row| row.recipient_id == contact).expect("it is there");
        assert_eq!((of(gone).state.as_str(), of(strict).state.as_str()), ("dead", "dead"));
        assert_eq!((of(fine).state.as_str(), of(fine).attempts), ("queued", 0));
        let confirmed = async |id| {
            let contact = contact::Entity::find_by_id(id).one(cx.db.read()).await.expect("the database answers").expect("it is there");
            contact.confirmed_at.is_some()
        };
        assert!(!confirmed(gone).await && confirmed(strict).await);
    }

    async fn o11_a_closed_door_keeps_all_other_mails_waiting(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let mut contacts = Vec::new();
        for n in 0..10 {
            contacts.push(seed.follower(cx, &format!("p{n}@ville.example"), true).await);
        }
        seed.tell(cx, &contacts).await;
        let (mailer, tries) = (Memory::default(), Arc::new(AtomicUsize::new(0)));
        let counted = tries.clone();
        mailer.answer_with(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            Err(SendFault::ShutOut("454 4.7.0".into()))
        });
        send(cx, &mailer).await;
        // Those that were in conversation when the first was shut out, and no other.
        assert_eq!(tries.load(Ordering::SeqCst), 4);
        let rows = rows(cx).await;
        assert!(rows.iter().all(|row| row.state == "queued" && row.attempts == 0));
        assert_eq!(rows.iter().filter(|row| row.first_tried_at.is_none()).count(), 6);
    }

    async fn o11_o38_an_address_that_nobody_has_gets_no_mail_of_any_kind(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let (gone, mailer) = (seed.follower(cx, "Gone@ville.example", true).await, Memory::default());
        seed.tell(cx, &[gone]).await;
        mailer.answer_with(|_| Err(SendFault::NoSuchAddress("550 5.1.1 <gone@ville.example> unknown".into())));
        send(cx, &mailer).await;
        let kept = suppression::Entity::find().one(cx.db.read()).await.expect("the database answers").expect("it is there");
        assert_eq!((kept.reason.as_str(), kept.since % 3_600_000), ("550 5.1.1 (address) unknown", 0));
        assert!(!kept.address_hash.contains("gone") && kept.address_hash.len() == 52);
        let mailer = Memory::default();
        // Typed again, of a member, and of a follower whom someone took for confirmed.
        let typed = app.browser().post("/c/bien-manger/courriel", &[("email", "gone@Ville.example")]).await;
        assert_eq!(typed.status, 303);
        let member = member(cx, "GONE@ville.example").await;
        write(cx, cx.anonymous_id(), member, SignIn { token: "t".into(), expires_at: cx.clock.now() + 3_600_000 }).await;
        confirm(cx, gone).await;
        seed.tell(cx, &[gone]).await;
        send(cx, &mailer).await;
        let reasons: Vec<_> = rows(cx).await.into_iter().filter_map(|row| row.skip_reason).collect();
        assert_eq!(reasons, ["suppressed"; 3]);
        assert!(mailer.sent().is_empty());
        app.clock.advance(90 * 24 * 3_600_000 + 3_600_000);
        erase_what_is_past(cx).await.expect("the database answers");
        seed.tell(cx, &[gone]).await;
        send(cx, &mailer).await;
        assert_eq!(mailer.sent().len(), 1);
    }

    async fn o38_inviting_someone_lets_the_address_get_mail_again(app: App) {
        let cx = &app.cx;
        app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
        let mailer = Memory::default();
        mailer.answer_with(|_| Err(SendFault::NoSuchAddress("550 5.1.1".into())));
        send(cx, &mailer).await;
        assert_eq!(suppression::Entity::find().count(cx.db.read()).await.expect("the database answers"), 1);
        app.invite("awa@ville.example", Role::Reader, "Ville", "").await;
        assert_eq!(app.mails().await.len(), 1);
    }

    async fn o9_a_late_answer_of_a_worker_that_lost_its_mail_suppresses_nothing(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let slow = Worker::new(cx);
        let claimed = claim(cx, &slow, 1).await.expect("the database answers");
        set(cx, delivery::Column::LeaseUntil, 0i64).await;
        send(cx, &Memory::default()).await;
        assert_eq!(row(cx).await.state, "sent");
        let mailer = Memory::default();
        mailer.answer_with(|_| Err(SendFault::NoSuchAddress("550 5.1.1".into())));
        let late = deliver(cx, &slow, &mailer, &claimed[0]).await.expect("the database answers");
        assert_eq!(late, Outcome::Lost);
        let contact = contact::Entity::find_by_id(contact).one(cx.db.read()).await.expect("the database answers").expect("it is there");
        assert!(contact.confirmed_at.is_some());
        assert_eq!(suppression::Entity::find().count(cx.db.read()).await.expect("the database answers"), 0);
    }

    async fn o12_news_that_could_not_be_sent_for_days_are_for_a_person_to_look_at(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        set(cx, delivery::Column::LastError, "451 4.3.0").await;
        set(cx, delivery::Column::NotAfter, 1i64).await;
        send(cx, &Memory::default()).await;
        let dead = row(cx).await;
        assert_eq!((dead.state.as_str(), dead.last_error.as_deref()), ("dead", Some("451 4.3.0")));
    }

    async fn o15_one_mail_that_cannot_be_composed_stops_no_other(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let poison = seed.follower(cx, "poison@ville.example", true).await;
        seed.tell(cx, &[poison]).await;
        set(cx, delivery::Column::Payload, "moved from another row").await;
        let panicking = seed.follower(cx, "panic@ville.example", true).await;
        let fine = seed.follower(cx, "fine@ville.example", true).await;
        seed.tell(cx, &[panicking, fine]).await;
        let mailer = Memory::default();
        mailer.answer_with(|mail| if mail.recipient.starts_with("panic") { panic!("a fault of ours") } else { Ok(()) });
        for _ in 0..6 {
            send(cx, &mailer).await;
            set(cx, delivery::Column::NextAt, 0i64).await;
        }
        assert_eq!(mailer.sent().len(), 1);
        for row in rows(cx).await.iter().filter(|row| row.recipient_id != fine) {
            assert_eq!((row.state.as_str(), row.attempts), ("dead", 5));
            assert!(row.last_error.as_deref().expect("it is there").starts_with("poison: "));
        }
    }

    async fn o17_a_worker_that_stops_gives_its_mails_back(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let stopping = Worker::new(cx);
        assert_eq!(claim(cx, &stopping, 4).await.expect("the database answers").len(), 1);
        assert_eq!(give_back(cx, &stopping).await.expect("the database answers"), 1);
        assert_eq!(row(cx).await.attempts, 0);
        let mailer = Memory::default();
        send(cx, &mailer).await;
        assert_eq!(mailer.sent().len(), 1);
    }

    async fn o14_links_that_somebody_waits_for_go_first(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let paul = member(cx, "paul@ville.example").await;
        let sign_in = SignIn { token: "t".into(), expires_at: cx.clock.now() + 1000 };
        write(cx, cx.anonymous_id(), paul, sign_in).await;
        let first = claim(cx, &Worker::new(cx), 1).await.expect("the database answers");
        assert_eq!(first[0].kind, "sign_in");
    }
}
