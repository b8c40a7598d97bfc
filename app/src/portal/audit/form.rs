//! Asking for a part of the log: ready filters, the line, the controls, and keeping or taking out what was found.

use super::asked::{Asked, filtered};
use super::longest;
use crate::part::timeline;
use crate::t;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::audit::preset::LONGEST;
use domain::audit::query::Key;
use domain::audit::reading::Reading;
use leptos::prelude::*;

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
pub fn presets(web: &Web, asked: &Asked, reading: &Reading) -> Html {
    let now = asked.query.line();
    let chip = |name: String, line: &str| {
        let current = (line == now).then_some("true");
        view! { <li><a class="chip" href=filtered(line) aria-current=current><bdi>{name}</bdi></a></li> }.html()
    };
    let ready = ready().map(|(name, line)| chip(name.to_owned(), line)).collect_view();
    let own = reading.presets.iter().map(|p| chip(ui::plain(&p.name), &p.query)).collect_view();
    let all = (!now.is_empty() || asked.error.is_some()).then(|| {
        view! { <li><a class="chip" href="/portal/audit">{ui::icon(web, "x")}{t!("portal-clear-filters")}</a></li> }
    });
    view! { <nav aria-label=t!("audit-ready")><ul class="chips">{ready}{own}{all}</ul></nav> }.html()
}

/// The line, with its keys told below.
pub fn line(asked: &Asked) -> Html {
    let error = asked.error.clone();
    let described = if error.is_some() { "q-hint q-err" } else { "q-hint" };
    view! {
        <form class="field" method="get" action="/portal/audit" role="search" aria-label=t!("audit-filter-line")>
            <label for="q">{t!("audit-filter")}</label>
            <div class="row" data-nowrap="">
                <input
                    id="q"
                    name="q"
                    type="text"
                    class="sku"
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="none"
                    maxlength=longest()
                    placeholder=EXAMPLE
                    value=asked.typed.clone()
                    aria-describedby=described
                    aria-invalid=error.is_some().then_some("true")
                />
                <button class="btn btn-primary">{t!("audit-filter-apply")}</button>
            </div>
            {ui::error_text("q", error)}
            <p class="hint" id="q-hint">
                {t!("audit-filter-keys")}" "<code>"actor:"</code>" "{t!("audit-filter-actor")}" "<code>"for:"</code>" "
                {t!("audit-filter-for")}" "<code>"company:"</code>", "<code>"action:order.*"</code>", "<code>"object:"</code>" "
                {t!("audit-filter-object")}" "<code>"result:denied"</code>", "<code>"session:"</code>", "
                <code>"after:2026-05-01"</code>", "<code>"before:"</code>" "{t!("audit-filter-before")}" "
                <code>"on-behalf:yes"</code>". "{t!("audit-filter-help")}
            </p>
        </form>
    }
    .html()
}

/// One control a key. They write the line, and the line fills them in.
pub fn controls(asked: &Asked, reading: &Reading) -> Html {
    let first = |key: Key| asked.query.first(key).to_owned();
    let text = |key: Key, label: &'static str, kind: &'static str| {
        let value = first(key);
        // A minute does not fit into a control for a day, so the line keeps it.
        let kind = if kind == "date" && value.len() > 10 { "text" } else { kind };
        let id = format!("by-{}", key.as_str());
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input id=id name=key.as_str() type=kind maxlength="100" autocomplete="off" value=value/>
            </div>
        }
        .html()
    };
    let choice = |key: Key, label: &'static str, options: Vec<(String, String)>| {
        let (value, id) = (first(key), format!("by-{}", key.as_str()));
        let known = value.is_empty() || options.iter().any(|(v, _)| *v == value);
        let own = (!known).then(|| view! { <option value=value.clone() selected=true>{value.clone()}</option> });
        let options = options
            .into_iter()
            .map(|(v, label)| view! { <option value=v.clone() selected=v == value>{label}</option> })
            .collect_view();
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <select id=id name=key.as_str()><option value="">{t!("portal-all")}</option>{own}{options}</select>
            </div>
        }
        .html()
    };
    let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let rest = asked.query.rest().line();
    view! {
        <details class="fold">
            <summary>{t!("audit-choose")}</summary>
            <form class="form" method="get" action="/portal/audit" aria-label=t!("audit-choose")>
                <div class="audit-controls">
                    {text(Key::Actor, t!("audit-who"), "text")}
                    {text(Key::For, t!("audit-for-whom"), "text")}
                    {text(Key::Company, t!("portal-company"), "text")}
                    {choice(Key::Action, t!("audit-action"), actions(&reading.kinds))}
                    {text(Key::Object, t!("audit-object"), "text")}
                    {choice(Key::Result, t!("audit-result"), vec![both("success", t!("audit-done")), both("denied", t!("audit-refused"))])}
                    {text(Key::Session, t!("audit-session"), "text")}
                    {choice(Key::OnBehalf, t!("portal-on-behalf"), vec![both("yes", t!("audit-yes")), both("no", t!("audit-no"))])}
                    {text(Key::After, t!("audit-from-day"), "date")}
                    {text(Key::Before, t!("audit-before-day"), "date")}
                </div>
                {(!rest.is_empty()).then(|| view! { <input type="hidden" name="more" value=rest/> })}
                <div class="actions"><button class="btn">{t!("audit-choose-apply")}</button></div>
            </form>
        </details>
    }
    .html()
}

