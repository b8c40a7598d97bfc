//! Forms and queries as types: the names of the fields stand in one place.
//!
//! ```
//! use app::form;
//! use app::form::{Fields, Params};
//! form! {
//!     /// What is typed to invite somebody.
//!     pub struct Invite {
//!         /// Their name.
//!         name: String,
//!         /// Where their mails go.
//!         email: String = "e-mail",
//!     }
//! }
//! let read = Invite::read(&Params::parse("name=Ana&e-mail=ana%40x&name=2"));
//! assert_eq!((read.name.as_str(), read.email.as_str()), ("Ana", "ana@x"));
//! assert_eq!(Invite::email().as_str(), "e-mail");
//! assert_eq!(read.address("/invite"), "/invite?name=Ana&e-mail=ana%40x");
//! ```

use crate::answer::{Fail, encode};
use crate::form::{Form, Params};
use crate::web::Web;
use axum::extract::{FromRequest, FromRequestParts, Request};
use http::request::Parts;

/// The name of a field of a form. Only [`form!`](crate::form!) makes one, so a page cannot ask for a field that no form has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name(&'static str);

impl Name {
    /// Used by [`form!`](crate::form!).
    #[doc(hidden)]
    pub const fn of_field(name: &'static str) -> Name {
        Name(name)
    }

    /// As it stands in the HTML.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The name of one field of [`Each`](crate::form::Each).
    pub fn of(self, end: impl std::fmt::Display) -> String {
        format!("{}{end}", self.0)
    }
}

/// A form or a query as a type, made by [`form!`](crate::form!).
pub trait Fields: Sized {
    /// The names of its fields.
    const NAMES: &'static [&'static str];

    /// Reads all fields.
    fn read(from: &Params) -> Self;

    /// The names of the fields that are never shown again.
    fn secrets() -> Vec<&'static str>;

    /// Names and texts of the fields that say something, but for those that are never shown again.
    fn pairs(&self) -> Vec<(&'static str, String)>;

    /// `path` with this query.
    fn address(&self, path: &str) -> String {
        let pairs = self.pairs();
        address(path, pairs.iter().map(|(name, text)| (*name, text.as_str())))
    }

    /// A form that nobody has sent yet, filled in with these values.
    fn form(&self) -> Form {
        let pairs = self.pairs();
        Form::with(&pairs.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
    }
}

/// `path` with those parts of a query that say something.
pub fn address<'a>(path: &str, query: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    let mut mark = '?';
    for (name, value) in query.filter(|(_, value)| !value.is_empty()) {
        out.push(mark);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
        mark = '&';
    }
    out
}

