//! The frame of the storefront: header with search and cart, categories, footer.

use crate::frame::{Frame, notice};
use crate::island::product_search::ProductSearch;
use crate::island::steppers::Steppers;
use crate::t;
use crate::text::in_language;
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use domain::behalf::live::Support;
use domain::catalog::Category;
use domain::error::Result;
use domain::store::Store;
use leptos::prelude::*;
use std::sync::Arc;

/// What the frame shows besides the page.
#[derive(Clone)]
pub struct Chrome {
    /// The whole category tree.
    pub categories: Arc<Vec<Category>>,
    /// Who from support is in the customer's account, or asks to be.
    pub support: Arc<Vec<Support>>,
    /// Orders of the company that wait for somebody like the reader.
    pub approvals: i64,
}

impl Chrome {
    /// Loads what every storefront page needs.
    ///
    /// # Errors
    /// [`domain::error::Error::Unavailable`].
    pub async fn load(web: &Web) -> Result<Chrome> {
        // Both were counted with the session: most pages ask nothing for their frame.
        let approvals = domain::order::approval::list::waiting(&web.cx);
        let may_be_there = web.cx.customer().is_some_and(|customer| customer.support > 0);
        let support = if may_be_there { domain::behalf::live::now(&web.cx).await? } else { Vec::new() };
        let support = Arc::new(support);
        Ok(Chrome { categories: web.site.categories(&web.cx).await?, support, approvals })
    }

    /// The frame with this content.
    pub fn frame(self) -> Frame {
        Frame::Shop(self)
    }

    /// The categories at the top of the tree.
    pub fn top(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(|c| c.parent_id.is_none())
    }

    /// The path from the top to `category`, itself included.
    pub fn path<'a>(&'a self, category: &'a Category) -> Vec<&'a Category> {
        let mut path = vec![category];
        while let Some(parent) = path[0].parent_id.and_then(|id| self.categories.iter().find(|c| c.id == id)) {
            path.insert(0, parent);
        }
        path
    }
}

/// The storefront around `content`.
pub fn frame(web: &Web, chrome: &Chrome, content: Html) -> impl IntoView + use<> {
    let path = web.plain_path().to_owned();
    let categories = chrome
        .top()
        .map(|c| {
            let target = format!("/c/{}", c.slug);
            let current = (path == target).then_some("page");
            view! { <li><a href=web.href(&target) aria-current=current>{c.name.clone()}</a></li> }
        })
        .collect_view();
    let store = web.store();
    view! {
        <div class="shop">
            <a class="skip" href="#main">{t!("skip-to-content")}</a>
            {ui::demo(web)}
            <header class="shop-top">
                <a class="shop-name" href=web.href("/")>
                    <span class="shop-mark" aria-hidden="true">{store.name.chars().take(1).collect::<String>()}</span>
                    {store.name.clone()}
                </a>
                <form class="search" role="search" method="get" action=web.href("/search")>
                    <label class="visually-hidden" for="q">{t!("search-products")}</label>
                    {ui::icon(web, "search")}
                    <ProductSearch
                        query=web.query().get("q").to_owned()
                        base=web.base.clone()
                        placeholder=t!("search-products-by").to_owned()
                        label=t!("frame-products").to_owned()
                        no_answer=t!("search-no-answer").to_owned()
                        add=t!("item-add").to_owned()
                        context=web.context()
                    />
                    <button class="btn btn-primary">{t!("search-button")}</button>
                </form>
                {links(web, chrome.approvals)}
            </header>
            <nav class="shop-cats" aria-label=t!("frame-products")><ul>{categories}</ul></nav>
            {notice::place(web, &chrome.support)}
            <main class="shop-main" id="main" tabindex="-1">{content}</main>
            {foot(web)}
            <Steppers/>
        </div>
    }
}

