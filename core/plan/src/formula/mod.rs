//! Formulas by what they hold: energy, protein and free water of a millilitre.

use crate::FILES;
use crate::content::{Cited, ContentError, ContentFault, Page, milli};
use nourish_toml::Spanned;
use serde::Deserialize;

/// The file that comes with this program.
const BUILT_IN: &str = "formulas/generic.toml";

/// A formula for a tube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Its name in files and on the command line: small letters, digits, hyphens.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Energy. kcal/1000 per ml, 0.3 to 4 kcal.
    pub density_kcal_milli_per_ml: u32,
    /// Protein. mg per ml, which is g per litre; `None` where nobody said.
    pub protein_mg_per_ml: Option<u32>,
    /// Free water in a hundred parts. Percent; `None` where nobody said.
    pub water_percent: Option<u32>,
    /// What was chosen where sources differ.
    pub reading: Option<String>,
    /// Where its figures are from.
    pub source: String,
}

/// A set of formulas.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formulary {
    formulas: Vec<Formula>,
}

/// No formula has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no such formula; use one of: {known}, or give density, protein and water from the label")]
pub struct NoSuchFormula {
    /// The names that there are.
    pub known: String,
}

impl Formulary {
    /// The formulas that come with this program: what standard ones hold, under no product's name.
    ///
    /// # Errors
    /// [`ContentError`] if the file that came with this program is broken.
    pub fn built_in() -> Result<Self, ContentError> {
        Self::default().with(BUILT_IN, FILES.text(BUILT_IN))
    }

    /// These formulas and those of a site's file, which has the same form. Nothing of a file with a mistake is taken.
    ///
    /// ```
    /// # use nourish_plan::{ContentFault, Formulary};
    /// let file = "version = \"1\"\nlicence = \"CC0-1.0\"\n[source]\ncitation = \"The label.\"\n\
    ///     [[formula]]\nid = \"site-fibre\"\ntitle = \"Fibre feed\"\n";
    /// let refused = Formulary::built_in()?.with("site.toml", file).unwrap_err();
    /// assert_eq!(refused.fault, ContentFault::NoDensity("site-fibre".into()));
    /// assert_eq!(refused.line, 6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ContentError`] with file, line, problem and remedy: a formula without density, a number out of range, a name that is there
    /// already, no source.
    pub fn with(&self, file: &str, text: &str) -> Result<Self, ContentError> {
        let page = Page { file, text };
        let read: File = page.parse()?;
        page.line_of_text("licence", &read.licence)?;
        page.line_of_text("version", &read.version)?;
        let source = page.cited(read.source)?.citation;
        let mut formulas = self.formulas.clone();
        for row in read.formula {
            let formula = formula(page, &row, &source)?;
            if formulas.iter().any(|known| known.id == formula.id) {
                return Err(page.fault(&row.id, ContentFault::Twice(formula.id)));
            }
            formulas.push(formula);
        }
        Ok(Self { formulas })
    }

    /// Every formula, in the order of the files.
    pub fn all(&self) -> &[Formula] {
        &self.formulas
    }

