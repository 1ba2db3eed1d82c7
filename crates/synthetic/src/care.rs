//! The people with heart failure whom claims tell of: a twentieth of those under a clinician's care, with diagnosis, plan,
//! medicines and days in hospital. They have numbers and no names.

use jiff::civil::Date;
use stakeholders::synthetic::Dice;

use crate::{
    clinician::Clinician,
    coverage, draw,
    medicine::{MEDICINES, OURS, STRENGTHS},
    site,
    world::{Kind, World},
};

/// The share of people under care whose claims are in the files.
const IN_FILES: f64 = 0.05;
/// The share of months in which a medicine is filled.
const FILLED: f64 = 0.82;
/// How many months claims go back.
const MONTHS: u32 = 12;
/// How old the youngest claims are, in days: later ones have not come in yet.
pub(crate) const CLAIMS_LAG_DAYS: i64 = 30;

/// Heart failure by ICD-10-CM, without the point, as claims write it.
const DIAGNOSES: &[(f64, &str)] = &[(45.0, "I5022"), (12.0, "I5023"), (6.0, "I5042"), (18.0, "I5032"), (4.0, "I5020"), (15.0, "I509")];
/// What people have besides: hypertensive heart disease, atrial fibrillation, type 2 diabetes, kidney disease, or nothing stated.
const BESIDES: &[(f64, &str)] = &[(30.0, "I110"), (18.0, "I4891"), (18.0, "E119"), (14.0, "N183"), (20.0, "")];

/// Somebody with heart failure, who does not exist either.
#[derive(Clone, Debug)]
pub(crate) struct Patient {
    /// `P17-3` for the fourth of clinician 17.
    pub(crate) id: String,
    pub(crate) diagnosis: &'static str,
    pub(crate) besides: &'static str,
    pub(crate) formulary: u32,
    /// The number of the pharmacy.
    pub(crate) pharmacy: u32,
    /// The days of office visits.
    pub(crate) visits: Vec<Date>,
    /// First and last day in hospital.
    pub(crate) stay: Option<(Date, Date)>,
    /// What was filled: medicine, strength, day, refills so far.
    pub(crate) fills: Vec<Fill>,
}

/// One fill of a prescription.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fill {
    pub(crate) medicine: usize,
    pub(crate) strength: u32,
    pub(crate) day: Date,
    pub(crate) refills: u32,
    /// 30 or 90 days.
    pub(crate) days_supply: u32,
}

/// The patients of a clinician whose claims are in the files.
pub(crate) fn patients(world: &World, clinician: &Clinician) -> impl Iterator<Item = Patient> {
    let mut dice = world.dice(Kind::Patient, u64::from(clinician.number) << 10);
    let count = draw::count(&mut dice, clinician.patients * IN_FILES);
    let (world, number, leaning) = (*world, clinician.number, clinician.leaning);
    let place = site::site(&world, clinician.site).place;
    (0..count).map(move |at| patient(&world, number, leaning, place, at))
}

fn patient(world: &World, clinician: u32, leaning: f64, place: usize, at: u32) -> Patient {
    let mut dice = world.dice(Kind::Patient, (u64::from(clinician) << 10) + 1 + u64::from(at));
    let formulary = coverage::insured(&mut dice);
    let days = i64::from(MONTHS) * 30;
    let mut visits: Vec<Date> =
        (0..1 + draw::count(&mut dice, 2.0)).map(|_| world.days_ago(CLAIMS_LAG_DAYS + dice.below(days as usize) as i64)).collect();
    visits.sort_unstable();
    let stay = dice.chance(0.12).then(|| {
        let first = world.days_ago(CLAIMS_LAG_DAYS + 20 + dice.below(days as usize - 20) as i64);
        (first, draw::after(first, 1 + i64::from(draw::count(&mut dice, 4.0))))
    });
    Patient {
        id: format!("P{clinician}-{at}"),
        diagnosis: draw::one_of(&mut dice, DIAGNOSES),
        besides: draw::one_of(&mut dice, BESIDES),
        formulary,
        pharmacy: site::pharmacy_near(place, dice.below(8)),
        visits,
        stay,
        fills: fills(world, &mut dice, formulary, leaning),
    }
}

fn fills(world: &World, dice: &mut Dice, formulary: u32, leaning: f64) -> Vec<Fill> {
    let mut fills = vec![];
    for (medicine, about) in MEDICINES.iter().enumerate() {
        let wanted = about.share * if medicine == OURS { leaning } else { 1.0 };
        if !dice.chance((wanted * coverage::ease(world, formulary, medicine)).min(0.95)) {
            continue;
        }
        let strength = dice.below(STRENGTHS as usize) as u32;
        let is_long = dice.chance(0.25);
        let (step, days_supply) = if is_long { (3, 90) } else { (1, 30) };
        let mut refills = 0;
        for month in (0..MONTHS).rev().step_by(step) {
            if dice.chance(FILLED) {
                let day = world.days_ago(CLAIMS_LAG_DAYS + i64::from(month) * 30 + dice.below(20) as i64);
                fills.push(Fill { medicine, strength, day, refills, days_supply });
                refills += 1;
            }
        }
    }
    fills
}
