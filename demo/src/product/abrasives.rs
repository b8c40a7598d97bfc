//! Discs, sheets and belts.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [discs(), flaps(), sheets(), belts()].concat()
}

/// Speed at which the rim of a disc moves at 80 m/s.
fn speed(d: i64) -> &'static str {
    match d {
        115 => "13 300",
        125 => "12 200",
        _ => "6 600",
    }
}

fn discs() -> Vec<Product> {
    [
        ("CD", 115, "1.0"),
        ("CD", 125, "1.0"),
        ("CD", 125, "1.6"),
        ("CD", 230, "1.9"),
        ("GD", 125, "6.0"),
        ("GD", 230, "6.0"),
    ]
    .into_iter()
    .map(|(code, d, thick)| {
        let (name, kind, text) = if code == "CD" {
            ("Cutting disc", "type 41, flat", "Thin disc for quick cuts with little burr and little heat.")
        } else {
            (
                "Grinding disc",
                "type 27, depressed centre",
                "Disc for dressing welds and edges, to be held at about 30°; never cut with it.",
            )
        };
        let sku = if code == "CD" {
            format!("CT-{d}-{}", thick.replace('.', ""))
        } else {
            format!("GD-{d}-{}", thick.replace('.', ""))
        };
        Product::new("cutting-discs", sku, format!("{name} EN 12413, {d} × {thick} mm, steel and stainless"))
            .sold("each", if d == 230 { 5 } else { 25 })
            .price(d * d / 3 + if code == "GD" { 9_000 } else { 3_200 })
            .summary(format!("Corundum, bore 22.23 mm, up to {} rpm.", speed(d)))
            .text(format!(
                "{text} Free of iron, sulphur and chlorine, so stainless steel stays stainless. \
                     Highest rim speed 80 m/s; use before the date on the metal ring."
            ))
            .fact("Diameter", format!("{d} mm"))
            .fact("Thickness", format!("{thick} mm"))
            .fact("Bore", "22.23 mm")
            .fact("Highest speed", format!("{} rpm", speed(d)))
            .fact("Shape", kind)
            .fact("Standard", "EN 12413")
            .drawing(format!("disc;d={d};w={thick};t={d} × {thick} mm"))
            .words(format!("angle grinder wheel inox slitting {d}x{thick} {d}mm"))
    })
    .collect()
}

fn flaps() -> Vec<Product> {
    let mut out = Vec::new();
    for d in [115, 125] {
        for grit in [40, 60, 80] {
            out.push(
                Product::new("flap-discs", format!("FD-{d}-P{grit}"), format!("Flap disc EN 13743, {d} mm, P{grit}"))
                    .sold("each", 10)
                    .price(15_500 + (d - 115) * 220 + (80 - grit) * 20)
                    .summary(format!("Zirconia P{grit}, angled, up to {} rpm.", speed(d)))
                    .text(format!(
                        "Overlapping flaps of zirconia cloth on a glass-fibre plate grind and finish in one pass. \
                         Grit P{grit} for {}. The flaps wear down together and show fresh grain all the time.",
                        if grit == 40 {
                            "welds and edges"
                        } else if grit == 60 {
                            "weld seams and rust"
                        } else {
                            "an even finish"
                        }
                    ))
                    .fact("Diameter", format!("{d} mm"))
                    .fact("Grit", format!("P{grit}"))
                    .fact("Grain", "Zirconia alumina")
                    .fact("Highest speed", format!("{} rpm", speed(d)))
                    .fact("Standard", "EN 13743")
                    .drawing(format!("flap;d={d};c={};t={d} mm P{grit}", if grit == 40 { "bronze" } else { "orange" }))
                    .words(format!("lamellar grinding disc zirconium {d}mm p{grit} grit {grit}")),
            );
        }
    }
    out
}

fn sheets() -> Vec<Product> {
    [80, 120, 180, 240, 400]
        .into_iter()
        .map(|grit| {
            let wet = grit >= 240;
            let (kind, grain, colour) = if wet {
                ("Waterproof paper", "Silicon carbide", "black")
            } else {
                ("Abrasive paper", "Aluminium oxide", "wood")
            };
            Product::new("sheets-and-belts", format!("AP-230-P{grit}"), format!("{kind} 230 × 280 mm, P{grit}"))
                .sold("pack of 50", 1)
                .price(168_000 + if wet { 62_000 } else { 0 } - grit * 40)
                .summary(format!("{grain} P{grit}, sheet of 230 × 280 mm, 50 in a pack."))
                .text(format!(
                    "{grain} on {} paper for sanding by hand. Grit P{grit} to ISO 6344. {}",
                    if wet { "latex-treated" } else { "flexible C-weight" },
                    if wet { "Used wet it gives a finer scratch and no dust." } else { "For wood, filler and primer." }
                ))
                .fact("Size", "230 × 280 mm")
                .fact("Grit", format!("P{grit}"))
                .fact("Grain", grain)
                .fact("Standard", "ISO 6344")
                .drawing(format!("sheet;g={grit};c={colour};t=230 × 280 P{grit}"))
                .words(format!("sandpaper emery wet dry p{grit} grit {grit}"))
        })
        .collect()
}

fn belts() -> Vec<Product> {
    [(75, 533, 60), (75, 533, 80), (75, 533, 120), (100, 610, 80)]
        .into_iter()
        .map(|(wide, long, grit)| {
            Product::new(
                "sheets-and-belts",
                format!("AB-{wide}-{long}-P{grit}"),
                format!("Abrasive belt {wide} × {long} mm, P{grit}"),
            )
            .sold("pack of 10", 1)
            .price(wide * long * 3 + 22_000)
            .summary(format!("Aluminium oxide P{grit} on cotton cloth, 10 in a pack."))
            .text(format!(
                "Cloth belt for hand-held belt sanders with a butt joint that runs in both directions. \
                     Aluminium oxide P{grit} in full resin bond for wood and metal."
            ))
            .fact("Width", format!("{wide} mm"))
            .fact("Length", format!("{long} mm"))
            .fact("Grit", format!("P{grit}"))
            .fact("Backing", "Cotton, X weight")
            .drawing(format!("belt;g={grit};t={wide} × {long} P{grit}"))
            .words(format!("sanding belt {wide}x{long} p{grit} grit {grit}"))
        })
        .collect()
}
