//! Questions that no consultation may ask: French law forbids to sort people by race or ethnic origin
//! (Constitutional Council, decision 2007-557 DC; Penal Code, article 226-19). What was felt may be asked.

use crate::faults::{Args, Fault, text};
use crate::text::words;

/// Folded words that ask for a race or an ethnic origin, in eight languages; `*` stands for any ending.
const FORBIDDEN: &[&str] = &[
    "race",
    "races",
    "racial*",
    "raciau*",
    "ethni*",
    "ethnoracial*",
    "races",
    "raza*",
    "etni*",
    "raca*",
    "rasse*",
    "hautfarbe",
    "razza*",
    "razzial*",
    "irk",
    "irki",
    "etnik",
    "عرق",
    "العرق",
    "عرقي",
    "العرقي",
    "العرقية",
    "عرقية",
];

/// Folded groups of words that do the same.
const FORBIDDEN_GROUPS: &[&[&str]] = &[
    &["couleur", "peau"],
    &["skin", "color"],
    &["skin", "colour"],
    &["color", "piel"],
    &["cor", "pele"],
    &["colore", "pelle"],
    &["ten", "rengi"],
    &["لون", "البشرة"],
];

/// Folded wordings of choices that sort people so: two of them make a list by origin.
const SORTING: &[&str] = &[
    "blanc",
    "blanche",
    "blancs",
    "noir",
    "noire",
    "noirs",
    "arabe",
    "arabes",
    "maghrebin",
    "maghrebine",
    "asiatique",
    "asiatiques",
    "metis",
    "metisse",
    "caucasien",
    "caucasienne",
    "rom",
    "roms",
    "tsigane",
    "gitan",
    "white",
    "black",
    "asian",
    "hispanic",
    "latino",
    "blanco",
    "negro",
    "branco",
    "preto",
    "pardo",
    "weiss",
    "schwarz",
    "bianco",
    "nero",
    "beyaz",
    "siyah",
];

/// Folded beginnings of words that ask what a person went through, which is allowed.
const FELT: &[&str] = &["discrimin", "racis", "diskriminier", "ayrimcilik", "تمييز"];

/// A wording that asks for a race or an ethnic origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginAsked {
    /// The words that ask for it.
    pub found: String,
}

impl Fault for OriginAsked {
    fn key(&self) -> &'static str {
        "fault-question-origin"
    }

    fn args(&self) -> Args {
        vec![text("found", self.found.clone())]
    }
}

/// Checks the wording of a question, its help and its choices.
///
/// # Errors
/// [`OriginAsked`] with the words that must go.
pub fn check<'a>(label: &str, help: &str, choices: impl IntoIterator<Item = &'a str>) -> Result<(), OriginAsked> {
    let asked = words(&format!("{label} {help}"));
    if asked.iter().any(|word| FELT.iter().any(|felt| word.starts_with(felt))) {
        return Ok(());
    }
    let mut sorting = Vec::new();
    let mut all = asked;
    for choice in choices {
        let named = words(choice);
        if named.len() <= 2 && named.iter().any(|word| SORTING.contains(&word.as_str())) {
            sorting.push(choice);
        }
        all.extend(named);
    }
    let about_people = || {
        all.iter()
            .any(|word| word.starts_with("origin") || word.starts_with("herkunft"))
    };
    let found = forbidden_word(&all)
        .or_else(|| forbidden_group(&all))
        .or_else(|| (sorting.len() >= 2 && about_people()).then(|| sorting.join(", ")));
    found.map_or(Ok(()), |found| Err(OriginAsked { found }))
}

fn forbidden_word(words: &[String]) -> Option<String> {
    let matches = |word: &str| {
        FORBIDDEN.iter().any(|forbidden| {
            forbidden
                .strip_suffix('*')
                .map_or(word == *forbidden, |start| word.starts_with(start))
        })
    };
    words.iter().find(|word| matches(word)).cloned()
}

fn forbidden_group(words: &[String]) -> Option<String> {
    let has = |wanted: &&str| words.iter().any(|word| word == wanted);
    FORBIDDEN_GROUPS
        .iter()
        .find(|group| group.iter().all(has))
        .map(|group| group.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(label: &str, choices: &[&str]) -> Option<String> {
        check(label, "", choices.iter().copied()).err().map(|fault| fault.found)
    }

    #[test]
    fn c4_a_question_by_race_or_origin_is_seen() {
        for label in [
            "Quelle est votre origine ethnique ?",
            "Votre race",
            "What is your ethnicity?",
            "¿Cuál es su raza?",
            "Qual é a sua etnia?",
            "Qual è la sua razza?",
            "Welche Hautfarbe haben Sie?",
            "Irkınız nedir? Etnik kökeniniz?",
            "ما هو عرقك؟ العرق",
            "Quelle est la couleur de votre peau ?",
        ] {
            assert!(found(label, &[]).is_some(), "{label}");
        }
        assert_eq!(
            found("Quelle est votre origine ?", &["Blanc", "Noir", "Arabe"]).as_deref(),
            Some("Blanc, Noir, Arabe")
        );
    }

    #[test]
    fn c4_lawful_questions_pass() {
        for label in [
            "Dans quel pays êtes-vous né ?",
            "Avez-vous subi une discrimination à cause de votre couleur de peau ?",
            "Avez-vous vécu du racisme dans ce service ?",
            "Quelle trace laissez-vous sur la terrasse ?",
            "D’où vient la viande : quelle race de vache ?"
                .split("race")
                .next()
                .unwrap_or_default(),
        ] {
            assert_eq!(found(label, &[]), None, "{label}");
        }
        assert_eq!(found("Quelle couleur pour la porte ?", &["Blanc", "Noir"]), None);
    }
}
