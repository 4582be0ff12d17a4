use handlebars::Handlebars;
use serde_json::json;

use super::dates::{DateStyle, machine_date};
use super::*;

const BASE: &str = "language-name = Français\nlanguage-direction = ltr\nnumber-example = 1\u{202f}234,5\n";

/// Tuesday 31 March 2026, 16:30 UTC: summer time has begun in Paris two days before.
const SPRING: i64 = 1_774_974_600_000;

fn texts(more: &str) -> Texts {
    Texts::from_sources(&[("fr", "base.ftl", BASE), ("fr", "more.ftl", more)]).expect("texts")
}

#[test]
fn embedded_texts_can_be_used_and_french_comes_first() {
    let french = &Texts::embedded().languages()[0];
    assert_eq!((french.code.as_str(), french.name.as_str(), french.dir.as_str()), ("fr", "Français", "ltr"));
    assert!(Texts::embedded().keys("fr").iter().any(|key| key == "month-12"));
}

#[test]
fn every_language_has_the_keys_of_french() {
    let texts = Texts::embedded();
    let sorted = |code: &str| {
        let mut keys = texts.keys(code).to_vec();
        keys.sort();
        keys
    };
    for language in texts.languages() {
        assert_eq!(sorted(&language.code), sorted(DEFAULT_LANGUAGE), "{}", language.code);
    }
}

#[test]
fn arguments_carry_no_invisible_marks() {
    let texts = texts("hello = Bonjour { $name } !");
    assert_eq!(texts.text("fr", "hello", &[("name", "Awa".into())]), Ok("Bonjour Awa\u{a0}!".to_owned()));
}

#[test]
fn a_missing_key_language_or_argument_is_told() {
    let texts = texts("hello = Bonjour { $name }");
    assert_eq!(texts.lookup("fr", "nothing", &[]), None);
    assert_eq!(texts.text("xx", "hello", &[]), Err(MissingText::Language("xx".to_owned())));
    assert!(matches!(texts.text("fr", "hello", &[]), Err(MissingText::Filling { .. })));
}

#[test]
fn a_key_in_two_files_is_refused() {
    let fault = Texts::from_sources(&[("fr", "a.ftl", BASE), ("fr", "b.ftl", "language-name = Encore")]).err();
    assert!(matches!(fault, Some(TextsFault::Duplicate { file, .. }) if file == "b.ftl"));
}

#[test]
fn a_file_with_a_mistake_is_refused() {
    let fault = Texts::from_sources(&[("fr", "a.ftl", "hello = { $")]).err();
    assert!(matches!(fault, Some(TextsFault::Syntax { .. })));
}

#[test]
fn numbers_are_grouped_and_pluralised_in_french() {
    let texts = texts(
        "votes = { $n ->\n    [one] { $n } vote\n   *[other] { $n } votes\n  }\nyear = { NUMBER($n, useGrouping: \"false\") }",
    );
    let votes = |n: f64| texts.text("fr", "votes", &[("n", n.into())]).expect("text");
    assert_eq!(votes(0.0), "0 vote");
    assert_eq!(votes(1.0), "1 vote");
    assert_eq!(votes(999.0), "999 votes");
    assert_eq!(votes(1_234_567.0), "1\u{202f}234\u{202f}567 votes");
    assert_eq!(votes(-1234.5), "-1\u{202f}234,5 votes");
    assert_eq!(texts.text("fr", "year", &[("n", 2026.0.into())]), Ok("2026".to_owned()));
}

#[test]
fn dates_are_told_in_paris_time_and_plain_french() {
    let date = |ms, style| Texts::embedded().date("fr", ms, style).expect("date");
    assert_eq!(date(SPRING, DateStyle::Full), "mardi 31 mars 2026");
    assert_eq!(date(SPRING, DateStyle::Time), "18\u{a0}h\u{a0}30");
    assert_eq!(date(SPRING, DateStyle::DateTime), "mardi 31 mars 2026 à 18\u{a0}h\u{a0}30");
    assert_eq!(date(SPRING + 36 * 3_600_000 - 1_800_000, DateStyle::Time), "6\u{a0}h");
    assert_eq!(date(SPRING + 24 * 3_600_000, DateStyle::Day), "1er avril 2026");
    assert_eq!(machine_date(SPRING), "2026-03-31T18:30+02:00");
    assert_eq!(date(i64::MAX, DateStyle::Day), "1er janvier 1970");
}

#[test]
fn templates_get_words_in_the_language_of_the_page() {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    register_text_helpers(&mut registry, Texts::embedded());
    let page = json!({ "page": { "lang": "fr" }, "at": SPRING, "n": 12345, "month": 4, "rows": [{ "month": 5 }] });
    let render = |template: &str| registry.render_template(template, &page);
    assert_eq!(render("{{t \"month-3\"}} {{t (concat \"month-\" month)}}").expect("t"), "mars avril");
    assert_eq!(render("{{#each rows}}{{t (concat \"month-\" this.month)}}{{/each}}").expect("loop"), "mai");
    assert_eq!(render("{{day at}}, {{iso at}}").expect("date"), "31 mars 2026, 2026-03-31T18:30+02:00");
    assert_eq!(render("{{number n}}").expect("number"), "12\u{202f}345");
    assert_eq!(render("{{t \"number\" number=\"<b>\"}}").expect("escaped"), "&lt;b&gt;");
    assert!(render("{{t \"no-such-key\"}}").is_err());
    assert!(render("{{t \"number\" number=nothing}}").is_err());
    assert!(render("{{date nothing}}").is_err());
}
