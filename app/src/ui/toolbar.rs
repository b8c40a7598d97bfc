//! What stands above a list: search, filters, how many rows there are, and what the list is narrowed to.
//!
//! ```html
//! <form class="toolbar" method="get" action="/portal/staff" role="search" aria-label="Search">
//!   <div class="search"><label class="visually-hidden" for="q">…</label>…<input id="q" name="q" type="search"></div>
//!   <div class="pair"><label for="role">Role</label><select id="role" name="role">…</select></div>
//!   <button class="btn">Search</button><span class="toolbar-end" role="status">12 people</span></form>
//! <ul class="chips"><li><a class="chip" href="…">Role: <b>Agent</b>…</a></li></ul>
//! ```
//!
//! All of it stands in the address, so it works without script, can be sent to somebody, and survives the way back. What is
//! asked for and has no control of its own here goes along unseen, the number of the page excepted.

use crate::form::{Fields, Name};
use crate::ui::chips::removable;
use crate::ui::field::{options, suggestions_of};
use crate::ui::markup::{Markup, Part};
use crate::ui::{Html, picture};
use crate::web::Web;
use crate::{markup, t};

/// The toolbar of a list.
pub struct Toolbar {
    path: String,
    /// What the ids begin with.
    ids: &'static str,
    /// Whether it has a field for words.
    is_search: bool,
    /// What is asked for.
    asked: Vec<(&'static str, String)>,
    /// Names that have a control.
    shown: Vec<&'static str>,
    /// What the list is narrowed to: name, label, value in words.
    chips: Vec<(&'static str, String, String)>,
    /// What may be meant by something that was typed: address and text.
    offers: Vec<(String, String)>,
    pictures: [Markup; 2],
    controls: Markup,
    button: &'static str,
    end: Markup,
}

impl Toolbar {
    /// The toolbar of the list at `path`.
    pub fn new(web: &Web, path: &str, asked: &impl Fields) -> Toolbar {
        Toolbar {
            path: path.to_owned(),
            ids: "",
            is_search: false,
            asked: asked.pairs(),
            shown: vec!["page", "after", "before"],
            chips: Vec::new(),
            offers: Vec::new(),
            pictures: [picture(web, "search"), picture(web, "x")],
            controls: Markup::default(),
            button: t!("kit-apply"),
            end: Markup::default(),
        }
    }

    /// The ids of its fields begin with this, where the frame of the page has a field of the same name.
    pub fn ids(mut self, begins: &'static str) -> Toolbar {
        self.ids = begins;
        self
    }

    fn id(&self, name: &str) -> String {
        format!("{}{name}", self.ids)
    }

    fn value(&self, name: &str) -> String {
        self.asked.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The field for words; the label is for those who hear the page, `example` stands in the empty field.
    pub fn search(mut self, name: Name, label: &str, example: &str) -> Toolbar {
        let name = name.as_str();
        let value = self.value(name);
        self.shown.push(name);
        self.button = t!("portal-search");
        self.is_search = true;
        let id = self.id(name);
        markup! {
            self.controls,
            "<div class=\"search\"><label class=\"visually-hidden\"", "for" = &id, ">", label, "</label>",
            self.pictures[0].clone(), "<input", "id" = &id, "name" = name,
            "type" = "search", "autocomplete" = "off", "maxlength" = domain::search::LONGEST.to_string(),
            "placeholder" = example, "value" = value, "></div>"
        }
        self
    }

    /// A filter: `all` is what stands first and filters nothing.
    pub fn choice(
        mut self,
        name: Name,
        label: &str,
        all: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Toolbar {
        let name = name.as_str();
        let value = self.value(name);
        self.shown.push(name);
        let choices: Vec<(String, String)> = choices.into_iter().collect();
        if let Some((_, text)) = choices.iter().find(|(v, _)| !value.is_empty() && *v == value) {
            self.chips.push((name, label.to_owned(), text.clone()));
        }
        self.select(name, label, options(&value, Some(all), choices));
        self
    }

    /// How the list is sorted, with its button: the first choice is that of an address that says nothing.
    pub fn order(
        mut self,
        name: Name,
        label: &str,
        choices: impl IntoIterator<Item = (String, String)>,
        button: &'static str,
    ) -> Toolbar {
        let name = name.as_str();
        let value = self.value(name);
        self.shown.push(name);
        self.button = button;
        self.select(name, label, options(&value, None, choices));
        self
    }

    fn select(&mut self, name: &'static str, label: &str, options: Markup) {
        let id = self.id(name);
        markup! {
            self.controls,
            "<div class=\"pair\"><label", "for" = &id, ">", label, "</label><select", "id" = &id, "name" = name, ">",
            options, "</select></div>"
        }
    }

    /// A field for words that is written elsewhere.
    pub fn search_control(mut self, name: Name, part: impl Part) -> Toolbar {
        self.shown.push(name.as_str());
        self.is_search = true;
        self.controls.put(part);
        self
    }

    /// A field for a text of which some are suggested, such as the name of one of very many things: `typed` stands in it,
    /// `example` while it is empty. `wrong` is what is wrong with it.
    pub fn suggested(
        mut self,
        name: Name,
        label: &str,
        (typed, example): (&str, &str),
        suggestions: impl IntoIterator<Item = String>,
        wrong: Option<&str>,
    ) -> Toolbar {
        let name = name.as_str();
        self.shown.push(name);
        let (list, error) = (format!("{name}-list"), format!("{name}-err"));
        markup! {
            self.controls,
            "<div class=\"pair\"><label", "for" = name, ">", label, "</label><input", "id" = name, "name" = name,
            "list" = &list, "autocomplete" = "off", "maxlength" = "120", "placeholder" = example, "value" = typed,
            "aria-invalid" = wrong.map(|_| "true"), "aria-describedby" = wrong.map(|_| error.as_str()), ">",
            suggestions_of(&list, suggestions), "</div>"
        }
        if let Some(text) = wrong {
            markup! { self.controls, "<p class=\"error\"", "id" = error, ">", text, "</p>" }
        }
        self
    }

    /// What may be meant by something that was typed, as a link below.
    pub fn offer(mut self, href: String, text: String) -> Toolbar {
        self.offers.push((href, text));
        self
    }

    /// A day to begin or to end with.
    pub fn day(mut self, name: Name, label: &str) -> Toolbar {
        let name = name.as_str();
        let value = self.value(name);
        self.shown.push(name);
        markup! {
            self.controls,
            "<div class=\"pair\"><label", "for" = name, ">", label, "</label><input", "id" = name, "name" = name,
            "type" = "date", "value" = value, "></div>"
        }
        self
    }

    /// A filter that was chosen elsewhere, such as whose orders they are: it is seen and can be taken away.
    pub fn fixed(mut self, name: Name, label: &str, value: &str) -> Toolbar {
        self.chips.push((name.as_str(), label.to_owned(), value.to_owned()));
        self
    }

    /// How many rows there are.
    pub fn count(mut self, text: &str) -> Toolbar {
        markup! { self.end, "<span role=\"status\">", text, "</span>" }
        self
    }

    /// Something at the end, such as the way to a file.
    pub fn end(mut self, part: impl Part) -> Toolbar {
        self.end.put(part);
        self
    }

    /// The address without one filter, on the first page.
    fn without(&self, name: &str) -> String {
        let kept = self.asked.iter().filter(|(n, _)| *n != name && !["page", "after", "before"].contains(n));
        crate::form::address(&self.path, kept.map(|(n, value)| (*n, value.as_str())))
    }

    /// The toolbar, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Toolbar {
    fn write(self, out: &mut Markup) {
        let chips: Vec<(String, &str, &str)> =
            self.chips.iter().map(|(name, label, text)| (self.without(name), label.as_str(), text.as_str())).collect();
        let hidden = self.asked.iter().filter(|(name, _)| !self.shown.contains(name));
        let role = self.is_search.then_some("search");
        markup! {
            out,
            "<form class=\"toolbar\" method=\"get\"", "action" = &self.path, "role" = role, "aria-label" = role.map(|_| t!("portal-search")), ">",
            self.controls
        }
        for (name, value) in hidden {
            markup! { out, "<input type=\"hidden\"", "name" = *name, "value" = value, ">" }
        }
        markup! {
            out,
            "<button class=\"btn\">", self.button, "</button><span class=\"toolbar-end\">", self.end, "</span></form>"
        }
        if chips.is_empty() && self.offers.is_empty() {
            return;
        }
        let [_, remove] = self.pictures;
        out.literal("<ul class=\"chips\">");
        for (href, label, text) in chips {
            removable(out, remove.clone(), &href, label, text);
        }
        for (href, text) in self.offers {
            markup! { out, "<li><a class=\"chip\"", "href" = href, "><bdi>", text, "</bdi></a></li>" }
        }
        out.literal("</ul>");
    }
}
