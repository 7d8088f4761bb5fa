//! The report as a FHIR R4 document: a Composition whose sections can be read by people, and the resources that they were written from.
//!
//! What an audience may not read is not in its [`Report`](crate::Report), so it cannot be in its document either. The entries of the period are the
//! person's own data and go to everybody, but to a trial none that may hold a name.

mod absent;
mod narrative;
mod plan;
mod rules;
mod sections;

use crate::model::Report;
use nourish_fhir::codes::{ASSEMBLER, AUTHOR_SIGNATURE, NUTRITION_NOTE};
use nourish_fhir::model::{
    Attachment, CodeableConcept, Coding, Composition, Device, DocumentReference, Identifier, Period,
    Provenance, ProvenanceAgent, Reference, Resource, Signature,
};
use nourish_fhir::{
    BundleKind, Bundling, Person, Told, Uuid, date_time, device_of, names, patient_of, person_of,
    provenance_of, resource_of, rows_of, totals_of,
};
use nourish_record::{DaySummary, Entry, EntryId, Fact, FeedingPlan, Height, Moment, Shown, Timeline};
use sections::{Part, Parts};
use std::collections::BTreeSet;

pub use nourish_fhir::Subject;

/// What a FHIR document is made of beside the report.
#[derive(Clone, Copy)]
pub struct FhirDocument<'a> {
    /// The timeline that the report was composed from.
    pub timeline: &'a Timeline,
    /// Whose journal it is.
    pub subject: Subject,
    /// The signature of whoever hands the report over, if there is one.
    pub signature: Option<FhirSignature<'a>>,
    /// The same report as a PDF, to be carried in the document.
    pub pdf: Option<&'a [u8]>,
}

/// A signature over the report, made by its caller.
#[derive(Clone, Copy)]
pub struct FhirSignature<'a> {
    /// The name of the key that signed.
    pub key: &'a str,
    /// When it was signed.
    pub when: &'a Moment,
    /// The form of the bytes, as a media type.
    pub format: &'a str,
    /// The signature itself.
    pub bytes: &'a [u8],
}

