//! Bearings, bushes, seals and rings.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [ball(), taper(), blocks(), bushes(), seals(), rings()].concat()
}

/// Series and boundary dimensions d × D × B of ISO 15.
const BALL: [(&str, i64, i64, i64); 21] = [
    ("6000", 10, 26, 8),
    ("6001", 12, 28, 8),
    ("6002", 15, 32, 9),
    ("6003", 17, 35, 10),
    ("6004", 20, 42, 12),
    ("6005", 25, 47, 12),
    ("6006", 30, 55, 13),
    ("6200", 10, 30, 9),
    ("6201", 12, 32, 10),
    ("6202", 15, 35, 11),
    ("6203", 17, 40, 12),
    ("6204", 20, 47, 14),
    ("6205", 25, 52, 15),
    ("6206", 30, 62, 16),
    ("6300", 10, 35, 11),
    ("6301", 12, 37, 12),
    ("6302", 15, 42, 13),
    ("6303", 17, 47, 14),
    ("6304", 20, 52, 15),
    ("6305", 25, 62, 17),
    ("6306", 30, 72, 19),
];

fn ball() -> Vec<Product> {
    let mut out = Vec::new();
    for (number, bore, outside, width) in BALL {
        let kinds: &[&str] = if number.starts_with("62") { &["2RS", "ZZ"] } else { &["2RS"] };
        for kind in kinds {
            let closed = if *kind == "2RS" { "rubber seals" } else { "steel shields" };
            let why = if *kind == "2RS" {
                "Contact seals of nitrile rubber on both sides keep dust and splashes out, up to 100 °C."
            } else {
                "Shields of sheet steel on both sides keep chips out and let it run faster than a sealed bearing."
            };
            out.push(
                Product::new(
                    "ball-bearings",
                    format!("BB-{number}-{kind}"),
                    format!("Ball bearing {number}-{kind}, {bore} × {outside} × {width} mm"),
                )
                .sold("each", 1)
                .price(9_000 + outside * outside * width + if *kind == "ZZ" { -1_200 } else { 0 })
                .summary(format!("Deep groove, {closed} on both sides, bore {bore} mm."))
                .text(format!(
                    "Single-row deep groove ball bearing for radial load and some axial load in both directions. {why} \
                         Greased for life."
                ))
                .fact("Bore", format!("{bore} mm"))
                .fact("Outside", format!("{outside} mm"))
                .fact("Width", format!("{width} mm"))
                .fact("Closure", closed)
                .fact("Clearance", "CN (normal)")
                .fact("Dimensions", "ISO 15")
                .drawing(format!("bearing;k={kind};d={bore};w={width};t={number}-{kind}"))
                .words(format!(
                    "deep groove {number}{kind} {number} {kind} {bore}x{outside}x{width} {bore}mm shaft DIN 625"
                )),
            );
        }
    }
    out
}

fn taper() -> Vec<Product> {
    let rows = [
        ("30203", 17, 40, "13.25"),
        ("30204", 20, 47, "15.25"),
        ("30205", 25, 52, "16.25"),
        ("30206", 30, 62, "17.25"),
        ("32005", 25, 47, "15"),
        ("32006", 30, 55, "17"),
    ];
    rows.into_iter()
        .map(|(number, bore, outside, width)| {
            Product::new(
                "taper-roller-bearings",
                format!("TP-{number}"),
                format!("Taper roller bearing {number}, {bore} × {outside} × {width} mm"),
            )
            .sold("each", 1)
            .price(38_000 + outside * outside * 22)
            .summary(format!("Separable, bore {bore} mm, for radial and axial load."))
            .text(
                "Single-row tapered roller bearing; cone and cup can be mounted apart. \
                     It takes radial load together with axial load in one direction, so it is used in pairs. \
                     Play is set when it is fitted.",
            )
            .fact("Bore", format!("{bore} mm"))
            .fact("Outside", format!("{outside} mm"))
            .fact("Total width", format!("{width} mm"))
            .fact("Dimensions", "ISO 355")
            .drawing(format!("taper;d={bore};t={number}"))
            .words(format!("tapered wheel bearing cone cup {bore}x{outside}x{width}"))
        })
        .collect()
}

fn blocks() -> Vec<Product> {
    [
        (204, 20, "33.3", "M10"),
        (205, 25, "36.5", "M10"),
        (206, 30, "42.9", "M14"),
        (207, 35, "47.6", "M14"),
        (208, 40, "49.2", "M14"),
    ]
    .into_iter()
    .map(|(number, bore, height, bolt)| {
        Product::new("pillow-blocks", format!("PB-UCP{number}"), format!("Pillow block UCP {number}, shaft {bore} mm"))
            .sold("each", 1)
            .price(62_000 + bore * bore * 95)
            .summary(format!("Cast iron, insert bearing, shaft height {height} mm."))
            .text(format!(
                "Housing of grey cast iron with an insert bearing that aligns itself by up to 2°. \
                     Two set screws hold the shaft, two {bolt} bolts hold the foot. \
                     The bearing is greased and can be greased again through the nipple."
            ))
            .fact("Shaft", format!("{bore} mm"))
            .fact("Shaft height", format!("{height} mm"))
            .fact("Bolts", bolt)
            .fact("Insert", format!("UC {number}"))
            .drawing(format!("block;d={bore};c=teal;t=UCP {number}"))
            .words(format!("plummer block housing unit ucp{number} uc{number} {bore}mm"))
    })
    .collect()
}

