//! G502: what is planned is permitted under an obligation that is not met by its day.

use jiff::{ToSpan, civil::Date};
use strategy::{
    Change, Finding, Fix, Function, Kind, Severity,
    check::Findings,
    graph::Of,
    record::{Activity, ActivityKind, Content, Handoff, Market, Message, Training},
};

use super::{
    Desk, Rule,
    duties::{DISCLOSES, Duty},
    plan::{Plan, live},
};

pub(super) const RULE: Rule = Rule {
    code: "G502",
    name: "obligation-open",
    severity: Severity::Major,
    version: 1,
    summary: "what is planned is permitted only under an obligation that is not met by its day",
    serves: "S0-8, S1-35, S1-49",
    reads: &[Kind::Activity, Kind::Message, Kind::Content, Kind::Handoff, Kind::Training, Kind::Market, Kind::Milestone],
    page: include_str!("obligation-open.md"),
    check,
};

fn check(desk: &Desk<'_>, out: &mut Findings) {
    for activity in desk.all::<Activity>() {
        let Some(first) = activity.starts.or(activity.ends) else { continue };
        // Until it is near, there is time to meet it: the days in which the next function must take over.
        let near = desk.day.saturating_add(i64::from(desk.graph.limits_of(activity.record).relay_days).days());
        if first <= near {
            of_activity(desk, &activity, first, out);
        }
    }
    for handoff in desk.all::<Handoff>() {
        if let Some(due) = handoff.due.filter(|due| *due < desk.day && handoff.accepted_on.is_none() && handoff.closed_on.is_none()) {
            out.raise(unanswered(&handoff, due));
        }
    }
}

/// A duty of an activity in a market, with the obligation in the words of its rule.
struct Owed<'g> {
    market: Of<'g, Market>,
    obligation: String,
    rule: String,
}

fn of_activity<'g>(desk: &Desk<'g>, activity: &Of<'g, Activity>, first: Date, out: &mut Findings) {
    let Some(plan) = Plan::of(desk.graph, activity.record) else { return };
    let mut told: Vec<Duty> = vec![];
    for question in plan.questions(desk) {
        let Some((_, verdict)) = question.strictest(desk.gate).filter(|(_, verdict)| verdict.outcome.allows()) else { continue };
        for obligation in verdict.obligations {
            let Some(duty) = Duty::of(&obligation).filter(|duty| !told.contains(duty)) else { continue };
            let asks = |id: &&crate::RuleId| desk.gate.rule(id.as_str()).any(|rule| rule.obligations.contains(&obligation));
            let rule = verdict.rules.iter().find(asks).map_or(String::new(), |id| format!(" ({id})"));
            let Some(market) = desk.graph.get::<Market>(&question.market) else { continue };
            let owed = Owed { market, obligation, rule };
            let finding = match duty {
                Duty::Approval => unapproved(desk, activity, first, &owed),
                Duty::Disclosure => undisclosed(desk, activity, &owed),
                Duty::Training => untrained(desk, activity, first, plan.by, &owed),
                Duty::Registration => unregistered(desk, activity, &owed),
            };
            if let Some(finding) = finding {
                told.push(duty);
                out.raise(finding);
            }
        }
    }
}

fn open(activity: &Of<'_, Activity>, field: &str, what: &str, owed: &Owed<'_>) -> Finding {
    let message = format!("`{}` in market `{}`: {what}{}", activity.title(), owed.market.key(), owed.rule);
    let mut finding = Finding::new(activity.record, field, message)
        .help(format!("it is permitted under the obligation: {}", owed.obligation))
        .fact(activity.record, "starts")
        .fact(activity.record, field)
        .fact(owed.market.record, "jurisdiction");
    finding.owner = finding.owner.take().or(activity.function.map(Into::into));
    finding
}

/// Sentences that no approved piece of the activity carries and that are not approved by themselves. Pieces are judged by
/// `expired-in-use`.
fn unapproved(desk: &Desk<'_>, activity: &Of<'_, Activity>, first: Date, owed: &Owed<'_>) -> Option<Finding> {
    let pieces: Vec<Of<'_, Content>> = activity.uses.iter().filter_map(|link| live(desk.graph, link)).collect();
    let carried = |message: &Of<'_, Message>| {
        pieces
            .iter()
            .any(|piece| piece.approval.on.is_some_and(|on| on <= first) && piece.messages.iter().any(|link| link.key == *message.key()))
    };
    let loose: Vec<Of<'_, Message>> = activity
        .messages
        .iter()
        .filter_map(|link| live(desk.graph, link))
        .filter(|message| !message.approved && !carried(message))
        .collect();
    let names = loose.iter().map(|message| message.key().to_string()).collect::<Vec<_>>().join(" and ");
    if loose.is_empty() {
        return None;
    }
    let verb = if loose.len() == 1 { "is" } else { "are" };
    let kept: Vec<_> =
        activity.messages.iter().filter(|link| !loose.iter().any(|message| *message.key() == link.key)).map(ToString::to_string).collect();
    let approve = |message: &Of<'_, Message>| Change::Set { key: message.key().clone(), field: "approved".into(), value: true.into() };
    let finding =
        loose.iter().fold(open(activity, "messages", &format!("{names} {verb} not approved by {first}"), owed), |finding, message| {
            finding.fact(message.record, "approved")
        });
    Some(
        finding
            .unless("what it says were approved, or carried by an approved piece that it uses")
            .fix(Fix::set(format!("leave {names} out of {}", activity.key()), activity.record, "messages", kept))
            .fix(Fix::of(format!("say that {names} {verb} approved, once {verb} so"), loose.iter().map(approve).collect())),
    )
}

