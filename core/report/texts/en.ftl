# What a report says by itself. Numbers and days come written: core/report/src/speech.

## Numbers, days and levels

unknown = unknown
number-decimal = { "." }
number-thousands = { "," }
# From how many digits on thousands are parted.
number-parted-from = 4
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
day-full = { $day } { $month } { $year }
day-short = { $day } { $month }
day-long = { $day } { $month }
long-month-1 = January
long-month-2 = February
long-month-3 = March
long-month-4 = April
long-month-5 = May
long-month-6 = June
long-month-7 = July
long-month-8 = August
long-month-9 = September
long-month-10 = October
long-month-11 = November
long-month-12 = December
span = { $from } to { $to }
ago-today = today
ago-yesterday = yesterday
ago-days = { $count } days ago
ago-ahead = in { $count } days
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
level-emergency = Emergency: now
level-same-day = Call today
level-next-contact = Next contact
level-information = Good to know
corrected = { $what }, corrected
of = { $part } of { $whole }
or-more = { $amount } or more

## Head and foot

not-a-diagnosis = Screening by published rules over what was logged. It is not a diagnosis and replaces no one's judgement.
name-none = Name not recorded
name-withheld = Name withheld
title-person = My nutrition and side effects
title-team = Nutrition and side effects
born-after-name = { $name }, born { $day }
fact-born = Born
fact-age = Age
fact-diagnosis = Diagnosis
fact-as-of = As of
fact-period = Period
fact-made = Made
years = { $count } years
born-and-years = { $day } ({ $years })
needs-attention = Needs attention:
summary-emergency = { $count ->
    [one] { $count } emergency
   *[other] { $count } emergencies
}
summary-same-day = { $count ->
    [one] { $count } call today
   *[other] { $count } calls today
}
summary-next-contact = { $count } for the next contact
summary-information = { $count } good to know
summary-standing = { $count ->
    [one] { $count } stands as before or was answered
   *[other] { $count } stand as before or were answered
}
made-by = Made by Nourish { $version } on { $when }.
page-of = Page { $page } of { $pages }
sections-step = { $step }: { $topic }
step-assessment = Assessment
step-diagnosis = For the diagnosis
step-intervention = Intervention
step-monitoring = Monitoring
topic-figures = Key figures
topic-flags = What needs attention
topic-before-operation = Before the operation
topic-weight = Weight
topic-open = What cannot be told yet
topic-intake = Energy and protein
topic-symptoms = Side effects
topic-cycles = Symptoms by day of cycle
topic-treatment = Treatment
topic-passage = Swallowing, stomach, bowel and tube
topic-check-ins = Check-ins and answers
topic-plan = Nutrition plan
topic-instruments = Instruments
topic-evidence = What the flags rest on
topic-completeness = Completeness and origin
topic-rules = Rules and sources
as-a-table = { $caption } as a table
table-below = All of it is in the table below.

## Key figures

tile-weight = Weight
tile-weight-on = weighed on { $day }
tile-weight-none = no recent weight
tile-month-1 = 1 month
tile-month-3 = 3 months
tile-month-6 = 6 months
tile-bmi = BMI
tile-versus = vs { $weight }, { $day }
tile-versus-none = no weight to compare with
tile-intake = Intake
tile-of-target = of the energy target, last 7 days
tile-no-target = a day, last 7 days; no target known
tile-energy-unknown = energy of the last 7 days
tile-mean = mean a day
tile-target = target
tile-protein = protein a day
tile-share-of = { $share } % of { $range }
tile-data = days with data
tile-below = below { $limit }
tile-running = running
tile-fluid = Fluid
tile-fluid-meaning = a day, last { $count } days; of a formula its water
tile-all-liquids = all liquids
tile-formula-whole = formula as a whole
tile-of-the-target = of the target
tile-of-range = of { $range }
tile-last-7 = last 7 days
tile-a-day = a day
tile-tube = Tube feed
tile-tube-meaning = delivered of prescribed, { $count ->
    [one] { $count } day
   *[other] { $count } days
} to { $day }
tile-operation = Operation
tile-tomorrow = tomorrow
tile-operation-meaning = to the operation planned for { $day }
tile-planned = planned

## Flags and what is open

flags-quiet = Nothing is new, worse or due again today.
flags-no-rule = No rule was asked, so nothing is known to need attention.
flags-none-met = No rule that was asked is met.
flags-none-so-far = No rule is met so far. Some cannot be told yet: see below what is missing.
flags-caution = Caution: { $what }
flags-rest-on = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}, { $span }.
flags-rest-on-age = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}, { $span } (newest { $age }).
flags-answer = { $who }: { $what }, { $day }.
flags-answer-until = { $who }: { $what } until { $until }, { $day }.
flags-clears = Clears when: { $what }
flags-more-missing = { $question } ({ $count } more missing)
flags-no-rule-asked = No rule was asked.
flags-all-decided = Every rule that was asked could be decided.
flags-confirm-person = These look like a slip. Please weigh again, or confirm them.
flags-confirm-team = No rule uses these until someone weighs again or confirms them.
flags-standing = Stands as before, or was answered
flags-weights = Weights to confirm
flags-rule = Rule { $version }. Source { $number }.
flags-source = Source { $number }.
flags-older = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
} older

