//! `check`: a folder, a file or the workspace, on a day. Works on a folder without any server or database.

mod only;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use guardrails::Gate;
use jiff::civil::Date;
use strategy::{Finding, Graph, Key, Severity, record::Asset};

use crate::{
    args::{Common, Threshold},
    commands::{did_you_mean, guardrail},
    exit::{Exit, NotFound},
    folder, render, workspace,
};
use only::Only;

pub(super) fn run(common: &Common, path: Option<&Path>, asset: Option<&str>, only: &[String], fail_on: Threshold) -> anyhow::Result<Exit> {
    let only = Only::parse(only)?;
    let (graph, findings, texts) = match path {
        Some(path) => {
            let folder = folder::read(path)?;
            let day = common.day.or(folder.records.day).unwrap_or_else(|| workspace::day(common));
            let (graph, mut findings) = folder.records.into_graph();
            findings.extend(judged(&graph, day, &only, guardrail::shipped)?);
            (graph, findings, folder.texts)
        }
        None => {
            let whole = workspace::open(common)?;
            let live = whole.live();
            let mut findings = live.graph().problems();
            findings.extend(judged(live.graph(), live.day(), &only, || Ok(guardrail::start(common, &whole)?.current()))?);
            (live.graph().clone(), findings, BTreeMap::new())
        }
    };
    let open = findings.iter().filter(|finding| finding.is_open());
    let shown: Vec<&Finding> = match asset {
        Some(asset) => {
            let key = Key::new(asset).filter(|key| graph.get::<Asset>(key).is_some());
            let keys = graph.all::<Asset>().map(|asset| asset.key().as_str());
            let key = key.ok_or_else(|| NotFound(format!("there is no asset `{asset}`{}", did_you_mean(asset, keys))))?;
            open.filter(|finding| belongs_to(&graph, finding, &key)).collect()
        }
        None => open.collect(),
    };
    render::findings(&shown, &texts, common);
    if let Some(first) = shown.first()
        && !common.json
    {
        render::say(common, &format!("next: `lodestar explain {}` says why the first is raised and how to mend it", first.code));
    }
    let failed = shown.iter().any(|finding| counts(finding.severity, fail_on));
    // The process ends here; to give back a large strategy piece by piece takes longer than to check it.
    std::mem::forget((graph, findings, texts));
    Ok(if failed { Exit::Findings } else { Exit::Ok })
}

/// What the rules that were asked for find. The gate is opened only for rules that ask it.
fn judged(graph: &Graph, day: Date, only: &Only, gate: impl FnOnce() -> anyhow::Result<Arc<Gate>>) -> anyhow::Result<Vec<Finding>> {
    Ok(match only {
        Only::Everything => guardrails::check::check(&*gate()?, graph, day),
        Only::These(codes) if Only::asks_the_gate(codes) => {
            let all = guardrails::check::check(&*gate()?, graph, day);
            all.into_iter().filter(|finding| codes.contains(&finding.code)).collect()
        }
        Only::These(codes) => strategy::check::check_only(graph, day, codes),
    })
}

fn belongs_to(graph: &Graph, finding: &Finding, asset: &Key) -> bool {
    let record = finding.record.as_ref().and_then(|key| graph.record(key));
    record.and_then(|record| graph.asset_of(record)).is_none_or(|of| of.key() == asset)
}

fn counts(severity: Severity, fail_on: Threshold) -> bool {
    match fail_on {
        Threshold::Blocker => severity <= Severity::Blocker,
        Threshold::Major => severity <= Severity::Major,
        Threshold::Minor => severity <= Severity::Minor,
        Threshold::Note => true,
        Threshold::Never => false,
    }
}
