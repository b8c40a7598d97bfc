//! Which sheet and which columns were read, and the form that corrects it.

use super::PATH;
use crate::ui::field::options;
use crate::ui::markup::Markup;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{markup, t, words};
use domain::quick_order::db::Proposal;
use domain::quick_order::read::Role;

/// The form, closed as long as nothing is to be asked; nothing for lines that come from no file.
pub(super) fn correct(web: &Web, proposal: &Proposal) -> Html {
    let Some(table) = &proposal.reading.table else { return ().html() };
    let mut out = Markup::default();
    let is_asked = !table.asks.is_empty();
    let sheet = table.sheets.get(table.sheet).filter(|name| !name.is_empty());
    let known = table.columns.iter().filter(|column| column.role.is_some()).map(|column| {
        let heading = if column.heading.is_empty() { &column.sample } else { &column.heading };
        format!("{}: {}", column.role.map_or("", words::quick_order::role), ui::plain(heading))
    });
    let known: Vec<String> = known.collect();
    markup! {
        out,
        "<details class=\"card quick-columns\"", "open" = is_asked.then_some(""), "><summary class=\"card-head\"><h2>",
        t!("quick-columns"), "</h2><span class=\"muted small\">"
    }
    if let Some(sheet) = sheet {
        markup! { out, t!("quick-columns-sheet", sheet = ui::plain(sheet)), " " }
    }
    markup! {
        out, known.join(" · "), "</span></summary><form class=\"card-body form\" method=\"post\"",
        "action" = web.href(&format!("{PATH}/{}/again", proposal.id)), ">", ui::context(web)
    }
    if table.sheets.len() > 1 {
        let names = table.sheets.iter().enumerate().map(|(n, name)| (n.to_string(), ui::plain(name)));
        markup! {
            out,
            "<div class=\"field\"><label for=\"sheet\">", t!("quick-columns-which"), "</label><select id=\"sheet\" name=\"sheet\">",
            options(&table.sheet.to_string(), None, names), "</select></div>"
        }
    }
    let header = table.header.map_or_else(String::new, |(_, last)| last.to_string());
    markup! {
        out,
        "<div class=\"field\" data-short><label for=\"header\">", t!("quick-columns-header"),
        "</label><input id=\"header\" name=\"header\" type=\"text\" inputmode=\"numeric\" autocomplete=\"off\"",
        "value" = header, " aria-describedby=\"header-hint\"><p class=\"hint\" id=\"header-hint\">",
        t!("quick-columns-header-help"), "</p></div><div class=\"quick-columns-list\">"
    }
    for (n, column) in table.columns.iter().enumerate() {
        let name = format!("column-{n}");
        let heading = match column.heading.as_str() {
            "" => t!("quick-columns-nth", n = n + 1),
            heading => ui::plain(heading),
        };
        let roles = Role::ALL.map(|role| (role.as_str().to_owned(), words::quick_order::role(role).to_owned()));
        let chosen = column.role.map_or("", Role::as_str);
        markup! {
            out,
            "<div class=\"field\"><label", "for" = &name, ">", heading, " <small class=\"muted\"><bdi>",
            ui::plain(&column.sample), "</bdi></small></label><select", "id" = &name, "name" = &name, ">",
            options(chosen, Some(t!("quick-columns-unused")), roles), "</select></div>"
        }
    }
    markup! {
        out,
        "</div><div class=\"form-foot\"><button class=\"btn\">", t!("quick-columns-again"), "</button></div></form></details>"
    }
    out.html()
}
