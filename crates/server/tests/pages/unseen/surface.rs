//! What a seat can send to every address there is. A route that is not in [`requests`] fails the harness by its name.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use strategy::{Kind, Record, check::rules};

use super::{other::Pair, world::Dice};
use crate::{harness::encoded, routes::Route};

/// What one request sends. In its texts `%PLAN%` and `%BATCH2%` stand for ids that each server has given by itself.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) path: String,
    pub(crate) accept: &'static str,
    pub(crate) sends: Sends,
}

#[derive(Clone, Debug)]
pub(crate) enum Sends {
    Nothing,
    Form(Vec<(String, String)>),
    File(String),
}

/// What somebody could know or guess, and more: the keys, findings and words that are hidden from the seat too.
pub(crate) struct Known<'p> {
    pub(crate) pair: &'p Pair,
    pub(crate) seen: Vec<&'p Record>,
    pub(crate) keys: Vec<String>,
    pub(crate) words: Vec<String>,
    pub(crate) findings: Vec<String>,
    /// The ids of batches that the seat does not see, in one of the two.
    pub(crate) batches: Vec<String>,
}

type Make = fn(&Known<'_>, &mut Dice) -> Ask;

fn get(path: impl Into<String>) -> Ask {
    Ask { path: path.into(), accept: "text/html", sends: Sends::Nothing }
}

fn post(path: impl Into<String>, fields: &[(&str, &str)]) -> Ask {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ask { path: path.into(), accept: "text/html", sends: Sends::Form(fields) }
}

impl Known<'_> {
    fn key(&self, dice: &mut Dice) -> String {
        if dice.yes(3) && !self.pair.hidden.is_empty() { dice.one(&self.pair.hidden).clone() } else { dice.one(&self.keys).clone() }
    }

    fn word(&self, dice: &mut Dice) -> String {
        let word = dice.one(&self.words).clone();
        // Also the beginnings of hidden words, as somebody would try them letter by letter.
        if dice.yes(2) { word.chars().take(3 + dice.below(12)).collect() } else { word }
    }

    fn finding(&self, dice: &mut Dice) -> String {
        dice.one(&self.findings).clone()
    }

    fn batch(&self, dice: &mut Dice) -> String {
        match dice.below(3) {
            0 if !self.batches.is_empty() => dice.one(&self.batches).clone(),
            1 => "0b5c1a34-7d6e-4f21-9c58-2f6e1d3a4b5c".into(),
            _ => format!("%BATCH{}%", dice.below(5)),
        }
    }
}

fn kind(dice: &mut Dice) -> &'static str {
    dice.one(Kind::ALL).name()
}

fn plan(dice: &mut Dice) -> &'static str {
    if dice.yes(4) { "0b5c1a34-7d6e-4f21-9c58-2f6e1d3a4b5c" } else { "%PLAN%" }
}

fn day(dice: &mut Dice) -> &'static str {
    dice.one::<&str>(&["2026-02-01", "2026-02-10", "2026-02-18", "2026-02-25", "2026-02-27", "2026-03-01", "", "no-day"])
}

/// An account that nobody has.
const SOMEBODY: &str = "0b5c1a34-7d6e-4f21-9c58-2f6e1d3a4b5c";

