//! Prescriptions and claims.

use super::super::table::{Form::*, tables};

tables! {
    /// What one prescriber prescribed of one product in one period. Small counts are suppressed by most sources: unknown, not 0.
    PRESCRIPTION "prescription" ["prescriber_npi", "brand", "generic", "period"] {
        prescriber_npi Npi, "", "the prescriber";
        brand Text, "", "the product's brand name";
        generic Text, "", "the product's generic name";
        period Code, "", "the year, quarter or month: `2024`, `2024-Q1`, `2024-03`";
        prescriber_last_name Text, "", "last name, or the organisation's name";
        prescriber_first_name Text, "", "first name";
        specialty Text, "", "the specialty in the source's words";
        city Text, "", "the city";
        state Code, "", "the state";
        payer Text, "", "the payer or line of business";
        claims Integer, "claims", "prescriptions filled, refills included";
        new_claims Integer, "claims", "new prescriptions";
        fills_30_day Real, "30-day fills", "prescriptions in units of thirty days";
        days_supplied Integer, "days", "days supplied";
        cost_usd Decimal(2), "USD", "the drug's cost, as all payers paid it together";
        patients Integer, "people", "how many people got it";
        suppression_65 Code, "", "why the figures from 65 years on are unknown: `*` or `#`";
        claims_65 Integer, "claims", "those for people of 65 and over";
        fills_30_day_65 Real, "30-day fills", "those for people of 65 and over";
        days_supplied_65 Integer, "days", "those for people of 65 and over";
        cost_usd_65 Decimal(2), "USD", "those for people of 65 and over";
        suppression_patients_65 Code, "", "why the number of people of 65 and over is unknown: `*` or `#`";
        patients_65 Integer, "people", "people of 65 and over";
    }
    /// What one prescriber prescribed of all drugs in one year.
    PRESCRIBER_YEAR "prescriber_year" ["prescriber_npi", "period"] {
        prescriber_npi Npi, "", "the prescriber";
        period Code, "", "the year";
        last_name Text, "", "last name, or the organisation's name";
        first_name Text, "", "first name";
        specialty Text, "", "the specialty in the source's words";
        city Text, "", "the city";
        state Code, "", "the state";
        zip Zip, "", "the ZIP code, five digits";
        ruca Code, "", "the rural-urban commuting area code";
        claims Integer, "claims", "prescriptions filled, refills included";
        fills_30_day Real, "30-day fills", "prescriptions in units of thirty days";
        days_supplied Integer, "days", "days supplied";
        cost_usd Decimal(2), "USD", "the drugs' cost";
        patients Integer, "people", "how many people got any";
        brand_claims Integer, "claims", "those for brands";
        generic_claims Integer, "claims", "those for generics";
        mean_age Real, "years", "the mean age of the people";
        mean_risk_score Real, "", "the mean risk score (CMS-HCC) of the people";
    }
    /// One line of a claim.
    CLAIM_LINE "claim_line" ["claim_id", "line_number"] {
        claim_id Code, "", "the claim within its source";
        line_number Code, "", "the line within the claim";
        kind Code, "", "institutional, professional or pharmacy";
        patient Code, "", "the patient, under the source's own number";
        payer Text, "", "the payer";
        plan Text, "", "the plan";
        from_on Date, "", "the first day of service, or the day of dispensing";
        until_on Date, "", "the last day of service";
        prescriber_npi Npi, "", "who prescribed or rendered";
        facility_npi Npi, "", "where: the facility or pharmacy";
        diagnosis_type Code, "", "the code system of the diagnoses";
        diagnosis_1 Code, "", "the first diagnosis";
        diagnosis_2 Code, "", "the second diagnosis";
        diagnosis_3 Code, "", "the third diagnosis";
        procedure_code Code, "", "the procedure (HCPCS)";
        revenue_center Code, "", "the revenue centre";
        drg Code, "", "the diagnosis-related group";
        ndc Code, "", "the drug (NDC)";
        quantity Real, "", "how much";
        days_supplied Integer, "days", "days supplied";
        refills Integer, "", "refills";
        paid_on Date, "", "the day of payment";
        paid_usd Decimal(2), "USD", "what was paid";
        allowed_usd Decimal(2), "USD", "what was allowed";
        charged_usd Decimal(2), "USD", "what was charged";
        in_network Bool, "", "whether the provider is in the payer's network";
    }
    /// How many patients two providers share in a period.
    SHARED_PATIENTS "shared_patients" ["npi_a", "npi_b", "period"] {
        npi_a Npi, "", "the provider seen first";
        npi_b Npi, "", "the provider seen later";
        period Code, "", "the period";
        patients Integer, "people", "how many they share";
        encounters Integer, "encounters", "pairs of encounters";
        same_day Integer, "encounters", "pairs on one day";
    }
}
