//! What the columns of a file mean, and the form that corrects it.

use super::at;
use crate::form;
use crate::form::{Each, Fields, Form};
use crate::ui::field::{Field, options};
use crate::ui::form::choose;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::error::{Error, Problem, Result};
use domain::import::job::Import;
use domain::import::job::page::{Layout, chosen};
use domain::import::{Choice, Field as Role, mapping};

form! {
    /// What somebody says about a file.
    pub struct Said {
        /// The step that is taken, see [`super::file`].
        step: String = "do",
        /// The place of the sheet.
        sheet: String,
        /// The row of the headings; 0 for none.
        header: String,
        /// What each column holds, by its place.
        column: Each = "column-",
        /// The name under which it is kept.
        name: String,
    }
}

/// The choice that a form makes; with another sheet or another row of headings the columns are found again.
pub(super) fn choice(layout: &Layout, said: &Said) -> Result<Choice> {
    let sheet = said.sheet.parse().unwrap_or(layout.sheet);
    let header = match said.header.trim() {
        "" => 0,
        typed => typed.parse().map_err(|_| Error::field(Said::header().as_str(), Problem::NotANumber))?,
    };
    let fields: Vec<Option<Role>> =
        (0..layout.columns.len()).map(|n| said.column.get(&n.to_string()).and_then(Role::parse)).collect();
    let choice = chosen(layout, sheet, header, &fields);
    Ok(match (sheet == layout.sheet, header == layout.header) {
        (true, true) => choice,
        (true, false) => Choice { columns: Vec::new(), ..choice },
        (false, _) => Choice { columns: Vec::new(), header: None, ..choice },
    })
}

/// Whether a form says the same as what was found.
pub(super) fn is_same(layout: &Layout, choice: &Choice) -> bool {
    let fields: Vec<Option<Role>> = layout.columns.iter().map(|column| Role::parse(&column.field)).collect();
    *choice == chosen(layout, layout.sheet, layout.header, &fields)
}

/// The form; open when something has to be said. `form` is what was typed.
pub(super) fn correct(web: &Web, import: &Import, layout: &Layout, form: &Form) -> Option<Html> {
    if layout.columns.is_empty() {
        return None;
    }
    let is_open =
        !layout.missing.is_empty() || form.is_rejected() || layout.columns.iter().any(|column| !column.is_sure);
    let known = layout.columns.iter().filter_map(|column| {
        Some(format!("{}: {}", words::import::field(Role::parse(&column.field)?), ui::plain(&column.heading)))
    });
    let known: Vec<String> = known.collect();
    let mut out = Markup::default();
    markup! {
        out,
        "<details class=\"card quick-columns\" id=\"columns\"", "open" = is_open.then_some(""),
        "><summary class=\"card-head\"><h2>", t!("quick-columns"), "</h2><span class=\"muted small\">", known.join(" · "),
        "</span></summary><form class=\"card-body form\" method=\"post\"", "action" = at(import.id), ">", ui::context(web)
    }
    let header = layout.header.to_string();
    let typed = match form.find(Said::header().as_str()) {
        Some(_) => form.clone(),
        None => form.clone().set(Said::header(), &header).set(Said::sheet(), &layout.sheet.to_string()),
    };
    if layout.sheets.len() > 1 {
        let names = layout.sheets.iter().enumerate().map(|(n, name)| (n.to_string(), ui::plain(name)));
        out.put(Field::select(&typed, Said::sheet(), t!("quick-columns-which"), None, names));
    }
    out.put(Field::number(&typed, Said::header(), t!("quick-columns-header")).hint(t!("import-header-help")));
    out.literal("<div class=\"quick-columns-list\">");
    for (n, column) in layout.columns.iter().enumerate() {
        let name = Said::column().of(n);
        let fields = import.kind().fields().iter();
        let fields = fields.map(|field| (field.code().to_owned(), words::import::field(*field).to_owned()));
        let chosen = form.find(&name).unwrap_or(&column.field);
        let examples = column.examples.iter().map(|text| ui::plain(text)).collect::<Vec<_>>().join(" · ");
        markup! {
            out,
            "<div class=\"field\"><label", "for" = &name, ">", ui::plain(&column.heading), " <small class=\"muted\"><bdi>",
            examples, "</bdi></small></label><select", "id" = &name, "name" = &name, ">",
            options(chosen, Some(t!("import-left-out")), fields), "</select></div>"
        }
    }
    let keep = Field::text(&typed, Said::name(), t!("import-keep-as"))
        .longest(u32::try_from(mapping::LONGEST).unwrap_or(u32::MAX))
        .hint(t!("import-keep-help"))
        .optional()
        .button(choose("btn", Said::step(), "keep", t!("import-keep"), None));
    markup! {
        out,
        "</div><div class=\"form-foot\">", choose("btn btn-primary", Said::step(), "choose", t!("import-again"), None), "</div>",
        keep, "</form></details>"
    }
    Some(out.html())
}

/// Reads the form.
pub(super) fn said(form: &Form) -> Said {
    Said::read(form.params())
}
