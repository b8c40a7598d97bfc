//! The languages, and which one a request is answered in.

use std::future::Future;
use unic_langid::LanguageIdentifier;

/// A language of the product. The last two are for tests: they show what is not translated and what does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// English with accents, half as long again.
    Longer,
    /// English written from right to left.
    RightToLeft,
}

impl Language {
    /// All of them, in the order of their numbers.
    pub const ALL: [Language; 4] = [Language::English, Language::German, Language::Longer, Language::RightToLeft];
    /// Those that people can choose.
    pub const CHOICES: [Language; 2] = [Language::English, Language::German];

    /// The tag for `<html lang>` and the cookie (BCP 47; pseudo-languages by the names that CLDR gives them).
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Longer => "en-XA",
            Language::RightToLeft => "ar-XB",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::Longer => "Longer",
            Language::RightToLeft => "Right to left",
        }
    }

    /// `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Language::RightToLeft => "rtl",
            Language::English | Language::German | Language::Longer => "ltr",
        }
    }

    /// The language with this tag.
    pub fn parse(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The one of those that people can choose which a tag names: `de-AT` is German.
    ///
    /// ```
    /// use app::text::Language;
    /// assert_eq!(Language::spoken("de-AT"), Some(Language::German));
    /// assert_eq!(Language::spoken("ar-XB"), None);
    /// ```
    pub fn spoken(tag: &str) -> Option<Language> {
        let start = tag.trim().split(['-', '_']).next()?;
        Language::CHOICES.into_iter().find(|language| language.tag().eq_ignore_ascii_case(start))
    }

    /// The languages of a store, by their tags with blanks between them; all that people can choose where it names none.
    ///
    /// ```
    /// use app::text::Language;
    /// assert_eq!(Language::offered("de"), [Language::German]);
    /// assert_eq!(Language::offered(""), Language::CHOICES);
    /// ```
    pub fn offered(tags: &str) -> Vec<Language> {
        let offered: Vec<Language> = tags.split_whitespace().filter_map(Language::spoken).collect();
        if offered.is_empty() { Language::CHOICES.to_vec() } else { offered }
    }

    /// Whether it is only for tests.
    pub fn is_pseudo(self) -> bool {
        !Language::CHOICES.contains(&self)
    }

    /// The one that `Accept-Language` wants most, of those that people can choose (RFC 9110, 12.5.4).
    ///
    /// ```
    /// use app::text::Language;
    /// assert_eq!(Language::accepted("fr-CH, de-AT;q=0.9, en;q=0.8"), Some(Language::German));
    /// assert_eq!(Language::accepted("en;q=0.5, de;q=0.5"), Some(Language::English));
    /// assert_eq!(Language::accepted("fr, de;q=0"), None);
    /// ```
    pub fn accepted(header: &str) -> Option<Language> {
        let wanted = header.split(',').take(20).filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let language = Language::spoken(parts.next()?)?;
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            (weight > 0.0).then_some((language, weight))
        });
        // Of equal weights the first counts.
        wanted.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(language, _)| language)
    }

    pub(super) fn id(self) -> LanguageIdentifier {
        let tag = match self {
            Language::German => "de",
            Language::English | Language::Longer | Language::RightToLeft => "en",
        };
        tag.parse().unwrap_or_default()
    }
}

tokio::task_local! {
    /// The language of what is being answered.
    static CURRENT: Language;
}

/// The language that texts are in here: English outside of a request.
pub fn language() -> Language {
    CURRENT.try_with(|language| *language).unwrap_or(Language::English)
}

/// Runs a future whose texts are in `language`.
pub async fn with_language<F: Future>(language: Language, future: F) -> F::Output {
    CURRENT.scope(language, future).await
}

/// Makes one part of a page in another language, such as the bar of a session for the agent.
pub fn in_language<T>(language: Language, part: impl FnOnce() -> T) -> T {
    CURRENT.sync_scope(language, part)
}
