//! G505: a scheme pays Medical on prescriptions, sales or share, or pays anybody for use outside the label.

use strategy::{
    Finding, Fix, Function, Kind, Lane, Severity,
    check::Findings,
    graph::Of,
    record::{Incentive, Kpi, Stage},
    text,
};

use super::{Desk, Rule, not_permitted::rules, plan::place};
use crate::{Act, Ask, Class};

pub(super) const RULE: Rule = Rule {
    code: "G505",
    name: "incentive-forbidden",
    severity: Severity::Blocker,
    version: 1,
    summary: "an incentive pays Medical on prescriptions, sales or share, or rewards use outside the label",
    serves: "S0-8, S1-27, S3-5",
    reads: &[Kind::Incentive, Kind::Kpi, Kind::Market],
    page: include_str!("incentive-forbidden.md"),
    check,
};

/// Words of a KPI that counts what Commercial sells: whole words of its name or of what is counted.
const OF_SALES: [&str; 16] = [
    "prescription",
    "prescriptions",
    "prescribing",
    "prescribers",
    "rx",
    "trx",
    "nrx",
    "nbrx",
    "sales",
    "revenue",
    "turnover",
    "share",
    "scripts",
    "calls",
    "detailing",
    "decile",
];

/// Phrases of a KPI that counts use outside the label.
const OFF_LABEL: [&str; 5] = ["off label", "unapproved use", "unapproved uses", "outside the label", "beyond the label"];

fn check(desk: &Desk<'_>, out: &mut Findings) {
    for incentive in desk.all::<Incentive>() {
        let Some(pays) = incentive.pays else { continue };
        let kpi = incentive.body.kpi.as_ref().and_then(|kpi| desk.graph.follow::<Kpi>(kpi));
        let words = text::words(&format!(
            "{} {} {}",
            incentive.title(),
            kpi.map_or("", |kpi| kpi.title()),
            kpi.map_or("", |kpi| kpi.body.numerator.as_str())
        ));
        let said = words.join(" ");
        let sells = words.iter().any(|word| OF_SALES.contains(&word.as_str()));
        let off_label = OFF_LABEL.iter().any(|phrase| format!(" {said} ").contains(&format!(" {phrase} ")));
        if off_label {
            raise(desk, &incentive, kpi.as_ref(), (pays, Class::OffLabelTarget), "for use outside the label", out);
        } else if pays.lane() == Lane::Medical && sells {
            // Whoever sets Medical's pay is leadership, whatever function writes the scheme down.
            raise(desk, &incentive, kpi.as_ref(), (Function::Leadership, Class::MedicalBonus), "on what Commercial sells", out);
        }
    }
}

fn raise(
    desk: &Desk<'_>,
    incentive: &Of<'_, Incentive>,
    kpi: Option<&Of<'_, Kpi>>,
    (by, class): (Function, Class),
    on: &str,
    out: &mut Findings,
) {
    let markets = desk.graph.markets_of(incentive.record);
    // The strictest place counts: a scheme is one scheme everywhere. Off-label credit is judged as of approval.
    let stage = markets.iter().filter_map(|market| desk.calendar(market)).map(|calendar| calendar.on(desk.day)).max();
    let stage = if class == Class::OffLabelTarget { stage.max(Some(Stage::Approved)) } else { stage };
    let ask = Ask::new(by, Act::Incentivise, class, stage.unwrap_or(Stage::Launched), desk.day);
    let ask = markets.iter().filter_map(|market| place(market)).fold(ask, Ask::at);
    let verdict = desk.gate.decide(&ask);
    if verdict.outcome.allows() {
        return;
    }
    let pays = incentive.pays.map(|pays| pays.to_string()).unwrap_or_default();
    let measured = kpi.map(|kpi| format!(" by KPI `{}`", kpi.title())).unwrap_or_default();
    let message = format!("`{}` pays {pays} {on}{measured}: {}", incentive.title(), rules(&verdict));
    let help = match class {
        Class::MedicalBonus => {
            "pay Medical for the quality of insights, the time to an answer or scientific objectives; outcomes for patients may be shared by the team"
        }
        _ => "take specialties, patients and volumes that the label does not cover out of the scheme",
    };
    let mut finding = Finding::new(incentive.record, "kpi", message)
        .help(help)
        .fact(incentive.record, "pays")
        .fact(incentive.record, "kpi")
        .unless("it paid on something else, or paid another function")
        .fix(Fix::withdraw(incentive.record));
    if let Some(kpi) = kpi {
        finding = finding.fact(kpi.record, "name").fact(kpi.record, "numerator");
        finding.fixes.push(Fix::set(format!("take the KPI out of {}", incentive.key()), incentive.record, "kpi", serde_json::Value::Null));
    }
    out.raise(finding);
}
