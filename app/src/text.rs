//! Everything people read, by key and language.
//!
//! Rule: a page holds keys, never sentences. The words are in `app/locales/LANGUAGE/*.ftl`, in the format of
//! [Fluent](https://projectfluent.org/fluent/guide/). The language of a request is set once, where the request comes in;
//! [`t!`](crate::t) uses it wherever it is called.
//!
//! ```
//! use app::t;
//! use app::text::{Language, in_language};
//! let text = || t!("list-pages", from = 1, to = 25, total = 1_204);
//! assert_eq!(in_language(Language::English, text), "1–25 of 1,204");
//! assert_eq!(in_language(Language::German, text), "1–25 von 1.204");
//! ```

mod format;
mod language;
mod plain;
mod pseudo;

pub use format::{amount, day, minute, money, number, percent, unit_price};
pub use language::{Language, in_language, language, with_language};
pub use plain::plain;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use intl_memoizer::concurrent::IntlLangMemoizer;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The files of each language: name and text, English first.
macro_rules! locales {
    ($($name:literal),+) => {
        /// The files of English.
        const ENGLISH: &[(&str, &str)] = &[$(($name, include_str!(concat!("../locales/en/", $name, ".ftl")))),+];
        /// The files of German.
        const GERMAN: &[(&str, &str)] = &[$(($name, include_str!(concat!("../locales/de/", $name, ".ftl")))),+];
    };
}

locales!(
    "common",
    "shop",
    "price",
    "account",
    "checkout",
    "ordering",
    "company",
    "behalf",
    "failure",
    "problem",
    "kit",
    "search",
    "quick_order",
    "item_numbers",
    "import",
    "lists",
    "prepared",
    "media",
    "mail",
    "portal",
    "contacts",
    "portal-orders",
    "portal-sessions",
    "audit",
    "staff",
    "invite",
    "set_up",
    "security",
    "words",
    "events",
    "refusal"
);

/// The text of a key in the language of this request: `t!("key")` is a `&'static str`; with values, as in
/// `t!("key", name = value)`, it is a `String`. A value is a text or a whole number; numbers choose the plural and are
/// written as the language does.
#[macro_export]
macro_rules! t {
    ($key:literal) => {
        $crate::text::fixed($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::filled($key, [$((stringify!($name), $crate::text::Value::from($value))),+])
    };
}

/// Where elements go in a text, as its values: `ui::within(t!("key", name = PLACES[0]), [element])`. So a sentence with a
/// link or a name in it is one text, and each language has its own order.
pub const PLACES: [&str; 4] = ["\u{fffc}1", "\u{fffc}2", "\u{fffc}3", "\u{fffc}4"];

/// A value in a text.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text.
    Text(String),
    /// A count, which is whole.
    Count(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::from(text.as_str())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&Value> for FluentValue<'static> {
    fn from(value: &Value) -> FluentValue<'static> {
        match value {
            Value::Text(text) => FluentValue::from(text.clone()),
            Value::Count(count) => FluentValue::from(*count),
        }
    }
}

/// Whole numbers.
macro_rules! numbers {
    ($($kind:ty),+) => { $(impl From<$kind> for Value {
        fn from(number: $kind) -> Value {
            Value::Count(i64::try_from(number).unwrap_or(i64::MAX))
        }
    })+ };
}

numbers!(i32, i64, u32, u64, usize);

/// A part of a text that has values and no choices.
enum Part {
    Text(String),
    Value(String),
}

