//! Every instrument as a plain calculator; no journal needed.

use crate::error::JournalError;
use crate::packs::{PackFile, PackRefused};
use nourish_rules::Tables;
use nourish_rules::score::{self, Answer, Listing};
use nourish_seal::SiteKey;

/// The instruments, ready to be asked.
#[derive(Debug)]
pub struct Calculator {
    tables: Tables,
}

impl Calculator {
    /// The instruments that come with this program.
    ///
    /// ```
    /// # use nourish_journal::Calculator;
    /// let calculator = Calculator::new()?;
    /// let answer = calculator.answer(r#"{"id":"a","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}"#, false);
    /// assert!(answer.to_string().contains(r#""result":{"score":2}"#));
    /// # Ok::<(), nourish_journal::JournalError>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::BrokenRules`], which no release should show.
    pub fn new() -> Result<Self, JournalError> {
        Ok(Self { tables: Tables::built_in().map_err(|_| JournalError::BrokenRules)? })
    }

    /// Puts a pack in force that one of `sites` signed.
    ///
    /// ```
    /// # use nourish_journal::*;
    /// let head = "nourish_pack = 1\nid = \"st-example\"\nversion = 3\ntitle = \"Local limits\"\n\
    ///     issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";
    /// let overrides = "[[override]]\ntable = \"mst\"\nrow = \"at_risk\"\nat_least = \"3\"\nreason = \"Decided here.\"\n";
    /// let key = make_pack_key()?;
    /// let pack = sign_pack(head, &[("_overrides.toml", overrides)], &key)?;
    /// let mut calculator = Calculator::new()?;
    /// calculator.add_pack(&pack, &[key.site()])?;
    /// let answer = calculator.answer(r#"{"id":1,"instrument":"mst","inputs":{"lost_weight":"unsure","poor_appetite":false}}"#, false);
    /// assert!(answer.to_string().contains(r#""at_risk":false"#));
    /// assert!(answer.to_string().contains(r#""version":"1999.1; pack st-example 3: at_risk at_least 3""#));
    /// # Ok::<(), JournalError>(())
    /// ```
    ///
    /// # Errors
    /// [`JournalError::Pack`] says by name why the pack was refused.
    pub fn add_pack(&mut self, file: &[u8], sites: &[SiteKey]) -> Result<(), JournalError> {
        let built_in = Tables::built_in().map_err(|_| JournalError::BrokenRules)?;
        let pack = PackFile::parse(file)?.verify(sites, &built_in)?;
        self.tables = self.tables.with_pack(&pack).map_err(PackRefused::from)?;
        Ok(())
    }

    pub(crate) fn of(tables: Tables) -> Self {
        Self { tables }
    }

    /// Answers one question, a line of JSON with `id`, `instrument` and `inputs`; a bad question is answered with its error. See
    /// [`Calculator::new`] for an example.
    pub fn answer(&self, question: &str, explain: bool) -> Answer {
        score::answer(&self.tables, question, explain)
    }

    /// The instruments, with version, source, licence note and inputs.
    ///
    /// ```
    /// # use nourish_journal::Calculator;
    /// assert!(Calculator::new()?.instruments().iter().any(|listing| listing.id == "nrs2002"));
    /// # Ok::<(), nourish_journal::JournalError>(())
    /// ```
    pub fn instruments(&self) -> Vec<Listing> {
        score::list(&self.tables)
    }
}
