//! Bolts, screws, nuts and what goes with them.

use super::Key;
use super::pen::{Fill, N, Pen, shade};
use std::fmt::Write;

/// Radius and length on paper of a shank of `d` × `l` millimetres.
fn shank(key: &Key<'_>) -> (f32, f32) {
    let d = key.number("d", 8.0, 2.0, 30.0);
    let l = key.number("l", 40.0, 4.0, 260.0);
    ((8.0 + d * 0.62).min(20.0), (60.0 + l * 0.72).min(128.0))
}

/// The shank from `x0` to `x1` with its thread, point to the left.
fn threaded(pen: &mut Pen, [x0, x1]: [f32; 2], r: f32, thread: f32, rgb: u32) {
    pen.cone(x0, x0 + 4.0, r - 2.5, r, rgb);
    pen.cone(x0 + 4.0, x1, r, r, rgb);
    pen.rings(x0 + 7.0, x0 + thread, r, 5.5);
}

/// The hexagon of a socket on the end at `x`.
fn socket(pen: &mut Pen, x: f32, r: f32) {
    let mut d = String::new();
    for k in 0..6_u8 {
        let a = f32::from(k) * std::f32::consts::TAU / 6.0;
        let _ = write!(d, "{}{} {}", if k == 0 { 'M' } else { 'L' }, N(x + a.sin() * r * 0.4), N(a.cos() * r));
    }
    pen.path(format_args!("{d}Z"), Fill(0x4b_5661));
}

fn length(pen: &mut Pen, key: &Key<'_>, [x0, x1]: [f32; 2], y: f32, from: f32) {
    pen.measure(x0, x1, y, from);
    let l = key.number("l", 0.0, 0.0, 9_999.0);
    if l > 0.0 {
        pen.word((x0 + x1) / 2.0, y + 16.0, 14.0, N(l));
    }
}

/// Hexagon head bolt.
pub(super) fn bolt(pen: &mut Pen, key: &Key<'_>) {
    let (r, len) = shank(key);
    let head = r * 1.25;
    let c = key.tint("zinc");
    let (x0, x1) = (-(len + head) / 2.0, (len - head) / 2.0);
    pen.open(118.0, 100.0, -28.0);
    // Long bolts are threaded only in part.
    threaded(pen, [x0, x1], r, if key.get("p") == "1" { len * 0.5 } else { len - 5.0 }, c);
    pen.prism(x1, x1 + head, r * 1.85, 6, c);
    pen.fine(format_args!("M{} {}a{} {} 0 1 0 .1 0", N(x1 + head), N(-r * 1.5), N(r * 0.6), N(r * 1.5)));
    length(pen, key, [x0, x1], r * 1.85 + 14.0, r + 4.0);
    pen.close();
}

/// Socket head cap screw.
pub(super) fn cap(pen: &mut Pen, key: &Key<'_>) {
    let (r, len) = shank(key);
    let head = r * 2.0;
    let c = key.tint("black");
    let (x0, x1) = (-(len + head) / 2.0, (len - head) / 2.0);
    pen.open(118.0, 100.0, -28.0);
    threaded(pen, [x0, x1], r, len - 5.0, c);
    pen.bar(x1, x1 + head, r * 1.6, c);
    let mut knurl = String::new();
    for k in [-0.85_f32, -0.5, 0.0, 0.5, 0.85] {
        let shift = r * 0.64 * (1.0 - k * k).sqrt();
        let _ = write!(knurl, "M{} {}h{}", N(x1 + 3.0 - shift), N(k * r * 1.6), N(head - 5.0));
    }
    pen.fine(knurl);
    socket(pen, x1 + head, r * 0.95);
    length(pen, key, [x0, x1], r * 1.6 + 16.0, r + 4.0);
    pen.close();
}

