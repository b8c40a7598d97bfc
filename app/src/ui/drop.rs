//! A field for a file, with room to drop one on it. The browser itself shows the name of the chosen file, so it works
//! without script.
//!
//! ```html
//! <div class="field"><label for="file">Choose a file or drop it here</label><div class="drop"><svg class="icon">…</svg>
//!   <input id="file" name="file" type="file" accept=".xlsx,.csv" aria-describedby="file-hint"></div>
//!   <p class="hint" id="file-hint">Up to 20 MB.</p></div>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};
use crate::ui::picture;
use crate::web::Web;

/// The endings of sheets that are read.
pub const SHEETS: &str = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt";

/// A field of the name `file` for a file of these endings; `wrong` is what is wrong with the one that was sent.
pub fn drop(web: &Web, label: &str, accept: &str, hint: impl Part, wrong: Option<&str>) -> Html {
    field(web, label, accept, false, hint, wrong)
}

/// The same for several files.
pub fn many(web: &Web, label: &str, accept: &str, hint: impl Part, wrong: Option<&str>) -> Html {
    field(web, label, accept, true, hint, wrong)
}

fn field(web: &Web, label: &str, accept: &str, is_many: bool, hint: impl Part, wrong: Option<&str>) -> Html {
    let mut out = Markup::default();
    let described = if wrong.is_some() { "file-hint file-err" } else { "file-hint" };
    markup! {
        out,
        "<div class=\"field\"><label for=\"file\">", label, "</label><div class=\"drop\">", picture(web, "file"),
        "<input id=\"file\" name=\"file\" type=\"file\"", "multiple" = is_many, "accept" = accept, "aria-describedby" = described,
        "aria-invalid" = wrong.map(|_| "true"), "></div><p class=\"hint\" id=\"file-hint\">", hint, "</p>"
    }
    if let Some(text) = wrong {
        markup! { out, "<p class=\"error\" id=\"file-err\">", text, "</p>" }
    }
    out.literal("</div>");
    out.html()
}
