# Was Seiten sagen, wenn etwas nicht geht.

failure-start = Zur Startseite
failure-not-found = Diese Seite gibt es nicht
failure-not-found-help = Vielleicht ist die Adresse falsch geschrieben, oder was hier war, gibt es nicht mehr oder ist nicht für Sie bestimmt.
failure-invalid = So geht es nicht
failure-throttled = Zu viele Versuche
failure-throttled-help =
    { $seconds ->
        [one] Warten Sie { $seconds } Sekunde, gehen Sie dann zurück, und versuchen Sie es noch einmal. Niemand ist ausgesperrt.
       *[other] Warten Sie { $seconds } Sekunden, gehen Sie dann zurück, und versuchen Sie es noch einmal. Niemand ist ausgesperrt.
    }
failure-unavailable = Der Shop ist kurz nicht erreichbar
failure-unavailable-help = Die Datenbank hat nicht rechtzeitig geantwortet. Es wurde nichts halb getan: Gehen Sie zurück, und versuchen Sie es noch einmal.
failure-sign-in = Melden Sie sich zuerst an
failure-sign-in-help = Diese Seite ist nur für Angemeldete.
failure-internal = Ein Fehler auf unserer Seite
failure-internal-help = Es wurde nichts geändert. Wenn es noch einmal vorkommt, nennen Sie uns diese Nummer: { $number }.
failure-method = Diese Adresse nimmt das nicht an
failure-method-help = Man kann sie lesen oder ein Formular an sie senden, aber nicht beides.
failure-large = Das ist zu groß
failure-large-help = Was gesendet wurde, ist größer, als dieses Formular annimmt.
failure-form = Dieses Formular lässt sich nicht lesen
failure-form-help = Es wurde nicht so gesendet, wie ein Browser Formulare sendet.
failure-refused = Diese Anfrage wurde abgelehnt
failure-refused-help = Sie kam nicht von einer Seite dieser Website. Öffnen Sie die Seite neu, und wiederholen Sie den Schritt; es wurde nichts geändert.
failure-host = Diesen Host gibt es hier nicht
failure-host-help = Prüfen Sie die Adresse.
failure-unreadable = Diese Anfrage lässt sich nicht lesen
failure-unreadable-help = Gehen Sie zurück, prüfen Sie die Eingaben, und versuchen Sie es noch einmal.
