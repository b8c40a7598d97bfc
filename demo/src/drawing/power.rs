//! Electrical parts and lighting.

use super::Key;
use super::pen::{Fill, N, Pen, shade};
use std::fmt::Write;

const CORES: [u32; 5] = [0xb0_8868, 0x8e_b1d6, 0x94_c4a8, 0x78_828b, 0xc3_cbd1];

/// Cable with its cores bared; `n` cores.
pub(super) fn cable(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("grey");
    let cores: usize = match key.get("n") {
        "1" => 1,
        "2" => 2,
        "4" => 4,
        "5" => 5,
        _ => 3,
    };
    pen.open(112.0, 110.0, -28.0);
    pen.bar(-104.0, 8.0, 27.0, c);
    pen.fine("M-88-14H-6M-88-9H-6");
    let thick = if cores == 1 { 30.0 } else { 14.0 };
    let mut wires = Vec::new();
    let mut copper = String::new();
    for (y, rgb) in [-16.0_f32, -8.0, 0.0, 8.0, 16.0].into_iter().skip((5 - cores) / 2).zip(CORES).take(cores) {
        let (end, fan) = (64.0 + (y * 3.0 + 48.0) % 17.0, y * 1.4);
        wires.push((format!("M12 {}L{} {}", N(y), N(end), N(fan)), rgb));
        let _ = write!(copper, "M{} {}h26", N(end), N(fan));
    }
    pen.thick(copper, thick * 0.6, shade(0xe2_a878, 100));
    for (d, rgb) in wires {
        pen.thick(d, thick, shade(rgb, 104));
    }
    pen.close();
}

/// Cable gland.
pub(super) fn gland(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("grey");
    pen.open(114.0, 106.0, -26.0);
    pen.cone(-76.0, -34.0, 27.0, 27.0, c);
    pen.rings(-66.0, -42.0, 27.0, 8.0);
    pen.cone(-34.0, -30.0, 36.0, 36.0, 0x5a_6570);
    pen.prism(-30.0, 2.0, 44.0, 6, c);
    pen.prism(6.0, 38.0, 40.0, 6, c);
    pen.cone(38.0, 58.0, 34.0, 24.0, c);
    pen.ring(58.0, 24.0, shade(c, 108));
    pen.ring(58.0, 16.0, Fill(0x4b_5661));
    pen.bar(58.0, 96.0, 12.0, 0x78_828b);
    pen.close();
}

/// Bootlace ferrule with its collar.
pub(super) fn ferrule(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("red");
    let r = (8.0 + key.number("d", 2.5, 0.1, 50.0) * 0.5).min(16.0);
    pen.open(112.0, 108.0, -28.0);
    pen.cone(-92.0, 6.0, r * 1.4, r * 1.4, 0xdd_e4ea);
    pen.cone(4.0, 24.0, r * 1.4, r * 2.3, c);
    pen.bar(24.0, 84.0, r * 2.3, c);
    pen.ring(84.0, r * 1.75, Fill(0x5f_6a75));
    pen.fine("M-80-5H-10");
    pen.close();
}

/// Cable tie, closed to a loop.
pub(super) fn tie(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("black"), 108);
    let w = (7.0 + key.number("w", 3.6, 1.0, 13.0) * 1.2).min(20.0);
    pen.thick("M112 138C20 132 30 34 112 36s92 84 30 102l60 36", w, c);
    pen.fine("M54 60c12-14 30-22 54-22M150 134l50 31");
    pen.path("M100 122l30-4 14 24-10 14-30 2-12-22Z", shade(key.tint("black"), 124));
    pen.path("M110 132l16-2 6 10-6 6-14 1Z", Fill(0x4b_5661));
}

/// Miniature circuit breaker; `n` poles.
pub(super) fn breaker(pen: &mut Pen, key: &Key<'_>) {
    let poles: u8 = match key.get("n") {
        "2" => 2,
        "3" => 3,
        _ => 1,
    };
    let c = key.tint("white");
    let width = if poles == 1 { 62.0 } else { 40.0 };
    let left = 112.0 - width * f32::from(poles) / 2.0;
    for pole in 0..poles {
        let x = left + width * f32::from(pole);
        if pole + 1 == poles {
            pen.path(
                format_args!(
                    "M{} 28l18-8v156l-18 12ZM{} 28h-{width}l18-8h{width}Z",
                    N(x + width),
                    N(x + width),
                    width = N(width)
                ),
                shade(c, 86),
            );
        }
        pen.path(format_args!("M{} 28h{w}v34h8v92h-8v34h-{w}v-34h-0v-92h0Z", N(x), w = N(width)), shade(c, 99));
        let mid = x + width / 2.0;
        pen.circle(mid, 45.0, 8.0, shade(0xdd_e4ea, 100));
        pen.circle(mid, 171.0, 8.0, shade(0xdd_e4ea, 100));
        pen.fine(format_args!("M{a} 42l10 6M{a} 168l10 6", a = N(mid - 5.0)));
        pen.path(format_args!("M{} 96h20v38h-20Z", N(mid - 10.0)), Fill(0x5a_6570));
        pen.path(format_args!("M{} 92h16v18h-16Z", N(mid - 8.0)), shade(0x8e_b1d6, 100));
    }
    pen.word(left + width * f32::from(poles) / 2.0, 84.0, 15.0, key.get("k").chars().take(6).collect::<String>());
}

