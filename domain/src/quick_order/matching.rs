//! What becomes of each line: pure, over the products that its number may mean.
//!
//! Rules: a number that is written exactly goes, small and capital letters apart; one that differs in blanks or hyphens is
//! asked. A quantity is raised to the next step, and reduced to the stock; rows of one product are summed, and together
//! they must fit into a line of the cart. A row that is in the cart already takes no part.

use crate::cart::LARGEST_QUANTITY;
use crate::id::ProductId;
use crate::money::UnitPrice;
use crate::own_item::{is_blank, key};
use crate::price::{self, PriceRow};
use crate::quick_order::unit::{self, Quantity};
use crate::quick_order::{Amount, Choice, Choices, Fault, Line, Pick, Reason, Remark, State};
use crate::time::Micros;
use std::collections::HashMap;

/// A product that a number may mean.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The product.
    pub id: ProductId,
    /// Article number.
    pub sku: String,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// How it is sold.
    pub unit: String,
    /// Sold in multiples of this.
    pub increment: i64,
    /// What there is.
    pub available: i64,
    /// When more comes.
    pub restock_at: Option<Micros>,
    /// Whether it can be bought.
    pub active: bool,
    /// The article number of what takes its place.
    pub successor: Option<String>,
    /// What it costs this company.
    pub prices: Vec<PriceRow>,
}

impl Offer {
    /// The price of one at this quantity.
    pub fn price(&self, quantity: i64) -> Option<UnitPrice> {
        price::at(&self.prices, quantity.max(1))
    }
}

/// A number of a product: its article number, or the company's own.
#[derive(Clone, Debug)]
struct Name {
    text: String,
    is_own: bool,
    offer: usize,
}

/// The products that the numbers of some lines may mean.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    all: Vec<Offer>,
    by_key: HashMap<String, Vec<Name>>,
    by_id: HashMap<ProductId, usize>,
}

impl Offers {
    /// Adds a product, unless it is there.
    pub fn add(&mut self, offer: Offer) {
        if self.by_id.contains_key(&offer.id) {
            return;
        }
        let place = self.all.len();
        let name = Name { text: offer.sku.clone(), is_own: false, offer: place };
        self.by_key.entry(key(&offer.sku)).or_default().push(name);
        self.by_id.insert(offer.id, place);
        self.all.push(offer);
    }

    /// Adds a company's own number of a product that is there.
    pub fn add_own(&mut self, number: &str, product: ProductId) {
        let Some(offer) = self.by_id.get(&product).copied() else { return };
        let names = self.by_key.entry(key(number)).or_default();
        if !names.iter().any(|name| name.is_own && name.text == number) {
            names.push(Name { text: number.to_owned(), is_own: true, offer });
        }
    }

    /// The product at this place.
    pub fn get(&self, place: usize) -> Option<&Offer> {
        self.all.get(place)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Offer> {
        self.all.iter()
    }

    /// The same, to be filled in.
    pub(super) fn of(&mut self, id: ProductId) -> Option<&mut Offer> {
        self.by_id.get(&id).and_then(|place| self.all.get_mut(*place))
    }

    fn by_sku(&self, sku: &str) -> Option<usize> {
        let names = self.by_key.get(&key(sku))?;
        names.iter().find(|name| !name.is_own && name.text == sku).map(|name| name.offer)
    }

    fn find(&self, number: &str) -> Found {
        let Some(names) = self.by_key.get(&key(number)) else { return Found::None };
        let lower = number.to_lowercase();
        let exact: Vec<&Name> = names.iter().filter(|name| name.text == number).collect();
        let alike: Vec<&Name> = names.iter().filter(|name| name.text.to_lowercase() == lower).collect();
        for same in [exact, alike] {
            match distinct(&same).as_slice() {
                [] => {}
                [one] => return Found::One(*one, same.iter().all(|name| name.is_own)),
                several => return Found::Several(several.to_vec()),
            }
        }
        Found::Alike(distinct(&names.iter().collect::<Vec<_>>()))
    }
}

fn distinct(names: &[&Name]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for name in names {
        if !places.contains(&name.offer) {
            places.push(name.offer);
        }
    }
    places
}

/// What a number means.
enum Found {
    None,
    /// This product; whether it was found by the company's own number alone.
    One(usize, bool),
    Several(Vec<usize>),
    /// It differs from these in blanks or hyphens.
    Alike(Vec<usize>),
}

/// A line with what becomes of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The place of its line.
    pub line: usize,
    /// What becomes of it.
    pub state: State,
    /// Why.
    pub reason: Reason,
    /// The place of its product.
    pub offer: Option<usize>,
    /// How many of it go into the cart.
    pub quantity: i64,
    /// What can be chosen.
    pub picks: Vec<Pick>,
    /// What is said besides.
    pub remarks: Vec<Remark>,
    /// Whether it is in the cart already.
    pub is_added: bool,
}

