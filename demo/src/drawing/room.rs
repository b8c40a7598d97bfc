//! Boxes, bins, shelves and files.

use super::Key;
use super::pen::{Fill, N, Pen, shade};

/// Carton: also what an unknown family looks like.
pub(super) fn carton(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("card");
    let w = 50.0 + key.number("l", 300.0, 50.0, 800.0) * 0.09;
    let d = 46.0 + key.number("w", 250.0, 50.0, 800.0) * 0.09;
    let h = 40.0 + key.number("h", 200.0, 20.0, 800.0) * 0.09;
    let x = 120.0 + (d - w) * 0.433;
    pen.ground(120.0, 174.0, 88.0);
    pen.cuboid(x, 180.0, [w, d, h], c);
    let (tx, ty) = (w * 0.866, w * 0.5);
    // The tape lies along the middle of the lid and down the front.
    let (mx, my) = (x - d * 0.433 + 6.0, 180.0 - h - d * 0.25 + 3.5);
    pen.path(format_args!("M{} {}v16l-14-8v-16l{} {}l14 8Z", N(mx), N(my), N(tx), N(-ty)), shade(0xea_d59a, 108));
    pen.fine(format_args!(
        "M{} {}l{} {}M{} {}l{} {}",
        N(x + 10.0),
        N(170.0 - h * 0.1),
        N(w * 0.3),
        N(-w * 0.173),
        N(x + 10.0),
        N(162.0 - h * 0.1),
        N(w * 0.22),
        N(-w * 0.127)
    ));
}

/// Stacking bin with an open front.
pub(super) fn bin(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("blue");
    pen.ground(120.0, 176.0, 92.0);
    pen.open(0.0, -16.0, 0.0);
    // Back wall, far side, floor, then the near side with its sloping front and the label.
    pen.path("M96 62l98 50v52l-98-46Z", shade(c, 84));
    pen.path("M96 62v56l-52 42v-26Z", shade(c, 70));
    pen.path("M44 160l52-42 98 46-50 34Z", shade(c, 62));
    pen.path("M194 112v52l-50 40v-30l14-14Z", shade(c, 96));
    pen.path("M36 130l8 4v12l100 40v-12l14-14 36-48 6 2v50l-54 44-110-46Z", shade(c, 104));
    pen.path("M36 130l52-70 8 2-52 72ZM96 62l-8-2 106 50-2 4Z", shade(c, 114));
    pen.path("M64 158l48 20v14l-48-20Z", Fill(0xff_ffff));
    pen.fine("M70 166l30 12");
    pen.close();
}

/// Container with handles.
pub(super) fn crate_box(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("grey");
    let h = 26.0 + key.number("h", 220.0, 50.0, 420.0) * 0.14;
    pen.ground(122.0, 172.0, 92.0);
    pen.cuboid(112.0, 178.0, [110.0, 78.0, h], c);
    let top = 178.0 - h;
    pen.path(format_args!("M112 {}l86-50-58-33-86 50Z", N(top - 6.0)), shade(c, 66));
    pen.path(format_args!("M112 {}l95.3-55v-12l-95.3 55-67.6-39v12Z", N(top + 6.0)), shade(c, 104));
    pen.path(format_args!("M66 {}l26 15v9l-26-15Z", N(top - 2.0)), Fill(0x5f_6a75));
    pen.fine(format_args!(
        "M132 {t}v{v}M152 {u}v{v}M172 {w}v{v}M190 {y}v{v}",
        t = N(top),
        u = N(top - 11.0),
        w = N(top - 23.0),
        y = N(top - 33.0),
        v = N(h - 16.0)
    ));
}

/// Shelving bay.
pub(super) fn shelf(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("zinc");
    let shelves: u8 = if key.number("n", 5.0, 3.0, 6.0) < 4.5 { 4 } else { 5 };
    pen.ground(118.0, 184.0, 84.0);
    pen.thick("M186 48v98", 8.0, shade(0x8e_b1d6, 90));
    let gap = 84.0 / f32::from(shelves - 1);
    for k in 0..shelves {
        let y = 172.0 - f32::from(k) * gap;
        pen.cuboid(110.0, y + 8.0, [88.0, 64.0, 5.0], c);
        if k + 1 == shelves {
            pen.cuboid(122.0, y - 10.0, [34.0, 30.0, 20.0], 0xdf_c49b);
        }
    }
    pen.thick("M110 80v108M54 48v108", 8.0, shade(0x8e_b1d6, 104));
}

/// Cabinet with drawers.
pub(super) fn cabinet(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("grey");
    let drawers: u8 = if key.number("n", 5.0, 2.0, 8.0) > 5.5 { 7 } else { 5 };
    pen.ground(122.0, 180.0, 80.0);
    pen.cuboid(104.0, 186.0, [84.0, 62.0, 92.0], c);
    let each = 82.0 / f32::from(drawers);
    for k in 0..drawers {
        let y = 178.0 - f32::from(k) * each;
        pen.path(
            format_args!("M110 {}l61-35.3v-{h}l-61 35.3Z", N(y), h = N(each - 4.0)),
            shade(0x8e_b1d6, if k % 2 == 0 { 98 } else { 104 }),
        );
        pen.fine(format_args!("M130 {}l22-12.7", N(y - each * 0.5 - 9.0)));
    }
}

/// Lever arch file.
pub(super) fn binder(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("blue");
    pen.ground(122.0, 178.0, 66.0);
    pen.cuboid(104.0, 184.0, [88.0, 42.0, 106.0], 0xff_ffff);
    pen.path("M104 184l76.2-44V34L104 78Z", shade(c, 92));
    pen.path("M104 184l-36.4-21V57L104 78Z", shade(c, 104));
    pen.path("M76 90l20 11.5v36L76 126Z", Fill(0xff_ffff));
    pen.circle(86.0, 150.0, 7.0, Fill(0x5f_6a75));
    pen.fine("M80 102l12 7M80 110l12 7M80 118l9 5");
}
