"""A second judge of our FHIR: the Python models of R4 4.0.1, which others wrote from HL7's definitions. One Bundle a case; and faults
that it must notice, or it judges nothing. Ends with `N passed, N failed, N skipped`."""

import copy
import json
import pathlib
import sys

from fhir.resources.bundle import Bundle
from pydantic import ValidationError


def faults_of(bundle):
    """What the models object to, each with its place; no value is printed."""
    try:
        read = Bundle.parse_obj(bundle)
    except ValidationError as refused:
        return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in refused.errors()]
    written = json.loads(read.json())
    return [f"{place}: lost or changed on the way through" for place in differences(bundle, written, "Bundle")]


def differences(ours, theirs, place):
    """Where what was read and written again is not what we wrote. Moments may be written in another way, numbers not."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in ours.keys() | theirs.keys():
            yield from differences(ours.get(name), theirs.get(name), f"{place}.{name}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (one, other) in enumerate(zip(ours, theirs)):
            yield from differences(one, other, f"{place}[{index}]")
    elif ours != theirs and not (isinstance(ours, str) and isinstance(theirs, str) and "T" in ours and ours[:4] == theirs[:4]):
        yield place


def resources(bundle, kind):
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def planted(bundle):
    """Copies of a sound document, each with one fault."""

    def broken(kind, change):
        copied = copy.deepcopy(bundle)
        change(resources(copied, kind)[0])
        return copied

    yield "status that is missing", broken("Observation", lambda it: it.pop("status"))
    yield "element that R4 lacks", broken("Observation", lambda it: it.update(mood="good"))
    yield "element of R5", broken("Observation", lambda it: it.update(triggeredBy=[{"type": "reflex"}]))
    yield "two values", broken("Observation", lambda it: it.update(valueString="61.4 kg", valueInteger=3))
    yield "order without intent", broken("NutritionOrder", lambda it: it.pop("intent"))
    yield "date that no calendar has", broken("Composition", lambda it: it.update(date="2026-02-30"))
    yield "number that is a word", broken("RiskAssessment", lambda it: it.update(prediction=[{"probabilityDecimal": "likely"}]))
    yield "list that is none", broken("Patient", lambda it: it.update(identifier={"value": "1"}))
    yield "goal of nobody", broken("Goal", lambda it: it.pop("subject"))


def main():
    failures, cases = [], 0
    folder = pathlib.Path(sys.argv[1])
    for path in sorted(folder.glob("*.json")):
        cases += 1
        with open(path, encoding="utf-8") as file:
            faults = faults_of(json.load(file))
        failures += [f"{path.name}: {faults[0]} (of {len(faults)})"] if faults else []
    with open(folder / "small.json", encoding="utf-8") as file:
        sound = json.load(file)
    for what, bundle in planted(sound):
        cases += 1
        if not faults_of(bundle):
            failures.append(f"a {what} went unnoticed")
    if cases < 20:
        failures.append(f"{cases} cases are too few: were the Bundles written?")
    for failure in failures:
        print(f"  failed: {failure}")
    print(f"{cases - len(failures)} passed, {len(failures)} failed, 0 skipped")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
