//! Facts of a customer as columns, in which form they go through the gate.

use ::customers::{Fact, Stakeholder};
use guardrails::{DataKind, FactField, Facts, Functions, Marks, Part};
use jiff::civil::Date;
use serde_json::Value;
use strategy::Function;

use super::sorts::Sort;

/// The fields that every fact has before those of its sort: the day, whose it is, and where it comes from.
pub const ALWAYS: [(&str, Part); 3] = [("day", Part::Metadata), ("function", Part::Metadata), ("source", Part::Metadata)];

/// Columns that grow row by row.
pub(super) struct Columns(Facts<String>);

impl Columns {
    pub(super) fn new(fields: &[(&str, Part)]) -> Columns {
        let mut columns = Columns(Facts::default());
        fields.iter().for_each(|(name, part)| columns.field(name, *part));
        columns
    }

    pub(super) fn field(&mut self, name: &str, part: Part) {
        self.0.fields.push(FactField { name: name.to_owned(), part });
        self.0.values.push(vec![]);
    }

    pub(super) fn row(&mut self, data: DataKind, origin: Option<Function>, place: u32, values: Vec<String>) {
        let facts = &mut self.0;
        facts.data.push(data);
        facts.origin.push(origin);
        facts.party.push(Functions::default());
        facts.marks.push(marks(data, origin));
        facts.place.push(place);
        facts.values.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
    }

    pub(super) fn facts(self) -> Facts<String> {
        self.0
    }
}

/// What sort of contact and person a fact is about. Whether somebody keeps their prescribing data from Sales is not known
/// here, so it counts as kept; a prescription says nothing of why it was written, so it does not count as within the label.
fn marks(data: DataKind, origin: Option<Function>) -> Marks {
    let promotional = matches!(origin, Some(Function::Sales | Function::Marketing));
    Marks { promotional, on_label: false, opted_out: data == DataKind::PrescribingData }
}

/// The facts of a sort.
pub(super) fn of_sort(sort: &Sort, facts: &[&Fact], place: u32) -> Facts<String> {
    let mut columns = Columns::new(&ALWAYS);
    sort.columns.iter().for_each(|shown| columns.field(shown.label, shown.part));
    for fact in facts {
        let function = origin(fact);
        let mut values = always(fact, function);
        values.extend(sort.columns.iter().map(|shown| said(fact, shown.column)));
        columns.row(sort.data, function, place, values);
    }
    columns.facts()
}

/// Which function was in touch last, and when. How often is content.
pub(super) fn engagement(events: &[Fact], place: u32) -> Facts<String> {
    let mut columns = Columns::new(&[("function", Part::Metadata), ("last", Part::Metadata), ("times", Part::Content)]);
    let contacts = || events.iter().filter(|fact| fact.table == "interaction_attendee");
    for function in Function::ALL {
        let mine = || contacts().filter(|fact| origin(fact) == Some(*function));
        if let Some(last) = mine().filter_map(|fact| fact.day).max() {
            let values = vec![function.as_str().to_owned(), last.to_string(), mine().count().to_string()];
            columns.row(DataKind::EngagementStatus, Some(*function), place, values);
        }
    }
    columns.facts()
}

/// Who a customer is: one batch for each depth, of field, value and source.
pub(super) fn who(stakeholder: &Stakeholder, place: u32) -> Vec<Facts<String>> {
    let batch = |part: Part| {
        let mut columns = Columns::new(&[("field", part), ("value", part), ("source", part)]);
        let mut put = |field: &str, value: &str, source: String, function: Option<Function>| {
            columns.row(DataKind::OrganisationalStatus, function, place, vec![field.to_owned(), value.to_owned(), source]);
        };
        if part == Part::Flag {
            put("name", &stakeholder.name, String::new(), None);
            put("kind", stakeholder.kind.word(), String::new(), None);
        }
        for golden in &stakeholder.golden {
            let field = golden.field.word();
            if depth(field) == part {
                let provenance = &golden.lineage.provenance;
                put(field, &golden.value, source(provenance), Function::parse(&provenance.acting_as));
            }
        }
        columns.facts()
    };
    [Part::Flag, Part::Metadata, Part::Content].map(batch).into()
}

/// How deep a seat must see for a field of who somebody is. What says that there is somebody, and where, is known first.
fn depth(field: &str) -> Part {
    match field {
        "city" | "state" => Part::Flag,
        "npi" | "organisation" | "specialty" | "credential" => Part::Metadata,
        _ => Part::Content,
    }
}

/// The function that a fact comes from: what its row says, else whoever brought the file.
fn origin(fact: &Fact) -> Option<Function> {
    let says = said(fact, "function");
    Function::parse(&says).or_else(|| Function::parse(&fact.provenance.acting_as))
}

fn always(fact: &Fact, function: Option<Function>) -> Vec<String> {
    let day = fact.day.map(|day: Date| day.to_string()).unwrap_or_default();
    vec![day, function.map(|function| function.as_str().to_owned()).unwrap_or_default(), source(&fact.provenance)]
}

fn source(provenance: &::customers::Provenance) -> String {
    let release = if provenance.release.is_empty() { String::new() } else { format!(", {}", provenance.release) };
    format!("{}{release}", provenance.source)
}

/// What a fact says in a column, or the row that it is a part of; empty where it says nothing.
fn said(fact: &Fact, column: &str) -> String {
    let own = fact.fields.get(column).or_else(|| fact.within.as_ref()?.fields.get(column));
    match own {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => plain(text),
        Some(Value::Bool(is)) => if *is { "yes" } else { "no" }.to_owned(),
        Some(other) => other.to_string(),
    }
}

/// A vendor's word without the mark of the vendor: `Submitted_vod` is submitted.
fn plain(text: &str) -> String {
    match text.strip_suffix("_vod").or_else(|| text.strip_suffix("__v")) {
        Some(word) => word.replace('_', " ").to_lowercase(),
        None => text.to_owned(),
    }
}
