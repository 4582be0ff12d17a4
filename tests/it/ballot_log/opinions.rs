//! The votes of opinion phases in the log: one sheet for each voter, published as totals, opened by auditors alone.

use sea_orm::{EntityTrait, PaginatorTrait};
use tablee_core::access::Role;
use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::jobs::housekeeping::erase_links_of_votes;
use tablee_core::jobs::seal_ballots::seal_due;
use tablee_core::ports::DAY;
use tablee_core::store::entities::{ballot, declaration, participation};
use tablee_rules::ballot_log::{
    AuditFinding, Checkpoint, Finding, Known, LeafCounts, OpenedLog, PublishedOpinions, audit_opinions,
    consistency_holds, verify_opinions,
};
use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;
use uuid::Uuid;

use super::checking::{code, hashes};
use super::publishing::{downloaded, said, tablee};
use super::{BATCH, files, heads, json, log, person, phase, publish, tamper, waiting};
use crate::on_both_databases;
use crate::opinion::cantine;
use crate::opinion_results::{declares, question};
use crate::support::seed::CLOSES;
use crate::support::{App, Browser, NOW, Page};

const OPINION: &str = "/c/cantine/etape/1/avis";
const THANKS: &str = "/c/cantine/etape/1/merci";
const RESULTS: &str = "/c/cantine/etape/1/resultats";
const OPENED: &str = "/espace/c/cantine/urne/1/bulletins.json";
const LATER: &str = "Votre code de preuve sera ici dans dix minutes environ";

async fn votes(browser: &Browser, statement: Uuid, button: &str) -> Page {
    let statement = statement.to_string();
    let fields = [("op", "x"), ("statement", statement.as_str()), ("vote", button)];
    let page = browser.post(OPINION, &fields).await;
    page.assert_status(303);
    browser.get(THANKS).await
}

/// The voter of that number says something of every statement.
pub(super) async fn says(app: &App, voter: usize, statements: &[Uuid]) {
    for (place, statement) in statements.iter().enumerate() {
        let vote = Vote::ALL[(voter + place) % 3];
        let command = CastVote { phase: phase(), statement: *statement, vote };
        opinion::vote(&app.cx, &person(voter), command).await.expect("cast");
    }
}

pub(super) async fn closes_and_is_published(app: &App) {
    app.clock.advance(CLOSES - app.cx.clock.now());
    analyse_changed(&app.cx).await.expect("computed");
    publish(app).await;
}

pub(super) async fn published(app: &App) -> PublishedOpinions {
    serde_json::from_value(files(app).await).expect("published files")
}

pub(super) async fn opened(app: &App) -> OpenedLog {
    let page = app.one_of_two_auditors("cantine").await.get(OPENED).await;
    let file: serde_json::Value = serde_json::from_str(&page.assert_status(200).body).expect("JSON");
    serde_json::from_value(file["opened"].clone()).expect("an opened log")
}

pub(super) fn wrong_with(published: &PublishedOpinions) -> Vec<Finding> {
    verify_opinions(published, &Known::default())
}

/// Place in the result, from 1, of the statement with these words.
fn number_of(published: &PublishedOpinions, text: &str) -> u64 {
    let mut words = published.words.iter();
    let found = words.find(|(_, words)| words.text() == text).expect("words");
    let place = published
        .result
        .statements
        .iter()
        .position(|total| total.statement == *found.0 && total.words == found.1.hash());
    place.expect("a statement") as u64 + 1
}

