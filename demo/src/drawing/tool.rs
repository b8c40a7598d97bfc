//! Hand tools and abrasives.

use super::Key;
use super::pen::{Fill, N, Pen, shade};
use std::fmt::Write;

/// Combination spanner.
pub(super) fn spanner(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("steel");
    pen.open(120.0, 104.0, -38.0);
    pen.path(
        "M-46-9H44C52-24 66-30 80-26a29 29 0 0 1 0 52C66 30 52 24 44 9H-46C-58 30-82 34-100 20l-4-8 34-1a13 13 0 0 0 0-22l-34-1 4-8C-82-34-58-30-46-9Z",
        shade(c, 102),
    );
    pen.area("M-44 2H46v6H-44Z", shade(c, 86));
    pen.path("M73-17h12l10 17-10 17H73L63 0Z", Fill(0xf4_f5f2));
    pen.fine("M-38-4H38");
    let size = key.number("d", 13.0, 1.0, 99.0);
    pen.word(0.0, 5.0, 11.0, N(size));
    pen.close();
}

/// Hexagon key.
pub(super) fn hexkey(pen: &mut Pen, key: &Key<'_>) {
    let w = (9.0 + key.number("d", 5.0, 1.0, 20.0) * 1.1).min(26.0);
    let c = shade(key.tint("black"), 104);
    pen.thick("M52 152L168 85q14-8 14-24V44", w, c);
    pen.fine("M56 146L164 84q12-7 12-22V46");
    pen.path(
        format_args!("M{} {}l{a} 3v9l-{a} 5-7-4v-10Z", N(46.0 - w * 0.2), N(146.0 - w * 0.2), a = N(w * 0.4)),
        shade(key.tint("black"), 120),
    );
}

/// Screwdriver.
pub(super) fn driver(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("red");
    pen.look(0.32);
    pen.open(120.0, 104.0, -34.0);
    let blade = if key.get("c") == "orange" { 0xf0_ac6c } else { 0xef_f2f3 };
    pen.cone(-98.0, 4.0, 5.5, 5.5, blade);
    if key.get("k") == "flat" {
        pen.path("M-96-5.5l-12-2v15l12-2Z", shade(0xdd_e4ea, 92));
    } else {
        pen.path("M-94-5.5l-10 1-6 4.5 6 4.5 10 1Z", shade(0xdd_e4ea, 92));
        pen.fine("M-109 0h14");
    }
    pen.cone(4.0, 16.0, 9.0, 18.0, c);
    pen.cone(16.0, 30.0, 18.0, 14.0, c);
    pen.cone(30.0, 44.0, 14.0, 20.0, c);
    pen.cone(44.0, 92.0, 20.0, 20.0, c);
    pen.cone(92.0, 100.0, 20.0, 15.0, 0x78_828b);
    pen.ring(100.0, 15.0, shade(0x78_828b, 112));
    pen.fine("M42-11h44M41 0h45M42 11h44");
    pen.close();
}

/// Pliers; `k=side` for side cutters.
pub(super) fn pliers(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("blue"), 100);
    pen.open(124.0, 86.0, 24.0);
    pen.thick("M10 12C32 40 36 70 28 104", 19.0, c);
    pen.thick("M-10 12C-32 40-36 70-28 104", 19.0, c);
    let steel = shade(0xdd_e4ea, 100);
    let top = if key.get("k") == "side" { -48 } else { -74 };
    pen.path(format_args!("M-16 22C-28 0-24-20-10-42L-6 {top}H0V22Z"), steel);
    pen.path(format_args!("M16 22C28 0 24-20 10-42L6 {top}H0V22Z"), shade(0xdd_e4ea, 90));
    pen.circle(0.0, 2.0, 10.0, shade(0xef_f2f3, 102));
    pen.fine("M-4-2l8 8");
    if key.get("k") != "side" {
        pen.fine("M-5-66H5M-5-60H5M-6-54H6M-6-48H6M-7-42H7");
    }
    pen.close();
}

/// Hammer; `k=mallet` with soft faces.
pub(super) fn hammer(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("wood");
    pen.open(112.0, 84.0, 32.0);
    pen.path("M-8 0L-7 104q7 10 14 0L8 0Z", shade(c, 100));
    pen.area("M2 14h5l-1 84H2Z", shade(c, 86));
    let (head, face) = if key.get("k") == "mallet" { (0xc3_cbd1, 0x8e_b1d6) } else { (0x9a_a4ad, 0xdd_e4ea) };
    pen.look(0.3);
    if key.get("k") == "mallet" {
        pen.cone(-62.0, -34.0, 26.0, 26.0, face);
        pen.cone(-34.0, 34.0, 20.0, 20.0, head);
        pen.bar(34.0, 62.0, 26.0, face);
    } else {
        pen.path("M-72-3L-20-20V20L-72 7Z", shade(head, 96));
        pen.path("M-20-17H24V17H-20Z", shade(head, 104));
        pen.cone(24.0, 40.0, 13.0, 18.0, head);
        pen.bar(40.0, 58.0, 19.0, face);
    }
    pen.close();
}

