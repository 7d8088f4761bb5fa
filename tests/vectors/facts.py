#!/usr/bin/env python3
"""Writes facts.jsonl: the facts of entries.py as a person writes them, for languages that see no bytes of an entry.

A second writer of that text as well: the unit follows from the end of a field's name. Words stand here as far as they occur.
"""
import json
from datetime import date

from entries import typed

FIELDS = {
    "profile": "name born_on sex asian_cutoffs diagnosis language home_zone",
    "weight": "weight_g method fluid confirmed",
    "height": "height_mm",
    "oral-intake": "meal eaten_percent energy_kcal_milli protein_mg carbohydrate_mg fat_mg fluid_ml description",
    "supplement": "product volume_ml energy_kcal_milli protein_mg prescribed_ml",
    "tube-feed": "route mode formula density_kcal_milli_per_ml protein_mg_per_ml rate_ml_per_h delivered_ml prescribed_ml duration_min"
                 " flush_ml residual_ml interrupted_min interruption_reason tolerance",
    "parenteral-bag": "volume_ml dextrose_mg amino_acid_mg lipid_mg duration_min prescribed_ml product",
    "fluid": "volume_ml route description energy_kcal_milli",
    "output": "urine_ml urine_count stool_count stool_form vomit_count vomit_ml drain_ml",
    "symptom": "item attribute level recall_days",
    "check-in": "set asked yes completed answered_by questionnaire entries",
    "vitals": "temperature_c_milli sustained_over_1h pulse_per_min systolic_mmhg diastolic_mmhg breaths_per_min oxygen_percent",
    "lab": "analyte value_milli",
    "muscle": "method grip_g calf_mm asmi_g_per_m2 ffmi_g_per_m2 smi_mm2_per_m2 deficit",
    "treatment": "modality status name regimen cycle cycle_day planned_on dose_mg planned_dose_mg dose_cgy fractions reason cycle_days"
                 " planned_cycles",
    "medicine": "name taken dose why",
    "tube-care": "event route mark_mm note",
    "feeding-plan": "energy_min_kcal_milli energy_max_kcal_milli protein_min_mg protein_max_mg fluid_ml tube_prescribed_ml"
                    " tube_density_kcal_milli_per_ml formula route mode set_by setting tube_protein_mg_per_ml tube_water_percent"
                    " feed_system rate_ml_per_h duration_min feeds start_rate_ml_per_h rate_step_ml_per_h rate_step_every_min flush_ml"
                    " flush_every_min",
    "care-contact": "role phone hours name",
    "note": "text sender recipient rule",
    "acknowledgement": "rule action role until_on note",
    "finding": "item present grade",
    "answer": "questionnaire item value recall_days",
    "surgery-preparation": "feeding_days product supplement_ml solids_until_min fluids_until_min drink_evening_ml drink_morning_ml"
                           " drink_until_min set_by note",
    "care-task": "title status every_days until_on role note",
    "sick-day-rule": "situation action call set_by",
}

ROLES = {1: "patient", 2: "carer", 3: "surgeon", 7: "dietitian", 8: "nurse", 9: "general-practitioner", 10: "emergency-line"}
TUBES = {2: "nasojejunal", 5: "jejunostomy"}
FLAGS = {1: "vomiting-blood", 2: "black-stool", 3: "collapse", 9: "rigors", 22: "very-unwell"}
WORDS = {
    "profile.sex": {2: "male"}, "weight.method": {1: "measured"}, "weight.fluid": {1: "oedema"}, "oral-intake.meal": {2: "lunch"},
    "tube-feed.route": TUBES, "tube-feed.mode": {2: "cyclic"}, "tube-feed.interruption_reason": {6: "paused"},
    "tube-feed.tolerance": {2: "fair"}, "fluid.route": {1: "oral", 3: "intravenous"}, "output.stool_form": {3: "soft"},
    "symptom.item": {2: "nausea"}, "symptom.attribute": {2: "severity"}, "check-in.set": {1: "daily", 2: "weekly"},
    "check-in.asked": FLAGS, "check-in.yes": FLAGS, "check-in.answered_by": ROLES, "lab.analyte": {1: "albumin"},
    "muscle.method": {1: "grip"}, "muscle.deficit": {1: "mild-moderate"}, "treatment.modality": {1: "chemotherapy"},
    "treatment.status": {2: "given"}, "treatment.reason": {1: "blood-counts"}, "tube-care.event": {5: "blocked"},
    "tube-care.route": TUBES, "feeding-plan.route": TUBES, "feeding-plan.mode": {2: "cyclic"}, "feeding-plan.set_by": ROLES,
    "feeding-plan.setting": {2: "surgery"}, "feeding-plan.feed_system": {1: "closed"}, "care-contact.role": ROLES,
    "note.sender": ROLES, "note.recipient": ROLES, "acknowledgement.action": {4: "snoozed"}, "acknowledgement.role": ROLES,
    "finding.item": {11: "disease-severity"}, "surgery-preparation.set_by": ROLES, "care-task.status": {1: "requested"},
    "care-task.role": ROLES, "sick-day-rule.call": ROLES, "sick-day-rule.set_by": ROLES,
}

# The end of a name, the unit that people read, and how many digits of the stored number stand behind its point.
UNITS = [
    ("_kcal_milli_per_ml", "", 3), ("_ml_per_h", " ml/h", 0), ("_per_ml", "", 0), ("_per_min", "", 0), ("_per_m2", "", 0),
    ("_kcal_milli", " kcal", 3), ("_c_milli", " °C", 3), ("_milli", "", 3), ("_percent", "%", 0), ("_mg", " g", 3), ("_g", " kg", 3),
    ("_ml", " ml", 0), ("_mm", " cm", 1), ("_min", " min", 0), ("", "", 0),
]


def amount(field, stored):
    unit, digits = next((unit, digits) for end, unit, digits in UNITS if field.endswith(end))
    if digits == 0:
        return f"{stored}{unit}"
    text = str(stored).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".") + unit


def written(kind, field, value):
    if isinstance(value, list):
        return ",".join(written(kind, field, member) for member in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (bytes, date)):
        return value.hex() if isinstance(value, bytes) else value.isoformat()
    if isinstance(value, int):
        words = WORDS.get(f"{kind}.{field}")
        return words[value] if words else amount(field, value)
    return value


if __name__ == "__main__":
    for seq, kind, _, payload in sum(typed(), []):
        fields = [[field, written(kind, field, payload[number])]
                  for number, field in enumerate(FIELDS[kind].split(), 1) if number in payload]
        print(json.dumps({"seq": seq, "kind": kind, "fields": fields}, ensure_ascii=False))
