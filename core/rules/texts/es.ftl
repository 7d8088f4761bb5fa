# Lo que dicen las reglas, con los argumentos de en.ftl. El paciente es «usted»; el equipo, «su equipo sanitario».

## A quién llamar y qué hacer antes

call-emergency = Llame ya al número de emergencias.
call-team-at = Llame hoy a su equipo sanitario, no espere: { $name }.
call-team = Llame hoy a su equipo sanitario, no espere.
please-call-at = Por favor, llame hoy a su equipo sanitario: { $name }.
please-call = Por favor, llame hoy a su equipo sanitario.
do-stop-feed = Pare la nutrición y siéntese erguido.
do-leave-tube = Pare la nutrición y no use la sonda. No se la vuelva a colocar usted; cubra el orificio si ha quedado abierto y anote la hora.
do-clamp = Pince el catéter entre su cuerpo y la parte dañada.
do-not-eat = No intente comer ni beber más.
do-no-laxatives = No tome laxantes por su cuenta.

## Respuestas que necesitan atención inmediata

flag-vomiting-blood = Vómito con sangre o con aspecto de posos de café
flag-black-stool = Heces negras como el alquitrán, o con sangre
flag-collapse = Desmayo o desvanecimiento
flag-chest-pain = Dolor en el pecho
flag-breathlessness = Falta de aire repentina, o en reposo
flag-confusion = Confusión que antes no había, o cuesta despertarle
flag-seizure = Una convulsión
flag-choking = Atragantamiento o falta de aire durante la nutrición
flag-rigors = Escalofríos con tiritona que no se puede parar
flag-no-fluids = No retiene líquidos desde hace 24 horas
flag-no-swallow = No puede tragar líquidos ni saliva
flag-belly-pain = Dolor de barriga intenso o repentino
flag-no-stool = Barriga hinchada y dolorosa, sin deposiciones ni gases
flag-yellow-eyes = Ojos amarillos, orina oscura o heces pálidas
flag-no-urine = Sin orinar desde hace 12 horas, u orina muy oscura
flag-tube-moved = La sonda de nutrición se ha salido o se ha movido
flag-site-infection = Enrojecimiento que se extiende o pus en la sonda o el catéter
flag-leg-swelling = Una pierna hinchada
flag-line-damaged = El catéter de nutrición está roto o pierde
flag-wound-leak = La herida supura o se abre
flag-old-food = Vómito de comida tomada muchas horas antes
flag-unwell = Se encuentra muy mal
flag-yes = { $what }: sí
flag-no = { $what }: no
flag-over-team = { $what }: sí el { $day }, no el { $day-2 }.
flag-over = { $what }: usted dijo que ya ha pasado.
flag-met-team = { $what }: respuesta afirmativa el { $day }.
flag-met = Usted dijo: { $what }. { $what-to-do }
flag-open-team = { $what }: respuesta afirmativa el { $day }; no se ha vuelto a preguntar.
flag-open = { $what }: ¿sigue siendo así? Si es así, { $what-to-do }
flag-question = lo decidiría saber si sigue siendo así: { $what }
flag-clears = un control posterior pregunta lo mismo y la respuesta es no

## Síntomas graves o que han empeorado

symptom-question = lo decidiría saber cómo va ahora: { $what }
symptom-silent-team = { $what }: sin datos de la última semana.
symptom-silent = ¿Cómo va ahora con esto: { $what }?
symptom-answer = { $what } (recuerdo de { $count ->
    [one] { $count } día
   *[other] { $count } días
})
symptom-met-team = { $what }, { $what-2 } (recuerdo de { $count ->
    [one] { $count } día
   *[other] { $count } días
}): { $list }.
symptom-not-met-team = { $what }, { $what-2 } (recuerdo de { $count ->
    [one] { $count } día
   *[other] { $count } días
}): nivel { $n }, no ha empeorado.
symptom-open-team = { $what }, { $what-2 } (recuerdo de { $count ->
    [one] { $count } día
   *[other] { $count } días
}): nivel { $n }, sin dato anterior con que comparar.
symptom-level = nivel { $n } de 4
symptom-rise = de { $n } a { $n-2 } desde el registro del { $day }
symptom-rise-diary = de { $n } a { $n-2 } desde el primer registro, del { $day }, todos los días de la última semana
symptom-rise-twice = de { $n } a { $n-2 } desde el primer registro, del { $day }, en dos registros
symptom-composite-label = grado compuesto del registro semanal del { $day }, con la tabla PRO-CTCAE sobre preguntas propias
symptom-composite = grado compuesto { $n } de 3 en el registro semanal
symptom-very-bad = { $what }: es muy intenso. { $what-to-do }
symptom-bad = { $what }: es intenso o ha empeorado. Dígaselo a su equipo sanitario en el próximo contacto.
symptom-fine = { $what }: ni grave ni peor.
symptom-another = { $what }: otro registro mostrará si está empeorando.
symptom-one-more = lo decidiría otro registro en los próximos días: { $what }
symptom-evidence = { $what }: { $n } de 4
symptom-clears = el nivel baja de 3 y ya no está 2 por encima de un registro anterior
of-4 = de 4
of-3 = de 3

