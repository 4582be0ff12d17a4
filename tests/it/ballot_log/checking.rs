//! A proof code leads to its vote, for anyone, and says nothing of it.

use tablee_core::jobs::seal_ballots::seal_due;
use tablee_rules::ballot_log::{Checkpoint, Hash256, Note, consistency_holds, inclusion_holds};

use super::{BATCH, cantine, json, vote};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{Browser, NOW, Page};

const VOTE: &str = "/c/cantine/etape/1/voter";
const THANKS: &str = "/c/cantine/etape/1/merci";

async fn votes(browser: &Browser, option: &str) -> Page {
    let op = browser.get(VOTE).await.value("op");
    browser
        .post(VOTE, &[("op", &op), ("options", option)])
        .await
        .assert_status(303);
    browser.get(THANKS).await
}

pub(super) fn code(page: &Page, of: &str) -> String {
    page.texts(&format!(".{of} .code")).concat().replace(' ', "-")
}

pub(super) fn hashes(proof: &serde_json::Value) -> Vec<Hash256> {
    let proof = proof.as_array().expect("a list").iter();
    proof
        .map(|hash| Hash256::from_hex(hash.as_str().expect("a text")).expect("a hash"))
        .collect()
}

on_both_databases! {
    async fn a_proof_code_leads_to_a_vote_that_waits_and_then_is_in_the_box(app: App) {
        let options = cantine(app).await;
        let thanks = votes(&app.browser(), &options[0]).await;
        let proof = code(&thanks, "proof");
        assert_eq!(proof.len(), 19, "{proof}");
        assert_eq!(thanks.attributes(".proof a", "href"), [format!("/verifier/{proof}")]);
        let anyone = app.browser();
        let waiting = anyone.get(&format!("/verifier/{proof}")).await;
        waiting.assert_status(200).assert_says("Ce vote est reçu").assert_says("Il entrera dans l’urne avant");
        assert!(!waiting.body.contains("Des fruits") && !waiting.body.contains(&options[0]));
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        for way in [proof.clone(), proof.to_uppercase(), proof.replace('-', "%20")] {
            let found = anyone.get(&format!("/verifier?code={way}")).await;
            assert_eq!(found.location(), Some(format!("/verifier/{proof}")), "{way}");
        }
        let found = anyone.get(&format!("/verifier/{proof}")).await;
        found.assert_status(200).assert_says("Ce vote est dans l’urne").assert_says("n° 1 sur 1");
        found.assert_says("pas une élection");
        assert!(!found.body.contains("Des fruits") && !found.body.contains(&options[0]));
    }

    async fn a_code_that_is_none_or_nobodys_is_said_clearly(app: App) {
        cantine(app).await;
        let anyone = app.browser();
        anyone.get("/verifier").await.assert_status(200).assert_says("code de preuve").assert_says("Selon le vote");
        let short = anyone.get("/verifier?code=lk76").await;
        short.assert_status(422);
        assert_eq!(short.value("code"), "lk76");
        assert_eq!(short.attributes(".error-summary a", "href"), ["#code"]);
        anyone.get("/verifier?code=").await.assert_status(422).assert_says("Tapez le code de preuve");
        anyone.get("/verifier/lk76-i6by-dpgp-meau").await.assert_status(404).assert_says("Aucun vote n’a ce code");
        anyone.get("/verifier/9k76-i6by-dpgp-meau").await.assert_status(404).assert_says("Le signe n° 1");
        anyone.get("/api/v1/votes/lk76-i6by-dpgp-meau").await.assert_status(404);
        anyone.get("/api/v1/votes/lk76").await.assert_status(422);
    }

    async fn inclusion_and_consistency_are_proven_across_batches_and_blocks(app: App) {
        let options = cantine(app).await;
        let mut voter = 0;
        for batch in [3, 260, 40] {
            for _ in 0..batch {
                vote(app, voter, "a", &[&options[voter % 3]]).await;
                voter += 1;
            }
            app.clock.advance(BATCH);
            seal_due(&app.cx).await.expect("sealed");
        }
        let api = "/api/v1/consultations/cantine/phases/1/ballot-log";
        let log = json(app, api).await;
        let key = log["key"].as_str().expect("a key").parse().expect("a verifier key");
        let heads: Vec<Checkpoint> = log["heads"].as_array().expect("heads").iter()
            .map(|head| Checkpoint::verified(head["note"].as_str().expect("a note"), &key).expect("signed"))
            .collect();
        assert_eq!(heads.iter().map(|head| head.size).collect::<Vec<_>>(), [3, 263, 303]);
        for pair in heads.windows(2) {
            let path = format!("{api}/consistency?first={}&second={}", pair[0].size, pair[1].size);
            let proof = hashes(&json(app, &path).await["proof"]);
            assert!(consistency_holds(pair[0].size, &pair[0].root, pair[1].size, &pair[1].root, &proof));
        }
        app.browser().get(&format!("{api}/consistency?first=3&second=304")).await.assert_status(404);
        app.browser().get(&format!("{api}/consistency?first=9&second=3")).await.assert_status(404);
        let leaves = json(app, &format!("{api}/leaves?from=260")).await["leaves"].clone();
        let leaves = hashes(&leaves);
        assert_eq!(leaves.len(), 43);
        for leaf in [&leaves[0], &leaves[3], &leaves[42]] {
            let code = tablee_rules::ballot_log::ProofCode::of(leaf);
            let vote = json(app, &format!("/api/v1/votes/{code}")).await;
            let inclusion = &vote["inclusion"];
            let head = Note::parse(inclusion["head"].as_str().expect("a head")).expect("a note");
            let head = Checkpoint::parse(head.text()).expect("a checkpoint");
            let index = inclusion["index"].as_u64().expect("a place");
            assert!(inclusion_holds(leaf, index, head.size, &hashes(&inclusion["proof"]), &head.root), "{index}");
        }
    }

    async fn what_was_recorded_is_shown_while_the_vote_is_open_and_never_after(app: App) {
        let options = cantine(app).await;
        let browser = app.browser();
        let thanks = votes(&browser, &options[0]).await;
        thanks.assert_says("Des fruits");
        let receipt = format!("/suivi/{}", code(&thanks, "receipt"));
        let opened: Vec<String> = thanks.texts("details details dd");
        let nonce = tablee_rules::ballot_log::Nonce::from_hex(opened[1].trim()).expect("a nonce");
        let said = serde_json::from_str(opened[2].trim()).expect("JSON");
        let leaf = tablee_rules::ballot_log::leaf_hash(&tablee_rules::ballot_log::commitment(opened[0].trim(), &nonce, &said));
        assert_eq!(tablee_rules::ballot_log::ProofCode::of(&leaf).to_string(), code(&thanks, "proof"));
        let printed = browser.get(&format!("{receipt}/imprimer")).await;
        assert_eq!(code(&printed, "proof"), code(&thanks, "proof"));
        app.clock.advance(CLOSES - NOW);
        for path in [receipt.as_str(), THANKS] {
            let closed = browser.get(path).await;
            closed.assert_status(200).assert_says("dans l’urne");
            assert!(!closed.body.contains("Des fruits") && !closed.body.contains(&options[0]), "{path}");
            assert_eq!(code(&closed, "proof"), code(&thanks, "proof"));
        }
        let api = json(app, &format!("/api/v1/receipts/{}", code(&thanks, "receipt"))).await;
        assert_eq!((&api["ballot"], api["proof"].as_str()), (&serde_json::Value::Null, Some(code(&thanks, "proof").as_str())));
        browser.get(&format!("{receipt}/corriger")).await.assert_status(409);
        browser.post(&format!("{receipt}/retirer"), &[]).await.assert_status(409);
    }
}
