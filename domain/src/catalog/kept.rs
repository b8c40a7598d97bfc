//! What of the catalogue is kept in the process between requests: synonyms, the words of all products, the meaning of marks,
//! and counted facets.
//!
//! Rule: whoever writes products counts on in the database (`entry::changed`), every list and search reads that number with
//! its rows, and what was kept under another number is dropped.

use crate::catalog::facet::{Facet, Value};
use crate::id::StoreId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many lists have their facets kept.
const LISTS: usize = 512;

/// Words and what they mean.
pub(super) type Synonyms = Arc<HashMap<String, Vec<String>>>;

#[derive(Debug, Default)]
struct Inner {
    stamp: i64,
    synonyms: HashMap<StoreId, Synonyms>,
    words: Option<Arc<Vec<String>>>,
    values: Option<Arc<HashMap<String, Value>>>,
    facets: HashMap<String, Arc<Vec<Facet>>>,
}

/// One for each process.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Inner>);

impl Kept {
    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The catalogue has this number now; what belongs to another one is dropped.
    pub fn saw(&self, stamp: i64) {
        let mut inner = self.inner();
        if inner.stamp != stamp {
            *inner = Inner { stamp, ..Inner::default() };
        }
    }

    /// The number of the catalogue that was seen last.
    pub fn stamp(&self) -> i64 {
        self.inner().stamp
    }

    pub fn synonyms(&self, store: StoreId) -> Option<Synonyms> {
        self.inner().synonyms.get(&store).cloned()
    }

    /// Keeps synonyms that were read when the catalogue had this number.
    pub fn keep_synonyms(&self, stamp: i64, store: StoreId, synonyms: &Synonyms) {
        let mut inner = self.inner();
        if inner.stamp == stamp {
            inner.synonyms.insert(store, synonyms.clone());
        }
    }

    /// The words of all products, sorted.
    pub fn words(&self) -> Option<Arc<Vec<String>>> {
        self.inner().words.clone()
    }

    pub fn keep_words(&self, stamp: i64, words: &Arc<Vec<String>>) {
        let mut inner = self.inner();
        if inner.stamp == stamp {
            inner.words = Some(words.clone());
        }
    }

    pub fn values(&self) -> Option<Arc<HashMap<String, Value>>> {
        self.inner().values.clone()
    }

    pub fn keep_values(&self, stamp: i64, values: &Arc<HashMap<String, Value>>) {
        let mut inner = self.inner();
        if inner.stamp == stamp {
            inner.values = Some(values.clone());
        }
    }

    pub fn facets(&self, list: &str) -> Option<Arc<Vec<Facet>>> {
        self.inner().facets.get(list).cloned()
    }

    pub fn keep_facets(&self, stamp: i64, list: &str, facets: &Arc<Vec<Facet>>) {
        let mut inner = self.inner();
        if inner.stamp != stamp {
            return;
        }
        if inner.facets.len() >= LISTS {
            inner.facets.clear();
        }
        inner.facets.insert(list.to_owned(), facets.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_dropped_when_products_change() {
        let kept = Kept::default();
        kept.saw(1);
        kept.keep_facets(1, "list", &Arc::default());
        assert!(kept.facets("list").is_some());
        kept.saw(1);
        assert!(kept.facets("list").is_some());
        kept.saw(2);
        assert!(kept.facets("list").is_none());
        kept.keep_facets(1, "list", &Arc::default());
        assert!(kept.facets("list").is_none(), "what was read before the change is not kept after it");
    }
}
