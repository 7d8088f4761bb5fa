# What a report's data say in words, by its form. The data are in English whatever the language of the report; these are the forms by which
# they are found and said anew. What the name of an argument means: core/words/src/phrases.rs.

## Where entries came from

source-typed = typed
source-scale = scale
source-pump = pump
source-import = import
source-clinician = clinician
outcome-met = met
outcome-not-met = not met
outcome-open = cannot tell
urgency-emergency = emergency
urgency-same-day = same-day
urgency-next-contact = next-contact
urgency-information = information

## What happened

event-tube-placed = Tube placed
event-tube-removed = Tube removed
event-tube-replaced = Tube replaced
event-tube-dislodged = Tube dislodged
event-tube-blocked = Tube blocked
event-tube-leaking = Tube leaking
event-tube-infection = Tube site infection
event-tube-overgranulation = Tube overgranulation
event-tube-bumper = Tube buried bumper
event-tube-dressing = Tube dressing
event-tube-checked = Tube position checked
event-tube-interrupted = Tube feed interrupted
event-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
event-yes = answered yes
event-check-in-daily = Daily check-in
event-check-in-weekly = Weekly check-in
event-check-in-surgery = Post operative check-in
event-check-in-tube = Tube check-in
event-check-in-line = Line check-in
event-check-in-unscheduled = Unscheduled check-in
event-asked-none = { $count ->
    [one] { $count } red-flag question
   *[other] { $count } red-flag questions
}, none answered yes
event-asked-yes = { $count ->
    [one] { $count } red-flag question
   *[other] { $count } red-flag questions
}, yes: { $list }
event-not-completed = { $what }; not completed
event-answer-to = Answer to: { $what }
event-answer = { $what }: { $what-2 }
event-answer-until = { $what }: { $what-2 } until { $day }
route-nasogastric = nasogastric
route-nasojejunal = nasojejunal
route-gastrostomy = gastrostomy
route-gastrojejunostomy = gastrojejunostomy
route-jejunostomy = jejunostomy
reason-blocked = blocked
reason-nausea-vomiting = nausea vomiting
reason-pain-bloating = pain bloating
reason-procedure = procedure
reason-paused = paused
reason-pump = pump
reason-dislodged = dislodged
word-vomiting-blood = vomiting blood
word-black-stool = black stool
word-collapse = collapse
word-chest-pain = chest pain
word-sudden-breathlessness = sudden breathlessness
word-confusion = confusion
word-seizure = seizure
word-choking-on-feed = choking on feed
word-rigors = rigors
word-no-fluids-24h = no fluids 24h
word-cannot-swallow-fluids = cannot swallow fluids
word-severe-abdominal-pain = severe abdominal pain
word-no-stool-no-wind = no stool no wind
word-yellow-eyes = yellow eyes
word-no-urine-12h = no urine 12h
word-tube-moved = tube moved
word-site-infection = site infection
word-leg-swelling = leg swelling
word-line-damaged = line damaged
word-wound-leak = wound leak
word-vomiting-old-food = vomiting old food
word-very-unwell = very unwell

## On the time axis

marker-cycle = C{ $n }
marker-cycle-given = { $name } cycle { $n } given
marker-cycle-planned = { $name } cycle { $n } planned
marker-operation = Operation
marker-planned = planned: { $name }
marker-radiation = RT
marker-radiation-begins = radiotherapy begins: { $name }
marker-access = Access
marker-drug = Drug
marker-tube-in = Tube in
marker-tube-out = Tube out
marker-tube-placed = { $what } placed
marker-tube-replaced = { $what } replaced
marker-tube-removed = { $what } removed
marker-tube-dislodged = { $what } dislodged
marker-tube = tube

## The plan

plan-energy = Energy a day
plan-protein = Protein a day
plan-fluid = Fluid a day
plan-tube = By tube a day
plan-how = How the tube feed runs
plan-tube-now = Feeding tube
plan-in-place = in place
plan-dislodged = came out or moved
plan-removed = taken out
plan-unclear = not clear whether in place
plan-range = { $range } { $unit }
plan-least = { $n } { $unit } or more
plan-volume = { $volume }
plan-tube-ml = { $n } ml
plan-tube-of = { $n } ml of { $name }
plan-tube-with = { $n } ml with { $n-2 } kcal/ml
plan-tube-of-with = { $n } ml of { $name } with { $n-2 } kcal/ml
mode-continuous = continuous
mode-cyclic = cyclic
mode-intermittent = intermittent
mode-bolus = bolus

