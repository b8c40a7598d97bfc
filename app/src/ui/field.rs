//! The fields of a form, each with its label, a line of help and its error.
//!
//! ```html
//! <div class="field"><label for="e">Work e-mail <span class="optional">optional</span></label>
//!   <input id="e" name="e" type="email" aria-describedby="e-hint e-err" aria-invalid="true">
//!   <p class="hint" id="e-hint">…</p><p class="error" id="e-err">Enter an address such as …</p></div>
//! <fieldset class="field"><legend>Mode</legend><label class="check"><input type="radio"> <span>Full</span></label></fieldset>
//! ```
//!
//! What was typed stays when a page asks again; a password is never filled in.

use crate::form::{Form, Name};
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};
use crate::{markup, t};

/// A field.
pub struct Field<'a> {
    form: &'a Form,
    name: &'static str,
    end: String,
    id: String,
    of_form: Option<&'static str>,
    label: &'a str,
    is_label_unseen: bool,
    hint: Markup,
    wrong: Option<String>,
    optional: bool,
    required: bool,
    focus: bool,
    look: Option<&'static str>,
    control: Control<'a>,
}

/// What is typed or chosen in.
enum Control<'a> {
    Input(Input<'a>),
    Area { rows: u32, longest: Option<u32> },
    Select(Markup),
    Radios(Markup),
    Check { value: &'static str },
}

/// One line that is typed.
#[derive(Default)]
struct Input<'a> {
    kind: &'static str,
    autocomplete: &'static str,
    longest: Option<u32>,
    unit: Option<&'a str>,
    example: Option<&'a str>,
    suggestions: Option<Vec<String>>,
    is_code: bool,
    beside: Markup,
}

impl<'a> Field<'a> {
    fn new(form: &'a Form, name: Name, label: &'a str, control: Control<'a>) -> Field<'a> {
        let name = name.as_str();
        Field {
            form,
            name,
            end: String::new(),
            id: name.to_owned(),
            of_form: None,
            label,
            is_label_unseen: false,
            hint: Markup::default(),
            wrong: None,
            optional: false,
            required: false,
            focus: false,
            look: None,
            control,
        }
    }

    fn input(form: &'a Form, name: Name, label: &'a str, kind: &'static str, autocomplete: &'static str) -> Field<'a> {
        Field::new(form, name, label, Control::Input(Input { kind, autocomplete, ..Input::default() }))
    }