/// The texts of a language.
struct Texts {
    /// Those without values, as they are.
    fixed: HashMap<String, &'static str>,
    /// Those with values alone, without plurals and choices, taken apart: most texts of a page are of this kind.
    plain: HashMap<String, Vec<Part>>,
    /// All of them.
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads the files of a language. What cannot be read is left out: the tests of this module find it.
    fn load(language: Language) -> Texts {
        let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
        // Names are isolated by `<bdi>`, where they can be of another direction.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(written));
        let transform: Option<fn(&str) -> Cow<'_, str>> = match language {
            Language::English | Language::German => None,
            Language::Longer => Some(pseudo::longer),
            Language::RightToLeft => Some(pseudo::right_to_left),
        };
        bundle.set_transform(transform);
        let (mut keys, mut plain) = (Vec::new(), HashMap::new());
        for (_, text) in files(language) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            keys.extend(fixed_keys(&resource));
            plain.extend(plain_parts(&resource, transform));
            bundle.add_resource_overriding(resource);
        }
        let mut texts = Texts { fixed: HashMap::new(), plain, bundle };
        for key in keys {
            let text: &'static str = Box::leak(texts.format(&key, &[]).into_boxed_str());
            texts.fixed.insert(key, text);
        }
        texts
    }

    fn format(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        if let Some(parts) = self.plain.get(key) {
            return joined(parts, values);
        }
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let values: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, FluentValue::from(value))).collect();
        let mut errors: Vec<FluentError> = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }
}

/// A text from its parts; a value that is missing shows its name, as Fluent does.
fn joined(parts: &[Part], values: &[(&'static str, Value)]) -> String {
    let mut text = String::with_capacity(64);
    for part in parts {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Value(name) => match values.iter().find(|(given, _)| given == name) {
                Some((_, Value::Text(value))) => text.push_str(value),
                Some((_, Value::Count(count))) => text.push_str(&number(*count)),
                None => {
                    text.push_str("{$");
                    text.push_str(name);
                    text.push('}');
                }
            },
        }
    }
    text
}

/// The files of a language; a pseudo-language changes those of English.
fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::German => GERMAN,
        Language::English | Language::Longer | Language::RightToLeft => ENGLISH,
    }
}

/// The texts of a file, by key.
fn messages(resource: &FluentResource) -> impl Iterator<Item = (&str, &Pattern<&str>)> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message.value.as_ref()?)),
        _ => None,
    })
}

/// The keys of a file whose texts hold no values.
fn fixed_keys(resource: &FluentResource) -> Vec<String> {
    let is_fixed = |element: &PatternElement<&str>| matches!(element, PatternElement::TextElement { .. });
    messages(resource).filter(|(_, value)| value.elements.iter().all(is_fixed)).map(|(key, _)| key.to_owned()).collect()
}

/// The texts of a file that hold values and nothing to choose, taken apart.
fn plain_parts(resource: &FluentResource, transform: Option<fn(&str) -> Cow<'_, str>>) -> Vec<(String, Vec<Part>)> {
    let part = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => {
            Some(Part::Text(transform.map_or_else(|| (*value).to_owned(), |change| change(value).into_owned())))
        }
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            Some(Part::Value(id.name.to_owned()))
        }
        PatternElement::Placeable { .. } => None,
    };
    let taken_apart = |(key, value): (&str, &Pattern<&str>)| {
        let parts: Option<Vec<Part>> = value.elements.iter().map(part).collect();
        Some((key.to_owned(), parts?))
    };
    messages(resource).filter_map(taken_apart).collect()
}

/// How a value is written into a text: numbers as the language does.
fn written(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::Number(count) => count.as_string().parse().ok().map(number),
        _ => None,
    }
}

/// The texts of each language, read when it is first spoken.
static TEXTS: [OnceLock<Texts>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];

fn texts() -> &'static Texts {
    let language = language();
    TEXTS[language as usize].get_or_init(|| Texts::load(language))
}

/// The text of a key that takes no values; the key itself when there is none. Called by [`t!`](crate::t).
pub fn fixed(key: &'static str) -> &'static str {
    texts().fixed.get(key).copied().unwrap_or(key)
}

/// The text of a key with its values. Called by [`t!`](crate::t).
pub fn filled<const N: usize>(key: &'static str, values: [(&'static str, Value); N]) -> String {
    texts().format(key, &values)
}

#[cfg(test)]
mod tests;
