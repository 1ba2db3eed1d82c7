//! Customers, as each function sees them: found, shown in full, withheld and explained. What is hidden leaves no trace in any
//! byte of any answer.

use std::io::Cursor;

use ::customers::{Customers, Import, RecordName};
use ::import::facts::{self, Asked};

use crate::harness::{Server, clock, serve, serve_knowing};
use axum::http::StatusCode;
use strategy::Function;

const REGISTER: (&str, &str) = (
    "npidata_pfile_20050523-20260104.csv",
    "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,Provider Organization Name (Legal Business Name),\
     Provider First Line Business Practice Location Address,Provider Business Practice Location Address City Name,\
     Provider Business Practice Location Address State Name,Provider Business Practice Location Address Postal Code,\
     Provider Business Practice Location Address Telephone Number,Provider Credential Text,Last Update Date,Healthcare Provider Taxonomy Code_1\n\
     9000000015,1,QUINWELL,ADA,,77 OAK AVE,ELDHAM,MA,02116,5550104411,MD,01/02/2026,207RC0000X\n\
     9000000023,2,,,ELDHAM HEART CLINIC INC,1 CLINIC WAY,ELDHAM,MA,02116,5550109900,,01/02/2025,261QM0801X\n",
);
const ACCOUNTS: (&str, &str) = (
    "accounts.csv",
    "Id,LastName,FirstName,Name,NPI_vod__c,Specialty_1_vod__c,PersonEmail,LastModifiedDate\n\
     A1,Quinwell,Ada,,9000000015,Cardiology,ada.quinwell@example.org,2026-02-01\n",
);
const MEDICAL_CALLS: (&str, &str) = (
    "medical-calls.csv",
    "Id,Call_Date_vod__c,Account_vod__c,Call_Channel_vod__c,Call_Type_vod__c,Status_vod__c,OwnerId\n\
     C1,2026-02-20,A1,Video_vod,Scientific exchange,Submitted_vod,U1\n",
);
const SALES_CALLS: (&str, &str) = (
    "sales-calls.csv",
    "Id,Call_Date_vod__c,Account_vod__c,Call_Channel_vod__c,Call_Type_vod__c,Status_vod__c,OwnerId\n\
     D1,2026-02-22,A1,In_Person_vod,Detail,Submitted_vod,U2\n",
);
const PAYMENTS: (&str, &str) = (
    "OP_DTL_GNRL_PGYR2025_P06302026_06162026.csv",
    "Record_ID,Covered_Recipient_Type,Covered_Recipient_Profile_ID,Covered_Recipient_NPI,Covered_Recipient_Last_Name,\
     Total_Amount_of_Payment_USDollars,Date_of_Payment,Nature_of_Payment_or_Transfer_of_Value,Program_Year\n\
     P1,Covered Recipient Physician,77,9000000015,QUINWELL,1250.05,03/03/2025,Consulting Fee,2025\n",
);

fn inquiry(question: &str) -> String {
    format!(
        "Id,Account_vod__c,Inquiry_Text_vod__c,Delivery_Method_vod__c,Status_vod__c,CreatedDate\nQ1,A1,{question},Email_vod,Submitted_vod,2026-02-25\n"
    )
}

fn insight(summaries: &[&str]) -> String {
    let rows = (1..).zip(summaries).map(|(number, summary)| format!("I{number},A1,2026-02-2{number},Submitted_vod,{summary},{summary}\n"));
    let rows: String = rows.collect();
    format!("Id,Account_vod__c,Date_vod__c,Status_vod__c,Summary_vod__c,Description_vod__c\n{rows}")
}

fn keep(customers: &Customers, function: &str, (name, text): (&str, &str)) {
    let import = Import { acting_as: function.into(), person: "Ada".into(), reason: "to see".into(), at: clock(), system: None };
    let mut keeping = customers.keep(&import).expect("nobody else writes");
    let asked = Asked { file: name, ..Asked::default() };
    let summaries = facts::read(&asked, Cursor::new(text.as_bytes().to_vec()), &mut keeping).expect("the file is read");
    let kept = keeping.commit(&summaries).expect("it is kept");
    assert!(kept.files.iter().all(|file| file.facts > 0), "{name}: {kept:?}");
}

/// What is known of one doctor: what Medical heard and was asked differs from test to test.
fn known(question: &str, heard: &[&str]) -> Customers {
    let customers = Customers::in_memory().expect("a file in memory");
    for (function, file) in
        [("compliance", REGISTER), ("sales", ACCOUNTS), ("medical", MEDICAL_CALLS), ("sales", SALES_CALLS), ("compliance", PAYMENTS)]
    {
        keep(&customers, function, file);
    }
    keep(&customers, "medical", ("inquiries.csv", &inquiry(question)));
    if !heard.is_empty() {
        keep(&customers, "medical", ("Medical_Insight_vod__c.csv", &insight(heard)));
    }
    customers.link().expect("they are linked");
    customers
}

/// A strategy with one market at home, at a stage.
fn strategy(stage: &str) -> String {
    format!("[asset.A-1]\nname = \"LX-101\"\n\n[market.MK-US]\nname = \"US\"\njurisdiction = \"US\"\nstage = \"{stage}\"\n")
}

fn ada(customers: &Customers) -> i64 {
    let name = RecordName::parse("veeva:A1").expect("a name");
    customers.stakeholder_of(&name).expect("reads").expect("she is there").0
}

