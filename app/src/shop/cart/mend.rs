//! Buttons of the cart beside the one that updates it: mending lines, taking that back, and having seen other prices.

use crate::form::Posted;
use crate::respond::{Answer, see};
use crate::shop::cart::typed::{Rejected, Sent, by_slug, read};
use crate::shop::cart::{changed_meanwhile, render};
use crate::web::Web;
use domain::cart::mend::{self, Mend};
use domain::cart::remedy::Remedy;
use domain::error::{Conflict, Error, Problem};
use domain::policy::Action;

/// What a button mends.
fn wanted(sent: &Sent) -> Result<Mend<'_>, Error> {
    if sent.mend == "all" {
        return Ok(Mend::All);
    }
    let one = sent.mend.split_once(':').and_then(|(remedy, slug)| Some(Mend::One(slug, Remedy::parse(remedy)?)));
    one.ok_or(Error::field("mend", Problem::NotAChoice))
}

/// Mends lines. What was typed into the others is kept: it is saved first.
pub async fn mend(web: Web, Posted(sent, _): Posted<Sent>) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let wanted = wanted(&sent)?;
    let cart = domain::cart::db::load(&web.cx).await?;
    let is_meant = |slug: &str| match wanted {
        Mend::All => false,
        Mend::One(meant, _) => meant == slug,
    };
    let typed = read(&sent, &cart);
    if typed.iter().any(|(line, typed)| typed.is_wrong() && !is_meant(&line.slug)) {
        return render(&web, cart.clone(), Rejected { typed: by_slug(typed), is_stale: false }).await;
    }
    let others = typed.iter().filter(|(line, typed)| !is_meant(&line.slug) && typed.is_change(line, true));
    let edits: Vec<_> = others.map(|(line, typed)| typed.edit(line, true)).collect();
    let mut shown = sent.shown();
    if !edits.is_empty() {
        match domain::cart::db::save(&web.cx, &edits, None, shown).await {
            Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &sent).await,
            other => other?,
        }
        shown = shown.map(|version| version + 1);
    }
    match mend::mend(&web.cx, wanted, shown).await {
        Err(Error::Conflict(Conflict::Cart)) => changed_meanwhile(&web, &sent).await,
        Err(other) => Err(other.into()),
        Ok(0) => Ok(see(&web.href("/cart?done=changed"))),
        Ok(count) => Ok(see(&web.href(&format!("/cart?done=mended&quantity={count}")))),
    }
}

/// Takes back what was mended.
pub async fn undo(web: Web, Posted(sent, _): Posted<Sent>) -> Answer {
    let Some(shown) = sent.shown() else { return Err(Error::field("version", Problem::Required).into()) };
    match mend::undo(&web.cx, shown).await {
        Err(Error::Conflict(Conflict::Cart)) => changed_meanwhile(&web, &sent).await,
        Err(other) => Err(other.into()),
        Ok(()) => Ok(see(&web.href("/cart?done=mend-undone"))),
    }
}

/// Says that the prices of now were seen.
pub async fn prices(web: Web, Posted(sent, _): Posted<Sent>) -> Answer {
    match domain::cart::db::see_prices(&web.cx, sent.shown()).await {
        Err(Error::Conflict(Conflict::Cart)) => changed_meanwhile(&web, &sent).await,
        Err(other) => Err(other.into()),
        Ok(()) => Ok(see(&web.href("/cart?done=prices-seen"))),
    }
}
