//! Pictures of products: line art drawn from a key, so that no picture file is needed and every size is sharp.
//!
//! A key is a family and its parameters: `bolt;d=8;l=40;c=zinc;t=M8 × 40`. Whatever the key says, the answer is a small
//! and complete SVG without scripts, links, styles or ids, so that many of them can stand in one page.

mod fixing;
mod fluid;
mod machine;
mod pen;
mod power;
mod room;
mod supply;
mod tool;
mod wear;

use pen::Pen;

/// The longest label that fits under a drawing, in characters.
const LABEL: usize = 26;

/// Draws a key. Unknown families become a box, unusable parameters their usual value.
///
/// ```
/// let svg = demo::drawing::svg("nut;d=8;t=M8");
/// assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>") && svg.len() < 2_048);
/// ```
pub fn svg(drawing: &str) -> String {
    let key = Key::parse(drawing);
    let mut pen = Pen::default();
    draw(&mut pen, &key);
    pen.finish(&key.label())
}

/// Every family that has a drawing of its own.
pub const FAMILIES: [&str; 64] = [
    "bolt",
    "cap",
    "countersunk",
    "woodscrew",
    "rod",
    "nut",
    "washer",
    "anchor",
    "rivet",
    "bearing",
    "taper",
    "block",
    "bush",
    "seal",
    "circlip",
    "spanner",
    "hexkey",
    "driver",
    "pliers",
    "hammer",
    "calliper",
    "tape",
    "disc",
    "flap",
    "sheet",
    "belt",
    "glove",
    "glasses",
    "helmet",
    "muffs",
    "mask",
    "vest",
    "boot",
    "cable",
    "gland",
    "ferrule",
    "tie",
    "breaker",
    "pushin",
    "tube",
    "cylinder",
    "regulator",
    "hose",
    "coupling",
    "oring",
    "canister",
    "bottle",
    "cartridge",
    "roll",
    "broom",
    "carton",
    "bin",
    "shelf",
    "lamp",
    "torch",
    "tubelight",
    "highbay",
    "film",
    "bag",
    "ream",
    "marker",
    "binder",
    "crate",
    "cabinet",
];

fn draw(pen: &mut Pen, key: &Key<'_>) {
    match key.family {
        "bolt" => fixing::bolt(pen, key),
        "cap" => fixing::cap(pen, key),
        "countersunk" => fixing::countersunk(pen, key),
        "woodscrew" => fixing::woodscrew(pen, key),
        "rod" => fixing::rod(pen, key),
        "nut" => fixing::nut(pen, key),
        "washer" => fixing::washer(pen, key),
        "anchor" => fixing::anchor(pen, key),
        "rivet" => fixing::rivet(pen, key),
        "bearing" => machine::bearing(pen, key),
        "taper" => machine::taper(pen, key),
        "block" => machine::block(pen, key),
        "bush" => machine::bush(pen, key),
        "seal" => machine::seal(pen, key),
        "circlip" => machine::circlip(pen, key),
        "spanner" => tool::spanner(pen, key),
        "hexkey" => tool::hexkey(pen, key),
        "driver" => tool::driver(pen, key),
        "pliers" => tool::pliers(pen, key),
        "hammer" => tool::hammer(pen, key),
        "calliper" => tool::calliper(pen, key),
        "tape" => tool::tape(pen, key),
        "disc" => tool::disc(pen, key),
        "flap" => tool::flap(pen, key),
        "sheet" => tool::sheet(pen, key),
        "belt" => tool::belt(pen, key),
        "glove" => wear::glove(pen, key),
        "glasses" => wear::glasses(pen, key),
        "helmet" => wear::helmet(pen, key),
        "muffs" => wear::muffs(pen, key),
        "mask" => wear::mask(pen, key),
        "vest" => wear::vest(pen, key),
        "boot" => wear::boot(pen, key),
        "cable" => power::cable(pen, key),
        "gland" => power::gland(pen, key),
        "ferrule" => power::ferrule(pen, key),
        "tie" => power::tie(pen, key),
        "breaker" => power::breaker(pen, key),
        "lamp" => power::lamp(pen, key),
        "highbay" => power::highbay(pen, key),
        "torch" => power::torch(pen, key),
        "tubelight" => power::tubelight(pen, key),
        "pushin" => fluid::pushin(pen, key),
        "tube" => fluid::tube(pen, key),
        "cylinder" => fluid::cylinder(pen, key),
        "regulator" => fluid::regulator(pen, key),
        "hose" => fluid::hose(pen, key),
        "coupling" => fluid::coupling(pen, key),
        "oring" => fluid::oring(pen, key),
        "canister" => supply::canister(pen, key),
        "bottle" => supply::bottle(pen, key),
        "cartridge" => supply::cartridge(pen, key),
        "roll" => supply::roll(pen, key),
        "film" => supply::film(pen, key),
        "broom" => supply::broom(pen, key),
        "bag" => supply::bag(pen, key),
        "ream" => supply::ream(pen, key),
        "marker" => supply::marker(pen, key),
        "binder" => room::binder(pen, key),
        "bin" => room::bin(pen, key),
        "crate" => room::crate_box(pen, key),
        "shelf" => room::shelf(pen, key),
        "cabinet" => room::cabinet(pen, key),
        _ => room::carton(pen, key),
    }
}

