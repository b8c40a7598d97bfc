//! What should become of each session: the model that the store is compared with.

use super::{Acting, Causes, Portal, Sessions, State};
use crate::model::{BEHALF_IDLE, Outside, PORTAL_IDLE, Switch};
use domain::behalf::consent::Consent;

impl Sessions {
    /// The limits of a portal session that were reached, and what is missing for it.
    pub(super) fn portal_causes(&self, outside: &Outside, portal: &Portal) -> Causes {
        let mut causes = portal.over.clone();
        if portal.over.is_empty() {
            let limits = [
                (outside.now >= portal.expires, "portal_expired"),
                (outside.now - portal.seen >= PORTAL_IDLE, "portal_idle"),
                (!outside.is_on(Switch::Staff), "agent_disabled"),
            ];
            causes.extend(limits.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why));
        }
        causes
    }

    /// Everything that ends a session, or a request for one, as things are now.
    pub(super) fn causes(&self, outside: &Outside, acting: &Acting) -> Causes {
        if !acting.over.is_empty() {
            return acting.over.clone();
        }
        let is_active = acting.state == State::Active;
        let withdrawn = match acting.consent {
            Consent::Allowed => self.consent != Consent::Allowed,
            _ => self.consent == Consent::Never,
        };
        let end = if is_active { acting.expires } else { acting.redeem_by };
        let facts = [
            (!outside.is_on(Switch::Feature), "off"),
            (outside.now >= end, "expired"),
            (is_active && outside.now - acting.seen >= BEHALF_IDLE, "idle"),
            (!outside.is_on(Switch::Role) || !outside.is_on(Switch::Scope), "permission_lost"),
            (!outside.is_on(Switch::Company), "company_closed"),
            (!outside.is_on(Switch::Account), "subject_disabled"),
            (is_active && withdrawn, "consent_withdrawn"),
        ];
        let own = facts.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why);
        own.chain(self.portal_causes(outside, &self.portals[acting.portal])).collect()
    }

    /// Somebody looked at a portal session: what is over is over for good, and what rests on it.
    pub(super) fn look_at_portal(&mut self, outside: &Outside, at: usize) {
        let causes = self.portal_causes(outside, &self.portals[at]);
        if causes.is_empty() || !self.portals[at].over.is_empty() {
            return;
        }
        for n in 0..self.acting.len() {
            if self.acting[n].portal == at && self.acting[n].state == State::Active {
                self.acting[n].over = self.causes(outside, &self.acting[n]);
            }
        }
        self.portals[at].over = causes;
    }

    /// Somebody looked at a session: what is over is over for good, its portal session too.
    pub(super) fn look_at(&mut self, outside: &Outside, n: usize) -> bool {
        if self.acting[n].over.is_empty() {
            let causes = self.causes(outside, &self.acting[n]);
            if !causes.is_empty() {
                self.acting[n].over = causes;
                self.look_at_portal(outside, self.acting[n].portal);
            }
        }
        self.acting[n].over.is_empty()
    }

    /// Everything open ends, `also` for this cause.
    pub(super) fn ends(&mut self, outside: &Outside, which: impl Fn(&Acting) -> bool, also: &'static str) {
        for n in 0..self.acting.len() {
            if self.acting[n].over.is_empty() && which(&self.acting[n]) {
                let mut causes = self.causes(outside, &self.acting[n]);
                causes.push(also);
                self.acting[n].over = causes;
            }
        }
    }

    pub(super) fn open(&self, outside: &Outside) -> usize {
        let is_open = |a: &&Acting| a.state == State::Active && self.causes(outside, a).is_empty();
        self.acting.iter().filter(is_open).count()
    }

    pub(super) fn pick(&self, n: usize, fits: impl Fn(&Acting) -> bool) -> Option<usize> {
        let all: Vec<usize> = (0..self.acting.len()).filter(|i| fits(&self.acting[*i])).collect();
        // The latest are the most interesting ones.
        if all.is_empty() { None } else { Some(all[all.len() - 1 - n % all.len().min(3)]) }
    }

    pub(super) fn pick_portal(&self, n: usize) -> Option<usize> {
        let all = self.portals.len();
        if all == 0 { None } else { Some(all - 1 - n % all.min(3)) }
    }

    /// The store says that it is over: for one of the causes that were true then, and always the same.
    pub(super) fn is_over(&mut self, n: usize, why: &str) {
        let acting = &mut self.acting[n];
        let known = acting.over.iter().copied().find(|cause| *cause == why);
        let known = known.unwrap_or_else(|| panic!("{} is over for {why}, not one of {:?}", acting.slug, acting.over));
        acting.over = vec![known];
    }
}
