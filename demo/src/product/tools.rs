//! Hand tools.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [spanners(), hex_keys(), screwdrivers(), pliers(), hammers(), callipers(), tapes()].concat()
}

fn spanners() -> Vec<Product> {
    [(8, 115, "M5"), (10, 130, "M6"), (13, 165, "M8"), (17, 205, "M10"), (19, 230, "M12"), (24, 280, "M16")]
        .into_iter()
        .map(|(size, length, thread)| {
            Product::new("spanners", format!("SP-{size}"), format!("Combination spanner DIN 3113 A, {size} mm"))
                .price(24_000 + size * size * 230)
                .summary(format!("Ring and open end of {size} mm, {length} mm long."))
                .text(format!(
                    "Combination spanner with ring and open end of the same size, both turned by 15°. \
                     The ring drives on the flanks, so worn corners hold. \
                     Fits hexagons of {thread}; forged chrome-vanadium steel, chrome plated."
                ))
                .fact("Across flats", format!("{size} mm"))
                .fact("Length", format!("{length} mm"))
                .fact("Fits thread", thread)
                .fact("Standard", "DIN 3113 form A")
                .drawing(format!("spanner;d={size};t={size} mm"))
                .words(format!("wrench ring open end {size}mm"))
        })
        .collect()
}

fn hex_keys() -> Vec<Product> {
    [("2.5", 56, "M3"), ("3", 63, "M4"), ("4", 70, "M5"), ("5", 80, "M6"), ("6", 90, "M8"), ("8", 100, "M10")]
        .into_iter()
        .zip([9_000, 9_500, 11_000, 13_500, 17_000, 24_000])
        .map(|((size, length, thread), price)| {
            Product::new("screwdrivers", format!("HK-{}", size.replace('.', "")), format!("Hex key ISO 2936, {size} mm"))
                .sold("each", 2)
                .price(price)
                .summary(format!("Fits cap screws {thread}, long arm {length} mm."))
                .text(format!(
                    "Hexagon key of hardened steel with black oxide. \
                     The size fits cap screws {thread} to ISO 4762. The short arm gives force, the long arm gives speed."
                ))
                .fact("Size", format!("{size} mm"))
                .fact("Long arm", format!("{length} mm"))
                .fact("Fits cap screw", thread)
                .fact("Standard", "ISO 2936 (DIN 911)")
                .drawing(format!("hexkey;d={size};t={size} mm"))
                .words(format!("allen key hexagon l-key {size}mm"))
        })
        .collect()
}

fn screwdrivers() -> Vec<Product> {
    let rows = [
        ("PH1", 80, "PH1 × 80", "", false),
        ("PH2", 100, "PH2 × 100", "", false),
        ("PZ2", 100, "PZ2 × 100", "", false),
        ("SL55", 125, "slotted 1.0 × 5.5 × 125", ";k=flat", false),
        ("PH2", 100, "PH2 × 100", "", true),
        ("PZ2", 100, "PZ2 × 100", "", true),
        ("SL40", 100, "slotted 0.8 × 4.0 × 100", ";k=flat", true),
    ];
    rows.into_iter()
        .map(|(code, blade, size, picture, live)| {
            let (sku, name) = if live {
                (format!("SDV-{code}"), format!("Insulated screwdriver VDE {size}"))
            } else {
                (format!("SD-{code}"), format!("Screwdriver {size}"))
            };
            let text = if live {
                "Insulated screwdriver for live working up to 1000 V AC. Each one is tested at 10 000 V. \
                 The insulation is moulded onto the blade, two colours show damage."
            } else {
                "Screwdriver with a blade of chrome-vanadium-molybdenum steel, hardened throughout. \
                 The two-component handle keeps its grip in oily hands."
            };
            let standard = if live { "EN IEC 60900" } else { "ISO 2380 / ISO 8764" };
            let colour = if live { "orange" } else { "red" };
            Product::new("screwdrivers", sku, name)
                .price(if live { 64_000 } else { 39_000 } + blade * 90)
                .summary(format!(
                    "Blade {blade} mm{}.",
                    if live { ", for live working up to 1000 V" } else { ", two-component handle" }
                ))
                .text(text)
                .fact("Tip", size.split(" × ").next().unwrap_or(size))
                .fact("Blade", format!("{blade} mm"))
                .fact("Standard", standard)
                .drawing(format!(
                    "driver;c={colour}{picture};t={}{}",
                    if live { "VDE " } else { "" },
                    size.trim_start_matches("slotted ")
                ))
                .words(
                    format!("{code} phillips pozidriv flat electrician")
                        .replace(if code.starts_with("SL") { "phillips pozidriv " } else { "flat " }, ""),
                )
        })
        .collect()
}

