//! Numbers that look random and follow from a seed: SplitMix64, from Steele, Lea and Flood, "Fast Splittable Pseudorandom
//! Number Generators" (OOPSLA 2014).

/// A row of numbers.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The row for one thing of a seed.
    pub fn of(seed: u64, thing: u64) -> Dice {
        let mut dice = Dice(seed ^ thing.wrapping_mul(0xd6e8_feb8_6659_fd93));
        dice.next();
        dice
    }

    /// The next number of 64 bits.
    #[expect(clippy::should_implement_trait, reason = "the row has no end, so nothing is gained by an Option")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `sides`, which must not be 0.
    pub fn below(&mut self, sides: usize) -> usize {
        (self.next() % sides as u64) as usize
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes in this share of all cases, from 0 to 1.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// From 0 to below `ranks`, the first ones far more often: the k-th about 1/(k + shift) as often, as names are.
    pub fn zipf(&mut self, ranks: usize, shift: f64) -> usize {
        let span = ((ranks as f64 + shift) / shift).ln();
        let at = shift * ((self.unit() * span).exp() - 1.0);
        (at as usize).min(ranks - 1)
    }
}