/// Every route with what is sent to it. One line a route.
pub(crate) fn requests() -> BTreeMap<&'static str, Make> {
    let lines: &[(&'static str, Make)] = &[
        ("GET /", |k, d| match d.below(4) {
            0 => get(format!("/?changed={}", k.batch(d))),
            1 => get(format!("/?undone={}", k.batch(d))),
            2 => get(format!("/?asset={}", k.key(d))),
            _ => get("/"),
        }),
        ("GET /alignment", |k, d| {
            let (key, severity) = (k.key(d), *d.one(&["blocker", "major", "minor", "note"]));
            let owner = *d.one(super::world::FUNCTIONS);
            get(match d.below(6) {
                0 => format!("/alignment?severity={severity}"),
                1 => format!("/alignment?owner={}", encoded(owner)),
                2 => "/alignment?standing=waived".to_owned(),
                3 => format!("/alignment?rule={}", d.one(rules::ALL).code),
                4 => format!("/alignment?owner={key}"),
                _ => "/alignment".into(),
            })
        }),
        ("GET /findings.jsonl", |_, _| get("/findings.jsonl")),
        ("GET /alignment/{id}", |k, d| get(format!("/alignment/{}", k.finding(d)))),
        ("GET /alignment/{id}/fixes/{number}", |k, d| get(format!("/alignment/{}/fixes/{}", k.finding(d), d.below(3)))),
        ("POST /alignment/{id}/fixes/{number}/application", |k, d| {
            post(format!("/alignment/{}/fixes/{}/application", k.finding(d), d.below(3)), &[("reason", "mended")])
        }),
        ("GET /alignment/{id}/waiver", |k, d| get(format!("/alignment/{}/waiver", k.finding(d)))),
        ("POST /alignment/{id}/waiver", |k, d| {
            let meant = *d.one(&["accepted", "disputed", ""]);
            post(format!("/alignment/{}/waiver", k.finding(d)), &[("kind", meant), ("reason", "known"), ("expires", "2026-12-31")])
        }),
        ("POST /changes/{batch}/undoing", |k, d| post(format!("/changes/{}/undoing", k.batch(d)), &[])),
        ("GET /need", |_, _| get("/need")),
        ("POST /need", |_, d| {
            let who = *d.one(&["People with heart failure", ""]);
            post("/need", &[("who", who), ("problem", "wait"), ("care", "little"), ("consequence", "death"), ("better", "home")])
        }),
        ("GET /need/{key}", |k, d| get(format!("/need/{}", if d.yes(2) { "N-1".into() } else { k.key(d) }))),
        ("GET /need/{key}/signature", |k, d| get(format!("/need/{}/signature", if d.yes(2) { "N-1".into() } else { k.key(d) }))),
        ("POST /need/{key}/signature", |k, d| {
            let key = if d.yes(2) { "N-1".into() } else { k.key(d) };
            post(format!("/need/{key}/signature"), &[("key", &key), ("meaning", "agreed"), ("reason", "so it is"), ("revision", "1")])
        }),
        ("GET /map", |k, d| match d.below(5) {
            0 => get(format!("/map?node={}", k.key(d))),
            1 => get(format!("/map?market={}", k.key(d))),
            2 => get("/map?gaps=only"),
            3 => get(format!("/map?function={}&need=N-1&show=all", d.one(&["medical", "commercial", "access"]))),
            _ => get("/map"),
        }),
        ("GET /records", |k, d| match d.below(4) {
            0 => get(format!("/records?kind={}", kind(d))),
            1 => get(format!("/records?kind={}&q={}", kind(d), k.word(d))),
            2 => get("/records"),
            _ => get(format!("/records?q={}", k.word(d))),
        }),
        ("POST /records", |k, d| {
            let name = *d.one(&["claim", "decision", "insight", "request", "nothing"]);
            let (key, word, see) = (k.key(d), k.word(d), k.key(d));
            let step = *d.one(&["preview", "preview", "save"]);
            let mut fields = vec![("record_kind", name), ("record_key", &key), ("text", &word), ("question", &word), ("summary", "heard")];
            fields.extend([("see_also", see.as_str()), ("change_reason", "needed"), ("step", step)]);
            post("/records", &fields)
        }),
        ("GET /records/new/{kind}", |_, d| get(format!("/records/new/{}", if d.yes(8) { "nothing" } else { kind(d) }))),
        ("GET /records/{key}", |k, d| get(format!("/records/{}", k.key(d)))),
        ("POST /records/{key}", save),
        ("GET /records/{key}/edit", |k, d| get(format!("/records/{}/edit", k.key(d)))),
        ("GET /records/{key}/withdrawal", |k, d| get(format!("/records/{}/withdrawal", k.key(d)))),
        ("POST /records/{key}/withdrawal", |k, d| {
            let base = format!("{}", 1 + d.below(3));
            post(format!("/records/{}/withdrawal", k.key(d)), &[("base", &base), ("reason", "no longer meant")])
        }),
        ("GET /records/{key}/history", |k, d| get(format!("/records/{}/history", k.key(d)))),
        ("GET /records/{key}/revisions/{number}", |k, d| get(format!("/records/{}/revisions/{}", k.key(d), d.below(5)))),
        ("GET /records/{key}/compare", |k, d| get(format!("/records/{}/compare?from={}&to={}", k.key(d), d.below(4), d.below(5)))),
        ("GET /changes", |k, d| if d.yes(2) { get("/changes") } else { get(format!("/changes?before={}", k.batch(d))) }),
        ("GET /compare", |_, d| get(format!("/compare?from={}&to={}", day(d), day(d)))),
        ("GET /timeline", |k, d| match d.below(3) {
            0 => get(format!("/timeline?market={}&item={}", k.key(d), k.key(d))),
            1 => get(format!("/timeline?what={}&weeks={}", k.key(d), d.below(30))),
            _ => get("/timeline"),
        }),
        ("POST /timeline/slips", |k, d| {
            let (what, weeks) = (if d.yes(2) { "MS-1".into() } else { k.key(d) }, format!("{}", d.below(20)));
            post("/timeline/slips", &[("what", &what), ("weeks", &weeks), ("seen", ""), ("reason", "late")])
        }),
        ("GET /customers", |k, d| get(format!("/customers?q={}", k.word(d)))),
        ("GET /customers/{number}", |_, d| get(format!("/customers/{}", d.below(9)))),
        ("GET /rules", |_, _| get("/rules")),
        ("GET /rules/{code}", |_, d| get(format!("/rules/{}", if d.yes(8) { "R000" } else { d.one(rules::ALL).code }))),
        ("GET /guardrails", |_, d| get(format!("/guardrails?stage={}", if d.yes(2) { "loe" } else { "preapproval" }))),
        ("GET /guardrails/matrix/{stage}/{data}/{column}", |_, _| get("/guardrails/matrix/approved/activity/sales")),
        ("GET /guardrails/rules", |_, _| get("/guardrails/rules")),
        ("GET /guardrails/rules/{id}", |_, d| get(if d.yes(2) { "/guardrails/rules/US-15" } else { "/guardrails/rules/US-99" })),
        ("GET /guardrails/simulator", |_, d| {
            get(if d.yes(2) { "/guardrails/simulator" } else { "/guardrails/simulator?as=sales&class=call&region=UK" })
        }),
        ("GET /guardrails/versions", |_, d| get(if d.yes(2) { "/guardrails/versions" } else { "/guardrails/versions?done=signed" })),
        ("GET /guardrails/versions/{number}", |_, d| get(format!("/guardrails/versions/{}", d.below(2)))),
        ("GET /guardrails/versions/{number}/restoring", |_, d| get(format!("/guardrails/versions/{}/restoring", d.below(2)))),
        ("POST /guardrails/versions/{number}/restoring", |_, d| {
            post(format!("/guardrails/versions/{}/restoring", d.below(2)), &[("word", "roll back"), ("read", ""), ("reason", "tried")])
        }),
        ("GET /guardrails/draft", |_, _| get("/guardrails/draft?stage=preapproval")),
        ("POST /guardrails/draft", |k, d| {
            post("/guardrails/draft", &[("stage", "approved"), ("read", ""), ("approved.activity.sales", &k.word(d)), ("reason", "tried")])
        }),
        ("GET /guardrails/draft/signature", |_, _| get("/guardrails/draft/signature")),
        ("POST /guardrails/draft/signature", |_, _| post("/guardrails/draft/signature", &[("word", "sign"), ("read", "00")])),
        ("GET /guardrails/draft/activation", |_, _| get("/guardrails/draft/activation")),
        ("POST /guardrails/draft/activation", |_, _| post("/guardrails/draft/activation", &[("word", "activate"), ("read", "00")])),
        ("GET /guardrails/draft/discarding", |_, _| get("/guardrails/draft/discarding")),
        ("POST /guardrails/draft/discarding", |_, _| post("/guardrails/draft/discarding", &[("word", "give up"), ("read", "00")])),
        ("GET /guardrails/packs/{name}/signature", |_, d| {
            get(format!("/guardrails/packs/{}/signature", if d.yes(2) { "jp" } else { "mars" }))
        }),
        ("POST /guardrails/packs/{name}/signature", |_, d| {
            post(format!("/guardrails/packs/{}/signature", if d.yes(2) { "jp" } else { "mars" }), &[("word", "sign"), ("read", "00")])
        }),
        ("GET /guardrails/see-as", |_, _| get("/guardrails/see-as")),
        ("POST /guardrails/see-as", |_, d| post("/guardrails/see-as", &[("function", d.one::<&str>(super::world::FUNCTIONS))])),
        ("GET /kinds", |_, _| get("/kinds")),
        ("GET /kinds/{name}", |_, d| get(format!("/kinds/{}", kind(d)))),
        ("GET /kinds/{name}/schema.json", |_, d| get(format!("/kinds/{}/schema.json", kind(d)))),
        ("GET /import", |_, _| get("/import")),
        ("POST /import", |k, d| {
            let (key, link) = (k.key(d), k.key(d));
            let kind = *d.one(&["insight", "claim", "decision", "stakeholder", "handoff"]);
            let field = if kind == "insight" {
                "summary"
            } else if kind == "stakeholder" {
                "contracts"
            } else {
                "note"
            };
            let text =
                format!("[{kind}.{key}]\n{field} = \"mine\"\nsee_also = [\"{link}\"]\n\n[claim.C-9]\ntext = \"new\"\nowner = \"sales\"\n");
            Ask { path: "/import".into(), accept: "text/html", sends: Sends::File(text) }
        }),
        ("GET /import/template.xlsx", |_, _| get("/import/template.xlsx")),
        ("GET /import/{id}", |_, d| get(format!("/import/{}", plan(d)))),
        ("POST /import/{id}/application", |_, d| post(format!("/import/{}/application", plan(d)), &[("reason", "brought in")])),
        ("POST /import/{id}/labels/{number}", |k, d| post(format!("/import/{}/labels/{}", plan(d), d.below(2)), &[("market", &k.key(d))])),
        ("GET /import/{id}/rejected.csv", |_, d| get(format!("/import/{}/rejected.csv", plan(d)))),
        ("GET /export.toml", |_, _| get("/export.toml")),
        ("GET /export.xlsx", |_, _| get("/export.xlsx")),
        ("POST /example", |_, _| post("/example", &[])),
        ("GET /palette", |k, d| get(format!("/palette?q={}", k.word(d)))),
        ("GET /search", |k, d| get(format!("/search?q={}", k.word(d)))),
        ("GET /audit", |k, d| {
            let (key, word) = (k.key(d), k.word(d));
            get(match d.below(5) {
                0 => format!("/audit?record={key}"),
                1 => format!("/audit?person={word}"),
                2 => format!("/audit?what={}&from={}", d.one(ledger::audit::What::ALL), day(d)),
                3 => format!("/audit?function={}&until={}", encoded(d.one::<&str>(super::world::FUNCTIONS)), day(d)),
                _ => format!("/audit?before={}", d.below(9)),
            })
        }),
        ("GET /audit/evidence.json", |k, d| get(format!("/audit/evidence.json?record={}&from={}", k.key(d), day(d)))),
        ("GET /why", |k, d| {
            let class = *d.one(&["insight", "contract", "request", "sales-goal", "topline", "price-strategy", "nothing"]);
            get(format!("/why?class={class}&stage={}&region={}", d.one(&["filed", "launched", ""]), k.key(d)))
        }),
        // The door. A field too many where a password would be worked out or waited for; whoever signs out is signed in again
        // by the harness before the next request.
        ("GET /sign-in", |k, d| get(format!("/sign-in?next=/records/{}", k.key(d)))),
        ("POST /sign-in", |k, d| post("/sign-in", &[("login", &k.word(d)), ("password", "guessed"), ("more", "")])),
        ("POST /sign-in/persona", |_, d| post("/sign-in/persona", &[("login", d.one::<&str>(super::world::FUNCTIONS))])),
        ("GET /first-run", |_, _| get("/first-run")),
        ("POST /first-run", |_, _| post("/first-run", &[("name", "Eve"), ("login", "eve"), ("password", "long enough to be one")])),
        ("POST /sign-out", |_, _| post("/sign-out", &[])),
        ("POST /sign-in/passkey", |k, _| post("/sign-in/passkey", &[("question", SOMEBODY), ("answer", "{}"), ("next", &k.keys[0])])),
        ("POST /sign-in/passkey/question", |_, _| post("/sign-in/passkey/question", &[])),
        ("GET /step-up", |k, d| get(format!("/step-up?next=/records/{}", k.key(d)))),
        ("POST /step-up", |_, _| post("/step-up", &[("password", "guessed"), ("more", "")])),
        ("GET /acting-as", |k, d| get(format!("/acting-as?next=/records/{}", k.key(d)))),
        ("POST /acting-as", |k, d| {
            // Without a reason: the harness looks from one function.
            post("/acting-as", &[("function", d.one::<&str>(super::world::FUNCTIONS)), ("next", &format!("/records/{}", k.key(d)))])
        }),
        ("POST /step-up/passkey", |_, _| post("/step-up/passkey", &[("question", SOMEBODY), ("answer", "{}")])),
        ("POST /step-up/passkey/question", |_, _| post("/step-up/passkey/question", &[])),
        ("GET /account", |_, d| get(if d.yes(2) { "/account" } else { "/account?done=ended" })),
        ("POST /account/password", |_, _| post("/account/password", &[("present", "guessed"), ("new", "short")])),
        ("POST /account/passkeys", |k, d| post("/account/passkeys", &[("question", SOMEBODY), ("answer", "{}"), ("label", &k.word(d))])),
        ("POST /account/passkeys/question", |_, _| post("/account/passkeys/question", &[])),
        ("POST /account/passkeys/removal", |k, d| post("/account/passkeys/removal", &[("passkey", &k.word(d))])),
        ("POST /account/sessions/ending", |k, d| post("/account/sessions/ending", &[("mark", &k.word(d))])),
        ("GET /people", |_, _| get("/people")),
        ("POST /people", |k, d| post("/people", &[("name", &k.word(d)), ("login", "eve"), ("markets", &k.key(d))])),
        ("GET /people/{id}", |_, _| get(format!("/people/{SOMEBODY}"))),
        ("POST /people/{id}/grants", |k, d| post(format!("/people/{SOMEBODY}/grants"), &[("function", "medical"), ("markets", &k.key(d))])),
        ("POST /people/{id}/grants/revocation", |_, _| post(format!("/people/{SOMEBODY}/grants/revocation"), &[("function", "sales")])),
        ("POST /people/{id}/roles", |_, _| post(format!("/people/{SOMEBODY}/roles"), &[("role", "owner"), ("step", "give")])),
        ("POST /people/{id}/standing", |_, _| post(format!("/people/{SOMEBODY}/standing"), &[("step", "deactivate")])),
        ("POST /people/{id}/password", |_, _| post(format!("/people/{SOMEBODY}/password"), &[("password", "long enough to be one")])),
        ("POST /people/{id}/sessions/ending", |_, _| post(format!("/people/{SOMEBODY}/sessions/ending"), &[])),
        ("GET /theme", |_, _| get("/theme")),
        ("POST /theme", |_, _| post("/theme", &[("theme", "dark"), ("next", "/records")])),
        ("POST /asset", |k, d| post("/asset", &[("asset", &k.key(d)), ("next", "/")])),
        ("GET /livez", |_, _| get("/livez")),
        ("GET /readyz", |_, _| get("/readyz")),
        ("GET /static/{version}/{file}", |_, d| get(format!("/static/x/{}", d.one(&["lodestar.css", "nothing.js"])))),
    ];
    lines.iter().copied().collect()
}

