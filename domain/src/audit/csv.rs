//! A table as CSV for spreadsheets.
//!
//! Rules: the file begins with a byte order mark, or Excel reads it in the code page of the machine; every cell is in
//! quotes; what a spreadsheet could take for a formula or a command gets an apostrophe, as in every file that is written.

use sheet::formula::guarded;

/// The byte order mark that a file begins with.
pub const MARK: char = '\u{feff}';

/// Adds a line of cells.
pub fn push(out: &mut String, cells: &[String]) {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push('"');
        out.push_str(&guarded(cell).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> String {
        let mut out = String::new();
        push(&mut out, &cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
        out
    }

    #[test]
    fn no_cell_is_a_formula() {
        for first in ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "｜", "％", "−"] {
            for before in [
                "", " ", "   ", "\t", "\r", "\n", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}", "\0", " \t ", "\"", "'",
            ] {
                let cell = format!("{before}{first}cmd");
                let told = line(&[&cell]);
                assert!(told.starts_with("\"'"), "{cell:?}: {told:?}");
            }
        }
        for cell in ["\tx", "\rx", "\nx", "\u{200b}x"] {
            assert!(line(&[cell]).starts_with("\"'"), "{cell:?}");
        }
    }

    #[test]
    fn other_cells_stay_unchanged() {
        assert_eq!(
            line(&["plain", "say \"no\"", "a,b", "", " x", "Åse", "100 %", "a=b"]),
            "\"plain\",\"say \"\"no\"\"\",\"a,b\",\"\",\" x\",\"Åse\",\"100 %\",\"a=b\"\r\n"
        );
    }
}
