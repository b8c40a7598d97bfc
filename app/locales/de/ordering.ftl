# Wörter des Bestellens: den Warenkorb richten, einen Teil davon bestellen, Tage, Kostenstellen, Dateien.

## Warenkorb

cart-tick = Diese Position bestellen
cart-tick-all = Alle auswählen
cart-tick-none = Keine auswählen
cart-stays = Bleibt im Warenkorb
cart-part = { $count } von { $all } Positionen sind ausgewählt. Die anderen bleiben im Warenkorb.
cart-day = Liefertag
cart-add-day = Liefertag hinzufügen
cart-day-of = Liefertag von { $product }
cart-day-help = Ab { $day }. Leer: der Tag der Bestellung.
cart-wanted-on = Gewünscht am { $day }
cart-price-changed = Der Preis hat sich geändert: vorher { $before }, jetzt { $now }.
cart-prices-changed =
    { $count ->
        [one] Der Preis von { $count } Position hat sich geändert, seit Sie ihn zuletzt gesehen haben.
       *[other] Die Preise von { $count } Positionen haben sich geändert, seit Sie sie zuletzt gesehen haben.
    }
cart-prices-seen = Ich habe die neuen Preise gesehen
cart-wrong-lines =
    { $count ->
        [one] { $count } Position kann so nicht bestellt werden. Sie steht oben.
       *[other] { $count } Positionen können so nicht bestellt werden. Sie stehen oben.
    }
mend-all =
    { $count ->
        [one] { $count } Position richten
       *[other] { $count } Positionen richten
    }
mend-all-help = Setzt Mengen auf volle Packungen und auf den Bestand. Nichts wird entfernt oder ersetzt, und Sie können es zurücknehmen.
mend-stock = { $quantity } nehmen, den ganzen Bestand
mend-up = Auf { $quantity } aufrunden
mend-down = Auf { $quantity } abrunden
mend-replace = Stattdessen { $quantity } × { $product } nehmen
mend-day = Am { $day } liefern
mend-remove = Position entfernen
mend-done =
    { $count ->
        [one] { $count } Position wurde gerichtet.
       *[other] { $count } Positionen wurden gerichtet.
    }
mend-undo = Zurücknehmen

## Kasse

checkout-day = Gewünschter Liefertag
checkout-day-help = Ab { $day }, höchstens ein Jahr voraus. Tage gelten in UTC.
checkout-left =
    { $count ->
        [one] { $count } Position ist nicht ausgewählt und bleibt im Warenkorb.
       *[other] { $count } Positionen sind nicht ausgewählt und bleiben im Warenkorb.
    }
checkout-minimum = Mindestbestellwert
checkout-po-pattern-help = Zum Beispiel { $example }. Steht auf Bestellung und Rechnung.
order-line-day = Gewünscht am { $day }

## Dateien

files-title = Dateien
files-add = Dateien zum Anhängen
files-attach = Anhängen
files-remove = Entfernen
files-help = Bis zu { $count } Dateien: PDF, PNG, JPEG, XLSX, CSV oder TXT, je { $size } MB. Wählen Sie sie aus und klicken Sie auf „Anhängen“.
files-kilobytes = { $count } KB
files-megabytes = { $size } MB

## Kostenstellen und Bestellnummern

cost-centre = Kostenstelle
cost-centre-choose = Kostenstelle wählen
cost-centres = Kostenstellen
cost-centres-count =
    { $count ->
        [one] { $count } Kostenstelle
       *[other] { $count } Kostenstellen
    }
