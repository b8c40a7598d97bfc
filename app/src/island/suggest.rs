//! Suggestions while typing, under every search box of a page.

#[cfg(feature = "hydrate")]
use crate::island::browser::{self, Came, add, all, data, get, inside, listen, set, show, text};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::{JsCast, JsValue};
#[cfg(feature = "hydrate")]
use leptos::web_sys::{Element, Event, HtmlInputElement, UrlSearchParams};
#[cfg(feature = "hydrate")]
use std::{cell::Cell, rc::Rc, time::Duration};

/// Wakes the search boxes of the page.
///
/// A box is an element with `data-suggest`, the address that it asks. In it are the input, the list `role="listbox"` in
/// what opens and closes (`data-pop`), and places for what is said (`data-said`). Without `data-found`, what is said by the
/// number of results, it opens only when there is something to choose and speaks only when no answer comes. With `data-fill`
/// a product that is chosen is not opened: its number stands in the input then, and what it is in `data-filled` beside it.
///
/// *On the server:* a mark that nobody sees. Without it the form around the box searches.
#[island]
pub fn Suggest() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    for combo in document().body().map(|body| all(&body, "[data-suggest]")).unwrap_or_default() {
        if !combo.has_attribute("data-ready") && Combo::wake(&combo).is_some() {
            set(&combo, "data-ready", Some(""));
        }
    }
    view! { <span hidden></span> }
}

#[cfg(feature = "hydrate")]
struct Combo {
    root: Element,
    input: HtmlInputElement,
    list: Element,
    pop: Element,
    /// What is said by the number of results; empty where nothing is.
    found: Vec<String>,
    /// The option that is chosen, counted from 1.
    chosen: Cell<usize>,
    /// Counts what was typed: an answer to what was typed before is of no use to anybody.
    turn: Cell<u32>,
}

#[cfg(feature = "hydrate")]
impl Combo {
    fn wake(combo: &Element) -> Option<()> {
        let own = Rc::new(Combo {
            root: combo.clone(),
            input: inside(combo, "input")?.dyn_into().ok()?,
            list: inside(combo, "[role=listbox]")?,
            pop: inside(combo, "[data-pop]")?,
            found: data(combo, "data-found").lines().map(str::to_owned).collect(),
            chosen: Cell::new(0),
            turn: Cell::new(0),
        });
        let of = own.clone();
        listen(&own.input, "input", move |_| of.typed());
        let of = own.clone();
        listen(&own.input, "keydown", move |event| of.key(&event));
        if combo.has_attribute("data-fill") {
            let of = own.clone();
            listen(&own.list, "click", move |event| {
                if let Some(option) = browser::closest(&event, "[role=option]") {
                    event.prevent_default();
                    of.fill(&option);
                }
            });
        }
        if !own.found.is_empty() {
            let of = own.clone();
            listen(&own.input, "blur", move |_| of.open(false));
            // The press must not take the focus from the box, or the list closes before the click arrives.
            listen(&own.pop, "mousedown", |event| event.prevent_default());
        }
        Some(())
    }

    fn is_open(&self) -> bool {
        !self.pop.has_attribute("hidden")
    }

    fn open(&self, is_open: bool) {
        show(&self.pop, is_open);
        set(&self.input, "aria-expanded", Some(if is_open { "true" } else { "false" }));
        if !is_open {
            self.choose(0);
        }
    }

    fn options(&self) -> Vec<Element> {
        all(&self.list, "[role=option]")
    }

    fn choose(&self, chosen: usize) {
        self.chosen.set(chosen);
        set(&self.input, "aria-activedescendant", None);
        for (i, option) in self.options().iter().enumerate() {
            let is_chosen = i + 1 == chosen;
            set(option, "aria-selected", Some(if is_chosen { "true" } else { "false" }));
            if is_chosen {
                set(&self.input, "aria-activedescendant", Some(&data(option, "id")));
            }
        }
    }

    fn say(&self, text: &str) {
        for place in all(&self.root, "[data-said]") {
            place.set_text_content(Some(text));
            if place.has_attribute("data-alone") {
                show(&place, !text.is_empty());
            }
        }
    }

