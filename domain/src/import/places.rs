//! Countries, languages and time zones as files name them.

use crate::search::fold;

/// The codes of all countries (ISO 3166-1).
#[rustfmt::skip]
const CODES: [&str; 249] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD",
    "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA",
    "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE",
    "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA",
    "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK",
    "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
    "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT",
    "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS",
    "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ",
    "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS",
    "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST",
    "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
    "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA",
    "ZM", "ZW",
];

/// Countries that firms in Europe name in words: code, the time zone of most people there, names as they are compared.
const NAMES: &[(&str, &str, &str)] = &[
    ("AT", "Europe/Vienna", "austria|osterreich|oesterreich|autriche|aut"),
    ("AU", "Australia/Sydney", "australia|australien|australie|aus"),
    ("BE", "Europe/Brussels", "belgium|belgien|belgique|belgie|bel"),
    ("BG", "Europe/Sofia", "bulgaria|bulgarien|bulgarie|bgr"),
    ("CA", "America/Toronto", "canada|kanada|can"),
    ("CH", "Europe/Zurich", "switzerland|schweiz|suisse|svizzera|che"),
    ("CN", "Asia/Shanghai", "china|chine|people's republic of china|chn"),
    ("CY", "Asia/Nicosia", "cyprus|zypern|chypre|cyp"),
    ("CZ", "Europe/Prague", "czechia|czech republic|tschechien|tschechische republik|tchequie|cze"),
    ("DE", "Europe/Berlin", "germany|deutschland|allemagne|bundesrepublik deutschland|deu|ger|brd"),
    ("DK", "Europe/Copenhagen", "denmark|danemark|dnk"),
    ("EE", "Europe/Tallinn", "estonia|estland|estonie|est"),
    ("ES", "Europe/Madrid", "spain|spanien|espagne|espana|esp"),
    ("FI", "Europe/Helsinki", "finland|finnland|finlande|fin"),
    ("FR", "Europe/Paris", "france|frankreich|fra"),
    (
        "GB",
        "Europe/London",
        "united kingdom|great britain|vereinigtes konigreich|grossbritannien|royaume-uni|england|scotland|wales|northern ireland|gbr|uk",
    ),
    ("GR", "Europe/Athens", "greece|griechenland|grece|grc|el"),
    ("HR", "Europe/Zagreb", "croatia|kroatien|croatie|hrv"),
    ("HU", "Europe/Budapest", "hungary|ungarn|hongrie|hun"),
    ("IE", "Europe/Dublin", "ireland|republic of ireland|irland|irlande|irl"),
    ("IN", "Asia/Kolkata", "india|indien|inde|ind"),
    ("IS", "Atlantic/Reykjavik", "iceland|island|islande|isl"),
    ("IT", "Europe/Rome", "italy|italien|italie|italia|ita"),
    ("JP", "Asia/Tokyo", "japan|japon|jpn"),
    ("LI", "Europe/Vaduz", "liechtenstein|lie"),
    ("LT", "Europe/Vilnius", "lithuania|litauen|lituanie|ltu"),
    ("LU", "Europe/Luxembourg", "luxembourg|luxemburg|lux"),
    ("LV", "Europe/Riga", "latvia|lettland|lettonie|lva"),
    ("MT", "Europe/Malta", "malta|malte|mlt"),
    ("NL", "Europe/Amsterdam", "netherlands|the netherlands|niederlande|pays-bas|holland|nederland|nld"),
    ("NO", "Europe/Oslo", "norway|norwegen|norvege|nor"),
    ("PL", "Europe/Warsaw", "poland|polen|pologne|pol"),
    ("PT", "Europe/Lisbon", "portugal|prt"),
    ("RO", "Europe/Bucharest", "romania|rumanien|roumanie|rou"),
    ("RS", "Europe/Belgrade", "serbia|serbien|serbie|srb"),
    ("SE", "Europe/Stockholm", "sweden|schweden|suede|swe"),
    ("SI", "Europe/Ljubljana", "slovenia|slowenien|slovenie|svn"),
    ("SK", "Europe/Bratislava", "slovakia|slowakei|slovaquie|svk"),
    ("TR", "Europe/Istanbul", "turkey|turkiye|turkei|turquie|tur"),
    ("UA", "Europe/Kyiv", "ukraine|ukr"),
    ("US", "America/New_York", "united states|united states of america|usa|vereinigte staaten|etats-unis"),
];

