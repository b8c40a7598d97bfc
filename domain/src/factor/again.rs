//! A form that completes a proof and is sent twice, as a double click does: the second one gets what the first one got.
//!
//! Rules: a browser that sends a form twice takes back its first request, so a proof goes on to its end without the browser,
//! and the second request waits for it. What it led to is kept for half a minute, sealed, and found only with the cookie of
//! that proof and with the same answer (0053).

use crate::audit::canonical::hex;
use crate::credential::Token;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::factor::challenge::{self, Purpose};
use crate::id::StaffId;
use crate::throttle;

/// Runs `complete` once for a browser with `step` that sent `typed`; gives what it led to, also to those who come again.
pub(crate) async fn once<F>(
    cx: &Cx,
    step: &Token,
    typed: String,
    complete: impl FnOnce(Cx, Token) -> F + Send + 'static,
) -> Result<String>
where
    F: Future<Output = Result<(StaffId, String)>> + Send,
{
    let (cx, step) = (cx.clone(), step.clone());
    let completing = tokio::spawn(async move {
        let claim = throttle::claim(&cx, &format!("sign-in {} {typed}", hex(&step.hash()))).await?;
        let completed = match done(&cx, &step, &typed).await {
            Ok(None) => run(&cx, &step, &typed, complete).await,
            Ok(Some(led)) => Ok(led),
            Err(error) => Err(error),
        };
        claim.release(&cx).await?;
        completed
    });
    completing.await.map_err(|error| Error::Internal(format!("completing a proof: {error}")))?
}

/// What this answer led to for this browser a moment ago.
async fn done(cx: &Cx, step: &Token, typed: &str) -> Result<Option<String>> {
    let held = challenge::look(cx, Purpose::Done, &step.hash()).await?;
    let text = held.and_then(|held| String::from_utf8(held.state).ok()).unwrap_or_default();
    Ok(text.split_once('\n').filter(|(_, was)| *was == typed).map(|(led, _)| led.to_owned()))
}

async fn run<F>(cx: &Cx, step: &Token, typed: &str, complete: impl FnOnce(Cx, Token) -> F) -> Result<String>
where
    F: Future<Output = Result<(StaffId, String)>> + Send,
{
    let (staff, led) = complete(cx.clone(), step.clone()).await?;
    challenge::put(cx, Purpose::Done, &step.hash(), Some(staff), format!("{led}\n{typed}").as_bytes()).await?;
    Ok(led)
}
