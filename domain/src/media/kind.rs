//! What a file is, by its content alone: its first bytes, and whether it is whole.

use super::{Kind, LARGEST, LARGEST_DRAWING};
use crate::error::BadFile;

/// The formats that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF; its first picture.
    Gif,
    /// WebP; its first picture.
    Webp,
    /// Scalable Vector Graphics.
    Svg,
    /// PDF.
    Pdf,
}

impl Format {
    /// What it is to a product.
    pub fn kind(self) -> Kind {
        match self {
            Format::Png | Format::Jpeg | Format::Gif | Format::Webp => Kind::Picture,
            Format::Svg => Kind::Svg,
            Format::Pdf => Kind::Document,
        }
    }

    /// The media type of what is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Png | Format::Jpeg | Format::Gif | Format::Webp => "image/webp",
            Format::Svg => "image/svg+xml",
            Format::Pdf => "application/pdf",
        }
    }
}

/// Endings of names that say what a file is, and what that is.
const ENDINGS: [(&str, Kind); 8] = [
    ("png", Kind::Picture),
    ("jpg", Kind::Picture),
    ("jpeg", Kind::Picture),
    ("gif", Kind::Picture),
    ("webp", Kind::Picture),
    ("svg", Kind::Svg),
    ("pdf", Kind::Document),
    ("jfif", Kind::Picture),
];
/// How names of files end that are taken, for the field of a form.
pub const ACCEPTED: &str = ".png,.jpg,.jpeg,.gif,.webp,.svg,.pdf";

/// How far into a PDF its last mark may stand from the end, in bytes.
const TAIL: usize = 1024;
/// The longest a comment of a ZIP can be, with the record before it, in bytes.
const ZIP_TAIL: usize = 65_557;

/// What a file is. A picture may end like another kind of picture; a name that says that it is no picture, or one of a
/// program or a page, is not believed and the file not taken.
///
/// # Errors
/// Why it is not taken.
pub fn of(name: &str, bytes: &[u8]) -> Result<Format, BadFile> {
    if bytes.is_empty() {
        return Err(BadFile::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(BadFile::TooLarge);
    }
    let format = sniffed(bytes).ok_or(BadFile::Unknown)?;
    if format == Format::Svg && bytes.len() > LARGEST_DRAWING {
        return Err(BadFile::TooLarge);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let known = ENDINGS.into_iter().find(|(known, _)| *known == ending);
    if !ending.is_empty() && known.is_none_or(|(_, kind)| kind != format.kind()) {
        return Err(BadFile::Ending);
    }
    if !is_whole(format, bytes) {
        return Err(BadFile::Broken);
    }
    if ends_in_zip(bytes) {
        return Err(BadFile::TwoFiles);
    }
    Ok(format)
}

fn sniffed(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Format::Png),
        [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Format::Pdf),
        _ => is_drawing(bytes).then_some(Format::Svg),
    }
}

/// Whether the first element is `svg`, behind a declaration, comments and a document type.
fn is_drawing(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(16 * 1024)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            // A document type with declarations inside ends with them; that it is refused is for the one who reads it.
            _ if rest.starts_with("<!DOCTYPE") => {
                return rest.contains("<svg");
            }
            _ => break,
        };
        match rest.split_once(end) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    name == "svg" || name.strip_suffix(":svg").is_some_and(|prefix| prefix.chars().all(char::is_alphanumeric))
}

/// Whether a file goes on to its end. What is inside is for the one who reads it.
fn is_whole(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Png => png_ends(bytes),
        Format::Jpeg => jpeg_ends(bytes),
        Format::Gif => bytes.contains(&0x3b),
        Format::Webp => {
            let size = bytes.get(4..8).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes);
            usize::try_from(size).is_ok_and(|size| size >= 4 && size + 8 <= bytes.len())
        }
        Format::Svg => true,
        Format::Pdf => {
            let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
            let end = tail.windows(5).rposition(|window| window == b"%%EOF");
            end.is_some_and(|end| tail[end + 5..].iter().all(|b| b.is_ascii_whitespace() || *b == 0))
        }
    }
}

/// Walks the chunks to the last one.
fn png_ends(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = head[..4].try_into().map_or(u32::MAX, u32::from_be_bytes);
        let Some(end) = usize::try_from(length).ok().and_then(|length| at.checked_add(12)?.checked_add(length)) else {
            return false;
        };
        if head[4..] == *b"IEND" {
            return end <= bytes.len();
        }
        at = end;
    }
    false
}

