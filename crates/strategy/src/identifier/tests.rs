use super::*;

fn canonical(text: &str) -> (Scheme, String) {
    match parse(text) {
        Reading::Valid(found) => (found.scheme, found.canonical),
        other => panic!("`{text}` reads as {other:?}"),
    }
}

fn malformed(text: &str) -> Scheme {
    match parse(text) {
        Reading::Malformed(scheme) => scheme,
        other => panic!("`{text}` reads as {other:?}"),
    }
}

#[test]
fn each_scheme_has_one_canonical_form() {
    assert_eq!(canonical("nct 01035255"), (Scheme::Nct, "NCT01035255".into()));
    assert_eq!(canonical("PMID: 25176015"), (Scheme::Pmid, "25176015".into()));
    assert_eq!(canonical("https://doi.org/10.1056/NEJMoa1409077"), (Scheme::Doi, "10.1056/nejmoa1409077".into()));
    assert_eq!(canonical("doi:10.1016/S0140-6736(22)02076-1"), (Scheme::Doi, "10.1016/s0140-6736(22)02076-1".into()));
    assert_eq!(canonical("EudraCT 2015-001894-41"), (Scheme::EudraCt, "2015-001894-41".into()));
    assert_eq!(canonical("2022-500024-30-00"), (Scheme::EuCt, "2022-500024-30-00".into()));
    assert_eq!(canonical("2022-500024-30"), (Scheme::EuCt, "2022-500024-30".into()));
    assert_eq!(canonical("ISRCTN12345678"), (Scheme::Isrctn, "ISRCTN12345678".into()));
    assert_eq!(canonical("608D4F0D-B19F-46D3-749A-7159AA5F933D"), (Scheme::SetId, "608d4f0d-b19f-46d3-749a-7159aa5f933d".into()));
}

#[test]
fn a_set_id_may_be_a_uuid_of_any_variant() {
    assert_eq!(canonical("97f91168-9f82-34bc-e053-2a95a90a33f8").0, Scheme::SetId);
}

#[test]
fn a_text_that_is_meant_for_a_scheme_and_misses_its_form_is_malformed() {
    assert_eq!(malformed("NCT0103525"), Scheme::Nct);
    assert_eq!(malformed("NCT010352555"), Scheme::Nct);
    assert_eq!(malformed("PMID 251760155"), Scheme::Pmid);
    assert_eq!(malformed("PMID 0"), Scheme::Pmid);
    assert_eq!(malformed("10.1056/"), Scheme::Doi);
    assert_eq!(malformed("doi:10.56/x"), Scheme::Doi);
    assert_eq!(malformed("doi:NEJMoa1409077"), Scheme::Doi);
    assert_eq!(malformed("EudraCT 2015-1894-41"), Scheme::EudraCt);
    assert_eq!(malformed("EU CT 2022-000024-30-00"), Scheme::EuCt);
    assert_eq!(malformed("EU CT 2022-500024-30-0"), Scheme::EuCt);
    assert_eq!(malformed("ISRCTN1234567"), Scheme::Isrctn);
    assert_eq!(malformed("608d4f0d-b19f-46d3-749a-7159aa5f933g"), Scheme::SetId);
}

#[test]
fn other_schemes_are_left_alone() {
    for text in
        ["", "EMEA/H/C/004062", "PMC4212585", "UMIN000012345", "LX-101-301", "2015-1894-41", "10.5 mg", "expected", "25176015", "NCT"]
    {
        assert_eq!(parse(text), Reading::Unknown, "`{text}`");
    }
}

#[test]
fn what_was_meant_can_often_be_told() {
    let meant = |text: &str| repair(text).map(|found| found.to_string());
    assert_eq!(meant("NCT0103 5255.").as_deref(), Some("NCT01035255"));
    assert_eq!(meant("NCTO1O35255").as_deref(), Some("NCT01035255"));
    assert_eq!(meant("PMID 2517 6015").as_deref(), Some("PMID 25176015"));
    assert_eq!(meant("doi:10.1056/ NEJMoa1409077").as_deref(), Some("10.1056/nejmoa1409077"));
    assert_eq!(meant("EudraCT 2015–001894–41").as_deref(), Some("2015-001894-41"));
    assert_eq!(meant("NCT0103525"), None);
    assert_eq!(meant("NCT01035255"), None, "it is well formed already");
    assert_eq!(meant("LX-101-301"), None);
}

#[test]
fn no_text_makes_it_panic() {
    for text in ["NC", "NCTé1", "é", "PMID", "PMID é", "doi", "{", "-", "----", "set id", "ISRCTN é", "10./", "NCT1é"] {
        let _ = (parse(text), repair(text));
    }
}
