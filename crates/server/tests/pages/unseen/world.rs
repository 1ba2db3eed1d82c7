//! Random strategies as they came about: batches of writes by several functions on several days, in which every text
//! that some seat may not see carries a mark that stands nowhere else.

use jiff::{SignedDuration, Timestamp, civil::Date, civil::date};
use serde_json::{Map, Value, json};
use strategy::{
    Draft, Graph, Key, Kind, Record,
    record::{ActivityKind, Stage},
};

/// The day on which everything is looked at.
pub(crate) const DAY: Date = date(2026, 3, 1);

/// A source of choices that gives the same choices for the same seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn number(&mut self) -> u64 {
        // SplitMix64, Steele et al. 2014.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit as u64).unwrap_or(0)
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn yes(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// A text that stands nowhere else: `MARK` and twelve hexadecimal digits.
    pub(crate) fn mark(&mut self) -> Value {
        format!("{MARK}{:012x}", self.number() >> 16).into()
    }
}

/// How every mark begins.
pub(crate) const MARK: &str = "cnry";

/// The marks in a text.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = &str> {
    let whole = |at: usize| {
        let mark = text.get(at..at + MARK.len() + 12)?;
        mark[MARK.len()..].bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(mark)
    };
    text.match_indices(MARK).filter_map(move |(at, _)| whole(at))
}

/// What one record becomes: fields that change (`null` empties), or its removal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Patch {
    pub(crate) kind: Kind,
    pub(crate) key: String,
    /// `None` removes the record.
    pub(crate) fields: Option<Map<String, Value>>,
}

/// One batch.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) author: String,
    pub(crate) function: &'static str,
    pub(crate) at: Timestamp,
    pub(crate) label: String,
    pub(crate) reason: String,
    pub(crate) patches: Vec<Patch>,
    /// Taken back at once.
    pub(crate) is_undone: bool,
}

/// How a strategy came about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct World {
    pub(crate) steps: Vec<Step>,
}

const JURISDICTIONS: &[&str] = &["US", "DE", "UK", "JP", "CA", ""];
pub(crate) const FUNCTIONS: &[&str] =
    &["medical", "medical information", "sales", "marketing", "market access", "heor", "clinical", "safety", "compliance"];
const DAYS: &[&str] = &["2026-02-01", "2026-03-15", "2026-08-01", "2026-11-30"];
const SETTLED: &str = "confirm all links";
/// How many records of a kind there are.
pub(crate) const MOST: usize = 2;

/// An instant some days and minutes before everything is looked at.
pub(crate) fn instant(days: i64, minutes: i64) -> Timestamp {
    let noon = Timestamp::from_second(1_772_366_400).expect("1 March 2026, noon");
    noon - SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(minutes)
}

pub(crate) fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("no fields: {other}"),
    }
}

impl Patch {
    pub(crate) fn of(kind: Kind, key: impl Into<String>, fields: Value) -> Patch {
        Patch { kind, key: key.into(), fields: Some(map(fields)) }
    }
}

impl Step {
    pub(crate) fn new(function: &'static str, at: Timestamp, label: &str) -> Step {
        let author = format!("Kim of {function}");
        Step { author, function, at, label: label.into(), reason: "as discussed".into(), patches: vec![], is_undone: false }
    }
}

impl World {
    /// A random strategy.
    pub(crate) fn random(dice: &mut Dice) -> World {
        let mut world = World { steps: vec![Step::new("leadership", instant(30, 0), "import frame.toml")] };
        world.frame(dice);
        for number in 1..=MOST {
            for (days, kinds) in [(20, "people"), (12, "work"), (5, "heard")] {
                let function = *dice.one(FUNCTIONS);
                let mut step = Step::new(function, instant(days, number as i64), &format!("import {kinds}.toml"));
                match kinds {
                    "people" => people(dice, number, &mut step.patches),
                    "work" => work(dice, number, &mut step.patches),
                    _ => heard(dice, number, &mut step.patches),
                }
                world.steps.push(step);
            }
        }
        world.steps.sort_by_key(|step| step.at);
        world.settle();
        world.edits(dice);
        world
    }

