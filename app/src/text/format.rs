//! Numbers, money and dates as a language writes them, by the data of Unicode (CLDR).

use super::language::{Language, language};
use domain::money::{Currency, Money, UnitPrice};
use domain::time::Micros;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};
use std::cell::OnceCell;

/// What writes numbers and dates of a language.
struct Formats {
    decimal: Option<DecimalFormatter>,
    day: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    minute: Option<FixedCalendarDateTimeFormatter<Gregorian, YMDT>>,
}

thread_local! {
    /// The formats of each language, made when it is first spoken; each thread makes its own, because they do not go from
    /// one to another.
    static FORMATS: [OnceCell<Formats>; Language::ALL.len()] =
        const { [const { OnceCell::new() }; Language::ALL.len()] };
}

impl Formats {
    /// Reads the data of a language; it is compiled in, so nothing is missing.
    fn load(language: Language) -> Formats {
        let locale = conventions(language);
        Formats {
            decimal: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::medium()).ok(),
            minute: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::medium().with_time_hm()).ok(),
        }
    }
}

/// Whose conventions a language follows.
fn conventions(language: Language) -> Locale {
    match language {
        Language::German => locale!("de-DE"),
        Language::English | Language::Longer | Language::RightToLeft => locale!("en-GB"),
    }
}

fn with_formats<T>(write: impl FnOnce(&Formats) -> T) -> T {
    let language = language();
    FORMATS.with(|all| write(all[language as usize].get_or_init(|| Formats::load(language))))
}

/// The size of a number of which `scale` digits are behind the decimal sign.
fn decimal(digits: u64, scale: i16) -> String {
    let mut number = Decimal::from(digits);
    number.multiply_pow10(-scale);
    with_formats(|formats| match &formats.decimal {
        Some(format) => format.format(&number).to_string(),
        None => number.to_string(),
    })
}

/// A sign for what is less than nothing, as wide as a plus.
fn minus(amount: i64) -> &'static str {
    if amount < 0 { "\u{2212}" } else { "" }
}

/// A whole number with groups of digits: "1,204" or "1.204".
pub fn number(count: i64) -> String {
    format!("{}{}", minus(count), decimal(count.unsigned_abs(), 0))
}

/// A share in ten-thousandths, without zeros at its end: "12.5%" or "12,5 %".
pub fn percent(ten_thousandths: i64) -> String {
    let (mut digits, mut scale) = (ten_thousandths.unsigned_abs(), 2);
    while scale > 0 && digits % 10 == 0 {
        (digits, scale) = (digits / 10, scale - 1);
    }
    let sign = match language() {
        Language::German => "\u{a0}%",
        Language::English | Language::Longer | Language::RightToLeft => "%",
    };
    format!("{}{}{sign}", minus(ten_thousandths), decimal(digits, scale))
}

/// Amount and sign of a currency, in the order of the language: "£1,204.10" or "1.204,10 £".
fn with_sign(minus: &str, amount: &str, currency: Currency) -> String {
    let sign = currency.sign();
    match language() {
        Language::German => format!("{minus}{amount}\u{a0}{sign}"),
        Language::English | Language::Longer | Language::RightToLeft => {
            format!("{minus}{sign}{}{amount}", currency.gap())
        }
    }
}

/// An amount in minor units without its currency: "1,204.10" or "1.204,10".
pub fn amount(minor: i64) -> String {
    format!("{}{}", minus(minor), decimal(minor.unsigned_abs(), 2))
}

/// An amount of money.
pub fn money(amount: Money) -> String {
    with_sign(minus(amount.minor), &decimal(amount.minor.unsigned_abs(), 2), amount.currency)
}

/// A price for one unit: two digits behind the decimal sign, four where they count.
pub fn unit_price(price: UnitPrice) -> String {
    let digits = price.ten_thousandths.unsigned_abs();
    let (digits, scale) = if digits.is_multiple_of(100) { (digits / 100, 2) } else { (digits, 4) };
    with_sign(minus(price.ten_thousandths), &decimal(digits, scale), price.currency)
}

/// Whether days are written as in the record: "14 Sep 2026", where CLDR has "Sept".
fn is_english() -> bool {
    match language() {
        Language::English | Language::Longer | Language::RightToLeft => true,
        Language::German => false,
    }
}

/// A day in UTC: "14 May 2026" or "14.05.2026".
pub fn day(at: Micros) -> String {
    if is_english() {
        return at.day();
    }
    with_formats(|formats| match (date(at), &formats.day) {
        (Some(date), Some(format)) => format.format(&date).to_string(),
        _ => at.day(),
    })
}

/// A minute in UTC: "14 May 2026, 16:40" or "14.05.2026, 16:40".
pub fn minute(at: Micros) -> String {
    if is_english() {
        return at.minute();
    }
    let seconds = at.as_seconds().rem_euclid(86_400);
    let part = |seconds: i64| u8::try_from(seconds).unwrap_or_default();
    let time = Time::try_new(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), 0).ok();
    with_formats(|formats| match (date(at), time, &formats.minute) {
        (Some(date), Some(time), Some(format)) => format.format(&DateTime { date, time }).to_string(),
        _ => at.minute(),
    })
}

/// The day of a moment; nothing for years that no calendar is made for.
fn date(at: Micros) -> Option<Date<Gregorian>> {
    let (year, month, day) = at.date();
    Date::try_new_gregorian(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}
