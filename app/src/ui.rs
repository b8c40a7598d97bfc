//! The kit: the parts that pages are made of, such as tables, fields and dialogs. No part knows what the shop is about.
//! Each has one small file whose docs show its HTML; in a demo `/portal/kit` shows all of them.
//!
//! Rule: a part writes its HTML into one buffer, see [`markup`]; it takes words and addresses that are ready to be shown.

pub mod badge;
pub mod card;
pub mod dialog;
pub mod empty;
pub mod facts;
pub mod field;
pub mod form;
pub mod group;
pub mod head;
pub mod list;
pub mod markup;
pub mod notice;
pub mod pages;
#[cfg(test)]
mod style;
pub mod table;
pub mod timeline;
pub mod toolbar;

pub use crate::text::plain;
pub use badge::badge;
pub use empty::empty;
pub use form::context;
pub use head::crumbs;
pub use notice::notice;
pub use pages::{Position, counted, pages, pages_beside, past_end};

use crate::form::Form;
use crate::text::{self, Language};
use crate::ui::markup::{Markup, Part};
use crate::web::Web;
use crate::{markup, t};
use domain::error::{Denied, Error};
use domain::policy::{self, Action};
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

/// What stands in a `<textarea>`: Leptos escapes nothing there, and browsers leave out a first line break (R73).
pub fn area_text(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
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

/// A text with elements at its [`PLACES`](text::PLACES).
pub fn within<const N: usize>(text: String, elements: [Html; N]) -> Html {
    let places = text::PLACES.iter().zip(elements);
    Html::new(places.fold(text.to_html(), |html, (place, element)| html.replacen(place, &element.to_html(), 1)))
}

/// Why the reader of the storefront neither fills the cart nor orders.
pub fn cannot_order(web: &Web) -> Html {
    not_on_behalf(web, || match (policy::check(web.cx.principal(), Action::PlaceOrder), web.cx.behalf()) {
        (Err(Error::Forbidden(Denied::MemberRole)), None) => t!("cannot-order-own-role"),
        (Err(Error::Forbidden(Denied::MemberRole)), _) => t!("cannot-order-customer-role"),
        _ => t!("cannot-order-view-only"),
    })
}

/// What a text field looks like.
#[derive(Clone, Copy, Default)]
pub struct Text {
    /// Name and id.
    pub name: &'static str,
    /// Label.
    pub label: &'static str,
    /// `text`, `email`, `password`, `search`.
    pub kind: &'static str,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    /// A line of help, or empty.
    pub hint: &'static str,
    /// Whether the label says "optional".
    pub optional: bool,
    /// Whether the cursor starts here.
    pub focus: bool,
    /// Whether the browser asks for it before it sends the form.
    pub required: bool,
}

/// A labelled text field with its error; a password is never filled in again.
pub fn text_field(form: &Form, field: Text) -> Html {
    let error = form.error(field.name);
    let value = if field.kind == "password" { String::new() } else { form.get(field.name).to_owned() };
    let described = match (field.hint.is_empty(), error.is_some()) {
        (true, false) => None,
        (false, false) => Some(format!("{}-hint", field.name)),
        (true, true) => Some(format!("{}-err", field.name)),
        (false, true) => Some(format!("{0}-hint {0}-err", field.name)),
    };
    view! {
        <div class="field">
            <label for=field.name>
                {field.label}
                {field.optional.then(|| view! { " "<span class="optional">{t!("field-optional")}</span> })}
            </label>
            <input
                id=field.name
                name=field.name
                type=field.kind
                value=value
                autocomplete=field.autocomplete
                autofocus=field.focus
                required=field.required
                aria-describedby=described
                aria-invalid=error.is_some().then_some("true")
            />
            {(!field.hint.is_empty()).then(|| view! { <p class="hint" id=format!("{}-hint", field.name)>{field.hint}</p> })}
            {error_text(field.name, error)}
        </div>
    }
    .html()
}

/// What a quantity field looks like.
pub struct Stepper {
    /// Name.
    pub name: String,
    /// Id.
    pub id: String,
    /// Id of its form, when it does not stand in it.
    pub form: Option<&'static str>,
    /// Of what it is the quantity.
    pub of: String,
    /// What stands in it, as it was typed.
    pub value: String,
    /// The pack size.
    pub step: i64,
    /// Whether it stands in a list.
    pub small: bool,
    /// Id of the error text, if there is one.
    pub error: Option<String>,
}

/// A quantity field; its two buttons appear when the island `Steppers` of the page is awake.
pub fn stepper(field: Stepper) -> Html {
    let Stepper { name, id, form, of, value, step, small, error } = field;
    let mut out = Markup::default();
    markup! {
        out,
        "<div class=\"stepper\"", "data-small" = small.then_some(""), "><button type=\"button\" hidden",
        "aria-label" = t!("stepper-less", product = &of), ">−</button><input", "id" = id, "name" = name, "form" = form,
        " inputmode=\"numeric\" autocomplete=\"off\"", "aria-label" = t!("stepper-quantity", product = &of),
        "aria-invalid" = error.is_some().then_some("true"), "aria-describedby" = error, "value" = value,
        "data-step" = step.to_string(), "><button type=\"button\" hidden", "aria-label" = t!("stepper-more", product = &of),
        ">+</button></div>"
    }
    out.html()
}

/// The error below a field.
pub fn error_text(name: &'static str, error: Option<String>) -> impl IntoView {
    error.map(|text| view! { <p class="error" id=format!("{name}-err")>{text}</p> })
}

/// The message after something was done, when the address names one.
pub fn done(web: &Web) -> Option<Html> {
    crate::words::done(web.query().get("done")).map(|text| notice(web, "success", text.to_owned()))
}

/// The head of a column that can be sorted by; `sorted` is `ascending` or `descending` when it is, `href` sorts by it, or
/// the other way round.
pub fn sortable(label: &'static str, class: Option<&'static str>, sorted: Option<&'static str>, href: String) -> Html {
    view! { <th scope="col" class=class aria-sort=sorted><a class="sort" href=href>{label}</a></th> }.html()
}

/// What somebody reads on a list who reaches only assigned companies while none is assigned to them.
pub fn none_assigned(web: &Web) -> Html {
    empty(web, "users", t!("none-assigned"), t!("none-assigned-help"), None)
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
    let buttons = Language::CHOICES
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

/// Why something of a customer's page is not there for an agent.
pub fn not_on_behalf(web: &Web, text: impl FnOnce() -> &'static str) -> Html {
    for_reader(web, || view! { <p class="not-on-behalf">{text()}</p> }.html())
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
    use super::*;

    #[test]
    fn text_area_content_is_escaped() {
        assert_eq!(area_text("a\n</textarea><b>&lt;"), "\na\n&lt;/textarea>&lt;b>&amp;lt;");
    }

    /// No page forgets it.
    #[test]
    fn every_text_area_is_filled_by_the_function_for_it() {
        let mut areas = 0;
        for source in sources::files(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), ".rs") {
            for end in source.text.match_indices(concat!("</", "textarea>")).map(|(at, _)| at) {
                let begin = source.text[..end].rfind(concat!("<", "textarea")).expect("a beginning");
                let inside = source.text[begin..end].rsplit_once('>').expect("the end of the tag").1.trim();
                // The field of the kit escapes what it holds, and has a test of its own.
                let is_kit = source.name == "ui/field.rs";
                let is_safe = inside.is_empty() || inside.contains("area_text(") || is_kit;
                assert!(is_safe, "{}: {inside}", source.name);
                areas += 1;
            }
        }
        assert!(areas > 2, "{areas}");
    }
}
