//! Veeva OpenData and Network: reference data of health care professionals. A report puts the object before each name and a
//! label behind it, `hcp.vid__v (VID)`; an extract has the bare names. Specialties and types are codes with a list of their own.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, made, part, take},
    tables as t,
};

/// A field in an extract and in a report.
macro_rules! field {
    ($name:literal) => {
        &[$name, concat!("hcp.", $name)]
    };
    ($name:literal, $label:literal) => {
        &[$name, concat!("hcp.", $name), concat!("hcp.", $name, " (", $label, ")")]
    };
}

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "veeva-opendata",
    title: "Veeva OpenData",
    about: "People of Veeva OpenData or Network, as an extract or a report.",
    licence: "licensed from Veeva; for the licensee's use",
    shape: Shape::Rows(&Layout {
        signs: &[field!("vid__v", "VID"), field!("hcp_type__v", "HCP Type"), field!("last_name__v", "Last Name")],
        parts: &[
            part(
                t::SOURCE_PERSON,
                &[
                    take("record_id", field!("vid__v", "VID")),
                    take("npi", field!("npi_num__v", "NPI")),
                    take("kind", field!("hcp_type__v", "HCP Type")),
                    take("status", field!("hcp_status__v", "HCP Status")),
                    take("last_name", field!("last_name__v", "Last Name")),
                    take("first_name", field!("first_name__v", "First Name")),
                    take("middle_name", field!("middle_name__v", "Middle Name")),
                    take("prefix", field!("prefix__v", "Prefix")),
                    take("suffix", field!("suffix__v", "Suffix")),
                    take("credentials", field!("professional_title__v", "Professional Title")),
                    take("sex", field!("gender__v", "Gender")),
                    take("specialty", field!("specialty_1__v", "Specialty 1")),
                    take("specialty_2", field!("specialty_2__v", "Specialty 2")),
                    take("address_1", &["address_line_1__v", "address.address_line_1__v"]),
                    take("city", &["locality__v", "address.locality__v"]),
                    take("state", &["administrative_area__v", "address.administrative_area__v"]),
                    take("postal_code", &["postal_code__v", "address.postal_code__v"]),
                    take("zip", &["postal_code__v", "address.postal_code__v"]),
                    take("country", field!("primary_country__v", "Primary Country")),
                    take("enrolled_on", field!("created_date__v", "Created Date")),
                    take("updated_on", field!("modified_date__v", "Modified Date")),
                ],
            )
            .once(),
            part(
                t::RECORD_IDENTIFIER,
                &[
                    take("record_id", field!("vid__v", "VID")),
                    take("identifier", field!("national_id__v", "National ID")),
                    made("kind", From::Fixed("national_id__v")),
                ],
            )
            .when(super::super::When::Filled(field!("national_id__v", "National ID"))),
        ],
        ..PLAIN
    }),
};
