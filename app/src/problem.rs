//! A page that refused or failed is kept for support, and shows the reference by which it is found.
//!
//! Rule: the outermost layer of the server calls [`keep`] with the finished answer, so no page does anything for it. What is
//! kept is what the page said: its heading and its reasons are read from it as people read them. A page whose facts could
//! not be kept shows no reference, and is shown all the same.

use crate::text::PLACES;
use crate::ui::markup::Markup;
use crate::ui::notice::Notice;
use crate::ui::{self, Html};
use crate::web::{Web, is_own_path};
use crate::{markup, t};
use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::problem::Seen;
use http::StatusCode;
use leptos::prelude::*;

/// The refusals that are kept, and with them every failure of the server.
const REFUSED: [StatusCode; 6] = [
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::CONFLICT,
    StatusCode::GONE,
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::TOO_MANY_REQUESTS,
];
/// More than any page has, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;
/// What begins a reason on a page, and what ends it. The parts of the kit write it so.
const REASONS: [(&str, &str); 7] = [
    ("<p class=\"error\"", "</p>"),
    ("<p class=\"status\" data-tone=\"danger\"", "</p>"),
    ("<p class=\"status\" data-tone=\"warning\"", "</p>"),
    ("<small class=\"status\" data-tone=\"danger\"", "</small>"),
    ("<small class=\"status\" data-tone=\"warning\"", "</small>"),
    ("<div class=\"notice\" data-tone=\"danger\"", "</p>"),
    ("<div class=\"notice\" data-tone=\"warning\"", "</p>"),
];
/// The page of an error and nothing else.
const OOPS: &str = "<section class=\"oops\"";

/// The answer, with its reference where it is a page that failed for a customer. `from`: the address of the page that it was
/// asked for from, at this host. `over`: the slug of a session on behalf that the request found over.
pub async fn keep(web: &Web, from: Option<&str>, over: Option<&str>, response: Response) -> Response {
    let status = response.status();
    let is_failed = REFUSED.contains(&status) || status.is_server_error();
    let is_navigation = ["GET", "POST"].contains(&web.cx.request().method.as_str());
    let has_account = web.cx.customer().is_some() || over.is_some();
    if !(is_failed && is_navigation && has_account) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else { return Response::from_parts(parts, Body::empty()) };
    let Ok(page) = String::from_utf8(bytes.to_vec()) else { return Response::from_parts(parts, Body::from(bytes)) };
    let seen = seen(web, from, status, &page);
    let kept = domain::problem::db::keep(&web.cx, &seen, over).await.unwrap_or_else(|error| {
        tracing::warn!(request = web.cx.request().id, ?error, "a page that failed could not be kept for support");
        None
    });
    let page = match kept {
        Some(reference) => placed(page, &shown(web, &reference).to_html()),
        None => page,
    };
    Response::from_parts(parts, Body::from(page))
}

fn seen(web: &Web, from: Option<&str>, status: StatusCode, page: &str) -> Seen {
    let method = web.cx.request().method.clone();
    let address = web.path.clone();
    let from = from.map(|from| from.strip_prefix(&web.base).unwrap_or(from)).filter(|from| is_own_path(from));
    // What was posted is seen again on the page with the form.
    let at = if method == "POST" { from.unwrap_or(&address) } else { &address };
    let (title, reasons) = said(page);
    Seen { page: at.to_owned(), method, address, status: status.as_u16(), title, reasons, typed: web.typed.take() }
}

/// The reference on the page: to the customer, or to the member of staff who acts for them.
fn shown(web: &Web, reference: &str) -> Html {
    let mut code = Markup::default();
    markup! { code, "<b class=\"sku\">", reference, "</b>" }
    if web.base.is_empty() {
        let text = ui::within(t!("problem-shown", reference = PLACES[0]), [code.html()]);
        return Notice::remark(web, text).html();
    }
    ui::for_reader(web, || {
        let link = ui::link_in_new_tab(&web.portal(&format!("/portal/problems/{reference}")), code);
        Notice::remark(web, ui::within(t!("problem-shown-staff", reference = PLACES[0]), [link])).html()
    })
}

/// The page with this part in it: above a page with a form, below what an error page says.
fn placed(mut page: String, part: &str) -> String {
    let begins = page.find("<main").and_then(|main| Some(main + page.get(main..)?.find('>')? + 1));
    let place = if page.contains(OOPS) { page.rfind("</main>") } else { begins };
    if let Some(place) = place {
        page.insert_str(place, part);
    }
    page
}

