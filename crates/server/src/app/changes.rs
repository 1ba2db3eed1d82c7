//! Changing the strategy: saving a form, applying changes that were previewed, taking a change back.
//!
//! Each looks first, while nobody else writes, whether the seat sees the target and may change it; then joins what it
//! wrote with what was withheld from it; then writes one batch. A target that is hidden is answered like one that never
//! was. An edit of a revision that is not the seat's latest comes back with both versions and their merge.

use guardrails::Purpose;
use ledger::{Write, sessions::Call, signatures::Signs};
use serde_json::{Map, Value};
use strategy::{Change, Draft, Finding, Impact, Key, Kind, Record, compare::values_changed, input, links, schema::with_article};
use uuid::Uuid;

use super::{
    App, Denial, Error, Saved, Seat, StaleEdit, View,
    kept::keep,
    keys,
    numbers::linked,
    rights::may_change,
    views::Sees,
    workspace::{Live, Writing},
};

/// What a seat wants to become of one record, in its own terms.
pub(super) struct Want {
    pub(super) kind: Kind,
    pub(super) key: Key,
    /// The revision that the seat has read; `None` for a new record.
    pub(super) base: Option<u32>,
    /// All fields; `None` takes the record out.
    pub(super) fields: Option<Map<String, Value>>,
    /// Whether the key of a new record is ours and not the seat's choice.
    pub(super) key_is_given: bool,
    /// Whether it takes back what the seat's own function wrote: that it may, was decided when it was written.
    pub(super) takes_back: bool,
}

/// Why a record is not written.
enum No {
    Stale(Box<StaleEdit>),
    Rejected(Vec<Finding>),
    Denied(Denial),
    Failed(Error),
}

impl App {
    /// Saves one record from a form: all its fields, based on the revision that the author read (`None` for a new one).
    pub fn save(
        &self,
        seat: &Seat,
        kind: Kind,
        key: &Key,
        base: Option<u32>,
        fields: Map<String, Value>,
        reason: &str,
    ) -> Result<Saved, Error> {
        let (record, wrong) = Draft::new(kind, key.clone(), fields).into_record();
        if !wrong.is_empty() {
            return Ok(Saved::Rejected(wrong));
        }
        let label = if base.is_some() { "edit" } else { "create" };
        self.write(
            seat,
            label,
            reason,
            vec![Want { kind, key: key.clone(), base, fields: Some(record.fields()), key_is_given: false, takes_back: false }],
        )
    }

    /// Writes a new record under a key that is given to it: random, so that it tells of no other record.
    pub fn create(&self, seat: &Seat, kind: Kind, fields: Map<String, Value>, reason: &str) -> Result<(Key, Saved), Error> {
        let live = self.inner.whole.live();
        let key = keys::given(kind, || self.inner.whole.new_id(), |key| live.graph().record(key).is_some());
        let (record, wrong) = Draft::new(kind, key.clone(), fields).into_record();
        if !wrong.is_empty() {
            return Ok((key, Saved::Rejected(wrong)));
        }
        let want = Want { kind, key: key.clone(), base: None, fields: Some(record.fields()), key_is_given: true, takes_back: false };
        self.write(seat, "create", reason, vec![want]).map(|saved| (key, saved))
    }

    /// Applies changes as one batch, each record based on its revision of this moment.
    pub fn apply(&self, seat: &Seat, changes: &[Change], label: &str, reason: &str) -> Result<Saved, Error> {
        let view = self.view(seat, Purpose::Work)?;
        match wants(&view, changes) {
            Ok(wants) => self.write(seat, label, reason, wants),
            Err(wrong) => Ok(Saved::Rejected(wrong)),
        }
    }

    /// Writes what a seat wants, all of it or nothing.
    pub(super) fn write(&self, seat: &Seat, label: &str, reason: &str, wants: Vec<Want>) -> Result<Saved, Error> {
        // INVARIANT: what is looked at is what is written upon: nobody writes in between.
        let writing = self.inner.whole.lock();
        let live = self.inner.whole.of_today(&writing);
        let sees = self.sees(&live, seat, Purpose::Work)?;
        self.write_holding(&writing, &live, &sees, (seat, label, reason), &wants, None)
    }

