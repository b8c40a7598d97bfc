//! Storefront and portal at hosts of their own (R56).
//!
//! Rule: what belongs to one is not found at the other, whatever comes along with the request.

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its name, as browsers send it in `Host`, without a port.
    pub name: String,
    /// What an address there begins with, such as `https://portal.shop.example`.
    pub origin: String,
}

/// Both, where they are apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// The storefront's, acting on behalf included.
    pub shop: Host,
    /// The staff's.
    pub portal: Host,
}

impl Hosts {
    /// What is served at the host of this name; nothing at any other.
    pub fn face(&self, name: &str) -> Option<Face> {
        match name {
            name if name.eq_ignore_ascii_case(&self.shop.name) => Some(Face::Shop),
            name if name.eq_ignore_ascii_case(&self.portal.name) => Some(Face::Portal),
            _ => None,
        }
    }
}

/// What is served at the host of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Storefront and portal: they share one host.
    Both,
    /// The storefront alone.
    Shop,
    /// The portal alone.
    Portal,
}

impl Face {
    /// Whether a path belongs here; `on_behalf`: it stood under `/as/{slug}`.
    pub fn serves(self, path: &str, on_behalf: bool) -> bool {
        match self {
            Face::Both => true,
            Face::Shop => on_behalf || !is_portal(path),
            // Colours and language are chosen at both.
            Face::Portal => !on_behalf && (is_portal(path) || ["/theme", "/language"].contains(&path)),
        }
    }
}

/// Whether a path, with or without its query, is the portal's.
pub fn is_portal(path: &str) -> bool {
    path.strip_prefix("/portal").is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_belongs_to_one_of_them() {
        for (path, on_behalf, shop, portal) in [
            ("/", false, true, false),
            ("/cart", false, true, false),
            ("/cart", true, true, false),
            ("/portals", false, true, false),
            ("/portal", false, false, true),
            ("/portal/contacts", false, false, true),
            ("/portal/api/contact/search", false, false, true),
            ("/theme", false, true, true),
            ("/theme", true, true, false),
            ("/language", false, true, true),
        ] {
            let serves = |face: Face| face.serves(path, on_behalf);
            assert_eq!((serves(Face::Shop), serves(Face::Portal)), (shop, portal), "{path}");
            assert!(serves(Face::Both), "{path}");
        }
        assert!(is_portal("/portal?x=1") && !is_portal("/porta"));
    }

    #[test]
    fn a_host_is_known_by_its_whole_name() {
        let host = |name: &str| Host { name: name.to_owned(), origin: format!("https://{name}") };
        let hosts = Hosts { shop: host("shop.example"), portal: host("portal.shop.example") };
        assert_eq!(hosts.face("SHOP.example"), Some(Face::Shop));
        assert_eq!(hosts.face("portal.shop.example"), Some(Face::Portal));
        for other in ["", "example", "evil.shop.example", "shop.example.evil"] {
            assert_eq!(hosts.face(other), None, "{other}");
        }
    }
}
