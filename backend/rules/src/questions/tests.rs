use proptest::prelude::*;

use super::*;
use crate::faults::Fault;

fn kind(key: &str) -> &'static dyn QuestionKind {
    question_kind(key).unwrap()
}

fn meals() -> Options {
    Options { other: true, ..Options::with_choices([("soup", "Soupe"), ("salad", "Salade"), ("bread", "Pain")]) }
}

fn choices(chosen: &[&str], other: Option<&str>) -> Answer {
    Answer::Choices { chosen: chosen.iter().map(|key| (*key).to_owned()).collect(), other: other.map(str::to_owned) }
}

fn example(key: &str) -> (Options, Entry) {
    match key {
        "single_choice" | "several_choices" => (meals(), Entry::one("soup")),
        "number" => (Options::default(), Entry::one("12")),
        "scale" => (
            Options { low_label: "Pas du tout".into(), high_label: "Tout à fait".into(), ..Options::default() },
            Entry::one("4"),
        ),
        _ => (Options::default(), Entry::one("Des fruits")),
    }
}

#[test]
fn names_are_those_of_the_design() {
    let keys: Vec<&str> = QUESTION_KINDS.iter().map(|kind| kind.key()).collect();
    assert_eq!(keys, ["short_text", "long_text", "single_choice", "several_choices", "number", "scale"]);
}

#[test]
fn every_kind_may_be_declined_or_left_blank() {
    for kind in QUESTION_KINDS {
        let (options, entry) = example(kind.key());
        assert_eq!(kind.check_options(&options), [], "{}", kind.key());
        let answer = kind.accept(&entry, &options, true).unwrap();
        assert_eq!(kind.accept(&Entry::declined(), &options, true), Ok(Answer::Declined));
        assert_eq!(kind.accept(&Entry::one("  "), &options, false), Ok(Answer::Blank));
        assert_eq!(kind.accept(&Entry::default(), &options, true), Err(AnswerFault::Required));
        let both = Entry { declined: true, ..entry };
        assert_eq!(kind.accept(&both, &options, false), Err(AnswerFault::DeclinedAndAnswered));
        let tally = kind.tally(&[answer, Answer::Declined, Answer::Blank, Answer::Blank], &options);
        assert_eq!((tally.asked, tally.answered, tally.declined, tally.blank), (4, 1, 1, 2));
    }
}

#[test]
fn texts_are_cleaned_and_held_to_their_limit() {
    let short = kind("short_text");
    let text = |text: &str| Ok(Answer::Text { text: text.to_owned() });
    assert_eq!(short.accept(&Entry::one(" un\r\n deux "), &Options::default(), true), text("un deux"));
    assert_eq!(kind("long_text").accept(&Entry::one(" un\r\n deux "), &Options::default(), true), text("un\ndeux"));
    let fault = short
        .accept(&Entry::one("é".repeat(301)), &Options::default(), true)
        .unwrap_err();
    assert_eq!(fault, AnswerFault::TooLong { most: 300, got: 301 });
    assert_eq!(fault.args()[2], crate::faults::number("over", 1));
    assert!(
        kind("long_text")
            .accept(&Entry::one("é".repeat(4_000)), &Options::default(), true)
            .is_ok()
    );
    assert_eq!(short.accept(&Entry::several(["un", "deux"]), &Options::default(), true), Err(AnswerFault::OnlyOne));
}

#[test]
fn choices_are_those_of_the_question() {
    let (one, several) = (kind("single_choice"), kind("several_choices"));
    assert_eq!(one.accept(&Entry::one("soup"), &meals(), true), Ok(choices(&["soup"], None)));
    assert_eq!(one.accept(&Entry::several(["soup", "bread"]), &meals(), true), Err(AnswerFault::OnlyOne));
    assert_eq!(one.accept(&Entry::one("cake"), &meals(), true), Err(AnswerFault::UnknownChoice));
    assert_eq!(
        several.accept(&Entry::several(["bread", "soup", "soup"]), &meals(), true),
        Ok(choices(&["soup", "bread"], None))
    );
    let bounded = Options { at_least: Some(2), at_most: Some(2), ..meals() };
    assert_eq!(several.accept(&Entry::one("soup"), &bounded, true), Err(AnswerFault::TooFew { least: 2 }));
    let all = Entry::several(["soup", "salad", "bread"]);
    assert_eq!(several.accept(&all, &bounded, true), Err(AnswerFault::TooMany { most: 2 }));
}

