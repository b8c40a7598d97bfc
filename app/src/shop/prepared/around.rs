//! What stands around the lines of a cart: that it is a prepared one, what can be done with it, and others that are there.
//!
//! Rule: what is said to the agent is in the agent's language.

use super::fields::{Chosen, PATH, Said, address};
use crate::form::Form;
use crate::part::ordering::cannot_order;
use crate::shop::prepared::{notice, show};
use crate::text::in_language;
use crate::ui::card::{Card, Item};
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::words::prepared::{by_for_staff, state};
use crate::{markup, t};
use domain::cart::prepared::{self, Prepared};
use domain::cart::{Cart, State};
use domain::error::Result;
use domain::policy::Action;

/// Other prepared carts that the agent sees beside a cart.
const FEW: usize = 5;

/// What stands around the lines of a cart.
#[derive(Default)]
pub struct Around {
    /// The heading in place of "Cart".
    pub title: Option<String>,
    /// Above the lines.
    pub above: Markup,
    /// Below the sum, in place of the way to the checkout.
    pub next: Option<Html>,
    /// Below everything.
    pub below: Markup,
}

impl Around {
    /// For the cart of this request; `form` is what was typed and not taken.
    ///
    /// # Errors
    /// [`domain::error::Error::NotFound`] for a prepared cart that is not the customer's.
    pub async fn load(web: &Web, cart: &Cart, form: &Form) -> Result<Around> {
        let mut around = Around::default();
        if let Some(error) = form.error("cart") {
            around.above.put(Notice::new(web, Tone::Danger, error));
        }
        match (web.cx.behalf().is_some(), web.cx.prepared()) {
            (false, None) => around.above.put(notice::waiting(web).await?),
            (false, Some(id)) => {
                let found = prepared::find(&web.cx, id).await?;
                around.offered(web, cart, &found, form);
            }
            (true, chosen) => {
                let all = prepared::list(&web.cx, None, 0).await?.rows;
                around.above.put(ui::for_reader(web, || said(web).rendered()));
                if let Some(id) = chosen {
                    let found = prepared::find(&web.cx, id).await?;
                    around.draft(web, cart, &found, form);
                }
                let others: Vec<Prepared> = all.into_iter().filter(|one| Some(one.id) != chosen).collect();
                if web.cx.may(Action::PrepareCart) || !others.is_empty() {
                    around.below.put(ui::for_reader(web, || all_of(web, &others)));
                }
            }
        }
        Ok(around)
    }

    /// The customer reads what was handed over.
    fn offered(&mut self, web: &Web, cart: &Cart, found: &Prepared, form: &Form) {
        self.title = Some(t!("prepared-for-you").to_owned());
        let card = Card::new("about", t!("prepared-about")).body(show::facts(web, found));
        self.above.put((ui::paragraph(t!("prepared-offered-help")), card));
        if !web.cx.may(Action::AnswerPrepared) {
            self.next = Some(cannot_order(web));
            return;
        }
        let at = |step: &str| format!("{}/{step}", address(web, found.id));
        let version = cart.version.to_string();
        let mut out = Markup::default();
        if cart.is_orderable() {
            let checkout = web.href(&format!("/checkout?cart={}", found.id));
            markup! {
                out,
                "<a class=\"btn btn-primary btn-large btn-wide\"", "href" = checkout, "data-saves" = "checkout", ">",
                t!("prepared-accept"), "</a>"
            }
        } else {
            out.put(ui::status("warning", t!("cart-marked")));
        }
        let merge = Post::with_class(web, "form", &at("merge")).hidden(Said::version().as_str(), &version);
        let decline = Post::with_class(web, "form", &at("decline"))
            .field(Field::area(form, Said::reason(), t!("prepared-reason"), 3).optional())
            .field(submit("btn btn-danger", t!("prepared-decline")));
        let is_open = form.error(Said::reason().as_str()).is_some();
        out.put((
            merge.field(submit("btn btn-wide", t!("prepared-merge"))),
            ui::muted_paragraph(t!("prepared-merge-help")),
            ui::fold(t!("prepared-decline-fold"), is_open, decline),
        ));
        self.next = Some(out.html());
    }

