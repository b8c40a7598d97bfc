//! Texts that people typed, made safe to stand in a sentence.

/// A name with everything removed that could reorder or break the text around it (R45), and with it the mark of a
/// [place](crate::text::PLACES) for an element.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(u32::from(*c), 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfffc)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PLACES;

    #[test]
    fn a_name_cannot_reorder_the_text_around_it() {
        assert_eq!(plain("You are\u{202e} signed in\u{200b}\n"), "You are signed in");
        assert_eq!(plain("Олег Коваль"), "Олег Коваль");
    }

    #[test]
    fn a_name_cannot_hold_the_place_of_an_element() {
        for place in PLACES {
            assert!(!plain(&format!("Ana{place}")).contains(place), "{place:?}");
        }
    }
}