## Síntomas y lo que se pregunta de ellos

symptom-appetite-loss = Pérdida de apetito
symptom-nausea = Náuseas
symptom-vomiting = Vómitos
symptom-swallowing = Cuesta tragar
symptom-early-fullness = Saciedad precoz
symptom-reflux = Reflujo
symptom-heartburn = Acidez
symptom-bloating = Vientre hinchado
symptom-abdominal-pain = Dolor abdominal
symptom-pain = Dolor
symptom-diarrhoea = Diarrea
symptom-constipation = Estreñimiento
symptom-mouth-sores = Llagas en la boca
symptom-dry-mouth = Boca seca
symptom-taste-change = Cambio del gusto
symptom-fatigue = Cansancio
symptom-numbness = Hormigueo
symptom-hand-foot = Manos y pies
symptom-hiccups = Hipo
symptom-dumping = Dumping
symptom-breathlessness = Falta de aire
symptom-sleep = Mal sueño
symptom-low-mood = Ánimo bajo
symptom-worry = Preocupación
symptom-swelling = Hinchazón
attribute-frequency = frecuencia
attribute-severity = intensidad
attribute-interference = interferencia
attribute-amount = cantidad
attribute-presence = presencia

## Peso

weight-title = Peso perdido en un mes
weight-met-team = Pérdida del { $n } % en 30 días: { $weight } el { $day }, { $weight-2 } el { $day-2 } (límite: más del 5 %).
weight-met = Ha perdido un { $n } % de peso en un mes. Dígaselo a su equipo sanitario en el próximo contacto.
weight-not-met-team = Mayor bajada en 30 días: { $n } % (límite: más del 5 %).
weight-not-met = Su peso no ha bajado más de un 5 % en un mes.
weight-open-team = Para saberlo hacen falta pesos de hoy y de hace un mes.
weight-open = Falta un peso para saber cómo ha cambiado.
weight-clears = no hay bajadas de más del 5 % en los últimos 30 días
weight-regained = recuperado en parte: el peso actual está por encima del más bajo
weight-loss-days = pérdida en { $count ->
    [one] { $count } día
   *[other] { $count } días
}
weight-fall-days = mayor bajada en { $count ->
    [one] { $count } día
   *[other] { $count } días
}, del { $day } al { $day-2 }
weight-recalled = el peso del { $day } es recordado, no medido
weight-fluid = el peso puede no ser fiable: se anotó líquido retenido con el peso del { $day }
weight-swelling = el peso puede no ser fiable: se ha registrado hinchazón en los últimos días
weight-evidence = peso { $weight }
weight-evidence-recalled = peso { $weight } (recordado)
weigh-again = Un peso pendiente de confirmar
weigh-again-swap = peso { $weight }: quizá se han intercambiado dos cifras
weigh-again-pounds = peso { $weight }: quizá se han confundido libras y kilos
weigh-again-jump = peso { $weight }: muy distinto de los pesos cercanos
weigh-again-on = { $what }, el { $day }
weigh-again-team = Apartado hasta que se confirme: { $list }.
weigh-again-person = Un peso parece poco habitual. Vuelva a pesarse o confirme que el número es correcto.
weigh-again-clears = el peso se confirma o se corrige
rapid-title = Cambio de peso en pocos días
rapid-lost-days = perdido en { $count ->
    [one] { $count } día
   *[other] { $count } días
}
rapid-gained-days = ganado en { $count ->
    [one] { $count } día
   *[other] { $count } días
}
rapid-lost-team = Ha perdido { $weight } en { $count ->
    [one] { $count } día
   *[other] { $count } días
}: { $weight-2 } el { $day }, { $weight-3 } el { $day-2 }. Pregunte por la bebida, vómitos, diarrea, diuréticos y líquido drenado.
rapid-gained-team = Ha ganado { $weight } en { $count ->
    [one] { $count } día
   *[other] { $count } días
}: { $weight-2 } el { $day }, { $weight-3 } el { $day-2 }. Pregunte por hinchazón, falta de aire, sueros y diuréticos.
rapid-none = Sin cambios de más de 2 kg en 3 días, ni bajada de 0,9 kg en 2.
rapid-clears = los pesos de tres días ya no difieren tanto
rapid-gain = Su peso ha subido { $weight } en { $count ->
    [one] { $count } día
   *[other] { $count } días
}. A menudo es agua. ¿Tiene hinchadas las piernas o la barriga, o le falta el aire? Dígaselo a su equipo sanitario.
rapid-loss = Su peso ha bajado { $weight } en { $count ->
    [one] { $count } día
   *[other] { $count } días
}. A menudo es agua. ¿Puede beber lo suficiente? ¿Tiene vómitos o diarrea? Dígaselo a su equipo sanitario.
rapid-fall = Su peso ha bajado { $weight } en { $count ->
    [one] { $count } día
   *[other] { $count } días
}. ¿Está bebiendo lo suficiente?