## Weight

weight-none = No weight was logged in this period.
weight-chart = Weight over time
weight-text = Each day's first weighing. Lower is weight lost; the axis does not start at zero. More than 3 days without a weighing break the line.
weight-key-dot = weighing
weight-key-trend = smoothed, for the eye only
weight-key-reference = weight to compare with, 5 % and 10 % below
key-cycle = C: cycle given
key-cycle-planned = C: cycle planned
key-radiation = RT: radiotherapy begins
key-tube = tube or line placed
weight-course = { $count ->
    [one] { $count } weighing
   *[other] { $count } weighings
}, from { $first } on { $first-day } to { $last } on { $last-day }.
weight-compared = Compared with { $weight } on { $day }.
weight-to-confirm = To confirm: { $count }.
weight-on = { $weight } on { $day }
weight-doubtful = { $weight }: to confirm
weight-doubtful-cell = { $weight }, to confirm
weight-table = Weights
weight-column = Weight, { $unit }
weight-column-smoothed = Smoothed, { $unit }
column-day = Day
column-origin = Origin
column-sign = Sign
column-what = What
column-more = More
markers-table = Treatments and tubes

## Energy and protein

intake-energy = Energy
intake-protein = Protein
intake-energy-lately = Energy, last { $count } days
intake-none = Nothing was logged in this period: this is unknown, not zero.
intake-bar-day = Each bar is a day.
intake-bar-week = Each bar is a week: the mean of its days with data.
intake-bar-month = Each bar is a month: the mean of its days with data.
intake-text = { $unit } a day by route, higher is more. { $each } Data on { $part } of { $whole } days.
intake-title = { $nutrient } by route
key-oral = by mouth, supplements included
key-tube-feed = by tube
key-parenteral = by vein
key-target = target
key-missing = no data: unknown, not zero
key-sparse = pale: data on less than half of its days
target-today = target today { $range } { $unit }
intake-table-energy = Energy in kcal a day
intake-table-energy-lately = Energy in kcal a day, lately
intake-table-protein = Protein in g a day
intake-table-protein-lately = Protein in g a day, lately
column-when = When
column-data = Days with data
column-oral = By mouth
column-tube = By tube
column-vein = By vein
column-total = Total

## Side effects and cycles

level-0 = 0 none
level-4 = 4 worst
symptoms-none = No side effect was asked about in this period: this is unknown, not absent.
symptoms-lately = Side effects, last { $count } days
symptoms-weekly = Side effects, week by week
symptoms-by-week = Side effects by week
symptoms-by-day = Side effects by day
symptoms-from-worst = { $text } From worst: { $names }.
symptoms-text-week = Worst answer of each week, last { $count ->
    [one] { $count } week
   *[other] { $count } weeks
} of the period (on a phone at most 28). Higher is worse; the worst of the last two weeks come first. An empty place means not asked.
symptoms-text-day = Worst answer of each day, last { $count ->
    [one] { $count } day
   *[other] { $count } days
} of the period (on a phone at most 28). Higher is worse; the worst of the last two weeks come first. An empty place means not asked.
symptoms-left-out = { $count } milder ones are left out; the data file has them.
column-week-of = Week of
cycles-title = Symptoms by day of cycle
cycles-text = A small chart for each symptom, the worst first: a row is a cycle, a place is a day of it, day 1 the day of treatment. The worst answer of the day; higher is worse; an empty place means not asked. Last three months.
cycles-milder = { $count ->
    [one] { $count } milder symptom is
   *[other] { $count } milder symptoms are
} in the table alone.
cycles-not-shown = Not shown, but in the data file: { $count ->
    [one] { $count } answer
   *[other] { $count } answers
} of earlier cycles or after day { $day }.
cycles-worst = { $name }: worst { $level }, on day { $day } of { $regimen } cycle { $number }.
cycles-row = { $name }, { $regimen } cycle { $number } from { $day }
cycles-day = Day { $day }
cycles-head = Symptom and cycle
cycles-table = Answers by symptom, cycle and day
cycles-label = Cycle { $number }
cycles-axis = day

## What happened, and the plan

events-passage = What happened, newest first
events-check-ins = Check-ins and answers to flags, newest first
events-older = { $caption }; { $count ->
    [one] { $count } older one
   *[other] { $count } older ones
} in the data alone
plan-table = Targets and prescription
plan-not-said = not said
column-how-much = How much
column-set-by = Set by
column-since = Since

