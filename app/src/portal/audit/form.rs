//! Asking for a part of the log: ready filters, the line, the controls, and keeping or taking out what was found.

use super::Kept;
use super::asked::{Asked, Log, PATH, filtered};
use crate::form::{Fields, Form, Value};
use crate::part::timeline;
use crate::ui::card::{self, Item};
use crate::ui::chips::Chips;
use crate::ui::field::Field;
use crate::ui::form::{Get, Post, actions, button, choose, columns, submit};
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::audit::download::Format;
use domain::audit::preset;
use domain::audit::query::{self, Key};
use domain::audit::reading::Reading;

/// A line of filters; its keys are the same in every language.
const EXAMPLE: &str = "actor:ana for:oleg after:2026-05-01";

/// The filters that everybody has.
fn ready() -> [(&'static str, &'static str); 5] {
    [
        (t!("portal-on-behalf"), "on-behalf:yes"),
        (t!("audit-ready-refused"), "result:denied"),
        (t!("audit-ready-orders"), "action:order.* -action:order.viewed"),
        (t!("audit-ready-sign-ins"), "action:auth.*"),
        (t!("audit-ready-access"), "action:audit.* action:*.exported"),
    ]
}

/// Ready filters and own ones.
pub fn presets(web: &Web, asked: &Asked, reading: &Reading) -> Chips {
    let now = asked.query.line();
    let mut chips = Chips::new(t!("audit-ready"));
    for (name, line) in ready() {
        chips = chips.choice(&filtered(line), name, line == now);
    }
    for own in &reading.presets {
        chips = chips.choice(&filtered(&own.query), &ui::plain(&own.name), own.query == now);
    }
    if !now.is_empty() || asked.error.is_some() {
        chips = chips.clear(web, PATH, t!("portal-clear-filters"));
    }
    chips
}

/// The line, with its keys explained below.
pub fn line(asked: &Asked) -> Get {
    let form = Log { q: asked.typed.clone(), ..Log::default() }.form();
    let mut keys = Markup::default();
    markup! {
        keys,
        t!("audit-filter-keys"), " ", ui::code("actor:"), " ", t!("audit-filter-actor"), " ", ui::code("for:"), " ",
        t!("audit-filter-for"), " ", ui::code("company:"), ", ", ui::code("action:order.*"), ", ", ui::code("object:"), " ",
        t!("audit-filter-object"), " ", ui::code("result:denied"), ", ", ui::code("session:"), ", ",
        ui::code("after:2026-05-01"), ", ", ui::code("before:"), " ", t!("audit-filter-before"), " ",
        ui::code("on-behalf:yes"), ". ", t!("audit-filter-help")
    }
    let field = Field::text(&form, Log::q(), t!("audit-filter"))
        .code()
        .longest(u32::try_from(query::LONGEST).unwrap_or(u32::MAX))
        .example(EXAMPLE)
        .button(submit("btn btn-primary", t!("audit-filter-apply")))
        .hint(keys)
        .wrong(asked.error.clone());
    Get::search(PATH, t!("audit-filter-line")).hidden(Log::size(), &Value::text(&asked.size)).field(field)
}

/// One control a key. They write the line, and the line fills them in.
pub fn controls(asked: &Asked, reading: &Reading) -> Html {
    let form =
        Key::ALL.into_iter().fold(Form::default(), |form, key| form.set(Log::control(key), asked.query.first(key)));
    let both = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
    let field = |key: Key| {
        let name = Log::control(key);
        let text = |label| Field::text(&form, name, label).longest(100);
        let choice = |label, mut options: Vec<(String, String)>| {
            let value = asked.query.first(key);
            if !value.is_empty() && !options.iter().any(|(known, _)| known == value) {
                options.insert(0, both((value, value)));
            }
            Field::select(&form, name, label, Some(t!("portal-all")), options)
        };
        let results = [("success", t!("audit-done")), ("denied", t!("audit-refused"))];
        let sides = [("yes", t!("audit-yes")), ("no", t!("audit-no"))];
        let field = match key {
            Key::Actor => text(t!("audit-who")),
            Key::For => text(t!("audit-for-whom")),
            Key::Company => text(t!("portal-company")),
            Key::Action => choice(t!("audit-action"), kinds(&reading.kinds)),
            Key::Object => text(t!("audit-object")),
            Key::Result => choice(t!("audit-result"), results.map(both).to_vec()),
            Key::Session => text(t!("audit-session")),
            Key::OnBehalf => choice(t!("portal-on-behalf"), sides.map(both).to_vec()),
            Key::After => Field::day(&form, name, t!("audit-from-day")),
            Key::Before => Field::day(&form, name, t!("audit-before-day")),
        };
        field.id(&format!("by-{}", key.as_str()))
    };
    let get = Get::to(PATH, t!("audit-choose"))
        .field(columns(Key::ALL.map(field).into_iter().collect::<Vec<_>>()))
        .hidden(Log::more(), &asked.query.rest().line())
        .hidden(Log::size(), &Value::text(&asked.size))
        .field(actions(submit("btn", t!("audit-choose-apply"))));
    ui::fold(t!("audit-choose"), false, get)
}