fn pliers() -> Vec<Product> {
    let rows = [
        (
            "CP",
            "Combination pliers",
            180,
            "",
            "blue",
            "DIN ISO 5746",
            98_000,
            "Gripping jaws for flat and round stock, with a cutting edge for wire up to 2.5 mm of medium hardness.",
        ),
        (
            "NP",
            "Long-nose pliers",
            200,
            "",
            "blue",
            "DIN ISO 5745",
            112_000,
            "Half-round jaws that reach into narrow places, with a cutting edge near the joint.",
        ),
        (
            "SCP",
            "Side cutters",
            160,
            ";k=side",
            "red",
            "DIN ISO 5749",
            104_000,
            "Cuts soft wire up to 4 mm and piano wire up to 1.6 mm; edges induction-hardened to 62 HRC.",
        ),
        (
            "SCV",
            "Insulated side cutters VDE",
            180,
            ";k=side",
            "orange",
            "EN IEC 60900",
            168_000,
            "For live working up to 1000 V AC, each one tested at 10 000 V.",
        ),
        (
            "WP",
            "Water pump pliers",
            250,
            "",
            "blue",
            "DIN ISO 8976",
            139_000,
            "Adjusts in seven steps for pipes up to 50 mm and nuts up to 46 mm; the teeth hold against the turn.",
        ),
    ];
    rows.into_iter()
        .map(|(code, name, length, picture, colour, standard, price, text)| {
            Product::new("pliers", format!("{code}-{length}"), format!("{name} {length} mm"))
                .price(price)
                .summary(format!("{length} mm long, {standard}."))
                .text(format!("{text} Forged tool steel with sleeves that are welded on, not pushed on."))
                .fact("Length", format!("{length} mm"))
                .fact("Material", "Tool steel, forged and oil-hardened")
                .fact("Standard", standard)
                .drawing(format!("pliers{picture};c={colour};t={length} mm"))
                .words("plier cutter nippers gripping")
        })
        .collect()
}

fn hammers() -> Vec<Product> {
    let mut out: Vec<Product> = [(300, 300), (500, 320), (1000, 360)]
        .into_iter()
        .map(|(grams, length)| {
            Product::new("hammers", format!("HM-{grams}"), format!("Engineer's hammer DIN 1041, {grams} g"))
                .price(58_000 + grams * 75)
                .summary(format!("Head of {grams} g, ash handle of {length} mm."))
                .text(
                    "Hammer with a face and a cross pein; both are hardened, the eye stays tough. \
                     The ash handle is secured with a ring wedge and can be replaced.",
                )
                .fact("Head", format!("{grams} g"))
                .fact("Length", format!("{length} mm"))
                .fact("Handle", "Ash")
                .fact("Standard", "DIN 1041")
                .drawing(format!("hammer;t={grams} g"))
                .words("fitters locksmith cross peen")
        })
        .collect();
    out.push(
        Product::new("hammers", "HS-40", "Soft-faced mallet 40 mm")
            .price(168_000)
            .summary("Two nylon faces of 40 mm, recoil-free body.")
            .text(
                "Mallet with exchangeable nylon faces that leave no marks on machined parts. \
                 Steel shot in the hollow head takes the rebound away.",
            )
            .fact("Face", "40 mm")
            .fact("Head", "620 g")
            .fact("Face material", "Polyamide, white")
            .drawing("hammer;k=mallet;t=40 mm")
            .words("dead blow soft face hammer recoilless nylon"),
    );
    out
}

fn callipers() -> Vec<Product> {
    [("CV-150", "Vernier calliper", 150, "", "0.05 mm", 182_000), ("CD-150", "Digital calliper", 150, ";k=digital", "0.01 mm", 298_000), ("CD-200", "Digital calliper", 200, ";k=digital", "0.01 mm", 386_000)]
        .into_iter()
        .map(|(sku, name, range, picture, reads, price)| {
            let power = if picture.is_empty() {
                "The vernier is satin chromed, so it does not dazzle."
            } else {
                "Switches between millimetres and inches; one CR2032 cell lasts about a year."
            };
            Product::new("measuring-tools", sku, format!("{name} DIN 862, {range} mm"))
                .price(price)
                .summary(format!("Reads {reads} over {range} mm, outside, inside, depth and step."))
                .text(format!("Pocket calliper of hardened stainless steel with a depth rod and a locking screw. {power} Supplied in a case."))
                .fact("Range", format!("0–{range} mm"))
                .fact("Reading", reads)
                .fact("Standard", "DIN 862")
                .fact("Material", "Stainless steel, hardened")
                .drawing(format!("calliper{picture};t={range} mm"))
                .words("caliper gauge measuring slide")
        })
        .collect()
}

fn tapes() -> Vec<Product> {
    [(3, 16, 38_000), (5, 19, 54_000), (8, 25, 87_000)]
        .into_iter()
        .map(|(metres, wide, price)| {
            Product::new("measuring-tools", format!("MT-{metres}"), format!("Tape measure {metres} m, class II"))
                .price(price)
                .summary(format!("{metres} m × {wide} mm steel blade, accuracy class II."))
                .text(format!(
                    "Pocket tape with a steel blade of {wide} mm, coated with polyamide. \
                     The hook moves by its own thickness, so inside and outside measures are both right. \
                     Accuracy class II of the EU measuring instruments directive."
                ))
                .fact("Length", format!("{metres} m"))
                .fact("Blade", format!("{wide} mm"))
                .fact("Accuracy", "Class II")
                .drawing(format!("tape;l={metres};t={metres} m"))
                .words(format!("measuring tape ruler {metres}m"))
        })
        .collect()
}
