//! Safety wear.

use super::Key;
use super::pen::{Fill, N, Pen, shade};

/// Glove with a dipped palm.
pub(super) fn glove(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("blue");
    pen.open_small(118.0, 112.0, -8.0);
    pen.path(
        "M-34 78V14L-74-18a11 11 0 0 1 14-17l24 16-14-62a11 11 0 0 1 22-5l12 52v-66a11 11 0 0 1 22 0v64l10-56a11 11 0 0 1 22 4L30-12l16-38a10 10 0 0 1 19 8L40 38V78Z",
        shade(c, 102),
    );
    pen.area("M10-60l4-20a9 9 0 0 1 12-6L22 0l-8 60H36V38L62-42 48 20 34 76H6C18 40 12-20 10-60Z", shade(c, 90));
    pen.path("M-38 62H44V88a6 6 0 0 1-6 6H-32a6 6 0 0 1-6-6Z", shade(0xff_ffff, 94));
    pen.fine("M-28 68v20M-18 68v20M-8 68v20M2 68v20M12 68v20M22 68v20M32 68v20M-24 22c10 12 22 16 40 14M-20-14l4 12M4-20v12M22-16l-2 10");
    pen.close();
}

/// Spectacles; `k=goggles` with a band.
pub(super) fn glasses(pen: &mut Pen, key: &Key<'_>) {
    let lens = shade(key.tint("clear"), 100);
    let frame = Fill(0x5a_6570);
    if key.get("k") == "goggles" {
        pen.thick("M28 104C16 92 22 74 44 66M212 104c12-12 6-30-16-38", 20.0, shade(0x78_828b, 110));
        pen.path(
            "M30 94c0-24 30-34 90-34s90 10 90 34c0 40-24 56-54 54-18-2-22-18-36-18s-18 16-36 18c-30 2-54-14-54-54Z",
            frame,
        );
        pen.path(
            "M44 96c0-16 24-24 76-24s76 8 76 24c0 28-16 40-38 38-16-2-20-18-38-18s-22 16-38 18c-22 2-38-10-38-38Z",
            lens,
        );
        pen.fine("M60 96l24-14M66 112l46-28M134 104l30-20M146 118l36-24");
    } else {
        pen.thick("M36 92C40 66 72 58 96 60", 8.0, frame);
        pen.thick("M204 92c4-26-12-42-30-44", 8.0, frame);
        pen.path("M30 96q44-16 86 0l4 8 4-8q42-16 86 0c2 36-14 54-44 54-22 0-34-12-38-32q-8-8-16 0c-4 20-16 32-38 32-30 0-46-18-44-54Z", lens);
        pen.path("M30 96q44-16 86 0l4 8 4-8q42-16 86 0l-1 8q-42-14-82 2l-7 7-7-7q-40-16-82-2Z", frame);
        pen.fine("M50 128l20-22M60 138l34-34M146 128l20-22M156 138l34-34");
    }
}

/// Helmet.
pub(super) fn helmet(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("yellow");
    pen.ground(120.0, 164.0, 88.0);
    pen.path("M42 146C36 84 72 50 122 50s84 34 80 92l-10 6Z", shade(c, 102));
    pen.area("M150 54c36 10 54 42 50 88l-8 5-40-1c16-30 16-62-2-92Z", shade(c, 88));
    pen.path("M106 52q16-10 32 0l14 92h-60Z", shade(c, 108));
    pen.fine("M122 48v94M62 104c6-20 14-32 26-42");
    pen.path("M26 150c30-16 130-20 190-8q8 4 2 8c-30 14-150 22-188 8q-8-4-4-8Z", shade(c, 94));
    pen.line("M64 158c-2 16 18 22 40 20M176 156c2 14-14 22-34 22");
    pen.path("M100 172h44v10h-44Z", Fill(0x5a_6570));
}

