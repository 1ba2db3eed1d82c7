//! Random strategies in which every text that is not everybody's carries a mark of its own, and the seats that look at them.

use guardrails::{Case, Class, Seat};
use jiff::{Timestamp, civil::Date, civil::date};
use serde_json::{Map, Value, json};
use strategy::{
    Draft, Function, Key, Kind, Record,
    record::{ActivityKind, Stage},
};

/// The day on which everything is looked at.
pub(crate) const DAY: Date = date(2026, 11, 24);

/// A source of choices that gives the same choices for the same seed.
pub(crate) struct Choices(pub u64);

impl Choices {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // SplitMix64, Steele et al. 2014.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or(0)
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn yes(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).unwrap_or_else(|| panic!("`{text}` is no key"))
}

/// A record that must be readable.
pub(crate) fn record(kind: Kind, name: &str, fields: Value) -> Record {
    let Value::Object(fields) = fields else { panic!("fields are an object") };
    let (record, wrong) = Draft::new(kind, key(name), fields.clone()).into_record();
    assert!(wrong.is_empty(), "{} {name}: {wrong:#?} in {fields:#?}", kind.name());
    record
}

/// The same record with other fields; `null` empties.
pub(crate) fn with(record: &Record, changes: Value) -> Record {
    let mut fields = record.fields();
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    fields.extend(changes);
    let draft = Draft { id: Some(record.id), revision: Some(record.revision), ..Draft::new(record.kind(), record.key.clone(), fields) };
    draft.into_record().0
}

/// The records of a random strategy.
pub(crate) struct World {
    choices: Choices,
    marks: usize,
    pub(crate) records: Vec<Record>,
}

const JURISDICTIONS: &[&str] = &["US", "DE", "UK", "JP", "CA", ""];
const FUNCTIONS: &[&str] =
    &["medical", "medical information", "sales", "marketing", "market access", "heor", "clinical", "safety", "compliance"];
const DAYS: &[&str] = &["2026-02-01", "2026-05-15", "2026-08-01", "2026-11-30"];
/// How many records of a kind there can be.
const MOST: usize = 4;

impl World {
    pub(crate) fn random(seed: u64) -> World {
        let mut world = World { choices: Choices(seed), marks: 0, records: vec![] };
        world.frame();
        for number in 1..=MOST {
            world.people(number);
            world.work(number);
            world.heard(number);
        }
        world
    }

    /// A text that stands nowhere else.
    fn mark(&mut self) -> Value {
        self.marks += 1;
        format!("canary-{}-{:x}", self.marks, self.choices.below(1 << 20)).into()
    }

    fn put(&mut self, kind: Kind, number: usize, fields: Value) {
        let Value::Object(mut fields) = fields else { panic!("fields are an object") };
        fields.retain(|_, value| !value.is_null());
        if self.choices.yes(3) {
            fields.insert("owner".into(), (*self.choices.one(FUNCTIONS)).into());
        }
        if self.choices.yes(4) {
            fields.insert("markets".into(), json!([format!("MK-{}", self.choices.below(3) + 1)]));
        }
        if self.choices.yes(2) {
            let target = self.any();
            fields.insert("see_also".into(), json!([target]));
        }
        self.records.push(record(kind, &format!("{}-{number}", kind.prefix()), Value::Object(fields)));
    }

    /// A record of any of the kinds, there or not.
    fn any(&mut self) -> String {
        let kind = *self.choices.one(&[
            Kind::Need,
            Kind::Stakeholder,
            Kind::Activity,
            Kind::Insight,
            Kind::Request,
            Kind::Handoff,
            Kind::Incentive,
        ]);
        self.of(kind)
    }

    fn of(&mut self, kind: Kind) -> String {
        format!("{}-{}", kind.prefix(), self.choices.below(MOST + 1) + 1)
    }

    fn maybe(&mut self, value: Value) -> Value {
        if self.choices.yes(3) { Value::Null } else { value }
    }

    fn function(&mut self) -> Value {
        let function = *self.choices.one(FUNCTIONS);
        self.maybe(function.into())
    }

    fn frame(&mut self) {
        self.records.push(record(Kind::Asset, "A-1", json!({"name": "LX-101"})));
        let same = *self.choices.one(Stage::ALL);
        for number in 1..=self.choices.below(4) {
            let stage = if self.choices.yes(2) { same } else { *self.choices.one(Stage::ALL) };
            let jurisdiction = JURISDICTIONS[self.choices.below(JURISDICTIONS.len()).saturating_sub(self.choices.below(3))];
            let stage = self.maybe(stage.as_str().into());
            let fields = json!({"name": format!("market {number}"), "jurisdiction": jurisdiction, "stage": stage});
            let Value::Object(mut fields) = fields else { return };
            fields.retain(|_, value| !value.is_null());
            self.records.push(record(Kind::Market, &format!("MK-{number}"), Value::Object(fields)));
        }
        self.records.push(record(Kind::Need, "N-1", json!({"statement": "fewer admissions"})));
    }

