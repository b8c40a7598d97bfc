//! Bolts, screws and studding.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [hex_bolts(), shank_bolts(), cap_screws(), countersunk(), wood_screws(), rods()].concat()
}

/// Diameter, pitch and width across flats of metric coarse threads.
const THREADS: [(i64, &str, &str); 6] =
    [(5, "0.8", "8"), (6, "1", "10"), (8, "1.25", "13"), (10, "1.5", "17"), (12, "1.75", "19"), (16, "2", "24")];

/// A finish: part of the number, in the name, material, colour of the picture, price in percent.
type Finish = (&'static str, &'static str, &'static str, &'static str, i64);
const ZINC: Finish = ("ZN", "zinc plated", "Steel 8.8, zinc plated", "zinc", 100);
const A2: Finish = ("A2", "stainless A2", "Stainless steel A2-70 (1.4301)", "steel", 265);
const BLACK: Finish = ("BK", "black 12.9", "Alloy steel 12.9, black oxide", "black", 120);

/// How many are packed together, so that nobody counts single screws.
fn step(d: i64) -> i64 {
    match d {
        ..=6 => 50,
        7..=8 => 25,
        9..=12 => 10,
        _ => 2,
    }
}

fn thread(d: i64) -> (&'static str, &'static str) {
    THREADS.iter().find(|(n, ..)| *n == d).map_or(("0.7", "7"), |(_, pitch, flats)| (*pitch, *flats))
}

/// Material by volume plus a part for the work.
fn cost(d: i64, l: i64, percent: i64) -> i64 {
    (150 + d * d * (l + 2 * d) / 5) * percent / 100
}

fn hex_bolts() -> Vec<Product> {
    let sizes: [(i64, &[i64], &[i64]); 6] = [
        (5, &[12, 16, 20, 25], &[]),
        (6, &[16, 20, 25, 30, 40], &[16, 20, 25, 30, 40]),
        (8, &[20, 25, 30, 40, 50, 60], &[20, 25, 30, 40, 50, 60]),
        (10, &[25, 30, 40, 50, 60, 80], &[25, 30, 40, 50, 60, 80]),
        (12, &[30, 40, 50, 60, 80, 100], &[]),
        (16, &[40, 60, 80], &[]),
    ];
    let mut out = Vec::new();
    for (d, zinc, a2) in sizes {
        for (finish, lengths) in [(ZINC, zinc), (A2, a2)] {
            out.extend(lengths.iter().map(|l| hex_bolt(d, *l, finish)));
        }
    }
    out
}

fn hex_bolt(d: i64, l: i64, (code, finish, material, colour, percent): Finish) -> Product {
    let (pitch, flats) = thread(d);
    let wear = if code == "A2" {
        "The austenitic steel resists rust indoors, outdoors and under washdown, but not chlorides."
    } else {
        "Property class 8.8 stands for 800 MPa tensile strength and a yield point of 80 % of it."
    };
    Product::new("hex-bolts", format!("HB-M{d}-{l}-{code}"), format!("Hex bolt DIN 933 M{d} × {l}, {finish}"))
        .sold("each", step(d))
        .price(cost(d, l, percent))
        .summary(format!("Hexagon head, thread up to the head, {flats} mm across flats."))
        .text(format!(
            "Hexagon head bolt threaded up to the head, for tapped holes and through bolting with a nut. \
             Coarse thread M{d} with a pitch of {pitch} mm; turned with a {flats} mm spanner. {wear}"
        ))
        .fact("Standard", "DIN 933 (similar to ISO 4017)")
        .fact("Thread", format!("M{d} × {pitch} mm"))
        .fact("Length", format!("{l} mm"))
        .fact("Across flats", format!("{flats} mm"))
        .fact("Material", material)
        .drawing(format!("bolt;d={d};l={l};c={colour};t=M{d} × {l}"))
        .words(format!("hexagon head screw set screw machine bolt M{d}x{l} {d}x{l} ISO 4017 DIN933"))
}

