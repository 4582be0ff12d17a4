//! Compressing answers, the way the browser asked for.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use poem::http::{HeaderMap, header};

/// How the bytes of an answer are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

/// How much time to spend on making an answer small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Made for one reader: well under a millisecond a page.
    Once,
    /// Made for many readers until something changes.
    Shared,
    /// Made once for as long as the program runs.
    Forever,
}

impl Encoding {
    /// The best encoding that `Accept-Encoding` allows: brotli, then gzip. One with weight 0 is refused.
    pub fn accepted(headers: &HeaderMap) -> Self {
        let accepts = |name: &str| {
            headers
                .get_all(header::ACCEPT_ENCODING)
                .iter()
                .filter_map(|line| line.to_str().ok())
                .flat_map(|line| line.split(','))
                .any(|offer| is_offer_of(offer, name))
        };
        match () {
            () if accepts("br") => Self::Brotli,
            () if accepts("gzip") => Self::Gzip,
            () => Self::Identity,
        }
    }

    /// Its name in `Content-Encoding`; none when nothing was done.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    pub(super) fn compress(self, plain: &Bytes, effort: Effort) -> Bytes {
        match self {
            Self::Identity => plain.clone(),
            Self::Gzip => gzip(plain, effort),
            Self::Brotli => brotli(plain, effort),
        }
    }
}

fn is_offer_of(offer: &str, name: &str) -> bool {
    let (coding, parameters) = offer.split_once(';').unwrap_or((offer, ""));
    let weight = parameters
        .trim()
        .strip_prefix("q=")
        .map_or(Ok(1.0), |q| q.trim().parse::<f32>());
    coding.trim().eq_ignore_ascii_case(name) && weight.is_ok_and(|weight| weight > 0.0)
}

fn gzip(plain: &Bytes, effort: Effort) -> Bytes {
    let level = if effort == Effort::Once { 4 } else { 9 };
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(level));
    let packed = encoder.write_all(plain).and_then(|()| encoder.finish());
    packed.map_or_else(|_| plain.clone(), Bytes::from)
}

fn brotli(plain: &Bytes, effort: Effort) -> Bytes {
    /// Pages are smaller than 64 KiB: a larger window only takes memory.
    const WINDOW: i32 = 16;
    let quality = match effort {
        Effort::Once => 4,
        Effort::Shared => 6,
        Effort::Forever => 11,
    };
    let params =
        brotli::enc::BrotliEncoderParams { quality, lgwin: WINDOW, size_hint: plain.len(), ..Default::default() };
    let mut packed = Vec::with_capacity(plain.len() / 3);
    match brotli::BrotliCompress(&mut plain.as_ref(), &mut packed, &params) {
        Ok(_) => packed.into(),
        Err(_) => plain.clone(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Read;

    use poem::http::HeaderValue;

    use super::*;

    pub fn unpacked(encoding: Encoding, packed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        match encoding {
            Encoding::Identity => plain.extend_from_slice(packed),
            Encoding::Gzip => drop(
                flate2::read::GzDecoder::new(packed)
                    .read_to_end(&mut plain)
                    .expect("gzip"),
            ),
            Encoding::Brotli => drop(
                brotli::Decompressor::new(packed, 4096)
                    .read_to_end(&mut plain)
                    .expect("brotli"),
            ),
        }
        plain
    }

    fn accepted(offer: &'static str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(offer));
        Encoding::accepted(&headers)
    }

    #[test]
    fn the_best_encoding_that_is_not_refused_is_taken() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(accepted("gzip;q=0.5, br;q=0"), Encoding::Gzip);
        assert_eq!(accepted("GZIP , br;q=x"), Encoding::Gzip);
        assert_eq!(accepted("identity"), Encoding::Identity);
        assert_eq!(accepted("brotli, gzipped"), Encoding::Identity);
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let plain = Bytes::from("<p>Bonjour à tous</p>".repeat(300));
        for effort in [Effort::Once, Effort::Shared, Effort::Forever] {
            for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Brotli] {
                let packed = encoding.compress(&plain, effort);
                assert_eq!(unpacked(encoding, &packed), plain);
                assert!(encoding == Encoding::Identity || packed.len() < plain.len() / 10);
            }
        }
    }
}
