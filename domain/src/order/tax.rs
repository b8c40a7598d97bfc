//! The tax of an order.

use crate::order::Shipping;
use crate::text_enum::text_enum;
pub use crate::vat::TaxClass;
use crate::vat::{EU, VatId};

text_enum! {
    /// Why an order is taxed as it is.
    pub enum Basis {
        /// Tax of the United Kingdom.
        UkVat => "uk_vat",
        /// Tax of Germany.
        GermanVat => "german_vat",
        /// No tax: a business in another member state of the EU pays it there.
        ReverseCharge => "reverse_charge",
        /// No tax: the goods leave the country.
        Export => "export",
        /// The order was taken in from another program, without its tax.
        Invoiced => "invoiced",
    }
}

/// How an order is taxed: rates per ten thousand, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// Rate of the standard class, 2000 = 20 %.
    pub standard: i64,
    /// Rate of the reduced class.
    pub reduced: i64,
    /// Why; the words for it are printed beside the tax.
    pub basis: Basis,
}

impl Tax {
    /// The tax of goods from a store's country for a business with an address in `to`.
    ///
    /// Goods are taxed where they are delivered: collected goods are taxed in the store's country.
    /// Source: VAT on supplies within the country; reverse charge between EU businesses (Directive 2006/112/EC, art. 138),
    /// for a business with a VAT id of another member state; exports are free of VAT.
    pub fn of(shipping: Shipping, from: &str, to: &str, vat_id: &str) -> Tax {
        let zero = |basis| Tax { standard: 0, reduced: 0, basis };
        let to = if shipping == Shipping::Collect { from } else { to };
        let has_id = || VatId::parse(vat_id).is_some_and(|id| id.is_of_eu() && id.country != from);
        match (from, to) {
            ("GB", "GB") => Tax { standard: 2_000, reduced: 500, basis: Basis::UkVat },
            ("DE", "DE") => Tax { standard: 1_900, reduced: 700, basis: Basis::GermanVat },
            ("DE", to) if EU.contains(&to) && has_id() => zero(Basis::ReverseCharge),
            ("DE", to) if EU.contains(&to) => Tax { standard: 1_900, reduced: 700, basis: Basis::GermanVat },
            _ => zero(Basis::Export),
        }
    }

    /// The rate of a tax class.
    pub fn rate(self, class: TaxClass) -> i64 {
        match class {
            TaxClass::Standard => self.standard,
            TaxClass::Reduced => self.reduced,
            TaxClass::Zero => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_follows_place_of_delivery() {
        use Basis::{Export, GermanVat, ReverseCharge, UkVat};
        use Shipping::{Collect, Express, Standard};
        let fr = "FR40303265045";
        for (shipping, from, to, vat_id, basis) in [
            (Standard, "GB", "GB", "", UkVat),
            (Collect, "GB", "GB", "GB980780684", UkVat),
            (Standard, "GB", "DE", "DE136695976", Export),
            (Express, "GB", "DE", "", Export),
            (Collect, "GB", "DE", "DE136695976", UkVat),
            (Collect, "GB", "US", "", UkVat),
            (Standard, "DE", "DE", "", GermanVat),
            (Standard, "DE", "DE", "DE136695976", GermanVat),
            (Standard, "DE", "DE", fr, GermanVat),
            (Standard, "DE", "FR", fr, ReverseCharge),
            (Express, "DE", "FR", " fr 40 303 265 045 ", ReverseCharge),
            (Standard, "DE", "FR", "NL004495445B01", ReverseCharge),
            (Collect, "DE", "FR", fr, GermanVat),
            (Standard, "DE", "FR", "", GermanVat),
            (Standard, "DE", "FR", "X", GermanVat),
            (Standard, "DE", "FR", "FR00", GermanVat),
            (Standard, "DE", "FR", "FR40303265046", GermanVat),
            (Standard, "DE", "FR", "DE136695976", GermanVat),
            (Standard, "DE", "FR", "GB980780684", GermanVat),
            (Standard, "DE", "GR", "EL094259216", ReverseCharge),
            (Standard, "DE", "GB", "", Export),
            (Standard, "DE", "CH", "CHE123456788MWST", Export),
            (Collect, "DE", "CH", "CHE123456788MWST", GermanVat),
        ] {
            let tax = Tax::of(shipping, from, to, vat_id);
            let rates = match basis {
                UkVat => (2_000, 500),
                GermanVat => (1_900, 700),
                ReverseCharge | Export | Basis::Invoiced => (0, 0),
            };
            let found = (tax.basis, (tax.standard, tax.reduced));
            assert_eq!(found, (basis, rates), "{shipping:?} {from} {to} {vat_id}");
        }
    }
}
