//! The host that a browser says it is at.

use http::Request;
use http::header::HOST;

/// The host of a request, with its port where it has one.
pub fn host<B>(request: &Request<B>) -> &str {
    let said = request.headers().get(HOST).and_then(|v| v.to_str().ok());
    said.or(request.uri().authority().map(|a| a.as_str())).unwrap_or_default()
}

/// The name in a host, without its port.
pub fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether a host is this machine by its name. An address that is a number is none: browsers keep no
/// `Strict-Transport-Security` for it.
pub fn is_local(host: &str) -> bool {
    let name = name(host).trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether a host is the machine that the program runs on, by its name or by its number.
pub fn is_this_machine(host: &str) -> bool {
    is_local(host) || ["127.0.0.1", "[::1]"].contains(&name(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in ["localhost", "LOCALHOST:3000", "portal.localhost:3000", "localhost."] {
            assert!(is_local(host) && is_this_machine(host), "{host}");
        }
        for host in ["", "shop.example", "localhost.example:443", "127.0.0.1:3000", "[::1]:3000", "notlocalhost"] {
            assert!(!is_local(host), "{host}");
        }
        assert!(is_this_machine("127.0.0.1:3000") && is_this_machine("[::1]") && !is_this_machine("192.0.2.1"));
        assert_eq!((name("[::1]:3000"), name("[::1]"), name("shop.example")), ("[::1]", "[::1]", "shop.example"));
    }
}
