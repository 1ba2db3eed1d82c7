//! Where people work: the states and ZIP codes are real, so that they join areas and fall on maps; the towns that stand beside
//! them are invented. Area codes are of the state; the numbers behind them, 555-0100 to 555-0199, are kept for fiction.

use stakeholders::synthetic::{Dice, capital, word};

/// A place.
#[derive(Debug)]
pub(crate) struct Place {
    /// The ZIP code.
    pub(crate) zip: &'static str,
    /// The state.
    pub(crate) state: &'static str,
    /// The state's number (FIPS).
    pub(crate) fips: &'static str,
    /// The area code of its telephones.
    pub(crate) area: &'static str,
    /// The region of Part D's drug plans.
    pub(crate) region: u8,
}

/// How many Part D regions the fifty states and the capital are in.
pub(crate) const REGIONS: u8 = 34;

macro_rules! places {
    ($($state:ident $fips:literal $region:literal $area:literal $($zip:literal)+;)+) => {
        /// Every place, those with most people first.
        pub(crate) const PLACES: &[Place] =
            &[$($(Place { zip: $zip, state: stringify!($state), fips: $fips, area: $area, region: $region },)+)+];
    };
}

places! {
    NY "36" 3 "212" "10016" "10032" "11203" "12208" "13210" "14203" "14620";
    TX "48" 22 "713" "77030" "75235" "78229" "78701" "76104" "79905";
    CA "06" 32 "213" "90048" "94110" "92103" "95817" "92868" "93701" "94304";
    FL "12" 11 "305" "33136" "32608" "32207" "32803" "33606";
    PA "42" 6 "215" "19104" "15213" "17033" "18015";
    IL "17" 17 "312" "60612" "60637" "62702" "61602";
    OH "39" 14 "216" "44106" "43210" "45219" "43606";
    MA "25" 2 "617" "02115" "02118" "01199" "01655";
    NC "37" 8 "919" "27710" "28203" "27514" "27103";
    GA "13" 10 "404" "30322" "30309" "30901" "31201";
    MI "26" 13 "313" "48201" "48109" "49503";
    TN "47" 12 "615" "37203" "38103" "37920";
    MD "24" 5 "410" "21201" "21224" "20814";
    MO "29" 18 "314" "63110" "64108" "65201";
    VA "51" 7 "804" "23219" "23507" "22903";
    NJ "34" 4 "973" "07103" "08901" "08103";
    WA "53" 30 "206" "98104" "99204";
    AZ "04" 28 "602" "85006" "85719";
    MN "27" 25 "612" "55407" "55905";
    WI "55" 16 "414" "53226" "53715";
    IN "18" 15 "317" "46202" "46802";
    CO "08" 27 "303" "80204" "80218";
    AL "01" 12 "205" "35233" "36604";
    LA "22" 21 "504" "70112" "71103";
    KY "21" 15 "502" "40202" "40508";
    SC "45" 9 "843" "29401" "29203";
    CT "09" 2 "203" "06510" "06106";
    OK "40" 23 "405" "73104" "74104";
    OR "41" 30 "503" "97210" "97401";
    IA "19" 25 "319" "52242" "50309";
    MS "28" 20 "601" "39216"; AR "05" 19 "501" "72205"; KS "20" 24 "913" "66160" "67214";
    NE "31" 25 "402" "68105"; NV "32" 29 "702" "89102"; NM "35" 26 "505" "87106";
    UT "49" 31 "801" "84102"; WV "54" 6 "304" "25304"; ME "23" 1 "207" "04102";
    NH "33" 1 "603" "03756"; VT "50" 2 "802" "05401"; RI "44" 2 "401" "02903";
    DE "10" 5 "302" "19801"; DC "11" 5 "202" "20010"; SD "46" 25 "605" "57105";
    ND "38" 25 "701" "58103"; MT "30" 25 "406" "59101"; ID "16" 31 "208" "83702";
    WY "56" 25 "307" "82001"; HI "15" 33 "808" "96813"; AK "02" 34 "907" "99508";
}

/// The kind of words that towns are.
const TOWN: u64 = 71;
/// The kind of words that streets are.
const STREET: u64 = 72;
const STREET_ENDS: [&str; 8] = ["Street", "Avenue", "Road", "Drive", "Lane", "Court", "Boulevard", "Place"];

/// The town of a place, by the place's number.
pub(crate) fn town(place: usize) -> String {
    capital(&word(TOWN, place))
}

/// A place's number, the first ones more often.
pub(crate) fn somewhere(dice: &mut Dice) -> usize {
    dice.zipf(PLACES.len(), 60.0)
}

/// Number and street.
pub(crate) fn street(dice: &mut Dice) -> String {
    let end = STREET_ENDS[dice.zipf(STREET_ENDS.len(), 2.0)];
    format!("{} {} {end}", 1 + dice.zipf(2_000, 60.0), capital(&word(STREET, dice.zipf(3_000, 40.0))))
}

/// A telephone number that is kept for fiction: 100 of them for each area code.
pub(crate) fn phone(dice: &mut Dice, place: usize) -> String {
    format!("{}55501{:02}", PLACES[place].area, dice.below(100))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_state_and_region_has_a_place_and_no_place_stands_twice() {
        let of = |what: fn(&Place) -> &str| PLACES.iter().map(what).collect::<BTreeSet<_>>().len();
        assert_eq!((of(|place| place.zip), of(|place| place.state), of(|place| place.fips)), (PLACES.len(), 51, 51));
        assert_eq!(PLACES.iter().map(|place| place.region).collect::<BTreeSet<_>>(), (1..=REGIONS).collect());
        let towns: BTreeSet<String> = (0..PLACES.len()).map(town).collect();
        assert!(towns.len() > PLACES.len() * 9 / 10, "{} towns", towns.len());
    }
}
