# Preguntas de los cuestionarios propios, con palabras propias. Palabras y frases cortas: una prueba mide cada una.
# $who es patient o carer: quien responde.

set-daily = Control diario
set-weekly = Control semanal
set-post-operative = Control después de una operación
set-tube = Control de la sonda
set-line = Control de la vía

recall-1 = En las últimas 24 horas
recall-7 = En los últimos 7 días
recall-days = En los últimos { $days } días

yes = Sí
no = No
none = Nada de esto

frequency-0 = Nunca
frequency-1 = Casi nunca
frequency-2 = A veces
frequency-3 = A menudo
frequency-4 = Casi todo el tiempo
severity-0 = Nada
severity-1 = Poco
severity-2 = Medio
severity-3 = Fuerte
severity-4 = Muy fuerte
interference-0 = Nada
interference-1 = Un poco
interference-2 = En parte
interference-3 = Mucho
interference-4 = Del todo
amount-0 = Nada
amount-1 = Un poco
amount-2 = Algo
amount-3 = Mucho
amount-4 = Muchísimo
presence-0 = No
presence-1 = Sí

urgent = { $who ->
    [carer] ¿Le pasa algo de esto ahora?
   *[patient] ¿Le pasa a usted algo de esto ahora?
}
urgent-vomiting-blood = Vomita sangre o algo como posos de café
urgent-black-stool = Heces negras, como alquitrán, o con sangre
urgent-collapse = Desmayo o caída sin fuerzas
urgent-chest-pain = Dolor en el pecho
urgent-sudden-breathlessness = Falta de aire de golpe, o en reposo
urgent-confusion = Confusión nueva, o cuesta despertar
urgent-seizure = Una convulsión
urgent-severe-abdominal-pain = Dolor de tripa muy fuerte o de golpe

weight = { $who ->
    [carer] ¿Cuánto pesa la persona hoy?
   *[patient] ¿Cuánto pesa usted hoy?
}
weight-hint = Mejor por la mañana y en la misma báscula. Si hoy no se pesa, pase a la siguiente.
eaten = { $who ->
    [carer] ¿Cuánto comió la persona de lo normal?
   *[patient] ¿Cuánto comió usted de lo normal?
}
eaten-all = Todo
eaten-most = Unas tres cuartas partes
eaten-half = Más o menos la mitad
eaten-little = Más o menos la cuarta parte
eaten-nothing = Nada o casi nada
fluids = { $who ->
    [carer] ¿Cuánto bebió la persona en total?
   *[patient] ¿Cuánto bebió usted en total?
}
fluids-hint = Agua, té, leche, zumo. Un vaso son unos 200 ml; una taza, 250 ml.
fluids-down = ¿Se quedó dentro lo que bebió?
fluids-down-all = Sí, todo o casi todo
fluids-down-some = Solo una parte
fluids-down-nothing = No, lo vomitó todo
vomit-count = { $who ->
    [carer] ¿Cuántas veces vomitó la persona en total?
   *[patient] ¿Cuántas veces vomitó usted en total?
}
old-food = ¿Era comida de muchas horas antes?
stool-count = { $who ->
    [carer] ¿Cuántas veces hizo de vientre la persona?
   *[patient] ¿Cuántas veces hizo de vientre?
}
stool-form = ¿Cómo eran las heces?
stool-form-hard = Duras
stool-form-formed = Firmes, con forma
stool-form-soft = Blandas
stool-form-watery = Como agua
blocked = ¿Está la tripa hinchada y duele, sin heces ni gases?
unwell = { $who ->
    [carer] ¿Se siente mal o con calor la persona?
   *[patient] ¿Se siente usted mal o con calor?
}
unwell-somewhat = Sí, algo
unwell-very = Sí, muy mal
temperature = { $who ->
    [carer] ¿Cuánto le da el termómetro?
   *[patient] ¿Cuánto da el termómetro?
}
temperature-hint = Mida ahora si puede. Si no hay termómetro, pase a la siguiente.
shivering = { $who ->
    [carer] ¿Tiembla la persona de frío y no puede parar?
   *[patient] ¿Tiembla usted de frío y no puede parar?
}
today = ¿Pasa hoy algo de esto?
today-cannot-swallow-fluids = No puede tragar líquidos ni saliva
today-no-urine = Sin orina en 12 horas, o muy oscura
today-yellow-eyes = Ojos amarillos, orina oscura o heces claras
today-leg-swelling = Una pierna hinchada
wound = ¿Supura la herida o está abierta?
tube-check = ¿Pasa algo de esto con la sonda?
tube-check-tube-moved = Está fuera, o su marca se ha movido
tube-check-choking-on-feed = Se ahoga o le falta aire durante la toma
tube-check-site-infection = Piel roja que se extiende, o pus, donde entra
feed = ¿Cuánta fórmula pasó por la sonda?
feed-hint = Lo que marca la bomba o la bolsa.
feed-pain = ¿Dolió mucho la tripa durante una toma?
feed-tolerance = ¿Cómo sentó la toma?
feed-tolerance-good = Bien
feed-tolerance-fair = Con alguna molestia
feed-tolerance-poor = Mal
tube-mark = ¿Qué marca está en la nariz o en la piel?
tube-mark-hint = El número de la sonda, en cm.
tube-leaking = ¿Gotea la sonda?
tube-clogged = ¿Está tapada la sonda?
line-check = ¿Pasa algo de esto con la vía?
line-check-line-damaged = Está rota o gotea
line-check-site-infection = Piel roja que se extiende, o pus, donde entra
line-check-rigors = Temblores que no se pueden parar
chest = ¿Pasa ahora algo de esto?
chest-chest-pain = Dolor en el pecho
chest-sudden-breathlessness = Falta de aire de golpe, o en reposo
arm-swelling-severity = ¿Estuvo hinchado el brazo o el cuello?
bag = ¿Cuánto entró de la bolsa de nutrición?
bag-hint = Lo que marca la bomba o la bolsa.
note = ¿Hay algo más que contar al equipo?
dumping-when = ¿Cuándo le viene después de comer?
dumping-when-early = En la primera hora
dumping-when-late = De una a tres horas después
dumping-when-both = Las dos cosas