impl Report {
    /// The report as a FHIR R4 document Bundle, in JSON. Pure: the same arguments give the same bytes.
    ///
    /// It begins with the Composition; then come the person, the devices that wrote, the entries of the period (of what was eaten and fed the totals
    /// of each day) and those that a flag rests on, what every rule says with its version and what it rests on, flags, targets, and who wrote what.
    ///
    /// ```
    /// # use nourish_record::{Moment, Timeline};
    /// # use nourish_report::{Audience, FhirDocument, Options, Subject, compose};
    /// # use nourish_rules::assess::{Assessment, Picture};
    /// # let made_at = Moment::parse("2026-11-20T22:30[Europe/Madrid]").unwrap();
    /// # let today = made_at.day();
    /// # let assessment = Assessment { as_of: today, findings: Vec::new(), picture: Picture::default() };
    /// # let options = Options {
    /// #     from: today.plus(-90), to: today, made_at: made_at.clone(), audience: Audience::CareTeam, app_version: "0.1.0".into(),
    /// # };
    /// let timeline = Timeline::default();
    /// let report = compose(&timeline, &assessment, &options);
    /// let document = FhirDocument {
    ///     timeline: &timeline,
    ///     subject: Subject::named([7; 16]),
    ///     signature: None,
    ///     pdf: None,
    /// };
    /// assert!(report.to_fhir(&document).contains(r#""resourceType":"Composition""#));
    /// ```
    pub fn to_fhir(&self, document: &FhirDocument<'_>) -> String {
        let mut out = Vec::new();
        // Writing to memory cannot fail.
        let _ = Writing::of(self, document).write(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

/// What the resources of a document have in common.
pub(crate) struct Writing<'a> {
    pub(crate) report: &'a Report,
    pub(crate) document: &'a FhirDocument<'a>,
    /// The name of the program that wrote the document.
    pub(crate) app: Uuid,
    made_at: String,
}

impl<'a> Writing<'a> {
    fn of(report: &'a Report, document: &'a FhirDocument<'a>) -> Self {
        let app = document.subject.uuid().derived(&["app", &report.header.app_version]);
        Self { report, document, app, made_at: date_time(&report.header.made) }
    }

    /// The name of something that is computed, within this report.
    pub(crate) fn named(&self, words: &[&str]) -> Uuid {
        let header = &self.report.header;
        let (from, to) = (header.from.to_string(), header.to.to_string());
        let audience = format!("{:?}", self.report.audience);
        let of = [&["report", &self.made_at, &from, &to, &audience], words].concat();
        self.document.subject.uuid().derived(&of)
    }

    pub(crate) fn identifier(uuid: Uuid) -> Identifier {
        Identifier::new(names::COMPUTED_ID, uuid.to_string())
    }

    pub(crate) fn subject(&self) -> Reference {
        self.document.subject.reference()
    }

    fn write(&self, out: &mut Vec<u8>) -> std::io::Result<()> {
        let id = self.named(&["bundle"]);
        let shown = self.entries();
        let parts = self.parts(&shown);
        let mut bundle = Bundling::begin(BundleKind::Document, id, &self.made_at, out)?;
        bundle.add(self.named(&["composition"]), self.composition(&parts))?;
        bundle.add(self.document.subject.uuid(), patient_of(&self.person(), &self.document.subject))?;
        bundle.add(self.app, self.app_device())?;
        for (uuid, resource) in parts.into_resources() {
            bundle.add(uuid, resource)?;
        }
        let entries: Vec<Entry> = shown.iter().map(|shown| shown.entry().clone()).collect();
        let rows = rows_of(entries);
        for author in rows.iter().map(|row| row.changed_by).collect::<BTreeSet<_>>() {
            let (uuid, device) = device_of(author, &self.document.subject);
            bundle.add(uuid, device)?;
        }
        for (uuid, resource) in provenance_of(&rows.iter().collect::<Vec<_>>(), &self.document.subject) {
            bundle.add(uuid, resource)?;
        }
        for (uuid, resource) in self.signed().into_iter().chain(self.pdf()) {
            bundle.add(uuid, resource)?;
        }
        bundle.finish()
    }

    /// The person as the audience may know them: a trial knows no name.
    fn person(&self) -> Person {
        let person = person_of(self.document.timeline);
        if self.report.audience.knows_the_name() {
            return person;
        }
        Person { sex: person.sex, ..Person::default() }
    }

    /// The entries of the period but for single meals, drinks, feeds and counts, which the totals of their days stand for; what a flag rests
    /// on; the plan in force and the height; and what is planned later.
    fn entries(&self) -> Vec<&'a Shown> {
        let header = &self.report.header;
        let evidence: BTreeSet<EntryId> =
            self.report.flags.iter().flat_map(|flag| &flag.evidence).map(|line| line.entry).collect();
        let all = self.document.timeline.iter();
        let plan = self.document.timeline.latest::<FeedingPlan>(header.to).map(|(shown, _)| shown.root());
        let height = self.document.timeline.latest::<Height>(header.to).map(|(shown, _)| shown.root());
        let is_single = |shown: &Shown| {
            let fact = shown.entry().fact();
            fact.is_some_and(|fact| Part::of(fact) == Part::Intake && !matches!(fact, Fact::ParenteralBag(_)))
        };
        let is_there = |shown: &&Shown| {
            (header.from..=header.to).contains(&shown.day()) && !is_single(shown)
                || evidence.contains(&shown.root())
                || [plan, height].contains(&Some(shown.root()))
                || shown.day() > header.to && shown.entry().lasts()
        };
        all.filter(is_there).filter(|shown| !self.is_hidden(shown)).collect()
    }

    /// Whether an entry stays out: where the name is not known, neither is what may hold it: profiles, contacts, and words of people's own.
    fn is_hidden(&self, shown: &Shown) -> bool {
        let may_name = matches!(
            shown.entry().fact(),
            Some(
                Fact::Profile(_)
                    | Fact::CareContact(_)
                    | Fact::Note(_)
                    | Fact::Acknowledgement(_)
                    | Fact::SurgeryPreparation(_)
                    | Fact::CareTask(_)
                    | Fact::SickDayRule(_)
            )
        );
        may_name && !self.report.audience.knows_the_name()
    }

    fn parts(&self, shown: &[&Shown]) -> Parts {
        let mut parts = Parts::default();
        let known: BTreeSet<EntryId> = shown.iter().map(|shown| shown.root()).collect();
        let last_plan = self.document.timeline.latest::<FeedingPlan>(self.report.header.to);
        let last_plan = last_plan.map(|(shown, _)| shown.root());
        for entry in shown {
            let is_plan = entry.entry().fact_of::<FeedingPlan>().is_some();
            let told = Told::shown(entry).superseded(is_plan && Some(entry.root()) != last_plan);
            let part = entry.entry().fact().map_or(Part::Other, Part::of);
            if let Some(resource) = resource_of(told, &self.document.subject) {
                parts.add(part, Uuid::of_entry(entry.root()), resource);
            }
        }
        let header = &self.report.header;
        for day in DaySummary::between(self.document.timeline, header.from, header.to) {
            for (uuid, resource) in totals_of(&day, &self.document.subject) {
                parts.add(Part::Intake, uuid, resource);
            }
        }
        for (part, uuid, resource) in self.absent().into_iter().chain(self.body_mass_index(&known)) {
            parts.add(part, uuid, resource);
        }
        for (uuid, resource) in self.flags() {
            parts.add(Part::Flags, uuid, resource);
        }
        for (uuid, resource) in self.risks(&known) {
            parts.add(Part::Rules, uuid, resource);
        }
        for (uuid, resource) in self.targets(last_plan.filter(|plan| known.contains(plan))) {
            parts.add(Part::Plan, uuid, resource);
        }
        parts
    }

    fn composition(&self, parts: &Parts) -> Resource {
        let header = &self.report.header;
        let (from, to) = (header.from.to_string(), header.to.to_string());
        let speech = &self.report.speech;
        let title = speech.say_of("fhir-title", &[("from", (&from).into()), ("to", (&to).into())]);
        let author = Reference::to(self.app.urn());
        let r#type = CodeableConcept::new(vec![Coding::of(&NUTRITION_NOTE)], "Nutrition and side effects");
        let period = Period::new(Some(header.from.to_string()), Some(header.to.to_string()));
        let mut composition =
            Composition::new(r#type, self.subject(), self.made_at.clone(), author, &title).about(period);
        composition.identifier = Some(Self::identifier(self.named(&["composition"])));
        composition.language = self.report.other_language().map(str::to_owned);
        composition.section = self.sections(parts);
        Resource::Composition(Box::new(composition))
    }

    fn app_device(&self) -> Resource {
        let version = &self.report.header.app_version;
        let identifier =
            Identifier::new(names::DEVICE_ID, format!("app.{version}.{}", self.document.subject.uuid()));
        Resource::Device(Box::new(Device::new(identifier, "Nourish").of_version(version)))
    }

    /// Who put the document together, and whose signature it bears.
    fn signed(&self) -> Vec<(Uuid, Resource)> {
        let mut resources = Vec::new();
        let target = vec![Reference::to(self.named(&["composition"]).urn())];
        let agent = ProvenanceAgent::new(Coding::of(&ASSEMBLER), Reference::to(self.app.urn()));
        let mut provenance = Provenance::new(target, self.made_at.clone(), agent);
        if let Some(signature) = self.document.signature {
            let key = self.document.subject.uuid().derived(&["key", signature.key]);
            let identifier = Identifier::new(names::DEVICE_ID, format!("key.{}", signature.key));
            resources.push((key, Resource::Device(Box::new(Device::new(identifier, "device that signed")))));
            let meaning = Coding::of(&AUTHOR_SIGNATURE);
            let mut signed = Signature::new(meaning, date_time(signature.when), Reference::to(key.urn()));
            signed.sig_format = Some(signature.format.to_owned());
            signed.data = Attachment::new(signature.format, signature.bytes).data;
            provenance.signature = vec![signed];
        }
        resources.push((self.named(&["provenance"]), Resource::Provenance(Box::new(provenance))));
        resources
    }

    /// The PDF that says the same.
    fn pdf(&self) -> Option<(Uuid, Resource)> {
        let bytes = self.document.pdf?;
        let uuid = self.named(&["pdf"]);
        let mut attachment = Attachment::new("application/pdf", bytes);
        attachment.title = Some("The report as a PDF".to_owned());
        attachment.creation = Some(self.made_at.clone());
        let r#type = CodeableConcept::new(vec![Coding::of(&NUTRITION_NOTE)], "Nutrition and side effects");
        let mut reference = DocumentReference::new(r#type, self.subject(), attachment);
        reference.identifier = vec![Self::identifier(uuid)];
        reference.date = Some(self.made_at.clone());
        reference.author = vec![Reference::to(self.app.urn())];
        Some((uuid, Resource::DocumentReference(Box::new(reference))))
    }
}
