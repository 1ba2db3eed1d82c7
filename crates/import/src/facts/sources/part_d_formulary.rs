//! CMS's files of what Medicare Part D plans cover: plans, formularies, excluded drugs, coverage by indication, cost, insulin,
//! pharmacies, prices and areas. Bars between the cells, no quoting, a blank or `.` for what is missing, one archive in another.
//! Codes are texts: a formulary `00026408` joins nothing as a number. Two releases laid over each other say what changed.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, Part, When, made, part, take},
    release, tables as t,
};

const LICENCE: &str =
    "U.S. government work, public domain (CMS Prescription Drug Plan Formulary, Pharmacy Network, and Pricing Information Files)";
const UNKNOWN: &[&str] = &["."];

const CONTRACT: &[&str] = &["CONTRACT_ID"];
const PLAN: &[&str] = &["PLAN_ID"];
const SEGMENT: &[&str] = &["SEGMENT_ID"];
const TIER: &[&str] = &["TIER", "TIER_LEVEL_VALUE"];

/// One of the files as a source.
macro_rules! released {
    ($name:literal, $title:literal, $about:literal, [$($sign:expr),+], $parts:expr) => {
        Source {
            name: concat!("part-d-", $name),
            title: concat!("Part D formulary files: ", $title),
            about: $about,
            licence: LICENCE,
            shape: Shape::Rows(&Layout { signs: &[$($sign),+], unknown: UNKNOWN, release: release::days_in_name, parts: $parts, ..PLAIN }),
        }
    };
}

/// What a row says of one kind of pharmacy.
macro_rules! cost {
    ($pharmacy:literal, $suffix:literal) => {
        part(
            t::PLAN_COST,
            &[
                take("contract_id", CONTRACT),
                take("plan_id", PLAN),
                take("segment_id", SEGMENT),
                take("coverage_level", &["COVERAGE_LEVEL"]),
                take("tier", TIER),
                take("days_supply", &["DAYS_SUPPLY"]),
                made("pharmacy", From::Fixed($pharmacy)),
                take("cost_kind", &[concat!("COST_TYPE_", $suffix)]),
                take("amount", &[concat!("COST_AMT_", $suffix)]),
                take("least_usd", &[concat!("COST_MIN_AMT_", $suffix)]),
                take("most_usd", &[concat!("COST_MAX_AMT_", $suffix)]),
                take("specialty_tier", &["TIER_SPECIALTY_YN"]),
                take("deductible_applies", &["DED_APPLIES_YN"]),
            ],
        )
        .when(When::Filled(&[concat!("COST_TYPE_", $suffix)]))
    };
}

const COSTS: &[Part<'_>] = &[
    cost!("preferred", "PREF"),
    cost!("non-preferred", "NONPREF"),
    cost!("preferred-mail", "MAIL_PREF"),
    cost!("non-preferred-mail", "MAIL_NONPREF"),
];

const DRUGS: &[Part<'_>] = &[part(
    t::COVERAGE,
    &[
        take("formulary_id", &["FORMULARY_ID"]),
        take("formulary_version", &["FORMULARY_VERSION"]),
        take("year", &["CONTRACT_YEAR"]),
        made("drug_id", From::Joined(&["RXCUI", "NDC"], "/")),
        take("rxcui", &["RXCUI"]),
        take("ndc", &["NDC"]),
        take("tier", TIER),
        take("prior_authorisation", &["PRIOR_AUTHORIZATION_YN"]),
        take("step_therapy", &["STEP_THERAPY_YN"]),
        take("quantity_limit", &["QUANTITY_LIMIT_YN"]),
        take("quantity_limit_amount", &["QUANTITY_LIMIT_AMOUNT"]),
        take("quantity_limit_days", &["QUANTITY_LIMIT_DAYS"]),
        // Not in every release.
        take("selected_drug", &["SELECTED_DRUG_YN"]),
        made("kind", From::Fixed("formulary")),
    ],
)
.once()];

const EXCLUDED: &[Part<'_>] = &[part(
    t::COVERAGE,
    &[
        made("formulary_id", From::Joined(&["CONTRACT_ID", "PLAN_ID"], "-")),
        take("drug_id", &["RXCUI"]),
        take("rxcui", &["RXCUI"]),
        take("tier", TIER),
        take("prior_authorisation", &["PRIOR_AUTH_YN"]),
        take("step_therapy", &["STEP_THERAPY_YN"]),
        take("quantity_limit", &["QUANTITY_LIMIT_YN"]),
        take("quantity_limit_amount", &["QUANTITY_LIMIT_AMOUNT"]),
        take("quantity_limit_days", &["QUANTITY_LIMIT_DAYS"]),
        take("capped_benefit", &["CAPPED_BENEFIT_YN"]),
        made("kind", From::Fixed("excluded-drug")),
    ],
)
.once()];

