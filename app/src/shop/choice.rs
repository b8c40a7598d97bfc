//! Choices that are kept in a cookie: colours, language, and which store to look at.

use crate::form::Form;
use crate::respond::{Answer, see};
use crate::text::Language;
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
    let mut response = see(&web.href(back(&form, "/")));
    match theme {
        Some(theme) => cookie::remember(&mut response, cookie::THEME, theme),
        None => cookie::clear(&mut response, cookie::THEME),
    }
    Ok(response)
}

/// One of the languages.
pub async fn language(web: Web, form: Form) -> Answer {
    let chosen = Language::CHOICES.into_iter().find(|language| language.tag() == form.get("language"));
    let language = chosen.ok_or_else(|| Error::field("language", Problem::NotAChoice))?;
    let mut response = see(&web.href(back(&form, "/")));
    cookie::remember(&mut response, cookie::LANGUAGE, language.tag());
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