## Energía, proteínas y líquidos

intake-energy-title = Energía en { $count ->
    [one] el último día
   *[other] los últimos { $count } días
}
intake-protein-title = Proteínas en { $count ->
    [one] el último día
   *[other] los últimos { $count } días
}
intake-fluid-title = Líquidos en { $count ->
    [one] el último día
   *[other] los últimos { $count } días
}
intake-clears = la media de { $count ->
    [one] { $count } día
   *[other] { $count } días
} llega al 75 % del objetivo
intake-coverage = hay datos de { $n } de { $count ->
    [one] { $count } día
   *[other] { $count } días
}
intake-open-team = { $what }: no se puede valorar; { $what-2 }.
intake-nutrient-energy = Energía
intake-nutrient-protein = Proteínas
intake-nutrient-fluid = Líquidos
intake-open-energy = No hay anotaciones suficientes para saber si toma suficiente energía.
intake-open-protein = No hay anotaciones suficientes para saber si toma suficientes proteínas.
intake-open-fluid = No hay anotaciones suficientes para saber si bebe lo suficiente.
intake-depth-severe = { $what }, gravemente insuficiente: { $list }.
intake-depth-inadequate = { $what }, insuficiente: { $list }.
intake-depth-low = { $what }, por debajo: { $list }.
intake-said = { $what }: { $list }.
intake-run-severe = Gravemente insuficiente { $count ->
    [one] { $count } día
   *[other] { $count } días
} seguidos.
intake-run-severe-least = Gravemente insuficiente al menos { $count ->
    [one] { $count } día
   *[other] { $count } días
} seguidos.
intake-run-inadequate = Insuficiente { $count ->
    [one] { $count } día
   *[other] { $count } días
} seguidos.
intake-run-inadequate-least = Insuficiente al menos { $count ->
    [one] { $count } día
   *[other] { $count } días
} seguidos.
intake-sum = { $n } { $unit } al día, el { $n-2 } % de { $n-3 } { $unit-2 } ({ $what })
intake-without-today = sin contar hoy, que quizá no ha terminado, { $n } { $unit } y el { $n-2 } %
intake-reached-energy = Ha alcanzado al menos tres cuartos de su objetivo de energía.
intake-reached-protein = Ha alcanzado al menos tres cuartos de su objetivo de proteínas.
intake-reached-fluid = Ha alcanzado al menos tres cuartos de su objetivo de líquidos.
intake-half-energy = Durante una semana ha tomado menos de la mitad de su objetivo de energía. Llame a su equipo sanitario en los próximos días; hay formas de ayudarle.
intake-half-protein = Durante una semana ha tomado menos de la mitad de su objetivo de proteínas. Llame a su equipo sanitario en los próximos días; hay formas de ayudarle.
intake-below-energy = Durante una semana ha estado muy por debajo de su objetivo de energía. Hable pronto con su equipo sanitario; hay formas de ayudarle.
intake-below-protein = Durante una semana ha estado muy por debajo de su objetivo de proteínas. Hable pronto con su equipo sanitario; hay formas de ayudarle.
intake-low-energy = Durante una semana ha tomado menos de tres cuartos de su objetivo de energía. Dígaselo a su equipo sanitario.
intake-low-protein = Durante una semana ha tomado menos de tres cuartos de su objetivo de proteínas. Dígaselo a su equipo sanitario.
intake-figure-coverage = días con datos
intake-figure-mean-energy = energía media al día
intake-figure-mean-protein = proteínas medias al día
intake-figure-mean-fluid = líquidos medios al día
intake-figure-share = parte del objetivo
intake-figure-running = días seguidos por debajo del { $n } %, hasta ayer
intake-need = parte de las necesidades de energía tomada en la última semana
intake-need-without-today = parte de las necesidades de energía tomada en la última semana, sin contar hoy
intake-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
intake-days-least = al menos { $count ->
    [one] { $count } día
   *[other] { $count } días
}
intake-plan = plan con el objetivo
intake-plan-energy = plan con el objetivo de energía
intake-heavy = con un índice de masa corporal de { $n }, un objetivo según el peso puede ser demasiado alto
intake-tube-only = en { $count ->
    [one] { $count } día
   *[other] { $count } días
} solo se anotó la nutrición por sonda
intake-evidence = { $n } { $unit } en el día, de { $count ->
    [one] { $count } anotación
   *[other] { $count } anotaciones
}
intake-lacks-protein = las proteínas de { $count ->
    [one] un día más
   *[other] { $count } días más
} de los últimos { $n }
intake-lacks-protein-one = las proteínas de un día más de los últimos { $n }
intake-lacks-energy = lo que comió, con su energía, de { $count ->
    [one] un día más
   *[other] { $count } días más
} de los últimos { $n }
intake-lacks-energy-one = lo que comió, con su energía, de un día más de los últimos { $n }
intake-lacks-both = un peso de hoy, o un objetivo del plan
intake-lacks-target = un objetivo del plan
fluid-losing = { $list }; pierde líquidos: { $list-2 }
fluid-call = Está tomando muy pocos líquidos. { $what }
fluid-very-low = Está tomando muy pocos líquidos. Puede ayudar beber sorbos pequeños a menudo; dígaselo pronto a su equipo sanitario.
fluid-low = Está bebiendo menos de lo previsto. Puede ayudar beber sorbos pequeños a menudo; dígaselo a su equipo sanitario.
fluid-loss-level = { $what }, nivel { $n }, el { $day }
fluid-loss-vomited = { $count ->
    [one] { $count } vómito
   *[other] { $count } vómitos
} el { $day }
fluid-loss-stools = { $count ->
    [one] { $count } deposición
   *[other] { $count } deposiciones
} el { $day }
fluid-lacks-days = lo que bebió en al menos { $n } de los últimos { $count ->
    [one] { $count } día
   *[other] { $count } días
}
fluid-lacks-both = un peso de hoy, o un objetivo de líquidos del plan
fluid-lacks-target = la cantidad diaria de líquidos acordada con el equipo
goal-plan = el plan del { $day }
goal-surgery = intervalo de ESPEN en torno a una operación
goal-cancer = intervalo de ESPEN en cáncer
goal-common = intervalo habitual
goal-adjusted = { $what }, con un peso ajustado de { $weight }
goal-weight = { $what }, con { $weight }

