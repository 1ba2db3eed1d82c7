//! `check`: a folder, a file or the workspace, on a day. Works on a folder without any server or database.

use std::{collections::BTreeMap, path::Path};

use strategy::{Finding, Graph, Key, Severity, record::Asset};

use crate::{
    args::{Common, Threshold},
    commands::{did_you_mean, guardrail},
    exit::{Exit, NotFound},
    folder, render, workspace,
};

pub(super) fn run(common: &Common, path: Option<&Path>, asset: Option<&str>, fail_on: Threshold) -> anyhow::Result<Exit> {
    let (graph, findings, texts) = match path {
        Some(path) => {
            let folder = folder::read(path)?;
            let day = common.day.or(folder.reading.day).unwrap_or_else(|| workspace::day(common));
            let (graph, mut findings) = folder.reading.into_graph();
            let gate = guardrail::shipped()?;
            findings.extend(guardrails::check::check(&gate, &graph, day));
            (graph, findings, folder.texts)
        }
        None => {
            let whole = workspace::open(common)?;
            let gate = guardrail::start(common, &whole)?.current();
            let live = whole.live();
            let mut findings = live.graph().problems();
            findings.extend(guardrails::check::check(&gate, live.graph(), live.day()));
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
    Ok(if failed { Exit::Findings } else { Exit::Ok })
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
