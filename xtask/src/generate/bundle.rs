//! What belongs to one need: a hundred records that hang together as a plan does, from evidence to the field's work.
//! All of it is in order; `flaws` spoils some of it afterwards.

use serde_json::{Value, json};

use super::{Dice, Plan, shared::population};

/// Whose plans meet in a need: function, audience, what they do.
const WORK: [(&str, &str, &str); 4] = [
    ("medical", "hcp", "scientific exchange"),
    ("medical", "hcp", "unbranded education"),
    ("market access", "payer", "payer engagement"),
    ("medical", "patient", "patient support"),
];
const ASKERS: [&str; 4] = ["payer", "hta body", "clinician", "patient"];
const KINDS_OF_EVIDENCE: [&str; 4] = ["trial", "real-world", "health-economic", "publication"];
const KINDS_OF_CLAIM: [&str; 4] = ["disease", "scientific", "disease", "scientific"];
const WHO: [(&str, &str); 3] = [("hcp", "local"), ("payer", "regional"), ("patient advocate", "national")];
const CARE: [&str; 4] = ["after discharge", "in the first outpatient visit", "in cardiac rehabilitation", "in general practice"];

const EVIDENCE: usize = 14;
const QUESTIONS: usize = 4;
const CLAIMS: usize = 12;
const MESSAGES: usize = 15;
const CONTENTS: usize = 12;
const ACTIVITIES: usize = 20;
const INSIGHTS: usize = 6;

/// Adds the hundred records of need `n`.
pub(super) fn put(plan: &mut Plan, dice: &mut Dice, n: usize) {
    let need = format!("N-{n}");
    let region = format!("US/Area {n}");
    let people = population(18 + n % 40);
    let care = *dice.pick(&CARE);
    let key = |letters: &str, number: usize| format!("{letters}-{n}-{number}");

    plan.put("need", need.clone(), the_need(n, &people, care, &region));
    plan.put(
        "agreement",
        key("AG", 1),
        json!({
            "title": format!("need {n}, signed"), "subject": "need", "on": [format!("{need}@1")], "owner": "leadership",
            "signatures": [signature("medical"), signature("marketing"), signature("market access"), signature("compliance")],
        }),
    );
    for i in 1..=EVIDENCE {
        plan.put("evidence", key("E", i), evidence(n, i, &need, &people, dice));
    }
    for (i, asker) in (1..=QUESTIONS).zip(ASKERS) {
        plan.put("evidence_need", key("EN", i), json!({
            "question": format!("how many admissions within a year are avoided {care} (question {n}.{i})?"), "asked_by": asker, "serves": [need],
            "answered_by": "a comparison with usual care over twelve months", "due": "2027-03-31", "owner": "heor",
        }));
    }
    plan.put(
        "belief",
        key("B", 1),
        json!({
            "statement": format!("early therapy {care} prevents admissions"), "holder": "hcp", "serves": [need], "wanted": "agree",
            "evidence": [key("E", 1)], "owner": "medical",
        }),
    );
    for i in 1..=CLAIMS {
        plan.put("claim", key("C", i), json!({
            "text": format!("people treated early {care} are admitted less often within a year (statement {n}.{i})"),
            "kind": KINDS_OF_CLAIM[i % 4], "serves": [need], "population": people, "stands_on": [key("E", i), key("E", 1 + i % EVIDENCE)],
            "endpoint": endpoint(i), "defended": { "answer": "yes", "reason": "shown in the cited work", "by": "medical", "on": "2026-03-01" }, "owner": "medical",
        }));
    }
    for i in 1..=MESSAGES {
        plan.put("message", key("M", i), message(n, i, &need, care, &key));
    }
    for i in 1..=CONTENTS {
        let (_, audience, _) = WORK[i % 4];
        plan.put("content", key("CT", i), json!({
            "title": format!("leaflet {n}.{i}: early therapy {care}"), "format": "leaflet", "language": "en", "version": "1", "audience": audience,
            "text": format!("what the first weeks {care} decide, and how the team can act on it in one visit (piece {n}.{i})"),
            "messages": [key("M", i), key("M", 1 + (i + 3) % CONTENTS)], "approval": { "certificate": format!("J-{n}-{i}"), "signer": "Role Six", "on": "2026-04-10" },
            "valid_from": "2026-04-15", "valid_until": "2027-12-31", "written_on": "2026-04-01", "owner": "marketing",
        }));
    }
    for i in 1..=ACTIVITIES {
        plan.put("activity", key("T", i), activity(n, i, &need, &region, dice, &key));
    }
    around(plan, n, &need, &region, care, &people, &key);
}

