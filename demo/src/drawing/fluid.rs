//! Pneumatics and hydraulics.

use super::Key;
use super::pen::{Fill, N, Pen, shade};

/// Push-in fitting; `k=elbow` or `k=tee`, otherwise straight.
pub(super) fn pushin(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("black");
    let brass = 0xea_d59a;
    let ring = 0x8e_b1d6;
    match key.get("k") {
        "elbow" | "tee" => {
            pen.open(116.0, 118.0, -90.0);
            pen.look(0.34);
            pen.cone(-66.0, -32.0, 19.0, 19.0, brass);
            pen.rings(-58.0, -40.0, 19.0, 8.0);
            pen.cone(-32.0, -10.0, 29.0, 29.0, brass);
            pen.cone(-10.0, 44.0, 24.0, 24.0, c);
            if key.get("k") == "tee" {
                pen.bar(44.0, 58.0, 16.0, ring);
            } else {
                pen.ring(44.0, 24.0, shade(c, 116));
            }
            pen.close();
            pen.open(116.0, 98.0, -14.0);
            pen.look(0.4);
            pen.bar(0.0, 56.0, 24.0, c);
            pen.bar(56.0, 68.0, 17.0, ring);
            pen.ring(68.0, 10.0, Fill(0x4b_5661));
            pen.close();
        }
        _ => {
            pen.open(116.0, 106.0, -28.0);
            pen.cone(-82.0, -40.0, 20.0, 20.0, brass);
            pen.rings(-74.0, -46.0, 20.0, 6.0);
            pen.prism(-40.0, -8.0, 36.0, 6, brass);
            pen.bar(-8.0, 52.0, 28.0, c);
            pen.bar(52.0, 66.0, 20.0, ring);
            pen.ring(66.0, 12.0, Fill(0x4b_5661));
            pen.close();
        }
    }
}

/// Coil of tube.
pub(super) fn tube(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("blue"), 104);
    let w = (9.0 + key.number("d", 8.0, 3.0, 20.0) * 0.5).min(17.0);
    pen.ground(120.0, 168.0, 86.0);
    for k in 0..4_u8 {
        let y = 140.0 - f32::from(k) * (w - 2.0);
        pen.thick(format_args!("M42 {}a78 26 0 1 0 156 0a78 26 0 1 0-156 0", N(y)), w, c);
    }
    pen.thick("M44 96c4-30 50-44 90-46l52-10", w, c);
    pen.ellipse(188.0, 40.0, 3.5, w * 0.42, Fill(0x4b_5661));
}

/// Pneumatic cylinder.
pub(super) fn cylinder(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("steel");
    let stroke = (30.0 + key.number("l", 100.0, 1.0, 500.0) * 0.12).min(70.0);
    let r = (20.0 + key.number("d", 32.0, 8.0, 125.0) * 0.2).min(34.0);
    pen.open(116.0, 108.0, -28.0);
    pen.prism(-98.0, -74.0, r * 1.35, 4, 0x9a_a4ad);
    pen.cone(-74.0, stroke - 34.0, r, r, c);
    pen.fine(format_args!("M-66 {y}H{x}M-66 {z}H{x}", y = N(-r * 0.55), z = N(-r * 0.3), x = N(stroke - 44.0)));
    pen.prism(stroke - 34.0, stroke - 8.0, r * 1.35, 4, 0x9a_a4ad);
    pen.bar(stroke - 8.0, stroke, r * 0.55, 0xc3_cbd1);
    pen.cone(stroke, 88.0, r * 0.28, r * 0.28, 0xef_f2f3);
    pen.bar(86.0, 104.0, r * 0.28, 0xdd_e4ea);
    pen.rings(88.0, 102.0, r * 0.28, 4.0);
    pen.close();
}

/// Filter regulator with its gauge and bowl.
pub(super) fn regulator(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("grey");
    pen.path("M92 84H68v-4H50v36h18v-4h24ZM148 84h24v-4h18v36h-18v-4h-24Z", shade(0x9a_a4ad, 100));
    pen.path("M98 22q22-8 44 0l4 40H94Z", Fill(0x5a_6570));
    pen.fine("M104 28v30M112 26v32M120 25v33M128 26v32M136 28v30");
    pen.path("M86 62h68v62H86Z", shade(c, 104));
    pen.area("M138 63h15v60h-15Z", shade(c, 90));
    pen.path("M92 124h56v44q0 20-28 24-28-4-28-24Z", Fill(0xe4_eff3));
    pen.area("M93 158h54v10q0 18-27 22-27-4-27-22Z", Fill(0xc9_dfe8));
    pen.fine("M100 130v40M140 130v40");
    pen.circle(120.0, 93.0, 24.0, Fill(0xff_ffff));
    pen.fine("M104 103a18 18 0 1 1 32 0");
    pen.line("M120 93l10-11");
    pen.path("M116 190h8v8h-8Z", Fill(0x5a_6570));
}

/// Hydraulic hose with pressed fittings.
pub(super) fn hose(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("black"), 92);
    let w = (17.0 + key.number("d", 10.0, 4.0, 40.0) * 0.45).min(30.0);
    pen.thick("M64 150C10 60 120 30 132 92s92 60 62-26", w, c);
    pen.fine("M52 126c-14-36 8-64 40-60M140 112c10 30 46 36 54 12");
    for (x, y, turn) in [(66.0, 152.0, 62.0), (192.0, 62.0, -112.0)] {
        pen.open(x, y, turn);
        pen.look(0.34);
        pen.cone(-12.0, 18.0, w * 0.6, w * 0.6, 0xdd_e4ea);
        pen.prism(18.0, 38.0, w * 0.78, 6, 0xea_d59a);
        pen.ring(38.0, w * 0.42, Fill(0x4b_5661));
        pen.close();
    }
}

/// Quick-release coupling, two halves.
pub(super) fn coupling(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("zinc");
    pen.open(120.0, 106.0, -28.0);
    pen.prism(-98.0, -72.0, 26.0, 6, c);
    pen.bar(-68.0, -18.0, 31.0, c);
    pen.fine("M-70-20h34M-74-10h40M-76 0h42M-74 10h40");
    pen.ring(-18.0, 20.0, Fill(0x5f_6a75));
    pen.cone(8.0, 36.0, 13.0, 13.0, c);
    pen.prism(36.0, 64.0, 27.0, 6, c);
    pen.bar(64.0, 94.0, 17.0, c);
    pen.rings(70.0, 86.0, 17.0, 5.5);
    pen.close();
}

/// O-ring.
pub(super) fn oring(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("black"), 92);
    let w = (12.0 + key.number("w", 3.0, 1.0, 10.0) * 2.4).min(30.0);
    pen.open(120.0, 106.0, -18.0);
    pen.thick("M-74 0a74 56 0 1 0 148 0a74 56 0 1 0-148 0", w, c);
    pen.fine(format_args!("M-70-20a{} 54 0 0 1 96-32", N(74.0)));
    pen.close();
}
