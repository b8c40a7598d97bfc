//! A delivery address, with its country in the language of the reader.

use crate::markup;
use crate::ui;
use crate::ui::markup::Markup;
use crate::words::country;
use domain::address::{Address, COUNTRIES};

/// The lines below the recipient.
pub fn lines(address: &Address) -> Vec<String> {
    address.lines_with(&country(&address.country))
}

/// The same from the text that an order keeps: its last line is the English name of the country.
pub fn lines_of_order(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Some(last) = lines.last_mut()
        && let Some((code, _)) = COUNTRIES.iter().find(|(_, name)| name == last)
    {
        *last = country(code);
    }
    lines
}

/// Recipient and lines, one below the other.
pub fn written(recipient: &str, lines: &[String]) -> Markup {
    let mut out = Markup::default();
    markup! { out, "<address class=\"address\">", ui::name(recipient) }
    for line in lines {
        markup! { out, "<br>", ui::plain(line) }
    }
    out.literal("</address>");
    out
}

/// An address as a row of a card.
pub fn row(address: &Address) -> Markup {
    let mut out = Markup::default();
    markup! { out, "<li>", written(&address.recipient, &lines(address)), "</li>" }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, in_language};

    #[test]
    fn a_country_has_a_name_in_each_language() {
        for (code, name) in COUNTRIES {
            assert_eq!(country(code), name);
        }
        assert_eq!(country("XX"), "XX");
        in_language(Language::German, || {
            assert_eq!(
                lines_of_order("1 Mill Lane\nLondon, E1 6AN\nUnited Kingdom").last().map(String::as_str),
                Some("Vereinigtes Königreich")
            );
            assert_eq!(lines_of_order("Germany Street\nX"), ["Germany Street", "X"]);
        });
    }
}
