//! Searching as somebody types, and whatever they type.

use customers::{Customers, Kind};

use crate::given::*;

fn names(customers: &Customers, text: &str) -> Vec<String> {
    customers.search(text, None, 10).unwrap().found.into_iter().map(|found| found.name).collect()
}

#[test]
fn beginnings_find_names_npis_places_and_organisations() {
    let customers = with(&[REGISTER, ACCOUNTS]);
    assert_eq!(names(&customers, "norr"), ["WILLIAM NORRWICK"]);
    assert_eq!(names(&customers, "will norrw"), ["WILLIAM NORRWICK"]);
    assert_eq!(names(&customers, "900000003"), ["WILLIAM NORRWICK"]);
    assert_eq!(names(&customers, "900000002"), ["Eldham Heart Clinic", "ELDHAM HEART CLINIC INC"].map(String::from).to_vec().tap_sorted());
    assert!(names(&customers, "eldham").contains(&"WILLIAM NORRWICK".to_owned()));
    assert!(names(&customers, "heart clin").contains(&"Łucja Żółkiewska".to_owned()));
    assert_eq!(names(&customers, "nobody"), Vec::<String>::new());
}

trait Sorted {
    fn tap_sorted(self) -> Vec<String>;
}

impl Sorted for Vec<String> {
    /// In the order of answers of one rank: by name, whatever its case.
    fn tap_sorted(mut self) -> Vec<String> {
        self.sort_by_key(|name| name.to_lowercase());
        self
    }
}

#[test]
fn marks_do_not_matter() {
    let customers = with(&[ACCOUNTS]);
    for text in ["zolk", "ŻÓŁK", "żółkiewska", "lucja", "ŁUCJA Zolkiewska", "zo\u{301}lk"] {
        assert_eq!(names(&customers, text), ["Łucja Żółkiewska"], "{text}");
    }
}

#[test]
fn a_kind_can_be_asked_for_and_the_count_is_of_stakeholders() {
    let customers = with(&[REGISTER, ACCOUNTS]);
    let people = customers.search("eldham", Some(Kind::Hcp), 10).unwrap();
    assert!(people.found.iter().all(|found| found.kind == Kind::Hcp));
    let one = customers.search("eldham", Some(Kind::Hcp), 1).unwrap();
    assert_eq!((one.found.len(), one.count), (1, people.count));
    assert!(!one.has_more);
}

#[test]
fn whatever_is_typed_is_words() {
    let customers = with(&[REGISTER, ACCOUNTS]);
    for text in [
        "",
        " ",
        "\"",
        "*",
        "\"quinwell",
        "quinwell*",
        "name:quinwell",
        "NEAR(ada quinwell)",
        "ada AND",
        "ada OR quinwell",
        "NOT ada",
        "^ada",
        "-ada",
        "ada + quinwell",
        "(",
        ")",
        "{name npi} : ada",
        "'; DROP TABLE record; --",
        "\0",
        "ada\0quinwell",
        "\u{202e}",
        "%",
        "_",
        "\\",
        "🦀",
        "a\u{300}\u{301}\u{302}",
        "ａｄａ",
    ] {
        customers.search(text, None, 10).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
    assert_eq!(customers.search("  ", None, 10).unwrap(), customers::Answer::default());
    // `AND` is a word that nobody has.
    assert_eq!(names(&customers, "ada AND"), Vec::<String>::new());
    assert_eq!(names(&customers, "quinwell, rupert"), ["Rupert Quinwell"]);
    let large = "quinwell ".repeat(120_000);
    assert!(large.len() > 1_000_000);
    assert_eq!(customers.search(&large, None, 10).unwrap().count, customers.search("quinwell", None, 10).unwrap().count);
    customers.search(&"é".repeat(1_000_000), None, 10).unwrap();
}

#[test]
fn exact_names_come_first() {
    let accounts = "Id,LastName,FirstName,Specialty_1_vod__c\n1,Lindale,Ada,X\n2,Linda,Zoe,X\n3,Linda,Bea,X\n";
    let customers = with(&[]);
    keep(&customers, ("accounts.csv", accounts));
    assert_eq!(names(&customers, "linda"), ["Bea Linda", "Zoe Linda", "Ada Lindale"]);
    assert_eq!(customers.search("linda", None, 1).unwrap().count, 3);
}
