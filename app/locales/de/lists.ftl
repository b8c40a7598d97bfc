# Listen, vorgemerkte Positionen, erneut bestellen und früher Gekauftes.

lists-title = Listen
lists-about = Produkte, die Sie immer wieder kaufen. Eine Liste bleibt, wie sie ist, wenn Sie sie in den Warenkorb legen.
lists-new = Neue Liste
lists-create = Liste anlegen
lists-name = Name
lists-note = Notiz
lists-sharing = Für Ihre Firma freigegeben
lists-sharing-none = Nicht freigegeben
lists-sharing-none-help = Nur Sie sehen sie.
lists-sharing-read = Zum Lesen freigegeben
lists-sharing-read-help = Andere sehen sie und legen sie in ihren Warenkorb.
lists-sharing-full = Zum Ändern freigegeben
lists-sharing-full-help = Andere ändern auch Positionen, Name und Notiz.
lists-search = Listen suchen
lists-search-by = Name einer Liste
lists-whose = Wessen
lists-all = Alle
lists-own = Eigene Listen
lists-shared = Von anderen freigegeben
lists-count =
    { $count ->
        [one] { $count } Liste
       *[other] { $count } Listen
    }
lists-none = Es gibt noch keine Liste
lists-none-help = Legen Sie hier eine an, oder fügen Sie etwas von einem Produkt, aus dem Warenkorb, einer Bestellung oder der Schnellbestellung hinzu.
lists-no-match = Keine Liste passt
lists-no-match-help = Nehmen Sie weniger Wörter, oder sehen Sie sich alle Listen an.
lists-show-all = Alle Listen zeigen
lists-owner = Inhaber
lists-yours = Sie
lists-of = von { $who }
lists-support = Support
lists-made-by = Angelegt von { $who }
lists-changed = Geändert
lists-changed-at = Geändert { $time }
lists-removed = Die Liste wurde entfernt.
lists-remove = Liste entfernen
lists-settings = Name, Notiz und Freigabe
lists-save = Speichern
lists-save-lines = Änderungen speichern
lists-now = Jetzt in der Liste: { $quantity }.
lists-empty = Die Liste hat keine Positionen
lists-empty-help = Geben Sie oben die Nummer eines Produkts ein, oder fügen Sie Produkte von ihren Seiten, aus dem Warenkorb oder einer Bestellung hinzu.
lists-add-title = Produkt hinzufügen
lists-add-number = Nummer
lists-add-number-help = Artikelnummer oder Ihre eigene Nummer.
lists-add = Zur Liste hinzufügen
lists-sort-added = Wie hinzugefügt
lists-tick = Auswählen
lists-tick-one = Kreuzen Sie zuerst mindestens eine Position an.
lists-cart-all = Alles in den Warenkorb
lists-cart-ticked = Angekreuzte in den Warenkorb
lists-successor = Ersetzt durch { $product }
lists-again = Positionen einer Liste
lists-added =
    { $count ->
        [one] { $count } Position steht in der Liste.
       *[other] { $count } Positionen stehen in der Liste.
    }
lists-added-some = { $count } Positionen stehen in der Liste. { $left } passten nicht hinein: Eine Position oder die Liste würde zu groß.
lists-into = Zu einer Liste hinzufügen
lists-into-title = Zu einer Liste hinzufügen
lists-into-product = Ein Produkt
lists-into-cart = Alle Positionen des Warenkorbs
lists-into-line = Eine Position des Warenkorbs
lists-into-order = Alle Positionen der Bestellung { $number }
lists-into-quick = Die Positionen einer Schnellbestellung
lists-into-which = Liste
lists-into-new = Neue Liste
lists-into-name = Name der neuen Liste
lists-into-name-help = Nur für eine neue Liste.
lists-into-add = Hinzufügen
lists-into-not = Es wurde nichts hinzugefügt

later-title = Für später vorgemerkt
later-save = Für später vormerken
later-back = In den Warenkorb

again-short = Erneut bestellen
again-all = Erneut bestellen
again-ticked = Angekreuzte erneut bestellen
again-help = Zu heutigen Preisen und Beständen. Was im Warenkorb liegt, bleibt dort.
again-title = Bestellung { $number } noch einmal
again-none = Nichts kam in den Warenkorb. Jede Zeile sagt, warum.
again-price = Preis damals { $was }, jetzt { $now }.
again-merged =
    { $count ->
        [one] { $count } Produkt lag schon im Warenkorb; die Mengen wurden addiert.
       *[other] { $count } Produkte lagen schon im Warenkorb; die Mengen wurden addiert.
    }

bought-title = Früher gekauft
bought-about = Alles, was Sie bisher bestellt haben, mit letztem Datum und letzter Menge.
bought-on = Gekauft am { $day }
bought-search = Gekauftes suchen
bought-search-by = Name oder Artikelnummer
bought-any-stock = Alle
bought-last = Zuletzt gekauft
bought-quantity = Letzte Menge
bought-times = Bestellungen
bought-none = Es wurde noch nichts gekauft
bought-none-help = Sobald eine Bestellung aufgegeben ist, stehen ihre Produkte hier.
bought-no-match = Nichts davon passt
bought-no-match-help = Nehmen Sie weniger Wörter, oder sehen Sie sich alles Gekaufte an.
bought-show-all = Alles zeigen

thing-list = Liste
conflict-list = Die Liste hat sich geändert
conflict-list-help = Jemand hat die Liste geändert, seit diese Seite angezeigt wurde. So ist sie jetzt; nichts ging verloren.
wrong-no-such-product = Kein Produkt hat diese Nummer.
done-later = Die Position wurde für später vorgemerkt.
done-list-created = Die Liste wurde angelegt.
done-list-restored = Die Liste ist wieder da.
products-column-quantity = Menge
event-cart-item-saved = Produkt für später vorgemerkt
event-list-changed = Liste umbenannt oder freigegeben
event-list-created = Liste angelegt
event-list-line-removed = Produkt aus Liste entfernt
event-list-lines-added = Produkte zu Liste hinzugefügt
event-list-lines-changed = Produkte in Liste geändert
event-list-removed = Liste entfernt
event-list-restored = Liste zurückgelegt
