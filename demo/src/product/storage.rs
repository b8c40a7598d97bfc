//! Bins, containers, shelving and cabinets.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [bins(), containers(), shelving(), cabinets()].concat()
}

fn bins() -> Vec<Product> {
    let sizes = [(2, 160, 103, 75, 3), (3, 235, 145, 125, 8), (4, 350, 205, 150, 15), (5, 500, 310, 200, 30)];
    let colours = [("blue", "BL"), ("red", "RD"), ("yellow", "YE")];
    let mut out = Vec::new();
    for (number, l, w, h, load) in sizes {
        for (colour, code) in colours {
            if number == 5 && colour != "blue" {
                continue;
            }
            out.push(
                Product::new(
                    "storage-bins",
                    format!("SN-{number}-{code}"),
                    format!("Stacking bin size {number}, {l} × {w} × {h} mm, {colour}"),
                )
                .sold("each", if number == 2 { 10 } else { 5 })
                .price(4_000 + l * w * h / 260)
                .summary(format!("Open front, carries {load} kg, {colour}."))
                .text(format!(
                    "Bin of polypropylene with an open front, to be stacked or hung on louvre panels. \
                         It carries {load} kg and withstands oil, most acids and lyes. \
                         The label slides into the holder at the front."
                ))
                .fact("Outside", format!("{l} × {w} × {h} mm"))
                .fact("Load", format!("{load} kg"))
                .fact("Material", "Polypropylene")
                .fact("Colour", colour)
                .drawing(format!("bin;c={colour};t={l} × {w} × {h}"))
                .words(format!("picking bin small parts box {l}x{w}x{h}")),
            );
        }
    }
    out
}

fn containers() -> Vec<Product> {
    [(400, 300, 120, 10), (400, 300, 220, 20), (600, 400, 120, 21), (600, 400, 220, 42), (600, 400, 320, 63)]
        .into_iter()
        .map(|(l, w, h, litres)| {
            let on_pallet = 1200 * 800 / (l * w);
            Product::new(
                "euro-containers",
                format!("EC-{l}-{w}-{h}"),
                format!("Euro container {l} × {w} × {h} mm, grey"),
            )
            .price(28_000 + l * w * h / 480)
            .summary(format!("{litres} litres, solid walls, {on_pallet} to a pallet layer."))
            .text(format!(
                "Stacking container of polypropylene with closed walls and hand holds, {litres} litres. \
                     {on_pallet} of them cover a pallet of 1200 × 800 mm. Withstands −20 to +80 °C and hot washing."
            ))
            .fact("Outside", format!("{l} × {w} × {h} mm"))
            .fact("Volume", format!("{litres} l"))
            .fact("On a pallet layer", on_pallet.to_string())
            .fact("Material", "Polypropylene")
            .drawing(format!("crate;h={h};c=grey;t={l} × {w} × {h} mm"))
            .words(format!("euro box stacking crate tote {l}x{w}x{h}"))
        })
        .collect()
}

fn shelving() -> Vec<Product> {
    [(4, 900, 300, 1500, 150), (5, 900, 400, 1800, 175), (5, 1200, 500, 2000, 200)]
        .into_iter()
        .map(|(shelves, w, d, h, load)| {
            Product::new("shelving-and-cabinets", format!("BS-{w}-{d}-{shelves}"), format!("Boltless shelving {h} × {w} × {d} mm, {shelves} shelves"))
                .price(320_000 + w * d * shelves / 5)
                .summary(format!("Galvanised, {load} kg a shelf, set up without tools."))
                .text(format!(
                    "Bay of galvanised steel with {shelves} shelves, pushed together and knocked tight with a mallet. \
                     Each shelf carries {load} kg when it is loaded evenly. Height adjusts in steps of 33 mm; fix it to the wall."
                ))
                .fact("Height", format!("{h} mm"))
                .fact("Width", format!("{w} mm"))
                .fact("Depth", format!("{d} mm"))
                .fact("Shelf load", format!("{load} kg"))
                .drawing(format!("shelf;n={shelves};t={h} × {w} × {d} mm"))
                .words("rack racking storage shelf warehouse")
        })
        .collect()
}

fn cabinets() -> Vec<Product> {
    [(5, 800, 2_980_000), (7, 1000, 3_940_000)]
        .into_iter()
        .map(|(drawers, h, price)| {
            Product::new(
                "shelving-and-cabinets",
                format!("DC-{h}-{drawers}"),
                format!("Drawer cabinet {h} × 564 × 572 mm, {drawers} drawers"),
            )
            .price(price)
            .summary(format!("{drawers} drawers of 75 kg, full extension, one lock."))
            .text(format!(
                "Cabinet of welded sheet steel with {drawers} drawers that pull out fully and carry 75 kg each. \
                     Only one drawer opens at a time, so it cannot tip. Powder-coated in RAL 7035 and RAL 5012."
            ))
            .fact("Height", format!("{h} mm"))
            .fact("Width", "564 mm")
            .fact("Depth", "572 mm")
            .fact("Drawer load", "75 kg")
            .fact("Colour", "RAL 7035, fronts RAL 5012")
            .drawing(format!("cabinet;n={drawers};t={drawers} drawers"))
            .words("tool chest workshop drawers")
        })
        .collect()
}
