//! Where somebody is signed in, as a form with a button for each place; in the storefront and in the portal.

use crate::form::Secret;
use crate::text::PLACES;
use crate::ui::card::Item;
use crate::ui::form::choose;
use crate::ui::markup::{Markup, Part};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, words};
use domain::error::Error;
use domain::id::SessionId;
use domain::session::own::{Own, Which};

form! {
    /// Which sign-ins end, and the proof that it takes.
    pub struct Ending {
        /// The pressed button: the id of a sign-in, or `others`.
        session: String,
        /// The password, in the storefront.
        current: Secret,
        /// The password, in the portal.
        password: Secret,
        /// The code of a second factor.
        code: Secret,
    }
}

impl Ending {
    /// What the pressed button says.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anything else.
    pub fn which(&self) -> Result<Which, Error> {
        match self.session.as_str() {
            "others" => Ok(Which::Others),
            id => SessionId::parse(id).map(Which::One).ok_or(Error::NotFound),
        }
    }
}

/// The list as a form: where somebody is signed in, with a button each, and the proof that it takes.
pub fn form_of(web: &Web, all: &[Own], action: &'static str, proof: impl Part) -> Html {
    let mut inside = Markup::default();
    markup! { inside, "<form method=\"post\"", "action" = action, ">", ui::context(web) }
    if all.len() > 1 {
        // Enter presses the first button of a form.
        markup! {
            inside,
            "<div class=\"card-body form\">", proof, "<div class=\"form-foot\">",
            choose("btn btn-primary", Ending::session(), "others", t!("security-sessions-end-others"), None), "</div></div>"
        }
    }
    inside.literal("<ul class=\"card-list\">");
    for (n, own) in all.iter().enumerate() {
        inside.put(row(web, own, n == 0));
    }
    inside.literal("</ul></form>");
    ui::card::unnamed(t!("security-signed-in"), inside)
}

fn row(web: &Web, own: &Own, is_this: bool) -> Item {
    let name = words::browser::name(&own.user_agent);
    let seen = words::ago(web.cx.now().since(own.seen_at).as_seconds());
    let label = t!("security-sessions-label", browser = &name, ago = &seen);
    let end = match is_this {
        true => ui::aside(t!("security-sessions-this")),
        false => {
            choose("btn btn-small", Ending::session(), &own.id.to_string(), t!("security-sessions-end"), Some(&label))
        }
    };
    let since = ui::within(t!("security-sessions-row", time = PLACES[0], ago = seen), [ui::moment(own.created_at)]);
    Item::with_title(name, &ui::plain(&own.user_agent)).note(since).end(end)
}