## Lo que falta

asks-would = lo decidiría: { $what }
asks-could = podría decidirlo: { $what }
asks-also = también falta: { $what }
asks-birth = la fecha de nacimiento
asks-old-weight = un peso de hace más de seis meses, por ejemplo de un informe antiguo
asks-how-long = desde cuándo come menos de lo habitual
asks-condition = si el equipo sanitario ve deteriorado el estado general
asks-severity = el diagnóstico, o la puntuación de gravedad del equipo sanitario
asks-albumin = una albúmina del último mes
asks-sga = una valoración global subjetiva del equipo sanitario
asks-nrs = lo que aún le falta al NRS-2002
asks-liver = si el hígado o los riñones funcionan mal
asks-screen = un cribado nutricional terminado
asks-cutoffs = qué puntos de corte del índice de masa corporal se aplican
asks-muscle = una valoración de la masa muscular por el equipo sanitario
asks-gut = si una enfermedad digestiva crónica dificulta la digestión
asks-diagnosis = el diagnóstico
asks-height = la estatura
asks-other = otra respuesta
asks-intake = lo que comió en al menos cuatro de los últimos siete días
asks-weight-about = un peso de alrededor del { $longday }
asks-weight-today = un peso de hoy
rule-tables = hacen falta las tablas de reglas de esta versión
rule-unusable = Esta regla no se ha podido calcular con las tablas disponibles.
rule-tables-clears = se usan las tablas de esta versión

## Cribados nutricionales

