//! The facts: columnar tables, written atomically and queried in SQL.
//! This will be the only crate that names the query engine; it knows no word of the domain.
//! No table exists yet; it arrives with the importers for people, prescribing, payments and coverage.
