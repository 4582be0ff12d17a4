//! The draw of a panel.

use super::*;
use crate::panel::{Bound, Lottery, PANELS, PanelFault, PanelRules, Person, Pool, QuotaRow, Relaxation, fair_chances};

fn draw() -> &'static dyn Method {
    method("panel").unwrap()
}

/// Answers, each with its question and quota.
fn quotas(rows: &[(&str, &str, u32, u32)], seats: u32) -> Paper {
    let options: Vec<&str> = rows.iter().map(|(option, ..)| *option).collect();
    let quota = |&(option, feature, least, most): &(&str, &str, u32, u32)| {
        (option.to_owned(), Quota { feature: feature.to_owned(), least, most })
    };
    Paper { quotas: rows.iter().map(quota).collect(), ..paper(&options, seats, &[]) }
}

/// Three seats, one or two for each answer.
fn small() -> Paper {
    quotas(&[("young", "age", 1, 2), ("old", "age", 1, 2), ("north", "place", 1, 2), ("south", "place", 1, 2)], 3)
}

/// Seven volunteers: numbers 1 and 2 are old in the south, 3 to 6 young in the north, 7 is young in the south.
fn volunteers() -> Vec<Counted> {
    vec![
        cast(4, &["young", "north"]),
        cast(1, &["young", "south"]),
        cast(2, &["old", "south"]),
        cast(2, &[]),
        cast(1, &["young"]),
        cast(1, &["young", "old", "north"]),
    ]
}

fn tally_with(seed: u8) -> Tally {
    draw().tally(&volunteers(), &small(), &Lot::drawn(&[seed; 32], &small().options))
}

#[test]
fn a_ballot_answers_every_question_once_or_none() {
    let accept = |marks: &[(&str, &str)]| draw().accept(&fields(marks), &small());
    let (ballot, standing) = accept(&[("north", ""), ("old", "1")]).unwrap();
    assert_eq!((ballot, standing), (Ballot::of(["old", "north"]), Standing::Valid));
    assert_eq!(accept(&[]), Ok((Ballot::default(), Standing::Blank)));
    assert_eq!(accept(&[("old", "")]), Err(BallotFault::QuestionsLeft { missing: 1 }));
    assert_eq!(accept(&[("old", ""), ("young", ""), ("north", "")]), Err(BallotFault::SeveralAnswers));
    assert_eq!(accept(&[("old", "2"), ("north", "")]), Err(BallotFault::UnknownMark));
    assert_eq!(accept(&[("west", "")]), Err(BallotFault::UnknownOption));
}

#[test]
fn quotas_that_no_panel_can_meet_are_refused_before_anyone_volunteers() {
    let check = |rows: &[(&str, &str, u32, u32)], seats| draw().check_paper(&quotas(rows, seats));
    assert_eq!(draw().check_paper(&small()), []);
    assert_eq!(check(&[("young", "age", 1, 2), ("old", "age", 1, 2)], 0), [MethodFault::Panel(PanelFault::NoSeats)]);
    assert_eq!(check(&[("young", "age", 3, 2), ("old", "age", 0, 2)], 3), [MethodFault::QuotaBounds { line: 1 }]);
    let feature = "age".to_owned();
    let least = MethodFault::Panel(PanelFault::LeastOverSeats { feature: feature.clone(), sum: 4, seats: 3 });
    assert_eq!(check(&[("young", "age", 2, 3), ("old", "age", 2, 3)], 3), [least]);
    let most = MethodFault::Panel(PanelFault::MostUnderSeats { feature: feature.clone(), sum: 2, seats: 3 });
    assert_eq!(check(&[("young", "age", 0, 1), ("old", "age", 0, 1)], 3), [most]);
    assert_eq!(check(&[("young", "age", 0, 3)], 3), [MethodFault::OneAnswer { feature }]);
    let unsaid = paper(&["young", "old"], 3, &[]);
    assert_eq!(draw().check_paper(&unsaid), [MethodFault::QuotaMissing { missing: 2 }]);
    let places: Vec<FaultPlace<'_>> =
        vec![MethodFault::Panel(PanelFault::NoSeats).place(), MethodFault::QuotaBounds { line: 1 }.place()];
    assert_eq!(places, [FaultPlace::Seats, FaultPlace::Options]);
}

