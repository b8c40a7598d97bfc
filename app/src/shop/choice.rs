//! Choices that are kept in a cookie: colours, language, and which store to look at.

use crate::form;
use crate::form::Posted;
use crate::respond::{Answer, see};
use crate::text::Language;
use crate::web::{Web, cookie, is_own_path};
use domain::error::{Error, Problem};

form! {
    /// What is chosen.
    pub struct Chosen {
        /// `light`, `dark` or `system`.
        theme: String,
        /// The tag of a language.
        language: String,
        /// The code of a store.
        store: String,
        /// The page to go back to.
        back: String,
    }
}

impl Chosen {
    fn page(&self) -> &str {
        if is_own_path(&self.back) { &self.back } else { "/" }
    }
}

/// Light, dark, or as the system has it.
pub async fn theme(web: Web, Posted(chosen, _): Posted<Chosen>) -> Answer {
    let theme = match chosen.theme.as_str() {
        "dark" => Some("dark"),
        "light" => Some("light"),
        "system" => None,
        _ => return Err(Error::field("theme", Problem::NotAChoice).into()),
    };
    let mut response = see(&web.href(chosen.page()));
    match theme {
        Some(theme) => cookie::remember(&mut response, cookie::THEME, theme),
        None => cookie::clear(&mut response, cookie::THEME),
    }
    Ok(response)
}

/// One of the languages.
pub async fn language(web: Web, Posted(chosen, _): Posted<Chosen>) -> Answer {
    let known = Language::CHOICES.into_iter().find(|language| language.tag() == chosen.language);
    let language = known.ok_or_else(|| Error::field("language", Problem::NotAChoice))?;
    let mut response = see(&web.href(chosen.page()));
    cookie::remember(&mut response, cookie::LANGUAGE, language.tag());
    Ok(response)
}

/// The store to look at; only for visitors, an account belongs to its store.
pub async fn store(web: Web, Posted(chosen, _): Posted<Chosen>) -> Answer {
    let known = web.stores.iter().any(|s| s.code == chosen.store);
    if !known {
        return Err(Error::field("store", Problem::NotAChoice).into());
    }
    let mut response = see("/?done=store");
    cookie::remember(&mut response, cookie::STORE, &chosen.store);
    Ok(response)
}
