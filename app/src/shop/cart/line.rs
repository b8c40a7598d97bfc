//! A line of the cart: what is in its way with the buttons that mend it, its tick, its quantity, day and note.

use crate::form::Form;
use crate::part::line;
use crate::part::ordering::price_change;
use crate::shop::cart::typed::{FORM, Sent, Typed, here, is_own_page};
use crate::shop::item;
use crate::shop::lists::later;
use crate::text::{self, in_language};
use crate::ui::field::Field;
use crate::ui::form::{Post, actions, choose_of_form, icon_button, submit_form};
use crate::ui::markup::Markup;
use crate::ui::stepper::Stepper;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::cart::Line;
use domain::cart::remedy::{Remedy, Way};
use domain::policy::Action;

/// A line as everybody reads it.
pub(super) fn row(web: &Web, line: &Line, reasons: Markup) -> line::Line {
    let price = match line.price {
        Some(price) => format!("{} {}", text::unit_price(price), item::per(&line.unit)),
        None => t!("item-on-request").to_owned(),
    };
    let mut row = line::Line::new(web, &line.slug, &line.name, &line.sku, &price)
        .total(line.total().map_or_else(|| "–".to_owned(), text::money));
    match (&line.added_by_support, web.cx.behalf()) {
        (Some(_), None) => row = row.remark(t!("cart-by-support")),
        (None, None) => {}
        (by, Some(_)) => row = row.remark(&in_language(web.own_language, || added_by(by.as_deref()))),
    }
    row = row.more(reasons);
    if let Some(text) = price_change(line) {
        row = row.problem(&text);
    }
    line.problems().iter().fold(row, |row, problem| row.problem(&words::problem(problem)))
}

/// Whose hand added a line, as the agent reads it.
fn added_by(support: Option<&str>) -> String {
    match support {
        Some(name) => t!("prepared-line-by", who = ui::plain(name)),
        None => t!("prepared-line-own").to_owned(),
    }
}

/// A line as it is read where nothing can be changed.
pub fn plain(web: &Web, line: &Line, reasons: Markup) -> line::Line {
    let row = row(web, line, reasons).note(&line.note).quantity(&line.quantity.to_string());
    let row = match line.requested_on {
        Some(day) => row.remark(&t!("cart-wanted-on", day = text::day(day.at()))),
        None => row,
    };
    if line.is_selected { row } else { row.remark(t!("cart-stays")) }
}

/// The label of a button that mends, with what it makes of the line.
fn label(line: &Line, way: Way) -> String {
    let quantity = text::number(way.quantity);
    match way.remedy {
        Remedy::Stock => t!("mend-stock", quantity = quantity),
        Remedy::Up => t!("mend-up", quantity = quantity),
        Remedy::Down => t!("mend-down", quantity = quantity),
        Remedy::Replace => {
            let next = line.replacement.as_ref().map_or("", |next| next.name.as_str());
            t!("mend-replace", quantity = quantity, product = next)
        }
        Remedy::Day => t!("mend-day", day = text::day(line.earliest.at())),
        Remedy::Remove => t!("mend-remove").to_owned(),
    }
}

fn remedies(web: &Web, line: &Line) -> Option<Html> {
    let ways = line.ways();
    if ways.is_empty() || !web.cx.may(Action::EditCart) || !is_own_page(web) {
        return None;
    }
    let mut out = Markup::default();
    for way in ways {
        let value = format!("{}:{}", way.remedy, line.slug);
        let name = (label(line, way), ui::visually_hidden(&line.name));
        out.put(choose_of_form("btn btn-small", FORM, Sent::mend(), &value, &web.href("/cart/mend"), name));
    }
    Some(actions(out))
}

/// The box that says whether the line is ordered.
fn tick(line: &Line, is_selected: bool) -> Markup {
    let id = Sent::selected().of(&line.slug);
    let mut out = Markup::default();
    markup! {
        out,
        "<label class=\"check\"><input type=\"checkbox\" value=\"1\" data-at-once", "id" = &id, "name" = &id, "form" = FORM,
        "checked" = is_selected, "><span>", t!("cart-tick"), ui::visually_hidden(&line.name), "</span></label>"
    }
    out
}

/// A line with the fields that change it, and the button that removes it.
pub(super) fn writable(web: &Web, line: &Line, reasons: Markup, version: i64, typed: Typed) -> line::Line {
    let Typed { quantity, note, day, is_selected, quantity_error, note_error, day_error } = typed;
    let id = Sent::quantity().of(&line.slug);
    let error_id = format!("{id}-err");
    let mut controls = Markup::default();
    controls.put(Stepper {
        name: id.clone(),
        id,
        form: Some(FORM),
        of: line.name.clone(),
        value: quantity,
        step: line.increment,
        small: true,
        error: quantity_error.is_some().then(|| error_id.clone()),
    });
    controls.put(submit_form("btn btn-small", FORM, (t!("cart-update"), ui::visually_hidden(&line.name))));
    if let Some(text) = quantity_error {
        markup! { controls, "<p class=\"error\"", "id" = error_id, ">", text, "</p>" }
    }
    let has_note = !note.is_empty() || note_error.is_some();
    let label = if has_note { t!("cart-note") } else { t!("cart-add-note") };
    let (of, to) = (t!("cart-note-of", product = &line.name), t!("cart-note-to", product = &line.name));
    let form = Form::with(&[(Sent::note().as_str(), &note), (Sent::day().as_str(), &day)]);
    let field = Field::area(&form, Sent::note(), &to, 2).of(&line.slug).of_form(FORM).label_unseen().wrong(note_error);
    let has_day = !day.is_empty() || day_error.is_some();
    let day_label = if has_day { t!("cart-day") } else { t!("cart-add-day") };
    let day_of = t!("cart-day-of", product = &line.name);
    let day = Field::day(&form, Sent::day(), &day_of).of(&line.slug).of_form(FORM).label_unseen().wrong(day_error);
    let day = day.hint(t!("cart-day-help", day = text::day(line.earliest.at())));
    let name = t!("cart-remove", product = &line.name);
    let remove = Post::with_class(web, "line-remove", &web.href(&format!("{}/{}/remove", here(web), line.slug)))
        .hidden(Sent::version().as_str(), &version.to_string())
        .field(icon_button("btn btn-quiet btn-icon btn-small", &name, ui::icon(web, "trash")));
    row(web, line, reasons)
        .below(remedies(web, line))
        .more(tick(line, is_selected))
        .note_field(has_note, (label, ui::visually_hidden(&of)), field)
        .note_field(has_day, (day_label, ui::visually_hidden(&of)), day)
        .more(is_own_page(web).then(|| later::buttons(web, &line.slug, &line.name, version)))
        .controls(controls)
        .end(remove)
}