#[test]
fn the_panel_is_the_one_that_the_published_rule_draws() {
    let seed = [7; 32];
    let person = |(id, answers): (usize, [(&str, &str); 2])| Person {
        id: id.to_string(),
        answers: answers
            .map(|(feature, answer)| (feature.to_owned(), answer.to_owned()))
            .into(),
    };
    let old_south = [("age", "old"), ("place", "south")];
    let young_north = [("age", "young"), ("place", "north")];
    let all = [old_south, old_south, young_north, young_north, young_north, young_north];
    let all = all.into_iter().chain([[("age", "young"), ("place", "south")]]);
    let people: Vec<Person> = (1..).zip(all).map(person).collect();
    let row = |feature: &str, answer: &str| QuotaRow {
        feature: feature.to_owned(),
        answer: answer.to_owned(),
        least: 1,
        most: 2,
    };
    let quotas = vec![row("age", "young"), row("age", "old"), row("place", "north"), row("place", "south")];
    let rules = PanelRules { seats: 3, quotas };
    let pool = Pool::new(&people, &rules).unwrap();
    let lottery = Lottery::new(&pool, &fair_chances(&pool).unwrap(), &[0; 32]);
    assert_eq!(lottery.panels.len(), PANELS);
    for panel in &lottery.panels {
        let members: Vec<&Person> = panel
            .iter()
            .map(|id| &people[id.parse::<usize>().unwrap() - 1])
            .collect();
        let giving = |answer: &str| {
            members
                .iter()
                .filter(|person| person.answers.values().any(|one| one == answer))
                .count()
        };
        assert_eq!(members.len(), 3);
        assert!(
            ["young", "old", "north", "south"]
                .iter()
                .all(|answer| (1..=2).contains(&giving(answer)))
        );
    }
    // By hand: 0.6 for two of the young north and one of the old, 0.4 for one of each type.
    let times: Vec<usize> = people
        .iter()
        .map(|person| lottery.times()[person.id.as_str()])
        .collect();
    assert_eq!(times, [500, 500, 400, 400, 400, 400, 400]);
    let tally = tally_with(7);
    let number = lottery.drawn(&seed).unwrap();
    let drawn: Vec<String> = tally.working.drawn_people().iter().map(usize::to_string).collect();
    assert_eq!(drawn, lottery.panels[number]);
    assert_eq!(tally.working.figures["panel"], number as i64 + 1);
}

