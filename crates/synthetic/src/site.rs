//! Where teams work: sites that grow unequally, pharmacies near them, and health systems that some belong to.
//!
//! Eight clinicians are a team. A team founds a site or joins the site of an earlier one, early ones far more often, so that
//! few sites have many teams; who sits where follows from the team's number alone, and holds in a larger world too.

use stakeholders::synthetic::{capital, word};

use crate::{
    clinician::TEAM,
    npi,
    place::{self, PLACES, Place},
    world::{Kind, World},
};

/// The share of teams that found a site.
const FOUND: f64 = 0.7;
/// The share of sites that belong to their state's health system.
const IN_SYSTEM: f64 = 0.4;
/// How many pharmacies each place has.
const PHARMACIES: usize = 2;
/// The kind of words that sites are called.
const NAME: u64 = 73;

/// How sites call themselves, by weight, and whether they are hospitals.
const ENDINGS: &[(f64, (&str, bool))] = &[
    (18.0, ("Heart Center", false)),
    (14.0, ("Cardiology Associates", false)),
    (20.0, ("Family Medicine", false)),
    (18.0, ("Internal Medicine Group", false)),
    (12.0, ("Medical Clinic", false)),
    (12.0, ("Community Hospital", true)),
    (6.0, ("University Hospital", true)),
];
const LEGAL: [&str; 4] = ["INC", "LLC", "PC", "PA"];
/// What registers abbreviate.
const SHORTER: [(&str, &str); 5] =
    [("CENTER", "CTR"), ("ASSOCIATES", "ASSOC"), ("HOSPITAL", "HOSP"), ("COMMUNITY", "COMM"), ("GROUP", "GRP")];

/// A practice, clinic or hospital.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The number of the team that founded it.
    pub(crate) number: u32,
    pub(crate) npi: String,
    pub(crate) name: String,
    pub(crate) is_hospital: bool,
    /// The health system that it belongs to.
    pub(crate) system: Option<String>,
    pub(crate) street: String,
    /// The number of its place.
    pub(crate) place: usize,
    pub(crate) phone: String,
    /// What follows the name in law.
    legal: &'static str,
}

impl Site {
    /// Its place.
    pub(crate) fn place(&self) -> &'static Place {
        &PLACES[self.place]
    }

    /// Its town.
    pub(crate) fn town(&self) -> String {
        place::town(self.place)
    }

    /// The name in law, as the register of NPIs has it.
    pub(crate) fn legal_name(&self) -> String {
        format!("{}, {}", self.name.to_uppercase(), self.legal)
    }

    /// The name as Medicare's file has it: shortened, without what follows in law.
    pub(crate) fn short_name(&self) -> String {
        SHORTER.iter().fold(self.name.to_uppercase(), |name, (long, short)| name.replace(long, short))
    }

    /// The id of the group in Medicare's file of clinicians.
    pub(crate) fn group_id(&self) -> String {
        format!("{:010}", 9_900_000_000 + u64::from(self.number))
    }
}

/// The number of the site where a team works.
pub(crate) fn of_team(world: &World, team: u32) -> u32 {
    let mut at = team;
    loop {
        let mut dice = world.dice(Kind::Team, u64::from(at));
        if at == 0 || dice.chance(FOUND) {
            return at;
        }
        let early = dice.unit();
        at = (early * early * f64::from(at)) as u32;
    }
}

/// The numbers of all sites.
pub(crate) fn all(world: &World) -> impl Iterator<Item = u32> {
    (0..world.teams()).filter(|team| of_team(world, *team) == *team)
}

/// A site.
pub(crate) fn site(world: &World, number: u32) -> Site {
    let mut dice = world.dice(Kind::Site, u64::from(number));
    let place = place::somewhere(&mut dice);
    let (ending, is_hospital) = crate::draw::one_of(&mut dice, ENDINGS);
    let first = capital(&word(NAME, dice.below(20_000)));
    let belongs = dice.chance(IN_SYSTEM);
    Site {
        number,
        npi: npi::of_site(world, number),
        name: format!("{first} {ending}"),
        is_hospital,
        system: belongs.then(|| system(PLACES[place].state)),
        street: place::street(&mut dice),
        place,
        phone: place::phone(&mut dice, place),
        legal: LEGAL[dice.below(LEGAL.len())],
    }
}

fn system(state: &str) -> String {
    let number = PLACES.iter().position(|place| place.state == state).unwrap_or_default();
    format!("{} HEALTH SYSTEM", word(NAME + 1, number).to_uppercase())
}

/// A pharmacy.
#[derive(Clone, Debug)]
pub(crate) struct Pharmacy {
    pub(crate) npi: String,
    pub(crate) name: String,
    pub(crate) street: String,
    pub(crate) place: usize,
    pub(crate) phone: String,
}

/// The numbers of all pharmacies; there are as many in every world.
pub(crate) fn pharmacies() -> std::ops::Range<u32> {
    0..(PLACES.len() * PHARMACIES) as u32
}

/// A pharmacy.
pub(crate) fn pharmacy(world: &World, number: u32) -> Pharmacy {
    let mut dice = world.dice(Kind::Site, (1 << 40) + u64::from(number));
    let place = number as usize / PHARMACIES;
    Pharmacy {
        npi: npi::of_pharmacy(world, number),
        name: format!("{} PHARMACY {number}", word(NAME + 2, dice.below(12)).to_uppercase()),
        street: place::street(&mut dice),
        place,
        phone: place::phone(&mut dice, place),
    }
}

/// A pharmacy near a place, by the place's number and any other one.
pub(crate) fn pharmacy_near(place: usize, any: usize) -> u32 {
    (place * PHARMACIES + any % PHARMACIES) as u32
}

/// The site of a clinician's team.
pub(crate) fn of_person(world: &World, person: u32) -> u32 {
    of_team(world, person / TEAM)
}