    /// The agent works in a prepared cart.
    fn draft(&mut self, web: &Web, cart: &Cart, found: &Prepared, form: &Form) {
        let customer = ui::plain(&found.contact_name);
        let title = || t!("prepared-for", customer = &customer);
        self.title = Some(in_language(web.own_language, title));
        self.above.put(ui::for_reader(web, || {
            let text = t!("prepared-draft-help", customer = &customer);
            Notice::in_place(web, Tone::Warning, "cart", t!("prepared-not-handed-over"), text)
                .actions(leave(web, "btn btn-small"))
                .html()
        }));
        self.next = Some(ui::for_reader(web, || match web.cx.may(Action::PrepareCart) {
            true => hand_over(web, cart, found, form),
            false => cannot_order(web),
        }));
    }
}

/// The form that hands a draft over, and the question before it is thrown away.
fn hand_over(web: &Web, cart: &Cart, found: &Prepared, form: &Form) -> Html {
    let customer = ui::plain(&found.contact_name);
    let at = |step: &str| format!("{}/{step}", address(web, found.id));
    let mut out = Markup::default();
    if cart.lines.is_empty() {
        out.put(ui::muted_paragraph(t!("prepared-fill-first")));
    } else {
        let shown = match form.find(Said::message().as_str()) {
            Some(_) => form.clone(),
            None => Form::with(&[(Said::message().as_str(), &found.message)]),
        };
        let wrong = form.error(Said::message().as_str());
        let label = t!("prepared-message-to", customer = &customer);
        let field = Field::area(&shown, Said::message(), &label, 3).optional().wrong(wrong);
        let post = Post::to(web, &at("hand-over"))
            .hidden(Said::version().as_str(), &cart.version.to_string())
            .field(field)
            .field(submit("btn btn-primary btn-large btn-wide", t!("prepared-hand-over", customer = &customer)));
        out.put((post, ui::muted_paragraph(t!("prepared-hand-over-help", customer = &customer))));
    }
    let (dialog, discard) = ("discard-prepared", at("discard"));
    let question = Dialog { id: dialog, title: t!("prepared-discard-title"), action: &discard };
    let buttons =
        (closer(dialog, "btn", t!("verify-cancel"), None), submit("btn btn-danger", t!("prepared-discard-now")));
    out.put((
        opener(dialog, "btn btn-danger btn-wide", t!("prepared-discard")),
        question.html(web, ui::paragraph(t!("prepared-discard-text")), buttons),
    ));
    out.html()
}

/// The way back to the customer's own cart, while the agent works in a prepared one.
pub(super) fn leave(web: &Web, class: &'static str) -> Option<Html> {
    let (_, customer, behalf) = web.cx.behalf()?;
    behalf.prepared?;
    let label = t!("prepared-leave", customer = ui::plain(&customer.name));
    let post = Post::with_class(web, "", &web.href("/prepared/choose")).hidden(Chosen::cart().as_str(), "");
    Some(post.field(submit(class, label)).html())
}

/// The prepared carts of the customer as the agent finds them, and the button that begins one.
fn all_of(web: &Web, others: &[Prepared]) -> Html {
    let items = others.iter().take(FEW).map(|one| {
        let go_on = (one.state == State::Draft && web.cx.may(Action::PrepareCart))
            .then(|| show::go_on(web, one, "btn btn-small"));
        Item::link(&address(web, one.id), ui::moment_utc(one.created_at))
            .note((ui::name(&by_for_staff(one)), " · ", t!("prepared-lines", count = one.lines)))
            .end((ui::badge(state(one.state)), go_on))
    });
    let begin = web.cx.may(Action::PrepareCart).then(|| {
        let post = Post::with_class(web, "", &web.href(PATH)).field(submit("btn", t!("prepared-begin")));
        (ui::paragraph(t!("prepared-begin-help")), post).rendered()
    });
    let foot = (others.len() > FEW).then(|| ui::link(&web.href(PATH), t!("prepared-show-all")));
    Card::new("h-prepared", t!("prepared-title"))
        .body(begin)
        .items(items, if web.cx.prepared().is_some() { t!("prepared-none-other") } else { t!("prepared-none") })
        .foot(foot)
        .html()
}

/// What the agent has just done, by the code in the address.
pub(super) fn said(web: &Web) -> Option<Notice> {
    let text = match web.query().get("done") {
        "prepared-begun" => t!("prepared-done-begun"),
        "prepared-chosen" => t!("prepared-done-chosen"),
        "prepared-own" => t!("prepared-done-own"),
        "prepared-handed-over" => t!("prepared-done-handed-over"),
        "prepared-taken-back" => t!("prepared-done-taken-back"),
        "prepared-discarded" => t!("prepared-done-discarded"),
        _ => return None,
    };
    Some(Notice::new(web, Tone::Success, text))
}
