//! What happened, in its order.
//!
//! ```html
//! <ol class="timeline" data-seconds="">
//!   <li data-tone="success"><time datetime="…">14:02:11</time><div>Order placed<small>Ana Silva</small></div></li>
//! </ol>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A timeline that is written event by event.
#[derive(Default)]
pub struct Timeline {
    day: Markup,
    rows: Markup,
}

/// How an event stands out.
#[derive(Clone, Copy, Default)]
pub struct Look {
    /// `success`, `warning` or `danger`.
    pub tone: Option<&'static str>,
    /// An empty attribute for the look.
    pub mark: Option<&'static str>,
}

impl Timeline {
    /// A timeline under the name of its day.
    pub fn of_day(day: &str) -> Timeline {
        let mut heading = Markup::default();
        markup! { heading, "<h3 class=\"timeline-day\">", day, "</h3>" }
        Timeline { day: heading, rows: Markup::default() }
    }

    /// An event: when, what, and what is read on hover.
    pub fn event(mut self, look: Look, code: &str, time: Html, what: impl Part) -> Timeline {
        markup! { self.rows, "<li", "data-tone" = look.tone }
        if let Some(mark) = look.mark {
            self.rows.attribute(mark, "");
        }
        let title = (!code.is_empty()).then_some(code);
        markup! { self.rows, "title" = title, ">", time, "<div>", what, "</div></li>" }
        self
    }

    /// The timeline, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Timeline {
    fn write(self, out: &mut Markup) {
        markup! { out, self.day, "<ol class=\"timeline\" data-seconds=\"\">", self.rows, "</ol>" }
    }
}
