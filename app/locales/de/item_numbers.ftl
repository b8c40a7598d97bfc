# Dateien zum Mitnehmen, und die eigenen Artikelnummern einer Firma.

export-xlsx = Excel
export-xlsx-what = , alles in dieser Liste als Arbeitsmappe herunterladen
export-csv = CSV
export-csv-what = , alles in dieser Liste als Text herunterladen
export-products = Produkte
export-article = Artikelnummer
export-own = Eigene Artikelnummer
export-name = Bezeichnung
export-quantity = Menge
export-unit = Einheit
export-pack = VPE-Menge
export-price = Preis
export-total = Gesamtpreis
export-currency = Währung
export-stock = Bestand
export-note = Bemerkung
export-day = Wunschtermin
export-each = Stück
line-own-number = Eigene Nummer: { $number }
done-export-limit = In dieser Liste sind mehr als 100.000 Produkte, und damit mehr, als in eine Datei passen. Grenzen Sie sie ein und laden Sie sie noch einmal herunter.

numbers-title = Eigene Artikelnummern
numbers-about = Wie Ihre Firma unsere Produkte nennt. Suche, Schnellbestellung und Belege kennen diese Nummern.
numbers-search = Eigene Artikelnummern suchen
numbers-search-by = Nummer oder Bezeichnung
numbers-count =
    { $count ->
        [one] { $count } Nummer
       *[other] { $count } Nummern
    }
numbers-show-all = Alle Nummern zeigen
numbers-no-match = Keine Nummer passt
numbers-no-match-help = Prüfen Sie die Schreibweise oder suchen Sie nach einem anderen Teil der Nummer oder der Bezeichnung.
numbers-none = Noch keine eigenen Artikelnummern
numbers-none-help = Fügen Sie eine hinzu oder laden Sie eine Datei mit zwei Spalten hoch: Ihre Nummer und unsere Artikelnummer. Die Beispieldatei zeigt, wie.
numbers-sample = Beispieldatei
numbers-since = Hinzugefügt
numbers-actions = Aktionen
numbers-change = Ändern
numbers-remove = Entfernen
numbers-removed = Die Nummer wurde entfernt.
numbers-put-back = Wiederherstellen
numbers-add-one = Nummer hinzufügen
numbers-change-one = Nummer ändern
numbers-add = Hinzufügen
numbers-save = Speichern
numbers-cancel = Abbrechen
numbers-many = Datei hochladen
numbers-file-help = Excel, OpenDocument oder CSV mit Ihrer Nummer und unserer Artikelnummer in beliebiger Reihenfolge, bis { $rows } Zeilen.
numbers-look = Zeilen ansehen
numbers-preview = Zeilen der Datei
numbers-nothing-yet = Noch ist nichts geändert.
numbers-sum = { $new } neu, { $changed } geändert, { $same } unverändert, { $refused } nicht möglich.
numbers-apply =
    { $count ->
        [one] { $count } Nummer übernehmen
       *[other] { $count } Nummern übernehmen
    }
numbers-failed-xlsx = Zeilen, die nicht möglich sind (Excel)
numbers-failed-csv = Zeilen, die nicht möglich sind (CSV)
numbers-not-shown =
    { $count ->
        [one] { $count } weitere Zeile wird hier nicht gezeigt. Sie wird genauso behandelt.
       *[other] { $count } weitere Zeilen werden hier nicht gezeigt. Sie werden genauso behandelt.
    }
numbers-written = { $added } Nummern hinzugefügt, { $changed } geändert.
numbers-state = Zustand
numbers-state-new = Neu
numbers-state-changed = Geändert
numbers-state-unchanged = Unverändert
numbers-state-refused = Nicht möglich
numbers-why-changed = Bisher { $number } für { $sku }.
numbers-why-no-article = Die Zeile hat keine Artikelnummer.
numbers-why-several = Die Artikelnummer passt zu mehreren Produkten. Schreiben Sie sie genau.
numbers-why-twice = Zeile { $row } hat dieselbe Nummer.
done-number-added = Die Nummer wurde hinzugefügt.
done-number-changed = Die Nummer wurde geändert.
done-number-restored = Die Nummer ist wieder da.
wrong-unknown-article = Kein Produkt hat diese Artikelnummer. Prüfen Sie sie.
wrong-number-used = Ihre Firma verwendet diese Nummer schon für { $sku }. Ändern oder entfernen Sie sie zuerst dort.
