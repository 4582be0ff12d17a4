//! Lists that go on: a cursor says where the next page begins, and nothing that a reader should rely on.

use data_encoding::BASE32_NOPAD;
use tablee_core::Refusal;
use tablee_core::secrets::lower_base32;

/// A place in a list as a cursor.
pub(crate) fn cursor(parts: &[&dyn ToString]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| part.to_string()).collect();
    lower_base32(parts.join(" ").as_bytes())
}

/// The place that a cursor of ours stands for, in `N` parts.
///
/// # Errors
/// `Malformed`.
pub(crate) fn place<const N: usize>(cursor: &str) -> Result<[String; N], Refusal> {
    let bytes = BASE32_NOPAD.decode(cursor.to_ascii_uppercase().as_bytes());
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(unknown_cursor)?;
    let parts: Vec<String> = text.split(' ').map(str::to_owned).collect();
    parts.try_into().map_err(|_| unknown_cursor())
}

/// One part of a place.
///
/// # Errors
/// `Malformed`.
pub(crate) fn part<T: std::str::FromStr>(part: &str) -> Result<T, Refusal> {
    part.parse().map_err(|_| unknown_cursor())
}

fn unknown_cursor() -> Refusal {
    Refusal::Malformed
}

/// Keeps the first `limit` of a page that a use-case gave; the cursor of what follows, whether it was cut off or never read.
pub(crate) fn shorten<T>(
    items: &mut Vec<T>,
    limit: Option<u32>,
    next: Option<String>,
    place: impl Fn(&T) -> String,
) -> Option<String> {
    match limit {
        Some(limit) if items.len() > limit as usize => {
            items.truncate(limit as usize);
            items.last().map(place)
        }
        _ => next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place_and_nothing_else_does() {
        let place_of = |text: &str| place::<2>(text);
        let [supports, number] = place_of(&cursor(&[&-3, &12])).expect("a place");
        assert_eq!((part::<i32>(&supports).ok(), part::<i32>(&number).ok()), (Some(-3), Some(12)));
        for text in ["", "x", "1 2", "ge", "é"] {
            assert!(place_of(text).is_err(), "{text}");
        }
        for text in ["x", "1 2", "é"] {
            assert!(place::<1>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_shortened_page_goes_on_where_it_was_cut() {
        let mut items = vec![1, 2, 3];
        assert_eq!(shorten(&mut items, Some(2), None, ToString::to_string).as_deref(), Some("2"));
        assert_eq!(items, [1, 2]);
        assert_eq!(shorten(&mut items, Some(2), Some("9".to_owned()), ToString::to_string).as_deref(), Some("9"));
    }
}
