# Wörter des Shops: Rahmen, Startseite, Produktlisten, Produkt, Warenkorb.

## Rahmen

shop-nav-account = Konto
shop-nav-approvals = Freigaben
shop-nav-categories = Alle Kategorien
shop-nav-company = Firma
shop-nav-orders = Bestellungen
shop-nav-support = Supportzugriff
shop-nav-help = Hilfe holen
frame-products = Produkte
frame-links = Konto und Warenkorb
frame-waiting =
    { $count ->
        [one] wartet
       *[other] warten
    }
frame-lines =
    { $count ->
        [one] Position
       *[other] Positionen
    }
foot-shop = Shop
foot-sign-out = Abmelden
foot-display = Darstellung
foot-store = Store
foot-change-store = Store wechseln
foot-prices-plain = { $store } · Alle Preise netto in { $currency }.
foot-prices = { $store } · { $tagline } · Alle Preise netto in { $currency }.

## Startseite

home-title = Start
home-prices-for = Preise und Bestand für { $company }.
home-visitor = Sie sehen Listenpreise. Melden Sie sich an, um die Preise Ihrer Firma zu sehen und zu bestellen.
home-browse = Produkte ansehen
home-orders = Ihre Bestellungen
home-categories = Kategorien
home-new = Neue Produkte
home-all-products =
    { $count ->
        [one] { $count } Produkt ansehen
       *[other] Alle { $count } Produkte
    }
home-all-in = in { $category }

## Produktlisten

products-count =
    { $count ->
        [one] { $count } Produkt
       *[other] { $count } Produkte
    }
products-all = Alle Produkte
products-search = Suche: { $words }
products-results = Ergebnisse für „{ $words }“
products-none = In dieser Kategorie gibt es zurzeit nichts
products-none-help = Sehen Sie in den anderen Kategorien nach, oder suchen Sie, was Sie brauchen.
products-no-match = Nichts passt zu dieser Suche
products-no-match-help = Prüfen Sie die Schreibweise, suchen Sie mit weniger Wörtern oder mit einem Teil der Artikelnummer.
products-browse = Alle Kategorien ansehen
products-sort-by = Sortieren nach
products-sort = Sortieren
products-best = Beste Treffer
products-sort-name = Name
products-sort-price = Niedrigster Preis
products-sort-newest = Neueste zuerst
products-sort-sku = Artikelnummer
products-more = Mehr als { $count } Produkte
products-cards = Karten
products-table = Tabelle
products-families = Familien
products-family = Familie
products-family-all = Alle { $count } Größen
products-column-product = Produkt
products-column-stock = Bestand
products-column-price = Preis
products-column-order = Bestellen
products-meant = Für „{ $words }“ gibt es keinen Treffer.
products-meant-instead = Sie sehen Produkte zu „{ $words }“.
products-parts = Kein Produkt hat alles aus „{ $words }“. Diese Produkte haben einen Teil davon.
products-near = Produkte, die einen Teil davon haben
products-near-numbers = Ähnliche Nummern:
products-filters = Filter
products-filters-active = Filter ({ $count })
products-category = Kategorie
products-in-stock = Auf Lager
products-more-values =
    { $count ->
        [one] { $count } weiterer
       *[other] { $count } weitere
    }
products-from = Von
products-to = Bis
products-apply = Anwenden
products-clear = Alle Filter entfernen

## Produkt

item-out = Nicht auf Lager
item-out-back = Nicht auf Lager, wieder ab { $day }
item-left = Nur noch { $count } auf Lager
item-in-stock = { $count } auf Lager
item-each = pro Stück
item-per = pro { $unit }
item-on-request = Preis auf Anfrage
item-add = In den Warenkorb
item-add-what = – { $product }
item-add-to-cart = In den Warenkorb
product-drawing = Zeichnung von { $product }
product-data = Technische Daten
product-sold = Verkaufseinheit
product-sold-each = Stück
product-multiples = Vielfache von
product-net = { $per }, netto
product-on-request = Preis auf Anfrage. Rufen Sie uns an, wir machen Ihnen ein Angebot.
product-gone = Nicht mehr im Sortiment.
product-sign-in = Anmelden und bestellen
product-buy = Preis und Bestellung
product-yours = Ihre Preise
product-list = Listenpreise
product-from = Ab
product-saves = Ersparnis
product-saved = { $percent } %

## Warenkorb

cart-title = Warenkorb
cart-empty = Der Warenkorb ist leer
cart-empty-help = Suchen Sie ein Produkt oder eine Artikelnummer, oder sehen Sie sich die Kategorien an.
cart-lines = Positionen
cart-lines-count =
    { $count ->
        [one] { $count } Position
       *[other] { $count } Positionen
    }
cart-now = Jetzt im Warenkorb: { $quantity }.
cart-update = Ändern
cart-note = Notiz
cart-add-note = Notiz hinzufügen
cart-note-of = zu { $product }
cart-note-to = Notiz zu { $product }
cart-remove = { $product } entfernen
cart-removed = Die Position wurde entfernt.
cart-put-back = Zurücklegen
cart-added = { $product } liegt im Warenkorb.
cart-added-problem = { $product } liegt im Warenkorb, kann so aber nicht bestellt werden. { $problem }
cart-support = Der Support hat in diesem Warenkorb für Sie gearbeitet.
cart-by-support = Vom Support für Sie hinzugefügt
cart-marked = Ändern oder entfernen Sie die markierten Positionen, um zur Kasse zu gehen.
cart-later = Lieferung und Steuer kommen an der Kasse hinzu.
cart-check-out = Zur Kasse
cart-continue = Weiter einkaufen

## Produkte vergleichen

compare-title = Produkte vergleichen
compare-button = Angekreuzte Produkte vergleichen
compare-one = { $product } vergleichen
compare-what = Merkmal
compare-different = Nur Unterschiede
compare-away = Entfernen
compare-none = Es gibt nichts zu vergleichen
compare-none-help = Kreuzen Sie in der Tabelle einer Liste bis zu fünf Produkte an.
