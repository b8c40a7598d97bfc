//! How long a session on behalf is to last.

use crate::form::{Form, Name};
use crate::t;
use crate::ui::Html;
use crate::ui::field::Field;
use domain::behalf::{durations, usual};

/// The choice, `cap` minutes at most; `key` keeps the ids of several forms on one page apart.
pub fn minutes(form: &Form, name: Name, key: &str, cap: i64) -> Html {
    let choices = durations(cap);
    let chosen = form.get(name.as_str()).parse().ok().filter(|n| choices.contains(n)).unwrap_or(usual(cap));
    let form = form.clone().set(name, &chosen.to_string());
    let choices = choices.into_iter().map(|n| (n.to_string(), t!("start-minutes", count = n), String::new()));
    Field::radios(&form, name, t!("start-duration"), choices).id(&format!("{}-{key}", name.as_str())).in_row().html()
}
