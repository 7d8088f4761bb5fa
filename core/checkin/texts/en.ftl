# Questions of the built-in sets, in our own words. Short words, short sentences: a test holds each under its grade.
# $who is patient or carer: who answers.

set-daily = Daily check-in
set-weekly = Weekly check-in
set-post-operative = Check-in after an operation
set-tube = Feeding tube check
set-line = Feeding line check

recall-1 = In the last 24 hours
recall-7 = In the last 7 days
recall-days = In the last { $days } days

yes = Yes
no = No
none = None of these

frequency-0 = Never
frequency-1 = Rarely
frequency-2 = Sometimes
frequency-3 = Often
frequency-4 = Nearly all the time
severity-0 = None
severity-1 = Mild
severity-2 = Medium
severity-3 = Bad
severity-4 = Very bad
interference-0 = Not at all
interference-1 = A little
interference-2 = In part
interference-3 = A lot
interference-4 = Fully
amount-0 = None
amount-1 = A little
amount-2 = Some
amount-3 = A lot
amount-4 = Very much
presence-0 = No
presence-1 = Yes

urgent = { $who ->
    [carer] Do they have any of these now?
   *[patient] Do you have any of these now?
}
urgent-vomiting-blood = Throwing up blood, or what looks like coffee grounds
urgent-black-stool = Black, tarry or bloody stool
urgent-collapse = Fainted or collapsed
urgent-chest-pain = Pain in the chest
urgent-sudden-breathlessness = Sudden loss of breath, or short of breath at rest
urgent-confusion = Newly confused, or hard to wake
urgent-seizure = A fit (seizure)
urgent-severe-abdominal-pain = Very bad or sudden pain in the belly

weight = { $who ->
    [carer] How much do they weigh today?
   *[patient] How much do you weigh today?
}
weight-hint = Best in the morning, on the same scale. Not weighed today? Skip it.
eaten = { $who ->
    [carer] How much of their normal food did they eat?
   *[patient] How much of your normal food did you eat?
}
eaten-all = All of it
eaten-most = About three quarters
eaten-half = About half
eaten-little = About one quarter
eaten-nothing = Nothing, or next to nothing
fluids = { $who ->
    [carer] How much did they drink in all?
   *[patient] How much did you drink in all?
}
fluids-hint = Water, tea, milk, juice. A glass is about 200 ml, a mug 250 ml.
fluids-down = Did drinks stay down?
fluids-down-all = Yes, all or most of them
fluids-down-some = Only some
fluids-down-nothing = No, no drink stayed down
vomit-count = { $who ->
    [carer] How many times did they throw up?
   *[patient] How many times did you throw up?
}
old-food = Was it food from many hours before?
stool-count = { $who ->
    [carer] How many stools did they pass?
   *[patient] How many stools did you pass?
}
stool-form = What were the stools like?
stool-form-hard = Hard
stool-form-formed = Firm, with a shape
stool-form-soft = Soft
stool-form-watery = Like water
blocked = Is the belly swollen and sore, with no stool and no wind?
unwell = { $who ->
    [carer] Do they feel ill or hot?
   *[patient] Do you feel ill or hot?
}
unwell-somewhat = Yes, somewhat
unwell-very = Yes, very ill
temperature = { $who ->
    [carer] What is their temperature now?
   *[patient] What is your temperature now?
}
temperature-hint = Take it now if you can. No thermometer? Skip it.
shivering = { $who ->
    [carer] Do they shiver and cannot stop?
   *[patient] Do you shiver and cannot stop?
}
today = Is any of this so today?
today-cannot-swallow-fluids = Drinks or spit cannot be swallowed
today-no-urine = No urine for 12 hours, or it is very dark
today-yellow-eyes = Yellow eyes, dark urine or pale stool
today-leg-swelling = One leg is swollen
wound = Does the wound leak, or is it open?
tube-check = Is any of this so with the tube?
tube-check-tube-moved = It is out, or its mark has moved
tube-check-choking-on-feed = Choking or short of breath during a feed
tube-check-site-infection = Red skin that spreads, or pus, where it goes in
feed = How much feed went through the tube?
feed-hint = As the pump or the bag shows it.
feed-pain = Did the belly hurt very much during a feed?
feed-tolerance = How well was the feed taken?
feed-tolerance-good = Well
feed-tolerance-fair = With some trouble
feed-tolerance-poor = Badly
tube-mark = Which mark is at the nose or the skin?
tube-mark-hint = The number on the tube, in cm.
tube-leaking = Does the tube leak?
tube-clogged = Is the tube blocked?
line-check = Is any of this so with the line?
line-check-line-damaged = It is torn, or it leaks
line-check-site-infection = Red skin that spreads, or pus, where it goes in
line-check-rigors = Shivering that cannot be stopped
chest = Is any of this so now?
chest-chest-pain = Pain in the chest
chest-sudden-breathlessness = Sudden loss of breath, or short of breath at rest
arm-swelling-severity = How swollen was the arm or the neck?
bag = How much went in from the feeding bag?
bag-hint = As the pump or the bag shows it.
note = Is there more to tell the care team?
dumping-when = When does it come after food?
dumping-when-early = Within the hour
dumping-when-late = One to three hours later
dumping-when-both = Both