fn bushes() -> Vec<Product> {
    let plain = [(10, 16, 16), (12, 18, 20), (16, 22, 20), (20, 26, 25), (25, 32, 30)];
    let collar = [(10, 16, 16), (16, 22, 20), (20, 26, 25)];
    let rows = plain.into_iter().map(|s| (s, "")).chain(collar.into_iter().map(|s| (s, "F")));
    rows.map(|((bore, outside, length), collar)| {
        let (kind, picture) = if collar.is_empty() { ("Bush", "") } else { ("Flanged bush", ";k=flange") };
        Product::new(
            "plain-bushes",
            format!("SB{collar}-{bore}-{outside}-{length}"),
            format!("{kind} sintered bronze, {bore} × {outside} × {length} mm"),
        )
        .sold("each", 2)
        .price(5_500 + outside * length * 14 + if collar.is_empty() { 0 } else { 4_000 })
        .summary(format!("Oil-soaked, bore {bore} mm, needs no lubrication."))
        .text(
            "Plain bearing of sintered bronze whose pores hold about a fifth of its volume in oil. \
                 Warmth draws the oil to the shaft, standstill draws it back, so it runs without care. \
                 Press it in with a mandrel; the bore closes to H7.",
        )
        .fact("Bore", format!("{bore} mm"))
        .fact("Outside", format!("{outside} mm"))
        .fact("Length", format!("{length} mm"))
        .fact("Material", "Sintered bronze, ISO 2795")
        .drawing(format!("bush{picture};l={length};c=bronze;t={bore}/{outside} × {length}"))
        .words(format!("plain bearing sleeve bronze bushing {bore}x{outside}x{length}"))
    })
    .collect()
}

fn seals() -> Vec<Product> {
    [(20, 35, 7), (25, 40, 7), (25, 47, 7), (30, 47, 7), (35, 52, 7), (40, 62, 7)]
        .into_iter()
        .map(|(shaft, outside, width)| {
            Product::new(
                "seals-and-rings",
                format!("RS-{shaft}-{outside}-{width}"),
                format!("Shaft seal DIN 3760 A, {shaft} × {outside} × {width} mm"),
            )
            .sold("each", 2)
            .price(8_000 + outside * shaft * 6)
            .summary(format!("Nitrile lip with garter spring for a {shaft} mm shaft."))
            .text(
                "Rotary shaft seal with one lip, garter spring and rubber-covered case. \
                     The nitrile rubber takes mineral oil and grease from −30 to +100 °C. \
                     Surface speed up to 12 m/s on a ground shaft.",
            )
            .fact("Shaft", format!("{shaft} mm"))
            .fact("Outside", format!("{outside} mm"))
            .fact("Width", format!("{width} mm"))
            .fact("Material", "NBR 75 Shore A")
            .fact("Standard", "DIN 3760 form A")
            .drawing(format!("seal;d={shaft};t={shaft} × {outside} × {width}"))
            .words(format!("oil seal radial lip {shaft}x{outside}x{width} nbr"))
        })
        .collect()
}

fn rings() -> Vec<Product> {
    [
        (10, "1", "9.6"),
        (12, "1", "11.5"),
        (15, "1", "14.3"),
        (20, "1.2", "19"),
        (25, "1.2", "23.9"),
        (30, "1.5", "28.6"),
    ]
    .into_iter()
    .map(|(shaft, thick, groove)| {
        Product::new("seals-and-rings", format!("RR-{shaft}"), format!("Retaining ring DIN 471 for shaft {shaft} mm"))
            .sold("pack of 50", 1)
            .price(21_000 + shaft * 1_450)
            .summary(format!("External ring, {thick} mm thick, groove {groove} mm, 50 in a pack."))
            .text(format!(
                "External retaining ring of spring steel for a shaft of {shaft} mm. \
                     The groove has a diameter of {groove} mm; the ring is spread with external circlip pliers."
            ))
            .fact("Shaft", format!("{shaft} mm"))
            .fact("Thickness", format!("{thick} mm"))
            .fact("Groove", format!("{groove} mm"))
            .fact("Standard", "DIN 471")
            .drawing(format!("circlip;d={shaft};t=DIN 471 – {shaft}"))
            .words("circlip snap ring external")
    })
    .collect()
}
