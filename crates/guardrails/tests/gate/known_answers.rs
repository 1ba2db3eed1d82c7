//! The ten groups of known answers of the design.

use guardrails::Outcome;

use crate::asking::{ask, assert_answer, ids, shipped};

#[test]
fn one_a_representative_says_nothing_of_the_compound_before_approval() {
    assert_answer("sales phase3 US say product-claim hcp", "forbid US-01 GL-02");
    assert_answer("sales phase3 DE say product-claim hcp", "forbid EU-01 GL-02");
    assert_answer("sales phase3 GB say product-claim hcp", "forbid UK-01 GL-02");
    assert_answer("sales phase3 JP say product-claim hcp", "forbid GL-02");
    assert_answer("sales phase3 US+DE+GB say product-claim hcp", "forbid US-01 EU-01 UK-01");
}

#[test]
fn two_medical_exchanges_trial_science_at_a_congress() {
    assert_answer("medical phase3 US say trial-science hcp", "permit-with-obligations US-02");
    let verdict = shipped().decide(&ask("medical phase3 US say trial-science hcp"));
    assert!(verdict.obligations.iter().any(|duty| duty == "state that the product is investigational"), "{:?}", verdict.obligations);
}

#[test]
fn three_payers_before_approval() {
    assert_answer("market-access filed US share preapproval-payer-information payer", "permit-with-obligations US-07");
    assert_answer("market-access filed GB share preapproval-payer-information payer", "forbid");
    assert_answer("market-access filed GB share advance-budgetary-notification payer", "permit-with-obligations UK-04");
    assert_answer("market-access filed US share preapproval-payer-information hcp", "forbid US-08");
    assert_answer("market-access filed US+GB share preapproval-payer-information payer", "forbid");
}

#[test]
fn four_an_off_label_reprint() {
    assert_answer("medical launched US say medical-response hcp", "permit-with-obligations US-20");
    assert_answer("medical launched US initiate off-label-science hcp", "permit-with-obligations US-15");
    assert_answer("medical launched DE initiate off-label-science hcp", "forbid EU-09");
    assert_answer("medical launched DE share off-label-science hcp", "forbid EU-09");
    assert_answer("medical launched US initiate off-label-science patient", "forbid US-17");
}

#[test]
fn five_a_representative_hears_an_off_label_question() {
    assert_answer("sales launched US hand-off medical-response", "permit-with-obligations US-19 US-21 GL-16");
    assert_answer("sales launched US share medical-response hcp", "forbid US-21");
    assert_answer("sales launched US share off-label-science hcp", "forbid US-19");
}

#[test]
fn six_a_medical_bonus_on_market_share() {
    assert_answer("leadership launched US incentivise medical-bonus", "forbid US-33");
    assert_answer("medical launched US incentivise medical-bonus", "forbid US-33");
    for region in ["DE", "GB", "JP"] {
        assert_answer(&format!("leadership launched {region} incentivise medical-bonus"), "forbid GL-20");
    }
}

#[test]
fn seven_medical_asks_for_prescribing_data() {
    assert_answer("medical launched US see prescribing-data", "forbid US-37");
    assert_answer("medical launched US see-aggregate prescribing-data", "permit-with-obligations GL-06");
    assert_answer("medical launched US see real-world-data for-need cell=9", "forbid GL-06");
    assert_answer("medical launched US see-aggregate prescribing-data cell=9", "forbid GL-06");
    assert_answer("medical phase3 US see real-world-data for-need cell=11", "permit-with-obligations GL-06");
}

#[test]
fn eight_a_biosimilar_is_called_less_safe() {
    for function in ["sales", "medical", "market-access"] {
        assert_answer(&format!("{function} loe DE say competitor-doubt hcp"), "forbid EU-14");
        assert_answer(&format!("{function} loe DE say comparison hcp"), "forbid EU-14");
    }
    assert_answer("sales loe DE say comparison hcp supported-by-labels cosigned", "permit-with-obligations EU-13 EU-14");
    assert_answer("sales loe DE say competitor-doubt hcp cosigned", "forbid");
}

#[test]
fn nine_the_fourth_unsolicited_call_in_twelve_months() {
    assert_answer("sales launched GB initiate call hcp calls=3", "forbid UK-07");
    assert_answer("sales launched GB plan call hcp calls=3", "forbid UK-07");
    let third = shipped().decide(&ask("sales launched GB plan call hcp calls=2"));
    assert_eq!(third.outcome, Outcome::PermitWithObligations);
    assert!(third.obligations.iter().any(|duty| duty == "warn at the third call"), "{:?}", third.obligations);
}

#[test]
fn ten_a_note_that_names_a_patient() {
    for act in ["see", "share", "hand-off", "plan"] {
        assert_answer(&format!("medical launched US+DE+GB+JP {act} patient-identity"), "forbid GL-05");
    }
}

#[test]
fn no_circumstance_lets_leadership_override_a_prohibition() {
    let facts = "own party cosigned consent safe-harbour on-label for-need supported-by-labels";
    assert_answer(&format!("leadership launched US share patient-identity {facts}"), "forbid GL-05");
    assert_answer(&format!("leadership phase3 US say product-claim hcp {facts}"), "forbid US-01");
    assert_answer(&format!("leadership launched US say off-label-promotion hcp {facts}"), "forbid US-14");
}

#[test]
fn a_place_without_a_pack_borrows_no_other() {
    let verdict = shipped().decide(&ask("sales launched BR say product-claim hcp"));
    assert_eq!(verdict.outcome, Outcome::Forbid);
    assert!(ids(&verdict).is_empty(), "{:?}", verdict.rules);
    assert_answer("medical launched US+BR plan strategy", "forbid");
}
