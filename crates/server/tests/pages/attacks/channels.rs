//! T5: whatever way facts leave by, they are the same facts: those of the pages. Files are taken apart to their last part.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use guardrails::{Gates, Policy, Purpose, Seat};
use serde_json::{Map, Value};
use strategy::{Draft, Function};

use crate::{
    harness::{Server, seat, serve_ledger},
    unseen::{
        answer::parts,
        world::{DAY, Dice, World, marks},
        written::ledger_of,
    },
};

async fn bytes(server: &Server, function: Function, path: &str) -> Vec<u8> {
    let answer = server.send_acting(function, Request::get(path), Body::empty()).await;
    assert_eq!(answer.status(), 200, "{path}");
    to_bytes(answer.into_body(), usize::MAX).await.expect("a whole body").to_vec()
}

fn facts(drafts: Vec<Draft>) -> BTreeMap<String, Map<String, Value>> {
    let fields = |draft: Draft| (draft.key.to_string(), draft.into_record().0.fields());
    drafts.into_iter().map(fields).collect()
}

fn marks_of(text: &str) -> BTreeSet<String> {
    marks(text).map(str::to_owned).collect()
}

#[tokio::test]
async fn text_workbook_and_pages_tell_the_same_facts() {
    let gates = std::sync::Arc::new(Gates::new(Policy::shipped()).expect("the shipped policy is taken"));
    let mut hidden = 0;
    for number in 0..12 {
        let mut dice = Dice(0xfac7 + number);
        let world = World::random(&mut dice);
        let server = serve_ledger(ledger_of(&world).0, DAY, gates.clone());
        for function in
            [Function::Medical, Function::Sales, Function::Marketing, Function::Heor, Function::Compliance, Function::Leadership]
        {
            let seat = Seat { function, ..seat() };
            let view = server.app.view(&seat, Purpose::Export).expect("a view");
            let seen: BTreeMap<String, Map<String, Value>> =
                view.graph().records().map(|record| (record.key.to_string(), record.fields())).collect();

            let text = String::from_utf8(bytes(&server, function, "/export.toml").await).expect("text");
            let read = strategy::toml_form::read("export.toml", &text);
            assert!(read.findings.is_empty(), "{:#?}", read.findings);
            assert_eq!(facts(read.drafts), seen, "the text, for {function}");

            let workbook = bytes(&server, function, "/export.xlsx").await;
            let cells = import::workbook::cells(&workbook).unwrap_or_else(|refusal| panic!("{}", refusal.says));
            let read = import::workbook::read("export.xlsx", &cells);
            assert!(read.findings.is_empty(), "{:#?}", read.findings);
            assert_eq!(facts(read.drafts), seen, "the workbook, for {function}");

            let told = marks_of(&text);
            assert_eq!(marks_of(&parts(&workbook)), told, "some part of the workbook, for {function}");
            let mut on_pages = BTreeSet::new();
            for record in server.whole.live().graph().records() {
                let page = server.get_acting(function, &format!("/records/{}", record.key)).await;
                assert_eq!(page.status == 200, seen.contains_key(record.key.as_str()), "{} for {function}", record.key);
                on_pages.extend(marks_of(&page.body));
            }
            assert_eq!(on_pages, told, "the pages, for {function}");
            hidden += marks_of(&format!("{world:?}")).difference(&told).count();
        }
    }
    assert!(hidden > 500, "there was something to hide: {hidden}");
}
