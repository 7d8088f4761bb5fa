//! One file a rule. A rule reads the context and gives its findings; none reads another's.

pub(super) mod before_surgery;
mod composite;
pub(super) mod espen_surgery;
pub(super) mod fever;
pub(super) mod glim;
pub(super) mod glucose_infusion;
pub(super) mod hydration;
pub(super) mod intake;
pub(super) mod neutropenia;
pub(super) mod no_report;
pub(super) mod nrs2002;
pub(super) mod pons;
pub(super) mod rapid_weight_change;
pub(super) mod red_flag;
mod red_flag_text;
pub(super) mod refeeding;
pub(super) mod symptom_worsening;
pub(super) mod treatment_delivery;
pub(super) mod tube_delivery;
pub(super) mod weigh_again;
pub(super) mod weight_change;
