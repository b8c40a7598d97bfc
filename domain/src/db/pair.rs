//! A statement that the two engines spell differently.
//!
//! It stands beside the code that runs it, made by [`pairs!`], which registers both spellings so that a test can prepare
//! them.

use crate::db::{Db, DbTx};

/// One statement in two spellings.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Pair {
    /// The spelling for `db`.
    pub fn of(self, db: &Db) -> &'static str {
        match db {
            Db::Sqlite { .. } => self.sqlite,
            Db::Postgres(_) => self.postgres,
        }
    }

    /// The spelling for the engine of `tx`.
    pub fn in_tx(self, tx: &DbTx) -> &'static str {
        match tx {
            DbTx::Sqlite(_) => self.sqlite,
            DbTx::Postgres(_) => self.postgres,
        }
    }
}

/// Makes constants of type [`Pair`].
macro_rules! pairs {
    ($($(#[$doc:meta])* $vis:vis $name:ident { sqlite: $s:expr, postgres: $p:expr })*) => {$(
        $(#[$doc])*
        $vis const $name: $crate::db::Pair = $crate::db::Pair { sqlite: $s, postgres: $p };
        inventory::submit! { $crate::db::Statement { sql: $s, engine: Some("SQLite") } }
        inventory::submit! { $crate::db::Statement { sql: $p, engine: Some("PostgreSQL") } }
    )*};
}
pub(crate) use pairs;
