//! Personal protective equipment.

use super::Product;

pub(super) fn all() -> Vec<Product> {
    [gloves(), helmets(), eyes(), ears(), masks(), vests(), feet()].concat()
}

fn gloves() -> Vec<Product> {
    let mut out = Vec::new();
    for size in [8, 9, 10, 11] {
        out.push(
            Product::new("gloves", format!("GN-{size}"), format!("Grip glove nitrile EN 388, size {size}"))
                .sold("pair", 10)
                .price(13_500)
                .summary(format!("Nylon liner, palm dipped in nitrile foam, size {size}."))
                .text(
                    "Seamless nylon glove with a palm of nitrile foam for dry and slightly oily parts. \
                     The back stays open to the air. EN 388 levels 4 1 3 1 X: high resistance to abrasion.",
                )
                .fact("Size", size.to_string())
                .fact("Standard", "EN 388: 4131X, EN ISO 21420")
                .fact("Coating", "Nitrile foam")
                .fact("Category", "PPE II")
                .drawing(format!("glove;c=blue;t=Size {size}"))
                .words("work assembly gloves hand"),
        );
    }
    for size in [8, 9, 10] {
        out.push(
            Product::new("gloves", format!("GC-{size}"), format!("Cut-resistant glove EN 388 level D, size {size}"))
                .sold("pair", 5)
                .price(62_000)
                .summary(format!("HPPE and glass fibre, PU palm, cut level D, size {size}."))
                .text(
                    "Glove of high-performance polyethylene with glass fibre for sheet metal and glass. \
                     EN 388 levels 4 X 4 3 D: cut level D stands for at least 15 newtons in the ISO 13997 test. \
                     Washable at 40 °C.",
                )
                .fact("Size", size.to_string())
                .fact("Standard", "EN 388: 4X43D, EN ISO 21420")
                .fact("Coating", "Polyurethane")
                .fact("Category", "PPE II")
                .drawing(format!("glove;c=grey;t=Size {size} · cut D"))
                .words("cut protection gloves knife sheet metal"),
        );
    }
    for size in ["M", "L", "XL"] {
        out.push(
            Product::new("gloves", format!("GD-{size}"), format!("Disposable glove nitrile EN 374, {size}"))
                .sold("pack of 100", 1)
                .price(89_000)
                .summary(format!("Powder-free nitrile of 0.12 mm, size {size}, 100 in a pack."))
                .text(
                    "Disposable glove of nitrile rubber, free of latex and powder. \
                     Textured fingers hold wet parts; EN ISO 374-1 type B against splashes of chemicals.",
                )
                .fact("Size", size)
                .fact("Standard", "EN ISO 374-1 type B, EN 374-5")
                .fact("Thickness", "0.12 mm")
                .fact("Category", "PPE III")
                .drawing(format!("glove;c=teal;t={size} · 100"))
                .words("single use examination gloves latex free"),
        );
    }
    out
}

fn helmets() -> Vec<Product> {
    [("white", "WH"), ("yellow", "YE"), ("blue", "BL"), ("orange", "OR")]
        .into_iter()
        .map(|(colour, code)| {
            Product::new("helmets", format!("SH-{code}"), format!("Safety helmet EN 397, {colour}"))
                .price(98_000)
                .summary(format!("HDPE shell, ratchet, six-point cradle, {colour}."))
                .text(
                    "Industrial helmet with a shell of high-density polyethylene and a cradle of six points. \
                     The ratchet fits heads from 53 to 63 cm. Replace it five years after the date moulded into the peak, \
                     or after any hard knock.",
                )
                .fact("Colour", colour)
                .fact("Standard", "EN 397")
                .fact("Head", "53–63 cm")
                .fact("Weight", "365 g")
                .drawing(format!("helmet;c={colour};t=EN 397"))
                .words("hard hat head protection")
        })
        .collect()
}

fn eyes() -> Vec<Product> {
    [
        (
            "EG-CL",
            "Safety spectacles clear",
            "",
            "clear",
            "EN 166 1F, EN 170",
            46_000,
            "Wrap-around lens of polycarbonate, coated against scratches and mist.",
        ),
        (
            "EG-SM",
            "Safety spectacles smoke",
            "",
            "grey",
            "EN 166 1F, EN 172",
            49_500,
            "Tinted lens of polycarbonate against sunlight, coated against scratches.",
        ),
        (
            "EG-GO",
            "Safety goggles",
            ";k=goggles",
            "clear",
            "EN 166 1B 3 4 9",
            96_000,
            "Full-view goggles that fit over spectacles, against splashes, coarse dust and molten metal.",
        ),
    ]
    .into_iter()
    .map(|(sku, name, picture, lens, standard, price, text)| {
        Product::new("eye-protection", sku, format!("{name} EN 166"))
            .sold("each", if picture.is_empty() { 5 } else { 1 })
            .price(price)
            .summary(format!("Polycarbonate, {standard}."))
            .text(format!("{text} Optical class 1 for wear all day. Filters UV up to 400 nm."))
            .fact("Lens", if lens == "clear" { "Clear" } else { "Smoke" })
            .fact("Standard", standard)
            .fact("Optical class", "1")
            .drawing(format!("glasses{picture};c={lens};t=EN 166"))
            .words("glasses eyewear eye protection goggle")
    })
    .collect()
}

