//! From numbers that look random to amounts, counts, choices and days.

use jiff::{Span, civil::Date};
use stakeholders::synthetic::Dice;

/// A number of the normal distribution with mean 0 and variance 1, by Box and Muller, "A Note on the Generation of Random
/// Normal Deviates" (1958).
pub(crate) fn normal(dice: &mut Dice) -> f64 {
    let radius = (-2.0 * (1.0 - dice.unit()).ln()).sqrt();
    radius * (std::f64::consts::TAU * dice.unit()).cos()
}

/// A number whose logarithm is normal: half of all are below `median`; `spread` is the logarithm's standard deviation.
pub(crate) fn log_normal(dice: &mut Dice, median: f64, spread: f64) -> f64 {
    median * (spread * normal(dice)).exp()
}

/// How often something happens that happens `mean` times on average (Poisson). Means above 30 are taken as 30, which nothing
/// here exceeds on purpose.
pub(crate) fn count(dice: &mut Dice, mean: f64) -> u32 {
    let least = (-mean.min(30.0)).exp();
    let (mut product, mut times) = (dice.unit(), 0);
    while product > least {
        product *= dice.unit();
        times += 1;
    }
    times
}

/// One of some things by their weights, which need not sum to 1. There must be one.
pub(crate) fn one_of<T: Copy>(dice: &mut Dice, things: &[(f64, T)]) -> T {
    let mut at = dice.unit() * things.iter().map(|(weight, _)| weight).sum::<f64>();
    for (weight, thing) in things {
        if at < *weight {
            return *thing;
        }
        at -= weight;
    }
    things[things.len() - 1].1
}

/// The day some days after another one.
pub(crate) fn after(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// A day of a year.
pub(crate) fn day_in(dice: &mut Dice, year: i16) -> Date {
    after(Date::constant(1970, 1, 1).with().year(year).build().unwrap_or(Date::MAX), dice.below(365) as i64)
}

/// `03/04/2026` for the fourth of March.
pub(crate) fn american(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year())
}

/// `20260304` for the fourth of March.
pub(crate) fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_medians_are_as_asked() {
        let mut dice = Dice::of(1, 1);
        let mean = f64::from((0..20_000).map(|_| count(&mut dice, 3.0)).sum::<u32>()) / 20_000.0;
        assert!((2.9..3.1).contains(&mean), "{mean}");
        let below = (0..20_000).filter(|_| log_normal(&mut dice, 18.0, 0.8) < 18.0).count();
        assert!((9_700..10_300).contains(&below), "{below}");
        let rare = (0..20_000).filter(|_| one_of(&mut dice, &[(9.0, false), (1.0, true)])).count();
        assert!((1_800..2_200).contains(&rare), "{rare}");
    }
}