#[tokio::test]
async fn a_workspace_without_facts_says_how_to_get_them() {
    let server = serve(&strategy("launched"));
    server.get_acting(Function::Medical, "/customers").await.says("Nothing is kept of any customer yet").says("lodestar customers keep");
    assert_eq!(server.get_acting(Function::Medical, "/customers/1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_is_found_by_the_beginnings_of_words_and_shown_whole_to_medical() {
    let customers = known("what is known of renal dosing?", &["doubts the endpoint"]);
    let number = ada(&customers);
    let server = serve_knowing(&strategy("launched"), customers);
    let found = server.get_acting(Function::Medical, "/customers?q=quin+eldh").await;
    found.says(&format!("href=\"/customers/{number}\"")).says("9000000015").says("ELDHAM");
    let page = server.get_acting(Function::Medical, &format!("/customers/{number}")).await;
    page.says("renal dosing").says("doubts the endpoint").says("video").says("sales").says("Medical 20 Feb 2026");
    assert_eq!(server.get_acting(Function::Medical, "/customers/999999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get_acting(Function::Medical, "/customers/ada").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn sales_sees_that_medical_was_there_and_nothing_of_what_was_said() {
    let customers = known("what is known of renal dosing?", &["doubts the endpoint"]);
    let number = ada(&customers);
    let server = serve_knowing(&strategy("launched"), customers);
    let page = server.get_acting(Function::Sales, &format!("/customers/{number}")).await;
    page.says("Detail").says("20 Feb 2026").says("withheld").says("Why?");
    page.does_not_say("renal dosing").does_not_say("doubts the endpoint").does_not_say("1250.05");
    // Before approval there is no reason to know of it at all.
    let customers = known("what is known of renal dosing?", &["doubts the endpoint"]);
    let server = serve_knowing(&strategy("phase 3"), customers);
    let page = server.get_acting(Function::Sales, &format!("/customers/{number}")).await;
    page.does_not_say("20 Feb 2026").does_not_say("renal dosing").does_not_say("doubts");
}

#[tokio::test]
async fn compliance_sees_payments_and_sales_does_not() {
    let customers = known("x", &[]);
    let number = ada(&customers);
    let server = serve_knowing(&strategy("launched"), customers);
    server.get_acting(Function::Compliance, &format!("/customers/{number}")).await.says("1250.05").says("Consulting Fee");
    server.get_acting(Function::Sales, &format!("/customers/{number}")).await.does_not_say("Consulting Fee");
}

/// Before approval Sales may know that somebody is affiliated, and not how often or where.
#[tokio::test]
async fn a_flag_does_not_tell_how_many() {
    let worlds = [1, 3].map(|many| {
        let customers = known("x", &[]);
        let rows: String = (1..=many).map(|number| format!("B{number},A1,H{number}\n")).collect();
        let text = format!("Id,Child_Account_vod__c,Parent_Account_vod__c\n{rows}");
        keep(&customers, "medical", ("Child_Account_vod__c.csv", &text));
        customers
    });
    let number = ada(&worlds[0]);
    let mut bodies = vec![];
    for world in worlds {
        let server = serve_knowing(&strategy("filed"), world);
        for accept in ["text/html", "application/json"] {
            bodies.push(server.get_acting_as(Function::Sales, &format!("/customers/{number}"), accept).await.body);
        }
    }
    assert!(bodies[0].contains("Something is on record"), "{}", bodies[0]);
    assert_eq!(bodies[0], bodies[2]);
    assert_eq!(bodies[1], bodies[3]);
}

#[tokio::test]
async fn what_is_withheld_is_in_the_audit_and_a_preview_shows_no_customers() {
    let customers = known("x", &[]);
    let number = ada(&customers);
    let server = serve_knowing(&strategy("launched"), customers);
    server.get_acting(Function::Sales, &format!("/customers/{number}")).await;
    server.app.settle().expect("writes");
    let filter = ledger::audit::Filter { about: Some(format!("customer {number}")), ..Default::default() };
    assert!(!server.ledger.events(&filter, 9).expect("reads").is_empty(), "nothing is in the audit");
    let preview = format!("{}; see-as=sales", server.acting(Function::Compliance));
    server.get_with(&preview, &format!("/customers/{number}")).await.says("not part of a preview");
}

/// Two workspaces that differ only in what Medical heard and was asked: whoever may not see it gets the same bytes.
#[tokio::test]
async fn what_medical_heard_changes_no_byte_for_sales_and_marketing() {
    let worlds = [
        known("what is known of renal dosing?", &["doubts the endpoint"]),
        known("cnry0123456789ab", &["cnryba9876543210", "and something else", "and more"]),
        known("z", &[]),
    ];
    let number = ada(&worlds[0]);
    for stage in ["phase 3", "filed", "approved", "launched", "loe"] {
        let servers: Vec<Server> = [0, 1, 2].map(|world| serve_knowing(&strategy(stage), worlds[world].clone())).into();
        for function in [Function::Sales, Function::Marketing, Function::MarketAccess, Function::Clinical, Function::Safety] {
            for path in [
                format!("/customers/{number}"),
                format!("/customers/{number}?day=2026-02-20"),
                "/customers?q=quin".into(),
                "/customers?q=endpoint".into(),
            ] {
                for accept in ["text/html", "application/json"] {
                    let mut bodies = vec![];
                    for server in &servers {
                        bodies.push(server.get_acting_as(function, &path, accept).await.body);
                    }
                    assert!(!bodies[1].contains("cnry"), "{function} at {stage}: {path}");
                    assert_eq!(bodies[0], bodies[1], "{function} at {stage}: {path}");
                    assert_eq!(bodies[0], bodies[2], "{function} at {stage}: {path}");
                }
            }
        }
    }
}
