//! Which tax an order carries.

use crate::order::Shipping;
use crate::text_enum::text_enum;
use crate::vat::{EU, VatId};

text_enum! {
    /// Which rate of tax a product carries.
    pub enum TaxClass {
        /// The full rate.
        Standard => "standard",
        /// The lower rate.
        Reduced => "reduced",
        /// None.
        Zero => "zero",
    }
}

/// How an order is taxed: rate per ten thousand for the standard class, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// Rate of the standard class, 2000 = 20 %.
    pub standard: i64,
    /// Rate of the reduced class.
    pub reduced: i64,
    /// What is printed beside it.
    pub note: &'static str,
}

impl Tax {
    /// The tax of goods from a store's country for a business with an address in `to`.
    ///
    /// Goods are taxed where they change hands: what is collected stays in the store's country, wherever the business is.
    /// Source: VAT on supplies within the country; reverse charge between EU businesses (Directive 2006/112/EC, art. 138),
    /// for whoever has a VAT id of another member state; exports are free of VAT.
    pub fn of(shipping: Shipping, from: &str, to: &str, vat_id: &str) -> Tax {
        let zero = |note| Tax { standard: 0, reduced: 0, note };
        let to = if shipping == Shipping::Collect { from } else { to };
        let has_id = || VatId::parse(vat_id).is_some_and(|id| id.is_of_eu() && id.country != from);
        match (from, to) {
            ("GB", "GB") => Tax { standard: 2_000, reduced: 500, note: "UK VAT" },
            ("DE", "DE") => Tax { standard: 1_900, reduced: 700, note: "German VAT" },
            ("DE", to) if EU.contains(&to) && has_id() => zero("Reverse charge: VAT is due by the recipient"),
            ("DE", to) if EU.contains(&to) => Tax { standard: 1_900, reduced: 700, note: "German VAT" },
            _ => zero("Export: no VAT is charged"),
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
    fn goods_are_taxed_where_they_change_hands() {
        use Shipping::{Collect, Express, Standard};
        let (german, british, reverse, export) = (1_900, 2_000, 0, 0);
        let fr = "FR40303265045";
        for (shipping, from, to, vat_id, standard) in [
            (Standard, "GB", "GB", "", british),
            (Collect, "GB", "GB", "GB980780684", british),
            (Standard, "GB", "DE", "DE136695976", export),
            (Express, "GB", "DE", "", export),
            (Collect, "GB", "DE", "DE136695976", british),
            (Collect, "GB", "US", "", british),
            (Standard, "DE", "DE", "", german),
            (Standard, "DE", "DE", "DE136695976", german),
            (Standard, "DE", "DE", fr, german),
            (Standard, "DE", "FR", fr, reverse),
            (Express, "DE", "FR", " fr 40 303 265 045 ", reverse),
            (Standard, "DE", "FR", "NL004495445B01", reverse),
            (Collect, "DE", "FR", fr, german),
            (Standard, "DE", "FR", "", german),
            (Standard, "DE", "FR", "X", german),
            (Standard, "DE", "FR", "FR00", german),
            (Standard, "DE", "FR", "FR40303265046", german),
            (Standard, "DE", "FR", "DE136695976", german),
            (Standard, "DE", "FR", "GB980780684", german),
            (Standard, "DE", "GR", "EL094259216", reverse),
            (Standard, "DE", "GB", "", export),
            (Standard, "DE", "CH", "CHE123456788MWST", export),
            (Collect, "DE", "CH", "CHE123456788MWST", german),
        ] {
            let tax = Tax::of(shipping, from, to, vat_id);
            assert_eq!(tax.standard, standard, "{shipping:?} {from} {to} {vat_id}: {}", tax.note);
            assert_eq!(tax.reduced == 0, standard == 0, "{shipping:?} {from} {to} {vat_id}: {}", tax.note);
        }
    }
}