/// A key taken apart.
struct Key<'a> {
    family: &'a str,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Key<'a> {
    fn parse(text: &'a str) -> Key<'a> {
        let mut parts = text.split(';');
        let family = parts.next().unwrap_or_default().trim();
        Key { family, pairs: parts.filter_map(|p| p.split_once('=')).take(12).collect() }
    }

    fn get(&self, name: &str) -> &'a str {
        self.pairs.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v.trim())
    }

    /// A number between `least` and `most`.
    fn number(&self, name: &str, usual: f32, least: f32, most: f32) -> f32 {
        self.get(name).parse::<f32>().ok().filter(|n| n.is_finite()).unwrap_or(usual).clamp(least, most)
    }

    /// The colour of the material, by name.
    fn tint(&self, usual: &str) -> u32 {
        tint(self.get("c")).or_else(|| tint(usual)).unwrap_or(0xdf_e5ea)
    }

    fn label(&self) -> String {
        self.get("t").chars().filter(|c| !c.is_control()).take(LABEL).collect()
    }
}

/// Muted tints that stay apart from each other on the pale card.
fn tint(name: &str) -> Option<u32> {
    Some(match name {
        "zinc" => 0xdd_e4ea,
        "steel" => 0xef_f2f3,
        "black" => 0x78_828b,
        "grey" => 0xc3_cbd1,
        "white" => 0xff_ffff,
        "brass" => 0xea_d59a,
        "bronze" => 0xdc_b98a,
        "red" => 0xde_8375,
        "orange" => 0xf0_ac6c,
        "yellow" => 0xf3_d673,
        "green" => 0x94_c4a8,
        "teal" => 0x7f_bdb2,
        "blue" => 0x8e_b1d6,
        "wood" => 0xe0_c79f,
        "card" => 0xdf_c49b,
        "clear" => 0xe4_eff3,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_draws_something_of_its_own_under_two_kilobytes() {
        let carton = svg("something else;t=1");
        let mut seen = std::collections::HashSet::new();
        for family in FAMILIES {
            for size in ["", ";d=1;l=1;w=1;h=1;n=1", ";d=9999;l=9999;w=9999;h=9999;n=9999", ";d=NaN;l=-inf;n=x"] {
                let drawn = svg(&format!("{family}{size};t=1"));
                assert!(drawn.len() < 2_048, "{family}{size} has {} bytes", drawn.len());
                assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{family}{size}");
                assert!(family == "carton" || drawn != carton, "{family} has no drawing");
            }
            assert!(seen.insert(svg(family)), "{family} looks like another");
        }
    }

    #[test]
    fn labels_are_text_and_nothing_else() {
        let drawn = svg("nut;t=<script>\"&'\u{7}");
        assert!(!drawn.contains("<script") && drawn.contains("&lt;script&gt;&quot;&amp;&#39;"));
    }

    #[test]
    fn any_key_gives_a_drawing() {
        for key in ["", ";", "=", ";;;", "bolt;", "bolt;l", "bolt;l=;d==", "\u{0}", "x=1", &"bolt;l=1".repeat(9_999)] {
            let drawn = svg(key);
            assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>") && drawn.len() < 2_048, "{key:.20}");
        }
    }
}
