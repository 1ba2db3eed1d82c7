//! The contrast gate: the stylesheet's tokens themselves are measured, in light and in dark.

use std::collections::BTreeMap;

use crate::colour::{SIGHTS, contrast, difference, linear, seen};

const CSS: &str = include_str!("../../src/static_files/lodestar.css");

/// Token to colour, for the light and for the dark theme.
fn palettes() -> [(&'static str, BTreeMap<String, String>); 2] {
    let mut light = BTreeMap::new();
    let mut dark = BTreeMap::new();
    for declaration in CSS.split("--").skip(1) {
        let Some((name, rest)) = declaration.split_once(":light-dark(") else { continue };
        let (pair, _) = rest.split_once(')').expect("light-dark closes");
        let (for_light, for_dark) = pair.split_once(',').expect("light-dark has two colours");
        light.insert(name.to_owned(), for_light.trim().to_owned());
        dark.insert(name.to_owned(), for_dark.trim().to_owned());
    }
    [("light", light), ("dark", dark)]
}

#[test]
fn the_tokens_are_the_designed_ones() {
    let [(_, light), (_, dark)] = palettes();
    for (token, for_light, for_dark) in [
        ("ink", "#171B21", "#E8ECF1"),
        ("muted", "#4E5762", "#A7B1BD"),
        ("canvas", "#fff", "#0F1318"),
        ("subtle", "#F5F7F9", "#171C23"),
        ("sunken", "#E9EDF1", "#0A0D11"),
        ("line", "#CBD2D9", "#323A45"),
        ("ctl", "#6B7480", "#7C8794"),
        ("link", "#0B57C2", "#9CC3FF"),
        ("vis", "#5B3A93", "#C9B3F0"),
        ("m", "#14398F", "#6F9BFF"),
        ("c", "#84640F", "#FFD37A"),
        ("a", "#1A7670", "#74EFE2"),
        ("sev", "#6E0A24", "#E0707C"),
    ] {
        assert_eq!(light.get(token).map(String::as_str), Some(for_light), "--{token} in light");
        assert_eq!(dark.get(token).map(String::as_str), Some(for_dark), "--{token} in dark");
    }
}

#[test]
fn text_reaches_four_and_a_half() {
    let pairs = [
        ("ink", vec!["canvas", "subtle", "sunken", "m-t", "c-t", "a-t", "sev-t", "sel", "wh"]),
        ("muted", vec!["canvas", "subtle"]),
        ("link", vec!["canvas", "subtle"]),
        ("vis", vec!["canvas", "subtle"]),
        ("m", vec!["canvas", "subtle", "m-t"]),
        ("c", vec!["canvas", "subtle", "c-t"]),
        ("a", vec!["canvas", "subtle", "a-t"]),
        ("sev", vec!["canvas", "subtle", "sev-t"]),
        ("wh-ink", vec!["wh", "wh-line"]),
        // The letter in a function's shape and the word in a blocker's badge are canvas on the hue.
        ("canvas", vec!["ink", "m", "c", "a", "sev"]),
    ];
    assert_contrast(&pairs, 4.5);
}

#[test]
fn controls_and_graphics_reach_three() {
    assert_contrast(&[("ctl", vec!["canvas", "subtle"]), ("wh-b", vec!["canvas", "wh"]), ("ink", vec!["sel"])], 3.0);
}

fn assert_contrast(pairs: &[(&str, Vec<&str>)], least: f64) {
    let mut misses = Vec::new();
    for (theme, palette) in palettes() {
        for (front, backs) in pairs {
            for back in backs {
                let ratio = contrast(&palette[*front], &palette[*back]);
                if ratio < least {
                    misses.push(format!("{theme}: --{front} on --{back} is {ratio:.2}"));
                }
            }
        }
    }
    assert!(misses.is_empty(), "below {least}:\n{}", misses.join("\n"));
}

#[test]
fn hues_stay_apart_for_every_sight() {
    let mut misses = Vec::new();
    for (theme, palette) in palettes() {
        for (sight, matrix) in &SIGHTS {
            let hues = ["m", "c", "a", "sev"];
            for (index, one) in hues.iter().enumerate() {
                for other in &hues[index + 1..] {
                    let apart = difference(seen(linear(&palette[*one]), matrix), seen(linear(&palette[*other]), matrix));
                    if apart < 15.0 {
                        misses.push(format!("{theme}, {sight}: --{one} and --{other} are {apart:.1} apart"));
                    }
                }
            }
        }
    }
    assert!(misses.is_empty(), "below 15:\n{}", misses.join("\n"));
}

#[test]
fn no_other_colour_is_used_than_the_tokens_and_the_focus_ring() {
    let pictures = include_str!("../../src/static_files/pictures.css");
    for sheet in [CSS, pictures] {
        let rest: String = sheet.lines().filter(|line| !line.contains("light-dark(")).collect::<Vec<_>>().join("\n");
        for piece in rest.split('#').skip(1) {
            let digits: String = piece.chars().take_while(char::is_ascii_hexdigit).collect();
            let is_colour = matches!(digits.len(), 3 | 4 | 6 | 8);
            if is_colour {
                assert!(["0B0C0C", "FFDD00", "0B0C0C66"].contains(&digits.as_str()), "`#{digits}` is not a token");
            }
        }
    }
}
