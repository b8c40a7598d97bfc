//! Lighting.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [work_lights(), torches(), tubes(), high_bays()].concat()
}

fn work_lights() -> Vec<Product> {
    [(20, 2_200, "H07RN-F 3 G 1.0", 248_000), (30, 3_300, "H07RN-F 3 G 1.0", 298_000), (50, 5_500, "H07RN-F 3 G 1.5", 386_000)]
        .into_iter()
        .map(|(watts, lumens, cable, price)| {
            Product::new("work-lights", format!("WL-{watts}"), format!("LED work light {watts} W, IP65"))
                .price(price)
                .summary(format!("{lumens} lm, IK08, 5 m of rubber cable, with stand."))
                .text(format!(
                    "LED floodlight for building sites with {lumens} lumens of neutral white light, 4000 K. \
                     Tight against dust and jets of water, IP65, and against knocks, IK08. Five metres of {cable}."
                ))
                .fact("Power", format!("{watts} W"))
                .fact("Light", format!("{lumens} lm"))
                .fact("Colour temperature", "4000 K")
                .fact("Protection", "IP65, IK08")
                .drawing(format!("lamp;t={watts} W · {lumens} lm"))
                .words(format!("floodlight site lamp led {watts}w"))
        })
        .chain([Product::new("work-lights", "WL-RC", "LED work light rechargeable 18 Wh, IP54")
            .price(468_000)
            .summary("1000 lm for three hours, magnet and hook.")
            .text("Cordless light with 1000 lumens for three hours or 500 lumens for six. Magnets and a hook hold it where the work is; it charges through USB-C.")
            .fact("Light", "1000 / 500 lm")
            .fact("Runs", "3 / 6 h")
            .fact("Battery", "Li-ion, 18 Wh")
            .fact("Protection", "IP54, IK07")
            .drawing("lamp;c=orange;t=1000 lm · 3 h")
            .words("cordless battery inspection lamp magnetic")])
        .collect()
}

fn torches() -> Vec<Product> {
    [
        ("TO-300", "Torch", "", 300, 140, "2 × AA", 148_000),
        ("TO-1000", "Torch", "", 1_000, 220, "Li-ion 21700", 386_000),
        ("HL-350", "Head torch", ";k=head", 350, 90, "3 × AAA", 198_000),
        ("HL-600", "Head torch", ";k=head", 600, 120, "Li-ion 18650", 348_000),
    ]
    .into_iter()
    .map(|(sku, name, picture, lumens, metres, battery, price)| {
        Product::new("torches", sku, format!("{name} {lumens} lm, IPX6"))
            .price(price)
            .summary(format!("{lumens} lm, reaches {metres} m, {battery}."))
            .text(format!(
                "{} with {lumens} lumens that reaches {metres} metres, measured as ANSI/PLATO FL 1 asks for. \
                 The focus turns from flood to spot. Batteries are in the box.",
                if picture.is_empty() {
                    "Torch of anodised aluminium"
                } else {
                    "Head torch with a wide, washable band"
                }
            ))
            .fact("Light", format!("{lumens} lm"))
            .fact("Reach", format!("{metres} m"))
            .fact("Battery", battery)
            .fact("Protection", "IPX6")
            .drawing(format!("torch{picture};t={lumens} lm"))
            .words("flashlight lamp headlamp led")
    })
    .collect()
}

fn tubes() -> Vec<Product> {
    let mut out = Vec::new();
    for (length, watts, lumens, price) in
        [(600, 7, 1_050, 48_000), (1200, 14, 2_100, 62_000), (1500, 20, 3_100, 82_000)]
    {
        for kelvin in [4000, 6500] {
            out.push(
                Product::new("luminaires", format!("LT-{length}-{}", kelvin / 100), format!("LED tube T8 {length} mm, {kelvin} K"))
                    .sold("each", 10)
                    .price(price)
                    .summary(format!("{watts} W, {lumens} lm, G13, for magnetic ballast and mains."))
                    .text(format!(
                        "LED tube of glass that takes the place of a fluorescent tube of {length} mm. \
                         {lumens} lumens from {watts} W, {}. Works with a magnetic ballast and the starter that comes with it, or directly on 230 V.",
                        if kelvin == 4000 { "neutral white" } else { "daylight white" }
                    ))
                    .fact("Length", format!("{length} mm"))
                    .fact("Power", format!("{watts} W"))
                    .fact("Light", format!("{lumens} lm"))
                    .fact("Colour temperature", format!("{kelvin} K"))
                    .fact("Cap", "G13")
                    .drawing(format!("tubelight;l={length};t={length} mm · {kelvin} K"))
                    .words(format!("fluorescent replacement lamp t8 {kelvin}k {watts}w")),
            );
        }
    }
    out
}

fn high_bays() -> Vec<Product> {
    [(100, 14_000, 6, 986_000), (150, 21_000, 9, 1_280_000), (200, 28_000, 12, 1_620_000)]
        .into_iter()
        .map(|(watts, lumens, height, price)| {
            Product::new("luminaires", format!("HB-LED-{watts}"), format!("LED high bay {watts} W, {lumens} lm, IP65"))
                .price(price)
                .summary(format!("140 lm/W, 90° beam, for halls of about {height} m."))
                .text(format!(
                    "Hall luminaire with {lumens} lumens from {watts} W, dimmable by 1–10 V. \
                     The beam of 90° suits a mounting height of about {height} metres. L80 at 50 000 hours."
                ))
                .fact("Power", format!("{watts} W"))
                .fact("Light", format!("{lumens} lm"))
                .fact("Beam", "90°")
                .fact("Protection", "IP65, IK08")
                .drawing(format!("highbay;t={watts} W"))
                .words(format!("hall ufo light industrial luminaire {watts}w"))
        })
        .collect()
}
