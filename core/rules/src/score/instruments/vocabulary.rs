//! Words that several instruments share.

use crate::score::answers::words;

words! {
    /// The sex a formula was fitted for.
    Sex {
        /// Women.
        Female = "female",
        /// Men.
        Male = "male",
    }
}

words! {
    /// Muscle loss or deficit, by a validated method or examination.
    MuscleDeficit {
        /// None.
        None = "none",
        /// Mild to moderate.
        MildModerate = "mild_moderate",
        /// Severe.
        Severe = "severe",
    }
}

words! {
    /// Degree of a finding.
    Degree {
        /// None.
        None = "none",
        /// Moderate.
        Moderate = "moderate",
        /// Severe.
        Severe = "severe",
    }
}
