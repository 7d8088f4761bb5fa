# What the rules say, by its form. The code says it in English; these are the forms by which it is found and said anew in another
# language. What the name of an argument means: core/words/src/phrases.rs.

## Whom to call, and what to do first

call-emergency = Call the emergency number now.
call-team-at = Call your care team today, do not wait: { $name }.
call-team = Call your care team today, do not wait.
please-call-at = Please call your care team today: { $name }.
please-call = Please call your care team today.
do-stop-feed = Stop the feed and sit upright.
do-leave-tube = Stop the feed and do not use the tube. Do not put it back yourself; cover an open hole, note the time.
do-clamp = Clamp the line between you and the damage.
do-not-eat = Do not try to eat or drink more.
do-no-laxatives = Do not take laxatives on your own.

## Answers that need someone at once

flag-vomiting-blood = Vomiting blood or what looks like coffee grounds
flag-black-stool = Black, tarry or bloody stool
flag-collapse = Fainted or collapsed
flag-chest-pain = Pain in the chest
flag-breathlessness = Sudden breathlessness, or breathless at rest
flag-confusion = New confusion, or hard to wake
flag-seizure = A seizure
flag-choking = Choking or breathless during a feed
flag-rigors = Shivering that cannot be stopped
flag-no-fluids = Fluids do not stay down for 24 hours
flag-no-swallow = Cannot swallow fluids or saliva
flag-belly-pain = Severe or sudden pain in the belly
flag-no-stool = Swollen painful belly with neither stool nor wind
flag-yellow-eyes = Yellow eyes, dark urine or pale stool
flag-no-urine = No urine for 12 hours, or very dark urine
flag-tube-moved = The feeding tube is out or has moved
flag-site-infection = Spreading redness or pus at the tube or line
flag-leg-swelling = One leg swollen
flag-line-damaged = The feeding line is torn or leaks
flag-wound-leak = The wound leaks or opens
flag-old-food = Vomiting food eaten many hours before
flag-unwell = Feeling very unwell
flag-yes = { $what }: yes
flag-no = { $what }: no
flag-over-team = { $what }: yes on { $day }, no on { $day-2 }.
flag-over = { $what }: you said that it is over.
flag-met-team = { $what }: answered yes on { $day }.
flag-met = You said: { $what }. { $what-to-do }
flag-open-team = { $what }: answered yes on { $day }, not asked since.
flag-open = { $what }: is this still so? If it is, { $what-to-do }
flag-question = whether this is still so would decide it: { $what }
flag-clears = a later check-in asks the same and the answer is no

## Symptoms that are severe or got worse

symptom-question = how it is now with { $what } would decide this
symptom-silent-team = { $what }: no report within a week.
symptom-silent = How is it now with { $what }?
symptom-answer = { $what } (recall { $count ->
    [one] { $count } day
   *[other] { $count } days
})
symptom-met-team = { $what }, { $what-2 } (recall { $count ->
    [one] { $count } day
   *[other] { $count } days
}): { $list }.
symptom-not-met-team = { $what }, { $what-2 } (recall { $count ->
    [one] { $count } day
   *[other] { $count } days
}): level { $n }, not worse.
symptom-open-team = { $what }, { $what-2 } (recall { $count ->
    [one] { $count } day
   *[other] { $count } days
}): level { $n }, no earlier report to compare.
symptom-level = level { $n } of 4
symptom-rise = { $n } to { $n-2 } since the report of { $day }
symptom-rise-diary = { $n } to { $n-2 } since the first report of { $day }, on every day of the last week
symptom-rise-twice = { $n } to { $n-2 } since the first report of { $day }, in two reports
symptom-composite-label = composite grade of the weekly report of { $day }, by the PRO-CTCAE grid on our own questions
symptom-composite = composite grade { $n } of 3 in the weekly report
symptom-very-bad = { $what } is very bad. { $what-to-do }
symptom-bad = { $what } is bad or has got worse. Please tell your care team at your next contact.
symptom-fine = { $what }: not severe and not worse.
symptom-another = { $what }: another report will show whether it is getting worse.
symptom-one-more = one more report of { $what } in the next days would decide this
symptom-evidence = { $what } { $n } of 4
symptom-clears = the level is below 3 and no longer 2 above an earlier report
of-4 = of 4
of-3 = of 3

