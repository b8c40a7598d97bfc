//! The kit: the parts that pages are made of, such as tables, fields and dialogs. No part knows what the shop is about.
//! Each has one small file whose docs show its HTML; in a demo `/portal/kit` shows all of them.
//!
//! Rule: a part writes its HTML into one buffer, see [`markup`]; it takes words and addresses that are ready to be shown.

pub mod badge;
pub mod card;
pub mod chips;
pub mod choices;
pub mod dialog;
pub mod drop;
pub mod empty;
pub mod facts;
pub mod field;
pub mod form;
pub mod gate_card;
pub mod group;
pub mod head;
pub mod list;
pub mod markup;
pub mod notice;
pub mod pages;
pub mod panel;
pub mod section;
pub mod split;
pub mod stepper;
#[cfg(test)]
mod style;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod toolbar;
pub mod totals;

pub use crate::text::plain;
pub use badge::badge;
pub use empty::empty;
pub use form::context;
pub use head::crumbs;
pub use notice::notice;
pub use pages::{Position, counted, pages, past_end};

use crate::text::{self, Language};
use crate::ui::markup::{Markup, Part};
use crate::web::Web;
use crate::{markup, t};
use domain::time::Micros;
use leptos::prelude::*;

/// A part of a page that is rendered already.
///
/// A view is a type as deep as the page. Rendering each part as soon as it is made keeps the types small, and with them
/// the program and the time to compile it.
pub type Html = leptos::tachys::html::InertElement;

/// Renders a view at once.
pub trait Rendered {
    /// The HTML of this view, to be put into another one.
    fn html(self) -> Html;
}

impl<V: IntoView> Rendered for V {
    fn html(self) -> Html {
        Html::new(self.into_view().to_html())
    }
}

/// An icon of the sprite, for the eye only.
pub fn icon(web: &Web, name: &str) -> Html {
    picture(web, name).html()
}

/// The same, to be written into a buffer.
pub fn picture(web: &Web, name: &str) -> Markup {
    let mut out = Markup::default();
    let href = format!("{}#{name}", web.asset("icons.svg"));
    markup! { out, "<svg class=\"icon\" aria-hidden=\"true\"><use", "href" = href, "></use></svg>" }
    out
}

/// A moment, as people read it; exact for machines.
pub fn moment(at: Micros) -> Html {
    let mut out = Markup::default();
    let time = text::minute(at);
    let title = t!("utc", time = &time);
    markup! { out, "<time", "datetime" = at.rfc3339(), "title" = title, ">", time, "</time>" }
    out.html()
}

/// A moment with the name of its time zone.
pub fn moment_utc(at: Micros) -> Html {
    let mut out = Markup::default();
    markup! { out, "<time", "datetime" = at.rfc3339(), ">", t!("utc", time = text::minute(at)), "</time>" }
    out.html()
}

/// A name that cannot disturb the text around it.
pub fn name(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<bdi>", plain(text), "</bdi>" }
    out.html()
}

/// A link.
pub fn link(href: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<a", "href" = href, ">", label, "</a>" }
    out.html()
}

/// A link that opens a tab of its own.
pub fn link_in_new_tab(href: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<a", "href" = href, "target" = "_blank", "rel" = "noopener", ">", label, "</a>" }
    out.html()
}

/// A paragraph.
pub fn paragraph(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p>", text, "</p>" }
    out.html()
}

/// A text that matters.
pub fn strong(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<b>", text, "</b>" }
    out.html()
}

/// A code, in the letters for those.
pub fn code(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<code>", text, "</code>" }
    out.html()
}

/// A text for those who hear the page, behind another one.
pub fn visually_hidden(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span class=\"visually-hidden\"> ", text, "</span>" }
    out.html()
}

/// Something with more to read on hover.
pub fn hover(more: Option<&str>, part: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span", "title" = more, ">", part, "</span>" }
    out.html()
}

/// What is shown when somebody asks for it.
pub fn fold(summary: &str, is_open: bool, inside: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<details class=\"fold\"", "open" = is_open, "><summary>", summary, "</summary><div class=\"stack\" data-gap=\"tight\">",
        inside, "</div></details>"
    }
    out.html()
}

/// A small remark.
pub fn aside(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<small class=\"muted\">", text, "</small>" }
    out.html()
}

