//! Passkeys: adding one, and proving a person with one (R11).
//!
//! Rules: the server makes and keeps the challenge, and the first answer removes it. User verification is required, so
//! a passkey is a complete proof. The credential must belong to the person who was asked.

use crate::audit::Event;
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Result};
use crate::factor::Setup;
use crate::factor::challenge::{self, Purpose};
use crate::id::{FactorId, StaffId};
use crate::policy::Action;
use crate::{exec, on, sql};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential,
};

/// The answer of a browser to a passkey challenge.
#[derive(Clone, Copy)]
pub struct Assertion<'a> {
    /// The token of the cookie that came with the challenge.
    pub holder: &'a Token,
    /// The signed answer, as JSON.
    pub answer: &'a str,
}

impl std::fmt::Debug for Assertion<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Assertion")
    }
}

/// Whose passkey is asked for.
#[derive(Serialize, Deserialize)]
enum Of {
    One(PasskeyAuthentication),
    Anybody(DiscoverableAuthentication),
}

/// A passkey ceremony: the options for the browser, and the state to check the answer with.
#[derive(Serialize, Deserialize)]
pub(crate) struct Ceremony<T> {
    pub options: String,
    pub state: T,
}

impl<T: Serialize + for<'a> Deserialize<'a>> Ceremony<T> {
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|e| Error::Internal(format!("a ceremony: {e}")))
    }

    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).map_err(|e| Error::Internal(format!("a ceremony: {e}")))
    }
}

fn failed(error: webauthn_rs::prelude::WebauthnError) -> Error {
    Error::Internal(format!("a passkey cannot be asked for: {error}"))
}

/// The value of `publicKey`, which the browser parses.
fn inner(options: &impl Serialize) -> Result<Value> {
    let mut value = serde_json::to_value(options).map_err(|e| Error::Internal(format!("options: {e}")))?;
    Ok(value["publicKey"].take())
}

/// The id of a credential as it is stored.
fn id_text(id: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

/// Makes a challenge for a passkey of one person, or of anybody; it is stored for `holder`.
///
/// # Errors
/// [`Error::NotFound`] where there are no passkeys, or of somebody who has none.
pub async fn ask(cx: &Cx, holder: &Token, staff: Option<StaffId>) -> Result<()> {
    let setup = cx.env().part::<Setup>();
    let asking = setup.passkeys()?;
    let (options, state) = match staff {
        Some(staff) => {
            let keys = keys(cx, staff).await?;
            if keys.is_empty() {
                return Err(Error::NotFound);
            }
            let (options, state) = asking.start_passkey_authentication(&keys).map_err(failed)?;
            (inner(&options)?, Of::One(state))
        }
        None => {
            let (options, state) = asking.start_discoverable_authentication().map_err(failed)?;
            (inner(&options)?, Of::Anybody(state))
        }
    };
    let ceremony = Ceremony { options: options.to_string(), state };
    challenge::put(cx, Purpose::Passkey, &holder.hash(), staff, &ceremony.bytes()?).await
}

/// The options of the challenge for the browser; `None` when the time is over.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn options(cx: &Cx, holder: &Token) -> Result<Option<String>> {
    let held = challenge::look(cx, Purpose::Passkey, &holder.hash()).await?;
    held.map(|h| Ceremony::<Of>::parse(&h.state).map(|c| c.options)).transpose()
}

async fn keys(cx: &Cx, staff: StaffId) -> Result<Vec<Passkey>> {
    let rows: Vec<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select credential from factor where staff_id = $1 and kind = 'passkey' and removed_at is null
    ")).bind(staff).fetch_all(c).await?);
    rows.iter().map(|text| parse(text)).collect()
}

fn parse(text: &str) -> Result<Passkey> {
    serde_json::from_str(text).map_err(|e| Error::Internal(format!("a stored passkey: {e}")))
}

/// The person who answered with a passkey, if the answer fits the challenge. The challenge is removed either way.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn prove(cx: &Cx, assertion: &Assertion<'_>) -> Result<Option<StaffId>> {
    let cx = &cx.with_principal(Principal::Anonymous);
    let Some(held) = challenge::take(cx, Purpose::Passkey, &assertion.holder.hash()).await? else { return Ok(None) };
    let ceremony = Ceremony::<Of>::parse(&held.state)?;
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(assertion.answer) else { return Ok(None) };
    let setup = cx.env().part::<Setup>();
    let asking = setup.passkeys()?;
    let staff = match &ceremony.state {
        Of::One(_) => held.staff,
        Of::Anybody(_) => asking.identify_discoverable_authentication(&answer).ok().map(|(id, _)| StaffId(id)),
    };
    let Some(staff) = staff else { return Ok(None) };
    let row: Option<(FactorId, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select f.id, f.credential from factor f join staff t on t.id = f.staff_id
        where f.staff_id = $1 and f.credential_id = $2 and f.removed_at is null and t.status = 'active'
    ")).bind(staff).bind(id_text(answer.get_credential_id())).fetch_optional(c).await?);
    let Some((id, text)) = row else { return Ok(None) };
    let mut key = parse(&text)?;
    let checked = match ceremony.state {
        Of::One(state) => asking.finish_passkey_authentication(&answer, &state),
        Of::Anybody(state) => asking.finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&key)),
    };
    let Some(result) = checked.ok().filter(|r| r.user_verified()) else { return Ok(None) };
    if key.update_credential(&result).is_none() {
        return Ok(None);
    }
    used(cx, staff, id, &key).await?;
    Ok(Some(staff))
}

async fn used(cx: &Cx, staff: StaffId, id: FactorId, key: &Passkey) -> Result<()> {
    let text = serde_json::to_string(key).map_err(|e| Error::Internal(format!("a passkey: {e}")))?;
    let mut tx = cx.begin(Action::SignIn).await?;
    let event = tx.event().to_owned();
    exec!(tx, "
        update factor set credential = $2, used_at = $3, last_event = $4 where id = $1
    "; id, text, cx.now(), &event)
    .one()?;
    tx.commit(Event::new("factor.used").by("staff", staff).target("factor", id).detail("amr", "hwk")).await
}

/// Begins to add a passkey: the options for the browser, and the state to check its answer with.
pub(crate) async fn enrol(cx: &Cx, staff: StaffId, login: &str, name: &str) -> Result<Ceremony<PasskeyRegistration>> {
    let known = keys(cx, staff).await?.iter().map(|k| k.cred_id().clone()).collect();
    let setup = cx.env().part::<Setup>();
    let asking = setup.passkeys()?;
    let (options, state) = asking.start_passkey_registration(staff.0, login, name, Some(known)).map_err(failed)?;
    let mut options = inner(&options)?;
    // It is to be found without typing an e-mail first.
    options["authenticatorSelection"]["residentKey"] = "required".into();
    options["authenticatorSelection"]["requireResidentKey"] = true.into();
    Ok(Ceremony { options: options.to_string(), state })
}

/// Checks a passkey that a browser made; returns its id and the value to store.
pub(crate) fn made(cx: &Cx, state: &PasskeyRegistration, answer: &str) -> Result<Option<(String, String)>> {
    let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else { return Ok(None) };
    let Ok(key) = cx.env().part::<Setup>().passkeys()?.finish_passkey_registration(&answer, state) else {
        return Ok(None);
    };
    let text = serde_json::to_string(&key).map_err(|e| Error::Internal(format!("a passkey: {e}")))?;
    Ok(Some((id_text(key.cred_id()), text)))
}
