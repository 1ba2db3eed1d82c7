//! C804: a stakeholder level or kind has no engagement.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, activities::free_key},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    record::{Activity, ActivityKind, Asset, Audience, Kind, Level, Market, Need, Stage, Stakeholder, StakeholderKind},
};

pub(super) const RULE: Rule = Rule {
    code: "C804",
    name: "level-uncovered",
    severity: Severity::Minor,
    version: 1,
    summary: "a stakeholder level or kind has no engagement",
    serves: "S2-15, S2-16, S2-17, S2-18, S2-19, S2-20, S4-24",
    reads: &[Kind::Market, Kind::Activity, Kind::Stakeholder, Kind::Need],
    page: include_str!("level-uncovered.md"),
    check,
};

/// The kinds of stakeholder that every asset must engage, beside health-care professionals, and who usually does it.
const WANTED: &[(StakeholderKind, Function)] = &[
    (StakeholderKind::Payer, Function::MarketAccess),
    (StakeholderKind::Hta, Function::MarketAccess),
    (StakeholderKind::Regulator, Function::Regulatory),
    (StakeholderKind::PatientAdvocate, Function::Medical),
];

fn check(cx: &Context<'_>, out: &mut Findings) {
    for asset in cx.all::<Asset>() {
        let late =
            cx.all::<Market>().find(|market| market.stage >= Some(Stage::Phase3) && cx.graph.asset_node(market.node) == Some(asset.node));
        let Some(market) = late else { continue };
        let activities: Vec<_> = cx.all::<Activity>().filter(|activity| cx.graph.asset_node(activity.node) == Some(asset.node)).collect();
        let engaged = Engaged::by(cx, &activities);
        let levels: Vec<Level> = Level::ALL.iter().copied().filter(|level| !engaged.levels.contains(level)).collect();
        let kinds: Vec<_> = WANTED.iter().copied().filter(|(kind, _)| !engaged.kinds.contains(kind)).collect();
        // Without any activity there is no plan yet to judge.
        let is_covered = levels.is_empty() && kinds.is_empty();
        if !is_covered && !activities.is_empty() {
            out.raise(uncovered(cx, &asset, &market, &levels, &kinds));
        }
    }
}

/// The levels and kinds of stakeholder that activities engage.
#[derive(Default)]
struct Engaged {
    levels: BTreeSet<Level>,
    kinds: BTreeSet<StakeholderKind>,
}

impl Engaged {
    fn by(cx: &Context<'_>, activities: &[Of<'_, Activity>]) -> Engaged {
        let mut engaged = Engaged::default();
        for activity in activities {
            if engaged.is_complete() {
                break;
            }
            let stakeholders: Vec<Of<'_, Stakeholder>> = cx.linked::<Stakeholder>(activity.node, "stakeholders").collect();
            engaged.levels.extend(stakeholders.iter().filter_map(|stakeholder| stakeholder.level).chain(activity.levels.iter().copied()));
            engaged
                .kinds
                .extend(stakeholders.iter().filter_map(|stakeholder| stakeholder.kind).chain(activity.stakeholder_kinds.iter().copied()));
            engaged.kinds.extend(match activity.audience {
                Some(Audience::Payer) => Some(StakeholderKind::Payer),
                Some(Audience::Advocate) => Some(StakeholderKind::PatientAdvocate),
                Some(Audience::Regulator) => Some(StakeholderKind::Regulator),
                Some(Audience::Hcp | Audience::Patient) | None => None,
            });
        }
        engaged
    }

    /// Whether nobody is missing, so that there is no need to look further.
    fn is_complete(&self) -> bool {
        let all_kinds = || WANTED.iter().all(|(kind, _)| self.kinds.contains(kind));
        self.levels.len() == Level::ALL.len() && all_kinds()
    }
}

fn uncovered(
    cx: &Context<'_>,
    asset: &Of<'_, Asset>,
    market: &Of<'_, Market>,
    levels: &[Level],
    kinds: &[(StakeholderKind, Function)],
) -> Finding {
    let level_words: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
    let kind_words: Vec<&str> = kinds.iter().map(|(kind, _)| kind.as_str()).collect();
    let at_levels = (!levels.is_empty()).then(|| format!("nobody at the level {}", either(&level_words)));
    let of_kinds = (!kinds.is_empty()).then(|| format!("no {}", either(&kind_words)));
    let whom: Vec<String> = at_levels.into_iter().chain(of_kinds).collect();
    let stage = market.stage.map(Stage::as_str).unwrap_or_default();
    let message = format!("asset `{}`, in {stage} in market `{}`, engages {}", asset.title(), market.key(), whom.join(" and "));
    let mut finding = Finding::new(asset.record, "", message)
        .help("plan an engagement for each, or say in the activities whom they engage already")
        .fact(market.record, "stage")
        .fact_said(asset.record, "levels", level_words.join(", "))
        .fact_said(asset.record, "stakeholder_kinds", kind_words.join(", "))
        .unless("an activity named stakeholders, stakeholder kinds or levels that cover these");
    finding.fixes.extend(plan(cx, asset, levels, kinds));
    finding
}

/// `a`, `b` or `c`.
fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [first @ .., last] => format!("{} or `{last}`", first.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// Plans one activity for the levels and one for each kind, with the stakeholders of theirs who are known.
fn plan(cx: &Context<'_>, asset: &Of<'_, Asset>, levels: &[Level], kinds: &[(StakeholderKind, Function)]) -> Option<Fix> {
    let mut known: Vec<Of<'_, Stakeholder>> = cx.all::<Stakeholder>().collect();
    known.retain(|stakeholder| cx.graph.asset_node(stakeholder.node).is_none_or(|node| node == asset.node));
    let names = |wanted: &dyn Fn(&Stakeholder) -> bool| -> Vec<Value> {
        known.iter().filter(|stakeholder| wanted(stakeholder)).map(|stakeholder| stakeholder.key().to_string().into()).collect()
    };
    let needs = cx.all::<Need>().filter(|need| cx.graph.asset_node(need.node) == Some(asset.node));
    let need = needs.min_by_key(|need| (need.rank.unwrap_or(u32::MAX), need.key())).map(|need| need.key().to_string());
    let common = |title: String, function: Function| json!({ "asset": asset.key(), "owner": function, "function": function, "title": title, "serves": need.iter().collect::<Vec<_>>() });
    let mut changes = vec![];
    let mut put = |suffix: &str, mut fields: Value, with: Value| -> Option<()> {
        fields.as_object_mut()?.extend(with.as_object()?.clone());
        let key = free_key(cx, &format!("T-{}-{}", asset.key(), suffix.replace(' ', "-")))?;
        changes.push(Change::Put { kind: Kind::Activity.name().into(), key, fields: fields.as_object()?.clone() });
        Some(())
    };
    if !levels.is_empty() {
        let words: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
        let stakeholders = names(&|stakeholder| stakeholder.level.is_some_and(|level| levels.contains(&level)));
        let with =
            json!({ "kind": ActivityKind::ScientificExchange, "audience": Audience::Hcp, "levels": words, "stakeholders": stakeholders });
        put("levels", common(format!("engage the levels {}", words.join(", ")), Function::Medical), with)?;
    }
    for (kind, function) in kinds {
        let stakeholders = names(&|stakeholder| stakeholder.kind == Some(*kind));
        let with = json!({ "stakeholder_kinds": [kind], "stakeholders": stakeholders });
        put(kind.as_str(), common(format!("engage a {kind}"), *function), with)?;
    }
    Some(Fix::of("plan an engagement for each", changes))
}
