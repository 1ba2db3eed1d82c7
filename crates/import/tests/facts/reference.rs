//! The importers over real public files, where these lie beside the project, against what is known of them. Nothing of the
//! files is kept here.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use import::facts::{Asked, End, Mapping};

use crate::gathered::{Gathered, ask, read};

/// The folder, or `None` where it is absent; that is an error where the project is checked before it goes out.
#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reference");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "reference data is absent");
    eprintln!("skipped: reference data is absent");
    None
}

fn of(folder: &Path, path: &str) -> Gathered {
    let bytes = std::fs::read(folder.join(path)).expect("a readable file");
    read(path.rsplit('/').next().expect("a name"), &bytes)
}

fn distinct(values: Vec<Option<String>>) -> usize {
    values.into_iter().flatten().collect::<BTreeSet<_>>().len()
}

#[test]
fn the_register_of_npis_through_a_spreadsheet() {
    let Some(folder) = folder() else { return };
    let gathered = of(&folder, "nppes/npidata_pfile_sample.csv");
    let summary = gathered.summary();
    assert_eq!((summary.source, summary.rows, summary.rejected), ("nppes", 1_000, 0), "{:?}", gathered.rejects.first());
    assert_eq!((gathered.rows("source_person"), gathered.rows("source_organisation"), gathered.rows("deactivation")), (733, 188, 108));
    // Codes that a spreadsheet wrote as numbers are codes again.
    assert!(gathered.column("source_person", "zip").iter().flatten().all(|zip| zip.len() == 5));
    assert!(gathered.column("source_organisation", "other_name").iter().flatten().all(|name| name != "<UNAVAIL>"));
    let mended = summary.findings.iter().filter(|finding| finding.code == "I013").count();
    assert!(
        mended > 0 && summary.findings.iter().all(|finding| finding.code == "I013" || finding.code == "I012"),
        "{:#?}",
        summary.findings
    );
}

#[test]
fn the_same_people_in_two_registers() {
    let Some(folder) = folder() else { return };
    let register = of(&folder, "hcp_identity/nppes.csv");
    let doctors = of(&folder, "hcp_identity/doctors_and_clinicians.csv");
    assert_eq!((register.summary().source, register.rows("source_person")), ("nppes-people", 1_012));
    assert_eq!((doctors.summary().source, doctors.rows("source_person")), ("doctors-clinicians", 1_949));
    let npis = |of: &Gathered| of.column("source_person", "npi").into_iter().flatten().collect::<BTreeSet<_>>();
    assert_eq!(npis(&register), npis(&doctors));
    assert_eq!(distinct(doctors.column("source_person", "record_id")), 1_949);
}

#[test]
fn payments_of_both_layouts() {
    let Some(folder) = folder() else { return };
    let old = of(&folder, "open_payments/general_pre2016_3000.csv");
    assert_eq!((old.summary().source, old.rows("payment"), old.summary().rejected), ("open-payments-general", 3_000, 0));
    let cents = old.column("payment", "amount_usd").into_iter().flatten().map(|usd| usd.replace('.', "").parse::<i64>().expect("cents"));
    assert_eq!(cents.sum::<i64>(), 126_219_323);
    assert_eq!(old.rows("payment_product"), 2_595 + 706);
    assert!(old.column("payment", "recipient_npi").iter().all(Option::is_none));
    let new = of(&folder, "open_payments/OP_DTL_GNRL_PGYR2023_synthetic.csv");
    assert_eq!((new.rows("payment"), new.summary().release.as_str()), (10, "2023"));
}

#[test]
fn prescriptions_with_suppression_marks_and_a_cut_last_row() {
    let Some(folder) = folder() else { return };
    let gathered = of(&folder, "part_d/MUP_DPR_2024_head.csv");
    assert_eq!((gathered.summary().source, gathered.summary().release.as_str()), ("part-d-by-drug", "2024"));
    assert_eq!((gathered.rows("prescription"), gathered.rejects.len()), (26, 1));
    assert_eq!(gathered.rejects[0].2, "the row has 13 of 22 cells");
    // Where the mark says that a count is suppressed, it is unknown and not 0.
    let (marks, counts) = (gathered.column("prescription", "suppression_65"), gathered.column("prescription", "claims_65"));
    assert!(marks.iter().any(Option::is_some));
    assert!(marks.iter().zip(&counts).all(|(mark, count)| mark.is_none() || count.is_none()));
    assert!(counts.iter().flatten().all(|count| count != "0"));
}

#[test]
fn places_join_once_their_zeros_are_back() {
    let Some(folder) = folder() else { return };
    let places = of(&folder, "geography/zip_county_cross.csv");
    assert_eq!(places.rows("zip_county"), 54_559);
    let pharmacies = of(&folder, "geography/pharmacies_55k.csv.gz");
    // Some of them are registered as people.
    let registered = (pharmacies.rows("source_organisation"), pharmacies.rows("source_person"));
    assert_eq!((pharmacies.rows("pharmacy"), registered), (55_167, (53_435, 1_732)));
    let known: BTreeSet<String> = places.column("zip_county", "zip").into_iter().flatten().collect();
    let share = |column: &str| {
        let codes = pharmacies.column("pharmacy", column);
        let matching = codes.iter().flatten().filter(|code| code.get(..5).is_some_and(|zip| known.contains(zip))).count();
        matching as f64 / codes.len() as f64
    };
    assert!((0.950..0.955).contains(&share("postal_code")), "{}", share("postal_code"));
    assert!(share("zip") >= 0.995, "{}", share("zip"));
    // The ratios of each code sum to 1.
    let mut sums = std::collections::BTreeMap::<String, f64>::new();
    for (zip, ratio) in places.column("zip_county", "zip").into_iter().zip(places.column("zip_county", "total_ratio")) {
        *sums.entry(zip.expect("a key")).or_default() += ratio.and_then(|ratio| ratio.parse::<f64>().ok()).expect("a ratio");
    }
    assert!(sums.values().all(|sum| (sum - 1.0).abs() < 1e-6));
}

