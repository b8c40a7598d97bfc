//! A drawing is read and written anew with what is known to be harmless: lines, texts and colours.
//!
//! Rules: elements and attributes that are not in the lists are left out, scripts, links, animations and what editors keep
//! among them. What a drawing would not look right without is not left out but refused: pictures inside it, and anything that
//! stands in another file. Nothing of the source is copied without being read as XML and escaped again.

mod list;
mod size;

use super::svg::list::{ATTRIBUTES, ELEMENTS, EMBEDS};
use super::svg::size::Sizes;
use crate::error::BadFile;
use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write;

/// How deep elements may lie in each other.
const DEPTH: usize = 100;
/// The most elements.
const ELEMENTS_AT_MOST: usize = 50_000;
/// The names of references to parts of the same drawing.
const REFERENCES: [&str; 2] = ["href", "xlink:href"];

/// A drawing without anything that could do harm.
#[derive(Debug, PartialEq, Eq)]
pub struct Clean {
    /// The drawing.
    pub text: String,
    /// Its width in pixels; its proportion where it names none.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// What is written.
#[derive(Default)]
struct Out {
    text: String,
    /// The names of the open elements; an empty one for an element that is left out while its content stays.
    open: Vec<&'static str>,
    sizes: Sizes,
    /// The style that is being read: as a whole, because any sign of it can be written as a reference.
    style: String,
    /// What the root says about its size.
    root: Option<(u32, u32)>,
    elements: usize,
}

/// Cleans a drawing.
///
/// # Errors
/// Why it is not taken.
pub fn clean(bytes: &[u8]) -> Result<Clean, BadFile> {
    let text = std::str::from_utf8(bytes).map_err(|_| BadFile::Broken)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut out = Out::default();
    // Elements inside one that is left out with its content.
    let mut skipped = 0_usize;
    loop {
        match reader.read_event().map_err(|_| BadFile::Broken)? {
            Event::Start(_) if skipped > 0 => skipped += 1,
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::Eof => break,
            Event::DocType(text) if text.contains('[') || text.to_uppercase().contains("ENTITY") => {
                return Err(BadFile::Entities);
            }
            // An entity may stand nowhere, not even in what is left out.
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    Ok(None) => resolve_xml_entity(&name).ok_or(BadFile::Entities)?.to_owned(),
                    Err(_) => return Err(BadFile::Broken),
                };
                if skipped == 0 {
                    out.written(&letter)?;
                }
            }
            _ if skipped > 0 => {}
            Event::Start(tag) => {
                if !out.begun(&tag, false)? {
                    skipped = 1;
                }
            }
            Event::Empty(tag) => {
                out.begun(&tag, true)?;
            }
            Event::End(_) => out.ended()?,
            Event::Text(text) => out.written(&text.xml10_content())?,
            Event::CData(text) => out.written(&text.xml10_content())?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let (width, height) = out.root.ok_or(BadFile::Broken)?;
    if !out.open.is_empty() || skipped > 0 {
        return Err(BadFile::Broken);
    }
    if out.sizes.is_too_much() {
        return Err(BadFile::TooComplex);
    }
    Ok(Clean { text: out.text, width, height })
}

impl Out {
    /// Writes the beginning of an element; whether its content belongs to the drawing.
    fn begun(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<bool, BadFile> {
        self.elements += 1;
        if self.open.len() >= DEPTH || self.elements > ELEMENTS_AT_MOST {
            return Err(BadFile::TooComplex);
        }
        let name = tag.name().into_inner();
        let name = name.strip_prefix("svg:").unwrap_or(name);
        if EMBEDS.contains(&name) {
            return Err(BadFile::Reference);
        }
        if name == "a" && self.root.is_some() {
            if !is_empty {
                self.open.push("");
                self.sizes.begun(None, None);
            }
            return Ok(true);
        }
        let Some(known) = ELEMENTS.into_iter().find(|known| *known == name) else { return Ok(false) };
        if self.open.last() == Some(&"style") {
            return Err(BadFile::Broken);
        }
        let is_root = self.open.is_empty();
        if is_root && (self.root.is_some() || known != "svg") {
            return Err(BadFile::Broken);
        }
        let mut given = attributes(tag)?;
        if is_root {
            let size = size::of(&given);
            self.root = Some((size.0, size.1));
            if !given.iter().any(|(name, _)| *name == "viewBox") {
                given.push(("viewBox", format!("0 0 {} {}", size.0, size.1)));
            }
        }
        let _ = write!(self.text, "<{known}");
        if is_root {
            self.text.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        for (name, value) in &given {
            let _ = write!(self.text, " {name}=\"{}\"", escape(value.as_str()).replace(['\t', '\n', '\r'], " "));
        }
        let of = |wanted: &str| given.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
        self.sizes.begun(of("id"), of("href"));
        if is_empty {
            self.text.push_str("/>");
            self.sizes.ended();
        } else {
            self.text.push('>');
            self.open.push(known);
        }
        Ok(true)
    }

    fn ended(&mut self) -> Result<(), BadFile> {
        self.sizes.ended();
        let name = self.open.pop().unwrap_or_default();
        if name == "style" {
            let style = std::mem::take(&mut self.style);
            if !is_harmless(&style) {
                return Err(BadFile::Reference);
            }
            self.text.push_str(&escape(style.as_str()));
        }
        if !name.is_empty() {
            let _ = write!(self.text, "</{name}>");
        }
        Ok(())
    }

    /// Writes a text; what stands outside of all elements says nothing.
    fn written(&mut self, text: &str) -> Result<(), BadFile> {
        if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            return Err(BadFile::Broken);
        }
        if self.open.last() == Some(&"style") {
            self.style.push_str(text);
        } else if !self.open.is_empty() {
            self.text.push_str(&escape(text));
        }
        Ok(())
    }
}

/// The attributes that stay, each once.
fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(&'static str, String)>, BadFile> {
    let mut given: Vec<(&'static str, String)> = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| BadFile::Broken)?;
        let value = unescape(&attribute.value).map_err(|_| BadFile::Entities)?;
        let name = attribute.key.into_inner();
        let known = match name {
            name if REFERENCES.contains(&name) => {
                if !value.trim().starts_with('#') {
                    return Err(BadFile::Reference);
                }
                "href"
            }
            name => match ATTRIBUTES.into_iter().find(|known| *known == name) {
                Some(known) => known,
                None => continue,
            },
        };
        if !is_harmless(&value) {
            return Err(BadFile::Reference);
        }
        if value.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            return Err(BadFile::Broken);
        }
        if !given.iter().any(|(other, _)| *other == known) {
            given.push((known, value.trim().to_owned()));
        }
    }
    Ok(given)
}

/// Whether a style or a value leads to nothing but parts of the same drawing.
fn is_harmless(text: &str) -> bool {
    // By a backslash any word could be written otherwise.
    const LEAD: [&str; 10] = [
        "\\",
        "@import",
        "@font-face",
        "@namespace",
        "@charset",
        "image(",
        "image-set(",
        "src(",
        "javascript:",
        "expression(",
    ];
    let text = text.to_lowercase();
    let is_own = |behind: &str| behind.trim_start().trim_start_matches(['"', '\'']).trim_start().starts_with('#');
    !LEAD.iter().any(|lead| text.contains(lead)) && text.split("url(").skip(1).all(is_own)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"";

    fn cleaned(text: &str) -> Result<String, BadFile> {
        clean(text.as_bytes()).map(|clean| clean.text)
    }

    #[test]
    fn a_drawing_stays_as_it_is() {
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><style>.a{fill:url(#g)}</style>\
            <defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs>\
            <g id=\"one\" transform=\"scale(2)\"><path class=\"a\" d=\"M0 0L1 1\"/></g><use href=\"#one\"/>\
            <text x=\"1\">5 &lt; 6 &amp; Größe</text></svg>";
        let clean = clean(drawing.as_bytes()).expect("clean");
        assert_eq!(clean, Clean { text: drawing.to_owned(), width: 20, height: 10 });
    }

    #[test]
    fn what_could_do_harm_is_left_out() {
        for (given, want) in [
            ("<script>alert(1)</script><path d=\"M0\"/>", "<path d=\"M0\"/>"),
            ("<SCRIPT>alert(1)</SCRIPT>", ""),
            ("<svg:script>alert(1)</svg:script>", ""),
            ("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>", ""),
            ("<script><![CDATA[</script><script>]]></script>", ""),
            ("<path onload=\"alert(1)\" OnClick=\"x\" d=\"M0\"/>", "<path d=\"M0\"/>"),
            ("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><g/></body></foreignObject>", ""),
            ("<a href=\"#x\" onclick=\"x\"><path d=\"M0\"/></a>", "<path d=\"M0\"/>"),
            ("<a xlink:href=\"javascript:alert(1)\"><path d=\"M0\"/></a>", "<path d=\"M0\"/>"),
            ("<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>", ""),
            ("<set attributeName=\"onclick\" to=\"alert(1)\"/>", ""),
            ("<handler>x</handler><iframe src=\"x\"/><metadata><g/></metadata>", ""),
            ("<inkscape:page id=\"x\"/><g inkscape:label=\"x\" data-x=\"1\" id=\"y\"/>", "<g id=\"y\"/>"),
            ("<!-- x --><?xml-stylesheet href=\"x\"?><g/>", "<g/>"),
            ("<g xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"x\"/></g>", "<g></g>"),
            ("<text>&#60;script&#62;</text>", "<text>&lt;script&gt;</text>"),
            ("<g id=\"&quot;><script>\"/>", "<g id=\"&quot;&gt;&lt;script&gt;\"/>"),
        ] {
            let text = format!("{HEAD} viewBox=\"0 0 1 1\">{given}</svg>");
            assert_eq!(cleaned(&text), Ok(format!("{HEAD} viewBox=\"0 0 1 1\">{want}</svg>")), "{given}");
        }
    }

    #[test]
    fn what_cannot_be_cleaned_is_refused() {
        for (given, want) in [
            ("<image href=\"https://a.example/x.png\"/>", BadFile::Reference),
            ("<image href=\"data:image/png;base64,AAAA\"/>", BadFile::Reference),
            ("<filter><feImage href=\"#x\"/></filter>", BadFile::Reference),
            ("<use href=\"other.svg#x\"/>", BadFile::Reference),
            ("<use xlink:href=\"https://a.example/x.svg#x\"/>", BadFile::Reference),
            ("<use href=\"data:image/svg+xml,x#x\"/>", BadFile::Reference),
            ("<style>@import 'https://a.example/x.css';</style>", BadFile::Reference),
            ("<style>@im\\70ort 'x';</style>", BadFile::Reference),
            ("<style><![CDATA[g{fill:url( 'https://a.example/x')}]]></style>", BadFile::Reference),
            ("<style>g{fill:u&#114;l(<![CDATA[//a.example/x]]>)}</style>", BadFile::Reference),
            ("<style>@font-face{src:url(#x)}</style>", BadFile::Reference),
            ("<g style=\"fill:URL(//a.example/x)\"/>", BadFile::Reference),
            ("<g fill=\"u&#114;l(x)\"/>", BadFile::Reference),
            ("<g filter='url(&quot;https://a.example&quot;)'/>", BadFile::Reference),
            ("<g style=\"background:image-set('https://a.example/x' 1x)\"/>", BadFile::Reference),
            ("<text>&xxe;</text>", BadFile::Entities),
            ("<script>&xxe;</script>", BadFile::Entities),
            ("<g id=\"&xxe;\"/>", BadFile::Entities),
            ("<text>&#0;</text>", BadFile::Broken),
            ("<g>", BadFile::Broken),
            ("</svg><svg>", BadFile::Broken),
            ("<g id=\"1\" id=\"2\"/>", BadFile::Broken),
        ] {
            let text = format!("{HEAD} viewBox=\"0 0 1 1\">{given}</svg>");
            assert_eq!(cleaned(&text), Err(want), "{given}");
        }
        for (text, want) in [
            ("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>", BadFile::Entities),
            ("<!DOCTYPE svg SYSTEM \"x\" [ ]><svg/>", BadFile::Entities),
            ("<html/>", BadFile::Broken),
            ("<g/>", BadFile::Broken),
            ("", BadFile::Broken),
            ("<svg>", BadFile::Broken),
        ] {
            assert_eq!(cleaned(text), Err(want), "{text}");
        }
        assert_eq!(clean(b"<svg>\xff</svg>"), Err(BadFile::Broken));
        let deep = format!("<svg>{}{}</svg>", "<g>".repeat(DEPTH), "</g>".repeat(DEPTH));
        assert_eq!(cleaned(&deep), Err(BadFile::TooComplex));
        let many = format!("<svg>{}</svg>", "<g/>".repeat(ELEMENTS_AT_MOST));
        assert_eq!(cleaned(&many), Err(BadFile::TooComplex));
    }

    #[test]
    fn parts_that_use_parts_do_not_explode() {
        let mut laughs = "<svg viewBox=\"0 0 1 1\"><g id=\"n0\"><path d=\"M0\"/></g>".to_owned();
        for n in 1..10 {
            let one = format!("<use href=\"#n{}\"/>", n - 1);
            laughs.push_str(&format!("<g id=\"n{n}\">{}</g>", one.repeat(10)));
        }
        laughs.push_str("</svg>");
        assert_eq!(cleaned(&laughs), Err(BadFile::TooComplex));
        assert_eq!(cleaned("<svg><g id=\"a\"><use href=\"#a\"/></g></svg>"), Err(BadFile::TooComplex));
        let circle = "<svg><g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g></svg>";
        assert_eq!(cleaned(circle), Err(BadFile::TooComplex));
    }

    #[test]
    fn a_drawing_says_how_large_it_is() {
        for (root, want) in [
            ("width=\"30\" height=\"20px\"", (30, 20)),
            ("width=\"10mm\" height=\"20mm\" viewBox=\"0 0 1 2\"", (38, 76)),
            ("width=\"100%\" height=\"100%\" viewBox=\"0 0 40 30\"", (40, 30)),
            ("viewBox=\"0,0,40.4,0.1\"", (40, 1)),
            ("", (300, 150)),
            ("width=\"-1\" height=\"1e99\"", (300, 150)),
        ] {
            let clean = clean(format!("<svg {root}/>").as_bytes()).expect("clean");
            assert_eq!((clean.width, clean.height), want, "{root}");
            assert!(clean.text.contains("viewBox=\""), "{}", clean.text);
        }
    }
}
