//! Systems: who gives out the ids of records. One system delivers several kinds of file, whose ids mean the same records.

/// NPIs, whichever file states them.
pub(crate) const NPI: &str = "npi";
/// The register of NPIs: its records are named by their NPI.
pub(crate) const REGISTER: &str = "nppes";
/// ORCIDs, whichever file states them.
pub(crate) const ORCID: &str = "orcid";
/// Contracts of Medicare plans, in the formulary files and in the directory of contracts.
pub(crate) const CONTRACTS: &str = "cms-contracts";

/// Systems that deliver several kinds of file, named `system-kind`.
const FAMILIES: [&str; 7] = ["nppes", "open-payments", "part-d", "qhp", "omop", "veeva", "salesforce"];
/// Sources that are systems of their own although their names begin with another.
const ALONE: [&str; 1] = ["veeva-opendata"];

/// The system of a source.
pub(crate) fn of_source(source: &str) -> &str {
    let is_of = |family: &&&str| source.strip_prefix(**family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let family = FAMILIES.iter().find(is_of).filter(|_| !ALONE.contains(&source));
    family.copied().unwrap_or(source)
}

/// How much a system counts for what is shown of a stakeholder; 0 counts most. Registers that people answer for come first,
/// then what is bought, then what our own people typed, then lists made for something else.
pub(crate) fn priority(system: &str) -> u32 {
    match system {
        "nppes" => 0,
        "doctors-clinicians" => 1,
        "onekey" | "veeva-opendata" => 2,
        "veeva" | "salesforce" => 3,
        "leie" => 5,
        "orcid" | "pubmed" | "clinicaltrials" => 6,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_system_share_its_ids() {
        assert_eq!(of_source("veeva-call"), of_source("veeva-account"));
        assert_eq!(of_source("nppes-people"), "nppes");
        assert_eq!(of_source("veeva-opendata"), "veeva-opendata");
        assert_eq!(of_source("part-d-by-drug"), "part-d");
        assert_eq!(of_source("onekey"), "onekey");
    }
}
