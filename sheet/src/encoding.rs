//! Which encoding a text has, and the text in it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to find the encoding.
const SAMPLE: usize = 1_000_000;

/// Decodes a text, without its byte order mark. No text is refused: what is not valid becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> (String, &'static Encoding) {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let text = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    (text.into_owned(), encoding)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let third = sample.len() / 6;
    if odd > even.saturating_mul(4) && odd > third {
        return UTF_16LE;
    }
    if even > odd.saturating_mul(4) && even > third {
        return UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether a text is in UTF-8 but for a few bytes.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad.saturating_mul(8)
}