    /// One line of text.
    pub fn text(form: &'a Form, name: Name, label: &'a str) -> Field<'a> {
        Field::input(form, name, label, "text", "off")
    }

    /// An e-mail address.
    pub fn email(form: &'a Form, name: Name, label: &'a str) -> Field<'a> {
        Field::input(form, name, label, "email", "off")
    }

    /// A password; `autocomplete` is `current-password` or `new-password`.
    pub fn password(form: &'a Form, name: Name, label: &'a str, autocomplete: &'static str) -> Field<'a> {
        Field::input(form, name, label, "password", autocomplete)
    }

    /// A code that is typed in the open and never shown again.
    pub fn secret_text(form: &'a Form, name: Name, label: &'a str) -> Field<'a> {
        Field::input(form, name, label, "secret", "off")
    }

    /// A whole number or an amount, typed as text: the browser's own number field loses what it does not understand.
    pub fn number(form: &'a Form, name: Name, label: &'a str) -> Field<'a> {
        let mut field = Field::input(form, name, label, "number", "off");
        field.look = Some("data-short");
        field
    }

    /// Several lines of text.
    pub fn area(form: &'a Form, name: Name, label: &'a str, rows: u32) -> Field<'a> {
        Field::new(form, name, label, Control::Area { rows, longest: None })
    }

    /// A choice from a list; `none` is what stands first and means nothing.
    pub fn select(
        form: &'a Form,
        name: Name,
        label: &'a str,
        none: Option<&str>,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Field<'a> {
        Field::new(form, name, label, Control::Select(self::options(form.get(name.as_str()), none, options)))
    }

    /// One of few, all of them seen: value, label, and a line below or nothing.
    pub fn radios(
        form: &'a Form,
        name: Name,
        label: &'a str,
        choices: impl IntoIterator<Item = (String, String, String)>,
    ) -> Field<'a> {
        let chosen = form.get(name.as_str());
        let mut out = Markup::default();
        for (value, label, note) in choices {
            let note = (!note.is_empty()).then_some(note);
            markup! {
                out,
                "<label class=\"check\"><input type=\"radio\"", "name" = name.as_str(), "checked" = value == chosen,
                "value" = value, "><span>", label
            }
            if let Some(note) = note {
                markup! { out, "<small>", note, "</small>" }
            }
            out.literal("</span></label>");
        }
        Field::new(form, name, label, Control::Radios(out))
    }

    /// A box to tick; `value` is what is sent when it is.
    pub fn check(form: &'a Form, name: Name, label: &'a str, value: &'static str) -> Field<'a> {
        Field::new(form, name, label, Control::Check { value })
    }

    /// Choices side by side.
    pub fn in_row(mut self) -> Field<'a> {
        self.look = Some("data-row");
        self
    }

    /// One of [several fields of one kind](crate::form::Each): its name, and with it its id, ends with this.
    pub fn of(mut self, end: &str) -> Field<'a> {
        end.clone_into(&mut self.end);
        self.id = format!("{}{end}", self.name);
        self
    }

    /// It is sent with the form of this id, which stands elsewhere on the page.
    pub fn of_form(mut self, id: &'static str) -> Field<'a> {
        self.of_form = Some(id);
        self
    }

    /// Its label is for those who hear the page.
    pub fn label_unseen(mut self) -> Field<'a> {
        self.is_label_unseen = true;
        self
    }

    /// Another id than its name, where one name comes twice on a page.
    pub fn id(mut self, id: &str) -> Field<'a> {
        id.clone_into(&mut self.id);
        self
    }

    /// A line of help.
    pub fn hint(mut self, text: impl Part) -> Field<'a> {
        self.hint.put(text);
        self
    }

    /// What is wrong with it, where the form does not know.
    pub fn wrong(mut self, text: Option<String>) -> Field<'a> {
        self.wrong = text;
        self
    }

    fn change(mut self, change: impl FnOnce(&mut Input<'a>)) -> Field<'a> {
        if let Control::Input(input) = &mut self.control {
            change(input);
        }
        self
    }

    /// What stands in the field while it is empty.
    pub fn example(self, text: &'a str) -> Field<'a> {
        self.change(|input| input.example = Some(text))
    }

    /// Texts that the browser suggests.
    pub fn suggest(self, texts: impl IntoIterator<Item = String>) -> Field<'a> {
        self.change(|input| input.suggestions = Some(texts.into_iter().collect()))
    }

    /// A text in which each letter counts, such as a filter with its keys.
    pub fn code(self) -> Field<'a> {
        self.change(|input| input.is_code = true)
    }

    /// A button at the end of its line.
    pub fn button(self, button: impl Part) -> Field<'a> {
        self.change(|input| input.beside.put(button))
    }

    /// A day; a text that is longer than a day stays a text, so that the browser does not lose it.
    pub fn day(form: &'a Form, name: Name, label: &'a str) -> Field<'a> {
        let kind = if form.get(name.as_str()).len() > 10 { "text" } else { "date" };
        Field::input(form, name, label, kind, "off")
    }

    /// Says that it may stay empty.
    pub fn optional(mut self) -> Field<'a> {
        self.optional = true;
        self
    }

    /// The browser asks for it before it sends the form.
    pub fn required(mut self) -> Field<'a> {
        self.required = true;
        self
    }

    /// The cursor starts here.
    pub fn focus(mut self, focus: bool) -> Field<'a> {
        self.focus = focus;
        self
    }

    /// What the browser may fill in.
    pub fn autocomplete(mut self, word: &'static str) -> Field<'a> {
        if let Control::Input(input) = &mut self.control {
            input.autocomplete = word;
        }
        self
    }

    /// How many characters the browser lets in.
    pub fn longest(mut self, characters: u32) -> Field<'a> {
        if let Control::Input(Input { longest, .. }) | Control::Area { longest, .. } = &mut self.control {
            *longest = Some(characters);
        }
        self
    }

    /// What is counted, behind the number.
    pub fn unit(mut self, text: &'a str) -> Field<'a> {
        if let Control::Input(input) = &mut self.control {
            input.unit = Some(text);
        }
        self
    }

    /// The field, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }

    fn label(&self, out: &mut Markup) {
        out.put(self.label);
        if self.optional {
            markup! { out, " <span class=\"optional\">", t!("field-optional"), "</span>" }
        }
    }
}

/// The options of a `<select>`: the value and the text of each; `none` stands first and means nothing.
pub fn options(chosen: &str, none: Option<&str>, options: impl IntoIterator<Item = (String, String)>) -> Markup {
    let mut out = Markup::default();
    if let Some(none) = none {
        markup! { out, "<option value=\"\">", none, "</option>" }
    }
    for (value, text) in options {
        markup! { out, "<option", "selected" = value == chosen, "value" = value, ">", text, "</option>" }
    }
    out
}

