//! Minutes of a workshop become a consultation that is open, by pages alone.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use sea_orm::EntityTrait;
use tablee_core::access::Role;
use tablee_core::store::entities::phase;

use crate::editor::set_rules;
use crate::on_both_databases;
use crate::support::{App, Browser, Page};

/// The founding report, where it lies beside the project.
const FOUNDING_REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seed/compte-rendu-atelier-a.md");
/// An equivalent report in our own words.
const OWN_REPORT: &str = include_str!("../../backend/demo/compte-rendu.md");

/// Pastes minutes; gives the page of the draft, or of the fault.
pub async fn paste(member: &Browser, text: &str) -> Page {
    let form = member.get("/espace/importer").await;
    form.assert_status(200);
    member
        .post_and_follow("/espace/importer", &[("op", &form.value("op")), ("text", text)])
        .await
}

pub async fn upload(member: &Browser, bytes: &[u8]) -> Page {
    let op = member.get("/espace/importer").await.value("op");
    let file = Part::bytes(bytes.to_vec()).file_name("\"><svg onload=alert(1)>.md");
    let form = Form::new().text("op", op).text("text", "").part("file", file);
    let request = member.request(Method::POST, "/espace/importer").multipart(form);
    let answer = member.send(request).await;
    match answer.location() {
        Some(next) => member.get(&next).await,
        None => answer,
    }
}

/// What the draft's page says that it read, as (what, how many).
pub fn counts(draft: &Page) -> Vec<(String, String)> {
    draft.assert_status(200);
    draft
        .texts("table th")
        .into_iter()
        .zip(draft.texts("table td"))
        .collect()
}

fn of(kinds: &[(&str, &str)]) -> Vec<(String, String)> {
    kinds
        .iter()
        .map(|(what, count)| ((*what).to_owned(), (*count).to_owned()))
        .collect()
}

/// The slug of the only consultation, as the desk links to it.
pub async fn slug(member: &Browser) -> String {
    let links = member.get("/espace").await.attributes(".card h2 a", "href");
    links
        .first()
        .expect("a consultation")
        .trim_start_matches("/espace/c/")
        .to_owned()
}

/// Presses a button of the item whose title is this.
pub async fn press(member: &Browser, slug: &str, title: &str, button: &str) -> Page {
    let path = format!("/espace/c/{slug}/brouillon");
    let draft = member.get(&path).await;
    let seen = draft.value("seen");
    member
        .post_and_follow(&item_path(&draft, title), &[("seen", &seen), ("do", button)])
        .await
}

/// Where the forms of the item with this title go.
fn item_path(draft: &Page, title: &str) -> String {
    let titles = draft.texts("article.card");
    let forms: Vec<String> = draft.attributes("article.card > div:first-child > form", "action");
    let index = titles.iter().position(|words| words.contains(title));
    forms[index.unwrap_or_else(|| panic!("no item {title}"))].clone()
}

async fn audit_actions(app: &App) -> Vec<String> {
    use tablee_core::store::entities::audit_entry;
    let rows = audit_entry::Entity::find()
        .all(app.cx.db.read())
        .await
        .expect("the journal");
    rows.into_iter().map(|row| row.action).collect()
}

const WHOLE: [(&str, &str); 5] = [
    ("Familles autour de la table", "5"),
    ("Familles absentes", "5"),
    ("Freins", "5"),
    ("Alliances", "2"),
    ("Conditions pour réussir", "3"),
];