    /// Writes what a seat wants for somebody who holds the writing already; with a signature, if there is one to give.
    pub(super) fn write_holding(
        &self,
        writing: &Writing<'_>,
        live: &Live,
        sees: &Sees,
        (seat, label, reason): (&Seat, &str, &str),
        wants: &[Want],
        signs: Option<(Call<'_>, Signs<'_>)>,
    ) -> Result<Saved, Error> {
        let mut bodies = vec![];
        for want in wants {
            match self.stored(seat, live, sees, want, wants) {
                Ok(body) => bodies.push((want, body)),
                Err(No::Stale(edit)) => return Ok(Saved::Stale(edit)),
                Err(No::Rejected(findings)) => return Ok(Saved::Rejected(findings)),
                Err(No::Denied(denial)) => return Ok(Saved::Denied(denial)),
                Err(No::Failed(error)) => return Err(error),
            }
        }
        let change = |(want, body): &(&Want, Option<Map<String, Value>>)| match body {
            Some(fields) => Change::Put { kind: want.kind.name().into(), key: want.key.clone(), fields: fields.clone() },
            None => Change::Remove { key: want.key.clone() },
        };
        let (after, _) = live.graph().with(&bodies.iter().map(change).collect::<Vec<_>>());
        let write = |(want, body): (&Want, Option<Map<String, Value>>)| -> Write {
            let base = live.graph().record(&want.key).map(|record| record.revision);
            self.inner.whole.write(live.graph(), &after, want.kind, &want.key, base, body)
        };
        let writes = bodies.into_iter().map(write).collect();
        match self.inner.whole.append_holding(writing, seat, (label, reason), writes, signs) {
            // Only a record with an odd key can still be met here: see `keys`.
            Err(Error::Ledger(ledger::Error::KeyTaken { key, .. })) => Ok(Saved::Rejected(unusable(&key))),
            other => other,
        }
    }

    /// The fields to store for what a seat wants: its own where it saw everything, what stands where it did not.
    fn stored(&self, seat: &Seat, live: &Live, sees: &Sees, want: &Want, beside: &[Want]) -> Result<Option<Map<String, Value>>, No> {
        let (view, numbers) = (&sees.view, &sees.numbers);
        let before = view.graph().record(&want.key);
        match (before, want.base) {
            (None, Some(_)) => return Err(No::Failed(Error::NoRecord(want.key.to_string()))),
            (Some(taken), None) => return Err(No::Rejected(vec![taken_key(taken)])),
            (Some(now), Some(base)) if now.revision != base => return Err(self.stale(seat, live, sees, want, now, base)),
            (None, None) if !want.takes_back => misfit(view, want)?,
            (None, None) | (Some(_), Some(_)) => {}
        }
        let after = want.fields.clone().map(|fields| Draft::new(want.kind, want.key.clone(), fields).into_record().0);
        if !want.takes_back {
            may_change(seat, view, before, after.as_ref()).map_err(No::Denied)?;
        }
        let Some(mut fields) = want.fields.clone() else { return Ok(None) };
        let seen = before.map(Record::fields).unwrap_or_default();
        // What is withheld is not written, whether or not anything stands there: else an empty one could be told from a full one.
        for withheld in view.withheld_of(&want.key) {
            match seen.get(withheld.field) {
                Some(value) => fields.insert(withheld.field.to_owned(), value.clone()),
                None => fields.shift_remove(withheld.field),
            };
        }
        if !want.takes_back {
            no_hidden_target(view, want.kind, &seen, &fields, beside)?;
        }
        let standing = live.graph().record(&want.key).map(Record::fields).unwrap_or_default();
        let mut as_shown = standing.clone();
        numbers.show_links(want.kind, &mut as_shown);
        let mut kept = keep(&as_shown, &seen, &fields);
        numbers.store_links(want.kind, &mut kept, &standing);
        Ok(Some(kept))
    }