## Symptoms and what is asked about them

symptom-appetite-loss = Appetite loss
symptom-nausea = Nausea
symptom-vomiting = Vomiting
symptom-swallowing = Swallowing
symptom-early-fullness = Early fullness
symptom-reflux = Reflux
symptom-heartburn = Heartburn
symptom-bloating = Bloating
symptom-abdominal-pain = Abdominal pain
symptom-pain = Pain
symptom-diarrhoea = Diarrhoea
symptom-constipation = Constipation
symptom-mouth-sores = Mouth sores
symptom-dry-mouth = Dry mouth
symptom-taste-change = Taste change
symptom-fatigue = Fatigue
symptom-numbness = Numbness
symptom-hand-foot = Hand foot
symptom-hiccups = Hiccups
symptom-dumping = Dumping
symptom-breathlessness = Breathlessness
symptom-sleep = Sleep
symptom-low-mood = Low mood
symptom-worry = Worry
symptom-swelling = Swelling
attribute-frequency = frequency
attribute-severity = severity
attribute-interference = interference
attribute-amount = amount
attribute-presence = presence

## Weight

weight-title = Weight lost within a month
weight-met-team = Lost { $n } % within 30 days: { $weight } on { $day }, { $weight-2 } on { $day-2 } (limit: more than 5 %).
weight-met = Your weight has fallen by { $n } % within a month. Please tell your care team at the next contact.
weight-not-met-team = Largest fall within 30 days: { $n } % (limit: more than 5 %).
weight-not-met = Your weight has not fallen by more than 5 % within a month.
weight-open-team = Weights near today and a month ago are needed to tell.
weight-open = A weight is missing to tell how your weight has changed.
weight-clears = no fall of more than 5 % lies within the last 30 days
weight-regained = partly regained: the current weight is above the lowest
weight-loss-days = loss in { $count ->
    [one] { $count } day
   *[other] { $count } days
}
weight-fall-days = largest fall within { $count ->
    [one] { $count } day
   *[other] { $count } days
}, { $day } to { $day-2 }
weight-recalled = the weight of { $day } is remembered, not measured
weight-fluid = weight may be unreliable: fluid was noted with the weight of { $day }
weight-swelling = weight may be unreliable: swelling was reported in the last days
weight-evidence = weight { $weight }
weight-evidence-recalled = weight { $weight } (remembered)
weigh-again = A weight that waits to be confirmed
weigh-again-swap = weight { $weight }: two digits may have changed places
weigh-again-pounds = weight { $weight }: pounds and kilograms may be mixed up
weigh-again-jump = weight { $weight }: far from the weights around it
weigh-again-on = { $what } on { $day }
weigh-again-team = Set aside until confirmed: { $list }.
weigh-again-person = A weight looks unusual. Please weigh again, or confirm that the number is right.
weigh-again-clears = the weight is confirmed or corrected
rapid-title = Weight change within days
rapid-lost-days = lost in { $count ->
    [one] { $count } day
   *[other] { $count } days
}
rapid-gained-days = gained in { $count ->
    [one] { $count } day
   *[other] { $count } days
}
rapid-lost-team = Lost { $weight } in { $count ->
    [one] { $count } day
   *[other] { $count } days
}: { $weight-2 } on { $day }, { $weight-3 } on { $day-2 }. Ask about drinking, vomiting, diarrhoea, diuretics and drained fluid.
rapid-gained-team = Gained { $weight } in { $count ->
    [one] { $count } day
   *[other] { $count } days
}: { $weight-2 } on { $day }, { $weight-3 } on { $day-2 }. Ask about swelling, breathlessness, infusions and diuretics.
rapid-none = No change of more than 2 kg within 3 days, nor a fall of 0.9 kg within 2.
rapid-clears = the weighings of three days no longer differ as much
rapid-gain = Your weight rose by { $weight } in { $count ->
    [one] { $count } day
   *[other] { $count } days
}. That is often water. Are your legs or belly swollen, or are you short of breath? Please tell your care team.
rapid-loss = Your weight fell by { $weight } in { $count ->
    [one] { $count } day
   *[other] { $count } days
}. That is often water. Can you drink enough, do you vomit or have diarrhoea? Please tell your care team.
rapid-fall = Your weight fell by { $weight } in { $count ->
    [one] { $count } day
   *[other] { $count } days
}. Are you drinking enough?

