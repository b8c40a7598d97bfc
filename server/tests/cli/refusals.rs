//! Nobody can act on behalf before a role gets the right, and expired things are recorded as ended.

use crate::program::Place;
use serde_json::Value;

#[test]
fn bare_database_allows_no_session_on_behalf() {
    let place = Place::empty();
    place.ok(&["migrate"]);
    let person = ["--name", "Nora Vance", "--email", "nora@kilnworth.example", "--role", "agent"];
    let said = place.ok(&[&["staff", "invite"], person.as_slice()].concat());
    assert!(said.contains("Nobody with the role Support may log in on behalf of customers yet."), "{said}");
    assert!(said.contains("behalf staff role --role agent --may-act full"), "{said}");
    for role in ["admin", "supervisor", "agent", "junior", "sales", "auditor", "finance"] {
        let email = format!("{role}@kilnworth.example");
        let words = ["staff", "invite", "--name", "Somebody New", "--email", &email, "--role", role];
        let said = place.ok(&words);
        assert!(!said.contains("may log in on behalf of customers."), "{role}: {said}");
    }
    let said = place.ok(&["staff", "role", "--role", "junior", "--may-act", "view"]);
    assert!(
        said.contains("Everybody with the role Support trainee may log in on behalf of customers, to look only."),
        "{said}"
    );
    let email = "other@kilnworth.example";
    let words = ["staff", "invite", "--name", "Other One", "--email", email, "--role", "agent", "--may-act", "full"];
    assert!(place.ok(&words).contains("Everybody with the role Support may log in on behalf of customers."));
    let said = place.ok(&["staff", "role", "--role", "agent", "--may-act", "none"]);
    assert!(said.contains("Nobody with the role Support"), "{said}");
    let events = place.events();
    let changes = events.iter().filter(|e| e.pointer("/type").and_then(Value::as_str) == Some("staff_role.changed"));
    assert_eq!(changes.count(), 3, "given and taken on purpose, each with an event");
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn a_server_writes_down_that_a_link_is_too_old() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    // The demo has an invitation whose time is over; the first sweep is at once.
    std::thread::sleep(std::time::Duration::from_secs(3));
    server.stop();
    assert!(place.events().iter().any(|event| event["type"] == "staff.invite_expired"));
}