impl Row {
    /// Whether it would go into the cart now.
    pub fn goes(&self) -> bool {
        self.state.goes() && self.quantity > 0 && !self.is_added
    }
}

/// A number without blanks around it.
pub(super) fn trimmed(number: &str) -> &str {
    number.trim_matches(is_blank)
}

/// The texts that are looked for among the numbers of products.
pub fn numbers<'a>(lines: &'a [Line], choices: &'a Choices) -> impl Iterator<Item = &'a str> {
    let typed = lines.iter().flat_map(|line| &line.numbers).map(String::as_str);
    let chosen = choices.rows.values().filter_map(|choice| choice.number.as_deref());
    typed.chain(chosen).map(trimmed).filter(|number| !number.is_empty())
}

/// What becomes of all lines.
pub fn rows(lines: &[Line], choices: &Choices, offers: &Offers) -> Vec<Row> {
    let nothing = Choice::default();
    let of = |(place, line): (usize, &Line)| {
        let choice = choices.rows.get(&line.row).unwrap_or(&nothing);
        let mut row = Row { line: place, ..one(line, choice, offers) };
        row.is_added = choices.added.contains(&line.row);
        row
    };
    let mut rows: Vec<Row> = lines.iter().enumerate().map(of).collect();
    together(&mut rows, lines, offers);
    rows
}

fn made(state: State, reason: Reason) -> Row {
    Row { line: 0, state, reason, offer: None, quantity: 0, picks: Vec::new(), remarks: Vec::new(), is_added: false }
}

/// A line by itself.
fn one(line: &Line, choice: &Choice, offers: &Offers) -> Row {
    let mut remarks = Vec::new();
    if line.cleaned {
        remarks.push(Remark::Cleaned);
    }
    remarks.extend(line.day.clone().map(Remark::Day));
    let (place, is_own) = match product(line, choice, offers) {
        Ok(found) => found,
        Err(row) => return Row { remarks, ..*row },
    };
    let Some(offer) = offers.get(place) else { return made(State::Unknown, Reason::Unknown) };
    if is_own {
        remarks.push(Remark::Own);
    }
    let row = |state, reason| Row { offer: Some(place), ..made(state, reason) };
    if let Some(row) = in_the_way(offer, offers) {
        return Row { remarks, ..row };
    }
    if line.hidden && !choice.take {
        return Row { remarks, ..row(State::Hidden, Reason::Hidden) };
    }
    let asked = match (choice.quantity, line.amount) {
        (Some(chosen), _) if (1..=LARGEST_QUANTITY).contains(&chosen) => Quantity::Is(chosen, false),
        (Some(_), _) => Quantity::No(Fault::TooLarge),
        (None, Amount::One) => {
            remarks.push(Remark::One);
            Quantity::Is(1, false)
        }
        (None, Amount::No(fault)) => Quantity::No(fault),
        (None, Amount::Number(digits, places, _)) => unit::quantity(digits, places, &line.unit, &offer.unit),
    };
    let is_sure = choice.quantity.is_some() || !matches!(line.amount, Amount::Number(_, _, false));
    let wanted = match asked {
        Quantity::No(fault) => return Row { remarks, ..row(State::Refused, Reason::Quantity(fault)) },
        Quantity::Ask(picks) => {
            let reason = Reason::Unit { typed: line.unit.clone(), sold: offer.unit.clone() };
            let picks = picks.into_iter().map(Pick::Quantity).collect();
            return Row { remarks, picks, ..row(State::Choose, reason) };
        }
        Quantity::Is(number, _) if !is_sure => {
            let mut picks = vec![Pick::Quantity(number)];
            picks.extend((number % 1_000 == 0).then_some(Pick::Quantity(number / 1_000)));
            return Row { remarks, picks, ..row(State::Choose, Reason::Unsure) };
        }
        Quantity::Is(number, is_converted) => {
            if is_converted {
                remarks.push(Remark::Converted(format!("{} {}", line.quantity, line.unit).trim().to_owned()));
            }
            number
        }
    };
    let step = offer.increment.max(1);
    let quantity = wanted + (step - wanted % step) % step;
    if quantity > LARGEST_QUANTITY {
        return Row { remarks, ..row(State::Refused, Reason::Quantity(Fault::TooLarge)) };
    }
    let (state, reason) = match quantity == wanted {
        true => (State::Matched, Reason::Fits),
        false => (State::Stepped, Reason::Stepped { from: wanted, step }),
    };
    Row { quantity, remarks, ..row(state, reason) }
}

