use super::*;

fn found(names: &[&str], text: &str) -> Vec<(String, Option<String>)> {
    Names::new(names.iter().copied()).find(text).into_iter().map(|m| (m.seen.clone(), m.how())).collect()
}

fn how(name: &str, text: &str) -> Option<String> {
    let all = found(&[name], text);
    assert_eq!(all.len(), 1, "`{name}` in `{text}`: {all:?}");
    all[0].1.clone()
}

#[test]
fn a_plain_name_is_found_in_any_case_and_punctuation() {
    for text in ["Zelphora works", "ask about ZELPHORA!", "(zelphora)", "zelphora's label", "Zelphora™", "Zelphora®", "x/zelphora_v2.pdf"]
    {
        assert_eq!(how("Zelphora", text), None, "{text}");
    }
}

#[test]
fn a_development_code_is_one_name_with_any_separator() {
    for text in ["LX-101", "LX101", "lx 101", "LX_101", "LX\u{2011}101", "results of LX101.", "LX101a"] {
        assert_eq!(how("LX-101", text), None, "{text}");
        assert_eq!(how("LX101", text), None, "{text}");
    }
    assert_eq!(found(&["LX-101"], "LX-1012, FLX-101, 11 X 101"), vec![]);
}

#[test]
fn hidden_names_are_found_and_the_way_is_named() {
    let cases = [
        ("Z\u{0435}lphor\u{0430}", "look-alike letters (Cyrillic among Latin)"),
        ("ZELPH\u{041e}RA", "look-alike letters (Cyrillic among Latin)"),
        ("Ze1phora", "digits for letters"),
        ("Z3lph0r4", "digits for letters"),
        ("ZeIphora", "look-alike letters"),
        ("Zel\u{200b}pho\u{200d}ra", "zero-width characters"),
        ("Zel\u{feff}phora", "zero-width characters"),
        ("Zel\u{ad}phora", "soft hyphens"),
        ("Zel\u{2066}phora", "direction controls"),
        ("Zel\u{fe0f}phora", "variation selectors"),
        ("Zel\u{e0041}phora", "tag characters"),
        ("Zel\u{7}phora", "control characters"),
        ("Ｚｅｌｐｈｏｒａ", "styled letters"),
        ("𝐙𝐞𝐥𝐩𝐡𝐨𝐫𝐚", "styled letters"),
        ("Ⓩⓔⓛⓟⓗⓞⓡⓐ", "styled letters"),
        ("Zélphóra", "added accents"),
        ("Ze\u{301}lphora", "added accents"),
        ("Z e l p h o r a", "its letters set apart"),
        ("Z.e.l.p.h.o.r.a", "its letters set apart"),
        ("Zel-phora", "its letters set apart"),
        ("\u{202e}arohpleZ\u{202c}", "its letters in reverse"),
        ("Z\u{0435}l\u{200b}phora", "look-alike letters (Cyrillic among Latin) and zero-width characters"),
    ];
    for (text, way) in cases {
        let text = format!("ask your doctor about {text} today");
        let how = how("Zelphora", &text);
        assert_eq!(how.as_deref(), Some(way), "{text}");
    }
}

#[test]
fn letters_that_only_together_look_like_another_are_folded() {
    assert_eq!(how("Marnova", "Mamova").as_deref(), Some("look-alike letters"));
    assert_eq!(how("Wexaro", "Vvexaro").as_deref(), Some("look-alike letters"));
    // Half an `m` is no match.
    assert_eq!(found(&["Zelphor"], "zelphom"), vec![]);
}

#[test]
fn the_range_is_that_of_the_original() {
    let text = "naïve „Zel\u{200b}phora“ ok";
    let found = Names::new(["Zelphora"]).find(text);
    assert_eq!(&text[found[0].range.clone()], "Zel\u{200b}phora");
    assert_eq!(found[0].seen, "Zelphora");
}

#[test]
fn short_names_count_only_plainly_and_as_words() {
    assert_eq!(how("Ona", "ask for ona"), None);
    assert_eq!(found(&["Ona"], "personal, 0na, o n a, on a walk"), vec![]);
    assert_eq!(found(&["Vexa"], "convexation, vexation"), vec![]);
    assert_eq!(how("Zelphora", "getzelphoranow.com"), None);
}

#[test]
fn words_that_only_touch_are_no_name() {
    assert_eq!(found(&["Intoday"], "in today, in-to-day"), vec![]);
    assert_eq!(found(&["Illo"], "1110 patients, 1 110"), vec![]);
}

#[test]
fn names_in_other_scripts_are_found_in_either_case() {
    assert_eq!(how("Ζελφορη", "ΖΕΛΦΟΡΗ τώρα"), None);
    assert_eq!(how("Брандекс", "новый БРАНДЕКС"), None);
    assert_eq!(how("ゼルフォラ", "新しいゼルフォラを"), None);
    assert_eq!(how("Évorane", "EVORANE"), None);
    assert_eq!(how("Évorane", "new e\u{301}vorane"), None);
}

#[test]
fn ordinary_text_in_any_language_hides_nothing() {
    let names = ["Zelphora", "LX-101", "lexifar"];
    for text in [
        "β-blockers and TNF-α in µg",
        "Пациенты с сердечной недостаточностью",
        "心不全の患者",
        "I.V. 10 mg, 1,010 people",
        "🇩🇪 flag",
        "\u{202e}",
        "",
    ] {
        assert_eq!(found(&names, text), vec![], "{text}");
    }
}

#[test]
fn words_fold_what_reads_the_same() {
    assert_eq!(words("Ｒe\u{ad}admission, NAÏVE"), ["readmission", "naive"]);
    assert!(mixes_scripts("p\u{0430}tient") && !mixes_scripts("patient пациент"));
    assert_eq!(visible("a\u{200b}b"), "ab");
}