/// Vernier or digital calliper.
pub(super) fn calliper(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("steel"), 100);
    pen.open(120.0, 104.0, -24.0);
    pen.path("M-96-12H104V10H-96Z", c);
    let mut ticks = String::new();
    for k in 0..16_u8 {
        let _ = write!(ticks, "M{} 9v{}", N(-6.0 + f32::from(k) * 7.0), if k % 5 == 0 { -9 } else { -5 });
    }
    pen.fine(ticks);
    pen.path("M-96-12l4-24 12 24Zv22l6 58 10-58v-22Z", shade(0xdd_e4ea, 100));
    pen.path("M-78-12l12-24 3 20H0v30H-58l-6 54-14-54Z", shade(0xc3_cbd1, 104));
    if key.get("k") == "digital" {
        pen.path("M-58-16H8V16H-58Z", Fill(0x5a_6570));
        pen.path("M-50-9H-6V9H-50Z", Fill(0xcf_ddcf));
        pen.word(-28.0, 5.0, 12.0, "12.34");
        pen.circle(1.0, 0.0, 3.5, shade(0xde_8375, 100));
    } else {
        pen.fine("M-52 10V2M-46 10V5M-40 10V5M-34 10V5M-28 10V2M-22 10V5M-16 10V5M-10 10V2");
        pen.circle(-30.0, -20.0, 5.0, c);
    }
    pen.close();
}

/// Tape measure.
pub(super) fn tape(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("yellow");
    pen.ground(112.0, 172.0, 84.0);
    pen.path("M128 146H214v14h-86Z", Fill(0xfb_f3cf));
    pen.fine("M148 160v-7M160 160v-10M172 160v-7M184 160v-10M196 160v-7");
    pen.path("M212 142h6v26h-6Z", shade(0xc3_cbd1, 100));
    pen.path("M44 160V80a34 34 0 0 1 34-34h46a26 26 0 0 1 26 26v88a6 6 0 0 1-6 6H50a6 6 0 0 1-6-6Z", shade(c, 100));
    pen.path("M44 150h106v10a6 6 0 0 1-6 6H50a6 6 0 0 1-6-6Z", Fill(0x5a_6570));
    pen.circle(98.0, 98.0, 36.0, shade(c, 106));
    pen.word(98.0, 106.0, 22.0, format_args!("{} m", N(key.number("l", 5.0, 1.0, 99.0))));
    pen.path("M136 60h20v18h-20Z", Fill(0x5a_6570));
}

/// Cutting or grinding disc.
pub(super) fn disc(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("grey");
    pen.look(0.8);
    pen.open(120.0, 104.0, -20.0);
    let thick = key.number("w", 1.0, 1.0, 6.0);
    pen.bar(-3.0 - thick * 1.5, 0.0, 78.0, 0x8a_949c);
    pen.fine("M0-70a56 70 0 1 0 .1 0M0-62a50 62 0 1 0 .1 0");
    pen.ring(0.0, 50.0, shade(c, 104));
    pen.ring(0.0, 24.0, shade(0xea_d59a, 104));
    pen.hole(0.0, 13.0, 5.0, c);
    pen.close();
    pen.word(118.0, 78.0, 10.0, format_args!("{} mm", N(key.number("d", 125.0, 1.0, 999.0))));
    pen.word(124.0, 142.0, 10.0, format_args!("{} mm", N(thick)));
}

/// Flap disc.
pub(super) fn flap(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("orange");
    pen.look(0.8);
    pen.open(120.0, 104.0, -20.0);
    pen.bar(-10.0, 0.0, 78.0, 0x5a_6570);
    pen.ring(0.0, 76.0, shade(c, 100));
    let mut d = String::new();
    for k in 0..22_u8 {
        let a = f32::from(k) * std::f32::consts::TAU / 22.0;
        let b = a + 0.34;
        let _ = write!(d, "M{} {}L{} {}", N(a.cos() * 60.8), N(a.sin() * 76.0), N(b.cos() * 32.0), N(b.sin() * 40.0));
    }
    pen.fine(d);
    pen.ring(0.0, 38.0, Fill(0x5a_6570));
    pen.ring(0.0, 26.0, shade(0xc3_cbd1, 100));
    pen.hole(0.0, 14.0, 6.0, 0xc3_cbd1);
    pen.close();
}

/// Abrasive sheet with a curled corner.
pub(super) fn sheet(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("wood");
    pen.path("M58 152l84-48 54 31-84 48Z", shade(c, 78));
    pen.path("M52 142l84-49 54 31-84 49Z", shade(c, 92));
    pen.path("M46 130L130 82l54 31c-16 2-30 10-40 24l-44 25Z", shade(c, 104));
    pen.path("M184 113c-18 2-32 10-40 24 12-4 24-6 34 0 0-8 2-16 6-24Z", shade(0xff_ffff, 96));
    pen.fine("M70 130h.1M84 122h.1M98 114h.1M112 106h.1M126 98h.1M84 138h.1M98 130h.1M112 122h.1M126 114h.1M140 106h.1M98 146h.1M112 138h.1M126 130h.1M140 122h.1M154 114h.1");
    pen.word(120.0, 62.0, 18.0, format_args!("P{}", N(key.number("g", 120.0, 8.0, 9_999.0))));
}

/// Abrasive belt.
pub(super) fn belt(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("bronze");
    pen.ground(120.0, 164.0, 84.0);
    pen.look(0.42);
    pen.open(120.0, 152.0, -90.0);
    pen.cone(0.0, 76.0, 76.0, 76.0, c);
    pen.ring(76.0, 76.0, shade(0xff_ffff, 96));
    pen.ring(76.0, 71.0, shade(c, 70));
    pen.fine("M12-60l52 22M2-30l56 24M0 10l56 22");
    pen.close();
    pen.word(112.0, 150.0, 17.0, format_args!("P{}", N(key.number("g", 80.0, 8.0, 9_999.0))));
}
