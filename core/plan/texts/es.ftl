# Lo que se dice a la persona y a quien la cuida. Palabras sencillas, nada que anuncie el futuro, sin premios por rachas y sin reproches.

## Hoy

heading-today = Hoy, { $date }
heading-week = Los últimos siete días
heading-visit = Para contar en la próxima visita
heading-team = De su equipo
today-nothing-patient = Todavía no hay nada anotado para hoy. Lo que pueda añadir ayuda, y lo que no pueda, no pasa nada.
today-nothing-carer = Todavía no hay nada anotado para hoy. Lo que pueda añadir ayuda, y lo que no pueda, no pasa nada.
today-weight-patient = Su peso de hoy: { $weight } kg.
today-weight-carer = Peso de hoy: { $weight } kg.
today-cycle-patient = Hoy es el día { $day } de su ciclo de tratamiento.
today-cycle-carer = Hoy es el día { $day } del ciclo de tratamiento.
today-surgery-patient = { $days ->
    [0] Su operación está prevista para hoy.
    [1] Su operación está prevista para mañana.
   *[other] Faltan { $days } días para su operación del { $date }.
}
today-surgery-carer = { $days ->
    [0] La operación está prevista para hoy.
    [1] La operación está prevista para mañana.
   *[other] Faltan { $days } días para la operación del { $date }.
}
today-call-patient = Algo de lo que ha anotado conviene hablarlo hoy. Llame, por favor, al { $phone }.
today-call-carer = Algo de lo anotado conviene hablarlo hoy. Llame, por favor, al { $phone }.
today-call-nobody-patient = Algo de lo que ha anotado conviene hablarlo hoy. Llame, por favor, a su equipo.
today-call-nobody-carer = Algo de lo anotado conviene hablarlo hoy. Llame, por favor, al equipo.
today-emergency-patient = Algo de lo que ha anotado necesita ayuda ahora. Llame al número de emergencias.
today-emergency-carer = Algo de lo anotado necesita ayuda ahora. Llame al número de emergencias.
today-prepare-feeding = Del { $from } al { $to }: alimentación reforzada antes de la operación. { $what }
today-supplement = { $product }, { $ml } ml al día.
today-supplement-open = { $product }, como le dijo su equipo.

## Anillos: uno por objetivo

ring-energy = Energía
ring-protein = Proteína
ring-fluid = Líquidos
ring-tube = Alimentación por sonda
ring-so-far = { $what }: { $delivered } de { $target } { $unit } hasta ahora.
ring-reached = { $what }: { $delivered } de { $target } { $unit }. Es lo previsto para hoy.
ring-unknown = { $what }: aún no se sabe. El objetivo es { $target } { $unit }.
ring-no-target = { $what }: { $delivered } { $unit } hasta ahora. No hay objetivo fijado.
ring-nothing = { $what }: aún no se sabe, y no hay objetivo fijado.

## La semana

week-weight-less-patient = Pesa { $kilograms } kg menos que el { $date }.
week-weight-less-carer = El peso es { $kilograms } kg menos que el { $date }.
week-weight-more-patient = Pesa { $kilograms } kg más que el { $date }.
week-weight-more-carer = El peso es { $kilograms } kg más que el { $date }.
week-weight-same-patient = Pesa lo mismo que el { $date }.
week-weight-same-carer = El peso es el mismo que el { $date }.
week-weight-unknown = No se sabe cómo cambió el peso esta semana: hacen falta dos pesadas.
week-mean = { $what }: { $mean } { $unit } al día de media, de { $days ->
    [one] un día anotado
   *[other] { $days } días anotados
}.
week-mean-unknown = { $what }: no se sabe esta semana.
week-reached = Se llegó al objetivo en { $reached } de { $days ->
    [one] un día
   *[other] { $days } días
}.
week-symptoms = Lo difícil de esta semana: { $symptoms }.
week-quiet = Ningún síntoma se anotó como intenso esta semana.
week-symptoms-unknown = Los síntomas no se anotaron esta semana.

## Qué contar en la próxima visita

visit-weight-less = Peso: { $kilograms } kg menos que el { $date }.
visit-weight-more = Peso: { $kilograms } kg más que el { $date }.
visit-symptom = { $symptom }: intenso en { $days ->
    [one] un día
   *[other] { $days } días
} de las últimas dos semanas.
visit-ate-little = En { $days ->
    [one] un día
   *[other] { $days } días
} de las últimas dos semanas se comió menos de la mitad de lo habitual.
visit-tube = La alimentación por sonda se interrumpió en { $days ->
    [one] un día
   *[other] { $days } días
} de las últimas dos semanas.
visit-medicine = { $medicine } no se tomó { $times ->
    [one] una vez
   *[other] { $times } veces
} en las últimas dos semanas.
visit-notes-patient = Ha escrito { $notes ->
    [one] una nota
   *[other] { $notes } notas
} en las últimas dos semanas: { $notes ->
    [one] léala
   *[other] léalas
} antes de ir.
visit-notes-carer = Hay { $notes ->
    [one] una nota
   *[other] { $notes } notas
} de las últimas dos semanas: { $notes ->
    [one] léala
   *[other] léalas
} antes de ir.
visit-nothing = Nada destaca en lo anotado. Lleve las preguntas que tenga.

## Recordatorios y lo que toca

due-daily-weight = Pesarse por la mañana, antes del desayuno
due-weekly-report = Las preguntas semanales sobre los síntomas
due-cycle-check-in = Unas preguntas sobre los días después del tratamiento
due-nadir-check-in = Unas preguntas: estos días las defensas pueden estar bajas
due-pre-operative-screen = Para la revisión antes de la operación: un peso, y lo que se come en cuatro días de la semana
due-tube-flush = Lavar la sonda con agua
due-set-change = Cambiar el equipo de la alimentación
due-position-check = Mirar la marca de la sonda
due-task = { $title }
due-before-operation = Mañana es la operación: mire lo que su equipo le dijo para esta noche y para la mañana
remind-one = { $what }.
remind-more = { $what }, y { $more ->
    [one] una cosa más
   *[other] { $more } cosas más
}.

## Síntomas

symptom-appetite-loss = Sin apetito
symptom-nausea = Náuseas
symptom-vomiting = Vómitos
symptom-swallowing = Dificultad para tragar
symptom-early-fullness = Lleno con poca comida
symptom-reflux = Comida o ácido que sube
symptom-heartburn = Ardor
symptom-bloating = Hinchazón de la barriga
symptom-abdominal-pain = Dolor de barriga
symptom-pain = Dolor
symptom-diarrhoea = Diarrea
symptom-constipation = Estreñimiento
symptom-mouth-sores = Llagas en la boca
symptom-dry-mouth = Boca seca
symptom-taste-change = La comida sabe distinta
symptom-fatigue = Cansancio
symptom-numbness = Hormigueo o adormecimiento
symptom-hand-foot = Manos o pies doloridos
symptom-hiccups = Hipo
symptom-dumping = Mareo, calor o debilidad después de comer
symptom-breathlessness = Falta de aire
symptom-sleep = Mal sueño
symptom-low-mood = Ánimo bajo
symptom-worry = Preocupación
symptom-swelling = Hinchazón
