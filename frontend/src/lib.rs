//! The WebAssembly half of Behalf: it wakes the islands of a page that the server has rendered.
//!
//! Nothing but this entry point lives here. The islands themselves are in `app`, with what they need of the browser.
#![forbid(unsafe_code)]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's bootstrap script, after the WebAssembly module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    app::island::run_here();
    leptos::mount::hydrate_islands();
}
