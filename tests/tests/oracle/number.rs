//! Fractions by hand: two integers, compared by multiplying crosswise, rounded only to be printed.

use std::cmp::Ordering;

/// `n / d`, not reduced; `d` is above zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Q {
    pub(crate) n: i128,
    pub(crate) d: i128,
}

/// A decimal literal, read while compiling: `d!("18.5")` is 185/10.
macro_rules! d {
    ($text:literal) => {
        const { $crate::number::decimal($text) }
    };
}

/// A list of decimal literals.
macro_rules! ds {
    ($($text:literal),* $(,)?) => {
        const { &[$($crate::number::decimal($text)),*] }
    };
}

pub(crate) use {d, ds};

/// The fraction that a decimal literal stands for.
pub(crate) const fn decimal(text: &str) -> Q {
    let bytes = text.as_bytes();
    let (mut n, mut d, mut at) = (0_i128, 1_i128, 0);
    let (mut negative, mut after_point) = (false, false);
    while at < bytes.len() {
        match bytes[at] {
            b'-' => negative = true,
            b'.' => after_point = true,
            digit => {
                assert!(digit.is_ascii_digit(), "a digit");
                n = n * 10 + (digit - b'0') as i128;
                if after_point {
                    d *= 10;
                }
            }
        }
        at += 1;
    }
    Q { n: if negative { -n } else { n }, d }
}

impl Q {
    pub(crate) const fn whole(n: i128) -> Self {
        Self { n, d: 1 }
    }

    pub(crate) const fn plus(self, other: Self) -> Self {
        Self { n: self.n * other.d + other.n * self.d, d: self.d * other.d }
    }

    pub(crate) const fn minus(self, other: Self) -> Self {
        self.plus(Self { n: -other.n, d: other.d })
    }

    pub(crate) const fn times(self, other: Self) -> Self {
        Self { n: self.n * other.n, d: self.d * other.d }
    }

    /// The quotient by a divisor above zero.
    pub(crate) const fn over(self, other: Self) -> Self {
        assert!(other.n > 0, "a divisor above zero");
        Self { n: self.n * other.d, d: self.d * other.n }
    }

    /// The same decimal with as few digits as it needs.
    pub(crate) const fn simpler(mut self) -> Self {
        while self.d > 1 && self.n % 10 == 0 {
            self = Self { n: self.n / 10, d: self.d / 10 };
        }
        self
    }

    /// Four decimals, half to even, without trailing zeros.
    pub(crate) fn print(self) -> String {
        let scaled = self.n.abs() * 10_000;
        let (mut quotient, twice_rest) = (scaled / self.d, scaled % self.d * 2);
        if twice_rest > self.d || (twice_rest == self.d && quotient % 2 == 1) {
            quotient += 1;
        }
        let sign = if self.n < 0 && quotient > 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:04}", quotient / 10_000, quotient % 10_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// All the digits of a fraction whose denominator is a power of ten.
    pub(crate) fn literal(self) -> String {
        let places = self.d.ilog10() as usize;
        assert_eq!(self.d, 10_i128.pow(self.d.ilog10()), "a decimal");
        let sign = if self.n < 0 { "-" } else { "" };
        let (whole, rest) = (self.n.abs() / self.d, self.n.abs() % self.d);
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0places$}") }
    }
}

impl PartialEq for Q {
    fn eq(&self, other: &Self) -> bool {
        self.n * other.d == other.n * self.d
    }
}

impl PartialOrd for Q {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.n * other.d).partial_cmp(&(other.n * self.d))
    }
}

#[test]
fn fractions_compare_and_print() {
    assert!(d!("51.2").over(d!("1.6").times(d!("1.6"))) == d!("20"));
    assert!(d!("-0.5") < d!("0") && d!("18.50") == d!("18.5") && d!("2.4999") < d!("2.5"));
    let printed: Vec<String> =
        [d!("0.00005"), d!("0.00015"), d!("-2.50"), d!("101.260"), d!("-0.00004"), d!("10").over(d!("3"))]
            .iter()
            .map(|q| q.print())
            .collect();
    assert_eq!(printed, ["0", "0.0002", "-2.5", "101.26", "0", "3.3333"]);
    assert_eq!([d!("-1.50").literal(), d!("7").literal(), d!("0.005").literal()], ["-1.50", "7", "0.005"]);
}
