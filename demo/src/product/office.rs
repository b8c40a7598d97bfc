//! Office.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [paper(), labels(), markers(), files()].concat()
}

fn paper() -> Vec<Product> {
    [
        (
            "CP-A4",
            "Copier paper A4 80 g/m², white",
            "A4",
            "210 × 297 mm",
            "white",
            224_000,
            "Wood-free paper for printers and copiers of all kinds, CIE whiteness 161.",
        ),
        (
            "CP-A3",
            "Copier paper A3 80 g/m², white",
            "A3",
            "297 × 420 mm",
            "white",
            452_000,
            "Wood-free paper for printers and copiers of all kinds, CIE whiteness 161.",
        ),
        (
            "CR-A4",
            "Recycled paper A4 80 g/m²",
            "A4",
            "210 × 297 mm",
            "grey",
            218_000,
            "Made wholly from waste paper, CIE whiteness 55, easy on the eyes.",
        ),
    ]
    .into_iter()
    .map(|(sku, name, format, size, colour, price, text)| {
        Product::new("paper-and-labels", sku, name)
            .sold("box of 5 reams", 1)
            .price(price)
            .summary(format!("{format}, 80 g/m², 5 × 500 sheets."))
            .text(format!("{text} A box holds five reams of 500 sheets."))
            .fact("Format", format!("{format}, {size}"))
            .fact("Weight", "80 g/m²")
            .fact("Contents", "2500 sheets")
            .drawing(format!("ream;c={colour};t={format} · 80 g"))
            .words("printer photocopy sheets ream")
    })
    .collect()
}

fn labels() -> Vec<Product> {
    [(50, 25, 2_000, 96_000), (100, 50, 1_000, 118_000), (100, 150, 500, 148_000), (102, 152, 475, 152_000)]
        .into_iter()
        .map(|(w, h, count, price)| {
            Product::new("paper-and-labels", format!("LR-{w}-{h}"), format!("Label roll {w} × {h} mm, direct thermal"))
                .sold("roll", 2)
                .price(price)
                .summary(format!("{count} labels on a core of 25 mm, permanent adhesive."))
                .text(
                    "Labels of thermal paper for desktop printers, printed by heat without a ribbon. \
                     The coating resists water and rubbing for about two years out of the sun; free of bisphenol A.",
                )
                .fact("Label", format!("{w} × {h} mm"))
                .fact("On a roll", count.to_string())
                .fact("Core", "25 mm")
                .fact("Adhesive", "Permanent, acrylate")
                .drawing(format!("roll;k=labels;w={w};c=white;t={w} × {h} mm"))
                .words(format!("shipping labels sticker {w}x{h} printer"))
        })
        .collect()
}

fn markers() -> Vec<Product> {
    let permanent = [("black", "BK"), ("blue", "BU"), ("red", "RD"), ("green", "GN")]
        .map(|c| (c, "PM", "Permanent marker", "1.5–3 mm", 8_900));
    let paint = [("white", "WH"), ("yellow", "YE")].map(|c| (c, "LM", "Paint marker", "2–4 mm", 24_500));
    permanent
        .into_iter()
        .chain(paint)
        .map(|((colour, code), prefix, name, line, price)| {
            Product::new("markers-and-files", format!("{prefix}-{code}"), format!("{name} {colour}, {line}"))
                .sold("each", 10)
                .price(price)
                .summary(format!("Bullet tip {line}, {colour}."))
                .text(if prefix == "PM" {
                    "Marker with quick-drying ink for cardboard, metal, plastic and glass. Water does not take it off; alcohol does. It can be left open for a day."
                } else {
                    "Marker with opaque paint for dark and oily metal, rubber and timber. Shake it, press the tip, and it writes up to 200 °C and through weather."
                })
                .fact("Colour", colour)
                .fact("Line", line)
                .fact("Tip", "Bullet")
                .drawing(format!("marker;c={colour};t={line}"))
                .words("felt pen marking permanent industrial")
        })
        .collect()
}

fn files() -> Vec<Product> {
    let wide = [("blue", "BU"), ("green", "GN"), ("black", "BK"), ("red", "RD")].map(|c| (c, 75));
    let narrow = [("blue", "BU"), ("black", "BK")].map(|c| (c, 50));
    wide.into_iter()
        .chain(narrow)
        .map(|((colour, code), spine)| {
            Product::new("markers-and-files", format!("LF-{spine}-{code}"), format!("Lever arch file A4 {spine} mm, {colour}"))
                .sold("each", 10)
                .price(if spine == 75 { 24_000 } else { 22_500 })
                .summary(format!("Spine {spine} mm for about {} sheets, {colour}.", spine * 8))
                .text(
                    "File of recycled board covered with polypropylene, with a lever arch for two holes at 80 mm to ISO 838. \
                     The label on the spine can be changed.",
                )
                .fact("Spine", format!("{spine} mm"))
                .fact("Format", "A4")
                .fact("Colour", colour)
                .fact("Holes", "ISO 838")
                .drawing(format!("binder;c={colour};t=A4 · {spine} mm"))
                .words("folder binder ring archive")
        })
        .collect()
}
