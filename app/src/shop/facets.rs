//! What a list of products is narrowed by: a rail of attributes with counts, ranges for measures, and chips for what is
//! chosen. All of it stands in the address, and each choice is a link.
//!
//! ```html
//! <div class="narrowing"><details class="facets-fold"><summary class="btn">Filters (2)</summary></details>
//!   <aside class="facets" aria-label="Filters"><details class="facet" open><summary>Material</summary>
//!   <ul><li><a href="?is=material.steel">Steel</a> <span>12</span></li></ul></details></aside><div>…</div></div>
//! ```

use crate::form::{Fields, Page, Params, Value};
use crate::shop::list::Query;
use crate::ui::chips::removable;
use crate::ui::markup::Markup;
use crate::ui::{Html, picture};
use crate::web::Web;
use crate::{markup, t};
use domain::catalog::Category;
use domain::catalog::facet::{CATEGORY, Choice, FAMILY, Facet, Filter, Filters, PRICE, bound};

/// So many values of an attribute are seen at once.
const SEEN: usize = 10;
/// So many attributes are open at first.
const OPEN: usize = 4;

/// What a list is narrowed to, as the address has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed(String);

impl Value for Narrowed {
    fn read(from: &Params, name: &str) -> Narrowed {
        Narrowed::of(&Filters::parse(from.get(name)))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

impl Narrowed {
    fn of(filters: &Filters) -> Narrowed {
        Narrowed(filters.text())
    }

    /// Whether it is narrowed to nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As `domain` has it.
    pub fn filters(&self) -> Filters {
        Filters::parse(&self.0)
    }

    /// The same with one family alone.
    pub fn of_family(&self, key: &str) -> Narrowed {
        Narrowed::of(&self.filters().without(FAMILY).toggled(FAMILY, key))
    }

    /// The same with a range that was typed; bounds that are no numbers ask for nothing.
    pub fn with_range(&self, code: &str, from: &str, to: &str) -> Narrowed {
        if code.is_empty() {
            return self.clone();
        }
        let mut filters = self.filters();
        filters.set_range(code, bound(from), bound(to));
        // What came from the address is read again, as every address is.
        Narrowed::of(&Filters::parse(&filters.text()))
    }
}

/// The filters beside a list.
pub struct Rail<'a> {
    /// The request.
    pub web: &'a Web,
    /// Where the list is.
    pub path: &'a str,
    /// What it is asked for.
    pub query: &'a Query,
    /// What it can be narrowed by.
    pub facets: &'a [Facet],
    /// All categories, for their names.
    pub categories: &'a [Category],
}

impl Rail<'_> {
    /// The rail, the chips, the list and the ways to its other pages.
    pub fn around(&self, list: Html, pages: Html) -> Html {
        let filters = self.query.narrowed.filters();
        let mut out = Markup::default();
        if self.facets.is_empty() && filters.0.is_empty() && !self.query.stock {
            markup! { out, list, pages }
            return out.html();
        }
        // On a phone the filters stand above the list, folded; without script that is a summary before them.
        let active = filters.0.iter().map(|filter| filter.keys.len() + usize::from(filter.is_range())).sum::<usize>();
        let label = match active + usize::from(self.query.stock) {
            0 => t!("products-filters").to_owned(),
            count => t!("products-filters-active", count = count),
        };
        markup! {
            out,
            "<div class=\"narrowing\"><details class=\"facets-fold\"><summary class=\"btn\">", label,
            "</summary></details><aside class=\"facets\"", "aria-label" = t!("products-filters"), ">"
        }
        let stock = Query { stock: !self.query.stock, page: Page::default(), ..self.query.clone() };
        markup! {
            out,
            "<p><a class=\"chip\" rel=\"nofollow\"", "href" = stock.address(self.path),
            "aria-current" = self.query.stock.then_some("true"), ">", t!("products-in-stock"), "</a></p>"
        }
        for (n, facet) in self.facets.iter().filter(|facet| facet.code != FAMILY).enumerate() {
            self.facet(&mut out, facet, filters.get(&facet.code), n < OPEN);
        }
        self.price(&mut out, filters.get(PRICE));
        out.literal("</aside><div>");
        self.chips(&mut out, &filters);
        markup! { out, list, pages, "</div></div>" }
        out.html()
    }

    fn address(&self, filters: &Filters) -> String {
        Query { narrowed: Narrowed::of(filters), page: Page::default(), ..self.query.clone() }.address(self.path)
    }

    fn name(&self, facet: &Facet) -> String {
        match facet.code.as_str() {
            CATEGORY => t!("products-category").to_owned(),
            FAMILY => t!("products-family").to_owned(),
            PRICE => t!("products-column-price").to_owned(),
            _ => facet.name.clone(),
        }
    }

    fn label(&self, code: &str, choice: &Choice) -> String {
        let category = self.categories.iter().find(|category| code == CATEGORY && category.slug == choice.key);
        category.map_or_else(|| choice.label.clone(), |category| category.name.clone())
    }

