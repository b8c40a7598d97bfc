//! Every action as every kind of principal: the whole table, written out.

use crate::world::{Engine, World, on_every_engine};
use domain::cx::{Behalf, Mode, Principal};
use domain::error::Error;
use domain::policy::{Action, check};

/// The actions that a principal may do, by name.
fn allowed(principal: &Principal) -> Vec<String> {
    Action::ALL.into_iter().filter(|a| check(principal, *a).is_ok()).map(|a| format!("{a:?}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_table() {
    let world = World::new(Engine::Sqlite).await;
    let of = |cx: domain::cx::Cx| allowed(cx.principal()).join(" ");
    assert_eq!(of(world.anonymous()), "ViewCatalog SignIn");
    let shop = "ViewCatalog ViewCart EditCart PlaceOrder ViewOrders ViewAccount";
    assert_eq!(
        of(world.person("buyer").await),
        format!("{shop} ChangePassword SignIn SignOut ChangeConsent MakeConsentCode AnswerSupport EndSupport")
    );
    let desk = "ViewCatalog SignIn SignOut ManageFactors UsePortal";
    assert_eq!(of(world.person("agent").await), format!("{desk} ViewContacts ViewAllOrders SendReset LoginOnBehalf"));
    assert_eq!(of(world.person("junior").await), format!("{desk} ViewContacts ViewAllOrders LoginOnBehalf"));
    assert_eq!(of(world.person("sales").await), format!("{desk} ViewContacts ViewAllOrders LoginOnBehalf"));
    assert_eq!(
        of(world.person("supervisor").await),
        format!(
            "{desk} ViewContacts ViewAllOrders SendReset LoginOnBehalf ViewSessions EndAnySession ReleaseLimit ViewStaff OverrideConsent"
        )
    );
    assert_eq!(
        of(world.person("admin").await),
        format!("{desk} ViewContacts ViewAllOrders ViewSessions EndAnySession ViewStaff ManageStaff OverrideConsent")
    );
    assert_eq!(of(world.person("auditor").await), format!("{desk} ViewSessions ViewAudit"));
    assert_eq!(of(world.person("finance").await), format!("{desk} ViewContacts ViewAllOrders"));
    let (_, _, acting) = world.acting().await;
    assert_eq!(allowed(acting.principal()).join(" "), format!("{shop} EndBehalf ExtendBehalf"));
    let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
    let looking = Principal::Behalf(staff, customer, Box::new(Behalf { mode: Mode::View, ..*behalf }));
    assert_eq!(allowed(&looking).join(" "), "ViewCatalog ViewCart ViewOrders ViewAccount EndBehalf ExtendBehalf");
    assert_eq!(allowed(&Principal::System), ["RunJob"]);
}

on_every_engine! {
    async fn a_session_that_is_over_does_nothing_at_all(world: World) {
        let (slug, token, acting) = world.acting().await;
        domain::behalf::ending::end(&acting, "").await.expect("end");
        assert!(world.acting_again(&slug, &token).await.is_none());
        for action in Action::ALL {
            let begun = acting.begin(action).await.map(|_| ());
            assert!(matches!(begun, Err(Error::Ended(_) | Error::Forbidden(_))), "{action:?}: {begun:?}");
        }
    }
}
