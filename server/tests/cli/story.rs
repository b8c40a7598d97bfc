//! The main story: an agent places an order on behalf of the customer Oleg.

use crate::http::{between, field, get, post};

/// The steps as far as they came.
#[derive(Debug, Default)]
pub struct Story {
    pub portal: String,
    /// `/as/{slug}`, empty before it was asked for.
    pub base: String,
    pub behalf: String,
    /// The number of the order, once it was acknowledged.
    pub order: Option<String>,
    /// The request that placed it.
    pub request: String,
    pub is_ended: bool,
}

/// The agent of the demo.
pub fn agent() -> demo::Login {
    person("agent")
}

/// Somebody of the demo.
pub fn person(role: &str) -> demo::Login {
    demo::logins().into_iter().find(|l| l.role == role).expect("a login")
}

/// The customer whose login begins with these letters.
pub fn customer(name: &str) -> demo::Login {
    demo::logins().into_iter().find(|l| l.role == "buyer" && l.login.starts_with(name)).expect("a login")
}

/// Signs in; gives the cookie.
pub fn sign_in(addr: &str, path: &str, who: &demo::Login) -> Result<String, String> {
    let answer = post(addr, path, "", &[("login", who.login), ("password", who.password)])?;
    if answer.status == 303 { Ok(answer.cookie) } else { Err(format!("{path}: {}", answer.status)) }
}

/// Oleg's page in the portal: its id and his account's.
pub fn oleg(addr: &str, portal: &str) -> Result<(String, String), String> {
    contact(addr, portal, "oleg")
}

/// The page in the portal of whom these words find: its id and the first account's.
pub fn contact(addr: &str, portal: &str, words: &str) -> Result<(String, String), String> {
    let list = get(addr, &format!("/portal/contacts?q={words}"), portal)?;
    let contact = between(&list.body, "href=\"/portal/contacts/", "\"").ok_or("no contact")?.to_owned();
    let page = get(addr, &format!("/portal/contacts/{contact}"), portal)?;
    let account = between(&page.body, "action=\"/portal/accounts/", "/on-behalf\"").ok_or("no account")?.to_owned();
    Ok((contact, account))
}

/// Asks for a session on behalf of Oleg and verifies it.
pub fn act(addr: &str, story: &mut Story) -> Result<(), String> {
    act_for(addr, story, "oleg", &[("preset", "Help with an order"), ("ticket", "SUP-1")])
}

/// The same on behalf of whom these words find, for a reason of its own.
pub fn act_for(addr: &str, story: &mut Story, words: &str, why: &[(&str, &str)]) -> Result<(), String> {
    let (_, account) = contact(addr, &story.portal, words)?;
    let path = format!("/portal/accounts/{account}/on-behalf");
    let fields = [&[("mode", "full"), ("minutes", "30")], why].concat();
    let asked = post(addr, &path, &story.portal, &fields)?;
    let base = asked.location.strip_suffix("/verify").ok_or_else(|| format!("{path}: {}", asked.status))?;
    story.base = base.to_owned();
    let ana = agent();
    let typed = [("login", ana.login), ("password", ana.password)];
    let verified = post(addr, &asked.location, &story.portal, &typed)?;
    if verified.status != 303 {
        return Err(format!("{}: {}", asked.location, verified.status));
    }
    story.behalf = verified.cookie;
    Ok(())
}

/// A product that can be ordered, from the search.
pub fn product(addr: &str, story: &Story) -> Result<String, String> {
    let page = get(addr, &format!("{}/search?q=M8", story.base), &story.behalf)?;
    let card =
        page.body.split("<li class=\"product-card\"").find(|card| card.contains("in stock") && card.contains("/p/"));
    Ok(between(card.ok_or("no product")?, "/p/", "\"").ok_or("no product")?.to_owned())
}

/// Fills the cart and places the order.
pub fn order(addr: &str, story: &mut Story) -> Result<(), String> {
    order_with(addr, story, &[])
}

/// The same with more fields than the form has.
pub fn order_with(addr: &str, story: &mut Story, more: &[(&str, &str)]) -> Result<(), String> {
    let slug = product(addr, story)?;
    let path = format!("{}/p/{slug}", story.base);
    let page = get(addr, &path, &story.behalf)?;
    let added = post(addr, &path, &story.behalf, &[("quantity", &field(&page.body, "quantity"))])?;
    if added.status != 303 {
        return Err(format!("{path}: {}", added.status));
    }
    let path = format!("{}/checkout", story.base);
    let page = get(addr, &path, &story.behalf)?.body;
    let of = |name: &str| field(&page, name);
    let values = [("context", of("context")), ("key", of("key")), ("shown", of("shown")), ("address", of("address"))];
    let mut fields: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let is_given = more.iter().any(|(name, _)| *name == "po_number");
    fields.extend([("shipping", "standard"), ("payment", "account"), ("step", "place")]);
    fields.extend((!is_given).then_some(("po_number", "PO-7")));
    fields.extend(more);
    let placed = post(addr, &path, &story.behalf, &fields)?;
    let number = placed.location.split("/orders/").nth(1).ok_or_else(|| format!("{path}: {}", placed.status))?;
    story.request = placed.request_id.clone();
    story.order = Some(number.split('?').next().unwrap_or(number).to_owned());
    Ok(())
}

/// The whole of it, as far as it goes.
pub fn tell(addr: &str, story: &mut Story) -> Result<(), String> {
    story.portal = sign_in(addr, "/portal/sign-in", &agent())?;
    act(addr, story)?;
    order(addr, story)?;
    let ended = post(addr, &format!("{}/end", story.base), &story.behalf, &[("note", "done")])?;
    story.is_ended = ended.status == 303;
    if story.is_ended { Ok(()) } else { Err(format!("end: {}", ended.status)) }
}
