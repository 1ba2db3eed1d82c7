//! The National Plan and Provider Enumeration System: CMS's monthly file of everybody who has an NPI, with its satellites for
//! other names, other practice locations and endpoints. Some 8 million rows and 10 GB; 330 columns, of which most are blank.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, Part, Take, When, made, npi, part, take},
    release, tables as t,
};

const LICENCE: &str = "U.S. government work, public domain (CMS NPPES, Freedom of Information Act)";

/// The main file and its satellites, the satellites first because the main file's extracts look like some of them.
pub(super) const SOURCES: &[Source] = &[OTHER_NAMES, LOCATIONS, ENDPOINTS, MAIN, PEOPLE];

const NPI: &[&str] = &["NPI"];
const ENTITY: &[&str] = &["Entity Type Code"];
const DEACTIVATED: &[&str] = &["NPI Deactivation Date"];
const TAXONOMY: From<'_> =
    From::Marked("Healthcare Provider Taxonomy Code_{n}", "Healthcare Provider Primary Taxonomy Switch_{n}", "Y", 15);
const FIRST_TAXONOMY: From<'_> = From::Column(&["Healthcare Provider Taxonomy Code_1"]);
const ZIP: &[&str] = &["Provider Business Practice Location Address Postal Code"];
const UNKNOWN: &[&str] = &["<UNAVAIL>"];

const PERSON: &[Take<'_>] = &[
    npi("record_id", NPI),
    take("npi", NPI),
    made("kind", From::Fixed("person")),
    take("last_name", &["Provider Last Name (Legal Name)", "Provider Last Name"]),
    take("first_name", &["Provider First Name"]),
    take("middle_name", &["Provider Middle Name"]),
    take("prefix", &["Provider Name Prefix Text"]),
    take("suffix", &["Provider Name Suffix Text"]),
    take("credentials", &["Provider Credential Text"]),
    take("other_last_name", &["Provider Other Last Name"]),
    take("other_first_name", &["Provider Other First Name"]),
    take("other_middle_name", &["Provider Other Middle Name"]),
    // The file of 2025 renamed the column.
    take("sex", &["Provider Sex Code", "Provider Gender Code"]),
    made("taxonomy", TAXONOMY),
    take("address_1", &["Provider First Line Business Practice Location Address", "Full Street Address"]),
    take("address_2", &["Provider Second Line Business Practice Location Address"]),
    take("city", &["Provider Business Practice Location Address City Name"]),
    take("state", &["Provider Business Practice Location Address State Name"]),
    take("postal_code", ZIP),
    take("zip", ZIP),
    take("country", &["Provider Business Practice Location Address Country Code (If outside U.S.)"]),
    take("phone", &["Provider Business Practice Location Address Telephone Number"]),
    take("fax", &["Provider Business Practice Location Address Fax Number"]),
    take("enrolled_on", &["Provider Enumeration Date"]),
    take("updated_on", &["Last Update Date"]),
    take("deactivated_on", DEACTIVATED),
    take("reactivated_on", &["NPI Reactivation Date"]),
];

const ORGANISATION: &[Take<'_>] = &[
    npi("record_id", NPI),
    take("npi", NPI),
    made("kind", From::Fixed("organisation")),
    take("name", &["Provider Organization Name (Legal Business Name)"]),
    take("other_name", &["Provider Other Organization Name"]),
    take("parent_name", &["Parent Organization LBN"]),
    take("is_subpart", &["Is Organization Subpart"]),
    made("taxonomy", TAXONOMY),
    take("address_1", &["Provider First Line Business Practice Location Address"]),
    take("address_2", &["Provider Second Line Business Practice Location Address"]),
    take("city", &["Provider Business Practice Location Address City Name"]),
    take("state", &["Provider Business Practice Location Address State Name"]),
    take("postal_code", ZIP),
    take("zip", ZIP),
    take("country", &["Provider Business Practice Location Address Country Code (If outside U.S.)"]),
    take("phone", &["Provider Business Practice Location Address Telephone Number"]),
    take("fax", &["Provider Business Practice Location Address Fax Number"]),
    take("official_last_name", &["Authorized Official Last Name"]),
    take("official_first_name", &["Authorized Official First Name"]),
    take("official_title", &["Authorized Official Title or Position"]),
    take("enrolled_on", &["Provider Enumeration Date"]),
    take("updated_on", &["Last Update Date"]),
    take("deactivated_on", DEACTIVATED),
    take("reactivated_on", &["NPI Reactivation Date"]),
];

const DEACTIVATION: Part<'_> = part(
    t::DEACTIVATION,
    &[
        npi("record_id", NPI),
        take("npi", NPI),
        take("deactivated_on", DEACTIVATED),
        take("reactivated_on", &["NPI Reactivation Date"]),
        take("reason", &["NPI Deactivation Reason Code"]),
    ],
)
.once()
.when(When::Filled(DEACTIVATED));

const TAXONOMIES: Part<'_> = part(
    t::RECORD_TAXONOMY,
    &[
        npi("record_id", NPI),
        take("taxonomy", &["Healthcare Provider Taxonomy Code_{n}"]),
        made("position", From::Number),
        take("is_primary", &["Healthcare Provider Primary Taxonomy Switch_{n}"]),
        take("license", &["Provider License Number_{n}"]),
        take("license_state", &["Provider License Number State Code_{n}"]),
    ],
)
.times(15)
.when(When::Filled(&["Healthcare Provider Taxonomy Code_{n}"]));

