//! Invented claims tables: Poisson counts around lognormal means, from a seed.

use measures::suppression::{Axis, Table};

/// A stream of numbers from a seed (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform above 0 and below 1.
    pub(crate) fn share(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.share().ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos()
    }

    /// Knuth's product of uniforms, in pieces so that the product does not vanish.
    fn poisson(&mut self, mut mean: f64) -> u64 {
        let mut count = 0;
        while mean > 0.0 {
            let piece = mean.min(30.0);
            mean -= piece;
            let (limit, mut product) = ((-piece).exp(), self.share());
            while product > limit {
                product *= self.share();
                count += 1;
            }
        }
        count
    }

    /// A count of claims: Poisson around a lognormal mean of this median and spread.
    pub(crate) fn claims(&mut self, median: f64, spread: f64) -> u64 {
        let mean = median * (spread * self.normal()).exp();
        self.poisson(mean)
    }

    /// A grid of counts.
    pub(crate) fn grid(&mut self, (rows, columns): (usize, usize), median: f64, spread: f64) -> Vec<Vec<u64>> {
        (0..rows).map(|_| (0..columns).map(|_| self.claims(median, spread)).collect()).collect()
    }
}

/// The axis `r1`, `r2`, ...
pub(crate) fn axis(name: &str, count: usize) -> Axis {
    let initial = &name[..1];
    Axis::of(name, (1..=count).map(|n| format!("{initial}{n}")))
}

/// A table of these counts, by row and by column.
pub(crate) fn table(grid: &[Vec<u64>]) -> Table {
    let (rows, columns) = (axis("row", grid.len()), axis("column", grid[0].len()));
    let read = if grid[0].len() == 1 {
        Table::one_way(rows, &grid.iter().map(|row| row[0]).collect::<Vec<u64>>())
    } else {
        Table::two_way(rows, columns, grid)
    };
    read.unwrap_or_else(|refusal| panic!("{refusal}"))
}
