//! Search as somebody types: over names, NPI, place and organisation. Words are found by their beginnings and without their
//! marks; whatever is typed is words, never the language of the index.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use stakeholders::identity::Field;

use crate::{Answer, Customers, Error, Found, Kind, StakeholderId, fold, golden, stakeholder};

/// Letters of a text that count; nobody types more, and what is pasted is cut.
const LETTERS: usize = 200;
/// Words that count.
const WORDS: usize = 8;
/// Records that are looked at in each round.
const SEEN: usize = 500;

impl Customers {
    /// The stakeholders whose records have all words of the text, or words that begin so: at most `limit` of them, those
    /// named exactly so first, then by name. Nothing fits an empty text.
    ///
    /// INVARIANT: nothing is withheld here, nor from the count. Whoever shows a line puts it through the gate first, and shows
    /// the count only to a seat from which none of them is withheld.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn search(&self, text: &str, kind: Option<Kind>, limit: usize) -> Result<Answer, Error> {
        let words = words(text);
        if words.is_empty() {
            return Ok(Answer::default());
        }
        self.read(|connection| answer(connection, &words, kind, limit))
    }
}

/// The words of what was typed.
fn words(text: &str) -> Vec<String> {
    let start: String = text.chars().take(LETTERS).collect();
    let folded = fold::folded(&start);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS).map(str::to_owned).collect()
}

fn answer(connection: &Connection, words: &[String], kind: Option<Kind>, limit: usize) -> Result<Answer, Error> {
    let exact: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let begun: Vec<String> = words.iter().map(|word| format!("\"{word}\" *")).collect();
    let (exact, begun) = (exact.join(" AND "), begun.join(" AND "));
    // Named exactly so; named so by beginnings; so in any way.
    let rounds = [format!("name : ({exact})"), format!("name : ({begun})"), begun];
    let mut best: HashMap<i64, usize> = HashMap::new();
    let mut has_more = false;
    for (rank, query) in rounds.iter().enumerate() {
        let seen = round(connection, query, kind)?;
        has_more |= seen.len() > SEEN;
        for stakeholder in seen.into_iter().take(SEEN) {
            best.entry(stakeholder).or_insert(rank);
        }
    }
    let mut ranked: Vec<(usize, i64)> = best.into_iter().map(|(stakeholder, rank)| (rank, stakeholder)).collect();
    ranked.sort_unstable();
    let count = ranked.len();
    ranked.truncate(limit);
    let mut found = vec![];
    for (rank, id) in ranked {
        found.extend(line(connection, StakeholderId(id))?.map(|line| (rank, line)));
    }
    found.sort_by(|(one_rank, one), (other_rank, other)| {
        let key = |found: &Found| (found.name.to_lowercase(), found.place.clone(), found.npi.clone(), found.id);
        (one_rank, key(one)).cmp(&(other_rank, key(other)))
    });
    Ok(Answer { found: found.into_iter().map(|(_, line)| line).collect(), count, has_more })
}

/// The stakeholders of the records that fit a query, those heard of first in front; one more than are looked at.
fn round(connection: &Connection, query: &str, kind: Option<Kind>) -> Result<Vec<i64>, Error> {
    let sql = "SELECT record.stakeholder FROM words JOIN record ON record.subject = words.rowid
        WHERE words MATCH ?1 AND (?2 IS NULL OR record.kind = ?2) LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![query, kind.map(Kind::number), SEEN as i64 + 1], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A stakeholder in a line.
fn line(connection: &Connection, id: StakeholderId) -> Result<Option<Found>, Error> {
    let Some(of) = stakeholder::of(connection, id)? else { return Ok(None) };
    let value = |field| golden::value(&of.golden, field).map(str::to_owned);
    let place: Vec<String> = [Field::City, Field::State].into_iter().filter_map(value).collect();
    let organisation = value(Field::Organisation).filter(|organisation| *organisation != of.name);
    let npi = value(Field::Npi);
    Ok(Some(Found { id, kind: of.kind, name: of.name, place: place.join(", "), npi, organisation, records: of.records.len() }))
}