on_both_databases! {
    async fn a_report_is_read_without_any_edit(app: App) {
        let member = app.member(Role::Facilitator).await;
        let report = std::fs::read_to_string(FOUNDING_REPORT).unwrap_or_else(|_| {
            println!("{FOUNDING_REPORT} is not here: an equivalent report takes its place");
            OWN_REPORT.to_owned()
        });
        for report in [report.as_str(), OWN_REPORT] {
            let draft = paste(&member, report).await;
            let mut read = counts(&draft);
            read.retain(|(what, _)| what != "Notes");
            assert_eq!(read, of(&WHOLE));
            let shown = draft.words();
            for line in report.lines() {
                let words = line.trim_start_matches(['#', '-', ' ', '*']).split_whitespace();
                let line = words.collect::<Vec<_>>().join(" ");
                assert!(shown.contains(line.trim_end_matches(['*', ' '])), "{line:?} is lost in\n{shown}");
            }
        }
    }

    async fn a_report_becomes_an_open_consultation(app: App) {
        let member = app.member(Role::Facilitator).await;
        paste(&member, OWN_REPORT).await.assert_status(200);
        let slug = slug(&member).await;
        app.browser().get(&format!("/c/{slug}/atelier")).await.assert_status(404);
        let draft = member.get(&format!("/espace/c/{slug}/brouillon")).await;
        let placed = member
            .post_and_follow(
                &format!("/espace/c/{slug}/brouillon/placer"),
                &[("seen", &draft.value("seen")), ("conditions", "decision"), ("questionnaire", "yes")],
            )
            .await;
        placed.assert_status(200).assert_says("Avant d’ouvrir");
        assert_eq!(placed.texts("ol.cards h3").len(), 6, "{}", placed.words());
        for words in ["2 questions", "5 phrases", "3 choix"] {
            placed.assert_says(words);
        }
        let early = [("seen", placed.value("seen")), ("go", "schedule".to_owned())];
        let early = early.each_ref().map(|(name, value)| (*name, value.as_str()));
        member.post(&format!("/espace/c/{slug}/etat"), &early).await.assert_status(422);
        finish_texts(&member, &slug).await;
        let overview = member.get(&format!("/espace/c/{slug}")).await;
        overview.assert_says("Tout est prêt");
        let open = member
            .post_and_follow(
                &format!("/espace/c/{slug}/etat"),
                &[("seen", &overview.value("seen")), ("go", "schedule")],
            )
            .await;
        open.assert_status(200).assert_says("La page est publique").assert_says("Ouverte");
        let page = app.browser().get(&format!("/c/{slug}")).await;
        assert!(page.attributes("main a", "href").contains(&format!("/c/{slug}/atelier")), "{}", page.body);
        let workshop = app.browser().get(&format!("/c/{slug}/atelier")).await;
        workshop.assert_status(200).assert_says("La Soupe du Port").assert_says("des étudiants");
        workshop.assert_says("12 juin 2026");
        let file = app.browser().get(&format!("/c/{slug}/atelier/compte-rendu.txt")).await;
        assert_eq!(file.body, OWN_REPORT);
        let actions = audit_actions(app).await;
        for action in ["minutes.imported", "draft.placed", "consultation.edited", "consultation.scheduled"] {
            assert!(actions.iter().any(|done| done == action), "{action} in {actions:?}");
        }
    }

    async fn items_are_changed_dropped_restored_split_and_merged(app: App) {
        let member = app.member(Role::Facilitator).await;
        paste(&member, OWN_REPORT).await;
        let slug = slug(&member).await;
        press(&member, &slug, "Argent", "drop").await.assert_says("C’est gardé").assert_says("Ôté");
        assert!(counts(&press(&member, &slug, "Lieux", "drop").await).contains(&("Freins".to_owned(), "3".to_owned())));
        press(&member, &slug, "Argent", "restore").await.assert_says("C’est gardé");
        let merged = press(&member, &slug, "Règles", "merge").await;
        assert!(counts(&merged).contains(&("Freins".to_owned(), "3".to_owned())), "{}", merged.words());
        merged.assert_says("Équipes : les bénévoles");
        let path = item_path(&merged, "Santé");
        let split = member.get(&format!("{path}/couper")).await;
        split.assert_status(200).assert_says("une infirmière");
        let refused = member.post(&format!("{path}/couper"), &[("seen", &split.value("seen")), ("at", "9")]).await;
        refused.assert_status(422);
        let fields = [("seen", split.value("seen")), ("at", "1".to_owned()), ("title", "Soins".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let split = member.post_and_follow(&format!("{path}/couper"), &fields).await;
        assert!(counts(&split).contains(&("Familles absentes".to_owned(), "6".to_owned())), "{}", split.words());
        let path = item_path(&split, "Liens");
        let number = split.attributes("article.card", "id").len();
        let name = format!("title-{number}");
        let seen = split.value("seen");
        let edited = [("seen", seen.as_str()), ("do", "save"), ("kind-1", "condition"), (&name, "Se voir"), ("text-1", "Souvent")];
        let changed = member.post_and_follow(&path, &edited).await;
        changed.assert_status(200).assert_says("Se voir");
        let again = member.post(&path, &edited).await;
        again.assert_status(409).assert_says("Une autre personne");
        let seen = changed.value("seen");
        let empty = [("seen", seen.as_str()), ("do", "save"), ("kind-1", "condition"), ("title-1", " ")];
        member.post(&path, &empty).await.assert_status(422).assert_says("Écrivez quelque chose");
        let actions = audit_actions(app).await;
        for action in ["draft.dropped", "draft.restored", "draft.merged", "draft.split", "draft.edited"] {
            assert!(actions.iter().any(|done| done == action), "{action} in {actions:?}");
        }
    }

    async fn a_placed_item_can_be_taken_back_and_placed_again(app: App) {
        let member = app.member(Role::Facilitator).await;
        paste(&member, OWN_REPORT).await;
        let slug = slug(&member).await;
        let place = format!("/espace/c/{slug}/brouillon/placer");
        let seen = member.get(&format!("/espace/c/{slug}/brouillon")).await.value("seen");
        member.post_and_follow(&place, &[("seen", &seen), ("conditions", "opinion")]).await.assert_says("8 phrases");
        let replayed = member.post_and_follow(&place, &[("seen", &seen), ("conditions", "opinion")]).await;
        replayed.assert_says("Une autre personne").assert_says("8 phrases");
        press(&member, &slug, "Argent", "restore").await.assert_says("C’est gardé");
        member.get(&format!("/espace/c/{slug}")).await.assert_says("7 phrases");
        let seen = member.get(&format!("/espace/c/{slug}/brouillon")).await.value("seen");
        member.post_and_follow(&place, &[("seen", &seen), ("conditions", "opinion")]).await.assert_says("8 phrases");
    }

    async fn placing_again_leaves_the_method_that_was_chosen(app: App) {
        let member = app.member(Role::Facilitator).await;
        paste(&member, OWN_REPORT).await;
        let slug = slug(&member).await;
        let place = format!("/espace/c/{slug}/brouillon/placer");
        let draft = format!("/espace/c/{slug}/brouillon");
        let seen = member.get(&draft).await.value("seen");
        member.post_and_follow(&place, &[("seen", &seen), ("conditions", "decision")]).await.assert_says("3 choix");
        set_rules(&member, &slug, 3, "majority_judgment", &[]).await.assert_status(303);
        press(&member, &slug, "Des règles plus souples", "restore").await.assert_says("C’est gardé");
        let seen = member.get(&draft).await.value("seen");
        member.post_and_follow(&place, &[("seen", &seen), ("conditions", "decision")]).await.assert_says("3 choix");
        let phases = phase::Entity::find().all(app.cx.db.read()).await.expect("phases");
        let decision = phases.iter().find(|phase| phase.kind == "decision").expect("a decision");
        assert!(decision.rules.contains("majority_judgment"), "{}", decision.rules);
    }

    async fn s7_s25_hostile_minutes_are_text_and_nothing_else(app: App) {
        let member = app.member(Role::Facilitator).await;
        let payload = "\"><svg onload=alert(1)><script>alert(2)</script>{{7*7}}{{{x}}}\u{202e}=cmd()";
        let report = format!(
            "# Atelier {payload}\n<b>31 mars 2026</b>\n## Partenaires\n- {payload} : a{payload}, b\n\
             ## Freins\n- {payload} : {payload}\n## Deux alliances\n1. {payload} : {payload}\n{payload}\n"
        );
        for source in [report.as_bytes(), report.replace('\n', "\r\n").as_bytes()] {
            let draft = upload(&member, source).await;
            draft.assert_status(200);
            assert!(!draft.body.contains("<svg onload") && !draft.body.contains("<script>"), "{}", draft.body);
            assert!(draft.body.contains("{{7*7}}") && !draft.words().contains("49"));
        }
        let slug = slug(&member).await;
        let desk = member.get("/espace").await;
        assert!(!desk.body.contains("<svg onload"));
        let seen = member.get(&format!("/espace/c/{slug}/brouillon")).await.value("seen");
        member.post(&format!("/espace/c/{slug}/brouillon/placer"), &[("seen", &seen)]).await.assert_status(303);
        finish_texts(&member, &slug).await;
        let seen = member.get(&format!("/espace/c/{slug}")).await.value("seen");
        member.post(&format!("/espace/c/{slug}/etat"), &[("seen", &seen), ("go", "schedule")]).await.assert_status(303);
        for path in ["", "/textes", "/brouillon", "/etapes/1", "/etapes/2"] {
            let page = member.get(&format!("/espace/c/{slug}{path}")).await;
            page.assert_status(200);
            assert!(!page.body.contains("<svg onload") && !page.body.contains("\u{202e}"), "{path}\n{}", page.body);
        }
        let workshop = app.browser().get(&format!("/c/{slug}/atelier")).await;
        workshop.assert_status(200);
        assert!(!workshop.body.contains("<svg onload"));
        let file = app.browser().get(&format!("/c/{slug}/atelier/compte-rendu.txt")).await;
        assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
    }

    async fn what_cannot_be_read_is_told_and_what_was_pasted_is_kept(app: App) {
        let member = app.member(Role::Institution).await;
        paste(&member, " \n ").await.assert_status(422).assert_says("vide");
        upload(&member, b"PK\x03\x04\x00\x00word").await.assert_status(422).assert_says("n’est pas un texte");
        let png = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 64]].concat();
        upload(&member, &png).await.assert_status(422).assert_says("n’est pas un texte");
        let op = member.get("/espace/importer").await.value("op");
        let both = Form::new().text("op", op).text("text", "Mes <notes>").part("file", Part::bytes(b"x".to_vec()).file_name("x.md"));
        let both = member.send(member.request(Method::POST, "/espace/importer").multipart(both)).await;
        both.assert_status(422).assert_says("Gardez l’un des deux");
        assert_eq!(both.texts("textarea"), ["Mes <notes>"]);
        assert!(both.texts("title")[0].starts_with("Erreur : "));
        assert_eq!(member.get("/espace").await.texts(".card h2").len(), 0);
    }

    async fn odd_minutes_are_read_as_far_as_they_make_sense(app: App) {
        let member = app.member(Role::Facilitator).await;
        let plain = paste(&member, "Une phrase sans titre.\nUne autre.").await;
        plain.assert_status(200).assert_says("aucun point").assert_says("Une phrase sans titre.");
        let windows = b"# Atelier\r\n## Freins identifi\xe9s\r\n\x95\tArgent : rien\r\n\xb7 R\xe8gles : trop\r\n";
        let draft = upload(&member, windows).await;
        assert_eq!(counts(&draft), of(&[("Freins", "2")]), "{}", draft.words());
        draft.assert_says("Règles");
        let many = format!("# Atelier\n## Freins\n{}", "- Argent : rien\n".repeat(5_000));
        let draft = upload(&member, many.as_bytes()).await;
        assert_eq!(counts(&draft), of(&[("Freins", "200")]));
        draft.assert_says("La suite du texte est dans le compte rendu");
        let long = format!("# {0}\n## Freins\n- {0} : {0}\n", "mot ".repeat(50_000));
        upload(&member, long.as_bytes()).await.assert_status(200);
    }

    async fn a_form_sent_twice_makes_one_consultation(app: App) {
        let member = app.member(Role::Facilitator).await;
        let op = member.get("/espace/importer").await.value("op");
        let fields = [("op", op.as_str()), ("text", OWN_REPORT)];
        let (one, two) = (member.post("/espace/importer", &fields).await, member.post("/espace/importer", &fields).await);
        assert_eq!(one.location(), two.location());
        assert_eq!(member.get("/espace").await.texts(".card h2").len(), 1);
        let op = member.get("/espace/importer").await.value("op");
        let other = member.post("/espace/importer", &[("op", &op), ("text", OWN_REPORT)]).await;
        assert_ne!(one.location(), other.location());
    }

    async fn another_organisation_finds_nothing(app: App) {
        let member = app.member(Role::Facilitator).await;
        paste(&member, OWN_REPORT).await;
        let slug = slug(&member).await;
        let draft = format!("/espace/c/{slug}/brouillon");
        let stranger = app.member_of("Voisine", Role::Administrator, "").await;
        let reader = app.member(Role::Reader).await;
        for path in ["", "/brouillon", "/textes", "/etapes/1"] {
            stranger.get(&format!("/espace/c/{slug}{path}")).await.assert_status(404);
            app.browser().get(&format!("/espace/c/{slug}{path}")).await.assert_status(303);
        }
        stranger.post(&format!("{draft}/placer"), &[("seen", "1")]).await.assert_status(404);
        reader.get(&draft).await.assert_status(200);
        reader.post(&format!("{draft}/placer"), &[("seen", "1")]).await.assert_status(403);
        reader.get("/espace/importer").await.assert_status(403);
    }
}

/// Fills in what the report does not say.
pub async fn finish_texts(member: &Browser, slug: &str) {
    let texts = member.get(&format!("/espace/c/{slug}/textes")).await;
    let value = |name: &str| texts.value(name);
    let (seen, title) = (value("seen"), value("title"));
    let fields = [
        ("seen", seen.as_str()),
        ("title", &title),
        ("summary", "La Ville veut aider. Dites ce qui manque."),
        ("purpose", "Les lieux et les prix peuvent changer."),
        ("decider", "Le conseil de la Ville"),
        ("territory", "Les Tilleuls"),
        ("answer_due", "2027-02-28"),
        ("moderation", "before"),
        ("controller", "Ville"),
        ("legal_basis", "Mission de service public"),
        ("retention_months", "12"),
        ("contact", "donnees@ville.example"),
    ];
    let saved = member.post(&format!("/espace/c/{slug}/textes/garder"), &fields).await;
    saved.assert_status(303);
}
