//! M601: two messages on the same need and endpoint state incompatible values, populations or directions.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, btree_map::Entry},
    rc::Rc,
};

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, scope::share_market},
    finding::{Finding, Severity},
    graph::{Node, Of},
    population::{Population, gap_words},
    record::{Claim, Direction, Kind, Measured, Message, Need, Number, Record, Typed},
    text::words,
};

pub(super) const RULE: Rule = Rule {
    code: "M601",
    name: "contradiction",
    severity: Severity::Major,
    version: 1,
    summary: "two messages on the same need and endpoint state incompatible values, populations or directions",
    serves: "S0-34, S0-46, S1-14, S1-15, S1-35, S3-14, S4-14",
    reads: &[Kind::Message, Kind::Claim, Kind::Need],
    page: include_str!("contradiction.md"),
    check,
};

/// What a message says on one endpoint, with the record that says it: the message itself, or a claim that it words.
struct Saying<'g> {
    message: &'g Record,
    values: Vec<(&'g Record, usize, &'g Measured)>,
    population: Option<(&'g Record, &'g Population)>,
    direction: Option<Direction>,
}

/// Where two records cannot both be right.
enum Clash<'g> {
    /// The numbers of two values, by their place in each record.
    Values(Vec<(usize, &'g Measured, usize, &'g Measured)>),
    Direction(Direction, Direction),
    Population(&'g Population, &'g Population),
}

/// One endpoint of one need of one asset, in folded words.
type Topic = (Option<Node>, Node, Rc<[String]>);

/// The folded words of each text that was asked for: many records name the same few endpoints.
#[derive(Default)]
struct Folded<'g>(RefCell<HashMap<&'g str, Rc<[String]>>>);

impl<'g> Folded<'g> {
    fn words(&self, text: &'g str) -> Rc<[String]> {
        self.0.borrow_mut().entry(text).or_insert_with(|| words(text).into()).clone()
    }
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut topics: BTreeMap<Topic, Vec<Saying<'_>>> = BTreeMap::new();
    let folded = Folded::default();
    let touched = touched(cx);
    let wanted = touched.as_ref().map(|touched| needs_spoken_of(cx, touched));
    let messages: Vec<_> = match &wanted {
        None => cx.all::<Message>().collect(),
        Some(needs) => on_any(cx, needs),
    };
    for message in messages {
        let claims: Vec<_> = cx.linked::<Claim>(message.node, "claims").collect();
        let mut needs = needs_of(cx, &message, &claims);
        needs.retain(|need| wanted.as_ref().is_none_or(|wanted| wanted.contains(need)));
        let asset = cx.graph.asset_node(message.node);
        for (endpoint, saying) in sayings(&message, &claims, &folded) {
            for need in &needs {
                let same = Saying { values: saying.values.clone(), ..saying };
                topics.entry((asset, *need, endpoint.clone())).or_default().push(same);
            }
        }
    }
    // One finding for two records, however many messages and endpoints show it.
    let mut clashes: BTreeMap<(&str, &str), Found<'_>> = BTreeMap::new();
    for ((_, need, _), sayings) in &topics {
        let Some(need) = cx.graph.typed::<Need>(*need) else { continue };
        for (at, one) in sayings.iter().enumerate() {
            for other in sayings[at + 1..].iter().filter(|other| share_market(one.message, other.message)) {
                let Some((left, right, clash)) = clash(one, other) else { continue };
                let is_touched = |record: &Record| cx.graph.node(&record.key).is_some_and(|node| touched.as_ref().is_none_or(|all| all.contains(&node)));
                if !is_touched(left) && !is_touched(right) {
                    continue;
                }
                let (left, right, clash) = if left.key <= right.key { (left, right, clash) } else { (right, left, clash.turned()) };
                let found = Found { left, right, need, messages: [one.message, other.message], clash };
                match clashes.entry((left.key.as_str(), right.key.as_str())) {
                    Entry::Vacant(entry) => drop(entry.insert(found)),
                    Entry::Occupied(mut entry) => entry.get_mut().join(found),
                }
            }
        }
    }
    clashes.values().for_each(|found| out.raise(contradiction(found)));
}

/// After an edit, the messages and claims of which one is part of every pair that needs a new verdict: those near the edit,
/// what the messages near it word, and those with a finding.
fn touched(cx: &Context<'_>) -> Option<HashSet<Node>> {
    let mut touched = cx.touched(2)?;
    let messages = touched.iter().filter_map(|node| cx.graph.typed::<Message>(*node));
    let claims: Vec<Node> = messages.flat_map(|message| cx.linked::<Claim>(message.node, "claims")).map(|claim| claim.node).collect();
    touched.extend(claims);
    Some(touched)
}

