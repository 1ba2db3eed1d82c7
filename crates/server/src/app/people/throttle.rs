//! Guessing passwords costs time: after a few failures with one login, every further answer for it comes later.
//! Right and wrong passwords wait alike, nobody is ever locked out, and other logins are not slowed down.

use std::{collections::HashMap, time::Duration};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 3;
/// The first wait; each failure doubles it.
const FIRST: Duration = Duration::from_millis(500);
/// The longest wait. Ten guesses a minute get nowhere; somebody who was attacked still gets in.
const LONGEST: Duration = Duration::from_secs(8);
/// How long failures count.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(15);
/// How many logins are remembered; beyond, the one that failed longest ago is forgotten.
const KEPT: usize = 4096;

/// Whom failures are counted for: a hash, so that a long login costs no memory.
type Who = [u8; 32];

/// Failures by login.
#[derive(Default)]
pub(super) struct Throttle {
    failures: HashMap<Who, (u32, Timestamp)>,
}

impl Throttle {
    /// Counts an attempt, as a failure until it has [succeeded](Throttle::succeeded), and says how long its answer has to
    /// wait. Counting first makes guesses at the same moment wait too.
    pub(super) fn attempt(&mut self, who: &str, at: Timestamp) -> Duration {
        self.failures.retain(|_, (_, last)| at.duration_since(*last) < REMEMBERED);
        let who = hash(who);
        let oldest = self.failures.iter().min_by_key(|(_, (_, last))| *last).map(|(who, _)| *who);
        if let Some(oldest) = oldest.filter(|_| self.failures.len() >= KEPT && !self.failures.contains_key(&who)) {
            self.failures.remove(&oldest);
        }
        let (count, last) = self.failures.entry(who).or_insert((0, at));
        let wait = wait_after(*count);
        (*count, *last) = (count.saturating_add(1), at);
        wait
    }

    /// Forgets the failures of a login, because the right person came.
    pub(super) fn succeeded(&mut self, who: &str) {
        self.failures.remove(&hash(who));
    }
}

fn wait_after(failures: u32) -> Duration {
    match failures.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(beyond) => FIRST.saturating_mul(1 << beyond.min(10)).min(LONGEST),
    }
}

fn hash(who: &str) -> Who {
    Sha256::digest(who.trim().to_lowercase()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_767_258_000 + 60 * minutes).expect("within jiff's range")
    }

    fn waits(throttle: &mut Throttle, who: &str, at: i64) -> u128 {
        throttle.attempt(who, minute(at)).as_millis()
    }

    #[test]
    fn three_failures_are_free_and_then_each_doubles_the_wait_up_to_a_bound() {
        let mut throttle = Throttle::default();
        let found: Vec<u128> = (0..10).map(|_| waits(&mut throttle, "ana", 0)).collect();
        assert_eq!(found, [0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(waits(&mut throttle, " ANA", 1), 8000, "the login is the same however it is typed");
        assert_eq!(waits(&mut throttle, "ben", 1), 0, "nobody else waits");
    }

    #[test]
    fn the_right_person_and_time_end_the_wait() {
        let mut throttle = Throttle::default();
        (0..9).for_each(|_| assert!(throttle.attempt("ana", minute(0)) <= LONGEST));
        throttle.succeeded("Ana");
        assert_eq!(waits(&mut throttle, "ana", 0), 0);
        (0..9).for_each(|_| assert!(throttle.attempt("ana", minute(0)) <= LONGEST));
        assert_eq!(waits(&mut throttle, "ana", 14), 8000);
        assert_eq!(waits(&mut throttle, "ana", 29), 0, "a quarter of an hour after the last failure");
    }

    #[test]
    fn many_logins_cost_bounded_memory_and_the_latest_stay() {
        let mut throttle = Throttle::default();
        (0..5).for_each(|_| assert!(throttle.attempt("ana", minute(1)) <= LONGEST));
        for number in 0..KEPT + 100 {
            throttle.attempt(&format!("nobody-{number}"), minute(0));
        }
        assert_eq!(throttle.failures.len(), KEPT);
        assert!(waits(&mut throttle, "ana", 1) > 0, "those that failed longest ago go first");
    }
}
