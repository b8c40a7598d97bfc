//! The rows that do not go as a file of their own, with the reasons, in the columns that are read again.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::policy::Action;
use crate::quick_order::find::Matched;
use sheet::write::{Form, Value, Writer};

pub use crate::export::Format;

/// The file: `headings` are those of number, quantity, unit, note, reason and row; `reason` says it of a row.
///
/// # Errors
/// [`Error::Unavailable`] when it cannot be recorded: then there is no file.
pub async fn file(
    cx: &Cx,
    matched: &Matched,
    format: Format,
    headings: [&str; 6],
    reason: impl Fn(usize) -> String,
) -> Result<Vec<u8>> {
    let form = match format {
        Format::Xlsx => Form::Xlsx,
        Format::Csv => Form::Csv(';'),
    };
    let mut rows = 0;
    let written = |e: std::io::Error| Error::Internal(format!("writing a sheet: {e}"));
    let mut writer = Writer::new(Vec::new(), form, headings[0], &headings).map_err(written)?;
    for (place, row) in matched.rows.iter().enumerate().filter(|(_, row)| !row.goes() && !row.is_added) {
        let Some(line) = matched.proposal.reading.lines.get(row.line) else { continue };
        let choice = matched.proposal.choices.rows.get(&line.row);
        let number = choice.and_then(|choice| choice.number.as_deref()).unwrap_or(line.number());
        let number = if number.is_empty() { line.name.as_str() } else { number };
        let chosen = choice.and_then(|choice| choice.quantity).map(|quantity| quantity.to_string());
        let quantity = chosen.as_deref().unwrap_or(&line.quantity);
        let (told, at) = (reason(place), line.row.to_string());
        let quantity = match quantity.bytes().all(|b| b.is_ascii_digit()) && !quantity.is_empty() {
            true => Value::Number(quantity),
            false => Value::Text(quantity),
        };
        let values = [
            Value::Text(number),
            quantity,
            Value::Text(&line.unit),
            Value::Text(&line.note),
            Value::Text(&told),
            Value::Number(&at),
        ];
        writer.row(&values).map_err(written)?;
        rows += 1;
    }
    let file = writer.finish().map_err(written)?;
    let event = Event::new("quick_order.exported")
        .target("quick_order", matched.proposal.id)
        .detail("rows", rows)
        .detail("format", format);
    cx.begin(Action::ViewCart).await?.commit(event).await?;
    Ok(file)
}
