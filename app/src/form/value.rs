//! What a field of a form or of a query holds, as a type.
//!
//! Rule: reading never fails. What cannot be read is as if nothing was typed; whether a text is right is said by `domain`,
//! which knows the reason.

use crate::form::Params;
use domain::list::{Cursor, Place, Size};
use domain::text_enum::Word;
use std::fmt;

/// A field's type.
pub trait Value: Sized {
    /// Whether what was typed must never be shown again.
    const IS_SECRET: bool = false;

    /// Reads the field of this name; the first of two counts.
    fn read(from: &Params, name: &str) -> Self;

    /// As it stands in an address or a field; nothing when it says nothing.
    fn text(&self) -> String;
}

/// A text as it was typed.
impl Value for String {
    fn read(from: &Params, name: &str) -> String {
        from.get(name).to_owned()
    }

    fn text(&self) -> String {
        self.clone()
    }
}

/// One of a closed set of words, or an id.
impl<W: Word> Value for Option<W> {
    fn read(from: &Params, name: &str) -> Option<W> {
        W::of(from.get(name))
    }

    fn text(&self) -> String {
        self.map(|word| word.word()).unwrap_or_default()
    }
}

/// Whether a box is ticked.
impl Value for bool {
    fn read(from: &Params, name: &str) -> bool {
        from.find(name).is_some()
    }

    fn text(&self) -> String {
        if *self { "1".to_owned() } else { String::new() }
    }
}

/// Words to search for: without space around them, and not longer than a search may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub String);

impl Value for Words {
    fn read(from: &Params, name: &str) -> Words {
        Words(from.get(name).trim().chars().take(domain::search::LONGEST).collect())
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

/// The number of a page of a list: counted from 0 here, from 1 in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page(pub i64);

impl Page {
    /// The page that the address calls `number`.
    pub fn number(number: i64) -> Page {
        Page(number.max(1) - 1)
    }
}

impl Value for Page {
    fn read(from: &Params, _: &str) -> Page {
        Page(from.page())
    }

    fn text(&self) -> String {
        if self.0 > 0 { (self.0 + 1).to_string() } else { String::new() }
    }
}

/// Which page of a long list: by its number, or by the row that it is beside, which is read from `after` and `before`. In an
/// address it is written by its number alone: the ways past what is counted are made from the rows of a page.
impl Value for Place {
    fn read(from: &Params, name: &str) -> Place {
        match (Cursor::parse(from.get("after")), Cursor::parse(from.get("before"))) {
            (Some(cursor), _) => Place::After(cursor),
            (None, Some(cursor)) => Place::Before(cursor),
            (None, None) if from.get(name) == "last" => Place::Last,
            (None, None) => Place::Page(from.page()),
        }
    }

    fn text(&self) -> String {
        Page(self.number()).text()
    }
}

/// How many rows a page of a list has; the usual number is not said.
impl Value for Size {
    fn read(from: &Params, name: &str) -> Size {
        Size::of(from.get(name)).unwrap_or_default()
    }

    fn text(&self) -> String {
        Choice(*self).text()
    }
}

/// One of a closed set of which one holds where nothing is asked for; that one is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice<W>(pub W);

impl<W: Word + Default + PartialEq> Value for Choice<W> {
    fn read(from: &Params, name: &str) -> Choice<W> {
        Choice(W::of(from.get(name)).unwrap_or_default())
    }

    fn text(&self) -> String {
        if self.0 == W::default() { String::new() } else { self.0.word() }
    }
}

/// Fields of one kind that differ in the end of their names, such as `quantity-4711`: that end, and what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Each(Vec<(String, String)>);

impl Each {
    /// What was typed in the field of this end, if there was such a field.
    pub fn get(&self, end: &str) -> Option<&str> {
        self.0.iter().find(|(e, _)| e == end).map(|(_, text)| text.as_str())
    }

    /// Whether there was a field of this end: a box that was ticked.
    pub fn has(&self, end: &str) -> bool {
        self.get(end).is_some()
    }

    /// All of them, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(end, text)| (end.as_str(), text.as_str()))
    }
}

impl Value for Each {
    fn read(from: &Params, name: &str) -> Each {
        let ends = from.iter().filter_map(|(n, text)| Some((n.strip_prefix(name)?.to_owned(), text.to_owned())));
        Each(ends.collect())
    }

    fn text(&self) -> String {
        String::new()
    }
}

/// A password or code. It is in no form that is shown again, and in no message of the program.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// What was typed, for the one place that compares it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Value for Secret {
    const IS_SECRET: bool = true;

    fn read(from: &Params, name: &str) -> Secret {
        Secret(from.get(name).to_owned())
    }

    fn text(&self) -> String {
        String::new()
    }
}
