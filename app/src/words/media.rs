//! Words for pictures and documents.

use crate::t;
use domain::error::BadFile;

/// Why a file is not taken.
pub fn why(why: BadFile) -> &'static str {
    match why {
        BadFile::Empty => t!("media-why-empty"),
        BadFile::TooLarge => t!("media-why-too-large"),
        BadFile::Unknown => t!("media-why-unknown"),
        BadFile::Ending => t!("media-why-ending"),
        BadFile::Broken => t!("media-why-broken"),
        BadFile::TwoFiles => t!("media-why-two-files"),
        BadFile::TooManyPixels => t!("media-why-too-many-pixels"),
        BadFile::Entities => t!("media-why-entities"),
        BadFile::Reference => t!("media-why-reference"),
        BadFile::TooComplex => t!("media-why-too-complex"),
        BadFile::Locked => t!("media-why-locked"),
        BadFile::Path => t!("media-why-path"),
        BadFile::Link => t!("media-why-link"),
        BadFile::Nested => t!("media-why-nested"),
        BadFile::NoArticle => t!("media-why-no-article"),
        BadFile::NoTime => t!("media-no-time"),
        BadFile::TooMany => t!("media-why-too-many"),
    }
}
