//! HTML written into one buffer, from its beginning to its end.
//!
//! Rule: only a literal in the source is taken as HTML. Every value is escaped, or is HTML that was rendered before. A value
//! of an attribute is written as `"name" = value`, never between two literals.
//!
//! ```
//! use app::markup;
//! use app::ui::markup::Markup;
//! let mut out = Markup::default();
//! markup! { out, "<p", "title" = "a \"b\"", ">", "1 < 2".to_owned(), "</p>" }
//! assert_eq!(out.as_str(), r#"<p title="a &quot;b&quot;">1 &lt; 2</p>"#);
//! ```

use crate::ui::Html;
use leptos::prelude::*;
use leptos::tachys::view::Position;

/// Writes pieces into a [`Markup`]: literals as HTML, `"name" = value` as an attribute, everything else as a [`Part`].
#[macro_export]
macro_rules! markup {
    (@ $out:expr, $name:literal = $value:expr $(, $($rest:tt)*)?) => {
        $out.attribute($name, $value);
        $($crate::markup!(@ $out, $($rest)*);)?
    };
    (@ $out:expr, $html:literal $(, $($rest:tt)*)?) => {
        $out.literal($html);
        $($crate::markup!(@ $out, $($rest)*);)?
    };
    (@ $out:expr, $part:expr $(, $($rest:tt)*)?) => {
        $out.put($part);
        $($crate::markup!(@ $out, $($rest)*);)?
    };
    (@ $out:expr $(,)?) => {};
    ($out:expr, $($pieces:tt)+) => {{
        $crate::markup!(@ $out, $($pieces)+);
    }};
}

/// A buffer of HTML.
#[derive(Clone, Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Writes HTML that stands in the source.
    pub fn literal(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    /// Writes a part.
    pub fn put(&mut self, part: impl Part) {
        part.write(self);
    }

    /// Writes ` name="value"`, or nothing for a value that is not there.
    pub fn attribute(&mut self, name: &'static str, value: impl Value) {
        value.attribute(name, self);
    }

    /// What was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The whole as a part of a page.
    pub fn html(self) -> Html {
        Html::new(self.0)
    }
}

/// Writes a text so that it says in HTML exactly what it says as text, between tags and in an attribute.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// What can be written between tags: a text, a number, rendered HTML, a part of the kit, or nothing.
pub trait Part: Sized {
    /// Writes it.
    fn write(self, out: &mut Markup);

    /// It alone, rendered.
    fn rendered(self) -> Html {
        let mut out = Markup::default();
        self.write(&mut out);
        out.html()
    }
}

impl Part for &str {
    fn write(self, out: &mut Markup) {
        escape(self, &mut out.0);
    }
}

impl Part for &String {
    fn write(self, out: &mut Markup) {
        escape(self, &mut out.0);
    }
}

impl Part for String {
    fn write(self, out: &mut Markup) {
        escape(&self, &mut out.0);
    }
}

impl Part for Html {
    fn write(self, out: &mut Markup) {
        self.to_html_with_buf(&mut out.0, &mut Position::FirstChild, true, false, Vec::new());
    }
}

impl Part for Markup {
    fn write(self, out: &mut Markup) {
        if out.0.is_empty() {
            out.0 = self.0;
        } else {
            out.0.push_str(&self.0);
        }
    }
}

impl Part for () {
    fn write(self, _: &mut Markup) {}
}

impl<P: Part> Part for Option<P> {
    fn write(self, out: &mut Markup) {
        if let Some(part) = self {
            part.write(out);
        }
    }
}

/// Parts one after the other.
macro_rules! parts {
    ($($name:ident $at:tt),+) => {
        impl<$($name: Part),+> Part for ($($name,)+) {
            fn write(self, out: &mut Markup) {
                $( self.$at.write(out); )+
            }
        }
    };
}

parts!(A 0, B 1);
parts!(A 0, B 1, C 2);
parts!(A 0, B 1, C 2, D 3);
parts!(A 0, B 1, C 2, D 3, E 4);

impl<P: Part> Part for Vec<P> {
    fn write(self, out: &mut Markup) {
        for part in self {
            part.write(out);
        }
    }
}

/// A value of an attribute.
pub trait Value {
    /// Writes ` name="value"`.
    fn attribute(self, name: &'static str, out: &mut Markup);
}

impl Value for &str {
    fn attribute(self, name: &'static str, out: &mut Markup) {
        out.0.push(' ');
        out.0.push_str(name);
        out.0.push_str("=\"");
        escape(self, &mut out.0);
        out.0.push('"');
    }
}

impl Value for &String {
    fn attribute(self, name: &'static str, out: &mut Markup) {
        self.as_str().attribute(name, out);
    }
}

impl Value for String {
    fn attribute(self, name: &'static str, out: &mut Markup) {
        self.as_str().attribute(name, out);
    }
}

/// An attribute without a value, there or not.
impl Value for bool {
    fn attribute(self, name: &'static str, out: &mut Markup) {
        if self {
            out.0.push(' ');
            out.0.push_str(name);
        }
    }
}

impl<V: Value> Value for Option<V> {
    fn attribute(self, name: &'static str, out: &mut Markup) {
        if let Some(value) = self {
            value.attribute(name, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_tag_or_leaves_its_attribute() {
        let mut out = Markup::default();
        markup! { out, "<b", "title" = "\" onclick='x", ">", "<script>&</script>", "</b>" }
        let (text, evil) = ("<i>".to_owned(), "\" onclick='x");
        markup! { out, "<u", "title" = evil, "hidden" = true, "lang" = None::<&str>, ">", &text, Some(text.as_str()), "</u>" }
        assert_eq!(
            out.as_str(),
            "<b title=\"&quot; onclick=&#39;x\"><script>&</script></b>\
             <u title=\"&quot; onclick=&#39;x\" hidden>&lt;i&gt;&lt;i&gt;</u>"
        );
    }

    #[test]
    fn escaping_keeps_every_other_character() {
        let mut out = String::new();
        escape("Олег & Söhne <10 %> \u{1f600}", &mut out);
        assert_eq!(out, "Олег &amp; Söhne &lt;10 %&gt; \u{1f600}");
    }

    #[test]
    fn rendered_html_is_written_as_it_is() {
        let bold = view! { <b>"a & b"</b> }.into_view().to_html();
        let mut out = Markup::default();
        markup! { out, "<p>", Html::new(bold), vec![Some("<"), None], ("a", ">".to_owned()), "</p>" }
        assert_eq!(out.as_str(), "<p><b>a &amp; b</b>&lt;a&gt;</p>");
    }

    /// A value between `="` and `"` would have to be escaped for a place that nobody checks.
    #[test]
    fn no_literal_opens_the_value_of_an_attribute() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut macros = 0;
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("a file");
                for inside in text.split(concat!("markup! ", "{ ")).skip(1) {
                    let inside = inside.split(" }").next().unwrap_or_default();
                    assert!(!inside.contains("=\\\"\",") && !inside.contains("='\","), "{}: {inside}", path.display());
                    macros += 1;
                }
            }
        }
        assert!(macros > 10, "{macros}");
    }
}
