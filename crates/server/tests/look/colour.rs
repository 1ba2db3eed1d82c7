//! Colour arithmetic for the contrast gate: WCAG contrast, colour-blind simulation and CIEDE2000.

/// Linear-light red, green, blue in 0..1.
pub(crate) type Linear = [f64; 3];

/// The kinds of sight every pair of hues must survive, as Machado 2009 matrices of severity 1.0.
pub(crate) const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// A `#rgb` or `#rrggbb` text in linear light.
pub(crate) fn linear(hex: &str) -> Linear {
    let digits: Vec<u8> = hex.trim_start_matches('#').chars().map(|digit| digit.to_digit(16).expect("a hexadecimal digit") as u8).collect();
    let channel = |index: usize| match digits.len() {
        3 => digits[index] * 17,
        _ => digits[index * 2] * 16 + digits[index * 2 + 1],
    };
    [0, 1, 2].map(|index| {
        let value = f64::from(channel(index)) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// WCAG 2 contrast ratio of two colours.
pub(crate) fn contrast(a: &str, b: &str) -> f64 {
    let luminance = |hex: &str| {
        let [red, green, blue] = linear(hex);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour as somebody with this sight sees it.
pub(crate) fn seen(colour: Linear, sight: &[[f64; 3]; 3]) -> Linear {
    sight.map(|row| (row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]).clamp(0.0, 1.0))
}

/// CIEDE2000 difference of two colours in linear light.
pub(crate) fn difference(a: Linear, b: Linear) -> f64 {
    let ([l1, a1, b1], [l2, a2, b2]) = (lab(a), lab(b));
    let mean_chroma = (a1.hypot(b1) + a2.hypot(b2)) / 2.0;
    let lift = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - lift(mean_chroma));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let turn = match h2 - h1 {
        _ if c1 * c2 == 0.0 => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc, dh) = (l2 - l1, c2 - c1, 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin());
    let (ml, mc) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let mh = match h1 + h2 {
        sum if c1 * c2 == 0.0 => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(mh - 30.0) + 0.24 * cos(2.0 * mh) + 0.32 * cos(3.0 * mh + 6.0) - 0.20 * cos(4.0 * mh - 63.0);
    let sl = 1.0 + 0.015 * (ml - 50.0).powi(2) / (20.0 + (ml - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * mc, 1.0 + 0.015 * mc * t);
    let rt = -2.0 * lift(mc) * (60.0 * (-((mh - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + rt * c * h).sqrt()
}

fn lab([red, green, blue]: Linear) -> [f64; 3] {
    let xyz = [
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    ];
    let [x, y, z] = xyz.map(|value| if value > 216.0 / 24389.0 { value.cbrt() } else { (24389.0 / 27.0 * value + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn the_arithmetic_agrees_with_published_pairs() {
    assert!((contrast("#000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#FFDD00", "#0B0C0C") - 14.55).abs() < 0.01, "the focus ring's published contrast");
    assert!(difference(linear("#fff"), linear("#fff")) < 1e-9);
    let black_white = difference(linear("#000"), linear("#fff"));
    assert!((black_white - 100.0).abs() < 0.01, "{black_white}");
}
