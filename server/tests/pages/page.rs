//! An answer, read by a parser of HTML: a test names the part of the page that it means, and not how that part is written.

use crate::form::Form;
use crate::tree::{Element, Tree};
use axum::body::to_bytes;
use axum::response::Response;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};

/// More than any page has.
const LARGEST: usize = 16 * 1024 * 1024;

/// What came back for a request.
pub struct Page {
    /// What was asked for, to name it in messages.
    pub asked: String,
    path: String,
    pub status: u16,
    /// Where it leads on, or empty.
    pub location: String,
    pub headers: HeaderMap,
    /// The body as it is written.
    pub body: String,
    /// The same of a file that is no text.
    pub bytes: Vec<u8>,
    tree: Tree,
}

impl Page {
    /// Takes an answer to its end.
    pub async fn read(method: &str, path: &str, response: Response) -> Page {
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, LARGEST).await.expect("a whole body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let text = |name| head.headers.get(&name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        // The answer to HEAD has none.
        let is_page = text(CONTENT_TYPE).starts_with("text/html") && !body.is_empty();
        let tree = Tree::parse(if is_page { &body } else { "<!DOCTYPE html>" });
        assert_eq!(tree.errors, Vec::<String>::new(), "{method} {path} is not written as HTML has to be");
        Page {
            asked: format!("{method} {path}"),
            path: path.to_owned(),
            status: head.status.as_u16(),
            location: text(LOCATION),
            tree,
            headers: head.headers,
            body,
            bytes: bytes.to_vec(),
        }
    }

    /// Fails with what was asked for, unless the answer has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Page {
        assert_eq!(self.status, status, "{} {}", self.asked, self.location);
        self
    }

    /// A header, or an empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The number of the request, by which its events are found.
    pub fn request_id(&self) -> &str {
        self.header("x-request-id")
    }

    /// The cookies that the answer sets; one that it takes away has an empty value.
    pub fn set_cookies(&self) -> Vec<(String, String)> {
        let all = self.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = all.filter_map(|text| text.split(';').next()?.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// Every element that a selector names.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<Element<'_>> {
        self.tree.select(selector)
    }

    /// The first element that a selector names.
    #[track_caller]
    pub fn one(&self, selector: &str) -> Element<'_> {
        let found = self.tree.select(selector).into_iter().next();
        found.unwrap_or_else(|| panic!("{} ({}) has no {selector}: {}", self.asked, self.status, self.words()))
    }

    /// Whether there is such an element.
    #[track_caller]
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// What the first such element says.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.one(selector).words()
    }

    /// What each such element says.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(Element::words).collect()
    }

    /// An attribute of the first such element.
    #[track_caller]
    pub fn attr(&self, selector: &str, name: &str) -> String {
        let value = self.one(selector).attr(name);
        value.unwrap_or_else(|| panic!("{}: {selector} has no {name}", self.asked)).to_owned()
    }

    /// What the whole page says.
    pub fn words(&self) -> String {
        self.tree.select("body").first().map(|body| body.words()).unwrap_or_default()
    }

    /// Whether people can read this on the page.
    pub fn says(&self, text: &str) -> bool {
        self.words().contains(text)
    }

    /// Whether this stands anywhere in the answer, also where nobody reads it.
    pub fn holds(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The address behind the link with these words.
    #[track_caller]
    pub fn link(&self, text: &str) -> String {
        let is_meant = |link: &Element<'_>| link.words() == text || link.attr("aria-label") == Some(text);
        let found = self.all("a[href]").into_iter().find(is_meant).and_then(|link| link.attr("href"));
        found.unwrap_or_else(|| panic!("{} has no link {text:?}: {}", self.asked, self.words())).to_owned()
    }

    /// The first address of a link that begins like this.
    #[track_caller]
    pub fn link_to(&self, begins: &str) -> String {
        self.attr(&format!("a[href^=\"{begins}\"]"), "href")
    }

    /// The form that a selector names, as it stands on the page.
    #[track_caller]
    pub fn form(&self, selector: &str) -> Form {
        Form::of(&self.tree, self.one(selector), &self.path)
    }

    /// The first form that is posted to this address.
    #[track_caller]
    pub fn form_to(&self, action: &str) -> Form {
        self.form(&format!("form[action=\"{action}\"][method=\"post\"]"))
    }

    /// The value of the first field with this name, in whichever form it stands.
    #[track_caller]
    pub fn value(&self, name: &str) -> String {
        self.one(&named(name)).attr("value").unwrap_or_default().to_owned()
    }

    /// Whether the browser asks for a field before it sends the form.
    #[track_caller]
    pub fn is_required(&self, name: &str) -> bool {
        self.one(&named(name)).attr("required").is_some()
    }

    /// What is said about a field, by its name or its id. A field that is marked wrong points to it.
    #[track_caller]
    pub fn error_of(&self, field: &str) -> String {
        let field = field.trim_start_matches('#');
        let error = self.one(&format!("[id=\"{field}-err\"]"));
        let fields = self.all(&format!("input[id=\"{field}\"], textarea[id=\"{field}\"], select[id=\"{field}\"]"));
        for field in &fields {
            let described =
                field.attr("aria-describedby").unwrap_or_default().split(' ').any(|id| Some(id) == error.attr("id"));
            assert!(described, "{}: {} does not point to its error", self.asked, field.name());
            assert_eq!(field.attr("aria-invalid"), Some("true"), "{}: {}", self.asked, field.name());
        }
        error.words()
    }

    /// The ids and the words of all errors at fields.
    pub fn errors(&self) -> Vec<(String, String)> {
        let all = self.all("[id$=\"-err\"]").into_iter();
        all.map(|e| (e.attr("id").unwrap_or_default().trim_end_matches("-err").to_owned(), e.words())).collect()
    }
}

fn named(name: &str) -> String {
    format!("input[name=\"{name}\"], textarea[name=\"{name}\"], select[name=\"{name}\"]")
}
