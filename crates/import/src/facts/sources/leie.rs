//! The List of Excluded Individuals and Entities: whom federal health programmes may not pay. Most rows have no NPI
//! (`0000000000`), and days are written `20240115`, none as `00000000`.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, made, part, take},
    tables as t,
};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "leie",
    title: "OIG exclusions (LEIE)",
    about: "The monthly list `UPDATED.csv` from oig.hhs.gov: people and organisations excluded from federal health programmes.",
    licence: "U.S. government work, public domain (HHS Office of Inspector General)",
    shape: Shape::Rows(&Layout {
        signs: &[&["EXCLTYPE"], &["EXCLDATE"], &["BUSNAME"]],
        unknown: &["0000000000"],
        parts: &[part(
            t::EXCLUSION,
            &[
                made("name", From::Joined(&["LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME"], " ")),
                take("npi", &["NPI"]),
                take("last_name", &["LASTNAME"]),
                take("first_name", &["FIRSTNAME"]),
                take("middle_name", &["MIDNAME"]),
                take("organisation_name", &["BUSNAME"]),
                take("general", &["GENERAL"]),
                take("specialty", &["SPECIALTY"]),
                take("born_on", &["DOB"]),
                take("address_1", &["ADDRESS"]),
                take("city", &["CITY"]),
                take("state", &["STATE"]),
                take("zip", &["ZIP"]),
                take("exclusion_type", &["EXCLTYPE"]),
                take("excluded_on", &["EXCLDATE"]),
                take("reinstated_on", &["REINDATE"]),
                take("waived_on", &["WAIVERDATE"]),
                take("waiver_state", &["WVRSTATE", "WAIVERSTATE"]),
            ],
        )],
        ..PLAIN
    }),
};
