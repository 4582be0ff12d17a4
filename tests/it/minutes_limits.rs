//! Minutes at the edge of what is read: their weight, their encoding, and what the importer did not understand.

use serde_json::{Value, json};
use tablee_core::access::Role;
use tablee_rules::limits::MINUTES_BYTES;

use super::api::{member as program, read};
use super::editor::change_state;
use super::minutes::{counts, finish_texts, paste, press, slug, upload};
use crate::on_both_databases;
use crate::support::{Browser, Page};

const TOO_LARGE: &str = "C’est trop lourd. Un compte rendu pèse 2 Mo au plus.";

/// A report of exactly so many bytes.
fn weighing(bytes: usize) -> Vec<u8> {
    let mut report = b"# Atelier\n## Freins\n- Argent : rien\n\n".to_vec();
    report.resize(bytes, b'a');
    report
}

/// Sends a form of the draft's page, made from what the page shows now.
async fn send(member: &Browser, slug: &str, end: &str, fields: &[(&str, &str)]) -> Page {
    let seen = member.get(&format!("/espace/c/{slug}/brouillon")).await.value("seen");
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    member
        .post_and_follow(&format!("/espace/c/{slug}/brouillon/{end}"), &fields)
        .await
}

on_both_databases! {
    async fn minutes_of_two_megabytes_are_read_and_larger_ones_are_told_of_on_their_page(app: App) {
        let member = app.member(Role::Facilitator).await;
        upload(&member, &weighing(MINUTES_BYTES)).await.assert_status(200).assert_says("Argent");
        for (bytes, status) in [(MINUTES_BYTES + 1, 422), (5_000_000, 413)] {
            let told = upload(&member, &weighing(bytes)).await;
            told.assert_status(status).assert_says(TOO_LARGE);
            assert_eq!(told.attributes(".error-summary a", "href"), ["#file"], "{bytes}");
            assert_eq!(told.attributes("main form", "action"), ["/espace/importer"], "one can try again");
        }
        assert_eq!(member.get("/espace").await.texts(".card h2").len(), 1);
    }

    async fn programs_send_minutes_as_they_were_saved(app: App) {
        let editor = program(app, "Ville", Role::Facilitator).await;
        let report = "# Été à la Cité\n## Freins\n- Règles : trop dures\n";
        let windows: Vec<u8> = report.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin")).collect();
        let little = report.encode_utf16().flat_map(u16::to_le_bytes);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little).collect();
        for bytes in [report.as_bytes().to_vec(), windows, utf16] {
            let told = read(editor.post_text("/minutes/dry-run", bytes).await.assert_status(200));
            assert_eq!((&told["title"], &told["items"][0]["title"]), (&json!("Été à la Cité"), &json!("Règles")));
        }
        let png = editor.post_text("/minutes?op=once", b"\x89PNG\r\n\x1a\n\0\0\0").await;
        assert_eq!(read(png.assert_status(422))["type"], "urn:tablee:refusal-invalid");
    }

    async fn title_and_day_of_the_workshop_are_put_right(app: App) {
        let member = app.member(Role::Facilitator).await;
        paste(&member, "# Atelir\nLe 31 mars 2026\n## Freins\n- Argent : rien\n").await.assert_says("Atelir");
        let slug = slug(&member).await;
        let wrong = send(&member, &slug, "atelier", &[("workshop-title", " "), ("workshop-held_on", "31/02/2026")]).await;
        wrong.assert_status(422).assert_says("Écrivez quelque chose");
        assert_eq!(wrong.value("workshop-held_on"), "31/02/2026", "what was typed is kept");
        let hrefs = wrong.attributes(".error-summary a", "href");
        assert_eq!(hrefs, ["#workshop-title", "#workshop-held_on"]);
        let right = [("workshop-title", "Atelier du lundi"), ("workshop-held_on", "30/03/2026")];
        send(&member, &slug, "atelier", &right).await.assert_status(200).assert_says("Atelier du 30 mars 2026");
        send(&member, &slug, "placer", &[("conditions", "decision")]).await;
        finish_texts(&member, &slug).await;
        change_state(&member, &slug, "schedule").await.assert_status(303);
        app.browser().get(&format!("/c/{slug}/atelier")).await.assert_says("Atelier du lundi").assert_says("30 mars 2026");
        let editor = program(app, "Ville", Role::Institution).await;
        let path = format!("/consultations/{slug}/desk/minutes");
        let seen = read(&editor.get(&path).await)["seen"].clone();
        let body = json!({"seen": seen, "title": "Atelier du mardi", "held_on": "2026-03-31"});
        editor.put(&format!("{path}/workshop"), body).await.assert_status(204);
        let shown = app.browser().get(&format!("/c/{slug}/atelier")).await;
        shown.assert_says("Atelier du mardi").assert_says("31 mars 2026");
        let journal = app.member(Role::Administrator).await.get("/espace/administration/journal").await;
        journal.assert_says("Titre : « Atelier du lundi ». Avant : « Atelir »");
        journal.assert_says("Jour de l’atelier : « 2026-03-30 ». Avant : « 2026-03-31 »");
    }

    async fn a_line_that_was_not_understood_becomes_an_item(app: App) {
        let member = app.member(Role::Facilitator).await;
        let report = "# Atelier\n\nPas de lieu : tout est loin\nÉlus : Awa, Ben\n\n## Freins\n- Argent : rien\n";
        let draft = paste(&member, report).await;
        assert_eq!(counts(&draft), [("Freins".to_owned(), "1".to_owned())]);
        let slug = slug(&member).await;
        for (line, says) in [("2", "Il n’y a pas de texte à cette ligne"), ("7", "Un point a déjà été lu"), ("x", "Il n’y a pas")] {
            let refused = send(&member, &slug, "ligne", &[("line-line", line), ("line-kind", "barrier")]).await;
            refused.assert_status(422).assert_says(says);
            assert_eq!(refused.value("line-line"), line);
        }
        let made = send(&member, &slug, "ligne", &[("line-line", "3"), ("line-kind", "barrier")]).await;
        made.assert_status(200);
        assert_eq!(made.texts("article.card h2"), ["Pas de lieu", "Argent"], "in the order of the source");
        made.assert_says("tout est loin");
        let editor = program(app, "Ville", Role::Institution).await;
        let path = format!("/consultations/{slug}/desk/minutes");
        let seen = read(&editor.get(&path).await)["seen"].clone();
        let body = json!({"seen": seen, "line": 4, "kind": "partner_family"});
        editor.post(&format!("{path}/items"), body).await.assert_status(204);
        let rows = read(&editor.get(&path).await)["rows"].clone();
        let family = rows.as_array().expect("rows").iter().find(|row| row["item"]["content"]["title"] == "Élus");
        assert_eq!(family.expect("a family")["item"]["content"]["text"], "Awa\nBen");
    }

    async fn what_would_be_cut_is_told_before_it_is_placed(app: App) {
        let member = app.member(Role::Facilitator).await;
        let long = "mot ".repeat(80);
        let report = format!("# Atelier\n## Freins\n- Argent : rien\n- Prix : {long}\n");
        let draft = paste(&member, &report).await;
        draft.assert_says("Trop long, à raccourcir : 280 signes au plus ici.").assert_says("Un point est trop long.");
        assert_eq!(draft.texts("article.card .wrong").len(), 1);
        let slug = slug(&member).await;
        let editor = program(app, "Ville", Role::Institution).await;
        let rows = read(&editor.get(&format!("/consultations/{slug}/desk/minutes")).await)["rows"].clone();
        let told: Vec<&Value> = rows.as_array().expect("rows").iter().map(|row| &row["item"]["too_long"]).filter(|most| !most.is_null()).collect();
        assert_eq!(told, [&json!(280)]);
        press(&member, &slug, "Prix", "drop").await.assert_status(200);
        let shorter = member.get(&format!("/espace/c/{slug}/brouillon")).await;
        assert!(!shorter.words().contains("trop long"), "{}", shorter.words());
    }

    async fn two_items_too_long_for_one_stay_two(app: App) {
        let member = app.member(Role::Facilitator).await;
        let half = "mot ".repeat(700);
        let report = format!("# Atelier\n## Freins\n- Argent : {half}\n- Prix : {half}\n");
        paste(&member, &report).await.assert_status(200);
        let slug = slug(&member).await;
        let refused = press(&member, &slug, "Argent", "merge").await;
        refused.assert_status(422).assert_says("Les deux points réunis sont trop longs.");
        assert_eq!(refused.texts("article.card h2"), ["Argent", "Prix"]);
    }
}
