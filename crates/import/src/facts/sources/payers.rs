//! CMS's directory of Medicare Advantage contracts: who stands behind each of them, and how many people are enrolled.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, made, part, take},
    release, tables as t,
};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "ma-contracts",
    title: "Medicare Advantage contract directory",
    about: "The monthly `MA Contract Directory` from cms.gov: contracts with their parent organisations and enrolment.",
    licence: "U.S. government work, public domain (CMS MA Plan Directory)",
    shape: Shape::Rows(&Layout {
        signs: &[&["Contract Number"], &["Parent Organization"], &["Enrollment"]],
        unknown: &["*"],
        release: release::days_in_name,
        parts: &[part(
            t::PLAN,
            &[
                take("contract_id", &["Contract Number"]),
                made("plan_id", From::Fixed("all")),
                made("segment_id", From::Fixed("0")),
                made("area", From::First(&["CMS Region Responsible", "CMS Region", "Contract Number"])),
                take("contract_name", &["Legal Entity Name"]),
                take("plan_name", &["Organization Marketing Name"]),
                take("kind", &["Plan Type"]),
                take("organisation_kind", &["Organization Type"]),
                take("parent", &["Parent Organization"]),
                take("state", &["Legal Entity State Code"]),
                take("enrolled", &["Enrollment"]),
                take("from_on", &["Contract Effective Date"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};