fn the_need(n: usize, people: &Value, care: &str, region: &str) -> Value {
    let reading = json!({ "problem": format!("therapy starts too late {care}"), "population": people, "by": "2028-12-31", "success": "no admission within a year" });
    json!({
        "statement": format!("people with heart failure and reduced ejection fraction wait too long {care} for the therapies that prevent the next admission (need {n})"),
        "population": people, "rank": n, "owner": "medical",
        "burden": [{ "measure": "admissions", "unit": "per 100 patient-years", "today": "31", "wanted": "20", "source": format!("E-{n}-1") }],
        "success": { "patients": "no admission in the year after discharge", "clinicians": "all four therapies started within 60 days" },
        "evolution": [{ "change": "guidelines ask for earlier therapy", "trigger": "the next guideline", "by": "2027-09-01", "then": "education moves to general practice" }],
        "readings": { "medical": reading, "sales": reading, "marketing": reading, "market access": reading },
        "evidence": [format!("E-{n}-1"), format!("E-{n}-2")], "greatest_in": [region],
    })
}

fn signature(function: &str) -> Value {
    json!({ "function": function, "person": "Role Seven", "meaning": "agreed", "on": "2026-02-10" })
}

fn endpoint(i: usize) -> String {
    format!("admission for heart failure {}", i % 7)
}

fn evidence(n: usize, i: usize, need: &str, people: &Value, dice: &mut Dice) -> Value {
    let hazard = format!("0.{}", 70 + dice.throw(20));
    let answers: Vec<String> = (i <= QUESTIONS).then(|| format!("EN-{n}-{i}")).into_iter().collect();
    json!({
        "title": format!("study {n}.{i} of early therapy in heart failure"), "kind": KINDS_OF_EVIDENCE[i % 4], "status": "published", "serves": [need],
        "about": "disease", "population": people, "available_on": format!("2026-0{}-{:02}", 1 + i % 3, 1 + n % 28),
        "endpoints": [
            { "name": endpoint(i), "primary": true, "serves": "both", "time_frame": "12 months",
              "results": [{ "measure": "hazard ratio", "value": hazard, "low": "0.60", "high": "0.95", "endpoint": endpoint(i), "better": "down" }] },
            { "name": endpoint(i + 6), "serves": "both", "time_frame": "12 months" },
        ],
        "identifiers": [format!("NCT{:08}", n * 100 + i)], "sponsor": "a university", "enrolled": 400 + dice.throw(4_000), "journal": "a journal",
        "answers": answers, "owner": "medical",
    })
}

fn message(n: usize, i: usize, need: &str, care: &str, key: &impl Fn(&str, usize) -> String) -> Value {
    let (function, audience, _) = WORK[i % 4];
    let claim = 1 + i % CLAIMS;
    let answers: Vec<String> = (i <= QUESTIONS * 2).then(|| key("EN", 1 + i % QUESTIONS)).into_iter().collect();
    json!({
        "text": format!("the first weeks {care} decide about the year (wording {n}.{i})"), "audience": audience, "function": function, "claims": [key("C", claim)],
        "serves": [need], "endpoint": endpoint(claim), "direction": "down", "answers": answers, "channels": ["in person", "webinar"],
        "written_on": "2026-04-01", "starts": "2026-05-01", "approved": true, "owner": function,
    })
}

fn activity(n: usize, i: usize, need: &str, region: &str, dice: &mut Dice, key: &impl Fn(&str, usize) -> String) -> Value {
    let (function, audience, kind) = WORK[i % 4];
    let content = 1 + (i - 1) % CONTENTS;
    let before: Vec<String> = (i > 4).then(|| key("T", i - 4)).into_iter().collect();
    let (month, day) = (7 + (i - 1) / 4, 1 + dice.throw(20));
    let (year, month) = (2026 + (month - 1) / 12, (month - 1) % 12 + 1);
    json!({
        "title": format!("{kind} {n}.{i} in {region}"), "kind": kind, "function": function, "serves": [need], "audience": audience,
        "topic": format!("early therapy {n}.{i}"), "region": format!("{region}/Site {i}"), "starts": format!("{year}-{month:02}-{day:02}"),
        "ends": format!("{year}-{month:02}-{:02}", day + 5), "uses": [key("CT", content)], "messages": [key("M", content)], "depends_on": before,
        "stakeholders": [key("S", 1 + i % WHO.len())], "channels": ["in person"], "effort": { "RO-1": "2" }, "owner": function,
    })
}