    fn facet(&self, out: &mut Markup, facet: &Facet, chosen: Option<&Filter>, is_open: bool) {
        let is_open = is_open || chosen.is_some();
        markup! {
            out,
            "<details class=\"facet\"", "data-facet" = &facet.code, "open" = is_open.then_some(""), "><summary>",
            self.name(facet), "</summary>"
        }
        if let Some(unit) = facet.unit.as_deref().filter(|_| facet.choices.len() > 3) {
            self.range(out, facet, chosen, unit);
        }
        let is_chosen = |choice: &Choice| chosen.is_some_and(|filter| filter.keys.contains(&choice.key));
        let (first, rest) = facet.choices.split_at(facet.choices.len().min(SEEN));
        self.choices(out, facet, first, is_chosen);
        if !rest.is_empty() {
            let is_open = rest.iter().any(is_chosen).then_some("");
            markup! { out, "<details", "open" = is_open, "><summary>", t!("products-more-values", count = rest.len()), "</summary>" }
            self.choices(out, facet, rest, is_chosen);
            out.literal("</details>");
        }
        out.literal("</details>");
    }

    /// The bounds of what the company pays.
    fn price(&self, out: &mut Markup, chosen: Option<&Filter>) {
        let facet = self.price_facet();
        markup! {
            out,
            "<details class=\"facet\"", "data-facet" = PRICE, "open" = chosen.is_some().then_some(""), "><summary>",
            self.name(&facet), "</summary>"
        }
        self.range(out, &facet, chosen, facet.unit.as_deref().unwrap_or_default());
        out.literal("</details>");
    }

    fn price_facet(&self) -> Facet {
        let unit = self.web.scope().currency.sign().to_owned();
        Facet { code: PRICE.to_owned(), name: String::new(), unit: Some(unit), choices: Vec::new() }
    }

    fn choices(&self, out: &mut Markup, facet: &Facet, choices: &[Choice], is_chosen: impl Fn(&Choice) -> bool) {
        let filters = self.query.narrowed.filters();
        out.literal("<ul>");
        for choice in choices {
            let href = self.address(&filters.toggled(&facet.code, &choice.key));
            markup! {
                out,
                "<li><a rel=\"nofollow\"", "href" = href, "aria-current" = is_chosen(choice).then_some("true"), ">",
                self.label(&facet.code, choice), "</a> <span class=\"muted\">", choice.count.to_string(), "</span></li>"
            }
        }
        out.literal("</ul>");
    }

    /// Two fields for the bounds of a measure.
    fn range(&self, out: &mut Markup, facet: &Facet, chosen: Option<&Filter>, unit: &str) {
        let written = |bound: Option<f64>| bound.map(|n| n.to_string()).unwrap_or_default();
        let (from, to) = chosen.map_or((None, None), |filter| (filter.from, filter.to));
        let bounds = facet.choices.iter().filter_map(|choice| choice.number);
        let (least, most) = bounds.fold((f64::MAX, f64::MIN), |(least, most), n| (least.min(n), most.max(n)));
        let without = Query {
            narrowed: Narrowed::of(&self.query.narrowed.filters().without(&facet.code)),
            page: Page::default(),
            ..self.query.clone()
        };
        markup! { out, "<form class=\"facet-range\" method=\"get\"", "action" = self.path, ">" }
        for (name, value) in without.pairs() {
            markup! { out, "<input type=\"hidden\"", "name" = name, "value" = value, ">" }
        }
        markup! { out, "<input type=\"hidden\"", "name" = Query::range().as_str(), "value" = &facet.code, ">" }
        for (name, words, value, example) in [
            (Query::from(), t!("products-from"), written(from), least),
            (Query::to(), t!("products-to"), written(to), most),
        ] {
            let id = format!("{}-{}", name.as_str(), facet.code);
            markup! {
                out,
                "<label", "for" = &id, ">", words, "</label><input inputmode=\"decimal\" maxlength=\"12\"", "id" = &id,
                "name" = name.as_str(), "value" = value, "placeholder" = (!facet.choices.is_empty()).then(|| example.to_string()), ">"
            }
        }
        markup! {
            out,
            "<span>", unit, "</span> <button class=\"btn btn-small\">", t!("products-apply"),
            "<span class=\"visually-hidden\"> ", self.name(facet), "</span></button></form>"
        }
    }

    fn chips(&self, out: &mut Markup, filters: &Filters) {
        if filters.0.is_empty() && !self.query.stock {
            return;
        }
        out.literal("<ul class=\"chips\">");
        let price = self.price_facet();
        for filter in &filters.0 {
            let facet = self.facets.iter().chain([&price]).find(|facet| facet.code == filter.code);
            let name = facet.map_or_else(|| filter.code.clone(), |facet| self.name(facet));
            for key in &filter.keys {
                let choice = facet.and_then(|facet| facet.choices.iter().find(|choice| choice.key == *key));
                let label = choice.map_or_else(|| key.clone(), |choice| self.label(&filter.code, choice));
                self.chip(out, &name, &label, &self.address(&filters.toggled(&filter.code, key)));
            }
            if filter.is_range() {
                let unit = facet.and_then(|facet| facet.unit.clone()).unwrap_or_default();
                let written = |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |n| n.to_string());
                let label = format!("{} – {} {unit}", written(filter.from), written(filter.to));
                let mut open = filters.clone();
                open.set_range(&filter.code, None, None);
                self.chip(out, &name, label.trim_end(), &self.address(&open));
            }
        }
        if self.query.stock {
            let open = Query { stock: false, page: Page::default(), ..self.query.clone() };
            self.chip(out, "", t!("products-in-stock"), &open.address(self.path));
        }
        let none = Query { q: self.query.q.clone(), sort: self.query.sort, view: self.query.view, ..Query::default() };
        markup! { out, "<li><a", "href" = none.address(self.path), ">", t!("products-clear"), "</a></li></ul>" }
    }

    fn chip(&self, out: &mut Markup, name: &str, value: &str, href: &str) {
        removable(out, picture(self.web, "x"), href, name, value);
    }
}
