//! Writing a consultation: texts, phases, questions and lists, until someone has answered.

use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};

use crate::on_both_databases;
use crate::support::{App, Browser, Page};

/// One day.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// Creates a consultation by its page; gives its slug.
pub async fn create(member: &Browser, title: &str) -> String {
    let op = member.get("/espace/consultations/nouvelle").await.value("op");
    let made = member
        .post("/espace/consultations/nouvelle", &[("op", &op), ("title", title)])
        .await;
    made.assert_status(303);
    let next = made.location().expect("a page to go on with");
    next.trim_start_matches("/espace/c/")
        .trim_end_matches("/textes")
        .to_owned()
}

/// Sends a form of a page, with what that page was made from.
pub async fn send(member: &Browser, page: &str, path: &str, fields: &[(&str, &str)]) -> Page {
    let shown = member.get(page).await;
    shown.assert_status(200);
    let (seen, op) = (shown.value("seen"), shown.attributes("[name=op]", "value"));
    let mut all = vec![("seen", seen.as_str())];
    let creates = ["/etapes", "/liste", "/nouvelle"].iter().any(|end| path.ends_with(end));
    all.extend(op.first().filter(|_| creates).map(|op| ("op", op.as_str())));
    all.extend(fields);
    member.post(path, &all).await
}

pub async fn add_phase(member: &Browser, slug: &str, kind: &str, title: &str) -> Page {
    let page = format!("/espace/c/{slug}");
    send(member, &page, &format!("{page}/etapes"), &[("kind", kind), ("title", title)]).await
}

