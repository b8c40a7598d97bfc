use super::*;
use crate::money::Currency;
use crate::quick_order::Spoilt;

fn offer(sku: &str, unit: &str, increment: i64, available: i64) -> Offer {
    let price = UnitPrice::new(1_000, Currency::Gbp);
    Offer {
        id: ProductId::fresh(),
        sku: sku.to_owned(),
        slug: sku.to_lowercase(),
        name: format!("Product {sku}"),
        unit: unit.to_owned(),
        increment,
        available,
        restock_at: None,
        active: true,
        successor: None,
        prices: vec![PriceRow { rank: 1, min_quantity: 1, price }],
    }
}

fn offers() -> Offers {
    let mut offers = Offers::default();
    for one in [
        offer("HB-M8-40-ZN", "each", 25, 4_000),
        offer("HN-M8-ZN", "pack of 100", 1, 900),
        offer("CA-H07RN-3G15", "metre", 5, 2_000),
        offer("BB-6204-2RS", "each", 1, 600),
        offer("AB", "each", 1, 10),
        offer("A-B", "each", 1, 10),
        offer("00417", "each", 1, 10),
        offer("417", "each", 1, 10),
        Offer { active: false, successor: Some("BB-6204-2RS".to_owned()), ..offer("BB-OLD", "each", 1, 0) },
        Offer { active: false, ..offer("GONE", "each", 1, 0) },
        Offer { prices: Vec::new(), ..offer("NO-PRICE", "each", 1, 5) },
    ] {
        offers.add(one);
    }
    let bolt = offers.by_sku("HB-M8-40-ZN").and_then(|place| offers.get(place)).map(|offer| offer.id);
    offers.add_own("N-10408", bolt.expect("the bolt"));
    offers.add_own("417", bolt.expect("the bolt"));
    offers
}

fn line(row: u32, number: &str, quantity: i64) -> Line {
    Line {
        row,
        numbers: vec![number.to_owned()],
        amount: Amount::Number(quantity, 0, true),
        quantity: quantity.to_string(),
        ..Line::default()
    }
}

/// The lines with their numbers from 1, and what becomes of each: state, article number, quantity.
fn told(lines: &[Line], choices: &Choices) -> Vec<(String, String, i64)> {
    let offers = offers();
    let sku = |row: &Row| row.offer.and_then(|place| offers.get(place)).map_or_else(String::new, |o| o.sku.clone());
    rows(lines, choices, &offers).iter().map(|row| (row.state.to_string(), sku(row), row.quantity)).collect()
}

fn states(lines: &[(&str, i64)]) -> Vec<String> {
    let lines: Vec<Line> = (1..).zip(lines).map(|(row, (number, quantity))| line(row, number, *quantity)).collect();
    let all = told(&lines, &Choices::default());
    all.into_iter().map(|(state, sku, quantity)| format!("{state} {sku} {quantity}")).collect()
}

#[test]
fn one_article_in_eight_spellings() {
    let bolt = "HB-M8-40-ZN";
    let all = states(&[
        (bolt, 25),
        ("hb-m8-40-zn", 25),
        ("HB-M8-40-ZN ", 50),
        (" HB-M8-40-ZN", 25),
        ("HB-M8-40-ZN\u{a0}", 25),
        ("HB M8 40 ZN", 25),
        ("HBM840ZN", 25),
        (bolt, 10),
        ("BB-6204-2RS", 999_999),
        ("BB-6204-2RS", 1),
    ]);
    assert_eq!(all[0], "matched HB-M8-40-ZN 25");
    assert_eq!(all[1..5], [25, 50, 25, 25].map(|n| format!("summed HB-M8-40-ZN {n}")));
    assert_eq!(all[5..7], ["choose  0", "choose  0"]);
    assert_eq!(all[7], "stepped HB-M8-40-ZN 25");
    assert_eq!(all[8..], ["refused BB-6204-2RS 0", "refused BB-6204-2RS 0"]);
}

#[test]
fn zeros_count_and_ambiguous_numbers_are_asked() {
    assert_eq!(
        states(&[("00417", 2), ("0417", 1), ("417", 1), ("N-10408", 25), ("n-10408", 25)]),
        ["matched 00417 2", "unknown  0", "choose  0", "matched HB-M8-40-ZN 25", "summed HB-M8-40-ZN 25",]
    );
    assert_eq!(
        states(&[("AB", 1), ("A-B", 1), ("a b", 1), ("ab", 2)]),
        ["matched AB 1", "matched A-B 1", "choose  0", "summed AB 2",]
    );
}

