//! What was measured, by measure and design, a value a round; and the ratios that goals are about.

use crate::statistics::median;
use std::collections::BTreeMap;

/// What takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Design {
    /// Our server over SQLite.
    Sqlite,
    /// Our server over SQLite, where every request commits for itself.
    Naive,
    /// Our server over PostgreSQL.
    Postgres,
    /// Our server over SQLite, every change sealed and signed for itself.
    Apart,
    /// `@actual-app/sync-server`, by its own protocol.
    Actual,
    /// `@evolu/server`, by its own protocol.
    Evolu,
}

impl Design {
    pub(crate) const ALL: [Self; 6] =
        [Self::Sqlite, Self::Naive, Self::Postgres, Self::Apart, Self::Actual, Self::Evolu];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Naive => "naive",
            Self::Postgres => "postgres",
            Self::Apart => "sqlite, apart",
            Self::Actual => "actual",
            Self::Evolu => "evolu",
        }
    }
}

/// All values.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Figures {
    values: BTreeMap<(String, Design), Vec<f64>>,
}

impl Figures {
    /// Notes the value of a round.
    pub(crate) fn add(&mut self, measure: &str, design: Design, value: f64) {
        self.values.entry((measure.to_owned(), design)).or_default().push(value);
    }

    /// The median over the rounds.
    pub(crate) fn median(&self, measure: &str, design: Design) -> Option<f64> {
        self.values.get(&(measure.to_owned(), design)).map(|values| median(values))
    }

    /// What was measured, each once, as the alphabet has it.
    pub(crate) fn measures(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.values.keys().map(|(measure, _)| measure.as_str()).collect();
        names.dedup();
        names
    }

    /// The ratio of one design to another in each round: its smallest, its median, its largest.
    pub(crate) fn ratio(&self, measure: &str, of: Design, to: Design) -> Option<[f64; 3]> {
        let values = |design| self.values.get(&(measure.to_owned(), design));
        let ratios: Vec<f64> = values(of)?.iter().zip(values(to)?).map(|(of, to)| of / to).collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ratios.iter().copied().fold(0.0, f64::max);
        (!ratios.is_empty()).then(|| [least, median(&ratios), most])
    }
}

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Goal {
    pub(crate) measure: &'static str,
    of: Design,
    /// None where the figure itself is meant.
    to: Option<Design>,
    bound: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// All goals.
pub(crate) const GOALS: [Goal; 11] = [
    goal("push_changes_per_s", Design::Sqlite, Some(Design::Actual), Bound::AtLeast(10.0)),
    goal("push_changes_per_s", Design::Sqlite, Some(Design::Evolu), Bound::AtLeast(15.0)),
    goal("pull_changes_per_s", Design::Sqlite, Some(Design::Actual), Bound::AtLeast(10.0)),
    goal("pull_changes_per_s", Design::Sqlite, Some(Design::Evolu), Bound::AtLeast(15.0)),
    goal("one_by_one_per_s", Design::Sqlite, Some(Design::Actual), Bound::AtLeast(4.0)),
    goal("one_by_one_per_s", Design::Sqlite, Some(Design::Evolu), Bound::AtLeast(4.0)),
    goal("64_clients_1_change_requests_per_s", Design::Sqlite, Some(Design::Naive), Bound::AtLeast(3.0)),
    goal("64_clients_1_change_p99_ms", Design::Sqlite, Some(Design::Naive), Bound::AtMost(0.5)),
    goal("64_clients_20_changes_requests_per_s", Design::Postgres, Some(Design::Sqlite), Bound::AtLeast(0.5)),
    goal("visible_p50_ms", Design::Sqlite, None, Bound::AtMost(15.0)),
    goal("waiting_bytes_each", Design::Sqlite, None, Bound::AtMost(8_192.0)),
];

const fn goal(measure: &'static str, of: Design, to: Option<Design>, bound: Bound) -> Goal {
    Goal { measure, of, to, bound }
}

impl Goal {
    /// What it says, in one line.
    pub(crate) fn text(&self) -> String {
        let to = self.to.map_or_else(String::new, |to| format!(" to {}", to.name()));
        let bound = match self.bound {
            Bound::AtLeast(bound) => format!("at least {bound}"),
            Bound::AtMost(bound) => format!("at most {bound}"),
        };
        format!("{} of {}{to}: {bound}", self.measure, self.of.name())
    }

    /// What was found, and whether it is met; none where it was not measured.
    pub(crate) fn found(&self, figures: &Figures) -> Option<(f64, bool)> {
        let value = match self.to {
            Some(to) => figures.ratio(self.measure, self.of, to).map(|[_, median, _]| median),
            None => figures.median(self.measure, self.of),
        }?;
        let met = match self.bound {
            Bound::AtLeast(bound) => value >= bound,
            Bound::AtMost(bound) => value <= bound,
        };
        Some((value, met))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_the_median_of_the_rounds_ratios_and_a_goal_without_one_is_not_measured() {
        let mut figures = Figures::default();
        let goal = goal("push", Design::Sqlite, Some(Design::Actual), Bound::AtLeast(3.0));
        assert_eq!(goal.found(&figures), None);
        for (ours, theirs) in [(10.0, 10.0), (40.0, 10.0), (90.0, 30.0)] {
            figures.add("push", Design::Sqlite, ours);
            figures.add("push", Design::Actual, theirs);
        }
        assert_eq!(figures.ratio("push", Design::Sqlite, Design::Actual), Some([1.0, 3.0, 4.0]));
        assert_eq!(goal.found(&figures), Some((3.0, true)));
        assert_eq!(figures.measures(), ["push"]);
    }
}
