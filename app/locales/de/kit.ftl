# Wörter der Teile, aus denen alle Seiten sind, und der Seite, die sie zeigt.

## Teile

kit-rows = { $count ->
    [one] { $count } Zeile hier
   *[other] { $count } Zeilen hier
}
kit-rows-a-page = Zeilen je Seite
kit-apply = Anwenden
kit-remove-filter = Filter entfernen

## Die Seite aller Teile

kit-title = Baukasten
kit-lead = Alle Teile, aus denen Seiten sind, in jedem Zustand. Diese Seite gibt es nur in einer Demo.
kit-notices = Hinweise
kit-info = Die Preisliste ändert sich am Montag.
kit-success = Der Kontakt wurde gespeichert.
kit-warning = Diese Firma ist gesperrt.
kit-danger = Die Bestellung wurde nicht aufgegeben.
kit-danger-help = Ein Produkt ist ausverkauft. Ändern Sie den Warenkorb und versuchen Sie es erneut.
kit-badges = Marken
kit-tone-info = Wartet
kit-tone-success = Aktiv
kit-tone-warning = Gesperrt
kit-tone-danger = Abgelehnt
kit-tone-neutral = Beendet
kit-label = Beschriftung
kit-list = Liste
kit-search = Name einer Zeile
kit-state = Zustand
kit-name = Name
kit-amount = Betrag
kit-steps = Was man tun kann
kit-open = Öffnen
kit-row = Zeile { $number }
kit-row-note = Etwas über Zeile { $number }
kit-row-why = Über den Namen gefunden
kit-count = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
kit-no-match = Keine Zeile passt
kit-no-match-help = Löschen Sie Suche und Filter, um alle Zeilen zu sehen.
kit-sum = Summe
kit-table = Tabelle in einer Karte
kit-empty = Hier ist noch nichts
kit-empty-help = Was hierher gehört, erscheint, sobald jemand es hinzufügt.
kit-empty-table = Eine Tabelle ohne Zeilen
kit-empty-card = Eine Karte ohne Einträge
kit-pages = Seiten
kit-pages-middle = Seiten in der Mitte
kit-pages-last = Seiten am Ende
kit-pages-keyset = Seiten ohne Anzahl
kit-choices = Auswahl
kit-off = Diese Zeile ist gesperrt.
kit-card = Karte
kit-card-remark = Eine Anmerkung
kit-card-none = Nichts wurde hinzugefügt.
kit-facts = Angaben
kit-facts-stacked = Angaben nebeneinander
kit-fact-terms = Zahlungsziel
kit-fact-terms-value = 30 Tage
kit-fact-number = Nummer
kit-fact-long = Adresse
kit-fact-note = Das strengere von zwei Worten zählt.
kit-timeline = Verlauf
kit-event-placed = Bestellung aufgegeben
kit-event-refused = Rabatt abgelehnt
kit-event-viewed = Warenkorb angesehen
kit-form = Formular
kit-form-wrong = Formular mit Fehlern
kit-form-title = Das Formular wurde nicht gespeichert. Berichtigen Sie die markierten Felder.
kit-form-taken = Das Formular ist vollständig. Hier wird nichts gespeichert.
kit-text-hint = Wie es auf Rechnungen steht.
kit-password = Passwort
kit-days = Tage bis zur Zahlung
kit-days-unit = Tage
kit-note = Notiz
kit-choose = Auswählen
kit-consent = Der Support darf helfen
kit-consent-yes = Ja
kit-consent-yes-help = Ohne vorher zu fragen.
kit-consent-ask = Vorher fragen
kit-tick = Schicken Sie mir eine E-Mail
kit-send = Senden
kit-dialog = Dialog
kit-dialog-open = Entfernen
kit-dialog-question = Diese Zeile entfernen?
kit-dialog-help = Sie kann nicht zurückgeholt werden.
kit-choosing = Auswahlmöglichkeiten
kit-tax = Steuer
kit-totals = Reiter, Menge, Aufklappbares und Summen
kit-tabs = Beispiel für Reiter
kit-fold = Mehr dazu