/// The needs of the messages that are, or word, some records.
fn needs_spoken_of(cx: &Context<'_>, records: &HashSet<Node>) -> BTreeSet<Node> {
    let wording = records.iter().flat_map(|node| cx.pointing_at::<Message>(*node, "claims"));
    let messages = records.iter().filter_map(|node| cx.graph.typed::<Message>(*node)).chain(wording);
    messages.flat_map(|message| cx.needs_of(message.node)).copied().collect()
}

/// The messages that serve any of some needs, by key.
fn on_any<'g>(cx: &Context<'g>, needs: &BTreeSet<Node>) -> Vec<Of<'g, Message>> {
    let mut all: Vec<Of<'g, Message>> = needs.iter().flat_map(|need| cx.serving::<Message>(*need)).collect();
    all.sort_by_key(|message| message.key());
    all.dedup_by_key(|message| message.node);
    all
}

/// A clash between two records, the lower key first, and where it shows.
struct Found<'g> {
    left: &'g Record,
    right: &'g Record,
    need: Of<'g, Need>,
    messages: [&'g Record; 2],
    clash: Clash<'g>,
}

impl<'g> Found<'g> {
    /// Takes in another clash between the same records; the worse one is kept, numbers of several endpoints add up.
    fn join(&mut self, other: Found<'g>) {
        match (&mut self.clash, other.clash) {
            (Clash::Values(mine), Clash::Values(theirs)) => {
                let new: Vec<_> = theirs.into_iter().filter(|t| !mine.iter().any(|m| (m.0, m.2) == (t.0, t.2))).collect();
                mine.extend(new);
            }
            (mine, clash) if clash.rank() < mine.rank() => *self = Found { clash, ..other },
            _ => {}
        }
    }
}

impl Clash<'_> {
    fn rank(&self) -> u8 {
        match self {
            Clash::Values(_) => 0,
            Clash::Direction(..) => 1,
            Clash::Population(..) => 2,
        }
    }

    fn turned(self) -> Self {
        match self {
            Clash::Values(pairs) => Clash::Values(pairs.into_iter().map(|(i, mine, j, theirs)| (j, theirs, i, mine)).collect()),
            Clash::Direction(mine, theirs) => Clash::Direction(theirs, mine),
            Clash::Population(mine, theirs) => Clash::Population(theirs, mine),
        }
    }
}

fn needs_of(cx: &Context<'_>, message: &Of<'_, Message>, claims: &[Of<'_, Claim>]) -> BTreeSet<Node> {
    let links = message.serves.iter().chain(claims.iter().flat_map(|claim| &claim.body.serves));
    links.filter_map(|link| cx.follow::<Need>(link)).map(|need| need.node).collect()
}

/// What a message says, by endpoint. Numbers, patients and endpoint are its own; where it states none, those of its claims.
fn sayings<'g>(message: &Of<'g, Message>, claims: &[Of<'g, Claim>], folded: &Folded<'g>) -> BTreeMap<Rc<[String]>, Saying<'g>> {
    let mut said: BTreeMap<Rc<[String]>, Saying<'g>> = BTreeMap::new();
    let own_population = Some((message.record, &message.body.population)).filter(|(_, p)| !p.is_everyone());
    let start = || Saying { message: message.record, values: vec![], population: own_population, direction: message.body.direction };
    let endpoint_of = |value: &'g Measured, of: &'g str| folded.words(if value.endpoint.trim().is_empty() { of } else { &value.endpoint });
    let own_endpoint = message.body.endpoint.as_str();
    if !folded.words(own_endpoint).is_empty() {
        said.insert(folded.words(own_endpoint), start());
    }
    for (at, value) in stated(&message.body.values) {
        // A number whose message names no endpoint belongs to the endpoint of the claims.
        let of = claims.iter().map(|claim| claim.body.endpoint.as_str()).find(|e| !e.trim().is_empty());
        let of = if own_endpoint.trim().is_empty() { of.unwrap_or_default() } else { own_endpoint };
        said.entry(endpoint_of(value, of)).or_insert_with(start).values.push((message.record, at, value));
    }
    for claim in claims {
        if own_endpoint.trim().is_empty() && !claim.body.endpoint.trim().is_empty() {
            let saying = said.entry(folded.words(&claim.body.endpoint)).or_insert_with(start);
            if saying.population.is_none() && !claim.body.population.is_everyone() {
                saying.population = Some((claim.record, &claim.body.population));
            }
        }
        for (at, value) in stated(&claim.body.values) {
            let saying = said.entry(endpoint_of(value, &claim.body.endpoint)).or_insert_with(start);
            if saying.population.is_none() && !claim.body.population.is_everyone() {
                saying.population = Some((claim.record, &claim.body.population));
            }
            if !saying.values.iter().any(|(record, _, known)| record.key == message.record.key && same_measure(known, value)) {
                saying.values.push((claim.record, at, value));
            }
        }
    }
    said.remove::<[String]>(&[]);
    said
}