/// Work light on its stand.
pub(super) fn lamp(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("yellow");
    pen.ground(120.0, 178.0, 76.0);
    pen.thick("M64 178h112M80 176l12-56M160 176l-12-56", 9.0, Fill(0x78_828b));
    pen.thick("M56 96v32h128V96", 9.0, Fill(0x78_828b));
    pen.path("M58 40h124l10 10v70l-10 10H58l-10-10V50Z", shade(c, 102));
    pen.path("M64 54h112v62H64Z", Fill(0xfd_fbee));
    pen.fine("M92 54v62M120 54v62M148 54v62M64 75h112M64 96h112");
    pen.path("M100 40v-9h40v9Z", Fill(0x5a_6570));
    pen.circle(56.0, 100.0, 6.0, Fill(0x5a_6570));
    pen.circle(184.0, 100.0, 6.0, Fill(0x5a_6570));
}

/// High-bay luminaire.
pub(super) fn highbay(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("black");
    pen.line("M120 20v18a9 9 0 1 1-9 9");
    pen.path("M92 66h56l8 34H84Z", shade(c, 110));
    pen.line("M98 66v34M108 66v34M120 66v34M132 66v34M142 66v34");
    pen.path("M72 100h96c26 8 38 26 40 44H32c2-18 14-36 40-44Z", shade(c, 128));
    pen.ellipse(120.0, 146.0, 88.0, 18.0, Fill(0xfd_f6d8));
    pen.fine(
        "M60 146h.1M80 140h.1M100 146h.1M120 140h.1M140 146h.1M160 140h.1M180 146h.1M80 152h.1M120 154h.1M160 152h.1",
    );
    pen.fine("M56 172l-8 14M88 176l-4 16M120 178v16M152 176l4 16M184 172l8 14");
}

/// Torch.
pub(super) fn torch(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("black");
    if key.get("k") == "head" {
        pen.thick("M40 96C60 40 180 40 200 96", 20.0, shade(c, 118));
        pen.thick("M40 96c20 30 140 30 160 0", 20.0, shade(c, 104));
        pen.path("M84 88h72v54q-36 16-72 0Z", Fill(0x5a_6570));
        pen.circle(120.0, 118.0, 26.0, shade(0xdd_e4ea, 104));
        pen.circle(120.0, 118.0, 16.0, Fill(0xfd_f6d8));
        pen.fine("M108 118h24M120 106v24");
        return;
    }
    pen.look(0.45);
    pen.open(116.0, 106.0, -30.0);
    pen.cone(-96.0, -82.0, 15.0, 18.0, c);
    pen.cone(-82.0, 22.0, 18.0, 18.0, c);
    pen.rings(-68.0, -12.0, 18.0, 6.5);
    pen.cone(22.0, 50.0, 18.0, 32.0, c);
    pen.bar(50.0, 80.0, 32.0, c);
    pen.ring(80.0, 26.0, Fill(0xfd_f6d8));
    pen.ring(80.0, 9.0, shade(0xf3_d673, 108));
    pen.path("M0-16h16v8H0Z", shade(0xf0_ac6c, 100));
    pen.close();
}

/// LED tube with its pins.
pub(super) fn tubelight(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("white");
    pen.open(118.0, 106.0, -32.0);
    pen.line("M-110-5h10M-110 6h10");
    pen.cone(-100.0, -80.0, 17.0, 17.0, 0xc3_cbd1);
    pen.cone(-80.0, 80.0, 17.0, 17.0, c);
    pen.bar(80.0, 100.0, 17.0, 0xc3_cbd1);
    pen.line("M101-5h13M101 6h13");
    pen.fine("M-70-7H66M-40-42l-6-16M0-42v-18M40-42l6-16");
    pen.close();
}
