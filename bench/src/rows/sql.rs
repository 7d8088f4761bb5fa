//! The peers' statements. Four typed tables; the index on the day covers what sums need, so that they never touch the rows.

/// The tables, as an app would lay them out. Zone and device stand as small numbers, as if they had tables of their own.
pub(super) const TABLES: &str = "
CREATE TABLE weight (
    id BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, instant_ms INTEGER NOT NULL, offset_s INTEGER NOT NULL,
    zone INTEGER, recorded_ms INTEGER NOT NULL, device INTEGER NOT NULL, source INTEGER NOT NULL,
    weight_g INTEGER NOT NULL, method INTEGER, fluid INTEGER, confirmed INTEGER
) STRICT;
CREATE INDEX weight_day ON weight (day, instant_ms, weight_g);
CREATE TABLE intake (
    id BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, instant_ms INTEGER NOT NULL, offset_s INTEGER NOT NULL,
    zone INTEGER, recorded_ms INTEGER NOT NULL, device INTEGER NOT NULL, source INTEGER NOT NULL,
    meal INTEGER, eaten_percent INTEGER, energy_kcal_milli INTEGER, protein_mg INTEGER, carbohydrate_mg INTEGER,
    fat_mg INTEGER, fluid_ml INTEGER, description TEXT
) STRICT;
CREATE INDEX intake_day ON intake (day, energy_kcal_milli, protein_mg, fluid_ml);
CREATE TABLE feed (
    id BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, instant_ms INTEGER NOT NULL, offset_s INTEGER NOT NULL,
    zone INTEGER, recorded_ms INTEGER NOT NULL, device INTEGER NOT NULL, source INTEGER NOT NULL,
    route INTEGER, mode INTEGER, density INTEGER, protein_density INTEGER, rate_ml_per_h INTEGER, delivered_ml INTEGER,
    prescribed_ml INTEGER, duration_min INTEGER, flush_ml INTEGER, residual_ml INTEGER, interrupted_min INTEGER,
    interruption_reason INTEGER, tolerance INTEGER, energy_kcal_milli INTEGER, protein_mg INTEGER, fluid_ml INTEGER,
    formula TEXT
) STRICT;
CREATE INDEX feed_day ON feed (day, energy_kcal_milli, protein_mg, fluid_ml, delivered_ml);
CREATE TABLE symptom (
    id BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, instant_ms INTEGER NOT NULL, offset_s INTEGER NOT NULL,
    zone INTEGER, recorded_ms INTEGER NOT NULL, device INTEGER NOT NULL, source INTEGER NOT NULL,
    item INTEGER NOT NULL, attribute INTEGER NOT NULL, level INTEGER NOT NULL, recall_days INTEGER NOT NULL
) STRICT;
CREATE INDEX symptom_day ON symptom (day, level);
";

/// The day sums of the designs that keep them.
pub(super) const DAY_SUM_TABLE: &str = "
CREATE TABLE day_sum (
    day INTEGER PRIMARY KEY, entries INTEGER NOT NULL, weight_g INTEGER NOT NULL, energy_kcal_milli INTEGER NOT NULL,
    protein_mg INTEGER NOT NULL, fluid_ml INTEGER NOT NULL, delivered_ml INTEGER NOT NULL, worst_level INTEGER NOT NULL
) STRICT;
";

pub(super) const INSERT_WEIGHT: &str =
    "INSERT INTO weight (id, day, instant_ms, offset_s, zone, recorded_ms, device, source, weight_g, method, fluid, confirmed)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING";
pub(super) const INSERT_INTAKE: &str =
    "INSERT INTO intake (id, day, instant_ms, offset_s, zone, recorded_ms, device, source, meal, eaten_percent,
         energy_kcal_milli, protein_mg, carbohydrate_mg, fat_mg, fluid_ml, description)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT (id) DO NOTHING";
pub(super) const INSERT_FEED: &str =
    "INSERT INTO feed (id, day, instant_ms, offset_s, zone, recorded_ms, device, source, route, mode, density,
         protein_density, rate_ml_per_h, delivered_ml, prescribed_ml, duration_min, flush_ml, residual_ml, interrupted_min,
         interruption_reason, tolerance, energy_kcal_milli, protein_mg, fluid_ml, formula)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
         ?24) ON CONFLICT (id) DO NOTHING";
pub(super) const INSERT_SYMPTOM: &str =
    "INSERT INTO symptom (id, day, instant_ms, offset_s, zone, recorded_ms, device, source, item, attribute, level,
         recall_days)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING";

pub(super) const UPDATE_WEIGHT: &str = "UPDATE weight SET recorded_ms = ?2, weight_g = ?3 WHERE id = ?1";
pub(super) const UPDATE_INTAKE: &str = "UPDATE intake SET recorded_ms = ?2, energy_kcal_milli = ?3, protein_mg = ?4, fluid_ml = ?5 WHERE id = ?1";
pub(super) const UPDATE_FEED: &str =
    "UPDATE feed SET recorded_ms = ?2, energy_kcal_milli = ?3, protein_mg = ?4, fluid_ml = ?5,
     delivered_ml = ?6 WHERE id = ?1";
