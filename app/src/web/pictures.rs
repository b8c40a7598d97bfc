//! The pictures of the products that a page shows, once they were asked for; see [`crate::part::picture`].

use domain::media::show::Picture;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The first pictures by the slugs of their products.
#[derive(Clone, Debug, Default)]
pub struct Pictures(Arc<RwLock<HashMap<String, Picture>>>);

impl Pictures {
    /// Remembers pictures that were found.
    pub fn keep(&self, found: HashMap<String, Picture>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).extend(found);
    }

    /// The first picture of a product; none for one that has none, or was not asked for.
    pub fn of(&self, slug: &str) -> Option<Picture> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(slug).cloned()
    }
}
