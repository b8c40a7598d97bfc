//! Own item numbers as a file: all of them, those rows of an upload that cannot be taken, and a sample.

use super::upload::{Line, State};
use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::policy::Action;
use crate::{on, sql};
use sheet::write::{Form, Value, Writer};

/// The most numbers in a file.
const MOST: i64 = 100_000;

fn write(format: Format, headings: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let form = match format {
        Format::Xlsx => Form::Xlsx,
        Format::Csv => Form::Csv(';'),
    };
    let written = |e: std::io::Error| Error::Internal(format!("writing a sheet: {e}"));
    let title = headings.first().copied().unwrap_or_default();
    let mut writer = Writer::new(Vec::new(), form, title, headings).map_err(written)?;
    for row in rows {
        let values: Vec<Value<'_>> = row.iter().map(|text| Value::Text(text)).collect();
        writer.row(&values).map_err(written)?;
    }
    writer.finish().map_err(written)
}

async fn recorded(cx: &Cx, what: &str, format: Format, rows: usize) -> Result<()> {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    let event = Event::new("own_item.exported").detail("format", format).detail("rows", rows).detail("kind", what);
    cx.begin(Action::ViewItemNumbers).await?.commit(event).await
}

/// All numbers of the company: own number, article number and name.
///
/// # Errors
/// [`Error::Unavailable`] when it cannot be recorded: then there is no file.
pub async fn all(cx: &Cx, format: Format, headings: [&str; 3]) -> Result<Vec<u8>> {
    cx.check_recorded(Action::ViewItemNumbers).await?;
    let organization = cx.require_customer(Action::ViewItemNumbers)?.organization;
    let rows: Vec<(String, String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select o.number, p.sku, p.name from own_item o join product p on p.id = o.product_id
        where o.organization_id = $1 and o.removed_at is null
        order by o.number_key, o.number, o.id limit cast($2 as bigint)
    ")).bind(organization).bind(MOST).fetch_all(c).await?);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(number, sku, name)| vec![number, sku, name]).collect();
    let file = write(format, &headings, &rows)?;
    recorded(cx, "all", format, rows.len()).await?;
    Ok(file)
}

/// The rows that cannot be taken: own number, article number, reason and row; `reason` says it of a row.
///
/// # Errors
/// As [`all`].
pub async fn failed(
    cx: &Cx,
    lines: &[Line],
    format: Format,
    headings: [&str; 4],
    reason: impl Fn(&Line) -> String,
) -> Result<Vec<u8>> {
    let failed = lines.iter().filter(|line| matches!(line.state, State::Refused(_)));
    let rows = failed.map(|line| {
        vec![line.pair.number.clone(), line.pair.article.clone(), reason(line), line.pair.row.to_string()]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let file = write(format, &headings, &rows)?;
    recorded(cx, "refused", format, rows.len()).await?;
    Ok(file)
}

/// A file to fill in: two products with numbers that somebody puts their own in place of.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sample(cx: &Cx, format: Format, headings: [&str; 3]) -> Result<Vec<u8>> {
    cx.require_customer(Action::ViewItemNumbers)?;
    let rows: Vec<(String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select sku, name from product where status = 'active' order by sku limit 2
    ")).fetch_all(c).await?);
    let rows: Vec<Vec<String>> =
        (1_001..).zip(rows).map(|(n, (sku, name))| vec![format!("A-{n}"), sku, name]).collect();
    write(format, &headings, &rows)
}
