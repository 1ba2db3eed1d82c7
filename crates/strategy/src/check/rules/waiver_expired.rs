//! R909: a waiver is past its last day, or it bears a finding without an end, a reason or a name.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, phrase::list, standing},
    finding::{Finding, Severity},
    record::{Kind, Waiver, WaiverKind},
};

pub(super) const RULE: Rule = Rule {
    code: "R909",
    name: "waiver-expired",
    severity: Severity::Minor,
    version: 1,
    summary: "a waiver is past its last day, or was accepted without expiry, reason or signer",
    serves: "S3-22, S1-47",
    reads: &[Kind::Waiver],
    page: include_str!("waiver-expired.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for waiver in cx.all::<Waiver>() {
        let on = waiver.on.as_ref().map(|on| format!(" on `{}`", on.key)).unwrap_or_default();
        let what = format!("waiver `{}` of {}{on}", waiver.key(), waiver.code);
        let accepted = waiver.kind != Some(WaiverKind::Disputed);
        let lacks = [
            ("expires", "no last day", waiver.expires.is_none()),
            ("reason", "no reason", waiver.reason.trim().is_empty()),
            ("signed_by", "no signer", waiver.signed_by.is_none()),
        ];
        let missing: Vec<(&str, &str)> = lacks.into_iter().filter(|(.., lacks)| accepted && *lacks).map(|(f, w, _)| (f, w)).collect();
        let finding = if let Some(last) = waiver.expires.filter(|_| standing::is_over(&waiver, cx.day)) {
            Finding::new(waiver.record, "expires", format!("{what} ended on {last}"))
                .help("mend what it bore, or sign a new waiver with a reason and a later last day")
                .fact(waiver.record, "expires")
                .unless("its last day were still to come, or it were withdrawn")
        } else if let [(field, _), ..] = missing.as_slice() {
            let words: Vec<&str> = missing.iter().map(|(_, word)| *word).collect();
            let finding = Finding::new(waiver.record, field, format!("{what} has {}", list(&words)))
                .help("an accepted finding needs a reason, a name and a day on which it comes back")
                .unless("an accepted waiver stated its last day, its reason and who signed it");
            missing.iter().fold(finding, |finding, (field, _)| finding.fact(waiver.record, field))
        } else {
            continue;
        };
        out.raise(finding.fix(Fix::withdraw(waiver.record)));
    }
}
