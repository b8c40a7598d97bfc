//! More time for a session: `/as/{slug}/more-time`.

use crate::form::{Asked, Fields, Form, Name, Secret};
use crate::function::{Again, Outcome};
use crate::part::duration::minutes;
use crate::part::live::Live;
use crate::respond::{Answer, Fail, Frame, page, see};
use crate::shop::behalf::verify::{code_of, credentials};
use crate::shop::behalf::{BEHALF_COOKIE, own_path};
use crate::shop::checkout::{KEPT, Sent};
use crate::ui::Html;
use crate::ui::form::{Post, button_link, choose_elsewhere, choose_first, submit};
use crate::ui::gate_card::GateCard;
use crate::ui::markup::Markup;
use crate::web::{Web, cookie};
use crate::{form, markup, t};
use axum::response::Response;
use domain::behalf::cap;
use domain::behalf::found::{Found, principal};
use domain::credential::Token;
use domain::error::{Denied, Error, Problem};
use domain::factor::db::ways;
use domain::session::Credentials;
use http::StatusCode;

form! {
    /// How long, and who the agent is.
    pub struct Longer {
        /// Minutes from now on.
        minutes: String,
        /// Work e-mail.
        login: String,
        /// Password.
        password: Secret,
        /// Code of the second factor.
        code: Secret,
        /// The page of the storefront to go on at.
        back: String,
        /// `ask` comes from a checkout; `review` goes back there.
        step: String,
    }
}

/// How long, and the agent's own login and password once more.
pub async fn show(web: Web, Asked(asked): Asked<Longer>) -> Answer {
    view(&web, &Longer { back: asked.back, ..Longer::default() }.form()).await
}

/// The form of the page. Posted from a checkout, it asks first.
pub async fn post(web: Web, form: Form) -> Answer {
    if form.get(Longer::step().as_str()) == "ask" {
        return view(&web, &form).await;
    }
    match prolong(&web, form).await? {
        Outcome::Again(again) => Ok(again.dress(view(&web, &again.form).await?)),
        outcome => outcome.done(&web),
    }
}

/// Starts the next session and leads to the page where more time was asked for.
///
/// # Errors
/// What has a page of its own.
pub async fn prolong(web: &Web, form: Form) -> Result<Outcome, Fail> {
    let Longer { minutes, login, password, code, back, .. } = Longer::read(form.params());
    let form = form.without(&Longer::secrets());
    let typed =
        Credentials { login: &login, password: password.expose(), code: code.expose(), ..Credentials::default() };
    let error = match domain::behalf::extend::extend(&web.cx, minutes.parse().unwrap_or(0), &typed).await {
        Ok((slug, token)) => {
            let back = see(&format!("/as/{slug}{}", own_path(&back).unwrap_or("/")));
            // The session is open: whatever happens to what was typed, its cookie is set.
            let mut response = match kept(&form) {
                Some(kept) => go_on(web, &slug, &token, kept).await.unwrap_or(back),
                None => back,
            };
            cookie::set_for(&mut response, &cookie::behalf(&slug), token.expose(), BEHALF_COOKIE);
            return Ok(Outcome::Done(response));
        }
        Err(error) => error,
    };
    let (error, status, wait) = match error {
        Error::Throttled { seconds } => {
            let error = Error::field(Longer::password().as_str(), Problem::TooManyTries(seconds));
            (error, StatusCode::TOO_MANY_REQUESTS, Some(seconds))
        }
        other => (other, StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let form = form.reject(error)?;
    let text = wrong(&form).unwrap_or_else(|| t!("verify-incomplete").to_owned());
    let of_time = Longer::minutes().as_str();
    let fields = form.errors().into_iter().filter(|(name, _)| *name == of_time).chain(form.once_more(&[]).errors());
    Ok(Outcome::Again(Box::new(Again { fields: fields.collect(), form, status, text, wait })))
}

/// What is said for the whole form.
fn wrong(form: &Form) -> Option<String> {
    form.errors()
        .into_iter()
        .find(|(name, _)| *name != Longer::minutes().as_str() && !form.is_incomplete())
        .map(|(_, text)| text)
}

/// What was typed at checkout, as hidden fields; nothing when more time was asked for elsewhere.
pub(crate) fn kept(form: &Form) -> Option<Html> {
    form.find(Sent::note().as_str())?;
    let mut out = Markup::default();
    for name in KEPT.map(Name::as_str) {
        markup! { out, "<input type=\"hidden\"", "name" = name, "value" = form.get(name), ">" }
    }
    Some(out.html())
}

/// The first page of the new session: what was typed stays out of addresses, so that the way back is a form.
async fn go_on(web: &Web, slug: &str, token: &Token, kept: Html) -> Result<Response, Error> {
    let Found::Open(principal) = principal(web.cx.env(), web.cx.now(), slug, token).await? else {
        return Err(Error::NotFound);
    };
    let web = Web { cx: web.cx.with_principal(*principal), base: format!("/as/{slug}"), ..web.clone() };
    let until = web.cx.behalf().map(|(.., behalf)| behalf.expires_at.clock()).unwrap_or_default();
    Ok(page(&web, &Frame::Gate, StatusCode::OK, t!("more-title"), || {
        let back = choose_first("btn btn-primary", Longer::step(), "review", t!("more-back"));
        let post = Post::to(&web, &web.href("/checkout")).field(kept).foot(back);
        GateCard::new(t!("more-done")).news(t!("more-done-lead", time = until)).part(post).html()
    }))
}

async fn view(web: &Web, form: &Form) -> Answer {
    let (staff, ..) = web.cx.behalf().ok_or(Error::Forbidden(Denied::Permission))?;
    let (until, ways) = (domain::behalf::extend::until(&web.cx).await?, ways(&web.cx, staff.id).await?);
    let cap = cap(&staff.grants, &web.cx.env().limits);
    let (login, kept) = (form.once_more(&[Longer::login().as_str()]), kept(form));
    // What was typed at checkout goes along with a page only.
    let live = if kept.is_some() { Live::off() } else { Live::new(web, "/api/behalf/more-time") };
    let back = own_path(form.get(Longer::back().as_str())).unwrap_or("/");
    Ok(page(web, &Frame::Gate, StatusCode::OK, t!("more-title"), || {
        // Cancelled, what was typed goes back the way it came.
        let cancel = match &kept {
            Some(_) => {
                let checkout = web.href("/checkout");
                choose_elsewhere("btn", Longer::step(), "review", &checkout, t!("verify-cancel"))
            }
            None => button_link("btn", &web.href(back), t!("verify-cancel")),
        };
        let post = Post::live(web, &web.href("/more-time"), live.address.as_deref())
            .field(live.wrong(web, wrong(form)))
            .hidden(Longer::back().as_str(), back)
            .field(kept)
            .field(minutes(form, Longer::minutes(), "more", cap))
            .field(credentials(&login, &live))
            .field(code_of(ways, &login))
            // Enter presses the first button of a form; the eye finds it last.
            .foot((submit("btn btn-primary", t!("more-button")), cancel, live.end()));
        GateCard::new(t!("more-title")).lead(t!("more-lead", time = until.clock())).part(post).html()
    }))
}
