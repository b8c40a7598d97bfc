//! The frames around pages. A frame knows no page: it links to pages by their addresses.

pub mod bar;
pub mod gate;
pub mod notice;
pub mod portal;
pub mod shop;

use crate::ui::Html;
use crate::web::Web;
use leptos::prelude::*;

/// The frame around a page.
#[derive(Clone)]
pub enum Frame {
    /// Storefront: header with search and cart, categories, footer.
    Shop(shop::Chrome),
    /// Staff portal: navigation at the side.
    Portal,
    /// One centred panel: sign-in, verification, errors.
    Gate,
}

/// The HTML of a page's body: the content in its frame.
pub fn around(web: &Web, frame: &Frame, content: Html) -> String {
    match frame {
        Frame::Shop(chrome) => shop::frame(web, chrome, content).into_view().to_html(),
        Frame::Portal => portal::frame(web, content).into_view().to_html(),
        Frame::Gate => gate::frame(web, content).into_view().to_html(),
    }
}