/// Makes a struct of a form or a query: each field with its type and, where the name in the HTML differs, that name. Gives
/// the struct, a function for the name of each field, and [`Fields`](crate::form::Fields).
#[macro_export]
macro_rules! form {
    (
        $(#[$meta:meta])*
        $vis:vis struct $form:ident {
            $( $(#[$of:meta])* $field:ident: $kind:ty $(= $name:literal)? ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        $vis struct $form {
            $( $(#[$of])* pub $field: $kind, )+
        }

        impl $form {
            $(
                #[doc = concat!("The name of the field `", stringify!($field), "`.")]
                pub const fn $field() -> $crate::form::Name {
                    $crate::form::Name::of_field($crate::form!(@name $field $($name)?))
                }
            )+
        }

        // A page asks for the names that it shows.
        const _: &[fn() -> $crate::form::Name] = &[$($form::$field),+];

        impl $crate::form::Fields for $form {
            const NAMES: &'static [&'static str] = &[$($crate::form!(@name $field $($name)?)),+];

            fn read(from: &$crate::form::Params) -> $form {
                $form { $( $field: $crate::form::Value::read(from, $crate::form!(@name $field $($name)?)), )+ }
            }

            fn secrets() -> Vec<&'static str> {
                let fields =
                    [$( ($crate::form!(@name $field $($name)?), <$kind as $crate::form::Value>::IS_SECRET) ),+];
                fields.into_iter().filter(|(_, is_secret)| *is_secret).map(|(name, _)| name).collect()
            }

            fn pairs(&self) -> Vec<(&'static str, String)> {
                let pairs = [$( ($crate::form!(@name $field $($name)?), $crate::form::Value::text(&self.$field)) ),+];
                pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect()
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
}

/// A posted form: as its type, and as it was typed, for the page that asks again. What is secret is in the type alone.
pub struct Posted<T>(pub T, pub Form);

impl<S: Send + Sync, T: Fields> FromRequest<S> for Posted<T> {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Posted<T>, Fail> {
        let form = Form::from_request(request, state).await?;
        let typed = T::read(form.params());
        Ok(Posted(typed, form.without(&T::secrets())))
    }
}

/// What the address asks a page for.
pub struct Asked<T>(pub T);

impl<S: Sync, T: Fields> FromRequestParts<S> for Asked<T> {
    type Rejection = axum::response::Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Asked<T>, Self::Rejection> {
        let web = Web::from_request_parts(parts, state).await?;
        Ok(Asked(T::read(&web.query())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Choice, Each, Page, Secret, Words};
    use domain::list::{Cursor, Direction, Place, Size};
    use domain::policy::Role;

    form! {
        /// For the test.
        struct Query {
            q: Words,
            role: Option<Role>,
            old: bool = "include-old",
            page: Page,
            line: Each = "line-",
        }
    }

    form! {
        /// For the test.
        struct Credentials {
            login: String,
            password: Secret,
        }
    }

    #[test]
    fn what_cannot_be_read_asks_for_nothing() {
        let read = |text: &str| Query::read(&Params::parse(text));
        assert_eq!(read("role=nobody&page=-3&q=++").address("/l"), "/l");
        let full = read("q=+a b+&role=admin&include-old=on&page=3&q=second&other=1");
        assert_eq!(full.role, Some(Role::Admin));
        assert_eq!(full.address("/l"), "/l?q=a%20b&role=admin&include-old=1&page=3");
        assert_eq!(Query::old().as_str(), "include-old");
        assert_eq!(Query::NAMES, ["q", "role", "include-old", "page", "line-"]);
    }

    form! {
        /// For the test.
        struct Listed {
            direction: Choice<Direction> = "dir",
            size: Size,
            place: Place = "page",
        }
    }

    #[test]
    fn what_is_usual_does_not_stand_in_an_address() {
        let read = |text: &str| Listed::read(&Params::parse(text));
        assert_eq!(read("dir=asc&size=25&page=1").address("/l"), "/l");
        assert_eq!(read("dir=up&size=1000&page=x").address("/l"), "/l");
        assert_eq!(read("dir=desc&size=50&page=3").address("/l"), "/l?dir=desc&size=50&page=3");
        let beside = "7.00000000000000000000000000000009";
        let cursor = Cursor::parse(beside).expect("a cursor");
        assert_eq!(read(&format!("page=4&after={beside}")).place, Place::After(cursor));
        assert_eq!(read(&format!("before={beside}")).place, Place::Before(cursor));
        assert_eq!(read("page=last").place, Place::Last);
    }

    #[test]
    fn fields_of_one_kind_are_told_apart_by_their_ends() {
        let read = Query::read(&Params::parse("line-b=2&line-a=1&line-b=3&lines=4"));
        assert_eq!((read.line.get("a"), read.line.get("b"), read.line.has("c")), (Some("1"), Some("2"), false));
        assert_eq!(Query::line().of(7), "line-7");
    }

    #[test]
    fn a_secret_is_in_no_form_that_is_shown_again() {
        let typed = Credentials::read(&Params::parse("login=ana&password=x+y"));
        assert_eq!((typed.login.as_str(), typed.password.expose()), ("ana", "x y"));
        assert_eq!(Credentials::secrets(), ["password"]);
        assert_eq!(typed.form().get("login"), "ana");
        assert_eq!(typed.form().find("password"), None);
        assert!(!format!("{typed:?}").contains("x y"));
        let sent = Form::with(&[("login", "ana"), ("password", "x y")]).without(&Credentials::secrets());
        assert_eq!((sent.get("login"), sent.find("password")), ("ana", None));
    }
}