#[test]
fn another_choice_is_said_in_words() {
    let one = kind("single_choice");
    let said = |values: &[&str], other: &str| Entry { other: other.into(), ..Entry::several(values.iter().copied()) };
    assert_eq!(one.accept(&said(&["other"], " Du riz "), &meals(), true), Ok(choices(&["other"], Some("Du riz"))));
    assert_eq!(one.accept(&said(&["other"], " "), &meals(), true), Err(AnswerFault::OtherUnsaid));
    assert_eq!(one.accept(&said(&["soup"], "Du riz"), &meals(), true), Err(AnswerFault::OtherNotChosen));
    let closed = Options { other: false, ..meals() };
    assert_eq!(one.accept(&said(&["other"], "Du riz"), &closed, true), Err(AnswerFault::UnknownChoice));
}

#[test]
fn numbers_are_french_and_within_bounds() {
    let options = Options {
        min: Some(Decimal::whole(0)),
        max: Some(Decimal::whole(1_000)),
        unit: "km".into(),
        decimals: true,
        ..Options::default()
    };
    let number = |typed: &str| kind("number").accept(&Entry::one(typed), &options, true);
    assert_eq!(number("12,5 km"), Ok(Answer::Number { value: Decimal::parse("12.5").unwrap() }));
    assert_eq!(number("-1"), Err(AnswerFault::TooSmall { least: Decimal::whole(0) }));
    assert_eq!(number("1 000,1"), Err(AnswerFault::TooLarge { most: Decimal::whole(1_000) }));
    assert_eq!(number("beaucoup"), Err(AnswerFault::NotANumber));
    assert_eq!(kind("number").accept(&Entry::one("1,5"), &Options::default(), true), Err(AnswerFault::NotWhole));
}

#[test]
fn a_point_is_on_the_scale() {
    let (options, _) = example("scale");
    let scale = |typed: &str| kind("scale").accept(&Entry::one(typed), &options, true);
    assert_eq!(scale("5"), Ok(Answer::Scale { point: 5 }));
    for typed in ["0", "6", "4,5", "-1"] {
        assert_eq!(scale(typed), Err(AnswerFault::NotAPoint { most: 5 }), "{typed}");
    }
}

#[test]
fn a_question_that_cannot_be_answered_cannot_be_asked() {
    let check = |key: &str, options: Options| kind(key).check_options(&options);
    assert_eq!(check("single_choice", Options::with_choices([("a", "Un")])), [OptionsFault::TooFewChoices]);
    assert_eq!(
        check("single_choice", Options::with_choices([("a", "Été"), ("b", " ete")])),
        [OptionsFault::SameChoice { position: 2 }]
    );
    assert_eq!(
        check("single_choice", Options::with_choices([("a", "Un"), ("a", "")])),
        [OptionsFault::EmptyChoice { position: 2 }, OptionsFault::SameKey { position: 2 },]
    );
    assert_eq!(
        check("single_choice", Options::with_choices([("a", "Un"), (OTHER, "Deux")])),
        [OptionsFault::SameKey { position: 2 }]
    );
    for (at_least, at_most) in [(Some(3), Some(2)), (None, Some(0)), (None, Some(5)), (Some(5), None)] {
        let options = Options { at_least, at_most, ..meals() };
        assert_eq!(check("several_choices", options), [OptionsFault::ChoiceBounds { choices: 4 }]);
    }
    let crossed = Options { min: Some(Decimal::whole(2)), max: Some(Decimal::whole(1)), ..Options::default() };
    assert_eq!(check("number", crossed), [OptionsFault::NumberBounds]);
    let bare = Options { points: Some(12), ..Options::default() };
    assert_eq!(check("scale", bare), [OptionsFault::Points { most: 11 }, OptionsFault::EndLabels]);
    let wordy = Options { unit: "x".repeat(121), ..Options::default() };
    assert_eq!(check("number", wordy), [OptionsFault::LongLabel { most: 120 }]);
}

