//! The first day: the page behind the link on the terminal, and what is said to those who do not have it.

use crate::form::{Each, Fields, Form, Posted, Secret};
use crate::frame::gate::{self, Message};
use crate::reset::hint;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::Language;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::ui::group::{Group, tick};
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::Path;
use axum::response::Response;
use domain::address::COUNTRIES;
use domain::cx::Mode;
use domain::error::Error;
use domain::money::Currency;
use domain::policy::grants::mode_str;
use domain::set_up::{self, Missing, TypedStore};
use http::StatusCode;

form! {
    /// What is typed on the first day.
    pub struct Typed {
        /// Name of the first administrator.
        name: String,
        /// Their work e-mail, which they sign in with.
        email: String,
        /// Their password.
        password: Secret,
        /// Whether administrators act on behalf.
        administrators: String,
        /// Whether support acts on behalf.
        support: String,
        /// Name of the store.
        store: String = "store_name",
        /// Its code.
        code: String,
        /// A line about it.
        tagline: String,
        /// Its address.
        address: String,
        /// The country it sells from.
        country: String,
        /// Its currency.
        currency: String,
        /// The languages of its pages, a box for each.
        languages: Each = "language-",
        /// The standard tax rate in percent.
        tax_standard: String,
        /// The reduced one.
        tax_reduced: String,
        /// Sender of its mail.
        mail_from: String,
    }
}

/// `/portal/set-up/{token}`: looking at it changes nothing.
pub async fn show(web: Web, Path(token): Path<String>) -> Answer {
    match set_up::open(&web.cx, &token).await {
        Ok(missing) => {
            let form = Typed { code: "main".to_owned(), ..Typed::default() }.form();
            Ok(view(&web, missing, &form, |language| language == web.language))
        }
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Err(error.into()),
    }
}

/// Sets up.
pub async fn save(web: Web, Path(token): Path<String>, Posted(typed, form): Posted<Typed>) -> Answer {
    let missing = match set_up::open(&web.cx, &token).await {
        Err(Error::NotFound) => return Ok(over(&web)),
        other => other?,
    };
    match set_up::save(&web.cx, &token, &typed.read_as(), typed.password.expose()).await {
        Ok(()) => {
            web.site.read_stores().await?;
            Ok(see("/portal/sign-in?done=set-up"))
        }
        Err(Error::NotFound | Error::Conflict(_)) => Ok(over(&web)),
        Err(error) => {
            let form = form.reject(error)?;
            Ok(view(&web, missing, &form, |language| typed.languages.has(language.tag())))
        }
    }
}

impl Typed {
    /// The typed values as `domain` takes them.
    fn read_as(&self) -> set_up::Typed {
        let text = String::clone;
        let languages = Language::CHOICES.into_iter().filter(|language| self.languages.has(language.tag()));
        set_up::Typed {
            name: text(&self.name),
            email: text(&self.email),
            administrators: text(&self.administrators),
            support: text(&self.support),
            store: TypedStore {
                name: text(&self.store),
                code: text(&self.code),
                tagline: text(&self.tagline),
                address: text(&self.address),
                country: text(&self.country),
                currency: text(&self.currency),
                languages: languages.map(|language| language.tag().to_owned()).collect(),
                tax_standard: text(&self.tax_standard),
                tax_reduced: text(&self.tax_reduced),
                mail_from: text(&self.mail_from),
            },
        }
    }
}

fn view(web: &Web, missing: Missing, form: &Form, speaks: impl Fn(Language) -> bool) -> Response {
    page(web, &Frame::Gate, status_of(form), t!("set-up-title"), || {
        let mut post = Post::here(web);
        if missing.administrator {
            post = post.field(administrator(form)).field(acting(form));
        }
        if missing.store {
            post = post.field(store(form, speaks)).field(tax(form)).field(mail(form));
        }
        let post = post.field(submit("btn btn-primary btn-wide", t!("set-up-save")));
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\"><h1>", t!("set-up-title"), "</h1><p class=\"gate-lead\">", t!("set-up-lead"), "</p>",
            post, "</section>"
        }
        out.html()
    })
}

