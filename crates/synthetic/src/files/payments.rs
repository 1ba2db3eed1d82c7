//! Open Payments, general: what companies gave to clinicians in a year, in all 91 columns. Amounts are log-normal by nature.

use std::io::{self, Write};

use jiff::civil::{Date, date};
use stakeholders::synthetic::Dice;

use super::File;
use crate::{
    clinician::{Clinician, clinician},
    difference::{Register, Seen, seen, titled},
    draw::{self, american},
    medicine::{self, COMPANY, MEDICINES, OURS},
    place::{PLACES, somewhere, town},
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "payments",
    source: "open-payments-general",
    about: "Open Payments: meals, travel, fees",
    name: |world| {
        let year = world.payment_year();
        format!("OP_DTL_GNRL_PGYR{year}_P0630{}_0615{}.csv", year + 1, year + 1)
    },
    write,
};

/// The natures of payments as the programme words them: share in percent, median in USD, spread of the logarithm.
const NATURES: &[(f64, (&str, f64, f64))] = &[
    (87.0, ("Food and Beverage", 18.0, 0.6)),
    (5.0, ("Travel and Lodging", 420.0, 0.7)),
    (4.0, ("Consulting Fee", 2_200.0, 0.6)),
    (
        4.0,
        (
            "Compensation for services other than consulting, including serving as faculty or as a speaker at a venue other than a continuing education program",
            1_900.0,
            0.5,
        ),
    ),
];
/// The share of payments that are made for our medicine.
const FOR_OURS: f64 = 0.35;
/// The other companies, which are invented too, by medicine.
const OTHERS: [&str; 3] = [COMPANY, "Sample River Pharmaceuticals LLC", "Muster Biosciences Inc."];

const BEFORE: &str = "Change_Type|Covered_Recipient_Type|Teaching_Hospital_CCN|Teaching_Hospital_ID|Teaching_Hospital_Name|Covered_Recipient_Profile_ID|Covered_Recipient_NPI|Covered_Recipient_First_Name|Covered_Recipient_Middle_Name|Covered_Recipient_Last_Name|Covered_Recipient_Name_Suffix|Recipient_Primary_Business_Street_Address_Line1|Recipient_Primary_Business_Street_Address_Line2|Recipient_City|Recipient_State|Recipient_Zip_Code|Recipient_Country|Recipient_Province|Recipient_Postal_Code";
const REPEATED: [(&str, u32); 3] =
    [("Covered_Recipient_Primary_Type_{}", 6), ("Covered_Recipient_Specialty_{}", 6), ("Covered_Recipient_License_State_code{}", 5)];
const PAID: &str = "Submitting_Applicable_Manufacturer_or_Applicable_GPO_Name|Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID|Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name|Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State|Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Country|Total_Amount_of_Payment_USDollars|Date_of_Payment|Number_of_Payments_Included_in_Total_Amount|Form_of_Payment_or_Transfer_of_Value|Nature_of_Payment_or_Transfer_of_Value|City_of_Travel|State_of_Travel|Country_of_Travel|Physician_Ownership_Indicator|Third_Party_Payment_Recipient_Indicator|Name_of_Third_Party_Entity_Receiving_Payment_or_Transfer_of_Value|Charity_Indicator|Third_Party_Equals_Covered_Recipient_Indicator|Contextual_Information|Delay_in_Publication_Indicator|Record_ID|Dispute_Status_for_Publication|Related_Product_Indicator";
const PRODUCT: &str = "Covered_or_Noncovered_Indicator_{}|Indicate_Drug_or_Biological_or_Device_or_Medical_Supply_{}|Product_Category_or_Therapeutic_Area_{}|Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_{}|Associated_Drug_or_Biological_NDC_{}|Associated_Device_or_Medical_Supply_PDI_{}";

fn header() -> Vec<String> {
    let mut names = vec![BEFORE.to_owned()];
    for (name, times) in REPEATED {
        names.extend((1..=times).map(|number| name.replace("{}", &number.to_string())));
    }
    names.push(PAID.to_owned());
    names.extend((1..=5).map(|number: u32| PRODUCT.replace("{}", &number.to_string())));
    names.push("Program_Year|Payment_Publication_Date".to_owned());
    names.join("|").split('|').map(str::to_owned).collect()
}

/// The recipient's profile.
pub(super) fn profile(person: u32) -> String {
    format!("{}", 90_000_000 + u64::from(person))
}