/// Pieces whose text is known and says nowhere that the product is not approved.
fn undisclosed(desk: &Desk<'_>, activity: &Of<'_, Activity>, owed: &Owed<'_>) -> Option<Finding> {
    let says = |piece: &Content| DISCLOSES.iter().any(|words| piece.text.to_lowercase().contains(words));
    let mut pieces = activity.uses.iter().filter_map(|link| live::<Content>(desk.graph, link));
    let silent = pieces.find(|piece| !piece.text.trim().is_empty() && !says(piece))?;
    let kept: Vec<_> = activity.uses.iter().filter(|link| link.key != *silent.key()).map(ToString::to_string).collect();
    Some(
        open(activity, "uses", &format!("{} does not say that the product is not approved", silent.key()), owed)
            .fact(silent.record, "text")
            .unless("its text said that the product or use is not approved")
            .fix(Fix::set(format!("leave {} out of {}", silent.key(), activity.key()), activity.record, "uses", kept)),
    )
}

/// Nobody of the function has completed a training by the first day, and the activity waits for none.
fn untrained(desk: &Desk<'_>, activity: &Of<'_, Activity>, first: Date, by: Option<Function>, owed: &Owed<'_>) -> Option<Finding> {
    let by = by?;
    let done = desk.all::<Training>().any(|training| {
        let counts = training.for_functions.is_empty() || training.for_functions.contains(&by);
        counts && training.completed.iter().any(|one| one.function == Some(by) && one.on.is_some_and(|on| on <= first))
    });
    let is_training = |of: &Of<'_, Activity>| of.kind == Some(ActivityKind::Training);
    let waits = activity.depends_on.iter().filter_map(|link| desk.graph.get::<Activity>(&link.key)).any(|of| is_training(&of));
    if done || waits {
        return None;
    }
    let finding = open(activity, "function", &format!("nobody in {by} has completed a training by {first}"), owed)
        .unless("somebody of the function had completed a training by its first day, or it waited for one");
    let training = desk.all::<Activity>().find(|of| is_training(of) && of.ends.or(of.starts).is_some_and(|end| end <= first));
    let link = |training: Of<'_, Activity>| {
        let list = activity.depends_on.iter().map(ToString::to_string).chain([training.key().to_string()]).collect::<Vec<_>>();
        Fix::set(format!("let {} wait for {}", activity.key(), training.key()), activity.record, "depends_on", list)
    };
    Some(match training {
        Some(training) => finding.fix(link(training)),
        None => finding.fix(Fix { label: format!("train {by} before {first}"), changes: vec![] }),
    })
}

/// No submission is planned with the pieces that must be filed at their first use.
fn unregistered(desk: &Desk<'_>, activity: &Of<'_, Activity>, owed: &Owed<'_>) -> Option<Finding> {
    let files = |of: &Of<'_, Activity>, piece: &Of<'_, Content>| {
        of.kind == Some(ActivityKind::Submission) && of.uses.iter().any(|link| link.key == *piece.key())
    };
    let mut pieces = activity.uses.iter().filter_map(|link| live::<Content>(desk.graph, link));
    let unfiled = pieces.find(|piece| piece.branded && !desk.all::<Activity>().any(|of| files(&of, piece)))?;
    Some(
        open(activity, "uses", &format!("no submission files {} at its first use", unfiled.key()), owed)
            .fact(unfiled.record, "branded")
            .unless("an activity of kind `submission` used the piece")
            .fix(Fix { label: format!("plan the submission of {}", unfiled.key()), changes: vec![] }),
    )
}

fn unanswered(handoff: &Of<'_, Handoff>, due: Date) -> Finding {
    let to = handoff.to.map(|to| format!(" by {to}")).unwrap_or_default();
    let mut finding =
        Finding::new(handoff.record, "due", format!("`{}`: neither accepted nor closed{to} by {due} (GL-16)", handoff.title()))
            .help("it is permitted under the obligation: accept or decline; close it")
            .fact(handoff.record, "due")
            .fact(handoff.record, "accepted_on")
            .unless("it had been accepted or closed by its day");
    finding.owner = handoff.to.map(Into::into).or(finding.owner.take());
    finding
}
