//! K702: one KPI name has two formulas, or two numbers for the same month.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, phrase},
    finding::{Finding, Severity},
    function::Function,
    graph::{Node, Of},
    record::{Kind, Kpi, Observation},
    text,
};

pub(super) const RULE: Rule = Rule {
    code: "K702",
    name: "two-definitions",
    severity: Severity::Major,
    version: 1,
    summary: "one KPI name has two formulas, or two numbers for the same month",
    serves: "S3-14",
    reads: &[Kind::Kpi],
    page: include_str!("two-definitions.md"),
    check,
};

/// The asset and the words of a name.
type Name = (Option<Node>, Vec<String>);

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut by_name: BTreeMap<Name, Vec<Of<'_, Kpi>>> = BTreeMap::new();
    for kpi in cx.all::<Kpi>() {
        let asset = cx.graph.asset_node(kpi.node);
        by_name.entry((asset, text::words(&kpi.body.name))).or_default().push(kpi);
        if let Some(finding) = two_numbers(&kpi) {
            out.raise(finding);
        }
    }
    for ((_, name), kpis) in by_name {
        let [first, later @ ..] = kpis.as_slice() else { continue };
        for kpi in later.iter().filter(|_| !name.is_empty()) {
            if let Some(finding) = two_formulas(first, kpi).or_else(|| numbers_apart(first, kpi)) {
                out.raise(finding);
            }
        }
    }
}

/// Two records of one name that count other things, or out of other things.
fn two_formulas(first: &Of<'_, Kpi>, other: &Of<'_, Kpi>) -> Option<Finding> {
    let parts =
        [("numerator", &first.body.numerator, &other.body.numerator), ("denominator", &first.body.denominator, &other.body.denominator)];
    let stated = parts.into_iter().filter(|(_, one, two)| !one.trim().is_empty() && !two.trim().is_empty());
    let (part, one, two) = stated.into_iter().find(|(_, one, two)| text::words(one) != text::words(two))?;
    let message = format!("KPI `{}` has two {part}s: `{}` here, `{}` in `{}`", other.title(), two.trim(), one.trim(), first.key());
    let set = |field: &str, value: &str| Change::Set { key: other.key().clone(), field: field.into(), value: value.into() };
    let adopt = vec![set("numerator", &first.body.numerator), set("denominator", &first.body.denominator)];
    Some(
        Finding::new(other.record, part, message)
            .help("agree on one definition, or give the two measures two names")
            .fact(other.record, part)
            .fact(first.record, part)
            .unless("the two had one definition, or two names")
            .step(first.record, "")
            .step(other.record, part)
            .fix(Fix::of(format!("define {} as {} does", other.key(), first.key()), adopt))
            .fix(Fix::set(
                format!("name {} `{} ({})`", other.key(), other.title(), two.trim()),
                other.record,
                "name",
                format!("{} ({})", other.title(), two.trim()),
            ))
            .fix(Fix::withdraw(other.record)),
    )
}

/// Two records of one name and formula that report other numbers for one month.
fn numbers_apart(first: &Of<'_, Kpi>, other: &Of<'_, Kpi>) -> Option<Finding> {
    let both: Vec<&Observation> = first.body.observations.iter().chain(&other.body.observations).collect();
    let clashes = clashes(&both);
    let own = |list: &[Observation]| self::clashes(&list.iter().collect::<Vec<_>>()).iter().map(|clash| clash.month).collect::<Vec<_>>();
    let (mine, theirs) = (own(&other.body.observations), own(&first.body.observations));
    let apart: Vec<&Clash<'_>> = clashes.iter().filter(|clash| !mine.contains(&clash.month) && !theirs.contains(&clash.month)).collect();
    let clash = apart.first()?;
    let message = format!(
        "KPI `{}` has two numbers in `{}` and `{}`: {}",
        other.title(),
        first.key(),
        other.key(),
        phrase::first_and_more(&clash.words(), apart.len())
    );
    Some(
        Finding::new(other.record, "observations", message)
            .help("agree which number is right, and keep one record of the KPI")
            .fact(other.record, "observations")
            .fact(first.record, "observations")
            .unless("the two reported one number for each month, or had two names")
            .step(first.record, "")
            .step(other.record, "name")
            .fix(Fix::withdraw(other.record)),
    )
}

/// One record with two numbers for one month.
fn two_numbers(kpi: &Of<'_, Kpi>) -> Option<Finding> {
    let all: Vec<&Observation> = kpi.body.observations.iter().collect();
    let clashes = clashes(&all);
    let clash = clashes.first()?;
    let message = format!("KPI `{}` has two numbers: {}", kpi.title(), phrase::first_and_more(&clash.words(), clashes.len()));
    let keep = |last: bool| {
        let kept: Vec<Value> =
            all.iter().enumerate().filter(|(i, o)| is_kept(&all, *i, o, last)).filter_map(|(_, o)| serde_json::to_value(o).ok()).collect();
        Fix::set(
            format!("keep the {} number of each month in {}", if last { "last" } else { "first" }, kpi.key()),
            kpi.record,
            "observations",
            kept,
        )
    };
    Some(
        Finding::new(kpi.record, "observations", message)
            .help("find out which number follows the definition, and keep that one")
            .fact(kpi.record, "observations")
            .unless("each month had one number")
            .fix(keep(false))
            .fix(keep(true)),
    )
}

/// Whether an observation is the first, or the last, of its month; one without a month is kept.
fn is_kept(all: &[&Observation], place: usize, observation: &Observation, last: bool) -> bool {
    let same = |other: &&Observation| month(other).is_some() && month(other) == month(observation);
    let mut rivals = if last { all[place + 1..].iter() } else { all[..place].iter() };
    !rivals.any(same)
}

/// Two different numbers for one month.
struct Clash<'k> {
    month: (i16, i8),
    one: &'k Observation,
    other: &'k Observation,
}

impl Clash<'_> {
    /// `12 (medical) and 15 (marketing) for 2026-01`.
    fn words(&self) -> String {
        let said = |o: &Observation| {
            let by = o.reported_by.map(|f: Function| format!(" ({f})")).unwrap_or_default();
            format!("{}{by}", o.value.as_ref().map(|n| n.as_str()).unwrap_or_default())
        };
        format!("{} and {} for {:04}-{:02}", said(self.one), said(self.other), self.month.0, self.month.1)
    }
}

fn month(observation: &Observation) -> Option<(i16, i8)> {
    observation.month.map(|day| (day.year(), day.month()))
}

/// The months with different numbers, in their order: the first number and the first that differs.
fn clashes<'k>(observations: &[&'k Observation]) -> Vec<Clash<'k>> {
    let mut first: BTreeMap<(i16, i8), &'k Observation> = BTreeMap::new();
    let mut found: BTreeMap<(i16, i8), Clash<'k>> = BTreeMap::new();
    for observation in observations.iter().filter(|o| o.value.is_some()) {
        let Some(month) = month(observation) else { continue };
        let one = *first.entry(month).or_insert(observation);
        let value = |o: &Observation| o.value.as_ref().map(crate::record::Number::value);
        if value(one) != value(observation) {
            found.entry(month).or_insert(Clash { month, one, other: observation });
        }
    }
    found.into_values().collect()
}