/// Countersunk screw with a hexagon socket.
pub(super) fn countersunk(pen: &mut Pen, key: &Key<'_>) {
    let (r, len) = shank(key);
    let head = r * 1.1;
    let c = key.tint("black");
    let (x0, x1) = (-(len + head) / 2.0, (len - head) / 2.0);
    pen.open(118.0, 100.0, -28.0);
    threaded(pen, [x0, x1], r, len - 5.0, c);
    pen.cone(x1, x1 + head, r, r * 2.0, c);
    pen.ring(x1 + head, r * 2.0, shade(c, 108));
    socket(pen, x1 + head, r * 0.95);
    length(pen, key, [x0, x1 + head], r * 2.0 + 16.0, r + 6.0);
    pen.close();
}

/// Wood screw: pointed, coarse thread, six-lobe drive.
pub(super) fn woodscrew(pen: &mut Pen, key: &Key<'_>) {
    let (r, len) = shank(key);
    let r = r * 0.9;
    let c = key.tint("brass");
    let (x0, x1) = (-len / 2.0 - 12.0, len / 2.0);
    pen.open(118.0, 100.0, -28.0);
    pen.cone(x0, x0 + 18.0, 0.6, r * 0.8, c);
    pen.cone(x0 + 18.0, x1, r * 0.8, r * 0.8, c);
    let mut d = String::new();
    let mut x = x0 + 10.0;
    while x < x1 - len * 0.3 {
        let _ = write!(d, "M{} {}l-5 {}", N(x + 3.0), N(-r * 1.05), N(r * 2.1));
        x += 8.0;
    }
    pen.line(d);
    pen.cone(x1, x1 + r * 1.2, r * 0.8, r * 1.9, c);
    pen.ring(x1 + r * 1.2, r * 1.9, shade(c, 108));
    pen.path(
        format_args!(
            "M{x} {}l2 {a} 4 {b}-4 {b}-2 {a}-2-{a}-4-{b} 4-{b}Z",
            N(-r * 0.85),
            x = N(x1 + r * 1.2),
            a = N(r * 0.5),
            b = N(r * 0.35)
        ),
        Fill(0x4b_5661),
    );
    length(pen, key, [x0, x1 + r * 1.2], r * 1.9 + 16.0, r + 6.0);
    pen.close();
}

/// Threaded rod.
pub(super) fn rod(pen: &mut Pen, key: &Key<'_>) {
    let d = key.number("d", 8.0, 3.0, 30.0);
    let r = (7.0 + d * 0.6).min(20.0);
    let c = key.tint("zinc");
    pen.open(120.0, 102.0, -32.0);
    pen.bar(-92.0, 92.0, r, c);
    pen.rings(-86.0, 86.0, r, 7.5);
    length(pen, key, [-92.0, 92.0], r + 16.0, r + 4.0);
    pen.close();
}

/// Hexagon nut; `k=lock` with an insert, `k=flange` with a flange.
pub(super) fn nut(pen: &mut Pen, key: &Key<'_>) {
    let d = key.number("d", 8.0, 2.0, 30.0);
    let r = (50.0 + d * 0.7).min(64.0);
    let c = key.tint("zinc");
    let kind = key.get("k");
    pen.look(0.6);
    pen.open(122.0, 104.0, -18.0);
    if kind == "flange" {
        pen.cone(-34.0, -28.0, r * 1.12, r * 1.12, c);
        pen.cone(-28.0, -16.0, r * 1.12, r * 0.9, c);
    }
    pen.prism(-26.0, 22.0, r, 6, c);
    pen.ring(22.0, r * 0.84, shade(c, 110));
    let mut front = 22.0;
    if kind == "lock" {
        pen.bar(22.0, 34.0, r * 0.68, c);
        pen.ring(34.0, r * 0.58, shade(0x8e_b1d6, 100));
        front = 34.0;
    }
    pen.hole(front, r * 0.5, 36.0, c);
    pen.ring(front, r * 0.5, Fill(0x5f_6a75));
    for inset in [6.0, 12.0, 18.0] {
        pen.fine(format_args!(
            "M{x} {}a{} {} 0 0 1 0 {}",
            N(-r * 0.42),
            N(r * 0.26),
            N(r * 0.42),
            N(r * 0.84),
            x = N(front - inset)
        ));
    }
    pen.close();
}