fn shank_bolts() -> Vec<Product> {
    let sizes: [(i64, &[i64]); 4] =
        [(8, &[60, 80, 100]), (10, &[80, 100, 120]), (12, &[80, 100, 120]), (16, &[100, 120])];
    let mut out = Vec::new();
    for (d, lengths) in sizes {
        let (pitch, flats) = thread(d);
        for l in lengths {
            // DIN 931: thread length 2d + 6 up to 125 mm.
            let threaded = 2 * d + 6;
            out.push(
                Product::new(
                    "hex-bolts",
                    format!("HP-M{d}-{l}-ZN"),
                    format!("Hex bolt DIN 931 M{d} × {l}, zinc plated"),
                )
                .sold("each", step(d))
                .price(cost(d, *l, 108))
                .summary(format!("Hexagon head with a plain shank, {threaded} mm of thread."))
                .text(format!(
                    "Hexagon head bolt with a plain shank and {threaded} mm of thread. \
                         The shank, not the thread, takes the shear where two parts meet. \
                         Steel of property class 8.8, zinc plated against corrosion indoors."
                ))
                .fact("Standard", "DIN 931 (similar to ISO 4014)")
                .fact("Thread", format!("M{d} × {pitch} mm"))
                .fact("Length", format!("{l} mm"))
                .fact("Thread length", format!("{threaded} mm"))
                .fact("Across flats", format!("{flats} mm"))
                .fact("Material", "Steel 8.8, zinc plated")
                .drawing(format!("bolt;d={d};l={l};p=1;c=zinc;t=M{d} × {l}"))
                .words(format!("hexagon head partially threaded shank bolt M{d}x{l} {d}x{l} ISO 4014 DIN931")),
            );
        }
    }
    out
}

fn cap_screws() -> Vec<Product> {
    /// Diameter, key, head diameter, lengths in black and in stainless steel.
    type Row = (i64, &'static str, &'static str, &'static [i64], &'static [i64]);
    let sizes: [Row; 5] = [
        (4, "3", "7", &[10, 16, 20], &[]),
        (5, "4", "8.5", &[16, 20, 25], &[16, 20]),
        (6, "5", "10", &[16, 20, 30, 40], &[20, 30]),
        (8, "6", "13", &[20, 30, 40, 50], &[30, 40]),
        (10, "8", "16", &[30, 40, 60], &[]),
    ];
    let mut out = Vec::new();
    for (d, hex, head, black, a2) in sizes {
        for (finish, lengths) in [(BLACK, black), (A2, a2)] {
            for l in lengths {
                out.push(cap_screw(d, *l, hex, head, finish));
            }
        }
    }
    out
}

fn cap_screw(d: i64, l: i64, hex: &str, head: &str, (code, finish, material, colour, percent): Finish) -> Product {
    let wear = if code == "A2" {
        "Stainless steel A2-70 for machines that are washed down."
    } else {
        "Property class 12.9 is the strongest of the common classes; the black oxide holds a film of oil."
    };
    Product::new(
        "socket-screws",
        format!("SC-M{d}-{l}-{code}"),
        format!("Socket cap screw ISO 4762 M{d} × {l}, {finish}"),
    )
    .sold("each", step(d))
    .price(cost(d, l, percent) + 80)
    .summary(format!("Cylinder head of {head} mm, {hex} mm hexagon socket."))
    .text(format!(
        "Cap screw with a cylinder head of {head} mm and a hexagon socket for a {hex} mm key. \
             The head sinks into a counterbore, so it also fits where no spanner goes. {wear}"
    ))
    .fact("Standard", "ISO 4762 (DIN 912)")
    .fact("Thread", format!("M{d}"))
    .fact("Length", format!("{l} mm"))
    .fact("Socket", format!("{hex} mm"))
    .fact("Material", material)
    .drawing(format!("cap;d={d};l={l};c={colour};t=M{d} × {l}"))
    .words(format!("allen screw bolt hexagon socket head M{d}x{l} {d}x{l} DIN 912 DIN912"))
}

