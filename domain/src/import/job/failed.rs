//! The rows of a file that were refused, with the reasons beside them: to be mended and sent again.

use super::page::find;
use super::read;
use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::id::ImportId;
use crate::import::{Kind, Reason};
use crate::policy::Action;
use crate::{on, sql};
use sheet::write::{Form, Value, Writer};
use sheet::{Limits, Row};
use std::collections::HashMap;

/// The most rows of such a file.
const MOST: i64 = 100_000;

#[derive(sqlx::FromRow)]
struct Refused {
    number: i64,
    reasons: String,
}

/// The file: the columns as they were sent, then the reason and the row; `say` words the reasons.
///
/// # Errors
/// [`Error::NotFound`] when the file is not kept any more; [`Error::Unavailable`] when it cannot be recorded.
pub async fn write(
    cx: &Cx,
    id: ImportId,
    format: Format,
    headings: [&'static str; 2],
    say: impl Fn(&[Reason]) -> String,
) -> Result<Vec<u8>> {
    let import = find(cx, id).await?;
    let content: Option<Vec<u8>> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select content from import_file where import_id = $1
    ")).bind(id).fetch_optional(c).await?);
    let content = content.ok_or(Error::NotFound)?;
    let refused: Vec<Refused> = on!(cx.db(), c => sqlx::query_as(sql!("
        select number, reasons from import_row where import_id = $1 and state = 'refused'
        order by number limit cast($2 as bigint)
    ")).bind(id).bind(MOST).fetch_all(c).await?);
    let reasons: HashMap<u32, Vec<Reason>> = refused
        .into_iter()
        .filter_map(|row| {
            Some((u32::try_from(row.number).ok()?, serde_json::from_str(&row.reasons).unwrap_or_default()))
        })
        .collect();
    let (name, kind, choice) = (import.file_name.clone(), import.kind(), import.choice());
    let read = tokio::task::spawn_blocking(move || rows(&content, &name, kind, choice.as_ref()));
    let (headings_there, rows) =
        read.await.map_err(|e| Error::Internal(format!("reading a sheet: {e}")))?.ok_or(Error::NotFound)?;
    let form = match format {
        Format::Xlsx => Form::Xlsx,
        Format::Csv => Form::Csv(';'),
    };
    let failed = |e: std::io::Error| Error::Internal(format!("writing a sheet: {e}"));
    let all: Vec<&str> = headings_there.iter().map(String::as_str).chain(headings).collect();
    let mut writer = Writer::new(Vec::new(), form, import.kind().code(), &all).map_err(failed)?;
    let mut count = 0;
    for row in rows.iter().filter(|row| reasons.contains_key(&row.number)) {
        let cells: Vec<String> =
            (0..headings_there.len()).map(|place| row.cell(place).plain_text().into_owned()).collect();
        let (why, number) = (say(&reasons[&row.number]), row.number.to_string());
        let cells = cells.iter().map(String::as_str).chain([why.as_str(), number.as_str()]);
        writer.row(&cells.map(Value::Text).collect::<Vec<_>>()).map_err(failed)?;
        count += 1;
    }
    let event = Event::new("import.refused_exported").target("import", id).detail("rows", i64::from(count));
    cx.begin(Action::ImportData).await?.commit(event).await?;
    writer.finish().map_err(failed)
}

/// The headings and the rows of the sheet that was read.
fn rows(
    content: &[u8],
    name: &str,
    kind: Kind,
    choice: Option<&crate::import::Choice>,
) -> Option<(Vec<String>, Vec<Row>)> {
    let table = read(content, name, kind, choice).ok()?;
    let mut book = sheet::read(content, Some(name), &Limits::IMPORT).ok()?;
    let sheet = book.sheets.get_mut(table.sheet)?;
    let headings = table.columns.iter().map(|column| column.heading.clone()).collect();
    Some((headings, std::mem::take(&mut sheet.rows)))
}
