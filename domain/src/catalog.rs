//! Categories and products.

pub mod db;
pub mod entry;
pub mod facet;
pub mod find;
mod kept;
pub mod rank;
pub mod text;

use crate::id::{CategoryId, ProductId};
use crate::money::UnitPrice;
use crate::price::Tier;
use crate::text_enum::text_enum;
use crate::time::Micros;

/// Products on a page of a list.
pub const PAGE: i64 = 24;

/// A category with its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Category {
    /// The category.
    pub id: CategoryId,
    /// The one above, or none for the top.
    pub parent_id: Option<CategoryId>,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Products in it and below it.
    pub products: i64,
}

/// A product in a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// The product.
    pub id: ProductId,
    /// Article number.
    pub sku: String,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// One line.
    pub summary: String,
    /// How it is sold.
    pub unit: String,
    /// Sold in multiples of this.
    pub increment: i64,
    /// What there is.
    pub available: i64,
    /// When more comes.
    pub restock_at: Option<Micros>,
    /// For one unit at the smallest quantity; none when the price is on request.
    pub price: Option<UnitPrice>,
    /// When the account bought it last, where that was asked for.
    pub bought_at: Option<Micros>,
}

/// A product on its page.
#[derive(Clone, Debug)]
pub struct Product {
    /// As in a list.
    pub item: Item,
    /// Its category.
    pub category: CategoryId,
    /// A few sentences.
    pub description: String,
    /// Name and value, in order.
    pub attributes: Vec<(String, String)>,
    /// Whether it can be bought at all.
    pub active: bool,
    /// What it costs this company.
    pub tiers: Vec<Tier>,
}

text_enum! {
    /// Whether a product can be bought.
    pub enum Status {
        /// It can.
        Active => "active",
        /// Not any more.
        Withdrawn => "withdrawn",
    }
}

text_enum! {
    /// How a product list is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By name.
        #[default]
        Name => "name",
        /// Cheapest first.
        Price => "price",
        /// Newest first.
        Newest => "newest",
        /// By article number.
        Sku => "sku",
    }
}

text_enum! {
    /// How a product list is shown.
    #[derive(Default)]
    pub enum Layout {
        /// As cards with pictures.
        #[default]
        Cards => "cards",
        /// As a table with a row for each.
        Table => "table",
        /// As a row for each family, which opens into its sizes.
        Families => "families",
    }
}