nrs-title = Riesgo nutricional (NRS-2002)
nrs-team = NRS-2002, total { $what }: nutrición { $what-2 }, enfermedad { $what-3 } ({ $what-4 }), edad { $what-5 }; en riesgo desde 3.
points = { $n }
points-open = sin determinar
points-range = de { $n } a { $n-2 }
nrs-met = Una revisión nutricional muestra que quizá necesite más ayuda para comer. Háblelo con su equipo sanitario en el próximo contacto.
nrs-not-met = La revisión nutricional no ha encontrado más riesgo con lo que se sabe hoy.
nrs-open = La revisión nutricional no está terminada: aún falta algo.
nrs-clears = el total baja de 3
nrs-condition = se desconoce el estado general y se toma como deteriorado, porque el índice de masa corporal es menor de 18,5
nrs-scored = puntuado por un profesional
nrs-operation = hay una operación prevista el { $day }
nrs-tumour = tumor sólido
nrs-no-diagnosis = no consta ningún diagnóstico
nrs-severity = gravedad de la enfermedad { $n }
operation-planned = operación prevista: { $name }
figure-total = total
figure-bmi = índice de masa corporal
figure-loss-1 = mayor pérdida en 1 mes
figure-loss-2 = mayor pérdida en 2 meses
figure-loss-3 = mayor pérdida en 3 meses
figure-loss-6 = mayor pérdida en 6 meses
figure-loss-beyond = pérdida en más de 6 meses
figure-albumin = albúmina
figure-nrs = total del NRS-2002
glim-title = Desnutrición (criterios GLIM)
glim-team = GLIM: criterio fenotípico { $what }, criterio etiológico { $what-2 }, desnutrición { $what-3 }.
glim-team-severe = GLIM: criterio fenotípico { $what }, criterio etiológico { $what-2 }, desnutrición { $what-3 }; grado 2, grave.
glim-team-moderate = GLIM: criterio fenotípico { $what }, criterio etiológico { $what-2 }, desnutrición { $what-3 }; grado 1, moderada.
glim-team-open = GLIM: criterio fenotípico { $what }, criterio etiológico { $what-2 }, desnutrición { $what-3 }; grado sin determinar, al menos 1.
holds-met = se cumple
holds-not-met = no se cumple
glim-met = Su peso, su constitución y lo que come muestran juntos que su cuerpo recibe menos de lo que necesita. Háblelo con su equipo sanitario en el próximo contacto.
glim-not-met = La revisión de desnutrición no es positiva con lo que se sabe hoy.
glim-open = La revisión de desnutrición no está terminada: aún falta algo.
glim-clears = el cribado o todos los criterios fenotípicos son negativos
glim-cutoffs = se usan los puntos de corte generales del índice de masa corporal, que avisan antes
glim-screened = cribado nutricional positivo
glim-gut = enfermedad digestiva crónica
glim-inflamed = inflamación o carga de enfermedad
glim-muscle = déficit muscular: { $what }
muscle-none = ninguno
muscle-mild = leve o moderado
muscle-severe = grave
pons-title = Riesgo nutricional en torno a una operación (PONS)
pons-team = PONS: se cumplen { $n } de 4 criterios; en riesgo desde 1.
pons-team-open = PONS: se cumplen { $n } de 4 criterios por ahora (incompleto); en riesgo desde 1.
pons-met = Una revisión nutricional pensada para operaciones es positiva. Háblelo con su equipo sanitario en el próximo contacto.
pons-not-met = La revisión nutricional para operaciones no es positiva con lo que se sabe hoy.
pons-open = La revisión nutricional para operaciones no está terminada: falta algo.
no-criterion = ya no se cumple ningún criterio
pons-ate = comió menos de la mitad
espen-title = Riesgo nutricional grave antes de una operación (ESPEN)
espen-sga = ESPEN: riesgo grave por valoración global subjetiva C.
espen-met = ESPEN: riesgo grave ({ $list }).
espen-not-met = ESPEN: no se cumple ningún criterio de riesgo grave.
espen-open = ESPEN: por ahora no se cumple ningún criterio de riesgo grave (incompleto).
espen-loss-15 = pérdida de más del 15 % en 6 meses
espen-loss-10 = pérdida de más del 10 % en 6 meses
espen-bmi = índice de masa corporal menor de 18,5
espen-nrs = NRS-2002 mayor de 5
espen-albumin = albúmina menor de 30 g/L
espen-no-operation = No hay ninguna operación prevista; los criterios están pensados para una.
espen-until = { $count ->
    [one] Queda { $count } día
   *[other] Quedan { $count } días
} hasta { $name }, el { $day }.
espen-until-less = { $count ->
    [one] Queda { $count } día
   *[other] Quedan { $count } días
} hasta { $name }, el { $day }: menos que los { $n } a { $n-2 } días de tratamiento nutricional que ESPEN pide antes; comente la fecha.
espen-until-within = { $count ->
    [one] Queda { $count } día
   *[other] Quedan { $count } días
} hasta { $name }, el { $day }: dentro de los { $n } a { $n-2 } días de tratamiento nutricional que ESPEN pide antes; empiece ya o comente la fecha.
espen-until-time = { $count ->
    [one] Queda { $count } día
   *[other] Quedan { $count } días
} hasta { $name }, el { $day }: hay tiempo para los { $n } a { $n-2 } días de tratamiento nutricional que ESPEN pide antes.
espen-person-operation = Antes de la operación su cuerpo puede necesitar más alimento. Pregunte pronto a su equipo sanitario.
espen-person = Su cuerpo puede necesitar más alimento. Pregunte a su equipo sanitario.
espen-person-not = Sin señales de riesgo nutricional alto antes de una operación con lo que se sabe hoy.
espen-person-open = La revisión nutricional para una operación no está terminada: aún falta algo.
espen-sga-grade = valoración global subjetiva, grado { $n }
espen-albumin-value = albúmina { $n } g/L

## Antes de una operación

