//! The six facts by which functions coordinate around one customer, each as far as the seat sees it.

use guardrails::DataKind;
use maud::{Markup, html};
use strategy::Function;

use super::{
    super::{Visit, withheld},
    rows::{day, value},
};
use crate::{
    app::customers::{Customer, Rows, Section},
    parts::{Absence, Highlight, absent},
    words,
};

/// The strip at the top of the page.
pub(super) fn strip(visit: &Visit, customer: &Customer) -> Vec<Highlight> {
    vec![
        Highlight::new("Engaged by", engaged(visit, &customer.engagement)),
        Highlight::new("Channels used", channels(visit, customer)),
        Highlight::new("Organisation", organisation(visit, customer)),
        Highlight::new("Activities", counted(visit, customer, DataKind::Activity)),
        Highlight::new("Requests", counted(visit, customer, DataKind::Request)),
        Highlight::new("Insights", counted(visit, customer, DataKind::BeliefNote)),
    ]
}

/// Nothing seen: by the policy, or because there is nothing.
fn none(visit: &Visit, data: DataKind) -> Markup {
    match withheld::rules_of_data(visit, data).is_empty() {
        // Which rule it is stands below, where there is room.
        false => html! { span.absent { "withheld" } },
        true => absent(&Absence::None),
    }
}

fn engaged(visit: &Visit, rows: &Rows) -> Markup {
    let one = |row: usize| {
        let function = Function::parse(value(rows, 0, row)).map_or_else(String::new, |function| function.title().to_owned());
        format!("{function} {}", day(value(rows, 1, row)).unwrap_or_default())
    };
    let said: Vec<String> = (0..rows.data.len()).map(one).collect();
    if said.is_empty() {
        none(visit, DataKind::EngagementStatus)
    } else {
        html! { @for line in said { div { (line) } } }
    }
}

fn sections(customer: &Customer, data: DataKind) -> impl Iterator<Item = &Section> {
    customer.sections.iter().filter(move |section| section.sort.data == data)
}

/// The channels of the contacts that are seen. What somebody prefers is no part of any source that is read yet.
fn channels(visit: &Visit, customer: &Customer) -> Markup {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for section in sections(customer, DataKind::Activity) {
        let Some(field) = section.rows.fields.iter().position(|field| field.name == "Channel") else { continue };
        for row in 0..section.rows.data.len() {
            let channel = value(&section.rows, field, row);
            if !channel.is_empty() {
                *counts.entry(channel).or_default() += 1;
            }
        }
    }
    let said: Vec<String> = counts.iter().map(|(channel, count)| format!("{channel} {count}")).collect();
    if said.is_empty() {
        none(visit, DataKind::Activity)
    } else {
        html! { (said.join(", ")) }
    }
}

fn organisation(visit: &Visit, customer: &Customer) -> Markup {
    let of_who = customer.who.iter().flat_map(|rows| (0..rows.data.len()).map(move |row| (rows, row)));
    let named =
        of_who.filter(|(rows, row)| value(rows, 0, *row) == "organisation").map(|(rows, row)| value(rows, 1, row).to_owned()).next();
    let affiliated = sections(customer, DataKind::OrganisationalStatus)
        .filter(|section| section.sort.table == "affiliation")
        .find_map(|section| (0..section.rows.data.len()).map(|row| value(&section.rows, 3, row)).find(|name| !name.is_empty()));
    match named.or(affiliated.map(str::to_owned)) {
        Some(name) => html! { (words::cut(&name, 40)) },
        None => none(visit, DataKind::OrganisationalStatus),
    }
}

/// How many are seen.
fn counted(visit: &Visit, customer: &Customer, data: DataKind) -> Markup {
    match sections(customer, data).map(|section| section.rows.data.len()).sum::<usize>() {
        0 => none(visit, data),
        count => html! { (count) },
    }
}
