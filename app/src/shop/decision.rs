//! Approval at the checkout and on an order's page: what needs it, whom it waits for, and the forms that decide.

use crate::form::Form;
use crate::respond::{Answer, see};
use crate::shop::order;
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::words::company;
use axum::extract::Path;
use domain::error::{Error, Problem, Result};
use domain::order::approval::expire::until;
use domain::order::approval::{Decider, Standing, State, asked_about, decide, of};
use domain::order::db::Order;
use domain::policy::Action;
use domain::time::Micros;
use leptos::prelude::*;

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
        let is_waiting = *state == State::Waiting;
        let until = is_waiting
            .then(|| view! { <div><dt>{t!("decision-until")}</dt><dd>{ui::within(t!("decision-until-time", time = PLACES[0]), [ui::moment(self.until).html()])}</dd></div> });
        let who = match is_waiting {
            true => view! { <div><dt>{t!("decision-waits-for")}</dt><dd><bdi>{self.whom()}</bdi></dd></div> }.html(),
            false => {
                view! { <div><dt>{t!("decision-by")}</dt><dd><bdi>{ui::plain(decided_actor_name)}</bdi></dd></div> }
                    .html()
            }
        };
        let at = decided_at.map(|at| view! { <div><dt>{t!("decision-at")}</dt><dd>{ui::moment_utc(at)}</dd></div> });
        let reason = if *expired { t!("decision-expired").to_owned() } else { ui::plain(reason) };
        let why = (!reason.is_empty())
            .then(|| view! { <div><dt>{t!("decision-why")}</dt><dd><bdi>{reason}</bdi></dd></div> });
        view! {
            <dl class="facts">
                <div><dt>{t!("approvals-state")}</dt><dd>{ui::badge(company::approval(*state))}</dd></div>
                {who}{until}{at}{why}
            </dl>
        }
        .html()
    }

    /// The card on the customer's page, with what the reader can do.
    pub fn card(&self, web: &Web, order: &Order, form: &Form) -> Html {
        let controls = (self.standing.state == State::Waiting).then(|| self.controls(web, order, form));
        view! {
            <section class="card" aria-labelledby="h-approval">
                <header class="card-head"><h2 id="h-approval">{t!("decision-title")}</h2></header>
                <div class="card-body stack">{self.facts()}{controls}</div>
            </section>
        }
        .html()
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
            () if !is_asked => {
                out.push(view! { <p class="muted">{t!("decision-own")}</p> }.html());
            }
            () => out.extend([approve(web, order), reject(web, order, form)]),
        }
        if order.account_id == me.account && web.cx.may(Action::PlaceOrder) {
            out.push(withdraw(web, order, form));
        }
        out
    }
}

fn action(web: &Web, order: &Order) -> String {
    web.href(&format!("/orders/{}", order.number))
}

fn approve(web: &Web, order: &Order) -> Html {
    view! {
        <form method="post" action=action(web, order)>
            {ui::context(web)}
            <button class="btn btn-primary btn-wide" name="step" value="approve">{ui::icon(web, "check")}{t!("decision-approve")}</button>
        </form>
    }
    .html()
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
    let is_tried = form.get("step") == value;
    let error = form.error("reason").filter(|_| is_tried);
    let is_wrong = error.is_some();
    let typed = if is_tried { form.get("reason").to_owned() } else { String::new() };
    let id = format!("reason-{value}");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-err"));
    let described = if is_wrong { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    view! {
        <details class="fold" open=is_wrong>
            <summary>{label}</summary>
            <form class="form" method="post" action=action(web, order)>
                {ui::context(web)}
                <div class="field">
                    <label for=id.clone()>{t!("decision-why")}{is_optional.then(|| view! { " "<span class="optional">{t!("field-optional")}</span> })}</label>
                    <textarea id=id name="reason" rows="2" aria-describedby=described aria-invalid=is_wrong.then_some("true")>{ui::area_text(&typed)}</textarea>
                    <p class="hint" id=hint_id>{hint}</p>
                    {error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
                </div>
                <div class="form-foot"><button class="btn btn-danger" name="step" value=value>{button}</button></div>
            </form>
        </details>
    }
    .html()
}

/// Decides, or takes back.
pub async fn post(web: Web, Path(number): Path<String>, form: Form) -> Answer {
    let reason = form.get("reason").to_owned();
    let (done, result) = match form.get("step") {
        "approve" => ("order-approved", decide::approve(&web.cx, &number).await),
        "reject" => ("order-rejected", decide::reject(&web.cx, &number, &reason).await),
        "withdraw" => ("order-withdrawn", decide::withdraw(&web.cx, &number, &reason).await),
        _ => ("", Err(Error::field("step", Problem::NotAChoice))),
    };
    match result {
        Ok(()) => Ok(see(&web.href(&format!("/orders/{number}?done={done}")))),
        Err(error) if !done.is_empty() => order::render(&web, &number, &form.reject(error)?).await,
        Err(error) => Err(error.into()),
    }
}
