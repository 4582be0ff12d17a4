//! What is published of a vote: verified and counted again by anyone, and whatever was tampered with is named.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tablee_core::jobs::seal_ballots::seal_due;
use tablee_rules::ballot_log::{Finding, Hash256, Known, Published, Recount, recounted, verify};
use tablee_rules::voting::Tally;

use super::{BATCH, cantine, json, log, publish, published, tamper, vote, voted_and_closed, wrong_with};
use crate::on_both_databases;
use crate::support::seed::CLOSES;
use crate::support::{App, NOW};

const RESULTS: &str = "/c/cantine/etape/1/resultats";

pub fn tablee(arguments: &[&str], files: &[PathBuf]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tablee"));
    program.args(arguments).args(files).output().expect("it runs")
}

/// The result that the published summary leads to.
pub(super) fn counted_again(vote: &Published) -> Tally {
    let Recount::Summary(summary) = &vote.recount else { panic!("the recount is withheld") };
    recounted(&vote.result, summary).expect("a result")
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Downloads the three files into a folder.
pub(super) async fn downloaded(app: &App, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in ["urne.json", "resultat.json", "recomptage.json"] {
        let page = app.browser().get(&format!("/c/cantine/etape/1/urne/{name}")).await;
        let file = folder.join(name);
        std::fs::write(&file, &page.assert_status(200).body).expect("written");
        files.push(file);
    }
    files
}

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).expect("read");
    assert!(text.contains(from), "{from} in {}", file.display());
    std::fs::write(file, text.replacen(from, to, 1)).expect("written");
}

