//! What roles may do: an overview, and a page for each where an administrator changes it.

use crate::form::{Each, Fields, Form, Posted, Secret};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::{self, Language, language};
use crate::ui;
use crate::ui::card::Card;
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit};
use crate::ui::group::{Group, tick};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::table::{Column, Table};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::Path;
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::policy::grants::{PERMISSIONS, code};
use domain::policy::{Grants, Role};
use domain::session::Credentials;
use domain::staff::role::{self, Standing, Typed};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

form! {
    /// A role as it is typed.
    pub struct RoleForm {
        /// The permissions that are ticked, by their codes.
        may: Each = "may-",
        /// Whether its people act on behalf.
        behalf: String,
        /// Whom they reach.
        scope: String,
        /// Minutes of a session.
        minutes: String,
        /// The largest order.
        order_limit: String,
        /// Orders in one session.
        orders_limit: String,
        /// The largest discount.
        max_discount: String,
        /// Who else confirms: their login,
        second_login: String,
        /// password,
        second_password: Secret,
        /// and code.
        second_code: Secret,
    }
}

/// `/portal/staff/roles`
pub async fn list(web: Web) -> Answer {
    let all = role::all(&web.cx).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("staff-roles"), || {
        let steps = vec![
            (Some("/portal/staff".to_owned()), t!("staff-title").to_owned()),
            (None, t!("staff-roles").to_owned()),
        ];
        (ui::crumbs(steps), (Head::new(t!("staff-roles")), table(&all))).rendered()
    }))
}

fn table(all: &[Standing]) -> Table {
    let columns = [
        Column::text(t!("portal-role")),
        Column::number(t!("staff-role-people")),
        Column::text(t!("portal-on-behalf")).named(),
        Column::text(t!("staff-companies")).named(),
        Column::text(t!("staff-role-may")).named(),
    ];
    let mut table = Table::new(t!("staff-roles"), columns).framed();
    for s in all {
        let may: Vec<String> = s.grants.permissions().into_iter().map(|a| within(words::permission(a).0)).collect();
        let changed = s.is_changed.then(|| (" ", ui::badge((t!("staff-role-changed"), "info"))));
        table.row(|row| {
            row.link_with(&format!("/portal/staff/roles/{}", s.role.as_str()), words::staff_role(s.role), changed);
            row.cell(text::number(s.people));
            row.cell_with_note(words::behalf_mode(s.grants.behalf), limits(&s.grants));
            row.cell(words::reach(s.grants.reach));
            row.cell(may.join(", "));
        });
    }
    table
}

/// A title as it is written within a list: German begins nouns with a capital there, too.
fn within(title: &'static str) -> String {
    match language() {
        Language::German => title.to_owned(),
        Language::English | Language::Longer | Language::RightToLeft => title.to_lowercase(),
    }
}

/// The limits of somebody who acts, in words.
fn limits(grants: &Grants) -> String {
    if grants.behalf.is_none() {
        return String::new();
    }
    let minutes = Some(t!("staff-role-up-to-minutes", count = grants.minutes));
    let largest = grants.order_limit.map(|n| t!("staff-role-up-to-amount", amount = text::amount(n)));
    let orders = grants.orders_limit.map(|n| t!("staff-role-up-to-orders", count = n));
    let discount = grants.max_discount.map(|rate| t!("staff-role-up-to-discount", percent = text::percent(rate)));
    minutes.into_iter().chain(largest).chain(orders).chain(discount).collect::<Vec<_>>().join(", ")
}

fn parse(text: &str) -> Result<Role, Error> {
    Role::parse(text).ok_or(Error::NotFound)
}

/// `/portal/staff/roles/{role}`
pub async fn show(web: Web, Path(text): Path<String>) -> Answer {
    let all = role::all(&web.cx).await?;
    let role = parse(&text)?;
    let grants = all.iter().find(|s| s.role == role).map_or(Grants::at_first(role), |s| s.grants);
    Ok(view(&web, role, &Typed::of(&grants), &Form::default()))
}

