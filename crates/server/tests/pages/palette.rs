//! Find or go to: what the palette and the search page find.

use serde_json::Value;

use crate::harness::{Server, serve};

const TWO_ASSETS: &str = r#"
[asset.A-1]
name = "LX-101"

[asset.A-2]
name = "LX-202"

[need.N-1]
asset = "A-1"
statement = "people with heart failure are discharged without the therapies that prevent the next admission"

[claim.C-1]
asset = "A-1"
text = "Müller's registry shows late titration"

[claim.C-2]
asset = "A-2"
text = "a claim about another medicine and its titration"
"#;

async fn find(server: &Server, question: &str) -> Vec<(String, String)> {
    let answer = server.get_as(&format!("/palette?q={}", question.replace(' ', "%20")), "application/json").await;
    let hits: Value = serde_json::from_str(&answer.body).expect("JSON");
    let text = |hit: &Value, name: &str| hit[name].as_str().expect("a text").to_owned();
    hits.as_array().expect("a list").iter().map(|hit| (text(hit, "group"), text(hit, "href"))).collect()
}

fn first(hits: &[(String, String)]) -> (&str, &str) {
    hits.first().map(|(group, href)| (group.as_str(), href.as_str())).expect("a hit")
}

#[tokio::test]
async fn the_best_match_stands_first() {
    let server = serve(TWO_ASSETS);
    for (question, group, href) in [
        ("C-1", "Find", "/records/C-1"),
        ("muller", "Find", "/records/C-1"),
        ("people with", "Find", "/records/N-1"),
        ("discharged", "Find", "/records/N-1"),
        ("titratoin", "Find", "/records/C-1"),
        ("align", "Go to", "/alignment"),
        ("upload", "Go to", "/import"),
        ("new claim", "Do", "/records/new/claim"),
        ("dark", "Do", "/theme"),
        ("A101", "Explain", "/rules/A101"),
        ("no need", "Explain", "/rules/A101"),
        ("I006", "Explain", "/rules/I006"),
    ] {
        assert_eq!(first(&find(&server, question).await), (group, href), "{question}");
    }
}

#[tokio::test]
async fn a_kinds_name_finds_its_records_and_its_explanation() {
    let hits = find(&serve(TWO_ASSETS), "claims").await;
    assert!(hits.contains(&("Find".into(), "/records/C-1".into())), "{hits:?}");
    assert!(hits.contains(&("Explain".into(), "/kinds/claim".into())), "{hits:?}");
}

#[tokio::test]
async fn records_of_another_asset_are_not_found() {
    let server = serve(TWO_ASSETS);
    for question in ["C-2", "another medicine", "titration", "claims"] {
        let hits = find(&server, question).await;
        assert!(!hits.iter().any(|(_, href)| href == "/records/C-2"), "{question}: {hits:?}");
    }
}

#[tokio::test]
async fn there_are_never_more_than_twenty() {
    let server = serve(TWO_ASSETS);
    for question in ["", "e", "a", "need"] {
        let hits = find(&server, question).await;
        assert!((1..=20).contains(&hits.len()), "{question}: {}", hits.len());
    }
    assert!(find(&server, "").await.iter().all(|(group, _)| group == "Go to" || group == "Do"));
}

#[tokio::test]
async fn without_scripts_the_same_is_a_page() {
    let server = serve(TWO_ASSETS);
    server.get("/").await.says("<noscript><a class=\"find\" href=\"/search\">");
    insta::assert_snapshot!(server.get("/search?q=titration").await.main());
    server.get("/search?q=zzzz").await.says("Nothing found").says("“zzzz”");
    server.get("/search?q=%3Cscript%3E").await.does_not_say("<script>");
    server.get("/theme").await.says("value=\"dark\"");
}
