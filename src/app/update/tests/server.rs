//! A server that answers when the test lets it.

use super::*;

/// What the server holds and how fast it answers.
pub(super) struct Server {
    pub(super) rows: Vec<CustomerRow>,
    /// Cases that are not what their row promises.
    pub(super) cases: HashMap<CustomerId, Result<Case, Failure>>,
    /// `None`: it answers only when told to.
    pub(super) latency: Option<Duration>,
    /// Whether it is there at all.
    pub(super) is_there: bool,
    pub(super) page: usize,
    /// What is said of the list at its end.
    pub(super) completeness: Completeness,
}

impl Server {
    /// Answers at once with `count` customers, `c000` on, ranked as numbered.
    pub(super) fn of(count: usize) -> Self {
        let rows = (0..count).map(|number| sample::row(&id(number))).collect();
        Self {
            rows,
            cases: HashMap::new(),
            latency: Some(Duration::from_millis(1)),
            is_there: true,
            page: 512,
            completeness: Completeness::Whole,
        }
    }

    pub(super) fn silent(count: usize) -> Self {
        Self { latency: None, ..Self::of(count) }
    }

    pub(super) fn taking(count: usize, latency: Duration) -> Self {
        Self { latency: Some(latency), ..Self::of(count) }
    }

    pub(super) fn holds(&mut self, case: Case) {
        self.cases.insert(case.id.clone(), Ok(case));
    }

    pub(super) fn fails(&mut self, number: usize, kind: FailureKind) {
        self.cases.insert(customer_id(&id(number)), Err(Failure::new(kind)));
    }

    pub(super) fn case(&self, id: &CustomerId) -> Result<Box<Case>, Failure> {
        if !self.is_there {
            return Err(Failure::new(FailureKind::Offline));
        }
        let Some(known) = self.cases.get(id) else {
            let mut case = sample::case(id.as_str());
            let row = self.rows.iter().find(|row| row.key.id() == Some(id));
            case.profile = row.map_or(case.profile, |row| row.profile.clone());
            return Ok(Box::new(case));
        };
        known.clone().map(Box::new)
    }
}