## Energy, protein and fluid

intake-energy-title = Energy in the last { $count ->
    [one] { $count } day
   *[other] { $count } days
}
intake-protein-title = Protein in the last { $count ->
    [one] { $count } day
   *[other] { $count } days
}
intake-fluid-title = Fluid in the last { $count ->
    [one] { $count } day
   *[other] { $count } days
}
intake-clears = the mean of { $count ->
    [one] { $count } day
   *[other] { $count } days
} reaches 75 % of the target
intake-coverage = { $n } of { $count ->
    [one] { $count } day have data
   *[other] { $count } days have data
}
intake-open-team = { $what }: cannot be judged; { $what-2 }.
intake-nutrient-energy = Energy
intake-nutrient-protein = Protein
intake-nutrient-fluid = Fluid
intake-open-energy = Not enough was logged to tell whether you get enough energy.
intake-open-protein = Not enough was logged to tell whether you get enough protein.
intake-open-fluid = Not enough was logged to tell whether you drink enough.
intake-depth-severe = { $what } severely inadequate: { $list }.
intake-depth-inadequate = { $what } inadequate: { $list }.
intake-depth-low = { $what } low: { $list }.
intake-said = { $what }: { $list }.
intake-run-severe = Severely inadequate for { $count ->
    [one] { $count } day
   *[other] { $count } days
} running.
intake-run-severe-least = Severely inadequate for at least { $count ->
    [one] { $count } day
   *[other] { $count } days
} running.
intake-run-inadequate = Inadequate for { $count ->
    [one] { $count } day
   *[other] { $count } days
} running.
intake-run-inadequate-least = Inadequate for at least { $count ->
    [one] { $count } day
   *[other] { $count } days
} running.
intake-sum = { $n } { $unit } a day, { $n-2 } % of { $n-3 } { $unit-2 } ({ $what })
intake-without-today = without today, which may not be over, { $n } { $unit } and { $n-2 } %
intake-reached-energy = You reached at least three quarters of your energy target.
intake-reached-protein = You reached at least three quarters of your protein target.
intake-reached-fluid = You reached at least three quarters of your fluid target.
intake-half-energy = For a week you got less than half of your energy target. Please call your care team in the next days; there are ways to help.
intake-half-protein = For a week you got less than half of your protein target. Please call your care team in the next days; there are ways to help.
intake-below-energy = For a week you got well below your energy target. Please speak with your care team soon; there are ways to help.
intake-below-protein = For a week you got well below your protein target. Please speak with your care team soon; there are ways to help.
intake-low-energy = For a week you got less than three quarters of your energy target. Please tell your care team.
intake-low-protein = For a week you got less than three quarters of your protein target. Please tell your care team.
intake-figure-coverage = days with data
intake-figure-mean-energy = mean energy a day
intake-figure-mean-protein = mean protein a day
intake-figure-mean-fluid = mean fluid a day
intake-figure-share = share of the target
intake-figure-running = days running below { $n } %, to yesterday
intake-need = share of the energy need eaten in the last week
intake-need-without-today = share of the energy need eaten in the last week, without today
intake-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
intake-days-least = at least { $count ->
    [one] { $count } day
   *[other] { $count } days
}
intake-plan = plan with the target
intake-plan-energy = plan with the energy target
intake-heavy = at a body-mass index of { $n } a target by weight may be too high
intake-tube-only = on { $count ->
    [one] { $count } day
   *[other] { $count } days
} only the tube feed was logged
intake-evidence = { $n } { $unit } on the day, from { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
intake-lacks-protein = the protein of { $count ->
    [one] one more day
   *[other] { $count } more days
} in the last { $n }
intake-lacks-protein-one = the protein of one more day in the last { $n }
intake-lacks-energy = what was eaten, with its energy, of { $count ->
    [one] one more day
   *[other] { $count } more days
} in the last { $n }
intake-lacks-energy-one = what was eaten, with its energy, of one more day in the last { $n }
intake-lacks-both = a weight of today, or a target from the plan
intake-lacks-target = a target from the plan
fluid-losing = { $list }; losing fluid: { $list-2 }
fluid-call = You are getting far too little fluid. { $what }
fluid-very-low = You are getting far too little fluid. Small sips often may help; please tell your care team soon.
fluid-low = You are drinking less than planned. Small sips often may help; please tell your care team.
fluid-loss-level = { $what } level { $n } on { $day }
fluid-loss-vomited = vomited { $count ->
    [one] { $count } time
   *[other] { $count } times
} on { $day }
fluid-loss-stools = stools { $count ->
    [one] { $count } time
   *[other] { $count } times
} on { $day }
fluid-lacks-days = what was drunk on at least { $n } of the last { $count ->
    [one] { $count } day
   *[other] { $count } days
}
fluid-lacks-both = a weight of today, or a fluid target from the plan
fluid-lacks-target = the daily amount of fluid agreed with the team
goal-plan = the plan of { $day }
goal-surgery = ESPEN range around an operation
goal-cancer = ESPEN range in cancer
goal-common = common range
goal-adjusted = { $what } for an adjusted weight of { $weight }
goal-weight = { $what } for { $weight }

## What is missing

asks-would = { $what } would decide this
asks-could = { $what } could decide this
asks-also = { $what } is also missing
asks-birth = the date of birth
asks-old-weight = a weight from more than six months ago, for example from an old letter
asks-how-long = for how long less than usual has been eaten
asks-condition = whether the care team finds the general condition impaired
asks-severity = the diagnosis, or the care team's score of its severity,
asks-albumin = an albumin value of the last month
asks-sga = a subjective global assessment by the care team
asks-nrs = what NRS-2002 still lacks
asks-liver = whether liver or kidneys work poorly
asks-screen = a finished nutrition screening
asks-cutoffs = which cut-offs for the body-mass index apply
asks-muscle = a judgement of muscle mass by the care team
asks-gut = whether a lasting condition of the gut impairs digestion
asks-diagnosis = the diagnosis
asks-height = the body height
asks-other = another answer
asks-intake = what was eaten on at least four of the last seven days
asks-weight-about = a weight from about { $longday }
asks-weight-today = a weight of today
rule-tables = the rule tables of this version are needed
rule-unusable = This rule could not be computed with the tables given.
rule-tables-clears = the tables of this version are used

## Nutrition screens

nrs-title = Nutritional risk (NRS-2002)
nrs-team = NRS-2002 total { $what }: nutrition { $what-2 }, disease { $what-3 } ({ $what-4 }), age { $what-5 }; at risk from 3.
points = { $n }
points-open = open
points-range = { $n } to { $n-2 }
nrs-met = A nutrition check shows that you may need more help with eating. Please speak about it with your care team at your next contact.
nrs-not-met = The nutrition check found no raised risk with what is known today.
nrs-open = The nutrition check is not finished: something is still missing.
nrs-clears = the total falls below 3
nrs-condition = the general condition is unknown and taken as impaired, as the body-mass index is below 18.5
nrs-scored = scored by a clinician
nrs-operation = an operation is planned on { $day }
nrs-tumour = solid tumour
nrs-no-diagnosis = no diagnosis is recorded
nrs-severity = severity of disease { $n }
operation-planned = operation planned: { $name }
figure-total = total
figure-bmi = body-mass index
figure-loss-1 = largest loss within 1 month
figure-loss-2 = largest loss within 2 months
figure-loss-3 = largest loss within 3 months
figure-loss-6 = largest loss within 6 months
figure-loss-beyond = loss over more than 6 months
figure-albumin = albumin
figure-nrs = NRS-2002 total
glim-title = Malnutrition (GLIM criteria)
glim-team = GLIM: bodily criterion { $what }, cause { $what-2 }, malnutrition { $what-3 }.
glim-team-severe = GLIM: bodily criterion { $what }, cause { $what-2 }, malnutrition { $what-3 }; stage 2, severe.
glim-team-moderate = GLIM: bodily criterion { $what }, cause { $what-2 }, malnutrition { $what-3 }; stage 1, moderate.
glim-team-open = GLIM: bodily criterion { $what }, cause { $what-2 }, malnutrition { $what-3 }; stage open, at least 1.
holds-met = met
holds-not-met = not met
glim-met = Your weight, build and eating together show that your body gets less than it needs. Please speak about it with your care team at your next contact.
glim-not-met = The check for undernutrition is not positive with what is known today.
glim-open = The check for undernutrition is not finished: something is still missing.
glim-clears = the screening or every bodily criterion is negative
glim-cutoffs = the general cut-offs for the body-mass index are used, which flag earlier
glim-screened = nutrition screening positive
glim-gut = lasting condition of the gut
glim-inflamed = inflammation or disease burden
glim-muscle = muscle deficit: { $what }
muscle-none = none
muscle-mild = mild moderate
muscle-severe = severe
pons-title = Nutrition risk around an operation (PONS)
pons-team = PONS: { $n } of 4 criteria met; at risk from 1.
pons-team-open = PONS: { $n } of 4 criteria met so far (incomplete); at risk from 1.
pons-met = A nutrition check that is made for operations is positive. Please speak about it with your care team at your next contact.
pons-not-met = The nutrition check for operations is not positive with what is known today.
pons-open = The nutrition check for operations is not finished: something is missing.
no-criterion = no criterion is met any more
pons-ate = ate less than half
espen-title = Severe nutritional risk before surgery (ESPEN)
espen-sga = ESPEN: severe risk by subjective global assessment C.
espen-met = ESPEN: severe risk ({ $list }).
espen-not-met = ESPEN: no criterion of severe risk is met.
espen-open = ESPEN: no criterion of severe risk is met so far (incomplete).
espen-loss-15 = loss above 15 % in 6 months
espen-loss-10 = loss above 10 % in 6 months
espen-bmi = body-mass index below 18.5
espen-nrs = NRS-2002 above 5
espen-albumin = albumin below 30 g/L
espen-no-operation = No operation is planned; the criteria are made for one.
espen-until = { $count ->
    [one] { $count } day
   *[other] { $count } days
} until { $name } on { $day }.
espen-until-less = { $count ->
    [one] { $count } day
   *[other] { $count } days
} until { $name } on { $day }: less than the { $n } to { $n-2 } days of nutritional therapy that ESPEN asks for first; discuss the date.
espen-until-within = { $count ->
    [one] { $count } day
   *[other] { $count } days
} until { $name } on { $day }: within the { $n } to { $n-2 } days of nutritional therapy that ESPEN asks for first; start now or discuss the date.
espen-until-time = { $count ->
    [one] { $count } day
   *[other] { $count } days
} until { $name } on { $day }: time for the { $n } to { $n-2 } days of nutritional therapy that ESPEN asks for first.
espen-person-operation = Before your operation your body may need more nourishment. Please ask your care team about it soon.
espen-person = Your body may need more nourishment. Please ask your care team about it.
espen-person-not = No sign of a high nutrition risk before an operation with what is known today.
espen-person-open = The nutrition check for an operation is not finished: something is still missing.
espen-sga-grade = subjective global assessment, grade { $n }
espen-albumin-value = albumin { $n } g/L

## Before an operation

before-title = What is still missing before an operation
before-clears = everything on the list is there
before-figure = on the list
before-figure-of = { $n } of { $n-2 }
before-all = { $count ->
    [one] { $count } day
   *[other] { $count } days
} to { $name }: nothing on the list is missing.
before-all-person = Everything that your team needs before the operation is there.
before-missing = { $count ->
    [one] { $count } day
   *[other] { $count } days
} to { $name }: missing { $list }.
before-missing-person = Before your operation these are still missing: { $list }.
before-screen = a nutrition screen by a clinician
before-weight = a weight of this week
before-old-weight = a weight from about six months ago
before-intake = what was eaten on at least four days of the week
before-crp = C-reactive protein
before-muscle = a measure of muscle
before-target = an energy target from the plan
before-phone = a number to call

## Fever and white cells

fever-title = Fever
fever-figure = highest temperature
fever-evidence = temperature { $temperature }
fever-clears = no temperature of { $n } or more in the last { $count ->
    [one] { $count } day
   *[other] { $count } days
}
fever-met-team = { $temperature } on { $day }, { $count ->
    [one] { $count } day
   *[other] { $count } days
} after { $name } ({ $day-2 }). An infection with low white cells must be ruled out; steroids and medicines against fever hide it.
fever-alone-team = { $temperature } on { $day }; no drug treatment within { $count ->
    [one] { $count } day
   *[other] { $count } days
} is recorded.
fever-call-at = Fever during treatment: call your care team now, do not wait for a second reading: { $name }.
fever-call = Fever during treatment: call your care team now, do not wait for a second reading.
fever-person = You have a fever. Please tell your care team; call today if you feel unwell or shiver.
fever-none-team = Highest temperature of the last { $count ->
    [one] { $count } day
   *[other] { $count } days
}: { $temperature }.
fever-none = No fever in the last days.
drug-given = { $name } given
drug-given-cycle = { $name } given, cycle { $n }
drug-given-dose = { $name } given, { $n } mg
drug-given-cycle-dose = { $name } given, cycle { $n }, { $n-2 } mg
neutrophils-title = Neutrophils
neutrophils-clears = a later count is 1,000 per mm3 or more
neutrophils-evidence = neutrophils { $n } per mm3
neutrophils-v5 = CTCAE v5.0 grade, estimated from the count
neutrophils-v6 = CTCAE v6.0 grade, estimated from the count
neutrophils-said = { $n } per mm3 on { $day } (CTCAE v5.0 grade { $what }, v6.0 grade { $what-2 })
neutrophils-fever-team = Febrile neutropenia by the numbers: { $what }, { $temperature } on { $day }.
neutrophils-fever = Fever with low white cells: { $what } Do not wait.
neutrophils-low-team = Neutrophils low: { $what }.
neutrophils-low = Your white cells are low. Take your temperature if you feel unwell, and call at any fever.
neutrophils-fine-team = Neutrophils { $what }.
neutrophils-fine = Your white cells are not very low.

## Tube feed, feeding that begins, parenteral bags

tube-title = Tube feed delivered
tube-clears = 80 % of the prescription is delivered again over { $count ->
    [one] { $count } day
   *[other] { $count } days
}
tube-figure = delivered on { $day }
tube-sum = { $n } of { $n-2 } ml on { $count ->
    [one] { $count } day
   *[other] { $count } days
}, to { $day }
tube-met-team = Tube feed: { $what } ({ $n } %); below 80 % on { $count ->
    [one] { $count } day
   *[other] { $count } days
}, below half on { $count-2 ->
    [one] { $count-2 } day
   *[other] { $count-2 } days
}.
tube-met-team-open = Tube feed: { $what }; below 80 % on { $count ->
    [one] { $count } day
   *[other] { $count } days
}, below half on { $count-2 ->
    [one] { $count-2 } day
   *[other] { $count-2 } days
}.
tube-half = Less than half of your tube feed went in on two days. { $what }
tube-less = Less of your tube feed went in than prescribed. Please tell your care team; leave the pump as it is.
tube-fine-team = Tube feed: { $what }.
tube-fine = Your tube feed went in nearly as prescribed.
tube-open-team = Tube feed: { $what }; not every day is known.
tube-open = How much of your tube feed went in is not known for every day.
tube-today = today's feed may not be finished
tube-dislodged = the tube came out or moved on { $day }, and nothing tells that it is back
tube-lacks-plan = what is prescribed by tube on each day would decide this
tube-lacks-amount = how much of the feed went in on the days that are missing would decide this
tube-evidence = tube feed { $n } ml delivered
refeeding-title = Refeeding risk
refeeding-clears = { $count ->
    [one] { $count } day
   *[other] { $count } days
} of stable feeding have passed
refeeding-nice = risk by NICE
refeeding-aspen = risk by ASPEN
refeeding-start = NICE: most to start with
refeeding-said = { $what } on { $day }; NICE: { $what-2 }, ASPEN: { $what-3 }
refeeding-unknown = { $what }; not known within { $count ->
    [one] { $count } day
   *[other] { $count } days
}: { $list }
refeeding-met-team = Refeeding risk: { $what }. Confirm start rate, thiamine and electrolytes before the feed goes up.
refeeding-team = Refeeding: { $what }.
refeeding-since = since when the feed has been given would decide this
refeeding-call = When feeding begins after a time of little food, the blood needs to be checked. { $what } Leave the pump as it is set.
refeeding-ask = A feed has begun or risen. Please ask your care team whether your blood values were checked; leave the pump as it is set.
refeeding-watched = A feed has begun or risen; your care team watches your blood values.
refeeding-lacks-bmi = weight and height would decide this
refeeding-lacks-weight = a weight from three to six months ago would decide this
refeeding-lacks-days = for how many days hardly anything was eaten before the feed
refeeding-lacks-salts = potassium, phosphate and magnesium of the last 3 days
refeeding-lacks-drugs = whether insulin, antacids or diuretics are taken, or much alcohol
refeeding-began = feeding by tube or vein began
refeeding-rose = intake rose after days of little or nothing
refeeding-plan = plan with a tube feed
refeeding-prescribed = a tube feed was prescribed
salt-potassium = potassium
salt-phosphate = phosphate
salt-magnesium = magnesium
salt-value = { $what } { $n } mmol/L
risk-extreme = extreme
risk-high = high
risk-low = low
risk-moderate = moderate
risk-significant = significant
risk-none = not at risk
risk-no = no
glucose-title = Glucose infusion rate
glucose-bag = bag with { $n } g of dextrose
glucose-bag-hours = bag with { $n } g of dextrose in { $n-2 } h
glucose-clears = no bag of the last days runs faster than { $n } mg/kg/min
glucose-met-team = Glucose: { $n } mg/kg/min on { $day } (limit { $n-2 }).
glucose-open-team = Glucose: the rate cannot be told.
glucose-fine-team = Glucose: { $n } mg/kg/min at most.
glucose-hours = how long the bag ran

## Treatment against its plan

treatment-title = { $name } given against the plan
treatment-clears = dose intensity is 85 % or more and no cycle of the last four weeks came late
treatment-part = { $name } intensity { $n } %, { $n-2 } of { $n-3 } cycles
treatment-part-unplanned = { $name } intensity { $n } %, { $n-2 } cycles, planned number unknown
treatment-part-open = { $name } intensity unknown, { $n-2 } of { $n-3 } cycles
treatment-part-open-unplanned = { $name } intensity unknown, { $n-2 } cycles, planned number unknown
treatment-late = { $name } on { $day } came { $count ->
    [one] { $count } day
   *[other] { $count } days
} late ({ $what })
treatment-team = { $name }: { $list }.
treatment-figure = relative dose intensity, { $name }
treatment-figure-mean = mean of the drugs
treatment-more = { $name }: more was given than planned; check the doses
treatment-lacks = dose, planned dose and length of each cycle would decide this
reason-none = no reason noted
reason-blood-counts = blood counts
reason-infection = infection
reason-side-effects = side effects
reason-nutrition = nutrition
reason-kidney-liver = kidney liver
reason-persons-wish = persons wish
reason-logistics = logistics
reason-other = other

## Days without any report

silent-title = Nothing reported for some days
silent-met-team = Nothing was reported for { $count ->
    [one] { $count } day
   *[other] { $count } days
}; the last report is of { $day }. Ask how the person is.
silent-met = How are you? Nothing was noted for some days; a weight or a word is enough.
silent-fine-team = Last report { $day }.
silent-fine = You have reported lately.
silent-clears = anything is reported again
silent-figure = days since the last report
silent-evidence = last report: { $what }
kind-weight = weight
kind-oral-intake = oral intake
kind-supplement = supplement
kind-tube-feed = tube feed
kind-parenteral-bag = parenteral bag
kind-fluid = fluid intake
kind-output = output
kind-symptom = symptom
kind-check-in = check in
kind-vitals = vitals
kind-medicine = medicine
kind-tube-care = tube care
kind-note = note

## Whether a flag asks today

why-new = new today
why-worse = got worse; stands { $what }
why-again = stands { $what }; time to speak of it again
why-standing = stands unchanged { $what }; asks again on { $day }
why-standing-quiet = stands unchanged { $what }
why-since = since { $day }
why-long = for longer than three weeks
why-answered = { $what } by the { $what-2 } on { $day }
why-answered-until = { $what } by the { $what-2 } on { $day } until { $day-2 }
action-seen = seen
action-contacted = contacted
action-plan-changed = plan changed
action-snoozed = snoozed
role-patient = patient
role-carer = carer
role-surgeon = surgeon
role-medical-oncologist = medical oncologist
role-radiation-oncologist = radiation oncologist
role-gastroenterologist = gastroenterologist
role-dietitian = dietitian
role-nurse = nurse
role-general-practitioner = general practitioner
role-emergency-line = emergency line
role-supplier = supplier

## Instruments and rules by their titles

title-aspen-refeeding = ASPEN consensus criteria of refeeding risk
title-attention = When a flag asks for attention again
title-conut = Controlling Nutritional Status score
title-ctcae-diarrhea = CTCAE v5.0 diarrhea, by count
title-ctcae-febrile = CTCAE v5.0 febrile neutropenia
title-ctcae-fever = CTCAE v5.0 fever
title-ctcae-neutrophils = CTCAE v5.0 neutrophil count decreased
title-ctcae-loss = CTCAE v5.0 weight loss, by percentage
title-ctcae6-neutrophils = CTCAE v6.0 neutrophil count decreased
title-enteral = Share of the prescribed tube feed delivered
title-espen = ESPEN criteria of severe nutritional risk before surgery
title-fearon = International consensus on cancer cachexia
title-fever = Fever during cancer treatment
title-glim = Global Leadership Initiative on Malnutrition criteria
title-glucose = Glucose infusion rate of parenteral nutrition
title-gnri = Geriatric Nutritional Risk Index
title-harris = Harris-Benedict basal energy, original set of 1919
title-hydration = Fluid against the daily target
title-idsa = IDSA definition of fever
title-intake = Energy and protein against the daily target
title-inputs = How the inputs of the instruments are taken from the journal
title-martin = BMI-adjusted weight loss grade
title-mgps = Modified Glasgow Prognostic Score
title-mifflin = Mifflin-St Jeor resting energy
title-mst = Malnutrition Screening Tool
title-neutropenia = Low neutrophils, with or without fever
title-nice = NICE criteria of refeeding risk
title-nri = Nutritional Risk Index
title-nrs = Nutritional Risk Screening 2002, final screening
title-nrs-pre = Nutritional Risk Screening 2002, initial screening
title-pn-energy = Energy of a parenteral bag
title-pni = Prognostic Nutritional Index
title-pons = Perioperative Nutrition Screen
title-composite = PRO-CTCAE composite grade
title-rdi = Relative dose intensity
title-red-flags = Answers that need someone at once
title-refeeding = Refeeding risk where a feed begins or rises
title-sigstad = Sigstad dumping score
title-snaq = Short Nutritional Assessment Questionnaire
title-star = Alert rule of the STAR trial
title-symptom = A symptom that is severe or got worse
title-targets = Energy and protein targets by body weight
title-treatment = Treatment given against the plan
title-tube = Tube feed delivered against the prescription
title-weight = Weight change in percent of the earlier weight
