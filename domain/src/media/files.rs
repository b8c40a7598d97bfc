//! Where content is: an object store, which is a folder unless something else was set; and the way into it.
//!
//! Rules: content is stored under the SHA-256 of what is stored, smaller pictures under that of the picture they were made
//! of, with their width. It is never changed there, and stored before the row that names it. What no row names is not found
//! by anybody; it stays until it is removed by hand or by a job that does not exist yet.

use super::kind::{self, Format};
use super::{Kind, picture, svg, widths};
use crate::attachment::clean;
use crate::audit::canonical::sha256_hex;
use crate::cx::Cx;
use crate::env::Env;
use crate::error::{BadFile, Error, Result};
use crate::{on, sql};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// Memory for the pixels of all pictures that are read at once, in MiB; one picture takes 100 at most.
const MEMORY: usize = 128;

/// Where the object store of the process is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: content lives as long as the process.
    Memory,
    /// In a folder, which is made when it is used first.
    Folder(PathBuf),
    /// In a bucket that speaks S3, by its address `s3://BUCKET`. Keys and endpoint come from the environment, as
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION` and `AWS_ENDPOINT`.
    #[cfg(feature = "s3")]
    Bucket(String),
}

impl Place {
    fn open(&self) -> std::result::Result<Arc<dyn ObjectStore>, String> {
        match self {
            Place::Memory => Ok(Arc::new(InMemory::new())),
            Place::Folder(folder) => {
                let why = |error: &dyn fmt::Display| format!("{}: {error}", folder.display());
                std::fs::create_dir_all(folder).map_err(|error| why(&error))?;
                let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| why(&error))?;
                Ok(Arc::new(store.with_fsync(true)))
            }
            #[cfg(feature = "s3")]
            Place::Bucket(url) => {
                let store = object_store::aws::AmazonS3Builder::from_env().with_url(url).build();
                Ok(Arc::new(store.map_err(|error| error.to_string())?))
            }
        }
    }
}

/// The object store of the process, and how much is read at once.
#[derive(Debug)]
pub struct Files {
    place: Place,
    store: OnceLock<Arc<dyn ObjectStore>>,
    memory: Semaphore,
}

impl Default for Files {
    fn default() -> Files {
        Files::at(Place::Memory)
    }
}

impl Files {
    /// The store at a place; nothing is opened yet.
    pub fn at(place: Place) -> Files {
        Files { place, store: OnceLock::new(), memory: Semaphore::new(MEMORY) }
    }

    fn store(&self) -> Result<&Arc<dyn ObjectStore>> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.place.open().map_err(|error| {
            tracing::warn!(error, "the store of pictures and documents cannot be used");
            Error::Unavailable
        })?;
        Ok(self.store.get_or_init(|| store))
    }

    /// Stores content, and does nothing where it is already.
    async fn put(&self, key: &str, content: Vec<u8>) -> Result<()> {
        if self.has(key).await? {
            return Ok(());
        }
        self.store()?.put(&place(key), PutPayload::from(content)).await.map(drop).map_err(failed)
    }

    async fn has(&self, key: &str) -> Result<bool> {
        match self.store()?.head(&place(key)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// Content by its key; `None` when it is not there.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        let found = match self.store()?.get(&place(key)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        found.bytes().await.map(|content| Some(content.into())).map_err(failed)
    }

    /// Whether something can be written there: writes a small file, and removes it.
    ///
    /// # Errors
    /// Why not, in the words of the system.
    pub async fn probe(&self) -> std::result::Result<(), String> {
        let (store, place) = (self.place.open()?, Path::from("probe"));
        store.put(&place, PutPayload::from_static(b"probe")).await.map_err(|error| error.to_string())?;
        store.delete(&place).await.map_err(|error| error.to_string())
    }
}

fn failed(error: object_store::Error) -> Error {
    tracing::warn!(%error, "the store of pictures and documents failed");
    Error::Unavailable
}

/// Folders stay small: the first two signs of the digest are one.
fn place(key: &str) -> Path {
    Path::from_iter([key.get(..2).unwrap_or("_"), key])
}

/// The key of a picture in a width.
pub fn narrower(digest: &str, width: u32) -> String {
    format!("{digest}-{width}")
}

/// A file that was checked and whose content is stored; its row is still to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The SHA-256 of what is stored, in hexadecimal.
    pub digest: String,
    /// What it is.
    pub kind: Kind,
    /// The media type of what is served.
    pub media_type: String,
    /// Its name, cleaned.
    pub file_name: String,
    /// The size of what is stored, in bytes.
    pub size: i64,
    /// In pixels; 0 for a document.
    pub width: i64,
    /// In pixels; 0 for a document.
    pub height: i64,
}

/// Checks a file and stores its content; changes nothing that anybody sees. A file that is there already costs little.
///
/// # Errors
/// [`Error::Unavailable`]; inside, why the file is not taken.
pub async fn prepare(cx: &Cx, name: &str, bytes: Vec<u8>) -> Result<std::result::Result<Prepared, BadFile>> {
    let format = match kind::of(name, &bytes) {
        Ok(format) => format,
        Err(bad) => return Ok(Err(bad)),
    };
    let env = cx.env().clone();
    let files = env.part::<Files>();
    let prepared = match format.kind() {
        Kind::Picture => prepare_picture(&env, &files, name, format, bytes).await?,
        Kind::Svg => {
            let work = move || svg::clean(&bytes);
            match tokio::task::spawn_blocking(work).await.map_err(panicked)? {
                Err(bad) => Err(bad),
                Ok(clean) => {
                    let content = clean.text.into_bytes();
                    let size = (clean.width.into(), clean.height.into());
                    let prepared = described(name, format, &content, size);
                    files.put(&prepared.digest, content).await?;
                    Ok(prepared)
                }
            }
        }
        Kind::Document => {
            let prepared = described(name, format, &bytes, (0, 0));
            files.put(&prepared.digest, bytes).await?;
            Ok(prepared)
        }
    };
    Ok(prepared)
}

async fn prepare_picture(
    env: &Env,
    files: &Files,
    name: &str,
    format: Format,
    bytes: Vec<u8>,
) -> Result<std::result::Result<Prepared, BadFile>> {
    let prepared = described(name, format, &bytes, (0, 0));
    let known: Option<(i64, i64)> = on!(&env.db, c => sqlx::query_as(sql!("
        select width, height from media where digest = $1
    ")).bind(&prepared.digest).fetch_optional(c).await?);
    if let Some((width, height)) = known
        && files.has(&prepared.digest).await?
    {
        return Ok(Ok(Prepared { width, height, ..prepared }));
    }
    let needed = match picture::memory(format, &bytes) {
        Ok(bytes) => usize::try_from(bytes / (1024 * 1024) + 1).unwrap_or(MEMORY).min(MEMORY),
        Err(bad) => return Ok(Err(bad)),
    };
    let needed = u32::try_from(needed).unwrap_or(u32::MAX);
    let room = files.memory.acquire_many(needed).await.map_err(|_| Error::Unavailable)?;
    let work = move || picture::make(format, &bytes).map(|made| (made, bytes));
    let made = tokio::task::spawn_blocking(work).await.map_err(panicked)?;
    drop(room);
    let (made, bytes) = match made {
        Ok(made) => made,
        Err(bad) => return Ok(Err(bad)),
    };
    for (width, content) in made.files {
        files.put(&narrower(&prepared.digest, width), content).await?;
    }
    // Last: where it is, the others are.
    files.put(&prepared.digest, bytes).await?;
    Ok(Ok(Prepared { width: made.width.into(), height: made.height.into(), ..prepared }))
}

fn described(name: &str, format: Format, content: &[u8], (width, height): (i64, i64)) -> Prepared {
    Prepared {
        digest: sha256_hex(content),
        kind: format.kind(),
        media_type: format.media_type().to_owned(),
        file_name: clean(name),
        size: i64::try_from(content.len()).unwrap_or(i64::MAX),
        width,
        height,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn panicked(error: tokio::task::JoinError) -> Error {
    Error::Internal(format!("the work on a picture or drawing ended early: {error}"))
}

/// The keys of all content of a file, for copying and collecting.
pub fn keys(digest: &str, kind: Kind, width: i64) -> Vec<String> {
    let narrower = widths(width).into_iter().map(|width| narrower(digest, width));
    std::iter::once(digest.to_owned()).chain(narrower.filter(|_| kind == Kind::Picture)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn content_is_kept_in_a_folder() {
        let folder = std::env::temp_dir().join(format!("behalf-files-{}", crate::id::event_id()));
        let files = Files::at(Place::Folder(folder.clone()));
        files.put("abcd", b"first".to_vec()).await.expect("stored");
        files.put("abcd", b"second".to_vec()).await.expect("nothing to do");
        assert_eq!(files.get("abcd").await, Ok(Some(b"first".to_vec())), "content never changes");
        assert_eq!(files.get("abce").await, Ok(None));
        assert_eq!(std::fs::read(folder.join("ab/abcd")).expect("a file"), b"first");
        assert_eq!(files.probe().await, Ok(()));
        assert!(!folder.join("probe").exists());
        std::fs::remove_dir_all(&folder).expect("removed");
        let file = std::env::temp_dir().join(format!("behalf-file-{}", crate::id::event_id()));
        std::fs::write(&file, "x").expect("written");
        let files = Files::at(Place::Folder(file.clone()));
        assert!(files.probe().await.is_err(), "a file is no folder");
        assert_eq!(files.get("abcd").await, Err(Error::Unavailable));
        std::fs::remove_file(&file).expect("removed");
    }
}