## Before an operation, treatment, instruments

dose-intensity = Dose intensity is the dose given per time against the plan, over the cycles given: after an early stop it can still be 100 %, so read it beside the cycles. Total dose counts every planned cycle.
instruments-note = Published instruments beside the rules above, as far as the journal answers them; for the team. A prognostic one speaks of groups, not of one person.
operation-all = { $days } to { $name }, { $day }: nothing on the list is missing.
operation-person = { $days } to { $name }, { $day }. What is still missing comes first; your team helps you with it.
operation-team = { $days } to { $name }, { $day }: { $missing } of { $all } missing.
checklist-age = { $day }, { $age }; good for { $count } days
checklist-none = none of the last { $count } days
checklist-there = There
checklist-missing = Missing
checklist-state = { $state }:
courses-table = Drugs given against the plan
column-drug = Drug
column-cycles = Cycles given
column-intensity = Dose intensity
column-total-dose = Total dose so far
column-called-off = Called off
changes-table = Delays and reductions
column-given = Given
column-cycle = Cycle
column-drugs = Drugs
column-why = Why
radiation-table = Radiotherapy given against the plan
column-radiotherapy = Radiotherapy
column-fractions = Fractions given
column-dose = Dose, Gy
column-from = From
column-to = To
column-gap = Weekdays without a fraction
none = none
nothing = nothing
of-planned = { $part } of { $whole } planned
of-unplanned = { $part }, planned number unknown
less-than-planned = less than planned
late = { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
share-of-dose = { $drug } ({ $share } % of the dose)
instruments-table = As the journal answers them
column-instrument = Instrument
column-result = Result
column-missing = What is missing
column-version = Version
column-source = Source
instrument-prognostic = { $title } (for the team, prognostic)

## Completeness, rules, sources

coverage-weight = Days with a weight
coverage-energy = Days with energy
coverage-protein = Days with protein
coverage-symptoms = Days with side effects asked
coverage-by-origin = Entries by origin
coverage-corrected = Corrected entries
coverage-duplicates = Repetitions left out
coverage-doubtful = Weights held back until confirmed
coverage-newer = Entries of a newer app version, whole journal
coverage-of-days = { $part } of { $count ->
    [one] { $count } day
   *[other] { $count } days
}
coverage-no-entries = no entries
coverage-clashes = { $amended }, of them { $clashes } corrected twice at once: the later one is shown
coverage-newer-some = { $count }: no rule saw them; update the app
coverage-table = What was logged from { $span }
rules-table = Rules that were asked
column-rule = Rule
column-says = Says
column-settings = Version and settings
sources = Sources

## On paper

seal-heading = How to check this document
seal-square = QR code with the text { $code }
seal-digits = Check digits { $content } of the data within; sealed by the device with the key { $device }.
seal-how = The command “nourish verify” with this file says whether any byte of it changed since it was sealed, and shows these digits. With the text of the square it says so of the data alone, which travels within the file as report.json. A seal tells whose device made the document and that it is as it was; it does not make what was logged true.
letters-missing = Some letters of what was typed are in none of the fonts at hand and stand here as �; the report as a page or as data has them.

## FHIR document

fhir-title = Nutrition and side effects, { $from } to { $to }
fhir-glance = At a glance
fhir-flags = Flags
fhir-rules = What each rule says
fhir-body = Weight, laboratory and other measures of the body
fhir-intake = Intake and output
fhir-symptoms = Symptoms and check-ins
fhir-treatment = Treatment
fhir-plan = Targets and plan
fhir-other = Notes and findings
fhir-coverage = How complete this is
fhir-about = Made from what the person and their carers logged. It is not a diagnosis.
fhir-no-flag = No rule is met by what is known.
fhir-column-soon = How soon
fhir-column-flag = Flag
fhir-column-said = What it says
fhir-column-rests = Rests on
fhir-column-cautions = Cautions
fhir-column-decide = What would decide it
fhir-column-energy = Energy
fhir-column-protein = Protein
fhir-column-fluid = Fluid
fhir-column-delivered = Formula delivered
fhir-column-prescribed = Formula prescribed
fhir-column-target = Target
fhir-column-values = Values
fhir-not-known = not known
fhir-energy-a-day = energy, kcal a day
fhir-protein-a-day = protein, g a day
fhir-range = { $least } to { $most }
fhir-of-days = { $part } of { $whole } days
fhir-weight = weight
fhir-energy = energy
fhir-protein = protein
fhir-symptoms-asked = symptoms
fhir-entries = entries
fhir-corrected = corrected
fhir-doubtful = set aside as doubtful
fhir-source = source: { $source }
fhir-waits = waits to be confirmed, { $day }
fhir-nothing = Nothing was logged.
