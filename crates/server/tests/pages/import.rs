//! Import: files in, a plan, its application, what is rejected, labels for a market, and files out.

use axum::http::StatusCode;
use strategy::Key;

use crate::harness::{Answer, Server, serve};

const PRESENT: &str = r#"
[asset.A-1]
name = "LX-101"

[market.MK-1]
name = "US heart failure"
jurisdiction = "US"

[need.N-1]
statement = "people with heart failure are treated too late"

[claim.C-1]
text = "titration is late"
"#;

/// One record that is new, one that changes, one that stays, one whose key is taken, one that cannot be read.
const FILE: &str = r#"[need.N-1]
statement = "people with heart failure are treated too late"

[claim.C-1]
text = "titration is late in most clinics"

[claim.C-2]
text = "every second patient returns within a year"

[message.A-1]
text = "a message with a taken key"

[activity.T-1]
title = "=cmd()"
start = "soon"
"#;

async fn send(server: &Server, name: &str, text: &str) -> String {
    let answer = server.upload("/import", &[(name, text.as_bytes())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert!(answer.location.starts_with("/import/"), "{}", answer.location);
    answer.location
}

fn without_id(page: &Answer, address: &str) -> String {
    page.main().replace(address, "/import/PLAN")
}

#[tokio::test]
async fn the_page_says_what_can_be_read() {
    let page = serve(PRESENT).get("/import").await;
    for source in import::SOURCES {
        page.says(&server::words::capital(source.title));
    }
    page.says("Excel workbook").says("multipart/form-data").says("href=\"/export.xlsx\"").says("href=\"/import/template.xlsx\"");
}

#[tokio::test]
async fn a_file_is_planned_and_changes_nothing_yet() {
    let server = serve(PRESENT);
    let before = server.whole.live().seq();
    let address = send(&server, "plan.toml", FILE).await;
    let page = server.get(&address).await;
    insta::assert_snapshot!(without_id(&page, &address));
    assert_eq!(server.whole.live().seq(), before, "a plan writes nothing");
}

#[tokio::test]
async fn an_applied_plan_is_written_as_a_whole_and_can_be_undone() {
    let server = serve(PRESENT);
    let address = send(&server, "plan.toml", FILE).await;
    let done = server.post(&format!("{address}/application"), &[("reason", "from the workshop")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    let claim = |server: &Server, key: &str| {
        server.whole.live().graph().record(&Key::new(key).expect("a key")).map(|record| record.title().to_owned())
    };
    assert_eq!(claim(&server, "C-1").as_deref(), Some("titration is late in most clinics"));
    assert_eq!(claim(&server, "C-2").as_deref(), Some("every second patient returns within a year"));
    let told = server.whole.history(&Key::new("C-2").expect("a key")).expect("it has a history");
    assert_eq!(told[0].revision.reason, "from the workshop");

    let page = server.get(&done.location).await;
    page.says("Saved").says("Undo").says("import plan.toml").does_not_say("Write it");
    let batch = done.location.split("changed=").nth(1).expect("the redirect names the batch");
    server.post(&format!("/changes/{batch}/undoing"), &[]).await;
    assert_eq!(claim(&server, "C-1").as_deref(), Some("titration is late"));
    assert_eq!(claim(&server, "C-2"), None);
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let server = serve(PRESENT);
    let text = "[claim.C-2]\ntext = \"new\"\n";
    let address = send(&server, "new.toml", text).await;
    server.post(&format!("{address}/application"), &[]).await;
    let seq = server.whole.live().seq();
    let again = send(&server, "new.toml", text).await;
    server.get(&again).await.says("Nothing to change").does_not_say("Write it");
    let done = server.post(&format!("{again}/application"), &[]).await;
    assert_eq!((done.location, server.whole.live().seq()), (again, seq));
}

#[tokio::test]
async fn a_plan_that_is_no_longer_what_was_seen_is_shown_again() {
    let server = serve(PRESENT);
    let address = send(&server, "plan.toml", "[claim.C-1]\ntext = \"from the file\"\n").await;
    let page = server.get(&address).await;
    let seen = page
        .body
        .split("name=\"seen\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the form remembers what was seen")
        .to_owned();
    let other = send(&server, "other.toml", "[claim.C-1]\ntext = \"somebody else\"\nowner = \"medical\"\n").await;
    server.post(&format!("{other}/application"), &[]).await;
    let stopped = server.post(&format!("{address}/application"), &[("seen", &seen)]).await;
    assert_eq!(stopped.location, format!("{address}?moved=yes"));
    server.get(&stopped.location).await.says("The strategy has changed since you looked").says("somebody else");
    let title = server.whole.live().graph().record(&Key::new("C-1").expect("a key")).map(|record| record.title().to_owned());
    assert_eq!(title.as_deref(), Some("somebody else"), "nothing was overwritten unseen");
}

#[tokio::test]
async fn rejected_rows_go_back_as_a_table_without_formulas() {
    let server = serve(PRESENT);
    let address = send(&server, "plan.toml", FILE).await;
    let table = server.get(&format!("{address}/rejected.csv")).await;
    assert!(table.content_type.starts_with("text/csv"));
    insta::assert_snapshot!(table.body.replace('\u{feff}', ""));
}

#[tokio::test]
async fn several_files_are_one_plan() {
    let server = serve(PRESENT);
    let sent =
        server.upload("/import", &[("a.toml", b"[claim.C-7]\ntext = \"one\"\n"), ("b.toml", b"[claim.C-8]\ntext = \"two\"\n")]).await;
    server.get(&sent.location).await.says("2 files").says("a.toml, b.toml").says("Write 2 new records");
}

#[tokio::test]
async fn a_broken_file_is_shown_with_its_line() {
    let server = serve(PRESENT);
    let address = send(&server, "broken.toml", "[claim.C-1]\ntext = \"open\n").await;
    server.get(&address).await.says("I001").says("broken.toml:2:").says("Wrong in the file (1)").does_not_say("Write it");
}

#[tokio::test]
async fn a_workbook_comes_back_unchanged_and_points_at_cells() {
    let server = serve(PRESENT);
    let records = server.whole.live();
    let bytes = import::workbook::write(records.graph().records()).expect("it fits");
    let sent = server.upload("/import", &[("all.xlsx", &bytes)]).await;
    server.get(&sent.location).await.says("Nothing to change");
    let hostile = server.upload("/import", &[("bad.xlsx", b"PK\x03\x04 not a workbook")]).await;
    assert_eq!(hostile.status, StatusCode::SEE_OTHER);
    server.get(&hostile.location).await.says("I010").does_not_say("Write it");
}

#[tokio::test]
async fn nothing_sent_too_much_sent_and_plans_that_are_gone_are_said() {
    let server = serve(PRESENT);
    let nothing = server.upload("/import", &[("empty.toml", b"")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing.says("Choose at least one file that is not empty");
    let much = vec![b' '; server::router::BODY_MAX + 1];
    let much = server.upload("/import", &[("much.toml", &much)]).await;
    assert_eq!(much.status, StatusCode::PAYLOAD_TOO_LARGE);
    much.says("The files are larger than 50 MB together");
    let broken = server.post("/import", &[("file", "x")]).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    for path in ["/import/00000000-0000-0000-0000-000000000000", "/import/x", "/import/x/rejected.csv"] {
        let gone = server.get(path).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        gone.says("These files are no longer kept");
    }
}

#[tokio::test]
async fn a_label_is_attached_to_the_market_that_a_person_chooses() {
    let server = serve(PRESENT);
    let address = send(&server, "label.xml", LABEL).await;
    let page = server.get(&address).await;
    page.says("Label versions").says("Attach to this market").says("US heart failure");
    let unchosen = server.post(&format!("{address}/labels/0"), &[("market-0", "")]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = server.post(&format!("{address}/labels/0"), &[("market-0", "MK-1")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    let key = Key::new("MK-1").expect("a key");
    let labels = || server.whole.live().graph().get::<strategy::record::Market>(&key).expect("the market").labels.clone();
    assert_eq!(labels().len(), 1);
    assert_eq!((labels()[0].version.as_str(), labels()[0].set_id.as_str()), ("7", "1b2c3d4e-0000-4000-8000-000000000001"));
    let again = server.get(&address).await;
    again.says("Attached to").does_not_say("Attach to this market");
    server.post(&format!("{address}/labels/0"), &[("market-0", "MK-1")]).await;
    assert_eq!(labels().len(), 1, "the same version is attached once");
}

#[tokio::test]
async fn records_go_out_as_text_and_as_a_workbook() {
    let server = serve(PRESENT);
    let text = server.get("/export.toml").await;
    assert_eq!(text.content_type, "application/toml; charset=utf-8");
    text.says("[claim.C-1]");
    for path in ["/export.xlsx", "/import/template.xlsx"] {
        let book = server.get(path).await;
        assert_eq!(book.status, StatusCode::OK);
        assert!(book.body.starts_with("PK"), "{path} is a workbook");
    }
}

#[tokio::test]
async fn the_example_loads_into_an_empty_workspace_only() {
    let empty = serve("");
    let loaded = empty.post("/example", &[]).await;
    assert!(loaded.location.starts_with("/?changed="), "{}", loaded.location);
    assert!(empty.whole.live().graph().len() > 1);
    let full = serve(PRESENT);
    let refused = full.post("/example", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("This workspace holds records already");
}

const LABEL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<document xmlns="urn:hl7-org:v3">
  <id root="9b2c3d4e-0000-4000-8000-000000000009"/>
  <code code="34391-3" codeSystem="2.16.840.1.113883.6.1" displayName="HUMAN PRESCRIPTION DRUG LABEL"/>
  <title>LX-101 tablets</title>
  <effectiveTime value="20260115"/>
  <setId root="1b2c3d4e-0000-4000-8000-000000000001"/>
  <versionNumber value="7"/>
  <component><structuredBody>
    <component><section>
      <subject><manufacturedProduct><manufacturedProduct><name>LX-101</name></manufacturedProduct></manufacturedProduct></subject>
    </section></component>
    <component><section>
      <code code="34067-9" codeSystem="2.16.840.1.113883.6.1" displayName="INDICATIONS &amp; USAGE SECTION"/>
      <title>1 INDICATIONS AND USAGE</title>
      <text><paragraph>LX-101 is indicated to reduce the risk of hospitalisation for heart failure in adults.</paragraph></text>
    </section></component>
  </structuredBody></component>
</document>
"#;
