//! Simulated people: fictional persons with gastric cancer, and the journals that they would keep.
//!
//! Nobody in here exists. Names are put together from words that no family bears, and everything else follows from a seed
//! and a number: the same seed gives the same persons and the same journals, entry for entry, on every machine. There is no
//! clock, no file, no randomness of the system and no floating-point number in this room.
//!
//! ```
//! use nourish_people::Person;
//!
//! let person = Person::of(7, 1);
//! let journal = person.journal("2026-06-01".parse().unwrap(), 30);
//! assert!(journal.is_sorted_by_key(|draft| draft.occurred.instant_ms()));
//! assert!(journal == Person::of(7, 1).journal("2026-06-01".parse().unwrap(), 30));
//! assert_ne!(person.name, Person::of(7, 2).name);
//! ```
//!
//! # What is simulated
//!
//! A [`Journey`] lays out the treatments of a person: cycles with delays and reduced doses, an operation, radiotherapy, a
//! feeding tube, parenteral nutrition. Day by day the treatment makes symptoms, symptoms make eating harder, and what was
//! eaten, fed and infused moves the weight. Beside this life stands the diary: what the person or a carer writes down of it,
//! on the days on which they do, with the slips that people and scales make. A day that nobody logged was lived all the same.
//!
//! # What it is modelled after
//!
//! All rates stand in one file, `rates.rs`, and are choices of design: no journal of a real person was used. They are set so
//! that what comes out lies where publications put it:
//!
//! - **Symptoms.** In the trial STAR (Basch et al., J Clin Oncol 2016;34:557) about 2 % of the answers and 13 % of the weeks
//!   raised an alert; in PRO-TECT, with looser rules, 6 % of the answers and 34 % of the weekly surveys (Basch et al., JAMA
//!   2022;327:2413). The share of weekly reports here with any answer of 3 or 4 is meant to lie between, and is tested to.
//! - **The chemotherapy cycle.** Nausea on days 1 to 4, sore mouth and low neutrophils on days 7 to 12, numbness that adds up
//!   over the cycles of oxaliplatin, diarrhoea and sore hands and feet under capecitabine: as every leaflet for patients says.
//! - **Weight.** 7,700 kcal missing are a kilogram; an operation on the stomach takes weight at once and in the weeks after it.
//! - **Regimens.** FLOT every 14 days, CAPOX every 21, paclitaxel with ramucirumab every 28, radiotherapy of 45 Gy in 25
//!   fractions, doses as usually planned per square metre or kilogram.
//! - **Slips.** A digit swapped, pounds for kilograms, somebody else on the scale, a file imported twice: what the core has to
//!   bear, at rates far below those of right entries.
//!
//! It is good for tests, benches and demonstrations. It is no evidence: nothing clinical can be learned from it.
#![forbid(unsafe_code)]

mod adherence;
mod body;
mod care;
mod check_in;
mod course;
mod dirt;
mod eating;
mod feeding;
mod habits;
mod journal;
mod laboratory;
mod medicine;
mod names;
mod output;
mod person;
mod plan;
mod random;
pub mod rates;
mod regimen;
mod symptoms;
mod today;
mod treatment;
mod vitals;

pub use person::{Journey, LoggedBy, Person, Thoroughness};
