//! The files of products, for those who may see the product.
//!
//! Rule: a product that can be bought is for everybody. One that was withdrawn is for those who bought it, so that their
//! orders and the documents of what they own stay complete. A file is for those who may see one of the products that have it.

use super::files::{Files, narrower};
use super::{Kind, widths};
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Error, Result};
use crate::id::{MediaId, ProductId};
use crate::policy::{self, Action};
use crate::{on, sql};
use std::collections::HashMap;

/// SQL: whether the account `$account` may see the files of product `p`.
macro_rules! visible {
    ($account:literal) => {
        concat!(
            "(p.status = 'active' or exists (
                select 1 from bought_item b where b.product_id = p.id and b.account_id = ",
            $account,
            "))"
        )
    };
}

/// A picture of a product.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Picture {
    /// By which it is addressed.
    pub digest: String,
    /// A picture of pixels or a drawing.
    pub kind: Kind,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// What it shows; empty for the name of the product.
    pub title: String,
}

/// SQL for the first picture of each product in a list of slugs.
macro_rules! firsts {
    ($list:literal) => {
        concat!(
            "select p.slug, m.digest, m.kind, m.width, m.height, x.title
            from product p
            join product_media x on x.product_id = p.id
            join media m on m.id = x.media_id and m.kind <> 'document'
            where p.slug in (",
            $list,
            ") and ",
            visible!("$2"),
            "
              and not exists (
                select 1 from product_media y join media n on n.id = y.media_id and n.kind <> 'document'
                where y.product_id = p.id and (y.position, y.media_id) < (x.position, x.media_id)
              )"
        )
    };
}

pairs! {
    /// The first pictures of the products with the slugs in the list `$1`, as the account `$2` sees them.
    FIRSTS {
        sqlite: firsts!("select j.value from json_each($1) j"),
        postgres: firsts!("select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j")
    }
}

#[derive(sqlx::FromRow)]
struct First {
    slug: String,
    #[sqlx(flatten)]
    picture: Picture,
}

/// The first picture of each of these products, by slug; products without one are left out.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn firsts(cx: &Cx, slugs: &[&str]) -> Result<HashMap<String, Picture>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    if slugs.is_empty() {
        return Ok(HashMap::new());
    }
    let list = serde_json::Value::from(slugs).to_string();
    let account = cx.customer().map(|customer| customer.account);
    let rows: Vec<First> = on!(cx.db(), c => sqlx::query_as(FIRSTS.of(cx.db()))
        .bind(&list).bind(account).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| (row.slug, row.picture)).collect())
}

/// A file of a product.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct File {
    /// The file.
    pub id: MediaId,
    /// Its picture, or of a document what is the same.
    #[sqlx(flatten)]
    pub picture: Picture,
    /// Its name.
    pub file_name: String,
    /// In bytes.
    pub size: i64,
}

/// All files of a product in their order; none for those who may not see them.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn of_product(cx: &Cx, product: ProductId) -> Result<Vec<File>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let account = cx.customer().map(|customer| customer.account);
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select m.id, m.digest, m.kind, m.width, m.height, x.title, m.file_name, m.size
        from product p
        join product_media x on x.product_id = p.id
        join media m on m.id = x.media_id
        where p.id = $1 and ", visible!("$2"), "
        order by x.position, x.media_id
    "))).bind(product).bind(account).fetch_all(c).await?))
}

/// A file that is asked for by its address.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Served {
    /// By which it is addressed.
    pub digest: String,
    /// What it is.
    pub kind: Kind,
    /// Its media type.
    pub media_type: String,
    /// The name under which it is saved.
    pub file_name: String,
    /// Its width in pixels.
    pub width: i64,
    /// 1 when everybody may see it.
    public: i64,
}

impl Served {
    /// Whether everybody may see it, so that a copy may be kept for all.
    pub fn is_public(&self) -> bool {
        self.public == 1
    }
}

/// The file with a digest, for those who may see it.
///
/// # Errors
/// [`Error::NotFound`], also for one that the asker may not see.
pub async fn find(cx: &Cx, digest: &str) -> Result<Served> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let account = cx.customer().map(|customer| customer.account);
    let found: Option<Served> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select m.digest, m.kind, m.media_type, m.file_name, m.width,
               cast(case when exists (
                 select 1 from product_media x join product p on p.id = x.product_id
                 where x.media_id = m.id and p.status = 'active'
               ) then 1 else 0 end as bigint) as public
        from media m
        where m.digest = $1 and exists (
            select 1 from product_media x join product p on p.id = x.product_id
            where x.media_id = m.id and ", visible!("$2"), "
        )
    "))).bind(digest).bind(account).fetch_optional(c).await?);
    found.ok_or(Error::NotFound)
}

/// The file with a digest, for staff who manage files.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`], which is recorded.
pub async fn find_any(cx: &Cx, digest: &str) -> Result<Served> {
    cx.check_recorded(Action::ManageMedia).await?;
    let found: Option<Served> = on!(cx.db(), c => sqlx::query_as(sql!("
        select m.digest, m.kind, m.media_type, m.file_name, m.width, cast(0 as bigint) as public from media m where m.digest = $1
    ")).bind(digest).fetch_optional(c).await?);
    found.ok_or(Error::NotFound)
}

/// The content of a file; of a picture that in one of its widths.
///
/// # Errors
/// [`Error::NotFound`] for a width that is not made, or a store that lost it; [`Error::Unavailable`].
pub async fn content(cx: &Cx, file: &Served, width: Option<u32>) -> Result<Vec<u8>> {
    let key = match (file.kind, width) {
        (Kind::Picture, Some(width)) if widths(file.width).contains(&width) => narrower(&file.digest, width),
        (Kind::Svg | Kind::Document, None) => file.digest.clone(),
        // The picture as it was sent is never given away: what else is in its file nobody looked at.
        _ => return Err(Error::NotFound),
    };
    let content = cx.env().part::<Files>().get(&key).await?;
    if content.is_none() {
        tracing::warn!(key, "a picture or document is not in its store");
    }
    content.ok_or(Error::NotFound)
}