    fn typed(self: &Rc<Self>) {
        let mine = self.turn.get().wrapping_add(1);
        self.turn.set(mine);
        self.choose(0);
        let value = self.input.value();
        if value.trim().is_empty() {
            set(&self.root, "data-busy", None);
            self.open(false);
            self.list.set_inner_html("");
            self.say("");
            return;
        }
        let own = self.clone();
        set_timeout(
            move || {
                if own.turn.get() == mine {
                    own.ask(&value, mine);
                }
            },
            Duration::from_millis(120),
        );
    }

    fn ask(self: &Rc<Self>, value: &str, mine: u32) {
        let Ok(form) = UrlSearchParams::new_with_str(&data(&self.root, "data-with")) else { return };
        form.append("query", value);
        // The style sheet shows that it is at work.
        set(&self.root, "data-busy", Some(""));
        let own = self.clone();
        let done = move |came| {
            if own.turn.get() == mine {
                own.answered(came);
            }
        };
        browser::post(&data(&self.root, "data-suggest"), &form, Box::new(done));
    }

    fn answered(&self, came: Came) {
        set(&self.root, "data-busy", None);
        self.list.set_inner_html("");
        if let Some(forms) = inside(&self.root, "[data-adds]") {
            forms.set_inner_html("");
        }
        let (mut n, mut said) = (0, None);
        if let Came::Answer(answer) = came {
            if let Some(hits) = answer.dyn_ref::<js_sys::Array>() {
                for hit in hits.iter() {
                    self.add(&hit, n);
                    n += 1;
                }
                said = Some(self.found.get(n.min(self.found.len().saturating_sub(1))).cloned().unwrap_or_default());
            } else {
                said = Some(text(&answer, "text")).filter(|text| !text.is_empty());
            }
        }
        self.choose(0);
        self.say(&said.unwrap_or_else(|| data(&self.root, "data-no-answer")));
        self.open(n > 0 || !self.found.is_empty());
    }

