# Wörter des Protokolls.

## Seite

audit-title = Protokoll
audit-broken = Die Prüfung des Protokolls ist fehlgeschlagen. Lassen Sie die Datenbank, wie sie ist, und rufen Sie den Betrieb.
audit-broken-first = Die Prüfung des Protokolls ist fehlgeschlagen: { $first }. Lassen Sie die Datenbank, wie sie ist, und rufen Sie den Betrieb.
audit-left-out = Es wurde kein Fehler gefunden, aber nicht alles geprüft. Ausgelassen: { $what }.
audit-nothing-so-far = Bisher nichts gefunden
audit-nothing-so-far-help = Die Suche hat nur einen Teil des Protokolls durchsucht. Suchen Sie unten weiter oder grenzen Sie die Zeit ein.
audit-no-match = Kein Ereignis gefunden
audit-no-match-help = Verwenden Sie weniger Filter. Eine Gruppe von Aktionen schreibt man mit Stern, etwa order.* oder on_behalf.*
audit-nothing-older = Nichts Älteres
audit-nothing-older-help = Hier beginnt das Protokoll.
audit-to-newest = Zu den neuesten Ereignissen
audit-empty = Das Protokoll ist leer
audit-empty-help = Hier erscheint alles, was von jetzt an getan wird.
audit-more-back = Weiter zurück kann es mehr geben
audit-search-on = Weitersuchen
audit-newest-first = Neueste zuerst
audit-older = Ältere
audit-newer = Neuere
audit-verify = Prüfen
audit-verify-now = Jetzt prüfen
audit-not-verified = Noch nicht geprüft
audit-verified =
    Geprüft { $ago }, { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
audit-verified-part =
    Nur teilweise geprüft { $ago }, { $events ->
        [one] { $events } Ereignis
       *[other] { $events } Ereignisse
    }
audit-verified-broken = Fehlerhaft, geprüft { $ago }

## Filter

audit-ready = Fertige Filter
audit-ready-refused = Abgelehnt
audit-ready-orders = Bestellungen
audit-ready-sign-ins = Anmeldungen
audit-ready-access = Exporte und Zugriffe auf das Protokoll
audit-filter-line = Mit einer Zeile filtern
audit-filter = Filter
audit-filter-apply = Anwenden
audit-filter-keys = Schlüssel:
audit-filter-actor = wer es tat,
audit-filter-for = für wen,
audit-filter-object = Nummer, Name oder Kennung,
audit-filter-before = in UTC,
audit-filter-help = Ein Minus davor schließt aus; Anführungszeichen halten Wörter zusammen.
audit-choose = Durch Auswahl filtern
audit-who = Wer
audit-for-whom = Für wen
audit-action = Aktion
audit-object = Objekt
audit-result = Ergebnis
audit-done = Erledigt
audit-refused = Abgelehnt
audit-session = Sitzung
audit-yes = Ja
audit-no = Nein
audit-from-day = Ab Tag (UTC)
audit-before-day = Vor Tag (UTC)
audit-choose-apply = Filtern
audit-all-of = Alle aus { $family }
audit-save-as = Diesen Filter speichern als
audit-save = Filter speichern
audit-remove-whose = Filter { $name }

## Tabelle

audit-events = Ereignisse, neueste zuerst
audit-time = Zeit (UTC)
audit-for = Für
audit-for-before = für
audit-ip = IP
audit-and-more = und { $count } weitere
audit-session-portal = Portal
audit-session-shop = Shop

## Ein Ereignis

audit-facts = Angaben
audit-personal = Personendaten, neben dem Ereignis aufbewahrt
audit-session-page = Seite der Sitzung
audit-session-events = alle ihre Ereignisse
audit-route = Route
audit-request = Anfrage
audit-changes-erased = Was geändert wurde, ist gelöscht. Der Hash bleibt im Ereignis.
audit-erased = Gelöscht
audit-canonical = Kanonisch
audit-not-canonical = Nicht kanonisch
audit-fits = Passt zu den Bytes
audit-fits-not = Passt nicht zu den Bytes
audit-proof = Nachweis
audit-event = Ereignis
audit-hash = Hash (Blatt)
audit-event-before = Ereignis davor
audit-bytes = Gespeicherte Bytes
audit-show-bytes = Gespeicherte Bytes zeigen

## Filter speichern, exportieren

audit-save-or-remove = Filter speichern oder entfernen
audit-export = Exportieren
audit-export-csv = CSV exportieren
audit-export-jsonl = JSON-Zeilen exportieren
