//! F202: a claim's population, endpoint or value exceeds what its evidence shows.

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, by_need, figures, phrase, within},
    finding::{Finding, Severity},
    graph::Of,
    population::gap_words,
    record::{Claim, Endpoint, Evidence, Measured, Number},
};

pub(super) const RULE: Rule = Rule {
    code: "F202",
    name: "claim-beyond-evidence",
    severity: Severity::Blocker,
    version: 1,
    summary: "a claim's population, endpoint or value exceeds what its evidence shows",
    serves: "S0-32, S0-33",
    reads: &[],
    page: include_str!("claim-beyond-evidence.md"),
    check,
};

/// How many candidates are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut found = vec![];
    for claim in cx.subjects::<Claim>(1) {
        let evidence: Vec<Of<'_, Evidence>> = cx.linked::<Evidence>(claim.node, "stands_on").collect();
        if evidence.is_empty() {
            continue;
        }
        found.extend(population(&claim, &evidence).map(|finding| (claim, true, finding)));
        found.extend(endpoint(&claim, &evidence).map(|finding| (claim, false, finding)));
        let shown = figures::shown(evidence.iter().copied());
        for (place, stated) in claim.body.values.iter().enumerate() {
            if let figures::Fit::Exceeds(shown) = figures::fit(stated, &claim.body.endpoint, &shown) {
                found.push((claim, false, value(&claim, place, stated, shown)));
            }
        }
    }
    for (claim, _, finding) in found.iter_mut().filter(|(_, about_population, _)| *about_population) {
        offer_evidence(cx, claim, finding);
    }
    found.into_iter().for_each(|(_, _, finding)| out.raise(finding));
}

fn population(claim: &Of<'_, Claim>, evidence: &[Of<'_, Evidence>]) -> Option<Finding> {
    let (nearest, gaps) = within::nearest_gap(&claim.population, evidence.iter().map(|e| (e, &e.body.population)))?;
    let shows = if evidence.len() == 1 { format!("`{}` did not study", nearest.title()) } else { "none of its evidence studied".into() };
    let mut finding = Finding::new(
        claim.record,
        "population",
        format!("claim `{}` speaks of patients whom {shows}: {}", claim.title(), gap_words(&gaps)),
    )
    .help("speak of the patients who were studied, or cite a study of the others")
    .fact_said(claim.record, "population", claim.population.words())
    .unless("one of the cited studies had included all the patients whom the claim speaks of");
    for evidence in evidence {
        finding = finding.fact_said(evidence.record, "population", evidence.population.words());
    }
    if let Some(fix) = within::narrow(claim.record, "population", &claim.population, &nearest.population) {
        finding = finding.fix(fix);
    }
    Some(finding.step(nearest.record, "").step(claim.record, "stands_on").fix(Fix::withdraw(claim.record)))
}

/// Offers public evidence on the same need that studied all the patients of the claim.
fn offer_evidence<'g>(cx: &Context<'g>, claim: &Of<'g, Claim>, finding: &mut Finding) {
    let beside = by_need::beside::<Evidence>(cx, claim.node, |evidence| evidence.is_public_on(cx.day));
    // A product claim stands on studies of the product, not of a comparator on the same need.
    let cited: Vec<_> = cx.linked::<Evidence>(claim.node, "stands_on").map(|e| e.body.about).collect();
    let studied = |e: &Of<'g, Evidence>| !e.population.is_everyone() && e.population.contains(&claim.population);
    let fits = beside.iter().filter(|e| cited.contains(&e.about) && studied(e));
    for evidence in fits.take(OFFERED) {
        let label = format!("let {} stand on {} `{}`", claim.key(), evidence.key(), evidence.title());
        finding.fixes.push(Fix::link(label, claim.record, "stands_on", evidence.key()));
    }
}

fn endpoint(claim: &Of<'_, Claim>, evidence: &[Of<'_, Evidence>]) -> Option<Finding> {
    let known: Vec<&Endpoint> = evidence.iter().flat_map(|e| &e.body.endpoints).filter(|endpoint| !endpoint.name.is_empty()).collect();
    let wanted = claim.body.endpoint.trim();
    let is_measured = |name: &str| {
        known.iter().any(|e| figures::names_endpoint(name, &e.name) || e.results.iter().any(|r| figures::names_endpoint(name, &r.endpoint)))
    };
    // Evidence that lists no endpoint says nothing about which were measured.
    let unlisted = evidence.iter().any(|e| e.endpoints.is_empty());
    if wanted.is_empty() || unlisted || is_measured(wanted) {
        return None;
    }
    let names: Vec<&str> = known.iter().map(|endpoint| endpoint.name.as_str()).collect();
    let mut finding = Finding::new(
        claim.record,
        "endpoint",
        format!("claim `{}` speaks of `{wanted}`, which none of its evidence measured", claim.title()),
    )
    .help(format!("speak of what was measured ({}), or cite a study that measured it", phrase::list(&names)))
    .fact(claim.record, "endpoint")
    .unless(format!("one of the cited studies had `{wanted}` as an endpoint"));
    for evidence in evidence {
        let names: Vec<&str> = evidence.body.endpoints.iter().map(|endpoint| endpoint.name.as_str()).collect();
        finding = finding.fact_said(evidence.record, "endpoints", phrase::list(&names)).step(evidence.record, "");
    }
    if let Some(primary) = known.iter().find(|endpoint| endpoint.primary).or(known.first()) {
        let label = format!("let {} speak of `{}`", claim.key(), primary.name);
        finding = finding.fix(Fix::set(label, claim.record, "endpoint", primary.name.as_str()));
    }
    finding.path.truncate(1);
    Some(finding.step(claim.record, "stands_on").fix(Fix::withdraw(claim.record)))
}

fn value(claim: &Of<'_, Claim>, place: usize, stated: &Measured, shown: &figures::Shown<'_>) -> Finding {
    let field = format!("values.{place}.value");
    let bound = |number: &Option<Number>| number.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default();
    let theirs = bound(&shown.result.value);
    let interval = format!("{theirs} ({} to {})", bound(&shown.result.low), bound(&shown.result.high));
    let message = format!(
        "claim `{}` states {}, better than `{}` allows: {interval}",
        claim.title(),
        figures::words(stated, ""),
        shown.evidence.title()
    );
    let set = |field: &str, value: &Option<Number>| {
        value.as_ref().map(|n| Change::Set { key: claim.key().clone(), field: format!("values.{place}.{field}"), value: n.as_str().into() })
    };
    let result = shown.result;
    let changes = [set("value", &result.value), set("low", &result.low), set("high", &result.high)].into_iter().flatten().collect();
    Finding::new(claim.record, &field, message)
        .help("state the number that the evidence shows, with its interval")
        .fact(claim.record, &field)
        .fact_said(shown.evidence.record, "endpoints", figures::words(result, shown.endpoint))
        .unless(format!("the claim stated a value within {interval}"))
        .step(shown.evidence.record, "")
        .step(claim.record, "stands_on")
        .fix(Fix::of(format!("state {theirs} in {}, as {} shows", claim.key(), shown.evidence.key()), changes))
        .fix(Fix::withdraw(claim.record))
}