/// Saves a role.
pub async fn save(web: Web, Path(text): Path<String>, Posted(sent, form): Posted<RoleForm>) -> Answer {
    let role = parse(&text)?;
    let ticked = PERMISSIONS.into_iter().map(code).filter(|code| sent.may.has(code));
    let typed = Typed {
        permissions: ticked.map(str::to_owned).collect(),
        behalf: sent.behalf,
        scope: sent.scope,
        minutes: sent.minutes,
        order_limit: sent.order_limit,
        orders_limit: sent.orders_limit,
        max_discount: sent.max_discount,
    };
    let second = Credentials {
        login: &sent.second_login,
        password: sent.second_password.expose(),
        code: sent.second_code.expose(),
        passkey: None,
    };
    match role::save_with(&web.cx, role, &typed, &second).await {
        Ok(()) => Ok(see(&format!("/portal/staff/roles/{}?done=staff-role-saved", role.as_str()))),
        Err(Error::Throttled { seconds }) => {
            let form = form.reject(Error::field("second_password", Problem::TooManyTries(seconds)))?;
            let mut response = view(&web, role, &typed, &form);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => Ok(view(&web, role, &typed, &form.reject(error)?)),
    }
}

fn view(web: &Web, role: Role, typed: &Typed, form: &Form) -> Response {
    let title = words::staff_role(role);
    let is_own = web.cx.staff().is_some_and(|staff| staff.role == role);
    let notice = form.is_rejected().then(|| ui::notice(web, "danger", t!("staff-role-not-saved").to_owned()));
    page(web, &Frame::Portal, status_of(form), title, || {
        let steps = vec![
            (Some("/portal/staff".to_owned()), t!("staff-title").to_owned()),
            (Some("/portal/staff/roles".to_owned()), t!("staff-roles").to_owned()),
            (None, title.to_owned()),
        ];
        let mut holds = Markup::default();
        markup! { holds, "<p class=\"hint\">", t!("staff-role-holds"), "</p>" }
        let shown = shown(typed, form);
        let post = Post::in_card(web, &format!("/portal/staff/roles/{}", role.as_str()))
            .field(permissions(typed, form))
            .field(choices(&shown))
            .field(numbers(&shown))
            .field(is_own.then(|| second_fields(form)))
            .field(holds)
            .foot((
                button_link("btn", "/portal/staff/roles", t!("portal-cancel")),
                submit("btn btn-primary", t!("staff-role-save")),
            ));
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(steps), ui::done(web), Head::new(title), notice, "<div class=\"split\"><div>",
            Card::new("h-role", t!("staff-about-role")).flush(post), "</div></div>"
        }
        out.html()
    })
}

/// Nobody changes their own role alone.
fn second_fields(form: &Form) -> Group {
    let password = Field::password(form, RoleForm::second_password(), t!("staff-role-second-password"), "off");
    let code = Field::secret_text(form, RoleForm::second_code(), t!("staff-role-second-code"))
        .autocomplete("one-time-code")
        .hint(t!("staff-role-second-code-help"));
    Group::new(t!("staff-role-second"))
        .id("second")
        .hint(t!("staff-role-second-help"))
        .field(Field::email(form, RoleForm::second_login(), t!("staff-role-second-login")))
        .field(password)
        .field(code)
}

fn permissions(typed: &Typed, form: &Form) -> Group {
    let mut group = Group::new(t!("staff-role-permissions")).id("permissions");
    for action in PERMISSIONS {
        let (title, text) = words::permission(action);
        let is_on = typed.permissions.iter().any(|c| c == code(action));
        group = group.field(tick(&RoleForm::may().of(code(action)), title, text, is_on));
    }
    group.error("permissions", form.error("permissions"))
}

/// What stands in the fields: what holds, or what was typed when it comes back.
fn shown(typed: &Typed, form: &Form) -> Form {
    if form.is_rejected() {
        return form.clone();
    }
    let now = RoleForm {
        behalf: typed.behalf.clone(),
        scope: typed.scope.clone(),
        minutes: typed.minutes.clone(),
        order_limit: typed.order_limit.clone(),
        orders_limit: typed.orders_limit.clone(),
        max_discount: typed.max_discount.clone(),
        ..RoleForm::default()
    };
    now.form()
}

fn choices(form: &Form) -> (Field<'_>, Field<'_>) {
    let choice = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned(), String::new());
    let behalf = [
        ("none", t!("staff-role-behalf-no")),
        ("view", t!("portal-mode-view")),
        ("full", t!("staff-role-behalf-full")),
    ];
    let scope = [("all", t!("staff-role-all-companies")), ("assigned", t!("staff-role-assigned-only"))];
    (
        Field::radios(form, RoleForm::behalf(), t!("staff-role-behalf"), behalf.map(choice)).in_row(),
        Field::radios(form, RoleForm::scope(), t!("staff-role-customers"), scope.map(choice)).in_row(),
    )
}

fn numbers(form: &Form) -> Vec<Field<'_>> {
    let field = |name, label, hint| Field::text(form, name, label).hint(hint);
    vec![
        field(RoleForm::minutes(), t!("staff-role-minutes"), t!("staff-role-minutes-help")),
        field(RoleForm::order_limit(), t!("staff-role-order-limit"), t!("staff-role-order-limit-help")).optional(),
        field(RoleForm::orders_limit(), t!("staff-role-orders-limit"), t!("staff-role-orders-limit-help")).optional(),
        field(RoleForm::max_discount(), t!("staff-role-discount"), t!("staff-role-discount-help")).optional(),
    ]
}
