//! OMOP Common Data Model, versions 5.3 and 5.4, as a folder of CSV files, one for each table. Columns have the model's names;
//! those that 5.4 renamed are found under the older ones too. Parquet files are read by the lake, not here.

use super::super::{
    Layout, Shape, Source,
    layout::{PLAIN, part, take},
    tables as t,
};

const LICENCE: &str = "the customer's own data; vocabularies under their owners' terms (OHDSI Athena)";

/// A table of the model as a source.
macro_rules! tables {
    ($($name:literal $table:ident [$($sign:literal),+] $([$($to:literal <- $from:literal),+])?;)+) => {
        /// The tables of the model.
        pub(super) const SOURCES: &[Source] = &[$(Source {
            name: concat!("omop-", $name),
            title: concat!("OMOP CDM table ", $name),
            about: concat!("The table `", $name, "` of an OMOP Common Data Model 5.3 or 5.4 as CSV."),
            licence: LICENCE,
            shape: Shape::Rows(&Layout {
                signs: &[$(&[$sign]),+],
                unknown: &["NA", "NULL"],
                parts: &[part(t::$table, &[$($(take($to, &[$to, $from])),+)?]).noted().by_name()],
                ..PLAIN
            }),
        }),+];
    };
}

tables! {
    "person" OMOP_PERSON ["person_id", "year_of_birth", "gender_concept_id"];
    "observation_period" OMOP_OBSERVATION_PERIOD ["observation_period_id", "person_id", "observation_period_start_date"];
    "visit_occurrence" OMOP_VISIT_OCCURRENCE ["visit_occurrence_id", "person_id", "visit_concept_id"]
        ["admitted_from_concept_id" <- "admitting_source_concept_id", "admitted_from_source_value" <- "admitting_source_value",
         "discharged_to_concept_id" <- "discharge_to_concept_id", "discharged_to_source_value" <- "discharge_to_source_value"];
    "condition_occurrence" OMOP_CONDITION_OCCURRENCE ["condition_occurrence_id", "person_id", "condition_concept_id"];
    "drug_exposure" OMOP_DRUG_EXPOSURE ["drug_exposure_id", "person_id", "drug_concept_id"];
    "drug_era" OMOP_DRUG_ERA ["drug_era_id", "person_id", "drug_concept_id"];
    "provider" OMOP_PROVIDER ["provider_id", "specialty_concept_id"];
    "care_site" OMOP_CARE_SITE ["care_site_id", "place_of_service_concept_id"];
    "location" OMOP_LOCATION ["location_id", "location_source_value"];
    "payer_plan_period" OMOP_PAYER_PLAN_PERIOD ["payer_plan_period_id", "person_id"];
    "cost" OMOP_COST ["cost_id", "cost_event_id"];
    "cohort" OMOP_COHORT ["cohort_definition_id", "subject_id", "cohort_start_date"];
    "cohort_definition" OMOP_COHORT_DEFINITION ["cohort_definition_id", "cohort_definition_name"];
    "condition_era" OMOP_CONDITION_ERA ["condition_era_id", "person_id"];
    "concept" OMOP_CONCEPT ["concept_id", "vocabulary_id", "concept_code"];
    "death" OMOP_DEATH ["person_id", "death_date", "death_type_concept_id"];
    "procedure_occurrence" OMOP_PROCEDURE_OCCURRENCE ["procedure_occurrence_id", "procedure_concept_id"];
    "measurement" OMOP_MEASUREMENT ["measurement_id", "measurement_concept_id"];
}
