//! All families, with the values of their axes.

use super::{Axis, Family};

const fn size(name: &'static str, lead: &'static str, values: &'static [&'static str], unit: &'static str) -> Axis {
    Axis { name, lead, values, unit, is_size: true }
}

const fn kind(name: &'static str, values: &'static [&'static str]) -> Axis {
    Axis { name, lead: "", values, unit: "", is_size: false }
}

const THREADS: &[&str] = &["3", "4", "5", "6", "8", "10", "12", "14", "16", "18", "20", "22", "24", "30"];
const LENGTHS: &[&str] = &[
    "6", "8", "10", "12", "16", "20", "25", "30", "35", "40", "45", "50", "55", "60", "65", "70", "80", "90", "100",
    "110", "120", "140",
];
const FINISHES: &[&str] = &["zinc plated", "stainless A2", "stainless A4", "black oxide", "galvanised"];
const PACKS: &[&str] = &["pack of 10", "pack of 50", "pack of 100", "pack of 500"];
const FEW: &[&str] = &["single", "pack of 5", "pack of 20"];
const COLOURS: &[&str] = &["black", "white", "red", "blue", "yellow", "green", "grey", "orange"];
const PIPES: &[&str] = &["1/8", "1/4", "3/8", "1/2", "3/4", "1", "2"];
const DIAMETERS: &[&str] = &[
    "1", "1.5", "2", "2.5", "3", "3.2", "3.5", "4", "4.2", "4.5", "5", "5.5", "6", "6.5", "6.8", "7", "7.5", "8",
    "8.5", "9", "9.5", "10", "10.2", "10.5", "11", "11.5", "12", "12.5", "13", "14", "15", "16", "17", "18", "19",
    "20", "22", "24", "26", "28",
];
const BORES: &[&str] = &[
    "3", "4", "5", "6", "7", "8", "9", "10", "12", "14", "15", "16", "17", "18", "20", "22", "24", "25", "28", "30",
    "32", "35", "38", "40", "42", "45", "48", "50", "55", "60", "65", "70", "75", "80", "85", "90", "95", "100", "110",
    "120",
];
const EDGES: &[&str] = &["100", "150", "200", "250", "300", "350", "400", "450", "500", "600", "800", "1200"];

const BOLT: &[Axis] = &[
    size("Thread", "M", THREADS, ""),
    size("Length", "", LENGTHS, "mm"),
    kind("Finish", FINISHES),
    kind("Pack", PACKS),
];
const FLAT: &[Axis] = &[size("Thread", "M", THREADS, ""), kind("Finish", FINISHES), kind("Pack", PACKS)];

const fn family(
    code: &'static str,
    noun: &'static str,
    category: &'static str,
    price: i64,
    axes: &'static [Axis],
) -> Family {
    Family { code, noun, category, price, axes }
}

/// All families.
pub const ALL: &[Family] = &[
    family("GHB", "Hex bolt DIN 933", "hex-bolts", 400, BOLT),
    family("GHS", "Hex bolt DIN 931", "hex-bolts", 420, BOLT),
    family("GFB", "Flange bolt DIN 6921", "hex-bolts", 520, BOLT),
    family("GCB", "Carriage bolt DIN 603", "hex-bolts", 460, BOLT),
    family("GSC", "Socket screw ISO 4762", "socket-screws", 480, BOLT),
    family("GCS", "Countersunk screw DIN 7991", "socket-screws", 450, BOLT),
    family("GGS", "Grub screw DIN 913", "socket-screws", 300, BOLT),
    family("GHN", "Hex nut DIN 934", "nuts", 120, FLAT),
    family("GLN", "Lock nut DIN 985", "nuts", 160, FLAT),
    family("GFW", "Flat washer DIN 125", "washers", 60, FLAT),
    family(
        "GWS",
        "Wood screw",
        "wood-screws",
        210,
        &[
            size("Diameter", "", &["3", "3.5", "4", "4.5", "5", "6", "8"], "mm"),
            size("Length", "", LENGTHS, "mm"),
            kind("Finish", FINISHES),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GTR",
        "Threaded rod DIN 976",
        "threaded-rods",
        9_000,
        &[
            size("Thread", "M", THREADS, ""),
            size("Length", "", &["500", "1000", "2000", "3000"], "mm"),
            kind("Finish", FINISHES),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GBB",
        "Ball bearing",
        "ball-bearings",
        31_000,
        &[
            size("Bore", "", BORES, "mm"),
            size("Width", "", &["5", "7", "9", "11", "13", "15"], "mm"),
            kind("Seal", &["open", "sealed", "shielded"]),
            kind("Clearance", &["C2", "C3", "C4"]),
        ],
    ),
    family(
        "GOR",
        "Ring seal",
        "o-rings",
        1_500,
        &[
            size("Bore", "", BORES, "mm"),
            size("Section", "", &["1", "1.5", "2", "2.5", "3", "3.5", "4", "5"], "mm"),
            kind("Material", &["nitrile", "viton", "silicone", "ethylene"]),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GTD",
        "Twist drill",
        "cutting-discs",
        8_000,
        &[
            size("Diameter", "", DIAMETERS, "mm"),
            size("Length", "", &["60", "90", "120", "160"], "mm"),
            kind("Coating", &["bright", "titanium", "cobalt", "carbide"]),
            kind("Shank", &["round", "hexagonal", "tapered"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GEM",
        "End mill",
        "cutting-discs",
        22_000,
        &[
            size("Diameter", "", DIAMETERS, "mm"),
            kind("Flutes", &["2 flutes", "3 flutes", "4 flutes"]),
            kind("Coating", &["bright", "titanium", "cobalt", "carbide"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GSB",
        "Circular blade",
        "cutting-discs",
        42_000,
        &[
            size("Diameter", "", EDGES, "mm"),
            size("Bore", "", &["16", "20", "25", "30"], "mm"),
            kind("Teeth", &["24 teeth", "36 teeth", "48 teeth", "60 teeth", "80 teeth"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GCA",
        "Flexible cable",
        "cables",
        5_200,
        &[
            size("Cores", "", &["1", "2", "3", "4", "5", "7"], ""),
            size("Section", "", &["0.5", "0.75", "1", "1.5", "2.5", "4", "6", "10", "16"], "mm²"),
            kind("Colour", COLOURS),
            kind("Reel", &["10 m", "25 m", "50 m", "100 m", "500 m"]),
            kind("Sheath", &["rubber", "polyurethane", "halogenfree"]),
        ],
    ),
    family(
        "GTI",
        "Cable tie",
        "cable-ties",
        300,
        &[
            size("Width", "", &["2.5", "3.6", "4.8", "7.6", "9", "12"], "mm"),
            size("Length", "", EDGES, "mm"),
            kind("Colour", COLOURS),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GFU",
        "Fuse link",
        "circuit-breakers",
        1_100,
        &[
            size("Rating", "", &["1", "2", "4", "6", "10", "16", "20", "25", "32", "40", "50", "63", "80", "100"], "A"),
            kind("Class", &["quick", "slow", "motor"]),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GHH",
        "Hydraulic hose",
        "hose-assemblies",
        48_000,
        &[
            size("Bore", "", &["6", "8", "10", "12", "16", "20", "25", "32", "38", "50"], "mm"),
            size("Length", "", EDGES, "mm"),
            kind("Layers", &["one braid", "two braids", "four spirals"]),
            kind("Ends", &["straight", "elbow", "swept", "banjo"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GPF",
        "Pipe fitting",
        "couplings",
        3_900,
        &[
            size("Thread", "G", PIPES, ""),
            kind("Shape", &["elbow", "tee", "socket", "nipple", "cross", "plug"]),
            kind("Material", &["brass", "steel", "stainless", "bronze"]),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GBV",
        "Ball valve",
        "couplings",
        31_000,
        &[
            size("Thread", "G", PIPES, ""),
            kind("Handle", &["lever", "butterfly", "locking"]),
            kind("Material", &["brass", "steel", "stainless", "bronze"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GAT",
        "Air tubing",
        "air-tubing",
        1_900,
        &[
            size("Diameter", "", &["4", "6", "8", "10", "12", "14", "16"], "mm"),
            size("Wall", "", &["0.75", "1", "1.25", "1.5", "2"], "mm"),
            kind("Colour", COLOURS),
            kind("Material", &["nylon", "polyethylene", "teflon"]),
            kind("Reel", &["10 m", "25 m", "50 m", "100 m"]),
        ],
    ),
    family(
        "GGL",
        "Work glove",
        "gloves",
        4_000,
        &[
            size("Size", "", &["6", "7", "8", "9", "10", "11", "12"], ""),
            kind("Colour", COLOURS),
            kind("Coating", &["nitrile", "latex", "leather", "cotton"]),
            kind("Cuff", &["knitted cuff", "long cuff", "open cuff"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GBO",
        "Safety boot",
        "footwear",
        380_000,
        &[
            size("Size", "", &["36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48"], ""),
            kind("Class", &["S1P", "S2", "S3", "S5"]),
            kind("Colour", COLOURS),
        ],
    ),
    family(
        "GAD",
        "Abrasive disc",
        "flap-discs",
        3_500,
        &[
            size("Diameter", "", &["75", "100", "115", "125", "150", "180", "200", "230"], "mm"),
            kind(
                "Grit",
                &[
                    "grit 40", "grit 60", "grit 80", "grit 100", "grit 120", "grit 180", "grit 240", "grit 320",
                    "grit 400",
                ],
            ),
            kind("Grain", &["ceramic", "corundum", "zirconia"]),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GBX",
        "Shipping box",
        "cartons",
        2_500,
        &[
            size("Length", "", EDGES, "mm"),
            size("Width", "", EDGES, "mm"),
            size("Height", "", &["50", "100", "200", "300", "400", "500"], "mm"),
            kind("Wall", &["single wall", "double wall", "triple wall"]),
            kind("Pack", PACKS),
        ],
    ),
    family(
        "GTP",
        "Adhesive tape",
        "adhesive-tapes",
        1_800,
        &[
            size("Width", "", &["9", "12", "15", "19", "25", "38", "50", "75", "100"], "mm"),
            kind("Colour", COLOURS),
            kind("Backing", &["paper", "vinyl", "polypropylene", "aluminium", "textile"]),
            kind("Reel", &["10 m", "25 m", "50 m", "66 m"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GSH",
        "Boltless shelving",
        "shelving-and-cabinets",
        620_000,
        &[
            size("Width", "", &["900", "1000", "1200", "1500", "1800"], "mm"),
            size("Depth", "", &["300", "400", "500", "600"], "mm"),
            size("Height", "", &["1500", "1800", "2000", "2500"], "mm"),
            kind("Shelves", &["4 shelves", "5 shelves", "6 shelves"]),
        ],
    ),
    family(
        "GLA",
        "Panel lamp",
        "luminaires",
        180_000,
        &[
            size("Power", "", &["9", "12", "18", "24", "36", "48", "60"], "W"),
            kind("Light", &["3000 K", "4000 K", "6500 K"]),
            kind("Housing", &["round", "square", "linear"]),
            kind("Colour", COLOURS),
        ],
    ),
    family(
        "GSE",
        "Joint sealant",
        "sealants",
        45_000,
        &[
            size("Volume", "", &["80", "290", "310", "400", "600"], "ml"),
            kind("Colour", COLOURS),
            kind("Base", &["silicone", "acrylic", "polyurethane", "bitumen"]),
            kind("Pack", FEW),
        ],
    ),
    family(
        "GCL",
        "Surface cleaner",
        "cleaners",
        39_000,
        &[
            size("Volume", "", &["0.5", "1", "2", "5", "10", "20"], "l"),
            kind("Scent", &["neutral", "citrus", "pine", "lavender"]),
            kind("Use", &["glass", "floor", "kitchen", "workshop"]),
            kind("Pack", FEW),
        ],
    ),
];
