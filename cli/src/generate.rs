//! Shell completions and man pages, made from the arguments themselves.

use crate::arguments::{Arguments, Generate};
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use clap::CommandFactory;

pub(crate) fn run(what: &Generate, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut command = Arguments::command();
    match what {
        Generate::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut command, "nourish", &mut script);
            screen.stream().write_all(&script)?;
        }
        Generate::Man { folder } => clap_mangen::generate_to(command, folder).map_err(|_| Failure::File {
            what: "the folder for man pages",
            remedy: "name a folder that exists and can be written".into(),
        })?,
    }
    Ok(Outcome::Done)
}