pub async fn set_phase(member: &Browser, slug: &str, n: u8, fields: &[(&str, &str)]) -> Page {
    let page = format!("/espace/c/{slug}/etapes/{n}");
    let shown = member.get(&page).await;
    let mut all: Vec<(String, String)> = ["title", "opens-day", "opens-hour", "closes-day", "closes-hour"]
        .map(|name| (name.to_owned(), shown.value(name)))
        .into();
    all.push(("seen".to_owned(), shown.value("seen")));
    for (name, value) in fields {
        all.retain(|(known, _)| known != name);
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    member.post(&format!("{page}/garder"), &all).await
}

pub async fn list(member: &Browser, slug: &str, n: u8, fields: &[(&str, &str)]) -> Page {
    let page = format!("/espace/c/{slug}/etapes/{n}");
    send(member, &page, &format!("{page}/liste"), fields).await
}

/// Chooses how a decision decides, on the form of that method.
pub async fn set_rules(member: &Browser, slug: &str, n: u8, method: &str, fields: &[(&str, &str)]) -> Page {
    let page = format!("/espace/c/{slug}/etapes/{n}/methode/{method}");
    let mut all = fields.to_vec();
    if fields.iter().all(|(name, _)| *name != "ties") {
        all.push(("ties", "lot"));
    }
    send(member, &page, &format!("{page}/garder"), &all).await
}

pub async fn add_question(member: &Browser, slug: &str, kind: &str, fields: &[(&str, &str)]) -> Page {
    let page = format!("/espace/c/{slug}/etapes/1/questions/nouvelle");
    let mut all = vec![("kind", kind)];
    all.extend(fields);
    send(member, &format!("{page}?type={kind}"), &page, &all).await
}

const TEXTS: [(&str, &str); 11] = [
    ("title", "Bien manger"),
    ("summary", "La Ville veut aider. Dites ce qui manque."),
    ("purpose", "Les prix peuvent changer."),
    ("decider", "Le conseil de la Ville"),
    ("territory", "Les Tilleuls"),
    ("answer_due", "28/02/2027"),
    ("moderation", "after"),
    ("controller", "Ville"),
    ("legal_basis", "Mission de service public"),
    ("retention_months", "12"),
    ("contact", "donnees@ville.example"),
];

pub async fn set_texts(member: &Browser, slug: &str, fields: &[(&str, &str)]) -> Page {
    let page = format!("/espace/c/{slug}/textes");
    let kept = TEXTS
        .iter()
        .filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let all: Vec<(&str, &str)> = kept.chain(fields).copied().collect();
    send(member, &page, &format!("{page}/garder"), &all).await
}

pub async fn change_state(member: &Browser, slug: &str, step: &str) -> Page {
    // The page of texts always says what it was made from, even where this step is not offered.
    send(member, &format!("/espace/c/{slug}/textes"), &format!("/espace/c/{slug}/etat"), &[("go", step), ("sure", "1")])
        .await
}

/// A consultation with one open decision on two options.
pub async fn open_decision(member: &Browser) -> String {
    let slug = create(member, "Bien manger").await;
    set_texts(member, &slug, &[]).await.assert_status(303);
    add_phase(member, &slug, "decision", "Choisir").await.assert_status(303);
    list(member, &slug, 1, &[("do", "add"), ("lines", "Un four\nUn jardin")])
        .await
        .assert_status(303);
    let dates =
        [("opens-day", "2026-11-20"), ("opens-hour", "8h"), ("closes-day", "20/12/2026"), ("closes-hour", "18:30")];
    set_phase(member, &slug, 1, &dates).await.assert_status(303);
    change_state(member, &slug, "schedule").await.assert_status(303);
    slug
}

/// Someone votes for every option.
pub async fn vote(app: &App, slug: &str) {
    let address = PhaseAddress { slug: slug.to_owned(), position: 1 };
    let resident = Actor::Resident(DeviceSecret("someone".to_owned()));
    let command = CastBallot { phase: address, marks: Vec::new(), key: SubmissionKey("one".to_owned()) };
    ballots::cast(&app.cx, &resident, command).await.expect("a ballot");
}

on_both_databases! {
    async fn a_consultation_is_written_from_nothing_and_scheduled(app: App) {
        let member = app.member(Role::Institution).await;
        let slug = create(&member, "Bien manger à l’école").await;
        assert_eq!(slug, "bien-manger-a-l-ecole");
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Ajoutez au moins une étape").assert_says("Dites qui décide");
        change_state(&member, &slug, "schedule").await.assert_status(422);
        set_texts(&member, &slug, &[]).await.assert_status(303);
        add_phase(&member, &slug, "questionnaire", "Vos repas").await.assert_status(303);
        add_phase(&member, &slug, "opinion", "Vos avis").await.assert_status(303);
        member.get(&format!("/espace/c/{slug}")).await
            .assert_says("Donnez les dates de l’étape 1").assert_says("Ajoutez une question à l’étape 1");
        add_question(&member, &slug, "single_choice", &[("label", "Où mangez-vous ?"), ("choices", "Chez moi\n\n Ailleurs ")])
            .await.assert_status(303);
        add_question(&member, &slug, "scale", &[("label", "Est-ce bon ?"), ("points", "5"), ("low_label", "Non"), ("high_label", "Oui")])
            .await.assert_status(303);
        list(&member, &slug, 2, &[("do", "add"), ("lines", "Les prix montent.\r\nLe choix manque.")]).await.assert_status(303);
        let dates = [("opens-day", "2026-11-20"), ("opens-hour", "08:00"), ("closes-day", "2026-12-20"), ("closes-hour", "20:00")];
        for n in [1, 2] {
            set_phase(&member, &slug, n, &dates).await.assert_status(303);
        }
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Tout est prêt").assert_says("vendredi 20 novembre 2026");
        change_state(&member, &slug, "schedule").await.assert_status(303);
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Ouverte");
        change_state(&member, &slug, "draft").await.assert_status(303);
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Brouillon");
    }

    async fn c1_nothing_is_published_while_a_legal_line_is_empty(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        set_texts(&member, &slug, &[("contact", "")]).await.assert_status(422).assert_says("Écrivez quelque chose");
        change_state(&member, &slug, "draft").await.assert_status(303);
        for (field, words) in [
            ("controller", "responsable des données"), ("legal_basis", "base légale"), ("retention_months", "combien de mois"),
            ("contact", "à qui écrire"), ("answer_due", "quand vous allez répondre"), ("purpose", "ce qui peut changer"),
        ] {
            set_texts(&member, &slug, &[(field, "")]).await.assert_status(303);
            member.get(&format!("/espace/c/{slug}")).await.assert_says(words);
            change_state(&member, &slug, "schedule").await.assert_status(422).assert_says(words);
        }
    }

    async fn what_was_typed_wrong_is_kept_with_a_reason(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = create(&member, "Essai").await;
        let page = set_texts(&member, &slug, &[("answer_due", "31/02/2027"), ("retention_months", "mille"), ("summary", &"é".repeat(500))]).await;
        page.assert_status(422).assert_says("Ce jour n’existe pas").assert_says("nombre rond").assert_says("Ôtez 100 signes");
        assert_eq!(page.value("answer_due"), "31/02/2027");
        assert!(page.texts("title")[0].starts_with("Erreur : "));
        assert_eq!(page.attributes(".error-summary a", "href"), ["#summary", "#answer_due", "#retention_months"]);
        add_phase(&member, &slug, "decision", " ").await.assert_status(422);
        add_phase(&member, &slug, "nonsense", "x").await.assert_status(422);
        add_phase(&member, &slug, "decision", "Choisir").await.assert_status(303);
        let page = set_phase(&member, &slug, 1, &[("opens-day", "2026-12-20"), ("closes-day", "2026-12-19"), ("opens-hour", "25")]).await;
        page.assert_status(422).assert_says("Écrivez l’heure ainsi");
        assert_eq!(page.value("opens-hour"), "25");
        let page = set_phase(&member, &slug, 1, &[("opens-day", "2026-12-20"), ("closes-day", "2026-12-19")]).await;
        page.assert_status(422).assert_says("La fin vient avant le début");
        member.post("/espace/consultations/nouvelle", &[("op", "x"), ("title", " ")]).await.assert_status(422);
    }

    async fn two_editors_do_not_overwrite_each_other(app: App) {
        let (one, two) = (app.member(Role::Facilitator).await, app.member(Role::Institution).await);
        let slug = create(&one, "Essai").await;
        let path = format!("/espace/c/{slug}/textes");
        let seen = two.get(&path).await.value("seen");
        set_texts(&one, &slug, &[("title", "Premier")]).await.assert_status(303);
        let mut late: Vec<(&str, &str)> = TEXTS.to_vec();
        late[0].1 = "Second";
        late.push(("seen", &seen));
        let refused = two.post(&format!("{path}/garder"), &late).await;
        refused.assert_status(409).assert_says("Une autre personne");
        assert_eq!(refused.value("title"), "Second");
        two.get(&path).await;
        assert_eq!(two.get(&path).await.value("title"), "Premier");
    }

    async fn pasted_lines_and_a_changed_one_are_kept_when_another_editor_was_faster(app: App) {
        let (one, two) = (app.member(Role::Facilitator).await, app.member(Role::Institution).await);
        let slug = create(&one, "Essai").await;
        add_phase(&one, &slug, "opinion", "Avis").await;
        list(&one, &slug, 1, &[("do", "add"), ("lines", "Première")]).await.assert_status(303);
        let page = format!("/espace/c/{slug}/etapes/1");
        let shown = two.get(&page).await;
        let (seen, op, entry) = (shown.value("seen"), shown.value("op"), shown.value("entry"));
        list(&one, &slug, 1, &[("do", "add"), ("lines", "Deuxième")]).await.assert_status(303);
        let late = [("seen", seen.as_str()), ("op", &op), ("do", "add"), ("lines", "Troisième\nQuatrième")];
        let refused = two.post(&format!("{page}/liste"), &late).await;
        refused.assert_status(409).assert_says("Une autre personne");
        assert_eq!(refused.texts("textarea[name=lines]"), ["Troisième Quatrième"]);
        let late = [("seen", seen.as_str()), ("do", "save"), ("entry", &entry), ("text-1", "Première, mieux dite")];
        let refused = two.post(&format!("{page}/liste"), &late).await;
        refused.assert_status(409).assert_says("Première, mieux dite");
    }

    async fn questions_and_lists_are_ordered_and_removed(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = create(&member, "Essai").await;
        add_phase(&member, &slug, "questionnaire", "Questions").await;
        add_phase(&member, &slug, "opinion", "Avis").await;
        for label in ["Un ?", "Deux ?", "Trois ?"] {
            add_question(&member, &slug, "short_text", &[("label", label)]).await.assert_status(303);
        }
        let page = format!("/espace/c/{slug}/etapes/1");
        send(&member, &page, &format!("{page}/questions/3/changer"), &[("do", "up")]).await.assert_status(303);
        send(&member, &page, &format!("{page}/questions/1/changer"), &[("do", "remove"), ("sure", "1")]).await.assert_status(303);
        assert_eq!(member.get(&page).await.texts("ol.cards h3"), ["1. Trois ?", "2. Deux ?"]);
        list(&member, &slug, 2, &[("do", "add"), ("lines", "A\nB\nC")]).await;
        let page = format!("/espace/c/{slug}/etapes/2");
        let ids = member.get(&page).await.attributes("[name=entry]", "value");
        list(&member, &slug, 2, &[("do", "down"), ("entry", &ids[0])]).await.assert_status(303);
        let ask = list(&member, &slug, 2, &[("do", "remove"), ("entry", ids.last().expect("an entry"))]).await;
        ask.assert_status(200).assert_says("Supprimer cette ligne ?").assert_says("C");
        assert_eq!(ask.value("entry"), *ids.last().expect("an entry"));
        list(&member, &slug, 2, &[("do", "remove"), ("sure", "1"), ("entry", ids.last().expect("an entry"))]).await.assert_status(303);
        list(&member, &slug, 2, &[("do", "save"), ("entry", &ids[0]), ("text-2", "A changé")]).await.assert_status(303);
        assert_eq!(member.get(&page).await.texts("ol.cards h3"), ["B", "A changé"]);
        let long = "é".repeat(281);
        let refused = list(&member, &slug, 2, &[("do", "save"), ("entry", &ids[0]), ("text-2", &long)]).await;
        refused.assert_status(422).assert_says("Ôtez 1 signe");
        assert_eq!(refused.attributes(".error-summary a", "href"), ["#text-2"]);
        let page = format!("/espace/c/{slug}");
        send(&member, &page, &format!("{page}/etapes/2/changer"), &[("do", "up")]).await.assert_status(303);
        assert_eq!(member.get(&page).await.texts("ol.cards h3"), ["1. Avis", "2. Questions"]);
        let ask = send(&member, &page, &format!("{page}/etapes/1/changer"), &[("do", "remove")]).await;
        ask.assert_status(200).assert_says("Supprimer cette étape ?").assert_says("Avis");
        send(&member, &page, &format!("{page}/etapes/1/changer"), &[("do", "remove"), ("sure", "1")]).await.assert_status(303);
        assert_eq!(member.get(&page).await.texts("ol.cards h3"), ["1. Questions"]);
    }

    async fn c4_no_question_asks_for_an_origin(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = create(&member, "Essai").await;
        add_phase(&member, &slug, "questionnaire", "Questions").await;
        let refused = add_question(&member, &slug, "short_text", &[("label", "Quelle est votre origine ethnique ?")]).await;
        refused.assert_status(422).assert_says("La loi interdit").assert_says("ethnique");
        let refused = add_question(&member, &slug, "single_choice", &[("label", "Votre origine ?"), ("choices", "Noir\nBlanc")]).await;
        refused.assert_status(422).assert_says("pays de naissance");
        add_question(&member, &slug, "short_text", &[("label", "Avez-vous vécu du racisme ?")]).await.assert_status(303);
    }

    async fn a_phase_is_seen_as_a_resident_sees_it_and_nothing_is_kept(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = create(&member, "Essai").await;
        add_phase(&member, &slug, "questionnaire", "Questions").await;
        add_phase(&member, &slug, "opinion", "Avis").await;
        add_phase(&member, &slug, "decision", "Vote").await;
        add_phase(&member, &slug, "proposal", "Idées").await;
        add_question(&member, &slug, "short_text", &[("label", "Un ?")]).await.assert_status(303);
        add_question(&member, &slug, "single_choice", &[("label", "Deux ?"), ("choices", "Oui\nNon")]).await.assert_status(303);
        list(&member, &slug, 2, &[("do", "add"), ("lines", "Les prix montent.")]).await.assert_status(303);
        list(&member, &slug, 3, &[("do", "add"), ("lines", "Un four\nUn jardin")]).await.assert_status(303);
        let preview = format!("/espace/c/{slug}/etapes/1/apercu");
        let first = member.get(&format!("{preview}/1")).await;
        first.assert_status(200).assert_says("Un ?").assert_says("Aperçu : rien n’est envoyé.");
        let second = member.post_and_follow(&first.attributes("main form", "action")[0], &[("answer", "x")]).await;
        second.assert_status(200).assert_says("Deux ?");
        let check = member.post_and_follow(&second.attributes("main form", "action")[0], &[]).await;
        check.assert_status(200).assert_says("Un ?").assert_says("Deux ?").assert_says("Aperçu : rien n’est envoyé.");
        let after = member.post(&check.attributes("main form", "action")[0], &[]).await;
        assert_eq!(after.location(), Some(format!("/espace/c/{slug}/etapes/1")));
        member.get(&format!("/espace/c/{slug}/etapes/2/apercu/1")).await.assert_status(200).assert_says("Les prix montent.");
        member.get(&format!("/espace/c/{slug}/etapes/3/apercu/1")).await.assert_status(200).assert_says("Un jardin");
        let idea = member.get(&format!("/espace/c/{slug}/etapes/4/apercu/1")).await;
        idea.assert_status(200).assert_says("Aperçu : rien n’est envoyé.").assert_says("Votre idée");
        let fields = [("title", "Un four"), ("text", "Pour tous.")];
        let kept = member.post(&idea.attributes("main form", "action")[0], &fields).await;
        assert_eq!(kept.location(), Some(format!("/espace/c/{slug}/etapes/4")));
        member.get(&format!("{preview}/4")).await.assert_status(404);
        app.browser().get(&format!("{preview}/1")).await.assert_status(303);
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Personne n’a encore répondu");
    }

    async fn rules_are_frozen_by_the_first_contribution(app: App) {
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        set_rules(&member, &slug, 1, "approval", &[("setting-at_most", "1")]).await.assert_status(303);
        vote(app, &slug).await;
        let phase = member.get(&format!("/espace/c/{slug}/etapes/1")).await;
        phase.assert_says("Les règles et les questions ne changent plus");
        set_rules(&member, &slug, 1, "approval", &[("setting-at_most", "2")]).await
            .assert_status(409).assert_says("Une personne a déjà répondu");
        set_phase(&member, &slug, 1, &[("closes-day", "2026-12-10")]).await.assert_status(409);
        list(&member, &slug, 1, &[("do", "add"), ("lines", "Un puits")]).await.assert_status(409);
        change_state(&member, &slug, "draft").await.assert_status(409);
        set_phase(&member, &slug, 1, &[("closes-day", "2026-12-24"), ("title", "Choisir ensemble")]).await.assert_status(303);
        app.clock.advance(40 * DAY);
        let member = app.member(Role::Facilitator).await;
        set_phase(&member, &slug, 1, &[("title", "Trop tard")]).await.assert_status(409);
        change_state(&member, &slug, "archive").await.assert_status(303);
        member.get(&format!("/espace/c/{slug}")).await.assert_says("Rangée");
    }

    async fn every_change_is_in_the_journal(app: App) {
        use sea_orm::EntityTrait;
        use tablee_core::store::entities::audit_entry;
        let member = app.member(Role::Facilitator).await;
        let slug = open_decision(&member).await;
        let rows = audit_entry::Entity::find().all(app.cx.db.read()).await.expect("the journal");
        let own: Vec<&audit_entry::Model> = rows.iter().filter(|row| row.consultation_id.is_some()).collect();
        let actions: Vec<&str> = own.iter().map(|row| row.action.as_str()).collect();
        for action in ["consultation.created", "consultation.edited", "phase.added", "phase.edited", "entry.added", "consultation.scheduled"] {
            assert!(actions.contains(&action), "{action} in {actions:?}");
        }
        assert!(own.iter().all(|row| row.member_id.is_some()));
        let administrator = app.member(Role::Administrator).await;
        let journal = administrator.get("/espace/administration/journal").await;
        journal.assert_says("a programmé une consultation").assert_says("État : Programmée. Avant : Brouillon");
        journal.assert_says("Lignes ajoutées : 2").assert_says("Sorte d’étape : Vote");
        let page = member.get(&format!("/espace/c/{slug}/etapes/1")).await;
        let entry = page.value("entry");
        let edited = [("do", "save"), ("entry", entry.as_str()), ("text", "Un four à pain"), ("detail", "Ouvert le samedi.")];
        list(&member, &slug, 1, &edited).await.assert_status(303);
        let journal = administrator.get("/espace/administration/journal?action=entry.edited").await;
        journal.assert_says("Ligne : « Un four à pain ». Avant : « Un four »");
        journal.assert_says("Détail : « Ouvert le samedi. ». Avant : rien");
        set_rules(&member, &slug, 1, "budget_most_votes", &[("setting-budget", "1000")]).await;
        let costs = [("do", "save"), ("entry", entry.as_str()), ("text", "Un four à pain"), ("detail", "Ouvert le samedi."), ("cost", "300")];
        list(&member, &slug, 1, &costs).await.assert_status(303);
        let told = administrator.get("/espace/administration/journal?action=entry.edited").await.words();
        assert!(told.contains("Coût en euros : 300"), "{told}");
        assert!(!told.contains("Ligne : « Un four à pain ». Avant : « Un four à pain »"), "what stayed is not told as changed");
    }
}