/// Flat washer; `k=spring` is split.
pub(super) fn washer(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("zinc");
    let spring = key.get("k") == "spring";
    let (r, hole, thick) = if spring { (58.0, 37.0, 14.0) } else { (66.0, 33.0, 7.0) };
    pen.look(0.62);
    pen.open(120.0, 104.0, -20.0);
    pen.bar(-thick, 0.0, r, c);
    pen.hole(0.0, hole, thick, c);
    if spring {
        pen.area("M-2-62L22-64 34-48 18-28 6-34Z", Fill(0xf4_f5f2));
        pen.line("M-2-58L4-36M30-44L18-26");
    } else {
        pen.fine(format_args!("M0 {}a36 58 0 0 1 0 {}", N(-r + 8.0), N(r * 2.0 - 16.0)));
    }
    pen.close();
}

/// Expansion anchor with sleeve, nut and washer.
pub(super) fn anchor(pen: &mut Pen, key: &Key<'_>) {
    let (r, len) = shank(key);
    let r = r.min(14.0);
    let c = key.tint("zinc");
    let x0 = -len / 2.0 - 14.0;
    let x1 = x0 + len + 26.0;
    pen.open(118.0, 104.0, -28.0);
    if key.get("k") == "plug" {
        let p = key.tint("grey");
        pen.cone(x0, x0 + 12.0, r * 0.7, r * 1.15, p);
        pen.cone(x0 + 12.0, x1 - 8.0, r * 1.15, r * 1.15, p);
        pen.rings(x0 + 20.0, x1 - 24.0, r * 1.15, 10.0);
        pen.line(format_args!("M{} 0H{}", N(x0 + 2.0), N(x1 - 40.0)));
        pen.bar(x1 - 8.0, x1, r * 1.6, p);
        pen.ring(x1, r * 0.8, Fill(0x5f_6a75));
    } else {
        pen.cone(x0, x0 + 16.0, r * 1.25, r * 0.8, c);
        pen.cone(x0 + 16.0, x0 + 50.0, r * 1.08, r * 1.08, 0xef_f2f3);
        pen.line(format_args!("M{} 2h20", N(x0 + 14.0)));
        pen.cone(x0 + 50.0, x1, r, r, c);
        pen.bar(x1 - 30.0, x1 - 26.0, r * 2.1, c);
        pen.prism(x1 - 26.0, x1 - 10.0, r * 1.75, 6, c);
        pen.bar(x1 - 10.0, x1 + 12.0, r, c);
    }
    length(pen, key, [x0, x1], r * 2.1 + 14.0, r + 6.0);
    pen.close();
}

/// Blind rivet: mandrel, flange, body.
pub(super) fn rivet(pen: &mut Pen, key: &Key<'_>) {
    let (r, len) = shank(key);
    let r = r * 1.3;
    let len = len * 0.55;
    let c = key.tint("grey");
    pen.open(112.0, 104.0, -28.0);
    let x0 = -len / 2.0 - 40.0;
    pen.cone(x0 - 12.0, x0, r * 0.5, r * 0.8, 0xc3_cbd1);
    pen.cone(x0, x0 + len, r, r, c);
    pen.cone(x0 + len, x0 + len + 8.0, r * 1.9, r * 1.9, c);
    pen.ring(x0 + len + 8.0, r * 1.9, shade(c, 108));
    pen.bar(x0 + len + 8.0, 96.0, r * 0.42, 0xef_f2f3);
    pen.rings(50.0, 84.0, r * 0.42, 8.0);
    length(pen, key, [x0, x0 + len], r * 1.9 + 14.0, r + 4.0);
    pen.close();
}