fn countersunk() -> Vec<Product> {
    let sizes: [(i64, &str, &[i64]); 4] =
        [(4, "2.5", &[10, 16]), (5, "3", &[16, 20]), (6, "4", &[16, 20, 30]), (8, "5", &[20, 30, 40])];
    let mut out = Vec::new();
    for (d, hex, lengths) in sizes {
        for l in lengths {
            out.push(
                Product::new(
                    "socket-screws",
                    format!("CS-M{d}-{l}-BK"),
                    format!("Countersunk socket screw ISO 10642 M{d} × {l}, black 10.9"),
                )
                .sold("each", step(d))
                .price(cost(d, *l, 112) + 90)
                .summary(format!("Flush head of 90°, {hex} mm hexagon socket."))
                .text(format!(
                    "Countersunk screw with a head angle of 90° and a hexagon socket for a {hex} mm key. \
                     The length includes the head, because the head lies flush. \
                     Alloy steel of property class 10.9 with black oxide."
                ))
                .fact("Standard", "ISO 10642 (DIN 7991)")
                .fact("Thread", format!("M{d}"))
                .fact("Length", format!("{l} mm"))
                .fact("Socket", format!("{hex} mm"))
                .fact("Material", "Alloy steel 10.9, black oxide")
                .drawing(format!("countersunk;d={d};l={l};c=black;t=M{d} × {l}"))
                .words(format!("flat head allen flush M{d}x{l} {d}x{l} DIN 7991 DIN7991")),
            );
        }
    }
    out
}

fn wood_screws() -> Vec<Product> {
    let sizes = [
        ("3.5", 35, "TX15", 200),
        ("4.0", 40, "TX20", 200),
        ("4.0", 50, "TX20", 200),
        ("4.5", 50, "TX20", 200),
        ("5.0", 60, "TX25", 100),
        ("5.0", 80, "TX25", 100),
        ("6.0", 100, "TX30", 100),
        ("6.0", 120, "TX30", 100),
    ];
    sizes
        .into_iter()
        .map(|(d, l, drive, pack)| {
            let thick: i64 =
                d.chars().filter(char::is_ascii_digit).fold(0, |n, c| n * 10 + i64::from(c.to_digit(10).unwrap_or(0)));
            Product::new(
                "wood-screws",
                format!("WS-{}-{l}", d.replace('.', "")),
                format!("Wood screw {d} × {l}, yellow zinc, {drive}"),
            )
            .sold(if pack == 200 { "pack of 200" } else { "pack of 100" }, 1)
            .price(pack * thick * thick * l / 300 + 11_000)
            .summary(format!("Countersunk with milling ribs, {drive} drive, {pack} in a pack."))
            .text(format!(
                "Countersunk screw for timber, chipboard and plywood, with a {drive} six-lobe drive. \
                     The cutting point needs no pilot hole in softwood, and ribs under the head mill their own seat. \
                     Waxed for less torque."
            ))
            .fact("Diameter", format!("{d} mm"))
            .fact("Length", format!("{l} mm"))
            .fact("Drive", drive)
            .fact("Material", "Hardened steel, yellow zinc plated")
            .fact("Contents", pack.to_string())
            .drawing(format!("woodscrew;d={d};l={l};c=brass;t={d} × {l}"))
            .words(format!("chipboard screw timber six-lobe star drive {d}x{l}"))
        })
        .collect()
}

fn rods() -> Vec<Product> {
    let sizes = [(6, ZINC), (8, ZINC), (10, ZINC), (12, ZINC), (16, ZINC), (8, A2), (10, A2)];
    sizes
        .into_iter()
        .map(|(d, (code, finish, _, colour, percent))| {
            let (pitch, _) = thread(d);
            let material = if code == "A2" { "Stainless steel A2-70" } else { "Steel 4.8, zinc plated" };
            Product::new(
                "threaded-rods",
                format!("TR-M{d}-1000-{code}"),
                format!("Threaded rod DIN 976 M{d} × 1000, {finish}"),
            )
            .sold("each", 1)
            .price((6_000 + d * d * 190) * percent / 100)
            .summary("One metre of thread, to be cut to length.")
            .text(format!(
                "Studding with a continuous M{d} thread of {pitch} mm pitch, one metre long. \
                     Cut it with a nut on, and turning the nut off repairs the first thread. {material}."
            ))
            .fact("Standard", "DIN 976-1 form A")
            .fact("Thread", format!("M{d} × {pitch} mm"))
            .fact("Length", "1000 mm")
            .fact("Material", material)
            .drawing(format!("rod;d={d};l=1000;c={colour};t=M{d} × 1000"))
            .words(format!("studding all-thread stud bar M{d}x1000 {d}x1000 1 m DIN 975"))
        })
        .collect()
}