    /// The other side was faster: what it did, what the seat did, and both together, all as the seat may see it.
    fn stale(&self, seat: &Seat, live: &Live, sees: &Sees, want: &Want, now: &Record, base: u32) -> No {
        let told = match self.told(seat, live, sees, &want.key) {
            Ok(told) => told,
            Err(error) => return No::Failed(error),
        };
        let at = |number: u32| told.iter().find(|one| one.number == number);
        let read = at(base).and_then(|one| one.record()).map(Record::fields).unwrap_or_default();
        let yours = want.fields.clone().unwrap_or_default();
        let theirs = now.fields();
        let merge = ledger::merge(&read, &theirs, &yours);
        No::Stale(Box::new(StaleEdit {
            key: want.key.clone(),
            kind: want.kind,
            revision: now.revision,
            author: told.last().map(|one| format!("{}, {}", one.written.author, one.written.acting_as)).unwrap_or_default(),
            theirs: values_changed(&read, &theirs),
            yours: values_changed(&read, &yours),
            merged: merge.merged,
            conflicts: merge.conflicts,
        }))
    }

    /// Takes a change back: a new revision of every record that it touched. A function takes back what it wrote itself,
    /// so that whether it may depends on nothing that it cannot see.
    pub fn undo(&self, seat: &Seat, batch: Uuid, reason: &str) -> Result<Saved, Error> {
        let whole = &self.inner.whole;
        let writing = whole.lock();
        let live = whole.of_today(&writing);
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let Some(written) = self.seen_of(seat, &live, &sees, batch)? else { return Err(Error::NoBatch(batch.to_string())) };
        if !written.is_own(seat) {
            return Ok(Saved::Denied(not_yours_to_take_back(&written)));
        }
        let mut moved = false;
        for change in whole.ledger().changes(batch)? {
            let Some(key) = Key::new(&change.after.key) else { continue };
            let head = whole.ledger().head(change.after.record)?.map_or(0, |head| head.number);
            moved |= head != change.after.number;
            // What the seat does not see of its own change may have moved on: that is none of its business.
            let is_seen = written.records.contains(&key);
            if is_seen && sees.numbers.shown(&key, head) != sees.numbers.shown(&key, change.after.number) {
                return self.moved_on(seat, &live, &sees, &key);
            }
        }
        if !moved {
            return whole.undo_holding(&writing, seat, batch, reason);
        }
        // Only what is hidden has changed since; it stays, and everything that the seat sees goes back. To ask here
        // whether it may, and not above, would tell that something hidden has changed.
        let mut wants = vec![];
        for key in &written.records {
            wants.extend(self.as_before(&self.told(seat, &live, &sees, key)?, batch, key));
        }
        self.write_holding(&writing, &live, &sees, (seat, &format!("undo of {}", written.label), reason), &wants, None)
    }

    /// What would take a record back to where it was before a change.
    fn as_before(&self, told: &[super::RevisionOf], batch: Uuid, key: &Key) -> Option<Want> {
        let at = told.iter().position(|one| one.written.batch == batch)?;
        let kind = told.iter().find_map(super::RevisionOf::record)?.kind();
        let fields = at.checked_sub(1).and_then(|at| told[at].record()).map(Record::fields);
        let base = told.last().filter(|last| last.record().is_some()).map(|last| last.number);
        Some(Want { kind, key: key.clone(), base, fields, key_is_given: true, takes_back: true })
    }

    /// The record has moved on since a change that was to be taken back.
    fn moved_on(&self, seat: &Seat, live: &Live, sees: &Sees, key: &Key) -> Result<Saved, Error> {
        let told = self.told(seat, live, sees, key)?;
        let kind = told.iter().find_map(super::RevisionOf::record).map_or(Kind::Asset, Record::kind);
        let last = told.last();
        Ok(Saved::Stale(Box::new(StaleEdit {
            key: key.clone(),
            kind,
            revision: last.map_or(1, |one| one.number),
            author: last.map(|one| format!("{}, {}", one.written.author, one.written.acting_as)).unwrap_or_default(),
            theirs: vec![],
            yours: vec![],
            merged: Map::new(),
            conflicts: vec![],
        })))
    }
}

