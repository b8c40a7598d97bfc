//! What is said about files that are taken in.

use crate::t;
pub use crate::words::quick_order::refusal;
use domain::import::job::Stage;
use domain::import::{Change, Code, Field, Kind, Reason, State};

/// What is taken in.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Categories => t!("import-kind-categories"),
        Kind::Products => t!("import-kind-products"),
        Kind::Prices => t!("import-kind-prices"),
        Kind::Stock => t!("import-kind-stock"),
        Kind::Companies => t!("import-kind-companies"),
        Kind::Contacts => t!("import-kind-contacts"),
        Kind::ItemNumbers => t!("import-kind-item-numbers"),
        Kind::Orders => t!("import-kind-orders"),
    }
}

/// What is in a file of a kind, in a sentence.
pub fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Categories => t!("import-about-categories"),
        Kind::Products => t!("import-about-products"),
        Kind::Prices => t!("import-about-prices"),
        Kind::Stock => t!("import-about-stock"),
        Kind::Companies => t!("import-about-companies"),
        Kind::Contacts => t!("import-about-contacts"),
        Kind::ItemNumbers => t!("import-about-item-numbers"),
        Kind::Orders => t!("import-about-orders"),
    }
}

/// What a file of a shop system holds, by the code of that system; nothing for any other sheet.
pub fn source(code: &str, of: Kind) -> Option<String> {
    let system = match code {
        "shopify" => "Shopify",
        "magento" => "Magento",
        "woocommerce" => "WooCommerce",
        _ => return None,
    };
    Some(t!("import-of-system", kind = kind(of), system = system))
}

/// How far a file is, and the tone of its badge.
pub fn stage(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Checking => (t!("import-stage-checking"), "info"),
        Stage::Checked => (t!("import-stage-checked"), "warning"),
        Stage::Running => (t!("import-stage-running"), "info"),
        Stage::Stopped => (t!("import-stage-stopped"), "warning"),
        Stage::Done => (t!("import-stage-done"), "success"),
        Stage::Failed => (t!("import-stage-failed"), "danger"),
        Stage::Removed => (t!("import-stage-removed"), "neutral"),
    }
}

/// Why a file was not read, by its code, and what to do.
pub fn failure(code: &str) -> &'static str {
    match code {
        "missing" => t!("import-missing-title"),
        "empty" => t!("quick-refusal-empty"),
        "password" => t!("quick-refusal-password"),
        "incomplete" => t!("quick-refusal-incomplete"),
        "other_sheet" => t!("quick-refusal-other-sheet"),
        "not_a_sheet" => t!("quick-refusal-not-a-sheet"),
        "too_large" => t!("import-refusal-too-large"),
        "too_many_rows" => t!("import-refusal-too-many-rows"),
        "too_many_cells" => t!("import-refusal-too-many-cells"),
        "too_many_columns" => t!("import-refusal-too-many-columns"),
        "too_many_sheets" => t!("import-refusal-too-many-sheets"),
        "cell_too_long" => t!("import-refusal-cell-too-long"),
        "too_slow" => t!("import-refusal-too-slow"),
        _ => t!("import-failure"),
    }
}

/// What becomes of a row, and the tone of its mark.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::New => (t!("import-state-new"), "success"),
        State::Changed => (t!("import-state-changed"), "info"),
        State::Unchanged => (t!("import-state-unchanged"), "neutral"),
        State::Refused => (t!("import-state-refused"), "danger"),
    }
}

/// A reason with its field, and what was typed there.
pub fn reason(reason: &Reason) -> String {
    let (why, typed) = (why(reason.code), reason.typed.as_str());
    let said = match (Field::parse(&reason.field), typed.is_empty()) {
        (None, true) => t!("import-reason", why = why),
        (None, false) => t!("import-reason-typed", why = why, typed = typed),
        (Some(at), true) => t!("import-reason-at", field = field(at), why = why),
        (Some(at), false) => t!("import-reason-at-typed", field = field(at), why = why, typed = typed),
    };
    match reason.row {
        Some(row) => t!("import-reason-row", row = row.to_string(), reason = said),
        None => said,
    }
}

/// All reasons of a row.
pub fn reasons(all: &[Reason]) -> String {
    all.iter().map(reason).collect::<Vec<_>>().join("; ")
}

/// What is made another, each as field, before and after.
pub fn change(change: &Change) -> (&'static str, &str, &str) {
    (Field::parse(&change.field).map_or("", field), change.before.as_str(), change.after.as_str())
}

