# Wörter der Kasse und der Bestellungen des Kunden.

## Kasse

checkout-title = Kasse
checkout-not-placed = Die Bestellung wurde nicht aufgegeben
checkout-address = Lieferadresse
checkout-no-address = Ihre Firma hat noch keine Lieferadresse. Melden Sie sich bei uns, wir tragen sie ein.
checkout-method = Lieferart
checkout-total-of = Gesamt { $total }
checkout-payment = Zahlung
checkout-on-account = Auf Rechnung
checkout-due-at-once = Rechnung, sofort fällig
checkout-due =
    { $days ->
        [one] Rechnung, fällig in { $days } Tag
       *[other] Rechnung, fällig in { $days } Tagen
    }
checkout-references = Angaben zur Bestellung
checkout-po-number = Bestellnummer des Kunden
checkout-po-number-help = Steht auf Bestellung und Rechnung.
checkout-note = Anmerkung zur Bestellung
checkout-limit = Limit
checkout-limit-method = Mit der Lieferart „{ $method }“ liegt diese Bestellung über Ihrem Limit, und eine zweite Person muss sie freigeben. Sonst bleibt dies leer.
checkout-limit-address = An eine andere Adresse liegt diese Bestellung über Ihrem Limit, und eine zweite Person muss sie freigeben. Sonst bleibt dies leer.
checkout-above-limit = Über Ihrem Limit: { $release }
checkout-above-limit-release = eine zweite Person muss freigeben
checkout-lines = Einige Positionen können so nicht bestellt werden.
checkout-back = Zurück zum Warenkorb
checkout-place = Jetzt bestellen
checkout-place-for = Für { $customer } bestellen
checkout-submit = Zur Freigabe senden
checkout-binding = Die Bestellung ist verbindlich. Danach sehen Sie eine Bestätigung mit ihrer Nummer.

## Rabatt

checkout-discount = Rabatt
checkout-discount-percent = Rabatt auf die Waren in Prozent
checkout-discount-percent-help = Zum Beispiel 5 oder 7,5.
checkout-discount-reason = Grund für den Rabatt
checkout-discount-reason-help = Bei einem Rabatt mindestens 10 Zeichen. Der Kunde liest ihn auf der Bestellung.
checkout-discount-static = Klicken Sie nach der Eingabe eines Rabatts zuerst auf „Neue Summe zeigen“. Bestellt wird zu der Summe, die Sie gesehen haben.
checkout-discount-show = Neue Summe zeigen

## Freigabe durch eine zweite Person

release-title = Freigabe durch eine zweite Person
release-help = Wer Limits freigeben darf, meldet sich hier mit den eigenen Daten an. Im Protokoll der Bestellung stehen Sie beide.
release-email = E-Mail der zweiten Person
release-password = Passwort der zweiten Person
release-code = Code der zweiten Person
release-code-help = Nur wenn sie sich mit einem Code anmeldet.

## Beträge

summary-title = Übersicht
summary-goods = Waren, netto
summary-discount = Rabatt ({ $share })
summary-delivery = Lieferung
summary-free = Kostenlos
summary-tax = Steuer ({ $note })
tax-uk-vat = Umsatzsteuer des Vereinigten Königreichs
tax-german-vat = deutsche Umsatzsteuer
tax-domestic = Steuer im Land des Shops
tax-reverse-charge = Steuerschuldnerschaft des Leistungsempfängers
tax-export = Ausfuhr: keine Umsatzsteuer
tax-invoiced = auf der Rechnung, hier nicht enthalten

## Bestellungen

shop-orders-count =
    { $count ->
        [one] { $count } Bestellung
       *[other] { $count } Bestellungen
    }
shop-orders-none = Noch keine Bestellungen
shop-orders-none-help = Hier erscheinen Bestellungen, die Sie aufgeben oder die der Support für Sie aufgibt.
shop-orders-no-match-help = Suchen Sie nach der Nummer der Bestellung oder Ihrer eigenen Bestellnummer, oder zeigen Sie alle an.
shop-orders-show-all = Alle Bestellungen zeigen
shop-orders-search = Bestellungen suchen
shop-orders-search-by = Bestellung oder Bestellnummer
shop-orders-order = Bestellung
shop-orders-placed = Bestellt
shop-orders-placed-utc = Bestellt (UTC)
shop-orders-placed-by = Bestellt von
shop-orders-status = Status
shop-orders-total = Gesamt

## Bestellung

shop-order-title = Bestellung { $number }
shop-order-all = Alle Bestellungen
shop-order-placed = Bestellung aufgegeben
shop-order-placed-title = Bestellung { $number } aufgegeben
shop-order-placed-text = Vielen Dank. Wir bestätigen sie in Kürze; bei Fragen genügt die Nummer hier unten.
shop-order-placed-for = Sie gehört { $customer }. Lesen Sie die Nummer vor; sie steht auch unter den Bestellungen des Kunden.
shop-order-submitted = Zur Freigabe gesendet
shop-order-submitted-title = Bestellung { $number } zur Freigabe gesendet
shop-order-submitted-text = Die Freigabe liegt bei: { $whom }. Sie erhalten eine E-Mail, sobald entschieden ist; die Preise bleiben gültig.
shop-order-submitted-for = Sie gehört { $customer }. Die Freigabe liegt bei: { $whom }. Niemand im Support kann sie freigeben.
shop-order-submitted-by = Eingereicht von
shop-order-about = Zu dieser Bestellung
shop-order-terms-at-once = Auf Rechnung, sofort fällig
shop-order-terms =
    { $days ->
        [one] Auf Rechnung, { $days } Tag
       *[other] Auf Rechnung, { $days } Tage
    }
shop-order-discount = { $share } von { $by }
shop-order-po-before = Schon verwendet bei Bestellung { $number }
