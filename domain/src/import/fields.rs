//! Reading the fields of a record: what is wrong is kept as a reason, with the field and what was typed.

use super::{Change, Code, Outcome, Reason, State, Table, Unit};
use crate::error::Problem;
use crate::text;
use crate::time::Micros;
use sheet::import::{Field, Record};
use sheet::number::{DayRefused, DecimalRefused};

/// Ten-thousandths of one.
const WHOLE: i128 = 10_000;
/// The largest number of a quantity or a stock.
const LARGEST: i64 = 999_999_999;

/// A record that is being read.
pub(super) struct Fields<'a> {
    table: &'a Table,
    record: &'a Record,
    /// What was found.
    pub reasons: Vec<Reason>,
    /// What is made another.
    pub changes: Vec<Change>,
    part: Option<u32>,
}

impl<'a> Fields<'a> {
    /// The first record of a unit.
    pub fn of(table: &'a Table, unit: &'a Unit) -> Fields<'a> {
        let record = &unit.records[0];
        let mut fields = Fields { table, record, reasons: Vec::new(), changes: Vec::new(), part: None };
        if let Some(row) = unit.twice {
            fields.say(Code::Twice, None, &row.to_string());
        }
        if let Some((row, number)) = &unit.alike {
            fields.say(Code::LooksLike, None, &format!("{number} ({row})"));
        }
        fields.said_by_file();
        fields
    }

    /// Goes on with another record of the same unit.
    pub fn part(&mut self, record: &'a Record) {
        self.record = record;
        self.part = Some(record.row);
        self.said_by_file();
    }

    /// Goes back to the first record, for what is about all of them.
    pub fn back_to(&mut self, first: &'a Record) {
        self.record = first;
        self.part = None;
    }

    /// What reading the file found.
    fn said_by_file(&mut self) {
        let record = self.record;
        if let Some(refusal) = record.refusal {
            self.say(super::batch::of_refusal(refusal), None, "");
        }
        for remark in &record.remarks {
            let (code, field, typed) = super::batch::of_remark(remark);
            self.say(code, field, &typed);
        }
    }

    /// Adds a reason.
    pub fn say(&mut self, code: Code, field: Option<Field>, typed: &str) {
        self.say_at(self.part, code, field, typed);
    }

    /// Adds a reason of a row that is not the first, or of all for none.
    pub fn say_at(&mut self, row: Option<u32>, code: Code, field: Option<Field>, typed: &str) {
        let typed: String = typed.chars().take(200).collect();
        let field = field.map(Field::code).unwrap_or_default().to_owned();
        let reason = Reason { code, row, field, typed };
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    /// Whether something was found that refuses the record.
    pub fn is_refused(&self) -> bool {
        self.reasons.iter().any(|reason| reason.code.refuses())
    }

    /// The text of a field; none where the file does not have it or nothing is in it.
    pub fn given(&self, field: Field) -> Option<String> {
        Some(self.record.text(field)).filter(|text| !text.is_empty())
    }

    /// Whether the file has the column.
    pub fn has(&self, field: Field) -> bool {
        self.table.has(field)
    }

    /// The attributes of the record.
    pub fn attributes(&self) -> Vec<(String, String)> {
        self.record.all_attributes().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// The record.
    pub fn record(&self) -> &'a Record {
        self.record
    }

    /// A text of one line.
    pub fn line(&mut self, field: Field, longest: usize) -> Option<String> {
        let typed = self.given(field)?;
        let joined = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text(field, &joined, text::line(&joined, longest).map(str::to_owned))
    }

    /// A text of several lines.
    pub fn lines(&mut self, field: Field, longest: usize) -> Option<String> {
        let typed = self.given(field)?;
        self.text(field, &typed, text::lines(&typed, longest).map(str::to_owned))
    }

    /// A number by which something is found: as typed, inner blanks and all.
    pub fn number(&mut self, field: Field, longest: usize) -> Option<String> {
        let typed = self.given(field)?;
        self.text(field, &typed, text::line(&typed, longest).map(str::to_owned))
    }

    /// The digits under a bar code: 8 to 14 of them.
    pub fn gtin(&mut self, field: Field) -> Option<String> {
        let typed = self.given(field)?;
        let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if (8..=14).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Some(digits);
        }
        self.say(Code::NotSure, Some(field), &typed);
        None
    }

    fn text(&mut self, field: Field, typed: &str, checked: Result<String, Problem>) -> Option<String> {
        match checked {
            Ok(text) => Some(text),
            Err(problem) => {
                let (code, shown) = match problem {
                    Problem::TooLong(_) => (Code::TooLong, typed),
                    // The number of a card is not kept, not even to say that it was typed.
                    Problem::CardNumber => (Code::CardNumber, ""),
                    _ => (Code::Unprintable, typed),
                };
                self.say(code, Some(field), shown);
                None
            }
        }
    }

    /// A decimal number in ten-thousandths, divided by `per`; rounded half to even with a remark where it has more places.
    pub fn ten_thousandths(&mut self, field: Field, per: i64) -> Option<i64> {
        let typed = self.record.text(field);
        let (number, sure) = match self.record.number(field, self.table.mark(field))? {
            Ok(found) => found,
            Err(refused) => {
                let code = if refused == DecimalRefused::TooLong { Code::TooLarge } else { Code::NotANumber };
                self.say(code, Some(field), &typed);
                return None;
            }
        };
        if !sure {
            self.say(Code::NotSure, Some(field), &typed);
        }
        let (digits, places) = number.parts();
        let whole = 10_i128.checked_pow(u32::from(places)).and_then(|w| w.checked_mul(i128::from(per.max(1))));
        let Some((scaled, whole)) = i128::from(digits).checked_mul(WHOLE).zip(whole) else {
            self.say(Code::TooLarge, Some(field), &typed);
            return None;
        };
        let (mut quotient, rest) = (scaled.div_euclid(whole), scaled.rem_euclid(whole));
        if rest * 2 > whole || (rest * 2 == whole && quotient % 2 != 0) {
            quotient += 1;
        }
        if rest != 0 {
            self.say(Code::Rounded, Some(field), &typed);
        }
        match i64::try_from(quotient) {
            Ok(found) if found.abs() <= 1_000_000_000 * 10_000 => Some(found),
            _ => {
                self.say(Code::TooLarge, Some(field), &typed);
                None
            }
        }
    }

    /// A whole number between `least` and 999,999,999.
    pub fn whole(&mut self, field: Field, least: i64) -> Option<i64> {
        let found = self.ten_thousandths(field, 1)?;
        let typed = self.record.text(field);
        let code = match found {
            _ if found % 10_000 != 0 => Code::NotANumber,
            _ if found / 10_000 < least => Code::TooSmall,
            _ if found / 10_000 > LARGEST => Code::TooLarge,
            _ => return Some(found / 10_000),
        };
        self.say(code, Some(field), &typed);
        None
    }

    /// The beginning of a day in UTC.
    pub fn day(&mut self, field: Field) -> Option<Micros> {
        let typed = self.record.text(field);
        match self.record.day(field)? {
            Ok(found) => {
                if !found.sure {
                    self.say(Code::NotSure, Some(field), &typed);
                }
                crate::day::Day::parse(&found.date.to_string()).map(crate::day::Day::at)
            }
            Err(DayRefused::NoSuchDay | DayRefused::NotADay) => {
                self.say(Code::NotADay, Some(field), &typed);
                None
            }
        }
    }

    /// One of some words, compared without case and blanks.
    pub fn word<T: Copy>(&mut self, field: Field, words: &[(&str, T)]) -> Option<T> {
        let typed = self.given(field)?;
        let folded = crate::search::fold(&typed).replace([' ', '-', '_'], "");
        let found = words.iter().find(|(word, _)| *word == folded).map(|(_, value)| *value);
        if found.is_none() {
            self.say(Code::UnknownWord, Some(field), &typed);
        }
        found
    }

    /// Says that a field is made another, when it is.
    pub fn change(&mut self, field: Field, before: &str, after: &str) -> bool {
        if before == after {
            return false;
        }
        let short = |text: &str| text.chars().take(200).collect();
        self.changes.push(Change { field: field.code().to_owned(), before: short(before), after: short(after) });
        true
    }

    /// What becomes of the unit: `is_new` says whether it is taken in for the first time.
    pub fn outcome(mut self, unit: &Unit, key: String, is_new: bool) -> Outcome {
        // Why it is refused comes before what else people should know.
        self.reasons.sort_by_key(|reason| !reason.code.refuses());
        let refused = self.is_refused();
        let state = match (refused, is_new, self.changes.is_empty()) {
            (true, ..) => State::Refused,
            (_, true, _) => State::New,
            (_, _, false) => State::Changed,
            (_, _, true) => State::Unchanged,
        };
        let changes = if state == State::Changed { self.changes } else { Vec::new() };
        let mut parts: Vec<u32> = unit.records[0].parts.clone();
        parts.extend(unit.records[1..].iter().flat_map(|record| [record.row].into_iter().chain(record.parts.clone())));
        Outcome { row: unit.records[0].row, parts, key, state, reasons: self.reasons, changes }
    }
}
