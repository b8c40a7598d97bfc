# Schnellbestellung: viele Zeilen auf einmal, aus einer Tabelle, eingefügt oder getippt.

quick-title = Schnellbestellung
quick-about = Geben Sie viele Zeilen auf einmal ein, fügen Sie sie ein oder legen Sie eine Datei ab. Sie sehen, was aus jeder Zeile wird, bevor etwas in den Warenkorb kommt.
quick-from-sheet = Aus einer Tabelle bestellen
quick-type = Zeilen eingeben
quick-number-of = Nummer oder Name, Zeile { $line }
quick-quantity-of = Menge, Zeile { $line }
quick-unit-of = Einheit, Zeile { $line }
quick-number-example = Artikelnummer, eigene Nummer oder Name
quick-paste = Zeilen einfügen
quick-paste-help = Ein Artikel je Zeile: Nummer und Menge in beliebiger Reihenfolge, getrennt durch Tabulator, Semikolon, Komma oder Leerzeichen. Neben der Menge kann eine Einheit stehen.
quick-file = Datei auswählen oder hier ablegen
quick-file-help = Excel, OpenDocument oder CSV, bis { $size } MB und { $rows } Zeilen. Blatt und Spalten werden erkannt, und Sie können sie ändern.
quick-look = Zeilen ansehen
quick-nothing-yet = Noch kommt nichts in den Warenkorb.
quick-reading = Wird gelesen …
quick-not-read = Das wurde nicht gelesen
quick-both = Senden Sie entweder Zeilen oder eine Datei, nicht beides. Ihre Zeilen sind noch da; wählen Sie die Datei erneut, wenn Sie diese meinen.
quick-nothing = Geben Sie mindestens eine Zeile ein oder wählen Sie eine Datei.
quick-earlier = Früher gelesen
quick-kept = Die neuesten { $count } werden 14 Tage aufbewahrt.
quick-lines = Eingegebene oder eingefügte Zeilen
quick-by-support = Vom Support für Sie gesendet
quick-rows-read =
    { $count ->
        [one] { $count } Zeile gelesen
       *[other] { $count } Zeilen gelesen
    }

quick-head-number = Artikelnummer
quick-head-quantity = Menge
quick-head-unit = Einheit
quick-head-note = Bemerkung
quick-head-reason = Grund
quick-head-row = Zeile

quick-add =
    { $count ->
        [one] { $count } Zeile in den Warenkorb legen
       *[other] { $count } Zeilen in den Warenkorb legen
    }
quick-net = netto, ohne Lieferung
quick-none-goes = Im Moment kann keine Zeile in den Warenkorb.
quick-added =
    { $count ->
        [one] { $count } Zeile liegt jetzt im Warenkorb.
       *[other] { $count } Zeilen liegen jetzt im Warenkorb.
    }
quick-added-some = { $count } Zeilen liegen jetzt im Warenkorb. { $left } passten nicht: Eine Zeile des Warenkorbs oder der Warenkorb selbst würde zu groß.
quick-to-cart = Zum Warenkorb
quick-undo = Zurücknehmen
quick-undone =
    { $count ->
        [one] Der Warenkorb ist wie zuvor. { $count } Zeile wurde zurückgenommen.
       *[other] Der Warenkorb ist wie zuvor. { $count } Zeilen wurden zurückgenommen.
    }
quick-undo-late = Der Warenkorb wurde inzwischen geändert, deshalb wurde nichts zurückgenommen. Ändern Sie die Zeilen im Warenkorb.
quick-other = Diese Zeilen wurden inzwischen geändert oder hinzugefügt. So ist der Stand jetzt.
quick-again = Die Datei wurde neu gelesen.
quick-in-cart = Im Warenkorb
quick-order-number = In der Tabelle steht die Bestellnummer { $number }.
quick-order-number-use = An der Kasse verwenden
quick-short-help = Von einigen Artikeln wird mehr gewünscht, als auf Lager ist. Sie kommen in den Warenkorb; dort muss die Menge vor dem Bestellen verringert werden.
quick-short = { $sku }: { $wanted } gewünscht, { $available } auf Lager.
quick-failed =
    { $count ->
        [one] { $count } Zeile geht nicht mit. Laden Sie sie mit dem Grund herunter, berichtigen Sie sie und legen Sie sie hier wieder ab:
       *[other] { $count } Zeilen gehen nicht mit. Laden Sie sie mit den Gründen herunter, berichtigen Sie sie und legen Sie sie hier wieder ab:
    }
