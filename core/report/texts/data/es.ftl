# Lo que dicen los datos de un informe, con los argumentos de en.ftl.

## De dónde vienen las anotaciones

source-typed = escrito
source-scale = báscula
source-pump = bomba
source-import = importado
source-clinician = profesional
outcome-met = se cumple
outcome-not-met = no se cumple
outcome-open = no se puede saber
urgency-emergency = emergencia
urgency-same-day = hoy mismo
urgency-next-contact = próximo contacto
urgency-information = conviene saberlo

## Lo ocurrido

event-tube-placed = Sonda colocada
event-tube-removed = Sonda retirada
event-tube-replaced = Sonda cambiada
event-tube-dislodged = Sonda salida
event-tube-blocked = Sonda obstruida
event-tube-leaking = Sonda con fugas
event-tube-infection = Infección en la entrada de la sonda
event-tube-overgranulation = Granuloma en la entrada de la sonda
event-tube-bumper = Tope de la sonda enterrado
event-tube-dressing = Cura de la sonda
event-tube-checked = Posición de la sonda comprobada
event-tube-interrupted = Nutrición por sonda interrumpida
event-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
event-yes = respuesta afirmativa
event-check-in-daily = Control diario
event-check-in-weekly = Control semanal
event-check-in-surgery = Control posoperatorio
event-check-in-tube = Control de la sonda
event-check-in-line = Control del catéter
event-check-in-unscheduled = Control no programado
event-asked-none = { $count ->
    [one] { $count } pregunta de alarma
   *[other] { $count } preguntas de alarma
}, ninguna con respuesta afirmativa
event-asked-yes = { $count ->
    [one] { $count } pregunta de alarma
   *[other] { $count } preguntas de alarma
}, afirmativas: { $list }
event-not-completed = { $what }; sin terminar
event-answer-to = Respuesta a: { $what }
event-answer = { $what }: { $what-2 }
event-answer-until = { $what }: { $what-2 } hasta el { $day }
route-nasogastric = nasogástrica
route-nasojejunal = nasoyeyunal
route-gastrostomy = gastrostomía
route-gastrojejunostomy = gastroyeyunostomía
route-jejunostomy = yeyunostomía
reason-blocked = obstruida
reason-nausea-vomiting = náuseas o vómitos
reason-pain-bloating = dolor o hinchazón
reason-procedure = procedimiento
reason-paused = pausa
reason-pump = bomba
reason-dislodged = salida
word-vomiting-blood = vómito con sangre
word-black-stool = heces negras
word-collapse = desvanecimiento
word-chest-pain = dolor en el pecho
word-sudden-breathlessness = falta de aire repentina
word-confusion = confusión
word-seizure = convulsión
word-choking-on-feed = atragantamiento con la nutrición
word-rigors = escalofríos con tiritona
word-no-fluids-24h = sin retener líquidos 24 h
word-cannot-swallow-fluids = no puede tragar líquidos
word-severe-abdominal-pain = dolor abdominal intenso
word-no-stool-no-wind = sin deposiciones ni gases
word-yellow-eyes = ojos amarillos
word-no-urine-12h = sin orinar 12 h
word-tube-moved = sonda movida
word-site-infection = infección en la entrada
word-leg-swelling = pierna hinchada
word-line-damaged = catéter dañado
word-wound-leak = herida que supura
word-vomiting-old-food = vómito de comida antigua
word-very-unwell = muy mal estado

## En el eje del tiempo

marker-cycle = C{ $n }
marker-cycle-given = { $name }, ciclo { $n } administrado
marker-cycle-planned = { $name }, ciclo { $n } previsto
marker-operation = Operación
marker-planned = prevista: { $name }
marker-radiation = RT
marker-radiation-begins = empieza la radioterapia: { $name }
marker-access = Acceso
marker-drug = Fármaco
marker-tube-in = Sonda puesta
marker-tube-out = Sonda fuera
marker-tube-placed = { $what } colocada
marker-tube-replaced = { $what } cambiada
marker-tube-removed = { $what } retirada
marker-tube-dislodged = { $what } salida
marker-tube = sonda

## El plan

plan-energy = Energía al día
plan-protein = Proteínas al día
plan-fluid = Líquidos al día
plan-tube = Por sonda al día
plan-how = Cómo pasa la nutrición por sonda
plan-tube-now = Sonda de nutrición
plan-in-place = puesta
plan-dislodged = se salió o se movió
plan-removed = retirada
plan-unclear = no está claro si está puesta
plan-range = { $range } { $unit }
plan-least = { $n } { $unit } o más
plan-volume = { $volume }
plan-tube-ml = { $n } ml
plan-tube-of = { $n } ml de { $name }
plan-tube-with = { $n } ml con { $n-2 } kcal/ml
plan-tube-of-with = { $n } ml de { $name } con { $n-2 } kcal/ml
mode-continuous = continua
mode-cyclic = cíclica
mode-intermittent = intermitente
mode-bolus = en bolos

