//! The pen: the few shapes that all drawings are made of, with light from the upper left.

use std::fmt::{self, Display, Write};

/// Outline of everything drawn.
const INK: &str = "#36414c";
/// Thin inner lines.
const FINE: &str = "#6d7883";
/// Dimension lines and the label.
const NOTE: &str = "#0f6b5c";

/// Collects the parts of a drawing.
pub(super) struct Pen {
    out: String,
    /// How wide a circle of height 1 is seen: 0 from the side, 1 from the front.
    squeeze: f32,
}

impl Default for Pen {
    fn default() -> Pen {
        Pen { out: String::new(), squeeze: 0.4 }
    }
}

/// A coordinate with at most one decimal, and none far from the middle, to keep drawings small.
#[derive(Clone, Copy)]
pub(super) struct N(pub f32);

impl Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = if self.0.abs() < 20.0 { (self.0 * 10.0).round() / 10.0 } else { self.0.round() };
        // The plain zero would be written -0 at times.
        if rounded == 0.0 { f.write_str("0") } else { write!(f, "{rounded}") }
    }
}

/// A colour with its light turned up or down: 100 is the colour itself.
pub(super) fn shade(rgb: u32, percent: u32) -> Fill {
    let part = |shift: u32| ((rgb >> shift & 0xff) * percent / 100).min(255) << shift;
    Fill(part(16) | part(8) | part(0))
}

/// A fill colour.
#[derive(Clone, Copy)]
pub(super) struct Fill(pub u32);

impl Display for Fill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

impl Pen {
    fn put(&mut self, text: fmt::Arguments<'_>) {
        // Invariant: writing to a string never fails.
        let _ = self.out.write_fmt(text);
    }

    /// Looks at round things more from the front.
    pub fn look(&mut self, squeeze: f32) {
        self.squeeze = squeeze;
    }

    /// A closed shape with outline.
    pub fn path(&mut self, d: impl Display, fill: Fill) {
        self.put(format_args!("<path fill=\"{fill}\" d=\"{}\"/>", tight(d)));
    }

    /// An area without outline.
    pub fn area(&mut self, d: impl Display, fill: Fill) {
        self.put(format_args!("<path fill=\"{fill}\" stroke=\"none\" d=\"{}\"/>", tight(d)));
    }

    /// An open line.
    pub fn line(&mut self, d: impl Display) {
        self.put(format_args!("<path d=\"{}\"/>", tight(d)));
    }

    /// A line as thick as a thing, with its outline: hoses, cables, hooks.
    pub fn thick(&mut self, d: impl Display, width: f32, fill: Fill) {
        let d = tight(d);
        self.put(format_args!("<path stroke-width=\"{}\" d=\"{d}\"/>", N(width)));
        self.put(format_args!("<path stroke=\"{fill}\" stroke-width=\"{}\" d=\"{d}\"/>", N(width - 4.0)));
    }

    /// A thin inner line.
    pub fn fine(&mut self, d: impl Display) {
        self.put(format_args!("<path stroke=\"{FINE}\" stroke-width=\"1.2\" d=\"{}\"/>", tight(d)));
    }

    /// An ellipse with outline.
    pub fn ellipse(&mut self, x: f32, y: f32, rx: f32, ry: f32, fill: Fill) {
        self.put(format_args!(
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\" fill=\"{fill}\"/>",
            N(x),
            N(y),
            N(rx),
            N(ry)
        ));
    }