#[test]
fn code_lists_and_payers() {
    let Some(folder) = folder() else { return };
    let taxonomy = of(&folder, "taxonomy/nucc_taxonomy_240.csv");
    assert_eq!((taxonomy.rows("taxonomy"), taxonomy.summary().release.as_str()), (874, "240"));
    let payers = of(&folder, "payers/ma_contract_directory.csv");
    let parents = payers.column("plan", "parent");
    let of_parent = |name: &str| parents.iter().flatten().filter(|parent| parent.starts_with(name)).count();
    assert_eq!((payers.rows("plan"), of_parent("Centene"), of_parent("UnitedHealth"), of_parent("Elevance")), (929, 77, 64, 45));
}

#[test]
fn the_synthetic_population_counts_as_it_should() {
    let Some(folder) = folder() else { return };
    assert_eq!(of(&folder, "omop_gibleed/person.csv.gz").rows("omop_person"), 2_694);
    let people = |of: &Gathered, table: &str, column: &str, concept: &str| {
        let of_concept = of.column(table, column).into_iter().zip(of.column(table, "person_id"));
        distinct(of_concept.filter(|(found, _)| found.as_deref() == Some(concept)).map(|(_, person)| person).collect())
    };
    let eras = of(&folder, "omop_gibleed/drug_era.csv.gz");
    assert_eq!(eras.rows("omop_drug_era"), 52_508);
    let of_drug = |concept: &str| people(&eras, "omop_drug_era", "drug_concept_id", concept);
    assert_eq!((of_drug("1118084"), of_drug("1124300")), (1_844, 850));
    let conditions = of(&folder, "omop_gibleed/condition_occurrence.csv.gz");
    assert_eq!(people(&conditions, "omop_condition_occurrence", "condition_concept_id", "192671"), 479);
    for file in ["concept", "condition_era", "drug_exposure", "observation_period", "visit_occurrence"] {
        let gathered = of(&folder, &format!("omop_gibleed/{file}.csv.gz"));
        assert_eq!((gathered.summary().rejected, gathered.summary().end), (0, End::Whole), "{file}: {:?}", gathered.rejects.first());
        assert_eq!(gathered.rows(&format!("omop_{file}")) as u64, gathered.summary().rows, "{file}");
    }
}

#[test]
fn claims_line_by_line() {
    let Some(folder) = folder() else { return };
    for (file, rows) in [("claims/medical_claim_seed.csv", 2_075), ("claims/pharmacy_claim_seed.csv", 291)] {
        let gathered = of(&folder, file);
        assert_eq!(gathered.rows("claim_line") + gathered.rejects.len(), rows, "{file}");
        assert!(gathered.rejects.is_empty(), "{file}: {:?}", gathered.rejects.first());
    }
}

#[test]
fn formularies_of_two_kinds() {
    let Some(folder) = folder() else { return };
    let drugs = of(&folder, "formulary/drugs-1.json");
    assert_eq!((drugs.summary().source, drugs.rows("coverage")), ("qhp-drugs", 5));
    assert!(of(&folder, "formulary/plans.json").rows("plan_cost") > 0);
    // A file that nobody knows comes in through a mapping.
    let mapping = "licence = \"Apache-2.0\"\n[[fact]]\ntable = \"coverage\"\n[fact.columns]\nformulary_id = \"formulary\"\nformulary_name = \"formulary_name\"\ndrug_id = \"rxcui\"\nrxcui = \"rxcui\"\ndrug = \"drug\"\ntier = \"tier\"\nprior_authorisation = \"prior_auth\"\nstep_therapy = \"step_therapy\"\nquantity_limit = \"quantity_limit\"\nstatus = \"status\"\nfrom_on = \"start\"\nuntil_on = \"end\"\n";
    let mapping = Mapping::read("formulary.toml", mapping).expect("a sound mapping");
    let bytes = std::fs::read(folder.join("formulary/formulary_flat.csv")).expect("a readable file");
    let gathered = ask(&Asked { file: "formulary_flat.csv", mapping: Some(&mapping), ..Asked::default() }, &bytes);
    assert_eq!((gathered.rows("coverage"), gathered.rejects.len()), (11_000, 0), "{:?}", gathered.rejects.first());
    let yes = |column: &str| gathered.column("coverage", column).iter().filter(|flag| flag.as_deref() == Some("yes")).count();
    assert_eq!((yes("prior_authorisation"), yes("step_therapy"), yes("quantity_limit")), (11 * 232, 11 * 128, 11 * 367));
}

#[test]
fn publications_and_trials() {
    let Some(folder) = folder() else { return };
    let citations = of(&folder, "evidence/medline16n0902.xml.gz");
    assert_eq!((citations.rows("publication"), citations.rows("authorship")), (604, 3_590));
    let trial = of(&folder, "evidence/NCT02210780.json");
    assert_eq!((trial.summary().source, trial.rows("trial")), ("clinicaltrials", 1), "{:?}", trial.summary());
}

#[test]
fn salesforce_exports_of_a_loader() {
    let Some(folder) = folder() else { return };
    assert_eq!(of(&folder, "salesforce/sf_account_data.csv").summary().source, "salesforce-account");
    assert_eq!(of(&folder, "salesforce/sf_contact_data.csv").summary().source, "salesforce-contact");
}
