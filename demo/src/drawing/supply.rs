//! Bottles, rolls and other things that are used up.

use super::Key;
use super::pen::{Fill, Pen, shade};

/// The word of `k` on the thing itself.
fn mark(pen: &mut Pen, key: &Key<'_>, x: f32, y: f32, size: f32) {
    let word: String = key.get("k").chars().take(8).collect();
    pen.word(x, y, size, word);
}

/// Canister.
pub(super) fn canister(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("blue");
    pen.ground(124.0, 184.0, 74.0);
    pen.path("M172 62l26 14v96l-22 14h-6Z", shade(c, 84));
    pen.path("M56 74q0-14 14-14h14V46h64l26 16q4 4 4 12v100q0 12-12 12H68q-12 0-12-12Z", shade(c, 102));
    pen.path("M96 58h44q10 0 10 9t-10 9H96q-8 0-8-9t8-9Z", Fill(0xf4_f5f2));
    pen.path("M68 34h26v14H68Z", Fill(0x5a_6570));
    pen.path("M66 60l4-12h22l4 12Z", shade(c, 94));
    pen.path("M72 96h90v66H72Z", Fill(0xff_ffff));
    pen.fine("M80 142h74M80 150h52");
    mark(pen, key, 117.0, 128.0, 19.0);
}

/// Small bottle with a nozzle; `h=spray` for a spray can.
pub(super) fn bottle(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("red");
    pen.ground(120.0, 182.0, 56.0);
    if key.get("h") == "spray" {
        pen.path("M84 70q0-16 18-20h36q18 4 18 20v108q-36 12-72 0Z", shade(c, 102));
        pen.area("M138 52q17 4 17 18v107l-21 5V52Z", shade(c, 86));
        pen.path("M100 50q0-10 8-12h24q8 2 8 12Z", shade(0xdd_e4ea, 100));
        pen.path("M110 38V24h20v14Z", Fill(0xff_ffff));
        pen.fine("M104 31H92M104 27l-12-6M104 35l-12 6");
    } else {
        pen.path("M112 46l4-24h8l4 24Z", Fill(0xff_ffff));
        pen.path("M102 62V46h36v16Z", Fill(0x5a_6570));
        pen.fine("M108 48v12M114 48v12M120 48v12M126 48v12M132 48v12");
        pen.path("M104 62h32c2 14 22 14 22 34v76q0 10-10 10H92q-10 0-10-10V96c0-20 20-20 22-34Z", shade(c, 102));
        pen.area("M140 72c10 6 17 10 17 24v76q0 9-9 9h-10Z", shade(c, 86));
    }
    pen.path("M84 104h72v48q-36 8-72 0Z", Fill(0xff_ffff));
    mark(pen, key, 120.0, 136.0, 19.0);
}

/// Sealant cartridge.
pub(super) fn cartridge(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("white");
    pen.open(112.0, 110.0, -34.0);
    pen.look(0.36);
    pen.cone(-98.0, -90.0, 26.0, 29.0, 0x78_828b);
    pen.cone(-90.0, 40.0, 28.0, 28.0, c);
    pen.bar(40.0, 47.0, 29.0, 0xc3_cbd1);
    pen.cone(47.0, 58.0, 10.0, 9.0, 0xc3_cbd1);
    pen.cone(58.0, 108.0, 8.0, 3.0, key.tint("white"));
    pen.path("M-60-28H22a11 28 0 0 0 0 56H-60a11 28 0 0 1 0-56Z", shade(0x8e_b1d6, 106));
    mark(pen, key, -26.0, 7.0, 20.0);
    pen.close();
}