before-title = Lo que aún falta antes de una operación
before-clears = está todo lo de la lista
before-figure = de la lista
before-figure-of = { $n } de { $n-2 }
before-all = { $count ->
    [one] { $count } día
   *[other] { $count } días
} para { $name }: no falta nada de la lista.
before-all-person = Está todo lo que su equipo necesita antes de la operación.
before-missing = { $count ->
    [one] { $count } día
   *[other] { $count } días
} para { $name }: falta { $list }.
before-missing-person = Antes de la operación aún falta: { $list }.
before-screen = un cribado nutricional hecho por un profesional
before-weight = un peso de esta semana
before-old-weight = un peso de hace unos seis meses
before-intake = lo que comió en al menos cuatro días de la semana
before-crp = proteína C reactiva
before-muscle = una medida de la musculatura
before-target = un objetivo de energía del plan
before-phone = un número al que llamar

## Fiebre y leucocitos

fever-title = Fiebre
fever-figure = temperatura más alta
fever-evidence = temperatura { $temperature }
fever-clears = ninguna temperatura de { $n } o más en los últimos { $count ->
    [one] { $count } día
   *[other] { $count } días
}
fever-met-team = { $temperature } el { $day }, { $count ->
    [one] { $count } día
   *[other] { $count } días
} después de { $name } ({ $day-2 }). Hay que descartar una infección con leucocitos bajos; los corticoides y los antitérmicos la ocultan.
fever-alone-team = { $temperature } el { $day }; no consta tratamiento con fármacos en { $count ->
    [one] { $count } día
   *[other] { $count } días
}.
fever-call-at = Fiebre durante el tratamiento: llame ya a su equipo sanitario, no espere a tomarse la temperatura otra vez: { $name }.
fever-call = Fiebre durante el tratamiento: llame ya a su equipo sanitario, no espere a tomarse la temperatura otra vez.
fever-person = Tiene fiebre. Dígaselo a su equipo sanitario; llame hoy si se encuentra mal o tirita.
fever-none-team = Temperatura más alta de { $count ->
    [one] el último día
   *[other] los últimos { $count } días
}: { $temperature }.
fever-none = Sin fiebre en los últimos días.
drug-given = { $name } administrado
drug-given-cycle = { $name } administrado, ciclo { $n }
drug-given-dose = { $name } administrado, { $n } mg
drug-given-cycle-dose = { $name } administrado, ciclo { $n }, { $n-2 } mg
neutrophils-title = Neutrófilos
neutrophils-clears = un recuento posterior es de 1000 por mm3 o más
neutrophils-evidence = neutrófilos: { $n } por mm3
neutrophils-v5 = grado CTCAE v5.0, estimado por el recuento
neutrophils-v6 = grado CTCAE v6.0, estimado por el recuento
neutrophils-said = { $n } por mm3 el { $day } (grado CTCAE v5.0: { $what }, v6.0: { $what-2 })
neutrophils-fever-team = Neutropenia febril según los datos: { $what }, { $temperature } el { $day }.
neutrophils-fever = Fiebre con leucocitos bajos: { $what } No espere.
neutrophils-low-team = Neutrófilos bajos: { $what }.
neutrophils-low = Sus leucocitos están bajos. Tómese la temperatura si se encuentra mal y llame ante cualquier fiebre.
neutrophils-fine-team = Neutrófilos: { $what }.
neutrophils-fine = Sus leucocitos no están muy bajos.

## Nutrición por sonda, inicio de la nutrición, bolsas parenterales

