//! One door to all formats.

use crate::answers::Answers;
use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item};
use crate::table::{
    DIARY, INTAKE, OPEN_SCALE, PUMP, read_fitbit, read_labs, read_mapped, read_scale, read_table,
};
use crate::{apple, fhir, health_connect, json};
use std::io::BufRead;

/// Reads a file, item by item, of which everything that the file leaves open stays open.
///
/// As [`read_with`], without answers.
pub fn read<'a>(
    format: Format,
    input: impl BufRead + 'a,
    context: &Context,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    read_with(format, input, context, &Answers::default())
}

/// Reads a file, item by item.
///
/// Tables, Health Connect's lines and Apple Health are read as they come: a row or record is all that is held, however large the file. A scale's
/// and a laboratory's table (10 MB at most), our own JSON (8 MB) and FHIR (64 MB) are read whole before the first item. To show progress, wrap the file in
/// [`Progress::watch`](crate::Progress::watch) before buffering it.
///
/// Rows that cannot be taken come as [`Item::Refused`] and the file goes on. A [`FileError`] is the last item: what came
/// before it was read rightly, but the file is not whole, so an import is best thrown away with it.
pub fn read_with<'a>(
    format: Format,
    input: impl BufRead + 'a,
    context: &Context,
    answers: &Answers,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let context = *context;
    match format {
        Format::OpenScaleCsv => read_table(&OPEN_SCALE, input, context),
        Format::PumpCsv => read_table(&PUMP, input, context),
        Format::DiaryCsv => read_table(&DIARY, input, context),
        Format::IntakeCsv => read_table(&INTAKE, input, context),
        Format::ScaleCsv | Format::WithingsCsv => read_scale(format, input, context, answers),
        Format::FitbitCsv => read_fitbit(input, context, answers),
        Format::LabCsv => read_labs(input, context, answers),
        Format::MappedCsv => read_mapped(input, context, answers),
        Format::HealthConnectJson => health_connect::read_lines(input, context, answers),
        Format::HealthConnectDatabase => Box::new(std::iter::once(Err(FileError::IsADatabase))),
        Format::FitbitJson => json::read_fitbit_weights(input, context, answers),
        Format::AppleHealthXml => apple::read_export(input, context),
        Format::ProfileJson => json::read_profile(input, context),
        Format::PlanJson => json::read_plan(input, context),
        Format::CheckInJson => json::read_check_ins(input, context),
        Format::FhirBundle => fhir::read_bundle(input, context),
    }
}
