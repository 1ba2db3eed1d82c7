//! Durations into figures: median, percentile, milliseconds.

use std::time::{Duration, Instant};

/// How long each of `runs` calls takes; at least one. What a call returns is dropped after the clock has stopped.
pub(crate) fn times<T>(runs: usize, mut call: impl FnMut() -> T) -> Vec<Duration> {
    let one = |_| {
        let start = Instant::now();
        let result = std::hint::black_box(call());
        let taken = start.elapsed();
        drop(result);
        taken
    };
    (0..runs.max(1)).map(one).collect()
}

/// The smallest duration that at least `percent` of a hundred do not exceed; zero of none.
pub(crate) fn percentile(durations: &[Duration], percent: usize) -> Duration {
    let mut sorted = durations.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// The median.
pub(crate) fn median(durations: &[Duration]) -> Duration {
    percentile(durations, 50)
}

/// Milliseconds, to the thousandth.
pub(crate) fn ms(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// A ratio, to the tenth.
pub(crate) fn ratio(of: Duration, to: Duration) -> f64 {
    (of.as_secs_f64() / to.as_secs_f64().max(1e-9) * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_seen() {
        let seen: Vec<Duration> = (1..=20).rev().map(Duration::from_millis).collect();
        assert_eq!(median(&seen), Duration::from_millis(10));
        assert_eq!(percentile(&seen, 95), Duration::from_millis(19));
        assert_eq!(percentile(&seen, 100), Duration::from_millis(20));
        assert_eq!(percentile(&seen[..1], 95), Duration::from_millis(20));
        assert_eq!(median(&[]), Duration::ZERO);
    }

    #[test]
    fn figures_are_rounded() {
        assert_eq!(ms(Duration::from_nanos(1_234_567)), 1.235);
        assert_eq!(ratio(Duration::from_secs(10), Duration::from_secs(3)), 3.3);
    }
}