appetite-loss-severity = How bad was the lack of hunger, at its worst?
appetite-loss-interference = How much did the lack of hunger get in the way of the day?
early-fullness-severity = How full did a small meal feel, at its worst?
early-fullness-interference = How much did feeling full get in the way of meals?
nausea-frequency = How often was there a feeling of sickness in the stomach?
nausea-severity = How bad was the feeling of sickness, at its worst?
vomiting-frequency = { $who ->
    [carer] How often did they throw up?
   *[patient] How often did you throw up?
}
vomiting-severity = How bad was throwing up, at its worst?
swallowing-severity = How hard was it to swallow, at its worst?
reflux-frequency = How often did food or acid come back up?
reflux-severity = How bad was it when food or acid came up?
heartburn-frequency = How often was there a burning behind the breastbone?
heartburn-severity = How bad was the burning, at its worst?
bloating-frequency = How often was the belly bloated?
bloating-severity = How bad was the bloated belly, at its worst?
abdominal-pain-frequency = How often did the belly hurt?
abdominal-pain-severity = How bad was the pain in the belly, at its worst?
abdominal-pain-interference = How much did pain in the belly get in the way of the day?
dumping-frequency = How often did food bring on weakness, sweat or a racing heart?
dumping-severity = How bad was this after food, at its worst?
diarrhoea-frequency = How often were stools loose or like water?
constipation-severity = How hard was it to pass stool, at its worst?
mouth-sores-severity = How sore was the mouth or throat, at its worst?
mouth-sores-interference = How much did the sore mouth get in the way of food?
taste-change-severity = How much had the taste of food changed?
numbness-severity = How numb were the hands or feet, or how bad did they tingle?
numbness-interference = How much did numb hands or feet get in the way of the day?
fatigue-severity = How bad was being tired, at its worst?
fatigue-interference = How much did being tired get in the way of the day?
breathlessness-severity = How short of breath, at its worst?
breathlessness-interference = How much did loss of breath get in the way of the day?
sleep-severity = How bad was sleep, on the worst night?
sleep-interference = How much did bad sleep get in the way of the day?
low-mood-frequency = { $who ->
    [carer] How often did they feel sad or low?
   *[patient] How often did you feel sad or low?
}
low-mood-severity = How bad was the low mood, at its worst?
low-mood-interference = How much did the low mood get in the way of the day?
worry-frequency = { $who ->
    [carer] How often were they tense or full of worry?
   *[patient] How often were you tense or full of worry?
}
worry-severity = How bad was the worry, at its worst?
worry-interference = How much did worry get in the way of the day?
pain-severity = How bad was pain anywhere, at its worst?

# What to do when a red-flag question is answered with yes.
alert-emergency = Call the emergency number now.
alert-same-day = Call the care team today. Do not wait.
alert-on-behalf = You answered for someone else: stay with them.
flag-vomiting-blood = Throwing up blood, or what looks like coffee grounds
flag-black-stool = Black, tarry or bloody stool
flag-collapse = Fainted or collapsed
flag-chest-pain = Pain in the chest
flag-sudden-breathlessness = Sudden loss of breath, or short of breath at rest
flag-confusion = Newly confused, or hard to wake
flag-seizure = A fit (seizure)
flag-choking-on-feed = Choking or short of breath during a feed
flag-choking-on-feed-first = Stop the feed. Sit upright.
flag-rigors = Shivering that cannot be stopped
flag-no-fluids-24h = No drink stays down for 24 hours
flag-cannot-swallow-fluids = Drinks or spit cannot be swallowed
flag-cannot-swallow-fluids-first = Do not try to eat or drink more.
flag-severe-abdominal-pain = Very bad or sudden pain in the belly
flag-no-stool-no-wind = Swollen, sore belly with no stool and no wind
flag-no-stool-no-wind-first = Do not take laxatives on your own.
flag-yellow-eyes = Yellow eyes, dark urine or pale stool
flag-no-urine-12h = No urine for 12 hours, or it is very dark
flag-tube-moved = The feeding tube is out or has moved
flag-tube-moved-first = Stop the feed. Do not use the tube and do not put it back. Cover an open hole. Note the time.
flag-site-infection = Red skin that spreads, or pus, at the tube or line
flag-leg-swelling = One leg is swollen
flag-line-damaged = The feeding line is torn or leaks
flag-line-damaged-first = Clamp the line between the body and the damage.
flag-wound-leak = The wound leaks or is open
flag-vomiting-old-food = Throwing up food from many hours before
flag-very-unwell = Feeling very ill

# Why a weight is asked for again.
again-unit-slip = This is about 2.2 times what it was, or as many times less. Is it in kg or in lb?
again-jump = This is far from the last weight. Please look again, or weigh again.
again-digit-swap = Two digits may have changed places. Please look again.
