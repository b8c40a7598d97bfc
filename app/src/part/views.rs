//! Saved views above a list of the portal: links to them, saving what the list is asked for, and removing one after a question.
//!
//! A list saves a view by a form that is posted to its own address, so that the page that asks again is the list.

use crate::answer::{Answer, see};
use crate::form::{Fields, Form, Posted};
use crate::part::confirm::{Ask, ask};
use crate::ui::card::{self, Item};
use crate::ui::chips::Chips;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, t};
use axum::extract::Path;
use axum::response::Response;
use domain::error::{Error, Result};
use domain::id::ViewId;
use domain::saved_view::{self, LONGEST, Page, SavedView};

form! {
    /// What is typed to save a view.
    pub struct Typed {
        /// What the list is asked for, as in its address behind the question mark.
        view: String,
        /// The name of the view.
        name: String,
    }
}

/// The saved views of a list, beside what it is asked for now.
pub struct Views {
    path: &'static str,
    /// What the list is asked for, as in its address; nothing where it is shown as a whole.
    now: String,
    saved: Vec<SavedView>,
    form: Form,
}

/// What stands behind the question mark of an address with this query.
fn line(query: &impl Fields) -> String {
    query.address("").trim_start_matches('?').to_owned()
}

impl Views {
    /// The views of the person who asks. `query` is what the list at `path` is asked for, on its first page; `form` is what was
    /// typed to save it.
    ///
    /// # Errors
    /// As [`saved_view::own`].
    pub async fn load(web: &Web, page: Page, path: &'static str, query: &impl Fields, form: Form) -> Result<Views> {
        Ok(Views { path, now: line(query), saved: saved_view::own(&web.cx, page).await?, form })
    }

    /// What was typed to save a view, with what is wrong with it.
    pub fn form(&self) -> &Form {
        &self.form
    }

    fn links(&self) -> Option<Chips> {
        let links = self.saved.iter().fold(Chips::new(t!("views")), |chips, view| {
            chips.choice(&format!("{}?{}", self.path, view.query), &ui::plain(&view.name), view.query == self.now)
        });
        (!self.saved.is_empty()).then_some(links)
    }

    fn rows(&self, web: &Web) -> Option<Html> {
        let rows = self.saved.iter().map(|view| {
            let name = ui::plain(&view.name);
            let step = Ask {
                id: format!("remove-view-{}", view.id),
                label: t!("portal-remove"),
                whose: t!("views-remove-whose", name = &name),
                question: t!("views-remove-question", name = &name),
                text: t!("views-remove-help"),
                action: format!("/portal/views/{}/remove", view.id),
                danger: true,
            };
            Item::link(&format!("{}?{}", self.path, view.query), ui::name(&name)).end(ask(web, step))
        });
        (!self.saved.is_empty()).then(|| card::rows(rows))
    }

    /// Links to the views, and a fold to save and remove some. Nothing where there is nothing to save or to choose.
    pub fn html(&self, web: &Web) -> Html {
        let save = (!self.now.is_empty()).then(|| {
            let name = Field::text(&self.form, Typed::name(), t!("views-save-as"))
                .id("view-name")
                .longest(u32::try_from(LONGEST).unwrap_or(u32::MAX))
                .button(submit("btn", t!("views-save")))
                .wrong(self.form.error(Typed::name().as_str()).or(self.form.error(Typed::view().as_str())));
            Post::to(web, self.path).hidden(Typed::view().as_str(), &self.now).field(name)
        });
        let (rows, is_open) = (self.rows(web), self.form.is_rejected());
        let fold = (save.is_some() || rows.is_some()).then(|| ui::fold(t!("views-fold"), is_open, (save, rows)));
        let mut out = Markup::default();
        out.put((self.links(), fold));
        out.html()
    }
}

/// Saves what the list is asked for, and leads to the list; the form with what is wrong, when it is not taken.
///
/// # Errors
/// Everything that is not about its fields.
pub async fn save(
    web: &Web,
    page: Page,
    path: &str,
    query: &impl Fields,
    Posted(typed, form): Posted<Typed>,
) -> Result<std::result::Result<Response, Form>> {
    match saved_view::save(&web.cx, page, &typed.name, &line(query)).await {
        // What is saved is never nothing.
        Ok(_) => Ok(Ok(see(&format!("{}&done=view-saved", query.address(path))))),
        Err(error) => form.reject(error).map(Err),
    }
}

/// `POST /portal/views/{id}/remove`
pub async fn remove(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    let id = ViewId::parse(&id).ok_or(Error::NotFound)?;
    let path = match saved_view::remove(&web.cx, id).await? {
        Page::Contacts => "/portal/contacts",
        Page::Orders => "/portal/orders",
    };
    Ok(see(&format!("{path}?done=view-removed")))
}
