//! Any file with a heading, through a mapping that was suggested, confirmed and saved.

use import::facts::{Asked, Mapping, mapping_text, suggest, suggest_table, table};

use crate::gathered::ask;

const FILE: &str = "HCP NPI;Surname;Product;Molecule;Month;TRx;NRx;Payor\n9000000015;Example;Samplin;samplin sodium;2026-03;12;3;Sample Health\n9000000015;Example;Samplin;samplin sodium;2026-04;;1;Sample Health\n";

fn confirmed() -> String {
    "licence = \"contract 42\"\nrelease = \"2026-04\"\n[[fact]]\ntable = \"prescription\"\n[fact.columns]\nprescriber_npi = \"HCP NPI\"\nbrand = \"Product\"\ngeneric = [\"Molecule\", \"Product\"]\nperiod = \"Month\"\nclaims = \"TRx\"\nnew_claims = \"NRx\"\npayer = { fixed = \"commercial\" }\n"
    .to_owned()
}

#[test]
fn a_mapping_is_suggested_with_samples() {
    let prescription = table("prescription").expect("the table");
    assert_eq!(suggest_table(FILE.as_bytes()).map(|table| table.name), Some("prescription"));
    let suggestions = suggest(FILE.as_bytes(), prescription);
    let of = |name: &str| suggestions.iter().find(|s| s.field.name == name).expect("the column");
    assert_eq!(of("brand").column.as_deref(), Some("Product"));
    assert_eq!(of("claims").samples, ["12"]);
    assert_eq!(of("new_claims").column.as_deref(), Some("NRx"));
    insta::assert_snapshot!(mapping_text(prescription, &suggestions, &[]));
}

#[test]
fn a_confirmed_mapping_reads_every_delivery() {
    let mapping = Mapping::read("m.toml", &confirmed()).expect("a sound mapping");
    let asked = Asked { file: "vendor.csv", mapping: Some(&mapping), ..Asked::default() };
    let gathered = ask(&asked, FILE.as_bytes());
    insta::assert_snapshot!(gathered.show());
    assert_eq!(gathered.batches[0].provenance.licence, "contract 42");
    assert_eq!(gathered, ask(&asked, FILE.as_bytes()));
    // Another mapping of the same file is another import.
    let other = Mapping::read("m.toml", &confirmed().replace("commercial", "all")).expect("a sound mapping");
    let other = ask(&Asked { mapping: Some(&other), ..asked }, FILE.as_bytes());
    assert_ne!(other.summary().import, gathered.summary().import);
}

#[test]
fn what_is_wrong_with_a_mapping_is_said() {
    let wrong = |text: &str| Mapping::read("m.toml", text).expect_err("wrong").iter().map(|f| f.message.clone()).collect::<Vec<_>>();
    assert_eq!(wrong(&confirmed().replace("\"prescription\"", "\"prescriptions\"")), ["`prescriptions` is no table of facts"]);
    assert_eq!(wrong(&confirmed().replace("claims = \"TRx\"\n", "claim = \"TRx\"\n")), ["`prescription` has no column `claim`"]);
    assert_eq!(wrong(&confirmed().replace("period = \"Month\"\n", "")), ["nothing gives `period`, which names the rows of `prescription`"]);
    assert_eq!(wrong("[[fact]]").len(), 1);
}
