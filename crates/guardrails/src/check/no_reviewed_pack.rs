//! G503: Compliance has not signed the rules that hold in a market.

use strategy::{Finding, Fix, Function, Kind, Severity, check::Findings, graph::Of, record::Market};

use super::{
    Desk, Rule,
    packs::{self, Applies},
};
use crate::Jurisdiction;

pub(super) const RULE: Rule = Rule {
    code: "G503",
    name: "no-reviewed-pack",
    severity: Severity::Major,
    version: 1,
    summary: "a market has no pack of rules that Compliance signed",
    serves: "S0-8, S1-49",
    reads: &[Kind::Market, Kind::Pack],
    page: include_str!("no-reviewed-pack.md"),
    check,
};

fn check(desk: &Desk<'_>, out: &mut Findings) {
    for market in desk.all::<Market>() {
        match packs::of_market(desk, &market) {
            Err(place) => out.raise(without(&market, place)),
            Ok(applies) => {
                let unsigned: Vec<&Applies<'_, '_>> = applies.iter().filter(|pack| !pack.is_signed()).collect();
                if !unsigned.is_empty() {
                    out.raise(unreviewed(&market, &unsigned));
                }
            }
        }
    }
}

fn without(market: &Of<'_, Market>, place: Option<Jurisdiction>) -> Finding {
    let message = match &place {
        Some(place) => format!(
            "market `{}` has no pack of rules: there is none for `{place}`, so nothing that needs a rule is permitted",
            market.key()
        ),
        None => format!("market `{}` has no pack of rules: it states no jurisdiction", market.key()),
    };
    Finding::new(market.record, "jurisdiction", message)
        .help(if place.is_some() {
            "let Compliance bring in a pack for it, or leave the market out"
        } else {
            "state the jurisdiction of the market"
        })
        .fact(market.record, "jurisdiction")
        .unless("a pack for its jurisdiction were in use and signed by Compliance")
        .owner(Function::Compliance)
}

fn unreviewed(market: &Of<'_, Market>, unsigned: &[&Applies<'_, '_>]) -> Finding {
    let packs = unsigned.iter().map(|pack| pack.words()).collect::<Vec<_>>().join(" and ");
    Finding::new(market.record, "jurisdiction", format!("in market `{}`, Compliance has not signed {packs}", market.key()))
        .help("let Compliance read and sign it: in the policy, or in a folder by a record of kind `pack` with the version and the day")
        .fact(market.record, "jurisdiction")
        .unless("Compliance had signed exactly the version in use")
        .fix(Fix { label: format!("let Compliance sign {packs}"), changes: vec![] })
        .owner(Function::Compliance)
}
