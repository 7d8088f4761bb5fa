# Lo que un informe dice por sí mismo. Los números y las fechas llegan ya escritos.

## Números, días y niveles

unknown = sin datos
# Como la Real Academia Española e ISO 80000-1: coma, y un espacio desde cinco cifras.
number-decimal = { "," }
number-thousands = { "\u00A0" }
number-parted-from = 5
month-1 = ene
month-2 = feb
month-3 = mar
month-4 = abr
month-5 = may
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = sept
month-10 = oct
month-11 = nov
month-12 = dic
day-full = { $day } { $month } { $year }
day-short = { $day } { $month }
day-long = { $day } de { $month }
long-month-1 = enero
long-month-2 = febrero
long-month-3 = marzo
long-month-4 = abril
long-month-5 = mayo
long-month-6 = junio
long-month-7 = julio
long-month-8 = agosto
long-month-9 = septiembre
long-month-10 = octubre
long-month-11 = noviembre
long-month-12 = diciembre
span = { $from } – { $to }
ago-today = hoy
ago-yesterday = ayer
ago-days = hace { $count } días
ago-ahead = dentro de { $count } días
days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
level-emergency = Emergencia: ya
level-same-day = Llamar hoy
level-next-contact = Próximo contacto
level-information = Conviene saberlo
corrected = { $what }, corregido
of = { $part } de { $whole }
or-more = { $amount } o más

## Cabecera y pie

not-a-diagnosis = Cribado con reglas publicadas sobre lo anotado. No es un diagnóstico ni sustituye el criterio de nadie.
name-none = Nombre no anotado
name-withheld = Nombre reservado
title-person = Mi nutrición y mis efectos secundarios
title-team = Nutrición y efectos secundarios
born-after-name = { $name }, nacimiento: { $day }
fact-born = Nacimiento
fact-age = Edad
fact-diagnosis = Diagnóstico
fact-as-of = Fecha
fact-period = Periodo
fact-made = Elaborado
years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}
born-and-years = { $day } ({ $years })
needs-attention = Requiere atención:
summary-emergency = { $count ->
    [one] { $count } emergencia
   *[other] { $count } emergencias
}
summary-same-day = { $count ->
    [one] { $count } llamada hoy
   *[other] { $count } llamadas hoy
}
summary-next-contact = { $count } para el próximo contacto
summary-information = { $count ->
    [one] { $count } que conviene saber
   *[other] { $count } que conviene saber
}
summary-standing = { $count ->
    [one] { $count } sigue igual o ya tiene respuesta
   *[other] { $count } siguen igual o ya tienen respuesta
}
made-by = Elaborado con Nourish { $version } el { $when }.
page-of = Página { $page } de { $pages }
sections-step = { $step }: { $topic }
step-assessment = Valoración
step-diagnosis = Para el diagnóstico
step-intervention = Intervención
step-monitoring = Seguimiento
topic-figures = Cifras clave
topic-flags = Lo que requiere atención
topic-before-operation = Antes de la operación
topic-weight = Peso
topic-open = Lo que aún no se puede saber
topic-intake = Energía y proteínas
topic-symptoms = Efectos secundarios
topic-cycles = Síntomas por día del ciclo
topic-treatment = Tratamiento
topic-passage = Deglución, estómago, intestino y sonda
topic-check-ins = Controles y respuestas
topic-plan = Plan nutricional
topic-instruments = Instrumentos
topic-evidence = En qué se basan los avisos
topic-completeness = Integridad y origen
topic-rules = Reglas y fuentes
as-a-table = { $caption }, en tabla
table-below = Todo ello está en la tabla de abajo.

## Cifras clave

tile-weight = Peso
tile-weight-on = pesado el { $day }
tile-weight-none = sin peso reciente
tile-month-1 = 1 mes
tile-month-3 = 3 meses
tile-month-6 = 6 meses
tile-bmi = IMC
tile-versus = frente a { $weight }, { $day }
tile-versus-none = sin peso con que comparar
tile-intake = Ingesta
tile-of-target = del objetivo de energía, últimos 7 días
tile-no-target = al día, últimos 7 días; objetivo desconocido
tile-energy-unknown = energía de los últimos 7 días
tile-mean = media al día
tile-target = objetivo
tile-protein = proteínas al día
tile-share-of = { $share } % de { $range }
tile-data = días con datos
tile-below = por debajo de { $limit }
tile-running = seguidos
tile-fluid = Líquidos
tile-fluid-meaning = al día, últimos { $count } días; de una fórmula, su agua
tile-all-liquids = todo lo líquido
tile-formula-whole = la fórmula entera
tile-of-the-target = del objetivo
tile-of-range = de { $range }
tile-last-7 = últimos 7 días
tile-a-day = al día
tile-tube = Nutrición por sonda
tile-tube-meaning = administrado de lo prescrito, { $count ->
    [one] { $count } día
   *[other] { $count } días
} hasta el { $day }
tile-operation = Operación
tile-tomorrow = mañana
tile-operation-meaning = para la operación prevista el { $day }
tile-planned = prevista

