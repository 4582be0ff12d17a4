//! The sheet of an opinion phase on paper: its statements, and the questions about people with the reason of each.

use serde::Serialize;
use tablee_core::cases::opinion::{JudgedStatement, OpinionPhase};
use tablee_core::cases::strata::OpinionSheet;
use tablee_rules::opinion::Vote;
use tablee_rules::timetable::Millis;
use uuid::Uuid;

use crate::http::Lang;
use crate::pages::about_people::QuestionView;
use crate::pages::qr::PrintedAddress;
use crate::view::form::words;
use crate::view::{Page, PageTitle};

#[derive(Serialize)]
pub(in crate::pages::desk) struct OpinionPaperPage {
    back: String,
    consultation: String,
    phase: String,
    intro: String,
    closes_at: Option<Millis>,
    statements: Vec<String>,
    /// What may be ticked beside each statement.
    votes: Vec<String>,
    about: Vec<QuestionView>,
    /// The phase's page for everyone.
    online: PrintedAddress,
}

impl OpinionPaperPage {
    pub fn new(lang: Lang, OpinionSheet { phase, about }: OpinionSheet, online: PrintedAddress) -> Self {
        let vote = |vote: Vote| words(lang, &format!("results-{}", vote.key()), &[]);
        Self {
            back: format!("/espace/c/{}/etapes/{}", phase.slug, phase.position),
            consultation: phase.consultation,
            phase: phase.phase,
            intro: phase.intro,
            closes_at: phase.closes_at,
            statements: phase.statements.into_iter().map(|statement| statement.text).collect(),
            votes: Vote::ALL.map(vote).into(),
            about: about
                .into_iter()
                .map(|question| QuestionView::answered(lang, question))
                .collect(),
            online,
        }
    }
}

impl Page for OpinionPaperPage {
    const TEMPLATE: &'static str = "desk/editor/paper_opinion";

    fn title(&self) -> PageTitle {
        PageTitle::Text("paper-opinion-title", vec![("phase", self.phase.clone().into())])
    }

    fn samples() -> Vec<Self> {
        let statement = JudgedStatement { id: Uuid::nil(), text: "Il manque un lieu.".to_owned(), vote: None };
        let sheet = |intro: &str, closes_at, about| OpinionSheet {
            phase: OpinionPhase {
                profile_due: false,
                profile_asked: false,
                slug: "ecole".to_owned(),
                consultation: "École".to_owned(),
                position: 1,
                phase: "Vos avis".to_owned(),
                intro: intro.to_owned(),
                closes_at,
                statements: vec![statement.clone()],
                receipt: None,
            },
            about,
        };
        let full = sheet("Quelques mots.", Some(1_780_000_000_000), QuestionView::asked_in_samples());
        [full, sheet("", None, Vec::new())]
            .map(|sheet| Self::new(Lang::default(), sheet, PrintedAddress::sample()))
            .into()
    }
}
