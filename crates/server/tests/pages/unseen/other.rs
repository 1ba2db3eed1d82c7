//! Another strategy that differs from a given one only in what a seat does not see: hidden records and fields are
//! changed, added, dropped, and have another history, also one that was taken back.

use std::collections::BTreeSet;

use guardrails::{Gate, Level, Purpose, Seat, Sight, Visible};
use serde_json::{Map, Value, json};
use strategy::{Key, Kind};

use super::world::{DAY, Dice, FUNCTIONS, MARK, Patch, Step, World, any_key, apply, marks};

/// The kinds of which whole records are hidden.
const WHOLE: [Kind; 4] = [Kind::Insight, Kind::Request, Kind::Handoff, Kind::Incentive];

/// Two strategies that look the same to a seat.
pub(crate) struct Pair {
    pub(crate) one: World,
    pub(crate) other: World,
    /// What the seat sees of both.
    pub(crate) sight: Visible<Sight>,
    /// The marks of what it does not see, of either.
    pub(crate) secret: BTreeSet<String>,
    /// The keys of records that it does not see, of either.
    pub(crate) hidden: Vec<String>,
    /// How many changes were made to get from one to the other.
    pub(crate) changes: usize,
}

/// How many changes are tried.
const CHANGES: usize = 10;

/// A random pair for a seat. That they look the same is what the gate says of the records as they stand.
pub(crate) fn pair(gate: &Gate, seat: &Seat, dice: &mut Dice) -> Pair {
    let mut one = World::random(dice);
    let look = |world: &World| gate.project(seat, Purpose::Work, DAY, &world.graph());
    let sight = look(&one);
    let mut hidden = hidden_keys(&one, &sight);
    mark_hidden_steps(&mut one, &hidden, dice);
    let (mut other, mut changes) = (one.clone(), 0);
    // Many changes at once; if they are seen after all, fewer.
    for many in [CHANGES, CHANGES / 2, 2, 1, 1] {
        let mut tried = other.clone();
        (0..many).for_each(|_| change(&mut tried, &sight, &hidden, dice));
        if tried != other && *look(&tried) == *sight && *look(&never_taken_back(&tried)) == *sight {
            (other, changes) = (tried, changes + many);
            break;
        }
    }
    let seen: String = serde_json::to_string(&sight).expect("a sight is plain data");
    let both = format!("{one:?}{other:?}");
    let secret = marks(&both).filter(|mark| !seen.contains(*mark)).map(str::to_owned).collect();
    hidden.extend(hidden_keys(&other, &sight));
    hidden.sort();
    hidden.dedup();
    Pair { one, other, sight, secret, hidden, changes }
}

/// The same, if nothing hidden had been taken back or removed: what came and went must have been hidden while it was there.
fn never_taken_back(world: &World) -> World {
    let mut world = world.clone();
    for step in world.steps.iter_mut().filter(|step| step.label.starts_with(MARK)) {
        step.is_undone = false;
        step.patches.retain(|patch| patch.fields.is_some());
    }
    world
}

fn hidden_keys(world: &World, sight: &Sight) -> Vec<String> {
    let is_hidden = |key: &str| Key::new(key).is_some_and(|key| sight.graph.record(&key).is_none());
    let keys: BTreeSet<&str> = world.steps.iter().flat_map(|step| &step.patches).map(|patch| patch.key.as_str()).collect();
    keys.into_iter().filter(|key| is_hidden(key)).map(str::to_owned).collect()
}

/// Batches that write nothing but hidden records are themselves hidden: who wrote them and why is marked.
fn mark_hidden_steps(world: &mut World, hidden: &[String], dice: &mut Dice) {
    for step in world.steps.iter_mut().filter(|step| step.patches.iter().all(|patch| hidden.contains(&patch.key))) {
        mark_step(step, dice);
    }
}

fn mark_step(step: &mut Step, dice: &mut Dice) {
    for text in [&mut step.author, &mut step.label, &mut step.reason] {
        *text = dice.mark().as_str().unwrap_or_default().to_owned();
    }
}

/// One change of something that is not seen.
fn change(world: &mut World, sight: &Sight, hidden: &[String], dice: &mut Dice) {
    let way = dice.below(9);
    match way {
        // A hidden record was never there, or says something else.
        0 | 1 if !hidden.is_empty() => {
            let key = dice.one(hidden).clone();
            if way == 0 {
                world.steps.iter_mut().for_each(|step| step.patches.retain(|patch| patch.key != key));
                world.steps.retain(|step| !step.patches.is_empty());
                return;
            }
            for patch in world.steps.iter_mut().flat_map(|step| &mut step.patches).filter(|patch| patch.key == key) {
                let new = hidden_fields(patch.kind, dice);
                if let Some(fields) = &mut patch.fields {
                    fields.extend(new);
                }
            }
        }
        // A hidden record has a longer history, or was removed.
        2 | 3 if !hidden.is_empty() => {
            let key = dice.one(hidden).clone();
            let Some(kind) = kind_of(world, &key) else { return };
            let fields = (!dice.yes(4)).then(|| hidden_fields(kind, dice));
            insert(world, Patch { kind, key, fields }, dice);
        }
        4 => add(world, dice),
        5 => link_to_hidden(world, sight, hidden, dice),
        // A hidden field says something else from the start, or was edited, by itself or with something that is seen.
        _ => {
            let Some((kind, key, fields)) = secret_field(sight, dice) else { return };
            if way == 6 {
                let first = world.steps.iter_mut().flat_map(|step| &mut step.patches).find(|patch| patch.key == key);
                first.into_iter().filter_map(|patch| patch.fields.as_mut()).for_each(|own| apply(own, &fields));
            } else {
                insert(world, Patch { kind, key, fields: Some(fields) }, dice);
            }
        }
    }
}