    /// Takes the product of an option into the input.
    fn fill(&self, option: &Element) {
        let said = |class: &str| inside(option, class).and_then(|part| part.text_content()).unwrap_or_default();
        self.input.set_value(&said(".sku"));
        if let Some(place) = self.root.parent_element().and_then(|line| inside(&line, "[data-filled]")) {
            let what = inside(option, "span").and_then(|what| what.first_child()?.text_content()).unwrap_or_default();
            place.set_text_content(Some(&[&what, " · ", &said(".money"), " · ", &data(option, "data-stock")].concat()));
        }
        self.open(false);
        self.list.set_inner_html("");
        let next = self.root.parent_element().and_then(|line| all(&line, "input").into_iter().nth(1));
        if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlInputElement>().ok()) {
            let _ = next.focus();
        }
    }

    /// Adds an option for a product, which has a SKU, or for a contact.
    fn add(&self, hit: &JsValue, n: usize) -> Option<()> {
        let link = add(&self.list, "a", "suggest-item", "")?;
        set(&link, "role", Some("option"));
        set(&link, "id", Some(&[&data(&self.list, "id"), "-", &n.to_string()].concat()));
        let is_product = !get(hit, "sku").is_undefined();
        if !get(hit, "label").is_undefined() {
            set(&link, "href", Some(&text(hit, "href")));
            set(&link, "tabindex", Some("-1"));
            let what = add(&link, "span", "", "")?;
            add(&what, "bdi", "", &text(hit, "label"))?;
            add(&what, "small", "", &text(hit, "note"))?;
            add(&link, "span", "badge", &text(hit, "group"))?;
            return Some(());
        }
        let href =
            if is_product { [data(&self.root, "data-at"), text(hit, "slug")].concat() } else { text(hit, "href") };
        set(&link, "href", Some(&href));
        let picture = text(hit, "picture");
        if !picture.is_empty() {
            let img = add(&link, "img", "suggest-pic", "")?;
            for (name, value) in [("src", picture.as_str()), ("alt", ""), ("width", "36"), ("height", "36")] {
                set(&img, name, Some(value));
            }
        }
        let what = add(&link, "span", "", "")?;
        if is_product {
            set(&link, "data-sku", Some(&text(hit, "sku")));
            what.set_text_content(Some(&text(hit, "name")));
            add(&what, "small", "sku", &text(hit, "sku"))?;
            add(&link, "span", "money", &text(hit, "price"))?;
            set(&link, "data-stock", Some(&text(hit, "stock")));
            return self.add_form(hit);
        }
        set(&link, "tabindex", Some("-1"));
        marked(&what, hit, "name")?;
        if !pieces(hit, "latin_name").is_empty() {
            add(&what, "span", "", " ")?;
            let muted = add(&what, "span", "muted", "")?;
            marked(&muted, hit, "latin_name")?;
        }
        let small = add(&what, "small", "", "")?;
        marked(&small, hit, "email")?;
        add(&small, "span", "", " · ")?;
        marked(&small, hit, "company")?;
        add(&small, "span", "", &[", ", &text(hit, "city")].concat())?;
        let why = text(hit, "why");
        if !why.is_empty() {
            add(&what, "small", "why", &why)?;
        }
        set(&link, "data-start", Some(&text(hit, "start")));
        let badge = add(&link, "span", "badge", &text(hit, "accounts"))?;
        set(&badge, "data-tone", Some(&text(hit, "tone")));
        Some(())
    }

    /// Adds the form that puts a product into the cart, beside its option: a list of options holds nothing else.
    fn add_form(&self, hit: &JsValue) -> Option<()> {
        let forms = inside(&self.root, "[data-adds]")?;
        let step = text(hit, "step");
        if step.is_empty() {
            add(&forms, "span", "", "")?;
            return Some(());
        }
        let form = add(&forms, "form", "", "")?;
        set(&form, "method", Some("post"));
        set(&form, "action", Some(&[data(&self.root, "data-at"), text(hit, "slug")].concat()));
        let context = data(&self.root, "data-context");
        for (kind, name, value) in [("hidden", "context", &context), ("text", "quantity", &step)] {
            let input = add(&form, "input", "", "")?;
            set(&input, "type", Some(kind));
            set(&input, "name", Some(name));
            set(&input, "value", Some(value));
            set(&input, "inputmode", Some("numeric"));
            set(&input, "aria-label", Some(&text(hit, "add")));
        }
        let button = add(&form, "button", "btn btn-small", &data(&self.root, "data-add-label"))?;
        set(&button, "aria-label", Some(&text(hit, "add")));
        Some(())
    }

    fn key(&self, event: &Event) {
        let options = self.options();
        let (n, chosen) = (options.len(), self.chosen.get());
        match text(event, "key").as_str() {
            "ArrowDown" if n > 0 => {
                event.prevent_default();
                self.open(true);
                self.choose(chosen % n + 1);
            }
            "ArrowUp" if n > 0 => {
                event.prevent_default();
                self.open(true);
                self.choose(if chosen < 2 { n } else { chosen - 1 });
            }
            "Escape" if self.is_open() => {
                if !self.found.is_empty() {
                    event.prevent_default();
                }
                self.open(false);
            }
            "Enter" | "Tab" if self.root.has_attribute("data-fill") && self.is_open() && n > 0 => {
                if let Some(option) =
                    options.get(chosen.max(1) - 1).filter(|_| chosen > 0 || text(event, "key") == "Tab")
                {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                    self.fill(option);
                }
            }
            // With Shift, the first contact that can be acted for, or the chosen one.
            "Enter" if n > 0 && (chosen > 0 || get(event, "shiftKey").is_truthy()) => {
                let Some(option) = options.get(chosen.max(1) - 1) else { return };
                event.prevent_default();
                let start = data(option, "data-start");
                let is_start = get(event, "shiftKey").is_truthy() && !start.is_empty();
                let _ = window().location().set_href(&if is_start { start } else { data(option, "href") });
            }
            _ => {}
        }
    }
}

/// The pieces of a text of a hit: every second one is what was found.
#[cfg(feature = "hydrate")]
fn pieces(hit: &JsValue, name: &str) -> Vec<String> {
    get(hit, name)
        .dyn_ref::<js_sys::Array>()
        .map_or_else(Vec::new, |all| all.iter().filter_map(|p| p.as_string()).collect())
}

/// Adds a text of a hit with what was found marked.
#[cfg(feature = "hydrate")]
fn marked(to: &Element, hit: &JsValue, name: &str) -> Option<()> {
    let all = add(to, "bdi", "", "")?;
    for (n, piece) in pieces(hit, name).iter().enumerate().filter(|(_, piece)| !piece.is_empty()) {
        add(&all, if n % 2 == 1 { "mark" } else { "span" }, "", piece)?;
    }
    Some(())
}
