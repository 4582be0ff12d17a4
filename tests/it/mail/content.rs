//! What mails say, kind by kind, in every language.

use mail_parser::{HeaderValue, Message, MessageParser};
use scraper::{Html, Selector};
use tablee_core::mail::sample_mails;
use tablee_core::texts::Texts;
use tablee_core::{Context, Settings};

use crate::on_both_databases;

const RECIPIENT: &str = "awa.diallo@ville.example";

fn header<'m>(message: &'m Message<'_>, name: &str) -> Option<&'m str> {
    message.header_raw(name.to_owned()).map(str::trim)
}

on_both_databases! {
    async fn o39_the_line_of_the_sender_is_short_whatever_the_site_is_called(app: App) {
        let long = "Conseil citoyen « Être bien chez soi » de la Meinau, du Neuhof et de l’Elsau, pour l’été 2026";
        for name in ["Ville", "Tablée", "Ville, quartier (Nord)", long, &"é".repeat(200), "Ville ".repeat(30).trim()] {
            for address in ["a@b.example", "ne-pas-repondre.consultations@participation.une-commune.example"] {
                let settings = Settings { site_name: name.into(), mail_from: address.into(), ..(*app.cx.settings).clone() };
                let cx = Context { settings: settings.into(), ..app.cx.clone() };
                let mail = sample_mails(&cx, "fr", RECIPIENT).expect("it is there").remove(0);
                let written = String::from_utf8_lossy(&mail.message).into_owned();
                let (head, _) = written.split_once("\r\n\r\n").expect("a body");
                let from = &head[head.find("From: ").expect("a sender")..];
                let lines: Vec<&str> = from.split("\r\n").collect();
                let lines = lines.iter().enumerate().take_while(|(n, line)| *n == 0 || line.starts_with(' '));
                for (_, line) in lines {
                    assert!(line.len() <= 78 && line.is_ascii(), "{line}");
                }
                let message = MessageParser::default().parse(&mail.message).expect("it is there");
                let sender = message.from().expect("it is there").first().expect("it is there");
                assert_eq!((sender.name(), sender.address()), (Some(name), Some(address)));
            }
        }
    }

    async fn every_mail_can_be_written_in_every_language(app: App) {
        let cx = &app.cx;
        for language in Texts::embedded().languages() {
            let mails = sample_mails(cx, &language.code, RECIPIENT).expect("it is there");
            let again = sample_mails(cx, &language.code, RECIPIENT).expect("it is there");
            assert_eq!(mails.len(), again.len());
            for mail in &mails {
                let message = MessageParser::default().parse(&mail.message).expect("it is there");
                o39_headers(&message, &language.code, &cx.settings.mail_from);
                o40_bodies(&message, &language.code, &language.dir, &cx.settings.public_url);
                let kinds_for_followers = ["ballot_log_head", "moderation_decision", "official_answer", "results_published"];
                assert_eq!(header(&message, "List-Unsubscribe").is_some(), kinds_for_followers.contains(&mail.kind));
            }
        }
    }
}

fn o39_headers(message: &Message<'_>, lang: &str, from: &str) {
    let sender = message.from().expect("it is there").first().expect("it is there");
    assert_eq!(sender.address(), Some(from));
    assert!(sender.name().is_some_and(|name| !name.is_empty()));
    // O6: one visible recipient, the envelope's.
    assert_eq!(
        message
            .to()
            .expect("it is there")
            .iter()
            .map(|to| to.address().expect("it is there"))
            .collect::<Vec<_>>(),
        [RECIPIENT]
    );
    assert!(message.bcc().is_none() && message.reply_to().is_some() && message.date().is_some());
    assert_eq!(header(message, "Auto-Submitted"), Some("auto-generated"));
    assert_eq!(header(message, "X-Auto-Response-Suppress"), Some("All"));
    assert_eq!(header(message, "Content-Language"), Some(lang));
    assert!(
        header(message, "Feedback-ID")
            .expect("it is there")
            .matches(':')
            .count()
            == 2
    );
    let list = ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"].map(|name| header(message, name));
    if list[1].is_some() {
        assert!(list[0].expect("it is there").ends_with('>'));
        assert_eq!(list[2], Some("List-Unsubscribe=One-Click"));
        assert!(!list[1].expect("it is there").contains("awa"));
    } else {
        assert_eq!(list, [None, None, None]);
    }
    assert!(!matches!(message.header("Message-ID"), None | Some(HeaderValue::Empty)));
}

fn o40_bodies(message: &Message<'_>, lang: &str, dir: &str, site: &str) {
    let subject = message.subject().expect("it is there");
    assert!((1..=60).contains(&subject.chars().count()), "{subject}");
    let (text, html) = (message.body_text(0).expect("it is there"), message.body_html(0).expect("it is there"));
    assert!(html.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")), "{html}");
    assert!(html.len() < 100_000 && html.contains("font-size:16px"));
    for remote in ["<img", "<link", "@import", "url(", "<script"] {
        assert!(!html.contains(remote), "{html}");
    }
    let links = |body: &str| -> Vec<String> {
        let mut found: Vec<String> = body
            .split(|c: char| c.is_whitespace() || "\"<>".contains(c))
            .filter(|word| word.starts_with("http"))
            .map(str::to_owned)
            .collect();
        found.sort();
        found.dedup();
        found
    };
    assert_eq!(words_of_html(&html), words_of_text(&text));
    let in_text = links(&text);
    assert_eq!(in_text, links(&html));
    assert!(in_text.iter().all(|link| link.starts_with(site)) && !in_text.is_empty(), "{in_text:?}");
}

/// What a reader of the HTML alternative reads, word by word.
fn words_of_html(html: &str) -> Vec<String> {
    let body = Selector::parse("body").expect("a selector");
    let document = Html::parse_document(html);
    let words = document
        .select(&body)
        .flat_map(|body| body.text())
        .collect::<Vec<_>>()
        .join(" ");
    words.split_whitespace().map(str::to_owned).collect()
}

/// The same of the plain alternative, without the line that parts it.
fn words_of_text(text: &str) -> Vec<String> {
    let words = text
        .split_whitespace()
        .filter(|word| !word.chars().all(|letter| letter == '-'));
    words.map(str::to_owned).collect()
}
