//! What plans cover and on which conditions. Payers, contracts and formularies are invented; no contract of Medicare's begins
//! with Z. Their number does not grow with the people.

use stakeholders::synthetic::Dice;

use crate::{
    draw,
    medicine::{MEDICINES, OURS},
    world::{Kind, World},
};

/// The payers, each with one contract and two formularies.
pub(crate) const PAYERS: [&str; 12] = [
    "Meridian Shield Health Plan",
    "Palmetto Care",
    "Harbour Light Insurance",
    "Three Rivers Mutual",
    "Prairie Star Health",
    "Granite State Benefit",
    "Bluebird Senior Plan",
    "Cedar Valley Care",
    "Summit Path Health",
    "Lantern Rx",
    "Old Mill Health Cooperative",
    "Northern Pine Plan",
];
/// The two plans of every contract.
pub(crate) const PLANS: [&str; 2] = ["Basic Rx", "Plus Rx"];

/// The number of all formularies.
pub(crate) fn formularies() -> std::ops::Range<u32> {
    0..(PAYERS.len() * PLANS.len()) as u32
}

/// A formulary, or the two plans with it, picked as people are insured: the first payers more often.
pub(crate) fn insured(dice: &mut Dice) -> u32 {
    (dice.zipf(PAYERS.len(), 3.0) * PLANS.len() + dice.below(PLANS.len())) as u32
}

/// The contract of a formulary.
pub(crate) fn contract(formulary: u32) -> String {
    format!("Z{:04}", 1 + formulary / 2)
}

/// The payer of a formulary.
pub(crate) fn payer(formulary: u32) -> &'static str {
    PAYERS[formulary as usize / PLANS.len() % PAYERS.len()]
}

/// The plan of a formulary.
pub(crate) fn plan(formulary: u32) -> &'static str {
    PLANS[formulary as usize % PLANS.len()]
}

/// The formulary's id: eight digits, of which the first are zeros.
pub(crate) fn formulary_id(formulary: u32) -> String {
    format!("{:08}", 99_001 + formulary)
}

/// What a formulary says of a medicine it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// 1 and 2 generics, 3 preferred brands, 4 other brands, 5 specialty.
    pub(crate) tier: u8,
    pub(crate) prior_authorisation: bool,
    pub(crate) step_therapy: bool,
    pub(crate) quantity_limit: bool,
}

/// What a formulary says of a medicine; `None` where it does not cover it.
pub(crate) fn coverage(world: &World, formulary: u32, medicine: usize) -> Option<Coverage> {
    let mut dice = world.dice(Kind::Formulary, u64::from(formulary) * 64 + medicine as u64);
    if !MEDICINES[medicine].is_branded {
        return Some(Coverage {
            tier: 1 + u8::from(dice.chance(0.3)),
            prior_authorisation: false,
            step_therapy: false,
            quantity_limit: dice.chance(0.05),
        });
    }
    let is_ours = medicine == OURS;
    // A new medicine is covered later, higher and under more conditions.
    let (covered, authorised, stepped) = if is_ours { (0.8, 0.5, 0.3) } else { (0.95, 0.2, 0.1) };
    let tiers: &[(f64, u8)] = if is_ours { &[(45.0, 3), (45.0, 4), (10.0, 5)] } else { &[(80.0, 3), (20.0, 4)] };
    let tier = draw::one_of(&mut dice, tiers);
    let says = Coverage {
        tier,
        prior_authorisation: dice.chance(authorised),
        step_therapy: dice.chance(stepped),
        quantity_limit: dice.chance(0.6),
    };
    dice.chance(covered).then_some(says)
}

/// How much less a medicine is prescribed under a formulary than where nothing stands in its way: 1 is as much.
pub(crate) fn ease(world: &World, formulary: u32, medicine: usize) -> f64 {
    match coverage(world, formulary, medicine) {
        None => 0.1,
        Some(says) => {
            let steps = if says.step_therapy { 0.6 } else { 1.0 };
            steps * if says.prior_authorisation { 0.7 } else { 1.0 }
        }
    }
}