tube-title = Nutrición por sonda administrada
tube-clears = se vuelve a administrar el 80 % de lo prescrito en { $count ->
    [one] { $count } día
   *[other] { $count } días
}
tube-figure = administrado el { $day }
tube-sum = { $n } de { $n-2 } ml en { $count ->
    [one] { $count } día
   *[other] { $count } días
}, hasta el { $day }
tube-met-team = Nutrición por sonda: { $what } ({ $n } %); por debajo del 80 % { $count ->
    [one] { $count } día
   *[other] { $count } días
}, por debajo de la mitad { $count-2 ->
    [one] { $count-2 } día
   *[other] { $count-2 } días
}.
tube-met-team-open = Nutrición por sonda: { $what }; por debajo del 80 % { $count ->
    [one] { $count } día
   *[other] { $count } días
}, por debajo de la mitad { $count-2 ->
    [one] { $count-2 } día
   *[other] { $count-2 } días
}.
tube-half = En dos días ha entrado menos de la mitad de su nutrición por sonda. { $what }
tube-less = Ha entrado menos nutrición por sonda de la prescrita. Dígaselo a su equipo sanitario; deje la bomba como está.
tube-fine-team = Nutrición por sonda: { $what }.
tube-fine = Su nutrición por sonda ha entrado casi como estaba prescrita.
tube-open-team = Nutrición por sonda: { $what }; no se conocen todos los días.
tube-open = No se sabe de todos los días cuánta nutrición por sonda ha entrado.
tube-today = la nutrición de hoy quizá no ha terminado
tube-dislodged = la sonda se salió o se movió el { $day }, y nada indica que esté de nuevo en su sitio
tube-lacks-plan = lo decidiría saber lo prescrito por sonda cada día
tube-lacks-amount = lo decidiría saber cuánta nutrición entró en los días que faltan
tube-evidence = { $n } ml de nutrición por sonda administrados
refeeding-title = Riesgo de realimentación
refeeding-clears = han pasado { $count ->
    [one] { $count } día
   *[other] { $count } días
} de nutrición estable
refeeding-nice = riesgo según NICE
refeeding-aspen = riesgo según ASPEN
refeeding-start = NICE: máximo para empezar
refeeding-said = { $what }, el { $day }; NICE: { $what-2 }, ASPEN: { $what-3 }
refeeding-unknown = { $what }; se desconoce en { $count ->
    [one] { $count } día
   *[other] { $count } días
}: { $list }
refeeding-met-team = Riesgo de realimentación: { $what }. Confirme el ritmo de inicio, la tiamina y los electrolitos antes de subir la nutrición.
refeeding-team = Realimentación: { $what }.
refeeding-since = lo decidiría saber desde cuándo se da la nutrición
refeeding-call = Cuando se vuelve a nutrir después de un tiempo comiendo poco, hay que controlar la sangre. { $what } Deje la bomba como está.
refeeding-ask = La nutrición ha empezado o ha subido. Pregunte a su equipo sanitario si le han controlado la analítica; deje la bomba como está.
refeeding-watched = La nutrición ha empezado o ha subido; su equipo sanitario vigila su analítica.
refeeding-lacks-bmi = lo decidirían el peso y la estatura
refeeding-lacks-weight = lo decidiría un peso de hace tres a seis meses
refeeding-lacks-days = cuántos días apenas comió antes de la nutrición
refeeding-lacks-salts = potasio, fosfato y magnesio de los últimos 3 días
refeeding-lacks-drugs = si toma insulina, antiácidos o diuréticos, o mucho alcohol
refeeding-began = empezó la nutrición por sonda o por vena
refeeding-rose = la ingesta subió tras días de poco o nada
refeeding-plan = plan con nutrición por sonda
refeeding-prescribed = se prescribió nutrición por sonda
salt-potassium = potasio
salt-phosphate = fosfato
salt-magnesium = magnesio
salt-value = { $what } { $n } mmol/L
risk-extreme = extremo
risk-high = alto
risk-low = bajo
risk-moderate = moderado
risk-significant = significativo
risk-none = sin riesgo
risk-no = no
glucose-title = Velocidad de infusión de glucosa
glucose-bag = bolsa con { $n } g de dextrosa
glucose-bag-hours = bolsa con { $n } g de dextrosa en { $n-2 } h
glucose-clears = ninguna bolsa de los últimos días pasa a más de { $n } mg/kg/min
glucose-met-team = Glucosa: { $n } mg/kg/min el { $day } (límite { $n-2 }).
glucose-open-team = Glucosa: no se puede saber la velocidad.
glucose-fine-team = Glucosa: { $n } mg/kg/min como máximo.
glucose-hours = cuánto duró la bolsa

## Tratamiento frente a su plan

treatment-title = { $name }: administrado frente al plan
treatment-clears = la intensidad de dosis es del 85 % o más y ningún ciclo de las últimas cuatro semanas llegó tarde
treatment-part = { $name }, intensidad { $n } %, { $n-2 } de { $n-3 } ciclos
treatment-part-unplanned = { $name }, intensidad { $n } %, { $n-2 } ciclos, número previsto desconocido
treatment-part-open = { $name }, intensidad desconocida, { $n-2 } de { $n-3 } ciclos
treatment-part-open-unplanned = { $name }, intensidad desconocida, { $n-2 } ciclos, número previsto desconocido
treatment-late = { $name } del { $day } llegó { $count ->
    [one] { $count } día
   *[other] { $count } días
} tarde ({ $what })
treatment-team = { $name }: { $list }.
treatment-figure = intensidad de dosis relativa, { $name }
treatment-figure-mean = media de los fármacos
treatment-more = { $name }: se administró más de lo previsto; revise las dosis
treatment-lacks = lo decidirían la dosis, la dosis prevista y la duración de cada ciclo
reason-none = sin motivo anotado
reason-blood-counts = hemograma
reason-infection = infección
reason-side-effects = efectos secundarios
reason-nutrition = nutrición
reason-kidney-liver = riñón o hígado
reason-persons-wish = deseo de la persona
reason-logistics = organización
reason-other = otro

## Días sin ninguna anotación

