use proptest::prelude::*;

use super::*;

fn today() -> Day {
    Day::new(2026, 5, 12).unwrap()
}

fn form(verdict: &str, due: &str) -> AnswerForm {
    AnswerForm {
        verdict: verdict.into(),
        reason: " Le terrain est  libre. ".into(),
        details: String::new(),
        body: "Ville".into(),
        person: "A. Martin".into(),
        due: due.into(),
    }
}

#[test]
fn a_promise_has_a_date() {
    for verdict in Verdict::ALL {
        let undated = OfficialAnswer::new(&form(verdict.key(), " "), today());
        match verdict {
            Verdict::Retained | Verdict::Partly | Verdict::UnderStudy => {
                assert_eq!(undated, Err(vec![OfficialAnswerFault::DueMissing]));
            }
            Verdict::NotRetained | Verdict::AlreadyDone => assert_eq!(undated.unwrap().due, None),
        }
        assert_eq!(Verdict::from_key(verdict.key()), Some(verdict));
    }
    let answer = OfficialAnswer::new(&form("retained", "12/05/2026"), today()).unwrap();
    assert_eq!((answer.reason.as_str(), answer.due), ("Le terrain est libre.", Some(today())));
}

#[test]
fn a_date_is_to_come_and_readable() {
    let due = |verdict, due| OfficialAnswer::new(&form(verdict, due), today());
    assert_eq!(due("retained", "11/05/2026"), Err(vec![OfficialAnswerFault::DuePast]));
    assert_eq!(due("retained", "bientôt"), Err(vec![OfficialAnswerFault::DueUnreadable]));
    assert!(due("already_done", "11/05/2020").is_ok());
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = OfficialAnswer::new(&AnswerForm::default(), today()).unwrap_err();
    let fields: Vec<&str> = faults.iter().map(OfficialAnswerFault::field).collect();
    assert_eq!(fields, ["verdict", "reason", "body", "person"]);
    let long = AnswerForm {
        reason: "é".repeat(2_001),
        details: "é".repeat(4_001),
        body: "é".repeat(121),
        person: "é".repeat(121),
        ..form("not_retained", "")
    };
    assert_eq!(
        OfficialAnswer::new(&long, today()),
        Err(vec![
            OfficialAnswerFault::ReasonTooLong { got: 2_001 },
            OfficialAnswerFault::DetailsTooLong { got: 4_001 },
            OfficialAnswerFault::BodyTooLong { got: 121 },
            OfficialAnswerFault::PersonTooLong { got: 121 },
        ])
    );
}

#[test]
fn a_published_answer_is_never_edited() {
    let first = OfficialAnswer::new(&form("retained", "01/09/2026"), today()).unwrap();
    let second = OfficialAnswer { verdict: Verdict::Partly, ..first.clone() };
    assert_eq!(next_version(None, &first), Ok(1));
    assert_eq!(next_version(Some((1, &first)), &second), Ok(2));
    assert_eq!(next_version(Some((1, &first)), &first), Err(OfficialAnswerFault::NothingChanged));
}

proptest! {
    #[test]
    fn a_published_answer_is_complete(verdict in "[a-z_]{0,12}|retained|partly|not_retained", reason in any::<String>(), due in any::<String>()) {
        if let Ok(answer) = OfficialAnswer::new(&AnswerForm { reason, ..form(&verdict, &due) }, today()) {
            prop_assert!(!answer.reason.is_empty());
            prop_assert!(answer.due.is_some() || !answer.verdict.needs_due_date());
        }
    }
}
