//! Yes, no, or not known: the logic of incomplete answers.

/// A truth value that may be open. Unknown never counts as no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tri {
    /// Known to be so.
    Yes,
    /// Known not to be so.
    No,
    /// Not known.
    Unknown,
}

impl Tri {
    /// Yes as soon as one is yes; no only when all are no.
    pub fn any(values: impl IntoIterator<Item = Self>) -> Self {
        let (least, most) = Self::count(values);
        if least > 0 {
            Self::Yes
        } else if most == 0 {
            Self::No
        } else {
            Self::Unknown
        }
    }

    /// No as soon as one is no; yes only when all are yes.
    pub fn all(values: impl IntoIterator<Item = Self>) -> Self {
        Self::any(values.into_iter().map(Self::negated)).negated()
    }

    /// How many are yes: at least the first number, at most the second.
    pub fn count(values: impl IntoIterator<Item = Self>) -> (usize, usize) {
        values.into_iter().fold((0, 0), |(least, most), value| match value {
            Self::Yes => (least + 1, most + 1),
            Self::Unknown => (least, most + 1),
            Self::No => (least, most),
        })
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// `None` when unknown.
    #[must_use]
    pub fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

impl From<Option<bool>> for Tri {
    fn from(value: Option<bool>) -> Self {
        match value {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

impl From<bool> for Tri {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

#[cfg(test)]
mod tests {
    use super::Tri::{self, No, Unknown, Yes};

    #[test]
    fn one_yes_settles_any_even_beside_unknowns() {
        assert_eq!(Tri::any([No, Unknown, Yes]), Yes);
        assert_eq!(Tri::any([No, Unknown]), Unknown);
        assert_eq!(Tri::any([No, No]), No);
        assert_eq!(Tri::any([]), No);
    }

    #[test]
    fn one_no_settles_all_even_beside_unknowns() {
        assert_eq!(Tri::all([Yes, Unknown, No]), No);
        assert_eq!(Tri::all([Yes, Unknown]), Unknown);
        assert_eq!(Tri::all([Yes, Yes]), Yes);
    }

    #[test]
    fn a_count_is_a_range_while_something_is_unknown() {
        assert_eq!(Tri::count([Yes, Yes, Unknown, No]), (2, 3));
    }
}
