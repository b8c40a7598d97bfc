//! Compressed air.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [fittings(), tubes(), cylinders(), preparation()].concat()
}

fn fittings() -> Vec<Product> {
    let rows = [
        ("Straight", "PS", "", 6, "G1/8"),
        ("Straight", "PS", "", 8, "G1/8"),
        ("Straight", "PS", "", 8, "G1/4"),
        ("Straight", "PS", "", 10, "G1/4"),
        ("Elbow", "PE", ";k=elbow", 6, "G1/8"),
        ("Elbow", "PE", ";k=elbow", 8, "G1/4"),
        ("Elbow", "PE", ";k=elbow", 10, "G1/4"),
        ("Tee", "PT", ";k=tee", 6, "G1/8"),
        ("Tee", "PT", ";k=tee", 8, "G1/4"),
    ];
    rows.into_iter()
        .map(|(kind, code, picture, tube, thread)| {
            Product::new(
                "push-in-fittings",
                format!("{code}-{tube}-{}", thread.replace('/', "")),
                format!("{kind} push-in fitting {tube} mm – {thread}"),
            )
            .sold("each", 10)
            .price(8_500 + tube * 620 + if kind == "Straight" { 0 } else { 5_200 })
            .summary(format!("{kind}, tube {tube} mm outside, thread {thread} with O-ring."))
            .text(format!(
                "Push-in fitting for tube of {tube} mm outside diameter with a {thread} thread. \
                     Push the tube in to the stop, press the ring to take it out. \
                     Works from −0.95 to 10 bar; the thread seals with a captive O-ring."
            ))
            .fact("Tube", format!("{tube} mm outside"))
            .fact("Thread", format!("{thread} (ISO 228)"))
            .fact("Pressure", "−0.95 to 10 bar")
            .fact("Temperature", "−10 to +70 °C")
            .fact("Material", "PBT, nickel-plated brass")
            .drawing(format!("pushin{picture};t={tube} mm – {thread}"))
            .words(format!("air pneumatic connector {} {tube}mm push fit quick", thread.replace('/', " ")))
        })
        .collect()
}

fn tubes() -> Vec<Product> {
    [
        ("PU", "polyurethane", 6, "4", "blue", 10, 4_200),
        ("PU", "polyurethane", 8, "5.5", "blue", 10, 6_900),
        ("PU", "polyurethane", 10, "6.5", "blue", 8, 10_400),
        ("PA", "polyamide 12", 8, "6", "black", 20, 7_800),
    ]
    .into_iter()
    .map(|(code, material, outside, inside, colour, bar, price)| {
        Product::new(
            "air-tubing",
            format!("AT-{code}-{outside}"),
            format!("Air tube {material} {outside} × {inside} mm, {colour}"),
        )
        .sold("metre", 25)
        .price(price)
        .summary(format!("{outside} mm outside, {inside} mm inside, up to {bar} bar at 20 °C."))
        .text(format!(
            "Calibrated tube of {material} for push-in fittings, up to {bar} bar at 20 °C. {}",
            if code == "PU" {
                "Bends tightly and springs back, for moving parts."
            } else {
                "Stiffer and tighter than polyurethane, for fixed lines."
            }
        ))
        .fact("Outside", format!("{outside} mm"))
        .fact("Inside", format!("{inside} mm"))
        .fact("Pressure", format!("{bar} bar at 20 °C"))
        .fact("Colour", colour)
        .drawing(format!("tube;d={outside};c={colour};t={outside} × {inside} mm"))
        .words(format!("hose pneumatic pipe nylon {outside}x{inside} {outside}mm"))
    })
    .collect()
}

fn cylinders() -> Vec<Product> {
    // Bore, rod, rod thread, port, force at 6 bar in newtons: area times 0.6 N/mm².
    let bores =
        [(32, 12, "M10 × 1.25", "G1/8", 483), (40, 16, "M12 × 1.25", "G1/4", 754), (50, 20, "M16 × 1.5", "G1/4", 1178)];
    let mut out = Vec::new();
    for (bore, rod, thread, port, force) in bores {
        for stroke in [50, 100, 200] {
            out.push(
                Product::new(
                    "cylinders",
                    format!("PC-{bore}-{stroke}"),
                    format!("Pneumatic cylinder ISO 15552, {bore} × {stroke} mm"),
                )
                .price(420_000 + bore * 4_600 + stroke * 620)
                .summary(format!("Double acting, cushioned, pushes {force} N at 6 bar."))
                .text(format!(
                    "Double-acting profile cylinder with adjustable cushioning and a magnet in the piston for sensors. \
                         At 6 bar it pushes {force} N in theory, less on the way back because of the {rod} mm rod. \
                         Mounting dimensions to ISO 15552."
                ))
                .fact("Bore", format!("{bore} mm"))
                .fact("Stroke", format!("{stroke} mm"))
                .fact("Rod", format!("{rod} mm, {thread}"))
                .fact("Port", port)
                .fact("Force", format!("{force} N at 6 bar"))
                .fact("Standard", "ISO 15552")
                .drawing(format!("cylinder;d={bore};l={stroke};t={bore} × {stroke} mm"))
                .words(format!("air ram actuator {bore}x{stroke} VDMA 24562")),
            );
        }
    }
    out
}

fn preparation() -> Vec<Product> {
    [("G1/4", 5, 1_200, 386_000), ("G3/8", 5, 2_600, 498_000), ("G1/2", 40, 4_200, 612_000)]
        .into_iter()
        .map(|(port, micron, flow, price)| {
            Product::new("air-preparation", format!("FR-{}", port.replace('/', "")), format!("Filter regulator {port}, {micron} µm"))
                .price(price)
                .summary(format!("Port {port}, {flow} l/min, with gauge and bowl guard."))
                .text(format!(
                    "Filter and pressure regulator in one body, port {port}. \
                     It takes out water and particles from {micron} µm and sets 0.5 to 10 bar; the knob locks when pressed. \
                     About {flow} l/min at 6 bar."
                ))
                .fact("Port", port)
                .fact("Filter", format!("{micron} µm"))
                .fact("Range", "0.5–10 bar")
                .fact("Flow", format!("{flow} l/min"))
                .drawing(format!("regulator;t={port} · {micron} µm"))
                .words(format!("air service unit water separator {}", port.replace('/', " ")))
        })
        .collect()
}
