//! Writing rows.

use super::sql;
use crate::error::BenchError;
use crate::logged::Logged;
use nourish_record::{Fact, OralIntake, Symptom, TubeFeed, Weight};
use rusqlite::{Connection, params};

/// The number of the only zone there is, as if it stood in a table of its own.
const ZONE: i64 = 1;

/// Inserts an entry; `false` if it was there.
pub(super) fn insert(connection: &Connection, entry: &Logged) -> Result<bool, BenchError> {
    let inserted = match &entry.draft.fact {
        Fact::Weight(fact) => insert_weight(connection, entry, fact),
        Fact::OralIntake(fact) => insert_intake(connection, entry, fact),
        Fact::TubeFeed(fact) => insert_feed(connection, entry, fact),
        Fact::Symptom(fact) => insert_symptom(connection, entry, fact),
        _ => Ok(0),
    };
    Ok(inserted? == 1)
}

fn insert_weight(connection: &Connection, entry: &Logged, fact: &Weight) -> rusqlite::Result<usize> {
    let at = &entry.draft.occurred;
    connection.prepare_cached(sql::INSERT_WEIGHT)?.execute(params![
        entry.id.as_bytes(),
        at.day().days_since_1970(),
        at.instant_ms(),
        at.offset_s(),
        ZONE,
        entry.recorded_ms.cast_signed(),
        entry.draft.source as i64,
        fact.weight_g,
        fact.method.map(|word| word as i64),
        fact.fluid.map(|word| word as i64),
        fact.confirmed,
    ])
}

fn insert_intake(connection: &Connection, entry: &Logged, fact: &OralIntake) -> rusqlite::Result<usize> {
    let at = &entry.draft.occurred;
    connection.prepare_cached(sql::INSERT_INTAKE)?.execute(params![
        entry.id.as_bytes(),
        at.day().days_since_1970(),
        at.instant_ms(),
        at.offset_s(),
        ZONE,
        entry.recorded_ms.cast_signed(),
        entry.draft.source as i64,
        fact.meal.map(|word| word as i64),
        fact.eaten_percent,
        fact.energy_kcal_milli,
        fact.protein_mg,
        fact.carbohydrate_mg,
        fact.fat_mg,
        fact.fluid_ml,
        fact.description,
    ])
}

fn insert_feed(connection: &Connection, entry: &Logged, fact: &TubeFeed) -> rusqlite::Result<usize> {
    let at = &entry.draft.occurred;
    let feed = Delivered::of(fact);
    connection.prepare_cached(sql::INSERT_FEED)?.execute(params![
        entry.id.as_bytes(),
        at.day().days_since_1970(),
        at.instant_ms(),
        at.offset_s(),
        ZONE,
        entry.recorded_ms.cast_signed(),
        entry.draft.source as i64,
        fact.route.map(|word| word as i64),
        fact.mode.map(|word| word as i64),
        fact.density_kcal_milli_per_ml,
        fact.protein_mg_per_ml,
        fact.rate_ml_per_h,
        fact.delivered_ml,
        fact.prescribed_ml,
        fact.duration_min,
        fact.flush_ml,
        fact.residual_ml,
        fact.interrupted_min,
        fact.interruption_reason.map(|word| word as i64),
        fact.tolerance.map(|word| word as i64),
        feed.energy_kcal_milli,
        feed.protein_mg,
        feed.fluid_ml,
        fact.formula,
    ])
}

fn insert_symptom(connection: &Connection, entry: &Logged, fact: &Symptom) -> rusqlite::Result<usize> {
    let at = &entry.draft.occurred;
    connection.prepare_cached(sql::INSERT_SYMPTOM)?.execute(params![
        entry.id.as_bytes(),
        at.day().days_since_1970(),
        at.instant_ms(),
        at.offset_s(),
        ZONE,
        entry.recorded_ms.cast_signed(),
        entry.draft.source as i64,
        fact.item as i64,
        fact.attribute as i64,
        fact.level,
        fact.recall_days,
    ])
}

/// Changes the values of an entry in place.
pub(super) fn update(connection: &Connection, entry: &Logged) -> Result<(), BenchError> {
    let id = entry.id.as_bytes();
    let recorded_ms = entry.recorded_ms.cast_signed();
    let changed = match &entry.draft.fact {
        Fact::Weight(fact) => {
            connection.prepare_cached(sql::UPDATE_WEIGHT)?.execute(params![id, recorded_ms, fact.weight_g])?
        }
        Fact::OralIntake(fact) => connection.prepare_cached(sql::UPDATE_INTAKE)?.execute(params![
            id,
            recorded_ms,
            fact.energy_kcal_milli,
            fact.protein_mg,
            fact.fluid_ml
        ])?,
        Fact::TubeFeed(fact) => {
            let feed = Delivered::of(fact);
            connection.prepare_cached(sql::UPDATE_FEED)?.execute(params![
                id,
                recorded_ms,
                feed.energy_kcal_milli,
                feed.protein_mg,
                feed.fluid_ml,
                fact.delivered_ml
            ])?
        }
        Fact::Symptom(fact) => {
            connection.prepare_cached(sql::UPDATE_SYMPTOM)?.execute(params![id, recorded_ms, fact.level])?
        }
        _ => 0,
    };
    if changed == 1 { Ok(()) } else { Err(BenchError::Lost) }
}

/// Deletes an entry.
pub(super) fn delete(connection: &Connection, entry: &Logged) -> Result<(), BenchError> {
    let statement = match &entry.draft.fact {
        Fact::Weight(_) => sql::DELETE_WEIGHT,
        Fact::OralIntake(_) => sql::DELETE_INTAKE,
        Fact::TubeFeed(_) => sql::DELETE_FEED,
        _ => sql::DELETE_SYMPTOM,
    };
    let deleted = connection.prepare_cached(statement)?.execute([entry.id.as_bytes()])?;
    if deleted == 1 { Ok(()) } else { Err(BenchError::Lost) }
}

/// What a feed adds to its day: computed once, when it is written.
pub(super) struct Delivered {
    /// kcal/1000.
    pub(super) energy_kcal_milli: i64,
    /// mg.
    pub(super) protein_mg: i64,
    /// Water of the formula and flush. ml.
    pub(super) fluid_ml: i64,
}

impl Delivered {
    pub(super) fn of(fact: &TubeFeed) -> Self {
        let fluid_ml = fact.water_ml().unwrap_or(0) + fact.flush_ml.map_or(0, u64::from);
        Self {
            energy_kcal_milli: fact.energy_kcal_milli().unwrap_or(0).cast_signed(),
            protein_mg: fact.protein_mg().unwrap_or(0).cast_signed(),
            fluid_ml: fluid_ml.cast_signed(),
        }
    }
}
