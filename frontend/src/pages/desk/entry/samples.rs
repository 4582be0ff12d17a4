//! Forms to render in tests, one of each kind of phase, and of each voting method.

use tablee_core::cases::assisted::EntryForm;
use tablee_core::cases::opinion::{JudgedStatement, OpinionPhase};
use tablee_core::cases::proposals::ProposalForm;
use tablee_core::cases::questionnaires::{AskedQuestion, Questionnaire};
use tablee_core::cases::strata::OpinionSheet;
use tablee_rules::questions::{Options, QUESTION_KINDS};
use uuid::Uuid;

use crate::pages::about_people::QuestionView;
use crate::pages::ballots;

pub(super) fn forms() -> Vec<EntryForm> {
    let (slug, consultation, position) = ("ecole".to_owned(), "École".to_owned(), 1);
    let choices = Options { other: true, points: Some(5), ..Options::with_choices([("a", "Un marché")]) };
    let question = |kind: &'static str| AskedQuestion {
        id: uuid::Uuid::nil(),
        kind,
        label: "Que manque-t-il ?".to_owned(),
        help: String::new(),
        required: true,
        earlier: Vec::new(),
        options: choices.clone(),
        answer: None,
        review: None,
    };
    let questionnaire = Questionnaire {
        slug: slug.clone(),
        consultation: consultation.clone(),
        position,
        title: "Vos idées".to_owned(),
        intro: String::new(),
        closes_at: None,
        questions: QUESTION_KINDS.iter().map(|kind| question(kind.key())).collect(),
        receipt: None,
    };
    let proposal = ProposalForm {
        slug: slug.clone(),
        consultation: consultation.clone(),
        position,
        phase: "Proposer".to_owned(),
        intro: String::new(),
        closes_at: None,
        read_before: true,
        left: 5,
        title: String::new(),
        text: String::new(),
    };
    let statement = JudgedStatement { id: Uuid::nil(), text: "Il manque un lieu.".to_owned(), vote: None };
    let opinion = OpinionPhase {
        profile_due: false,
        profile_asked: false,
        slug: slug.clone(),
        consultation: consultation.clone(),
        position,
        phase: "Vos avis".to_owned(),
        intro: String::new(),
        closes_at: None,
        statements: vec![statement],
        receipt: None,
    };
    let sheet = OpinionSheet { phase: opinion, about: QuestionView::asked_in_samples() };
    let sheets = [EntryForm::Questionnaire(questionnaire), EntryForm::Proposal(proposal), EntryForm::Opinion(sheet)];
    sheets
        .into_iter()
        .chain(ballots::forms().into_iter().map(EntryForm::Decision))
        .collect()
}
