//! The sorts of facts that are shown of a customer: from which table, as which kind of data the gate judges them, and how deep a
//! seat must see for each column. One line a column; a new sort is a block here and a line in the guide.

use guardrails::{
    DataKind,
    Part::{self, Content, Metadata},
};

/// A sort of facts.
#[derive(Debug)]
pub struct Sort {
    /// Its heading.
    pub title: &'static str,
    /// Its place in an address.
    pub anchor: &'static str,
    /// The table of facts.
    pub table: &'static str,
    /// As what the gate judges it.
    pub data: DataKind,
    /// Whether there can be so many that only those of the days shown are listed.
    pub in_window: bool,
    /// The columns that are shown.
    pub columns: &'static [Shown],
}

/// A column that is shown.
#[derive(Debug)]
pub struct Shown {
    /// The column of the table, or of the row that this one is a part of.
    pub column: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// How deep a seat must see for it.
    pub part: Part,
}

const fn shown(column: &'static str, label: &'static str, part: Part) -> Shown {
    Shown { column, label, part }
}

const fn of_days(title: &'static str, anchor: &'static str, table: &'static str, data: DataKind, columns: &'static [Shown]) -> Sort {
    Sort { title, anchor, table, data, in_window: true, columns }
}

const fn ever(title: &'static str, anchor: &'static str, table: &'static str, data: DataKind, columns: &'static [Shown]) -> Sort {
    Sort { title, anchor, table, data, in_window: false, columns }
}

/// Every sort, in the order of the page.
pub const SORTS: &[Sort] = &[
    of_days(
        "Interactions",
        "interactions",
        "interaction_attendee",
        DataKind::Activity,
        &[
            shown("channel", "Channel", Metadata),
            shown("kind", "Type", Metadata),
            shown("status", "Status", Metadata),
            shown("title", "Title", Content),
            shown("topic", "Topic", Content),
        ],
    ),
    of_days(
        "Digital traces",
        "digital",
        "digital_event",
        DataKind::Activity,
        &[shown("channel", "Channel", Metadata), shown("kind", "What", Metadata), shown("content_name", "Content", Content)],
    ),
    ever(
        "Questions and requests",
        "requests",
        "medical_inquiry",
        DataKind::Request,
        &[shown("channel", "Channel", Metadata), shown("status", "Status", Metadata), shown("question", "Question", Content)],
    ),
    ever(
        "What was heard",
        "insights",
        "medical_insight",
        DataKind::BeliefNote,
        &[shown("status", "Status", Metadata), shown("summary", "In short", Content), shown("disease", "Disease", Content)],
    ),
    ever(
        "Stated interests",
        "interests",
        "interest",
        DataKind::ChannelPreference,
        &[shown("category", "Category", Metadata), shown("until_on", "To be used until", Metadata), shown("text", "Interest", Content)],
    ),
    ever(
        "Affiliations",
        "affiliations",
        "affiliation",
        DataKind::OrganisationalStatus,
        &[
            shown("organisation_name", "Organisation", Metadata),
            shown("role", "Role", Metadata),
            shown("city", "City", Metadata),
            shown("state", "State", Metadata),
            shown("phone", "Telephone", Content),
        ],
    ),
    ever(
        "Set aside by a register",
        "deactivations",
        "deactivation",
        DataKind::OrganisationalStatus,
        &[shown("reason", "Reason", Metadata), shown("reactivated_on", "Taken back on", Metadata)],
    ),
    ever(
        "Excluded from federal programmes",
        "exclusions",
        "exclusion",
        DataKind::OrganisationalStatus,
        &[shown("exclusion_type", "Section", Metadata), shown("reinstated_on", "Reinstated on", Metadata)],
    ),
    ever(
        "Prescribing",
        "prescribing",
        "prescription",
        DataKind::PrescribingData,
        &[
            shown("period", "Period", Metadata),
            shown("brand", "Brand", Content),
            shown("generic", "Generic", Content),
            shown("claims", "Claims", Content),
            shown("patients", "Patients", Content),
            shown("days_supplied", "Days supplied", Content),
        ],
    ),
    ever(
        "Payments and transfers of value",
        "payments",
        "payment",
        DataKind::Payment,
        &[shown("nature", "Nature", Metadata), shown("amount_usd", "USD", Content), shown("payer", "Company", Content)],
    ),
    ever(
        "Publications",
        "publications",
        "authorship",
        DataKind::OrganisationalStatus,
        &[shown("title", "Title", Metadata), shown("journal", "Journal", Metadata), shown("position", "Place among the authors", Metadata)],
    ),
    ever(
        "Trials",
        "trials",
        "trial_official",
        DataKind::InvestigatorStatus,
        &[shown("trial_number", "Trial", Metadata), shown("role", "Role", Metadata), shown("title", "Title", Content)],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_one_of_the_table_or_of_the_row_that_it_is_a_part_of() {
        for sort in SORTS {
            let whole = match sort.table {
                "interaction_attendee" => "interaction",
                "authorship" => "publication",
                "trial_official" => "trial",
                table => table,
            };
            assert!(::customers::tables().any(|kept| kept == sort.table), "{} is not kept", sort.table);
            for shown in sort.columns {
                let has = |table: &str| {
                    import::facts::table(table).is_some_and(|table| table.columns.iter().any(|field| field.name == shown.column))
                };
                assert!(has(sort.table) || has(whole), "{} has no {}", sort.table, shown.column);
            }
        }
    }
}
