# What is said to the person and to whoever cares for them. Plain words, nothing that foretells, no praise for streaks and no blame.

## Today

heading-today = Today, { $date }
heading-week = The last seven days
heading-visit = To tell at the next visit
heading-team = From your team
today-nothing-patient = Nothing is written down for today yet. Whatever you can add helps, and what you cannot is all right.
today-nothing-carer = Nothing is written down for today yet. Whatever you can add helps, and what you cannot is all right.
today-weight-patient = Your weight today: { $weight } kg.
today-weight-carer = Weight today: { $weight } kg.
today-cycle-patient = Today is day { $day } of your treatment cycle.
today-cycle-carer = Today is day { $day } of the treatment cycle.
today-surgery-patient = { $days ->
    [0] Your operation is planned for today.
    [1] Your operation is planned for tomorrow.
   *[other] { $days } days until your operation on { $date }.
}
today-surgery-carer = { $days ->
    [0] The operation is planned for today.
    [1] The operation is planned for tomorrow.
   *[other] { $days } days until the operation on { $date }.
}
today-call-patient = Something you wrote down should be talked over today. Please call { $phone }.
today-call-carer = Something that was written down should be talked over today. Please call { $phone }.
today-call-nobody-patient = Something you wrote down should be talked over today. Please call your care team.
today-call-nobody-carer = Something that was written down should be talked over today. Please call the care team.
today-emergency-patient = Something you wrote down needs help now. Call the emergency number.
today-emergency-carer = Something that was written down needs help now. Call the emergency number.
today-prepare-feeding = From { $from } to { $to }: extra feeding before the operation. { $what }
today-supplement = { $product }, { $ml } ml a day.
today-supplement-open = { $product }, as your team told you.

## Rings: one a target

ring-energy = Energy
ring-protein = Protein
ring-fluid = Fluids
ring-tube = Tube feed
ring-so-far = { $what }: { $delivered } of { $target } { $unit } so far.
ring-reached = { $what }: { $delivered } of { $target } { $unit }. That is what was planned for today.
ring-unknown = { $what }: not known yet. The target is { $target } { $unit }.
ring-no-target = { $what }: { $delivered } { $unit } so far. No target is set.
ring-nothing = { $what }: not known yet, and no target is set.

## The week

week-weight-less-patient = You weigh { $kilograms } kg less than on { $date }.
week-weight-less-carer = The weight is { $kilograms } kg less than on { $date }.
week-weight-more-patient = You weigh { $kilograms } kg more than on { $date }.
week-weight-more-carer = The weight is { $kilograms } kg more than on { $date }.
week-weight-same-patient = You weigh the same as on { $date }.
week-weight-same-carer = The weight is the same as on { $date }.
week-weight-unknown = How the weight changed this week is not known: two weighings are needed.
week-mean = { $what }: { $mean } { $unit } a day on average, from { $days ->
    [one] one day
   *[other] { $days } days
} that were written down.
week-mean-unknown = { $what }: not known this week.
week-reached = The target was reached on { $reached } of { $days ->
    [one] one day
   *[other] { $days } days
}.
week-symptoms = What was hard this week: { $symptoms }.
week-quiet = No symptom was rated as severe this week.
week-symptoms-unknown = Symptoms were not written down this week.

## What to tell at the next visit

visit-weight-less = Weight: { $kilograms } kg less than on { $date }.
visit-weight-more = Weight: { $kilograms } kg more than on { $date }.
visit-symptom = { $symptom }: severe on { $days ->
    [one] one day
   *[other] { $days } days
} of the last two weeks.
visit-ate-little = On { $days ->
    [one] one day
   *[other] { $days } days
} of the last two weeks less than half of the usual was eaten.
visit-tube = The tube feed was interrupted on { $days ->
    [one] one day
   *[other] { $days } days
} of the last two weeks.
visit-medicine = { $medicine } was left out { $times ->
    [one] once
   *[other] { $times } times
} in the last two weeks.
visit-notes-patient = You wrote { $notes ->
    [one] a note
   *[other] { $notes } notes
} in the last two weeks: read over { $notes ->
    [one] it
   *[other] them
} before you go.
visit-notes-carer = There { $notes ->
    [one] is a note
   *[other] are { $notes } notes
} of the last two weeks: read over { $notes ->
    [one] it
   *[other] them
} before you go.
visit-nothing = Nothing stands out from what was written down. Bring the questions you have.

## Reminders and what is due

due-daily-weight = Weigh in the morning, before breakfast
due-weekly-report = The weekly questions about symptoms
due-cycle-check-in = A few questions about the days after treatment
due-nadir-check-in = A few questions: blood counts may be low these days
due-pre-operative-screen = For the check before the operation: a weight, and what is eaten on four days of the week
due-tube-flush = Flush the tube
due-set-change = Change the giving set
due-position-check = Look at the mark of the tube
due-task = { $title }
due-before-operation = The operation is tomorrow: look at what your team told you for tonight and the morning
remind-one = { $what }.
remind-more = { $what }, and { $more ->
    [one] one thing more
   *[other] { $more } things more
}.

## Symptoms

symptom-appetite-loss = No appetite
symptom-nausea = Nausea
symptom-vomiting = Vomiting
symptom-swallowing = Trouble swallowing
symptom-early-fullness = Full after little food
symptom-reflux = Food or acid coming up
symptom-heartburn = Heartburn
symptom-bloating = Bloating
symptom-abdominal-pain = Belly pain
symptom-pain = Pain
symptom-diarrhoea = Diarrhoea
symptom-constipation = Constipation
symptom-mouth-sores = Sore mouth
symptom-dry-mouth = Dry mouth
symptom-taste-change = Food tastes different
symptom-fatigue = Tiredness
symptom-numbness = Numbness or tingling
symptom-hand-foot = Sore hands or feet
symptom-hiccups = Hiccups
symptom-dumping = Dizzy, hot or weak after eating
symptom-breathlessness = Short of breath
symptom-sleep = Poor sleep
symptom-low-mood = Low mood
symptom-worry = Worry
symptom-swelling = Swelling
