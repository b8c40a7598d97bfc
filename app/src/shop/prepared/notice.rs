//! What a customer reads on their pages about carts that wait for them.

use crate::ui::form::button_link;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{t, words};
use domain::error::Result;

/// The notices, newest first; nothing while no prepared cart waits, and for an agent.
///
/// # Errors
/// [`domain::error::Error::Unavailable`].
pub async fn waiting(web: &Web) -> Result<Html> {
    let waiting = domain::cart::prepared::waiting(&web.cx).await?;
    let mut out = Markup::default();
    for cart in waiting {
        let title = t!("prepared-for-you-by", who = words::prepared::by(&cart));
        let text = match cart.message.as_str() {
            "" => t!("prepared-lines", count = cart.lines).rendered(),
            message => ui::name(message),
        };
        let link = button_link("btn btn-small", &web.href(&format!("/prepared/{}", cart.id)), t!("prepared-look"));
        out.put(Notice::in_place(web, Tone::Info, "cart", &title, text).actions(link));
    }
    Ok(out.html())
}