## Para la persona antes de una operación

list-screen = Una valoración de su nutrición por el equipo
list-weight = Su peso de esta semana
list-height = Su estatura
list-old-weight = Lo que pesaba hace unos seis meses
list-intake = Lo que comió, en al menos cuatro días de esta semana
list-albumin = Un análisis de sangre: albúmina
list-crp = Un análisis de sangre: proteína C reactiva, que muestra inflamación
list-muscle = Una medida de su musculatura por el equipo
list-energy = Cuánta energía necesita cada día, según su plan
list-phone = Un teléfono al que llamar con preguntas

## Lo que dicen los instrumentos

result-none = aún no se puede saber
result-points = entre { $n } y { $n-2 } puntos
result-energy = energía { $range } kcal al día
result-protein = proteínas { $range } g al día
result-screened = cribado: { $what }
result-lowest = franja más baja
result-risk = riesgo: { $what }
result-undernutrition = desnutrición: { $what }
result-band = franja: { $what }
result-score = puntuación { $n }
result-no-cachexia = sin caquexia
result-pre-cachexia = precaquexia
result-cachexia = caquexia
result-refractory = caquexia refractaria
result-at-risk = en riesgo
result-proceed = positivo: sigue el cribado completo
result-no-proceed = negativo: no hace falta el cribado completo
result-no-fever = sin fiebre
result-grade = grado { $n }
result-delivered = { $n } kcal administradas
result-at-rest = { $n } kcal al día en reposo
result-dextrose = { $n } kcal de dextrosa
result-amino = { $n } kcal de aminoácidos
result-lipid = { $n } kcal de lípidos
result-in-all = { $n } kcal en total
result-rate = { $n } mg/kg/min
result-start = empezar con { $n } kcal/kg al día como máximo
result-of-prescription = { $n } % de lo prescrito
result-below-70 = por debajo del 70 %
result-index = índice { $n }
result-positives = positivos: { $n }
result-bmi = IMC { $n }
word-well-nourished = bien nutrido
word-normal = normal
word-mild = leve
word-light = leve
word-no-risk = sin riesgo
word-some-risk = algo de riesgo
word-major = alto
word-medium = medio
word-yes = sí
missing-weight = peso
missing-height = estatura
missing-both = peso y estatura
missing-month-1 = un peso de hace un mes
missing-month-2 = un peso de hace dos meses
missing-month-3 = un peso de hace tres meses
missing-month-6 = un peso de hace seis meses
missing-baseline = el peso al empezar el tratamiento
missing-intake = ingesta de la última semana
missing-how-long = cuántos días lleva baja la ingesta
missing-little = días con poca o ninguna ingesta
missing-appetite = apetito
missing-supplement = si toma suplementos o nutrición por sonda
missing-ill = si está gravemente enfermo
missing-drugs = alcohol, insulina, antiácidos, diuréticos
missing-salts = potasio, fosfato, magnesio
missing-muscle = pérdida de músculo
missing-lymphocytes = linfocitos
missing-cholesterol = colesterol
missing-temperature = temperatura
missing-lln = el límite inferior de neutrófilos del laboratorio
missing-sustained = si la temperatura duró más de 1 hora
missing-prescribed = volumen prescrito
missing-delivered = volumen administrado
missing-density = densidad energética de la fórmula
missing-dextrose = dextrosa de la bolsa
missing-amino = aminoácidos de la bolsa
missing-lipid = lípidos de la bolsa
missing-hours = cuánto duró la bolsa
missing-age = edad
missing-sex = sexo
missing-fat-loss = pérdida de grasa
missing-comorbidity = comorbilidad
word-caution = precaución
word-usual = habitual
word-likely = probable
word-unlikely = improbable
word-indeterminate = indeterminado
missing-sarcopenia = sarcopenia

## Reglas por su nombre, cuando hoy no consta ninguna

rule-red-flag = Respuesta a: { $what }
rule-symptom = Respuesta a: empeoramiento de síntoma ({ $what })
rule-symptom-any = empeoramiento de un síntoma
rule-treatment = Respuesta a: tratamiento frente al plan ({ $name })
rule-weight = cambio de peso
rule-rapid = cambio rápido de peso
rule-energy = energía tomada
rule-protein = proteínas tomadas
rule-hydration = líquidos
rule-nrs = NRS-2002
rule-glim = GLIM
rule-pons = PONS
rule-espen = riesgo grave antes de cirugía (ESPEN)
rule-neutropenia = neutropenia
rule-tube = nutrición por sonda administrada
rule-refeeding = realimentación
rule-glucose = infusión de glucosa
rule-before = antes de la operación
rule-silent = sin anotaciones
rule-weigh = peso por confirmar
