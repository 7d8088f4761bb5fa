//! How long it takes until another device shows what was logged: log, sync here, sync there, read the day.

use super::elapsed_ms;
use super::street::Street;
use crate::error::BenchError;
use crate::generator::Generator;
use crate::logged::Logged;
use std::time::Instant;

pub(super) fn run(times: usize) -> Result<Vec<f64>, BenchError> {
    let logged: Vec<Logged> = Generator::new(4).take(times).collect();
    let mut street = Street::begin(&logged)?;
    let mut phone = street.found("phone")?;
    let mut tablet = street.join(&mut phone, "tablet")?;
    street.sync(&mut tablet)?;
    let mut all_ms = Vec::new();
    for entry in logged {
        let day = entry.draft.occurred.day();
        let now = street.now.clone();
        let begun = Instant::now();
        let id = phone.log(entry.draft, &now)?.id();
        street.sync(&mut phone)?;
        street.sync(&mut tablet)?;
        let shown = tablet.view(day, day)?.timeline;
        all_ms.push(elapsed_ms(begun));
        if !shown.iter().any(|shown| shown.root() == id) {
            return Err(BenchError::Lost);
        }
    }
    Ok(all_ms)
}
