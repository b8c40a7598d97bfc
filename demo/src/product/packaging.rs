//! Packaging.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [cartons(), bags(), films(), tapes()].concat()
}

fn cartons() -> Vec<Product> {
    let rows = [
        (200, 150, 100, 1),
        (250, 200, 150, 1),
        (300, 200, 150, 1),
        (300, 300, 200, 1),
        (400, 300, 200, 1),
        (400, 300, 300, 2),
        (600, 400, 300, 2),
        (600, 400, 400, 2),
    ];
    rows.into_iter()
        .map(|(l, w, h, walls)| {
            let area = 2 * (l + w) * (h + w) / 100;
            let (kind, load, flute) = if walls == 1 { ("single wall", "20 kg", "B, 3 mm") } else { ("double wall", "30 kg", "BC, 7 mm") };
            Product::new("cartons", format!("CN-{l}-{w}-{h}"), format!("Carton {l} × {w} × {h} mm, {kind}"))
                .sold("pack of 20", 1)
                .price(area * 24 * walls + 21_000)
                .summary(format!("FEFCO 0201, {kind}, up to {load}, 20 in a pack."))
                .text(format!(
                    "Folding box of corrugated board with four flaps above and below. \
                     Inside {l} × {w} × {h} mm, for up to {load}. Delivered flat; made with a share of recycled fibre and recyclable."
                ))
                .fact("Inside", format!("{l} × {w} × {h} mm"))
                .fact("Board", kind)
                .fact("Flute", flute)
                .fact("Load", load)
                .fact("Type", "FEFCO 0201")
                .drawing(format!("carton;l={l};w={w};h={h};t={l} × {w} × {h} mm"))
                .words(format!("cardboard box shipping parcel {l}x{w}x{h}"))
        })
        .collect()
}

fn bags() -> Vec<Product> {
    [(60, 80), (100, 150), (150, 220), (230, 320)]
        .into_iter()
        .map(|(w, h)| {
            Product::new("bags", format!("GB-{w}-{h}"), format!("Grip-seal bag {w} × {h} mm, 50 µm"))
                .sold("pack of 100", 1)
                .price(8_000 + w * h * 2)
                .summary(format!("Clear polyethylene of 50 µm, {w} × {h} mm, 100 in a pack."))
                .text(
                    "Bag of clear low-density polyethylene with a seal that opens and closes again. \
                     Fit for food contact to Regulation (EU) No 10/2011.",
                )
                .fact("Size", format!("{w} × {h} mm"))
                .fact("Film", "LDPE 50 µm")
                .fact("Contents", "100")
                .drawing(format!("bag;c=clear;k={w};t={w} × {h} mm"))
                .words(format!("zip lock plastic resealable poly {w}x{h}"))
        })
        .collect()
}

fn films() -> Vec<Product> {
    [
        (
            "SF-17",
            "Stretch film hand roll 500 mm, 17 µm",
            "clear",
            "500 mm × 300 m",
            62_000,
            "Cast film for loads of even shape. Stretches by 150 % and clings without glue.",
        ),
        (
            "SF-23",
            "Stretch film hand roll 500 mm, 23 µm",
            "clear",
            "500 mm × 270 m",
            78_000,
            "Thicker film for loads with edges. Stretches by 180 % and clings without glue.",
        ),
        (
            "SF-23-BK",
            "Stretch film hand roll 500 mm, 23 µm, black",
            "black",
            "500 mm × 270 m",
            84_000,
            "Opaque film that hides what is on the pallet. Stretches by 180 % and clings without glue.",
        ),
        (
            "BW-500",
            "Air bubble film 500 mm × 100 m",
            "clear",
            "500 mm × 100 m",
            168_000,
            "Film with bubbles of 10 mm that cushions and fills. Half of the polyethylene is recycled.",
        ),
    ]
    .into_iter()
    .map(|(sku, name, colour, size, price, text)| {
        Product::new("stretch-film", sku, name)
            .sold("roll", if sku.starts_with("SF") { 6 } else { 1 })
            .price(price)
            .summary(format!(
                "{size}, {}.",
                if sku.starts_with("SF") { "for wrapping pallets by hand" } else { "cushioning" }
            ))
            .text(text)
            .fact("Size", size)
            .fact("Material", "Polyethylene")
            .fact("Colour", colour)
            .drawing(format!("film;c={colour};t={size}"))
            .words("pallet wrap cling shrink bubble wrap")
    })
    .collect()
}

fn tapes() -> Vec<Product> {
    [
        (
            "PP-BR",
            "Packing tape brown 48 mm × 66 m",
            "wood",
            "Polypropylene, 28 µm",
            11_500,
            "Runs off quietly and holds from −5 to +60 °C.",
        ),
        (
            "PP-CL",
            "Packing tape clear 48 mm × 66 m",
            "clear",
            "Polypropylene, 28 µm",
            11_500,
            "Clear, so the print below stays readable; holds from −5 to +60 °C.",
        ),
        (
            "PP-FR",
            "Packing tape “Fragile” 48 mm × 66 m",
            "red",
            "Polypropylene, 28 µm",
            19_500,
            "White with red print in four languages; holds from −5 to +60 °C.",
        ),
        (
            "PT-50",
            "Paper tape 50 mm × 50 m",
            "card",
            "Kraft paper, 125 µm",
            26_500,
            "Goes into the paper bin together with the box; tears by hand.",
        ),
    ]
    .into_iter()
    .map(|(sku, name, colour, carrier, price, text)| {
        Product::new("packing-tape", sku, name)
            .sold("roll", 6)
            .price(price)
            .summary(format!("{carrier}, for cartons up to 30 kg."))
            .text(format!("Tape for closing cartons by hand or with a dispenser. {text}"))
            .fact("Size", if sku == "PT-50" { "50 mm × 50 m" } else { "48 mm × 66 m" })
            .fact("Carrier", carrier)
            .fact("Adhesive", if sku == "PT-50" { "Natural rubber" } else { "Acrylate" })
            .drawing(format!("roll;w=50;c={colour};t={}", if sku == "PT-50" { "50 mm × 50 m" } else { "48 mm × 66 m" }))
            .words("parcel sealing tape carton adhesive")
    })
    .collect()
}
