//! Bearings, bushes and seals.

use super::Key;
use super::pen::{Fill, N, Pen, shade};

/// A ring of `r` with a bore, from `x0` to 0.
fn body(pen: &mut Pen, x0: f32, r: f32, c: u32) {
    pen.look(0.66);
    pen.open(124.0, 104.0, -18.0);
    pen.bar(x0, 0.0, r, c);
}

/// Deep groove ball bearing; `k=2RS` sealed, `k=ZZ` shielded, otherwise open.
pub(super) fn bearing(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("steel");
    let width = key.number("w", 12.0, 5.0, 40.0);
    body(pen, -14.0 - width * 0.8, 72.0, c);
    pen.ring(0.0, 58.0, shade(c, 70));
    match key.get("k") {
        "2RS" | "ZZ" => {
            let cover = if key.get("k") == "ZZ" { shade(0xc3_cbd1, 104) } else { Fill(0x5a_6570) };
            pen.ring(0.0, 55.0, cover);
            pen.fine("M0-49a32 49 0 1 0 .1 0M0-43a28 43 0 1 0 .1 0");
        }
        _ => {
            for k in 0..9_u8 {
                let a = f32::from(k) * std::f32::consts::TAU / 9.0;
                pen.circle(a.cos() * 32.0, a.sin() * 48.0, 9.0, shade(c, 112));
            }
        }
    }
    pen.ring(0.0, 40.0, shade(c, 106));
    pen.hole(0.0, 29.0, 26.0, c);
    pen.close();
}

/// Tapered roller bearing.
pub(super) fn taper(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("steel");
    body(pen, -26.0, 72.0, c);
    pen.ring(0.0, 62.0, shade(c, 78));
    pen.cone(0.0, 12.0, 54.0, 47.0, c);
    for k in 0..12_u8 {
        let a = (f32::from(k) + 0.5) * std::f32::consts::TAU / 12.0;
        let (x, y) = (a.cos() * 0.66, a.sin());
        pen.line(format_args!("M{} {}L{} {}", N(x * 56.0), N(y * 56.0), N(12.0 + x * 46.0), N(y * 46.0)));
    }
    pen.ring(12.0, 43.0, shade(c, 108));
    pen.hole(12.0, 30.0, 30.0, c);
    pen.close();
}

/// Pillow block with an insert bearing.
pub(super) fn block(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("teal");
    pen.ground(120.0, 176.0, 92.0);
    pen.path("M28 158l16-10H178l34 10v16H28Z", shade(c, 84));
    pen.path("M28 158H212v16H28Z", shade(c, 96));
    pen.path("M56 158c8-10 10-22 12-46a52 52 0 0 1 104 0c2 24 4 36 12 46Z", shade(c, 104));
    pen.ellipse(48.0, 158.0, 11.0, 4.0, Fill(0x5f_6a75));
    pen.ellipse(192.0, 158.0, 11.0, 4.0, Fill(0x5f_6a75));
    pen.circle(120.0, 112.0, 40.0, shade(0xef_f2f3, 100));
    pen.circle(120.0, 112.0, 31.0, Fill(0x5a_6570));
    pen.circle(120.0, 112.0, 25.0, shade(0xef_f2f3, 104));
    pen.circle(120.0, 112.0, 16.0, Fill(0xf4_f5f2));
    pen.line("M116 62v-8h8v8M136 92l5-5");
    if !key.get("d").is_empty() {
        pen.word(120.0, 117.0, 13.0, N(key.number("d", 20.0, 1.0, 999.0)));
    }
}

/// Plain bush; `k=flange` with a collar.
pub(super) fn bush(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("bronze");
    let length = key.number("l", 20.0, 4.0, 80.0) * 0.9 + 30.0;
    pen.look(0.55);
    pen.open(112.0 + length * 0.4, 104.0, -22.0);
    pen.bar(-length, 0.0, 50.0, c);
    if key.get("k") == "flange" {
        pen.bar(0.0, 9.0, 64.0, c);
        pen.hole(9.0, 34.0, 60.0, c);
    } else {
        pen.hole(0.0, 36.0, 60.0, c);
        pen.fine("M0-43a24 43 0 1 0 .1 0");
    }
    pen.close();
}

/// Rotary shaft seal with its garter spring.
pub(super) fn seal(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("black");
    body(pen, -18.0, 70.0, c);
    pen.ring(0.0, 60.0, shade(c, 86));
    pen.ring(-4.0, 48.0, shade(0xdd_e4ea, 100));
    pen.fine("M-4-45a30 45 0 1 0 .1 0M-4-42a28 42 0 1 0 .1 0");
    pen.ring(-3.0, 39.0, shade(c, 112));
    pen.hole(-3.0, 33.0, 14.0, c);
    pen.close();
}

/// Retaining ring with its two eyes.
pub(super) fn circlip(pen: &mut Pen, key: &Key<'_>) {
    let c = shade(key.tint("black"), 104);
    pen.path("M106 168a66 66 0 1 1 28 0l-2-9a9 9 0 1 0-5-12 57 57 0 1 0-14 0 9 9 0 1 0-5 12Z", c);
    pen.circle(103.0, 154.0, 5.0, Fill(0xf4_f5f2));
    pen.circle(137.0, 154.0, 5.0, Fill(0xf4_f5f2));
}
