//! Chooses the language of a page and the language of its reader. They differ on a customer's page that an agent reads
//! (0066).

use app::text::Language;
use app::web::host::is_portal;
use domain::cx::Principal;

/// The languages that a request asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// From the cookie: the person chose it in this browser.
    pub chosen: Option<Language>,
    /// From `Accept-Language`: the best one that we have.
    pub accepted: Option<Language>,
}

/// The two languages of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Of the page.
    pub page: Language,
    /// Of the reader: the agent, where somebody acts on behalf.
    pub own: Language,
}

/// Pages under `/as/{slug}` that are about the session and not the customer's: their first part.
const OF_THE_SESSION: [&str; 4] = ["verify", "more-time", "end", "alive"];
/// Where the calls of those pages begin.
const CALLS_OF_THE_SESSION: &str = "/api/behalf/";

impl Spoken {
    /// The languages of an answer to `principal`; `path` without `/as/{slug}`, `offered` those of the store.
    ///
    /// A customer's page is in the language that they chose in this browser, else in that of their account, else in that of
    /// the browser's settings. In a session on behalf the page follows the customer's account, not the agent's browser.
    pub fn of(asked: Asked, principal: &Principal, path: &str, offered: &[Language]) -> Spoken {
        let own = asked.chosen.or(asked.accepted).unwrap_or(Language::English);
        let page = match principal {
            Principal::Customer(customer, _) => {
                asked.chosen.or_else(|| Language::spoken(&customer.language)).unwrap_or(own)
            }
            // A language for tests is nobody's: it shows the whole page.
            Principal::Behalf(..) if own.is_pseudo() || is_of_the_session(path) => own,
            Principal::Behalf(_, customer, _) => Language::spoken(&customer.language).unwrap_or(Language::English),
            Principal::Staff(..) | Principal::Anonymous | Principal::System => own,
        };
        let is_acting = matches!(principal, Principal::Behalf(..));
        let is_of_staff = is_portal(path) || (is_acting && is_of_the_session(path));
        let page = match offered.first() {
            Some(first) if !is_of_staff && !page.is_pseudo() && !offered.contains(&page) => *first,
            _ => page,
        };
        Spoken { page, own: if is_acting { own } else { page } }
    }
}

fn is_of_the_session(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    OF_THE_SESSION.contains(&first) || path.starts_with(CALLS_OF_THE_SESSION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_session_are_the_agents() {
        for path in ["/verify", "/verify/wait", "/more-time", "/end", "/api/behalf/verify"] {
            assert!(is_of_the_session(path), "{path}");
        }
        for path in ["/", "/cart", "/endless", "/orders/end", "/api/catalog/suggest"] {
            assert!(!is_of_the_session(path), "{path}");
        }
    }

    #[test]
    fn a_choice_comes_before_the_settings_of_the_browser() {
        let all = Language::CHOICES;
        let spoken = |chosen, accepted| Spoken::of(Asked { chosen, accepted }, &Principal::Anonymous, "/", &all).page;
        assert_eq!(spoken(Some(Language::English), Some(Language::German)), Language::English);
        assert_eq!(spoken(None, Some(Language::German)), Language::German);
        assert_eq!(spoken(None, None), Language::English);
    }

    #[test]
    fn a_store_speaks_its_own_languages() {
        let asked = Asked { chosen: Some(Language::English), accepted: None };
        let spoken = |path| Spoken::of(asked, &Principal::Anonymous, path, &[Language::German]).page;
        assert_eq!((spoken("/"), spoken("/portal/sign-in")), (Language::German, Language::English));
    }
}