/// The values of a record with their places in its fields, where empty values are left out.
fn stated(values: &[Measured]) -> impl Iterator<Item = (usize, &Measured)> {
    values.iter().filter(|value| **value != Measured::default()).enumerate()
}

fn same_measure(one: &Measured, other: &Measured) -> bool {
    let unit = |value: &Measured| match value.unit.trim() {
        "%" | "percent" => vec!["per".to_owned(), "cent".to_owned()],
        unit => words(unit),
    };
    let same_measure = one.measure == other.measure || words(&one.measure) == words(&other.measure);
    same_measure && (one.unit == other.unit || unit(one) == unit(other))
}

/// The worst clash of two messages and the two records between which it lies.
fn clash<'g>(one: &Saying<'g>, other: &Saying<'g>) -> Option<(&'g Record, &'g Record, Clash<'g>)> {
    let together = match (one.population, other.population) {
        (Some((_, mine)), Some((_, theirs))) => mine.overlaps(theirs),
        _ => true,
    };
    if together {
        let mut by_records: BTreeMap<(&str, &str), (&Record, &Record, Vec<_>)> = BTreeMap::new();
        for (left, i, mine) in &one.values {
            for (right, j, theirs) in other.values.iter().filter(|(right, ..)| right.key != left.key) {
                if same_measure(mine, theirs) && !compatible(mine, theirs) {
                    let pair = by_records.entry((left.key.as_str(), right.key.as_str())).or_insert((left, right, vec![]));
                    pair.2.push((*i, *mine, *j, *theirs));
                }
            }
        }
        if let Some((left, right, pairs)) = by_records.into_values().next() {
            return Some((left, right, Clash::Values(pairs)));
        }
        if let (Some(mine), Some(theirs)) = (one.direction, other.direction)
            && mine != theirs
        {
            return Some((one.message, other.message, Clash::Direction(mine, theirs)));
        }
    }
    let ((left, mine), (right, theirs)) = (one.population?, other.population?);
    let differ = left.key != right.key && mine != theirs;
    differ.then_some((left, right, Clash::Population(mine, theirs)))
}

/// Whether two statements of one measure can both be right: the same number but for rounding, or one within the
/// interval of the other.
fn compatible(one: &Measured, other: &Measured) -> bool {
    let (Some(mine), Some(theirs)) = (&one.value, &other.value) else { return true };
    let within = |value: &Number, of: &Measured| match (&of.low, &of.high) {
        (Some(low), Some(high)) => (low.value()..=high.value()).contains(&value.value()),
        _ => false,
    };
    let places = |number: &Number| match number.as_str().split_once(['e', 'E']) {
        Some(_) => 15,
        None => number.as_str().split_once('.').map_or(0, |(_, decimals)| decimals.len().min(15)),
    };
    let step = 10f64.powi(-i32::try_from(places(mine).min(places(theirs))).unwrap_or(15));
    let same = (mine.value() - theirs.value()).abs() <= step / 2.0 + f64::EPSILON
        && (places(mine) != places(theirs) || mine.value() == theirs.value());
    same || within(mine, other) || within(theirs, one)
}

