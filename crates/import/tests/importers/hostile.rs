//! Files that are broken or mean harm: each is refused or pointed at, and gives no draft.

use crate::show::{findings, fixture};

fn told(file: &str, text: &str) -> String {
    let batch = import::read(file, text.as_bytes());
    assert!(batch.drafts.is_empty() && batch.labels.is_empty(), "{file} gave {} drafts", batch.drafts.len());
    findings(&batch.findings)
}

#[test]
fn entities_are_neither_defined_nor_expanded_nor_fetched() {
    let study = |prolog: &str, title: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n{prolog}<clinical_study>\n<id_info><nct_id>NCT09000001</nct_id></id_info>\n<brief_title>{title}</brief_title>\n</clinical_study>\n"
        )
    };
    let laughs = "<!DOCTYPE clinical_study [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>\n";
    let outside = "<!DOCTYPE clinical_study [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n";
    let parameter = "<!DOCTYPE clinical_study [<!ENTITY % p SYSTEM \"http://example.org/p.dtd\"> %p;]>\n";
    let shown = [
        told("laughs.xml", &study(laughs, "&c;")),
        told("outside.xml", &study(outside, "&x;")),
        told("parameter.xml", &study(parameter, "x")),
        told("unknown.xml", &study("", "a &nbsp; b")),
        told("attribute.xml", &study("", "a</brief_title><enrollment type=\"&x;\">1</enrollment><brief_title>")),
        told("character.xml", &study("", "&#0; &#x110000;")),
    ];
    insta::assert_snapshot!(shown.concat());
    // A document type that is only named is what the library's own files have: it is passed over.
    let named = study("<!DOCTYPE clinical_study SYSTEM \"http://example.org/public.dtd\">\n", "A title");
    assert_eq!(import::read("named.xml", named.as_bytes()).drafts.len(), 1);
}

#[test]
fn xml_that_does_not_nest_or_end_is_pointed_at() {
    let study = String::from_utf8(fixture("study.xml")).expect("UTF-8");
    let shown = [
        told("cut.xml", &study[..study.len() / 2]),
        told("in_a_tag.xml", &study[..study.find("type=\"Actual\"").expect("there is one") + 5]),
        told("crossed.xml", &study.replace("</id_info>", "</sponsors>")),
        told("twice.xml", &format!("{study}{study}")),
        told("trailing.xml", &format!("{study} and so on")),
        told(
            "doubled.xml",
            &study.replace("rank=\"1\"", "rank=\"1\" rank=\"2\"").replace("<enrollment type=\"Actual\">", "<enrollment a=\"1\" a=\"2\">"),
        ),
        told("empty_root.xml", "<MedlineCitationSet/>x"),
        told("other_root.xml", "<html><clinical_study/></html>"),
        told("empty.xml", "<search_results/>"),
    ];
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn json_that_breaks_off_or_holds_something_else_is_pointed_at() {
    let study = String::from_utf8(fixture("study.json")).expect("UTF-8");
    let shown = [
        told("cut.json", &study[..study.len() / 2]),
        told("comma.json", &study.replace("\"NCT09000001\",", "\"NCT09000001\"")),
        told("nowhere.json", "{\"hello\": {\"protocolSection\": {}}}"),
        told("list.json", "[\"protocolSection\"]"),
        told("long.json", &study.replace("Nobody took part", &"x".repeat(9 << 20))),
        told("many.json", &format!("{{\"studies\": [{}{{\"nctId\": 1}}]}}", "{\"nctId\": 1},".repeat(50_000))),
        told("deep.json", &format!("{{\"protocolSection\": {}{}}}", "[".repeat(5_000), "]".repeat(5_000))),
    ];
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn elements_without_measure_are_refused() {
    let nested = |depth: usize| format!("<clinical_study>{}{}</clinical_study>", "<a>".repeat(depth), "</a>".repeat(depth));
    let attributes: String = (0..65).map(|number| format!(" a{number}=\"\"")).collect();
    let shown = [
        told("deep.xml", &nested(5_000)),
        told("attributes.xml", &format!("<clinical_study{attributes}/>")),
        told("many.xml", &format!("<clinical_study>{}</clinical_study>", "<a/>".repeat(300_001))),
        told("records.xml", &format!("<MedlineCitationSet>{}</MedlineCitationSet>", "<MedlineCitation/>".repeat(50_001))),
        told("long.xml", &format!("<clinical_study><a>{}</a><b/></clinical_study>", "x".repeat(33 << 20))),
    ];
    insta::assert_snapshot!(shown.concat());
    // What is only deep is not refused for it.
    assert!(!told("less_deep.xml", &nested(99)).contains("nested"));
}

#[test]
fn bytes_that_are_no_text_are_pointed_at() {
    let mut latin = fixture("study.xml");
    let at = latin.windows(8).position(|window| window == b"go on wa").expect("it is there");
    latin[at] = 0xe9;
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("<clinical_study/>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let shown = [findings(&import::read("latin.xml", &latin).findings), findings(&import::read("utf16.toml", &utf16).findings)];
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn a_strategy_s_text_without_measure_is_refused_too() {
    for text in [
        format!("[need.N-1]\n{} = 1\n", vec!["a"; 50_000].join(".")),
        format!("[need.N-1]\na = {}1{}\n", "[".repeat(50_000), "]".repeat(50_000)),
    ] {
        let batch = import::read("deep.toml", text.as_bytes());
        assert!(!batch.findings.is_empty() || !batch.drafts.is_empty());
    }
}

#[test]
fn a_long_line_of_many_records_is_read_in_proportion_to_its_length() {
    let record = "<MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation>";
    let records: String = (1..=20_000).map(|number| record.replace("{}", &number.to_string())).collect();
    let batch = import::read("one_line.xml", format!("<MedlineCitationSet>{records}</MedlineCitationSet>").as_bytes());
    assert_eq!(batch.drafts.len(), 20_000);
    let study = "{\"protocolSection\": {\"identificationModule\": {\"nctId\": \"NCT{}\"}}}";
    let studies: Vec<String> = (1..=20_000).map(|number| study.replace("{}", &format!("{number:08}"))).collect();
    let batch = import::read("one_line.json", format!("[{}]", studies.join(",")).as_bytes());
    assert_eq!(batch.drafts.len(), 20_000);
}
