//! The categories as they are, and finding or making one by what a file calls it.

use super::Work;
use crate::catalog::text::slug;
use crate::error::Result;
use crate::id::CategoryId;
use crate::search::fold;
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use std::collections::HashSet;

/// The longest name of a category, in characters.
pub(super) const LONGEST: usize = 120;
/// How deep categories stand below each other at most.
const DEEPEST: usize = 8;

/// A category.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Group {
    pub id: CategoryId,
    pub parent_id: Option<CategoryId>,
    pub slug: String,
    pub name: String,
    pub summary: String,
    pub position: i64,
}

/// All categories.
pub(super) struct Tree {
    pub groups: Vec<Group>,
}

impl Tree {
    /// As it is now.
    pub async fn read(tx: &mut Tx) -> Result<Tree> {
        let groups = on_tx!(tx, c => sqlx::query_as(sql!("
            select id, parent_id, slug, name, summary, position from category order by position, slug
        ")).fetch_all(c).await?);
        Ok(Tree { groups })
    }

    /// The category with this id.
    pub fn get(&self, id: CategoryId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The names from the top down to a category, as a file has them.
    pub fn path(&self, id: CategoryId) -> String {
        let mut names = Vec::new();
        let mut next = self.get(id);
        while let Some(group) = next.filter(|_| names.len() < DEEPEST * 2) {
            names.push(group.name.as_str());
            next = group.parent_id.and_then(|id| self.get(id));
        }
        names.reverse();
        names.join(" > ")
    }

    /// The category that is called this: a path of names, its part of an address, or its name where only one has it.
    pub fn find(&self, called: &str) -> Option<CategoryId> {
        let parts = parts(called);
        if let [one] = parts.as_slice() {
            let by_slug = self.groups.iter().find(|group| group.slug == *one || group.slug == slug(one));
            let mut by_name = self.groups.iter().filter(|group| fold(&group.name) == fold(one));
            return match (by_name.next(), by_name.next()) {
                (Some(group), None) => Some(group.id),
                _ => by_slug.map(|group| group.id),
            };
        }
        let mut at: Option<CategoryId> = None;
        for (depth, name) in parts.iter().enumerate() {
            let found = self.below(at, name).or_else(|| self.find(name).filter(|_| depth == 0))?;
            at = Some(found);
        }
        at
    }

    fn below(&self, parent: Option<CategoryId>, name: &str) -> Option<CategoryId> {
        let folded = fold(name);
        let group = self.groups.iter().find(|group| group.parent_id == parent && fold(&group.name) == folded)?;
        Some(group.id)
    }

    /// A part of an address that no category has.
    pub fn free_slug(&self, name: &str, parent: Option<CategoryId>) -> String {
        let taken: HashSet<&str> = self.groups.iter().map(|group| group.slug.as_str()).collect();
        let own = Some(slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "category".to_owned());
        let above = parent.and_then(|id| self.get(id)).map(|group| format!("{}-{own}", group.slug));
        let numbered = (2..).map(|n| format!("{own}-{n}"));
        let mut candidates = [own.clone()].into_iter().chain(above).chain(numbered);
        candidates.find(|slug| !taken.contains(slug.as_str())).unwrap_or(own)
    }

    /// The category at the end of a path, made with all above it that are not there; and the paths of those that were made.
    pub async fn find_or_make(
        &mut self,
        tx: &mut Tx,
        work: &Work<'_>,
        called: &str,
    ) -> Result<(CategoryId, Vec<String>)> {
        if let Some(found) = self.find(called) {
            return Ok((found, Vec::new()));
        }
        let mut at: Option<CategoryId> = None;
        let mut made = Vec::new();
        for name in parts(called).into_iter().take(DEEPEST) {
            let found = self.below(at, name).or_else(|| if at.is_none() { self.find(name) } else { None });
            at = Some(match found {
                Some(id) => id,
                None => {
                    let id = self.make(tx, work, name, at, "", None, None).await?;
                    made.push(self.path(id));
                    id
                }
            });
        }
        let id = at.ok_or_else(|| crate::error::Error::Internal("a category without a name".to_owned()))?;
        Ok((id, made))
    }

    /// Makes a category.
    #[expect(clippy::too_many_arguments, reason = "each is a column")]
    pub async fn make(
        &mut self,
        tx: &mut Tx,
        work: &Work<'_>,
        name: &str,
        parent: Option<CategoryId>,
        summary: &str,
        position: Option<i64>,
        slug: Option<String>,
    ) -> Result<CategoryId> {
        let name: String = name.chars().take(LONGEST).collect();
        let last = self.groups.iter().filter(|group| group.parent_id == parent).map(|group| group.position).max();
        let group = Group {
            id: CategoryId::fresh(),
            parent_id: parent,
            slug: slug.unwrap_or_else(|| self.free_slug(&name, parent)),
            name,
            summary: summary.to_owned(),
            position: position.unwrap_or_else(|| last.unwrap_or(0) + 1),
        };
        if work.write {
            let event = tx.event().to_owned();
            exec!(tx, "
                insert into category (id, parent_id, slug, name, summary, position, last_event)
                values ($1, $2, $3, $4, $5, $6, $7)
            "; group.id, group.parent_id, &group.slug, &group.name, &group.summary, group.position, &event)
            .one()?;
        }
        let id = group.id;
        self.groups.push(group);
        Ok(id)
    }
}

/// The names of a path; `>` parts them, and `/` where no `>` is.
pub(super) fn parts(called: &str) -> Vec<&str> {
    let mark = if called.contains('>') { ">" } else { "/" };
    let parts = called.split(mark).map(str::trim).filter(|part| !part.is_empty());
    // A slash in a name such as "Nuts/bolts" has no blanks beside it.
    if mark == "/" && !called.contains(" / ") { vec![called.trim()] } else { parts.collect() }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_path_has_its_names() {
        assert_eq!(parts("Fasteners > Bolts >  DIN 933"), ["Fasteners", "Bolts", "DIN 933"]);
        assert_eq!(parts("Nuts/bolts"), ["Nuts/bolts"]);
        assert_eq!(parts("Safety / Gloves"), ["Safety", "Gloves"]);
    }
}
