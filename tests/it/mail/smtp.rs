//! Real conversations with a mail server: what is said to it, and what follows from its answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tablee_core::Context;
use tablee_core::jobs::send_mail::send_due;
use tablee_core::mail::sender::{Outcome, Worker, claim, deliver};
use tablee_core::mail::transport::Smtp;
use tablee_core::ports::{Mailer, ReadyMail, SendFault};
use tablee_core::store::entities::delivery;
use tokio::sync::Notify;

use super::seed::{row, seed, set};
use crate::on_both_databases;
use crate::support::mail_server::{Answer, MailServer, Said};
use crate::support::{App, Kind};

fn smtp(server: &MailServer) -> Arc<Smtp> {
    Arc::new(Smtp::from_url(&format!("smtp://{}", server.address), None).expect("an address"))
}

/// The same, by somebody who has a password to lose.
fn with_password(scheme: &str, server: &MailServer) -> Arc<Smtp> {
    let url = format!("{scheme}://tablee:secretpassword@{}", server.address);
    Arc::new(Smtp::from_url(&url, None).expect("an address"))
}

fn mail(cx: &Context) -> ReadyMail {
    ReadyMail {
        id: cx.anonymous_id(),
        kind: "sign_in",
        sender: "tablee@ville.example".to_owned(),
        recipient: "awa@ville.example".to_owned(),
        message: b"Subject: x\r\n\r\nx\r\n".to_vec(),
    }
}

/// One mail that waits for a follower.
async fn one_waits(cx: &Context) {
    let seed = seed(cx).await;
    let contact = seed.follower(cx, "awa@ville.example", true).await;
    seed.tell(cx, &[contact]).await;
}

async fn send(cx: &Context, mailer: Arc<dyn Mailer>) {
    set(cx, delivery::Column::NextAt, 0i64).await;
    send_due(cx, mailer).await.expect("the database answers");
}

/// Never answers; says when it was asked, and lets time run again once nobody waits for it any more.
#[derive(Default)]
struct Mute {
    has_begun: Notify,
}

struct TimeRunsAgain;

impl Drop for TimeRunsAgain {
    fn drop(&mut self) {
        tokio::time::resume();
    }
}

#[async_trait::async_trait]
impl Mailer for Mute {
    async fn send(&self, _: &ReadyMail) -> Result<(), SendFault> {
        tokio::time::pause();
        let _again = TimeRunsAgain;
        self.has_begun.notify_one();
        std::future::pending().await
    }
}

#[tokio::test]
async fn o9_a_mailer_that_never_answers_holds_a_mail_for_a_minute() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    let cx = &app.cx;
    one_waits(cx).await;
    let worker = Worker::new(cx);
    let claimed = claim(cx, &worker, 1).await.expect("the database answers");
    let begun = tokio::time::Instant::now();
    let outcome = deliver(cx, &worker, &Mute::default(), &claimed[0])
        .await
        .expect("the database answers");
    assert_eq!(outcome, Outcome::Later);
    assert!((60..75).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    assert_eq!(row(cx).await.last_error.as_deref(), Some("no answer in time"));
}

#[tokio::test]
async fn o9_a_server_whose_answer_comes_too_late_gets_the_same_mail_again() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    let cx = &app.cx;
    one_waits(cx).await;
    // Ever after, the connection on which it waits says nothing.
    let late = |said: Said<'_>| if said.line == "." && said.messages == 1 { Answer::Silence } else { Answer::Yes };
    let server = MailServer::start(late).await;
    let (worker, mailer) = (Worker::new(cx), smtp(&server));
    let claimed = claim(cx, &worker, 1).await.expect("the database answers");
    let passing = async {
        server.has_messages(1).await;
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(61)).await;
        tokio::time::resume();
    };
    let (outcome, ()) = tokio::join!(deliver(cx, &worker, &*mailer, &claimed[0]), passing);
    assert_eq!(outcome.expect("the database answers"), Outcome::Later);
    assert_eq!(row(cx).await.last_error.as_deref(), Some("no answer in time"));
    send(cx, mailer).await;
    let messages = server.heard().messages;
    let sent = row(cx).await;
    assert_eq!((sent.state.as_str(), messages.len()), ("sent", 2), "{sent:?} {:?}", server.heard().lines);
    assert_eq!(messages[0], messages[1]);
}

