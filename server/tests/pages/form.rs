//! A form of a page: its fields, filling them in as a person can, and what a browser sends.

use crate::tree::{Element, Tree};

/// A field.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    value: String,
    kind: Kind,
    is_disabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Anything can be typed, or nothing that a person sees.
    Text,
    /// A box or one of several choices, and whether it is made.
    Check(bool),
    /// One of these values.
    Select(Vec<String>),
    /// Sent only when it is what sends the form; the other address that it sends it to.
    Button(Option<String>),
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub method: String,
    fields: Vec<Field>,
    pressed: Option<(String, String)>,
}

impl Form {
    /// The form of this element; one without an address of its own goes to `path`, the page's.
    pub fn of(page: &Tree, form: Element<'_>, path: &str) -> Form {
        let id = form.attr("id");
        let is_own = |field: &Element<'_>| match field.attr("form") {
            Some(named) => Some(named) == id,
            None => field.is_in(form),
        };
        let fields =
            page.select("input, select, textarea, button").into_iter().filter(is_own).filter_map(field).collect();
        Form {
            action: form.attr("action").unwrap_or(path).to_owned(),
            method: form.attr("method").unwrap_or("get").to_ascii_lowercase(),
            fields,
            pressed: None,
        }
    }

    /// The names of all fields, in their order.
    pub fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|field| field.name.as_str()).collect()
    }

    /// What is sent for a name; an empty text when that is nothing.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|f| f.name == name && f.is_sent()).map_or("", |f| f.value.as_str())
    }

    /// Types into a field or chooses one of its values, as far as the form lets.
    #[track_caller]
    pub fn set(mut self, name: &str, value: &str) -> Form {
        let names = self.names().join(", ");
        let mut is_there = false;
        for field in self.fields.iter_mut().filter(|field| field.name == name && !field.is_disabled) {
            match &mut field.kind {
                Kind::Text if !is_there => {
                    value.clone_into(&mut field.value);
                    is_there = true;
                }
                Kind::Select(values) => {
                    assert!(values.iter().any(|v| v == value), "{name} cannot be {value:?}: {values:?}");
                    value.clone_into(&mut field.value);
                    is_there = true;
                }
                Kind::Check(is_on) => {
                    *is_on = field.value == value;
                    is_there |= *is_on;
                }
                Kind::Text | Kind::Button(_) => {}
            }
        }
        assert!(is_there, "{} has no {name} that can be {value:?}, but {names}", self.action);
        self
    }

    /// Takes the tick off a box.
    #[track_caller]
    pub fn clear(mut self, name: &str) -> Form {
        let mut boxes = self.fields.iter_mut().filter(|field| field.name == name);
        let found = boxes.find(|field| matches!(field.kind, Kind::Check(_)));
        found.unwrap_or_else(|| panic!("{} has no box {name}", self.action)).kind = Kind::Check(false);
        self
    }

    /// Sends it by the button with this name and value, to wherever that button sends it.
    #[track_caller]
    pub fn press(mut self, name: &str, value: &str) -> Form {
        let is_meant = |field: &&Field| field.name == name && field.value == value;
        let button = self.fields.iter().filter(is_meant).find_map(|field| match &field.kind {
            Kind::Button(action) => Some(action.clone()),
            _ => None,
        });
        match button {
            None => panic!("{} has no button {name} {value:?}: {:?}", self.action, self.fields),
            Some(Some(action)) => {
                self.action = action;
                "post".clone_into(&mut self.method);
            }
            Some(None) => {}
        }
        self.pressed = Some((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a field that the form does not have, or sends another value than can be chosen: what nobody does who uses the page.
    pub fn forge(mut self, name: &str, value: &str) -> Form {
        self.fields.retain(|field| field.name != name);
        let (name, value) = (name.to_owned(), value.to_owned());
        self.fields.push(Field { name, value, kind: Kind::Text, is_disabled: false });
        self
    }

    /// What is sent.
    pub fn body(&self) -> String {
        let fields = self.fields.iter().filter(|field| field.is_sent() && !field.name.is_empty());
        let fields = fields.map(|field| (&field.name, &field.value));
        let pressed = self.pressed.iter().map(|(name, value)| (name, value));
        let pairs: Vec<String> = fields.chain(pressed).map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        pairs.join("&")
    }
}

impl Field {
    fn is_sent(&self) -> bool {
        !self.is_disabled
            && match self.kind {
                Kind::Text | Kind::Select(_) => true,
                Kind::Check(is_on) => is_on,
                Kind::Button(_) => false,
            }
    }
}

fn field(element: Element<'_>) -> Option<Field> {
    let attr = |name| element.attr(name).unwrap_or_default().to_owned();
    let (kind, value) = match (element.name(), attr("type").as_str()) {
        ("input", "checkbox" | "radio") => {
            (Kind::Check(element.attr("checked").is_some()), element.attr("value").unwrap_or("on").to_owned())
        }
        ("button", "button") => return None,
        ("button", _) | ("input", "submit") => {
            (Kind::Button(element.attr("formaction").map(str::to_owned)), attr("value"))
        }
        ("textarea", _) => (Kind::Text, element.text()),
        ("select", _) => {
            let value = |o: &Element<'_>| o.attr("value").map_or_else(|| o.words(), str::to_owned);
            let options = element.select("option");
            let chosen = options.iter().find(|o| o.attr("selected").is_some()).or(options.first());
            (Kind::Select(options.iter().map(value).collect()), chosen.map(value).unwrap_or_default())
        }
        _ => (Kind::Text, attr("value")),
    };
    Some(Field { name: attr("name"), value, kind, is_disabled: element.attr("disabled").is_some() })
}

/// A value as it stands in an address or in the body of a form.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