fn administrator(form: &Form) -> Group {
    let password = Field::password(form, Typed::password(), t!("invite-new-password"), "new-password");
    Group::new(t!("set-up-administrator"))
        .field(Field::text(form, Typed::name(), t!("portal-name")).autocomplete("name").focus(true).required())
        .field(Field::email(form, Typed::email(), t!("portal-email")).autocomplete("username").required())
        .field(password.hint(hint()).required())
        .hint(t!("set-up-factor-follows"))
}

fn acting(form: &Form) -> Group {
    let choices = || {
        [None, Some(Mode::View), Some(Mode::Full)]
            .map(|mode| (mode_str(mode).to_owned(), words::behalf_mode(mode).to_owned(), String::new()))
    };
    Group::new(t!("set-up-acting"))
        .field(Field::radios(form, Typed::administrators(), t!("set-up-administrators"), choices()))
        .field(Field::radios(form, Typed::support(), t!("set-up-support"), choices()))
        .hint(t!("set-up-acting-help"))
}

fn store(form: &Form, speaks: impl Fn(Language) -> bool) -> Group {
    let mut countries: Vec<(String, String)> =
        COUNTRIES.iter().map(|(code, _)| ((*code).to_owned(), words::country(code))).collect();
    countries.sort_by(|a, b| a.1.cmp(&b.1));
    let currencies = Currency::ALL.map(|currency| (currency.code().to_owned(), currency.code().to_owned()));
    let languages = Language::CHOICES.into_iter().fold(Group::new(t!("set-up-languages")), |group, language| {
        group.field(tick(&Typed::languages().of(language.tag()), language.name(), "", speaks(language)))
    });
    let country = Field::select(form, Typed::country(), t!("set-up-country"), Some(t!("set-up-choose")), countries);
    let currency = Field::select(form, Typed::currency(), t!("set-up-currency"), Some(t!("set-up-choose")), currencies);
    Group::new(t!("set-up-store"))
        .field(Field::text(form, Typed::store(), t!("set-up-store-name")).longest(80).required())
        .field(Field::text(form, Typed::code(), t!("set-up-code")).hint(t!("set-up-code-help")).code())
        .field(Field::text(form, Typed::tagline(), t!("set-up-tagline")).longest(200).optional())
        .field(Field::area(form, Typed::address(), t!("set-up-address"), 3).longest(500).optional())
        .field(country.required())
        .field(currency.hint(t!("set-up-currency-help")).required())
        .field(languages.id("languages").error("languages", form.error("languages")))
}

fn tax(form: &Form) -> Group {
    Group::new(t!("set-up-tax"))
        .field(Field::number(form, Typed::tax_standard(), t!("set-up-tax-standard")).unit("%"))
        .field(Field::number(form, Typed::tax_reduced(), t!("set-up-tax-reduced")).unit("%").optional())
        .hint(t!("set-up-tax-help"))
}

fn mail(form: &Form) -> Group {
    Group::new(t!("set-up-mail"))
        .field(Field::text(form, Typed::mail_from(), t!("set-up-mail-from")).hint(t!("set-up-mail-help")).optional())
}

/// What the page says when the link opens nothing.
fn over(web: &Web) -> Response {
    let message = Message {
        title: t!("set-up-over").to_owned(),
        text: t!("set-up-over-help").to_owned(),
        links: vec![("/portal/sign-in".to_owned(), t!("invite-sign-in").to_owned())],
    };
    page(web, &Frame::Gate, StatusCode::GONE, &message.title.clone(), || gate::oops(StatusCode::GONE, message))
}

/// What the sign-in of the portal says while nobody can sign in: where the link is, and nothing of it.
pub fn waiting(web: &Web) -> Response {
    page(web, &Frame::Gate, StatusCode::OK, t!("set-up-waiting"), || {
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\"><h1>", t!("set-up-waiting"), "</h1><p class=\"gate-lead\">",
            t!("set-up-waiting-help"), "</p></section>"
        }
        out.html()
    })
}
