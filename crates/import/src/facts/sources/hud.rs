//! HUD's crosswalk from ZIP codes to counties, by the addresses that the post delivers to.

use super::super::{
    Layout, Shape, Source,
    layout::{PLAIN, part, take},
    release, tables as t,
};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "hud-zip-county",
    title: "HUD ZIP to county",
    about: "The quarterly crosswalk `ZIP_COUNTY_….csv` from huduser.gov: how the addresses of each ZIP code are spread over counties.",
    licence: "U.S. government work, public domain (HUD USPS ZIP Code Crosswalk Files)",
    shape: Shape::Rows(&Layout {
        signs: &[&["ZIP"], &["COUNTY", "GEOID"], &["TOT_RATIO"]],
        release: release::year,
        parts: &[part(
            t::ZIP_COUNTY,
            &[
                take("zip", &["ZIP"]),
                take("county", &["COUNTY", "GEOID"]),
                take("city", &["USPS_ZIP_PREF_CITY", "CITY"]),
                take("state", &["USPS_ZIP_PREF_STATE", "STATE"]),
                take("residential_ratio", &["RES_RATIO"]),
                take("business_ratio", &["BUS_RATIO"]),
                take("other_ratio", &["OTH_RATIO"]),
                take("total_ratio", &["TOT_RATIO"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};
