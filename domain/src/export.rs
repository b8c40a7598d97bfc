//! Products, a cart, an order or a list as a file, in the columns that the quick order reads again.
//!
//! Rules: prices are those of the reader's company; an export is recorded with its format and the number of its rows before
//! its first byte is sent; a file of many rows is made part by part ([`products`]), so memory does not grow with it.

pub mod products;

use crate::audit::Event;
use crate::cart;
use crate::cx::Cx;
use crate::day::Day;
use crate::error::{Error, Result};
use crate::id::ListId;
use crate::money::{Currency, Money, UnitPrice, plain};
use crate::order;
use crate::own_item;
use crate::policy::Action;
use crate::requisition;
use crate::text_enum::text_enum;
use sheet::Date;
use sheet::write::{Form, Value, Writer};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// The columns of a file.
pub const COLUMNS: usize = 12;

text_enum! {
    /// In which form a file is.
    pub enum Format {
        /// A workbook.
        Xlsx => "xlsx",
        /// Text.
        Csv => "csv",
    }
}

/// How a file is written for its reader.
#[derive(Clone, Debug)]
pub struct Style {
    /// The form.
    pub format: Format,
    /// The name of the sheet.
    pub title: String,
    /// The headings: article number, own item number, name, quantity, unit, pack size, price, total of the line, currency,
    /// stock, note, day on which it is wanted.
    pub headings: [String; COLUMNS],
    /// The unit of what is sold one by one.
    pub each: String,
    /// Whether the reader writes decimals with a comma. Then the cells of text are parted by semicolons.
    pub has_comma: bool,
}

impl Style {
    fn form(&self) -> Form {
        match self.format {
            Format::Xlsx => Form::Xlsx,
            Format::Csv => Form::Csv(if self.has_comma { ';' } else { ',' }),
        }
    }
}

/// A row of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Article number.
    pub sku: String,
    /// The company's own item number.
    pub own: String,
    /// Name.
    pub name: String,
    /// How many, where that is known.
    pub quantity: Option<i64>,
    /// How it is sold.
    pub unit: String,
    /// Sold in multiples of this, where that is known.
    pub increment: Option<i64>,
    /// For one unit.
    pub price: Option<UnitPrice>,
    /// For the whole line.
    pub total: Option<Money>,
    /// What there is.
    pub available: Option<i64>,
    /// The note to it.
    pub note: String,
    /// The day on which it is wanted, as in `2026-04-03`.
    pub day: Option<String>,
}

/// What is written and not sent yet.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that is being written.
struct File {
    style: Style,
    writer: Writer<Buffer>,
    buffer: Buffer,
}

fn written(error: io::Error) -> Error {
    Error::Internal(format!("writing a sheet: {error}"))
}

impl File {
    fn begin(style: Style) -> Result<File> {
        let buffer = Buffer::default();
        let headings = style.headings.each_ref().map(String::as_str);
        let writer = Writer::new(buffer.clone(), style.form(), &style.title, &headings).map_err(written)?;
        Ok(File { style, writer, buffer })
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        let count = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let (quantity, increment, available) = (count(row.quantity), count(row.increment), count(row.available));
        let price = row.price.map(|price| per_unit(price.ten_thousandths)).unwrap_or_default();
        let total = row.total.map(|total| plain(total.minor)).unwrap_or_default();
        let currency = row.price.map(|price| price.currency).or(row.total.map(|total| total.currency));
        let unit = if row.unit == "each" { &self.style.each } else { &row.unit };
        let is_comma = self.style.has_comma && self.style.format == Format::Csv;
        let (price, total) = match is_comma {
            true => (price.replace('.', ","), total.replace('.', ",")),
            false => (price, total),
        };
        let day = row.day.as_deref().map_or(Value::Empty, |day| date(day).map_or(Value::Text(day), Value::Date));
        self.writer
            .row(&[
                Value::Text(&row.sku),
                Value::Text(&row.own),
                Value::Text(&row.name),
                number(&quantity),
                Value::Text(unit),
                number(&increment),
                number(&price),
                number(&total),
                Value::Text(currency.map_or("", Currency::code)),
                number(&available),
                Value::Text(&row.note),
                day,
            ])
            .map_err(written)
    }

    fn finish(self) -> Result<Vec<u8>> {
        self.writer.finish().map_err(written)?;
        Ok(self.buffer.take())
    }
}

/// Nothing, or a number; what is none stays text.
fn number(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Empty } else { Value::Number(text) }
}

