//! The arguments of `nourish circle` and `nourish sync`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What to do with the circle of care.
#[derive(Debug, Subcommand)]
pub(crate) enum CircleAction {
    /// Begin a circle: the person whose journal it is, with this device.
    Found {
        /// What the others call the person.
        #[arg(long, value_name = "NAME")]
        name: String,
        /// What the others call this device.
        #[arg(long, default_value = "first device", value_name = "NAME")]
        device_name: String,
        /// Where the circle meets: https://…, or sqlite:FILE for a file that all can reach.
        #[arg(long, env = "NOURISH_MAILBOX", value_name = "ADDRESS")]
        mailbox: String,
    },
    /// Invite somebody, or one more device: shows a code, waits for the newcomer, and compares words before letting them in.
    Invite {
        /// What the circle calls the newcomer.
        #[arg(long, required_unless_present_any = ["own_device", "patient_device"], value_name = "NAME")]
        name: Option<String>,
        /// What they may do.
        #[arg(long, value_enum, default_value_t = NewRole::Carer)]
        role: NewRole,
        /// One more device of your own instead.
        #[arg(long, conflicts_with_all = ["name", "patient_device"])]
        own_device: bool,
        /// A new device of the patient, whose devices are all lost and who trusts you with this.
        #[arg(long, conflicts_with = "name")]
        patient_device: bool,
        /// A long code, as a link and as a QR code, instead of one that is told.
        #[arg(long)]
        link: bool,
        /// Also write the QR code to this file, which must not exist, as SVG.
        #[arg(long, requires = "link", value_name = "FILE")]
        qr: Option<PathBuf>,
        /// How long to wait for the newcomer, in seconds.
        #[arg(long, default_value_t = 600, value_name = "SECONDS")]
        wait: u64,
        /// The words were compared in another way: do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Join a journal that you were invited to: makes its file on this device.
    Join {
        /// The code that you were told, or the link.
        code: String,
        /// What the others call this device.
        #[arg(long, default_value = "new device", value_name = "NAME")]
        device_name: String,
        /// Where the circle meets; a link names it.
        #[arg(long, env = "NOURISH_MAILBOX", value_name = "ADDRESS")]
        mailbox: Option<String>,
        /// Make a key file that opens the journal here.
        #[arg(long, value_name = "FILE")]
        make_key_file: Option<PathBuf>,
        /// How long to wait for the one who invites, in seconds.
        #[arg(long, default_value_t = 600, value_name = "SECONDS")]
        wait: u64,
        /// The words were compared in another way: do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Who belongs to the circle.
    List,
    /// Words to compare with another member's: the same exactly when both devices know the same circle.
    Verify,
    /// Remove a member, or a single device; what comes after is sealed from them.
    Remove {
        /// The member's or device's name, or how its id begins; `nourish circle list` shows both.
        who: String,
    },
    /// Give a member another role.
    Role {
        /// The member's name, or how its id begins.
        who: String,
        /// What they may do.
        #[arg(value_enum)]
        role: NewRole,
    },
    /// Trust a member to let a new device of the patient in, should all of them be lost.
    Trust {
        /// The member's name, or how its id begins.
        who: String,
        /// No longer.
        #[arg(long)]
        no_more: bool,
    },
    /// Leave the circle. The journal here can be read from then on, and no longer written.
    Leave,
    /// Meet at another mailbox from now on; what it lacks is given to it at the next sync.
    Move {
        /// Its address: https://…, or sqlite:FILE.
        mailbox: String,
    },
}

/// A role that a member can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewRole {
    /// Helps at home: logs and corrects.
    Carer,
    /// Of the care team: logs, corrects, plans.
    Clinician,
    /// Reads, and writes nothing.
    Reader,
}

/// How to sync.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SyncArguments {
    /// Go on, and sync whenever there is news, until it is stopped.
    #[arg(long)]
    pub(crate) watch: bool,
    /// At most so many KiB this time, both ways.
    #[arg(long, value_name = "KIB")]
    pub(crate) most_kib: Option<u64>,
    /// Begin nothing new after so many milliseconds.
    #[arg(long, value_name = "MS")]
    pub(crate) most_ms: Option<u32>,
    /// What else to do.
    #[command(subcommand)]
    pub(crate) what: Option<SyncAction>,
}

/// What else there is about sync.
#[derive(Debug, Subcommand)]
pub(crate) enum SyncAction {
    /// What waits, and who has what.
    Status {
        /// You took note of what is wrong: of that, show only what happens anew from now on.
        #[arg(long)]
        noted: bool,
    },
}
