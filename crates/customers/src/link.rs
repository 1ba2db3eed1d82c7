//! Which records are one stakeholder: scores learned from the records themselves, identifiers, and what people decided.
//!
//! Every time all records are linked anew, people and organisations each with their own: what comes out follows from the
//! records and the decisions alone, not from the order of imports. Linking holds all records in memory; nothing else does.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};

use crate::{Customers, Error, Joined, Verdict, Why, decisions, system, union::Sets, write};

mod learned;

use learned::Accepted;
pub(crate) use learned::Learned;

/// Pairs in doubt that are kept; a person does not get through more.
const DOUBTS: usize = 100_000;
/// Joined pairs below this probability are for a person to look at too.
const SURE: f32 = 0.9;

/// What linking gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// How many records there are.
    pub records: usize,
    /// How many stakeholders they are.
    pub stakeholders: usize,
    /// How many pairs are for a person to look at.
    pub doubts: usize,
    /// Numbers of decisions to merge that could not be met, because others keep apart what they would bring together.
    pub unmet: Vec<i64>,
}

impl Customers {
    /// Links all records anew under the decisions that stand. Writers wait meanwhile; readers see what was before.
    ///
    /// # Errors
    /// If the file cannot be written. Then nothing is changed.
    pub fn link(&self) -> Result<Linked, Error> {
        self.write(|connection| {
            let (accepted, unmet) = accepted(connection)?;
            let learned = [Learned::of(connection, true, &accepted)?, Learned::of(connection, false, &accepted)?];
            let linked = learned.each_ref().map(Learned::link);
            let mut all = All::of(connection, &accepted, unmet)?;
            for (learned, (_, linked)) in
                learned.iter().zip(linked.iter()).filter_map(|(learned, linked)| Some((learned, linked.as_ref()?)))
            {
                for (row, cluster) in linked.clusters.iter().enumerate() {
                    all.join(learned.subjects[row], learned.subjects[cluster.0 as usize]);
                }
            }
            all.decide(&accepted);
            all.identifiers(connection)?;
            connection.execute("DELETE FROM doubt", [])?;
            let mut doubts = 0;
            for (learned, (linker, linked)) in
                learned.iter().zip(linked.iter()).filter_map(|(learned, linked)| Some((learned, linked.as_ref()?)))
            {
                all.hold(learned, linker, linked);
                doubts += all.doubt(connection, learned, linker, linked)?;
            }
            let stakeholders = all.write(connection)?;
            connection.execute("UPDATE standing SET needs_link = 0 WHERE id = 1", [])?;
            Ok(Linked { records: all.subjects.len(), stakeholders, doubts, unmet: all.unmet })
        })
    }
}

/// The decisions that stand about records that are kept, without those to merge that contradict one to separate; and the
/// numbers of these.
pub(crate) fn accepted(connection: &Connection) -> Result<(Vec<Accepted>, Vec<i64>), Error> {
    let mut all = vec![];
    for decision in decisions::standing(connection)? {
        let one = write::subject(connection, &decision.one.system, &decision.one.id)?;
        let other = write::subject(connection, &decision.other.system, &decision.other.id)?;
        all.extend(one.zip(other).map(|(one, other)| Accepted { number: decision.number, one, other, verdict: decision.verdict }));
    }
    let mut named: Vec<i64> = all.iter().flat_map(|decision| [decision.one, decision.other]).collect();
    named.sort_unstable();
    named.dedup();
    let place = |subject: i64| named.binary_search(&subject).unwrap_or_default() as u32;
    let mut sets = Sets::new(named.len());
    for decision in all.iter().filter(|decision| decision.verdict == Verdict::Two) {
        sets.keep_apart(place(decision.one), place(decision.other));
    }
    let mut unmet = vec![];
    all.retain(|decision| {
        let holds = decision.verdict == Verdict::Two || sets.join(place(decision.one), place(decision.other));
        if !holds {
            unmet.push(decision.number);
        }
        holds
    });
    Ok((all, unmet))
}

/// Every record while it is linked.
struct All {
    /// In their order.
    subjects: Vec<i64>,
    sets: Sets,
    /// The surest link of a record within its stakeholder.
    held: HashMap<i64, Link>,
    by_identifier: HashSet<i64>,
    by_person: HashSet<i64>,
    unmet: Vec<i64>,
}

/// A link of a record.
struct Link {
    to: i64,
    score: f64,
    why: String,
}

impl All {
    fn of(connection: &Connection, accepted: &[Accepted], unmet: Vec<i64>) -> Result<All, Error> {
        let mut statement = connection.prepare("SELECT subject FROM record ORDER BY subject")?;
        let subjects: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let sets = Sets::new(subjects.len());
        let (held, by_identifier, by_person) = (HashMap::new(), HashSet::new(), HashSet::new());
        let mut all = All { subjects, sets, held, by_identifier, by_person, unmet };
        for apart in accepted.iter().filter(|decision| decision.verdict == Verdict::Two) {
            if let (Some(one), Some(other)) = (all.place(apart.one), all.place(apart.other)) {
                all.sets.keep_apart(one, other);
            }
        }
        Ok(all)
    }

    fn place(&self, subject: i64) -> Option<u32> {
        self.subjects.binary_search(&subject).ok().map(|place| place as u32)
    }

    /// Joins two records; false where that is not possible.
    fn join(&mut self, one: i64, other: i64) -> bool {
        match (self.place(one), self.place(other)) {
            (Some(one), Some(other)) => self.sets.join(one, other),
            _ => true,
        }
    }

