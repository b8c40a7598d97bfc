# Daten aus Dateien übernehmen.

import-kind-categories = Kategorien
import-kind-products = Produkte
import-kind-prices = Preise
import-kind-stock = Bestand
import-kind-companies = Firmen
import-kind-contacts = Kontakte
import-kind-item-numbers = Eigene Artikelnummern der Kunden
import-kind-orders = Bestellungen

import-state-new = Neu
import-state-changed = Geändert
import-state-unchanged = Unverändert
import-state-refused = Abgelehnt

import-reason = { $why }
import-reason-typed = { $why }: { $typed }
import-reason-at = { $field }: { $why }
import-reason-at-typed = { $field }: { $why }: { $typed }
import-reason-row = Zeile { $row }: { $reason }

import-why-no-number = hat keine Nummer
import-why-twice = steht zweimal in der Datei; die erste Zeile gilt, das ist Zeile
import-why-missing = fehlt
import-why-not-a-number = ist keine Zahl
import-why-too-small = ist zu klein
import-why-too-large = ist zu groß
import-why-too-long = ist zu lang
import-why-unprintable = enthält ein Zeichen, das nicht verwendet werden kann
import-why-card-number = ist die Nummer einer Zahlungskarte; sie wird nie gespeichert
import-why-not-a-day = ist kein Datum
import-why-unknown-word = ist ein Wort, das hier nicht bekannt ist
import-why-unknown-article = es gibt keinen Artikel mit dieser Nummer
import-why-unknown-company = es gibt keine Firma mit dieser Nummer oder diesem Namen
import-why-unknown-person = niemand in der Firma hat ein Konto mit dieser E-Mail
import-why-unknown-store = es gibt keinen Shop mit diesem Kürzel
import-why-unknown-currency = kein Shop verkauft in dieser Währung
import-why-unknown-list = es gibt keine Preisliste mit diesem Kürzel
import-why-not-an-email = ist keine E-Mail-Adresse
import-why-maybe-the-same = hat keine Nummer und ist vielleicht dasselbe wie
import-why-deletes = die Datei will es löschen: eine Datei löscht nie etwas
import-why-circle = stünde unter sich selbst
import-why-no-group = ist eine Variante, und ihr Produkt steht nicht in der Datei
import-why-is-a-set = ist ein Satz aus anderen Artikeln und wird nicht übernommen
import-why-sold-elsewhere = wird auf einer anderen Seite verkauft
import-why-only-a-group = gibt nur Namen und Texte an seine Varianten weiter
import-why-other-type = ist eine Art von Produkt, die nicht übernommen wird
import-why-other-company = diese Person gehört zu einer anderen Firma
import-why-looks-like = sieht aus wie ein anderer Artikel, bitte prüfen
import-why-spoilt = wurde vielleicht von einer Tabellenkalkulation verändert
import-why-gtin-taken = dieser Barcode gehört zu einem anderen Artikel und wird weggelassen
import-why-below-none = ist kleiner als 0; 0 wird übernommen
import-why-not-counted = wird nicht gezählt; es kann immer bestellt werden
import-why-not-on-sale = wird übernommen, aber nicht verkauft
import-why-rounded = wurde auf vier Nachkommastellen gerundet
import-why-dearer-tier = kostet pro Stück mehr als eine kleinere Menge, bitte prüfen
import-why-not-sure = kann auf zwei Arten gelesen werden, bitte prüfen
import-why-not-fetched = Bilder sind genannt und werden nicht abgeholt
import-why-also-made = gab es nicht und wird angelegt
import-why-login-taken = eine andere Person meldet sich mit dieser E-Mail an; diese Person erhält kein Konto
import-why-order-stays = gibt es bereits und bleibt, wie es ist
import-why-blank-in-number = hat ein Leerzeichen in der Nummer, bitte prüfen
import-why-made-plain = enthielt HTML, davon wird der Text übernommen
import-why-sale-price = der Aktionspreis wird weggelassen
import-why-one-category = steht in mehreren Kategorien; diese wird übernommen
import-why-erased = wurde gelöscht; über diese Person wird nichts mehr geschrieben
import-why-no-street = hat keine Straße
import-why-hidden-row = die Datei blendet diese Zeile aus
import-why-cleaned = Zeichen wurden entfernt, die kein Text enthalten darf