/// How many payments a person got in the year, and the numbers for them.
pub(super) fn received(world: &World, person: &Clinician) -> (u32, Dice) {
    let mut dice = world.dice(Kind::Payments, u64::from(person.number));
    let mean = if dice.chance(0.45) { 0.3 + (person.patients / 25.0).min(12.0) } else { 0.0 };
    (draw::count(&mut dice, mean), dice)
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &header())?;
    for number in 0..world.people {
        let person = clinician(world, number);
        let (count, mut dice) = received(world, &person);
        if count == 0 {
            continue;
        }
        let Some(seen) = seen(world, Register::Payments, &person, 0) else { continue };
        for at in 0..count {
            recipient(&mut table, &person, &seen);
            table.set("Record_ID", 9_000_000_000_u64 + u64::from(number) * 100 + u64::from(at));
            payment(world, &mut table, &mut dice);
            table.end()?;
        }
    }
    Ok(table.rows())
}

fn recipient(table: &mut Table<'_>, person: &Clinician, seen: &Seen) {
    let is_physician = matches!(person.specialty.credential, "MD" | "DO");
    let kind = if is_physician { "Covered Recipient Physician" } else { "Covered Recipient Non-Physician Practitioner" };
    let primary = match person.specialty.credential {
        "NP" => "Nurse Practitioner",
        "PA-C" => "Physician Assistant",
        "DO" => "Doctor of Osteopathy",
        _ => "Medical Doctor",
    };
    table.fill(&[
        ("Change_Type", "NEW"),
        ("Covered_Recipient_Type", kind),
        ("Covered_Recipient_Profile_ID", &profile(person.number)),
        ("Covered_Recipient_NPI", &seen.npi),
        ("Covered_Recipient_First_Name", &titled(&seen.given)),
        ("Covered_Recipient_Middle_Name", &titled(&seen.middle)),
        ("Covered_Recipient_Last_Name", &titled(&seen.surname)),
        ("Recipient_Primary_Business_Street_Address_Line1", &seen.site.street),
        ("Recipient_City", &seen.site.town()),
        ("Recipient_State", seen.site.place().state),
        ("Recipient_Zip_Code", seen.site.place().zip),
        ("Recipient_Country", "United States"),
        ("Covered_Recipient_Primary_Type_1", primary),
        ("Covered_Recipient_Specialty_1", person.specialty.payments),
        ("Covered_Recipient_License_State_code1", seen.site.place().state),
    ]);
    if person.suite > 0 {
        table.set("Recipient_Primary_Business_Street_Address_Line2", format!("Suite {}", person.suite));
    }
}

fn payment(world: &World, table: &mut Table<'_>, dice: &mut Dice) {
    let year = world.payment_year();
    let (nature, median, spread) = draw::one_of(dice, NATURES);
    let amount = draw::log_normal(dice, median, spread).max(0.01);
    let product = if dice.chance(FOR_OURS) { OURS } else { 1 + dice.below(2) };
    let payer = OTHERS[product];
    let paid_on = draw::day_in(dice, year);
    let published: Date = date(year + 1, 6, 30);
    table.set("Total_Amount_of_Payment_USDollars", format!("{amount:.2}"));
    table.set("Date_of_Payment", american(paid_on));
    table.set("Number_of_Payments_Included_in_Total_Amount", 1);
    table.set("Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID", 990_000_000_000_u64 + product as u64);
    let is_food = nature == NATURES[0].1.0;
    table.fill(&[
        ("Submitting_Applicable_Manufacturer_or_Applicable_GPO_Name", payer),
        ("Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name", payer),
        ("Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State", "NJ"),
        ("Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Country", "United States"),
        ("Form_of_Payment_or_Transfer_of_Value", if is_food { "In-kind items and services" } else { "Cash or cash equivalent" }),
        ("Nature_of_Payment_or_Transfer_of_Value", nature),
        ("Physician_Ownership_Indicator", "No"),
        ("Third_Party_Payment_Recipient_Indicator", "No Third Party Payment"),
        ("Charity_Indicator", "No"),
        ("Delay_in_Publication_Indicator", "No"),
        ("Dispute_Status_for_Publication", "No"),
        ("Related_Product_Indicator", "Yes"),
        ("Covered_or_Noncovered_Indicator_1", "Covered"),
        ("Indicate_Drug_or_Biological_or_Device_or_Medical_Supply_1", "Drug"),
        ("Product_Category_or_Therapeutic_Area_1", "CARDIOLOGY"),
        ("Name_of_Drug_or_Biological_or_Device_or_Medical_Supply_1", MEDICINES[product].brand),
        ("Associated_Drug_or_Biological_NDC_1", &medicine::ndc(product, 0)),
        ("Payment_Publication_Date", &american(published)),
    ]);
    table.set("Program_Year", year);
    let to = somewhere(dice);
    if nature == NATURES[1].1.0 {
        table.fill(&[("City_of_Travel", &town(to)), ("State_of_Travel", PLACES[to].state), ("Country_of_Travel", "United States")]);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_heading_is_that_of_the_years_since_2021() {
        let header = super::header();
        assert_eq!((header.len(), header[90].as_str()), (91, "Payment_Publication_Date"));
        assert_eq!(header.iter().collect::<std::collections::BTreeSet<_>>().len(), 91);
    }
}
