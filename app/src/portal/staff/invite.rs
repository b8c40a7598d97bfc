//! Inviting somebody, and the page behind their link where they choose a password.

use crate::form::{Form, Posted, Secret};
use crate::frame::gate::{self, Message};
use crate::reset::hint;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::PLACES;
use crate::ui::card::{Card, Item};
use crate::ui::field::Field;
use crate::ui::form::{Post, actions, button, button_link, submit, username};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::Path;
use axum::response::Response;
use domain::error::Error;
use domain::id::InviteId;
use domain::policy::{Action, Role};
use domain::staff::invite::{self, Invite, Welcome};
use domain::text_enum::Word;
use http::StatusCode;

form! {
    /// Who is invited.
    pub struct Invited {
        /// Their name.
        name: String,
        /// Where the link goes, and what they sign in with.
        email: String,
        /// What they will be allowed to do.
        role: String,
    }
}

form! {
    /// What is typed on the page behind the link.
    pub struct Chosen {
        /// The new password.
        password: Secret,
    }
}

/// `/portal/staff/invite`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ManageStaff).await?;
    Ok(view(&web, &Form::default()))
}

/// Invites somebody by mail.
pub async fn send(web: Web, Posted(typed, form): Posted<Invited>) -> Answer {
    match invite::send(&web.cx, &typed.name, &typed.email, &typed.role).await {
        Ok(()) => Ok(see("/portal/staff?done=staff-invited")),
        Err(error) => Ok(view(&web, &form.reject(error)?)),
    }
}

/// Sends a new link.
pub async fn resend(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    invite::resend(&web.cx, InviteId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see("/portal/staff?done=staff-invited"))
}

/// Takes an invitation back.
pub async fn revoke(web: Web, Path(id): Path<String>, _: Form) -> Answer {
    invite::revoke(&web.cx, InviteId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see("/portal/staff?done=staff-revoked"))
}

fn view(web: &Web, form: &Form) -> Response {
    let roles = Role::ALL.into_iter().map(|role| (role.word(), words::staff_role(role).to_owned()));
    page(web, &Frame::Portal, status_of(form), t!("staff-invite"), || {
        let steps = vec![
            (Some("/portal/staff".to_owned()), t!("staff-title").to_owned()),
            (None, t!("staff-invite").to_owned()),
        ];
        let post = Post::in_card(web, "/portal/staff/invite")
            .field(Field::text(form, Invited::name(), t!("portal-name")).focus(true))
            .field(Field::email(form, Invited::email(), t!("portal-email")).hint(t!("invite-email-help")))
            .field(Field::select(form, Invited::role(), t!("portal-role"), Some(t!("portal-choose-role")), roles))
            .foot((
                button_link("btn", "/portal/staff", t!("portal-cancel")),
                submit("btn btn-primary", t!("invite-send")),
            ));
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(steps), Head::new(t!("staff-invite")),
            "<div class=\"split\"><div>", Card::new("h-invite", t!("invite-heading")).flush(post), "</div></div>"
        }
        out.html()
    })
}

/// Those who were invited and have not come yet.
pub fn card(web: &Web, invites: &[Invite]) -> Option<Html> {
    if invites.is_empty() {
        return None;
    }
    let manages = web.cx.may(Action::ManageStaff);
    let count = i64::try_from(invites.len()).unwrap_or(i64::MAX);
    let items = invites.iter().map(|invite| item(web, invite, manages));
    Some(Card::new("h-invited", t!("invite-invited")).count(count).items(items, "").html())
}

fn item(web: &Web, invite: &Invite, manages: bool) -> Item {
    let is_open = invite.expires_at > web.cx.now();
    let state = if is_open { (t!("invite-waiting"), "info") } else { (t!("invite-expired"), "warning") };
    let at = ui::moment(invite.created_at);
    let by = match invite.invited_by.as_str() {
        "" => ui::within(t!("invite-by-command-line", time = PLACES[0]), [at]),
        by => ui::within(t!("invite-by", by = PLACES[0], time = PLACES[1]), [ui::name(by), at]),
    };
    let whose = t!("invite-whose", name = ui::plain(&invite.name));
    let step = |what: &str, label: &str| {
        button(web, &format!("/portal/staff/invite/{}/{what}", invite.id), "btn btn-small", label, &whose)
    };
    let steps = manages.then(|| actions((step("resend", t!("invite-again")), step("revoke", t!("invite-revoke")))));
    Item::new(ui::name(&invite.name))
        .note((ui::plain(&invite.email), format!(" · {}", words::staff_role(invite.role))))
        .note(by)
        .end((ui::badge(state), steps))
}

/// `/portal/welcome/{token}`: looking at it changes nothing.
pub async fn welcome(web: Web, Path(token): Path<String>) -> Answer {
    match invite::welcome(&web.cx, &token).await {
        Ok(invited) => Ok(choose(&web, &token, &invited, &Form::default())),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password.
pub async fn accept(web: Web, Path(token): Path<String>, Posted(typed, form): Posted<Chosen>) -> Answer {
    let invited = match invite::welcome(&web.cx, &token).await {
        Err(Error::NotFound) => return Ok(over(&web)),
        other => other?,
    };
    match invite::accept(&web.cx, &token, typed.password.expose()).await {
        Ok(()) => Ok(see("/portal/sign-in?done=staff-joined")),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Ok(choose(&web, &token, &invited, &form.reject(error)?)),
    }
}

fn choose(web: &Web, token: &str, invited: &Welcome, form: &Form) -> Response {
    let email = ui::strong(ui::plain(&invited.email));
    let lead = ui::within(t!("invite-welcome", name = PLACES[0], email = PLACES[1]), [ui::name(&invited.name), email]);
    page(web, &Frame::Gate, status_of(form), t!("invite-welcome-title"), || {
        let post = Post::bare(&format!("/portal/welcome/{token}"))
            .field(username(&invited.email))
            .field(
                Field::password(form, Chosen::password(), t!("invite-new-password"), "new-password")
                    .hint(hint())
                    .focus(true)
                    .required(),
            )
            .field(submit("btn btn-primary btn-wide", t!("invite-set-password")));
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\"><h1>", t!("invite-welcome-title"), "</h1><p class=\"gate-lead\">", lead, "</p>",
            post, "</section>"
        }
        out.html()
    })
}

/// What the page says once the link has expired.
fn over(web: &Web) -> Response {
    let message = Message {
        title: t!("invite-over").to_owned(),
        text: t!("invite-over-help").to_owned(),
        links: vec![("/portal/sign-in".to_owned(), t!("invite-sign-in").to_owned())],
    };
    page(web, &Frame::Gate, StatusCode::GONE, &message.title.clone(), || gate::oops(StatusCode::GONE, message))
}
