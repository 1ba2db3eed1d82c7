//! Market access: plans, what they cover and at what cost, where.

use super::super::table::{Form::*, tables};

tables! {
    /// What one formulary, or one plan, says of one drug in one release.
    COVERAGE "coverage" ["formulary_id", "drug_id"] {
        formulary_id Code, "", "the formulary, or the plan where the source lists drugs by plan";
        drug_id Code, "", "the drug: its RxNorm concept (RxCUI), else its NDC";
        formulary_name Text, "", "the formulary's name";
        formulary_version Code, "", "the formulary's version";
        year Code, "", "the contract year";
        rxcui Code, "", "the RxNorm concept";
        ndc Code, "", "the National Drug Code";
        drug Text, "", "the drug's name";
        tier Code, "", "the tier, in the source's word or number";
        prior_authorisation Bool, "", "whether the plan must agree first";
        prior_authorisation_new_starts Bool, "", "whether only for people new to the drug";
        step_therapy Bool, "", "whether another drug must come first";
        step_therapy_new_starts Bool, "", "whether only for people new to the drug";
        quantity_limit Bool, "", "whether the quantity is limited";
        quantity_limit_amount Real, "units", "the most units";
        quantity_limit_days Real, "days", "for so many days";
        selected_drug Bool, "", "whether Medicare negotiates its price";
        capped_benefit Bool, "", "whether the benefit for it is capped";
        kind Code, "", "`formulary`, `excluded-drug` (an enhanced plan covers what Part D excludes) or `plan`";
        status Code, "", "active, or the source's word";
        from_on Date, "", "the first day";
        until_on Date, "", "the last day";
    }
    /// A plan that covers a drug for one disease only.
    COVERED_INDICATION "covered_indication" ["contract_id", "plan_id", "rxcui", "disease"] {
        contract_id Code, "", "the contract";
        plan_id Code, "", "the plan";
        rxcui Code, "", "the drug";
        disease Text, "", "the disease it is covered for";
    }
    /// One plan.
    PLAN "plan" ["contract_id", "plan_id", "segment_id", "area"] {
        contract_id Code, "", "the contract, or the issuer's id";
        plan_id Code, "", "the plan within the contract";
        segment_id Code, "", "the segment within the plan; 0 where there is none";
        area Code, "", "the county, else the region, that the row is for";
        contract_name Text, "", "the contract's name";
        plan_name Text, "", "the plan's name";
        kind Code, "", "the type of plan";
        organisation_kind Code, "", "the type of organisation";
        parent Text, "", "the parent organisation";
        formulary_id Code, "", "the formulary that it uses";
        premium_usd Decimal(2), "USD per month", "the premium";
        deductible_usd Decimal(2), "USD per year", "the deductible";
        ma_region Code, "", "the Medicare Advantage region";
        pdp_region Code, "", "the prescription drug plan region";
        state Code, "", "the state";
        county_code Code, "", "the county: SSA's code in the formulary files";
        special_needs Code, "", "the type of special needs plan; 0 where it is none";
        suppressed Bool, "", "whether it is shown to nobody";
        enrolled Integer, "people", "how many are enrolled";
        year Code, "", "the year";
        from_on Date, "", "the first day of the contract";
    }
    /// What one plan lets people pay for drugs of one tier.
    PLAN_COST "plan_cost" ["contract_id", "plan_id", "segment_id", "coverage_level", "tier", "days_supply", "pharmacy"] {
        contract_id Code, "", "the contract, or the plan where it has no contract";
        plan_id Code, "", "the plan";
        segment_id Code, "", "the segment";
        coverage_level Code, "", "the phase of the benefit: 0 deductible, 1 initial, 3 catastrophic";
        tier Code, "", "the tier";
        days_supply Code, "", "the source's code of the days supplied";
        pharmacy Code, "", "preferred, non-preferred, preferred-mail, non-preferred-mail, or the source's word";
        cost_kind Code, "", "the source's code of the kind of cost: copay, coinsurance";
        amount Real, "USD or share", "the copay in USD, or the coinsurance as a share";
        least_usd Real, "USD", "the least that is paid";
        most_usd Real, "USD", "the most that is paid";
        specialty_tier Bool, "", "whether it is the specialty tier";
        deductible_applies Bool, "", "whether the deductible applies";
    }
    /// What a plan lets people pay for insulin of one tier.
    INSULIN_COST "insulin_cost" ["contract_id", "plan_id", "segment_id", "tier", "days_supply"] {
        contract_id Code, "", "the contract";
        plan_id Code, "", "the plan";
        segment_id Code, "", "the segment";
        tier Code, "", "the tier";
        days_supply Code, "", "the source's code of the days supplied";
        copay_preferred_usd Real, "USD", "the copay at a preferred pharmacy";
        copay_nonpreferred_usd Real, "USD", "the copay at any other one";
        copay_mail_preferred_usd Real, "USD", "the copay at a preferred mail-order pharmacy";
        copay_mail_nonpreferred_usd Real, "USD", "the copay at any other one";
    }
    /// One pharmacy in one plan's network.
    PLAN_PHARMACY "plan_pharmacy" ["contract_id", "plan_id", "segment_id", "pharmacy_number"] {
        contract_id Code, "", "the contract";
        plan_id Code, "", "the plan";
        segment_id Code, "", "the segment";
        pharmacy_number Code, "", "the pharmacy: its NPI or NCPDP number";
        zip Zip, "", "its ZIP code, five digits";
        preferred_retail Bool, "", "whether preferred, at the counter";
        preferred_mail Bool, "", "whether preferred, by mail";
        retail Bool, "", "whether it serves at the counter";
        mail Bool, "", "whether it serves by mail";
        in_area Bool, "", "whether it lies in the plan's area";
        dispensing_fee_brand_30_usd Real, "USD", "the fee for a brand, 30 days";
        dispensing_fee_generic_30_usd Real, "USD", "the fee for a generic, 30 days";
    }
    /// What one unit of a drug costs in one plan.
    DRUG_PRICE "drug_price" ["contract_id", "plan_id", "segment_id", "ndc", "days_supply"] {
        contract_id Code, "", "the contract";
        plan_id Code, "", "the plan";
        segment_id Code, "", "the segment";
        ndc Code, "", "the drug";
        days_supply Code, "days", "the days supplied";
        unit_cost_usd Decimal(6), "USD per unit", "the mean price of a unit at in-area retail pharmacies";
    }
    /// Which provider is in which plan's network.
    PLAN_PROVIDER "plan_provider" ["npi", "plan_id", "network_tier"] {
        npi Npi, "", "the provider";
        plan_id Code, "", "the plan";
        network_tier Code, "", "the tier of the network";
        year Code, "", "the years, with blanks between";
        accepting Code, "", "whether new patients are accepted, in the source's words";
    }
}
