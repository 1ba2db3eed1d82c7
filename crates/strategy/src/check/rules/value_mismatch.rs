//! F203: a number in a claim or message differs from the evidence that it cites.

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        figures::{self, Fit, Shown},
        phrase,
        quoted::{self, Quoted, Sort},
    },
    finding::{Finding, Severity},
    graph::Of,
    record::{Claim, Evidence, Kind, Measured, Message, Number, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "F203",
    name: "value-mismatch",
    severity: Severity::Blocker,
    version: 1,
    summary: "a number in a claim or message differs from the evidence that it cites",
    serves: "S1-35, S3-14",
    reads: &[Kind::Claim, Kind::Message, Kind::Evidence],
    page: include_str!("value-mismatch.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for claim in cx.local_subjects::<Claim>(2).filter(|claim| states_numbers(&claim.body.values, &claim.body.text)) {
        let evidence: Vec<Of<'_, Evidence>> = cx.linked::<Evidence>(claim.node, "stands_on").collect();
        let shown = figures::shown(evidence.iter().copied());
        let before = out.found.len();
        for (place, stated) in claim.body.values.iter().enumerate() {
            if let Fit::Differs(shown) = figures::fit(stated, &claim.body.endpoint, &shown) {
                out.raise(differs(claim.record, "claim", place, stated, shown));
            }
        }
        let stated: Vec<&Measured> = claim.body.values.iter().collect();
        if before == out.found.len() {
            wording(claim.record, "claim", &claim.body.text, &evidence, &shown, &stated).into_iter().for_each(|f| out.raise(f));
        }
    }
    for message in cx.local_subjects::<Message>(2).filter(|message| states_numbers(&message.body.values, &message.body.text)) {
        check_message(cx, &message, out);
    }
}

fn states_numbers(values: &[Measured], text: &str) -> bool {
    !values.is_empty() || !quoted::numbers(text).is_empty()
}

fn check_message(cx: &Context<'_>, message: &Of<'_, Message>, out: &mut Findings) {
    let claims: Vec<Of<'_, Claim>> = cx.linked::<Claim>(message.node, "claims").collect();
    let mut evidence: Vec<Of<'_, Evidence>> = vec![];
    for item in claims.iter().flat_map(|claim| cx.linked::<Evidence>(claim.node, "stands_on")) {
        if !evidence.iter().any(|known| known.node == item.node) {
            evidence.push(item);
        }
    }
    let shown = figures::shown(evidence.iter().copied());
    let before = out.found.len();
    for (place, stated) in message.body.values.iter().enumerate() {
        let endpoint = if stated.endpoint.is_empty() { &message.body.endpoint } else { &stated.endpoint };
        let said = claims.iter().flat_map(|claim| claim.body.values.iter().map(move |value| (claim, value)));
        let same: Vec<_> = said.filter(|(claim, value)| is_same(stated, endpoint, claim, value)).collect();
        // A message that repeats its claim is right or wrong with it: the claim's own finding is enough.
        let repeats = same.iter().any(|(_, value)| both(stated, value).is_some_and(|(mine, theirs)| figures::agree(mine, theirs)));
        match (figures::fit(stated, &message.body.endpoint, &shown), same.first()) {
            _ if repeats => {}
            (Fit::Differs(shown) | Fit::Exceeds(shown), _) => out.raise(differs(message.record, "message", place, stated, shown)),
            (Fit::Unknown, Some((claim, value))) => out.raise(differs_from_claim(message.record, place, stated, claim, value)),
            _ => {}
        }
    }
    if before == out.found.len() {
        let stated: Vec<&Measured> = message.body.values.iter().chain(claims.iter().flat_map(|claim| &claim.body.values)).collect();
        // Numbers that stand in the wording of a claim as well are judged there.
        let text = &message.body.text;
        let mine = quoted::numbers(text);
        let of_claims = || claims.iter().flat_map(|claim| quoted::numbers(&claim.body.text));
        let theirs: Vec<Quoted> = if mine.is_empty() { vec![] } else { of_claims().collect() };
        let repeated = |q: &Quoted| theirs.iter().any(|c| c.sort == q.sort && c.value == q.value);
        if !mine.iter().all(repeated) {
            wording(message.record, "message", text, &evidence, &shown, &stated).into_iter().for_each(|f| out.raise(f));
        }
    }
}

fn is_same(stated: &Measured, endpoint: &str, claim: &Of<'_, Claim>, value: &Measured) -> bool {
    let theirs = if value.endpoint.is_empty() { &claim.body.endpoint } else { &value.endpoint };
    value.value.is_some() && figures::is_same_figure(stated, endpoint, value, theirs)
}

fn both<'a>(one: &'a Measured, other: &'a Measured) -> Option<(&'a Number, &'a Number)> {
    one.value.as_ref().zip(other.value.as_ref())
}

fn differs(record: &Record, kind: &str, place: usize, stated: &Measured, shown: &Shown<'_>) -> Finding {
    let field = format!("values.{place}.value");
    let theirs = shown.result.value.as_ref().map(Number::as_str).unwrap_or_default();
    let message = format!(
        "{kind} `{}` states {}; `{}` shows {theirs}",
        record.title(),
        figures::words(stated, shown.endpoint),
        shown.evidence.title()
    );
    let label = format!("state {theirs} in {}, as {} shows", record.key, shown.evidence.key());
    Finding::new(record, &field, message)
        .help("state the number as the evidence shows it, or cite the evidence that shows this one")
        .fact(record, &field)
        .fact_said(shown.evidence.record, "endpoints", figures::words(shown.result, shown.endpoint))
        .unless(format!("it stated {theirs}"))
        .step(shown.evidence.record, "")
        .step(record, if record.kind() == Kind::Claim { "stands_on" } else { "claims" })
        .fix(Fix::set(label, record, &field, theirs))
        .fix(Fix::withdraw(record))
}

