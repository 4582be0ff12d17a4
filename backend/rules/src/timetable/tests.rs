use proptest::prelude::*;

use super::*;

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;

fn phase(kind: PhaseKind, opens_at: Millis, closes_at: Millis) -> PhaseDates {
    PhaseDates { kind, span: Span { opens_at, closes_at } }
}

fn phases() -> [PhaseDates; 3] {
    [
        phase(PhaseKind::Proposal, 10 * DAY, 20 * DAY),
        phase(PhaseKind::Decision, 20 * DAY, 30 * DAY),
        phase(PhaseKind::Answer, 30 * DAY, 90 * DAY),
    ]
}

#[test]
fn a_phase_ends_when_the_next_one_starts() {
    use PhaseMoment::{Done, Now, ToCome};
    let at = |now| Timeline::at(&phases(), now);
    assert_eq!(at(10 * DAY - 1).moments, [ToCome, ToCome, ToCome]);
    assert_eq!(at(10 * DAY).moments, [Now, ToCome, ToCome]);
    assert_eq!(at(20 * DAY).moments, [Done, Now, ToCome]);
    assert_eq!(at(90 * DAY).moments, [Done, Done, Done]);
    assert_eq!((at(0).take_part, at(0).next_change), (None, Some(10 * DAY)));
    assert_eq!((at(25 * DAY).take_part, at(25 * DAY).next_change), (Some(1), Some(30 * DAY)));
    assert_eq!((at(40 * DAY).take_part, at(90 * DAY).next_change), (None, None));
}

#[test]
fn of_two_open_phases_the_one_that_closes_first_comes_first() {
    let overlapping = [phase(PhaseKind::Proposal, 0, 9 * DAY), phase(PhaseKind::Opinion, 0, 5 * DAY)];
    assert_eq!(Timeline::at(&overlapping, DAY).take_part, Some(1));
    assert_eq!(check(&overlapping, 0), []);
}

#[test]
fn a_consultation_opens_and_closes_by_itself() {
    use ConsultationState::{Archived, Closed, Draft, Open, Published, Scheduled};
    for (now, state) in [(0, Scheduled), (10 * DAY, Open), (29 * DAY, Open), (30 * DAY, Closed), (99 * DAY, Closed)] {
        assert_eq!(state_at(Scheduled, &phases(), now), state);
        assert_eq!(state_at(Closed, &phases(), now), state);
    }
    for stored in [Draft, Published, Archived] {
        assert_eq!(state_at(stored, &phases(), 15 * DAY), stored);
    }
    let gap = [phase(PhaseKind::Proposal, 0, DAY), phase(PhaseKind::Decision, 2 * DAY, 3 * DAY)];
    assert_eq!(state_at(Scheduled, &gap, DAY + 1), Open);
    assert_eq!(state_at(Scheduled, &[], DAY), Scheduled);
}

#[test]
fn a_life_goes_forward() {
    use ConsultationState::{Archived, Closed, Draft, Open, Published, Scheduled};
    for (from, to) in
        [(Draft, Scheduled), (Scheduled, Open), (Open, Closed), (Closed, Published), (Published, Archived)]
    {
        assert_eq!(from.go(to, true), Ok(to));
        assert_eq!(from.go(from, true), Err(StateFault { from, to: from }));
    }
    assert_eq!(Scheduled.go(Draft, false), Ok(Draft));
    assert_eq!(Scheduled.go(Draft, true), Err(StateFault { from: Scheduled, to: Draft }));
    assert_eq!(Published.go(Open, false), Err(StateFault { from: Published, to: Open }));
    assert_eq!(Draft.go(Open, false), Err(StateFault { from: Draft, to: Open }));
    assert_eq!(ConsultationState::ALL.map(ConsultationState::is_public), [false, true, true, true, true, true]);
}

#[test]
fn a_timetable_tells_all_its_faults() {
    use TimetableFault as Fault;
    assert_eq!(check(&phases(), 0), []);
    assert_eq!(check(&[], 0), [Fault::Empty]);
    assert_eq!(check(&[phase(PhaseKind::Answer, 0, DAY)], 0), [Fault::NothingToDo]);
    let faulty = [
        phase(PhaseKind::Proposal, 9 * DAY, 9 * DAY),
        phase(PhaseKind::Opinion, 8 * DAY, 8 * DAY + HOUR - 1),
        phase(PhaseKind::Decision, 9 * DAY, 9_999 * DAY),
        phase(PhaseKind::Questionnaire, 9 * DAY, 10 * DAY),
    ];
    assert_eq!(
        check(&faulty, 10 * DAY),
        [
            Fault::EndBeforeStart { phase: 1 },
            Fault::TooShort { phase: 2 },
            Fault::OutOfOrder { phase: 2 },
            Fault::TooLong { phase: 3 },
            Fault::InThePast { phase: 4 },
        ]
    );
}

#[test]
fn rules_are_frozen_at_the_first_contribution() {
    use PhaseMoment::{Done, Now, ToCome};
    for change in [Change::Rules, Change::Dates, Change::Removal] {
        assert!(may_change(change, ToCome, false) && may_change(change, Now, false));
        assert!(!may_change(change, Now, true) && !may_change(change, Done, false));
    }
    for change in [Change::Wording, Change::Extension] {
        assert!(may_change(change, Now, true) && !may_change(change, Done, true));
    }
}

#[test]
fn names_are_read_back() {
    assert_eq!(PhaseKind::ALL.map(|kind| PhaseKind::from_key(kind.key())), PhaseKind::ALL.map(Some));
    assert_eq!(
        ConsultationState::ALL.map(|state| ConsultationState::from_key(state.key())),
        ConsultationState::ALL.map(Some)
    );
}

proptest! {
    #[test]
    fn nothing_changes_before_the_next_change(edges in prop::collection::vec((0i64..100, 0i64..100), 0..6), now in 0i64..100) {
        let phases: Vec<PhaseDates> = edges.iter().map(|&(opens, closes)| phase(PhaseKind::Proposal, opens, closes)).collect();
        let timeline = Timeline::at(&phases, now);
        for later in now..timeline.next_change.unwrap_or(200) {
            prop_assert_eq!(&Timeline::at(&phases, later), &timeline);
        }
    }

    #[test]
    fn phases_without_fault_last_and_are_not_over(edges in prop::collection::vec(any::<(i64, i64)>(), 0..6), now in any::<i64>()) {
        let phases: Vec<PhaseDates> = edges.iter().map(|&(opens, closes)| phase(PhaseKind::Opinion, opens, closes)).collect();
        if check(&phases, now).is_empty() {
            prop_assert!(phases.iter().all(|phase| phase.span.closes_at > now && phase.span.opens_at < phase.span.closes_at));
            prop_assert!(state_at(ConsultationState::Scheduled, &phases, now) != ConsultationState::Closed);
        }
    }
}