/// Families of actions and each action, in words.
fn kinds(kinds: &[String]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for kind in kinds {
        let family = kind.split('.').next().unwrap_or_default();
        let star = format!("{family}.*");
        if !all.iter().any(|(value, _)| *value == star) {
            all.push((star.clone(), t!("audit-all-of", family = &star)));
        }
        all.push((kind.clone(), format!("{} ({kind})", words::action(kind))));
    }
    all
}

/// Keeping the filter under a name, and removing kept ones.
pub fn keep(web: &Web, asked: &Asked, reading: &Reading) -> Option<Html> {
    let line = asked.query.line();
    let (error, typed) = asked.name.clone().map_or((None, String::new()), |(error, typed)| (Some(error), typed));
    let is_open = error.is_some();
    let form = Kept { name: typed, ..Kept::default() }.form();
    let save = (!line.is_empty() && asked.error.is_none()).then(|| {
        let name = Field::text(&form, Kept::name(), t!("audit-save-as"))
            .longest(u32::try_from(preset::LONGEST).unwrap_or(u32::MAX))
            .button(submit("btn", t!("audit-save")))
            .wrong(error);
        Post::to(web, "/portal/audit/filters").hidden(Kept::q().as_str(), &line).field(name)
    });
    let own = reading.presets.iter().map(|own| {
        let name = ui::plain(&own.name);
        let whose = t!("audit-remove-whose", name = &name);
        let action = format!("/portal/audit/filters/{}/remove", own.id);
        Item::link(&filtered(&own.query), ui::name(&name)).note(ui::code(ui::plain(&own.query))).end(button(
            web,
            &action,
            "btn btn-small",
            t!("portal-remove"),
            &whose,
        ))
    });
    let own = (!reading.presets.is_empty()).then(|| card::rows(own));
    (save.is_some() || own.is_some()).then(|| ui::fold(t!("audit-save-or-remove"), is_open, (save, own)))
}

/// Taking out what the filter finds.
pub fn export(web: &Web, asked: &Asked) -> Option<Post> {
    let button = |format: Format, label| {
        choose("btn", Kept::format(), format.as_str(), (ui::icon(web, "download"), label), None)
    };
    asked.error.is_none().then(|| {
        Post::of_buttons(web, "/portal/audit/export", t!("audit-export"))
            .hidden(Kept::q().as_str(), &asked.query.line())
            .field(button(Format::Csv, t!("audit-export-csv")))
            .field(button(Format::Jsonl, t!("audit-export-jsonl")))
    })
}

/// When the log was verified last, and doing it again.
pub fn verified(web: &Web, asked: &Asked, reading: &Reading) -> Post {
    let (text, tone, at) = match &reading.verified {
        None => (t!("audit-not-verified").to_owned(), "neutral", None),
        Some(last) => {
            let ago = timeline::parsed(&last.at)
                .map_or_else(String::new, |at| words::ago(web.cx.now().since(at).as_seconds()));
            let (text, tone) = match (last.findings, last.left_out.is_empty()) {
                (0, true) => (t!("audit-verified", ago = ago, events = last.events), "success"),
                (0, false) => (t!("audit-verified-part", ago = ago, events = last.events), "warning"),
                _ => (t!("audit-verified-broken", ago = ago), "danger"),
            };
            (text, tone, Some(last.at.as_str()))
        }
    };
    Post::of_buttons(web, "/portal/audit/verify", t!("audit-verify"))
        .hidden(Kept::q().as_str(), &asked.query.line())
        .field(ui::hover(at, ui::badge((&text, tone))))
        .field(submit("btn btn-small", t!("audit-verify-now")))
}
