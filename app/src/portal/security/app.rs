//! Adding an authenticator app: the key as a picture and as text, then a code to confirm.

use crate::form::{Form, Posted};
use crate::part::proof::Proof;
use crate::portal::security::{cancel, framed, refuse};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t};
use axum::response::Response;
use domain::error::Error;
use domain::factor::own::{NewApp, begin_app, confirm_app, new_app};
use fast_qr::QRBuilder;

/// Begins to add an app.
pub async fn begin(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    match begin_app(&web.cx, &typed.name, typed.again()).await {
        Ok(()) => Ok(see("/portal/security/app")),
        Err(error) => refuse(&web, form, error, super::view).await,
    }
}

/// `/portal/security/app`
pub async fn show(web: Web) -> Answer {
    match new_app(&web.cx).await? {
        Some(app) => Ok(view(&web, &app, &Form::default())),
        None => Ok(see("/portal/security?done=too-late")),
    }
}

/// Adds the app when the code is right.
pub async fn confirm(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    match confirm_app(&web.cx, typed.code.expose()).await {
        Ok(true) => Ok(see("/portal/security/codes")),
        Ok(false) => Ok(see("/portal/security?done=factor-added")),
        Err(Error::NotFound) => Ok(see("/portal/security?done=too-late")),
        Err(error) => {
            let form = form.reject(error)?;
            match new_app(&web.cx).await? {
                Some(app) => Ok(view(&web, &app, &form)),
                None => Ok(see("/portal/security?done=too-late")),
            }
        }
    }
}

fn view(web: &Web, app: &NewApp, form: &Form) -> Response {
    page(web, &Frame::Portal, status_of(form), t!("security-add-app"), || {
        let mut lead = Markup::default();
        markup! {
            lead,
            "<p>", t!("security-app-scan"), "</p>", picture(&app.address), "<p class=\"qr-key\">", t!("security-app-key"), " ",
            ui::code(&app.key), "</p><p>", t!("security-app-type"), "</p>"
        }
        let code = Field::secret_text(form, Proof::code(), t!("security-app-code"))
            .autocomplete("one-time-code")
            .hint(t!("security-app-code-help"));
        let post = Post::in_card(web, "/portal/security/app/confirm")
            .field(lead)
            .field(code.focus(true).required())
            .foot((cancel(), submit("btn btn-primary", t!("security-app-confirm"))));
        framed(t!("security-add-app"), t!("security-add-app"), None, ui::card::unnamed(t!("security-add-app"), post))
    })
}

/// A QR code, drawn: one path over a white ground, so that it can be read in the dark, too.
fn picture(text: &str) -> Html {
    let Ok(code) = QRBuilder::new(text).build() else { return ().rendered() };
    let dark = (0..code.size * code.size).filter(|n| code[n / code.size][n % code.size].value());
    let path: String = dark.map(|n| format!("M{} {}h1v1h-1z", n % code.size, n / code.size)).collect();
    let mut out = Markup::default();
    markup! {
        out,
        "<svg class=\"qr\"", "viewBox" = format!("-4 -4 {0} {0}", code.size + 8), "role" = "img",
        "aria-label" = t!("security-app-picture"), "shape-rendering" = "crispEdges", "><path", "d" = path, "></path></svg>"
    }
    out.html()
}