fn links(web: &Web, approvals: i64) -> Html {
    let cart = web.cx.customer().map_or(0, |customer| customer.cart_lines);
    let who = match web.cx.customer() {
        Some(customer) => view! {
            <a href=web.href("/account")>
                {ui::icon(web, "user")}
                <span><bdi>{ui::plain(&customer.name)}</bdi><small><bdi>{ui::plain(&customer.organization_name)}</bdi></small></span>
            </a>
        }
        .html(),
        None => view! { <a href=web.href("/sign-in")>{ui::icon(web, "user")}<span>{t!("sign-in-title")}</span></a> }.html(),
    };
    view! {
        <nav class="shop-links" aria-label=t!("frame-links")>
            {who}
            {web.cx.customer().is_some().then(|| view! {
                <a href=web.href("/quick-order")>{ui::icon(web, "list")}<span>{t!("quick-title")}</span></a>
            })}
            {web.cx.customer().is_some().then(|| view! {
                <a class="only-wide" href=web.href("/account/support-access#h-code")>{ui::icon(web, "phone")}<span>{t!("shop-nav-help")}</span></a>
            })}
            <a href=web.href("/orders")>{ui::icon(web, "orders")}<span>{t!("shop-nav-orders")}</span></a>
            {(approvals > 0).then(|| view! {
                <a href=web.href("/approvals")>
                    {ui::icon(web, "check")}
                    <span>{t!("shop-nav-approvals")}</span>
                    <b class="count">{approvals.to_string()}<span class="visually-hidden">{format!(" {}", t!("frame-waiting", count = approvals))}</span></b>
                </a>
            })}
            <a href=web.href("/cart")>
                {ui::icon(web, "cart")}
                <span>{cart_name(web)}</span>
                {(cart > 0).then(|| view! { <b class="count">{cart.to_string()}<span class="visually-hidden">{format!(" {}", t!("frame-lines", count = cart))}</span></b> })}
            </a>
        </nav>
    }
    .html()
}

/// What the link to the cart is called: an agent reads when it is a prepared one.
fn cart_name(web: &Web) -> Html {
    match web.cx.behalf().filter(|_| web.cx.prepared().is_some()) {
        Some(_) => {
            let name = in_language(web.own_language, || t!("prepared-one"));
            view! { <b lang=web.own_language.tag()>{name}</b> }.html()
        }
        None => t!("cart-title").html(),
    }
}

/// Whose prices these are, and in which currency.
fn prices(store: &Store) -> String {
    let currency = store.currency.code();
    match store.tagline.as_str() {
        "" => t!("foot-prices-plain", store = &store.name, currency = currency),
        tagline => t!("foot-prices", store = &store.name, tagline = tagline, currency = currency),
    }
}

/// Where the store is, in one line.
fn address(store: &Store) -> Option<Html> {
    let lines: Vec<String> = store.address.lines().map(|line| ui::plain(line.trim())).collect();
    (!store.address.is_empty()).then(|| view! { <p>{format!("{}, {}", store.name, lines.join(", "))}</p> }.html())
}

fn foot(web: &Web) -> Html {
    let signed_in = web.cx.customer().is_some();
    let own_session = signed_in && web.cx.behalf().is_none();
    let back = web.plain_path().to_owned();
    let stores = (!signed_in).then(|| {
        let options = web
            .stores
            .iter()
            .map(|s| {
                let name = format!("{} ({})", s.name, s.currency.code());
                view! { <option value=s.code.clone() selected=s.id == web.store().id>{name}</option> }
            })
            .collect_view();
        view! {
            <form method="post" action=web.href("/store")>
                <input type="hidden" name="back" value=back.clone()/>
                <label for="store">{t!("foot-store")}</label>
                <select id="store" name="store">{options}</select>
                <button class="btn btn-small">{t!("foot-change-store")}</button>
            </form>
        }
    });
    view! {
        <footer class="shop-foot">
            <div>
                <section>
                    <h2>{t!("foot-shop")}</h2>
                    <ul>
                        <li><a href=web.href("/c")>{t!("shop-nav-categories")}</a></li>
                        <li><a href=web.href("/cart")>{t!("cart-title")}</a></li>
                        <li><a href=web.href("/orders")>{t!("shop-nav-orders")}</a></li>
                        <li><a href=web.href("/lists")>{t!("lists-title")}</a></li>
                        <li><a href=web.href("/bought")>{t!("bought-title")}</a></li>
                    </ul>
                </section>
                <section>
                    <h2>{t!("shop-nav-account")}</h2>
                    <ul>
                        <li><a href=web.href("/account")>{t!("account-title")}</a></li>
                        <li><a href=web.href("/account/company")>{t!("shop-nav-company")}</a></li>
                        <li><a href=web.href("/account/support-access")>{t!("shop-nav-support")}</a></li>
                        {signed_in.then(|| view! { <li><a href=web.href("/account/support-access#h-code")>{t!("shop-nav-help")}</a></li> })}
                        {(!signed_in).then(|| view! { <li><a href=web.href("/sign-in")>{t!("sign-in-title")}</a></li> })}
                    </ul>
                    {own_session.then(|| view! {
                        <form method="post" action="/sign-out">
                            {ui::context(web)}
                            <button class="btn btn-small">{t!("foot-sign-out")}</button>
                        </form>
                    })}
                </section>
                <section>
                    <h2>{t!("foot-display")}</h2>
                    {stores}
                    {ui::colours(web)}
                    // While somebody acts, the page speaks the customer's language, which is not theirs to choose.
                    {web.cx.behalf().is_none().then(|| ui::languages(web))}
                </section>
            </div>
            {address(web.store())}
            <p>{prices(web.store())}</p>
        </footer>
    }
    .html()
}
