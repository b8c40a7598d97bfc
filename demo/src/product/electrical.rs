//! Cable, terminations and protection.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [cables(), glands(), ties(), ferrules(), breakers()].concat()
}

fn cables() -> Vec<Product> {
    // Type, cores, cross-section, colour, voltage, use, price.
    let sheathed = [
        (
            "H05VV-F",
            3,
            "1.5",
            "grey",
            "300/500 V",
            "PVC sheath for dry rooms, appliances and distribution boards.",
            11_800,
        ),
        (
            "H05VV-F",
            3,
            "2.5",
            "grey",
            "300/500 V",
            "PVC sheath for dry rooms, appliances and distribution boards.",
            18_400,
        ),
        ("H07RN-F", 3, "1.5", "black", "450/750 V", "Rubber sheath for outdoors, building sites and oil.", 21_500),
        ("H07RN-F", 3, "2.5", "black", "450/750 V", "Rubber sheath for outdoors, building sites and oil.", 31_200),
        ("H07RN-F", 5, "2.5", "black", "450/750 V", "Rubber sheath for outdoors, building sites and oil.", 48_600),
    ];
    let mut out: Vec<Product> = sheathed
        .into_iter()
        .map(|(kind, cores, area, colour, voltage, text, price)| {
            let code = format!("{}G{}", cores, area.replace('.', ""));
            Product::new(
                "cables",
                format!("CA-{}-{code}", kind.replace("-F", "").replace('-', "")),
                format!("Cable {kind} {cores} G {area} mm², {colour}"),
            )
            .sold("metre", 5)
            .price(price)
            .summary(format!("{cores} fine-stranded cores of {area} mm² with earth, {voltage}."))
            .text(format!(
                "Harmonised flexible cable with {cores} cores of {area} mm², one of them green-yellow. {text} \
                     Conductor class 5 of IEC 60228. Cut to length without a joint."
            ))
            .fact("Type", kind)
            .fact("Cores", format!("{cores} G {area} mm²"))
            .fact("Rated voltage", voltage)
            .fact("Standard", "EN 50525")
            .drawing(format!("cable;n={cores};c={colour};t={cores} G {area} mm²"))
            .words(format!("flex mains lead {cores}x{area} {cores}g{area} {cores} core"))
        })
        .collect();
    for (area, colour, code, price) in [
        ("1.5", "blue", "BU", 2_650),
        ("1.5", "black", "BK", 2_650),
        ("2.5", "blue", "BU", 4_150),
        ("2.5", "red", "RD", 4_150),
    ] {
        out.push(
            Product::new(
                "cables",
                format!("CA-H07VK-1-{}-{code}", area.replace('.', "")),
                format!("Single core H07V-K {area} mm², {colour}"),
            )
            .sold("metre", 25)
            .price(price)
            .summary(format!("Fine-stranded core of {area} mm² for panels, {colour}."))
            .text(
                "PVC-insulated single core for wiring in cabinets and conduits, 450/750 V. \
                     Fine strands of conductor class 5 bend easily and want a ferrule at the terminal.",
            )
            .fact("Type", "H07V-K")
            .fact("Cross-section", format!("{area} mm²"))
            .fact("Colour", colour)
            .fact("Standard", "EN 50525-2-31")
            .drawing(format!("cable;n=1;c={colour};t=1 × {area} mm²"))
            .words(format!("panel wire switchgear 1x{area}")),
        );
    }
    out
}

fn glands() -> Vec<Product> {
    let rows = [
        ("PA", "M16", "5–10", 22, 7_200),
        ("PA", "M20", "6–12", 24, 8_900),
        ("PA", "M25", "11–17", 33, 13_600),
        ("PA", "M32", "15–21", 42, 21_800),
        ("BR", "M20", "6–12", 24, 24_500),
        ("BR", "M25", "11–17", 30, 37_000),
    ];
    rows.into_iter()
        .map(|(code, thread, clamps, flats, price)| {
            let (material, colour) =
                if code == "PA" { ("polyamide", "grey") } else { ("nickel-plated brass", "brass") };
            Product::new(
                "cable-glands",
                format!("CG-{thread}-{code}"),
                format!("Cable gland {thread} × 1.5, {material}, IP68"),
            )
            .sold("each", if code == "PA" { 10 } else { 5 })
            .price(price)
            .summary(format!("Clamps {clamps} mm, {flats} mm across flats, IP68 at 5 bar."))
            .text(format!(
                "Metric cable gland of {material} for cables of {clamps} mm. \
                     It seals to IP68 at 5 bar and takes the pull off the terminals. \
                     A lock nut comes with it."
            ))
            .fact("Thread", format!("{thread} × 1.5"))
            .fact("Cable", format!("{clamps} mm"))
            .fact("Material", material)
            .fact("Protection", "IP68, 5 bar")
            .fact("Standard", "EN 62444")
            .drawing(format!("gland;c={colour};t={thread} × 1.5"))
            .words(format!("compression entry {thread}x1.5 strain relief"))
        })
        .collect()
}

