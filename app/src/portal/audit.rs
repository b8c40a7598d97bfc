//! The audit log: who did what, for whom. Read only.

use crate::portal::link::link;
use crate::portal::story;
use crate::respond::{Answer, Frame, page};
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use domain::audit::Event;
use domain::audit::store::{Entry, Filter};
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// Events on a page.
const PAGE: i64 = 50;
/// How many pages back the address remembers.
const TRAIL: usize = 20;

/// What is asked for, and the way here.
struct Asked {
    filter: Filter,
    /// The `before` of each page that was left by "Older"; the first page is 0.
    trail: Vec<i64>,
}

impl Asked {
    fn read(web: &Web) -> Asked {
        let query = web.query();
        let short = |name: &str| query.get(name).trim().chars().take(100).collect::<String>();
        let filter = Filter {
            person: short("person"),
            action: short("action"),
            session: short("session"),
            behalf_only: query.get("on-behalf") == "1",
            before: query.get("before").parse::<i64>().ok().filter(|n| *n > 0),
        };
        let trail = query
            .get("trail")
            .split('-')
            .filter_map(|n| n.parse::<i64>().ok())
            .filter(|n| *n >= 0)
            .take(TRAIL)
            .collect();
        Asked { filter, trail }
    }

    fn is_narrowed(&self) -> bool {
        let f = &self.filter;
        f.behalf_only || !f.person.is_empty() || !f.action.is_empty() || !f.session.is_empty()
    }

    fn address(&self, before: i64, trail: &[i64]) -> String {
        let f = &self.filter;
        let number = |n: i64| if n > 0 { n.to_string() } else { String::new() };
        let trail: Vec<String> = trail.iter().map(i64::to_string).collect();
        link(
            "/portal/audit",
            &[
                ("person", &f.person),
                ("action", &f.action),
                ("session", &f.session),
                ("on-behalf", if f.behalf_only { "1" } else { "" }),
                ("before", &number(before)),
                ("trail", &trail.join("-")),
            ],
        )
    }

    /// The page of events before `last`.
    fn older(&self, last: i64) -> String {
        let mut trail = self.trail.clone();
        trail.push(self.filter.before.unwrap_or(0));
        let from = trail.len().saturating_sub(TRAIL);
        self.address(last, &trail[from..])
    }

    /// The page that this one was reached from; the newest when that is not known.
    fn newer(&self) -> Option<String> {
        self.filter.before?;
        let (before, rest) = self.trail.split_last().map_or((0, &[][..]), |(last, rest)| (*last, rest));
        Some(self.address(before, rest))
    }
}

/// `/portal/audit`; that it was read is in the log too.
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let asked = Asked::read(&web);
    let mut entries = domain::audit::store::list(&web.cx, &asked.filter, PAGE).await?;
    web.cx.begin(Action::ViewAudit).await?.commit(Event::new("audit.viewed")).await?;
    let has_more = entries.len() > 50;
    entries.truncate(50);
    Ok(page(&web, &Frame::Portal, StatusCode::OK, "Audit log", || {
        let older = has_more.then(|| entries.last().map(|e| asked.older(e.seq))).flatten();
        view! {
            <header class="page-head"><div><h1>"Audit log"</h1></div></header>
            {toolbar(&asked)}
            {if entries.is_empty() { nothing(&web, &asked) } else { table(&entries) }}
            {pages(asked.newer(), older)}
        }
    }))
}

fn toolbar(asked: &Asked) -> Html {
    let f = &asked.filter;
    view! {
        <form class="toolbar" method="get" action="/portal/audit" role="search">
            <label for="person">"Person"</label>
            <input id="person" name="person" type="search" maxlength="100" value=f.person.clone()/>
            <label for="action">"Action"</label>
            <input id="action" name="action" type="search" maxlength="100" placeholder="order." value=f.action.clone()/>
            <label for="session">"Session"</label>
            <input id="session" name="session" type="search" maxlength="100" value=f.session.clone()/>
            <label class="check"><input type="checkbox" name="on-behalf" value="1" checked=f.behalf_only/><span>"On behalf only"</span></label>
            <button class="btn btn-primary">"Filter"</button>
            {asked.is_narrowed().then(|| view! { <a class="btn btn-quiet" href="/portal/audit">"Clear filters"</a> })}
        </form>
    }
    .html()
}

