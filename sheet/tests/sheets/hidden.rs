//! Hidden rows and sheets, headings of two rows, and columns that the others decide.

use sheet::columns::{self, Ask};
use sheet::order::{COLUMNS, Role, lines};
use sheet::{Book, Limits, Refusal};

use crate::{old_text, old_workbook, order_of, packed, short, small_order, text, workbook};

fn open(bytes: &[u8]) -> Book {
    sheet::read(bytes, None, &Limits::ORDER).unwrap_or_else(|why| panic!("it is refused: {why:?}"))
}

/// Which of the lines are hidden.
fn hidden(bytes: &[u8]) -> Vec<bool> {
    order_of(bytes).iter().map(|line| line.hidden).collect()
}

#[test]
fn hidden_rows_are_lines_and_say_so() {
    let row = |attributes: &str| format!("<row {attributes}>{}<c><v>4</v></c></row>", text("TL-M-50"));
    let rows = [row(""), row("hidden=\"1\""), row("ht=\"0\""), row("")].concat();
    let sheet = format!("<sheetData><row>{}{}</row>{rows}</sheetData>", text("SKU"), text("Qty"));
    assert_eq!(hidden(&packed(workbook(&[("Order", "", &sheet)], ""))), [false, true, true, false]);

    let row = |word: &str| {
        format!("<table-row{word}><table-cell><p>TL-M-50</p></table-cell><table-cell><p>4</p></table-cell></table-row>")
    };
    let headings = "<table-row><table-cell><p>SKU</p></table-cell><table-cell><p>Qty</p></table-cell></table-row>";
    let rows = [headings.to_owned(), row(" visibility=\"collapse\""), row(" visibility=\"filter\""), row("")].concat();
    let content = format!("<document><table name=\"Order\">{rows}</table></document>");
    assert_eq!(hidden(&packed([("content.xml", content.into_bytes())])), [true, true, false]);

    let mut cells = vec![old_text(0, 0, "SKU"), old_text(0, 1, "Qty")];
    for row in 1..3 {
        cells.extend([old_text(row, 0, "TL-M-50"), old_text(row, 1, "4")]);
    }
    let place = [2_u16.to_le_bytes(), [0, 0], [2, 0], [0, 0], [0, 0], [0, 0], [0x20, 0], [0, 0]].concat();
    cells.push((0x0208, place));
    assert_eq!(hidden(&old_workbook(&[], false, &cells)), [false, true]);

    let row = |style: &str| format!("<tr style='{style}'><td>TL-M-50<td>4</tr>");
    let page = format!("<table><tr><td>SKU<td>Qty</tr>{}{}</table>", row(""), row("DISPLAY: none"));
    assert_eq!(hidden(page.as_bytes()), [false, true]);
}

#[test]
fn a_visible_sheet_goes_before_a_hidden_one() {
    let (old, new) = (small_order("OLD-1"), small_order("NEW-1"));
    for state in ["hidden", "veryHidden"] {
        let state = format!("state=\"{state}\"");
        let book = open(&packed(workbook(&[("Old", &state, &old), ("New", "", &new)], "")));
        let mapping = columns::find(&book, COLUMNS);
        assert_eq!(book.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(), [true, false]);
        assert_eq!((mapping.sheet, mapping.asks.as_slice()), (1, &[][..]));
        assert_eq!(short(&lines(&book, &mapping)), "2 NEW-1 4");
        // Nothing else there: the hidden one is taken, and asked for.
        let book = open(&packed(workbook(&[("Old", &state, &old)], "")));
        assert_eq!(columns::find(&book, COLUMNS).asks, [Ask::Sheet]);
    }
    let cells = [old_text(0, 0, "SKU"), old_text(0, 1, "Qty"), old_text(1, 0, "TL-M-50"), old_text(1, 1, "4")];
    assert!(open(&old_workbook(&[], true, &cells)).sheets[0].hidden);
    assert!(!open(&old_workbook(&[], false, &cells)).sheets[0].hidden);
    let two = open(&packed(workbook(&[("One", "", &old), ("Two", "", &new)], "")));
    assert_eq!(columns::find(&two, COLUMNS).asks, [Ask::Sheet]);
}