/// Milestones, goals, initiatives, insights, decisions, barriers and people around the need.
fn around(plan: &mut Plan, n: usize, need: &str, region: &str, care: &str, people: &Value, key: &impl Fn(&str, usize) -> String) {
    for i in 1..=2 {
        plan.put("milestone", key("MS", i), json!({
            "title": format!("readout {n}.{i}"), "kind": "readout", "region": region, "date": { "planned": "2026-06-25", "uncertainty_weeks": 4 },
            "starts": [key("T", i)], "relay_to": "medical", "hand_over": "the results and their limits", "owner": "clinical",
        }));
        plan.put("goal", key("G", i), json!({
            "outcome": format!("fewer admissions {care} (goal {n}.{i})"), "kind": if i == 1 { "patient outcome" } else { "access" }, "kpi": key("K", 1),
            "baseline": "31", "target": "20", "unit": "per 100 patient-years", "due": "2028-12-31", "owners": ["medical", "marketing", "market access"],
            "serves": [need], "population": people, "corporate_goal": "fewer admissions", "owner": "medical",
        }));
        plan.put("decision", key("D", i), json!({
            "question": format!("where does education {care} start (decision {n}.{i})?"), "options": ["in hospitals", "in practices"], "decided": "in hospitals",
            "reason": "most discharges happen there", "decided_on": "2026-03-20", "about": [need], "owner": "medical",
        }));
        plan.put("barrier", key("BR", i), json!({
            "title": format!("prior authorisation {care} ({n}.{i})"), "kind": "prior authorisation", "region": region, "touches": "clinician", "lives": 10_000,
            "serves": [need], "mitigation": "one form for all payers", "mitigated_by": [key("T", 2 + i)], "owner": "market access",
        }));
    }
    plan.put("kpi", key("K", 1), json!({
        "name": format!("admissions in area {n}"), "numerator": "admissions", "denominator": "patients discharged", "grain": "hospital and month",
        "unit": "per 100 patient-years", "source": "claims data", "better": "down", "owner": "heor",
    }));
    plan.put("initiative", key("P", 1), json!({
        "title": format!("discharge checklist in {region}"), "kind": format!("checklist {n}"), "sponsor": "medical / Role Eight", "serves": [need],
        "customer_outcome": "all four therapies before discharge", "goal": key("G", 1), "corporate_goal": "fewer admissions", "metric": key("K", 1),
        "asks": { "RO-1": "1" }, "starts": "2026-07-01", "ends": "2026-12-31", "owner": "medical",
    }));
    for i in 1..=INSIGHTS {
        plan.put("insight", key("IN", i), json!({
            "summary": format!("teams {care} ask who starts the second therapy (heard {n}.{i})"), "heard_by": "medical", "heard_from": ASKERS[i % 4],
            "heard_on": "2026-02-20", "themes": ["start of therapy"], "serves": [need], "status": "decided", "accepted_on": "2026-03-01",
            "decision": key("D", 1 + i % 2), "led_to": [key("M", i)], "owner": "medical",
        }));
    }
    for (i, (kind, level)) in (1..).zip(WHO) {
        plan.put("stakeholder", key("S", i), json!({
            "name": format!("role {n}.{i} at a hospital"), "kind": kind, "level": level, "level_because": "leads the local pathway group", "region": region,
            "organisation": "a hospital", "preferred_channels": ["in person"], "consent": "given", "owner": "medical",
        }));
    }
    plan.put("request", key("RQ", 1), json!({
        "question": format!("is there data on early therapy in people over eighty (request {n})?"), "asked_by": "clinician", "stakeholder": key("S", 1),
        "received_on": "2026-05-02", "status": "answered", "serves": [need], "owner": "medical information",
    }));
}
