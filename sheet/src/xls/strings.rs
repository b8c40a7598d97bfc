//! Text in the records of old workbooks.

use encoding_rs::Encoding;

use super::{u16_at, u32_at};
use crate::Refusal;
use crate::guard::Guard;

/// Text with its length in one byte, such as the name of a sheet.
pub(super) fn short(data: &[u8], unicode: bool, encoding: &'static Encoding) -> String {
    let Some((length, rest)) = data.split_first() else { return String::new() };
    let length = usize::from(*length);
    if unicode {
        let (flags, letters) = rest.split_first().map_or((0, rest), |(flags, letters)| (*flags, letters));
        return decode(letters, length, flags & 1 != 0);
    }
    encoding.decode_without_bom_handling(rest.get(..length).unwrap_or(rest)).0.into_owned()
}

/// Text of Excel 97 and later with its length in two bytes, within one record.
pub(super) fn wide(data: &[u8]) -> String {
    let length = usize::from(u16_at(data, 0).unwrap_or(0));
    let flags = data.get(2).copied().unwrap_or(0);
    let extra = (if flags & 8 != 0 { 2 } else { 0 }) + (if flags & 4 != 0 { 4 } else { 0 });
    decode(data.get(3 + extra..).unwrap_or_default(), length, flags & 1 != 0)
}

/// Letters of one or two bytes each.
fn decode(bytes: &[u8], length: usize, two: bool) -> String {
    if two {
        let units = bytes.chunks_exact(2).take(length).map(|pair| u16_at(pair, 0).unwrap_or(0));
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        bytes.iter().take(length).map(|byte| char::from(*byte)).collect()
    }
}

/// The table of texts that cells share. It is cut into records at any place, even within a text.
pub(super) fn table(pieces: &[&[u8]], guard: &Guard<'_>) -> Result<Vec<String>, Refusal> {
    let mut input = Pieces { pieces, place: 8 };
    let count = pieces.first().and_then(|first| u32_at(first, 4)).unwrap_or(0);
    let mut strings = Vec::new();
    for done in 0..count {
        if strings.len() >= guard.limits.cells {
            return Err(Refusal::TooManyCells { limit: guard.limits.cells });
        }
        if done % 1024 == 0 {
            guard.time()?;
        }
        let Some(text) = input.text() else { return Err(Refusal::Incomplete) };
        strings.push(text);
    }
    Ok(strings)
}

/// The pieces of a table of texts, read one after the other.
struct Pieces<'a> {
    pieces: &'a [&'a [u8]],
    place: usize,
}

impl Pieces<'_> {
    /// How many bytes are left in the piece; goes on to the next one when there are none.
    fn left(&mut self) -> Option<usize> {
        loop {
            let left = self.pieces.first()?.len().saturating_sub(self.place);
            if left > 0 {
                return Some(left);
            }
            self.pieces = self.pieces.get(1..)?;
            self.place = 0;
        }
    }

    fn byte(&mut self) -> Option<u8> {
        self.left()?;
        let byte = *self.pieces.first()?.get(self.place)?;
        self.place += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut value = 0;
        for place in 0..bytes {
            value |= usize::from(self.byte()?) << (8 * place);
        }
        Some(value)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.left()?.min(count);
            self.place += step;
            count -= step;
        }
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number(2)?;
        let mut flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let spoken = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut units: Vec<u16> = Vec::with_capacity(length);
        while units.len() < length {
            let before = self.pieces.len();
            self.left()?;
            if self.pieces.len() != before {
                // A text that goes on in the next record says again how wide its letters are.
                flags = self.byte()?;
            }
            let unit = if flags & 1 != 0 { self.number(2)? } else { self.number(1)? };
            units.push(u16::try_from(unit).ok()?);
        }
        self.skip(runs.checked_mul(4)?)?;
        self.skip(spoken)?;
        Some(String::from_utf16_lossy(&units))
    }
}
