//! Spaces at which a line must not break.

use std::borrow::Cow;

const NO_BREAK: char = '\u{a0}';

/// Ties marks to the words that they go with, in languages that put a space between them, as French does in « ceci » or "qui ?".
pub(super) fn tied(text: &str) -> Cow<'_, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        let mark_follows = rest.peek().is_some_and(|next| "?!:;»%€".contains(*next));
        let kept = if sign == ' ' && (before == Some('«') || mark_follows) { NO_BREAK } else { sign };
        out.push(kept);
        before = Some(sign);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::tied;

    #[test]
    fn a_mark_never_begins_a_line_and_a_quotation_never_ends_one() {
        assert_eq!(tied("« Oui » : à qui ? 12 % !"), "«\u{a0}Oui\u{a0}»\u{a0}: à qui\u{a0}? 12\u{a0}%\u{a0}!");
        assert_eq!(tied("What? 12% said: yes."), "What? 12% said: yes.");
        assert_eq!(tied("« "), "«\u{a0}");
        assert_eq!(tied(" »"), "\u{a0}»");
        assert_eq!(tied("non"), "non");
    }
}
