//! Trusted proxies, and the address of the client (R137).
//!
//! `X-Forwarded-For` is read from its end, where the nearest proxy has written: the first address that is no trusted proxy
//! is the client. Addresses before it were written by the client and are ignored. When a trusted proxy
//! forwards no address, or one that cannot be read, its own counts. All addresses are canonical: an IPv4 address that
//! arrives inside an IPv6 one is the IPv4 address.

use http::HeaderMap;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

/// The header that is read. `Forwarded` is not.
const FORWARDED: &str = "x-forwarded-for";

/// The proxies that are trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Reads addresses (`10.0.0.1`) and networks (`10.0.0.0/8`).
    ///
    /// # Errors
    /// The text that is neither.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Proxies, &'a str> {
        let read = |text: &'a str| {
            let one = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
            one.ok().or_else(|| text.parse::<IpNet>().ok().map(|net| canonical(net.trunc()))).ok_or(text)
        };
        texts.into_iter().map(read).collect::<Result<_, _>>().map(Proxies)
    }

    /// Whether a proxy at this address is trusted.
    pub fn is_trusted(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Whom a request comes from that came over a socket from `peer`.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.is_trusted(peer) {
            return peer;
        }
        let mut client = peer;
        let lines: Vec<&str> = headers.get_all(FORWARDED).iter().map(|v| v.to_str().unwrap_or_default()).collect();
        if lines.is_empty() {
            static ONCE: Once = Once::new();
            ONCE.call_once(
                || tracing::warn!(%peer, "a trusted proxy sends no X-Forwarded-For: its own address counts"),
            );
        }
        for part in lines.iter().rev().flat_map(|line| line.rsplit(',')).filter(|part| !part.trim().is_empty()) {
            let Some(address) = address(part) else { break };
            client = address;
            if !self.is_trusted(address) {
                break;
            }
        }
        client
    }
}

/// A network of IPv4 addresses inside IPv6 ones as what it is.
fn canonical(net: IpNet) -> IpNet {
    let inside = match net {
        IpNet::V6(v6) if v6.prefix_len() >= 96 => v6.addr().to_ipv4_mapped().map(|v4| (v4, v6.prefix_len() - 96)),
        _ => None,
    };
    inside.and_then(|(v4, length)| IpNet::new(v4.into(), length).ok()).unwrap_or(net)
}

/// An address as proxies write it: bare, in brackets, with a port or without, in quotes or not.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let parsed = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()));
    parsed.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn client(trusted: &str, peer: &str, lines: &[&str]) -> String {
        let proxies = Proxies::parse(trusted.split(',').filter(|s| !s.is_empty())).expect("proxies");
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, HeaderValue::from_str(line).expect("a value"));
        }
        proxies.client(peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn client_is_the_last_untrusted_address() {
        for (trusted, peer, lines, want) in [
            ("", "192.0.2.1", &["198.51.100.7"][..], "192.0.2.1"),
            ("10.0.0.1", "10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", "10.0.0.1", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.0/8", "10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.1.2.3"], "198.51.100.7"),
            ("10.0.0.0/8", "10.0.0.1", &["203.0.113.9, 198.51.100.7", "10.1.2.3"], "198.51.100.7"),
            ("10.0.0.1", "10.0.0.1", &["198.51.100.7, 10.1.2.3"], "10.1.2.3"),
            ("10.0.0.1", "10.0.0.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("10.0.0.1", "10.0.0.1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("10.0.0.1", "10.0.0.1", &["[2001:db8::7]"], "2001:db8::7"),
            ("10.0.0.1", "10.0.0.1", &["\"[2001:db8::7]:1\""], "2001:db8::7"),
            ("10.0.0.1", "10.0.0.1", &["::ffff:198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", "::ffff:10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.0.0.0/104", "10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("2001:db8:1::/48", "2001:db8:1::1", &["2001:db8:2::1, 2001:db8:1::9"], "2001:db8:2::1"),
            // Nothing that can be read: the proxy's own.
            ("10.0.0.1", "10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", "10.0.0.1", &[""], "10.0.0.1"),
            ("10.0.0.1", "10.0.0.1", &["198.51.100.7, unknown"], "10.0.0.1"),
            ("10.0.0.0/8", "10.0.0.1", &["unknown, 10.0.0.2"], "10.0.0.2"),
            // It came from a proxy itself.
            ("10.0.0.0/8", "10.0.0.1", &["10.0.0.9, 10.0.0.2"], "10.0.0.9"),
            ("", "::ffff:192.0.2.1", &[], "192.0.2.1"),
        ] {
            assert_eq!(client(trusted, peer, lines), want, "{trusted} {peer} {lines:?}");
        }
    }

    #[test]
    fn what_is_no_address_and_no_network_is_said() {
        for wrong in ["proxy", "10.0.0.0/33", "10.0.0.1:80", "10.0.0"] {
            assert_eq!(Proxies::parse(["10.0.0.1", wrong]), Err(wrong));
        }
    }
}
