//! What people read is in the language files, never in code or templates.

use regex::Captures;

use crate::rule::{Fault, Rule, pattern};
use crate::source::line_of;
use crate::words::in_literals;

/// Places where French is data: what minutes are recognised by, what readability counts, and the demonstration.
const FRENCH_IS_DATA: [&str; 3] = ["backend/rules/src/minutes", "backend/rules/src/readability", "/demo"];

/// The product's name is the same in every language.
const NAME: &str = "Tablée";

pub const IN_CODE: Rule = Rule {
    why: "Words that people read belong in frontend/locales:",
    check: |source| {
        let places = ["backend/", "frontend/src/"];
        let data = FRENCH_IS_DATA.iter().any(|place| source.path.contains(place));
        if source.is_test() || data || !places.iter().any(|place| source.path.starts_with(place)) {
            return Vec::new();
        }
        in_literals(source, is_french_sentence)
    },
};

pub const IN_TEMPLATES: Rule = Rule {
    why: "Words of templates belong in frontend/locales, called with {{t \"key\"}}:",
    check: |source| if source.path.ends_with(".hbs") { bare_words(&source.text) } else { Vec::new() },
};

fn is_french_sentence(literal: &str) -> bool {
    let literal = &literal.replace(NAME, "");
    let words = pattern(r"\p{Alphabetic}{2,}").find_iter(literal).count();
    let common = r"(?i)\b(le|la|les|des|une|du|vous|votre|vos|est|pour|avec|sur|dans|pas|cette|ce)\b";
    let accents = pattern(r"[àâçéèêëîïôùûœÀÂÇÉÈÊÎÔÛŒ«»]").is_match(literal);
    words >= 3 && (accents || pattern(common).find_iter(literal).count() >= 2)
}

/// Letters between tags, and in the attributes that are read out.
fn bare_words(template: &str) -> Vec<Fault> {
    let template = template.replace(NAME, "");
    let template = blank(&template, r"(?s)\{\{~?!--.*?--~?\}\}|\{\{~?![^}]*\}\}|<!--.*?-->");
    let template = blank(&template, r"(?s)\{\{.*?\}\}");
    let mut faults = letters(&template, r#"\b(?:title|alt|aria-label|placeholder|label|summary)="([^"]*)""#);
    faults.extend(letters(&blank(&template, r"(?s)<[^>]*>|&\w+;"), r"([^\s][^\n]*)"));
    faults
}

fn letters(text: &str, place: &str) -> Vec<Fault> {
    let places = pattern(place);
    let places = places.captures_iter(text).filter_map(|found| found.get(1));
    let spoken = places.filter(|place| pattern(r"\p{Alphabetic}{2,}").is_match(place.as_str()));
    spoken
        .map(|place| Fault { line: line_of(text, place.start()), what: place.as_str().trim().to_owned() })
        .collect()
}

fn blank(text: &str, what: &str) -> String {
    let blanked = |found: &Captures<'_>| found[0].replace(|c| c != '\n', " ");
    pattern(what).replace_all(text, blanked).into_owned()
}
