//! Weights that change within days, and weights to be confirmed.

use super::{INFORMATION, Journal, NEXT_CONTACT, Scene};

/// More than 2 kg either way within three days; a fall of 0.9 kg within two is good to know.
pub(super) fn rapid_weight_change() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for change_g in
        [-2_002, -2_001, -2_000, -1_999, -901, -900, -899, -898, 0, 900, 1_999, 2_000, 2_001, 2_002_i32]
    {
        for apart in 1..=5 {
            for weighed in [0, 2, 3, 4] {
                let expected = match (apart <= 3 && weighed <= 3, change_g.abs() > 2_000) {
                    (false, _) => "nothing",
                    (true, true) => NEXT_CONTACT,
                    (true, false) if change_g <= -900 && apart <= 2 => INFORMATION,
                    (true, false) => "not met",
                };
                let after = 70_000_u32.saturating_add_signed(change_g);
                let journal = Journal::default().weight(weighed + apart, 70_000).weight(weighed, after);
                let about = format!("{change_g} g in {apart} d, {weighed} d ago");
                scenes.push(journal.says("rapid_weight_change", about, expected));
            }
        }
    }
    scenes
}

/// A doubtful weight is asked about for two weeks once a later one is believed.
pub(super) fn weigh_again() -> Vec<Scene> {
    let slip = |days_ago: i32| {
        let before = Journal::default().weight(days_ago + 2, 70_000).weight(days_ago + 1, 70_100);
        before.weight(days_ago, 154_300).weight(days_ago - 1, 70_200)
    };
    (1..=17)
        .map(|days_ago| {
            let expected = if days_ago <= 14 { INFORMATION } else { "nothing" };
            slip(days_ago).says("weigh_again", format!("{days_ago} d ago"), expected)
        })
        .collect()
}
