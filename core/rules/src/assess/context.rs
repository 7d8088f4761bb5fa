//! What all rules read of a timeline, found once: the body, the operation ahead, treatments, what clinicians
//! found.

use super::gathered::{Answer, Gathered};
use super::series::Series;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::tables::{Table, Tables};
use nourish_record::{
    Analyte, CalendarDay, CareRole, DaySummary, EntryId, Finding, FindingItem, Height, Lab, OfKind, Profile,
    Shown, SymptomItem, Timeline, Treatment, TreatmentStatus,
};

/// The table that says how inputs are taken from the journal.
pub(super) const INPUTS: &str = "journal_inputs";

/// How far back the rules look at what does not last, in days: the longest time that a pack may name, and the days before on which
/// they are asked again.
pub const REACH_DAYS: i32 = 126;

/// How long a statement of each sort stays good, in days.
pub(super) struct Recency {
    pub(super) current_weight_days: i32,
    /// How far a reference may lie from the first day of each window.
    pub(super) tolerances_days: [i32; 5],
    pub(super) beyond_6m_days: i32,
    fluid_sign_days: i32,
    pub(super) laboratory_days: i32,
    clinical_finding_days: i32,
    pub(super) muscle_days: i32,
}

/// An operation that is still to come.
pub(super) struct Operation {
    pub(super) entry: EntryId,
    pub(super) day: CalendarDay,
    pub(super) name: String,
}

/// A value with the entry that says it.
#[derive(Clone, Copy)]
pub(super) struct Said<T> {
    pub(super) entry: EntryId,
    pub(super) day: CalendarDay,
    pub(super) value: T,
}

/// A timeline as of a day.
pub(super) struct Context<'a> {
    pub(super) tables: &'a Tables,
    pub(super) inputs: &'a Table,
    pub(super) timeline: &'a Timeline,
    pub(super) as_of: CalendarDay,
    pub(super) recency: Recency,
    gathered: &'a Gathered,
    pub(super) series: Series<'a>,
    pub(super) height_mm: Option<Said<u32>>,
    pub(super) bmi: Option<Exact>,
    pub(super) age_years: Option<u32>,
    pub(super) operation: Option<Operation>,
}

impl<'a> Context<'a> {
    pub(super) fn of(
        timeline: &'a Timeline,
        tables: &'a Tables,
        gathered: &'a Gathered,
        as_of: CalendarDay,
    ) -> Result<Self, ScoreError> {
        let inputs = tables.table(INPUTS)?;
        let recency = Recency::of(inputs)?;
        let series = Series::of(gathered, as_of, &recency)?;
        let mut context = Self {
            tables,
            inputs,
            timeline,
            as_of,
            recency,
            gathered,
            series,
            height_mm: None,
            bmi: None,
            age_years: None,
            operation: timeline.next_operation(as_of).map(|(shown, operation)| Operation {
                entry: shown.root(),
                day: shown.day(),
                name: operation.name.clone(),
            }),
        };
        context.height_mm = context.said(|height: &Height| Some(height.height_mm));
        if let Some((weighing, height)) = context.series.current.zip(context.height_mm) {
            context.bmi =
                Some(Exact::body_mass_index(i64::from(weighing.weight_g), i64::from(height.value))?);
        }
        let born_on = context.said(|profile: &Profile| profile.born_on);
        context.age_years = born_on.and_then(|born| as_of.years_since(born.value));
        Ok(context)
    }

    /// How many days ago a day was; negative for one ahead.
    pub(super) fn days_ago(&self, day: CalendarDay) -> i32 {
        self.as_of.days_since(day)
    }