fn ties() -> Vec<Product> {
    [
        (100, "2.5", 80, 14_500),
        (200, "3.6", 180, 24_000),
        (200, "4.8", 220, 31_000),
        (300, "4.8", 220, 46_500),
        (370, "7.6", 540, 98_000),
    ]
    .into_iter()
    .map(|(long, wide, holds, price)| {
        Product::new(
            "cable-ties",
            format!("CX-{long}-{}", wide.replace('.', "")),
            format!("Cable tie {long} × {wide} mm, black"),
        )
        .sold("pack of 100", 1)
        .price(price)
        .summary(format!("Polyamide 6.6, holds {holds} N, 100 in a pack."))
        .text(format!(
            "Cable tie of polyamide 6.6 with inside teeth, black against sunlight. \
                     It holds at least {holds} N and bundles up to {} mm.",
            long * 10 / 38
        ))
        .fact("Length", format!("{long} mm"))
        .fact("Width", format!("{wide} mm"))
        .fact("Strength", format!("{holds} N"))
        .fact("Temperature", "−40 to +85 °C")
        .fact("Standard", "EN 62275")
        .drawing(format!("tie;w={wide};t={long} × {wide}"))
        .words(format!("zip tie wrap {long}x{wide} nylon"))
    })
    .collect()
}

fn ferrules() -> Vec<Product> {
    // Cross-section, sleeve length, colour of DIN 46228-4, colour on paper.
    [
        ("0.5", 8, "white", "white"),
        ("0.75", 8, "grey", "grey"),
        ("1.0", 8, "red", "red"),
        ("1.5", 8, "black", "black"),
        ("2.5", 8, "blue", "blue"),
        ("4.0", 10, "grey", "grey"),
        ("6.0", 12, "yellow", "yellow"),
    ]
    .into_iter()
    .zip([9_200, 9_200, 9_600, 10_200, 13_500, 19_800, 28_500])
    .map(|((area, sleeve, colour, tint), price)| {
        Product::new(
            "ferrules",
            format!("BF-{}", area.replace('.', "")),
            format!("Bootlace ferrule DIN 46228-4, {area} mm², {colour}"),
        )
        .sold("pack of 100", 1)
        .price(price)
        .summary(format!("Sleeve {sleeve} mm, {colour} collar, 100 in a pack."))
        .text(format!(
            "Insulated ferrule for fine-stranded wire of {area} mm², sleeve of {sleeve} mm. \
                     The {colour} collar is the colour of DIN 46228-4, so the size is seen at a glance. \
                     Tin-plated copper, to be crimped square."
        ))
        .fact("Cross-section", format!("{area} mm²"))
        .fact("Sleeve", format!("{sleeve} mm"))
        .fact("Colour", colour)
        .fact("Standard", "DIN 46228-4")
        .drawing(format!("ferrule;d={area};c={tint};t={area} mm²"))
        .words(format!("crimp wire end sleeve {area}mm2"))
    })
    .collect()
}

fn breakers() -> Vec<Product> {
    [
        ("B", 6, 1, 31_000),
        ("B", 10, 1, 28_500),
        ("B", 16, 1, 27_500),
        ("C", 16, 1, 33_500),
        ("C", 16, 3, 148_000),
        ("C", 32, 3, 164_000),
    ]
    .into_iter()
    .map(|(curve, amps, poles, price)| {
        let trips = if curve == "B" { "3 to 5" } else { "5 to 10" };
        let load = if curve == "B" { "sockets and long cables" } else { "motors and transformers" };
        Product::new(
            "circuit-breakers",
            format!("CB-{curve}{amps}-{poles}P"),
            format!("Circuit breaker {curve}{amps} {poles}P 6 kA, EN 60898-1"),
        )
        .price(price)
        .summary(format!("{poles} {}, {amps} A, curve {curve}, 6 kA.", if poles == 1 { "pole" } else { "poles" }))
        .text(format!(
            "Miniature circuit breaker of {amps} A with curve {curve} for {load}. \
                     The magnetic part trips at {trips} times the rated current. \
                     {} wide on 35 mm rail; switches off {}.",
            if poles == 1 { "17.5 mm" } else { "52.5 mm" },
            if poles == 1 { "one phase" } else { "all three phases together" }
        ))
        .fact("Rated current", format!("{amps} A"))
        .fact("Curve", curve)
        .fact("Poles", poles.to_string())
        .fact("Breaking capacity", "6 kA")
        .fact("Standard", "EN 60898-1")
        .drawing(format!("breaker;n={poles};k={curve}{amps};t={curve}{amps} · {poles}P"))
        .words(format!("mcb fuse {curve}{amps} {poles} pole {amps}a"))
    })
    .collect()
}