const PLANS: &[Part<'_>] = &[part(
    t::PLAN,
    &[
        take("contract_id", CONTRACT),
        take("plan_id", PLAN),
        take("segment_id", SEGMENT),
        made("area", From::First(&["COUNTY_CODE", "PDP_REGION_CODE", "MA_REGION_CODE", "STATE"])),
        take("contract_name", &["CONTRACT_NAME"]),
        take("plan_name", &["PLAN_NAME"]),
        take("formulary_id", &["FORMULARY_ID"]),
        take("premium_usd", &["PREMIUM"]),
        take("deductible_usd", &["DEDUCTIBLE"]),
        take("ma_region", &["MA_REGION_CODE"]),
        take("pdp_region", &["PDP_REGION_CODE"]),
        take("state", &["STATE"]),
        take("county_code", &["COUNTY_CODE"]),
        take("special_needs", &["SNP"]),
        take("suppressed", &["PLAN_SUPPRESSED_YN"]),
    ],
)
.once()];

const INDICATIONS: &[Part<'_>] = &[part(t::COVERED_INDICATION, &[]).once().by_name()];

const INSULIN: &[Part<'_>] = &[part(
    t::INSULIN_COST,
    &[
        take("tier", TIER),
        take("copay_preferred_usd", &["copay_amt_pref_insln"]),
        take("copay_nonpreferred_usd", &["copay_amt_nonpref_insln"]),
        take("copay_mail_preferred_usd", &["copay_amt_mail_pref_insln"]),
        take("copay_mail_nonpreferred_usd", &["copay_amt_mail_nonpref_insln"]),
    ],
)
.once()
.by_name()];

const PHARMACIES: &[Part<'_>] = &[part(
    t::PLAN_PHARMACY,
    &[
        take("contract_id", CONTRACT),
        take("plan_id", PLAN),
        take("segment_id", SEGMENT),
        take("pharmacy_number", &["PHARMACY_NUMBER"]),
        take("zip", &["PHARMACY_ZIPCODE"]),
        take("preferred_retail", &["PREFERRED_STATUS_RETAIL"]),
        take("preferred_mail", &["PREFERRED_STATUS_MAIL"]),
        take("retail", &["PHARMACY_RETAIL"]),
        take("mail", &["PHARMACY_MAIL"]),
        take("in_area", &["IN_AREA_FLAG"]),
        take("dispensing_fee_brand_30_usd", &["BRAND_DISPENSING_FEE_30"]),
        take("dispensing_fee_generic_30_usd", &["GENERIC_DISPENSING_FEE_30"]),
    ],
)];

const PRICES: &[Part<'_>] = &[part(t::DRUG_PRICE, &[take("unit_cost_usd", &["UNIT_COST"])]).by_name()];

const AREAS: &[Part<'_>] = &[part(
    t::PLAN_AREA,
    &[
        take("county_code", &["COUNTY_CODE"]),
        take("county", &["COUNTY"]),
        take("state", &["STATENAME"]),
        take("ma_region", &["MA_REGION_CODE"]),
        take("ma_region_name", &["MA_REGION"]),
        take("pdp_region", &["PDP_REGION_CODE"]),
        take("pdp_region_name", &["PDP_REGION"]),
    ],
)
.once()];

/// The files.
pub(super) const SOURCES: &[Source] = &[
    released!(
        "drugs",
        "drugs",
        "`basic drugs formulary file`: each formulary's tier and restrictions for each drug.",
        [&["FORMULARY_ID"], &["RXCUI"], &["NDC"], TIER],
        DRUGS
    ),
    released!(
        "excluded-drugs",
        "excluded drugs",
        "`excluded drugs formulary file`: drugs that Part D excludes and a plan covers all the same.",
        [CONTRACT, PLAN, &["RXCUI"], &["CAPPED_BENEFIT_YN"]],
        EXCLUDED
    ),
    released!(
        "indications",
        "coverage by indication",
        "`Indication Based Coverage Formulary File`: drugs that a plan covers for one disease only.",
        [CONTRACT, PLAN, &["RXCUI"], &["DISEASE"]],
        INDICATIONS
    ),
    released!(
        "plans",
        "plans",
        "`plan information`: each plan in each county, with premium, deductible and formulary.",
        [CONTRACT, PLAN, &["FORMULARY_ID"], &["PREMIUM"]],
        PLANS
    ),
    released!(
        "costs",
        "what people pay",
        "`beneficiary cost file`: copay or coinsurance by tier, phase, days and kind of pharmacy.",
        [CONTRACT, PLAN, &["COVERAGE_LEVEL"], &["COST_TYPE_PREF"]],
        COSTS
    ),
    released!(
        "insulin",
        "what people pay for insulin",
        "`insulin beneficiary cost file`: copays for insulin by tier and days.",
        [CONTRACT, PLAN, TIER, &["copay_amt_pref_insln", "copay_amt_mail_pref_insln"]],
        INSULIN
    ),
    released!(
        "pharmacies",
        "pharmacies",
        "`pharmacy networks file`, six parts: which pharmacy is in which plan's network, and how.",
        [CONTRACT, PLAN, &["PHARMACY_NUMBER"]],
        PHARMACIES
    ),
    released!(
        "prices",
        "prices",
        "`pricing file` of the quarterly release: the price of a unit by plan and drug.",
        [CONTRACT, PLAN, &["NDC"], &["UNIT_COST"]],
        PRICES
    ),
    released!(
        "areas",
        "areas",
        "`geographic locator file`: counties by the Social Security Administration's code, and their regions.",
        [&["COUNTY_CODE"], &["MA_REGION_CODE"], &["STATENAME"]],
        AREAS
    ),
];
