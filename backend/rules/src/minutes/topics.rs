use super::Topic;
use crate::text;

/// Beginnings of folded words that tell what a heading is about.
const STEMS: &[(&str, Option<Topic>)] = &[
    ("partenaire", Some(Topic::Partners)),
    ("acteur", Some(Topic::Partners)),
    ("actrice", Some(Topic::Partners)),
    ("frein", Some(Topic::Barriers)),
    ("obstacle", Some(Topic::Barriers)),
    ("enjeu", Some(Topic::Barriers)),
    ("difficulte", Some(Topic::Barriers)),
    ("blocage", Some(Topic::Barriers)),
    ("alliance", Some(Topic::Alliances)),
    ("cooperation", Some(Topic::Alliances)),
    ("piste", Some(Topic::Alliances)),
    ("solution", Some(Topic::Alliances)),
    ("condition", Some(Topic::Conditions)),
    ("reussite", Some(Topic::Conditions)),
    ("intention", Some(Topic::Intention)),
    ("objectif", Some(Topic::Intention)),
    ("finalite", Some(Topic::Intention)),
    ("livrable", None),
    ("conclusion", None),
    ("synthese", None),
    ("suite", None),
    ("annexe", None),
    ("deroule", None),
];
const MISSING_STEMS: &[&str] = &["manquant", "absent", "manque"];
const TABLE: &str = "autour de la table";
const PRESENT_STEMS: &[&str] = &["present", "deja", "actuel"];
const REPORT_STEMS: &[&str] = &["atelier", "compte", "reunion", "rencontre", "seminaire"];

/// What a heading announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announces {
    Topic(Topic),
    /// Another part of the report.
    Something,
    Nothing,
}

impl Announces {
    pub fn topic(self) -> Option<Topic> {
        match self {
            Self::Topic(topic) => Some(topic),
            Self::Something | Self::Nothing => None,
        }
    }
}

/// What these words announce: who is missing if they say so, else the first thing that they name.
pub(super) fn announces(heading: &str) -> Announces {
    let words = text::words(heading);
    let has = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    let found = words
        .iter()
        .find_map(|word| STEMS.iter().find(|(stem, _)| word.starts_with(stem)));
    let topic = found.map(|(_, topic)| *topic);
    let about_actors = matches!(topic, None | Some(None | Some(Topic::Partners)));
    let table = text::fold(heading).contains(TABLE);
    match topic {
        _ if about_actors && (table || topic.is_some()) && has(MISSING_STEMS) => Announces::Topic(Topic::Missing),
        _ if about_actors && table && has(PRESENT_STEMS) => Announces::Topic(Topic::Partners),
        _ if about_actors && table => Announces::Topic(Topic::Missing),
        Some(Some(topic)) => Announces::Topic(topic),
        Some(None) => Announces::Something,
        None if words.len() <= 3 && has(&MISSING_STEMS[..2]) => Announces::Topic(Topic::Missing),
        None => Announces::Nothing,
    }
}

/// Whether these words are the title of a report rather than that of one of its parts.
pub(super) fn is_report_title(heading: &str) -> bool {
    text::words(heading)
        .iter()
        .take(3)
        .any(|word| REPORT_STEMS.iter().any(|stem| word.starts_with(stem)))
}