## For the person before an operation

list-screen = A check of your nutrition by your team
list-weight = Your weight of this week
list-height = Your height
list-old-weight = What you weighed about six months ago
list-intake = What you ate, on at least four days of this week
list-albumin = A blood test: albumin
list-crp = A blood test: C-reactive protein, which shows inflammation
list-muscle = A measurement of your muscles by the team
list-energy = How much energy you need each day, from your plan
list-phone = A phone number to call with questions

## What instruments say

result-none = cannot be told yet
result-points = between { $n } and { $n-2 } points
result-energy = energy { $range } kcal a day
result-protein = protein { $range } g a day
result-screened = screened: { $what }
result-lowest = lowest band
result-risk = risk: { $what }
result-undernutrition = undernutrition: { $what }
result-band = band: { $what }
result-score = score { $n }
result-no-cachexia = no cachexia
result-pre-cachexia = pre-cachexia
result-cachexia = cachexia
result-refractory = refractory cachexia
result-at-risk = at risk
result-proceed = positive: the full screening follows
result-no-proceed = negative: no full screening needed
result-no-fever = no fever
result-grade = grade { $n }
result-delivered = { $n } kcal delivered
result-at-rest = { $n } kcal a day at rest
result-dextrose = { $n } kcal from dextrose
result-amino = { $n } kcal from amino acids
result-lipid = { $n } kcal from lipid
result-in-all = { $n } kcal in all
result-rate = { $n } mg/kg/min
result-start = start with at most { $n } kcal/kg a day
result-of-prescription = { $n } % of the prescription
result-below-70 = below 70 %
result-index = index { $n }
result-positives = positives { $n }
result-bmi = bmi { $n }
word-well-nourished = well nourished
word-normal = normal
word-mild = mild
word-light = light
word-no-risk = no risk
word-some-risk = some risk
word-major = major
word-medium = medium
word-yes = yes
missing-weight = weight
missing-height = height
missing-both = weight and height
missing-month-1 = a weight of a month ago
missing-month-2 = a weight of two months ago
missing-month-3 = a weight of three months ago
missing-month-6 = a weight of six months ago
missing-baseline = the weight when treatment began
missing-intake = intake of the last week
missing-how-long = for how many days intake has been low
missing-little = days with little or no intake
missing-appetite = appetite
missing-supplement = whether supplements or a tube feed are taken
missing-ill = whether severely ill
missing-drugs = alcohol, insulin, antacids, diuretics
missing-salts = potassium, phosphate, magnesium
missing-muscle = loss of muscle
missing-lymphocytes = lymphocytes
missing-cholesterol = cholesterol
missing-temperature = temperature
missing-lln = the laboratory's lower limit of neutrophils
missing-sustained = whether the temperature lasted over 1 hour
missing-prescribed = volume prescribed
missing-delivered = volume delivered
missing-density = energy density of the formula
missing-dextrose = dextrose of the bag
missing-amino = amino acids of the bag
missing-lipid = lipid of the bag
missing-hours = how long the bag ran
missing-age = age
missing-sex = sex
missing-fat-loss = fat loss
missing-comorbidity = comorbidity
word-caution = caution
word-usual = usual
word-likely = likely
word-unlikely = unlikely
word-indeterminate = indeterminate
missing-sarcopenia = sarcopenia

## Rules by their names, where none of them stands today

rule-red-flag = Answer to: red flag:{ $what }
rule-symptom = Answer to: symptom worsening:{ $what }
rule-symptom-any = symptom worsening
rule-treatment = Answer to: treatment delivery:{ $name }
rule-weight = weight change
rule-rapid = rapid weight change
rule-energy = intake energy
rule-protein = intake protein
rule-hydration = hydration
rule-nrs = nrs2002
rule-glim = glim
rule-pons = pons
rule-espen = espen surgery severe risk
rule-neutropenia = neutropenia
rule-tube = tube delivery
rule-refeeding = refeeding
rule-glucose = glucose infusion
rule-before = before surgery
rule-silent = no report
rule-weigh = weigh again
