//! The arguments of the commands that go by the care plan.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What to do with the plan.
#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// What to do; show the plan where it is not said.
    #[command(subcommand)]
    pub(crate) what: Option<PlanAction>,
}

/// What to do with the plan.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanAction {
    /// Plan a regimen: one treatment a drug and day, without doses, or list the regimens.
    Regimen {
        /// Its name, like flot; lists them where it is not said.
        name: Option<String>,
        /// Day 1 of its first cycle, with or without an hour; ten o'clock where none is said.
        #[arg(long, value_name = "TIME")]
        start: Option<String>,
        /// How many cycles; as many as is usual where it is not said.
        #[arg(long, value_name = "NUMBER")]
        cycles: Option<u32>,
    },
    /// List the formulas that are known.
    Formulas,
}

/// What is due.
#[derive(Debug, Args)]
pub(crate) struct DueArguments {
    /// List the next so many reminders instead, as a phone would ring them; at most 64.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) reminders: Option<usize>,
    /// Hours in which nothing rings, like 21:30-07:00.
    #[arg(long, value_name = "FROM-UNTIL")]
    pub(crate) quiet: Option<String>,
    /// Language of the words.
    #[arg(long, default_value = "en", value_name = "TAG")]
    pub(crate) language: String,
}

/// To whom something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listening {
    /// The person.
    Patient,
    /// Someone who helps at home.
    Carer,
}

/// What is said back.
#[derive(Debug, Args)]
pub(crate) struct TodayArguments {
    /// To whom.
    #[arg(long = "for", value_enum, default_value_t = Listening::Patient)]
    pub(crate) listener: Listening,
    /// Language of the words, like es; that of the profile where it is not said, else English.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
}

/// What a feed is.
#[derive(Debug, Args)]
pub(crate) struct FeedArguments {
    /// Fields as name=value: formula, or density, protein and water; rate, duration, volume, feeds, flush, route, mode, system, hang,
    /// hospital, delivered, prescribed, other_fluid, energy, protein_target, fluid, start_rate, rate_step, rate_step_every, rate_target,
    /// running.
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) fields: Vec<String>,
    /// Begin with what the plan in the journal prescribes, and know the formulas of its packs.
    #[arg(long)]
    pub(crate) plan: bool,
    /// A site's own formulas beside the built-in ones.
    #[arg(long, value_name = "FILE")]
    pub(crate) formulas: Option<PathBuf>,
}

/// How urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Urgency {
    /// Needs help now.
    Emergency,
    /// Wants a call today.
    SameDay,
    /// To be spoken of at the next contact.
    NextContact,
}

/// Which journals, and who of them.
#[derive(Debug, Args)]
pub(crate) struct WorklistArguments {
    /// Journals, or folders of them. Each opens with --key-file or --passphrase-file, else with the key file of its name beside it.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Only with an open flag whose rule begins like this: red_flag, glim, tube_delivery.
    #[arg(long, value_name = "RULE")]
    pub(crate) flag: Option<String>,
    /// Only with an open flag at least as urgent.
    #[arg(long, value_enum)]
    pub(crate) level: Option<Urgency>,
    /// Only with an operation within so many days.
    #[arg(long, value_name = "DAYS")]
    pub(crate) surgery_within: Option<i32>,
    /// Add how long flags of the last so many days waited for an answer; slower.
    #[arg(long, value_name = "DAYS")]
    pub(crate) responses: Option<i32>,
}
