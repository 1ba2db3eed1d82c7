//! A101: an asset past Phase I has no patient unmet need.

use serde_json::json;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    function::Function,
    key::Key,
    record::{Asset, Kind, Market, Need, Stage},
};

pub(super) const RULE: Rule = Rule {
    code: "A101",
    name: "no-need",
    severity: Severity::Blocker,
    version: 1,
    summary: "an asset past Phase I has no patient unmet need",
    serves: "S0-18, S0-19",
    reads: &[Kind::Need, Kind::Market],
    page: include_str!("no-need.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for asset in cx.all::<Asset>() {
        let of_asset = |record| cx.graph.asset_of(record).map(|a| a.node) == Some(asset.node);
        let has_need = cx.all::<Need>().any(|need| of_asset(need.record));
        let past_phase_1 = cx.all::<Market>().find(|market| of_asset(market.record) && market.stage > Some(Stage::Phase1));
        if has_need {
            continue;
        }
        if let Some(market) = past_phase_1 {
            out.raise(no_need(&asset, &market));
        }
    }
}

fn no_need(asset: &crate::graph::Of<'_, Asset>, market: &crate::graph::Of<'_, Market>) -> Finding {
    let stage = market.stage.map(Stage::as_str).unwrap_or_default();
    let fields =
        json!({ "asset": asset.key(), "statement": "the patient unmet need, in the patients' terms and without a product", "rank": 1 });
    Finding::new(
        asset.record,
        "",
        format!("asset `{}` is in {stage} in market `{}` and has no patient unmet need", asset.title(), market.key()),
    )
    .help("write the need that the asset is for, and agree it between Medical, Commercial and Market Access")
    .fact(market.record, "stage")
    .unless("the asset had a need, or no market were past Phase I")
    .fix(Fix::create("write a first need", Kind::Need, Key::new("N-1").expect("a fixed key"), fields))
    .owner(asset.sponsor.clone().unwrap_or(Function::Leadership.into()))
}