/// Roll of tape or labels.
pub(super) fn roll(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("wood");
    let width = key.number("w", 50.0, 6.0, 120.0) * 0.5 + 16.0;
    pen.look(0.62);
    pen.open(118.0 + width * 0.3, 106.0, -16.0);
    pen.bar(-width, 0.0, 66.0, c);
    pen.fine("M0-58a36 58 0 1 0 .1 0M0-51a32 51 0 1 0 .1 0");
    pen.ring(0.0, 44.0, shade(0xdf_c49b, 92));
    pen.hole(0.0, 38.0, width * 0.8, 0xdf_c49b);
    pen.close();
    if key.get("k") == "labels" {
        pen.path("M56 156l44 26 24-14-44-26Z", Fill(0xff_ffff));
        pen.fine("M74 156l18 11M84 151l18 11");
    }
}

/// Upright roll of film or paper.
pub(super) fn film(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("clear");
    pen.ground(122.0, 182.0, 62.0);
    pen.open(114.0, 180.0, -90.0);
    pen.look(0.34);
    pen.cone(0.0, 124.0, 44.0, 44.0, c);
    pen.ring(124.0, 44.0, shade(c, 104));
    pen.fine("M124-36a12 36 0 1 0 .1 0M124-29a10 29 0 1 0 .1 0");
    pen.bar(118.0, 136.0, 17.0, 0xdf_c49b);
    pen.ring(136.0, 11.0, Fill(0x6d_5d48));
    pen.close();
    pen.path("M158 62l32 10v112l-32-8Z", shade(c, 98));
    pen.fine("M86 76v84M94 80v90");
}

/// Broom.
pub(super) fn broom(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("red");
    pen.thick("M196 26L106 128", 12.0, shade(0xe0_c79f, 100));
    pen.path("M44 122l20-14 104 34-14 22Z", shade(c, 96));
    pen.path("M44 122l110 42-6 22q-60-6-112-36Z", shade(0xe0_c79f, 92));
    pen.fine(
        "M54 128l-6 24M66 133l-6 24M78 138l-6 24M90 142l-5 25M102 147l-5 25M114 151l-4 26M126 156l-4 25M138 160l-3 24",
    );
    pen.path("M96 132l16-18 12 6-8 20Z", Fill(0x5a_6570));
}

/// Bag with a grip closure, or a refill pack.
pub(super) fn bag(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("clear");
    pen.path("M66 56l96-20q6-1 7 5l22 110q1 6-5 7L90 180q-6 1-7-5L60 64q-1-6 6-8Z", shade(c, 94));
    pen.path("M52 50h116q6 0 6 6v120q0 6-6 6H52q-6 0-6-6V56q0-6 6-6Z", shade(c, 104));
    pen.path("M46 66h128v8H46Z", shade(0x8e_b1d6, 100));
    pen.fine("M60 90v76M70 84l24 20M150 170l-16-14");
    mark(pen, key, 112.0, 132.0, 20.0);
}

/// Ream or pack of sheets with a wrapper.
pub(super) fn ream(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("white");
    pen.ground(124.0, 164.0, 88.0);
    pen.cuboid(112.0, 172.0, [104.0, 74.0, 44.0], c);
    pen.fine("M112 164l90-52M112 156l90-52M112 148l90-52M112 140l90-52M112 164l-64-37M112 156l-64-37M112 148l-64-37M112 140l-64-37");
    pen.path("M142 155v-44l-64-37 24-14 64 37v44Z", shade(0x8e_b1d6, 106));
    pen.line("M142 111l24-14");
}

/// Marker pens.
pub(super) fn marker(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("black");
    for (x, y, rgb) in [(128.0, 74.0, c), (112.0, 128.0, c)] {
        pen.open(x, y, -26.0);
        pen.look(0.36);
        pen.path("M-98-4l-10 6 10 4Z", shade(rgb, 90));
        pen.cone(-98.0, -78.0, 6.0, 13.0, 0xdd_e4ea);
        pen.cone(-78.0, 34.0, 16.0, 16.0, 0xff_ffff);
        pen.bar(34.0, 78.0, 16.0, rgb);
        pen.fine("M-58-2H10M-58 5h40");
        pen.close();
    }
}