quick-failed-xlsx = Excel
quick-failed-csv = CSV
quick-show-all = Alle
quick-show-problems = Zu prüfen
quick-no-rows = Keine Zeilen dieser Art
quick-no-rows-help = Wählen Sie oben eine andere Art.
quick-apply = Änderungen übernehmen
quick-all-same = Ja zu allen, die bis auf Leerzeichen und Bindestriche gleich sind
quick-all-replaced = Alle Nachfolger übernehmen
quick-all-hidden = Alle ausgeblendeten Zeilen nehmen
quick-take = Diese Zeile nehmen
quick-pick-quantity = { $quantity } × { $unit }

quick-columns = Blatt und Spalten
quick-columns-sheet = Blatt { $sheet }.
quick-columns-which = Blatt
quick-columns-header = Zeile mit den Überschriften
quick-columns-header-help = Lassen Sie das Feld leer, wenn es keine gibt.
quick-columns-nth = Spalte { $n }
quick-columns-unused = Nicht verwendet
quick-columns-again = Neu lesen
quick-role-article = Artikelnummer
quick-role-own = Eigene Artikelnummer
quick-role-gtin = GTIN
quick-role-name = Bezeichnung
quick-role-quantity = Menge
quick-role-unit = Einheit
quick-role-note = Bemerkung
quick-role-cost-centre = Kostenstelle
quick-role-requested = Wunschtermin
quick-role-order-number = Bestellnummer
quick-ask-sheet = Mehrere Blätter kommen infrage; das erste davon wurde gelesen. Wählen Sie unten ein anderes, wenn es nicht dieses ist.
quick-ask-no-headings = Das Blatt hat keine Überschriften, deshalb wurden die Spalten aus ihrem Inhalt erraten. Prüfen Sie sie unten.
quick-ask-no-key = Es wurde keine Spalte mit Artikelnummern gefunden. Sagen Sie unten, welche Spalte sie enthält.
quick-ask-no-quantity = Es wurde keine Spalte mit Mengen gefunden, deshalb zählt jede Zeile als eins. Sagen Sie unten, welche Spalte sie enthält.
quick-ask-twice = Mehrere Spalten kommen hierfür infrage: { $role }. Die erste davon wurde gelesen.

quick-state-matched = Passt
quick-state-summed = Zu anderer Zeile addiert
quick-state-stepped = Auf Packung erhöht
quick-state-reduced = Auf Bestand verringert
quick-state-choose = Bitte wählen
quick-state-unknown = Nicht gefunden
quick-state-replaced = Ersetzt
quick-state-not-visible = Nicht für Ihre Firma
quick-state-hidden = In der Datei ausgeblendet
quick-state-spoilt = Von Tabelle verändert
quick-state-refused = Nicht möglich

quick-why-stepped = Von { $from } auf { $to } geändert: wird in Schritten von { $step } verkauft.
quick-why-reduced = Von { $from } auf { $to } geändert: nur { $available } auf Lager.
quick-why-out = { $from } gewünscht, keine auf Lager.
quick-why-out-until = { $from } gewünscht, keine auf Lager. Nachschub wird am { $day } erwartet.
quick-why-summed = Derselbe Artikel wie in Zeile { $row }; die Mengen werden addiert.
quick-why-alike = Die Nummer unterscheidet sich in Leerzeichen oder Bindestrichen. Ist es dieser Artikel?
quick-why-several = Die Nummer passt zu mehreren Artikeln. Welcher ist es?
quick-why-unit = Die Einheit ist „{ $typed }“, der Artikel wird verkauft je: { $sold }. Wie viele sind gemeint?
quick-why-unsure = Die Menge lässt sich auf zwei Arten lesen. Welche ist gemeint?
quick-why-unknown = Kein Artikel hat diese Nummer. Berichtigen Sie sie oder nehmen Sie einen der ähnlichsten.
quick-why-no-number = In der Zeile steht keine Artikelnummer.
quick-why-replaced = Nicht mehr im Sortiment. Der Nachfolger ist:
quick-why-no-price = Der Artikel hat keinen Preis für Ihre Firma. Fragen Sie uns oder geben Sie eine andere Nummer ein.
quick-why-withdrawn = Nicht mehr im Sortiment, und es gibt keinen Nachfolger.
quick-why-hidden = Die Datei blendet diese Zeile aus, deshalb geht sie nicht von selbst mit.
quick-why-together =
    { $count ->
        [one] Zusammen mit Zeile { $rows } sind es mehr als { $most }, die größte Menge eines Artikels.
       *[other] Zusammen mit den Zeilen { $rows } sind es mehr als { $most }, die größte Menge eines Artikels.
    }