fn nothing(web: &Web, asked: &Asked) -> Html {
    let (title, text, action) = if asked.is_narrowed() {
        (
            "No event matches",
            "Use fewer filters. An action is matched by its beginning, such as order. or on_behalf.",
            Some("Clear filters"),
        )
    } else if asked.filter.before.is_some() {
        ("Nothing older", "This is where the log begins.", Some("Go to the newest events"))
    } else {
        ("The log is empty", "Everything that is done from now on stands here.", None)
    };
    ui::empty(web, "shield", title, text, action.map(|label| ("/portal/audit".to_owned(), label))).html()
}

fn table(entries: &[Entry]) -> Html {
    let rows = entries.iter().map(row).collect_view();
    view! {
        <div class="table-wrap" data-card="" tabindex="0" role="region" aria-label="Events">
            <table class="table" data-narrow="scroll">
                <caption class="visually-hidden">"Events, newest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Time (UTC)"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"For"</th>
                        <th scope="col">"Company"</th>
                        <th scope="col">"Action"</th>
                        <th scope="col">"Object"</th>
                        <th scope="col">"Result"</th>
                        <th scope="col">"Session"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

fn row(entry: &Entry) -> Html {
    let is_on_behalf = entry.session_kind == "on_behalf";
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { ui::plain(text) };
    let result = if entry.outcome == "denied" { ("Refused", "danger") } else { ("Done", "success") };
    let note = (!entry.note.is_empty()).then(|| view! { <small><bdi>{ui::plain(&entry.note)}</bdi></small> });
    // The beginning of an id is its time: the end tells sessions apart.
    let short = entry.session.rsplit('-').next().unwrap_or_default().to_owned();
    let session = match (entry.session.is_empty(), is_on_behalf) {
        (true, _) => "–".html(),
        (false, true) => view! { <a class="sku" href=format!("/portal/sessions/{}", entry.session)>{short}</a> }.html(),
        (false, false) => view! { <span class="sku" title=entry.session.clone()>{short}</span> }.html(),
    };
    view! {
        <tr data-behalf=is_on_behalf.then_some("")>
            <td class="nowrap">{story::moment(&entry.at)}</td>
            <th scope="row"><bdi>{dash(&entry.actor)}</bdi></th>
            <td><bdi>{dash(&entry.subject)}</bdi></td>
            <td><bdi>{dash(&entry.company)}</bdi></td>
            <td><code>{entry.kind.clone()}</code></td>
            <td><bdi>{dash(&entry.object)}</bdi>{note}</td>
            <td>{ui::badge(result)}</td>
            <td>{session}</td>
        </tr>
    }
    .html()
}

fn pages(newer: Option<String>, older: Option<String>) -> Html {
    if newer.is_none() && older.is_none() {
        return ().html();
    }
    view! {
        <nav class="pages" aria-label="Pages">
            <span>"Newest first"</span>
            <span class="pages-links">
                {newer.map(|href| view! { <a class="btn btn-small" rel="prev" href=href>"Newer"</a> })}
                {older.map(|href| view! { <a class="btn btn-small" rel="next" href=href>"Older"</a> })}
            </span>
        </nav>
    }
    .html()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(before: Option<i64>, trail: &[i64]) -> Asked {
        Asked { filter: Filter { before, ..Filter::default() }, trail: trail.to_vec() }
    }

    #[test]
    fn newer_leads_back_the_way_one_came() {
        assert_eq!(asked(None, &[]).newer(), None);
        assert_eq!(asked(None, &[]).older(900), "/portal/audit?before=900&trail=0");
        assert_eq!(asked(Some(900), &[0]).older(850), "/portal/audit?before=850&trail=0%2D900");
        assert_eq!(asked(Some(850), &[0, 900]).newer().as_deref(), Some("/portal/audit?before=900&trail=0"));
        assert_eq!(asked(Some(900), &[0]).newer().as_deref(), Some("/portal/audit"));
    }
}
