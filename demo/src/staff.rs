//! The demo's staff, and everybody whose password is known.

use super::{Login, contact};
use domain::policy::Role;

/// A member of staff of the demo.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Name.
    pub name: &'static str,
    /// Work e-mail.
    pub email: &'static str,
    /// Role.
    pub role: Role,
    /// Password.
    password: &'static str,
}

/// All staff; Ana first.
pub const ALL: [Member; 7] = [
    Member {
        name: "Ana Silva",
        email: "ana@kilnworth.example",
        role: Role::Agent,
        password: "ledger-harbour-lantern-42",
    },
    Member {
        name: "Ben Okafor",
        email: "ben@kilnworth.example",
        role: Role::Supervisor,
        password: "walnut-signal-terrace-17",
    },
    Member {
        name: "Chloé Martin",
        email: "chloe@kilnworth.example",
        role: Role::Junior,
        password: "pebble-orchard-compass-58",
    },
    Member {
        name: "Dmitri Hale",
        email: "dmitri@kilnworth.example",
        role: Role::Auditor,
        password: "granite-meadow-archive-31",
    },
    Member {
        name: "Ewa Nowak",
        email: "ewa@kilnworth.example",
        role: Role::Admin,
        password: "copper-willow-bracket-64",
    },
    Member {
        name: "Farid Haddad",
        email: "farid@kilnworth.example",
        role: Role::Sales,
        password: "saffron-bridge-carousel-29",
    },
    Member {
        name: "Greta Lind",
        email: "greta@kilnworth.example",
        role: Role::Finance,
        password: "juniper-tally-lighthouse-83",
    },
];

/// The companies that the sales representative looks after.
pub const SALES_COMPANIES: [&str; 4] =
    ["Brightkiln SA", "Tarnwick Fabrication Ltd", "Kestrelhaus GmbH", "Polderwerk Techniek BV"];

/// What support may order on behalf at once without a second person, in minor units, and how often in one session.
pub const AGENT_ORDER_LIMIT: i64 = 2_500_000;
/// Orders of one session.
pub const AGENT_ORDERS_LIMIT: i64 = 10;

/// Name and e-mail of somebody who was invited and did not come.
pub const INVITED: (&str, &str) = ("Hana Sato", "hana@kilnworth.example");

/// E-mail and password of the buyers who may sign in; Oleg first.
const BUYERS: [(&str, &str); 8] = [
    ("oleg@northmere.example", "anchor-thimble-voyage-36"),
    ("olga.kovalenko@brightkiln.example", "maple-current-doorway-71"),
    ("emma.clarke@northmere.example", "velvet-quarry-sundial-45"),
    ("therese.lacombe@brightkiln.example", "cobalt-garden-rivulet-92"),
    ("aoife.brannigan@fenlight.example", "bramble-platform-whistle-24"),
    ("anna.berg@kestrelhaus.example", "amber-pontoon-feather-67"),
    ("rosalind.thackray@tarnwick.example", "slate-teapot-horizon-53"),
    ("jose.alvarez@northmere.example", "timber-lagoon-metronome-86"),
];

/// Everybody whose password is known: staff, Ana first, then buyers, Oleg first.
pub fn logins() -> Vec<Login> {
    let staff = ALL.iter().map(|m| Login { role: m.role.as_str(), name: m.name, login: m.email, password: m.password });
    let buyers = BUYERS.iter().map(|&(login, password)| {
        let name = contact::ALL.iter().find(|c| contact::email(c) == login).map_or("", |c| c.latin_name());
        Login { role: "buyer", name, login, password }
    });
    staff.chain(buyers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn passwords_are_long_and_differ_and_everybody_is_somebody() {
        let logins = logins();
        assert_eq!((logins[0].name, logins[0].role), ("Ana Silva", "agent"));
        let first = logins.iter().find(|l| l.role == "buyer").expect("a buyer");
        assert_eq!((first.name, first.login), ("Oleg Koval", "oleg@northmere.example"));
        let passwords: HashSet<&str> = logins.iter().map(|l| l.password).collect();
        assert_eq!(passwords.len(), logins.len());
        for login in &logins {
            assert!(login.password.chars().count() >= 15 && !login.name.is_empty(), "{}", login.login);
            let local = login.login.split('@').next().unwrap_or_default();
            assert!(local.split('.').all(|part| !login.password.contains(part)), "{}", login.login);
        }
    }
}
