//! What a plan has once: the asset, its markets, roles, the forum and its sessions, the glossary.

use serde_json::{Value, json};

use super::Plan;

/// Everyone for whom the medicine is approved.
pub(super) fn population(youngest: usize) -> Value {
    json!({ "disease": "heart failure", "ejection_fraction": "..40", "age": format!("{youngest}..") })
}

/// The functions that plan together.
const MEMBERS: [&str; 4] = ["medical / Role One", "marketing / Role Two", "market access / Role Three", "compliance / Role Four"];

pub(super) fn put(plan: &mut Plan) {
    plan.put(
        "asset",
        "A-1",
        json!({
            "name": "LX-101", "inn": "examplinib", "brand_names": ["Examplia"], "modality": "small molecule", "regulators": ["FDA", "EMA"],
            "sponsor": "leadership / Role Five", "fictional": true, "owner": "leadership",
        }),
    );
    plan.put("indication", "I-1", json!({
        "name": "heart failure with reduced ejection fraction", "disease": "heart failure", "population": population(18), "owner": "regulatory",
    }));
    for jurisdiction in ["US", "DE"] {
        plan.put("market", format!("MK-{jurisdiction}"), market(jurisdiction));
        plan.put("milestone", format!("MS-{jurisdiction}-coverage"), coverage(jurisdiction));
    }
    for (number, (title, function)) in
        [("MSL", "medical"), ("sales representative", "sales"), ("account manager", "market access")].into_iter().enumerate()
    {
        plan.put(
            "role",
            format!("RO-{}", number + 1),
            json!({
                "title": title, "function": function, "hours_per_week": "20", "people": 100_000, "region": "US", "owner": function,
            }),
        );
    }
    plan.put(
        "forum",
        "FO-1",
        json!({ "name": "joint planning", "every_days": 35, "since": "2026-01-05", "members": MEMBERS, "owner": "leadership" }),
    );
    for month in 1..=5 {
        plan.put("session", format!("SE-{month}"), json!({
            "title": format!("joint planning, month {month}"), "forum": "FO-1", "held_on": format!("2026-{month:02}-20"), "attended": MEMBERS,
            "agenda": ["open findings", "milestones of the next quarter"], "owner": "leadership",
        }));
    }
    for number in 1..=10 {
        plan.put(
            "term",
            format!("TE-{number}"),
            json!({
                "term": format!("measure {number} of congestion"), "canonical": format!("congestion measure {number}"),
                "senses": { "medical": "a clinical sign" }, "chosen": "medical", "owner": "medical",
            }),
        );
    }
    plan.put(
        "training",
        "TR-1",
        json!({
            "title": "one language for congestion", "teaches": ["TE-1", "TE-2"], "for_functions": ["medical", "sales", "market access"],
            "completed": [{ "person": "P-1", "function": "medical", "on": "2026-02-01" }], "owner": "medical",
        }),
    );
}

fn market(jurisdiction: &str) -> Value {
    json!({
        "name": format!("{jurisdiction} heart failure"), "indication": "I-1", "jurisdiction": jurisdiction, "region": jurisdiction, "stage": "launched",
        "phase3_start": { "actual": "2021-02-01" }, "filing": { "actual": "2024-02-01" }, "approval": { "actual": "2025-01-10" },
        "launch": { "actual": "2025-03-01" }, "joint_planning_since": "2020-09-01", "owner": "regulatory",
        "labels": [{ "version": "1", "from": "2025-01-10", "indication": "adults with heart failure and reduced ejection fraction", "population": population(18) }],
    })
}

/// Coverage is reached before any promotion starts.
fn coverage(jurisdiction: &str) -> Value {
    json!({
        "title": format!("listing in {jurisdiction}"), "kind": "price listing", "markets": [format!("MK-{jurisdiction}")], "region": jurisdiction,
        "date": { "actual": "2025-02-15" }, "relay_to": "sales", "hand_over": "the terms of coverage", "owner": "market access",
    })
}

pub(super) fn lesson(number: usize) -> Value {
    json!({
        "lesson": format!("lesson {number}: what the field hears in the first month changes the second quarter's plan"),
        "situation": "launch readiness review", "about": ["A-1"], "learned_on": "2026-03-01", "owner": "leadership",
    })
}
