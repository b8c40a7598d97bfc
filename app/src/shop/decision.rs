//! Approval at the checkout and on an order's page: what needs it, whom it waits for, and the forms that decide.

use crate::form::{Form, Posted};
use crate::respond::{Answer, see};
use crate::shop::order;
use crate::text::PLACES;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, choose};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::words::company;
use crate::{form, t};
use axum::extract::Path;
use domain::error::{Error, Problem, Result};
use domain::order::approval::expire::until;
use domain::order::approval::{Decider, Standing, State, asked_about, decide, of};
use domain::order::db::Order;
use domain::policy::Action;
use domain::time::Micros;

form! {
    /// What becomes of an order that waits.
    pub struct Step {
        /// `approve`, `reject` or `withdraw`.
        step: String,
        /// Why.
        reason: String,
    }
}

/// What is said on an order's page about its approval.
pub struct Decision {
    standing: Standing,
    /// Whom it waits for.
    asked: Vec<Decider>,
    /// Until when it waits.
    until: Micros,
}

impl Decision {
    /// What there is to say about `order`; nothing when it needed no approval.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn load(web: &Web, order: &Order) -> Result<Option<Decision>> {
        let Some(standing) = of(&web.cx, order.id).await? else { return Ok(None) };
        let asked = match standing.state {
            State::Waiting => asked_about(&web.cx, order.organization_id, order.contact_id).await?,
            State::Approved | State::Rejected | State::Withdrawn => Vec::new(),
        };
        Ok(Some(Decision { standing, asked, until: until(&web.cx, order.placed_at) }))
    }

    /// Whom it waits for, in words.
    pub fn whom(&self) -> String {
        company::asked(&self.asked)
    }

    /// What is known, as facts; the portal shows the same.
    pub fn facts(&self) -> Html {
        let Standing { state, decided_at, decided_actor_name, reason, expired } = &self.standing;
        let facts = Facts::default().fact(t!("approvals-state"), ui::badge(company::approval(*state)));
        let facts = if *state == State::Waiting {
            let until = ui::within(t!("decision-until-time", time = PLACES[0]), [ui::moment(self.until)]);
            facts.fact(t!("decision-waits-for"), ui::name(&self.whom())).fact(t!("decision-until"), until)
        } else {
            facts.fact(t!("decision-by"), ui::name(decided_actor_name))
        };
        let reason = if *expired { t!("decision-expired") } else { reason };
        facts
            .maybe(t!("decision-at"), decided_at.map(ui::moment_utc))
            .maybe(t!("decision-why"), (!reason.is_empty()).then(|| ui::name(reason)))
            .html()
    }

    /// The card on the customer's page, with what the reader can do.
    pub fn card(&self, web: &Web, order: &Order, form: &Form) -> Card {
        let controls = (self.standing.state == State::Waiting).then(|| self.controls(web, order, form));
        Card::new("h-approval", t!("decision-title")).body_with("card-body stack", (self.facts(), controls))
    }

    fn controls(&self, web: &Web, order: &Order, form: &Form) -> Vec<Html> {
        let Some(me) = web.cx.customer() else { return Vec::new() };
        let is_own = order.contact_id == me.contact;
        let may_decide = web.cx.may(Action::ViewApprovals);
        // Only when nobody else is left it waits for the buyer.
        let is_asked = !is_own || self.asked.iter().all(|d| d.is(me.contact));
        let mut out = Vec::new();
        match () {
            () if !may_decide => {}
            () if !web.cx.may(Action::DecideApproval) => {
                out.push(ui::not_on_behalf(web, || t!("decision-not-on-behalf")))
            }
            () if !is_asked => out.push(ui::muted_paragraph(t!("decision-own"))),
            () => out.extend([approve(web, order), reject(web, order, form)]),
        }
        if order.account_id == me.account && web.cx.may(Action::PlaceOrder) {
            out.push(withdraw(web, order, form));
        }
        out
    }
}

fn form_of(web: &Web, order: &Order) -> Post {
    Post::to(web, &web.href(&format!("/orders/{}", order.number)))
}

fn approve(web: &Web, order: &Order) -> Html {
    let label = (ui::icon(web, "check"), t!("decision-approve"));
    form_of(web, order).field(choose("btn btn-primary btn-wide", Step::step(), "approve", label, None)).html()
}

fn reject(web: &Web, order: &Order, form: &Form) -> Html {
    let texts = [t!("decision-reject"), t!("decision-reject-order"), t!("decision-reject-help")];
    step(web, order, form, "reject", texts, false)
}

fn withdraw(web: &Web, order: &Order, form: &Form) -> Html {
    let texts = [t!("decision-withdraw"), t!("decision-withdraw-order"), t!("decision-withdraw-help")];
    let is_optional = web.cx.behalf().is_none();
    step(web, order, form, "withdraw", texts, is_optional)
}

/// A step that asks for its reason first: folded until it is wanted, and open when the reason was wrong.
fn step(
    web: &Web,
    order: &Order,
    form: &Form,
    value: &'static str,
    [label, button, hint]: [&'static str; 3],
    is_optional: bool,
) -> Html {
    let tried = Some(form).filter(|form| form.get(Step::step().as_str()) == value).cloned().unwrap_or_default();
    let field = Field::area(&tried, Step::reason(), t!("decision-why"), 2).id(&format!("reason-{value}")).hint(hint);
    let field = if is_optional { field.optional() } else { field };
    let inside = form_of(web, order).field(field).foot(choose("btn btn-danger", Step::step(), value, button, None));
    ui::fold(label, tried.is_rejected(), inside)
}

/// Decides, or takes back.
pub async fn post(web: Web, Path(number): Path<String>, Posted(typed, form): Posted<Step>) -> Answer {
    let (done, result) = match typed.step.as_str() {
        "approve" => ("order-approved", decide::approve(&web.cx, &number).await),
        "reject" => ("order-rejected", decide::reject(&web.cx, &number, &typed.reason).await),
        "withdraw" => ("order-withdrawn", decide::withdraw(&web.cx, &number, &typed.reason).await),
        _ => return Err(Error::field(Step::step().as_str(), Problem::NotAChoice).into()),
    };
    match result {
        Ok(()) => Ok(see(&web.href(&format!("/orders/{number}?done={done}")))),
        Err(error) => order::render(&web, &number, &form.reject(error)?).await,
    }
}
