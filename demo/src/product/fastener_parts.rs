//! Nuts, washers, anchors and rivets.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [nuts(), washers(), anchors(), plugs(), rivets()].concat()
}

fn nuts() -> Vec<Product> {
    let flats = |d: i64| match d {
        4 => 7,
        5 => 8,
        6 => 10,
        8 => 13,
        10 => 17,
        12 => 19,
        _ => 24,
    };
    // Kind, number, standard, picture, sizes in zinc-plated steel, sizes in stainless steel.
    type Kind = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [i64], &'static [i64]);
    let kinds: [Kind; 3] = [
        (
            "Hex nut",
            "HN",
            "DIN 934",
            "",
            "Plain hexagon nut of full height for bolts of property class 8.8.",
            &[4, 5, 6, 8, 10, 12, 16],
            &[6, 8, 10],
        ),
        (
            "Lock nut",
            "LN",
            "DIN 985",
            ";k=lock",
            "Hexagon nut with a polyamide ring that grips the thread, good up to 120 °C.",
            &[5, 6, 8, 10, 12],
            &[],
        ),
        (
            "Flange nut",
            "FN",
            "DIN 6923",
            ";k=flange",
            "Hexagon nut with a serrated flange that spreads the load and bites against loosening.",
            &[6, 8, 10],
            &[],
        ),
    ];
    let mut out = Vec::new();
    for (kind, code, standard, picture, text, zinc, a2) in kinds {
        for (finish, short, sizes, percent) in [("zinc plated", "ZN", zinc, 100), ("stainless A2", "A2", a2, 280)] {
            for d in sizes {
                // DIN 6923 has its own widths.
                let wide = if code == "FN" && *d == 10 { 15 } else { flats(*d) };
                let (called, factor) = match code {
                    "LN" => ("self-locking nylon insert", 16),
                    "FN" => ("serrated", 16),
                    _ => ("full", 10),
                };
                let colour = if short == "A2" { "steel" } else { "zinc" };
                out.push(
                    Product::new("nuts", format!("{code}-M{d}-{short}"), format!("{kind} {standard} M{d}, {finish}"))
                        .sold("pack of 100", 1)
                        .price((6_000 + d * d * d * 42) * percent / 100 * factor / 10)
                        .summary(format!("{wide} mm across flats, {standard}, 100 in a pack."))
                        .text(format!("{text} Coarse thread M{d}, {wide} mm across flats. Packed by 100."))
                        .fact("Standard", standard)
                        .fact("Thread", format!("M{d}"))
                        .fact("Across flats", format!("{wide} mm"))
                        .fact(
                            "Material",
                            if short == "A2" { "Stainless steel A2-70" } else { "Steel class 8, zinc plated" },
                        )
                        .fact("Contents", "100")
                        .drawing(format!("nut;d={d}{picture};c={colour};t=M{d}"))
                        .words(format!("hexagon nut m{d} {} {called}", standard.replace(' ', ""))),
                );
            }
        }
    }
    out
}

fn washers() -> Vec<Product> {
    // Diameter, hole, outside, thickness.
    let flat: [(i64, &str, i64, &str); 6] = [
        (5, "5.3", 10, "1"),
        (6, "6.4", 12, "1.6"),
        (8, "8.4", 16, "1.6"),
        (10, "10.5", 20, "2"),
        (12, "13", 24, "2.5"),
        (16, "17", 30, "3"),
    ];
    let large: [(i64, &str, i64, &str); 3] = [(6, "6.4", 18, "1.6"), (8, "8.4", 24, "2"), (10, "10.5", 30, "2.5")];
    let mut out = Vec::new();
    for (rows, code, kind, standard) in
        [(&flat[..], "FW", "Flat washer", "DIN 125"), (&large[..], "LW", "Large washer", "DIN 9021")]
    {
        for (d, hole, outside, thick) in rows {
            for (finish, short) in [("zinc plated", "ZN"), ("stainless A2", "A2")] {
                if short == "A2" && (code == "LW" || ![6, 8, 10].contains(d)) {
                    continue;
                }
                let colour = if short == "A2" { "steel" } else { "zinc" };
                out.push(
                    Product::new(
                        "washers",
                        format!("{code}-M{d}-{short}"),
                        format!("{kind} {standard} M{d}, {finish}"),
                    )
                    .sold("pack of 100", 1)
                    .price((5_000 + outside * outside * 28) * if short == "A2" { 240 } else { 100 } / 100)
                    .summary(format!("{hole} × {outside} × {thick} mm for M{d}, 100 in a pack."))
                    .text(format!(
                        "Washer of {hole} mm inside and {outside} mm outside diameter, {thick} mm thick. \
                             It spreads the load of an M{d} head or nut and protects the surface below."
                    ))
                    .fact(
                        "Standard",
                        if code == "FW" {
                            "DIN 125 form A (similar to ISO 7089)"
                        } else {
                            "DIN 9021 (similar to ISO 7093)"
                        },
                    )
                    .fact("For thread", format!("M{d}"))
                    .fact("Size", format!("{hole} × {outside} × {thick} mm"))
                    .fact("Material", if short == "A2" { "Stainless steel A2" } else { "Steel 140 HV, zinc plated" })
                    .drawing(format!("washer;d={d};c={colour};t=M{d} · {hole} × {outside}"))
                    .words(format!("plain penny washer m{d} {}", standard.replace(' ', ""))),
                );
            }
        }
    }
    for d in [6, 8, 10, 12] {
        out.push(
            Product::new("washers", format!("SW-M{d}-ZN"), format!("Spring washer DIN 127 M{d}, zinc plated"))
                .sold("pack of 100", 1)
                .price(7_000 + d * d * 110)
                .summary(format!("Split ring for M{d} with square ends, 100 in a pack."))
                .text(format!(
                    "Split spring washer with square ends for M{d}. \
                     It makes up for settling in joints of low strength; for class 8.8 and above choose a lock nut or threadlocker."
                ))
                .fact("Standard", "DIN 127 form B")
                .fact("For thread", format!("M{d}"))
                .fact("Material", "Spring steel, zinc plated")
                .drawing(format!("washer;k=spring;d={d};c=zinc;t=M{d}"))
                .words(format!("split lock washer m{d} DIN127")),
        );
    }
    out
}

