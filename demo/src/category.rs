//! The demo's category tree: three levels, fourteen at the top.

/// A category; its parent stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its place in an address.
    pub slug: &'static str,
    /// The slug of the category above, if any.
    pub parent: Option<&'static str>,
    /// Name.
    pub name: &'static str,
    /// One sentence about what is in it.
    pub summary: &'static str,
}

/// All categories, parents first, in the order they are shown.
pub fn all() -> Vec<Category> {
    let mut above: [Option<&'static str>; 3] = [None; 3];
    TREE.iter()
        .map(|&(level, slug, name, summary)| {
            let level: usize = level;
            let parent = level.checked_sub(1).and_then(|up| above[up.min(2)]);
            above[level.min(2)] = Some(slug);
            Category { slug, parent, name, summary }
        })
        .collect()
}

type Row = (usize, &'static str, &'static str, &'static str);

/// Level, slug, name, summary.
const TREE: &[Row] = &[
    (0, "fasteners", "Fasteners", "Bolts, screws, nuts, washers and fixings to metric standards."),
    (1, "bolts-and-screws", "Bolts and screws", "Metric bolts, machine screws, wood screws and threaded rod."),
    (2, "hex-bolts", "Hex bolts", "Hexagon head bolts to DIN 933 and DIN 931 in steel 8.8 and stainless A2."),
    (2, "socket-screws", "Socket screws", "Cap and countersunk screws with a hexagon socket."),
    (2, "wood-screws", "Wood screws", "Countersunk screws with a six-lobe drive for timber and board."),
    (2, "threaded-rods", "Threaded rods", "Studding by the metre to DIN 976-1."),
    (1, "nuts-and-washers", "Nuts and washers", "Everything that goes on the other end of the bolt."),
    (2, "nuts", "Nuts", "Hexagon, locking and flange nuts from M4 to M16."),
    (2, "washers", "Washers", "Flat, large and spring washers in zinc-plated steel and stainless A2."),
    (1, "fixings", "Fixings", "Anchors for concrete and brick, rivets for sheet."),
    (2, "anchors", "Anchors", "Through bolts for concrete and nylon plugs for masonry."),
    (2, "blind-rivets", "Blind rivets", "Rivets that are set from one side of the sheet."),
    (0, "bearings", "Bearings", "Rolling bearings, housings, bushes and seals for rotating shafts."),
    (1, "rolling-bearings", "Rolling bearings", "Ball and roller bearings with ISO boundary dimensions."),
    (2, "ball-bearings", "Ball bearings", "Single-row deep groove ball bearings of series 60, 62 and 63."),
    (2, "taper-roller-bearings", "Taper roller bearings", "Separable bearings for combined radial and axial load."),
    (2, "pillow-blocks", "Pillow blocks", "Cast housings with an insert bearing, ready to bolt down."),
    (1, "bushes-and-seals", "Bushes and seals", "Plain bearings and what keeps oil in and dirt out."),
    (2, "plain-bushes", "Plain bushes", "Self-lubricating bushes of sintered bronze."),
    (2, "seals-and-rings", "Seals and rings", "Rotary shaft seals and retaining rings."),
    (0, "hand-tools", "Hand tools", "Tools for fitting, cutting, striking and measuring."),
    (1, "spanners-and-drivers", "Spanners and drivers", "For hexagons, slots and sockets."),
    (2, "spanners", "Spanners", "Combination spanners with ring and open end of one size."),
    (2, "screwdrivers", "Screwdrivers and hex keys", "Drivers, insulated drivers and hexagon keys."),
    (1, "pliers-and-hammers", "Pliers and hammers", "To grip, cut and strike."),
    (2, "pliers", "Pliers", "Combination, long-nose and side-cutting pliers."),
    (2, "hammers", "Hammers", "Engineers' hammers and soft-faced mallets."),
    (1, "measuring", "Measuring", "To know before you cut."),
    (2, "measuring-tools", "Callipers and tapes", "Callipers to DIN 862 and tapes of accuracy class II."),
    (0, "abrasives", "Abrasives", "Discs, sheets and belts for cutting, grinding and finishing."),
    (1, "discs", "Discs", "For angle grinders from 115 to 230 mm."),
    (2, "cutting-discs", "Cutting and grinding discs", "Resin-bonded discs to EN 12413 for steel and stainless."),
    (2, "flap-discs", "Flap discs", "Zirconia flaps on a fibre plate, to EN 13743."),
    (1, "coated-abrasives", "Coated abrasives", "Grit on paper and on cloth."),
    (2, "sheets-and-belts", "Sheets and belts", "Abrasive paper by the sheet and cloth belts by the loop."),
    (0, "safety", "Safety", "Personal protective equipment for people at work."),
    (1, "head-and-face", "Head and face", "Eyes, ears, lungs and the head itself."),
    (2, "helmets", "Helmets", "Industrial safety helmets to EN 397."),
    (2, "eye-protection", "Eye protection", "Spectacles and goggles to EN 166."),
    (2, "hearing-protection", "Hearing protection", "Muffs and plugs to EN 352."),
    (2, "respirators", "Respirators", "Filtering half masks to EN 149."),
    (1, "body-and-hands", "Body and hands", "What people wear from the neck down."),
    (2, "gloves", "Gloves", "Grip, cut-resistant and disposable gloves."),
    (2, "high-visibility", "High visibility", "Waistcoats to EN ISO 20471 class 2."),
    (2, "footwear", "Safety footwear", "Boots and shoes to EN ISO 20345."),
    (0, "electrical", "Electrical", "Cable, terminations and protection for low voltage."),
    (1, "cable-and-entry", "Cable and entry", "From the drum to the enclosure."),
    (2, "cables", "Cables", "Harmonised flexible cable and single cores by the metre."),
    (2, "cable-glands", "Cable glands", "Metric glands of polyamide and brass, IP68."),
    (2, "cable-ties", "Cable ties", "Ties of polyamide 6.6 for indoors and outdoors."),
    (1, "termination-and-protection", "Termination and protection", "At the end of the wire."),
    (2, "ferrules", "Ferrules", "Insulated bootlace ferrules to DIN 46228-4."),
    (2, "circuit-breakers", "Circuit breakers", "Miniature circuit breakers to EN 60898-1 for DIN rail."),
    (0, "pneumatics", "Pneumatics", "Compressed air from the filter to the cylinder."),
    (1, "air-connection", "Air connection", "Fittings and tube."),
    (2, "push-in-fittings", "Push-in fittings", "Fittings that hold the tube without a tool."),
    (2, "air-tubing", "Air tubing", "Polyurethane and polyamide tube by the metre."),
    (1, "air-at-work", "Air at work", "Preparation and movement."),
    (2, "cylinders", "Cylinders", "Double-acting profile cylinders to ISO 15552."),
    (2, "air-preparation", "Air preparation", "Filter regulators that give clean air at a steady pressure."),
    (0, "hydraulics", "Hydraulics", "Hoses, couplings, seals and oil for high pressure."),
    (1, "hydraulic-lines", "Hydraulic lines", "From the pump to the cylinder."),
    (2, "hose-assemblies", "Hose assemblies", "Two-wire hose to EN 853 2SN with pressed fittings."),
    (2, "couplings", "Quick couplings", "Poppet couplings to ISO 7241-1 A and flat faces to ISO 16028."),
    (1, "seals-and-fluids", "Seals and fluids", "What keeps it tight and makes it move."),
    (2, "o-rings", "O-rings", "Metric O-rings of NBR and FKM."),
    (2, "hydraulic-oils", "Hydraulic oils", "Mineral oils HLP to DIN 51524-2."),
    (0, "adhesives", "Adhesives", "To lock, bond, seal and stick."),
    (1, "liquid-adhesives", "Liquid adhesives", "One- and two-part adhesives for metal and plastics."),
    (2, "threadlockers", "Threadlockers and retainers", "Anaerobic adhesives that keep threads and bearings in place."),
    (2, "structural-adhesives", "Bonding adhesives", "Epoxy and cyanoacrylate adhesives."),
    (1, "sealants-and-tapes", "Sealants and tapes", "For joints, edges and surfaces."),
    (2, "sealants", "Sealants", "Silicone and hybrid sealants in cartridges."),
    (2, "adhesive-tapes", "Adhesive tapes", "Masking, insulating and double-sided tapes."),
    (0, "cleaning", "Cleaning", "For hands, parts, machines and floors."),
    (1, "wiping-and-washing", "Wiping and washing", "Cloths and fluids."),
    (2, "wipes", "Wipes", "Wiping paper, cloths and wet wipes."),
    (2, "cleaners", "Cleaners", "Degreasers, sprays and hand cleaner."),
    (1, "floors", "Floors", "Sweep it, soak it up."),
    (2, "brooms-and-absorbents", "Brooms and absorbents", "Brooms, pads and granules for dust and spills."),
    (0, "packaging", "Packaging", "Boxes, film, bags and tape for goods on their way."),
    (1, "boxes-and-bags", "Boxes and bags", "What the goods lie in."),
    (2, "cartons", "Cartons", "Corrugated boxes of type FEFCO 0201."),
    (2, "bags", "Bags", "Grip-seal bags of polyethylene."),
    (1, "wrap-and-tape", "Wrap and tape", "What holds it together."),
    (2, "stretch-film", "Film and cushioning", "Hand film and air bubble film."),
    (2, "packing-tape", "Packing tape", "Tapes of polypropylene and paper."),
    (0, "storage", "Storage", "A place for everything in workshop and store."),
    (1, "boxes-and-bins", "Boxes and bins", "For small parts and for pallets."),
    (2, "storage-bins", "Storage bins", "Open-fronted stacking bins of polypropylene."),
    (2, "euro-containers", "Euro containers", "Stacking containers that fill a pallet of 1200 × 800 mm."),
    (1, "furniture", "Workshop furniture", "Steel that carries weight."),
    (2, "shelving-and-cabinets", "Shelving and cabinets", "Boltless shelving and drawer cabinets."),
    (0, "lighting", "Lighting", "Light to work by, on site and in the hall."),
    (1, "portable-lighting", "Portable lighting", "Light that goes where the work is."),
    (2, "work-lights", "Work lights", "LED floodlights for site and workshop."),
    (2, "torches", "Torches", "Hand and head torches."),
    (1, "fixed-lighting", "Fixed lighting", "Light for halls and corridors."),
    (2, "luminaires", "LED tubes and high bays", "Replacement tubes and hall luminaires."),
    (0, "office", "Office", "Paper, labels, pens and files for the desk beside the bench."),
    (1, "paper-and-print", "Paper and print", "What goes through the printer."),
    (2, "paper-and-labels", "Paper and labels", "Copier paper and label rolls."),
    (1, "desk", "Desk", "Write it down, file it."),
    (2, "markers-and-files", "Markers and files", "Permanent and paint markers, lever arch files for A4."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_has_three_levels_and_each_sentence_is_one() {
        let all = all();
        let tops = all.iter().filter(|c| c.parent.is_none()).count();
        let leaves = all.iter().filter(|c| !all.iter().any(|d| d.parent == Some(c.slug))).count();
        assert_eq!(tops, 14);
        assert!((45..=60).contains(&leaves), "{leaves} leaves");
        for (place, category) in all.iter().enumerate() {
            assert!(category.summary.ends_with('.') && category.summary.len() > 12, "{}", category.slug);
            if let Some(parent) = category.parent {
                assert!(all[..place].iter().any(|c| c.slug == parent), "{} before its parent", category.slug);
            }
            assert_eq!(all.iter().filter(|c| c.slug == category.slug).count(), 1, "{} twice", category.slug);
        }
    }
}
