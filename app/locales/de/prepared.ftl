# Warenkörbe, die der Support für einen Kunden vorbereitet.

prepared-title = Vorbereitete Warenkörbe
prepared-one = Vorbereiteter Warenkorb
prepared-for-you = Für Sie vorbereitet
prepared-for-you-by = Für Sie vorbereitet von { $who }
prepared-for = Vorbereiteter Warenkorb für { $customer }
prepared-look = Ansehen
prepared-lines =
    { $count ->
        [one] { $count } Position
       *[other] { $count } Positionen
    }
prepared-count =
    { $count ->
        [one] { $count } vorbereiteter Warenkorb
       *[other] { $count } vorbereitete Warenkörbe
    }
prepared-state = Status
prepared-all-states = Jeder Status
prepared-show-all = Alle vorbereiteten Warenkörbe zeigen
prepared-none = Keine vorbereiteten Warenkörbe
prepared-none-other = Keine anderen vorbereiteten Warenkörbe
prepared-none-help = Bereitet der Support einen Warenkorb für Sie vor, finden Sie ihn hier.
prepared-no-match = Kein vorbereiteter Warenkorb in diesem Status
prepared-no-match-help = Wählen Sie einen anderen Status.
prepared-state-draft = Nicht übergeben
prepared-state-offered = Wartet auf Antwort
prepared-state-ordered = Bestellt
prepared-state-merged = Im eigenen Warenkorb
prepared-state-declined = Abgelehnt
prepared-state-withdrawn = Zurückgenommen
prepared-about = Über diesen Warenkorb
prepared-by = Vorbereitet von
prepared-when = Datum (UTC)
prepared-handed-over = Übergeben
prepared-message = Nachricht
prepared-answered = Beantwortet
prepared-answer = Antwort
prepared-no-lines = Es gibt keine Positionen zu zeigen.

## Der Kunde

prepared-offered-help = Der Support hat diesen Warenkorb für Sie vorbereitet. Sie können ihn ändern, bestellen, in Ihren eigenen Warenkorb legen oder ablehnen. Ihr eigener Warenkorb bleibt, wie er ist.
prepared-accept = Annehmen und zur Kasse
prepared-merge = In meinen Warenkorb legen
prepared-merge-help = Alle Positionen kommen in Ihren eigenen Warenkorb.
prepared-decline-fold = Ablehnen
prepared-decline = Ablehnen
prepared-reason = Grund für den Support
prepared-undo = Wieder aus meinem Warenkorb nehmen
prepared-you-withdrawn = Der Support hat diesen Warenkorb zurückgenommen, um ihn zu ändern. Sie finden ihn hier wieder, sobald er übergeben ist.
prepared-you-offered = Dieser Warenkorb wartet auf Ihre Antwort.
prepared-you-ordered = Sie haben diesen Warenkorb bestellt.
prepared-you-merged = Sie haben diesen Warenkorb in Ihren eigenen gelegt.
prepared-you-declined = Sie haben diesen Warenkorb abgelehnt. Der Support liest Ihre Antwort.
prepared-done-merged = Die Positionen liegen in Ihrem Warenkorb.
prepared-done-declined = Der Warenkorb wurde abgelehnt.
prepared-done-undone = Die Positionen sind nicht mehr in Ihrem Warenkorb.

## Der Support

prepared-begin = Warenkorb vorbereiten
prepared-begin-help = Füllen Sie einen Warenkorb neben dem eigenen des Kunden und übergeben Sie ihn. Der eigene Warenkorb des Kunden bleibt, wie er ist.
prepared-not-handed-over = Vorbereiteter Warenkorb, noch nicht übergeben
prepared-draft-help = Alles, was Sie hinzufügen, kommt in diesen Warenkorb. { $customer } sieht ihn nicht, und der eigene Warenkorb von { $customer } bleibt, wie er ist.
prepared-leave = Zurück zum Warenkorb von { $customer }
prepared-continue = Weitermachen
prepared-fill-first = Fügen Sie zuerst Produkte hinzu. Danach können Sie den Warenkorb übergeben.
prepared-message-to = Nachricht an { $customer }
prepared-hand-over = An { $customer } übergeben
prepared-hand-over-help = { $customer } bekommt eine E-Mail und entscheidet allein über den Warenkorb.
prepared-discard = Verwerfen
prepared-discard-title = Diesen vorbereiteten Warenkorb verwerfen?
prepared-discard-text = Seine Positionen gehen verloren. Der eigene Warenkorb des Kunden bleibt, wie er ist.
prepared-discard-now = Jetzt verwerfen
prepared-take-back = Zurücknehmen
prepared-reopen = Wieder ändern
prepared-agent-draft = Dieser Warenkorb ist noch nicht übergeben. Der Kunde sieht ihn nicht.
prepared-agent-offered = Der Kunde hat noch nicht geantwortet. Nehmen Sie den Warenkorb zurück, um ihn zu ändern.
prepared-agent-withdrawn = Dieser Warenkorb wurde zurückgenommen. Der Kunde sieht ihn nicht.
prepared-agent-ordered = Der Kunde hat diesen Warenkorb bestellt.
prepared-agent-merged = Der Kunde hat die Positionen in den eigenen Warenkorb gelegt.
prepared-agent-declined = Der Kunde hat diesen Warenkorb abgelehnt.
prepared-done-begun = Sie arbeiten jetzt in einem neuen vorbereiteten Warenkorb.
prepared-done-chosen = Sie arbeiten jetzt im vorbereiteten Warenkorb.
prepared-done-own = Sie arbeiten wieder im eigenen Warenkorb des Kunden.
prepared-done-handed-over = Der Warenkorb wurde übergeben. Sie arbeiten wieder im eigenen Warenkorb des Kunden.
prepared-done-taken-back = Der Warenkorb wurde zurückgenommen.
prepared-done-discarded = Der vorbereitete Warenkorb wurde verworfen. Sie arbeiten wieder im eigenen Warenkorb des Kunden.
prepared-leaves = Ein vorbereiteter Warenkorb wurde nicht übergeben. Er bleibt als Entwurf, den Sie in Ihrer nächsten Sitzung finden.
prepared-quick-new = In einen neuen vorbereiteten Warenkorb
prepared-quick-add =
    { $count ->
        [one] { $count } Zeile in den vorbereiteten Warenkorb legen
       *[other] { $count } Zeilen in den vorbereiteten Warenkorb legen
    }

## Auf Bestellungen

prepared-line-by = Hinzugefügt von { $who }
prepared-line-own = Vom Kunden hinzugefügt
shop-order-line-support = Vom Support hinzugefügt
shop-order-line-by = Hinzugefügt von { $who } (Support)

## Zwei Personen in einem Warenkorb

cart-changed-by = { $who } hat den Warenkorb geändert.
cart-changed-by-you = Sie haben den Warenkorb in einem anderen Fenster geändert.
cart-show = Anzeigen
