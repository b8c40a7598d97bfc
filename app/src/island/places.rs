//! What the palette asks the server for.

use crate::island::AppError;
use domain::hit::PlaceHit;
use leptos::prelude::*;

/// Contacts, companies, orders and places of the portal for what is typed.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/portal/api", endpoint = "find")]
pub async fn places(query: String) -> Result<Vec<PlaceHit>, AppError> {
    let web = crate::island::web()?;
    crate::portal::find::hits(&web, &query).await.map_err(|e| crate::island::refuse(&e))
}