#[test]
fn choices_are_counted() {
    let answers = [
        choices(&["soup"], None),
        choices(&["soup", "bread"], None),
        choices(&["other"], Some("Riz")),
        Answer::Declined,
    ];
    let lines = |key: &str| match kind(key).tally(&answers, &meals()).detail {
        TallyDetail::Choices { several, lines } => {
            assert_eq!(several, key == "several_choices");
            lines
                .into_iter()
                .map(|line| (line.key, line.count, line.share))
                .collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let line = |key: &str, count, share| (key.to_owned(), count, share);
    assert_eq!(
        lines("several_choices"),
        [line("soup", 2, 667), line("salad", 0, 0), line("bread", 1, 333), line("other", 1, 333)]
    );
    assert_eq!(
        lines("single_choice"),
        [line("soup", 2, 500), line("salad", 0, 0), line("bread", 1, 250), line("other", 1, 250)]
    );
}

#[test]
fn numbers_have_a_mean_a_median_and_bars() {
    let answers: Vec<Answer> = [1, 2, 2, 12]
        .map(|value| Answer::Number { value: Decimal::whole(value) })
        .into();
    let TallyDetail::Numbers { mean, median, lowest, highest, bars } =
        kind("number").tally(&answers, &Options::default()).detail
    else {
        panic!("not numbers")
    };
    let figures = [mean, median, lowest, highest].map(|figure| figure.unwrap().to_string());
    assert_eq!(figures, ["4,25", "2", "1", "12"]);
    assert_eq!(bars.iter().map(|bar| bar.count).collect::<Vec<_>>(), [1, 2, 0, 0, 0, 0, 1]);
    assert_eq!((bars[1].from, bars[1].to, bars[1].share), (Decimal::whole(2), Decimal::whole(4), 500));
    let none = kind("number").tally(&[], &Options::default()).detail;
    assert_eq!(none, TallyDetail::Numbers { mean: None, median: None, lowest: None, highest: None, bars: vec![] });
}

#[test]
fn points_are_counted() {
    let answers: Vec<Answer> = [1, 4, 5, 5].map(|point| Answer::Scale { point }).into();
    let TallyDetail::Scale { mean, median, lines } = kind("scale").tally(&answers, &Options::default()).detail else {
        panic!("not a scale")
    };
    assert_eq!((mean, median), (Decimal::parse("3,75"), Decimal::parse("4,5")));
    assert_eq!(lines.iter().map(|line| line.count).collect::<Vec<_>>(), [1, 0, 0, 1, 2]);
}

#[test]
fn the_json_forms_are_stable() {
    let json = |answer: &Answer| serde_json::to_string(answer).unwrap();
    assert_eq!(json(&Answer::Declined), r#"{"kind":"declined"}"#);
    assert_eq!(json(&choices(&["a"], None)), r#"{"kind":"choices","chosen":["a"],"other":null}"#);
    assert_eq!(json(&Answer::Number { value: Decimal::parse("1,5").unwrap() }), r#"{"kind":"number","value":1.5}"#);
    assert_eq!(serde_json::to_string(&Options::default()).unwrap(), "{}");
    let options = Options { min: Some(Decimal::whole(1)), ..meals() };
    assert_eq!(serde_json::from_str::<Options>(&serde_json::to_string(&options).unwrap()).unwrap(), options);
}

fn any_options() -> impl Strategy<Value = Options> {
    (any::<Option<u32>>(), any::<Option<u32>>(), any::<Option<u32>>(), any::<bool>(), 0usize..4).prop_map(
        |(at_least, at_most, points, other, choices)| {
            let choices = [("soup", "Soupe"), ("salad", "Salade"), ("bread", "Pain")]
                .into_iter()
                .take(choices);
            Options {
                at_least,
                at_most,
                points: points.map(|points| points % 20),
                other,
                ..Options::with_choices(choices)
            }
        },
    )
}

proptest! {
    #[test]
    fn anything_is_accepted_or_refused(
        values in prop::collection::vec(prop_oneof![Just("soup".to_owned()), Just("other".to_owned()), "[0-9,.-]{0,6}", any::<String>()], 0..4),
        other in any::<String>(),
        declined in any::<bool>(),
        required in any::<bool>(),
        options in any_options(),
    ) {
        let entry = Entry { values, other, declined };
        for kind in QUESTION_KINDS {
            let _ = kind.check_options(&options);
            if let Ok(answer) = kind.accept(&entry, &options, required) {
                let json = serde_json::to_string(&answer).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Answer>(&json).unwrap(), &answer);
                prop_assert_eq!(kind.tally(&[answer], &options).asked, 1);
            }
        }
    }

    #[test]
    fn bars_hold_every_number(values in prop::collection::vec(prop_oneof![-1_000i64..1_000, -1_000_000_000_000_000i64..=1_000_000_000_000_000], 1..30)) {
        let answers: Vec<Answer> =
            values.iter().map(|&value| Answer::Number { value: Decimal::from_thousandths(value).unwrap() }).collect();
        let TallyDetail::Numbers { mean, median, lowest, highest, bars } = kind("number").tally(&answers, &Options::default()).detail else {
            return Err(TestCaseError::fail("not numbers"));
        };
        prop_assert!(lowest <= mean && mean <= highest && lowest <= median && median <= highest);
        prop_assert!(bars.len() <= 10);
        prop_assert_eq!(bars.iter().map(|bar| bar.count).sum::<u64>(), values.len() as u64);
    }
}
