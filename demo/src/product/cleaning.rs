//! Wipes, cleaners, brooms and absorbents.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    type Row = (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        i64,
        &'static str,
        &'static str,
        &'static str,
        [(&'static str, &'static str); 3],
    );
    let rows: [Row; 15] = [
        (
            "wipes",
            "WR-2-500",
            "Wiping paper roll 2-ply, 500 sheets",
            "roll",
            128_000,
            "film;c=blue;t=500 sheets",
            "Blue two-ply paper, 22 cm wide.",
            "Laminated two-ply paper that stays strong when wet. Fits floor and wall stands.",
            [("Sheets", "500"), ("Sheet", "220 × 360 mm"), ("Plies", "2")],
        ),
        (
            "wipes",
            "WR-3-1000",
            "Wiping paper roll 3-ply, 1000 sheets",
            "roll",
            296_000,
            "film;c=white;t=1000 sheets",
            "White three-ply paper, 37 cm wide.",
            "Laminated three-ply paper for oil and water. Low in lint, good for glass and paint.",
            [("Sheets", "1000"), ("Sheet", "370 × 360 mm"), ("Plies", "3")],
        ),
        (
            "wipes",
            "WW-70",
            "Wet wipes for hands and tools, 70",
            "tub",
            84_000,
            "bottle;c=orange;k=70;t=70 wipes",
            "Rough and smooth side, takes off grease and ink.",
            "Wet wipes with one rough side for grease, ink and adhesive. Kind to the skin, tested by dermatologists.",
            [("Contents", "70"), ("Sheet", "250 × 270 mm"), ("pH", "6")],
        ),
        (
            "wipes",
            "CC-10",
            "Cleaning cloths, cotton, 10 kg",
            "pack of 10 kg",
            198_000,
            "bag;c=white;k=10 kg;t=10 kg",
            "Washed cotton jersey, cut and free of buttons.",
            "Cleaning cloths of washed cotton jersey, sorted by hand. They soak up oil and do not scratch paint; to DIN 61650.",
            [("Contents", "10 kg"), ("Material", "Cotton jersey"), ("Standard", "DIN 61650")],
        ),
        (
            "cleaners",
            "DG-1",
            "Degreaser concentrate, 1 l",
            "bottle",
            62_000,
            "bottle;c=green;k=1 l;t=1 l",
            "Alkaline, dilute 1 : 10 to 1 : 50.",
            "Alkaline concentrate for machines and floors. Dilute it from 1 : 10 for old grease to 1 : 50 for floors; not for bare aluminium.",
            [("Contents", "1 l"), ("pH", "12.5"), ("Dilution", "1 : 10 to 1 : 50")],
        ),
        (
            "cleaners",
            "DG-10",
            "Degreaser concentrate, 10 l",
            "canister",
            468_000,
            "canister;c=green;k=pH 12;t=10 l",
            "Alkaline, dilute 1 : 10 to 1 : 50.",
            "Alkaline concentrate for machines and floors. Dilute it from 1 : 10 for old grease to 1 : 50 for floors; not for bare aluminium.",
            [("Contents", "10 l"), ("pH", "12.5"), ("Dilution", "1 : 10 to 1 : 50")],
        ),
        (
            "cleaners",
            "BC-500",
            "Brake and parts cleaner, 500 ml",
            "can",
            27_500,
            "bottle;h=spray;c=red;k=CLEAN;t=500 ml",
            "Dries without residue, free of acetone.",
            "Solvent spray that dissolves oil and brake dust and dries without residue. Highly flammable: use it with the windows open.",
            [("Contents", "500 ml"), ("Propellant", "Carbon dioxide"), ("Residue", "none")],
        ),
        (
            "cleaners",
            "PS-400",
            "PTFE dry lubricant spray, 400 ml",
            "can",
            58_000,
            "bottle;h=spray;c=green;k=PTFE;t=400 ml",
            "Dry film, does not hold dust, −180 to +260 °C.",
            "Spray that leaves a dry film of PTFE on rails, chains and seals. It does not hold dust and stands up to 260 °C.",
            [("Contents", "400 ml"), ("Film", "PTFE"), ("Temperature", "−180 to +260 °C")],
        ),
        (
            "cleaners",
            "HC-3",
            "Hand cleaner with grit, 3 l",
            "canister",
            148_000,
            "canister;c=orange;k=HAND;t=3 l",
            "Walnut grit, free of solvents and sand.",
            "Hand paste with ground walnut shell against oil, grease and rust. Free of solvents; the pump is in the box.",
            [("Contents", "3 l"), ("Grit", "Walnut shell"), ("pH", "6.5")],
        ),
        (
            "brooms-and-absorbents",
            "BM-400",
            "Hall broom 400 mm",
            "each",
            128_000,
            "broom;c=red;t=400 mm",
            "Mixed bristles for smooth floors, with handle.",
            "Broom with horsehair and synthetic bristles for fine dust on smooth floors. The beech handle of 1400 mm is held by a metal clamp.",
            [("Width", "400 mm"), ("Bristles", "Horsehair and PET"), ("Handle", "1400 mm, beech")],
        ),
        (
            "brooms-and-absorbents",
            "BM-600",
            "Hall broom 600 mm",
            "each",
            168_000,
            "broom;c=red;t=600 mm",
            "Mixed bristles for smooth floors, with handle.",
            "Broom with horsehair and synthetic bristles for fine dust on smooth floors. The beech handle of 1400 mm is held by a metal clamp.",
            [("Width", "600 mm"), ("Bristles", "Horsehair and PET"), ("Handle", "1400 mm, beech")],
        ),
        (
            "brooms-and-absorbents",
            "BO-500",
            "Outdoor broom 500 mm",
            "each",
            142_000,
            "broom;c=blue;t=500 mm",
            "Stiff bristles for yards and rough concrete.",
            "Broom with stiff polypropylene bristles of 1 mm for yards and rough concrete. Does not soak up water.",
            [("Width", "500 mm"), ("Bristles", "Polypropylene"), ("Handle", "1500 mm, steel")],
        ),
        (
            "brooms-and-absorbents",
            "AP-UNI",
            "Absorbent pads universal, 100",
            "pack of 100",
            498_000,
            "ream;c=grey;t=400 × 500 mm",
            "Grey pads for oil, water and coolant, 0.9 l each.",
            "Pads of polypropylene fleece for oil, water, coolant and mild chemicals. Each soaks up about 0.9 litres in less than a minute.",
            [("Contents", "100"), ("Pad", "400 × 500 mm"), ("Absorbs", "90 l in all")],
        ),
        (
            "brooms-and-absorbents",
            "AP-OIL",
            "Absorbent pads for oil, 100",
            "pack of 100",
            486_000,
            "ream;c=white;t=400 × 500 mm",
            "White pads that take oil and leave water.",
            "Pads of polypropylene fleece that take oil and fuel and leave water, so they also float. Each soaks up about 0.9 litres.",
            [("Contents", "100"), ("Pad", "400 × 500 mm"), ("Absorbs", "90 l in all")],
        ),
        (
            "brooms-and-absorbents",
            "AG-20",
            "Absorbent granules, 20 kg",
            "bag",
            118_000,
            "bag;c=wood;k=20 kg;t=20 kg",
            "Mineral granules for oil on floors and roads.",
            "Granules of burnt clay against oil and fuel on halls and roads. Rough underfoot while they lie; absorbency type III R, so they may be used on roads.",
            [("Contents", "20 kg"), ("Grain", "0.5–4 mm"), ("Absorbs", "about 17 l")],
        ),
    ];
    rows.into_iter()
        .map(|(category, sku, name, unit, price, picture, summary, text, facts)| {
            let product = Product::new(category, sku, name)
                .sold(unit, 1)
                .price(price)
                .summary(summary)
                .text(text)
                .drawing(picture);
            facts
                .into_iter()
                .fold(product, |p, (fact, value)| p.fact(fact, value))
                .words("cleaning workshop wipe spill clean up")
        })
        .collect()
}
