//! Categories.

use super::fields::Fields;
use super::tree::{LONGEST, Tree, parts};
use super::{Code, Outcome, Unit, Work};
use crate::catalog::text::slug;
use crate::error::Result;
use crate::exec;
use crate::id::CategoryId;
use crate::tx::Tx;
use sheet::import::Field;

/// Says what becomes of categories, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let mut tree = Tree::read(tx).await?;
    let mut out = Vec::with_capacity(units.len());
    let mut is_changed = false;
    for unit in units {
        let outcome = one(tx, work, &mut tree, unit).await?;
        is_changed |= outcome.state == super::State::Changed;
        out.push(outcome);
    }
    if is_changed && work.write {
        let products = crate::on_tx!(tx, c => sqlx::query_scalar(crate::sql!(
            "select id from product where status = 'active'"
        )).fetch_all(c).await?);
        crate::catalog::entry::refresh_many(tx.db(), &products, &mut work.carried.written).await?;
    }
    Ok(out)
}

async fn one(tx: &mut Tx, work: &Work<'_>, tree: &mut Tree, unit: &Unit) -> Result<Outcome> {
    let mut fields = Fields::of(work.table, unit);
    let called = fields.line(Field::Category, 400);
    let name = fields.line(Field::Name, LONGEST);
    let parent = fields.line(Field::Parent, 400);
    let summary = fields.line(Field::Summary, 400);
    let position = fields.whole(Field::Position, 0);
    let Some(key) = called.clone().or_else(|| name.clone()) else {
        if !fields.is_refused() {
            fields.say(Code::NoNumber, Some(Field::Category), "");
        }
        return Ok(fields.outcome(unit, String::new(), false));
    };
    let path = parts(&key);
    let (last, above) = path.split_last().map_or((key.as_str(), &[][..]), |(last, above)| (*last, above));
    let found = tree.find(&key);
    if fields.is_refused() {
        return Ok(fields.outcome(unit, key.clone(), found.is_none()));
    }
    let above = if above.is_empty() { parent } else { Some(above.join(" > ")) };
    let parent_id = match &above {
        None => None,
        Some(called) => {
            let (id, made) = tree.find_or_make(tx, work, called).await?;
            for path in made {
                fields.say(Code::AlsoMade, Some(Field::Parent), &path);
            }
            Some(id)
        }
    };
    let Some(id) = found else {
        let name = name.unwrap_or_else(|| last.to_owned());
        let given = slug(last);
        let own = (!given.is_empty() && tree.groups.iter().all(|group| group.slug != given)).then_some(given);
        tree.make(tx, work, &name, parent_id, &summary.unwrap_or_default(), position, own).await?;
        return Ok(fields.outcome(unit, key, true));
    };
    change(tx, work, tree, (id, parent_id), (name, summary, position), &mut fields).await?;
    Ok(fields.outcome(unit, key, false))
}

/// Makes a category another, where the file says so.
async fn change(
    tx: &mut Tx,
    work: &Work<'_>,
    tree: &mut Tree,
    (id, parent): (CategoryId, Option<CategoryId>),
    (name, summary, position): (Option<String>, Option<String>, Option<i64>),
    fields: &mut Fields<'_>,
) -> Result<()> {
    let Some(old) = tree.get(id).cloned() else { return Ok(()) };
    let mut new = old.clone();
    new.name = name.unwrap_or(new.name);
    new.summary = summary.unwrap_or(new.summary);
    new.position = position.unwrap_or(new.position);
    if let Some(parent) = parent {
        let mut at = Some(parent);
        while let Some(group) = at.and_then(|id| tree.get(id)) {
            if group.id == id {
                fields.say(Code::Circle, Some(Field::Parent), &tree.path(parent));
                return Ok(());
            }
            at = group.parent_id;
        }
        new.parent_id = Some(parent);
    }
    fields.change(Field::Name, &old.name, &new.name);
    fields.change(Field::Summary, &old.summary, &new.summary);
    fields.change(Field::Position, &old.position.to_string(), &new.position.to_string());
    let path = |parent: Option<CategoryId>| parent.map(|id| tree.path(id)).unwrap_or_default();
    fields.change(Field::Parent, &path(old.parent_id), &path(new.parent_id));
    if fields.changes.is_empty() {
        return Ok(());
    }
    if work.write {
        let event = tx.event().to_owned();
        exec!(tx, "
            update category set parent_id = $2, name = $3, summary = $4, position = $5, last_event = $6 where id = $1
        "; id, new.parent_id, &new.name, &new.summary, new.position, &event)
        .one()?;
    }
    if let Some(place) = tree.groups.iter_mut().find(|group| group.id == id) {
        *place = new;
    }
    Ok(())
}
