//! How the rate is raised, as prescribed.

use super::FeedInput;

/// Most steps that are listed.
const MOST_STEPS: u32 = 200;

/// From a time on, a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RampStep {
    /// So long after the first start. min.
    pub from_min: u32,
    /// The rate from then on. ml/h.
    pub rate_ml_per_h: u32,
}

/// The steps from the first rate to the one to be reached; none unless all four parts are prescribed.
pub(super) fn steps(input: &FeedInput) -> Vec<RampStep> {
    let (Some(start), Some(step), Some(every_min), Some(target)) = (
        input.start_rate_ml_per_h,
        input.rate_step_ml_per_h.filter(|step| *step > 0),
        input.rate_step_every_min.filter(|every| *every > 0),
        input.rate_target_ml_per_h,
    ) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    for place in 0..MOST_STEPS {
        let raised = start.saturating_add(step.saturating_mul(place));
        let rate_ml_per_h = raised.min(target);
        steps.push(RampStep { from_min: every_min.saturating_mul(place), rate_ml_per_h });
        if raised >= target {
            break;
        }
    }
    steps
}

/// The rate that is prescribed after so many minutes.
pub(super) fn rate_at(steps: &[RampStep], running_min: u32) -> Option<u32> {
    steps.iter().rev().find(|step| step.from_min <= running_min).map(|step| step.rate_ml_per_h)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(start: u32, step: u32, every_min: u32, target: u32) -> FeedInput {
        FeedInput {
            start_rate_ml_per_h: Some(start),
            rate_step_ml_per_h: Some(step),
            rate_step_every_min: Some(every_min),
            rate_target_ml_per_h: Some(target),
            ..FeedInput::default()
        }
    }

    #[test]
    fn the_rate_rises_by_its_step_and_stops_at_its_target() {
        // 25 ml/h, 20 more every eight hours, up to 80.
        let steps = steps(&input(25, 20, 480, 80));
        let said: Vec<(u32, u32)> = steps.iter().map(|step| (step.from_min, step.rate_ml_per_h)).collect();
        assert_eq!(said, [(0, 25), (480, 45), (960, 65), (1_440, 80)]);
        assert_eq!(rate_at(&steps, 479), Some(25));
        assert_eq!(rate_at(&steps, 480), Some(45));
        assert_eq!(rate_at(&steps, 10_000), Some(80));
    }

    #[test]
    fn without_all_parts_there_are_no_steps() {
        assert!(steps(&FeedInput { rate_step_ml_per_h: None, ..input(25, 20, 480, 80) }).is_empty());
        assert!(steps(&input(25, 0, 480, 80)).is_empty());
    }
}