/// What a page says: its heading, and its reasons in their order.
fn said(page: &str) -> (String, Vec<String>) {
    let Some((_, main)) = page.split_once("<main") else { return Default::default() };
    let after = |begins: &str| main.split_once(begins).map(|(_, rest)| rest);
    let title = after("<h1").map(|rest| words(rest, "</h1>")).unwrap_or_default();
    let mut reasons: Vec<String> = Vec::new();
    if main.contains(OOPS) {
        reasons.extend(after("</h1>").and_then(|rest| rest.split_once("<p")).map(|(_, rest)| words(rest, "</p>")));
    }
    let mut rest = main;
    let next = |rest: &str| {
        let found = REASONS.iter().filter_map(|(begins, ends)| Some((rest.find(begins)? + begins.len(), *ends)));
        found.min_by_key(|(at, _)| *at)
    };
    while let Some((at, ends)) = next(rest) {
        rest = &rest[at..];
        let reason = words(rest, ends);
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    (title, reasons)
}

/// The words up to an end, without tags; `rest` begins inside of one.
fn words(rest: &str, ends: &str) -> String {
    let inside = rest.split(ends).next().unwrap_or_default();
    let (mut out, mut is_tag) = (String::new(), true);
    for sign in inside.chars() {
        match sign {
            '<' => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                out.push(' ');
            }
            _ if is_tag => {}
            sign => out.push(sign),
        }
    }
    let escaped = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let plain = escaped.iter().fold(out, |text, (written, sign)| text.replace(written, sign));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;
    use crate::form::Form;
    use crate::ui::field::Field;
    use domain::error::{Error, Problem};

    form! {
        /// For the test.
        struct Asked {
            name: String,
        }
    }

    #[test]
    fn a_page_is_read_as_people_read_it() {
        let form = Form::with(&[("name", "")]).reject(Error::field("name", Problem::Required)).expect("a field");
        let mut page = Markup::default();
        page.literal(
            "<header><h1>Shop</h1></header><main id=\"main\"><header><h1>Cart <small>3 &lt; 4</small></h1></header>",
        );
        page.put(Field::text(&form, Asked::name(), "Name"));
        page.put(ui::status("danger", "Only 3 & no more"));
        page.put(ui::status("success", "Saved"));
        page.literal("<div class=\"notice\" data-tone=\"warning\" role=\"alert\"><svg></svg><div><h2>Changed</h2><p>By Ana</p></div></div>");
        page.literal("<div class=\"notice\" data-tone=\"info\"><div><p>Good to know</p></div></div></main>");
        let wrong = form.error("name").expect("what is wrong");
        let want = [wrong.as_str(), "Only 3 & no more", "Changed By Ana"].map(str::to_owned);
        assert_eq!(said(page.as_str()), ("Cart 3 < 4".to_owned(), want.to_vec()));
    }

    #[test]
    fn the_reference_has_one_place() {
        let form = "<body><main id=\"main\" class=\"x\"><h1>Cart</h1></main></body>".to_owned();
        assert_eq!(placed(form, "[E]"), "<body><main id=\"main\" class=\"x\">[E]<h1>Cart</h1></main></body>");
        let error =
            "<main><section class=\"oops\"><p>404</p><h1>Gone</h1><p>No &amp; no</p></section></main>".to_owned();
        assert_eq!(said(&error), ("Gone".to_owned(), vec!["No & no".to_owned()]));
        assert!(placed(error, "[E]").ends_with("</section>[E]</main>"));
        assert_eq!(placed("plain".to_owned(), "[E]"), "plain");
    }

    /// Wherever a form is read, what it calls secret is known by its name.
    #[test]
    fn every_secret_field_is_left_out() {
        let mut found = 0;
        for source in sources::files(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), ".rs") {
            for line in source.text.lines().map(str::trim) {
                let Some((field, name)) = line.split_once(": Secret") else { continue };
                let name = name.split('"').nth(1).unwrap_or(field);
                if line.ends_with(',') && !line.starts_with("//") {
                    assert!(!domain::problem::may_keep(name, "x"), "{}: {name}", source.name);
                    found += 1;
                }
            }
        }
        assert!(found > 20, "{found}");
    }
}
