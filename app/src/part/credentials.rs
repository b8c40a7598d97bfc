//! Signing in, in the storefront and in the portal: the form, and what is typed for a new password.

use crate::form;
use crate::form::{Fields, Form, Secret};
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use domain::password::change::Others;

form! {
    /// Who signs in.
    pub struct Credentials {
        /// The e-mail address.
        login: String,
        /// The password.
        password: Secret,
        /// Where to afterwards.
        next: String,
    }
}

form! {
    /// A new password of one's own.
    pub struct NewPassword {
        /// The old one, in the storefront.
        current: Secret,
        /// The old one, in the portal.
        password: Secret,
        /// The code of a second factor.
        code: Secret,
        /// The new one.
        chosen: Secret = "new",
        /// `end`: signed out everywhere else.
        others: String,
    }
}

impl NewPassword {
    /// The form that nobody has filled in: others are signed out unless somebody clears the box.
    pub fn blank() -> Form {
        NewPassword { others: "end".to_owned(), ..NewPassword::default() }.form()
    }

    /// What becomes of the other sign-ins.
    pub fn others_end(&self) -> Others {
        if self.others == "end" { Others::End } else { Others::Keep }
    }
}

/// What a form for credentials says.
pub struct Said<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// What it is about.
    pub lead: &'a str,
    /// Where it is posted to.
    pub action: &'a str,
    /// Label of the login.
    pub login: &'a str,
    /// Label of the password.
    pub password: &'a str,
}

impl Credentials {
    /// The form that nobody has filled in.
    pub fn blank(next: &str) -> Form {
        Credentials { next: next.to_owned(), ..Credentials::default() }.form()
    }
}

/// The panel with the form; `below` stands under it. The cursor starts in the first field that is empty.
pub fn panel(web: &Web, form: &Form, said: &Said<'_>, error: Option<String>, below: impl Part) -> Html {
    let kept = form.once_more(&[Credentials::login().as_str()]);
    let is_known = !form.get(Credentials::login().as_str()).trim().is_empty();
    let post = Post::bare(said.action)
        .hidden(Credentials::next().as_str(), form.get(Credentials::next().as_str()))
        .field(
            Field::email(&kept, Credentials::login(), said.login).autocomplete("username").focus(!is_known).required(),
        )
        .field(
            Field::password(&kept, Credentials::password(), said.password, "current-password")
                .focus(is_known)
                .required(),
        )
        .field(submit("btn btn-primary btn-wide", said.title));
    let error = error.map(|text| Notice::new(web, Tone::Danger, text));
    let mut out = Markup::default();
    markup! {
        out,
        ui::done(web), "<section class=\"gate-card\"><h1>", said.title, "</h1><p class=\"gate-lead\">", said.lead, "</p>",
        error, post, below, "</section>"
    }
    out.html()
}

/// A line of links under a panel.
pub fn foot(href: &str, label: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<p class=\"gate-foot\">", ui::link(href, label), "</p>" }
    out.html()
}

/// The choice of the language of the page, under a panel.
pub fn language_choice(web: &Web) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"gate-foot\">", ui::languages(web), "</div>" }
    out.html()
}

/// The box that ends all other sign-ins with the old password; it is ticked until somebody clears it.
pub fn others<'a>(form: &'a Form, label: &'a str) -> Field<'a> {
    Field::check(form, NewPassword::others(), label, "end")
}

/// The known logins of a demo with these roles; there are none outside it.
pub fn demo_logins(web: &Web, roles: &[&str]) -> Option<Html> {
    if web.site.known_logins.is_empty() {
        return None;
    }
    let mut out = Markup::default();
    markup! {
        out,
        "<details class=\"fold\"><summary>", t!("sign-in-demo"),
        "</summary><section class=\"gate-card gate-demo\"><ul class=\"card-list\">"
    }
    for login in web.site.known_logins.iter().filter(|l| roles.contains(&l.role)) {
        markup! {
            out,
            "<li class=\"item\"><div class=\"item-text\"><b>", ui::name(login.name), "</b><small>", login.login,
            "</small><small><code>", login.password, "</code></small></div>", ui::badge::label(login.role), "</li>"
        }
    }
    out.literal("</ul></section></details>");
    Some(out.html())
}
