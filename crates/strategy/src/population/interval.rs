//! Intervals over numbers with three decimal places, so that equality is exact and open ends have a neighbour.

/// A closed interval in thousandths; a missing end is unbounded. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    low: Option<i64>,
    high: Option<i64>,
}

/// One step of the grid on which intervals live.
const STEP: i64 = 1;
const ONE: i64 = 1000;

impl Interval {
    /// An interval with these ends in thousandths; `None` when nothing lies between them.
    pub fn new(low: Option<i64>, high: Option<i64>) -> Option<Interval> {
        let empty = matches!((low, high), (Some(low), Some(high)) if low > high);
        (!empty).then_some(Interval { low, high })
    }

    /// All numbers.
    pub const fn all() -> Interval {
        Interval { low: None, high: None }
    }

    /// Reads `18..`, `..40`, `18..65`, `18..<65`, `<40`, `<=40`, `>40`, `>=18`, `18+` or `40`.
    pub fn parse(text: &str) -> Option<Interval> {
        let text = text.trim();
        if let Some((low, high)) = text.split_once("..") {
            let low = end(low.trim().trim_end_matches('='))?;
            let high = match high.trim().strip_prefix('<') {
                Some(high) => Some(thousandths(high.trim())?.checked_sub(STEP)?),
                None => end(high.trim().trim_start_matches('='))?,
            };
            return Interval::new(low, high);
        }
        let after = |prefix: &str| text.strip_prefix(prefix).map(str::trim).and_then(thousandths);
        if let Some(low) = after(">=").or_else(|| after("≥")).or_else(|| text.strip_suffix('+').and_then(thousandths)) {
            return Interval::new(Some(low), None);
        }
        if let Some(high) = after("<=").or_else(|| after("≤")) {
            return Interval::new(None, Some(high));
        }
        if let Some(low) = after(">") {
            return Interval::new(Some(low.checked_add(STEP)?), None);
        }
        if let Some(high) = after("<") {
            return Interval::new(None, Some(high.checked_sub(STEP)?));
        }
        let point = thousandths(text)?;
        Interval::new(Some(point), Some(point))
    }

    /// This interval with ends that reach a natural limit left open; `None` when it lies outside the limits.
    pub fn within(self, lowest: Option<i64>, highest: Option<i64>) -> Option<Interval> {
        let kept = self.intersection(Interval { low: lowest, high: highest })?;
        Some(Interval { low: kept.low.filter(|low| Some(*low) != lowest), high: kept.high.filter(|high| Some(*high) != highest) })
    }

    /// Whether every number of `other` is in this interval.
    pub fn contains(self, other: Interval) -> bool {
        let low = self.low.is_none_or(|mine| other.low.is_some_and(|theirs| mine <= theirs));
        let high = self.high.is_none_or(|mine| other.high.is_some_and(|theirs| theirs <= mine));
        low && high
    }

    /// The numbers in both.
    pub fn intersection(self, other: Interval) -> Option<Interval> {
        let low = self.low.max(other.low);
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Interval::new(low, high)
    }

    /// The numbers of this interval below and above `other`.
    pub fn outside(self, other: Interval) -> Vec<Interval> {
        let below = other.low.and_then(|low| self.intersection(Interval { low: None, high: Some(low - STEP) }));
        let above = other.high.and_then(|high| self.intersection(Interval { low: Some(high + STEP), high: None }));
        below.into_iter().chain(above).collect()
    }

    /// `under 18`, `18 and over`, `from 18 to 65`, with the unit after each number.
    pub fn words(self, unit: &str) -> String {
        let is_open_high = |n: i64| (n + STEP) % ONE == 0;
        let is_open_low = |n: i64| n.rem_euclid(ONE) == STEP;
        let number = |n: i64| format!("{}{unit}", shown(n));
        match (self.low, self.high) {
            (None, None) => "any".into(),
            (Some(low), Some(high)) if low == high => number(low),
            (Some(low), None) if is_open_low(low) => format!("above {}", number(low - STEP)),
            (Some(low), None) => format!("{} and over", number(low)),
            (None, Some(high)) if is_open_high(high) => format!("under {}", number(high + STEP)),
            (None, Some(high)) => format!("up to {}", number(high)),
            (Some(low), Some(high)) => {
                let from = if is_open_low(low) { format!("above {}", shown(low - STEP)) } else { format!("from {}", shown(low)) };
                let to = if is_open_high(high) { format!("to under {}", number(high + STEP)) } else { format!("to {}", number(high)) };
                format!("{from} {to}")
            }
        }
    }

    /// The form that [`Interval::parse`] reads.
    pub fn text(self) -> String {
        let end = |n: Option<i64>| n.map(shown).unwrap_or_default();
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => shown(low),
            _ => format!("{}..{}", end(self.low), end(self.high)),
        }
    }
}

fn end(text: &str) -> Option<Option<i64>> {
    if text.is_empty() { Some(None) } else { thousandths(text).map(Some) }
}

/// Reads a decimal number of up to three places, at most a trillion, as thousandths.
fn thousandths(text: &str) -> Option<i64> {
    let value = crate::record::Number::parse(text)?.value() * ONE as f64;
    let whole = value.round();
    (whole.abs() <= 1e15 && (value - whole).abs() < 1e-6).then_some(whole as i64)
}

fn shown(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / ONE, thousandths.abs() % ONE);
    match rest {
        0 => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}.{rest:03}").trim_end_matches('0').to_owned(),
    }
}