on_both_databases! {
    async fn votes_of_two_batches_are_found_by_their_codes_opened_and_counted_again(app: App) {
        let statements = cantine(app, 3).await;
        let [ann, bob, cleo, dan] = [(); 4].map(|()| app.browser());
        for (browser, buttons) in [(&ann, ["agree", "agree", "pass"]), (&bob, ["agree", "disagree", "pass"]), (&cleo, ["pass"; 3])] {
            for (statement, button) in statements.iter().zip(buttons) {
                votes(browser, *statement, button).await.assert_says(LATER);
            }
        }
        assert_eq!(waiting(app).await, 3, "one sheet for each voter, however many votes");
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        let first = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        let thanks = ann.get(THANKS).await;
        let (receipt, proof) = (code(&thanks, "receipt"), code(&thanks, "proof"));
        let found = app.browser().get(&format!("/verifier/{proof}")).await;
        found.assert_status(200).assert_says("Ce vote est dans l’urne").assert_says("sur 3").assert_says("réunit tout ce qu’une personne");
        assert!(!found.body.contains("Phrase numéro"), "a proof says nothing of the votes");

        ann.post(&format!("/suivi/{receipt}/corriger/1"), &[("vote", "disagree")]).await.assert_status(303);
        ann.get(THANKS).await.assert_says(LATER);
        let receipt_of_bob = code(&bob.get(THANKS).await, "receipt");
        bob.post(&format!("/suivi/{receipt_of_bob}/retirer"), &[]).await.assert_status(303);
        votes(&dan, statements[0], "agree").await.assert_says(LATER);
        votes(&dan, statements[0], "agree").await;
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        assert_ne!(code(&ann.get(THANKS).await, "proof"), proof, "another sheet has another leaf");
        app.browser().get(&format!("/verifier/{proof}")).await.assert_status(200);
        closes_and_is_published(app).await;

        let files = published(app).await;
        let known = Known { key: None, heads: vec![first["heads"][0]["note"].as_str().expect("a note").to_owned()], ..Known::default() };
        assert_eq!(verify_opinions(&files, &known), []);
        assert_eq!(files.result.leaves, LeafCounts { all: 5, replaced: 1, withdrawn: 1 });
        assert_eq!((files.result.sheets, files.result.analysis.voters), (3, 3));
        assert_eq!(files.result.statements.iter().map(|total| total.seen).sum::<u64>(), 7);
        assert!(files.result.statements.iter().all(|total| total.opinions.is_none()), "nothing is told of fewer than five");
        let opened = opened(app).await;
        assert_eq!(audit_opinions(&files, &opened), []);
        assert_eq!(opened.leaves.iter().filter(|leaf| leaf.nonce.is_none()).count(), 1, "what was taken back is forgotten");
    }

    async fn what_was_recorded_opens_the_leaf_while_the_phase_is_open_and_never_after(app: App) {
        let statements = cantine(app, 2).await;
        let browser = app.browser();
        let thanks = votes(&browser, statements[0], "agree").await;
        let shown: Vec<String> = thanks.texts("details details dd");
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        let nonce = tablee_rules::ballot_log::Nonce::from_hex(shown[1].trim()).expect("a nonce");
        let sheet = serde_json::from_str(shown[2].trim()).expect("JSON");
        let leaf = tablee_rules::ballot_log::leaf_hash(&tablee_rules::ballot_log::commitment(shown[0].trim(), &nonce, &sheet));
        let sealed = browser.get(THANKS).await;
        assert_eq!(tablee_rules::ballot_log::ProofCode::of(&leaf).to_string(), code(&sealed, "proof"));
        let api = json(app, &format!("/api/v1/receipts/{}", code(&sealed, "receipt"))).await;
        assert_eq!(api["proof"].as_str(), Some(code(&sealed, "proof").as_str()));
        assert_eq!(api["votes"][0]["vote"].as_str(), Some("agree"));
        let receipt = format!("/suivi/{}", code(&sealed, "receipt"));
        let printed = format!("{receipt}/imprimer");
        for path in [THANKS, &receipt, &printed] {
            let open = browser.get(path).await;
            let listed = open.texts(".no-print dl").concat();
            assert!(listed.contains("Phrase numéro 1") && listed.contains("D’accord"), "{path}: shown, and never printed");
            assert_eq!(open.body.matches("Phrase numéro 1").count(), 1, "{path}");
        }
        app.clock.advance(CLOSES - NOW - BATCH);
        for path in [THANKS, &receipt, &printed] {
            let closed = browser.get(path).await;
            closed.assert_status(200).assert_says("une phrase sur 2").assert_says("ne s’affiche plus ici");
            assert_eq!(code(&closed, "proof"), code(&sealed, "proof"));
            assert!(!closed.body.contains(shown[1].trim()), "{path}: nonce and sheet stay closed");
            assert!(!closed.body.contains("Phrase numéro") && !closed.body.contains("D’accord"), "{path}: no vote is told");
        }
        let api = json(app, &format!("/api/v1/receipts/{}", code(&sealed, "receipt"))).await;
        assert_eq!(api["proof"].as_str(), Some(code(&sealed, "proof").as_str()));
        assert_eq!((&api["votes"], api["votes_cast"].as_u64()), (&serde_json::Value::Null, Some(1)));
    }

    async fn pages_api_and_commands_work_as_for_a_decision(app: App) {
        let statements = cantine(app, 8).await;
        let question = question(app).await;
        for voter in 0..24 {
            says(app, voter, &statements).await;
            declares(app, voter, question, voter % 3 == 0).await;
            if voter == 11 {
                app.clock.advance(BATCH);
                seal_due(&app.cx).await.expect("sealed");
            }
        }
        app.browser().get("/c/cantine/etape/1/urne/courriel").await.assert_status(200);
        closes_and_is_published(app).await;
        let api = "/api/v1/consultations/cantine/phases/1/ballot-log";
        let seen = json(app, api).await;
        let key = seen["key"].as_str().expect("a key").parse().expect("a verifier key");
        let heads: Vec<Checkpoint> = (0..2).map(|place| Checkpoint::verified(seen["heads"][place]["note"].as_str().expect("a note"), &key).expect("signed")).collect();
        let proof = hashes(&json(app, &format!("{api}/consistency?first=12&second=24")).await["proof"]);
        assert!(consistency_holds(12, &heads[0].root, 24, &heads[1].root, &proof));
        assert_eq!(json(app, &format!("{api}/published")).await["result"]["method"], "opinion-groups");
        let box_page = app.browser().get("/c/cantine/etape/1/urne").await;
        box_page.assert_status(200).assert_says("L’urne est fermée").assert_says("tablee audit");
        let page = app.browser().get(RESULTS).await;
        page.assert_status(200).assert_says("24 votes sont entrés dans l’urne").assert_says("pas une élection");
        page.assert_says("réunis, ils peuvent la trahir").assert_says("Pas de chiffre sous 5 personnes").assert_says("Tablée 0.");

        let folder = tempfile::tempdir().expect("a folder");
        let mut paths = downloaded(app, folder.path()).await;
        let verified = tablee(&["verify"], &paths);
        assert!(verified.status.success() && said(&verified).contains("24 leaves under 2 signed heads"), "{}", said(&verified));
        assert!(said(&verified).contains("The count itself was not checked"), "{}", said(&verified));
        let again = tablee(&["recount"], &paths[2..]);
        assert_eq!(again.status.code(), Some(1));
        assert!(said(&again).contains("auditors count again with `tablee audit`"), "{}", said(&again));
        let page = app.one_of_two_auditors("cantine").await.get(OPENED).await;
        paths.push(folder.path().join("bulletins.json"));
        std::fs::write(&paths[3], &page.assert_status(200).body).expect("written");
        let audited = tablee(&["audit"], &paths);
        assert!(audited.status.success() && said(&audited).contains("lead to the published result"), "{}", said(&audited));
        let text = std::fs::read_to_string(&paths[3]).expect("read");
        assert!(!text.contains("device") && text.contains("\"declared\""), "what strata said is added up");
        std::fs::write(&paths[3], text.replacen("\"vote\":1", "\"vote\":0", 1)).expect("written");
        let wrong = tablee(&["audit"], &paths);
        assert_eq!(wrong.status.code(), Some(1));
        assert!(said(&wrong).contains("son contenu a été changé") && said(&wrong).contains("un autre total"), "{}", said(&wrong));
    }

    async fn a_vote_a_leaf_or_a_total_that_was_changed_in_the_database_is_named(app: App) {
        let statements = cantine(app, 4).await;
        for voter in 0..12 {
            says(app, voter, &statements).await;
        }
        // A vote that is changed with its counters, as if it had been cast so.
        let first = "(SELECT id FROM statements WHERE position = 1)";
        tamper(app, &format!("UPDATE statement_votes SET choice = -1 WHERE choice = 1 AND statement_id = {first}")).await;
        tamper(app, "UPDATE statements SET disagree = disagree + agree, agree = 0 WHERE position = 1").await;
        closes_and_is_published(app).await;
        let files = published(app).await;
        assert_eq!(wrong_with(&files), [], "figures alone cannot show it");
        let findings = audit_opinions(&files, &opened(app).await);
        let statement = number_of(&files, "Phrase numéro 1.");
        assert_eq!(findings, [AuditFinding::OtherTotal { statement }, AuditFinding::OtherAnalysis]);

        tamper(app, "UPDATE ballots SET choice = REPLACE(choice, '\"vote\":0', '\"vote\":1')").await;
        let findings = audit_opinions(&files, &opened(app).await);
        assert!(findings.contains(&AuditFinding::DoesNotOpen { leaf: 1 }), "{findings:?}");
        tamper(app, &format!("UPDATE log_leaves SET hash = '{}' WHERE position = 4", "00".repeat(32))).await;
        assert_eq!(wrong_with(&published(app).await), [Finding::LeafChanged { first: 1, last: 12 }]);
    }

    async fn a_total_that_is_not_that_of_its_figures_is_named_by_anyone(app: App) {
        let statements = cantine(app, 4).await;
        for voter in 0..12 {
            says(app, voter, &statements).await;
        }
        app.clock.advance(CLOSES - NOW);
        tamper(app, "UPDATE statements SET agree = agree + 1, disagree = disagree - 1 WHERE position = 2").await;
        analyse_changed(&app.cx).await.expect("computed");
        publish(app).await;
        let files = published(app).await;
        let statement = number_of(&files, "Phrase numéro 2.");
        assert_eq!(wrong_with(&files), [Finding::OtherFigures { statement }]);
        assert_eq!(audit_opinions(&files, &opened(app).await), [AuditFinding::OtherTotal { statement }]);
    }

    async fn a_statement_let_through_after_the_results_accuses_nobody(app: App) {
        let statements = cantine(app, 3).await;
        tamper(app, "UPDATE statements SET state = 'pending' WHERE position = 3").await;
        for voter in 0..6 {
            says(app, voter, &statements[..2]).await;
        }
        closes_and_is_published(app).await;
        tamper(app, "UPDATE statements SET state = 'published'").await;
        let published = published(app).await;
        assert_eq!((published.words.len(), wrong_with(&published)), (2, Vec::new()));
    }

    async fn results_of_opinions_wait_for_an_analysis_of_what_was_said_last(app: App) {
        let statements = cantine(app, 2).await;
        let question = question(app).await;
        for voter in 0..6 {
            says(app, voter, &statements).await;
            declares(app, voter, question, true).await;
        }
        app.clock.advance(CLOSES - NOW);
        analyse_changed(&app.cx).await.expect("computed");
        assert!(heads(app).await.last().expect("a head").closing, "nothing comes in behind what is analysed");
        tamper(app, "UPDATE declarations SET yes = FALSE").await;
        let facilitator = app.member_of("cantine", Role::Facilitator, "").await;
        facilitator.get("/espace/c/cantine/resultats/1").await.assert_status(409).assert_says("se calculent encore");
        analyse_changed(&app.cx).await.expect("computed");
        facilitator.get("/espace/c/cantine/resultats/1").await.assert_status(200);
        publish(app).await;
        assert_eq!(audit_opinions(&published(app).await, &opened(app).await), []);
        assert_eq!(declaration::Entity::find().count(app.cx.db.read()).await.expect("a count"), 6);
    }

    async fn long_after_the_close_nothing_leads_to_a_sheet_and_the_result_stands(app: App) {
        let statements = cantine(app, 2).await;
        let browser = app.browser();
        votes(&browser, statements[0], "agree").await;
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        votes(&browser, statements[1], "pass").await;
        closes_and_is_published(app).await;
        let thanks = browser.get(THANKS).await;
        let (receipt, proof) = (code(&thanks, "receipt"), code(&thanks, "proof"));
        app.clock.advance(29 * DAY);
        erase_links_of_votes(&app.cx).await.expect("looked");
        assert_eq!(opened(app).await.leaves.len(), 2);
        app.clock.advance(DAY);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let sheets = ballot::Entity::find().all(app.cx.db.read()).await.expect("sheets");
        assert!(sheets.iter().all(|sheet| sheet.nonce.is_none() && sheet.leaf.is_none() && sheet.replaced_by.is_none()));
        assert_eq!(sheets.iter().filter(|sheet| sheet.choice == r#"{"votes":[]}"#).count(), 1, "the replaced one");
        let participations = participation::Entity::find().all(app.cx.db.read()).await.expect("participations");
        assert!(participations.iter().all(|row| row.contribution_id.is_none()));
        let after = browser.get(&format!("/suivi/{receipt}")).await;
        after.assert_status(200).assert_says("Le lien entre vous et vos votes est effacé");
        assert!(!after.body.contains("Phrase numéro"));
        browser.get(&format!("/verifier/{proof}")).await.assert_status(200).assert_says("dans l’urne");
        app.one_of_two_auditors("cantine").await.get(OPENED).await.assert_status(409);
        assert_eq!(wrong_with(&published(app).await), []);
        assert_eq!(log(app).await.len(), 2);
    }

    async fn answers_keep_their_receipt_when_nothing_leads_to_them_from_a_pass(app: App) {
        let seeded = app.seed("cantine").await;
        let questionnaire = seeded.phase(1, "questionnaire", "{}").await;
        seeded.question(questionnaire, 1, "short_text", "{}", true).await;
        let send = SendSheet { phase: phase(), entries: [(1, Entry::one("Du pain frais"))].into() };
        let code = questionnaires::send_whole(&app.cx, &person(0), send).await.expect("sent");
        app.clock.advance(CLOSES - NOW + 30 * DAY);
        erase_links_of_votes(&app.cx).await.expect("erased");
        let participations = participation::Entity::find().all(app.cx.db.read()).await.expect("participations");
        assert!(participations.len() == 1 && participations[0].contribution_id.is_none());
        app.browser().get(&format!("/suivi/{code}")).await.assert_status(200).assert_says("Du pain frais");
        erase_links_of_votes(&app.cx).await.expect("twice does no more");
    }
}