/// The form of a record that the seat sees, as its page would send it, with a change; sometimes for a record that it does
/// not see, over a field that it does not see, or with a link to something hidden.
fn save(known: &Known<'_>, dice: &mut Dice) -> Ask {
    let step = *dice.one(&["preview", "preview", "save"]);
    let (reason, see) = (("change_reason".to_owned(), "clearer".to_owned()), ("see_also".to_owned(), known.key(dice)));
    if dice.yes(6) || known.seen.is_empty() {
        let sent = [("summary", "x"), ("base_revision", "1"), ("change_reason", "x"), ("step", step)];
        return post(format!("/records/{}", known.key(dice)), &sent);
    }
    let record = *dice.one(&known.seen);
    let mut fields = flat(&record.fields());
    fields.retain(|(name, _)| name != "see_also");
    if let Some(field) = known.pair.sight.withheld_of(&record.key).first().filter(|_| dice.yes(2)) {
        fields.retain(|(name, _)| name != field.field);
        fields.push((field.field.to_owned(), "written over".to_owned()));
    }
    let base = record.revision.max(1) + u32::from(dice.yes(5));
    fields.extend([("base_revision".to_owned(), base.to_string()), ("note".to_owned(), "noted".to_owned()), reason]);
    fields.extend([("step".to_owned(), step.to_owned()), ("state".to_owned(), "active".to_owned())]);
    if dice.yes(2) {
        fields.push(see);
    }
    Ask { path: format!("/records/{}", record.key), accept: "text/html", sends: Sends::Form(fields) }
}

/// Fields as a form has them: a list is one text of many lines.
fn flat(fields: &Map<String, Value>) -> Vec<(String, String)> {
    let word = |value: &Value| match value {
        Value::String(text) => text.split('@').next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    let one = |(name, value): (&String, &Value)| match value {
        Value::Object(_) => None,
        Value::Array(list) if list.iter().any(Value::is_object) => None,
        Value::Array(list) => Some((name.clone(), list.iter().map(word).collect::<Vec<_>>().join("\n"))),
        value => Some((name.clone(), word(value))),
    };
    fields.iter().filter_map(one).collect()
}

/// A request to a route; `None` for a route that nobody has taught.
pub(crate) fn ask(route: &Route, known: &Known<'_>, dice: &mut Dice) -> Option<Ask> {
    let make = requests().get(route.to_string().as_str()).copied()?;
    let mut ask = make(known, dice);
    if route.method == "GET" && dice.yes(3) {
        ask.accept = *dice.one(&["application/json", "application/json, text/html;q=0.5", "*/*", "text/csv"]);
    }
    Some(ask)
}
