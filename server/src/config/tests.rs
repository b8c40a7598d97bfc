use super::*;

fn with(name: &'static str, value: &'static str) -> Result<Config, String> {
    Config::of(move |n| (n == name).then(|| value.to_owned()))
}

#[test]
fn defaults_are_valid() {
    let config = with("", "").expect("valid");
    assert_eq!(config.limits.portal_idle, Micros::minutes(15));
    assert_eq!(config.hosts.as_ref().map(Vec::len), Some(3));
    assert_eq!(config.public_url.as_str(), "http://localhost:3000/");
    assert_eq!(config.apart(), None);
    assert_eq!((config.staff_mfa, config.work), (None, Work::LEAST));
    assert_eq!(config.secret_key, PathBuf::from("data/behalf.secret.key"));
}

#[test]
fn a_wrong_value_names_the_key_and_what_is_allowed() {
    for (name, value, expected) in [
        ("addr", "3000", "ADDRESS:PORT"),
        ("portal-idle", "15", "15m or 12h"),
        ("portal-idle", "", "15m"),
        ("behalf-minutes", "61", "from 1 to 60"),
        ("handoff", "61s", "60s"),
        ("log-format", "xml", "text or json"),
        ("trusted-proxies", "proxy", "IP address"),
        ("audit-log", "a b", "without blanks"),
        ("mail", "data/mail", "file:FOLDER"),
        ("mail", "smtp://", "smtp://"),
        ("mail-from", "nobody", "Shop <shop@"),
        ("public-url", "shop.example", "https://shop.example"),
        ("public-url", "https://shop.example?x=1", "https://shop.example"),
        ("staff-mfa", "yes", "required or optional"),
        ("argon2-memory", "19455", "from 19456"),
        ("argon2-iterations", "1", "from 2"),
        ("argon2-parallelism", "0", "from 1"),
        ("public-url", "http://shop.example", "https://shop.example"),
        ("public-url", "https://shop.example/portal", "https://shop.example"),
        ("portal-url", "http://portal.example", "https://shop.example"),
        ("portal-url", "http://localhost:4000", "another host"),
        ("portal-url", "https://portal.shop.example", "needs public-url"),
        ("hosts", "http://shop.example", "without scheme"),
        ("log", "verbose", "info,sqlx=warn"),
        ("portal-idle", "13h", "portal-absolute, which is 43200s"),
        ("shop-idle", "25h", "shop-absolute"),
        ("behalf-idle", "61m", "behalf-minutes"),
        ("mail", "file:Cargo.toml", "name a folder"),
        ("mail", "file:Cargo.toml/mail", "name a folder"),
        ("database-url", "postgres://u:s3cret@h", "must name a database"),
    ] {
        let error = with(name, value).expect_err(value);
        assert!(error.starts_with(&format!("{name}: ")) && error.contains(expected), "{error}");
    }
}

#[test]
fn storefront_and_portal_need_different_hosts() {
    let config = Config::of(|name| match name {
        "public-url" => Some("https://shop.example".to_owned()),
        "portal-url" => Some("https://portal.shop.example:8443/".to_owned()),
        _ => None,
    });
    let hosts = config.expect("fits").apart().expect("apart");
    assert_eq!((hosts.shop.name.as_str(), hosts.shop.origin.as_str()), ("shop.example", "https://shop.example"));
    assert_eq!(hosts.portal.name, "portal.shop.example");
    assert_eq!(hosts.portal.origin, "https://portal.shop.example:8443");
    assert!(with("portal-url", "http://localhost:3000").expect("the same").apart().is_none());
}

#[test]
fn tls_decides_under_which_address_people_come() {
    let of = |pairs: &'static [(&'static str, &'static str)]| {
        let given = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        Config::of(given).expect("fits")
    };
    let https = |config: &Config| config.https(3000).map(|url| url.to_string());
    let plain = of(&[]);
    assert_eq!((plain.public_url.as_str(), https(&plain)), ("http://localhost:3000/", None));
    let demo = of(&[]).for_demo();
    assert_eq!(demo.tls, Tls::SelfSigned);
    assert_eq!(demo.public_url.as_str(), "http://localhost:3000/", "links in mails open without a warning");
    assert_eq!(https(&demo).as_deref(), Some("https://localhost:3000/"));
    for pairs in [&[("tls", "off")][..], &[("addr", "192.0.2.1:80")], &[("public-url", "https://shop.example")]] {
        assert_ne!(of(pairs).for_demo().tls, Tls::SelfSigned, "{pairs:?}");
    }
    let own = of(&[("tls-cert", "c.pem"), ("tls-key", "k.pem"), ("addr", "0.0.0.0:443")]);
    assert_eq!(own.public_url.as_str(), "https://localhost/");
    let named = of(&[
        ("tls", "self-signed"),
        ("public-url", "https://shop.localhost:3000"),
        ("portal-url", "https://portal.localhost:3000"),
    ]);
    assert_eq!(named.own_names()[3..], ["shop.localhost", "portal.localhost"]);
    assert_eq!(named.tls_file, PathBuf::from("data/behalf.tls.pem"));
    assert!(Config::of(|name| (name == "tls-cert").then(|| "c".to_owned())).is_err());
}

#[test]
fn printed_settings_hold_no_secret() {
    let config = Config::of(|name| match name {
        "database-url" => Some("postgres://u:s3cret@h/shop?password=s3cret".to_owned()),
        "mail" => Some("smtps://u:s3cret@mail.example".to_owned()),
        _ => None,
    })
    .expect("fits");
    let printed = config.redacted_settings();
    assert_eq!(printed["database-url"], "postgres://h:5432/shop");
    assert_eq!(printed["mail"], "smtps://mail.example");
    assert!(!format!("{:?}", config.mail).contains("s3cret"));
    assert_eq!(printed.len(), KEYS.len());
}

#[test]
fn key_and_checkpoints_have_a_default_place() {
    let config = Config::of(|name| match name {
        "database-url" => Some("postgres://u:p@h:5432/shop?sslmode=require".to_owned()),
        "audit-key" => Some("k".to_owned()),
        _ => None,
    })
    .expect("fits");
    assert_eq!(config.outside.key, PathBuf::from("k"));
    assert_eq!(config.outside.checkpoints, PathBuf::from("data/shop.audit.checkpoints"));
    assert_eq!(config.secret_key, PathBuf::from("data/shop.secret.key"));
}

#[test]
fn the_readme_has_every_setting_with_its_default() {
    let readme = include_str!("../../../README.md");
    for key in KEYS {
        let row = readme.lines().find(|l| l.contains(&format!("`{}`", key.name)));
        let row = row.unwrap_or_else(|| panic!("README has no row for {}", key.name));
        assert!(row.contains(&environment(key.name)) && row.contains(key.default), "{row}");
    }
}