    fn frame(&mut self, dice: &mut Dice) {
        let put = &mut self.steps[0].patches;
        put.push(Patch::of(Kind::Asset, "A-1", json!({"name": "LX-101"})));
        let same = *dice.one(Stage::ALL);
        for number in 1..=dice.below(4) {
            let stage = if dice.yes(2) { same } else { *dice.one(Stage::ALL) };
            let place = JURISDICTIONS[dice.below(JURISDICTIONS.len()).saturating_sub(dice.below(3))];
            let fields = json!({"name": format!("market {number}"), "jurisdiction": place, "stage": maybe(dice, stage.as_str().into())});
            put.push(Patch::of(Kind::Market, format!("MK-{number}"), fields));
        }
        put.push(Patch::of(Kind::Need, "N-1", json!({"statement": "fewer admissions", "owner": "medical"})));
        put.push(Patch::of(
            Kind::Claim,
            "C-1",
            json!({"text": "fewer come back", "owner": "marketing", "serves": ["N-1"], "stands_on": ["E-1"]}),
        ));
        put.push(Patch::of(
            Kind::Message,
            "M-1",
            json!({"text": "come back less", "owner": "marketing", "claims": ["C-1"], "audience": "hcp"}),
        ));
        let date = json!({"planned": "2026-05-01"});
        put.push(Patch::of(
            Kind::Milestone,
            "MS-1",
            json!({"title": "it reads out", "date": date, "starts": ["T-1"], "owner": "clinical"}),
        ));
    }

    /// Everything is written once more, so that links to what came later are confirmed: no later edit does so by the way,
    /// which would be a change that is seen.
    fn settle(&mut self) {
        let mut step = Step::new("leadership", instant(4, 0), SETTLED);
        for patch in self.steps.iter().flat_map(|step| &step.patches) {
            step.patches.push(Patch { fields: Some(Map::new()), ..patch.clone() });
        }
        self.steps.push(step);
    }

    /// Where everything is settled.
    pub(crate) fn settled_at(&self) -> usize {
        self.steps.iter().position(|step| step.label == SETTLED).expect("a strategy is settled")
    }

    /// Later edits that everybody may see: of records, and of the stage on which it depends what is seen.
    fn edits(&mut self, dice: &mut Dice) {
        for number in 0..=dice.below(3) {
            let mut step = Step::new(dice.one::<&str>(FUNCTIONS), instant(3, number as i64), "edit");
            step.patches.push(match dice.below(4) {
                0 => Patch::of(Kind::Stakeholder, "S-1", json!({"name": format!("Dr {number}, renamed")})),
                1 => Patch::of(Kind::Decision, "D-1", json!({"question": format!("which, then: {number}?")})),
                2 => Patch::of(Kind::Activity, "T-1", json!({"title": format!("activity, moved {number}")})),
                _ => Patch::of(Kind::Claim, "C-1", json!({"text": format!("fewer come back: {number}")})),
            });
            step.is_undone = dice.yes(4);
            self.steps.push(step);
        }
    }

    /// The fields of every record as they stand in the end.
    pub(crate) fn records(&self) -> Vec<Record> {
        let mut fields: Vec<(Kind, String, Map<String, Value>)> = vec![];
        for patch in self.steps.iter().filter(|step| !step.is_undone).flat_map(|step| &step.patches) {
            let at = fields.iter().position(|(_, key, _)| *key == patch.key);
            match (&patch.fields, at) {
                (None, Some(at)) => drop(fields.remove(at)),
                (None, None) => {}
                (Some(new), Some(at)) => apply(&mut fields[at].2, new),
                (Some(new), None) => {
                    let mut now = Map::new();
                    apply(&mut now, new);
                    fields.push((patch.kind, patch.key.clone(), now));
                }
            }
        }
        fields.into_iter().map(|(kind, key, fields)| record(kind, &key, fields)).collect()
    }

    pub(crate) fn graph(&self) -> Graph {
        Graph::of(self.records())
    }
}

/// Lays changed fields over others; `null` empties.
pub(crate) fn apply(fields: &mut Map<String, Value>, changes: &Map<String, Value>) {
    for (name, value) in changes {
        fields.insert(name.clone(), value.clone());
    }
    fields.retain(|_, value| !value.is_null());
}

fn record(kind: Kind, key: &str, fields: Map<String, Value>) -> Record {
    let key = Key::new(key).expect("a key");
    let (record, wrong) = Draft::new(kind, key.clone(), fields.clone()).into_record();
    assert!(wrong.is_empty(), "{} {key}: {wrong:#?} in {fields:#?}", kind.name());
    record
}

fn maybe(dice: &mut Dice, value: Value) -> Value {
    if dice.yes(3) { Value::Null } else { value }
}

fn key_of(dice: &mut Dice, kind: Kind) -> String {
    format!("{}-{}", kind.prefix(), dice.below(MOST + 1) + 1)
}

