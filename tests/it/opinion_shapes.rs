//! The result page of an opinion phase, for whatever the votes look like: words, map, table, bars and lists say the same.

use tablee_core::cases::opinion::{self, CastVote};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_rules::opinion::Vote;
use uuid::Uuid;

use crate::ballot_log::publish;
use crate::on_both_databases;
use crate::opinion::cantine;
use crate::opinion_results::{declares, person, phase, question};
use crate::support::seed::CLOSES;
use crate::support::{App, NOW, Page};

const PUBLIC: &str = "/c/cantine/etape/1/resultats";

/// So many people say of each statement what they say of it.
async fn say(app: &App, statements: &[Uuid], people: usize, vote: impl Fn(usize, usize) -> Vote) {
    for number in 0..people {
        for (place, statement) in statements.iter().enumerate() {
            let command = CastVote { phase: phase(), statement: *statement, vote: vote(number, place) };
            opinion::vote(&app.cx, &person(number), command).await.expect("cast");
        }
    }
}

async fn results(app: &App) -> Page {
    app.clock.advance(CLOSES - NOW);
    analyse_changed(&app.cx).await.expect("computed");
    publish(app).await;
    let page = app.browser().get(PUBLIC).await;
    page.assert_status(200);
    page
}

/// One side for people of even numbers, the other for those of odd ones; all agree with the first statement.
fn two_camps(number: usize, place: usize) -> Vote {
    match place {
        0 => Vote::Agree,
        _ if (number + place).is_multiple_of(2) => Vote::Agree,
        _ => Vote::Disagree,
    }
}

/// Sides that nothing explains, the same in each run (the finaliser of SplitMix64).
fn by_chance(number: usize, place: usize) -> Vote {
    let mixed = ((number * 64 + place + 1) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    if (mixed ^ (mixed >> 31)).is_multiple_of(2) { Vote::Agree } else { Vote::Disagree }
}

on_both_databases! {
    async fn twelve_people_are_no_groups_and_no_sentence_speaks_of_any(app: App) {
        let statements = cantine(app, 2).await;
        say(app, &statements, 12, |number, place| if place == 0 || number < 6 { Vote::Agree } else { Vote::Disagree }).await;
        let page = results(app).await;
        page.assert_says("Il faut 15 personnes au moins pour voir des groupes. Ici, il y en a 12.");
        let sentences = page.texts(".sentences li");
        assert_eq!(sentences[0], "Ce qui rassemble : « Phrase numéro 1. » 100,0 % sont d’accord.");
        assert!(sentences.iter().all(|sentence| !sentence.contains("groupe")), "{sentences:?}");
        let lists = page.texts(".beside ol li");
        assert_eq!(lists, ["« Phrase numéro 1. » 100,0 % sont d’accord."]);
        assert!(!page.texts(".beside").concat().contains("groupe"), "there are none");
        assert!(page.attributes("svg.map", "viewBox").is_empty(), "nobody is put on a map");
    }

    async fn people_who_all_say_the_same_are_not_said_to_differ_little_by_little(app: App) {
        let statements = cantine(app, 3).await;
        say(app, &statements, 16, |_, place| Vote::ALL[place % 3]).await;
        let page = results(app).await;
        page.assert_says("Les avis sont presque tous les mêmes.");
        assert!(!page.body.contains("peu à peu"), "{}", page.words());
        assert!(page.attributes("svg.map", "viewBox").is_empty(), "there is nothing to draw");
        assert_eq!(page.texts(".beside ol li"), ["« Phrase numéro 1. » 100,0 % sont d’accord."]);
        let against = page.texts(".beside ul li");
        assert!(against.iter().any(|line| line.ends_with("100,0 % ne sont pas d’accord.")), "{against:?}");
    }

    async fn one_statement_alone_sorts_nobody(app: App) {
        let statements = cantine(app, 1).await;
        say(app, &statements, 16, |number, _| if number < 9 { Vote::Agree } else { Vote::Disagree }).await;
        let page = results(app).await;
        page.assert_says("Il faut deux phrases au moins pour voir des groupes.");
        assert!(!page.body.contains("peu à peu") && !page.body.contains("Il faut 15"), "{}", page.words());
    }

    async fn groups_are_drawn_told_in_a_table_and_shown_statement_by_statement(app: App) {
        let statements = cantine(app, 7).await;
        let question = question(app).await;
        say(app, &statements, 20, two_camps).await;
        for number in 0..20 {
            declares(app, number, question, number % 4 < 2).await;
        }
        let page = results(app).await;
        page.assert_says("Les avis forment des groupes.");
        assert!(page.attributes("svg.map circle", "class").iter().any(|class| class == "group-1"));
        assert_eq!(page.texts("svg.map text"), ["A", "B"]);
        assert_eq!(page.texts("table:has(#groups-table) th[scope=rowgroup]"), ["Groupe A", "Groupe B"]);
        let first = "section:has(#statement-1-title)";
        assert_eq!(page.texts(&format!("{first} h3")), ["Phrase numéro 1. Partagé par tous"]);
        let parts = page.texts(&format!("{first} tbody th"));
        let names = ["Tout le monde", "Groupe A", "Groupe B", "Habitants du quartier", "Autres personnes"];
        assert!(parts.iter().zip(names).all(|(part, name)| part.starts_with(name)) && parts.len() == 5, "{parts:?}");
        assert!(parts[0].ends_with("entre 83,9 % et 100,0 %, 20 avis"), "{}", parts[0]);
        assert!(parts[1].ends_with("entre 72,2 % et 100,0 %, 10 avis"), "{}", parts[1]);
        let bars = page.attributes(&format!("{first} svg.bar rect"), "width");
        assert_eq!(bars, ["100"; 5]);
        let second = page.attributes("section:has(#statement-2-title) svg.bar rect", "width");
        assert_eq!(second.len(), 5);
        assert!(second.contains(&"100".to_owned()) && second.contains(&"0".to_owned()), "{second:?}");
        let together = page.texts(".beside ol li");
        assert_eq!(together[0], "« Phrase numéro 1. » Dans chaque groupe, 100,0 % au moins sont d’accord.");
        assert_eq!(page.texts(".beside ul li"), ["« Phrase numéro 1. » 100,0 % sont d’accord."]);
        page.assert_says("Un petit groupe compte autant qu’un grand.");
    }

    async fn a_continuum_has_its_table_beside_its_map(app: App) {
        let statements = cantine(app, 8).await;
        say(app, &statements, 27, by_chance).await;
        let page = results(app).await;
        page.assert_says("Les avis vont peu à peu d’un bord à l’autre.");
        assert!(!page.attributes("svg.map circle", "r").is_empty());
        assert!(page.texts("svg.map text").is_empty(), "no group has a letter");
        let rows = page.texts("svg.map ~ table tbody th");
        assert_eq!(rows, ["D’un côté", "Au milieu", "De l’autre côté"]);
        let people = page.texts("svg.map ~ table tbody td");
        let people: usize = people.iter().map(|people| people.parse::<usize>().expect("a number")).sum();
        assert_eq!(people, 27, "everyone is in the table");
    }
}
