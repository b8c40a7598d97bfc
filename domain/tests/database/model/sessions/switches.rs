//! The switches outside of a session: person, role, scope, account and company.

use super::{Sessions, State, system};
use crate::model::{Outside, Switch};
use domain::error::Error;
use domain::on_tx;
use domain::policy::{Action, Grants, Role};
use domain::staff::{assign, change};
use uuid::Uuid;

impl Sessions {
    pub(super) async fn set(&mut self, outside: &Outside, switch: Switch, is_on: bool) {
        match switch {
            Switch::Role => {
                let mode = if is_on { "full" } else { "none" };
                let sql = "insert into staff_role (id, permissions, behalf_mode, scope, minutes, last_event) values ('agent', $1, $2, 'all', 60, $3)
                           on conflict (id) do update set behalf_mode = excluded.behalf_mode, last_event = excluded.last_event";
                let codes = Grants::of(Role::Agent).codes();
                let (mut tx, event) = self.write().await;
                on_tx!(tx, c => sqlx::query(sql).bind(&codes).bind(mode).bind(&event).execute(c).await.map(|_| ()))
                    .expect("written");
                tx.commit(domain::audit::Event::new("test.written")).await.expect("commit");
            }
            Switch::Scope => {
                let stores = if is_on { Vec::new() } else { vec![self.other_store] };
                assert_ne!(self.store, self.other_store);
                assign::set(&self.world.person("admin").await, self.staff, &[], &stores).await.expect("assigned");
            }
            Switch::Staff => {
                let admin = self.world.person("admin").await;
                let changed = if is_on {
                    change::enable(&admin, self.staff).await
                } else {
                    change::disable(&admin, self.staff).await
                };
                assert!(matches!(changed, Ok(()) | Err(Error::Conflict(_))), "{changed:?}");
                if !is_on {
                    self.ends(outside, |a| a.state == State::Active, "agent_disabled");
                    for portal in self.portals.iter_mut().filter(|p| p.over.is_empty()) {
                        portal.over = vec!["agent_disabled"];
                    }
                }
            }
            Switch::Account => {
                self.status(
                    "update account set status = $2, last_event = $3 where id = $1",
                    self.account.0,
                    if is_on { "active" } else { "locked" },
                )
                .await
            }
            Switch::Company => {
                let sql = "update organization set status = $2, last_event = $3
                           where id = (select k.organization_id from account a join contact k on k.id = a.contact_id where a.id = $1)";
                self.status(sql, self.account.0, if is_on { "active" } else { "closed" }).await;
            }
            Switch::Feature => {}
        }
    }

    async fn write(&self) -> (domain::tx::Tx, String) {
        let tx = system(&self.world).begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        (tx, event)
    }

    async fn status(&self, sql: &'static str, id: Uuid, status: &'static str) {
        let (mut tx, event) = self.write().await;
        on_tx!(tx, c => sqlx::query(sql).bind(id).bind(status).bind(&event).execute(c).await.map(|_| ()))
            .expect("written");
        tx.commit(domain::audit::Event::new("test.written")).await.expect("commit");
    }
}
