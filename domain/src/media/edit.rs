//! The files of one product, as staff care for them.

use super::db::{Given, attach, store, title, touch};
use super::files::{Prepared, prepare};
use super::show::File;
use crate::attachment::Sent;
use crate::audit::Event;
use crate::catalog::Status;
use crate::cx::Cx;
use crate::error::{BadFile, Error, Field, Problem, Result};
use crate::id::{MediaId, ProductId};
use crate::policy::Action;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};

/// A product whose files are cared for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Product {
    /// It.
    pub id: ProductId,
    /// Its article number.
    pub sku: String,
    /// Its part of the address in the storefront.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether it can be bought.
    pub status: Status,
}

/// The product with an article number, and its files in their order.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`], which is recorded.
pub async fn find(cx: &Cx, sku: &str) -> Result<(Product, Vec<File>)> {
    cx.check_recorded(Action::ManageMedia).await?;
    let product: Option<Product> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, sku, slug, name, status from product where sku = $1
    ")).bind(sku).fetch_optional(c).await?);
    let product = product.ok_or(Error::NotFound)?;
    let files: Vec<File> = on!(cx.db(), c => sqlx::query_as(sql!("
        select m.id, m.digest, m.kind, m.width, m.height, x.title, m.file_name, m.size
        from product_media x join media m on m.id = x.media_id
        where x.product_id = $1
        order by x.position, x.media_id
    ")).bind(product.id).fetch_all(c).await?);
    Ok((product, files))
}

/// Adds files to a product: all of them or none.
///
/// # Errors
/// [`Error::Invalid`] at `file` naming each that is not taken, which is recorded.
pub async fn add(cx: &Cx, sku: &str, sent: Vec<Sent>) -> Result<usize> {
    let (product, _) = find(cx, sku).await?;
    if sent.is_empty() {
        return Err(Error::field("file", Problem::Required));
    }
    let (mut ready, mut wrong) = (Vec::new(), Vec::new());
    for Sent { name, bytes, is_cut } in sent {
        let name = crate::attachment::clean(&name);
        let read = if is_cut { Err(BadFile::TooLarge) } else { prepare(cx, &name, bytes).await? };
        match read {
            Ok(file) => ready.push(file),
            Err(bad) => wrong.push((name, bad)),
        }
    }
    if !wrong.is_empty() {
        let reasons: Vec<&str> = wrong.iter().map(|(_, bad)| bad.as_str()).collect();
        let event = Event::denied("media.refused", reasons[0]);
        cx.record(event.target("product", product.id).detail("reasons", reasons)).await?;
        let fields = wrong.into_iter().map(|(name, bad)| Field { name: "file", problem: Problem::Media(name, bad) });
        return Err(Error::Invalid(fields.collect()));
    }
    let mut tx = cx.begin(Action::ManageMedia).await?;
    let event = tx.event().to_owned();
    let given = stored(&mut tx, &event, &ready).await?;
    let added = attach(&mut tx, &event, product.id, &given).await?;
    if added == 0 {
        // The product has them already.
        return Ok(0);
    }
    let digests: Vec<String> = ready.into_iter().map(|file| file.digest).collect();
    tx.commit(of_product("media.added", &product).detail("sha256", digests)).await.map(|()| added)
}

/// Writes the rows of files, for a product that will have them.
pub(super) async fn stored(tx: &mut Tx, event: &str, files: &[Prepared]) -> Result<Vec<Given>> {
    let mut given = Vec::new();
    for file in files {
        given.push(Given { media: store(tx, event, file).await?, title: String::new() });
    }
    Ok(given)
}

fn of_product(kind: &'static str, product: &Product) -> Event {
    Event::new(kind).target_named("product", product.id, &product.sku, 0)
}

/// Says what a picture shows, or how a document is called.
///
/// # Errors
/// [`Error::Invalid`] at `title`; [`Error::NotFound`] for a file that the product does not have.
pub async fn rename(cx: &Cx, sku: &str, media: MediaId, typed: &str) -> Result<()> {
    let (product, files) = find(cx, sku).await?;
    let title = title(typed).map_err(|problem| Error::field("title", problem))?;
    let file = files.into_iter().find(|file| file.id == media).ok_or(Error::NotFound)?;
    if file.picture.title == title {
        return Ok(());
    }
    let mut tx = cx.begin(Action::ManageMedia).await?;
    let event = tx.event().to_owned();
    touch(&mut tx, &event, product.id).await?;
    exec!(tx, "
        update product_media set title = $3 where product_id = $1 and media_id = $2
    "; product.id, media, title)
    .one()?;
    tx.commit(of_product("media.renamed", &product).target("media", media).detail("title", title)).await
}

/// Moves a file one place to the front.
///
/// # Errors
/// [`Error::NotFound`] for a file that the product does not have.
pub async fn move_up(cx: &Cx, sku: &str, media: MediaId) -> Result<()> {
    let (product, _) = find(cx, sku).await?;
    let mut tx = cx.begin(Action::ManageMedia).await?;
    let event = tx.event().to_owned();
    touch(&mut tx, &event, product.id).await?;
    let mut order: Vec<(MediaId, i64)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select media_id, position from product_media where product_id = $1 order by position, media_id
    ")).bind(product.id).fetch_all(c).await?);
    let at = order.iter().position(|(other, _)| *other == media).ok_or(Error::NotFound)?;
    if at == 0 {
        return Ok(());
    }
    order.swap(at - 1, at);
    for (place, (media, position)) in (0_i64..).zip(order) {
        if position != place {
            exec!(tx, "
                update product_media set position = $3 where product_id = $1 and media_id = $2
            "; product.id, media, place)
            .one()?;
        }
    }
    tx.commit(of_product("media.moved", &product).target("media", media)).await
}

/// Takes a file from a product. Its content stays in the store, where other products may have it.
///
/// # Errors
/// [`Error::NotFound`] for a file that the product does not have.
pub async fn remove(cx: &Cx, sku: &str, media: MediaId) -> Result<()> {
    let (product, _) = find(cx, sku).await?;
    let mut tx = cx.begin(Action::ManageMedia).await?;
    let event = tx.event().to_owned();
    touch(&mut tx, &event, product.id).await?;
    let removed = exec!(tx, "
        delete from product_media where product_id = $1 and media_id = $2
    "; product.id, media)
    .one_or_none()?;
    if !removed {
        return Err(Error::NotFound);
    }
    tx.commit(of_product("media.removed", &product).target("media", media)).await
}
