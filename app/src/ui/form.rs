//! The frame of a form: where it is posted to, the session it belongs to, its fields, its buttons.
//!
//! ```html
//! <form class="form" method="post" action="…"><input type="hidden" name="context" value="…">…fields…
//!   <div class="form-foot"><a class="btn" href="…">Cancel</a><button class="btn btn-primary">Send</button></div></form>
//! ```

use crate::form::{Form, Name};
use crate::markup;
use crate::ui::markup::{Markup, Part};
use crate::ui::{Html, icon};
use crate::web::Web;

/// A form that changes something.
pub struct Post {
    out: Markup,
}

impl Post {
    /// A form with its fields one below the other.
    pub fn to(web: &Web, action: &str) -> Post {
        Post::with_class(web, "form", action)
    }

    /// The same within the body of a card.
    pub fn in_card(web: &Web, action: &str) -> Post {
        Post::with_class(web, "card-body form", action)
    }

    /// A form of buttons side by side; `name` is for those who hear the page.
    pub fn of_buttons(web: &Web, action: &str, name: &str) -> Post {
        let mut out = Markup::default();
        markup! {
            out,
            "<form class=\"actions\" method=\"post\"", "action" = action, "aria-label" = name, ">", context(web)
        }
        Post { out }
    }

    /// A form with its fields and buttons side by side.
    pub fn in_row(web: &Web, action: &str) -> Post {
        Post::with_class(web, "row", action)
    }

    /// A form with a look of its own, or with none.
    pub fn with_class(web: &Web, class: &'static str, action: &str) -> Post {
        let mut out = Markup::default();
        let class = (!class.is_empty()).then_some(class);
        markup! { out, "<form", "class" = class, "method" = "post", "action" = action, ">", context(web) }
        Post { out }
    }

    /// A form that other parts of the page belong to by its id; `class` is its look.
    pub fn named(web: &Web, id: &str, class: &'static str, action: &str) -> Post {
        let mut out = Markup::default();
        let class = (!class.is_empty()).then_some(class);
        markup! {
            out,
            "<form", "id" = id, "class" = class, "method" = "post", "action" = action, ">", context(web)
        }
        Post { out }
    }

    /// The same of which nothing is seen: its fields stand elsewhere on the page.
    pub fn unseen(web: &Web, id: &str, action: &str) -> Post {
        let mut out = Markup::default();
        markup! { out, "<form", "id" = id, "hidden" = true, "method" = "post", "action" = action, ">", context(web) }
        Post { out }
    }

    /// A form that is sent to the address `live` and answered in place, where there is one.
    pub fn live(web: &Web, action: &str, live: Option<&str>) -> Post {
        let mut out = Markup::default();
        markup! {
            out,
            "<form class=\"form\" method=\"post\"", "action" = action, "data-live" = live, ">", context(web)
        }
        Post { out }
    }

    /// A form of somebody who is not signed in yet, so that it belongs to no session.
    pub fn bare(action: &str) -> Post {
        let mut out = Markup::default();
        markup! { out, "<form class=\"form\" method=\"post\"", "action" = action, ">" }
        Post { out }
    }

    /// A form that is posted to the address of its page, so that a secret in that address stands nowhere in the HTML.
    pub fn here(web: &Web) -> Post {
        let mut out = Markup::default();
        markup! { out, "<form class=\"form\" method=\"post\">", context(web) }
        Post { out }
    }

    /// The same whose answer comes in a tab of its own.
    pub fn in_new_tab(web: &Web, class: &'static str, action: &str) -> Post {
        let mut out = Markup::default();
        markup! {
            out,
            "<form", "class" = class, "method" = "post", "action" = action, "target" = "_blank", "rel" = "noopener", ">",
            context(web)
        }
        Post { out }
    }

    /// What goes along unseen.
    pub fn hidden(mut self, name: &str, value: &str) -> Post {
        markup! { self.out, "<input type=\"hidden\"", "name" = name, "value" = value, ">" }
        self
    }

    /// A field, or anything between fields.
    pub fn field(mut self, part: impl Part) -> Post {
        self.out.put(part);
        self
    }

    /// The buttons at the end.
    pub fn foot(mut self, buttons: impl Part) -> Post {
        markup! { self.out, "<div class=\"form-foot\">", buttons, "</div>" }
        self
    }

    /// The form, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Post {
    fn write(self, out: &mut Markup) {
        markup! { out, self.out, "</form>" }
    }
}

/// A form that only asks: what is chosen in it stands in the address.
pub struct Get {
    out: Markup,
}

impl Get {
    /// A form for the page at `path`; `name` is for those who hear the page.
    pub fn to(path: &str, name: &str) -> Get {
        let mut out = Markup::default();
        markup! { out, "<form class=\"form\" method=\"get\"", "action" = path, "aria-label" = name, ">" }
        Get { out }
    }

    /// The same as the search of its page.
    pub fn search(path: &str, name: &str) -> Get {
        let mut out = Markup::default();
        markup! {
            out,
            "<form class=\"form\" method=\"get\"", "action" = path, "role" = "search", "aria-label" = name, ">"
        }
        Get { out }
    }

    /// What goes along unseen.
    pub fn hidden(mut self, name: Name, value: &str) -> Get {
        if !value.is_empty() {
            markup! { self.out, "<input type=\"hidden\"", "name" = name.as_str(), "value" = value, ">" }
        }
        self
    }

    /// A field, or anything between fields.
    pub fn field(mut self, part: impl Part) -> Get {
        self.out.put(part);
        self
    }
}

impl Part for Get {
    fn write(self, out: &mut Markup) {
        markup! { out, self.out, "</form>" }
    }
}

