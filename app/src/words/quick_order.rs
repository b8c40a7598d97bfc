//! What is said about the rows of a quick order, and why a file is not read.

use crate::{t, text};
use domain::quick_order::matching::Row;
use domain::quick_order::read::{Question, Refusal, Role};
use domain::quick_order::{Day, Fault, Reason, Remark, Spoilt, State};

/// A state in a word, and the tone of its mark.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Matched => (t!("quick-state-matched"), "success"),
        State::Summed => (t!("quick-state-summed"), "success"),
        State::Stepped => (t!("quick-state-stepped"), "info"),
        State::Reduced => (t!("quick-state-reduced"), "warning"),
        State::Choose => (t!("quick-state-choose"), "warning"),
        State::Replaced => (t!("quick-state-replaced"), "warning"),
        State::Hidden => (t!("quick-state-hidden"), "warning"),
        State::Unknown => (t!("quick-state-unknown"), "danger"),
        State::NotVisible => (t!("quick-state-not-visible"), "danger"),
        State::Spoilt => (t!("quick-state-spoilt"), "danger"),
        State::Refused => (t!("quick-state-refused"), "danger"),
    }
}

/// Why a row has its state, and what to do.
pub fn why(row: &Row) -> String {
    match &row.reason {
        Reason::Fits => String::new(),
        Reason::Stepped { from, step } => {
            t!("quick-why-stepped", from = *from, to = row.quantity, step = *step)
        }
        Reason::Reduced { from, available: 0, restock_at } => match restock_at {
            Some(at) => t!("quick-why-out-until", from = *from, day = text::day(*at)),
            None => t!("quick-why-out", from = *from),
        },
        Reason::Reduced { from, available, .. } => {
            t!("quick-why-reduced", from = *from, to = row.quantity, available = *available)
        }
        Reason::Summed(first) => t!("quick-why-summed", row = first.to_string()),
        Reason::Alike => t!("quick-why-alike").to_owned(),
        Reason::Several => t!("quick-why-several").to_owned(),
        Reason::Unit { typed, sold } => t!("quick-why-unit", typed = typed, sold = self::sold(sold)),
        Reason::Unsure => t!("quick-why-unsure").to_owned(),
        Reason::Unknown => t!("quick-why-unknown").to_owned(),
        Reason::NoNumber => t!("quick-why-no-number").to_owned(),
        Reason::Replaced => t!("quick-why-replaced").to_owned(),
        Reason::NoPrice => t!("quick-why-no-price").to_owned(),
        Reason::Withdrawn => t!("quick-why-withdrawn").to_owned(),
        Reason::Hidden => t!("quick-why-hidden").to_owned(),
        Reason::Spoilt(spoilt) => self::spoilt(*spoilt).to_owned(),
        Reason::Quantity(fault) => self::fault(*fault),
        Reason::Together(rows) => {
            let all: Vec<String> = rows.iter().take(10).map(u32::to_string).collect();
            let most = domain::cart::LARGEST_QUANTITY;
            t!("quick-why-together", rows = all.join(", "), count = rows.len(), most = most)
        }
    }
}

/// How a product is sold, in words.
pub fn sold(unit: &str) -> String {
    if unit == "each" { t!("item-each").to_owned() } else { unit.to_owned() }
}

fn spoilt(spoilt: Spoilt) -> &'static str {
    match spoilt {
        Spoilt::Date => t!("quick-spoilt-date"),
        Spoilt::Power => t!("quick-spoilt-power"),
        Spoilt::Digits => t!("quick-spoilt-digits"),
        Spoilt::Bool => t!("quick-spoilt-bool"),
        Spoilt::Error => t!("quick-spoilt-error"),
    }
}

fn fault(fault: Fault) -> String {
    let fixed = match fault {
        Fault::Missing => t!("quick-fault-missing"),
        Fault::Negative => t!("quick-fault-negative"),
        Fault::Zero => t!("quick-fault-zero"),
        Fault::NotANumber => t!("quick-fault-not-a-number"),
        Fault::Date => t!("quick-fault-date"),
        Fault::Bool => t!("quick-fault-bool"),
        Fault::Formula => t!("quick-fault-formula"),
        Fault::Fraction => t!("quick-fault-fraction"),
        Fault::TooLarge => return t!("quick-fault-too-large", most = domain::cart::LARGEST_QUANTITY),
    };
    fixed.to_owned()
}

/// What is said of a row besides.
pub fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Own => t!("quick-remark-own").to_owned(),
        Remark::Converted(typed) => t!("quick-remark-converted", typed = typed),
        Remark::Cleaned => t!("quick-remark-cleaned").to_owned(),
        Remark::Day(Day::Sure(day)) => t!("quick-remark-day", day = day),
        Remark::Day(Day::Perhaps(day)) => t!("quick-remark-perhaps", day = day),
        Remark::Day(Day::No) => t!("quick-remark-no-day").to_owned(),
        Remark::One => t!("quick-remark-one").to_owned(),
    }
}

/// What a column holds.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Article => t!("quick-role-article"),
        Role::Own => t!("quick-role-own"),
        Role::Gtin => t!("quick-role-gtin"),
        Role::Name => t!("quick-role-name"),
        Role::Quantity => t!("quick-role-quantity"),
        Role::Unit => t!("quick-role-unit"),
        Role::Note => t!("quick-role-note"),
        Role::CostCentre => t!("quick-role-cost-centre"),
        Role::Requested => t!("quick-role-requested"),
        Role::OrderNumber => t!("quick-role-order-number"),
    }
}

/// What is not sure about a table.
pub fn question(question: Question) -> String {
    let fixed = match question {
        Question::Sheet => t!("quick-ask-sheet"),
        Question::NoHeadings => t!("quick-ask-no-headings"),
        Question::NoKey => t!("quick-ask-no-key"),
        Question::NoQuantity => t!("quick-ask-no-quantity"),
        Question::Twice(role) => return t!("quick-ask-twice", role = self::role(role)),
    };
    fixed.to_owned()
}

/// Why a file is not read, and what to do.
pub fn refusal(refusal: Refusal) -> String {
    let fixed = match refusal {
        Refusal::Empty => t!("quick-refusal-empty"),
        Refusal::Password => t!("quick-refusal-password"),
        Refusal::Incomplete => t!("quick-refusal-incomplete"),
        Refusal::TooSlow => t!("quick-refusal-too-slow"),
        Refusal::OtherSheet => t!("quick-refusal-other-sheet"),
        Refusal::NotASheet => t!("quick-refusal-not-a-sheet"),
        Refusal::TooManyCells { .. } => t!("quick-refusal-too-many-cells"),
        Refusal::TooLarge { bytes, unpacked: false } => {
            return t!("quick-refusal-too-large", size = bytes / 1_000_000);
        }
        Refusal::TooLarge { bytes, unpacked: true } => return t!("quick-refusal-unpacked", size = bytes / 1_000_000),
        Refusal::TooManyRows { .. } => {
            return t!("quick-refusal-too-many-rows", limit = domain::cart::MOST_LINES);
        }
        Refusal::TooManyColumns { limit, row } => {
            return t!("quick-refusal-too-many-columns", limit = limit, row = row.to_string());
        }
        Refusal::TooManySheets { limit } => return t!("quick-refusal-too-many-sheets", limit = limit),
        Refusal::CellTooLong { row, .. } => return t!("quick-refusal-cell-too-long", row = row.to_string()),
    };
    fixed.to_owned()
}
