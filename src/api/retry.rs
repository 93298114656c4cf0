//! When to try again: back-off with full jitter, and the server's own word on it.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Where waiting times get their randomness from; tests give their own.
#[derive(Clone)]
pub struct Jitter(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Jitter {
    /// Numbers from 0 to 1 from this source.
    pub fn new(fraction: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(fraction))
    }

    /// The next number; from 0 to 1 whatever the source says.
    fn fraction(&self) -> f64 {
        let fraction = (self.0)();
        if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 1.0 }
    }
}

impl Default for Jitter {
    /// Randomness of the standard library's hash keys, which is more than spreading requests needs.
    fn default() -> Self {
        Self::new(|| {
            let hash = RandomState::new().hash_one(0_u8);
            let high = u32::try_from(hash >> 32).unwrap_or(u32::MAX);
            f64::from(high) / f64::from(u32::MAX)
        })
    }
}

impl fmt::Debug for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Jitter")
    }
}

/// How long to wait after this failed attempt (from 1): anything up to a bound that doubles each time.
pub(super) fn backoff(attempt: u32, first: Duration, longest: Duration, jitter: &Jitter) -> Duration {
    let doubled = first.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    doubled.min(longest).mul_f64(jitter.fraction())
}

/// The waiting time in a Retry-After header: seconds, or a date that is compared with `now`. A negative number or other
/// text says nothing; a date that is past says zero; more than `longest` is cut to it.
pub(super) fn retry_after(value: &str, now: SystemTime, longest: Duration) -> Option<Duration> {
    let value = value.trim();
    let asked = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are still a number, and a large one.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default()
    };
    Some(asked.min(longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_is_bounded_and_fully_jittered() {
        let (first, longest) = (Duration::from_millis(500), Duration::from_secs(8));
        let most = |attempt| backoff(attempt, first, longest, &Jitter::new(|| 1.0));
        let waits: Vec<u128> = [1, 2, 3, 5, 6, 99, u32::MAX].map(|attempt| most(attempt).as_millis()).to_vec();
        assert_eq!(waits, [500, 1_000, 2_000, 8_000, 8_000, 8_000, 8_000]);
        assert_eq!(backoff(3, first, longest, &Jitter::new(|| 0.0)), Duration::ZERO);
        for odd in [f64::NAN, f64::INFINITY, 7.0] {
            assert_eq!(backoff(1, first, longest, &Jitter::new(move || odd)), first, "{odd}");
        }
        let random = Jitter::default();
        assert!((0..100).all(|_| (0.0..=1.0).contains(&random.fraction())));
    }

    #[test]
    fn every_form_of_retry_after_is_sane() {
        let now = httpdate::parse_http_date("Sun, 22 Nov 2026 12:00:00 GMT").unwrap();
        let table = [
            ("5", Some(5)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("120", Some(120)),
            ("121", Some(120)),
            ("99999999999999999999999999", Some(120)),
            ("Sun, 22 Nov 2026 12:00:30 GMT", Some(30)),
            ("Sun, 22 Nov 2026 11:00:00 GMT", Some(0)),
            ("Sun, 22 Nov 2099 12:00:00 GMT", Some(120)),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ];
        for (value, seconds) in table {
            let longest = Duration::from_mins(2);
            assert_eq!(retry_after(value, now, longest), seconds.map(Duration::from_secs), "{value:?}");
        }
    }
}
