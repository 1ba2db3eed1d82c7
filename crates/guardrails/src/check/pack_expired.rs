//! G504: rules are used past the day by which they must be reviewed, or past the end of their source.

use strategy::{
    Finding, Fix, Function, Kind, Record, Severity,
    check::Findings,
    record::{self, Market, Pack},
};

use super::{
    Desk, Rule,
    packs::{self, Applies},
};
use crate::{RuleInfo, rule::Standing};

pub(super) const RULE: Rule = Rule {
    code: "G504",
    name: "pack-expired",
    severity: Severity::Major,
    version: 1,
    summary: "a pack or rule is past its review, or its source has ended",
    serves: "S0-8, S1-49",
    reads: &[Kind::Market, Kind::Pack, Kind::Rule],
    page: include_str!("pack-expired.md"),
    check,
};

/// How many rules a finding names.
const NAMED: usize = 5;

fn check(desk: &Desk<'_>, out: &mut Findings) {
    for market in desk.all::<Market>() {
        let applies = packs::of_market(desk, &market).unwrap_or_default();
        let says: Vec<String> = applies.iter().filter_map(|pack| of_pack(desk, pack)).collect();
        if !says.is_empty() {
            out.raise(overdue(market.record, "jurisdiction", format!("in market `{}`, {}", market.key(), says.join("; "))));
        }
    }
    for pack in desk.all::<Pack>() {
        if let Some(due) = pack.review_by.filter(|due| *due < desk.day) {
            out.raise(overdue(pack.record, "review_by", format!("the review of pack `{}` was due on {due}", pack.title())));
        }
    }
    for rule in desk.all::<record::Rule>() {
        let name = if rule.code.is_empty() { rule.key().as_str() } else { rule.code.as_str() };
        if let Some(last) = rule.effective_until.filter(|last| *last < desk.day) {
            out.raise(overdue(rule.record, "effective_until", format!("rule `{name}` has not been in force since {last}")));
        } else if let Some(due) = rule.review_by.filter(|due| *due < desk.day) {
            out.raise(overdue(rule.record, "review_by", format!("the review of rule `{name}` was due on {due}")));
        }
    }
}

/// What is past its day in a pack, if anything is. What Compliance says of its own record of the pack is told there.
fn of_pack(desk: &Desk<'_>, pack: &Applies<'_, '_>) -> Option<String> {
    let due = pack.review_by();
    let by_record = pack.signed.is_some_and(|signed| signed.review_by.is_some());
    if let Some(due) = due.filter(|due| *due < desk.day && !by_record) {
        return Some(format!("the review of {} was due on {due}", pack.words()));
    }
    // A review by Compliance covers every rule of the pack, but brings none back that has ended.
    let is_old = |rule: &&RuleInfo| rule.until.is_some_and(|last| last < desk.day) || rule.review < desk.day && !by_record;
    let of_pack = |rule: &&RuleInfo| rule.pack == pack.info.name && rule.standing == Standing::On;
    let mut ids: Vec<&str> = desk.gate.rules().iter().filter(of_pack).filter(is_old).map(|rule| rule.id.as_str()).collect();
    ids.dedup();
    let more = if ids.len() > NAMED { format!(" and {} more", ids.len() - NAMED) } else { String::new() };
    let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    (!ids.is_empty()).then(|| format!("rules of {} are past their day: {named}{more}", pack.words()))
}

fn overdue(record: &Record, field: &str, message: String) -> Finding {
    Finding::new(record, field, message)
        .help("let Compliance look at the sources again and sign the pack, or bring in its next version")
        .fact(record, field)
        .unless("it had been reviewed, or its review were still to come")
        .fix(Fix { label: "let Compliance review it again".into(), changes: vec![] })
        .owner(Function::Compliance)
}
