use std::collections::{BTreeMap, BTreeSet};

use crate::text;

/// Under this score two texts are not worth a person's second look.
const WORTH_SHOWING: f64 = 0.18;
/// Words that say nothing of what a French text is about, folded.
const STOP_WORDS: &[&str] = &[
    "afin", "ai", "ainsi", "alors", "apres", "as", "au", "aussi", "autre", "autres", "aux", "avant", "avec", "avoir",
    "bien", "car", "ce", "cela", "ces", "cet", "cette", "chaque", "chez", "comme", "dans", "de", "depuis", "des",
    "doit", "donc", "du", "elle", "elles", "en", "entre", "est", "et", "etre", "eux", "faire", "fait", "faut", "il",
    "ils", "je", "la", "le", "les", "leur", "leurs", "lors", "lui", "mais", "meme", "mes", "moins", "mon", "ne", "nos",
    "notre", "nous", "on", "ont", "ou", "par", "pas", "peu", "peut", "plus", "pour", "qu", "quand", "que", "qui", "sa",
    "sans", "se", "ses", "si", "soit", "son", "sont", "sous", "sur", "ta", "te", "tes", "ton", "tous", "tout", "toute",
    "toutes", "tres", "un", "une", "vers", "vos", "votre", "vous",
];

/// A text that resembles another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similar {
    /// Its place among those given.
    pub index: usize,
    /// From 0, nothing in common, to 1, the same words.
    pub score: f64,
}

/// The `most` texts that resemble the candidate the most, best first, those worth showing only.
///
/// Half of the score is the Jaccard index of the words that say something, half that of the letter trigrams of these
/// words, so that plurals and typing mistakes still meet; rare words weigh more, as log(1 + n / texts that hold it).
pub fn similar<T: AsRef<str>>(candidate: &str, existing: &[T], most: usize) -> Vec<Similar> {
    let candidate = Features::of(candidate);
    let existing: Vec<Features> = existing.iter().map(|text| Features::of(text.as_ref())).collect();
    let rarity = rarity(&existing);
    let mut found: Vec<Similar> = existing
        .iter()
        .enumerate()
        .map(|(index, features)| Similar { index, score: candidate.likeness(features, &rarity, existing.len()) })
        .filter(|similar| similar.score >= WORTH_SHOWING)
        .collect();
    found.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.index.cmp(&right.index)));
    found.truncate(most);
    found
}

struct Features {
    words: BTreeSet<String>,
    trigrams: BTreeSet<[char; 3]>,
}

impl Features {
    fn of(text: &str) -> Self {
        let telling = |word: &String| word.chars().count() > 1 && !STOP_WORDS.contains(&word.as_str());
        let words: BTreeSet<String> = text::words(text).into_iter().filter(telling).map(singular).collect();
        let trigrams = words.iter().flat_map(|word| trigrams(word)).collect();
        Self { words, trigrams }
    }

    fn likeness(&self, other: &Self, rarity: &BTreeMap<&str, usize>, texts: usize) -> f64 {
        let weight = |word: &String| {
            (1.0 + texts as f64 / rarity.get(word.as_str()).map_or(1.0, |&holders| holders as f64)).ln()
        };
        let shared: f64 = self.words.intersection(&other.words).map(weight).sum();
        let all: f64 = self.words.union(&other.words).map(weight).sum();
        let shared_letters = self.trigrams.intersection(&other.trigrams).count() as f64;
        let all_letters = self.trigrams.union(&other.trigrams).count() as f64;
        if all == 0.0 || all_letters == 0.0 {
            return 0.0;
        }
        (shared / all + shared_letters / all_letters) / 2.0
    }
}

fn rarity(texts: &[Features]) -> BTreeMap<&str, usize> {
    let mut holders = BTreeMap::new();
    for word in texts.iter().flat_map(|features| &features.words) {
        *holders.entry(word.as_str()).or_insert(0) += 1;
    }
    holders
}

/// Without the mark of most French plurals.
fn singular(mut word: String) -> String {
    if word.chars().count() > 3 && word.ends_with(['s', 'x']) {
        word.pop();
    }
    word
}

fn trigrams(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters
        .windows(3)
        .map(|window| [window[0], window[1], window[2]])
        .collect()
}