    /// The formula of this name.
    ///
    /// # Errors
    /// [`NoSuchFormula`] with the names that there are.
    pub fn named(&self, id: &str) -> Result<&Formula, NoSuchFormula> {
        self.formulas.iter().find(|formula| formula.id == id).ok_or_else(|| NoSuchFormula {
            known: self.formulas.iter().map(|formula| formula.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<String>,
    licence: Spanned<String>,
    #[serde(default)]
    source: Option<Cited>,
    #[serde(default)]
    formula: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    title: Spanned<String>,
    #[serde(default)]
    density_kcal_per_ml: Option<Spanned<String>>,
    #[serde(default)]
    protein_g_per_l: Option<Spanned<String>>,
    #[serde(default)]
    water_percent: Option<Spanned<String>>,
    #[serde(default)]
    reading: Option<Spanned<String>>,
}

fn formula(page: Page<'_>, row: &Row, source: &str) -> Result<Formula, ContentError> {
    let id = page.id(&row.id)?;
    let Some(density) = &row.density_kcal_per_ml else {
        return Err(page.fault(&row.id, ContentFault::NoDensity(id)));
    };
    let range = |what, least, most| ContentFault::OutOfRange { what, of: id.clone(), least, most };
    let density_kcal_milli_per_ml = milli(density.get_ref())
        .filter(|density| (300..=4_000).contains(density))
        .ok_or_else(|| page.fault(density, range("density_kcal_per_ml", "0.3", "4")))?;
    let whole =
        |text: &Option<Spanned<String>>, what, least: (u32, &'static str), most: (u32, &'static str)| {
            let Some(text) = text else { return Ok(None) };
            let number =
                text.get_ref().parse::<u32>().ok().filter(|number| (least.0..=most.0).contains(number));
            number.map(Some).ok_or_else(|| page.fault(text, range(what, least.1, most.1)))
        };
    Ok(Formula {
        density_kcal_milli_per_ml,
        protein_mg_per_ml: whole(&row.protein_g_per_l, "protein_g_per_l", (0, "0"), (300, "300"))?,
        water_percent: whole(&row.water_percent, "water_percent", (30, "30"), (100, "100"))?,
        title: page.line_of_text("title", &row.title)?,
        reading: row.reading.as_ref().map(|reading| page.line_of_text("reading", reading)).transpose()?,
        source: source.to_owned(),
        id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "version = \"1\"\nlicence = \"CC0-1.0\"\n[source]\ncitation = \"Labels.\"\n";

    fn refused(rows: &str) -> ContentFault {
        Formulary::built_in().unwrap().with("site.toml", &format!("{HEAD}{rows}")).unwrap_err().fault
    }

    #[test]
    fn the_built_in_ones_lie_within_the_published_ranges() {
        // Free water 83-85, 81-82, 76-78 and 69-72 %, protein 40, 55, 60-68 and 75-90 g/L.
        let expected = [
            (1_000, 83..=85, 40..=40),
            (1_200, 81..=82, 55..=55),
            (1_500, 76..=78, 60..=68),
            (2_000, 69..=72, 75..=90),
        ];
        let formulary = Formulary::built_in().unwrap();
        assert_eq!(formulary.all().len(), expected.len());
        for (formula, (density, water, protein)) in formulary.all().iter().zip(expected) {
            assert_eq!(formula.density_kcal_milli_per_ml, density);
            assert!(water.contains(&formula.water_percent.unwrap()), "{}", formula.id);
            assert!(protein.contains(&formula.protein_mg_per_ml.unwrap()), "{}", formula.id);
        }
    }

    #[test]
    fn a_site_adds_its_own_and_what_its_label_leaves_open_stays_open() {
        let rows = "[[formula]]\nid = \"site-1\"\ntitle = \"Site feed\"\ndensity_kcal_per_ml = \"1.28\"\n";
        let formulary = Formulary::built_in().unwrap().with("site.toml", &format!("{HEAD}{rows}")).unwrap();
        let formula = formulary.named("site-1").unwrap();
        assert_eq!((formula.density_kcal_milli_per_ml, formula.protein_mg_per_ml), (1_280, None));
        assert!(formulary.named("site-2").unwrap_err().known.contains("site-1"));
    }

    #[test]
    fn mistakes_are_refused_by_name() {
        let row = |more: &str| format!("[[formula]]\nid = \"x\"\ntitle = \"X\"\n{more}");
        assert_eq!(refused(&row("")), ContentFault::NoDensity("x".into()));
        for density in ["0.299", "4.001", "1,5 kcal", "", "1.2345"] {
            let fault = refused(&row(&format!("density_kcal_per_ml = \"{density}\"")));
            assert!(
                matches!(fault, ContentFault::OutOfRange { what: "density_kcal_per_ml", .. }),
                "{density}"
            );
        }
        let wet = row("density_kcal_per_ml = \"1\"\nwater_percent = \"101\"");
        assert!(matches!(refused(&wet), ContentFault::OutOfRange { what: "water_percent", .. }));
        assert!(matches!(refused(&row("colour = \"red\"")), ContentFault::Syntax(_)));
        let again = "[[formula]]\nid = \"standard-1-0\"\ntitle = \"X\"\ndensity_kcal_per_ml = \"1\"\n";
        assert_eq!(refused(again), ContentFault::Twice("standard-1-0".into()));
        let no_source = "version = \"1\"\nlicence = \"CC0-1.0\"\n";
        let fault = Formulary::default().with("site.toml", no_source).unwrap_err().fault;
        assert_eq!(fault, ContentFault::NoSource);
    }
}