/// The key of a record that is there or not.
pub(crate) fn any_key(dice: &mut Dice) -> String {
    const KINDS: &[Kind] =
        &[Kind::Need, Kind::Stakeholder, Kind::Activity, Kind::Insight, Kind::Request, Kind::Handoff, Kind::Incentive, Kind::Insight];
    let kind = *dice.one(KINDS);
    key_of(dice, kind)
}

fn put(dice: &mut Dice, patches: &mut Vec<Patch>, kind: Kind, number: usize, fields: Value) {
    let mut fields = map(fields);
    if dice.yes(3) {
        fields.insert("owner".into(), (*dice.one(FUNCTIONS)).into());
    }
    if dice.yes(4) {
        fields.insert("markets".into(), json!([format!("MK-{}", dice.below(3) + 1)]));
    }
    if dice.yes(2) {
        fields.insert("see_also".into(), json!([any_key(dice)]));
    }
    fields.retain(|_, value| !value.is_null());
    patches.push(Patch { kind, key: format!("{}-{number}", kind.prefix()), fields: Some(fields) });
}

fn function(dice: &mut Dice) -> Value {
    let function = *dice.one(FUNCTIONS);
    maybe(dice, function.into())
}

fn people(dice: &mut Dice, number: usize, patches: &mut Vec<Patch>) {
    let [consent, contracts, role, organisation, because, note] = std::array::from_fn(|_| {
        let mark = dice.mark();
        maybe(dice, mark)
    });
    let fields = json!({"name": format!("Dr {number}"), "kind": "hcp", "preferred_channels": ["video"], "consent": consent,
        "contracts": contracts, "trial_role": role, "organisation": organisation, "level_because": because, "note": note});
    put(dice, patches, Kind::Stakeholder, number, fields);
    let rule = dice.mark();
    let fields = json!({"title": "pay for outcome", "threshold": "0.8", "payment_rule": rule, "serves": ["N-1"]});
    put(dice, patches, Kind::ValueAgreement, number, fields);
    let (pays, kpi) = (function(dice), dice.mark());
    put(dice, patches, Kind::Incentive, number, json!({"title": kpi, "pays": pays, "weight_percent": "20"}));
}

fn work(dice: &mut Dice, number: usize, patches: &mut Vec<Patch>) {
    let kind = dice.one(ActivityKind::ALL).as_str();
    let (whose, starts) = (function(dice), *dice.one(DAYS));
    let (stakeholder, after) = (key_of(dice, Kind::Stakeholder), any_key(dice));
    let fields = json!({"title": format!("activity {number}"), "kind": kind, "function": whose, "starts": starts, "serves": ["N-1"],
        "stakeholders": [stakeholder], "depends_on": [after], "channels": ["video"], "branded": number.is_multiple_of(2)});
    put(dice, patches, Kind::Activity, number, fields);
    let (day, value, told) = (*dice.one(DAYS), dice.mark(), dice.mark());
    let fields = json!({"title": format!("study {number}"), "available_on": maybe(dice, day.into()), "abstract_text": told,
        "endpoints": [{"name": "death", "results": [{"measure": value, "value": "0.8"}]}]});
    put(dice, patches, Kind::Evidence, number, fields);
    let about = any_key(dice);
    put(dice, patches, Kind::Decision, number, json!({"question": format!("question {number}"), "about": [about, "C-1"]}));
}

fn heard(dice: &mut Dice, number: usize, patches: &mut Vec<Patch>) {
    let (heard, theme, by, link) = (dice.mark(), dice.mark(), function(dice), any_key(dice));
    let fields =
        json!({"summary": heard, "themes": [theme], "heard_by": by, "heard_on": "2026-02-01", "led_to": [link], "serves": ["N-1"]});
    put(dice, patches, Kind::Insight, number, fields);
    let (asked, who) = (dice.mark(), key_of(dice, Kind::Stakeholder));
    put(dice, patches, Kind::Request, number, json!({"question": asked, "stakeholder": who, "status": "open", "serves": ["N-1"]}));
    let (reason, from, to, request) = (dice.mark(), function(dice), function(dice), key_of(dice, Kind::Request));
    let closed = dice.one(&[Value::Null, Value::Null, "2026-02-20".into()]).clone();
    let fields = json!({"reason": reason, "from": from, "to": to, "request": request, "raised_on": "2026-02-10", "closed_on": closed});
    put(dice, patches, Kind::Handoff, number, fields);
}
