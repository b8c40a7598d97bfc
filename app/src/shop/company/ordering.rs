//! What orders of the company say besides their goods: its own number, its cost centres.
//!
//! Rule: everybody in the company reads it, its administrators change it, and nobody does on behalf.

use crate::answer::encode;
use crate::form::{Fields, Form, Posted};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page, see, status_of};
use crate::shop::account::tabs;
use crate::shop::company::read_only;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, columns, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::words::company;
use crate::{form, markup, t};
use domain::error::{Error, Problem};
use domain::id::CostCentreId;
use domain::order::db::Terms;
use domain::organization::cost_centre::{self, CostCentre};
use domain::organization::{CostRule, PoRule, rule};
use domain::policy::Action;
use domain::text_enum::Word;

/// Where the page stands.
pub const PATH: &str = "/account/company/ordering";

form! {
    /// What is changed.
    pub struct Change {
        /// `rules`, `add`, `change`, `up`, `remove` or `restore`.
        what: String,
        /// Whether orders carry a number of the company.
        po_number: String,
        /// How that looks.
        po_pattern: String,
        /// Whether orders name a cost centre.
        cost_centre: String,
        /// Which cost centre.
        id: Option<CostCentreId>,
        /// Its code.
        code: String,
        /// Its name.
        name: String,
    }
}

form! {
    /// What was just removed.
    pub struct Removed {
        /// The cost centre.
        removed: Option<CostCentreId>,
        /// Its code.
        code: String,
    }
}

/// `/account/company/ordering`
pub async fn show(web: Web) -> Answer {
    domain::behalf::history::viewed(&web.cx, "company").await?;
    render(&web, &Form::default()).await
}

/// Changes what the field `what` says.
pub async fn save(web: Web, Posted(typed, form): Posted<Change>) -> Answer {
    web.cx.check_recorded(Action::ManageCompany).await?;
    let of_one = typed.id.ok_or(Error::NotFound);
    let cx = &web.cx;
    let saved = match typed.what.as_str() {
        "rules" => {
            rule::booking(cx, &typed.po_number, &typed.po_pattern, &typed.cost_centre).await.map(|()| "company-booking")
        }
        "add" => cost_centre::add(cx, &typed.code, &typed.name).await.map(|()| "centre-added"),
        "change" => cost_centre::rename(cx, of_one?, &typed.code, &typed.name).await.map(|()| "centre-changed"),
        "up" => cost_centre::move_up(cx, of_one?).await.map(|()| "centre-changed"),
        "restore" => cost_centre::restore(cx, of_one?).await.map(|()| "centre-restored"),
        "remove" => {
            let id = of_one?;
            match cost_centre::remove(cx, id).await {
                Ok(()) => return Ok(see(&format!("{PATH}?removed={id}&code={}", encode(&typed.code)))),
                Err(error) => Err(error),
            }
        }
        _ => return Err(Error::field("what", Problem::NotAChoice).into()),
    };
    match saved {
        Ok(done) => Ok(see(&format!("{PATH}?done={done}"))),
        Err(error) => render(&web, &form.reject(error)?).await,
    }
}

async fn render(web: &Web, form: &Form) -> Answer {
    let (chrome, terms, centres) =
        tokio::try_join!(Chrome::load(web), domain::order::db::terms(&web.cx), cost_centre::list(&web.cx))?;
    Ok(page(web, &chrome.frame(), status_of(form), t!("company-ordering"), || {
        let steps = vec![
            (Some(web.href("/account/company")), t!("shop-nav-company").to_owned()),
            (None, t!("company-ordering").to_owned()),
        ];
        let head = Head::new(t!("company-ordering"));
        let side = rules(web, form, &terms);
        let lead = ui::muted_paragraph(t!("company-ordering-lead"));
        let messages = (ui::done(web), removed(web), refused(web, form), lead);
        let centres = list(web, form, &centres);
        (ui::crumbs(steps), head, tabs(web, "/account/company"), messages, split(centres, side)).rendered()
    }))
}

/// Whether what was typed belongs to the form of this name.
fn tried<'a>(form: &'a Form, what: &str) -> Option<&'a Form> {
    Some(form).filter(|form| form.get(Change::what().as_str()) == what)
}

/// What is wrong with a button, which has no field of its own.
fn refused(web: &Web, form: &Form) -> Option<Notice> {
    let is_button = ["remove", "restore", "up"].into_iter().any(|what| tried(form, what).is_some());
    let (_, text) = form.errors().into_iter().next().filter(|_| is_button)?;
    Some(Notice::new(web, Tone::Danger, text))
}

/// That one was removed, with the button that puts it back.
fn removed(web: &Web) -> Option<Notice> {
    let Removed { removed, code } = Removed::read(&web.query());
    let id = removed.filter(|_| web.cx.may(Action::ManageCompany))?;
    let back = Post::with_class(web, "actions", PATH)
        .hidden(Change::what().as_str(), "restore")
        .hidden(Change::id().as_str(), &id.to_string())
        .field(submit("btn btn-small", t!("cost-centre-put-back")));
    let code: String = code.chars().take(40).collect();
    Some(Notice::new(web, Tone::Success, t!("cost-centre-removed", centre = ui::plain(&code))).below(back))
}