import-field-category = Kategorie
import-field-name = Name
import-field-parent = Übergeordnete Kategorie oder Gruppe
import-field-summary = Kurztext
import-field-position = Position
import-field-sku = Artikelnummer
import-field-description = Beschreibung
import-field-unit = Einheit
import-field-step = Mengenschritt
import-field-minimum = Mindestmenge
import-field-tax-class = Steuerklasse
import-field-status = Status
import-field-gtin = Barcode (GTIN)
import-field-replacement = Ersetzt durch
import-field-price = Preis
import-field-currency = Währung
import-field-stock = Bestand
import-field-restock-on = Wieder da am
import-field-pictures = Bilder
import-field-documents = Dokumente
import-field-brand = Marke
import-field-keywords = Suchwörter
import-field-attribute = Eigenschaft
import-field-price-list = Preisliste
import-field-company = Kundennummer der Firma
import-field-min-quantity = Ab Menge
import-field-price-unit = Preis pro so viele
import-field-valid-from = Gültig ab
import-field-valid-until = Gültig bis
import-field-number = Nummer
import-field-vat-id = USt-IdNr.
import-field-country = Land
import-field-city = Ort
import-field-terms-days = Zahlungsziel in Tagen
import-field-po-number = Bestellnummer des Kunden
import-field-price-lists = Preislisten
import-field-command = Befehl
import-field-site = Name der Adresse
import-field-site-number = Nummer der Adresse
import-field-recipient = Empfänger
import-field-line-1 = Straße und Hausnummer
import-field-line-2 = Adresszusatz
import-field-postcode = Postleitzahl
import-field-region = Region
import-field-address-city = Ort der Adresse
import-field-address-country = Land der Adresse
import-field-email = E-Mail
import-field-since = Kunde seit
import-field-company-name = Name der Firma
import-field-first-name = Vorname
import-field-last-name = Nachname
import-field-title = Titel oder Position
import-field-phone = Telefon
import-field-language = Sprache
import-field-time-zone = Zeitzone
import-field-role = Rolle in der Firma
import-field-store = Shop
import-field-account = Erhält ein Konto
import-field-note = Notiz
import-field-own-number = Eigene Artikelnummer
import-field-order = Bestellnummer
import-field-placed-at = Bestellt am
import-field-quantity = Menge
import-field-total = Positionssumme

import-title = Import
import-about = Übernehmen Sie Ihre eigenen Daten aus Dateien. Jede Datei wird zuerst geprüft, und nichts wird geschrieben, bevor Sie zustimmen.
import-kinds = Was Sie importieren können
import-sample = Beispieldatei
import-about-categories = Die Gruppen Ihres Katalogs, jeweils mit der Gruppe darüber.
import-about-products = Ihre Artikel mit Einheiten, Packungsgrößen, Kategorien, Merkmalen und Standardpreisen.
import-about-prices = Preislisten und Preise für einzelne Firmen, mit Mengen und Daten.
import-about-stock = Wie viele Stück vorhanden sind und wann neue eintreffen.
import-about-companies = Ihre Kunden mit Adressen und Zahlungsbedingungen.
import-about-contacts = Die Menschen, die bei Ihren Kunden arbeiten, mit oder ohne Konto.
import-about-item-numbers = Die Nummern, die Kunden für Ihre Artikel verwenden.
import-about-orders = Frühere Bestellungen, eine Zeile je Position.

import-send-title = Datei importieren
import-kind = Was in der Datei ist
import-choose-kind = Bitte wählen
import-file-help = CSV, XLSX, XLS oder ODS, bis { $size } MB
import-mapping = Gespeicherte Spalten
import-mapping-none = Spalten erkennen
import-mapping-of = { $kind }: { $name }
import-mapping-help = Für eine Datei, deren Spalten schon einmal gewählt und gespeichert wurden
import-mappings = Gespeicherte Spalten
import-mapping-remove = Entfernen
import-mapping-kept = Die Spalten wurden gespeichert.
import-mapping-removed = Die gespeicherten Spalten wurden entfernt.
import-send = Datei prüfen

import-files = Dateien
import-file = Datei
import-sent-utc = Gesendet (UTC)
import-by = Gesendet von
import-command-line = Kommandozeile
import-count = { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
}
import-none = Noch keine Datei
import-none-help = Laden Sie eine Beispieldatei herunter, füllen Sie sie aus und importieren Sie sie.
import-no-match = Keine Datei dieser Art
import-no-match-help = Vielleicht gibt es Dateien anderer Art.
import-show-all = Alle Dateien zeigen

import-stage-checking = Wird geprüft
import-stage-checked = Wartet auf Sie
import-stage-running = Wird importiert
import-stage-stopped = Angehalten
import-stage-done = Importiert
import-stage-failed = Nicht lesbar
import-stage-removed = Verworfen

