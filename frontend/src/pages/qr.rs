//! An address as a QR code, drawn as one SVG path.

use fast_qr::QRBuilder;
use serde::Serialize;

/// Empty modules around the code; readers want four.
const QUIET_ZONE: usize = 4;

/// A path of black modules inside a square of `size`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct QrView {
    size: usize,
    path: String,
}

impl QrView {
    /// The code of a text; `None` when it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QRBuilder::new(text).build().ok()?;
        let mut path = String::new();
        for row in 0..code.size {
            let black: Vec<bool> = (0..code.size).map(|column| code[row][column].value()).collect();
            draw_row(&black, row + QUIET_ZONE, &mut path);
        }
        Some(Self { size: code.size + 2 * QUIET_ZONE, path })
    }
}

/// The page that a printed sheet leads to: its address in letters, and drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct PrintedAddress {
    /// Without the scheme, which a phone adds by itself.
    words: String,
    qr: Option<QrView>,
}

impl PrintedAddress {
    /// The page at this path of the site.
    pub fn of(public_url: &str, path: &str) -> Self {
        let address = format!("{}{path}", public_url.trim_end_matches('/'));
        let words = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        Self { words: words.to_owned(), qr: QrView::of(&address) }
    }

    /// For samples of pages.
    pub fn sample() -> Self {
        Self::of("https://tablee.example", "/c/ecole/etape/4")
    }
}

/// One rectangle for each run of black modules.
fn draw_row(black: &[bool], y: usize, path: &mut String) {
    let mut x = 0;
    for run in black.chunk_by(|left, right| left == right) {
        if run.first() == Some(&true) {
            let width = run.len();
            path.push_str(&format!("M{} {y}h{width}v1h-{width}z", x + QUIET_ZONE));
        }
        x += run.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_rectangles() {
        let mut path = String::new();
        draw_row(&[true, true, false, true], 4, &mut path);
        assert_eq!(path, "M4 4h2v1h-2zM7 4h1v1h-1z");
    }

    #[test]
    fn a_receipt_address_fits_and_keeps_its_quiet_zone() {
        let qr = QrView::of("https://tablee.example.org/suivi/ABCD-EFGH-JKMN").expect("fits");
        assert!(qr.size >= 29 + 8);
        assert!(qr.path.starts_with("M4 4h7"), "the finder pattern comes first: {}", qr.path);
    }
}