appetite-loss-severity = ¿Cómo fue de fuerte la falta de hambre, en lo peor?
appetite-loss-interference = ¿Cuánto estorbó la falta de hambre en el día?
early-fullness-severity = ¿Cómo de lleno se sintió con poca comida, en lo peor?
early-fullness-interference = ¿Cuánto estorbó sentirse lleno al comer?
nausea-frequency = ¿Cada cuánto hubo ganas de vomitar?
nausea-severity = ¿Cómo fueron de fuertes las ganas de vomitar, en lo peor?
vomiting-frequency = { $who ->
    [carer] ¿Cada cuánto vomitó la persona en esos días?
   *[patient] ¿Cada cuánto vomitó usted en esos días?
}
vomiting-severity = ¿Cómo fueron de fuertes los vómitos, en lo peor?
swallowing-severity = ¿Cuánto costó tragar, en lo peor?
reflux-frequency = ¿Cada cuánto subió comida o ácido a la boca?
reflux-severity = ¿Cómo fue de fuerte cuando subió, en lo peor?
heartburn-frequency = ¿Cada cuánto hubo ardor en el pecho?
heartburn-severity = ¿Cómo fue de fuerte el ardor, en lo peor?
bloating-frequency = ¿Cada cuánto estuvo hinchada la tripa?
bloating-severity = ¿Cuánto se hinchó la tripa, en lo peor?
abdominal-pain-frequency = ¿Cada cuánto dolió la tripa?
abdominal-pain-severity = ¿Cómo fue de fuerte el dolor de tripa, en lo peor?
abdominal-pain-interference = ¿Cuánto estorbó el dolor de tripa en el día?
dumping-frequency = ¿Cada cuánto le dio flojera, sudor o palpitaciones al comer?
dumping-severity = ¿Cómo fue de fuerte tras comer, en lo peor?
diarrhoea-frequency = ¿Cada cuánto fueron las heces sueltas o como agua?
constipation-severity = ¿Cuánto costó hacer de vientre, en lo peor?
mouth-sores-severity = ¿Cuánto dolió la boca o la garganta, en lo peor?
mouth-sores-interference = ¿Cuánto estorbó el dolor de boca al comer?
taste-change-severity = ¿Cuánto cambió el sabor de la comida?
numbness-severity = ¿Cuánto se durmieron las manos o los pies, o les dio hormigueo?
numbness-interference = ¿Cuánto estorbó tener manos o pies dormidos?
fatigue-severity = ¿Cómo fue de fuerte el cansancio, en lo peor?
fatigue-interference = ¿Cuánto estorbó el cansancio en el día?
breathlessness-severity = ¿Cuánto faltó el aire, en lo peor?
breathlessness-interference = ¿Cuánto estorbó la falta de aire en el día?
sleep-severity = ¿Cómo fue de malo el sueño, en la peor noche?
sleep-interference = ¿Cuánto estorbó dormir mal en el día?
low-mood-frequency = { $who ->
    [carer] ¿Cada cuánto le dio tristeza o desánimo?
   *[patient] ¿Cada cuánto le dio a usted tristeza o desánimo?
}
low-mood-severity = ¿Cómo fue de fuerte la tristeza, en lo peor?
low-mood-interference = ¿Cuánto estorbó la tristeza en el día?
worry-frequency = { $who ->
    [carer] ¿Cada cuánto tuvo nervios o miedo la persona?
   *[patient] ¿Cada cuánto tuvo usted nervios o miedo?
}
worry-severity = ¿Cómo fueron de fuertes los nervios, en lo peor?
worry-interference = ¿Cuánto estorbaron los nervios en el día?
pain-severity = ¿Cómo fue de fuerte el dolor, en lo peor?