    /// What is known of each of the last `days` days, today included, in order; days with nothing on them are left out.
    pub(super) fn last_days(&self, days: i32) -> impl DoubleEndedIterator<Item = &'a DaySummary> {
        self.gathered.days.range(self.as_of.plus(1 - days)..=self.as_of).map(|(_, summary)| summary)
    }

    /// What is known of a day up to today.
    pub(super) fn on(&self, day: CalendarDay) -> Option<&'a DaySummary> {
        self.gathered.days.get(&day).filter(|_| day <= self.as_of)
    }

    /// The answers about symptoms of the last `days` days and today, in the order of their days.
    pub(super) fn answers(&self, days: i32) -> &'a [Answer] {
        self.gathered.answers(self.as_of.plus(-days), self.as_of)
    }

    /// Everything of one kind up to today, the latest first.
    pub(super) fn back<K: OfKind + 'static>(&self) -> impl Iterator<Item = (&'a Shown, &'a K)> {
        let as_of = self.as_of;
        let timeline: &'a Timeline = self.timeline;
        timeline.of_kind::<K>().rev().filter(move |(shown, _)| shown.day() <= as_of)
    }

    /// Everything of one kind of the last `days` days and today, the latest first.
    pub(super) fn lately<K: OfKind + 'static>(&self, days: i32) -> impl Iterator<Item = (&'a Shown, &'a K)> {
        let as_of = self.as_of;
        let timeline: &'a Timeline = self.timeline;
        timeline.of_kind_since::<K>(as_of.plus(-days)).filter(move |(shown, _)| shown.day() <= as_of)
    }

    /// The latest statement of its sort.
    pub(super) fn said<K: OfKind + 'static, T>(&self, pick: impl Fn(&K) -> Option<T>) -> Option<Said<T>> {
        self.back::<K>().find_map(|(shown, fact)| {
            pick(fact).map(|value| Said { entry: shown.root(), day: shown.day(), value })
        })
    }

    /// The latest statement of its sort, unless it is older than `days`.
    pub(super) fn said_within<K: OfKind + 'static, T>(
        &self,
        days: i32,
        pick: impl Fn(&K) -> Option<T>,
    ) -> Option<Said<T>> {
        self.said(pick).filter(|said| self.days_ago(said.day) <= days)
    }

    /// The latest laboratory value that is still good, in thousandths of the analyte's unit.
    pub(super) fn lab_milli(&self, analyte: Analyte) -> Option<Said<i64>> {
        let pick = |lab: &Lab| (lab.analyte == analyte).then_some(lab.value_milli);
        self.said_within(self.recency.laboratory_days, pick)
    }

    /// What a clinician last said of something that does not pass by itself.
    pub(super) fn found(&self, item: FindingItem) -> Option<Said<bool>> {
        self.said(|finding: &Finding| (finding.item == item).then_some(finding.present))
    }

    /// What a clinician said of something that may pass, while it is recent.
    pub(super) fn found_lately(&self, item: FindingItem) -> Option<Said<bool>> {
        self.found(item).filter(|said| self.days_ago(said.day) <= self.recency.clinical_finding_days)
    }

    /// The grade that a clinician last gave, while it is recent.
    pub(super) fn graded_lately(&self, item: FindingItem) -> Option<Said<u32>> {
        self.said_within(self.recency.clinical_finding_days, |finding: &Finding| {
            (finding.item == item && finding.present).then_some(finding.grade).flatten()
        })
    }

    /// Whether cancer is on record: a finding, a diagnosis, or drug treatment for it.
    pub(super) fn has_cancer(&self) -> bool {
        let diagnosed = || self.said(|profile: &Profile| profile.diagnosis.clone()).is_some();
        match self.found(FindingItem::GastricCancer) {
            Some(said) => said.value,
            None => diagnosed() || self.latest_drug_treatment().is_some(),
        }
    }

    /// The last chemotherapy, targeted drug or immunotherapy that was given.
    pub(super) fn latest_drug_treatment(&self) -> Option<Said<&'a Treatment>> {
        self.back::<Treatment>()
            .find(|(_, treatment)| treatment.modality.is_drug() && treatment.status == TreatmentStatus::Given)
            .map(|(shown, treatment)| Said { entry: shown.root(), day: shown.day(), value: treatment })
    }

    /// Whom to call by day and night, or a nurse; as recorded.
    pub(super) fn phone(&self) -> Option<&'a str> {
        let of_role = |role| self.timeline.contact(role, self.as_of);
        of_role(CareRole::EmergencyLine)
            .or_else(|| of_role(CareRole::Nurse))
            .map(|(_, contact)| contact.phone.as_str())
    }

    /// The request to call today, with the number where one is recorded.
    pub(super) fn call_today(&self) -> String {
        match self.phone() {
            Some(phone) => format!("Please call your care team today: {phone}."),
            None => "Please call your care team today.".to_owned(),
        }
    }

    /// The body-mass index as people read it.
    pub(super) fn bmi_text(&self) -> String {
        self.bmi.map_or_else(|| "unknown".to_owned(), super::print::tenths)
    }

    /// Why a weight may say little about the body now.
    pub(super) fn fluid_cautions(&self) -> Result<Vec<String>, ScoreError> {
        let mut cautions = Vec::new();
        let since = self.as_of.plus(-self.recency.fluid_sign_days);
        if let Some(weighing) = self.series.measured_since(since).rfind(|weighing| weighing.fluid) {
            cautions.push(format!(
                "weight may be unreliable: fluid was noted with the weight of {}",
                weighing.day
            ));
        }
        let swelling = self.inputs.threshold("swelling")?.bound;
        let swollen = self.last_days(self.recency.fluid_sign_days + 1).any(|day| {
            day.symptoms
                .get(SymptomItem::Swelling)
                .is_some_and(|level| swelling.holds(Exact::whole(i64::from(level))))
        });
        if swollen {
            cautions.push("weight may be unreliable: swelling was reported in the last days".to_owned());
        }
        Ok(cautions)
    }
}

impl Recency {
    fn of(table: &Table) -> Result<Self, ScoreError> {
        Ok(Self {
            current_weight_days: table.points("current_weight_days")?,
            tolerances_days: [
                table.points("tolerance_7")?,
                table.points("tolerance_30")?,
                table.points("tolerance_61")?,
                table.points("tolerance_91")?,
                table.points("tolerance_182")?,
            ],
            beyond_6m_days: table.points("beyond_6m_days")?,
            fluid_sign_days: table.points("fluid_sign_days")?,
            laboratory_days: table.points("laboratory_days")?,
            clinical_finding_days: table.points("clinical_finding_days")?,
            muscle_days: table.points("muscle_days")?,
        })
    }
}
