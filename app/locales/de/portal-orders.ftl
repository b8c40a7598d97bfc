# Wörter der Bestellseiten im Portal.

## Bestellungen

portal-orders-title = Bestellungen
portal-orders-search = Bestellungen suchen
portal-orders-search-help = Nummer, Bestellnummer des Kunden, Firma oder Name
portal-orders-count = { $count ->
    [one] { $count } Bestellung
   *[other] { $count } Bestellungen
}
portal-orders-without = ohne Bestellungen
portal-orders-no-match = Keine Bestellung gefunden
portal-orders-no-match-help = Suchen Sie nach Bestellnummer, Bestellnummer des Kunden, Firma oder Name oder zeigen Sie alle Bestellungen.
portal-orders-show-all = Alle Bestellungen zeigen
portal-orders-none-help = Hier erscheinen Bestellungen, die Kunden oder der Support für sie aufgeben.
portal-orders-order = Bestellung
portal-orders-placed-by = Bestellt von

## Eine Bestellung

portal-order-title = Bestellung { $number }
portal-order-note = Notiz:
portal-order-lines = Positionen der Bestellung
portal-order-product = Produkt
portal-order-quantity = Menge
portal-order-price = Preis
portal-order-summary = Zusammenfassung
portal-order-approval = Freigabe in der Firma
portal-order-about = Zu dieser Bestellung
portal-order-session = Sitzung, in der bestellt wurde