fn rules(web: &Web, form: &Form, terms: &Terms) -> Card {
    let card = Card::new("h-rules", t!("company-ordering"));
    if !web.cx.may(Action::ManageCompany) {
        return card.body_with("card-body stack", (facts(terms), read_only(web)));
    }
    let now = Change {
        po_number: terms.po_number.word(),
        po_pattern: terms.po_pattern.clone(),
        cost_centre: terms.cost_centre.word(),
        ..Change::default()
    };
    let shown = tried(form, "rules").cloned().unwrap_or_else(|| now.form());
    let of_po = PoRule::ALL.map(|rule| (rule.word(), company::po_rule(rule).to_owned()));
    let of_cost = CostRule::ALL.map(|rule| (rule.word(), company::cost_rule(rule).to_owned()));
    let fields = (
        Field::select(&shown, Change::po_number(), t!("company-po-rule"), None, of_po),
        Field::text(&shown, Change::po_pattern(), t!("company-po-pattern"))
            .hint(t!("company-po-pattern-help"))
            .code()
            .optional(),
        Field::select(&shown, Change::cost_centre(), t!("company-cost-rule"), None, of_cost),
    );
    let post = Post::to(web, PATH)
        .hidden(Change::what().as_str(), "rules")
        .field(fields)
        .foot(submit("btn btn-primary", t!("company-save-rule")));
    card.body_with("card-body stack", post)
}

/// The rules as everybody reads them.
pub fn facts(terms: &Terms) -> Facts {
    let pattern = match terms.po_pattern.as_str() {
        "" => t!("company-po-any").rendered(),
        pattern => ui::code(pattern),
    };
    Facts::default()
        .fact(t!("company-po-rule"), company::po_rule(terms.po_number))
        .fact(t!("company-po-pattern"), pattern)
        .fact(t!("company-cost-rule"), company::cost_rule(terms.cost_centre))
}

fn list(web: &Web, form: &Form, centres: &[CostCentre]) -> Card {
    let card = Card::new("h-centres", t!("cost-centres")).count(i64::try_from(centres.len()).unwrap_or(i64::MAX));
    let is_admin = web.cx.may(Action::ManageCompany);
    let rows = match (centres.is_empty(), is_admin) {
        (true, true) => ui::empty(web, "orders", t!("cost-centres-none"), t!("cost-centres-none-help"), None),
        (true, false) => ui::empty(web, "orders", t!("cost-centres-none"), t!("cost-centres-none-read"), None),
        (false, _) => table(web, form, centres, is_admin).html(),
    };
    let add = is_admin.then(|| add(web, form));
    card.flush((rows, add))
}

fn table(web: &Web, form: &Form, centres: &[CostCentre], is_admin: bool) -> Table {
    let mut columns = vec![Column::text(t!("cost-centre-code")), Column::text(t!("cost-centre-name"))];
    if is_admin {
        columns = vec![Column::text(t!("cost-centre")), Column::actions(t!("cost-centre-actions"))];
    }
    let mut table = Table::new(t!("cost-centres"), columns);
    for (place, centre) in centres.iter().enumerate() {
        table.row(|row| match is_admin {
            true => {
                row.cell(change(web, form, centre));
                row.cell(buttons(web, centre, place > 0));
            }
            false => {
                row.name(ui::code(&centre.code), ());
                row.cell(ui::name(&centre.name));
            }
        });
    }
    table
}

/// The fields of one, with what was typed into them and not taken.
fn change(web: &Web, form: &Form, centre: &CostCentre) -> Html {
    let id = centre.id.to_string();
    let typed = tried(form, "change").filter(|form| form.get(Change::id().as_str()) == id).cloned();
    let now = Change { code: centre.code.clone(), name: centre.name.clone(), ..Change::default() };
    let shown = typed.unwrap_or_else(|| now.form());
    let named = ui::plain(&centre.code);
    let (of_code, of_name) = (t!("cost-centre-code-of", centre = &named), t!("cost-centre-name-of", centre = &named));
    Post::in_row(web, PATH)
        .hidden(Change::what().as_str(), "change")
        .hidden(Change::id().as_str(), &id)
        .field(Field::text(&shown, Change::code(), &of_code).id(&format!("code-{id}")).label_unseen())
        .field(Field::text(&shown, Change::name(), &of_name).id(&format!("name-{id}")).label_unseen())
        .field(submit("btn btn-small", (t!("cost-centre-save"), ui::visually_hidden(&centre.code))))
        .html()
}

fn buttons(web: &Web, centre: &CostCentre, has_above: bool) -> Html {
    let one = |what: &str, label: &str| {
        Post::with_class(web, "", PATH)
            .hidden(Change::what().as_str(), what)
            .hidden(Change::id().as_str(), &centre.id.to_string())
            .hidden(Change::code().as_str(), &centre.code)
            .field(submit("btn btn-small", (label, ui::visually_hidden(&centre.code))))
    };
    let up = has_above.then(|| one("up", t!("cost-centre-up")));
    let mut out = Markup::default();
    markup! { out, "<div class=\"actions\">", up, one("remove", t!("cost-centre-remove")), "</div>" }
    out.html()
}

fn add(web: &Web, form: &Form) -> Html {
    let shown = tried(form, "add").cloned().unwrap_or_default();
    let fields = columns((
        Field::text(&shown, Change::code(), t!("cost-centre-code")).longest(20),
        Field::text(&shown, Change::name(), t!("cost-centre-name")).longest(60).optional(),
    ));
    Post::in_card(web, PATH)
        .hidden(Change::what().as_str(), "add")
        .field(fields)
        .foot(submit("btn btn-primary", t!("cost-centre-add")))
        .html()
}