fn anchors() -> Vec<Product> {
    // Thread, length, least embedment depth, thickness of what is fixed.
    [(8, 75, 45, 10), (8, 95, 45, 30), (10, 90, 60, 10), (10, 120, 60, 40), (12, 110, 70, 15), (12, 145, 70, 50)]
        .into_iter()
        .map(|(d, l, deep, fixes)| {
            Product::new("anchors", format!("TB-M{d}-{l}"), format!("Through bolt anchor M{d} × {l}, zinc plated"))
                .sold("each", if d == 12 { 10 } else { 25 })
                .price(1_900 + d * d * l / 2)
                .summary(format!("For concrete, {deep} mm deep, fixes up to {fixes} mm."))
                .text(format!(
                    "Expansion anchor for concrete C20/25 to C50/60, set through the part that it fixes. \
                     Drill {d} mm, knock it in, and tightening the nut draws the cone into the clip. \
                     Supplied with nut and washer."
                ))
                .fact("Thread", format!("M{d}"))
                .fact("Length", format!("{l} mm"))
                .fact("Drill", format!("{d} mm"))
                .fact("Embedment", format!("{deep} mm"))
                .fact("Fixture", format!("up to {fixes} mm"))
                .drawing(format!("anchor;d={d};l={l};c=zinc;t=M{d} × {l}"))
                .words(format!("wedge anchor concrete bolt expansion M{d}x{l} {d}x{l}"))
        })
        .collect()
}

fn plugs() -> Vec<Product> {
    [(6, 30, "3.5–5"), (8, 40, "4.5–6"), (10, 50, "6–8"), (12, 60, "8–10")]
        .into_iter()
        .map(|(d, l, screw)| {
            Product::new("anchors", format!("NP-{d}-{l}"), format!("Nylon wall plug {d} × {l}"))
                .sold("pack of 100", 1)
                .price(14_000 + d * d * l * 5)
                .summary(format!("For screws of {screw} mm, 100 in a pack."))
                .text(format!(
                    "Wall plug of polyamide 6 for solid and perforated brick, concrete and aerated concrete. \
                     Drill {d} mm; it takes wood screws of {screw} mm. \
                     The collar keeps it from slipping into the hole."
                ))
                .fact("Drill", format!("{d} mm"))
                .fact("Length", format!("{l} mm"))
                .fact("Screw", format!("{screw} mm"))
                .fact("Material", "Polyamide 6")
                .drawing(format!("anchor;k=plug;d={d};l={l};c=grey;t={d} × {l}"))
                .words(format!("dowel masonry fixing {d}x{l}"))
        })
        .collect()
}

fn rivets() -> Vec<Product> {
    [
        ("3.2", 8, "3.0–5.0"),
        ("3.2", 10, "5.0–7.0"),
        ("4.0", 10, "5.0–6.5"),
        ("4.0", 12, "6.5–8.5"),
        ("4.8", 12, "6.0–8.0"),
        ("4.8", 16, "10.0–12.0"),
    ]
    .into_iter()
    .map(|(d, l, grip)| {
        let drill = match d {
            "3.2" => "3.3",
            "4.0" => "4.1",
            _ => "4.9",
        };
        Product::new(
            "blind-rivets",
            format!("BR-{}-{l}", d.replace('.', "")),
            format!("Blind rivet ISO 15977 {d} × {l}, aluminium"),
        )
        .sold("pack of 250", 1)
        .price(62_000 + l * 3_100)
        .summary(format!("Open end, domed head, grips {grip} mm, 250 in a pack."))
        .text(format!(
            "Open-end blind rivet with a domed head, body of aluminium and mandrel of steel. \
                     Drill {drill} mm; it joins {grip} mm of sheet when only one side can be reached."
        ))
        .fact("Standard", "ISO 15977")
        .fact("Size", format!("{d} × {l} mm"))
        .fact("Grip", format!("{grip} mm"))
        .fact("Drill", format!("{drill} mm"))
        .fact("Material", "Aluminium body, steel mandrel")
        .drawing(format!("rivet;d={d};l={l};c=grey;t={d} × {l}"))
        .words(format!("open end rivet {d}x{l} alu steel DIN 7337"))
    })
    .collect()
}