/// What changes of what a seat sees come to, each record based on its revision of this moment; what is wrong, where they
/// make no sense.
pub(super) fn wants(view: &View, changes: &[Change]) -> Result<Vec<Want>, Vec<Finding>> {
    let (after, wrong) = view.graph().with(changes);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut keys: Vec<&Key> = changes.iter().map(Change::key).collect();
    keys.sort_unstable();
    keys.dedup();
    let want = |key: &Key| {
        let before = view.graph().record(key);
        let kind = before.or(after.record(key))?.kind();
        let (base, fields) = (before.map(|record| record.revision), after.record(key).map(Record::fields));
        Some(Want { kind, key: key.clone(), base, fields, key_is_given: false, takes_back: false })
    };
    Ok(keys.into_iter().filter_map(want).collect())
}

fn not_yours_to_take_back(written: &super::Written) -> Denial {
    Denial {
        what: format!("{} made this change", crate::words::capital(&written.acting_as)),
        why: "A change is taken back by the function that made it.".into(),
        way: format!("Ask {} to take it back, or change the record again.", written.author),
    }
}

impl View {
    /// What saving these fields of one record would do, without doing it.
    pub fn impact_of_saving(&self, kind: Kind, key: &Key, mut fields: Map<String, Value>) -> Impact {
        let own = self.graph().node(key).map(|node| self.graph().links(node)).unwrap_or_default();
        links::confirm(kind, &mut fields, |target| {
            let known =
                self.graph().node(target).and_then(|node| own.iter().find(|link| link.other == node)).and_then(|link| link.revision);
            known.or_else(|| self.graph().record(target).map(|record| record.revision))
        });
        self.impact(&[Change::Put { kind: kind.name().into(), key: key.clone(), fields }])
    }
}

/// Whether a new record may have its key: by the letters of both, and by what the seat sees of the kind.
fn misfit(view: &View, want: &Want) -> Result<(), No> {
    let refuse = |why: String, way: &str| {
        Err(No::Denied(Denial {
            what: format!("{} cannot be the key of {}", want.key, with_article(&want.kind.label())),
            why,
            way: way.into(),
        }))
    };
    match keys::misfit(want.kind, &want.key) {
        Some(says) => refuse(format!("{}.", crate::words::capital(&says.replace('`', ""))), "Choose another key."),
        None if keys::is_partly_seen(want.kind) && !want.key_is_given && !view.sees_all_of(want.kind) => {
            refuse(keys::not_to_choose(want.kind), "Write it with the form, which gives it a key.")
        }
        None => Ok(()),
    }
}

/// Whether a record links only to what the seat sees. A link to a kept key that it does not see is refused in the same
/// words whether or not there is such a record: cut out afterwards, it would say that there is.
fn no_hidden_target(view: &View, kind: Kind, seen: &Map<String, Value>, wanted: &Map<String, Value>, beside: &[Want]) -> Result<(), No> {
    let before = linked(kind, seen);
    let is_unseen = |key: &Key| keys::kept_for(key).is_some() && view.graph().record(key).is_none() && !before.contains(key);
    let is_unseen = |key: &Key| is_unseen(key) && !beside.iter().any(|want| want.key == *key);
    match linked(kind, wanted).into_iter().find(is_unseen) {
        None => Ok(()),
        Some(key) => Err(No::Rejected(vec![input::no_such_record(&key)])),
    }
}

fn taken_key(taken: &Record) -> Finding {
    let site = input::Site { kind: taken.kind(), key: &taken.key, origin: None };
    input::duplicate_key(&site, &format!("the {} `{}`", taken.kind().label(), taken.title()))
}

fn unusable(key: &str) -> Vec<Finding> {
    Key::new(key)
        .map(|key| input::duplicate_key(&input::Site { kind: Kind::Asset, key: &key, origin: None }, "another record"))
        .into_iter()
        .collect()
}