fn kind_of(world: &World, key: &str) -> Option<Kind> {
    world.steps.iter().flat_map(|step| &step.patches).find(|patch| patch.key == key).map(|patch| patch.kind)
}

/// Other fields for a record that is hidden as a whole; whose it is stays.
fn hidden_fields(kind: Kind, dice: &mut Dice) -> Map<String, Value> {
    let (mark, link) = (dice.mark(), any_key(dice));
    super::world::map(match kind {
        Kind::Insight => json!({"summary": mark, "themes": [mark], "led_to": [link, "S-1"], "heard_on": null}),
        Kind::Request => json!({"question": mark, "stakeholder": null, "status": "answered", "see_also": [link]}),
        Kind::Handoff => json!({"reason": mark, "closed_on": "2026-02-25", "raised_on": null}),
        _ => json!({"title": mark, "weight_percent": null, "see_also": [link]}),
    })
}

/// A batch after the record was first written: of its own, or together with another.
fn insert(world: &mut World, patch: Patch, dice: &mut Dice) {
    let wrote = |step: &Step| step.patches.iter().any(|other| other.key == patch.key);
    let Some(first) = world.steps.iter().position(wrote) else { return };
    let first = if WHOLE.contains(&patch.kind) { first } else { world.settled_at() };
    let at = first + 1 + dice.below(world.steps.len() - first);
    let later = world.steps.get_mut(at).filter(|step| !wrote(step));
    match later {
        Some(step) if dice.yes(3) => step.patches.push(patch),
        _ => world.steps.insert(at, step_after(&world.steps[at - 1], vec![patch], dice)),
    }
}

fn step_after(before: &Step, patches: Vec<Patch>, dice: &mut Dice) -> Step {
    let mut step = Step::new(dice.one::<&str>(FUNCTIONS), before.at + jiff::SignedDuration::from_secs(30), "edit");
    mark_step(&mut step, dice);
    step.patches = patches;
    step.is_undone = dice.yes(4);
    step
}

/// A hidden record more, and what may have become of it.
fn add(world: &mut World, dice: &mut Dice) {
    let kind = *dice.one(&WHOLE);
    let key = format!("{}-{}", kind.prefix(), 90 + dice.below(10));
    if kind_of(world, &key).is_some() {
        return;
    }
    let (mark, link, function) = (dice.mark(), any_key(dice), *dice.one(FUNCTIONS));
    let fields = match kind {
        Kind::Insight => json!({"summary": mark, "themes": [mark], "led_to": [link], "heard_by": function}),
        Kind::Request => json!({"question": mark, "see_also": [link]}),
        Kind::Handoff => json!({"reason": mark, "from": function, "to": "safety", "see_also": [link]}),
        _ => json!({"title": mark, "pays": function, "see_also": [link]}),
    };
    let at = 1 + dice.below(world.steps.len());
    let step = step_after(&world.steps[at - 1], vec![Patch::of(kind, key, fields)], dice);
    world.steps.insert(at, step);
}

/// A link from something that is seen to something that is not.
fn link_to_hidden(world: &mut World, sight: &Sight, hidden: &[String], dice: &mut Dice) {
    let key = dice.one(&["D-1", "D-2", "T-1", "T-2", "C-1", "M-1"]);
    let (Some(kind), false) = (kind_of(world, key), hidden.is_empty()) else { return };
    let stands = Key::new(key).and_then(|key| sight.graph.record(&key)).and_then(|record| record.field("see_also"));
    let mut links: Vec<Value> = stands.and_then(|links| links.as_array().cloned()).unwrap_or_default();
    links.push(dice.one(hidden).clone().into());
    insert(world, Patch::of(kind, *key, json!({"see_also": links})), dice);
}

/// A field that is withheld from the seat, with another value: where the seat may know whether there is one, there stays one.
fn secret_field(sight: &Sight, dice: &mut Dice) -> Option<(Kind, String, Map<String, Value>)> {
    if sight.withheld.is_empty() {
        return None;
    }
    let withheld = dice.one(&sight.withheld).clone();
    let kind = sight.graph.record(&withheld.record)?.kind();
    let secret = matches!(withheld.level, Level::Hidden | Level::Aggregate);
    if WHOLE.contains(&kind) || !(secret || withheld.exists == Some(true)) {
        return None;
    }
    let value = match withheld.field {
        "preferred_channels" if secret && dice.yes(3) => Value::Null,
        "preferred_channels" => json!(["phone", "web"]),
        "threshold" => json!("0.5"),
        "endpoints" => json!([{"name": "death", "results": [{"measure": dice.mark(), "value": "0.7"}]}]),
        "stakeholders" if secret => json!(["S-2", "S-1"]),
        "stakeholders" => return None,
        _ if secret && dice.yes(3) => Value::Null,
        _ => dice.mark(),
    };
    Some((kind, withheld.record.to_string(), [(withheld.field.to_owned(), value)].into_iter().collect()))
}
