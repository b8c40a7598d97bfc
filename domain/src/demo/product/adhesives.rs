//! Adhesives and cleaning: what comes in bottles, cartridges and rolls.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [lockers(), bonding(), sealants(), tapes()].concat()
}

fn lockers() -> Vec<Product> {
    let rows = [
        ("TL-M", "Threadlocker medium", "M", "blue", "up to M36", "Can be undone with hand tools.", 100),
        ("TL-H", "Threadlocker high", "H", "red", "up to M25", "To undo it, heat the joint to 250 °C.", 108),
        ("RT", "Retaining compound", "R", "green", "up to 0.15 mm gap", "Holds bearings and bushes in their seats.", 128),
    ];
    let mut out = Vec::new();
    for (code, name, mark, colour, limit, text, percent) in rows {
        for millilitres in [10, 50] {
            out.push(
                Product::new("threadlockers", format!("{code}-{millilitres}"), format!("{name} strength, {millilitres} ml").replace("compound strength", "compound"))
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
        ("MA-25", "Masking tape", 25, "50 m", "wood", "crepe paper", "Comes off cleanly within three days and stands 80 °C.", 16_500),
        ("MA-38", "Masking tape", 38, "50 m", "wood", "crepe paper", "Comes off cleanly within three days and stands 80 °C.", 24_500),
        ("DS-25", "Double-sided tape", 25, "25 m", "white", "polypropylene film", "Sticks on both sides; strong from the first touch.", 38_000),
        ("IT-BK", "Insulating tape black", 19, "20 m", "black", "soft PVC", "Insulates up to 600 V and does not feed a flame, IEC 60454.", 9_800),
        ("IT-RD", "Insulating tape red", 19, "20 m", "red", "soft PVC", "Insulates up to 600 V and does not feed a flame, IEC 60454.", 9_800),
        ("IT-BU", "Insulating tape blue", 19, "20 m", "blue", "soft PVC", "Insulates up to 600 V and does not feed a flame, IEC 60454.", 9_800),
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

/// Wipes, cleaners, brooms and absorbents.
pub(super) fn cleaning() -> Vec<Product> {
    type Row = (&'static str, &'static str, &'static str, &'static str, i64, &'static str, &'static str, &'static str, [(&'static str, &'static str); 3]);
    let rows: [Row; 15] = [
        ("wipes", "WR-2-500", "Wiping paper roll 2-ply, 500 sheets", "roll", 128_000, "film;c=blue;t=500 sheets", "Blue two-ply paper, 22 cm wide.", "Laminated two-ply paper that stays strong when wet. Fits floor and wall stands.", [("Sheets", "500"), ("Sheet", "220 × 360 mm"), ("Plies", "2")]),
        ("wipes", "WR-3-1000", "Wiping paper roll 3-ply, 1000 sheets", "roll", 296_000, "film;c=white;t=1000 sheets", "White three-ply paper, 37 cm wide.", "Laminated three-ply paper for oil and water. Low in lint, good for glass and paint.", [("Sheets", "1000"), ("Sheet", "370 × 360 mm"), ("Plies", "3")]),
        ("wipes", "WW-70", "Wet wipes for hands and tools, 70", "tub", 84_000, "bottle;c=orange;k=70;t=70 wipes", "Rough and smooth side, takes off grease and ink.", "Wet wipes with one rough side for grease, ink and adhesive. Kind to the skin, tested by dermatologists.", [("Contents", "70"), ("Sheet", "250 × 270 mm"), ("pH", "6")]),
        ("wipes", "CC-10", "Cleaning cloths, cotton, 10 kg", "pack of 10 kg", 198_000, "bag;c=white;k=10 kg;t=10 kg", "Washed cotton jersey, cut and free of buttons.", "Cleaning cloths of washed cotton jersey, sorted by hand. They soak up oil and do not scratch paint; to DIN 61650.", [("Contents", "10 kg"), ("Material", "Cotton jersey"), ("Standard", "DIN 61650")]),
        ("cleaners", "DG-1", "Degreaser concentrate, 1 l", "bottle", 62_000, "bottle;c=green;k=1 l;t=1 l", "Alkaline, dilute 1 : 10 to 1 : 50.", "Alkaline concentrate for machines and floors. Dilute it from 1 : 10 for old grease to 1 : 50 for floors; not for bare aluminium.", [("Contents", "1 l"), ("pH", "12.5"), ("Dilution", "1 : 10 to 1 : 50")]),
        ("cleaners", "DG-10", "Degreaser concentrate, 10 l", "canister", 468_000, "canister;c=green;k=pH 12;t=10 l", "Alkaline, dilute 1 : 10 to 1 : 50.", "Alkaline concentrate for machines and floors. Dilute it from 1 : 10 for old grease to 1 : 50 for floors; not for bare aluminium.", [("Contents", "10 l"), ("pH", "12.5"), ("Dilution", "1 : 10 to 1 : 50")]),
        ("cleaners", "BC-500", "Brake and parts cleaner, 500 ml", "can", 27_500, "bottle;h=spray;c=red;k=CLEAN;t=500 ml", "Dries without residue, free of acetone.", "Solvent spray that dissolves oil and brake dust and dries without residue. Highly flammable: use it with the windows open.", [("Contents", "500 ml"), ("Propellant", "Carbon dioxide"), ("Residue", "none")]),
        ("cleaners", "PS-400", "PTFE dry lubricant spray, 400 ml", "can", 58_000, "bottle;h=spray;c=green;k=PTFE;t=400 ml", "Dry film, does not hold dust, −180 to +260 °C.", "Spray that leaves a dry film of PTFE on rails, chains and seals. It does not hold dust and stands up to 260 °C.", [("Contents", "400 ml"), ("Film", "PTFE"), ("Temperature", "−180 to +260 °C")]),
        ("cleaners", "HC-3", "Hand cleaner with grit, 3 l", "canister", 148_000, "canister;c=orange;k=HAND;t=3 l", "Walnut grit, free of solvents and sand.", "Hand paste with ground walnut shell against oil, grease and rust. Free of solvents; the pump is in the box.", [("Contents", "3 l"), ("Grit", "Walnut shell"), ("pH", "6.5")]),
        ("brooms-and-absorbents", "BM-400", "Hall broom 400 mm", "each", 128_000, "broom;c=red;t=400 mm", "Mixed bristles for smooth floors, with handle.", "Broom with horsehair and synthetic bristles for fine dust on smooth floors. The beech handle of 1400 mm is held by a metal clamp.", [("Width", "400 mm"), ("Bristles", "Horsehair and PET"), ("Handle", "1400 mm, beech")]),
        ("brooms-and-absorbents", "BM-600", "Hall broom 600 mm", "each", 168_000, "broom;c=red;t=600 mm", "Mixed bristles for smooth floors, with handle.", "Broom with horsehair and synthetic bristles for fine dust on smooth floors. The beech handle of 1400 mm is held by a metal clamp.", [("Width", "600 mm"), ("Bristles", "Horsehair and PET"), ("Handle", "1400 mm, beech")]),
        ("brooms-and-absorbents", "BO-500", "Outdoor broom 500 mm", "each", 142_000, "broom;c=blue;t=500 mm", "Stiff bristles for yards and rough concrete.", "Broom with stiff polypropylene bristles of 1 mm for yards and rough concrete. Does not soak up water.", [("Width", "500 mm"), ("Bristles", "Polypropylene"), ("Handle", "1500 mm, steel")]),
        ("brooms-and-absorbents", "AP-UNI", "Absorbent pads universal, 100", "pack of 100", 498_000, "ream;c=grey;t=400 × 500 mm", "Grey pads for oil, water and coolant, 0.9 l each.", "Pads of polypropylene fleece for oil, water, coolant and mild chemicals. Each soaks up about 0.9 litres in less than a minute.", [("Contents", "100"), ("Pad", "400 × 500 mm"), ("Absorbs", "90 l in all")]),
        ("brooms-and-absorbents", "AP-OIL", "Absorbent pads for oil, 100", "pack of 100", 486_000, "ream;c=white;t=400 × 500 mm", "White pads that take oil and leave water.", "Pads of polypropylene fleece that take oil and fuel and leave water, so they also float. Each soaks up about 0.9 litres.", [("Contents", "100"), ("Pad", "400 × 500 mm"), ("Absorbs", "90 l in all")]),
        ("brooms-and-absorbents", "AG-20", "Absorbent granules, 20 kg", "bag", 118_000, "bag;c=wood;k=20 kg;t=20 kg", "Mineral granules for oil on floors and roads.", "Granules of burnt clay against oil and fuel on halls and roads. Rough underfoot while they lie; absorbency type III R, so they may be used on roads.", [("Contents", "20 kg"), ("Grain", "0.5–4 mm"), ("Absorbs", "about 17 l")]),
    ];
    rows.into_iter()
        .map(|(category, sku, name, unit, price, picture, summary, text, facts)| {
            let product = Product::new(category, sku, name).sold(unit, 1).price(price).summary(summary).text(text).drawing(picture);
            facts.into_iter().fold(product, |p, (fact, value)| p.fact(fact, value)).words("cleaning workshop wipe spill clean up")
        })
        .collect()
}
