//! Numbers written as the readers of a language write them.

use fluent_bundle::FluentValue;

type Formatter<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

/// A narrow space that keeps "1 234" on one line.
const THIN: char = '\u{202f}';

/// A formatter with the separators of `example`, which shows 1234.5 as the language writes it. Fluent takes a plain function, which
/// can hold no state: hence one function for each pair of separators.
pub(super) fn formatter_like<M>(example: &str) -> Formatter<M> {
    let mut separators = example.chars().filter(|sign| !sign.is_ascii_digit());
    match (separators.next(), separators.next()) {
        (Some(','), Some('.')) => written::<M, ',', '.'>,
        (Some('.'), Some(',')) => written::<M, '.', ','>,
        _ => written::<M, THIN, ','>,
    }
}

fn written<M, const GROUP: char, const DECIMAL: char>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let plain = number.as_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_ref()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if number.options.use_grouping && place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(GROUP);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(DECIMAL);
        text.push_str(fraction);
    }
    Some(text)
}