quick-spoilt-date = Eine Tabelle hat aus dieser Nummer ein Datum gemacht. Geben Sie die Nummer ein, wie sie war.
quick-spoilt-power = Eine Tabelle hat aus dieser Nummer eine Zehnerpotenz gemacht. Geben Sie die Nummer ein, wie sie war.
quick-spoilt-digits = Die letzten Ziffern dieser Nummer gingen in einer Tabelle verloren. Geben Sie die Nummer ein, wie sie war.
quick-spoilt-bool = Eine Tabelle hat aus dieser Nummer wahr oder falsch gemacht. Geben Sie die Nummer ein, wie sie war.
quick-spoilt-error = In der Zelle steht ein Fehler oder eine Formel ohne Ergebnis. Geben Sie die Nummer ein.
quick-fault-missing = Die Menge fehlt.
quick-fault-negative = Die Menge ist kleiner als null.
quick-fault-zero = Die Menge ist null.
quick-fault-not-a-number = Die Menge ist keine Zahl.
quick-fault-date = Die Menge ist ein Datum.
quick-fault-bool = Die Menge ist wahr oder falsch.
quick-fault-formula = Die Menge ist eine Formel ohne Ergebnis oder ein Fehler.
quick-fault-fraction = Die Menge ist keine ganze Zahl dessen, was verkauft wird.
quick-fault-too-large = Die Menge ist größer als { $most }, die größte Menge eines Artikels.
quick-remark-own = Über Ihre eigene Nummer gefunden.
quick-remark-converted = Umgerechnet aus { $typed }.
quick-remark-cleaned = Unlesbare Zeichen wurden entfernt.
quick-remark-day = Gewünscht am { $day }.
quick-remark-perhaps = Gewünscht am { $day }? Der Tag ist nicht eindeutig und wird nicht übernommen; geben Sie ihn im Warenkorb an.
quick-remark-no-day = Der gewünschte Tag ist nicht lesbar.
quick-remark-one = Es war keine Menge angegeben, deshalb wurde eins genommen.

quick-refusal-empty = Es sind keine Zeilen darin. Prüfen Sie, ob es die richtige Datei ist und ob die Zeilen gespeichert sind.
quick-refusal-password = Die Datei hat ein Kennwort. Entfernen Sie das Kennwort, speichern Sie sie und wählen Sie sie erneut.
quick-refusal-incomplete = Die Datei ist unvollständig oder beschädigt. Speichern Sie sie neu und wählen Sie sie erneut.
quick-refusal-too-large = Die Datei ist größer als { $size } MB. Speichern Sie nur das Blatt mit der Bestellung als XLSX oder CSV.
quick-refusal-unpacked = Der gepackte Inhalt der Datei ist größer als { $size } MB. Speichern Sie nur das Blatt mit der Bestellung als XLSX oder CSV.
quick-refusal-too-many-rows = Es sind mehr als { $limit } Zeilen. Teilen Sie sie auf mehrere Dateien auf.
quick-refusal-too-many-cells = Es sind zu viele Zellen darin. Speichern Sie nur die Spalten der Bestellung.
quick-refusal-too-many-columns = Zeile { $row } hat mehr als { $limit } Spalten. Speichern Sie nur die Spalten der Bestellung.
quick-refusal-too-many-sheets = Es sind mehr als { $limit } Blätter darin. Speichern Sie nur das Blatt mit der Bestellung.
quick-refusal-cell-too-long = Eine Zelle in Zeile { $row } enthält zu viel Text. Kürzen Sie ihn.
quick-refusal-too-slow = Das Lesen der Datei dauerte zu lange. Speichern Sie nur das Blatt mit der Bestellung als XLSX oder CSV.
quick-refusal-other-sheet = Diese Art von Tabelle wird nicht gelesen. Speichern Sie sie als XLSX oder CSV.
quick-refusal-not-a-sheet = Das ist keine Tabelle und kein Text mit Zeilen. Speichern Sie die Zeilen als XLSX oder CSV.