/// Languages: code, names as they are compared.
const LANGUAGES: &[(&str, &str)] = &[
    ("cs", "czech|tschechisch|tcheque|cestina"),
    ("da", "danish|danisch|danois|dansk"),
    ("de", "german|deutsch|allemand"),
    ("el", "greek|griechisch|grec"),
    ("en", "english|englisch|anglais"),
    ("es", "spanish|spanisch|espagnol|espanol"),
    ("fi", "finnish|finnisch|finnois|suomi"),
    ("fr", "french|franzosisch|francais"),
    ("it", "italian|italienisch|italien|italiano"),
    ("nl", "dutch|niederlandisch|neerlandais|nederlands"),
    ("no", "norwegian|norwegisch|norvegien|norsk"),
    ("pl", "polish|polnisch|polonais|polski"),
    ("pt", "portuguese|portugiesisch|portugais|portugues"),
    ("sv", "swedish|schwedisch|suedois|svenska"),
    ("tr", "turkish|turkisch|turc|turkce"),
    ("uk", "ukrainian|ukrainisch|ukrainien"),
    ("zh", "chinese|chinesisch|chinois"),
];

fn folded(typed: &str) -> String {
    fold(typed).replace('ß', "ss")
}

/// The code of a country, by its code or its name.
pub(super) fn country(typed: &str) -> Option<String> {
    let folded = folded(typed);
    let named = NAMES.iter().find(|(.., names)| names.split('|').any(|name| name == folded));
    let code = folded.to_uppercase();
    named.map(|(code, ..)| (*code).to_owned()).or_else(|| CODES.contains(&code.as_str()).then_some(code))
}

/// The code of a language, by its code, with or without a country behind it, or its name.
pub(super) fn language(typed: &str) -> Option<String> {
    let folded = folded(typed);
    let named = LANGUAGES.iter().find(|(_, names)| names.split('|').any(|name| name == folded));
    let code = folded.split(['-', '_']).next().unwrap_or_default();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    named.map(|(code, _)| (*code).to_owned()).or_else(|| is_code.then(|| code.to_owned()))
}

/// Whether this has the form of a time zone, such as `Europe/Berlin`.
pub(super) fn is_zone(typed: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'))
    };
    typed == "UTC" || (typed.len() <= 60 && typed.contains('/') && typed.split('/').all(is_part))
}

/// The time zone of most people in a country.
pub(super) fn zone(country: &str) -> &'static str {
    NAMES.iter().find(|(code, ..)| *code == country).map_or("UTC", |(_, zone, _)| zone)
}

/// The language of a store in a country, where nothing else is said.
pub(super) fn store_language(country: &str) -> &'static str {
    if matches!(country, "DE" | "AT" | "CH" | "LI") { "de" } else { "en" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_a_code_and_names() {
        for (typed, code) in [
            ("de", "DE"),
            ("Deutschland", "DE"),
            ("Österreich", "AT"),
            ("Großbritannien", "GB"),
            ("UK", "GB"),
            ("United Kingdom", "GB"),
            ("Suisse", "CH"),
            ("JP", "JP"),
            ("BR", "BR"),
        ] {
            assert_eq!(country(typed).as_deref(), Some(code), "{typed}");
        }
        assert_eq!((country("Utopia"), country("XX"), country("")), (None, None, None));
    }

    #[test]
    fn a_language_has_a_code_and_names() {
        for (typed, code) in [("EN", "en"), ("de-AT", "de"), ("Französisch", "fr"), ("Deutsch", "de"), ("ja", "ja")] {
            assert_eq!(language(typed).as_deref(), Some(code), "{typed}");
        }
        assert_eq!((language("Elvish"), language("")), (None, None));
    }

    #[test]
    fn a_time_zone_has_an_area_and_a_place() {
        for zone in ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3"] {
            assert!(is_zone(zone), "{zone}");
        }
        for bad in ["", "CET", "Europe/", "europe/berlin", "Europe/Ber lin", "../etc", "+01:00"] {
            assert!(!is_zone(bad), "{bad}");
        }
        assert_eq!((zone("DE"), zone("ZZ")), ("Europe/Berlin", "UTC"));
        assert_eq!((store_language("AT"), store_language("GB")), ("de", "en"));
    }
}
