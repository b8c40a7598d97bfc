//! What people write in their own words.
//!
//! Rule: every field for free text is checked here, so that all of them refuse the same: what is too long, control
//! characters, and numbers of payment cards (see [`crate::card`]).

use crate::card;
use crate::error::Problem;

/// A text of several lines, without blanks around it, which may leave nothing.
///
/// # Errors
/// What is wrong with it.
pub fn lines(typed: &str, longest: usize) -> Result<&str, Problem> {
    checked(typed, longest, |c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// A text of one line, without blanks around it, which may leave nothing.
///
/// # Errors
/// What is wrong with it.
pub fn line(typed: &str, longest: usize) -> Result<&str, Problem> {
    checked(typed, longest, char::is_control)
}

fn checked(typed: &str, longest: usize, is_unprintable: impl Fn(char) -> bool) -> Result<&str, Problem> {
    let text = typed.trim();
    match text {
        _ if text.chars().count() > longest => Err(Problem::TooLong(longest)),
        _ if text.chars().any(is_unprintable) => Err(Problem::Unprintable),
        _ if card::is_in(text) => Err(Problem::CardNumber),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_length_and_no_control_characters_and_no_card_number() {
        assert_eq!(lines(" two\nlines ", 9), Ok("two\nlines"));
        assert_eq!(line("two\nlines", 9), Err(Problem::Unprintable));
        assert_eq!(lines("a\u{7}b", 9), Err(Problem::Unprintable));
        assert_eq!(lines("ääää", 4), Ok("ääää"));
        assert_eq!(line("äääää", 4), Err(Problem::TooLong(4)));
        for check in [line, lines] {
            assert_eq!(check("paid with 4111 1111 1111 1111", 99), Err(Problem::CardNumber));
            assert_eq!(check("  ", 99), Ok(""));
        }
    }
}