/// Families of actions and each action, in words.
fn actions(kinds: &[String]) -> Vec<(String, String)> {
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
pub fn keep(web: &Web, asked: &Asked, reading: &Reading) -> Html {
    let line = asked.query.line();
    let (error, typed) = asked.name.clone().map_or((None, String::new()), |(error, typed)| (Some(error), typed));
    let is_open = error.is_some();
    let save = (!line.is_empty() && asked.error.is_none()).then(|| {
        view! {
            <form class="field" method="post" action="/portal/audit/filters">
                {ui::context(web)}
                <input type="hidden" name="q" value=line/>
                <label for="name">{t!("audit-save-as")}</label>
                <div class="row">
                    <input
                        id="name"
                        name="name"
                        type="text"
                        autocomplete="off"
                        maxlength=LONGEST.to_string()
                        value=typed
                        aria-describedby=is_open.then_some("name-err")
                        aria-invalid=is_open.then_some("true")
                    />
                    <button class="btn">{t!("audit-save")}</button>
                </div>
                {ui::error_text("name", error)}
            </form>
        }
        .html()
    });
    let own = reading
        .presets
        .iter()
        .map(|p| {
            let name = ui::plain(&p.name);
            view! {
                <li class="item">
                    <div class="item-text"><a href=filtered(&p.query)><bdi>{name.clone()}</bdi></a><small class="sku">{ui::plain(&p.query)}</small></div>
                    <form method="post" action=format!("/portal/audit/filters/{}/remove", p.id)>
                        {ui::context(web)}
                        <button class="btn btn-small">{t!("portal-remove")}<span class="visually-hidden">{format!(" {}", t!("audit-remove-whose", name = name))}</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let own = (!reading.presets.is_empty()).then(|| view! { <ul class="card-list card">{own}</ul> });
    if save.is_none() && own.is_none() {
        return ().html();
    }
    view! {
        <details class="fold" open=is_open>
            <summary>{t!("audit-save-or-remove")}</summary>
            <div class="stack" data-gap="tight">{save}{own}</div>
        </details>
    }
    .html()
}

/// Taking out what the filter finds.
pub fn export(web: &Web, asked: &Asked) -> Option<Html> {
    asked.error.is_none().then(|| {
        view! {
            <form class="actions" method="post" action="/portal/audit/export" aria-label=t!("audit-export")>
                {ui::context(web)}
                <input type="hidden" name="q" value=asked.query.line()/>
                <button class="btn" name="format" value="csv">{ui::icon(web, "download")}{t!("audit-export-csv")}</button>
                <button class="btn" name="format" value="jsonl">{ui::icon(web, "download")}{t!("audit-export-jsonl")}</button>
            </form>
        }
        .html()
    })
}

/// When the log was verified last, and doing it again.
pub fn verified(web: &Web, asked: &Asked, reading: &Reading) -> Html {
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
            (text, tone, Some(last.at.clone()))
        }
    };
    view! {
        <form class="actions" method="post" action="/portal/audit/verify" aria-label=t!("audit-verify")>
            {ui::context(web)}
            <input type="hidden" name="q" value=asked.query.line()/>
            <span title=at>{ui::badge((&text, tone))}</span>
            <button class="btn btn-small">{t!("audit-verify-now")}</button>
        </form>
    }
    .html()
}
