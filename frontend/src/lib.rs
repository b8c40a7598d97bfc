//! The WebAssembly half of Behalf: it wakes the islands of a page that the server has rendered.
//!
//! Nothing but this entry point lives here. The islands themselves are in `app`; they are linked
//! because `app` is named below.
#![forbid(unsafe_code)]

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's bootstrap script, after the WebAssembly module is loaded.
///
/// On an on-behalf page (`/as/{slug}/…`) every call of a server function goes to the same prefix,
/// so the server finds the session of this page, not that of another tab.
#[wasm_bindgen]
pub fn hydrate() {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    if let Some(prefix) = path.as_deref().and_then(on_behalf_prefix) {
        // The address lives as long as the page: leaking it once is what `'static` asks for.
        let _already_set = server_fn::client::try_set_server_url(String::leak(prefix.to_owned()));
    }
    leptos::mount::hydrate_islands();
}

/// The `/as/{slug}` that `path` starts with, if it does.
fn on_behalf_prefix(path: &str) -> Option<&str> {
    const START: &str = "/as/";
    let slug = path.strip_prefix(START)?.split('/').next()?;
    if slug.is_empty() {
        return None;
    }
    path.get(..START.len() + slug.len())
}

#[cfg(test)]
mod tests {
    use super::on_behalf_prefix;

    #[test]
    fn only_on_behalf_pages_have_a_prefix() {
        assert_eq!(on_behalf_prefix("/as/k3f/cart"), Some("/as/k3f"));
        assert_eq!(on_behalf_prefix("/as/k3f"), Some("/as/k3f"));
        assert_eq!(on_behalf_prefix("/as/"), None);
        assert_eq!(on_behalf_prefix("/assortment"), None);
        assert_eq!(on_behalf_prefix("/"), None);
    }
}
