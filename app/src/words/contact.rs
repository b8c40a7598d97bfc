//! Why a contact was found, and which parts of its texts.

use crate::markup;
use crate::t;
use crate::text::plain;
use crate::ui::Html;
use crate::ui::markup::Markup;
use domain::contact::db::ContactRow;
use domain::contact::rank::Why;
use domain::contact::words::words;
use domain::hit::Pieces;

/// Why a search found this contact, where that is not plain: each reason once, with signs between them.
pub fn why(row: &ContactRow) -> String {
    row.why.iter().map(|why| reason(row, why)).collect::<Vec<_>>().join(" · ")
}

fn reason(row: &ContactRow, why: &Why) -> String {
    match why {
        Why::OtherScript => t!("contacts-why-script").to_owned(),
        Why::Nickname(word) => t!("contacts-why-nickname", name = spelled(row, word)),
        Why::Errors(count, word) => t!("contacts-why-errors", count = i64::from(*count), word = spelled(row, word)),
        Why::Sounds(word) => t!("contacts-why-sounds", word = spelled(row, word)),
        Why::Like(word) => t!("contacts-why-like", word = spelled(row, word)),
        Why::Email => t!("contacts-why-email").to_owned(),
        Why::Phone => t!("contacts-why-phone", phone = plain(&row.phone)),
        Why::Company(number) => t!("contacts-why-company", number = plain(number)),
        Why::Order(number) => t!("contacts-why-order", number = plain(number)),
        Why::Po(po, order) => t!("contacts-why-po", po = plain(po), order = plain(order)),
        Why::Bought(number) => t!("contacts-why-bought", number = plain(number)),
    }
}

/// The words of a text that stand between blanks, each with the blank behind it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-', '@', '.'])
}

/// A word that was found, as the contact's name writes it.
fn spelled(row: &ContactRow, found: &str) -> String {
    let texts = [&row.latin_name, &row.name, &row.organization_name, &row.city];
    let is_found = |piece: &&str| words(piece).iter().any(|word| word.text == found);
    let piece = texts.iter().flat_map(|text| text.split(' ')).find(is_found);
    plain(piece.unwrap_or(found).trim_matches(|c: char| !c.is_alphanumeric()))
}

/// A text in pieces: every second one is what a search found.
pub fn parts(text: &str, found: &[(String, usize)]) -> Pieces {
    let mut out = vec![String::new()];
    for piece in pieces(text) {
        let of_piece = words(piece);
        let hit = found.iter().find(|(word, _)| of_piece.iter().any(|own| own.text == *word));
        let mut rest = piece;
        if let Some((word, letters)) = hit {
            let end = piece.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            // The beginning of a word in Latin letters is marked alone; in other scripts letters are not counted alike.
            let is_begun = *letters < word.len() && piece.is_ascii();
            let cut = if is_begun { (*letters).min(end) } else { end };
            out.extend([plain(&piece[..cut]), String::new()]);
            rest = &piece[cut..];
        }
        if let Some(last) = out.last_mut() {
            last.push_str(&plain(rest));
        }
    }
    out
}

/// A text with the parts marked that a search found.
pub fn marked(text: &str, found: &[(String, usize)]) -> Html {
    let mut out = Markup::default();
    out.literal("<bdi>");
    for (n, part) in parts(text, found).into_iter().enumerate() {
        match n % 2 {
            0 => out.put(part),
            _ => markup! { out, "<mark>", part, "</mark>" },
        }
    }
    out.literal("</bdi>");
    out.html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::markup::Markup;

    fn html(part: Html) -> String {
        let mut out = Markup::default();
        out.put(part);
        out.as_str().to_owned()
    }

    #[test]
    fn what_was_found_is_marked() {
        let found = [("koval".to_owned(), 3), ("oleg".to_owned(), 4)];
        assert_eq!(html(marked("Oleg Koval", &found)), "<bdi><mark>Oleg</mark> <mark>Kov</mark>al</bdi>");
        assert_eq!(html(marked("Олег Коваль", &found)), "<bdi><mark>Олег</mark> <mark>Коваль</mark></bdi>");
        assert_eq!(html(marked("Olga <b>", &found)), "<bdi>Olga &lt;b&gt;</bdi>");
        assert_eq!(parts("Oleg Koval <b>", &found), ["", "Oleg", " ", "Kov", "al <b>"]);
        assert_eq!(parts("Olga", &found), ["Olga"]);
    }
}
