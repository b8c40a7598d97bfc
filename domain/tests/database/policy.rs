//! Every action as every kind of principal: the whole table, written out.

use crate::world::{Engine, World, on_every_engine};
use domain::cx::{Behalf, Customer, Mode, Principal};
use domain::error::{Denied, Error};
use domain::organization::member::Role;
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
    let shop = "ViewCatalog ViewCart EditCart ReadLines ViewLists EditLists AnswerPrepared PlaceOrder Export ViewItemNumbers EditItemNumbers ViewOrders ViewAccount";
    let support = shop.replace("AnswerPrepared", "PrepareCart");
    assert_eq!(
        of(world.person("buyer").await),
        format!("{shop} ChangePassword SignIn SignOut ChangeConsent MakeConsentCode AnswerSupport EndSupport")
    );
    let desk = "ViewCatalog SignIn SignOut ManageFactors UsePortal";
    assert_eq!(
        of(world.person("agent").await),
        format!("{desk} ViewContacts ViewAllOrders SendReset InviteCustomers LoginOnBehalf")
    );
    assert_eq!(of(world.person("junior").await), format!("{desk} ViewContacts ViewAllOrders LoginOnBehalf"));
    assert_eq!(of(world.person("sales").await), format!("{desk} ViewContacts ViewAllOrders LoginOnBehalf"));
    assert_eq!(
        of(world.person("supervisor").await),
        format!(
            "{desk} ViewContacts ViewAllOrders SendReset InviteCustomers LoginOnBehalf ViewSessions EndAnySession ReleaseLimit OverrideConsent ViewStaff"
        )
    );
    assert_eq!(
        of(world.person("admin").await),
        format!(
            "{desk} ViewContacts ViewAllOrders InviteCustomers ViewSessions EndAnySession OverrideConsent ViewStaff ManageStaff ManageMedia NameCompanyAdmin ImportData"
        )
    );
    assert_eq!(of(world.person("auditor").await), format!("{desk} ViewSessions ViewAudit"));
    assert_eq!(of(world.person("finance").await), format!("{desk} ViewContacts ViewAllOrders"));
    let (_, _, acting) = world.acting().await;
    assert_eq!(allowed(acting.principal()).join(" "), format!("{support} EndBehalf ExtendBehalf"));
    let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
    let looking = Principal::Behalf(staff, customer, Box::new(Behalf { mode: Mode::View, ..*behalf }));
    assert_eq!(
        allowed(&looking).join(" "),
        "ViewCatalog ViewCart ViewLists Export ViewItemNumbers ViewOrders ViewAccount EndBehalf ExtendBehalf"
    );
    assert_eq!(allowed(&Principal::System), ["RunJob"]);
}

/// R41: the rights of the customer's role, less what is never possible on behalf, less what grants and mode do not allow.
/// What a role that orders may do beside looking.
const ORDERING: &str = "EditCart PlaceOrder ReadLines EditLists EditItemNumbers AnswerPrepared";

#[tokio::test(flavor = "multi_thread")]
async fn rights_by_role_grant_and_mode() {
    let world = World::new(Engine::Sqlite).await;
    let Principal::Customer(own, session) = world.person("buyer").await.principal().clone() else { panic!("own") };
    let (_, _, acting) = world.acting().await;
    let Principal::Behalf(staff, _, behalf) = acting.principal().clone() else { panic!("acting") };
    let sorted = |words: &str| {
        let mut words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words
    };
    let look = "ViewCatalog ViewCart ViewLists Export ViewItemNumbers ViewOrders ViewAccount";
    let oneself = "ChangePassword SignIn SignOut ChangeConsent MakeConsentCode AnswerSupport EndSupport";
    let leave = "EndBehalf ExtendBehalf";
    for (role, order, see, decide) in [
        (Role::Admin, ORDERING, "ViewApprovals", "DecideApproval ManageCompany"),
        (Role::Approver, ORDERING, "ViewApprovals", "DecideApproval"),
        (Role::Buyer, ORDERING, "", ""),
        (Role::Viewer, "", "", ""),
    ] {
        let customer = Customer { role, ..own.clone() };
        let may = |principal: &Principal| sorted(&allowed(principal).join(" "));
        let alone = Principal::Customer(customer.clone(), session);
        assert_eq!(may(&alone), sorted(&format!("{look} {oneself} {order} {see} {decide}")), "{role:?}");
        for (grants, mode, writes, acts) in [
            (Some(Mode::Full), Mode::Full, order, true),
            (Some(Mode::Full), Mode::View, "", true),
            (Some(Mode::View), Mode::Full, "", true),
            (Some(Mode::View), Mode::View, "", true),
            (None, Mode::Full, "", false),
        ] {
            let mut staff = staff.clone();
            staff.grants.behalf = grants;
            let behalf = Box::new(Behalf { mode, ..*behalf.clone() });
            let acting = Principal::Behalf(staff, customer.clone(), behalf);
            let writes = writes.replace("AnswerPrepared", "PrepareCart");
            let expected = if acts { format!("{look} {writes} {see} {leave}") } else { String::new() };
            assert_eq!(may(&acting), sorted(&expected), "{role:?} {mode:?}");
            if acts {
                for action in [Action::DecideApproval, Action::ManageCompany, Action::ChangeConsent] {
                    assert_eq!(
                        check(&acting, action),
                        Err(Error::Forbidden(Denied::NotOnBehalf)),
                        "{role:?} {action:?}"
                    );
                }
            }
        }
        let lacks = |action| check(&alone, action) == Err(Error::Forbidden(Denied::MemberRole));
        assert_eq!(lacks(Action::EditCart), role == Role::Viewer);
        assert_eq!(lacks(Action::ManageCompany), role != Role::Admin);
    }
}

on_every_engine! {
    async fn ended_session_does_nothing(world: World) {
        let (slug, token, acting) = world.acting().await;
        domain::behalf::ending::end(&acting, "").await.expect("end");
        assert!(world.acting_again(&slug, &token).await.is_none());
        for action in Action::ALL {
            let begun = acting.begin(action).await.map(|_| ());
            assert!(matches!(begun, Err(Error::Ended(_) | Error::Forbidden(_))), "{action:?}: {begun:?}");
        }
    }
}
