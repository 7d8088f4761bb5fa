# The screens of a check-in.
progress = Question { $number } of { $all }
same-as-yesterday = = the same as yesterday: { $answer }
unit = Which unit is that?
keys-one = ↑↓ or number: choose   Enter: next   Tab: skip   ←: back   ?: help   Esc: leave
keys-several = ↑↓ and Space, or number: tick   Enter: next   Tab: skip   ←: back   ?: help
keys-typed = Enter: next   Tab: skip   ←: back   F1: help   Esc: save and leave
keys-alert = Enter: I have read this, go on   Esc: save and leave
keys-summary = Enter: save   ↑↓: look through   ←: back to the questions   Esc: leave
keys-offer = ↑↓: choose   Enter: next   Esc: leave
keys-help = any key: back
type-amount = Type the number. The unit is asked next, or type it too.
type-count = Type a whole number from { $least } to { $most }.
type-text = Type what you want to say. Skip it if there is nothing.
tick-or-none = Tick all that are so, or the last line.
choose-first = Choose an answer first, or skip with Tab.
tick-first = Tick what is so, or “{ $none }”, or skip with Tab.
misfit-choice = This is none of the answers.
misfit-count = A whole number from { $least } to { $most } is needed.
misfit-unit = The unit is missing, or is none of these: { $units }.
misfit-number = This is not a number.
misfit-range = This lies outside { $least } to { $most }. Look again, at the unit too.
misfit-nothing = There is no answer yet. Tab skips the question.
misfit-other = This cannot be taken as an answer. Look again.
alert-title-emergency = CALL NOW
alert-title-same-day = CALL TODAY
alert-first = First: { $what }
alert-phones = Phone numbers
alert-no-phones = The journal has no phone number. Use the one that your care team gave you.
alert-phones-old = Part of the journal cannot be read: these may be old numbers.
alert-phones-unread = The phone numbers of the journal cannot be read now. Use the one that your care team gave you.
alert-saved = What you said so far is saved.
role-emergency-line = day and night
role-nurse = nurse
role-medical-oncologist = oncologist
role-surgeon = surgeon
role-gastroenterologist = gastroenterologist
role-general-practitioner = family doctor
unsaved-full = Not saved: there is no room on the disk. Free some; finishing or leaving saves again.
unsaved-reader = Not saved: this device may read the journal, not write in it. Tell your care team yourself.
unsaved-left = Not saved: this device has left the circle of care. Tell your care team yourself.
unsaved-other = Not saved: { $why }. Finishing or leaving tries again.
summary-title = What you said
summary-skipped = not answered
summary-empty = You answered nothing. Go back with ←, or leave with Esc.
offer-title = You left a check-in unfinished
offer-go-on = Go on where you left it
offer-anew = Begin anew (what you said is kept)
help-title = Help
help-1 = Answer with the arrow keys or a number, then Enter.
help-2 = Tab skips a question. A skipped question counts as not answered, never as “no” or “none”.
help-3 = ← goes back. Your answers stay and can be changed.
help-4 = = takes over the answer of yesterday, where one is shown.
help-5 = Esc saves what you said and leaves. You can go on within a day.
help-6 = If you feel that you need help now, call. Do not wait for the last question.
too-small = Please make this window larger: at least 60 columns and 20 lines.
saved = Saved: { $count ->
    [one] one entry
   *[other] { $count } entries
}.
nothing-saved = Nothing was answered, and nothing was saved.
left = Saved what you said so far. Go on within a day: nourish check-in --resume
