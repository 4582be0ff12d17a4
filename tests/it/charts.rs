//! Results of each type of question: a bar beside each figure, in a table that is read aloud.

use tablee_core::access::{Actor, DeviceSecret, Role};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::ports::DAY;
use tablee_rules::questions::Entry;

use crate::on_both_databases;
use crate::support::{App, Page};

const CHOICES: &str = r#"{"choices":[{"key":"a","label":"Un marché"},{"key":"b","label":"Un jardin"}]}"#;

/// Twenty people who answer four questions: single, several, number, scale.
async fn answered(app: &App) {
    let seeded = app.seed("ecole").await;
    let id = seeded.phase(1, "questionnaire", "{}").await;
    seeded.question(id, 1, "single_choice", CHOICES, true).await;
    seeded.question(id, 2, "several_choices", CHOICES, true).await;
    seeded
        .question(id, 3, "number", r#"{"min":0,"max":20,"unit":"euros"}"#, true)
        .await;
    seeded
        .question(id, 4, "scale", r#"{"points":3,"low_label":"Peu","high_label":"Beaucoup"}"#, true)
        .await;
    for number in 0..20 {
        let first = number < 12;
        let both = Entry { values: vec!["a".to_owned(), "b".to_owned()], ..Entry::default() };
        let entries = [
            (1, Entry::one(if first { "a" } else { "b" })),
            (2, if first { both } else { Entry::one("b") }),
            (3, Entry::one(if first { "2" } else { "18" })),
            (4, Entry::one(if first { "1" } else { "3" })),
        ];
        let phase = PhaseAddress { slug: "ecole".to_owned(), position: 1 };
        let person = Actor::Resident(DeviceSecret(format!("device {number}")));
        let sheet = SendSheet { phase, entries: entries.into() };
        questionnaires::send_whole(&app.cx, &person, sheet).await.expect("sent");
    }
}

/// The lines of the table of a question: label, figure, share, width of the bar.
fn lines(page: &Page, number: usize) -> Vec<(String, String, String, String)> {
    let rows = format!("[aria-labelledby=question-{number}] tbody tr");
    let of = |part: &str| page.texts(&format!("{rows} {part}"));
    let bars = page.attributes(&format!("{rows} th svg.bar rect"), "width");
    let (labels, figures, shares) = (of("th"), of("td:nth-child(2)"), of("td:nth-child(3)"));
    assert_eq!(bars.len(), labels.len(), "a bar beside each figure of question {number}");
    let hidden = page.attributes(&format!("{rows} svg.bar"), "aria-hidden");
    assert!(hidden.iter().all(|hidden| hidden == "true"), "the figure says what the bar shows");
    labels
        .into_iter()
        .zip(figures)
        .zip(shares)
        .zip(bars)
        .map(|(((label, figure), share), bar)| (label, figure, share, bar))
        .collect()
}

fn line(label: &str, figure: &str, share: &str, bar: &str) -> (String, String, String, String) {
    (label.to_owned(), figure.to_owned(), share.to_owned(), bar.to_owned())
}

on_both_databases! {
    async fn each_type_of_question_has_a_bar_beside_each_figure(app: App) {
        answered(app).await;
        app.later(10 * DAY).await;
        let facilitator = app.member_of("ecole", Role::Facilitator, "").await;
        let draft = "/espace/c/ecole/resultats/1";
        let version = facilitator.get(draft).await.value("version");
        facilitator.post(draft, &[("version", &version)]).await.assert_status(303);
        let page = app.browser().get("/c/ecole/etape/1/resultats").await;
        assert_eq!(lines(&page, 1), [line("Un marché", "12", "60,0 %", "60"), line("Un jardin", "8", "40,0 %", "40")]);
        assert_eq!(lines(&page, 2), [line("Un marché", "12", "60,0 %", "60"), line("Un jardin", "20", "100,0 %", "100")]);
        let numbers = lines(&page, 3);
        let counted: Vec<_> = numbers.iter().filter(|(_, figure, _, _)| figure != "0").collect();
        assert_eq!(counted.iter().map(|(_, figure, share, bar)| (figure.as_str(), share.as_str(), bar.as_str())).collect::<Vec<_>>(),
            [("12", "60,0 %", "60"), ("8", "40,0 %", "40")]);
        assert!(numbers.iter().all(|(label, ..)| label.starts_with("de ")), "{numbers:?}");
        page.assert_says("Moyenne : 8,4 euros. Milieu : 2 euros.");
        let points = [line("1", "12", "60,0 %", "60"), line("2", "0", "0,0 %", "0"), line("3", "8", "40,0 %", "40")];
        assert_eq!(lines(&page, 4), points);
        page.assert_says("Le premier point veut dire « Peu », le dernier « Beaucoup ».");
    }
}