    fn people(&mut self, number: usize) {
        let [consent, contracts, role, organisation, because, note] = std::array::from_fn(|_| {
            let mark = self.mark();
            self.maybe(mark)
        });
        self.put(
            Kind::Stakeholder,
            number,
            json!({"name": format!("Dr {number}"), "kind": "hcp", "preferred_channels": ["video"], "consent": consent, "contracts": contracts,
                   "trial_role": role, "organisation": organisation, "level_because": because, "note": note}),
        );
        let rule = self.mark();
        self.put(
            Kind::ValueAgreement,
            number,
            json!({"title": "pay for outcome", "threshold": "0.8", "payment_rule": rule, "serves": ["N-1"]}),
        );
        let (function, kpi) = (self.function(), self.mark());
        self.put(Kind::Incentive, number, json!({"title": kpi, "pays": function, "weight_percent": "20"}));
    }

    fn work(&mut self, number: usize) {
        let kind = self.choices.one(ActivityKind::ALL).as_str();
        let (function, starts) = (self.function(), *self.choices.one(DAYS));
        let (stakeholder, after) = (self.of(Kind::Stakeholder), self.any());
        self.put(
            Kind::Activity,
            number,
            json!({"title": format!("activity {number}"), "kind": kind, "function": function, "starts": starts, "serves": ["N-1"],
                   "stakeholders": [stakeholder], "depends_on": [after], "channels": ["video"], "branded": number.is_multiple_of(2)}),
        );
        let (day, value, told) = (*self.choices.one(DAYS), self.mark(), self.mark());
        let day = self.maybe(day.into());
        self.put(
            Kind::Evidence,
            number,
            json!({"title": format!("study {number}"), "available_on": day, "abstract_text": told,
                   "endpoints": [{"name": "death", "results": [{"measure": value, "value": "0.8"}]}]}),
        );
        let link = self.any();
        self.put(Kind::Decision, number, json!({"question": format!("question {number}"), "see_also": [link]}));
    }

    fn heard(&mut self, number: usize) {
        let (heard, theme, function, link) = (self.mark(), self.mark(), self.function(), self.any());
        self.put(
            Kind::Insight,
            number,
            json!({"summary": heard, "themes": [theme], "heard_by": function, "heard_on": "2026-05-01", "led_to": [link], "serves": ["N-1"]}),
        );
        let (asked, who) = (self.mark(), self.of(Kind::Stakeholder));
        self.put(Kind::Request, number, json!({"question": asked, "stakeholder": who, "status": "open", "serves": ["N-1"]}));
        let (reason, from, to, request) = (self.mark(), self.function(), self.function(), self.of(Kind::Request));
        let closed = self.choices.one(&[Value::Null, Value::Null, "2026-06-01".into()]).clone();
        self.put(
            Kind::Handoff,
            number,
            json!({"reason": reason, "from": from, "to": to, "request": request, "raised_on": "2026-05-20", "closed_on": closed}),
        );
    }
}

/// The instant at which everybody looks.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_795_500_000).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A seat of a function for all markets, without cases.
pub(crate) fn seat(function: Function) -> Seat {
    Seat::new("Jana Kim", function, now())
}

/// A seat with a case for a class that is open for another hour.
pub(crate) fn with_case(mut seat: Seat, class: Class) -> Seat {
    let until = seat.at.checked_add(jiff::SignedDuration::from_hours(1)).unwrap_or(seat.at);
    seat.cases.push(Case { class, reason: "a complaint of 3 November".into(), until });
    seat
}

/// A random seat: any function, sometimes for one market only, sometimes with a case.
pub(crate) fn random_seat(choices: &mut Choices) -> Seat {
    let mut seat = seat(*choices.one(Function::ALL));
    if choices.yes(5) {
        seat.markets = vec![key(&format!("MK-{}", choices.below(3) + 1))];
    }
    if choices.yes(4) {
        let class = *choices.one(&[Class::Insight, Class::Request, Class::Contract, Class::EngagementStatus]);
        seat = with_case(seat, class);
    }
    seat
}

/// The fields of a record as they are written.
pub(crate) fn written(record: &Record) -> Map<String, Value> {
    record.fields()
}
