//! A browser without script: it keeps cookies, sends the origin of a form, and the fields of the form.

use crate::form::{Form, encoded};
use crate::page::Page;
use axum::body::Body;
use demo::Login;
use http::Request;
use http::header::{COOKIE, HOST, USER_AGENT};
use server::pages::Pages;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What a browser sends a form as.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// Redirects that are followed.
const HOPS: usize = 5;

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    pages: Pages,
    cookies: RefCell<BTreeMap<String, String>>,
    host: String,
    name: String,
    from: IpAddr,
}

impl Browser {
    /// A browser on this machine, without cookies.
    pub fn new(pages: Pages) -> Browser {
        Browser {
            pages,
            cookies: RefCell::default(),
            host: "localhost:3000".to_owned(),
            name: String::new(),
            from: IpAddr::from([127, 0, 0, 1]),
        }
    }

    /// The same at another host.
    pub fn at(mut self, host: &str) -> Browser {
        host.clone_into(&mut self.host);
        self
    }

    /// The same with another name of the browser.
    pub fn named(mut self, name: &str) -> Browser {
        name.clone_into(&mut self.name);
        self
    }

    /// The same with these cookies and no others: `name=value; name=value`.
    pub fn with_cookies(self, cookies: &str) -> Browser {
        let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        self.cookies.replace(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
        self
    }

    /// The same with nothing but the cookie whose name begins like this.
    pub fn only(self, begins: &str) -> Browser {
        self.cookies.borrow_mut().retain(|name, _| name.starts_with(begins));
        self
    }

    /// All cookies, as they are sent.
    pub fn cookies(&self) -> String {
        let cookies = self.cookies.borrow();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// The value of the cookie whose name begins like this.
    pub fn cookie(&self, begins: &str) -> String {
        let cookies = self.cookies.borrow();
        let found = cookies.iter().find(|(name, _)| name.starts_with(begins));
        found.unwrap_or_else(|| panic!("no cookie {begins} among {:?}", cookies.keys())).1.clone()
    }

    /// Asks for an address; redirects are not followed.
    pub async fn get(&self, path: &str) -> Page {
        self.send("GET", path, "", &[("sec-fetch-site", "same-origin")]).await
    }

    /// Asks for a page that must be there.
    #[track_caller]
    pub fn open<'a>(&'a self, path: &'a str) -> impl Future<Output = Page> + 'a {
        let place = std::panic::Location::caller();
        async move {
            let page = self.get(path).await;
            assert_eq!(page.status, 200, "{place}: {path} {}", page.location);
            page
        }
    }

    /// Posts fields that no page needs to have.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let origin = format!("http://{}", self.host);
        let headers = [("content-type", FORM), ("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
        self.send("POST", path, &pairs.join("&"), &headers).await
    }

    /// Posts a form with a file, as a browser does.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Page {
        const BOUNDARY: &str = "----end-of-a-part";
        let mut body = Vec::new();
        for (field, value) in fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let (kind, origin) = (format!("multipart/form-data; boundary={BOUNDARY}"), format!("http://{}", self.host));
        let headers = [("content-type", kind.as_str()), ("origin", &origin), ("sec-fetch-site", "same-origin")];
        self.send("POST", path, body, &headers).await
    }

    /// Sends a form of a page, as it is filled in.
    pub async fn submit(&self, form: &Form) -> Page {
        let body = form.body();
        if form.method == "post" {
            let origin = format!("http://{}", self.host);
            let headers = [("content-type", FORM), ("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
            return self.send("POST", &form.action, &body, &headers).await;
        }
        let path = form.action.split('?').next().unwrap_or_default();
        self.get(&if body.is_empty() { path.to_owned() } else { format!("{path}?{body}") }).await
    }

    /// Goes where an answer leads, until there is a page.
    pub async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..HOPS {
            if page.status != 303 {
                return page;
            }
            page = self.get(&page.location).await;
        }
        panic!("{} leads in a circle", page.location)
    }

    /// Sends exactly this, with the cookies of this browser, and keeps those that come back.
    pub async fn send(&self, method: &str, path: &str, body: impl AsRef<[u8]>, headers: &[(&str, &str)]) -> Page {
        let mut request = Request::builder().method(method).uri(path).header(HOST, &self.host);
        let cookies = self.cookies();
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies);
        }
        if !self.name.is_empty() {
            request = request.header(USER_AGENT, &self.name);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.as_ref().to_vec())).unwrap_or_else(|why| panic!("{path}: {why}"));
        let page = Page::read(method, path, self.pages.answer(request, self.from).await).await;
        // What was posted, passwords among it, is sent to no second address (R77).
        assert!(method != "POST" || ![301, 302, 307, 308].contains(&page.status), "{path}: {}", page.status);
        for (name, value) in page.set_cookies() {
            // An empty value is how a cookie is taken away.
            match value.is_empty() {
                true => self.cookies.borrow_mut().remove(&name),
                false => self.cookies.borrow_mut().insert(name, value),
            };
        }
        page
    }

    /// Signs in with the form of the page for that.
    #[track_caller]
    pub fn sign_in<'a>(&'a self, who: &'a Login) -> impl Future<Output = ()> + 'a {
        let place = std::panic::Location::caller();
        async move {
            let path = if who.role == "buyer" { "/sign-in" } else { "/portal/sign-in" };
            let form = self.open(path).await.form_to(path);
            let answer = self.submit(&form.set("login", who.login).set("password", who.password)).await;
            assert_eq!(answer.status, 303, "{place}: {} at {path}", who.login);
        }
    }
}
