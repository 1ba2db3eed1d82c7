//! Every source of facts, in the order in which they are tried. A new one is one module with a line here.

use super::{Shape, Source, delimited::Header};

mod claims;
mod doctors_clinicians;
mod fhir_formulary;
mod hud;
mod json;
mod leie;
mod nppes;
mod nucc;
mod omop;
mod onekey;
mod open_payments;
mod opendata;
mod part_d_formulary;
mod part_d_prescribers;
mod payers;
mod pubmed;
mod qhp;
mod salesforce;
mod trials;
mod veeva;

/// The sources, group by group.
const GROUPS: &[&[Source]] = &[
    nppes::SOURCES,
    &[doctors_clinicians::SOURCE],
    open_payments::SOURCES,
    part_d_prescribers::SOURCES,
    part_d_formulary::SOURCES,
    &[payers::SOURCE],
    &[hud::SOURCE],
    &[nucc::SOURCE],
    &[leie::SOURCE],
    omop::SOURCES,
    claims::SOURCES,
    &[opendata::SOURCE],
    veeva::SOURCES,
    salesforce::SOURCES,
    &[onekey::SOURCE],
    qhp::SOURCES,
    &[fhir_formulary::SOURCE],
    &[trials::SOURCE],
    &[pubmed::SOURCE],
];

/// Every source.
pub fn sources() -> impl Iterator<Item = &'static Source> {
    GROUPS.iter().copied().flatten()
}

/// The source of a name.
pub fn source(name: &str) -> Option<&'static Source> {
    sources().find(|source| source.name == name)
}

/// The sources that recognise a file by its first bytes and its heading, in their order.
pub(super) fn recognising(start: &[u8], header: &Header) -> impl Iterator<Item = &'static Source> {
    sources().filter(move |source| match &source.shape {
        Shape::Rows(layout) => {
            let has_signs = layout.signs.iter().all(|names| header.find_any(names).is_some());
            has_signs && layout.without.iter().all(|name| header.find(name).is_none())
        }
        Shape::Entries(entries) => (entries.sniff)(start),
        Shape::Records(records) => (records.sniff)(start),
    })
}

/// The source of a file: the first that recognises it.
pub(super) fn detect(start: &[u8], header: &Header) -> Option<&'static Source> {
    recognising(start, header).next()
}
