//! Oil under pressure.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [hoses(), couplings(), rings(), oils()].concat()
}

fn hoses() -> Vec<Product> {
    // Nominal width, bore in inches, working pressure of EN 853 2SN, thread of the union nut.
    let kinds = [(6, "1/4", 400, "M14 × 1.5"), (10, "3/8", 330, "M18 × 1.5"), (12, "1/2", 275, "M22 × 1.5")];
    let mut out = Vec::new();
    for (dn, inch, bar, thread) in kinds {
        for length in [600, 1000] {
            out.push(
                Product::new(
                    "hose-assemblies",
                    format!("HH-{dn}-{length}"),
                    format!("Hydraulic hose 2SN DN{dn} × {length} mm"),
                )
                .price(118_000 + dn * 4_200 + length * 95)
                .summary(format!("Two steel braids, {bar} bar, 24° cone {thread} at both ends."))
                .text(format!(
                    "Hose assembly with two braids of steel wire to EN 853 2SN, {inch} inch bore. \
                         Working pressure {bar} bar, burst pressure four times that. \
                         Both ends have a 24° cone with O-ring, light series, {thread}."
                ))
                .fact("Nominal width", format!("DN{dn} ({inch} inch)"))
                .fact("Length", format!("{length} mm"))
                .fact("Pressure", format!("{bar} bar"))
                .fact("Ends", format!("DKOL {thread}"))
                .fact("Standard", "EN 853 2SN")
                .drawing(format!("hose;d={dn};t=DN{dn} × {length} mm"))
                .words(format!("hydraulic hose line dn{dn} {dn}x{length} 2 wire")),
            );
        }
    }
    out
}

fn couplings() -> Vec<Product> {
    let rows = [
        ("QA", "Poppet coupling", "ISO 7241-1 A", "G1/4", 350, 92_000),
        ("QA", "Poppet coupling", "ISO 7241-1 A", "G3/8", 300, 108_000),
        ("QA", "Poppet coupling", "ISO 7241-1 A", "G1/2", 250, 124_000),
        ("QA", "Poppet coupling", "ISO 7241-1 A", "G3/4", 250, 196_000),
        ("QF", "Flat-face coupling", "ISO 16028", "G3/8", 250, 318_000),
        ("QF", "Flat-face coupling", "ISO 16028", "G1/2", 250, 372_000),
    ];
    rows.into_iter()
        .map(|(code, name, standard, thread, bar, price)| {
            let text = if code == "QF" {
                "Flat faces meet without a gap, so hardly a drop is lost and no dirt gets in."
            } else {
                "Spring-loaded poppets close both halves when they are parted."
            };
            Product::new(
                "couplings",
                format!("{code}-{}", thread.replace('/', "")),
                format!("{name} {standard}, {thread}"),
            )
            .sold("pair", 1)
            .price(price)
            .summary(format!("Both halves, {thread} inside thread, {bar} bar."))
            .text(format!(
                "{text} Plug and socket of zinc-nickel plated steel with seals of NBR. Part it without pressure only."
            ))
            .fact("Thread", format!("{thread} (ISO 228)"))
            .fact("Pressure", format!("{bar} bar"))
            .fact("Seals", "NBR")
            .fact("Standard", standard)
            .drawing(format!("coupling;t={thread}"))
            .words(format!("quick release connector {} iso a flat face hydraulic", thread.replace('/', " ")))
        })
        .collect()
}

fn rings() -> Vec<Product> {
    let nbr = [(8, "2"), (10, "2"), (14, "2"), (16, "2.5"), (20, "3"), (25, "3"), (30, "3"), (40, "3")]
        .map(|s| (s, "NBR 70", "NBR", "black", "−30 to +100 °C", 100));
    let fkm = [(20, "3"), (25, "3"), (30, "3")].map(|s| (s, "FKM 75", "FKM", "bronze", "−20 to +200 °C", 540));
    nbr.into_iter()
        .chain(fkm)
        .map(|((inside, cord), material, code, colour, range, percent)| {
            Product::new(
                "o-rings",
                format!("OR-{inside}-{}-{code}", cord.replace('.', "")),
                format!("O-ring {inside} × {cord} mm, {material}"),
            )
            .sold("pack of 50", 1)
            .price((14_000 + inside * 520) * percent / 100)
            .summary(format!("Inside {inside} mm, cord {cord} mm, {range}, 50 in a pack."))
            .text(format!(
                "O-ring of {material} Shore A for sealing at rest and at slow movement. {} \
                     Grade N: without faults that matter to general industry.",
                if code == "FKM" {
                    "Fluororubber withstands heat, fuels and many chemicals."
                } else {
                    "Nitrile rubber suits mineral oil, grease and water."
                }
            ))
            .fact("Inside", format!("{inside} mm"))
            .fact("Cord", format!("{cord} mm"))
            .fact("Material", material)
            .fact("Temperature", range)
            .fact("Standard", "ISO 3601, grade N")
            .drawing(format!("oring;w={cord};c={colour};t={inside} × {cord} {code}"))
            .words(format!("oring seal rubber {inside}x{cord}"))
        })
        .collect()
}

fn oils() -> Vec<Product> {
    [(32, 20, 62), (46, 5, 62), (46, 20, 62), (68, 20, 66)]
        .into_iter()
        .map(|(grade, litres, per_litre)| {
            Product::new(
                "hydraulic-oils",
                format!("HO-{grade}-{litres}L"),
                format!("Hydraulic oil HLP {grade}, {litres} l"),
            )
            .sold("canister", 1)
            .price(per_litre * 600 * litres + 45_000)
            .summary(format!("ISO VG {grade}, DIN 51524-2, {litres} litres."))
            .text(format!(
                "Mineral oil HLP with additives against wear, rust and ageing. \
                     Viscosity {grade} mm²/s at 40 °C. For {}.",
                if grade == 32 {
                    "cool halls and fast valves"
                } else if grade == 46 {
                    "most machines indoors and outdoors"
                } else {
                    "high temperature and heavy load"
                }
            ))
            .fact("Viscosity", format!("ISO VG {grade}"))
            .fact("Contents", format!("{litres} l"))
            .fact("Standard", "DIN 51524-2 HLP")
            .drawing(format!(
                "canister;c={};k=VG {grade};t={litres} l",
                if grade == 46 {
                    "blue"
                } else if grade == 32 {
                    "teal"
                } else {
                    "grey"
                }
            ))
            .words(format!("hydraulic fluid vg{grade} hlp{grade} {litres}l {litres} litre"))
        })
        .collect()
}
