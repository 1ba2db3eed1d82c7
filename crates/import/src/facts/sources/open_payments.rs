//! CMS Open Payments: transfers of value by companies to physicians, other practitioners and teaching hospitals. Since the
//! programme year 2016 products stand in one group of columns for drugs and devices; since 2021 recipients have an NPI and
//! their columns are named for covered recipients instead of physicians. Both layouts are read, and mixtures of them.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, Part, Take, When, made, part, take},
    release, tables as t,
};

const LICENCE: &str = "U.S. government work, public domain (CMS Open Payments, 42 U.S.C. 1320a-7h)";

/// The kinds of file; the general one last, because the others have its columns too.
pub(super) const SOURCES: &[Source] = &[OWNERSHIP, RESEARCH, GENERAL];

const ID: &[&str] = &["Record_ID"];
const AMOUNT: &[&str] = &["Total_Amount_of_Payment_USDollars"];

/// The recipient's columns, under the names of both layouts.
macro_rules! recipient {
    ($($more:expr),* $(,)?) => {
        &[
            take("payment_id", ID),
            take("recipient_kind", &["Covered_Recipient_Type", "Covered_Recipient_Primary_Type_1", "Physician_Primary_Type"]),
            take("recipient_id", &["Covered_Recipient_Profile_ID", "Physician_Profile_ID"]),
            take("recipient_npi", &["Covered_Recipient_NPI", "Physician_NPI"]),
            take("hospital_id", &["Teaching_Hospital_CCN"]),
            take("last_name", &["Covered_Recipient_Last_Name", "Physician_Last_Name"]),
            take("first_name", &["Covered_Recipient_First_Name", "Physician_First_Name"]),
            take("middle_name", &["Covered_Recipient_Middle_Name", "Physician_Middle_Name"]),
            take("suffix", &["Covered_Recipient_Name_Suffix", "Physician_Name_Suffix"]),
            take("specialty", &["Covered_Recipient_Specialty_1", "Physician_Specialty"]),
            take("address_1", &["Recipient_Primary_Business_Street_Address_Line1"]),
            take("city", &["Recipient_City"]),
            take("state", &["Recipient_State"]),
            take("zip", &["Recipient_Zip_Code"]),
            take("country", &["Recipient_Country"]),
            take("payer_id", &["Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID"]),
            take("payer", &["Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name", "Submitting_Applicable_Manufacturer_or_Applicable_GPO_Name"]),
            take("disputed", &["Dispute_Status_for_Publication"]),
            take("year", &["Program_Year"]),
            take("published_on", &["Payment_Publication_Date"]),
            take("change", &["Change_Type"]),
            $($more),*
        ]
    };
}

const HOSPITAL: Take<'_> = made("hospital_name", From::First(&["Teaching_Hospital_Name", "Noncovered_Recipient_Entity_Name"]));

const PAID: &[Take<'_>] = recipient![
    made("kind", From::Fixed("general")),
    HOSPITAL,
    take("amount_usd", AMOUNT),
    take("payments", &["Number_of_Payments_Included_in_Total_Amount"]),
    take("paid_on", &["Date_of_Payment"]),
    take("form", &["Form_of_Payment_or_Transfer_of_Value"]),
    take("nature", &["Nature_of_Payment_or_Transfer_of_Value"]),
    take("travel_city", &["City_of_Travel"]),
];

const RESEARCHED: &[Take<'_>] = recipient![
    made("kind", From::Fixed("research")),
    HOSPITAL,
    take("amount_usd", AMOUNT),
    take("paid_on", &["Date_of_Payment"]),
    take("form", &["Form_of_Payment_or_Transfer_of_Value"]),
    made("nature", From::Fixed("Research")),
    take("study", &["Name_of_Study"]),
    take("trial_number", &["ClinicalTrials_Gov_Identifier"]),
];

const OWNED: &[Take<'_>] = recipient![
    made("kind", From::Fixed("ownership")),
    take("amount_usd", &["Total_Amount_Invested_USDollars"]),
    take("value_of_interest_usd", &["Value_of_Interest"]),
    made("nature", From::Fixed("Ownership or investment")),
    take("form", &["Terms_of_Interest"]),
];

/// Since 2016: drugs and devices in one group of columns.
const PRODUCTS: Part<'_> = part(
    t::PAYMENT_PRODUCT,
    &[
        take("payment_id", ID),
        made("position", From::Number),
        take("product", &["Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_{n}"]),
        take("kind", &["Indicate_Drug_or_Biological_or_Device_or_Medical_Supply_{n}"]),
        take("area", &["Product_Category_or_Therapeutic_Area_{n}"]),
        take("ndc", &["Associated_Drug_or_Biological_NDC_{n}"]),
        take("covered", &["Covered_or_Noncovered_Indicator_{n}"]),
    ],
)
.times(5)
.when(When::Filled(&["Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_{n}"]));

const DRUGS: Part<'_> = part(
    t::PAYMENT_PRODUCT,
    &[
        take("payment_id", ID),
        made("position", From::Number),
        take("product", &["Name_of_Associated_Covered_Drug_or_Biological{n}"]),
        made("kind", From::Fixed("Drug or Biological")),
        take("ndc", &["NDC_of_Associated_Covered_Drug_or_Biological{n}"]),
        take("covered", &["Product_Indicator"]),
    ],
)
.times(5)
.when(When::Filled(&["Name_of_Associated_Covered_Drug_or_Biological{n}"]));

const DEVICES: Part<'_> = part(
    t::PAYMENT_PRODUCT,
    &[
        take("payment_id", ID),
        made("position", From::Number),
        take("product", &["Name_of_Associated_Covered_Device_or_Medical_Supply{n}"]),
        made("kind", From::Fixed("Device or Medical Supply")),
        take("covered", &["Product_Indicator"]),
    ],
)
.times(5)
.when(When::Filled(&["Name_of_Associated_Covered_Device_or_Medical_Supply{n}"]));

const GENERAL: Source = Source {
    name: "open-payments-general",
    title: "Open Payments: general",
    about: "The general payments `OP_DTL_GNRL_PGYR….csv` of one programme year from openpaymentsdata.cms.gov, of any year. Payments and the products they are connected with.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, AMOUNT, &["Nature_of_Payment_or_Transfer_of_Value"]],
        release: release::program_year,
        parts: &[part(t::PAYMENT, PAID).once(), PRODUCTS, DRUGS, DEVICES],
        ..PLAIN
    }),
};

const RESEARCH: Source = Source {
    name: "open-payments-research",
    title: "Open Payments: research",
    about: "The research payments `OP_DTL_RSRCH_PGYR….csv` of one programme year.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, AMOUNT, &["Name_of_Study", "ClinicalTrials_Gov_Identifier"]],
        release: release::program_year,
        parts: &[part(t::PAYMENT, RESEARCHED).once(), PRODUCTS, DRUGS, DEVICES],
        ..PLAIN
    }),
};

const OWNERSHIP: Source = Source {
    name: "open-payments-ownership",
    title: "Open Payments: ownership",
    about: "Ownership and investment interests `OP_DTL_OWNRSHP_PGYR….csv` of one programme year.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[ID, &["Total_Amount_Invested_USDollars"], &["Value_of_Interest"]],
        release: release::program_year,
        parts: &[part(t::PAYMENT, OWNED).once()],
        ..PLAIN
    }),
};