import-of-system = { $kind } aus { $system }
import-size = { $size } kB
import-checking = Die Datei wird geprüft
import-running = Die Datei wird importiert
import-reading = Die Datei wird gelesen.
import-so-far = { $done } von { $all } Datensätzen
import-leave = Diese Seite erneuert sich selbst. Sie können sie verlassen: Die Arbeit geht weiter, auch nach einem Neustart des Programms.
import-stop = Anhalten

import-preview = Es wurde noch nichts geschrieben
import-preview-all = Unten steht, was aus den Zeilen würde.
import-preview-some = { $refused ->
    [one] Unten steht, was aus den Zeilen würde. Eine davon kann nicht importiert werden, die anderen schon.
   *[other] Unten steht, was aus den Zeilen würde. { $refused } davon können nicht importiert werden, die anderen schon.
}
import-nothing-new = Alles davon ist schon vorhanden: Der Import würde nichts ändern.
import-nothing-possible = In der Datei ist nichts, das importiert werden kann.
import-take-in = { $count ->
    [one] 1 Zeile importieren
   *[other] { $count } Zeilen importieren
}
import-discard = Verwerfen
import-discard-ask = Diese Datei verwerfen?
import-discard-help = Es wurde nichts davon geschrieben. Die Datei wird gelöscht.
import-removed = Die Datei wurde verworfen. Es wurde nichts davon geschrieben.
import-other = Inzwischen ist etwas anderes geschehen. So steht es jetzt.

import-missing-title = Spalten fehlen
import-missing = Keine Spalte gefunden für: { $fields }. Wählen Sie unten, welche Spalten sie enthalten, und prüfen Sie erneut.
import-failed = Die Datei wurde nicht gelesen
import-failure = Im Programm ist etwas schiefgegangen. Versuchen Sie es erneut; geschieht es wieder, wenden Sie sich an Ihre Administration.
import-another = Weitere Datei importieren
import-refusal-too-large = Die Datei ist zu groß. Teilen Sie sie auf mehrere Dateien auf.
import-refusal-too-many-rows = Es sind mehr als 100.000 Zeilen. Teilen Sie sie auf mehrere Dateien auf.
import-refusal-too-many-cells = Es sind zu viele Zellen darin. Speichern Sie nur die nötigen Spalten oder teilen Sie die Datei auf.
import-refusal-too-many-columns = Eine Zeile hat zu viele Spalten. Speichern Sie nur die nötigen Spalten.
import-refusal-too-many-sheets = Es sind zu viele Blätter darin. Speichern Sie nur das Blatt mit den Daten.
import-refusal-cell-too-long = Eine Zelle enthält zu viel Text. Kürzen Sie ihn.
import-refusal-too-slow = Das Lesen der Datei dauerte zu lange. Speichern Sie nur das Blatt mit den Daten als XLSX oder CSV oder teilen Sie es auf.

import-stopped-title = Der Import wurde angehalten
import-stopped = { $done } von { $all } Datensätzen sind fertig und bleiben so.
import-go-on = Fortsetzen
import-done-title = Die Datei wurde importiert
import-done = { $new } neu, { $changed } geändert.
import-done-refused = { $count ->
    [one] Eine Zeile wurde abgelehnt. Laden Sie sie mit dem Grund herunter, berichtigen Sie sie und importieren Sie die berichtigte Datei.
   *[other] { $count } Zeilen wurden abgelehnt. Laden Sie sie mit den Gründen herunter, berichtigen Sie sie und importieren Sie die berichtigte Datei.
}
import-refused-xlsx = Abgelehnte Zeilen als XLSX
import-refused-csv = Abgelehnte Zeilen als CSV
import-send-mended = Berichtigte Datei importieren

import-rows = Zeilen
import-rows-help = Alle Zeilen, die geändert oder abgelehnt werden oder einen Hinweis haben, sind aufgeführt, und die ersten der neuen.
import-show = Zeilen zeigen
import-of-state = { $state } ({ $count })
import-rows-none = Keine Zeile anzusehen
import-rows-none-help = Zeilen, die nichts ändern und keinen Hinweis haben, sind nicht aufgeführt.
import-rows-all = Alle Zeilen zeigen
import-key = Nummer
import-what = Was und warum
import-row = Zeile
import-change = { $field }: { $before } → { $after }

import-header-help = 0, wenn die Spalten keine Überschriften haben
import-left-out = Weglassen
import-again = Erneut prüfen
import-keep-as = Diese Spalten speichern als
import-keep-help = Für die nächste Datei derselben Form, auch von der Kommandozeile
import-keep = Speichern