/// The hidden field that ties a form to the session it was rendered for.
pub fn context(web: &Web) -> Html {
    let mut out = Markup::default();
    markup! { out, "<input type=\"hidden\" name=\"context\"", "value" = web.context(), ">" }
    out.html()
}

/// The login that a new password belongs to, for the browser that keeps passwords.
pub fn username(login: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<input type=\"hidden\" name=\"login\" autocomplete=\"username\"", "value" = login, ">" }
    out.html()
}

/// Buttons side by side.
pub fn actions(buttons: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"actions\">", buttons, "</div>" }
    out.html()
}

/// Forms and links side by side, as at the end of a form.
pub fn foot(parts: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"form-foot\">", parts, "</div>" }
    out.html()
}

/// Fields side by side, as many as there is room for.
pub fn columns(fields: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"form-columns\">", fields, "</div>" }
    out.html()
}

/// The button that sends a form.
pub fn submit(class: &'static str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<button", "class" = class, ">", label, "</button>" }
    out.html()
}

/// A button that sends the form to another address.
pub fn submit_to(class: &'static str, action: &str, label: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<button", "class" = class, "formaction" = action, ">", label, "</button>" }
    out.html()
}

/// One of several buttons that send a form: the one that was pressed is a field. `about` is read out in place of the label.
pub fn choose(class: &'static str, name: Name, value: &str, label: impl Part, about: Option<&str>) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<button", "class" = class, "name" = name.as_str(), "value" = value, "aria-label" = about, ">", label, "</button>"
    }
    out.html()
}

/// Such a button on which the cursor stands.
pub fn choose_first(class: &'static str, name: Name, value: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<button", "class" = class, "name" = name.as_str(), "value" = value, "autofocus" = true, ">", label, "</button>"
    }
    out.html()
}

/// Such a button that sends the form to another address, whatever is missing in it.
pub fn choose_elsewhere(class: &'static str, name: Name, value: &str, action: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<button", "class" = class, "name" = name.as_str(), "value" = value, "formaction" = action, "formnovalidate" = true,
        ">", label, "</button>"
    }
    out.html()
}

/// Such a button for the form of this id, which stands elsewhere on the page, whatever is missing in it.
pub fn choose_of_form(
    class: &'static str,
    form: &str,
    name: Name,
    value: &str,
    action: &str,
    label: impl Part,
) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<button", "class" = class, "form" = form, "name" = name.as_str(), "value" = value, "formaction" = action,
        "formnovalidate" = true, ">", label, "</button>"
    }
    out.html()
}

/// A button that cannot be used, with the reason.
pub fn disabled(id: &str, label: impl Part, why: &str) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<span class=\"why-not\"><button type=\"button\" class=\"btn\" disabled", "aria-describedby" = id, ">", label,
        "</button><span class=\"why\"", "id" = id, ">", why, "</span></span>"
    }
    out.html()
}

/// What has to be known about the button before it.
pub fn why(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p class=\"why\">", text, "</p>" }
    out.html()
}

/// A line of help between fields.
pub fn hint(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p class=\"hint\">", text, "</p>" }
    out.html()
}

/// A link that looks like a button and opens a tab of its own.
pub fn button_link_in_new_tab(class: &'static str, href: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<a", "class" = class, "href" = href, "target" = "_blank", "rel" = "noopener", ">", label, "</a>"
    }
    out.html()
}

/// The button that sends a form and shows only a picture; `name` is for those who hear the page.
pub fn icon_button(class: &'static str, name: &str, picture: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<button", "class" = class, "aria-label" = name, ">", picture, "</button>" }
    out.html()
}

/// A button that sends the form of this id, which stands elsewhere on the page.
pub fn submit_form(class: &'static str, form: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<button", "class" = class, "form" = form, ">", label, "</button>" }
    out.html()
}

/// A link that looks like a button.
pub fn button_link(class: &'static str, href: &str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<a", "class" = class, "href" = href, ">", label, "</a>" }
    out.html()
}

/// A form of one button; `about` is said behind the label to those who hear the page, where there are several.
pub fn button(web: &Web, action: &str, class: &'static str, label: &str, about: &str) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<form method=\"post\"", "action" = action, ">", context(web), "<button", "class" = class, ">", label
    }
    if !about.is_empty() {
        markup! { out, "<span class=\"visually-hidden\"> ", about, "</span>" }
    }
    out.literal("</button></form>");
    out.html()
}

/// What is wrong, above a form whose fields differ in their labels: the id of the place, its label, and the reason.
pub fn errors_at<'a>(
    web: &Web,
    title: &str,
    errors: impl IntoIterator<Item = (&'a str, &'a str, String)>,
) -> Option<Html> {
    let mut rows = Markup::default();
    for (place, label, text) in errors {
        markup! { rows, "<li><a", "href" = format!("#{place}"), ">", label, "</a>: ", text, "</li>" }
    }
    (!rows.is_empty()).then(|| summary(web, title, rows))
}

fn summary(web: &Web, title: &str, rows: Markup) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<div class=\"notice error-summary\" data-tone=\"danger\" role=\"alert\" tabindex=\"-1\">", icon(web, "alert"),
        "<div><h2>", title, "</h2><ul>", rows, "</ul></div></div>"
    }
    out.html()
}

/// Everything that is wrong, above a long form, each leading to its field; nothing when all is well.
pub fn error_summary(web: &Web, title: &str, form: &Form) -> Option<Html> {
    let mut rows = Markup::default();
    for (name, text) in form.errors() {
        markup! { rows, "<li><a", "href" = format!("#{name}"), ">", text, "</a></li>" }
    }
    (!rows.is_empty()).then(|| summary(web, title, rows))
}
