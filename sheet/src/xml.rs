//! The parts of a packed workbook, read as XML piece by piece while what is unpacked is counted.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, Refusal};

/// How many bytes one tag or text may have beside what a cell may hold.
const PIECE: u64 = 100_000;
/// How many pieces of XML there may be for each cell that there may be: empty ones that are only formatted included.
const PIECES: usize = 16;
/// How deep elements may lie in each other.
const DEPTH: usize = 200;

/// A packed file.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: Rc<Cell<u64>>,
    pieces: Rc<Cell<usize>>,
    limits: &'a Limits,
}

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Incomplete)?;
        let pieces = Rc::new(Cell::new(limits.cells.saturating_mul(PIECES)));
        Ok(Self { zip, left: Rc::new(Cell::new(limits.unpacked)), pieces, limits })
    }

    /// The names of the parts.
    pub(crate) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.zip.file_names().filter_map(Result::ok)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The place of a part. Some programs write names in another case than they refer to them.
    fn find(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| {
            self.zip.file_names().position(|other| other.is_ok_and(|other| other.eq_ignore_ascii_case(name)))
        })
    }

    /// Opens a part as XML in UTF-8 or UTF-16; none when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Xml<impl BufRead + use<'_, 'a>>>, Refusal> {
        let Some(place) = self.find(name) else { return Ok(None) };
        let (left, pieces) = (Rc::clone(&self.left), Rc::clone(&self.pieces));
        let piece = Rc::new(Cell::new(0));
        let part = match self.zip.by_index(place) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Refusal::Password),
            Err(_) => return Err(Refusal::Incomplete),
        };
        let metered =
            Metered { from: BufReader::with_capacity(32_768, part), left: left.clone(), piece: piece.clone() };
        let mut reader = Reader::from_reader(DecodingReader::new(metered));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Ok(Some(Xml { reader, buffer: Vec::new(), left, piece, pieces, depth: 0, limits: self.limits.clone() }))
    }
}

/// Counts what is read, of all parts and of one piece of XML, and ends with an error when it is too much.
struct Metered<R> {
    from: R,
    left: Rc<Cell<u64>>,
    piece: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = {
            let mut ready = self.fill_buf()?;
            ready.read(into)?
        };
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left.get() == 0 || self.piece.get() == 0 {
            return Err(io::Error::from(io::ErrorKind::QuotaExceeded));
        }
        self.from.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.from.consume(count);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(count));
        self.piece.set(self.piece.get().saturating_sub(count));
    }
}

/// XML, read piece by piece.
pub(crate) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    left: Rc<Cell<u64>>,
    piece: Rc<Cell<u64>>,
    pieces: Rc<Cell<usize>>,
    depth: usize,
    limits: Limits,
}

/// A piece of XML. Names are without their prefix.
pub(crate) enum Piece<'a> {
    Open(Tag<'a>),
    Close(Cow<'a, str>),
    Text(Cow<'a, str>),
    End,
}

impl<R: BufRead> Xml<R> {
    /// The next piece. An element without content is opened and closed.
    pub(crate) fn next(&mut self) -> Result<Piece<'_>, Refusal> {
        let Some(pieces) = self.pieces.get().checked_sub(1) else {
            return Err(Refusal::TooManyCells { limit: self.limits.cells });
        };
        self.pieces.set(pieces);
        self.buffer.clear();
        self.piece.set(PIECE.saturating_add(6 * u64::try_from(self.limits.cell).unwrap_or(u64::MAX / 6)));
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) if self.left.get() == 0 || self.piece.get() == 0 => {
                return Err(Refusal::TooLarge { bytes: self.limits.unpacked, unpacked: true });
            }
            Err(_) => return Err(Refusal::Incomplete),
        };
        Ok(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(Refusal::Incomplete);
                }
                Piece::Open(Tag(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Piece::Close(Cow::Owned(tag.local_name().into_inner().to_owned()))
            }
            Event::Text(text) => Piece::Text(text.xml10_content()),
            Event::CData(text) => Piece::Text(text.xml10_content()),
            Event::GeneralRef(name) => Piece::Text(match name.resolve_char_ref() {
                Ok(Some(letter)) => Cow::Owned(letter.to_string()),
                _ => match quick_xml::escape::resolve_xml_entity(&name) {
                    Some(text) => Cow::Borrowed(text),
                    None => Cow::Owned(format!("&{};", &*name)),
                },
            }),
            Event::Eof => Piece::End,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Piece::Text(Cow::Borrowed("")),
        })
    }
}

/// The beginning of an element.
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, whatever its prefix.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|one| one.key.local_name().into_inner() == name)?;
        Some(match quick_xml::escape::unescape(&found.value) {
            Ok(value) => value.into_owned(),
            Err(_) => found.value.into_owned(),
        })
    }

    /// The value of an attribute as a number.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute is set to a word that means yes.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }
}
