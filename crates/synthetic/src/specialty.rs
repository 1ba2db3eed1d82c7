//! What clinicians do, in the words of each source, and how many people with heart failure such a clinician looks after.

/// A specialty.
#[derive(Debug)]
pub(crate) struct Specialty {
    /// The taxonomy code (NUCC).
    pub(crate) taxonomy: &'static str,
    /// As Doctors and Clinicians has it.
    pub(crate) doctors: &'static str,
    /// As the prescribers' file and customer systems have it.
    pub(crate) plain: &'static str,
    /// As Open Payments has it.
    pub(crate) payments: &'static str,
    /// The credential.
    pub(crate) credential: &'static str,
    /// The median number of people with heart failure under care.
    pub(crate) patients: f64,
}

macro_rules! specialties {
    ($($share:literal $taxonomy:literal $doctors:literal $plain:literal $payments:literal $credential:literal $patients:literal;)+) => {
        /// Every specialty with its share of clinicians in percent. Shares and numbers of patients are invented.
        pub(crate) const SPECIALTIES: &[(f64, &Specialty)] = &[$(($share, &Specialty {
            taxonomy: $taxonomy, doctors: $doctors, plain: $plain, payments: $payments, credential: $credential, patients: $patients,
        }),)+];
    };
}

specialties! {
    26.0 "207R00000X" "INTERNAL MEDICINE" "Internal Medicine" "Allopathic & Osteopathic Physicians|Internal Medicine" "MD" 14.0;
    26.0 "207Q00000X" "FAMILY PRACTICE" "Family Practice" "Allopathic & Osteopathic Physicians|Family Medicine" "MD" 10.0;
    18.0 "207RC0000X" "CARDIOVASCULAR DISEASE (CARDIOLOGY)" "Cardiology" "Allopathic & Osteopathic Physicians|Internal Medicine|Cardiovascular Disease" "MD" 60.0;
    2.0 "207RA0001X" "ADVANCED HEART FAILURE AND TRANSPLANT CARDIOLOGY" "Advanced Heart Failure and Transplant Cardiology" "Allopathic & Osteopathic Physicians|Internal Medicine|Advanced Heart Failure and Transplant Cardiology" "MD" 140.0;
    4.0 "207RI0011X" "INTERVENTIONAL CARDIOLOGY" "Interventional Cardiology" "Allopathic & Osteopathic Physicians|Internal Medicine|Interventional Cardiology" "MD" 30.0;
    12.0 "363LF0000X" "NURSE PRACTITIONER" "Nurse Practitioner" "Physician Assistants & Advanced Practice Nursing Providers|Nurse Practitioner|Family" "NP" 16.0;
    6.0 "363A00000X" "PHYSICIAN ASSISTANT" "Physician Assistant" "Physician Assistants & Advanced Practice Nursing Providers|Physician Assistant" "PA-C" 12.0;
    2.0 "207RN0300X" "NEPHROLOGY" "Nephrology" "Allopathic & Osteopathic Physicians|Internal Medicine|Nephrology" "MD" 20.0;
    2.0 "207RE0101X" "ENDOCRINOLOGY" "Endocrinology" "Allopathic & Osteopathic Physicians|Internal Medicine|Endocrinology, Diabetes & Metabolism" "MD" 8.0;
    2.0 "208M00000X" "HOSPITALIST" "Hospitalist" "Allopathic & Osteopathic Physicians|Hospitalist" "DO" 25.0;
}