## Avisos y lo pendiente

flags-quiet = Hoy no hay nada nuevo, peor ni que toque repetir.
flags-no-rule = No se preguntó a ninguna regla, así que no consta nada que requiera atención.
flags-none-met = No se cumple ninguna de las reglas preguntadas.
flags-none-so-far = Por ahora no se cumple ninguna regla. De algunas aún no se puede saber: vea abajo lo que falta.
flags-caution = Precaución: { $what }
flags-rest-on = { $count ->
    [one] { $count } anotación
   *[other] { $count } anotaciones
}, { $span }.
flags-rest-on-age = { $count ->
    [one] { $count } anotación
   *[other] { $count } anotaciones
}, { $span } (la última, { $age }).
flags-answer = { $who }: { $what }, { $day }.
flags-answer-until = { $who }: { $what } hasta el { $until }, { $day }.
flags-clears = Se resuelve cuando: { $what }
flags-more-missing = { $question } ({ $count ->
    [one] falta { $count } más
   *[other] faltan { $count } más
})
flags-no-rule-asked = No se preguntó a ninguna regla.
flags-all-decided = Todas las reglas preguntadas se pudieron decidir.
flags-confirm-person = Parecen un error. Vuelva a pesarse o confírmelos.
flags-confirm-team = Ninguna regla los usa hasta que alguien repita el peso o los confirme.
flags-standing = Sigue igual o ya tiene respuesta
flags-weights = Pesos por confirmar
flags-rule = Regla { $version }. Fuente { $number }.
flags-source = Fuente { $number }.
flags-older = { $count ->
    [one] { $count } anotación
   *[other] { $count } anotaciones
} más antiguas

## Peso

weight-none = No se anotó ningún peso en este periodo.
weight-chart = Peso a lo largo del tiempo
weight-text = El primer peso de cada día. Más abajo es peso perdido; el eje no empieza en cero. Más de 3 días sin pesarse cortan la línea.
weight-key-dot = peso medido
weight-key-trend = suavizado, solo para la vista
weight-key-reference = peso de referencia, 5 % y 10 % por debajo
key-cycle = C: ciclo administrado
key-cycle-planned = C: ciclo previsto
key-radiation = RT: empieza la radioterapia
key-tube = sonda o catéter colocado
weight-course = { $count ->
    [one] { $count } peso
   *[other] { $count } pesos
}, de { $first } el { $first-day } a { $last } el { $last-day }.
weight-compared = Comparado con { $weight } el { $day }.
weight-to-confirm = Por confirmar: { $count }.
weight-on = { $weight } el { $day }
weight-doubtful = { $weight }: por confirmar
weight-doubtful-cell = { $weight }, por confirmar
weight-table = Pesos
weight-column = Peso, { $unit }
weight-column-smoothed = Suavizado, { $unit }
column-day = Día
column-origin = Origen
column-sign = Signo
column-what = Qué
column-more = Más datos
markers-table = Tratamientos y sondas

## Energía y proteínas

intake-energy = Energía
intake-protein = Proteínas
intake-energy-lately = Energía, últimos { $count } días
intake-none = No se anotó nada en este periodo: se desconoce, no es cero.
intake-bar-day = Cada barra es un día.
intake-bar-week = Cada barra es una semana: la media de sus días con datos.
intake-bar-month = Cada barra es un mes: la media de sus días con datos.
intake-text = { $unit } al día por vía; más alto es más. { $each } Datos de { $part } de { $whole } días.
intake-title = { $nutrient } por vía
key-oral = por boca, suplementos incluidos
key-tube-feed = por sonda
key-parenteral = por vena
key-target = objetivo
key-missing = sin datos: se desconoce, no es cero
key-sparse = pálido: datos de menos de la mitad de sus días
target-today = objetivo de hoy { $range } { $unit }
intake-table-energy = Energía en kcal al día
intake-table-energy-lately = Energía en kcal al día, últimamente
intake-table-protein = Proteínas en g al día
intake-table-protein-lately = Proteínas en g al día, últimamente
column-when = Cuándo
column-data = Días con datos
column-oral = Por boca
column-tube = Por sonda
column-vein = Por vena
column-total = Total