fn ears() -> Vec<Product> {
    [
        ("EM-27", "Ear muffs", "", "yellow", 27, "EN 352-1", "each", 128_000, "Foldable muffs with soft cushions for noise up to about 100 dB(A)."),
        ("EM-32", "Ear muffs", "", "red", 32, "EN 352-1", "each", 184_000, "Muffs with deep cups for loud machines, up to about 105 dB(A)."),
        ("EP-36", "Ear plugs with cord", ";k=plugs", "orange", 36, "EN 352-2", "pack of 100", 268_000, "Foam plugs that are rolled thin, inserted and swell; the cord keeps them round the neck. One pack is 100 pairs."),
    ]
    .into_iter()
    .map(|(sku, name, picture, colour, snr, standard, unit, price, text)| {
        Product::new("hearing-protection", sku, format!("{name} {standard}, SNR {snr} dB"))
            .sold(unit, 1)
            .price(price)
            .summary(format!("{standard}, SNR {snr} dB."))
            .text(format!(
                "{text} The single number rating of {snr} dB is taken from the C-weighted level to estimate what reaches the ear."
            ))
            .fact("SNR", format!("{snr} dB"))
            .fact("Standard", standard)
            .fact("Colour", colour)
            .drawing(format!("muffs{picture};c={colour};t=SNR {snr} dB"))
            .words("ear defenders noise hearing protection")
    })
    .collect()
}

fn masks() -> Vec<Product> {
    [("FM-2", "FFP2", 10, 112_000), ("FM-3", "FFP3", 20, 248_000)]
        .into_iter()
        .map(|(sku, class, times, price)| {
            Product::new("respirators", sku, format!("Dust mask {class} NR D with valve, EN 149"))
                .sold("pack of 10", 1)
                .price(price)
                .summary(format!("Filtering half mask {class}, up to {times} times the limit, 10 in a pack."))
                .text(format!(
                    "Filtering half mask with a valve that lets warm breath out. \
                     Class {class} protects against dust and mist up to {times} times the workplace limit. \
                     NR: for one shift; D: passed the clogging test."
                ))
                .fact("Class", format!("{class} NR D"))
                .fact("Standard", "EN 149")
                .fact("Assigned protection factor", times.to_string())
                .fact("Contents", "10")
                .drawing(format!("mask;t={class} NR D"))
                .words("respirator breathing particle face mask")
        })
        .collect()
}

fn vests() -> Vec<Product> {
    [("M", "yellow", "YE"), ("L", "yellow", "YE"), ("XL", "yellow", "YE"), ("XXL", "yellow", "YE"), ("L", "orange", "OR"), ("XL", "orange", "OR")]
        .into_iter()
        .map(|(size, colour, code)| {
            Product::new("high-visibility", format!("HV-{code}-{size}"), format!("High-visibility waistcoat EN ISO 20471, {colour}, {size}"))
                .price(36_000)
                .summary(format!("Class 2, fluorescent {colour}, two bands and braces, size {size}."))
                .text(
                    "Waistcoat of fluorescent polyester with two reflective bands round the body and one over each shoulder. \
                     EN ISO 20471 class 2: for work near traffic up to 60 km/h. Keeps its class for 25 washes at 40 °C.",
                )
                .fact("Size", size)
                .fact("Colour", format!("Fluorescent {colour}"))
                .fact("Standard", "EN ISO 20471 class 2")
                .drawing(format!("vest;c={colour};t={size}"))
                .words("hi-vis hi viz vest warning jacket")
        })
        .collect()
}

fn feet() -> Vec<Product> {
    let boots = [40, 41, 42, 43, 44, 45].map(|n| (n, "SB", "Safety boot", "S3", "", "black", 498_000));
    let shoes = [42, 43, 44].map(|n| (n, "SS", "Safety shoe", "S1P", ";k=shoe", "bronze", 412_000));
    boots
        .into_iter()
        .chain(shoes)
        .map(|(size, code, name, class, picture, colour, price)| {
            let text = if class == "S3" {
                "Ankle boot of full-grain leather that keeps water out, with a cleated sole."
            } else {
                "Suede shoe that breathes, for dry halls, with a flat tread."
            };
            Product::new("footwear", format!("{code}-{size}"), format!("{name} EN ISO 20345 {class}, size {size}"))
                .sold("pair", 1)
                .price(price)
                .summary(format!("Class {class} SRC, composite cap, size {size}."))
                .text(format!(
                    "{text} The composite cap takes 200 joules; a textile midsole stops nails without making the sole stiff. \
                     Slip resistance SRC, antistatic."
                ))
                .fact("Size", format!("EU {size}"))
                .fact("Standard", format!("EN ISO 20345 {class} SRC"))
                .fact("Cap", "Composite, 200 J")
                .drawing(format!("boot{picture};c={colour};t={class} · {size}"))
                .words("work boots shoes toe cap footwear")
        })
        .collect()
}
