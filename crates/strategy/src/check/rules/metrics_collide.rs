//! K703: two functions' incentives push one quantity in opposite directions, or reward passing a stage over success.

use std::collections::BTreeMap;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Direction, Incentive, Kind, Kpi},
};

pub(super) const RULE: Rule = Rule {
    code: "K703",
    name: "metrics-collide",
    severity: Severity::Major,
    version: 1,
    summary: "incentives push one quantity in opposite directions, or reward passing a stage over success",
    serves: "S3-5, S3-22, S3-25, S1-27",
    reads: &[Kind::Incentive, Kind::Kpi],
    page: include_str!("metrics-collide.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut by_kpi: BTreeMap<Node, (Of<'_, Kpi>, Vec<Of<'_, Incentive>>)> = BTreeMap::new();
    for incentive in cx.all::<Incentive>() {
        if incentive.rewards_stage_passing {
            out.raise(rewards_a_stage(&incentive));
        }
        let pushes = incentive.pays.is_some() && incentive.direction.is_some();
        if let Some(kpi) = incentive.body.kpi.as_ref().filter(|_| pushes).and_then(|kpi| cx.follow::<Kpi>(kpi)) {
            by_kpi.entry(kpi.node).or_insert((kpi, vec![])).1.push(incentive);
        }
    }
    for (kpi, incentives) in by_kpi.into_values() {
        // One finding for each KPI: the first incentive, and the first that works against it.
        let against = |one: &Of<'_, Incentive>, other: &Of<'_, Incentive>| one.direction != other.direction && one.pays != other.pays;
        let pair = incentives.iter().enumerate().find_map(|(i, later)| Some((incentives[..i].iter().find(|e| against(e, later))?, later)));
        if let Some((earlier, later)) = pair {
            out.raise(collide(&kpi, earlier, later, &incentives));
        }
    }
}

fn rewards_a_stage(incentive: &Of<'_, Incentive>) -> Finding {
    let who = incentive.pays.map(|function| format!("pays {function}")).unwrap_or("pays".into());
    let message = format!("`{}` {who} for passing a stage, not for success after it", incentive.title());
    Finding::new(incentive.record, "rewards_stage_passing", message)
        .help("let the scheme pay on what happens after the stage, or on a goal that functions own together")
        .fact(incentive.record, "rewards_stage_passing")
        .fact(incentive.record, "pays")
        .unless("the scheme paid on success after the stage")
        .fix(Fix::set(format!("let {} pay on success after the stage", incentive.key()), incentive.record, "rewards_stage_passing", false))
        .fix(Fix::withdraw(incentive.record))
}

fn collide(kpi: &Of<'_, Kpi>, earlier: &Of<'_, Incentive>, later: &Of<'_, Incentive>, all: &[Of<'_, Incentive>]) -> Finding {
    let said = |incentive: &Of<'_, Incentive>| {
        let function = incentive.pays.map(|f| f.to_string()).unwrap_or_default();
        format!("{function} to push it {}", incentive.direction.map_or("", Direction::as_str))
    };
    let message = format!(
        "incentives on KPI `{}` collide: `{}` pays {}, `{}` pays {}",
        kpi.title(),
        earlier.title(),
        said(earlier),
        later.title(),
        said(later)
    );
    let mut finding = Finding::new(later.record, "direction", message)
        .help("pay both functions for the same movement, or for the outcome behind it")
        .fact(later.record, "direction")
        .fact(earlier.record, "direction")
        .fact(kpi.record, "better")
        .unless("both incentives pushed the KPI the same way")
        .step(kpi.record, "")
        .step(earlier.record, "kpi")
        .step(later.record, "kpi");
    let wanted: Vec<Direction> = kpi.better.map_or(Direction::ALL.to_vec(), |better| vec![better]);
    for direction in wanted {
        let turned = all.iter().filter(|incentive| incentive.direction != Some(direction));
        let changes =
            turned.map(|i| Change::Set { key: i.key().clone(), field: "direction".into(), value: direction.as_str().into() }).collect();
        finding = finding.fix(Fix::of(format!("let every incentive on {} push it {direction}", kpi.key()), changes));
    }
    finding.fix(Fix::withdraw(later.record))
}