pub(super) const UPDATE_SYMPTOM: &str = "UPDATE symptom SET recorded_ms = ?2, level = ?3 WHERE id = ?1";

pub(super) const DELETE_WEIGHT: &str = "DELETE FROM weight WHERE id = ?1";
pub(super) const DELETE_INTAKE: &str = "DELETE FROM intake WHERE id = ?1";
pub(super) const DELETE_FEED: &str = "DELETE FROM feed WHERE id = ?1";
pub(super) const DELETE_SYMPTOM: &str = "DELETE FROM symptom WHERE id = ?1";

/// Everything of a day: name first, then whatever columns there are.
pub(super) const DAY_WEIGHT: &str =
    "SELECT id, instant_ms, offset_s, zone, recorded_ms, device, source, weight_g, method,
     fluid, confirmed FROM weight WHERE day = ?1";
pub(super) const DAY_INTAKE: &str = "SELECT id, instant_ms, offset_s, zone, recorded_ms, device, source, energy_kcal_milli,
     protein_mg, fluid_ml, meal, eaten_percent, carbohydrate_mg, fat_mg, description FROM intake WHERE day = ?1";
pub(super) const DAY_FEED: &str = "SELECT id, instant_ms, offset_s, zone, recorded_ms, device, source, energy_kcal_milli,
     protein_mg, fluid_ml, delivered_ml, route, mode, density, protein_density, rate_ml_per_h, prescribed_ml, duration_min,
     flush_ml, residual_ml, interrupted_min, interruption_reason, tolerance, formula FROM feed WHERE day = ?1";
pub(super) const DAY_SYMPTOM: &str =
    "SELECT id, instant_ms, offset_s, zone, recorded_ms, device, source, level, item,
     attribute, recall_days FROM symptom WHERE day = ?1";

/// Sums of days, from the indexes alone.
pub(super) const SUM_WEIGHT: &str =
    "SELECT day, count(*), min(instant_ms), weight_g FROM weight WHERE day BETWEEN ?1 AND ?2 GROUP BY day";
pub(super) const SUM_INTAKE: &str =
    "SELECT day, count(*), sum(energy_kcal_milli), sum(protein_mg), sum(fluid_ml) FROM intake
     WHERE day BETWEEN ?1 AND ?2 GROUP BY day";
pub(super) const SUM_FEED: &str =
    "SELECT day, count(*), sum(energy_kcal_milli), sum(protein_mg), sum(fluid_ml),
     sum(delivered_ml) FROM feed WHERE day BETWEEN ?1 AND ?2 GROUP BY day";
pub(super) const SUM_SYMPTOM: &str =
    "SELECT day, count(*), max(level) FROM symptom WHERE day BETWEEN ?1 AND ?2 GROUP BY day";

pub(super) const SUMS_KEPT: &str =
    "SELECT day, entries, weight_g, energy_kcal_milli, protein_mg, fluid_ml, delivered_ml,
     worst_level FROM day_sum WHERE day BETWEEN ?1 AND ?2 AND entries > 0 ORDER BY day";
pub(super) const ADD_TO_DAY: &str =
    "INSERT INTO day_sum (day, entries, weight_g, energy_kcal_milli, protein_mg, fluid_ml, delivered_ml, worst_level)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     ON CONFLICT (day) DO UPDATE SET entries = entries + ?2, weight_g = CASE weight_g WHEN 0 THEN ?3 ELSE weight_g END,
         energy_kcal_milli = energy_kcal_milli + ?4, protein_mg = protein_mg + ?5, fluid_ml = fluid_ml + ?6,
         delivered_ml = delivered_ml + ?7, worst_level = max(worst_level, ?8)";
/// After a correction: what adds up takes the difference, the rest is looked up again.
pub(super) const CORRECT_DAY: &str =
    "UPDATE day_sum SET entries = entries + ?2, energy_kcal_milli = energy_kcal_milli + ?3,
     protein_mg = protein_mg + ?4, fluid_ml = fluid_ml + ?5, delivered_ml = delivered_ml + ?6 WHERE day = ?1";
pub(super) const WEIGH_DAY_AGAIN: &str = "UPDATE day_sum SET entries = entries + ?2, weight_g = coalesce(
     (SELECT weight_g FROM weight WHERE weight.day = ?1 ORDER BY instant_ms LIMIT 1), 0) WHERE day = ?1";
pub(super) const JUDGE_DAY_AGAIN: &str = "UPDATE day_sum SET entries = entries + ?2, worst_level = coalesce(
     (SELECT max(level) FROM symptom WHERE symptom.day = ?1), 0) WHERE day = ?1";