#[test]
fn what_cannot_be_bought_says_so() {
    assert_eq!(
        states(&[("BB-OLD", 4), ("GONE", 1), ("NO-PRICE", 1), ("nothing", 1), (" ", 1)]),
        ["replaced BB-6204-2RS 0", "refused GONE 0", "not-visible NO-PRICE 0", "unknown  0", "unknown  0",]
    );
}

#[test]
fn only_the_row_above_stock_is_reduced() {
    assert_eq!(states(&[("BB-6204-2RS", 601)]), ["reduced BB-6204-2RS 600"]);
    // Which of two rows is to be less is nothing that a program knows: the cart says it.
    assert_eq!(
        states(&[("BB-6204-2RS", 400), ("BB-6204-2RS", 300)]),
        ["matched BB-6204-2RS 400", "summed BB-6204-2RS 300",]
    );
}

#[test]
fn units_are_asked_or_converted() {
    let with = |number: &str, digits, places, unit: &str| Line {
        unit: unit.to_owned(),
        amount: Amount::Number(digits, places, true),
        ..line(1, number, 0)
    };
    let of = |line: Line| told(&[line], &Choices::default()).remove(0);
    let own = |state: &str, sku: &str, n| (state.to_owned(), sku.to_owned(), n);
    assert_eq!(of(with("HN-M8-ZN", 200, 0, "PCE")), own("choose", "HN-M8-ZN", 0));
    assert_eq!(of(with("HN-M8-ZN", 2, 0, "PACK")), own("matched", "HN-M8-ZN", 2));
    assert_eq!(of(with("CA-H07RN-3G15", 5, 2, "km")), own("matched", "CA-H07RN-3G15", 50));
    assert_eq!(of(with("BB-6204-2RS", 25, 1, "")), own("refused", "BB-6204-2RS", 0));
    let picks = rows(&[with("HN-M8-ZN", 200, 0, "PCE")], &Choices::default(), &offers()).remove(0).picks;
    assert_eq!(picks, [Pick::Quantity(2), Pick::Quantity(200)]);
}

#[test]
fn a_choice_settles_its_row() {
    let mut choices = Choices::default();
    choices.rows.insert(1, Choice { number: Some("HB-M8-40-ZN".to_owned()), ..Choice::default() });
    choices.rows.insert(2, Choice { quantity: Some(30), ..Choice::default() });
    choices.rows.insert(3, Choice { take: true, ..Choice::default() });
    let lines = [
        line(1, "HBM840ZN", 25),
        Line { amount: Amount::No(Fault::Date), ..line(2, "HB-M8-40-ZN", 0) },
        Line { hidden: true, ..line(3, "HB-M8-40-ZN", 25) },
        Line { hidden: true, ..line(4, "HB-M8-40-ZN", 25) },
    ];
    let all: Vec<String> = told(&lines, &choices).into_iter().map(|(state, _, n)| format!("{state} {n}")).collect();
    assert_eq!(all, ["matched 25", "stepped 50", "summed 25", "hidden 0"]);
    // What is in the cart is not added again.
    choices.added.insert(1);
    let rows = rows(&lines, &choices, &offers());
    assert!(rows[0].is_added && !rows[0].goes());
    assert_eq!(sums(&rows).iter().map(|(_, n)| *n).sum::<i64>(), 75);
}

#[test]
fn spoilt_is_reported_only_when_nothing_is_found() {
    let spoilt = |number: &str| Line { spoilt: Some(Spoilt::Power), ..line(1, number, 1) };
    assert_eq!(told(&[spoilt("1E+05")], &Choices::default())[0].0, "spoilt");
    assert_eq!(told(&[spoilt("00417")], &Choices::default())[0].0, "matched");
    let unsure = Line { amount: Amount::Number(1_000, 0, false), ..line(1, "BB-6204-2RS", 0) };
    let row = rows(&[unsure], &Choices::default(), &offers()).remove(0);
    assert_eq!((row.state, row.picks), (State::Choose, vec![Pick::Quantity(1_000), Pick::Quantity(1)]));
}
