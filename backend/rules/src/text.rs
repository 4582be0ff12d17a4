//! Cleaning what people type, and folding it for search and comparison.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::limits;

/// The form under which texts are compared: lower case, no accents, ligatures opened, straight apostrophes, single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space_due = false;
    for letter in text.nfd().flat_map(char::to_lowercase) {
        if is_combining_mark(letter) || is_hidden(letter) {
            continue;
        }
        if letter.is_whitespace() || letter.is_control() {
            space_due = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut space_due) {
            folded.push(' ');
        }
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// The folded words of a text: runs of letters and digits.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One line as it is kept: NFC, trimmed, single spaces, without control or direction-override characters.
pub fn clean_line(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        let visible = word.chars().filter(|&letter| !is_hidden(letter)).nfc();
        let before = cleaned.len();
        cleaned.extend(visible);
        if cleaned.len() > before {
            cleaned.push(' ');
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// A text of several lines as it is kept: each line cleaned, `\n` line ends, at most one blank line in a row.
/// After [`limits::LINES`] lines the others follow on the last one, so that a text cannot flood a page and no word is lost.
pub fn clean_text(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut lines = 0;
    let mut blank_due = false;
    for line in text
        .replace("\r\n", "\n")
        .split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
    {
        let line = clean_line(line);
        if line.is_empty() {
            blank_due = !cleaned.is_empty();
            continue;
        }
        let blank = std::mem::take(&mut blank_due);
        if !cleaned.is_empty() {
            cleaned.push_str(match (lines >= limits::LINES, blank) {
                (true, _) => " ",
                (false, true) => "\n\n",
                (false, false) => "\n",
            });
        }
        lines += 1 + usize::from(blank);
        cleaned.push_str(&line);
    }
    cleaned
}

/// Length in characters (Unicode scalar values), the unit of every limit.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Characters that change how other ones are read, or that cannot be seen: direction overrides and isolates, zero-width
/// spaces, byte-order marks, tags. Joiners stay, since Persian and emoji need them.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
        | '\u{00AD}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The symbols of a typed code: all but spaces, dashes and what cannot be seen.
pub(crate) fn code_symbols(typed: &str) -> Vec<char> {
    let separates = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200B}' | '\u{FEFF}')
    };
    typed.chars().filter(|letter| !separates(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_makes_spellings_meet() {
        assert_eq!(fold("  L’Épicerie\u{a0} solidaire\n du CŒUR "), "l'epicerie solidaire du coeur");
        assert_eq!(fold("e\u{301}te\u{301}"), fold("Été"));
    }

    #[test]
    fn words_leave_punctuation_out() {
        assert_eq!(words("L'eau, (et) le pain !"), ["l", "eau", "et", "le", "pain"]);
    }

    #[test]
    fn a_line_loses_what_cannot_be_seen() {
        assert_eq!(clean_line("\u{feff} un\u{202e}  deux\u{0}\ttrois \u{200b} "), "un deux trois");
        assert_eq!(clean_line("e\u{301}"), "é");
    }

    #[test]
    fn a_text_keeps_its_paragraphs() {
        assert_eq!(clean_text("\r\n un \r\n\r\n\r\n deux\rtrois\n\n"), "un\n\ndeux\ntrois");
    }

    #[test]
    fn a_text_of_too_many_lines_keeps_its_words() {
        let cleaned = clean_text(&"mot\n".repeat(limits::LINES * 3));
        assert_eq!(cleaned.lines().count(), limits::LINES);
        assert_eq!(cleaned.split_whitespace().count(), limits::LINES * 3);
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(length("été"), 3);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let line = clean_line(&text);
            prop_assert_eq!(clean_line(&line), line);
            let cleaned = clean_text(&text);
            prop_assert_eq!(clean_text(&cleaned), cleaned);
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn cleaning_never_merges_words(words in prop::collection::vec("[a-z]{1,5}", 1..300)) {
            let cleaned = clean_text(&words.join("\n"));
            prop_assert_eq!(cleaned.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), words);
        }
    }
}
