//! Choices of a visitor that are kept in a cookie: colours, and which store to look at.

use crate::form::Form;
use crate::respond::{Answer, see};
use crate::web::{Web, cookie, is_own_path};
use domain::error::{Error, Problem};

fn back<'a>(form: &'a Form, fallback: &'a str) -> &'a str {
    if is_own_path(form.get("back")) { form.get("back") } else { fallback }
}

/// Light, dark, or as the system has it.
pub async fn theme(web: Web, form: Form) -> Answer {
    let theme = match form.get("theme") {
        "dark" => Some("dark"),
        "light" => Some("light"),
        "system" => None,
        _ => return Err(Error::field("theme", Problem::NotAChoice).into()),
    };
    let path = back(&form, "/");
    let mut response = if web.base.is_empty() { see(path) } else { see(&web.href(path)) };
    match theme {
        Some(theme) => cookie::remember(&mut response, cookie::THEME, theme),
        None => cookie::clear(&mut response, cookie::THEME),
    }
    Ok(response)
}

/// The store to look at; only for visitors, an account belongs to its store.
pub async fn store(web: Web, form: Form) -> Answer {
    let known = web.site.stores.iter().any(|s| s.code == form.get("store"));
    if !known {
        return Err(Error::field("store", Problem::NotAChoice).into());
    }
    let mut response = see("/?done=store");
    cookie::remember(&mut response, cookie::STORE, form.get("store"));
    Ok(response)
}
