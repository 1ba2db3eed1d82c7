//! Whether the clock tells what the page does not: a record that is hidden from the reader, against one that never was.
//! Requests of both sorts come in random order, and Welch's t says whether their times differ (Reparaz, Balasch and
//! Verbauwhede 2017, "Dude, is my code constant time?", section III: times above a percentile are cropped, at several of
//! them, and |t| above 4.5 counts as a difference).

use std::{path::Path, time::Duration};

use anyhow::{Context, ensure};
use serde_json::{Map, Value, json};

use super::{
    http::{self, Answer},
    lodestar,
    server::{self, Server},
};
use crate::generate::Dice;

// Wanted: no difference that can be told.
const WANTED_T: f64 = 4.5;
/// The insights of the generated plan that Medical heard, and numbers that none of them has.
const HIDDEN: [usize; 6] = [1, 2, 3, 4, 5, 6];
const MISSING: [usize; 3] = [7, 8, 9];
/// The shares of the fastest times that are looked at.
const CROPS: [f64; 4] = [1.0, 0.99, 0.95, 0.9];

/// How something is asked about an insight, and how often a second the server may be asked so.
type Asks = fn(&Server, &str, usize, usize) -> anyhow::Result<Answer>;

const WAYS: [(&str, Asks); 4] = [
    ("get", |server, cookie, need, number| http::get(server.address, &format!("/records/IN-{need}-{number}"), Some(cookie))),
    ("search", |server, cookie, need, number| http::get(server.address, &format!("/search?q=IN-{need}-{number}"), Some(cookie))),
    ("autocomplete", |server, cookie, need, number| http::get(server.address, &format!("/palette?q=IN-{need}-{number}"), Some(cookie))),
    ("validate", |server, cookie, need, number| {
        let form = format!("record_kind=claim&record_key=C-new&text=x&see_also=IN-{need}-{number}&change_reason=x&step=preview");
        http::post(server.address, "/records", &form, Some(cookie))
    }),
];

/// Asks in each way, `each` times for either sort.
pub(super) fn figure(root: &Path, folder: &Path, records: usize, each: usize) -> anyhow::Result<Value> {
    let program = lodestar::program(root)?;
    let data = server::prepare(&program, folder, records)?;
    server::add_person(&program, &data, "sam@example.org", "Sam Sales", "sales")?;
    let server = server::start(&program, &data, None)?;
    let cookie = server.sign_in("sam@example.org")?;
    let needs = records / 100;
    let mut ways = Map::new();
    let mut worst: f64 = 0.0;
    for (name, asks) in WAYS {
        eprintln!("bench: {name}");
        same_words(&asks(&server, &cookie, 1, HIDDEN[0])?, &asks(&server, &cookie, 1, MISSING[0])?)
            .with_context(|| format!("`{name}` tells more than the clock"))?;
        let mut dice = Dice::new(7);
        let mut taken: [Vec<f64>; 2] = [vec![], vec![]];
        while taken[0].len() < each || taken[1].len() < each {
            let sort = dice.throw(2);
            let numbers: &[usize] = if sort == 0 { &HIDDEN } else { &MISSING };
            let answer = asks(&server, &cookie, 1 + dice.throw(needs), numbers[dice.throw(numbers.len())])?;
            taken[sort].push(micros(answer.taken));
        }
        let t = largest_t(&taken[0], &taken[1]);
        worst = worst.max(t.abs());
        ways.insert(name.into(), json!({ "t": rounded(t), "hidden": told(&taken[0]), "missing": told(&taken[1]) }));
    }
    Ok(json!({
        "met": worst < WANTED_T,
        "wanted": { "largest_t": WANTED_T },
        "records": records,
        "largest_t": rounded(worst),
        "cropped_at": CROPS,
        "as": "sales, over connections on loopback, times as the reader sees them",
        "ways": ways,
    }))
}

/// Fails where the answers differ in more than the key that was asked for.
fn same_words(one: &Answer, other: &Answer) -> anyhow::Result<()> {
    ensure!(one.status == other.status, "{} and {}", one.status, other.status);
    ensure!(one.body.len() == other.body.len(), "{} and {} bytes", one.body.len(), other.body.len());
    Ok(())
}

fn micros(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1e6
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn told(times: &[f64]) -> Value {
    let mut sorted = times.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    json!({ "requests": times.len(), "median_us": rounded(sorted[sorted.len() / 2]) })
}

/// The largest of Welch's t over all crops.
fn largest_t(one: &[f64], other: &[f64]) -> f64 {
    let mut all: Vec<f64> = one.iter().chain(other).copied().collect();
    all.sort_unstable_by(f64::total_cmp);
    let cropped = CROPS.map(|share| {
        let most = all[((all.len() as f64 * share) as usize).clamp(1, all.len()) - 1];
        let below = |times: &[f64]| times.iter().copied().filter(|time| *time <= most).collect::<Vec<_>>();
        welch(&below(one), &below(other))
    });
    cropped.into_iter().fold(0.0, |largest, t| if t.abs() > f64::abs(largest) { t } else { largest })
}

/// Welch's t of two samples (Welch 1947): the difference of the means over its standard error.
fn welch(one: &[f64], other: &[f64]) -> f64 {
    let moments = |times: &[f64]| {
        let count = times.len() as f64;
        let mean = times.iter().sum::<f64>() / count;
        (mean, times.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0) / count)
    };
    let ((mean, error), (other_mean, other_error)) = (moments(one), moments(other));
    (mean - other_mean) / (error + other_error).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_and_none_is_not() {
        // By hand: means 2 and 3, variances 1 and 1, three each: t = -1 / sqrt(2/3).
        assert!((welch(&[1.0, 2.0, 3.0], &[2.0, 3.0, 4.0]) + 1.224_744_871).abs() < 1e-9);
        let mut dice = Dice::new(3);
        let mut times = |more: f64| (0..5_000).map(|_| 100.0 + dice.throw(1_000) as f64 / 10.0 + more).collect::<Vec<f64>>();
        let (one, same, slower) = (times(0.0), times(0.0), times(5.0));
        assert!(largest_t(&one, &same).abs() < WANTED_T);
        assert!(largest_t(&slower, &one) > WANTED_T);
    }
}
