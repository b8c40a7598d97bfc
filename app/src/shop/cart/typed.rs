//! What is typed into the lines of the cart.

use crate::form::Each;
use crate::web::Web;
use crate::{form, t, words};
use domain::cart::db::{Edit, Wanted};
use domain::cart::{Cart, Line};
use domain::day::Day;
use domain::error::Error;
use std::collections::HashMap;

/// The form of all lines, which stands apart from them.
pub const FORM: &str = "lines";

/// Where the cart of this request stands: a customer reads a prepared one on a page of its own.
pub fn here(web: &Web) -> String {
    match (web.cx.prepared(), web.cx.behalf()) {
        (Some(id), None) => format!("/prepared/{id}"),
        _ => "/cart".to_owned(),
    }
}

/// Whether the page is the one of the own cart: what changes many lines at once stands there alone.
pub fn is_own_page(web: &Web) -> bool {
    here(web) == "/cart"
}

form! {
    /// The cart as it is sent. Each line has its fields, by the address part of its product.
    pub struct Sent {
        /// How many of each product.
        quantity: Each = "quantity-",
        /// The note to each.
        note: Each = "note-",
        /// The day on which each is wanted.
        day: Each = "day-",
        /// Whether each is ordered: boxes that are ticked.
        selected: Each = "selected-",
        /// `1` where the boxes are on the page, so that one that is missing is not ticked.
        boxes: String,
        /// `all` or `none`, of the buttons that tick.
        select: String,
        /// What is mended: `all`, or a remedy and the product, as in `stock:hex-bolt`.
        mend: String,
        /// The version of the cart that the form was made from.
        version: String,
        /// `checkout` when that is where to go on.
        next: String,
    }
}

impl Sent {
    /// The version of the cart that the form was made from.
    pub fn shown(&self) -> Option<i64> {
        self.version.parse().ok()
    }

    /// Whether all lines or none are ticked from now on.
    pub fn all(&self) -> Option<bool> {
        match self.select.as_str() {
            "all" => Some(true),
            "none" => Some(false),
            _ => None,
        }
    }
}

/// What was typed into the lines and was not taken, by the address part of the product, and why.
#[derive(Default)]
pub struct Rejected {
    pub typed: HashMap<String, Typed>,
    /// Somebody changed the cart since it was shown.
    pub is_stale: bool,
}

/// A line as it was typed, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    pub quantity: String,
    pub note: String,
    pub day: String,
    pub is_selected: bool,
    pub quantity_error: Option<String>,
    pub note_error: Option<String>,
    pub day_error: Option<String>,
}

/// The day of a line as it stands in its field.
fn day_of(line: &Line) -> String {
    line.requested_on.map(Day::iso).unwrap_or_default()
}

impl Typed {
    /// What is sent for a line; what is as it was before is not found wrong.
    pub fn read(sent: &Sent, cart: &Cart, line: &Line) -> Option<Typed> {
        let quantity = sent.quantity.get(&line.slug)?.to_owned();
        let note = sent.note.get(&line.slug).unwrap_or(&line.note).to_owned();
        let day = sent.day.get(&line.slug).map_or_else(|| day_of(line), str::to_owned);
        let is_selected = if sent.boxes.is_empty() { line.is_selected } else { sent.selected.has(&line.slug) };
        let problem = |error| match error {
            Error::Invalid(fields) => fields.first().map(|f| words::problem(&f.problem)),
            _ => None,
        };
        let is_same = quantity.trim() == line.quantity.to_string();
        let quantity_error = domain::cart::quantity(&quantity, line.increment).err().filter(|_| !is_same);
        let day_error = domain::cart::db::day(cart.window, &day).err().filter(|_| day.trim() != day_of(line));
        let note_error = domain::cart::note(&note).err().and_then(problem);
        let (quantity_error, day_error) = (quantity_error.and_then(problem), day_error.and_then(problem));
        Some(Typed { quantity, note, day, is_selected, quantity_error, note_error, day_error })
    }

    /// What is in the cart.
    pub fn of(line: &Line) -> Typed {
        let (quantity, note) = (line.quantity.to_string(), line.note.clone());
        Typed { quantity, note, day: day_of(line), is_selected: line.is_selected, ..Typed::default() }
    }

    /// Whether it cannot be taken.
    pub fn is_wrong(&self) -> bool {
        [&self.quantity_error, &self.note_error, &self.day_error].into_iter().any(Option::is_some)
    }

    /// The same where the cart was changed meanwhile: what is in it now stands beside what was typed.
    pub fn beside(mut self, line: &Line) -> Typed {
        if self.quantity_error.is_none() && self.quantity.trim() != line.quantity.to_string() {
            self.quantity_error = Some(t!("cart-now", quantity = line.quantity.to_string()));
        }
        self
    }

    /// Whether it says something else than the cart; `ticks` where the boxes count.
    pub fn is_change(&self, line: &Line, ticks: bool) -> bool {
        self.quantity.trim() != line.quantity.to_string()
            || self.note.trim() != line.note
            || self.day.trim() != day_of(line)
            || (ticks && self.is_selected != line.is_selected)
    }

    /// What the line is to become.
    pub fn edit<'a>(&'a self, line: &'a Line, ticks: bool) -> Edit<'a> {
        Edit {
            wanted: Wanted { slug: &line.slug, quantity: &self.quantity, note: &self.note },
            is_selected: ticks.then_some(self.is_selected),
            requested_on: Some(&self.day),
        }
    }
}

/// All lines that were sent.
pub fn read<'a>(sent: &Sent, cart: &'a Cart) -> Vec<(&'a Line, Typed)> {
    cart.lines.iter().filter_map(|line| Some((line, Typed::read(sent, cart, line)?))).collect()
}

/// By the address parts of their products.
pub fn by_slug(typed: Vec<(&Line, Typed)>) -> HashMap<String, Typed> {
    typed.into_iter().map(|(line, typed)| (line.slug.clone(), typed)).collect()
}
