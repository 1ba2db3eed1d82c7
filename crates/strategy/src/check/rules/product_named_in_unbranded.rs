//! M607: unbranded text names or hints at the product, plainly or hidden.

use std::collections::HashMap;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::{Node, Of},
    record::{Activity, ActivityKind, Asset, Content, Kind, Message, Record},
    text::{Match, Names},
};

pub(super) const RULE: Rule = Rule {
    code: "M607",
    name: "product-named-in-unbranded",
    severity: Severity::Blocker,
    version: 1,
    summary: "unbranded text names or hints at the product, also through look-alike letters, zero-width characters or the file's metadata",
    serves: "S0-21, S0-23, S0-28",
    reads: &[Kind::Message, Kind::Content, Kind::Activity],
    page: include_str!("product-named-in-unbranded.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let names: HashMap<Node, (Of<'_, Asset>, Names)> = cx.all::<Asset>().map(|asset| (asset.node, (asset, names_of(&asset)))).collect();
    let mut look = |node: Node, record: &Record, fields: &[(&str, &str)], may_be_branded: bool| {
        let Some((asset, names)) = cx.graph.asset_node(node).and_then(|asset| names.get(&asset)) else { return };
        for (field, text) in fields {
            let found = names.find(text);
            if !found.is_empty() {
                out.raise(named(record, field, text, &found, asset, may_be_branded));
            }
        }
    };
    for message in cx.subjects::<Message>(0).filter(|message| !message.branded) {
        look(message.node, message.record, &[("text", &message.text)], true);
    }
    for piece in cx.subjects::<Content>(0).filter(|piece| !piece.branded) {
        let fields = [("title", &*piece.title), ("text", &piece.text), ("metadata", &piece.metadata), ("file", &piece.file)];
        look(piece.node, piece.record, &fields, true);
    }
    for activity in cx.subjects::<Activity>(0).filter(|activity| activity.kind == Some(ActivityKind::UnbrandedEducation)) {
        look(activity.node, activity.record, &[("title", &activity.title), ("topic", &activity.topic)], false);
    }
}

fn names_of(asset: &Asset) -> Names {
    let own = [&asset.name, &asset.inn, &asset.code];
    Names::new(own.into_iter().chain(&asset.brand_names).map(String::as_str))
}

fn named(record: &Record, field: &str, text: &str, found: &[Match], asset: &Of<'_, Asset>, may_be_branded: bool) -> Finding {
    let mut seen: Vec<String> = vec![];
    for one in found {
        let words = match one.how() {
            Some(how) => format!("`{}` as `{}`, written with {how}", one.name, one_line(&one.seen)),
            None => format!("`{}`", one.name),
        };
        if !seen.contains(&words) {
            seen.push(words);
        }
    }
    let what = record.kind().label();
    let message = format!("`{field}` of unbranded {what} `{}` names the product: {}", record.key, seen.join("; "));
    let mut finding = Finding::new(record, field, message)
        .help("say what is known of the disease without the product; what names the product is branded and goes the branded way")
        .fact(record, field)
        .fact_said(asset.record, "brand_names", found.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", "))
        .unless(format!("`{field}` held no name, code or brand name of `{}`, or were not unbranded", asset.title()));
    let rest = without(text, found);
    if !rest.is_empty() {
        finding = finding.fix(Fix::set(format!("take the name out of `{field}` of {}", record.key), record, field, rest));
    }
    if may_be_branded {
        finding = finding.fix(Fix::set(format!("mark {what} {} as branded", record.key), record, "branded", true));
    }
    finding
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without what was found and the blanks and marks that were left on both sides of it.
fn without(text: &str, found: &[Match]) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for one in found {
        rest.push_str(text.get(from..one.range.start).unwrap_or_default());
        from = one.range.end;
        let is_joint = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '™' | '®');
        if rest.is_empty() || rest.ends_with(is_joint) {
            let after = text.get(from..).unwrap_or_default();
            from += after.len() - after.trim_start_matches(is_joint).len();
        }
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest.trim().to_owned()
}
