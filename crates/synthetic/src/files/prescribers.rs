//! Part D prescribers by provider and drug: who prescribed how much in a year. Rows below 11 claims are left out and counts
//! below 11 left blank, as the publisher does.

use std::io::{self, Write};

use super::File;
use crate::{
    clinician::{Clinician, clinician},
    coverage,
    difference::{Register, Seen, seen, titled},
    draw,
    medicine::{MEDICINES, OURS},
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "prescribers",
    source: "part-d-by-drug",
    about: "Part D prescribers by provider and drug",
    name: |world| format!("MUP_DPR_RY{:02}_P04_V10_DY{:02}_NPIBN.csv", world.day.year() % 100, world.prescription_year() % 100),
    write,
};

/// Counts below this are suppressed.
const LEAST: u32 = 11;
/// The share of people with heart failure who are in Part D.
const IN_PART_D: f64 = 0.55;
/// Claims per person and year.
const CLAIMS: f64 = 7.5;

const HEADER: [&str; 22] = [
    "Prscrbr_NPI",
    "Prscrbr_Last_Org_Name",
    "Prscrbr_First_Name",
    "Prscrbr_City",
    "Prscrbr_State_Abrvtn",
    "Prscrbr_State_FIPS",
    "Prscrbr_Type",
    "Prscrbr_Type_Src",
    "Brnd_Name",
    "Gnrc_Name",
    "Tot_Clms",
    "Tot_30day_Fills",
    "Tot_Day_Suply",
    "Tot_Drug_Cst",
    "Tot_Benes",
    "GE65_Sprsn_Flag",
    "GE65_Tot_Clms",
    "GE65_Tot_30day_Fills",
    "GE65_Tot_Drug_Cst",
    "GE65_Tot_Day_Suply",
    "GE65_Bene_Sprsn_Flag",
    "GE65_Tot_Benes",
];

/// What somebody prescribed of one medicine in the year.
struct Written {
    medicine: usize,
    claims: u32,
    people: u32,
    /// Those of people from 65 years on.
    claims_65: u32,
    people_65: u32,
}

/// Whether the file has a row of a person.
pub(super) fn has(world: &World, person: &Clinician) -> bool {
    written(world, person).next().is_some()
}

fn written(world: &World, person: &Clinician) -> impl Iterator<Item = Written> {
    let mut dice = world.dice(Kind::Prescriptions, u64::from(person.number));
    let (world, patients, leaning) = (*world, person.patients, person.leaning);
    let of = move |medicine: usize| {
        let own = if medicine == OURS { leaning } else { draw::log_normal(&mut dice, 1.0, 0.35) };
        let insured = coverage::insured(&mut dice);
        let share = (MEDICINES[medicine].share * own * coverage::ease(&world, insured, medicine)).min(0.95);
        let people = patients * IN_PART_D * share;
        let claims = (people * CLAIMS * (0.9 + 0.2 * dice.unit())) as u32;
        let older = 0.72 + 0.2 * dice.unit();
        let of_65 = |count: u32| (f64::from(count) * older) as u32;
        let people = (people.ceil() as u32).clamp(1, claims.max(1));
        Written { medicine, claims, people, claims_65: of_65(claims), people_65: of_65(people) }
    };
    (0..MEDICINES.len()).map(of).filter(|written| written.claims >= LEAST)
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    for number in 0..world.people {
        let person = clinician(world, number);
        let mut written = written(world, &person).peekable();
        if written.peek().is_none() {
            continue;
        }
        let Some(seen) = seen(world, Register::Prescribers, &person, 0) else { continue };
        for one in written {
            row(&mut table, &person, &seen, &one);
            table.end()?;
        }
    }
    Ok(table.rows())
}

fn row(table: &mut Table<'_>, person: &Clinician, seen: &Seen, written: &Written) {
    let medicine = &MEDICINES[written.medicine];
    table.fill(&[
        ("Prscrbr_NPI", &person.npi),
        ("Prscrbr_Last_Org_Name", &titled(&seen.surname)),
        ("Prscrbr_First_Name", &titled(&seen.given)),
        ("Prscrbr_City", &seen.site.town()),
        ("Prscrbr_State_Abrvtn", seen.site.place().state),
        ("Prscrbr_State_FIPS", seen.site.place().fips),
        ("Prscrbr_Type", person.specialty.plain),
        ("Prscrbr_Type_Src", "S"),
        ("Brnd_Name", medicine.brand),
        ("Gnrc_Name", &titled(medicine.generic)),
    ]);
    let fills = |claims: u32| f64::from(claims) * 1.3;
    let cost = |claims: u32| format!("{:.2}", fills(claims) * medicine.month_usd);
    table.set("Tot_Clms", written.claims);
    table.set("Tot_30day_Fills", format!("{:.1}", fills(written.claims)));
    table.set("Tot_Day_Suply", (fills(written.claims) * 30.0) as u32);
    table.set("Tot_Drug_Cst", cost(written.claims));
    if written.people >= LEAST {
        table.set("Tot_Benes", written.people);
    }
    match mark(written.claims, written.claims_65) {
        Some(mark) => table.set("GE65_Sprsn_Flag", mark),
        None => {
            table.set("GE65_Tot_Clms", written.claims_65);
            table.set("GE65_Tot_30day_Fills", format!("{:.1}", fills(written.claims_65)));
            table.set("GE65_Tot_Drug_Cst", cost(written.claims_65));
            table.set("GE65_Tot_Day_Suply", (fills(written.claims_65) * 30.0) as u32);
        }
    }
    match mark(written.people, written.people_65) {
        Some(mark) => table.set("GE65_Bene_Sprsn_Flag", mark),
        None => table.set("GE65_Tot_Benes", written.people_65),
    }
}

/// `*` where the part is too small to be shown, `#` where it would give away that the rest is.
fn mark(whole: u32, part: u32) -> Option<&'static str> {
    match (part, whole - part) {
        (1..LEAST, _) => Some("*"),
        (_, 1..LEAST) => Some("#"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_small_is_not_shown_and_cannot_be_reckoned() {
        assert_eq!([mark(40, 10), mark(40, 30), mark(40, 29), mark(40, 40), mark(40, 0)], [Some("*"), Some("#"), None, None, None]);
    }
}