cost-centres-none = Es gibt noch keine Kostenstellen
cost-centres-none-help = Legen Sie die erste an. Dann können Bestellungen Ihrer Firma sie nennen.
cost-centres-none-read = Anlegen kann sie die Administration Ihrer Firma.
cost-centre-code = Nummer
cost-centre-name = Name
cost-centre-add = Kostenstelle anlegen
cost-centre-code-of = Nummer von { $centre }
cost-centre-name-of = Name von { $centre }
cost-centre-save = Speichern
cost-centre-up = Nach oben
cost-centre-remove = Entfernen
cost-centre-removed = Die Kostenstelle { $centre } wurde entfernt. Bestellungen behalten sie.
cost-centre-put-back = Zurückholen
cost-centre-actions = Aktionen
company-ordering = Regeln für Bestellungen
company-ordering-lead = Was Bestellungen Ihrer Firma außer den Waren nennen. Das gilt für alle, auch für den Support.
company-ordering-change = Bestellnummern und Kostenstellen
company-po-rule = Bestellnummer auf Bestellungen
company-po-pattern = Form der Bestellnummern
company-po-pattern-help = # für eine Ziffer, @ für einen Buchstaben, * am Ende für alles Weitere, jedes andere Zeichen für sich selbst. Zum Beispiel PO-####. Leer: jede Nummer.
company-po-any = Beliebig
company-cost-rule = Kostenstelle auf Bestellungen

## Was nicht stimmt

wrong-not-a-day = Diesen Tag gibt es nicht. Schreiben Sie einen Tag als 2026-05-01 oder 1.5.2026.
wrong-day-too-early = Dieser Tag ist zu früh. Der erste mögliche Tag ist { $day }.
wrong-day-too-late = Dieser Tag ist zu weit voraus. Der letzte mögliche Tag ist { $day }.
wrong-nothing-selected = Keine Position ist ausgewählt. Wählen Sie die Positionen aus, die Sie bestellen möchten.
wrong-below-minimum = Noch { $missing } bis zum Mindestbestellwert von { $minimum }.
wrong-po-pattern = Bestellnummern Ihrer Firma sehen aus wie { $example }.
wrong-star-inside = Ein * steht für alles, was folgt, darum kann es nur am Ende stehen.
wrong-no-cost-centre = Bestellungen müssen eine Kostenstelle nennen, darum muss es eine geben. Legen Sie zuerst eine andere an, oder ändern Sie die Regel.
wrong-too-many-files =
    { $count ->
        [one] Eine Bestellung hat höchstens { $count } Datei.
       *[other] Eine Bestellung hat höchstens { $count } Dateien.
    }
wrong-file-too-large = Eine Datei ist größer als { $size } MB.
wrong-file-kind = { $name } gehört zu keiner der Arten, die angehängt werden können.
wrong-file-content = { $name } enthält etwas anderes, als der Name sagt.
wrong-file-empty = { $name } ist leer.
wrong-not-attached = { $name } wurde ausgewählt, aber noch nicht angehängt. Wählen Sie die Datei noch einmal aus und klicken Sie auf „Anhängen“. Um ohne sie zu bestellen, bestellen Sie jetzt.

## Erledigt

done-centre-added = Die Kostenstelle wurde angelegt.
done-centre-changed = Die Kostenstelle wurde geändert.
done-centre-restored = Die Kostenstelle ist wieder da.
done-mend-undone = Die Positionen sind wieder wie vorher.
done-prices-seen = Die neuen Preise sind vermerkt.

## Ereignisse

event-attachment-added = Datei angehängt
event-attachment-downloaded = Datei heruntergeladen
event-attachment-removed = Datei entfernt
event-cart-lines-selected = Alle Positionen des Warenkorbs ausgewählt oder keine
event-cart-mended = Positionen des Warenkorbs gerichtet
event-cart-mend-undone = Gerichtete Positionen zurückgenommen
event-cart-prices-seen = Neue Preise des Warenkorbs gesehen
event-cost-centre-added = Kostenstelle angelegt
event-cost-centre-changed = Kostenstelle geändert
event-cost-centre-moved = Kostenstelle nach oben geschoben
event-cost-centre-removed = Kostenstelle entfernt
event-cost-centre-restored = Kostenstelle zurückgeholt
event-organization-order-rules-changed = Regeln für Bestellungen geändert
thing-attachment = Datei