on_both_databases! {
    async fn nothing_is_wrong_with_a_vote_that_nobody_touched(app: App) {
        let options = cantine(app).await;
        for voter in 0..12 {
            vote(app, voter, "a", &[&options[voter % 3]]).await;
        }
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        for voter in 0..4 {
            vote(app, voter, "b", &[&options[1], &options[2]]).await;
        }
        vote(app, 12, "a", &[]).await;
        let kept = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        app.clock.advance(CLOSES - NOW - BATCH);
        app.browser().get("/c/cantine/etape/1/urne/resultat.json").await.assert_status(404);
        publish(app).await;
        let vote = published(app).await;
        let known = Known {
            key: Some(kept["key"].as_str().expect("a key").parse().expect("a verifier key")),
            heads: vec![kept["heads"][0]["note"].as_str().expect("a note").to_owned()],
            ..Known::default()
        };
        assert_eq!(verify(&vote, &known), []);
        assert_eq!(vote.result.leaves.all, 17);
        assert_eq!((vote.result.leaves.replaced, vote.result.tally.standings.valid, vote.result.tally.standings.blank), (4, 12, 1));
        let shown = json(app, "/api/v1/consultations/cantine/phases/1/results").await;
        let tally = serde_json::to_value(&vote.result.tally).expect("JSON");
        assert_eq!(shown["figures"]["outcome"]["tally"], tally);
        let again = counted_again(&vote);
        assert_eq!(serde_json::to_value(again).expect("JSON"), tally);
        assert_eq!(shown["figures"]["outcome"]["lot"]["seed"], vote.result.lot_seed.to_string());
        let page = app.browser().get(RESULTS).await;
        page.assert_says("17 votes sont entrés dans l’urne").assert_says("4 votes ne comptent pas");
        page.assert_says("Façon de voter : Cocher les choix").assert_says("Nombre de choix à cocher, au plus : 2");
        page.assert_says("Nombre de choix à cocher, au moins : pas de limite").assert_says("Un tirage au sort public décide");
        page.assert_says("pas une élection").assert_says("Tablée 0.").assert_says("Aucun choix n’a été caché");
        app.browser().get("/c/cantine/etape/1/urne").await.assert_status(200).assert_says("L’urne est fermée");
        let api = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log/published").await;
        assert_eq!(api["seal"], vote.seal);
    }

    async fn the_commands_verify_and_recount_without_an_installation(app: App) {
        voted_and_closed(app, 9).await;
        publish(app).await;
        let folder = tempfile::tempdir().expect("a folder");
        let files = downloaded(app, folder.path()).await;
        let verified = tablee(&["verify"], &files);
        assert!(verified.status.success() && said(&verified).contains("Nothing is wrong"), "{}", said(&verified));
        let again = tablee(&["recount"], &files[2..]);
        assert!(again.status.success() && said(&again).contains("This is the published result."), "{}", said(&again));
        assert!(said(&again).contains(": the same rules as here"), "{}", said(&again));
        assert!(said(&again).contains("9 valid, 0 blank, 0 invalid") && said(&again).contains("Des fruits"));
        let as_json = tablee(&["recount", "--json"], &files[2..]);
        let tally: serde_json::Value = serde_json::from_slice(&as_json.stdout).expect("JSON");
        assert_eq!(tally["valid"], 9);
        change(&files[2], "\"valid\":9", "\"valid\":8");
        let changed = tablee(&["recount"], &files[2..]);
        assert_eq!(changed.status.code(), Some(1));
        assert!(said(&changed).contains("holds 9 valid ballots"), "{}", said(&changed));
        let disagreeing = tablee(&["verify"], &files);
        assert_eq!(disagreeing.status.code(), Some(1));
        assert!(said(&disagreeing).contains("has another result"), "{}", said(&disagreeing));
        change(&files[1], "\"valid\":9", "\"valid\":8");
        let wrong = tablee(&["verify"], &files);
        assert_eq!(wrong.status.code(), Some(1));
        assert!(said(&wrong).contains("Le résultat n’est pas celui qui a été signé."), "{}", said(&wrong));
        assert_eq!(tablee(&["verify"], &files[..2]).status.code(), Some(1), "files are missing");
    }

    async fn the_log_of_an_open_vote_and_one_vote_in_it_are_verified_offline(app: App) {
        let options = cantine(app).await;
        for voter in 0..5 {
            vote(app, voter, "a", &[&options[voter % 3]]).await;
        }
        app.clock.advance(BATCH);
        seal_due(&app.cx).await.expect("sealed");
        let folder = tempfile::tempdir().expect("a folder");
        let keep = async |path: &str, name: &str| {
            let kept = folder.path().join(name);
            std::fs::write(&kept, app.browser().get(path).await.assert_status(200).body.as_bytes()).expect("written");
            kept
        };
        let urn = keep("/c/cantine/etape/1/urne/urne.json", "urne.json").await;
        let about = json(app, "/api/v1/consultations/cantine/phases/1/ballot-log").await;
        let (key, head) = (about["key"].as_str().expect("a key"), folder.path().join("head"));
        std::fs::write(&head, about["heads"][0]["note"].as_str().expect("a note")).expect("written");
        let head = head.to_str().expect("a path");
        let code = tablee_rules::ballot_log::ProofCode::of(&log(app).await[3]).to_string();
        let alone = tablee(&["verify", "--key", key, "--head", head, "--code", &code], std::slice::from_ref(&urn));
        assert!(alone.status.success() && said(&alone).contains("the log alone was checked"), "{}", said(&alone));
        let nobodys = tablee(&["verify", "--code", "aaaa-aaaa-aaaa-aaaa"], std::slice::from_ref(&urn));
        assert_eq!(nobodys.status.code(), Some(1));
        assert!(said(&nobodys).contains("Le code de preuve n° 1 n’est celui d’aucun vote"), "{}", said(&nobodys));
        let proof = keep(&format!("/api/v1/votes/{code}"), "vote.json").await;
        let path = proof.to_str().expect("a path");
        let one = tablee(&["verify", "--key", key, "--proof", path], &[]);
        assert!(one.status.success() && said(&one).contains("no. 4 of the 5 leaves"), "{}", said(&one));
        assert!(tablee(&["verify", "--proof", path], std::slice::from_ref(&urn)).status.success());
        assert_eq!(tablee(&["verify", "--proof", path], &[]).status.code(), Some(1), "nothing to check it with");
        change(&proof, "\"index\":3", "\"index\":2");
        let moved = tablee(&["verify", "--key", key, "--proof", path], &[]);
        assert!(!moved.status.success() && said(&moved).contains("does not lead to its head"), "{}", said(&moved));
    }

    async fn a_leaf_an_order_or_a_head_that_was_tampered_with_in_the_database_is_named(app: App) {
        voted_and_closed(app, 9).await;
        publish(app).await;
        let other = "00".repeat(32);
        let tampers = [
            (format!("UPDATE log_leaves SET hash = '{other}' WHERE position = 4"), Finding::LeafChanged { first: 1, last: 9 }),
            ("DELETE FROM log_leaves WHERE position = 8".to_owned(), Finding::LeavesMissing { covered: 9, listed: 8 }),
            ("UPDATE log_leaves SET position = CASE position WHEN 2 THEN 103 ELSE 102 END WHERE position IN (2, 3); \
              UPDATE log_leaves SET position = position - 100 WHERE position > 100".to_owned(), Finding::LeavesReordered { first: 1, last: 9 }),
            ("UPDATE log_heads SET note = REPLACE(note, 'time 1', 'time 2')".to_owned(), Finding::HeadNotSigned { head: 1 }),
        ];
        let backup = ["CREATE TABLE kept_leaves AS SELECT * FROM log_leaves", "CREATE TABLE kept_heads AS SELECT * FROM log_heads"];
        for sql in backup {
            tamper(app, sql).await;
        }
        for (sql, finding) in tampers {
            tamper(app, &sql).await;
            let findings = wrong_with(&published(app).await);
            assert!(findings.contains(&finding), "{sql}: {findings:?}");
            for table in ["leaves", "heads"] {
                tamper(app, &format!("DELETE FROM log_{table}")).await;
                tamper(app, &format!("INSERT INTO log_{table} SELECT * FROM kept_{table}")).await;
            }
            assert_eq!(wrong_with(&published(app).await), []);
        }
    }

    async fn a_count_or_a_file_that_was_tampered_with_is_named(app: App) {
        let options = voted_and_closed(app, 9).await;
        publish(app).await;
        let honest = published(app).await;
        let found = |change: &dyn Fn(&mut tablee_rules::ballot_log::Published)| {
            let mut vote = honest.clone();
            change(&mut vote);
            wrong_with(&vote)
        };
        assert!(found(&|vote| vote.result.tally.lines[0].score += 1).contains(&Finding::ResultChanged));
        assert!(found(&|vote| vote.result.tally.lines[0].score += 1).contains(&Finding::OtherResult));
        assert!(found(&|vote| vote.result.leaves.replaced = 1).contains(&Finding::CountsDoNotAdd { said: 9, found: 10 }));
        assert!(found(&|vote| vote.log.leaves.swap(0, 1)).contains(&Finding::LeavesReordered { first: 1, last: 9 }));
        assert!(found(&|vote| vote.result.lot_seed = Hash256([1; 32])).contains(&Finding::LotSeed));
        tamper(app, "UPDATE sealed_results SET recount = REPLACE(recount, ':3}', ':4}')").await;
        let findings = wrong_with(&published(app).await);
        assert!(findings.contains(&Finding::RecountChanged) && findings.contains(&Finding::OtherResult), "{findings:?}");
        assert!(!options.is_empty());
    }
}