## Efectos secundarios y ciclos

level-0 = 0 nada
level-4 = 4 lo peor
symptoms-none = En este periodo no se preguntó por ningún efecto secundario: se desconoce, no es que no los haya.
symptoms-lately = Efectos secundarios, últimos { $count } días
symptoms-weekly = Efectos secundarios, semana a semana
symptoms-by-week = Efectos secundarios por semana
symptoms-by-day = Efectos secundarios por día
symptoms-from-worst = { $text } De peor a mejor: { $names }.
symptoms-text-week = La peor respuesta de cada semana, { $count ->
    [one] última semana
   *[other] últimas { $count } semanas
} del periodo (en un móvil, 28 como mucho). Más alto es peor; primero, lo peor de las dos últimas semanas. Un hueco significa que no se preguntó.
symptoms-text-day = La peor respuesta de cada día, { $count ->
    [one] último día
   *[other] últimos { $count } días
} del periodo (en un móvil, 28 como mucho). Más alto es peor; primero, lo peor de las dos últimas semanas. Un hueco significa que no se preguntó.
symptoms-left-out = Se omiten { $count } más leves; están en el archivo de datos.
column-week-of = Semana del
cycles-title = Síntomas por día del ciclo
cycles-text = Un gráfico pequeño por síntoma, primero el peor: una fila es un ciclo, un lugar es un día del ciclo, el día 1 es el del tratamiento. La peor respuesta del día; más alto es peor; un hueco significa que no se preguntó. Últimos tres meses.
cycles-milder = { $count ->
    [one] { $count } síntoma más leve está
   *[other] { $count } síntomas más leves están
} solo en la tabla.
cycles-not-shown = No se muestran, pero están en el archivo de datos: { $count ->
    [one] { $count } respuesta
   *[other] { $count } respuestas
} de ciclos anteriores o después del día { $day }.
cycles-worst = { $name }: lo peor, { $level }, el día { $day } del ciclo { $number } de { $regimen }.
cycles-row = { $name }, { $regimen } ciclo { $number } desde el { $day }
cycles-day = Día { $day }
cycles-head = Síntoma y ciclo
cycles-table = Respuestas por síntoma, ciclo y día
cycles-label = Ciclo { $number }
cycles-axis = día

## Lo ocurrido y el plan

events-passage = Lo ocurrido, lo más reciente primero
events-check-ins = Controles y respuestas a los avisos, lo más reciente primero
events-older = { $caption }; { $count ->
    [one] { $count } más antiguo
   *[other] { $count } más antiguos
} solo en los datos
plan-table = Objetivos y prescripción
plan-not-said = no consta
column-how-much = Cuánto
column-set-by = Indicado por
column-since = Desde

## Antes de una operación, tratamiento, instrumentos

dose-intensity = La intensidad de dosis es la dosis administrada por tiempo frente al plan, en los ciclos dados: tras una suspensión temprana puede seguir siendo del 100 %, así que léala junto a los ciclos. La dosis total cuenta todos los ciclos previstos.
instruments-note = Instrumentos publicados, además de las reglas anteriores, hasta donde los responde el diario; para el equipo. Uno pronóstico habla de grupos, no de una persona.
operation-all = { $days } para { $name }, { $day }: no falta nada de la lista.
operation-person = { $days } para { $name }, { $day }. Primero va lo que aún falta; su equipo le ayuda con ello.
operation-team = { $days } para { $name }, { $day }: faltan { $missing } de { $all }.
checklist-age = { $day }, { $age }; válido { $count } días
checklist-none = ninguno en los últimos { $count } días
checklist-there = Está
checklist-missing = Falta
checklist-state = { $state }:
courses-table = Fármacos administrados frente al plan
column-drug = Fármaco
column-cycles = Ciclos administrados
column-intensity = Intensidad de dosis
column-total-dose = Dosis total hasta ahora
column-called-off = Suspendidos
changes-table = Retrasos y reducciones
column-given = Administrado
column-cycle = Ciclo
column-drugs = Fármacos
column-why = Motivo
radiation-table = Radioterapia administrada frente al plan
column-radiotherapy = Radioterapia
column-fractions = Fracciones administradas
column-dose = Dosis, Gy
column-from = Desde
column-to = Hasta
column-gap = Días laborables sin fracción
none = ninguno
nothing = nada
of-planned = { $part } de { $whole } previstos
of-unplanned = { $part }, número previsto desconocido
less-than-planned = menos de lo previsto
late = { $count ->
    [one] { $count } día tarde
   *[other] { $count } días tarde
}
share-of-dose = { $drug } ({ $share } % de la dosis)
instruments-table = Según los responde el diario
column-instrument = Instrumento
column-result = Resultado
column-missing = Lo que falta
column-version = Versión
column-source = Fuente
instrument-prognostic = { $title } (para el equipo, pronóstico)

