//! What is written with an event, and what stays of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sea_orm::EntityTrait;
use tablee_core::jobs::housekeeping::{CONTENT_LIFE, throw_kept_mails_away};
use tablee_core::jobs::send_mail::send_due;
use tablee_core::mail::kinds::SignIn;
use tablee_core::mail::outbox::{Delivery, enqueue};
use tablee_core::mail::transport::{Folder, Memory};
use tablee_core::store::entities::delivery;
use uuid::Uuid;

use super::seed::{member, row, rows, seed, send, set, write};
use crate::on_both_databases;

const HOUR: i64 = 3_600_000;

fn sign_in(expires_at: i64) -> SignIn {
    SignIn { token: "secrettokensecrettokensecrettoke".into(), expires_at }
}

fn eml_files(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "eml"));
    files.sort();
    files
}

on_both_databases! {
    async fn o1_an_event_that_is_rolled_back_leaves_no_mail(app: App) {
        let cx = &app.cx;
        let recipient_id = member(cx, "awa@ville.example").await;
        let unit = cx.db.begin().await.expect("the database answers");
        let mail = sign_in(cx.clock.now() + HOUR);
        assert!(enqueue(cx, &unit, Delivery { event_id: Uuid::nil(), recipient_id, lang: "fr", mail }).await.expect("the database answers"));
        drop(unit);
        assert_eq!(rows(cx).await.len(), 0);
    }

    async fn o2_the_same_event_is_told_once(app: App) {
        let cx = &app.cx;
        let (awa, paul) = (member(cx, "awa@ville.example").await, member(cx, "paul@ville.example").await);
        let event = cx.anonymous_id();
        let mail = sign_in(cx.clock.now() + HOUR);
        assert!(write(cx, event, awa, mail.clone()).await);
        assert!(!write(cx, event, awa, mail.clone()).await);
        assert!(write(cx, event, paul, mail.clone()).await);
        assert!(write(cx, cx.anonymous_id(), awa, mail).await);
        assert_eq!(rows(cx).await.len(), 3);
    }

    async fn o3_o4_a_waiting_mail_says_nothing_to_whoever_reads_its_row(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let waiting = row(cx).await;
        let printed = format!("{waiting:?}");
        assert!(!printed.contains("awa") && !printed.contains(&seed.publication.to_string()), "{printed}");
        assert!(!printed.contains(&seed.topic) && !printed.contains("publication_id"), "{printed}");
        let (left, domain) = waiting.message_id.split_once('@').expect("it is there");
        assert_eq!(domain, cx.settings.mail_from.split_once('@').expect("it is there").1);
        assert_eq!(left.len(), 52);
    }

    async fn o3_times_beside_an_address_are_kept_to_the_hour(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let contact = seed.follower(cx, "awa@ville.example", true).await;
        seed.tell(cx, &[contact]).await;
        let mailer = Memory::default();
        send(cx, &mailer).await;
        let sent = row(cx).await;
        assert_eq!(mailer.sent().len(), 1);
        for time in [Some(sent.created_at), Some(sent.next_at), sent.first_tried_at, sent.sent_at] {
            assert_eq!(time.expect("it is there") % HOUR, 0, "{sent:?}");
        }
        assert_eq!((sent.lease_until, sent.lease_owner.as_deref()), (None, None));
    }

    async fn o5_nothing_of_a_sent_mail_is_kept(app: App) {
        let cx = &app.cx;
        let recipient = member(cx, "awa@ville.example").await;
        write(cx, cx.anonymous_id(), recipient, sign_in(cx.clock.now() + HOUR)).await;
        send(cx, &Memory::default()).await;
        assert_eq!(row(cx).await.payload, "");
    }

    async fn o5_what_could_not_be_sent_is_wiped_after_a_week(app: App) {
        let cx = &app.cx;
        let recipient = member(cx, "awa@ville.example").await;
        write(cx, cx.anonymous_id(), recipient, sign_in(cx.clock.now() + HOUR)).await;
        set(cx, delivery::Column::State, "dead").await;
        tablee_core::jobs::housekeeping::erase_what_is_past(cx).await.expect("the database answers");
        assert_ne!(row(cx).await.payload, "");
        let unit = cx.db.begin().await.expect("the database answers");
        let week_ago = cx.db.now().await.expect("the database answers") - 7 * 24 * HOUR - 1;
        delivery::Entity::update_many()
            .col_expr(delivery::Column::NextAt, sea_orm::sea_query::Expr::value(week_ago))
            .exec(unit.conn())
            .await
            .expect("the database answers");
        unit.commit().await.expect("the database answers");
        tablee_core::jobs::housekeeping::erase_what_is_past(cx).await.expect("the database answers");
        assert_eq!(row(cx).await.payload, "");
    }

    async fn o5_mails_kept_as_files_go_after_a_week_and_stay_where_none_is_set(app: App) {
        let cx = &app.cx;
        let recipient = member(cx, "awa@ville.example").await;
        for (life, left) in [(Some(CONTENT_LIFE), 1), (None, 2)] {
            let path = app.config.data_dir.join(format!("mails-{left}"));
            for _ in 0..2 {
                write(cx, cx.anonymous_id(), recipient, sign_in(cx.clock.now() + HOUR)).await;
            }
            let folder = Arc::new(Folder::open(&path, life).expect("a folder"));
            send_due(cx, folder.clone()).await.expect("the database answers");
            let files = eml_files(&path);
            assert_eq!(files.len(), 2);
            for (file, age) in files.iter().zip([7 * 24 * HOUR + 1, 7 * 24 * HOUR]) {
                let written = Duration::from_millis((cx.clock.now() - age).unsigned_abs());
                let file = std::fs::File::options().write(true).open(file).expect("a file");
                file.set_modified(SystemTime::UNIX_EPOCH + written).expect("a time");
            }
            throw_kept_mails_away(cx, &*folder).await;
            assert_eq!(eml_files(&path), files[2 - left..]);
        }
    }

    async fn o13_a_link_is_never_sent_after_its_own_expiry(app: App) {
        let cx = &app.cx;
        let recipient = member(cx, "awa@ville.example").await;
        write(cx, cx.anonymous_id(), recipient, sign_in(cx.clock.now() - 1)).await;
        let mailer = Memory::default();
        send(cx, &mailer).await;
        let skipped = row(cx).await;
        assert_eq!((skipped.state.as_str(), skipped.skip_reason.as_deref()), ("skipped", Some("expired")));
        assert!(mailer.sent().is_empty());
    }
}