#[test]
fn the_lottery_is_there_before_the_draw_and_the_result_names_it() {
    let (_, summary) = draw().sum_up(&volunteers(), &small());
    let panels = draw().lottery(&summary, &small()).unwrap();
    assert_eq!(panels.lottery.len(), PANELS);
    assert!(panels.written().starts_with(r#"{"lottery":[["#) && !panels.written().contains(' '));
    assert_eq!(serde_json::from_str::<Panels>(&panels.written()).unwrap(), panels);
    let tallies = [tally_with(7), tally_with(8)];
    for tally in &tallies {
        assert_eq!(tally.working.lottery, Some(panels.hash()), "whatever is drawn");
        let number = usize::try_from(tally.working.figures["panel"]).unwrap() - 1;
        assert_eq!(tally.working.drawn_people(), panels.lottery[number]);
    }
    assert_ne!(tallies[0].working.figures["panel"], tallies[1].working.figures["panel"]);
    assert_eq!(approval().lottery(&summary, &small()), None);
}

#[test]
fn the_result_tells_the_panel_by_answer_and_how_likely_it_was() {
    let tally = tally_with(7);
    assert_eq!((tally.standings.valid, tally.standings.blank, tally.standings.invalid), (7, 2, 2));
    let figures = &tally.working.figures;
    assert_eq!((figures["people"], figures["seats"]), (7, 3));
    assert_eq!((figures["lowest_chance"], figures["highest_chance"]), (400, 500));
    assert_eq!(
        tally.working.reasons,
        [
            Reason::new("panel-drawn", &[], &[("seats", 3), ("people", 7)]),
            Reason::new("panel-chances", &[], &[("lowest", 40), ("highest", 50)]),
        ]
    );
    let options: Vec<&str> = tally.lines.iter().map(|line| line.option.as_str()).collect();
    assert_eq!(options, ["young", "old", "north", "south"], "as on the paper");
    let scores: Vec<i64> = tally.lines.iter().map(|line| line.score).collect();
    assert_eq!((scores[0] + scores[1], scores[2] + scores[3]), (3, 3));
    assert!(
        tally
            .lines
            .iter()
            .all(|line| line.figures["least"] == 1 && line.figures["most"] == 2)
    );
    assert!(
        tally.lines.iter().all(|line| !line.figures.contains_key("volunteers")),
        "seven are too few to be told apart"
    );
    assert!(tally.winners.is_empty() && tally.order.is_empty() && tally.boundary_tie.is_empty());
}

#[test]
fn the_same_seed_draws_the_same_panel_and_another_may_not() {
    assert_eq!(tally_with(7), tally_with(7));
    let panels: std::collections::BTreeSet<Vec<usize>> =
        (0..12).map(|seed| tally_with(seed).working.drawn_people()).collect();
    assert!(panels.len() > 6, "{panels:?}");
}

#[test]
fn volunteers_by_answer_are_told_where_no_group_is_small() {
    let ballots = [cast(9, &["young", "north"]), cast(8, &["old", "north"]), cast(3, &["old", "south"])];
    let tally = draw().tally(&ballots, &small(), &Lot::drawn(&[1; 32], &small().options));
    let told: Vec<Option<&i64>> = tally.lines.iter().map(|line| line.figures.get("volunteers")).collect();
    assert_eq!(told, [Some(&9), Some(&11), None, None]);
}

#[test]
fn quotas_that_the_volunteers_cannot_meet_are_told_with_what_would_do() {
    let refused = |ballots: &[Counted], paper: &Paper| {
        let tally = draw().tally(ballots, paper, &Lot::drawn(&[1; 32], &paper.options));
        assert_eq!((tally.working.drawn_people(), tally.lines[0].score), (Vec::new(), 0));
        let mut reasons = tally.working.reasons;
        assert_eq!(reasons.remove(0), Reason::new("panel-nobody", &[], &[]));
        reasons
    };
    let few = [cast(1, &["young", "north"]), cast(1, &["old", "south"])];
    let few = refused(&few, &small());
    assert_eq!(few, [Reason::new("panel-too-few-people", &[], &[("people", 2), ("seats", 3)])]);
    let none = refused(&[cast(5, &["young", "north"])], &small());
    assert_eq!(none, [Reason::new("panel-few-of", &[("answer", "old")], &[("least", 1)])], "too few to tell how many");
    let many = [cast(20, &["young", "north"]), cast(20, &["young", "south"])];
    let many = refused(&many, &small());
    assert_eq!(many, [Reason::new("panel-too-few-of", &[("answer", "old")], &[("least", 1), ("count", 0)])]);
    // The old are all in the south, the young in the north: two of the north are two young, and leave one old.
    let rows = [("young", "age", 1, 1), ("old", "age", 2, 2), ("north", "place", 2, 2), ("south", "place", 1, 1)];
    let apart = refused(&[cast(20, &["young", "north"]), cast(20, &["old", "south"])], &quotas(&rows, 3));
    assert_eq!(apart[0], Reason::new("panel-together", &[], &[]));
    assert!(apart.len() > 1 && apart[1..].iter().all(|reason| reason.key.starts_with("panel-relax-")), "{apart:?}");
}

#[test]
fn a_question_that_too_few_can_answer_as_the_quotas_ask_is_told() {
    let refused = |rows: &[(&str, &str, u32, u32)], seats: u32| {
        let paper = quotas(rows, seats);
        let tally = draw().tally(&[cast(20, &["young", "north"])], &paper, &Lot::drawn(&[1; 32], &paper.options));
        assert_eq!(tally.working.drawn_people(), Vec::<usize>::new());
        assert_eq!(tally.working.reasons[0], Reason::new("panel-nobody", &[], &[]));
        tally.working.reasons[1..].to_vec()
    };
    let rows = |young, old| {
        [("young", "age", 0, young), ("old", "age", 0, old), ("north", "place", 0, 3), ("south", "place", 0, 3)]
    };
    let most = Reason::new("panel-most-under", &[("question", "young")], &[("count", 2), ("seats", 3)]);
    assert_eq!(refused(&rows(2, 2), 3), [most], "nobody is old");
    // Rules that no vote opens with, as a file that anybody wrote may hold them.
    let rules = [Reason::new("panel-rules", &[], &[])];
    assert_eq!(refused(&rows(3, 3), 0), rules);
    let least = [("young", "age", 3, 3), ("old", "age", 0, 3), ("north", "place", 2, 1), ("south", "place", 0, 3)];
    assert_eq!(refused(&least, 3), rules);
    let sum = [("young", "age", 2, 3), ("old", "age", 0, 3), ("north", "place", 4, 4), ("south", "place", 0, 3)];
    assert_eq!(refused(&sum, 3), rules);
}

#[test]
fn the_smallest_change_of_the_quotas_and_a_draw_that_gave_up_are_told() {
    let reasons = |fault: &PanelFault| super::super::panel_refusal::reasons(fault, &small(), &[]);
    let change = |answer: &str, bound, from, to| Relaxation {
        feature: "age".to_owned(),
        answer: answer.to_owned(),
        bound,
        from,
        to,
    };
    let changes = vec![change("old", Bound::Least, 2, 1), change("young", Bound::Most, 1, 2)];
    let numbers = |from, to| [("from", from), ("to", to)];
    assert_eq!(
        reasons(&PanelFault::Together { changes }),
        [
            Reason::new("panel-nobody", &[], &[]),
            Reason::new("panel-together", &[], &[]),
            Reason::new("panel-relax-least", &[("answer", "old")], &numbers(2, 1)),
            Reason::new("panel-relax-most", &[("answer", "young")], &numbers(1, 2)),
        ]
    );
    let gave_up = [Reason::new("panel-nobody", &[], &[]), Reason::new("panel-too-intricate", &[], &[])];
    assert_eq!(reasons(&PanelFault::TooIntricate), gave_up);
}

#[test]
fn nobody_volunteered() {
    let tally = draw().tally(&[cast(3, &[])], &small(), &lot());
    assert_eq!(tally.working.reasons, [Reason::new("no-ballot", &[], &[])]);
    assert_eq!((tally.standings.blank, tally.lines.len()), (3, 4));
}

#[test]
fn whoever_holds_the_summary_draws_the_same_panel() {
    let lot = Lot::drawn(&[5; 32], &small().options);
    let (standings, summary) = draw().sum_up(&volunteers(), &small());
    let held: Summary = serde_json::from_str(&serde_json::to_string(&summary).unwrap()).unwrap();
    let tally = draw().tally(&volunteers(), &small(), &lot);
    assert_eq!(draw().recount(standings, &held, &small(), &lot), tally);
    assert_eq!(tally.working.drawn_people().len(), 3);
}

#[test]
fn a_recount_of_more_volunteers_than_there_can_be_draws_nobody() {
    let summary = Summary::Patterns { ballots: vec![cast(u64::MAX, &["young", "north"]), cast(9, &["old", "north"])] };
    let count = draw().conclude(&summary, &small(), &lot());
    assert_eq!(count.working.reasons, [Reason::new("panel-too-many", &[], &[])]);
}
