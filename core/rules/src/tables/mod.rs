//! The instruments' tables: TOML files in `tables/`, checked and pressed by the build.

mod dictionary;
mod lookup;
mod model;
mod origin;
mod parse;

pub(crate) use dictionary::{FILE as DICTIONARY_FILE, parse_dictionary};
pub use dictionary::{InputKind, InputSpec};
pub use lookup::RowMissing;
pub use model::{Band, Bound, Code, Constant, Grid, Setting, Source, Table, Threshold};
pub use origin::{Origin, Override, PackName};
pub use parse::{Fault, TableError};
pub(crate) use parse::{Place, parse_table};

use nourish_press::Files;

/// All tables of one edition, and the dictionary of their inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    pub(crate) inputs: Vec<InputSpec>,
    /// How many of the inputs are no pack's.
    pub(crate) built_in_inputs: usize,
    pub(crate) tables: Vec<Table>,
}

macro_rules! in_folder {
    ($($id:literal)*) => {
        [$(concat!("tables/", $id, ".toml")),*]
    };
}

static FILES: Files = nourish_press::pressed!("tables");

const DICTIONARY: &str = "tables/_inputs.toml";

/// In the order in which the instruments are listed.
const BUILT_IN: [&str; 50] = in_folder! {
    "nrs2002_prescreen" "nrs2002" "glim" "mst" "snaq"
    "espen_surgery_severe_risk" "pons" "martin_wl_grade" "fearon_cachexia"
    "nice_refeeding" "aspen_refeeding"
    "pni" "conut" "gnri" "nri" "mgps"
    "proctcae_composite" "star_alert"
    "ctcae_v5_weight_loss" "ctcae_v5_diarrhea" "ctcae_v5_fever" "ctcae_v5_febrile_neutropenia"
    "ctcae_v5_neutrophils" "ctcae_v6_neutrophils" "idsa_fever"
    "rdi" "weight_change" "mifflin" "harris_benedict_1919" "targets"
    "enteral_delivery" "pn_energy" "pn_gir" "sigstad"
    // Rules of the assessment, which no calculator asks for.
    "journal_inputs" "rapid_weight_change" "symptom_worsening" "red_flags" "fever_on_treatment"
    "intake_on_target" "tube_delivery" "hydration" "weigh_again" "attention" "refeeding"
    "treatment_delivery" "before_surgery" "no_report" "glucose_infusion" "neutropenia"
};

impl Tables {
    /// The tables shipped with this library.
    ///
    /// # Errors
    /// [`TableError`] with file and line; the build refuses such tables, so this happens only to edited copies.
    ///
    /// # Examples
    /// ```
    /// let tables = nourish_rules::Tables::built_in()?;
    /// assert_eq!(tables.table("pons")?.version, "2018.1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn built_in() -> Result<Self, TableError> {
        let named = |path: &'static str| (path.trim_start_matches("tables/"), FILES.text(path));
        Self::parse(FILES.text(DICTIONARY), &BUILT_IN.map(named))
    }

    /// Reads a dictionary and tables given as pairs of file name and text.
    ///
    /// # Errors
    /// The first mistake, with file and line.
    pub fn parse(dictionary: &str, files: &[(&str, &str)]) -> Result<Self, TableError> {
        let inputs = parse_dictionary(dictionary)?;
        let names = inputs.iter().map(|input| input.name.clone()).collect();
        let tables =
            files.iter().map(|(file, text)| parse_table(file, text, &names)).collect::<Result<_, _>>()?;
        Ok(Self { built_in_inputs: inputs.len(), inputs, tables })
    }

    /// Every table.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// What the dictionary says of an input.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&InputSpec> {
        self.inputs.iter().find(|input| input.name == name)
    }
}
