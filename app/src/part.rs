//! What pages of the storefront and of the portal share: names of people, events in words, addresses, a step that asks first, credentials.

pub mod address;
pub mod assigned;
pub mod confirm;
pub mod credentials;
pub mod duration;
pub mod files;
pub mod line;
pub mod link;
pub mod live;
pub mod media;
pub mod ordering;
pub mod person;
pub mod picture;
pub mod price;
pub mod proof;
pub mod sign_ins;
pub mod timeline;
pub mod views;