#[test]
fn a_long_list_on_another_sheet_does_not_spoil_an_order() {
    let list = format!("<sheetData>{}</sheetData>", "<row><c><v>1</v></c></row>".repeat(12_000));
    let order = small_order("TL-M-50");
    let book = open(&packed(workbook(&[("Order", "", &order), ("List", "state=\"hidden\"", &list)], "")));
    assert_eq!(book.sheets[1].skipped, Some(Refusal::TooManyRows { limit: 10_050 }));
    let mapping = columns::find(&book, COLUMNS);
    assert_eq!((short(&lines(&book, &mapping)).as_str(), mapping.asks.as_slice()), ("2 TL-M-50 4", &[][..]));
    // A visible one could be the one that is meant.
    let book = open(&packed(workbook(&[("Order", "", &order), ("List", "", &list)], "")));
    assert_eq!(columns::find(&book, COLUMNS).asks, [Ask::Sheet]);
    let alone = packed(workbook(&[("List", "", &list)], ""));
    assert_eq!(sheet::read(&alone, None, &Limits::ORDER), Err(Refusal::TooManyRows { limit: 10_050 }));
}

/// The roles of the columns of a text with these headings, and what is asked.
fn roles(headings: &str) -> (Vec<Option<Role>>, Vec<Ask<Role>>) {
    let book = open(format!("{headings}\nA-1,4,B-1,C-1\n").as_bytes());
    let mapping = columns::find(&book, COLUMNS);
    (mapping.columns.iter().map(|column| column.role).collect(), mapping.asks)
}

#[test]
fn the_other_columns_decide_what_a_heading_means() {
    const ARTICLE: Option<Role> = Some(Role::Article);
    const QUANTITY: Option<Role> = Some(Role::Quantity);
    for (headings, expected) in [
        ("Bestellnummer,Menge", vec![ARTICLE, QUANTITY]),
        ("Bestellnummer,Menge,Artikelnummer", vec![Some(Role::OrderNumber), QUANTITY, ARTICLE]),
        ("Artikel-Nr.,Menge,Bestell-Nr.", vec![ARTICLE, QUANTITY, Some(Role::OrderNumber)]),
        ("Product,Qty,SKU", vec![Some(Role::Name), QUANTITY, ARTICLE]),
        ("Artikel,Menge,Artikelnummer", vec![Some(Role::Name), QUANTITY, ARTICLE]),
        ("Artikel,Menge", vec![ARTICLE, QUANTITY]),
        ("SKU,Qty,Product description", vec![ARTICLE, QUANTITY, Some(Role::Name)]),
        ("SKU,Qty,Name,Description", vec![ARTICLE, QUANTITY, Some(Role::Name), None]),
        ("SKU,Qty,Reference", vec![ARTICLE, QUANTITY, Some(Role::Own)]),
        ("SKU,Qty,In stock (pcs)", vec![ARTICLE, QUANTITY, None]),
    ] {
        assert_eq!(roles(headings), (expected, Vec::new()), "{headings}");
    }
    assert_eq!(roles("SKU,Qty,Menge"), (vec![ARTICLE, QUANTITY, None], vec![Ask::Twice(Role::Quantity)]));
    assert_eq!(roles("SKU,Note"), (vec![ARTICLE, Some(Role::Note)], vec![Ask::NoQuantity]));
}

/// The rows of the headings of a sheet with these rows and merged cells, and its first line.
fn headings(rows: &[&[&str]], merged: &[&str]) -> (Option<(u32, u32)>, String) {
    let cell = |words: &&str| if words.is_empty() { "<c/>".to_owned() } else { text(words) };
    let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    let merged: String = merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    let sheet = format!("<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>");
    let book = open(&packed(workbook(&[("Order", "", &sheet)], "")));
    let mapping = columns::find(&book, COLUMNS);
    (mapping.header, short(&lines(&book, &mapping)))
}

#[test]
fn headings_of_one_and_of_two_rows_are_told_apart() {
    let line: &[&str] = &["A-1", "Bolt", "4"];
    for (rows, merged, expected) in [
        (vec![&["SKU", "Name", "Qty"][..], line], vec![], (1, 1)),
        // A title over the whole width, even of two rows, is none.
        (vec![&["Order form"][..], &["SKU", "Name", "Qty"], line], vec!["A1:C1"], (2, 2)),
        (vec![&["Order form"][..], &[], &["SKU", "Name", "Qty"], line], vec!["A1:C2"], (3, 3)),
        // Groups over the headings.
        (vec![&["Article", "", "Order"][..], &["SKU", "Name", "Qty"], line], vec!["A1:B1"], (1, 2)),
        // Units below, tied by the cells beside them.
        (vec![&["SKU", "Name", "Qty"][..], &["", "", "pcs"], line], vec!["A1:A2", "B1:B2"], (1, 2)),
        // Merged cells in the lines tie nothing.
        (vec![&["SKU", "Name", "Qty"][..], line, &["", "Nut", "2"]], vec!["A2:A3"], (1, 1)),
    ] {
        let (header, lines) = headings(&rows, &merged);
        assert_eq!(header, Some(expected), "{rows:?}");
        assert!(lines.starts_with(&format!("{} A-1 4", expected.1 + 1)), "{lines}");
    }
}
