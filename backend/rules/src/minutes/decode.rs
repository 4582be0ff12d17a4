use super::MinutesFault;
use crate::limits;

/// What the bytes 0x80 to 0x9F stand for in Windows-1252 (Unicode's CP1252.TXT); the five unused ones stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// How the files begin that are made of bytes, or of a text that is not meant to be read.
const FOREIGN: &[&[u8]] =
    &[b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xD0\xCF\x11\xE0", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\x1F\x8B"];

/// The text of a file: UTF-8 or UTF-16 with or without its mark, else Windows-1252; lines end with `\n`.
///
/// # Errors
/// [`MinutesFault`] when the file is too large, holds no word, too many lines, or is not a text.
pub fn decode(bytes: &[u8]) -> Result<String, MinutesFault> {
    if bytes.len() > limits::MINUTES_BYTES {
        return Err(MinutesFault::too_large());
    }
    if FOREIGN.iter().any(|start| bytes.starts_with(start)) {
        return Err(MinutesFault::NotText);
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => from_bytes(rest),
        _ => from_bytes(bytes),
    };
    let strange = text
        .chars()
        .filter(|letter| letter.is_control() && !letter.is_whitespace())
        .count();
    if text.contains('\0') || strange * 50 > text.chars().count() {
        return Err(MinutesFault::NotText);
    }
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    if crate::text::clean_line(&text).is_empty() {
        return Err(MinutesFault::Empty);
    }
    if text.split('\n').count() > limits::MINUTES_LINES {
        return Err(MinutesFault::TooManyLines { most: limits::MINUTES_LINES });
    }
    Ok(text)
}

fn from_bytes(bytes: &[u8]) -> String {
    let windows = |&byte: &u8| match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        other => char::from(other),
    };
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(windows).collect(), str::to_owned)
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