/// Walks the segments to the picture, whose end is marked; what stands before it may hold a small picture with its own end.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, marker]) = bytes.get(at..at + 2) {
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            0xd9 => return false,
            _ => {
                let length = bytes.get(at + 2..at + 4).map_or(0, |l| usize::from(u16::from_be_bytes([l[0], l[1]])));
                if length < 2 {
                    return false;
                }
                at += 2 + length;
                if marker == 0xda {
                    return bytes.get(at..).is_some_and(|rest| rest.windows(2).any(|pair| pair == [0xff, 0xd9]));
                }
            }
        }
    }
    false
}

/// Whether programs that unpack archives would take it for one: the record of its end stands where they look for it.
fn ends_in_zip(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(ZIP_TAIL)..];
    tail.windows(22).enumerate().any(|(at, record)| {
        record.starts_with(b"PK\x05\x06")
            && at + 22 + usize::from(u16::from_le_bytes([record[20], record[21]])) <= tail.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of no pixel, with the chunks that are walked.
    fn png() -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.extend(b"\0\0\0\x02tEXtab\0\0\0\0");
        bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
        bytes
    }

    #[test]
    fn a_file_is_what_its_content_says() {
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02picture\xff\xd9".as_slice();
        let pdf = b"%PDF-1.7 text %%EOF\r\n".as_slice();
        for (name, bytes, want) in [
            ("a.png", png().as_slice(), Ok(Format::Png)),
            ("a.jpg", png().as_slice(), Ok(Format::Png)),
            ("a", png().as_slice(), Ok(Format::Png)),
            ("a.JPEG", jpeg, Ok(Format::Jpeg)),
            ("a.gif", b"GIF89a...\x3b", Ok(Format::Gif)),
            ("a.webp", b"RIFF\x04\0\0\0WEBP", Ok(Format::Webp)),
            ("a.pdf", pdf, Ok(Format::Pdf)),
            ("a.svg", b"<svg/>", Ok(Format::Svg)),
            ("a.svg", b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE svg>\n<svg:svg>", Ok(Format::Svg)),
            ("a.svg", b"<!-- <svg> --><html>", Err(BadFile::Unknown)),
            ("a.png", b"MZ\x90\0", Err(BadFile::Unknown)),
            ("a.png", b"<html><svg/></html>", Err(BadFile::Unknown)),
            ("a.png", b"", Err(BadFile::Empty)),
            ("a.pdf", png().as_slice(), Err(BadFile::Ending)),
            ("a.png", pdf, Err(BadFile::Ending)),
            ("a.png.exe", png().as_slice(), Err(BadFile::Ending)),
            ("a.html", b"<svg/>", Err(BadFile::Ending)),
        ] {
            assert_eq!(of(name, bytes), want, "{name} {:?}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(of("a.png", &vec![0; LARGEST + 1]), Err(BadFile::TooLarge));
        let mut drawing = b"<svg>".to_vec();
        drawing.resize(LARGEST_DRAWING + 1, b' ');
        assert_eq!(of("a.svg", &drawing), Err(BadFile::TooLarge));
    }

    #[test]
    fn a_file_that_ends_too_early_is_broken() {
        let png = png();
        for cut in 9..png.len() {
            assert_eq!(of("a.png", &png[..cut]), Err(BadFile::Broken), "{cut}");
        }
        // The small picture in front has an end of its own.
        let jpeg = b"\xff\xd8\xff\xe1\x00\x08\xff\xd8\xff\xd9ab\xff\xda\x00\x02picture";
        assert_eq!(of("a.jpg", jpeg), Err(BadFile::Broken));
        assert_eq!(of("a.jpg", b"\xff\xd8\xff\xe0\x00\x00"), Err(BadFile::Broken));
        assert_eq!(of("a.gif", b"GIF89a"), Err(BadFile::Broken));
        assert_eq!(of("a.webp", b"RIFF\xff\0\0\0WEBPxx"), Err(BadFile::Broken));
        for pdf in [b"%PDF-1.7 text".as_slice(), b"%PDF-1.7 %%EOF <script>alert(1)</script>"] {
            assert_eq!(of("a.pdf", pdf), Err(BadFile::Broken));
        }
    }

    #[test]
    fn a_file_that_is_an_archive_as_well_is_refused() {
        let record = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\x20\0\0\0\0\0";
        let behind = [png().as_slice(), record].concat();
        assert_eq!(of("a.png", &behind), Err(BadFile::TwoFiles));
        let mut commented = record.to_vec();
        commented[20] = 5;
        let pdf = [b"%PDF-1.7 ".as_slice(), &commented, b"%%EOF"].concat();
        assert_eq!(of("a.pdf", &pdf), Err(BadFile::TwoFiles), "its end is the comment of the archive");
    }
}
