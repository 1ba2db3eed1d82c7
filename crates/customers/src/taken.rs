//! Which tables of facts are kept, and how a row of each says whom it is about. A new one is a line here and in the guide.

/// How a row says whom it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    /// A record of the file's system, by its id in this column.
    Record(&'static str),
    /// Whoever has the NPI in this column.
    Npi(&'static str),
    /// Whoever has the NPI in the first column, else the record of the second.
    NpiOrRecord(&'static str, &'static str),
    /// A contract of a plan, by the id in this column.
    Contract(&'static str),
    /// The author of a publication: an ORCID, else this place in this publication.
    Author,
    /// What these columns say together: an entry of a list that gives no ids.
    Entry(&'static [&'static str]),
    /// A formulary, by its id in this column.
    Formulary(&'static str),
    /// Nobody: other rows refer to it.
    Nobody,
}

/// What a row says beyond being a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// Who a person or organisation is.
    Identity,
    /// More about a record: an address, a name, an identifier, where it belongs.
    More,
    /// Something that happened on a day.
    Event,
    /// Something that holds over a time.
    State,
}

/// A table that is kept.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The number in the file; never given to another table.
    pub(crate) number: i64,
    pub(crate) table: &'static str,
    pub(crate) about: About,
    pub(crate) says: Says,
    /// The column of the day of an event.
    pub(crate) day: &'static str,
    /// Whom else it is about.
    pub(crate) also: Option<About>,
    /// The table of the row that this one is a part of, and the columns here that name it, in the order of its key.
    pub(crate) within: Option<(&'static str, &'static [&'static str])>,
}

const PLAIN: Taken = Taken { number: 0, table: "", about: About::Nobody, says: Says::State, day: "", also: None, within: None };

const RECORD: About = About::Record("record_id");

macro_rules! taken {
    ($($number:literal $table:literal $says:ident $about:expr $(, $field:ident: $value:expr)*;)+) => {
        /// Every table that is kept.
        pub(crate) const TAKEN: &[Taken] =
            &[$(Taken { number: $number, table: $table, says: Says::$says, about: $about, $($field: $value,)* ..PLAIN }),+];
    };
}

taken! {
    1 "source_person" Identity RECORD;
    2 "source_organisation" Identity RECORD;
    3 "plan" Identity About::Contract("contract_id");
    4 "exclusion" Identity About::Entry(&["name", "excluded_on", "exclusion_type", "zip"]), day: "excluded_on";
    5 "authorship" Identity About::Author, within: Some(("publication", &["pmid"]));
    6 "trial_official" Identity About::Entry(&["trial_number", "name", "role"]), within: Some(("trial", &["trial_number"]));
    20 "affiliation" More RECORD, also: Some(About::Record("organisation_id"));
    21 "record_identifier" More RECORD;
    22 "record_name" More RECORD;
    23 "record_address" More RECORD;
    24 "record_taxonomy" State RECORD;
    40 "deactivation" Event RECORD, day: "deactivated_on";
    41 "interaction" Event About::Nobody, day: "held_on";
    42 "interaction_attendee" Event RECORD, day: "held_on", within: Some(("interaction", &["interaction_id"]));
    43 "medical_inquiry" Event RECORD, day: "asked_on";
    44 "medical_insight" Event RECORD, day: "heard_on";
    45 "digital_event" Event RECORD, day: "happened_on";
    46 "survey_answer" Event About::Record("respondent"), day: "answered_on";
    47 "payment" Event About::NpiOrRecord("recipient_npi", "recipient_id"), day: "paid_on";
    60 "interest" State RECORD;
    61 "prescription" State About::Npi("prescriber_npi");
    62 "prescriber_year" State About::Npi("prescriber_npi");
    63 "shared_patients" State About::Npi("npi_a"), also: Some(About::Npi("npi_b"));
    64 "plan_provider" State About::Npi("npi");
    65 "pharmacy" State About::Npi("npi");
    66 "coverage" State About::Formulary("formulary_id");
    67 "covered_indication" State About::Contract("contract_id");
    80 "publication" Event About::Nobody, day: "published_on";
    81 "trial" Event About::Nobody, day: "started_on";
    82 "trial_site" State About::Nobody;
}

/// The tables that are kept, by name.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TAKEN.iter().map(|taken| taken.table)
}

/// The entry of a table.
pub(crate) fn of_table(table: &str) -> Option<&'static Taken> {
    TAKEN.iter().find(|taken| taken.table == table)
}

/// The entry of a number in the file.
pub(crate) fn of_number(number: i64) -> Option<&'static Taken> {
    TAKEN.iter().find(|taken| taken.number == number)
}

impl Taken {
    /// Whether a record is made anew when such a row comes or goes.
    pub(crate) fn changes_records(&self) -> bool {
        matches!(self.says, Says::Identity | Says::More)
    }

    /// Whether such rows stand on a timeline of whom they are about.
    pub(crate) fn is_event(&self) -> bool {
        !matches!(self.about, About::Nobody) && (!self.day.is_empty() || self.within.is_some())
    }
}

/// The numbers of some tables as a list in SQL. They are our own constants, never a caller's text.
pub(crate) fn numbers(which: impl Fn(&Taken) -> bool) -> String {
    let numbers: Vec<String> = TAKEN.iter().filter(|taken| which(taken)).map(|taken| taken.number.to_string()).collect();
    numbers.join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_and_column_is_one_of_the_facts() {
        let mut numbers = BTreeSet::new();
        for taken in TAKEN {
            let table = import::facts::table(taken.table).expect(taken.table);
            let has = |column: &str| assert!(table.column(column).is_some(), "{}.{column}", taken.table);
            assert!(numbers.insert(taken.number), "{} twice", taken.number);
            if !taken.day.is_empty() {
                has(taken.day);
            }
            for about in [Some(taken.about), taken.also].into_iter().flatten() {
                match about {
                    About::Record(column) | About::Npi(column) | About::Contract(column) | About::Formulary(column) => has(column),
                    About::NpiOrRecord(one, other) => [one, other].into_iter().for_each(has),
                    About::Entry(columns) => columns.iter().copied().for_each(has),
                    About::Author => ["orcid", "pmid", "position"].into_iter().for_each(has),
                    About::Nobody => {}
                }
            }
            if let Some((of, columns)) = taken.within {
                let whole = import::facts::table(of).expect(of);
                assert_eq!(whole.key, columns, "{} within {of}", taken.table);
            }
        }
    }
}
