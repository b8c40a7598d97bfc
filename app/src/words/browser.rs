//! Browsers by name, from what they say of themselves.
//!
//! Rule: nothing is decided by it. Most browsers also name those that they descend from, so the more special marks come
//! first.

use crate::t;

/// Marks of browsers.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chromium"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Marks of systems.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// A browser and its system by name.
///
/// ```
/// # use app::words::browser::name;
/// let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// assert_eq!(name(agent), "Firefox on Linux");
/// assert_eq!(name("curl/8.5"), "Unknown browser");
/// ```
pub fn name(agent: &str) -> String {
    let find = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        ("", "") => t!("browser-unknown").to_owned(),
        ("", system) => t!("browser-unknown-on", system = system),
        (browser, "") => browser.to_owned(),
        (browser, system) => t!("browser-on", browser = browser, system = system),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_more_special_name_wins() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, want) in [
            (
                format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} HeadlessChrome/140.0.0.0 Safari/537.36"),
                "Chromium on Linux",
            ),
            (format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} Chrome/140.0.0.0 Safari/537.36"), "Chrome on Linux"),
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0"),
                "Edge on Windows",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 14; K) {webkit} Chrome/140.0.0.0 Mobile Safari/537.36"),
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
                    .to_owned(),
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15"
                    .to_owned(),
                "Safari on macOS",
            ),
            ("SomeBot (Linux)".to_owned(), "Unknown browser on Linux"),
            (String::new(), "Unknown browser"),
        ] {
            assert_eq!(name(&agent), want, "{agent}");
        }
    }
}
