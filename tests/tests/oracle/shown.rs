//! What the oracle answers, and how the answers to several completions become one.

use crate::number::Q;

/// One field of a result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shown {
    /// Open, or not defined.
    Null,
    Flag(bool),
    Whole(i64),
    Number(Q),
    Word(&'static str),
    /// Criteria known to be met: the fewest of all completions.
    AtLeast(i64),
    /// Reasons known to hold: those of every completion.
    Holding(Vec<&'static str>),
    /// An additive score, from least to greatest.
    Points(i64, i64),
}

/// The fields of a result, in the order of the interface.
pub(crate) type Fields = Vec<(&'static str, Shown)>;

/// A score that is one number as yet.
pub(crate) fn points(total: i64) -> Shown {
    Shown::Points(total, total)
}

/// What can be said when either answer is possible.
pub(crate) fn either(one: &Shown, other: &Shown) -> Shown {
    match (one, other) {
        (Shown::AtLeast(a), Shown::AtLeast(b)) => Shown::AtLeast(*a.min(b)),
        (Shown::Points(a, b), Shown::Points(c, d)) => Shown::Points(*a.min(c), *b.max(d)),
        (Shown::Holding(a), Shown::Holding(b)) => {
            Shown::Holding(a.iter().copied().filter(|word| b.contains(word)).collect())
        }
        (a, b) if a == b => a.clone(),
        _ => Shown::Null,
    }
}

/// The `result` member of an answer. An open total is null and has its range at the end.
pub(crate) fn json(fields: &Fields) -> String {
    let (mut members, mut ranges) = (Vec::new(), Vec::new());
    for (name, shown) in fields {
        let value = match shown {
            Shown::Null => "null".to_owned(),
            Shown::Flag(value) => value.to_string(),
            Shown::Whole(value) | Shown::AtLeast(value) => value.to_string(),
            Shown::Number(q) => q.print(),
            Shown::Word(word) => format!("\"{word}\""),
            Shown::Holding(words) => format!("{words:?}").replace(", ", ","),
            Shown::Points(least, greatest) if least == greatest => least.to_string(),
            Shown::Points(least, greatest) => {
                ranges.push(format!(r#""total_min":{least},"total_max":{greatest}"#));
                "null".to_owned()
            }
        };
        members.push(format!("\"{name}\":{value}"));
    }
    members.append(&mut ranges);
    format!("{{{}}}", members.join(","))
}

#[test]
fn only_agreement_is_an_answer() {
    assert_eq!(either(&Shown::Flag(true), &Shown::Flag(false)), Shown::Null);
    assert_eq!(either(&Shown::Word("high"), &Shown::Word("high")), Shown::Word("high"));
    assert_eq!(either(&points(2), &points(5)), Shown::Points(2, 5));
    assert_eq!(either(&Shown::AtLeast(3), &Shown::AtLeast(1)), Shown::AtLeast(1));
    let both = Shown::Holding(vec!["absolute", "worsening"]);
    assert_eq!(either(&both, &Shown::Holding(vec!["worsening"])), Shown::Holding(vec!["worsening"]));
}

#[test]
fn an_open_total_has_its_range_at_the_end() {
    let fields = vec![("score", Shown::Points(1, 3)), ("at_risk", Shown::Null)];
    assert_eq!(json(&fields), r#"{"score":null,"at_risk":null,"total_min":1,"total_max":3}"#);
}
