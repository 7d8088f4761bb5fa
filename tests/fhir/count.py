"""Counts what became of HL7's examples and of Synthea's persons: every resource is taken, refused with a reason, or passed over with one."""

import json
import pathlib
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


# What a hospital's record has of what a journal holds, by LOINC: kind of entry, how many must be there to mean anything.
COUNTED = {"29463-7": ("weight", 10), "8302-2": ("height", 10)}


def all_of(outcome):
    """How many resources have an outcome."""
    skipped = sum(part["count"] for part in outcome.get("skipped", []))
    return outcome.get("added", 0) + outcome.get("known", 0) + outcome.get("refused_count", 0) + skipped


def unexplained(outcome):
    rows = outcome.get("refused", [])
    return [f"{outcome['file']}: refused without a reason" for row in rows if not row["problem"] or not row["remedy"]]


def with_code(bundle, code):
    codings = (entry["resource"].get("code", {}).get("coding", []) for entry in bundle["entry"])
    return sum(any(coding.get("code") == code for coding in own) for own in codings)


def persons(files, folder):
    """Failures of Synthea's persons, held against their files."""
    if len(files) < 3:
        yield f"{len(files)} persons of Synthea were read instead of 3 or more"
    found = dict.fromkeys(COUNTED, 0)
    for outcome in files:
        with open(folder / outcome["file"], encoding="utf-8") as file:
            bundle = json.load(file)
        if all_of(outcome) != len(bundle["entry"]):
            yield f"{outcome['file']}: {all_of(outcome)} outcomes of {len(bundle['entry'])} resources"
        yield from unexplained(outcome)
        if outcome.get("refused_count"):
            yield f"{outcome['file']}: {outcome['refused_count']} refused, the first for: {outcome['refused'][0]['problem']}"
        for code, (kind, _) in COUNTED.items():
            there, taken = with_code(bundle, code), outcome["kinds"].get(kind, 0)
            found[code] += there
            if there != taken:
                yield f"{outcome['file']}: {taken} of {there} entries of {kind} were taken"
    for code, (kind, least) in COUNTED.items():
        if found[code] < least:
            yield f"only {found[code]} entries of {kind} in Synthea's files"


def main():
    r4, mcode, synthea, folder = sys.argv[1:]
    made_up = outcomes(synthea)
    failures = list(persons(made_up, pathlib.Path(folder)))
    files = outcomes(r4) + outcomes(mcode)
    for outcome in files:
        if all_of(outcome) != 1:
            failures.append(f"{outcome.get('file')}: {all_of(outcome)} outcomes of one resource")
        failures += unexplained(outcome)
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
    total = len(files) + len(TAKEN) + len(REFUSED) + len(made_up)
    print(f"{total - len(failures)} passed, {len(failures)} failed, 0 skipped")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