/// The texts that a browser suggests for a field with `list` as its list.
pub fn suggestions_of(list: &str, texts: impl IntoIterator<Item = String>) -> Markup {
    let mut out = Markup::default();
    markup! { out, "<datalist", "id" = list, ">" }
    for text in texts {
        markup! { out, "<option", "value" = text, "></option>" }
    }
    out.literal("</datalist>");
    out
}

impl Part for Field<'_> {
    fn write(self, out: &mut Markup) {
        let error = self.wrong.clone().or_else(|| self.form.error(self.name));
        let (hint_id, error_id) = (format!("{}-hint", self.id), format!("{}-err", self.id));
        let described = match (self.hint.is_empty(), error.is_some()) {
            (true, false) => None,
            (false, false) => Some(hint_id.clone()),
            (true, true) => Some(error_id.clone()),
            (false, true) => Some(format!("{hint_id} {error_id}")),
        };
        let invalid = error.is_some().then_some("true");
        let value = self.form.get(self.name);
        let name = format!("{}{}", self.name, self.end);
        let is_group = matches!(self.control, Control::Radios(_));
        out.literal(if is_group { "<fieldset class=\"field\"" } else { "<div class=\"field\"" });
        if let Some(look) = self.look {
            out.attribute(look, "");
        }
        if is_group {
            markup! { out, "aria-describedby" = described.as_deref(), "><legend>" }
            self.label(out);
            out.literal("</legend>");
        } else if let Control::Check { .. } = self.control {
            out.literal(">");
        } else {
            let class = self.is_label_unseen.then_some("visually-hidden");
            markup! { out, "><label", "class" = class, "for" = &self.id, ">" }
            self.label(out);
            out.literal("</label>");
        }
        match &self.control {
            Control::Input(Input { kind, autocomplete, longest, unit, example, suggestions, is_code, beside }) => {
                if unit.is_some() {
                    out.literal("<div class=\"affix\">");
                }
                if !beside.is_empty() {
                    out.literal("<div class=\"row\" data-nowrap=\"\">");
                }
                let list = format!("{}-list", self.id);
                markup! {
                    out,
                    "<input", "id" = &self.id, "name" = &name, "form" = self.of_form, "placeholder" = *example,
                    "list" = suggestions.as_ref().map(|_| list.as_str()), "class" = is_code.then_some("sku"),
                    "spellcheck" = is_code.then_some("false"), "autocapitalize" = is_code.then_some("none")
                }
                match *kind {
                    "number" => markup! { out, "type" = "text", "inputmode" = "decimal" },
                    "secret" => markup! { out, "type" = "text" },
                    kind => markup! { out, "type" = kind },
                }
                markup! {
                    out,
                    "value" = if ["password", "secret"].contains(kind) { "" } else { value }, "autocomplete" = *autocomplete,
                    "maxlength" = longest.map(|n| n.to_string()), "autofocus" = self.focus, "required" = self.required,
                    "aria-describedby" = described, "aria-invalid" = invalid, ">"
                }
                if let Some(texts) = suggestions {
                    out.put(suggestions_of(&list, texts.iter().cloned()));
                }
                if let Some(unit) = *unit {
                    markup! { out, "<span>", unit, "</span></div>" }
                }
                if !beside.is_empty() {
                    markup! { out, beside.clone(), "</div>" }
                }
            }
            Control::Area { rows, longest } => {
                // Browsers leave out a first line break.
                markup! {
                    out,
                    "<textarea", "id" = &self.id, "name" = &name, "form" = self.of_form, "rows" = rows.to_string(),
                    "maxlength" = longest.map(|n| n.to_string()), "autofocus" = self.focus, "required" = self.required,
                    "aria-describedby" = described, "aria-invalid" = invalid, ">\n", value, "</textarea>"
                }
            }
            Control::Select(options) => {
                markup! {
                    out,
                    "<select", "id" = &self.id, "name" = &name, "form" = self.of_form, "autofocus" = self.focus, "required" = self.required,
                    "aria-describedby" = described, "aria-invalid" = invalid, ">", options.clone(), "</select>"
                }
            }
            Control::Radios(choices) => out.put(choices.clone()),
            Control::Check { value: sent } => {
                markup! {
                    out,
                    "<label class=\"check\"><input type=\"checkbox\"", "id" = &self.id, "name" = &name,
                    "value" = *sent, "checked" = value == *sent, "required" = self.required,
                    "aria-describedby" = described, "aria-invalid" = invalid, "><span>"
                }
                self.label(out);
                out.literal("</span></label>");
            }
        }
        if !self.hint.is_empty() {
            markup! { out, "<p class=\"hint\"", "id" = hint_id, ">", self.hint, "</p>" }
        }
        if let Some(text) = error {
            markup! { out, "<p class=\"error\"", "id" = error_id, ">", text, "</p>" }
        }
        out.literal(if is_group { "</fieldset>" } else { "</div>" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::error::{Error, Problem};

    crate::form! {
        /// For the test.
        pub struct Typed {
            mail: String,
            note: String,
            mode: String,
        }
    }

    fn written(part: impl Part) -> String {
        let mut out = Markup::default();
        out.put(part);
        out.as_str().to_owned()
    }

    #[test]
    fn an_error_is_read_with_its_field() {
        let form = Form::with(&[("mail", "a\"b")]).reject(Error::field("mail", Problem::Required)).expect("rejected");
        let html = written(Field::email(&form, Typed::mail(), "Mail").hint("Work").required());
        assert!(html.contains("value=\"a&quot;b\""), "{html}");
        assert!(html.contains("aria-describedby=\"mail-hint mail-err\" aria-invalid=\"true\""), "{html}");
        assert!(html.contains("<p class=\"error\" id=\"mail-err\">"), "{html}");
    }

    #[test]
    fn a_password_is_never_filled_in() {
        let form = Form::with(&[("note", "secret")]);
        let html = written(Field::password(&form, Typed::note(), "Password", "current-password"));
        assert!(html.contains("value=\"\"") && !html.contains("secret"), "{html}");
    }

    #[test]
    fn text_area_content_is_escaped() {
        let form = Form::with(&[("note", "\na</textarea><b>")]);
        let html = written(Field::area(&form, Typed::note(), "Note", 2));
        assert!(html.contains(">\n\na&lt;/textarea&gt;&lt;b&gt;</textarea>"), "{html}");
    }

    #[test]
    fn suggestions_belong_to_their_field_and_are_escaped() {
        let form = Form::default();
        let field = Field::text(&form, Typed::mail(), "Mail").id("m").suggest(["a\"><b>".to_owned()]);
        let html = written(field.wrong(Some("No.".to_owned())));
        assert!(
            html.contains("list=\"m-list\"") && html.contains("<datalist id=\"m-list\"><option value=\"a&quot;"),
            "{html}"
        );
        assert!(
            html.contains("aria-describedby=\"m-err\"") && html.contains("<p class=\"error\" id=\"m-err\">No.</p>")
        );
    }

    #[test]
    fn a_value_that_is_set_keeps_the_error() {
        let form = Form::with(&[("mode", "x")]).reject(Error::field("mode", Problem::NotAChoice)).expect("rejected");
        let form = form.set(Typed::mode(), "view");
        assert_eq!((form.get("mode"), form.error("mode").is_some()), ("view", true));
    }

    #[test]
    fn each_of_several_fields_has_its_own_error() {
        let form = Form::with(&[("note", "x")]);
        let field = Field::area(&form, Typed::note(), "Note to <A>", 2).of("-a").of_form("lines").label_unseen();
        let html = written(field.wrong(Some("Too long".to_owned())));
        assert!(html.contains("<label class=\"visually-hidden\" for=\"note-a\">Note to &lt;A&gt;</label>"), "{html}");
        assert!(html.contains("<textarea id=\"note-a\" name=\"note-a\" form=\"lines\""), "{html}");
        assert!(html.contains("aria-describedby=\"note-a-err\" aria-invalid=\"true\">\nx</textarea>"), "{html}");
        assert!(html.contains("<p class=\"error\" id=\"note-a-err\">Too long</p>"), "{html}");
    }

    #[test]
    fn what_was_chosen_stays_chosen() {
        let form = Form::with(&[("mode", "view"), ("note", "1")]);
        let choices = || ["full", "view"].map(|v| (v.to_owned(), v.to_owned()));
        let html = written(Field::select(&form, Typed::mode(), "Mode", Some("Choose"), choices()));
        assert!(html.contains("<option value=\"full\">full</option><option selected value=\"view\">"), "{html}");
        let radios = choices().map(|(value, label)| (value, label, String::new()));
        let html = written(Field::radios(&form, Typed::mode(), "Mode", radios));
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        assert!(written(Field::check(&form, Typed::note(), "Second", "1")).contains(" checked"));
    }
}