/// A text that is not the main thing.
pub fn muted(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span class=\"muted\">", text, "</span>" }
    out.html()
}

/// An amount.
pub fn money(amount: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span class=\"money\">", amount, "</span>" }
    out.html()
}

/// A heading for those who hear the page.
pub fn hidden_heading(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<h2 class=\"visually-hidden\">", text, "</h2>" }
    out.html()
}

/// A paragraph that is not the main thing.
pub fn muted_paragraph(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p class=\"muted\">", text, "</p>" }
    out.html()
}

/// A remark about what is shown, with its tone: `success`, `warning` or `danger`.
pub fn status(tone: &'static str, text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p class=\"status\"", "data-tone" = tone, ">", text, "</p>" }
    out.html()
}

/// A text with elements at its [`PLACES`](text::PLACES).
pub fn within<const N: usize>(text: String, elements: [Html; N]) -> Html {
    let places = text::PLACES.iter().zip(elements);
    Html::new(places.fold(text.to_html(), |html, (place, element)| html.replacen(place, &element.to_html(), 1)))
}

/// The message after something was done, when the address names one.
pub fn done(web: &Web) -> Option<Html> {
    crate::words::done(web.query().get("done")).map(|text| notice(web, "success", text.to_owned()))
}

/// The buttons that change the colours; what is chosen already is not offered.
pub fn colours(web: &Web) -> impl IntoView + use<> {
    let choices = [
        ("system", "settings", t!("colours-system")),
        ("light", "sun", t!("colours-light")),
        ("dark", "moon", t!("colours-dark")),
    ];
    let buttons = choices
        .into_iter()
        .filter(|(theme, ..)| *theme != web.theme.unwrap_or("system"))
        .map(|(theme, symbol, label)| view! { <button class="btn btn-small" name="theme" value=theme>{icon(web, symbol)}{label}</button> })
        .collect_view();
    view! {
        <form class="row" method="post" action=web.href("/theme")>
            <input type="hidden" name="back" value=web.path.clone()/>
            {buttons}
        </form>
    }
}

/// The buttons that change the language, each by its own name; the one of the page is not offered.
pub fn languages(web: &Web) -> Html {
    let offered = if web.is_portal() { Language::CHOICES.to_vec() } else { Language::offered(&web.store().languages) };
    let buttons = offered
        .into_iter()
        .filter(|language| *language != web.language)
        .map(|language| {
            let tag = language.tag();
            view! { <button class="btn btn-small" name="language" value=tag lang=tag>{icon(web, "globe")}{language.name()}</button> }
        })
        .collect_view();
    view! {
        <form class="row" method="post" action=web.href("/language")>
            <input type="hidden" name="back" value=web.path.clone()/>
            {buttons}
        </form>
    }
    .html()
}

/// A part in the language of the reader: a text for the agent inside a page in the customer's language.
pub fn for_reader(web: &Web, part: impl FnOnce() -> Html) -> Html {
    let language = web.own_language;
    if language == web.language {
        return part();
    }
    let part = text::in_language(language, part);
    view! { <div class="for-reader" lang=language.tag() dir=language.direction()>{part}</div> }.html()
}

/// Why something is not there.
pub fn not_there(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p class=\"not-on-behalf\">", text, "</p>" }
    out.html()
}

/// Why something of a customer's page is not there for an agent.
pub fn not_on_behalf(web: &Web, text: impl FnOnce() -> &'static str) -> Html {
    for_reader(web, || not_there(text()))
}

/// The ribbon that every page of a demo carries.
pub fn demo(web: &Web) -> Option<impl IntoView + use<>> {
    web.site.env.demo.then(|| {
        view! {
            <aside class="demo" aria-label=t!("demo-label")>
                <b>{t!("demo-ribbon")}</b>
                " "
                <span>{t!("demo-notice")}</span>
            </aside>
        }
    })
}

#[cfg(test)]
mod tests {
    /// The field of the kit escapes what it holds, and keeps a first line break.
    #[test]
    fn no_page_writes_a_text_area_by_hand() {
        let mut files = 0;
        for source in sources::files(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), ".rs") {
            let is_by_hand = source.text.contains(concat!("</", "textarea>"));
            assert!(!is_by_hand || source.name == "ui/field.rs", "{}: use ui::field", source.name);
            files += usize::from(is_by_hand);
        }
        assert_eq!(files, 1);
    }
}
