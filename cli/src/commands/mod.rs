//! One file a command; this one only chooses.

mod amend;
mod backup;
mod check_in;
mod circle;
mod doctor;
mod due;
mod erase;
mod export;
mod export_tables;
mod feed;
mod fields;
mod import;
mod imports;
mod init;
pub(crate) mod keys;
mod kinds;
mod list;
mod log;
mod merge;
mod pack;
mod plan;
mod report;
mod restore;
mod retract;
mod score;
mod serve;
mod show;
mod simulate;
mod status;
mod sync;
mod today;
mod try_out;
mod verify;
mod watch;
mod worklist;

use crate::arguments::{Arguments, Command};
use crate::failure::{Failure, Outcome};
use crate::generate;
use crate::terminal::Screen;
use nourish_journal::Damage;

/// Does what the arguments say.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let outcome = match &arguments.command {
        Command::Try { person, folder, fresh } => try_out::run(*person, folder, *fresh, screen),
        Command::Simulate { people, days, seed, first, out, format, shared_key } => simulate::run(
            arguments,
            &simulate::Wanted {
                people: *people,
                days: *days,
                seed: *seed,
                first: first.as_deref(),
                folder: out,
                format: *format,
                shared_key: *shared_key,
            },
            screen,
        ),
        Command::Init { make_key_file } => init::run(arguments, make_key_file.as_deref(), screen),
        Command::Log { kind, fields, at, day } => {
            log::run(arguments, kind, fields, log::When { at: at.as_deref(), day: day.as_deref() }, screen)
        }
        Command::CheckIn(wanted) => check_in::run(arguments, wanted, screen),
        Command::Kinds { kind } => kinds::run(kind.as_deref(), screen),
        Command::List { from, to, kind } => list::run(
            arguments,
            list::Filter { from: from.as_deref(), to: to.as_deref(), kind: kind.as_deref() },
            screen,
        ),
        Command::Show { id } => show::run(arguments, id, screen),
        Command::Amend { id, fields, reason, at } => {
            amend::run(arguments, amend::Change { id, fields, reason, at: at.as_deref() }, screen)
        }
        Command::Retract { id, reason } => retract::run(arguments, id, reason, screen),
        Command::Import(wanted) => match &wanted.undo {
            None => import::run(arguments, wanted, screen),
            Some(name) => imports::undo(arguments, name, wanted, screen),
        },
        Command::Imports => imports::run(arguments, screen),
        Command::Status { explain, reader } => status::run(arguments, *explain, *reader, screen),
        Command::Report { format, out, reader, from, to, language, units, fonts } => {
            let wanted = report::Wanted {
                format: *format,
                out: out.as_deref(),
                reader: *reader,
                from: from.as_deref(),
                to: to.as_deref(),
                language,
                units: units.units(),
                fonts,
            };
            report::run(arguments, &wanted, screen)
        }
        Command::Plan(wanted) => plan::run(arguments, wanted, screen),
        Command::Due(wanted) => due::run(arguments, wanted, screen),
        Command::Today(wanted) => today::run(arguments, wanted, screen),
        Command::Feed(wanted) => feed::run(arguments, wanted, screen),
        Command::Worklist(wanted) => worklist::run(arguments, wanted, screen),
        Command::Export(wanted) => export::run(arguments, wanted, screen),
        Command::Verify { file, code, circle } => {
            verify::run(arguments, file, code.as_deref(), *circle, screen)
        }
        Command::Erase { id, reason, yes } => erase::run(arguments, id, reason, *yes, screen),
        Command::Backup { file } => backup::run(arguments, file.as_deref(), screen),
        Command::Restore { backup } => restore::run(arguments, backup, screen),
        Command::Merge { backup } => merge::run(arguments, backup, screen),
        Command::Circle { what } => circle::run(arguments, what, screen),
        Command::Sync(wanted) => sync::run(arguments, wanted, screen),
        Command::Keys { what } => keys::run(arguments, what, screen),
        Command::Doctor { repair, head } => doctor::run(arguments, *repair, head.as_deref(), screen),
        Command::Score { list, explain, packs, sites, installed } => {
            let wanted =
                score::Wanted { list: *list, explain: *explain, packs, sites, installed: *installed };
            score::run(arguments, &wanted, screen)
        }
        Command::Pack { action } => pack::run(arguments, action, screen),
        Command::Serve(wanted) => serve::run(wanted, screen),
        Command::Generate { what } => generate::run(what, screen),
    }?;
    screen.flush()?;
    Ok(outcome)
}

/// Says that what was shown may be wrong, if part of the journal could not be read.
fn say_damage(damage: &[Damage], screen: &mut Screen) -> Outcome {
    if damage.is_empty() {
        return Outcome::Done;
    }
    screen.remark("Part of the journal is damaged, so this may be wrong. Run `nourish doctor`.");
    Outcome::DoneInPart
}
