//! Adhesives, sealants and tapes.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [lockers(), bonding(), sealants(), tapes()].concat()
}

fn lockers() -> Vec<Product> {
    let rows = [
        ("TL-M", "Threadlocker medium", "M", "blue", "up to M36", "Can be undone with hand tools.", 100),
        ("TL-H", "Threadlocker high", "H", "red", "up to M25", "To undo it, heat the joint to 250 °C.", 108),
        (
            "RT",
            "Retaining compound",
            "R",
            "green",
            "up to 0.15 mm gap",
            "Holds bearings and bushes in their seats.",
            128,
        ),
    ];
    let mut out = Vec::new();
    for (code, name, mark, colour, limit, text, percent) in rows {
        for millilitres in [10, 50] {
            out.push(
                Product::new(
                    "threadlockers",
                    format!("{code}-{millilitres}"),
                    format!("{name} strength, {millilitres} ml").replace("compound strength", "compound"),
                )
                .price((32_000 + millilitres * 2_700) * percent / 100)
                .summary(format!("Anaerobic, {colour}, {limit}, {millilitres} ml."))
                .text(format!(
                    "Anaerobic methacrylate that hardens between metals where there is no air. {text} \
                         Firm to the hand after about 20 minutes on steel, full strength after 24 hours."
                ))
                .fact("Contents", format!("{millilitres} ml"))
                .fact("Colour", colour)
                .fact("For", limit)
                .fact("Temperature", "−55 to +150 °C")
                .drawing(format!("bottle;c={colour};k={mark};t={millilitres} ml"))
                .words("thread locking fluid screw lock anaerobic glue bearing fit"),
            );
        }
    }
    out
}

fn bonding() -> Vec<Product> {
    [
        ("EX-25", "Epoxy adhesive two-part, 25 ml", "25 ml", "bottle;c=grey;k=2K", 68_000, "Mixed 1 : 1 from a twin syringe; five minutes to work, an hour to hold. Fills gaps and can be drilled and painted."),
        ("EX-50", "Epoxy adhesive two-part, 50 ml", "50 ml", "cartridge;c=grey;k=2K", 118_000, "Mixed 1 : 1 in the nozzle; five minutes to work, an hour to hold. Fills gaps and can be drilled and painted."),
        ("CA-20", "Cyanoacrylate adhesive, 20 g", "20 g", "bottle;c=clear;k=CA", 41_000, "Sets in seconds on plastics, rubber and metal. The joint must be close; moisture of the air starts the reaction."),
        ("CA-50", "Cyanoacrylate adhesive, 50 g", "50 g", "bottle;c=clear;k=CA", 82_000, "Sets in seconds on plastics, rubber and metal. The joint must be close; moisture of the air starts the reaction."),
    ]
    .into_iter()
    .map(|(sku, name, contents, picture, price, text)| {
        let base = if sku.starts_with("EX") { "Epoxy resin" } else { "Ethyl cyanoacrylate" };
        Product::new("structural-adhesives", sku, name)
            .price(price)
            .summary(format!("{base}, {contents}."))
            .text(text)
            .fact("Contents", contents)
            .fact("Base", base)
            .fact("Temperature", "−40 to +80 °C")
            .drawing(format!("{picture};t={contents}"))
            .words("glue bond superglue resin".replace(if sku.starts_with("EX") { "superglue " } else { "resin" }, ""))
    })
    .collect()
}

fn sealants() -> Vec<Product> {
    let rows = [
        ("SI-CL", "Silicone sealant", "clear", 310, 46_000),
        ("SI-WH", "Silicone sealant", "white", 310, 46_000),
        ("SI-GR", "Silicone sealant", "grey", 310, 46_000),
        ("MS-WH", "Hybrid sealant", "white", 290, 79_000),
        ("MS-GR", "Hybrid sealant", "grey", 290, 79_000),
        ("MS-BK", "Hybrid sealant", "black", 290, 79_000),
    ];
    rows.into_iter()
        .map(|(sku, name, colour, millilitres, price)| {
            let (text, moves) = if sku.starts_with("SI") {
                ("Neutral-curing silicone for glass, metal and sanitary joints; it does not smell of vinegar and cannot be painted.", "25 %")
            } else {
                ("Hybrid polymer that seals and bonds, also on damp surfaces; it can be painted and does not shrink.", "20 %")
            };
            Product::new("sealants", sku, format!("{name} {colour}, {millilitres} ml"))
                .sold("each", 2)
                .price(price)
                .summary(format!("Cartridge of {millilitres} ml, {colour}, joint movement {moves}."))
                .text(format!("{text} Forms a skin in about 15 minutes and cures 2 to 3 mm a day."))
                .fact("Contents", format!("{millilitres} ml"))
                .fact("Colour", colour)
                .fact("Joint movement", moves)
                .fact("Standard", "ISO 11600")
                .drawing(format!("cartridge;c={colour};k={millilitres};t={millilitres} ml {colour}"))
                .words("caulk gun cartridge ms polymer joint")
        })
        .collect()
}

fn tapes() -> Vec<Product> {
    let rows = [
        (
            "MA-25",
            "Masking tape",
            25,
            "50 m",
            "wood",
            "crepe paper",
            "Comes off cleanly within three days and stands 80 °C.",
            16_500,
        ),
        (
            "MA-38",
            "Masking tape",
            38,
            "50 m",
            "wood",
            "crepe paper",
            "Comes off cleanly within three days and stands 80 °C.",
            24_500,
        ),
        (
            "DS-25",
            "Double-sided tape",
            25,
            "25 m",
            "white",
            "polypropylene film",
            "Sticks on both sides; strong from the first touch.",
            38_000,
        ),
        (
            "IT-BK",
            "Insulating tape black",
            19,
            "20 m",
            "black",
            "soft PVC",
            "Insulates up to 600 V and does not feed a flame, IEC 60454.",
            9_800,
        ),
        (
            "IT-RD",
            "Insulating tape red",
            19,
            "20 m",
            "red",
            "soft PVC",
            "Insulates up to 600 V and does not feed a flame, IEC 60454.",
            9_800,
        ),
        (
            "IT-BU",
            "Insulating tape blue",
            19,
            "20 m",
            "blue",
            "soft PVC",
            "Insulates up to 600 V and does not feed a flame, IEC 60454.",
            9_800,
        ),
    ];
    rows.into_iter()
        .map(|(sku, name, wide, long, colour, carrier, text, price)| {
            Product::new("adhesive-tapes", sku, format!("{name} {wide} mm × {long}"))
                .sold("roll", if wide == 19 { 10 } else { 2 })
                .price(price)
                .summary(format!("{wide} mm wide, {long} long, {carrier}."))
                .text(format!("Tape with a carrier of {carrier}. {text}"))
                .fact("Width", format!("{wide} mm"))
                .fact("Length", long)
                .fact("Carrier", carrier)
                .drawing(format!("roll;w={wide};c={colour};t={wide} mm × {long}"))
                .words("sticky electrical painters tape")
        })
        .collect()
}
