//! Places, and the code lists that facts refer to.

use super::super::table::{Form::*, tables};

tables! {
    /// A figure of one area.
    AREA "area" ["area_id", "measure"] {
        area_id Code, "", "the area: a FIPS, NUTS or other code";
        area_name Text, "", "its name";
        kind Code, "", "county, state, region";
        measure Code, "", "what is measured: population, deprivation, shortage";
        value Real, "", "the figure";
        unit Code, "", "the unit of the figure";
        period Code, "", "the period";
    }
    /// How a ZIP code's addresses are spread over counties. The ratios of a ZIP code sum to 1.
    ZIP_COUNTY "zip_county" ["zip", "county"] {
        zip Zip, "", "the ZIP code";
        county Code, "", "the county (FIPS, five digits)";
        city Text, "", "the city that the post prefers";
        state Code, "", "the state";
        residential_ratio Real, "share", "the share of residential addresses";
        business_ratio Real, "share", "the share of business addresses";
        other_ratio Real, "share", "the share of other addresses";
        total_ratio Real, "share", "the share of all addresses";
    }
    /// A county of the formulary files with its regions. The county code is the Social Security Administration's, not FIPS.
    PLAN_AREA "plan_area" ["county_code"] {
        county_code Code, "", "the county (SSA)";
        county Text, "", "its name";
        state Text, "", "the state's name";
        ma_region Code, "", "the Medicare Advantage region";
        ma_region_name Text, "", "its name";
        pdp_region Code, "", "the prescription drug plan region";
        pdp_region_name Text, "", "its name";
    }
    /// One code of the provider taxonomy.
    TAXONOMY "taxonomy" ["code"] {
        code Code, "", "the code";
        grouping Text, "", "the widest group";
        classification Text, "", "the classification";
        specialization Text, "", "the specialisation within it";
        display_name Text, "", "the name that people are shown";
        section Code, "", "individual or non-individual";
        definition Text, "", "the definition";
    }
    /// A pharmacy.
    PHARMACY "pharmacy" ["npi"] {
        npi Npi, "", "the National Provider Identifier";
        name Text, "", "the legal name";
        taxonomy Code, "", "the primary taxonomy code (NUCC)";
        parent_name Text, "", "the organisation it belongs to";
        address_1 Text, "", "the address";
        city Text, "", "the city";
        state Code, "", "the state";
        postal_code Code, "", "the postal code as written";
        zip Zip, "", "the ZIP code, five digits";
        enrolled_on Date, "", "the day on which the register first had it";
        updated_on Date, "", "the day of the last change";
        deactivated_on Date, "", "the day on which it was set aside";
    }
}