/// A price as a number in plain digits: two decimals, or four where they say something.
fn per_unit(ten_thousandths: i64) -> String {
    let (whole, part) = (ten_thousandths / 10_000, ten_thousandths % 10_000);
    if part % 100 == 0 { format!("{whole}.{:02}", part / 100) } else { format!("{whole}.{part:04}") }
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let date = Date::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)?;
    parts.next().is_none().then_some(date)
}

/// These rows as a file, recorded as `event` with its format and how many rows it has. For carts, orders and lists, which
/// are in memory as a whole.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Unavailable`] when it cannot be recorded: then there is no file.
pub async fn file(cx: &Cx, style: Style, event: Event, rows: &[Row]) -> Result<Vec<u8>> {
    let format = style.format;
    let mut file = File::begin(style)?;
    for row in rows {
        file.row(row)?;
    }
    let bytes = file.finish()?;
    record(cx, event, format, rows.len()).await?;
    Ok(bytes)
}

async fn record(cx: &Cx, event: Event, format: Format, rows: usize) -> Result<()> {
    let event = event.detail("format", format).detail("rows", i64::try_from(rows).unwrap_or(i64::MAX));
    cx.begin(Action::Export).await?.commit(event).await
}

/// The cart that the request works in.
///
/// # Errors
/// As [`file`].
pub async fn cart(cx: &Cx, style: Style) -> Result<Vec<u8>> {
    cx.check_recorded(Action::Export).await?;
    let cart = cart::db::load(cx).await?;
    let ids: Vec<_> = cart.lines.iter().map(|line| line.product).collect();
    let own = own_item::of(cx, &ids).await?;
    let rows = cart.lines.iter().map(|line| Row {
        sku: line.sku.clone(),
        own: own.get(&line.product).cloned().unwrap_or_default(),
        name: line.name.clone(),
        quantity: Some(line.quantity),
        unit: line.unit.clone(),
        increment: Some(line.increment),
        price: line.price,
        total: line.total(),
        available: Some(line.available),
        note: line.note.clone(),
        day: line.requested_on.map(Day::iso),
    });
    let rows: Vec<Row> = rows.collect();
    let event = Event::new("cart.exported");
    let event = match cart.id {
        Some(id) => event.target_named("cart", id, "", cart.version),
        None => event,
    };
    file(cx, style, event, &rows).await
}

/// A requisition list that the account sees.
///
/// # Errors
/// As [`file`]; [`Error::NotFound`].
pub async fn list(cx: &Cx, style: Style, id: ListId) -> Result<Vec<u8>> {
    cx.check_recorded(Action::Export).await?;
    let lines = requisition::lines::all(cx, id).await?;
    let ids: Vec<_> = lines.iter().map(|line| line.product).collect();
    let own = own_item::of(cx, &ids).await?;
    let rows = lines.iter().map(|line| Row {
        sku: line.sku.clone(),
        own: own.get(&line.product).cloned().unwrap_or_default(),
        name: line.name.clone(),
        quantity: Some(line.quantity),
        unit: line.unit.clone(),
        increment: Some(line.increment),
        price: line.price,
        total: line.total(),
        available: Some(line.available),
        note: line.note.clone(),
        day: None,
    });
    let rows: Vec<Row> = rows.collect();
    file(cx, style, Event::new("list.exported").target("requisition_list", id), &rows).await
}

/// One of the customer's own orders, as it was placed.
///
/// # Errors
/// As [`file`]; [`Error::NotFound`], also for somebody else's.
pub async fn order(cx: &Cx, style: Style, number: &str) -> Result<Vec<u8>> {
    cx.check_recorded(Action::Export).await?;
    let (order, lines) = order::db::find_own(cx, number).await?;
    let rows = lines.iter().map(|line| Row {
        sku: line.sku.clone(),
        own: line.own_number.clone(),
        name: line.name.clone(),
        quantity: Some(line.quantity),
        unit: line.unit.clone(),
        price: Some(line.price(&order)),
        total: Some(line.total(&order)),
        note: line.note.clone(),
        day: line.requested_on().map(Day::iso),
        ..Row::default()
    });
    let rows: Vec<Row> = rows.collect();
    let event = Event::new("order.exported").target_named("order", order.id, &order.number, 1);
    file(cx, style, event, &rows).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_a_number_in_plain_digits() {
        let prices = [0, 100, 14_200, 1_420, 1_425, 1_420_000, 12_345_678_900];
        assert_eq!(prices.map(per_unit), ["0.00", "0.01", "1.42", "0.1420", "0.1425", "142.00", "1234567.89"]);
        assert_eq!(date("2026-04-03").map(|date| date.to_string()).as_deref(), Some("2026-04-03"));
        assert!(date("2026-04").is_none() && date("2026-02-30").is_none());
    }
}