/// Ear muffs; `k=plugs` for a pair of plugs.
pub(super) fn muffs(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("red");
    if key.get("k") == "plugs" {
        pen.line("M84 128c-14 40 20 60 40 40s30-10 34-44");
        for (x, turn) in [(82.0, -72.0), (158.0, -108.0)] {
            pen.look(0.4);
            pen.open(x, 122.0, turn);
            pen.cone(0.0, 34.0, 17.0, 17.0, c);
            pen.cone(34.0, 66.0, 17.0, 11.0, c);
            pen.ring(66.0, 11.0, shade(c, 112));
            pen.close();
        }
        return;
    }
    pen.thick("M56 116C50 20 190 20 184 116", 16.0, Fill(0x5a_6570));
    pen.thick("M92 44q28-10 56 0", 20.0, shade(0x78_828b, 120));
    for (x, flip) in [(58.0_f32, -1.0_f32), (182.0, 1.0)] {
        pen.path(
            format_args!(
                "M{} 86q{f} 0 {f} 18v50q0 18 {back} 18Z",
                N(x - flip * 20.0),
                f = N(-flip * 14.0),
                back = N(flip * 14.0)
            ),
            Fill(0x5a_6570),
        );
        pen.ellipse(x + flip * 2.0, 130.0, 26.0, 46.0, shade(c, if flip < 0.0 { 104 } else { 92 }));
        pen.fine(format_args!("M{} 104a15 28 0 0 0 0 52", N(x + flip * 4.0)));
    }
}

/// Breathing mask with a valve.
pub(super) fn mask(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("white");
    pen.line("M54 84C10 60 20 20 70 40M186 84c44-24 34-64-16-44M60 142c-40 20-30 44 10 30M180 142c40 20 30 44-10 30");
    pen.path("M120 42c14 12 46 16 66 36 14 44-8 86-66 106C62 164 40 122 54 78c20-20 52-24 66-36Z", shade(c, 100));
    pen.area("M140 58c18 6 34 10 46 22 12 42-8 80-60 101 40-28 50-80 14-123Z", shade(c, 90));
    pen.fine("M66 86c30-18 78-18 108 0M62 130c30 24 86 24 116 0");
    pen.thick("M96 66q24-14 48 0", 9.0, shade(0xdd_e4ea, 100));
    pen.circle(120.0, 118.0, 22.0, shade(0x8e_b1d6, 108));
    pen.circle(120.0, 118.0, 14.0, shade(0x8e_b1d6, 92));
    pen.fine("M108 118h24M120 106v24");
}

/// High visibility vest.
pub(super) fn vest(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("yellow");
    let band = shade(0xdd_e4ea, 104);
    pen.path("M84 28l-30 18c6 30 2 44-8 60v78h148v-78c-10-16-14-30-8-60l-30-18-36 62Z", shade(c, 102));
    pen.area("M156 28l30 18c-6 30-2 44 8 60v78h-30Z", shade(c, 92));
    pen.path("M84 28q36 14 72 0l-36 62Z", shade(c, 76));
    pen.path("M46 118h148v14H46ZM46 150h148v14H46Z", band);
    pen.path("M66 39l14-8v87H66ZM174 39l-14-8v87h14Z", band);
    pen.line("M120 90v94");
    pen.fine("M117 140h6M117 172h6M117 104h6");
}

/// Safety boot; `k=shoe` cut lower.
pub(super) fn boot(pen: &mut Pen, key: &Key<'_>) {
    let c = key.tint("black");
    pen.ground(122.0, 174.0, 90.0);
    let top = if key.get("k") == "shoe" { 84 } else { 36 };
    pen.path(
        format_args!(
            "M50 {top}q28 8 56-2c4 20 6 32 14 {}c18 14 60 20 78 36 10 8 12 16 12 26H44c-4-26 6-50 6-{}Z",
            if top > 60 { 20 } else { 60 },
            if top > 60 { 58 } else { 106 }
        ),
        shade(c, 118),
    );
    pen.path("M158 118c28 8 50 22 52 48h-58c-4-20 0-36 6-48Z", shade(c, 98));
    pen.path("M42 156H212c4 6 4 12 0 18H150l-4-6h-44l-4 6H42Z", Fill(0x4b_5661));
    pen.thick(format_args!("M52 {}q26 6 52-2", top + 6), 12.0, shade(c, 112));
    pen.fine("M112 104l18-12M116 114l20-12M124 122l18-12");
    pen.line("M58 110c14 20 30 22 62 22");
}