fn differs_from_claim(record: &Record, place: usize, stated: &Measured, claim: &Of<'_, Claim>, value: &Measured) -> Finding {
    let field = format!("values.{place}.value");
    let theirs = value.value.as_ref().map(Number::as_str).unwrap_or_default();
    let message =
        format!("message `{}` states {}; its claim `{}` states {theirs}", record.title(), figures::words(stated, ""), claim.title());
    Finding::new(record, &field, message)
        .help("state the same number in the message and in the claim that it words")
        .fact(record, &field)
        .fact_said(claim.record, "values", figures::words(value, &value.endpoint))
        .unless(format!("it stated {theirs}"))
        .step(claim.record, "")
        .step(record, "claims")
        .fix(Fix::set(format!("state {theirs} in {}, as {} does", record.key, claim.key()), record, &field, theirs))
        .fix(Fix::withdraw(record))
}

/// Numbers in the wording that neither the cited results nor the stated values hold.
fn wording(
    record: &Record,
    kind: &str,
    text: &str,
    evidence: &[Of<'_, Evidence>],
    shown: &[Shown<'_>],
    stated: &[&Measured],
) -> Option<Finding> {
    let said_in_it = quoted::numbers(text);
    if shown.is_empty() || said_in_it.is_empty() {
        return None;
    }
    let results: Vec<&Measured> = shown.iter().map(|shown| shown.result).chain(stated.iter().copied()).collect();
    let is_ratio = |result: &&&Measured| is_hazard_ratio(result);
    let elsewhere = |q: &Quoted| evidence.iter().any(|e| quotes(&e.body.abstract_text, q) || quotes(&e.body.title, q));
    let unknown = |q: &Quoted| match q.sort {
        Sort::HazardRatio => {
            let ratios: Vec<_> = results.iter().filter(is_ratio).collect();
            !ratios.is_empty() && !ratios.iter().any(|r| ends(r).any(|n| figures::agree(&q.value, n)))
        }
        // Per cents can be derived in more ways than are known here; only results in per cent, and ratios, are held against them.
        Sort::Percent => {
            let percents: Vec<f64> = results.iter().flat_map(|r| as_percents(r)).collect();
            let shown_at_all = shown.iter().any(|shown| !as_percents(shown.result).is_empty());
            shown_at_all && !percents.iter().any(|p| figures::agree(&q.value, &Number::from(*p)))
        }
    };
    let missing: Vec<Quoted> = said_in_it.into_iter().filter(|q| unknown(q) && !elsewhere(q)).collect();
    let first = missing.first()?;
    let words: Vec<String> = missing.iter().map(|q| format!("`{}`", said(q))).collect();
    let cited: Vec<String> = shown.iter().map(|shown| figures::words(shown.result, shown.endpoint)).collect();
    let message = format!("{kind} `{}` says {}, which none of its evidence shows", record.title(), phrase::list(&words));
    let mut finding = Finding::new(record, "text", message)
        .help(format!("say a number that the evidence shows: {}", cited.join("; ")))
        .fact(record, "text")
        .unless("the number were one of those in the cited evidence, or followed from one");
    for evidence in evidence {
        let of_it = shown.iter().filter(|shown| shown.evidence.node == evidence.node);
        let words: Vec<String> = of_it.map(|shown| figures::words(shown.result, shown.endpoint)).collect();
        finding = finding.fact_said(evidence.record, "endpoints", words.join("; "));
    }
    let ratios: Vec<&Number> = shown.iter().map(|s| s.result).filter(|r| is_hazard_ratio(r)).filter_map(|r| r.value.as_ref()).collect();
    if let ([only], [number], Sort::HazardRatio) = (missing.as_slice(), ratios.as_slice(), first.sort) {
        let mended = format!("{}{number}{}", &text[..only.at.start], &text[only.at.end..]);
        finding = finding.fix(Fix::set(format!("say {number} in {}", record.key), record, "text", mended));
    }
    Some(finding.fix(Fix::withdraw(record)))
}

fn said(q: &Quoted) -> String {
    match q.sort {
        Sort::Percent => format!("{} %", q.value),
        Sort::HazardRatio => format!("hazard ratio {}", q.value),
    }
}

fn quotes(text: &str, q: &Quoted) -> bool {
    quoted::numbers(text).iter().any(|theirs| figures::agree(&q.value, &theirs.value))
}

fn is_hazard_ratio(result: &Measured) -> bool {
    matches!(result.measure.trim().to_lowercase().as_str(), "hazard ratio" | "hr")
}

fn ends(result: &Measured) -> impl Iterator<Item = &Number> {
    [&result.value, &result.low, &result.high].into_iter().flatten()
}

/// The per cents that a result gives: itself, its rest to a hundred, and the change that a ratio stands for.
fn as_percents(result: &Measured) -> Vec<f64> {
    let measure = result.measure.to_lowercase();
    let in_percent =
        ["%", "per cent", "percent"].iter().any(|unit| result.unit.trim().eq_ignore_ascii_case(unit) || measure.contains(unit));
    let is_ratio = measure.contains("ratio") || measure == "hr" || measure.contains("relative risk");
    let of = |n: &Number| match (in_percent, is_ratio) {
        (true, _) => vec![n.value(), 100.0 - n.value()],
        (_, true) => vec![((1.0 - n.value()) * 100.0).abs()],
        _ => vec![],
    };
    ends(result).flat_map(of).collect()
}
