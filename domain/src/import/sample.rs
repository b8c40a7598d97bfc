//! Small files to fill in, one for each kind of data.

use super::Kind;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::policy::Action;
use sheet::write::{Form, Value, Writer};

/// The file, as CSV; its columns are parted as spreadsheets expect it where numbers have a comma, or where they have none.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn file(cx: &Cx, kind: Kind, has_comma: bool) -> Result<Vec<u8>> {
    cx.require_staff(Action::ImportData)?;
    let (headings, rows) = sheet::import::sample(kind);
    let failed = |e: std::io::Error| Error::Internal(format!("writing a sheet: {e}"));
    let form = Form::Csv(if has_comma { ';' } else { ',' });
    let mut writer = Writer::new(Vec::new(), form, kind.code(), &headings).map_err(failed)?;
    for row in rows {
        writer.row(&row.into_iter().map(Value::Text).collect::<Vec<_>>()).map_err(failed)?;
    }
    writer.finish().map_err(failed)
}
