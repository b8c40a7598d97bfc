//! The pad: fields for a few lines, a field to paste many, a field for a file; and what was read before.

use super::PATH;
use crate::form::Form;
use crate::island::quick_pad::QuickPad;
use crate::part::ordering::cannot_order;
use crate::shop::quick_order::FIELDS;
use crate::ui::drop::{SHEETS, drop};
use crate::ui::field::Field;
use crate::ui::markup::Markup;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{form, markup, t};
use domain::policy::Action;
use domain::quick_order::db::Summary;
use domain::quick_order::{KEPT, LARGEST_FILE};
use leptos::prelude::*;

form! {
    /// What is pasted.
    pub struct Pasted {
        /// Lines.
        lines: String,
    }
}

/// Fields that are seen without script.
const SEEN: usize = 5;

pub(super) fn content(web: &Web, form: &Form, refused: Option<String>, recent: &[Summary]) -> Html {
    let may = web.cx.may(Action::ReadLines);
    let refused = refused
        .map(|text| ui::notice::Notice::titled(web, ui::notice::Tone::Danger, t!("quick-not-read"), text).html());
    view! {
        {ui::head::Head::new(t!("quick-title")).about(t!("quick-about")).html()}
        {refused}
        {if may { pad(web, form) } else { cannot_order(web) }}
        {earlier(web, recent)}
    }
    .html()
}

fn pad(web: &Web, form: &Form) -> Html {
    let mut out = Markup::default();
    let help = t!("quick-file-help", size = LARGEST_FILE / 1_000_000, rows = domain::cart::MOST_LINES);
    let island = view! { <QuickPad reading=t!("quick-reading").to_owned()/> }.html();
    markup! {
        out,
        "<form class=\"quick-pad card\" method=\"post\" enctype=\"multipart/form-data\" data-quick-pad",
        "action" = web.href(PATH), ">", ui::context(web),
        "<div class=\"card-body stack\"><h2>", t!("quick-type"), "</h2><div class=\"quick-heads\" aria-hidden=\"true\"><span>",
        t!("quick-number-example"), "</span><span>", t!("quick-head-quantity"), "</span><span>", t!("quick-head-unit"),
        "</span></div><ol class=\"quick-fields\">"
    }
    let filled = (1..=FIELDS).rev().find(|n| !form.get(&format!("number-{n}")).is_empty()).unwrap_or(0);
    for n in 1..=FIELDS {
        field(&mut out, web, form, n, n > SEEN.max(filled));
    }
    markup! {
        out,
        "</ol></div><div class=\"card-body stack\">",
        Field::area(form, Pasted::lines(), t!("quick-paste"), 6).hint(t!("quick-paste-help")),
        "</div><div class=\"card-body stack\">", drop(web, t!("quick-file"), SHEETS, help, None),
        "</div><div class=\"card-body\"><div class=\"actions\"><button class=\"btn btn-primary\">", t!("quick-look"),
        "</button><p class=\"muted\" role=\"status\" data-busy></p></div><p class=\"hint\">", t!("quick-nothing-yet"),
        "</p>", island, "</div></form>"
    }
    out.html()
}

/// A line: its suggestions come from the island of the search box above.
fn field(out: &mut Markup, web: &Web, form: &Form, n: usize, is_hidden: bool) {
    let (number, quantity) = (format!("number-{n}"), format!("quantity-{n}"));
    let (unit, hits) = (format!("unit-{n}"), format!("number-hits-{n}"));
    markup! {
        out,
        "<li data-pad-line", "hidden" = is_hidden.then_some(""), "><div class=\"combo\"",
        "data-suggest" = web.href("/api/catalog/suggest"), "data-fill" = "", "data-at" = web.href("/p/"),
        "data-no-answer" = t!("search-no-answer"), "><label class=\"visually-hidden\"", "for" = &number, ">",
        t!("quick-number-of", line = n), "</label><input", "id" = &number, "name" = &number, "value" = form.get(&number),
        " type=\"text\" autocomplete=\"off\" maxlength=\"200\" role=\"combobox\" aria-autocomplete=\"list\"",
        " aria-expanded=\"false\"", "aria-controls" = &hits, "placeholder" = t!("quick-number-example"),
        "><div class=\"suggest\" role=\"listbox\" data-pop hidden", "id" = &hits, "aria-label" = t!("frame-products"),
        "></div><p class=\"suggest suggest-foot\" role=\"status\" data-said data-alone hidden></p></div>",
        "<span><label class=\"visually-hidden\"", "for" = &quantity, ">", t!("quick-quantity-of", line = n),
        "</label><input", "id" = &quantity, "name" = &quantity, "value" = form.get(&quantity),
        " type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" maxlength=\"40\"", "placeholder" = t!("quick-head-quantity"),
        "></span><span><label class=\"visually-hidden\"", "for" = &unit, ">", t!("quick-unit-of", line = n),
        "</label><input", "id" = &unit, "name" = &unit, "value" = form.get(&unit),
        " type=\"text\" autocomplete=\"off\" maxlength=\"40\"", "placeholder" = t!("quick-head-unit"),
        "></span><span class=\"muted\" role=\"status\" data-filled></span></li>"
    }
}

fn earlier(web: &Web, recent: &[Summary]) -> Html {
    if recent.is_empty() {
        return ().html();
    }
    let item = |one: &Summary| {
        let name = if one.file_name.is_empty() { t!("quick-lines").to_owned() } else { ui::plain(&one.file_name) };
        let item =
            ui::card::Item::link(&web.href(&format!("{PATH}/{}", one.id)), name).note(ui::moment(one.created_at));
        match &one.created_subject_id {
            Some(_) => item.end(ui::badge((t!("quick-by-support"), "info"))),
            None => item,
        }
    };
    ui::card::Card::new("quick-earlier", t!("quick-earlier"))
        .items(recent.iter().map(item), "")
        .foot(Some(t!("quick-kept", count = KEPT)))
        .html()
}