fn contradiction(found: &Found<'_>) -> Finding {
    let Found { left: one, right: other, need, messages, clash } = found;
    let (later, earlier) = order(one, other, clash);
    let swapped = later.key != one.key;
    let named = |record: &Record| format!("{} `{}`", record.kind().label(), record.key);
    let (field, words) = match clash {
        Clash::Values(pairs) => ("values", values_words(pairs, swapped, &named(later), &named(earlier))),
        Clash::Direction(mine, theirs) => {
            let (mine, theirs) = if swapped { (theirs, mine) } else { (mine, theirs) };
            ("direction", format!("{} says that the endpoint goes {mine}, {} that it goes {theirs}", named(later), named(earlier)))
        }
        Clash::Population(mine, theirs) => {
            let (mine, theirs) = if swapped { (theirs, mine) } else { (mine, theirs) };
            let gap = gap_words(&mine.difference(theirs));
            match mine.overlaps(theirs) {
                true => ("population", format!("{} speaks of patients whom {} leaves out: {gap}", named(later), named(earlier))),
                false => (
                    "population",
                    format!("{} and {} speak of different patients: {}; {}", named(later), named(earlier), mine.words(), theirs.words()),
                ),
            }
        }
    };
    let mut finding = Finding::new(later, field, format!("on need `{}` {words}", need.key()))
        .help("agree which one is right, and let every message say it")
        .fact(later, field)
        .fact(earlier, field)
        .unless("both said the same of this endpoint, or held in different markets")
        .step(need.record, "");
    if later.kind() == Kind::Claim {
        finding = finding.step(later, "serves");
    }
    let says = |message: &&&Record| {
        let claims = Message::of(&message.body).map(|message| message.claims.as_slice()).unwrap_or_default();
        message.key == later.key || claims.iter().any(|claim| claim.key == later.key)
    };
    if let Some(message) = messages.iter().find(says) {
        finding = finding.step(message, if message.key == later.key { "serves" } else { "claims" });
    }
    if matches!(clash, Clash::Population(..)) {
        finding = finding.severity(Severity::Minor);
    }
    for (record, model) in [(later, earlier), (earlier, later)] {
        if let Some(fix) = mend(record, model, clash, record.key != one.key) {
            finding = finding.fix(fix);
        }
    }
    finding
}

/// The record to point at first: the one that claims more widely, else the one written later, else the later key.
fn order<'r>(one: &'r Record, other: &'r Record, clash: &Clash<'_>) -> (&'r Record, &'r Record) {
    let written = |record: &Record| record.field("written_on").map(|day| day.to_string());
    let first_leads = match clash {
        Clash::Population(mine, theirs) if mine.contains(theirs) != theirs.contains(mine) => mine.contains(theirs),
        _ => (written(one), &one.key) > (written(other), &other.key),
    };
    if first_leads { (one, other) } else { (other, one) }
}

fn values_words(pairs: &[(usize, &Measured, usize, &Measured)], swapped: bool, later: &str, earlier: &str) -> String {
    let shown = |value: &Measured| {
        let number = value.value.as_ref().map(Number::to_string).unwrap_or_default();
        format!("{number} {}", value.unit.trim()).trim().to_owned()
    };
    let said = |(_, mine, _, theirs): &(usize, &Measured, usize, &Measured)| {
        let (mine, theirs) = if swapped { (theirs, mine) } else { (mine, theirs) };
        let measure = mine.measure.trim();
        let measure = if measure.is_empty() { String::new() } else { format!("{measure} ") };
        format!("{later} says {measure}{}, {earlier} says {}", shown(mine), shown(theirs))
    };
    pairs.iter().map(said).collect::<Vec<_>>().join("; ")
}

/// Lets one record say what the other says; `is_second` when it is the second of the clash.
fn mend(record: &Record, model: &Record, clash: &Clash<'_>, is_second: bool) -> Option<Fix> {
    let label = |what: &str| format!("give {} the {what} of {}", record.key, model.key);
    let set = |field: String, value: Value| Change::Set { key: record.key.clone(), field, value };
    Some(match clash {
        Clash::Values(pairs) => {
            let places: BTreeSet<usize> = pairs.iter().map(|(i, _, j, _)| if is_second { *j } else { *i }).collect();
            // Two numbers of the other record for one of this cannot both be taken over.
            if places.len() != pairs.len() {
                return None;
            }
            let changes = pairs.iter().map(|(i, mine, j, theirs)| {
                let (at, own, model) = if is_second { (j, theirs, mine) } else { (i, mine, theirs) };
                let taken = Measured { value: model.value.clone(), low: model.low.clone(), high: model.high.clone(), ..(*own).clone() };
                set(format!("values.{at}"), json(&taken))
            });
            Fix::of(label("numbers"), changes.collect())
        }
        Clash::Direction(mine, theirs) => {
            let model = if is_second { mine } else { theirs };
            Fix::of(label("direction"), vec![set("direction".into(), model.as_str().into())])
        }
        Clash::Population(mine, theirs) => {
            let model = if is_second { mine } else { theirs };
            Fix::of(label("patients"), vec![set("population".into(), json(model))])
        }
    })
}

fn json(value: &impl serde::Serialize) -> Value {
    // Values and populations are structs and maps with text keys.
    serde_json::to_value(value).unwrap_or_default()
}
