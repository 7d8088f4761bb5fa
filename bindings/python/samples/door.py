"""Makes calls when it is asked to, a line each, and says how many nanoseconds they took: ``bench/door`` begins it."""

import datetime
import pathlib
import sys
import time

QUESTION = '{"id":"bench","instrument":"mgps","inputs":{"crp_mg_l":12,"albumin_g_l":33}}'

_, path, key_path, at = sys.stdin.readline().split()
key_text = pathlib.Path(key_path).read_text()
begun = time.perf_counter_ns()
from nourish import *  # noqa: E402, F403
from nourish import moments  # noqa: E402

now = moments.read(at)
key = KeyFile.read(key_text)
loaded = time.perf_counter_ns()
journal = Journal.open_with_key_file(path, key)
opened = time.perf_counter_ns()
journal.today(now)
print(loaded - begun, opened - loaded, time.perf_counter_ns() - opened, flush=True)

calculator = Calculator()
measures = [Measure.WEIGHT_G(), Measure.ENERGY_KCAL_MILLI(), Measure.PROTEIN_MG()]
day = now.date()
calls = {
    "entry_count": journal.entry_count,
    "kinds": kinds,
    "score": lambda: calculator.score(QUESTION, False),
    "today": lambda: journal.today(now),
    "columns": lambda: journal.columns(day - datetime.timedelta(days=1_825), day, measures),
}
for line in sys.stdin:
    name, times = line.split()
    call = calls[name]
    begun = time.perf_counter_ns()
    for _ in range(int(times)):
        call()
    print(time.perf_counter_ns() - begun, flush=True)
