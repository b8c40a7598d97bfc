//! Pictures and documents of products.
//!
//! Rules: what a file is, is read from its content ([`kind`]). A picture is shown only as it was written anew here
//! ([`picture`]), a drawing only cleaned ([`svg`]), a document is only ever saved by a browser. Content is in the object store
//! ([`files`]) under the hash of what is stored, and never changes; rows ([`db`]) say which product has it. Who may see a
//! product may see its files ([`show`]).
//!
//! In two steps, so that no transaction waits for the work on a picture: [`files::prepare`] checks a file and stores its
//! content, [`db::store`] writes its row, [`db::attach`] gives it to a product.

pub mod db;
pub mod edit;
pub mod files;
pub mod kind;
pub mod picture;
pub mod show;
pub mod svg;
pub mod upload;
pub mod zip;

use crate::text_enum::text_enum;

/// The largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// The same in megabytes, for people.
pub const LARGEST_MB: i64 = 20;
/// The largest drawing, in bytes.
pub const LARGEST_DRAWING: usize = 2 * 1024 * 1024;
/// The most pixels of a picture.
pub const MOST_PIXELS: u64 = 25_000_000;
/// The most pictures and documents of a product.
pub const MOST: usize = 50;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The widths that pictures are made in, in pixels, where they are not narrower themselves.
pub const WIDTHS: [u32; 4] = [96, 320, 640, 1280];

text_enum! {
    /// What a file is to a product.
    pub enum Kind {
        /// A picture of pixels.
        Picture => "picture",
        /// A drawing of lines.
        Svg => "svg",
        /// A document.
        Document => "document",
    }
}

/// The widths in which a picture of this width is there, in pixels.
pub fn widths(width: i64) -> Vec<u32> {
    let own = u32::try_from(width).unwrap_or(u32::MAX).max(1);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|known| *known < own).collect();
    if widths.len() < WIDTHS.len() {
        widths.push(own);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_made_wider_than_it_is() {
        assert_eq!(widths(4000), WIDTHS);
        assert_eq!(widths(1280), WIDTHS);
        assert_eq!(widths(1281), WIDTHS);
        assert_eq!(widths(500), [96, 320, 500]);
        assert_eq!(widths(50), [50]);
        assert_eq!(widths(0), [1]);
    }
}
