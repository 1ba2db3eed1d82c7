//! R907: nobody at the top answers for the one strategy.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    function::Function,
    record::{Asset, Kind},
};

pub(super) const RULE: Rule = Rule {
    code: "R907",
    name: "no-sponsor",
    severity: Severity::Minor,
    version: 1,
    summary: "an asset has no executive sponsor",
    serves: "S1-61, S0-43",
    reads: &[Kind::Asset],
    page: include_str!("no-sponsor.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for asset in cx.all::<Asset>().filter(|asset| asset.sponsor.is_none()) {
        let finding = Finding::new(asset.record, "sponsor", format!("asset `{}` has no executive sponsor", asset.title()))
            .help("name the executive who answers for the one strategy across the functions")
            .fact(asset.record, "sponsor")
            .unless("the asset named its sponsor")
            .owner(Function::Leadership)
            .fix(Fix::set(
                format!("let leadership sponsor {}, and name the person next", asset.key()),
                asset.record,
                "sponsor",
                "leadership",
            ));
        out.raise(finding);
    }
}