const IDENTIFIERS: Part<'_> = part(
    t::RECORD_IDENTIFIER,
    &[
        npi("record_id", NPI),
        take("identifier", &["Other Provider Identifier_{n}"]),
        take("kind", &["Other Provider Identifier Type Code_{n}"]),
        take("state", &["Other Provider Identifier State_{n}"]),
        take("issuer", &["Other Provider Identifier Issuer_{n}"]),
    ],
)
.times(50)
.when(When::Filled(&["Other Provider Identifier_{n}"]));

const PHARMACY: Part<'_> = part(
    t::PHARMACY,
    &[
        take("npi", NPI),
        take("name", &["Provider Organization Name (Legal Business Name)"]),
        made("taxonomy", FIRST_TAXONOMY),
        take("parent_name", &["Parent Organization LBN"]),
        take("address_1", &["Provider First Line Business Practice Location Address"]),
        take("city", &["Provider Business Practice Location Address City Name"]),
        take("state", &["Provider Business Practice Location Address State Name"]),
        take("postal_code", ZIP),
        take("zip", ZIP),
        take("enrolled_on", &["Provider Enumeration Date"]),
        take("updated_on", &["Last Update Date"]),
        take("deactivated_on", DEACTIVATED),
    ],
)
// 3336 begins the pharmacies of every kind (NUCC, suppliers).
.when(When::Is(&["Healthcare Provider Taxonomy Code_1"], &["3336*"]));

const MAIN: Source = Source {
    name: "nppes",
    title: "NPPES: the register of NPIs",
    about: "The monthly or weekly file `npidata_pfile_….csv` from download.cms.gov/nppes, or an extract of it. People, organisations, pharmacies, deactivations, and their taxonomies and other identifiers.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, ENTITY, &["Healthcare Provider Taxonomy Code_1"]],
        unknown: UNKNOWN,
        release: release::days_in_name,
        parts: &[
            part(t::SOURCE_PERSON, PERSON).when(When::Is(ENTITY, &["1"])).once(),
            part(t::SOURCE_ORGANISATION, ORGANISATION).when(When::Is(ENTITY, &["2"])).once(),
            DEACTIVATION,
            PHARMACY,
            TAXONOMIES,
            IDENTIFIERS,
        ],
        ..PLAIN
    }),
};

const PEOPLE: Source = Source {
    name: "nppes-people",
    title: "NPPES: an extract of people",
    about: "An extract of the register that holds only people, without the column that tells them from organisations.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["Provider Last Name (Legal Name)"], &["Provider First Name"]],
        without: ENTITY,
        unknown: UNKNOWN,
        release: release::days_in_name,
        parts: &[part(t::SOURCE_PERSON, PERSON).once(), TAXONOMIES],
        ..PLAIN
    }),
};

const OTHER_NAMES: Source = Source {
    name: "nppes-names",
    title: "NPPES: other names",
    about: "The satellite `othername_pfile_….csv`: other names of organisations.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["Provider Other Organization Name"]],
        without: &["Entity Type Code", "Provider Organization Name (Legal Business Name)", "Provider Last Name (Legal Name)"],
        release: release::days_in_name,
        parts: &[part(
            t::RECORD_NAME,
            &[
                npi("record_id", NPI),
                take("name", &["Provider Other Organization Name"]),
                take("kind", &["Provider Other Organization Name Type Code"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};

const LOCATIONS: Source = Source {
    name: "nppes-locations",
    title: "NPPES: other practice locations",
    about: "The satellite `pl_pfile_….csv`: places of work beyond the first.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["Provider Secondary Practice Location Address- Address Line 1"]],
        release: release::days_in_name,
        parts: &[part(
            t::RECORD_ADDRESS,
            &[
                npi("record_id", NPI),
                made("kind", From::Fixed("practice")),
                take("address_1", &["Provider Secondary Practice Location Address- Address Line 1"]),
                take("address_2", &["Provider Secondary Practice Location Address- Address Line 2"]),
                take("city", &["Provider Secondary Practice Location Address - City Name"]),
                take("state", &["Provider Secondary Practice Location Address - State Name"]),
                take("postal_code", &["Provider Secondary Practice Location Address - Postal Code"]),
                take("zip", &["Provider Secondary Practice Location Address - Postal Code"]),
                take("country", &["Provider Secondary Practice Location Address - Country Code (If outside U.S.)"]),
                take("phone", &["Provider Secondary Practice Location Address - Telephone Number"]),
                take("fax", &["Provider Practice Location Address - Fax Number"]),
            ],
        )],
        ..PLAIN
    }),
};

const ENDPOINTS: Source = Source {
    name: "nppes-endpoints",
    title: "NPPES: endpoints",
    about: "The satellite `endpoint_pfile_….csv`: electronic addresses for the exchange of records.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["Endpoint Type"], &["Endpoint"]],
        release: release::days_in_name,
        parts: &[part(
            t::RECORD_ENDPOINT,
            &[
                npi("record_id", NPI),
                take("endpoint", &["Endpoint"]),
                take("kind", &["Endpoint Type"]),
                take("use_code", &["Use Code"]),
                take("affiliation", &["Affiliation Legal Business Name"]),
            ],
        )],
        ..PLAIN
    }),
};