# Qué hacer cuando se responde que sí a una señal de alarma.
alert-emergency = Llame ahora al número de emergencias.
alert-same-day = Llame hoy al equipo médico. No espere.
alert-on-behalf = Responde por otra persona: quédese a su lado.
flag-vomiting-blood = Vómitos con sangre o como posos de café
flag-black-stool = Heces negras, como alquitrán, o con sangre
flag-collapse = Desmayo o caída sin fuerzas
flag-chest-pain = Dolor en el pecho
flag-sudden-breathlessness = Falta de aire de golpe, o en reposo
flag-confusion = Confusión nueva, o cuesta despertar
flag-seizure = Una convulsión
flag-choking-on-feed = Ahogo o falta de aire durante la toma
flag-choking-on-feed-first = Pare la toma. Siéntese derecho.
flag-rigors = Temblores que no se pueden parar
flag-no-fluids-24h = Ningún líquido se queda dentro en 24 horas
flag-cannot-swallow-fluids = No puede tragar líquidos ni saliva
flag-cannot-swallow-fluids-first = No intente comer ni beber más.
flag-severe-abdominal-pain = Dolor de tripa muy fuerte o de golpe
flag-no-stool-no-wind = Tripa hinchada que duele, sin heces ni gases
flag-no-stool-no-wind-first = No tome laxantes por su cuenta.
flag-yellow-eyes = Ojos amarillos, orina oscura o heces claras
flag-no-urine-12h = Sin orina en 12 horas, o muy oscura
flag-tube-moved = La sonda está fuera o se ha movido
flag-tube-moved-first = Pare la toma. No use la sonda ni la vuelva a meter. Tape el agujero abierto. Anote la hora.
flag-site-infection = Piel roja que se extiende, o pus, en la sonda o la vía
flag-leg-swelling = Una pierna hinchada
flag-line-damaged = La vía está rota o gotea
flag-line-damaged-first = Pince la vía entre el cuerpo y la rotura.
flag-wound-leak = La herida supura o está abierta
flag-vomiting-old-food = Vómitos de comida de muchas horas antes
flag-very-unwell = Se siente muy mal

# Por qué se pide otra vez un peso.
again-unit-slip = Es unas 2,2 veces lo de antes, o tantas veces menos. ¿Son kg o libras?
again-jump = Está lejos del último peso. Mire otra vez, o vuelva a pesarse.
again-digit-swap = Quizá dos cifras cambiaron de sitio. Mire otra vez.