/// A reason without its field.
fn why(code: Code) -> &'static str {
    match code {
        Code::NoNumber => t!("import-why-no-number"),
        Code::Twice => t!("import-why-twice"),
        Code::Missing => t!("import-why-missing"),
        Code::NotANumber => t!("import-why-not-a-number"),
        Code::TooSmall => t!("import-why-too-small"),
        Code::TooLarge => t!("import-why-too-large"),
        Code::TooLong => t!("import-why-too-long"),
        Code::Unprintable => t!("import-why-unprintable"),
        Code::CardNumber => t!("import-why-card-number"),
        Code::NotADay => t!("import-why-not-a-day"),
        Code::UnknownWord => t!("import-why-unknown-word"),
        Code::UnknownArticle => t!("import-why-unknown-article"),
        Code::UnknownCompany => t!("import-why-unknown-company"),
        Code::UnknownPerson => t!("import-why-unknown-person"),
        Code::UnknownStore => t!("import-why-unknown-store"),
        Code::UnknownCurrency => t!("import-why-unknown-currency"),
        Code::UnknownList => t!("import-why-unknown-list"),
        Code::NotAnEmail => t!("import-why-not-an-email"),
        Code::MaybeTheSame => t!("import-why-maybe-the-same"),
        Code::Deletes => t!("import-why-deletes"),
        Code::Circle => t!("import-why-circle"),
        Code::NoGroup => t!("import-why-no-group"),
        Code::IsASet => t!("import-why-is-a-set"),
        Code::SoldElsewhere => t!("import-why-sold-elsewhere"),
        Code::OnlyAGroup => t!("import-why-only-a-group"),
        Code::OtherType => t!("import-why-other-type"),
        Code::OtherCompany => t!("import-why-other-company"),
        Code::LooksLike => t!("import-why-looks-like"),
        Code::Spoilt => t!("import-why-spoilt"),
        Code::GtinTaken => t!("import-why-gtin-taken"),
        Code::BelowNone => t!("import-why-below-none"),
        Code::NotCounted => t!("import-why-not-counted"),
        Code::NotOnSale => t!("import-why-not-on-sale"),
        Code::Rounded => t!("import-why-rounded"),
        Code::DearerTier => t!("import-why-dearer-tier"),
        Code::NotSure => t!("import-why-not-sure"),
        Code::NotFetched => t!("import-why-not-fetched"),
        Code::AlsoMade => t!("import-why-also-made"),
        Code::LoginTaken => t!("import-why-login-taken"),
        Code::OrderStays => t!("import-why-order-stays"),
        Code::BlankInNumber => t!("import-why-blank-in-number"),
        Code::MadePlain => t!("import-why-made-plain"),
        Code::SalePrice => t!("import-why-sale-price"),
        Code::OneCategory => t!("import-why-one-category"),
        Code::Erased => t!("import-why-erased"),
        Code::NoStreet => t!("import-why-no-street"),
        Code::HiddenRow => t!("import-why-hidden-row"),
        Code::Cleaned => t!("import-why-cleaned"),
    }
}

/// What a column holds.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Category => t!("import-field-category"),
        Field::Name => t!("import-field-name"),
        Field::Parent => t!("import-field-parent"),
        Field::Summary => t!("import-field-summary"),
        Field::Position => t!("import-field-position"),
        Field::Sku => t!("import-field-sku"),
        Field::Description => t!("import-field-description"),
        Field::Unit => t!("import-field-unit"),
        Field::Step => t!("import-field-step"),
        Field::Minimum => t!("import-field-minimum"),
        Field::TaxClass => t!("import-field-tax-class"),
        Field::Status => t!("import-field-status"),
        Field::Gtin => t!("import-field-gtin"),
        Field::Replacement => t!("import-field-replacement"),
        Field::Price => t!("import-field-price"),
        Field::Currency => t!("import-field-currency"),
        Field::Stock => t!("import-field-stock"),
        Field::RestockOn => t!("import-field-restock-on"),
        Field::Pictures => t!("import-field-pictures"),
        Field::Documents => t!("import-field-documents"),
        Field::Brand => t!("import-field-brand"),
        Field::Keywords => t!("import-field-keywords"),
        Field::Attribute => t!("import-field-attribute"),
        Field::PriceList => t!("import-field-price-list"),
        Field::Company => t!("import-field-company"),
        Field::MinQuantity => t!("import-field-min-quantity"),
        Field::PriceUnit => t!("import-field-price-unit"),
        Field::ValidFrom => t!("import-field-valid-from"),
        Field::ValidUntil => t!("import-field-valid-until"),
        Field::Number => t!("import-field-number"),
        Field::VatId => t!("import-field-vat-id"),
        Field::Country => t!("import-field-country"),
        Field::City => t!("import-field-city"),
        Field::TermsDays => t!("import-field-terms-days"),
        Field::PoNumber => t!("import-field-po-number"),
        Field::PriceLists => t!("import-field-price-lists"),
        Field::Command => t!("import-field-command"),
        Field::Site => t!("import-field-site"),
        Field::SiteNumber => t!("import-field-site-number"),
        Field::Recipient => t!("import-field-recipient"),
        Field::Line1 => t!("import-field-line-1"),
        Field::Line2 => t!("import-field-line-2"),
        Field::Postcode => t!("import-field-postcode"),
        Field::Region => t!("import-field-region"),
        Field::AddressCity => t!("import-field-address-city"),
        Field::AddressCountry => t!("import-field-address-country"),
        Field::Email => t!("import-field-email"),
        Field::Since => t!("import-field-since"),
        Field::CompanyName => t!("import-field-company-name"),
        Field::FirstName => t!("import-field-first-name"),
        Field::LastName => t!("import-field-last-name"),
        Field::Title => t!("import-field-title"),
        Field::Phone => t!("import-field-phone"),
        Field::Language => t!("import-field-language"),
        Field::TimeZone => t!("import-field-time-zone"),
        Field::Role => t!("import-field-role"),
        Field::Store => t!("import-field-store"),
        Field::Account => t!("import-field-account"),
        Field::Note => t!("import-field-note"),
        Field::OwnNumber => t!("import-field-own-number"),
        Field::Order => t!("import-field-order"),
        Field::PlacedAt => t!("import-field-placed-at"),
        Field::Quantity => t!("import-field-quantity"),
        Field::Total => t!("import-field-total"),
    }
}
