# Las pantallas de un control.
progress = Pregunta { $number } de { $all }
same-as-yesterday = = lo mismo que ayer: { $answer }
unit = ¿En qué unidad?
keys-one = ↑↓/número: elegir  Intro: seguir  Tab: saltar  ←: atrás  ?: ayuda  Esc: salir
keys-several = Espacio/número: marcar  Intro: seguir  Tab: saltar  ←: atrás  ?: ayuda
keys-typed = Intro: seguir   Tab: saltar   ←: atrás   F1: ayuda   Esc: guardar y salir
keys-alert = Intro: lo he leído, seguir   Esc: guardar y salir
keys-summary = Intro: guardar   ↑↓: repasar   ←: volver a las preguntas   Esc: salir
keys-offer = ↑↓: elegir   Intro: seguir   Esc: salir
keys-help = cualquier tecla: volver
type-amount = Escriba el número. Después se pregunta la unidad, o escríbala también.
type-count = Escriba un número entero de { $least } a { $most }.
type-text = Escriba lo que quiera contar. Si no hay nada, sáltela.
tick-or-none = Marque todo lo que pase, o la última línea.
choose-first = Elija antes una respuesta, o salte con Tab.
tick-first = Marque lo que pase, o «{ $none }», o salte con Tab.
misfit-choice = Esta no es ninguna de las respuestas.
misfit-count = Hace falta un número entero de { $least } a { $most }.
misfit-unit = Falta la unidad, o no es una de estas: { $units }.
misfit-number = Eso no es un número.
misfit-range = Esto queda fuera de { $least } a { $most }. Mire otra vez, también la unidad.
misfit-nothing = Aún no hay respuesta. Tab salta la pregunta.
misfit-other = Esto no se puede tomar como respuesta. Mire otra vez.
alert-title-emergency = LLAME AHORA
alert-title-same-day = LLAME HOY
alert-first = Primero: { $what }
alert-phones = Teléfonos
alert-no-phones = El diario no tiene ningún teléfono. Use el que le dio su equipo.
alert-phones-old = No se puede leer una parte del diario: estos teléfonos pueden ser antiguos.
alert-phones-unread = Ahora no se pueden leer los teléfonos del diario. Use el que le dio su equipo.
alert-saved = Lo que ha dicho hasta ahora está guardado.
role-emergency-line = día y noche
role-nurse = enfermería
role-medical-oncologist = oncología
role-surgeon = cirugía
role-gastroenterologist = digestivo
role-general-practitioner = médico de cabecera
unsaved-full = Sin guardar: no queda sitio en el disco. Libere algo; al terminar o salir se guarda otra vez.
unsaved-reader = Sin guardar: este aparato puede leer el diario, no escribir en él. Cuénteselo usted a su equipo.
unsaved-left = Sin guardar: este aparato ya no está en el círculo de cuidado. Cuénteselo usted a su equipo.
unsaved-other = Sin guardar: { $why }. Al terminar o salir se intenta otra vez.
summary-title = Lo que ha dicho
summary-skipped = sin responder
summary-empty = No ha respondido nada. Vuelva con ←, o salga con Esc.
offer-title = Dejó un control sin terminar
offer-go-on = Seguir donde lo dejó
offer-anew = Empezar de nuevo (lo que dijo se guarda)
help-title = Ayuda
help-1 = Responda con las flechas o un número, y después Intro.
help-2 = Tab salta una pregunta. Lo que se salta queda sin responder: nunca cuenta como «no» ni «nada».
help-3 = ← vuelve atrás. Sus respuestas se quedan y se pueden cambiar.
help-4 = = toma la respuesta de ayer, donde se ve una.
help-5 = Esc guarda lo que ha dicho y sale. Puede seguir durante un día.
help-6 = Si siente que necesita ayuda ahora, llame. No espere a la última pregunta.
too-small = Haga más grande esta ventana: al menos 60 columnas y 20 líneas.
saved = Guardado: { $count ->
    [one] una entrada
   *[other] { $count } entradas
}.
nothing-saved = No se respondió nada, y no se guardó nada.
left = Guardado lo que ha dicho hasta ahora. Siga durante un día: nourish check-in --resume
