//! M603: expired, withdrawn or unapproved content is planned or was used.

use jiff::{ToSpan, civil::Date};

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::Of,
    key::Ref,
    record::{Activity, Content, Kind, State},
};

pub(super) const RULE: Rule = Rule {
    code: "M603",
    name: "expired-in-use",
    severity: Severity::Blocker,
    version: 1,
    summary: "expired, withdrawn or unapproved content is planned or was used",
    serves: "S0-8, S1-35, S1-49",
    reads: &[Kind::Activity, Kind::Content],
    page: include_str!("expired-in-use.md"),
    check,
};

/// How many other pieces are offered as fixes.
const OFFERED: usize = 2;

/// The days on which an activity runs, as far as they are known.
#[derive(Clone, Copy)]
struct Window {
    first: Date,
    last: Date,
    dated: bool,
}

/// What is wrong with using a piece in a window, the field that shows it, and the last day on which it could be used.
struct Fault {
    words: String,
    field: &'static str,
    usable_until: Option<Date>,
    severity: Severity,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    for activity in cx.local_subjects::<Activity>(3) {
        let window = window(&activity, cx.day);
        let places = cx.graph.links(activity.node).iter().filter(|link| link.field == "uses").map(|link| link.other);
        for (link, place) in activity.uses.iter().zip(places) {
            // Not `cx.linked`: a withdrawn record is just what is looked for.
            let Some(piece) = cx.graph.typed::<Content>(place) else { continue };
            let faults = faults_of(&piece, window, cx.day);
            if !faults.is_empty() {
                out.raise(in_use(cx, &activity, link, &piece, window, &faults));
            }
        }
    }
}

fn window(activity: &Activity, day: Date) -> Window {
    match (activity.starts.or(activity.ends), activity.ends.or(activity.starts)) {
        (Some(first), Some(last)) if first <= last => Window { first, last, dated: true },
        // Without usable dates the piece would be used from now on.
        _ => Window { first: day, last: day, dated: false },
    }
}

fn faults_of(piece: &Of<'_, Content>, window: Window, day: Date) -> Vec<Fault> {
    let fault = |words: String, field, usable_until| Fault { words, field, usable_until, severity: Severity::Blocker };
    let before = |day: Date| day.checked_sub(1.days()).ok();
    let mut faults = vec![];
    match piece.withdrawn_on {
        Some(on) if on <= window.last => faults.push(fault(format!("was withdrawn on {on}"), "withdrawn_on", before(on))),
        None if piece.record.header.state == State::Withdrawn && window.last >= day => {
            faults.push(fault("is withdrawn".into(), "state", None));
        }
        _ => {}
    }
    if let Some(until) = piece.valid_until.filter(|until| *until < window.last) {
        let verb = if until < day { "expired" } else { "expires" };
        faults.push(fault(format!("{verb} on {until}"), "valid_until", Some(until)));
    }
    if let Some(from) = piece.valid_from.filter(|from| *from > window.first && window.dated) {
        faults.push(fault(format!("is valid only from {from}"), "valid_from", None));
    }
    let approval = &piece.approval;
    let undated = !(approval.certificate.is_empty() && approval.signer.is_empty());
    match approval.on {
        Some(on) if on > window.first && window.dated => faults.push(fault(format!("is approved only on {on}"), "approval.on", None)),
        None if !undated && window.dated => {
            let severity = if window.first > day { Severity::Minor } else { Severity::Blocker };
            faults.push(Fault { words: "is not approved".into(), field: "approval", usable_until: None, severity });
        }
        _ => {}
    }
    faults
}

fn in_use(
    cx: &Context<'_>,
    activity: &Of<'_, Activity>,
    link: &Ref<Content>,
    piece: &Of<'_, Content>,
    window: Window,
    faults: &[Fault],
) -> Finding {
    let words = faults.iter().map(|fault| fault.words.as_str()).collect::<Vec<_>>().join(" and ");
    let when = match (window.dated, window.first == window.last) {
        (false, _) => String::new(),
        (true, true) => format!(" on {}", window.first),
        (true, false) => format!(" from {} to {}", window.first, window.last),
    };
    let verb = if window.last < cx.day { "used" } else { "uses" };
    let message = format!("activity `{}` {verb} `{}`{when}, which {words}", activity.title(), piece.title());
    let worst = faults.iter().map(|fault| fault.severity).min().unwrap_or(Severity::Blocker);
    let mut finding = Finding::new(activity.record, "uses", message)
        .severity(worst)
        .help(if window.last < cx.day {
            "find out who received it, correct it where it matters, and record what happened"
        } else {
            "use an approved piece that is valid for the whole time, or have this one approved again before it is used"
        })
        .fact(activity.record, "starts")
        .fact(activity.record, "ends")
        .unless("every piece were approved before the activity starts, and valid and not withdrawn until it ends")
        .step(piece.record, "")
        .step(activity.record, "uses");
    for fault in faults {
        finding = finding.fact(piece.record, fault.field);
    }
    let others: Vec<&Ref<Content>> = activity.uses.iter().filter(|other| other.key != link.key).collect();
    let keys = |more: Option<&Of<'_, Content>>| -> Vec<String> {
        others.iter().map(|other| other.to_string()).chain(more.map(|piece| piece.key().to_string())).collect()
    };
    let label = format!("take {} out of activity {}", piece.key(), activity.key());
    finding = finding.fix(Fix::set(label, activity.record, "uses", keys(None)));
    if window.last < cx.day {
        return finding;
    }
    if let [Fault { usable_until: Some(until), .. }] = faults
        && *until >= window.first.max(cx.day)
        && window.dated
    {
        finding = finding.fix(Fix::set(format!("end activity {} on {until}", activity.key()), activity.record, "ends", until.to_string()));
    }
    let free = |other: &Of<'_, Content>| !activity.uses.iter().any(|used| used.key == *other.key());
    let same_asset =
        |other: &Of<'_, Content>| cx.graph.asset_node(other.node) == cx.graph.asset_node(activity.node);
    let carried = piece.messages.iter().filter_map(|message| cx.graph.node(&message.key));
    let mut alike: Vec<Of<'_, Content>> = carried.flat_map(|message| cx.pointing_at::<Content>(message, "messages")).collect();
    alike.sort_by_key(|other| other.key());
    alike.dedup_by_key(|other| other.node);
    let fit = alike.into_iter().filter(|other| free(other) && faults_of(other, window, cx.day).is_empty() && same_asset(other));
    for other in fit.take(OFFERED) {
        let label = format!("use {} `{}` instead of {}", other.key(), other.title(), piece.key());
        finding = finding.fix(Fix::set(label, activity.record, "uses", keys(Some(&other))));
    }
    finding
}