## Integridad, reglas, fuentes

coverage-weight = Días con peso
coverage-energy = Días con energía
coverage-protein = Días con proteínas
coverage-symptoms = Días en que se preguntó por efectos secundarios
coverage-by-origin = Anotaciones por origen
coverage-corrected = Anotaciones corregidas
coverage-duplicates = Repeticiones omitidas
coverage-doubtful = Pesos retenidos hasta confirmarlos
coverage-newer = Anotaciones de una versión más nueva de la aplicación, todo el diario
coverage-of-days = { $part } de { $count ->
    [one] { $count } día
   *[other] { $count } días
}
coverage-no-entries = sin anotaciones
coverage-clashes = { $amended }, de ellas { $clashes } corregidas dos veces a la vez: se muestra la última
coverage-newer-some = { $count }: ninguna regla las vio; actualice la aplicación
coverage-table = Lo anotado, { $span }
rules-table = Reglas preguntadas
column-rule = Regla
column-says = Dice
column-settings = Versión y ajustes
sources = Fuentes

## En papel

seal-heading = Cómo comprobar este documento
seal-square = Código QR con el texto { $code }
seal-digits = Dígitos de control { $content } de los datos que contiene; sellado por el dispositivo con la clave { $device }.
seal-how = La orden «nourish verify» con este archivo dice si ha cambiado algún byte desde que se selló y muestra estos dígitos. Con el texto del cuadrado lo dice solo de los datos, que van dentro del archivo como report.json. Un sello dice qué dispositivo hizo el documento y que está como estaba; no hace verdadero lo anotado.
letters-missing = Algunas letras de lo escrito no están en ninguna de las fuentes disponibles y aparecen aquí como �; el informe como página o como datos las tiene.

## Documento FHIR

fhir-title = Nutrición y efectos secundarios, { $from } a { $to }
fhir-glance = De un vistazo
fhir-flags = Avisos
fhir-rules = Lo que dice cada regla
fhir-body = Peso, laboratorio y otras medidas del cuerpo
fhir-intake = Ingesta y pérdidas
fhir-symptoms = Síntomas y controles
fhir-treatment = Tratamiento
fhir-plan = Objetivos y plan
fhir-other = Notas y hallazgos
fhir-coverage = Integridad de los datos
fhir-about = Elaborado con lo que anotaron la persona y quienes la cuidan. No es un diagnóstico.
fhir-no-flag = Con lo que se sabe no se cumple ninguna regla.
fhir-column-soon = Cuándo
fhir-column-flag = Aviso
fhir-column-said = Qué dice
fhir-column-rests = Se basa en
fhir-column-cautions = Precauciones
fhir-column-decide = Qué lo decidiría
fhir-column-energy = Energía
fhir-column-protein = Proteínas
fhir-column-fluid = Líquidos
fhir-column-delivered = Fórmula administrada
fhir-column-prescribed = Fórmula prescrita
fhir-column-target = Objetivo
fhir-column-values = Valores
fhir-not-known = sin datos
fhir-energy-a-day = energía, kcal al día
fhir-protein-a-day = proteínas, g al día
fhir-range = { $least } a { $most }
fhir-of-days = { $part } de { $whole } días
fhir-weight = peso
fhir-energy = energía
fhir-protein = proteínas
fhir-symptoms-asked = síntomas
fhir-entries = anotaciones
fhir-corrected = corregidas
fhir-doubtful = apartadas por dudosas
fhir-source = origen: { $source }
fhir-waits = pendiente de confirmar, { $day }
fhir-nothing = No se anotó nada.
