//! Proving who one is: login, password and second factor, for everything that asks for them.

use crate::account::Access;
use crate::audit::canonical::hex;
use crate::cx::Cx;
use crate::error::{Error, Problem, Realm, Result};
use crate::factor::db::{second, ways, would_fit};
use crate::factor::passkey::{self, Assertion};
use crate::id::StaffId;
use crate::required::required;
use crate::session::life::member_access;
use crate::{on, sql, throttle};
use uuid::Uuid;

/// A login as it is checked: the person's id, the hash, whether they may come in, and their name.
#[derive(sqlx::FromRow)]
pub(super) struct Login {
    pub id: Uuid,
    pub password_hash: String,
    pub access: Access,
}

/// The form under which an e-mail is unique: trimmed, compatibility forms folded, lower case.
pub fn email_key(email: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    email.trim().chars().take(320).nfkc().flat_map(char::to_lowercase).collect()
}

/// The login, and whether the password is its own.
pub(super) async fn look(cx: &Cx, realm: Realm, login: &str, password: &str) -> Result<(Option<Login>, bool)> {
    let found = find_login(cx, realm, login).await?;
    let fits = cx.env().hasher.verify(found.as_ref().map(|f| f.password_hash.clone()), password).await?;
    Ok((found, fits))
}

async fn find_login(cx: &Cx, realm: Realm, login: &str) -> Result<Option<Login>> {
    let key = email_key(login);
    Ok(match realm {
        Realm::Portal => on!(cx.db(), c => sqlx::query_as(sql!("
            select id, password_hash, status as access from staff where email_key = $1
        ")).bind(&key).fetch_optional(c).await?),
        Realm::Shop => on!(cx.db(), c => sqlx::query_as(sql!(concat!("
            select a.id, a.password_hash, ", member_access!(), " as access
            from account a
            join contact k on k.id = a.contact_id
            join organization o on o.id = k.organization_id
            where a.email_key = $1
        "))).bind(&key).fetch_optional(c).await?),
    })
}

/// What somebody gives to prove who they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Credentials<'a> {
    /// E-mail.
    pub login: &'a str,
    /// Password, as typed.
    pub password: &'a str,
    /// Code of the second factor, or a recovery code, or empty.
    pub code: &'a str,
    /// A passkey, which stands for all of the above.
    pub passkey: Option<Assertion<'a>>,
}

impl Credentials<'_> {
    /// Refuses what is missing, each at its field; the code only where the page asks for it.
    pub(crate) fn filled(&self, asks_code: bool) -> Result<()> {
        match &self.passkey {
            Some(passkey) => required(&[("answer", passkey.answer)]),
            None if asks_code => required(&[("login", self.login), ("password", self.password), ("code", self.code)]),
            None => required(&[("login", self.login), ("password", self.password)]),
        }
    }

    /// What failures are counted by: the login, or for a passkey the one time it was asked for. A passkey cannot be
    /// guessed, so only the network is slowed down by it.
    pub(crate) fn bucket(&self, ip: &str) -> throttle::Bucket {
        match &self.passkey {
            Some(passkey) => throttle::Bucket::of(&hex(&passkey.holder.hash()), ip),
            None => throttle::Bucket::of(self.login, ip),
        }
    }
}

/// Who somebody was found to be, and how.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The person.
    pub staff: StaffId,
    /// Methods (RFC 8176, and `rec` for a recovery code): `pwd`, `otp`, `hwk`.
    pub amr: Vec<&'static str>,
}

/// The member of staff whose credentials these are, for everything that asks for them again; same verifier, same
/// throttle as signing in (R35). Whoever has a second factor needs it here, and its code is used up. When everything else is
/// right and the code was left empty, it is asked for, as signing in does. What does not fit stays counted.
pub(crate) async fn prove_staff(cx: &Cx, typed: &Credentials<'_>, bucket: &throttle::Bucket) -> Result<Option<Proof>> {
    let tried = throttle::reserve(cx, bucket).await?;
    let (proof, tried) = tried.or_give_back(cx, proof_of(cx, typed).await).await?;
    if proof.is_some() {
        tried.succeeded(cx).await?;
    }
    Ok(proof)
}

async fn proof_of(cx: &Cx, typed: &Credentials<'_>) -> Result<Option<Proof>> {
    if let Some(passkey) = &typed.passkey {
        return Ok(passkey::prove(cx, passkey).await?.map(|staff| Proof { staff, amr: vec!["hwk"] }));
    }
    let (found, fits) = look(cx, Realm::Portal, typed.login, typed.password).await?;
    let Some(found) = found.filter(|f| fits && f.access == Access::Active) else { return Ok(None) };
    let staff = StaffId(found.id);
    if typed.code.trim().is_empty() && ways(cx, staff).await?.any() {
        return Err(Error::field("code", Problem::Required));
    }
    let method = second(cx, staff, typed.code).await?;
    Ok(method.map(|method| Proof { staff, amr: std::iter::once("pwd").chain(method).collect() }))
}

/// Whose credentials were typed, where only one person's count.
pub(crate) enum Typed {
    /// The person's; a code is used up.
    Own(Proof),
    /// Somebody else's, who was proven all the same; nothing of theirs is used up.
    Other(StaffId),
    /// Nobody's.
    Nobody,
}

/// Like [`prove_staff`], for this one person.
pub(crate) async fn prove_person(
    cx: &Cx,
    typed: &Credentials<'_>,
    bucket: &throttle::Bucket,
    person: StaffId,
) -> Result<Typed> {
    if typed.passkey.is_none() {
        let found = find_login(cx, Realm::Portal, typed.login).await?;
        if let Some(found) = found.filter(|f| f.id != person.0 && f.access == Access::Active) {
            let tried = throttle::reserve(cx, bucket).await?;
            let (fits, tried) = tried.or_give_back(cx, is_other(cx, typed, &found).await).await?;
            if !fits {
                return Ok(Typed::Nobody);
            }
            tried.given_back(cx).await?;
            return Ok(Typed::Other(StaffId(found.id)));
        }
    }
    Ok(match Box::pin(prove_staff(cx, typed, bucket)).await? {
        Some(proof) if proof.staff == person => Typed::Own(proof),
        Some(proof) => Typed::Other(proof.staff),
        None => Typed::Nobody,
    })
}

/// Whether the credentials are those of this other person; nothing of theirs is used up.
async fn is_other(cx: &Cx, typed: &Credentials<'_>, found: &Login) -> Result<bool> {
    let fits = cx.env().hasher.verify(Some(found.password_hash.clone()), typed.password).await?;
    Ok(fits && would_fit(cx, StaffId(found.id), typed.code).await?)
}