/// The product of a line, or why there is none.
fn product(line: &Line, choice: &Choice, offers: &Offers) -> Result<(usize, bool), Box<Row>> {
    let chosen = choice.number.as_slice();
    let numbers = if chosen.is_empty() { line.numbers.as_slice() } else { chosen };
    let mut asked = None;
    let mut is_empty = true;
    for number in numbers.iter().map(|number| trimmed(number)).filter(|number| !number.is_empty()) {
        is_empty = false;
        let (places, reason) = match offers.find(number) {
            Found::One(place, is_own) => return Ok((place, is_own)),
            Found::None => continue,
            Found::Several(places) => (places, Reason::Several),
            Found::Alike(places) => (places, Reason::Alike),
        };
        asked = asked.or(Some((places, reason)));
    }
    let pick = |place: &usize| {
        offers.get(*place).map(|offer| Pick::Product { sku: offer.sku.clone(), name: offer.name.clone() })
    };
    Err(Box::new(match (asked, line.spoilt) {
        (Some((places, reason)), _) => {
            Row { picks: places.iter().filter_map(pick).collect(), ..made(State::Choose, reason) }
        }
        (None, Some(spoilt)) if chosen.is_empty() => made(State::Spoilt, Reason::Spoilt(spoilt)),
        (None, _) if is_empty && line.name.is_empty() => made(State::Unknown, Reason::NoNumber),
        (None, _) => made(State::Unknown, Reason::Unknown),
    }))
}

/// Why a product cannot be bought by this company.
fn in_the_way(offer: &Offer, offers: &Offers) -> Option<Row> {
    let place = offers.by_sku(&offer.sku);
    let row = |state, reason| Row { offer: place, ..made(state, reason) };
    if offer.active {
        return offer.prices.is_empty().then(|| row(State::NotVisible, Reason::NoPrice));
    }
    let next = offer.successor.as_deref().and_then(|sku| offers.by_sku(sku)).and_then(|place| {
        let next = offers.get(place)?;
        (next.active && !next.prices.is_empty()).then_some((place, next))
    });
    Some(match next {
        Some((place, next)) => Row {
            offer: Some(place),
            picks: vec![Pick::Product { sku: next.sku.clone(), name: next.name.clone() }],
            ..made(State::Replaced, Reason::Replaced)
        },
        None => row(State::Refused, Reason::Withdrawn),
    })
}

/// What the rows of one product are together.
fn together(rows: &mut [Row], lines: &[Line], offers: &Offers) {
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        if let (Some(offer), true) = (row.offer, row.goes()) {
            groups.entry(offer).or_default().push(place);
        }
    }
    let number = |row: &Row| lines.get(row.line).map_or(0, |line| line.row);
    for (offer, places) in groups {
        let sum: i64 = places.iter().map(|place| rows[*place].quantity).sum();
        if sum > LARGEST_QUANTITY {
            let all: Vec<u32> = places.iter().map(|place| number(&rows[*place])).collect();
            for place in places {
                let row = &mut rows[place];
                let others = all.iter().copied().filter(|other| *other != number(row)).collect();
                (row.state, row.reason, row.quantity) = (State::Refused, Reason::Together(others), 0);
            }
            continue;
        }
        let Some(offer) = offers.get(offer) else { continue };
        let first = number(&rows[places[0]]);
        for (n, place) in places.iter().enumerate() {
            let row = &mut rows[*place];
            if row.quantity > offer.available {
                let from = match row.reason {
                    Reason::Stepped { from, .. } => from,
                    _ => row.quantity,
                };
                row.quantity = offer.available - offer.available % offer.increment.max(1);
                row.state = State::Reduced;
                row.reason = Reason::Reduced { from, available: offer.available, restock_at: offer.restock_at };
            } else if n > 0 && row.state == State::Matched {
                (row.state, row.reason) = (State::Summed, Reason::Summed(first));
            }
        }
    }
}

/// How many of each product would go into the cart, by the place of the product, in the order of the first row of each.
pub fn sums(rows: &[Row]) -> Vec<(usize, i64)> {
    let mut sums: Vec<(usize, i64)> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.goes()) {
        let Some(offer) = row.offer else { continue };
        let place = *places.entry(offer).or_insert_with(|| {
            sums.push((offer, 0));
            sums.len() - 1
        });
        sums[place].1 += row.quantity;
    }
    sums
}

#[cfg(test)]
mod tests;