silent-title = Días sin anotaciones
silent-met-team = No hay anotaciones desde hace { $count ->
    [one] { $count } día
   *[other] { $count } días
}; la última es del { $day }. Pregunte cómo está la persona.
silent-met = ¿Cómo está? Hace días que no hay anotaciones; basta un peso o una palabra.
silent-fine-team = Última anotación: { $day }.
silent-fine = Ha anotado datos hace poco.
silent-clears = vuelve a anotarse algo
silent-figure = días desde la última anotación
silent-evidence = última anotación: { $what }
kind-weight = peso
kind-oral-intake = ingesta oral
kind-supplement = suplemento
kind-tube-feed = nutrición por sonda
kind-parenteral-bag = bolsa parenteral
kind-fluid = líquidos
kind-output = pérdidas
kind-symptom = síntoma
kind-check-in = control
kind-vitals = constantes
kind-medicine = medicamento
kind-tube-care = cuidado de la sonda
kind-note = nota

## Si un aviso pide atención hoy

why-new = nuevo hoy
why-worse = ha empeorado; se mantiene { $what }
why-again = se mantiene { $what }; toca volver a hablarlo
why-standing = sigue igual { $what }; volverá a avisar el { $day }
why-standing-quiet = sigue igual { $what }
why-since = desde el { $day }
why-long = desde hace más de tres semanas
why-answered = { $what } ({ $what-2 }) el { $day }
why-answered-until = { $what } ({ $what-2 }) el { $day }, hasta el { $day-2 }
action-seen = visto
action-contacted = contactado
action-plan-changed = plan cambiado
action-snoozed = aplazado
role-patient = paciente
role-carer = persona cuidadora
role-surgeon = cirugía
role-medical-oncologist = oncología médica
role-radiation-oncologist = oncología radioterápica
role-gastroenterologist = gastroenterología
role-dietitian = nutrición y dietética
role-nurse = enfermería
role-general-practitioner = medicina de familia
role-emergency-line = línea de urgencias
role-supplier = proveedor

## Instrumentos y reglas por su título

title-aspen-refeeding = Criterios de consenso de ASPEN de riesgo de realimentación
title-attention = Cuándo vuelve a pedir atención un aviso
title-conut = Puntuación CONUT de control nutricional
title-ctcae-diarrhea = CTCAE v5.0, diarrea, por número
title-ctcae-febrile = CTCAE v5.0, neutropenia febril
title-ctcae-fever = CTCAE v5.0, fiebre
title-ctcae-neutrophils = CTCAE v5.0, neutrófilos disminuidos
title-ctcae-loss = CTCAE v5.0, pérdida de peso, por porcentaje
title-ctcae6-neutrophils = CTCAE v6.0, neutrófilos disminuidos
title-enteral = Parte administrada de la nutrición por sonda prescrita
title-espen = Criterios de ESPEN de riesgo nutricional grave antes de cirugía
title-fearon = Consenso internacional sobre caquexia tumoral
title-fever = Fiebre durante el tratamiento del cáncer
title-glim = Criterios de la Iniciativa GLIM sobre desnutrición
title-glucose = Velocidad de infusión de glucosa de la nutrición parenteral
title-gnri = Índice de riesgo nutricional geriátrico (GNRI)
title-harris = Gasto basal de Harris-Benedict, original de 1919
title-hydration = Líquidos frente al objetivo diario
title-idsa = Definición de fiebre de IDSA
title-intake = Energía y proteínas frente al objetivo diario
title-inputs = Cómo se toman del diario los datos de los instrumentos
title-martin = Grado de pérdida de peso ajustado por IMC
title-mgps = Puntuación pronóstica de Glasgow modificada
title-mifflin = Gasto en reposo de Mifflin-St Jeor
title-mst = Cribado de desnutrición MST
title-neutropenia = Neutrófilos bajos, con o sin fiebre
title-nice = Criterios de NICE de riesgo de realimentación
title-nri = Índice de riesgo nutricional (NRI)
title-nrs = NRS-2002, cribado final
title-nrs-pre = NRS-2002, cribado inicial
title-pn-energy = Energía de una bolsa parenteral
title-pni = Índice pronóstico nutricional
title-pons = Cribado nutricional perioperatorio (PONS)
title-composite = Grado compuesto PRO-CTCAE
title-rdi = Intensidad de dosis relativa
title-red-flags = Respuestas que necesitan atención inmediata
title-refeeding = Riesgo de realimentación al empezar o subir la nutrición
title-sigstad = Puntuación de Sigstad para dumping
title-snaq = Cuestionario nutricional breve SNAQ
title-star = Regla de aviso del ensayo STAR
title-symptom = Un síntoma grave o que ha empeorado
title-targets = Objetivos de energía y proteínas por peso corporal
title-treatment = Tratamiento administrado frente al plan
title-tube = Nutrición por sonda administrada frente a la prescripción
title-weight = Cambio de peso en porcentaje del peso anterior
