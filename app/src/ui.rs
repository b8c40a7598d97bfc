//! Components that know no noun: pictures, fields, pages of a list, notices.

pub mod dialog;
pub mod gate;
#[cfg(test)]
mod style;

use crate::form::Form;
use crate::t;
use crate::text::{self, Language};
use crate::web::Web;
use domain::error::{Denied, Error};
use domain::list::{COUNTED, Page, is_more};
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

/// A name with everything removed that could reorder or break the text around it (R45), and with it the mark of a
/// [place](text::PLACES) for an element.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(u32::from(*c), 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfffc)
        })
        .collect()
}

/// What stands in a `<textarea>`: Leptos escapes nothing there, and browsers leave out a first line break (R73).
pub fn area_text(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// An icon of the sprite, for the eye only.
pub fn icon(web: &Web, name: &str) -> impl IntoView + use<> {
    let href = format!("{}#{name}", web.asset("icons.svg"));
    view! { <svg class="icon" aria-hidden="true"><use href=href></use></svg> }
}

/// A badge with a tone.
pub fn badge((text, tone): (&str, &str)) -> impl IntoView + use<> {
    view! { <span class="badge" data-tone=tone.to_owned()>{text.to_owned()}</span> }
}

/// A moment, as people read it; exact for machines.
pub fn moment(at: Micros) -> impl IntoView {
    view! { <time datetime=at.rfc3339() title=t!("utc", time = text::minute(at))>{text::minute(at)}</time> }
}

/// A moment with the name of its time zone.
pub fn moment_utc(at: Micros) -> impl IntoView {
    view! { <time datetime=at.rfc3339()>{t!("utc", time = text::minute(at))}</time> }
}

/// A text with elements at its [`PLACES`](text::PLACES).
pub fn within<const N: usize>(text: String, elements: [Html; N]) -> Html {
    let places = text::PLACES.iter().zip(elements);
    Html::new(places.fold(text.to_html(), |html, (place, element)| html.replacen(place, &element.to_html(), 1)))
}

/// The hidden field that ties a form to the session it was rendered for.
pub fn context(web: &Web) -> impl IntoView + use<> {
    view! { <input type="hidden" name="context" value=web.context()/> }
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
    view! {
        <div class="stepper" data-small=small.then_some("")>
            <button type="button" hidden aria-label=t!("stepper-less", product = &of)>"−"</button>
            <input
                id=id
                name=name
                form=form
                inputmode="numeric"
                autocomplete="off"
                aria-label=t!("stepper-quantity", product = &of)
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=error
                value=value
                data-step=step
            />
            <button type="button" hidden aria-label=t!("stepper-more", product = &of)>"+"</button>
        </div>
    }
    .html()
}

/// The error below a field.
pub fn error_text(name: &'static str, error: Option<String>) -> impl IntoView {
    error.map(|text| view! { <p class="error" id=format!("{name}-err")>{text}</p> })
}

/// A notice for the whole page.
pub fn notice(web: &Web, tone: &'static str, text: String) -> impl IntoView + use<> {
    let (name, role) = match tone {
        "success" => ("check", "status"),
        "info" => ("info", "status"),
        _ => ("alert", "alert"),
    };
    view! {
        <div class="notice" data-tone=tone role=role>
            {icon(web, name)}
            <div><p>{text}</p></div>
        </div>
    }
}

/// The message after something was done, when the address names one.
pub fn done(web: &Web) -> Option<impl IntoView + use<>> {
    crate::words::done(web.query().get("done")).map(|text| notice(web, "success", text.to_owned()))
}

/// Where a list is.
#[derive(Clone, Copy)]
pub struct Position {
    /// Page, from 0.
    pub page: i64,
    /// Rows on a page.
    pub size: i64,
    /// Rows in all.
    pub total: i64,
}

impl Position {
    /// The last page, from 0.
    fn last(self) -> i64 {
        (self.total - 1).max(0) / self.size
    }

    /// Whether the list is shorter than the page that is asked for.
    pub fn is_past_end(self) -> bool {
        self.total > 0 && self.page > self.last()
    }
}

/// What stands on a page past the end of a list, with the way to its last page; `link` makes the address of a page counted
/// from 1.
pub fn past_end(web: &Web, position: Position, link: impl Fn(i64) -> String) -> Html {
    let last = position.last() + 1;
    let title = t!("list-no-page", page = position.page + 1);
    let text = t!("list-ends", page = last);
    empty(web, "search", &title, &text, Some((link(last), t!("list-last-page")))).html()
}

/// How many rows a list has, in `words`, or that there are more than are counted.
pub fn counted(total: i64, words: impl Fn(i64) -> String) -> String {
    if is_more(total) { t!("list-more-than", count = COUNTED) } else { words(total) }
}

/// "1–24 of 312" with links to the pages before and after; `link` makes the address of a page counted from 1.
pub fn pages(position: Position, link: impl Fn(i64) -> String) -> Html {
    let Position { page, size, total } = position;
    if total == 0 || position.is_past_end() {
        return ().html();
    }
    let last = position.last();
    let from = (page * size + 1).min(total);
    let to = ((page + 1) * size).min(total);
    let previous = (page > 0).then(|| link(page));
    let next = (page < last).then(|| link(page + 2));
    let of = match is_more(total) {
        true => t!("list-pages-more", from = from, to = to, total = COUNTED),
        false => t!("list-pages", from = from, to = to, total = total),
    };
    view! {
        <nav class="pages" aria-label=t!("list-pages-label")>
            <span>{of}</span>
            <span class="pages-links">
                {previous.map(|href| view! { <a class="btn btn-small" rel="prev" href=href>{t!("list-previous")}</a> })}
                {next.map(|href| view! { <a class="btn btn-small" rel="next" href=href>{t!("list-next")}</a> })}
            </span>
        </nav>
    }
    .html()
}

/// The same for a list that may hold more than is counted. Pages beyond that have no number: their addresses name the row
/// that they are beside. `first` is the address of the first page.
pub fn pages_beside<T>(found: &Page<T>, position: Position, first: &str, link: impl Fn(i64) -> String) -> Html {
    if !is_more(found.total) {
        return pages(position, link);
    }
    let mark = if first.contains('?') { '&' } else { '?' };
    let step = |name: &str, value: String| format!("{first}{mark}{name}={value}");
    let previous = found.before.map(|cursor| step("before", cursor.to_string()));
    let next = found.after.map(|cursor| step("after", cursor.to_string()));
    let to_first = previous.is_some().then(|| first.to_owned());
    let to_last = next.is_some().then(|| step("page", "last".to_owned()));
    view! {
        <nav class="pages" aria-label=t!("list-pages-label")>
            <span>{t!("list-more-than", count = COUNTED)}</span>
            <span class="pages-links">
                {to_first.map(|href| view! { <a class="btn btn-small" href=href>{t!("list-first")}</a> })}
                {previous.map(|href| view! { <a class="btn btn-small" rel="prev" href=href>{t!("list-previous")}</a> })}
                {next.map(|href| view! { <a class="btn btn-small" rel="next" href=href>{t!("list-next")}</a> })}
                {to_last.map(|href| view! { <a class="btn btn-small" href=href>{t!("list-last")}</a> })}
            </span>
        </nav>
    }
    .html()
}

/// The head of a column that can be sorted by; `sorted` is `ascending` or `descending` when it is, `href` sorts by it, or
/// the other way round.
pub fn sortable(label: &'static str, class: Option<&'static str>, sorted: Option<&'static str>, href: String) -> Html {
    view! { <th scope="col" class=class aria-sort=sorted><a class="sort" href=href>{label}</a></th> }.html()
}

/// What stands where a list has nothing to show.
pub fn empty(
    web: &Web,
    symbol: &str,
    title: &str,
    text: &str,
    action: Option<(String, &str)>,
) -> impl IntoView + use<> {
    let href = format!("{}#{symbol}", web.asset("icons.svg"));
    view! {
        <div class="empty">
            <svg class="icon" data-size="large" aria-hidden="true"><use href=href></use></svg>
            <h2>{title.to_owned()}</h2>
            <p>{text.to_owned()}</p>
            {action.map(|(href, label)| view! { <div class="actions"><a class="btn" href=href>{label.to_owned()}</a></div> })}
        </div>
    }
}

/// What somebody reads on a list who reaches only assigned companies while none is assigned to them.
pub fn none_assigned(web: &Web) -> Html {
    empty(web, "users", t!("none-assigned"), t!("none-assigned-help"), None).html()
}

/// One step of the path at the top of a page; the last has no address.
pub fn crumbs(steps: Vec<(Option<String>, String)>) -> impl IntoView {
    let items = steps
        .into_iter()
        .map(|(href, label)| match href {
            Some(href) => view! { <li><a href=href>{label}</a></li> }.html(),
            None => view! { <li aria-current="page">{label}</li> }.html(),
        })
        .collect_view();
    view! { <nav class="crumbs" aria-label=t!("breadcrumb")><ol>{items}</ol></nav> }
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
pub fn languages(web: &Web) -> impl IntoView + use<> {
    let buttons = Language::CHOICES
        .into_iter()
        .filter(|language| *language != web.language)
        .map(|language| {
            let tag = language.tag();
            view! { <button class="btn btn-small" name="language" value=tag lang=tag>{icon(web, "globe")}{language.name()}</button> }
        })
        .collect_view();
    view! {
        <form class="row" method="post" action=web.href("/language") aria-label=t!("language-title")>
            <input type="hidden" name="back" value=web.path.clone()/>
            {buttons}
        </form>
    }
}

/// A part in the language of whoever reads the page: what is said to the agent inside of a customer's page.
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
    fn nothing_gets_out_of_a_text_area() {
        assert_eq!(area_text("a\n</textarea><b>&lt;"), "\na\n&lt;/textarea>&lt;b>&amp;lt;");
    }

    /// No page forgets it.
    #[test]
    fn every_text_area_is_filled_by_the_function_for_it() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut areas = 0;
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("a file");
                for end in text.match_indices(concat!("</", "textarea>")).map(|(at, _)| at) {
                    let begin = text[..end].rfind(concat!("<", "textarea")).expect("a beginning");
                    let inside = text[begin..end].rsplit_once('>').expect("the end of the tag").1.trim();
                    let is_safe = inside.is_empty() || inside.contains("area_text(");
                    assert!(is_safe, "{}: {inside}", path.display());
                    areas += 1;
                }
            }
        }
        assert!(areas > 3, "{areas}");
    }

    #[test]
    fn a_name_cannot_reorder_the_text_around_it() {
        assert_eq!(plain("You are\u{202e} signed in\u{200b}\n"), "You are signed in");
        assert_eq!(plain("Олег Коваль"), "Олег Коваль");
    }

    #[test]
    fn a_name_cannot_hold_the_place_of_an_element() {
        for place in text::PLACES {
            assert!(!plain(&format!("Ana{place}")).contains(place), "{place:?}");
        }
    }
}