on_both_databases! {
    async fn o11_no_password_is_said_to_a_server_that_offers_no_tls(app: App) {
        let cx = &app.cx;
        one_waits(cx).await;
        let without: fn(Said<'_>) -> Answer = |_| Answer::Yes;
        let busy: fn(Said<'_>) -> Answer = |said| match said.line.split(' ').next() {
            Some("EHLO") => Answer::Words("250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS"),
            Some("STARTTLS") => Answer::Words("454 4.7.0 TLS not available"),
            _ => Answer::Yes,
        };
        for (scheme, script) in [("smtp", without), ("smtp", busy), ("smtps", without)] {
            let server = MailServer::start(script).await;
            send(cx, with_password(scheme, &server)).await;
            let heard = format!("{:?}", server.heard());
            // What begins with TLS says nothing that can be read.
            assert_eq!(heard.contains("EHLO"), scheme == "smtp", "{heard}");
            assert!(heard.contains("connections: 1") && !heard.contains("AUTH") && !heard.contains("MAIL"), "{heard}");
            for said in ["secretpassword", "c2VjcmV0cGFzc3dvcmQ", "tablee"] {
                assert!(!heard.contains(said), "{heard}");
            }
            // All mails wait: it is no mail's fault, and this try does not count.
            let waiting = row(cx).await;
            assert_eq!((waiting.state.as_str(), waiting.attempts), ("queued", 0), "{waiting:?}");
            let wait = waiting.next_at - cx.db.now().await.expect("the database answers");
            assert!((240_000..=300_000).contains(&wait), "{wait}");
        }
    }

    async fn o11_o12_a_server_that_closes_a_kept_connection_is_asked_again(app: App) {
        let cx = &app.cx;
        // The first mail that comes by a connection that brought one before is told to come back.
        let has_closed = AtomicBool::new(false);
        let closing = move |said: Said<'_>| {
            let again = said.by_this_connection > 0 && said.line.starts_with("MAIL");
            let closes = again && !has_closed.swap(true, Ordering::SeqCst);
            if closes { Answer::LastWords("421 4.3.2 closing") } else { Answer::Yes }
        };
        let server = MailServer::start(closing).await;
        let mailer = smtp(&server);
        let mut taken = 0;
        // Connections come back to be kept in their own time.
        let closed = loop {
            match mailer.send(&mail(cx)).await {
                Ok(()) => taken += 1,
                Err(fault) => break fault,
            }
            assert!(taken < 100, "no connection is kept");
        };
        assert!(matches!(&closed, SendFault::TryAgain(error) if error.contains("421")), "{closed:?}");
        assert_eq!(mailer.send(&mail(cx)).await, Ok(()));
        assert_eq!(server.heard().messages.len(), taken + 1);
    }

    async fn o4_o5_a_mail_whose_connection_was_cut_after_its_text_comes_again_byte_for_byte(app: App) {
        let cx = &app.cx;
        one_waits(cx).await;
        let cutting = |said: Said<'_>| if said.line == "." && said.messages == 1 { Answer::Cut } else { Answer::Yes };
        let server = MailServer::start(cutting).await;
        let mailer = smtp(&server);
        send(cx, mailer.clone()).await;
        let waiting = row(cx).await;
        assert_eq!((waiting.state.as_str(), waiting.attempts), ("queued", 1), "{waiting:?}");
        send(cx, mailer).await;
        let messages = server.heard().messages;
        assert_eq!((row(cx).await.state.as_str(), messages.len()), ("sent", 2));
        assert_eq!(messages[0], messages[1]);
        assert!(messages[0].contains("Message-ID: <"), "{}", messages[0]);
    }

    async fn o11_what_a_server_says_of_an_address_ends_one_mail_and_no_more(app: App) {
        let cx = &app.cx;
        let seed = seed(cx).await;
        let cases = [
            ("550 5.1.1 nobody here", "dead", false),
            ("554 5.7.1 Client host [185.1.2.3] blocked", "dead", true),
            ("550-5.1.1 nobody here\r\n550 5.1.1 see https://mail.example", "dead", false),
            ("450 4.2.0 greylisted", "queued", true),
        ];
        for (number, (words, state, confirmed)) in (0..).zip(cases) {
            let contact = seed.follower(cx, &format!("p{number}@ville.example"), true).await;
            seed.tell(cx, &[contact]).await;
            let says = move |said: Said<'_>| {
                if said.line.starts_with("RCPT") { Answer::Words(words) } else { Answer::Yes }
            };
            send(cx, smtp(&MailServer::start(says).await)).await;
            let rows = super::seed::rows(cx).await;
            let row = rows.iter().find(|row| row.recipient_id == contact).expect("it is there");
            assert_eq!(row.state, state, "{words}: {row:?}");
            let kept = tablee_core::store::contacts::find(cx.db.read(), contact).await.expect("the database answers");
            assert_eq!(kept.expect("it is there").confirmed_at.is_some(), confirmed, "{words}");
        }
    }
}
