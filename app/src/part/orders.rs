//! What the lists of orders in shop and portal share: what is asked for, and the heads of the columns they are sorted by.

use crate::form::{Params, Value};
use crate::t;
use crate::ui::{self, Html};
use domain::list::{Place, Size};
use domain::order::db::Filter;
use domain::order::{Sort, Status};

/// What a list of orders is asked for by its address.
pub fn filter(query: &Params) -> Filter {
    Filter {
        query: query.get("q").trim().chars().take(domain::search::LONGEST).collect(),
        status: Status::parse(query.get("status")),
        sort: Sort::parse(query.get("sort")).unwrap_or_default(),
        place: Place::read(query, "page"),
        size: Size::default(),
    }
}

/// Which page of a long list the address asks for.
pub fn place(query: &Params) -> Place {
    Place::read(query, "page")
}

/// The heads of the columns that orders can be sorted by: when they were placed, and the total.
pub fn heads(label: &'static str, sort: Sort, address: impl Fn(Sort) -> String) -> [Html; 2] {
    let (placed, total) = match sort {
        Sort::Newest => (Some("descending"), None),
        Sort::Oldest => (Some("ascending"), None),
        Sort::Largest => (None, Some("descending")),
        Sort::Smallest => (None, Some("ascending")),
    };
    let by_time = if sort == Sort::Newest { Sort::Oldest } else { Sort::Newest };
    let by_total = if sort == Sort::Largest { Sort::Smallest } else { Sort::Largest };
    [
        ui::sortable(label, None, placed, address(by_time)),
        ui::sortable(t!("shop-orders-total"), Some("num"), total, address(by_total)),
    ]
}
