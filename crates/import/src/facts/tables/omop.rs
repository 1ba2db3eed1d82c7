//! The tables of the OMOP Common Data Model, version 5.4 (OHDSI/CommonDataModel, `inst/csv/OMOP_CDMv5.4_Field_Level.csv`), with
//! their own names behind `omop_`. Person-level rows stay in the customer's lake; what is shown are counts and rates.

use super::super::table::{Form::*, tables};

tables! {
    /// One person of an OMOP database.
    OMOP_PERSON "omop_person" ["person_id"] {
        person_id Integer, "", "id: person";
        gender_concept_id Integer, "", "standard concept: gender";
        year_of_birth Integer, "year", "year of birth";
        month_of_birth Integer, "", "month of birth";
        day_of_birth Integer, "", "day of birth";
        birth_datetime Text, "", "day and time: birth";
        race_concept_id Integer, "", "standard concept: race";
        ethnicity_concept_id Integer, "", "standard concept: ethnicity";
        location_id Integer, "", "id: location";
        provider_id Integer, "", "id: provider";
        care_site_id Integer, "", "id: care site";
        person_source_value Code, "", "as the source had it: person";
        gender_source_value Code, "", "as the source had it: gender";
        gender_source_concept_id Integer, "", "concept of the source's code: gender";
        race_source_value Code, "", "as the source had it: race";
        race_source_concept_id Integer, "", "concept of the source's code: race";
        ethnicity_source_value Code, "", "as the source had it: ethnicity";
        ethnicity_source_concept_id Integer, "", "concept of the source's code: ethnicity";
    }
    /// A span of time in which a person would have been seen if anything had happened.
    OMOP_OBSERVATION_PERIOD "omop_observation_period" ["observation_period_id"] {
        observation_period_id Integer, "", "id: observation period";
        person_id Integer, "", "id: person";
        observation_period_start_date Date, "", "day: observation period start";
        observation_period_end_date Date, "", "day: observation period end";
        period_type_concept_id Integer, "", "standard concept: period type";
    }
    /// One visit of a person to a care site.
    OMOP_VISIT_OCCURRENCE "omop_visit_occurrence" ["visit_occurrence_id"] {
        visit_occurrence_id Integer, "", "id: visit occurrence";
        person_id Integer, "", "id: person";
        visit_concept_id Integer, "", "standard concept: visit";
        visit_start_date Date, "", "day: visit start";
        visit_start_datetime Text, "", "day and time: visit start";
        visit_end_date Date, "", "day: visit end";
        visit_end_datetime Text, "", "day and time: visit end";
        visit_type_concept_id Integer, "", "standard concept: visit type";
        provider_id Integer, "", "id: provider";
        care_site_id Integer, "", "id: care site";
        visit_source_value Code, "", "as the source had it: visit";
        visit_source_concept_id Integer, "", "concept of the source's code: visit";
        admitted_from_concept_id Integer, "", "standard concept: admitted from";
        admitted_from_source_value Code, "", "as the source had it: admitted from";
        discharged_to_concept_id Integer, "", "standard concept: discharged to";
        discharged_to_source_value Code, "", "as the source had it: discharged to";
        preceding_visit_occurrence_id Integer, "", "id: preceding visit occurrence";
    }
    /// One record of a condition of a person.
    OMOP_CONDITION_OCCURRENCE "omop_condition_occurrence" ["condition_occurrence_id"] {
        condition_occurrence_id Integer, "", "id: condition occurrence";
        person_id Integer, "", "id: person";
        condition_concept_id Integer, "", "standard concept: condition";
        condition_start_date Date, "", "day: condition start";
        condition_start_datetime Text, "", "day and time: condition start";
        condition_end_date Date, "", "day: condition end";
        condition_end_datetime Text, "", "day and time: condition end";
        condition_type_concept_id Integer, "", "standard concept: condition type";
        condition_status_concept_id Integer, "", "standard concept: condition status";
        stop_reason Text, "", "stop reason";
        provider_id Integer, "", "id: provider";
        visit_occurrence_id Integer, "", "id: visit occurrence";
        visit_detail_id Integer, "", "id: visit detail";
        condition_source_value Code, "", "as the source had it: condition";
        condition_source_concept_id Integer, "", "concept of the source's code: condition";
        condition_status_source_value Code, "", "as the source had it: condition status";
    }
    /// One record of a drug that a person took or was given.
    OMOP_DRUG_EXPOSURE "omop_drug_exposure" ["drug_exposure_id"] {
        drug_exposure_id Integer, "", "id: drug exposure";
        person_id Integer, "", "id: person";
        drug_concept_id Integer, "", "standard concept: drug";
        drug_exposure_start_date Date, "", "day: drug exposure start";
        drug_exposure_start_datetime Text, "", "day and time: drug exposure start";
        drug_exposure_end_date Date, "", "day: drug exposure end";
        drug_exposure_end_datetime Text, "", "day and time: drug exposure end";
        verbatim_end_date Date, "", "day: verbatim end";
        drug_type_concept_id Integer, "", "standard concept: drug type";
        stop_reason Text, "", "stop reason";
        refills Integer, "", "refills";
        quantity Real, "", "quantity";
        days_supply Integer, "days", "days supply";
        sig Text, "", "sig";
        route_concept_id Integer, "", "standard concept: route";
        lot_number Code, "", "lot number";
        provider_id Integer, "", "id: provider";
        visit_occurrence_id Integer, "", "id: visit occurrence";
        visit_detail_id Integer, "", "id: visit detail";
        drug_source_value Code, "", "as the source had it: drug";
        drug_source_concept_id Integer, "", "concept of the source's code: drug";
        route_source_value Code, "", "as the source had it: route";
        dose_unit_source_value Code, "", "as the source had it: dose unit";
    }
    /// A span of time in which a person is taken to have been on one ingredient.
    OMOP_DRUG_ERA "omop_drug_era" ["drug_era_id"] {
        drug_era_id Integer, "", "id: drug era";
        person_id Integer, "", "id: person";
        drug_concept_id Integer, "", "standard concept: drug";
        drug_era_start_date Date, "", "day: drug era start";
        drug_era_end_date Date, "", "day: drug era end";
        drug_exposure_count Integer, "", "drug exposure count";
        gap_days Integer, "days", "gap days";
    }
    /// One provider of an OMOP database.
    OMOP_PROVIDER "omop_provider" ["provider_id"] {
        provider_id Integer, "", "id: provider";
        provider_name Text, "", "provider name";
        npi Npi, "", "npi";
        dea Code, "", "dea";
        specialty_concept_id Integer, "", "standard concept: specialty";
        care_site_id Integer, "", "id: care site";
        year_of_birth Integer, "year", "year of birth";
        gender_concept_id Integer, "", "standard concept: gender";
        provider_source_value Code, "", "as the source had it: provider";
        specialty_source_value Code, "", "as the source had it: specialty";
        specialty_source_concept_id Integer, "", "concept of the source's code: specialty";
        gender_source_value Code, "", "as the source had it: gender";
        gender_source_concept_id Integer, "", "concept of the source's code: gender";
    }
    /// One care site of an OMOP database.
    OMOP_CARE_SITE "omop_care_site" ["care_site_id"] {
        care_site_id Integer, "", "id: care site";
        care_site_name Text, "", "care site name";
        place_of_service_concept_id Integer, "", "standard concept: place of service";
        location_id Integer, "", "id: location";
        care_site_source_value Code, "", "as the source had it: care site";
        place_of_service_source_value Code, "", "as the source had it: place of service";
    }
    /// One place of an OMOP database.
    OMOP_LOCATION "omop_location" ["location_id"] {
        location_id Integer, "", "id: location";
        address_1 Text, "", "address 1";
        address_2 Text, "", "address 2";
        city Text, "", "city";
        state Code, "", "state";
        zip Code, "", "zip";
        county Code, "", "county";
        location_source_value Code, "", "as the source had it: location";
        country_concept_id Integer, "", "standard concept: country";
        country_source_value Code, "", "as the source had it: country";
        latitude Real, "degrees north", "latitude";
        longitude Real, "degrees east", "longitude";
    }
    /// A span of time in which a person was under one plan of one payer.
    OMOP_PAYER_PLAN_PERIOD "omop_payer_plan_period" ["payer_plan_period_id"] {
        payer_plan_period_id Integer, "", "id: payer plan period";
        person_id Integer, "", "id: person";
        payer_plan_period_start_date Date, "", "day: payer plan period start";
        payer_plan_period_end_date Date, "", "day: payer plan period end";
        payer_concept_id Integer, "", "standard concept: payer";
        payer_source_value Code, "", "as the source had it: payer";
        payer_source_concept_id Integer, "", "concept of the source's code: payer";
        plan_concept_id Integer, "", "standard concept: plan";
        plan_source_value Code, "", "as the source had it: plan";
        plan_source_concept_id Integer, "", "concept of the source's code: plan";
        sponsor_concept_id Integer, "", "standard concept: sponsor";
        sponsor_source_value Code, "", "as the source had it: sponsor";
        sponsor_source_concept_id Integer, "", "concept of the source's code: sponsor";
        family_source_value Code, "", "as the source had it: family";
        stop_reason_concept_id Integer, "", "standard concept: stop reason";
        stop_reason_source_value Code, "", "as the source had it: stop reason";
        stop_reason_source_concept_id Integer, "", "concept of the source's code: stop reason";
    }
    /// The cost of one event.
    OMOP_COST "omop_cost" ["cost_id"] {
        cost_id Integer, "", "id: cost";
        cost_event_id Integer, "", "id: cost event";
        cost_domain_id Code, "", "id: cost domain";
        cost_type_concept_id Integer, "", "standard concept: cost type";
        currency_concept_id Integer, "", "standard concept: currency";
        total_charge Decimal(2), "the currency of currency_concept_id", "total charge";
        total_cost Decimal(2), "the currency of currency_concept_id", "total cost";
        total_paid Decimal(2), "the currency of currency_concept_id", "total paid";
        paid_by_payer Decimal(2), "the currency of currency_concept_id", "paid by payer";
        paid_by_patient Decimal(2), "the currency of currency_concept_id", "paid by patient";
        paid_patient_copay Decimal(2), "the currency of currency_concept_id", "paid patient copay";
        paid_patient_coinsurance Decimal(2), "the currency of currency_concept_id", "paid patient coinsurance";
        paid_patient_deductible Decimal(2), "the currency of currency_concept_id", "paid patient deductible";
        paid_by_primary Decimal(2), "the currency of currency_concept_id", "paid by primary";
        paid_ingredient_cost Decimal(2), "the currency of currency_concept_id", "paid ingredient cost";
        paid_dispensing_fee Decimal(2), "the currency of currency_concept_id", "paid dispensing fee";
        payer_plan_period_id Integer, "", "id: payer plan period";
        amount_allowed Decimal(2), "the currency of currency_concept_id", "amount allowed";
        revenue_code_concept_id Integer, "", "standard concept: revenue code";
        revenue_code_source_value Code, "", "as the source had it: revenue code";
        drg_concept_id Integer, "", "standard concept: drg";
        drg_source_value Code, "", "as the source had it: drg";
    }
    /// One person in one cohort for a span of time.
    OMOP_COHORT "omop_cohort" ["cohort_definition_id", "subject_id", "cohort_start_date"] {
        cohort_definition_id Integer, "", "id: cohort definition";
        subject_id Integer, "", "id: subject";
        cohort_start_date Date, "", "day: cohort start";
        cohort_end_date Date, "", "day: cohort end";
    }
    /// What a cohort is.
    OMOP_COHORT_DEFINITION "omop_cohort_definition" ["cohort_definition_id"] {
        cohort_definition_id Integer, "", "id: cohort definition";
        cohort_definition_name Text, "", "cohort definition name";
        cohort_definition_description Text, "", "cohort definition description";
        definition_type_concept_id Integer, "", "standard concept: definition type";
        cohort_definition_syntax Text, "", "cohort definition syntax";
        subject_concept_id Integer, "", "standard concept: subject";
        cohort_initiation_date Date, "", "day: cohort initiation";
    }
    /// A span of time in which a person is taken to have had one condition.
    OMOP_CONDITION_ERA "omop_condition_era" ["condition_era_id"] {
        condition_era_id Integer, "", "id: condition era";
        person_id Integer, "", "id: person";
        condition_concept_id Integer, "", "standard concept: condition";
        condition_era_start_date Date, "", "day: condition era start";
        condition_era_end_date Date, "", "day: condition era end";
        condition_occurrence_count Integer, "", "condition occurrence count";
    }
    /// One concept of the vocabularies.
    OMOP_CONCEPT "omop_concept" ["concept_id"] {
        concept_id Integer, "", "id: concept";
        concept_name Text, "", "concept name";
        domain_id Code, "", "id: domain";
        vocabulary_id Code, "", "id: vocabulary";
        concept_class_id Code, "", "id: concept class";
        standard_concept Code, "", "standard concept";
        concept_code Code, "", "concept code";
        valid_start_date Date, "", "day: valid start";
        valid_end_date Date, "", "day: valid end";
        invalid_reason Code, "", "invalid reason";
    }
    /// The death of a person.
    OMOP_DEATH "omop_death" ["person_id"] {
        person_id Integer, "", "id: person";
        death_date Date, "", "day: death";
        death_datetime Text, "", "day and time: death";
        death_type_concept_id Integer, "", "standard concept: death type";
        cause_concept_id Integer, "", "standard concept: cause";
        cause_source_value Code, "", "as the source had it: cause";
        cause_source_concept_id Integer, "", "concept of the source's code: cause";
    }
    /// One procedure that a person underwent.
    OMOP_PROCEDURE_OCCURRENCE "omop_procedure_occurrence" ["procedure_occurrence_id"] {
        procedure_occurrence_id Integer, "", "id: procedure occurrence";
        person_id Integer, "", "id: person";
        procedure_concept_id Integer, "", "standard concept: procedure";
        procedure_date Date, "", "day: procedure";
        procedure_datetime Text, "", "day and time: procedure";
        procedure_end_date Date, "", "day: procedure end";
        procedure_end_datetime Text, "", "day and time: procedure end";
        procedure_type_concept_id Integer, "", "standard concept: procedure type";
        modifier_concept_id Integer, "", "standard concept: modifier";
        quantity Real, "", "quantity";
        provider_id Integer, "", "id: provider";
        visit_occurrence_id Integer, "", "id: visit occurrence";
        visit_detail_id Integer, "", "id: visit detail";
        procedure_source_value Code, "", "as the source had it: procedure";
        procedure_source_concept_id Integer, "", "concept of the source's code: procedure";
        modifier_source_value Code, "", "as the source had it: modifier";
    }
    /// One measurement of a person.
    OMOP_MEASUREMENT "omop_measurement" ["measurement_id"] {
        measurement_id Integer, "", "id: measurement";
        person_id Integer, "", "id: person";
        measurement_concept_id Integer, "", "standard concept: measurement";
        measurement_date Date, "", "day: measurement";
        measurement_datetime Text, "", "day and time: measurement";
        measurement_time Text, "", "measurement time";
        measurement_type_concept_id Integer, "", "standard concept: measurement type";
        operator_concept_id Integer, "", "standard concept: operator";
        value_as_number Real, "", "value as number";
        value_as_concept_id Integer, "", "standard concept: value as";
        unit_concept_id Integer, "", "standard concept: unit";
        range_low Real, "", "range low";
        range_high Real, "", "range high";
        provider_id Integer, "", "id: provider";
        visit_occurrence_id Integer, "", "id: visit occurrence";
        visit_detail_id Integer, "", "id: visit detail";
        measurement_source_value Code, "", "as the source had it: measurement";
        measurement_source_concept_id Integer, "", "concept of the source's code: measurement";
        unit_source_value Code, "", "as the source had it: unit";
        unit_source_concept_id Integer, "", "concept of the source's code: unit";
        value_source_value Code, "", "as the source had it: value";
        measurement_event_id Integer, "", "id: measurement event";
        meas_event_field_concept_id Integer, "", "standard concept: meas event field";
    }
}