    fn root(&mut self, subject: i64) -> Option<u32> {
        let place = self.place(subject)?;
        Some(self.sets.root(place))
    }

    fn is_one(&mut self, one: i64, other: i64) -> bool {
        self.root(one).is_some() && self.root(one) == self.root(other)
    }

    fn decide(&mut self, accepted: &[Accepted]) {
        for decision in accepted.iter().filter(|decision| decision.verdict == Verdict::One) {
            if self.join(decision.one, decision.other) {
                self.by_person.extend([decision.one, decision.other]);
            } else {
                self.unmet.push(decision.number);
            }
        }
    }

    /// Joins records whose identifier is a record itself: an ORCID that a source states and that authors sign with; and
    /// organisations of one NPI.
    fn identifiers(&mut self, connection: &Connection) -> Result<(), Error> {
        let sql = "SELECT alias.record, alias.subject FROM alias JOIN record ON record.subject = alias.subject ORDER BY 1, 2";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (one, other) = (row.get(0)?, row.get(1)?);
            if self.join(one, other) {
                self.by_identifier.extend([one, other]);
            }
        }
        self.same_npi(connection)
    }

    /// Joins organisations that state one NPI. A person's NPI is one field among many that scores weigh: a wrong digit there
    /// would make two people one.
    fn same_npi(&mut self, connection: &Connection) -> Result<(), Error> {
        let sql = "SELECT alias.subject, alias.record FROM subject JOIN alias ON alias.subject = subject.id
            JOIN record ON record.subject = alias.record WHERE subject.system = ?1 AND record.is_person = 0 ORDER BY 1, 2";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([system::NPI])?;
        let mut first: Option<(i64, i64)> = None;
        while let Some(row) = rows.next()? {
            let (npi, record): (i64, i64) = (row.get(0)?, row.get(1)?);
            match first {
                Some((known, one)) if known == npi => {
                    if self.join(one, record) {
                        self.by_identifier.extend([one, record]);
                    }
                }
                _ => first = Some((npi, record)),
            }
        }
        Ok(())
    }

    /// Notes the surest link of each record within its stakeholder. The surest pairs come first.
    fn hold(&mut self, learned: &Learned, linker: &learned::Linker<'_>, linked: &learned::Pairs) {
        for pair in &linked.pairs {
            let (one, other) = learned.pair(pair);
            let is_new = !self.held.contains_key(&one) || !self.held.contains_key(&other);
            if is_new && self.is_one(one, other) {
                let (score, why) = (f64::from(pair.probability()), Why::of(&linker.explain(pair.one, pair.other)).json());
                for (from, to) in [(one, other), (other, one)] {
                    self.held.entry(from).or_insert_with(|| Link { to, score, why: why.clone() });
                }
            }
        }
    }

    /// Keeps the pairs that are for a person to look at, and says how many.
    fn doubt(
        &mut self,
        connection: &Connection,
        learned: &Learned,
        linker: &learned::Linker<'_>,
        linked: &learned::Pairs,
    ) -> Result<usize, Error> {
        let mut doubts = vec![];
        for pair in &linked.pairs {
            let (one, other) = learned.pair(pair);
            let is_one = self.is_one(one, other);
            let is_sure = is_one && pair.probability() >= SURE;
            if !is_sure && !learned.is_decided(pair) {
                doubts.push((pair, is_one));
            }
        }
        let middle = |pair: &learned::Pair| (pair.probability() - 0.5).abs();
        doubts.sort_by(|(one, _), (other, _)| middle(one).total_cmp(&middle(other)).then(learned.pair(one).cmp(&learned.pair(other))));
        doubts.truncate(DOUBTS);
        let sql = "INSERT OR IGNORE INTO doubt (one, other, probability, is_one, why) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut statement = connection.prepare_cached(sql)?;
        for (pair, is_one) in &doubts {
            let (one, other) = learned.pair(pair);
            let why = Why::of(&linker.explain(pair.one, pair.other)).json();
            statement.execute(params![one.min(other), one.max(other), f64::from(pair.probability()), is_one, why])?;
        }
        Ok(doubts.len())
    }

    /// Writes the stakeholder of each record, and says how many there are.
    fn write(&mut self, connection: &Connection) -> Result<usize, Error> {
        let roots: Vec<u32> = (0..self.subjects.len() as u32).map(|place| self.sets.root(place)).collect();
        let mut sizes = vec![0_u32; roots.len()];
        roots.iter().for_each(|root| sizes[*root as usize] += 1);
        let sql = "UPDATE record SET stakeholder = ?2, joined = ?3, score = ?4, linked_to = ?5, why = ?6 WHERE subject = ?1
            AND (stakeholder <> ?2 OR joined <> ?3 OR score IS NOT ?4 OR linked_to IS NOT ?5 OR why IS NOT ?6)";
        let mut statement = connection.prepare_cached(sql)?;
        for (subject, root) in self.subjects.iter().zip(&roots) {
            let is_alone = sizes[*root as usize] == 1;
            let link = self.held.get(subject).filter(|_| !is_alone);
            let joined = match link {
                _ if is_alone => Joined::Alone,
                _ if self.by_person.contains(subject) => Joined::Person,
                Some(_) => Joined::Score,
                None if self.by_identifier.contains(subject) => Joined::Identifier,
                None => Joined::Score,
            };
            let (to, score, why) = (link.map(|link| link.to), link.map(|link| link.score), link.map(|link| &link.why));
            statement.execute(params![subject, self.subjects[*root as usize], joined.number(), score, to, why])?;
        }
        Ok(sizes.iter().filter(|size| **size > 0).count())
    }
}
