//! CMS Doctors and Clinicians national file: everybody who bills Medicare, one row for each person, enrolment, group and
//! address. The columns' names have changed twice.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, When, made, part, take},
    release, tables as t,
};

const NPI: &[&str] = &["NPI"];
const ADDRESS: &[&str] = &["adr_ln_1", "Full Street Address", "Line 1 Street Address"];
const ZIP: &[&str] = &["ZIP Code", "zip"];
const ORGANISATION: From<'_> = From::First(&["org_pac_id", "Group Practice PAC ID", "Facility Name", "org_nm", "Organization legal name"]);

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "doctors-clinicians",
    title: "CMS Doctors and Clinicians",
    about: "The national downloadable file `DAC_NationalDownloadableFile.csv` from data.cms.gov/provider-data. People with specialty, school and place of work, and the groups that they belong to.",
    licence: "U.S. government work, public domain (CMS Provider Data Catalog)",
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["gndr", "Gender"], &["pri_spec", "Primary specialty"], &["adrs_id", "Ind_enrl_ID", "Ind_PAC_ID", "PAC ID"]],
        release: release::days_in_name,
        parts: &[
            part(
                t::SOURCE_PERSON,
                &[
                    // A person stands here once for each enrolment, group and address.
                    made("record_id", From::Joined(&["NPI", "Ind_enrl_ID", "org_pac_id", "adrs_id"], "/")),
                    take("npi", NPI),
                    made("kind", From::Fixed("person")),
                    take("last_name", &["Provider Last Name", "lst_nm", "Last Name"]),
                    take("first_name", &["Provider First Name", "frst_nm", "First Name"]),
                    take("middle_name", &["Provider Middle Name", "mid_nm", "Middle Name"]),
                    take("suffix", &["suff", "Suffix"]),
                    take("credentials", &["Cred", "Credential"]),
                    take("sex", &["gndr", "Gender"]),
                    take("specialty", &["pri_spec", "Primary specialty"]),
                    take("specialty_2", &["sec_spec_1", "Secondary specialty 1"]),
                    take("medical_school", &["Med_sch", "Medical school name"]),
                    take("graduation_year", &["Grd_yr", "Graduation year"]),
                    take("address_1", ADDRESS),
                    take("address_2", &["adr_ln_2", "Line 2 Street Address"]),
                    take("city", &["City/Town", "cty", "City"]),
                    take("state", &["State", "st"]),
                    take("postal_code", ZIP),
                    take("zip", ZIP),
                    take("phone", &["Telephone Number", "phn_numbr", "Phone Number"]),
                ],
            ),
            part(
                t::AFFILIATION,
                &[
                    made("record_id", From::Joined(&["NPI", "Ind_enrl_ID", "org_pac_id", "adrs_id"], "/")),
                    made("organisation_id", ORGANISATION),
                    take("organisation_name", &["Facility Name", "org_nm", "Organization legal name"]),
                    take("address_1", ADDRESS),
                    take("address_2", &["adr_ln_2", "Line 2 Street Address"]),
                    take("city", &["City/Town", "cty", "City"]),
                    take("state", &["State", "st"]),
                    take("zip", ZIP),
                    take("phone", &["Telephone Number", "phn_numbr", "Phone Number"]),
                    take("members", &["num_org_mem", "Number of Group Practice members"]),
                ],
            )
            .when(When::Filled(&["org_pac_id", "Group Practice PAC ID", "Facility Name", "org_nm", "Organization legal name"])),
        ],
        ..PLAIN
    }),
};
