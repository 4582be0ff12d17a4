//! Who is told of official answers and of results, and who is not.

use tablee_core::access::Actor;
use tablee_core::cases::moderation::{self, DecideProposal, DecisionForm};
use tablee_core::ports::DAY;

use crate::answers::{LIST, answer, institution, proposals, publish_all, write};
use crate::on_both_databases;
use crate::results::{answered, facilitator, publish};
use crate::support::App;

const AUTHOR: &str = "autrice@ville.example";
const FOLLOWER: &str = "voisin@ville.example";

/// Someone leaves an address on that page, and confirms it.
async fn follows(app: &App, page: &str, address: &str) {
    let person = app.browser();
    person
        .post(&format!("{page}/courriel"), &[("email", address)])
        .await
        .assert_status(303);
    let asked = app.mails().await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    let link = asked[0]
        .1
        .split_whitespace()
        .find_map(|word| word.strip_prefix(app.base.as_str()));
    person.post(link.expect("a link"), &[]).await.assert_status(303);
}

/// Who gets mail now, in order, each with what it says.
async fn told(app: &App) -> Vec<(String, String)> {
    let mails = app.mails().await.into_iter();
    let mut mails: Vec<_> = mails
        .map(|(to, text)| (to, text.replace(['\u{a0}', '\u{202f}'], " ")))
        .collect();
    mails.sort();
    mails
}

fn recipients(mails: &[(String, String)]) -> Vec<&str> {
    mails.iter().map(|(recipient, _)| recipient.as_str()).collect()
}

async fn hide_first(app: &App) {
    let seen = moderation::one(&app.cx, &Actor::System, "ecole", 1)
        .await
        .expect("there")
        .seen;
    let form = DecisionForm { decision: "refuse".to_owned(), reason: "insult".to_owned(), words: String::new() };
    let command = DecideProposal { slug: "ecole".to_owned(), number: 1, seen, form };
    moderation::decide(&app.cx, &Actor::System, command)
        .await
        .expect("refused");
}

on_both_databases! {
    async fn an_answer_and_a_changed_one_are_told_to_the_author_and_to_who_follows(app: App) {
        proposals(app).await;
        let code = app.proposes("ecole", 1, "Un verger", "Des pommiers.").await;
        let seen = moderation::one(&app.cx, &Actor::System, "ecole", 4).await.expect("there").seen;
        let form = DecisionForm { decision: "publish".to_owned(), ..DecisionForm::default() };
        let command = DecideProposal { slug: "ecole".to_owned(), number: 4, seen, form };
        moderation::decide(&app.cx, &Actor::System, command).await.expect("published");
        let browser = institution(app).await;
        app.mails().await;
        follows(app, &format!("/suivi/{code}"), AUTHOR).await;
        follows(app, "/c/ecole/propositions/4", FOLLOWER).await;
        follows(app, "/c/ecole/propositions/2", "ailleurs@ville.example").await;

        let path = format!("{LIST}/4");
        write(&browser, &path, &answer("under_study", "Nous cherchons un lieu.")).await.assert_status(303);
        assert!(told(app).await.is_empty(), "a draft is told to nobody");
        publish_all(&browser).await.assert_status(303);
        let first = told(app).await;
        assert_eq!(recipients(&first), [AUTHOR, FOLLOWER]);
        for (_, text) in &first {
            assert!(text.contains("a une réponse : « Un verger »") && text.contains("Nous cherchons un lieu."), "{text}");
        }

        write(&browser, &path, &answer("retained", "Le lieu est trouvé.")).await.assert_status(303);
        publish_all(&browser).await.assert_status(303);
        let second = told(app).await;
        assert_eq!(recipients(&second), [AUTHOR, FOLLOWER]);
        for (_, text) in &second {
            assert!(text.contains("a changé : « Un verger »") && text.contains("Le lieu est trouvé."), "{text}");
        }
        assert!(told(app).await.is_empty());
    }

    async fn o10_an_answer_to_a_proposal_hidden_meanwhile_is_told_to_nobody(app: App) {
        proposals(app).await;
        let browser = institution(app).await;
        app.mails().await;
        follows(app, "/c/ecole/propositions/1", FOLLOWER).await;
        write(&browser, &format!("{LIST}/1"), &answer("retained", "Oui.")).await.assert_status(303);
        publish_all(&browser).await.assert_status(303);
        hide_first(app).await;
        assert!(told(app).await.is_empty());
    }

    async fn published_results_are_told_once_to_each_who_follows_the_consultation(app: App) {
        answered(app, 8, 6).await;
        app.later(10 * DAY).await;
        let browser = facilitator(app).await;
        app.mails().await;
        follows(app, "/c/ecole", AUTHOR).await;
        follows(app, "/c/ecole", FOLLOWER).await;
        publish(&browser).await;
        let mails = told(app).await;
        assert_eq!(recipients(&mails), [AUTHOR, FOLLOWER]);
        for (_, text) in &mails {
            assert!(text.contains("sont publiés") && text.contains("/c/ecole/etape/1/resultats"), "{text}");
        }
        let text = browser.get("/espace/c/ecole/textes-libres").await;
        let (address, seen) = (text.attributes(".card form", "action").remove(0), text.value("seen"));
        browser.post(&address, &[("decision", "publish"), ("seen", &seen)]).await.assert_status(303);
        assert!(told(app).await.is_empty());
        publish(&browser).await;
        let again = told(app).await;
        assert_eq!(recipients(&again), [AUTHOR, FOLLOWER]);
        assert!(again.iter().all(|(_, text)| text.contains("ont changé")), "{again:?}");
    }
}
