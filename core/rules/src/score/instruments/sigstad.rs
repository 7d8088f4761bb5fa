//! Sigstad's dumping score (Acta Med Scand 1970;188:479-486).

use super::{category, lacking};
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::score::answers::{Choice, inputs, words};
use crate::score::outcome::{Total, outcome};
use crate::tables::Tables;

words! {
    /// What may follow the provocation.
    DumpingSymptom {
        /// Shock.
        Shock = "shock",
        /// Fainting.
        Syncope = "syncope",
        /// Need to lie or sit down.
        LieOrSit = "lie_or_sit",
        /// Breathlessness.
        Dyspnea = "dyspnea",
        /// Weakness.
        Weakness = "weakness",
        /// Sleepiness.
        Sleepiness = "sleepiness",
        /// Palpitation.
        Palpitation = "palpitation",
        /// Restlessness.
        Restlessness = "restlessness",
        /// Dizziness.
        Dizziness = "dizziness",
        /// Headache.
        Headache = "headache",
        /// Warmth, sweating or pallor.
        WarmthSweatingPallor = "warmth_sweating_pallor",
        /// Nausea.
        Nausea = "nausea",
        /// Abdominal fullness.
        Fullness = "fullness",
        /// Audible bowel sounds.
        Borborygmus = "borborygmus",
        /// Belching.
        Eructation = "eructation",
        /// Vomiting.
        Vomiting = "vomiting",
    }
}

words! {
    /// How likely dumping is.
    DumpingCategory {
        /// Below 4: another cause is likely.
        Unlikely = "unlikely",
        /// 4 to 7.
        Indeterminate = "indeterminate",
        /// Over 7.
        Likely = "likely",
    }
}

inputs! {
    /// What the score asks.
    SigstadInput {
        /// Every symptom present; an empty list means none.
        symptoms: Vec<DumpingSymptom>,
    }
}

outcome! {
    /// Sigstad's score.
    Sigstad {
        /// -5 to 34.
        score: Total,
        /// What the score stands for.
        category: Option<DumpingCategory>,
    }
}

/// The sum of the symptoms' weights, two of which are negative.
///
/// # Errors
/// [`ScoreError`] if the tables lack a row.
pub fn sigstad(tables: &Tables, input: &SigstadInput) -> Result<Sigstad, ScoreError> {
    let table = tables.table("sigstad")?;
    let Some(symptoms) = &input.symptoms else {
        let mut score = Total { least: 0, greatest: 0 };
        for symptom in DumpingSymptom::all() {
            let weight = table.points(symptom.word())?;
            score.least += weight.min(0);
            score.greatest += weight.max(0);
        }
        return Ok(Sigstad { score, category: None, basis: lacking(&[("symptoms", true)]) });
    };
    let mut basis = lacking(&[]);
    let mut score = 0;
    for symptom in DumpingSymptom::all().filter(|symptom| symptoms.contains(symptom)) {
        score += table.points(symptom.word())?;
        basis.fired.push(symptom.word().to_owned());
    }
    let (category, band) = category(table, "score", Exact::whole(score.into()))?;
    basis.fired.push(band);
    Ok(Sigstad { score: Total { least: score, greatest: score }, category: Some(category), basis })
}
