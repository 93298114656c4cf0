//! How numbers are spread.

/// How a number of values is spread. Nearest rank: the p-th part of n sorted values ends at the one at `ceil(p * n)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread<T> {
    /// How many values there are.
    pub count: usize,
    /// Half of them are no larger.
    pub median: Option<T>,
    /// Nine in ten of them are no larger.
    pub ninetieth: Option<T>,
    /// How many customers they come from.
    pub customers: usize,
    /// How many are not counted, of the customers that were looked at: they still run, had begun before the first look, or
    /// are cut by what could not be read.
    pub left_out: usize,
}

/// Values as they are collected.
#[derive(Clone, Debug)]
pub(super) struct Values<T> {
    taken: Vec<T>,
    customers: usize,
    left_out: usize,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { taken: Vec::new(), customers: 0, left_out: 0 }
    }
}

impl<T: Copy + Ord> Values<T> {
    /// Takes the values of one customer.
    pub(super) fn add(&mut self, of_customer: impl IntoIterator<Item = T>) {
        let before = self.taken.len();
        self.taken.extend(of_customer);
        self.customers += usize::from(self.taken.len() > before);
    }

    pub(super) const fn leave_out(&mut self, count: usize) {
        self.left_out += count;
    }

    pub(super) fn spread(mut self) -> Spread<T> {
        self.taken.sort_unstable();
        let count = self.taken.len();
        let ranked = |tenths: usize| (count * tenths).div_ceil(10).checked_sub(1);
        let at = |tenths: usize| self.taken.get(ranked(tenths)?).copied();
        let (customers, left_out) = (self.customers, self.left_out);
        Spread { count, median: at(5), ninetieth: at(9), customers, left_out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_is_the_nearest_one_above() {
        let spread = |values: &[usize]| {
            let mut collected = Values::default();
            collected.add(values.iter().copied());
            let spread = collected.spread();
            (spread.median, spread.ninetieth)
        };
        for (values, median, ninetieth) in [
            (&[][..], None, None),
            (&[7], Some(7), Some(7)),
            (&[9, 1], Some(1), Some(9)),
            (&[3, 1, 2], Some(2), Some(3)),
            (&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some(5), Some(9)),
            (&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some(6), Some(10)),
        ] {
            assert_eq!(spread(values), (median, ninetieth), "{values:?}");
        }
    }

    #[test]
    fn customers_without_a_value_are_not_counted() {
        let mut values = Values::default();
        values.add([1, 2]);
        values.add([]);
        values.add([3]);
        values.leave_out(2);
        let spread = values.spread();
        assert_eq!((spread.count, spread.customers, spread.left_out), (3, 2, 2));
    }
}