    /// A circle with outline.
    pub fn circle(&mut self, x: f32, y: f32, r: f32, fill: Fill) {
        self.put(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\"/>", N(x), N(y), N(r)));
    }

    /// The soft ground that a standing thing stands on.
    pub fn ground(&mut self, x: f32, y: f32, rx: f32) {
        self.put(format_args!(
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\" fill=\"#dfe2df\" stroke=\"none\"/>",
            N(x),
            N(y),
            N(rx),
            N(rx * 0.18)
        ));
    }

    /// Moves and turns what follows, until [`Pen::close`].
    pub fn open(&mut self, x: f32, y: f32, degrees: f32) {
        self.put(format_args!("<g transform=\"translate({} {})rotate({})\">", N(x), N(y), N(degrees)));
    }

    /// Like [`Pen::open`], and what follows is drawn smaller.
    pub fn open_small(&mut self, x: f32, y: f32, degrees: f32) {
        self.put(format_args!("<g transform=\"translate({} {})rotate({})scale(.88)\">", N(x), N(y), N(degrees)));
    }

    /// Ends [`Pen::open`].
    pub fn close(&mut self) {
        self.put(format_args!("</g>"));
    }

    /// A round bar along the x axis, its right end seen.
    pub fn bar(&mut self, x0: f32, x1: f32, r: f32, rgb: u32) {
        self.cone(x0, x1, r, r, rgb);
        self.ellipse(x1, 0.0, r * self.squeeze, r, shade(rgb, 108));
    }

    /// The same without the end: for bars that go on.
    pub fn cone(&mut self, x0: f32, x1: f32, r0: f32, r1: f32, rgb: u32) {
        let straight = (r0 - r1).abs() < 0.05;
        let (e0, e1) = (r0 * self.squeeze, r1 * self.squeeze);
        let back = if straight { format!("H{}", N(x0)) } else { format!("L{} {}", N(x0), N(-r0)) };
        let forth = |y1: f32| if straight { format!("H{}", N(x1)) } else { format!("L{} {}", N(x1), N(y1)) };
        let far = format!("A{} {} 0 0 0 {}", N(e0), N(r0), N(x0));
        let near = format!("A{} {} 0 0 0 {} {}Z", N(e1), N(r1), N(x1), N(-r1));
        self.path(format_args!("M{} {}{back}{far} {}{}{near}", N(x1), N(-r1), N(r0), forth(r1)), shade(rgb, 100));
        if x1 - x0 < 7.0 || r0.max(r1) < 7.5 {
            return;
        }
        // The lower third lies in shade.
        self.area(
            format_args!(
                "M{} {}{far} {}{}A{} {} 0 0 1 {} {}Z",
                N(x0 - e0 * 0.9),
                N(r0 * 0.44),
                N(r0 - 1.0),
                forth(r1 - 1.0),
                N(e1),
                N(r1),
                N(x1 - e1 * 0.9),
                N(r1 * 0.44)
            ),
            shade(rgb, 84),
        );
    }

    /// A circle on the end of a bar.
    pub fn ring(&mut self, x: f32, r: f32, fill: Fill) {
        self.ellipse(x, 0.0, r * self.squeeze, r, fill);
    }

    /// A hole of `depth` through the end of a bar at `x`: its wall, and what is behind.
    pub fn hole(&mut self, x: f32, r: f32, depth: f32, rgb: u32) {
        self.ring(x, r, shade(rgb, 72));
        let e = r * self.squeeze;
        let half = depth / 2.0;
        if half < e * 0.9 {
            let y = r * (1.0 - (half / e).powi(2)).sqrt();
            let (e, r, middle) = (N(e), N(r), N(x - half));
            self.path(
                format_args!("M{middle} {}A{e} {r} 0 0 1 {middle} {}A{e} {r} 0 0 1 {middle} {}Z", N(-y), N(y), N(-y)),
                Fill(0xf4_f5f2),
            );
        }
    }

    /// Rings around a bar: a thread, a knurl, a corrugation.
    pub fn rings(&mut self, x0: f32, x1: f32, r: f32, step: f32) {
        let step = step.max(2.0);
        let mut d = format!("M{} {}", N(x0), N(-r));
        let mut x = x0;
        let mut count = 0;
        while x <= x1 && count < 24 {
            let _ = write!(d, "a{} {} 0 0 0 0 {t}m{} -{t}", N(r * self.squeeze), N(r), N(step), t = N(r * 2.0));
            x += step;
            count += 1;
        }
        self.fine(d);
    }

    /// A prism of `sides` along the x axis, its right end seen.
    pub fn prism(&mut self, x0: f32, x1: f32, r: f32, sides: u8, rgb: u32) {
        let squeeze = self.squeeze;
        let corner = |k: u8| {
            let angle = (f32::from(k) + 0.5) * std::f32::consts::TAU / f32::from(sides);
            (angle.cos() * r * squeeze, angle.sin() * r)
        };
        let mut end = String::new();
        for k in 0..sides {
            let ((ax, ay), (bx, by)) = (corner(k), corner((k + 1) % sides));
            // Sides that look to the left are seen: the normal of an edge is (by - ay, ax - bx).
            if by < ay - 0.01 {
                let light = if ay + by < -r * 0.3 {
                    106
                } else if ay + by > r * 0.3 {
                    80
                } else {
                    94
                };
                self.path(
                    format_args!(
                        "M{} {}L{} {}H{}L{} {}Z",
                        N(x1 + ax),
                        N(ay),
                        N(x1 + bx),
                        N(by),
                        N(x0 + bx),
                        N(x0 + ax),
                        N(ay)
                    ),
                    shade(rgb, light),
                );
            }
            let _ = write!(end, "{}{} {}", if k == 0 { 'M' } else { 'L' }, N(x1 + ax), N(ay));
        }
        self.path(format_args!("{end}Z"), shade(rgb, 104));
    }

    /// A box in isometric view with its lowest corner at (x, y): `w` to the right, `d` to the left, `h` up.
    pub fn cuboid(&mut self, x: f32, y: f32, [w, d, h]: [f32; 3], rgb: u32) {
        let (wx, wy, dx, dy) = (w * 0.866, w * 0.5, d * 0.866, d * 0.5);
        self.path(
            format_args!("M{} {}l{} {}v{}l{} {}Z", N(x), N(y), N(wx), N(-wy), N(-h), N(-wx), N(wy)),
            shade(rgb, 84),
        );
        self.path(
            format_args!("M{} {}l{} {}v{}l{} {}Z", N(x), N(y), N(-dx), N(-dy), N(-h), N(dx), N(dy)),
            shade(rgb, 95),
        );
        self.path(
            format_args!("M{} {}l{} {}l{} {}l{} {}Z", N(x), N(y - h), N(wx), N(-wy), N(-dx), N(-dy), N(-wx), N(wy)),
            shade(rgb, 107),
        );
    }

    /// A dimension line along the x axis from `x0` to `x1` at height `y`, with witness lines from `from`.
    pub fn measure(&mut self, x0: f32, x1: f32, y: f32, from: f32) {
        let (a, b, y, v) = (N(x0), N(x1), N(y), N(from));
        let past = N(y.0 + 4.0 * (y.0 - from).signum());
        self.put(format_args!(
            "<path stroke=\"{NOTE}\" stroke-width=\"1.2\" d=\"M{a} {v}V{past}M{b} {v}V{past}M{} {}L{a} {y}l6 3M{} {}L{b} {y}l-6 3M{a} {y}H{b}\"/>",
            N(x0 + 6.0), N(y.0 - 3.0), N(x1 - 6.0), N(y.0 - 3.0)
        ));
    }

    /// A word on the thing itself.
    pub fn word(&mut self, x: f32, y: f32, size: f32, text: impl Display) {
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{INK}\" stroke=\"none\" text-anchor=\"middle\">{}</text>",
            N(x),
            N(y),
            N(size),
            escaped(&text.to_string())
        ));
    }

    /// The whole picture: drawing and label. The ground is the page's, light or dark.
    pub fn finish(self, label: &str) -> String {
        let size = if label.chars().count() > 16 { 14 } else { 17 };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 240\" font-family=\"system-ui,sans-serif\">\
             <g fill=\"none\" stroke=\"{INK}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\">{}</g>\
             <text x=\"120\" y=\"226\" font-size=\"{size}\" font-weight=\"600\" fill=\"{NOTE}\" text-anchor=\"middle\">{}</text></svg>",
            self.out,
            escaped(label)
        )
    }
}

/// Path data without the spaces it can do without.
fn tight(d: impl Display) -> String {
    d.to_string().replace(" -", "-")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
