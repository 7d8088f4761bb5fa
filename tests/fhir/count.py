"""Counts what became of HL7's examples: every resource is taken, refused with a reason, or passed over with one."""

import json
import sys

# Looked up in the examples themselves: what a journal holds, file by file.
TAKEN = {
    "Observation-example.json": "a weight in pounds",
    "Observation-body-height.json": "a height",
    "Observation-body-temperature.json": "a temperature",
    "Observation-heart-rate.json": "a pulse",
    "Observation-blood-pressure.json": "a blood pressure",
    "NutritionOrder-enteralcontinuous.json": "a formula by tube, density in small calories",
    "NutritionOrder-enteralbolus.json": "a formula by tube",
    "NutritionOrder-cardiacdiet.json": "fluid of a diet",
    "MedicationAdministration-medadmin0304.json": "a medicine in a resource within",
    "Procedure-cancer-related-surgical-procedure-jenny-m.json": "an operation of mCODE",
    "Procedure-radiotherapy-treatment-summary-chest-wall-jenny-m.json": "a radiotherapy of mCODE",
    "MedicationAdministration-cancer-related-medication-admin-paclitaxel-jenny-m.json": "a drug of mCODE",
}
REFUSED = {
    "Observation-body-length.json": "shorter than any adult",
    "NutritionOrder-pureeddiet.json": "nothing that a plan holds",
    "NutritionOrder-infantenteral.json": "a density by ounce",
}


def outcomes(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main():
    failures = []
    files = [outcome for path in sys.argv[1:] for outcome in outcomes(path)]
    for outcome in files:
        skipped = sum(part["count"] for part in outcome.get("skipped", []))
        count = outcome.get("added", 0) + outcome.get("known", 0) + outcome.get("refused_count", 0) + skipped
        if count != 1:
            failures.append(f"{outcome.get('file')}: {count} outcomes of one resource")
        for row in outcome.get("refused", []):
            if not row["problem"] or not row["remedy"]:
                failures.append(f"{outcome['file']}: refused without a reason")
    by_name = {outcome.get("file"): outcome for outcome in files}
    for name, what in TAKEN.items():
        if by_name.get(name, {}).get("added") != 1:
            failures.append(f"{name}: {what} was not taken")
    for name, what in REFUSED.items():
        if by_name.get(name, {}).get("refused_count") != 1:
            failures.append(f"{name}: {what} was not refused")
    if len(files) != 336:
        failures.append(f"{len(files)} examples were read instead of 336")
    for failure in failures:
        print(f"  failed: {failure}")
    total = len(files) + len(TAKEN) + len(REFUSED)
    print(f"{total - len(failures)} passed, {len(failures)} failed, 0 skipped")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
