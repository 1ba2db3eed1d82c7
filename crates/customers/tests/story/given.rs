//! What the stories begin with: files of people who do not exist, and short ways to keep and see them.

use std::io::Cursor;

use customers::{Customers, Decided, Error, Fact, Import, Keeping, Kept, RecordName, Stakeholder, StakeholderId};
use import::facts::{self, Asked, Mapping, Summary};
use jiff::{Timestamp, civil::Date};

/// A file: its name and what it holds.
pub(crate) type File = (&'static str, &'static str);

pub(crate) const REGISTER: File = (
    "npidata_pfile_20050523-20260104.csv",
    "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,Provider Organization Name (Legal Business Name),\
     Provider First Line Business Practice Location Address,Provider Business Practice Location Address City Name,\
     Provider Business Practice Location Address State Name,Provider Business Practice Location Address Postal Code,\
     Provider Business Practice Location Address Telephone Number,Provider Credential Text,Last Update Date,Healthcare Provider Taxonomy Code_1\n\
     9000000015,1,QUINWELL,ADA,,77 OAK AVE,ELDHAM,MA,02116,5550104411,MD,01/02/2026,207RC0000X\n\
     9000000031,1,NORRWICK,WILLIAM,,12 HARBOUR ST,ELDHAM,MA,02115,5550107788,DO,01/02/2025,207R00000X\n\
     9000000023,2,,,ELDHAM HEART CLINIC INC,1 CLINIC WAY,ELDHAM,MA,02116,5550109900,,01/02/2025,261QM0801X\n",
);

pub(crate) const ACCOUNTS: File = (
    "accounts.csv",
    "Id,LastName,FirstName,Name,NPI_vod__c,Specialty_1_vod__c,Primary_Parent_vod__c,PersonEmail,Phone,LastModifiedDate\n\
     A1,Quinwell,Ada,,9000000015,Cardiology,H1,ada.quinwell@example.org,5550104411,2026-02-01\n\
     A2,Żółkiewska,Łucja,,,Cardiology,H1,lucja@example.org,,2026-02-01\n\
     A3,Quinwell,Rupert,,,Nephrology,,rupert@example.org,,2026-02-01\n\
     H1,,,Eldham Heart Clinic,9000000023,,,,5550109900,2026-02-01\n",
);

/// One call with two attendees, and one with one.
pub(crate) const CALLS: File = (
    "calls.csv",
    "Id,Call_Date_vod__c,Account_vod__c,Parent_Call_vod__c,Call_Channel_vod__c,Call_Type_vod__c,Status_vod__c,OwnerId\n\
     C1,2026-03-01,A1,,In_Person_vod,Group,Submitted_vod,U1\n\
     C2,2026-03-01,A2,C1,In_Person_vod,Group,Submitted_vod,U1\n\
     C3,2026-04-02,A1,,Video_vod,Detail,Submitted_vod,U1\n",
);

pub(crate) const INQUIRIES: File = (
    "inquiries.csv",
    "Id,Account_vod__c,Inquiry_Text_vod__c,Delivery_Method_vod__c,Status_vod__c,CreatedDate\n\
     Q1,A1,What is known about renal dosing?,Email_vod,Submitted_vod,2026-03-05\n",
);

pub(crate) const PAYMENTS: File = (
    "OP_DTL_GNRL_PGYR2025_P06302026_06162026.csv",
    "Record_ID,Covered_Recipient_Type,Covered_Recipient_Profile_ID,Covered_Recipient_NPI,Covered_Recipient_Last_Name,\
     Total_Amount_of_Payment_USDollars,Date_of_Payment,Nature_of_Payment_or_Transfer_of_Value,Program_Year,\
     Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_1\n\
     P1,Covered Recipient Physician,77,9000000015,QUINWELL,1250.05,03/03/2025,Consulting Fee,2025,Samplin\n",
);

pub(crate) const EXCLUSIONS: File = (
    "UPDATED.csv",
    "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE\n\
     NORRWICK,WILLIAM,,,PHYSICIAN,INTERNAL MEDICINE,9000000031,19610409,12 HARBOUR ST,ELDHAM,MA,02115,1128a1,20250620,00000000,00000000,\n",
);

pub(crate) const ALL: [File; 6] = [REGISTER, ACCOUNTS, CALLS, INQUIRIES, PAYMENTS, EXCLUSIONS];

pub(crate) fn instant() -> Timestamp {
    "2026-05-01T09:00:00Z".parse().unwrap()
}

pub(crate) fn import(acting_as: &str) -> Import {
    Import { acting_as: acting_as.into(), person: "Ada Example".into(), reason: "the yearly files".into(), at: instant(), system: None }
}

pub(crate) fn decided(reason: &str) -> Decided {
    Decided { acting_as: "medical".into(), person: "Ada Example".into(), reason: reason.into(), at: instant() }
}

/// Reads a file into what keeps it.
pub(crate) fn read(keeping: &mut Keeping<'_>, name: &str, text: &str, mapping: Option<&Mapping>) -> Vec<Summary> {
    let asked = Asked { file: name, mapping, ..Asked::default() };
    facts::read(&asked, Cursor::new(text.as_bytes().to_vec()), keeping).unwrap()
}

pub(crate) fn try_keep(customers: &Customers, (name, text): (&str, &str)) -> Result<Kept, Error> {
    let mut keeping = customers.keep(&import("medical"))?;
    let summaries = read(&mut keeping, name, text, None);
    keeping.commit(&summaries)
}

/// Keeps a file and returns the import's id.
pub(crate) fn keep(customers: &Customers, file: (&str, &str)) -> String {
    let kept = try_keep(customers, file).unwrap();
    assert!(kept.files[0].facts > 0 || kept.files[0].was_kept, "{kept:?}");
    kept.files[0].import.clone()
}

pub(crate) fn with(files: &[File]) -> Customers {
    let customers = Customers::in_memory().unwrap();
    for file in files {
        keep(&customers, *file);
    }
    customers
}

pub(crate) fn record(name: &str) -> RecordName {
    RecordName::parse(name).unwrap()
}

pub(crate) fn id(customers: &Customers, name: &str) -> StakeholderId {
    customers.stakeholder_of(&record(name)).unwrap().unwrap_or_else(|| panic!("no record {name}"))
}

pub(crate) fn stakeholder(customers: &Customers, name: &str) -> Stakeholder {
    customers.stakeholder(id(customers, name)).unwrap().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn timeline(customers: &Customers, name: &str) -> Vec<Fact> {
    customers.timeline(id(customers, name), day("2000-01-01"), day("2030-01-01"), 1_000).unwrap()
}

/// Everything that is shown of all stakeholders, without their numbers: stakeholders by the names of their records.
pub(crate) fn shown(customers: &Customers) -> Vec<String> {
    let mut shown = vec![];
    let mut seen = std::collections::BTreeSet::new();
    for number in 1..200 {
        let Some(of) = customers.stakeholder(StakeholderId(number)).unwrap() else { continue };
        if !seen.insert(of.id) {
            continue;
        }
        let mut records: Vec<String> =
            of.records.iter().map(|record| format!("{} {:?} {:?}", record.name, record.kind, record.provenance)).collect();
        records.sort();
        let mut facts = vec![];
        for table in customers::tables() {
            facts.extend(customers.facts(of.id, table, 1_000).unwrap());
        }
        let timeline = customers.timeline(of.id, day("2000-01-01"), day("2030-01-01"), 1_000).unwrap();
        shown.push(format!("{} {:?} {:#?} {records:#?} {facts:#?} {timeline:#?}", of.name, of.kind, of.golden));
    }
    shown.sort();
    shown
}
