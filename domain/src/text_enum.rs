//! Closed sets of words: text in the database, in forms, in addresses and in JSON, and an enum in the program.
//!
//! Rule: such a word is written and read here and nowhere else. A stored text that is none of the words is an error that
//! names the type and the text; no reader chooses a value in its place. Whoever adds a word is led by the compiler to every
//! place that must say what it means.

use std::fmt;

/// A text that is none of the words of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The type, by its path.
    pub of: &'static str,
    /// The text.
    pub text: String,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no value {:?}", self.of, self.text)
    }
}

impl std::error::Error for UnknownWord {}

/// A value that stands as one word in a form or an address: one of a closed set, or an id.
pub trait Word: Copy {
    /// The word.
    fn word(self) -> String;

    /// The value of a word; nothing for any other text.
    fn of(text: &str) -> Option<Self>;
}

/// An enum whose values are words: `ALL` in the order of the list, `as_str`, `parse`, `Display`, JSON as text, and a column
/// of text on both engines.
///
/// ```ignore
/// text_enum! {
///     /// How an order gets to the customer.
///     pub enum Shipping {
///         /// Two to three working days.
///         Standard => "standard",
///         /// Fetched by the customer.
///         Collect => "collect",
///     }
/// }
/// ```
macro_rules! text_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$of:meta])* $value:ident => $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name {
            $( $(#[$of])* $value, )+
        }

        impl $name {
            /// All values, in the order in which people read them.
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$value),+];

            /// The word, as it is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( $name::$value => $word, )+
                }
            }

            /// The value of a word; nothing for any other text.
            pub fn parse(text: &str) -> Option<$name> {
                match text {
                    $( $word => Some($name::$value), )+
                    _ => None,
                }
            }
        }

        impl $crate::text_enum::Word for $name {
            fn word(self) -> String {
                self.as_str().to_owned()
            }

            fn of(text: &str) -> Option<$name> {
                $name::parse(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl From<$name> for serde_json::Value {
            fn from(value: $name) -> serde_json::Value {
                serde_json::Value::from(value.as_str())
            }
        }

        $crate::text_enum::text_column!($name, as_str);
    };
}
pub(crate) use text_enum;

/// Lets a type be a column of text on both engines: `$word` gives its text, and its `parse` reads it.
macro_rules! text_column {
    ($name:ident, $word:ident) => {
        impl<DB: sqlx::Database> sqlx::Type<DB> for $name
        where
            str: sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <str as sqlx::Type<DB>>::type_info()
            }

            fn compatible(given: &DB::TypeInfo) -> bool {
                <str as sqlx::Type<DB>>::compatible(given)
            }
        }

        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name
        where
            &'static str: sqlx::Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                buffer: &mut DB::ArgumentBuffer,
            ) -> std::result::Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <&'static str as sqlx::Encode<'q, DB>>::encode_by_ref(&self.$word(), buffer)
            }
        }

        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name
        where
            &'r str: sqlx::Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> std::result::Result<$name, sqlx::error::BoxDynError> {
                let text = <&'r str as sqlx::Decode<'r, DB>>::decode(value)?;
                let unknown =
                    || $crate::text_enum::UnknownWord { of: std::any::type_name::<$name>(), text: text.to_owned() };
                Ok($name::parse(text).ok_or_else(unknown)?)
            }
        }
    };
}
pub(crate) use text_column;

#[cfg(test)]
mod tests {
    use super::UnknownWord;

    text_enum! {
        /// For the test.
        #[derive(Default)]
        enum Light {
            /// Stop.
            #[default]
            Red => "red",
            /// Go.
            Green => "green_light",
        }
    }

    #[test]
    fn a_word_is_read_as_it_is_written_and_no_other_text_is_read() {
        assert_eq!(Light::ALL, [Light::Red, Light::Green]);
        for light in Light::ALL {
            assert_eq!(Light::parse(light.as_str()), Some(light));
            assert_eq!(light.to_string(), light.as_str());
        }
        assert_eq!(serde_json::json!({ "light": Light::Green }).to_string(), r#"{"light":"green_light"}"#);
        assert_eq!(serde_json::Value::from(Light::default()), "red");
        for text in ["", "Red", "red ", "yellow"] {
            assert_eq!(Light::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_type() {
        let unknown = UnknownWord { of: "domain::order::Status", text: "paid".to_owned() };
        assert_eq!(unknown.to_string(), "domain::order::Status has no value \"paid\"");
    }
}
