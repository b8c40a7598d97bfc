# Wörter der Suchfelder.

search-button = Suchen
search-no-answer = Zurzeit keine Antwort. Versuchen Sie es noch einmal, oder drücken Sie zum Suchen die Eingabetaste.
search-unreadable = Dieser Aufruf lässt sich nicht lesen. Laden Sie die Seite neu, und versuchen Sie es noch einmal.

## Produkte

search-products = Produkte suchen
search-products-by = Produkt, Artikelnummer oder Maß, zum Beispiel M8 x 40
search-add = { $product } in den Warenkorb legen

## Kontakte

search-contacts = Kontakte suchen
search-contacts-by = Name, Firma, E-Mail, Telefon, Bestell- oder PO-Nummer
search-contacts-list = Kontakte
search-contacts-found =
    { $count ->
        [one] { $count } Kontakt
       *[other] { $count } Kontakte
    }
search-first-contacts = Die ersten { $count } Kontakte. Für alle drücken Sie die Eingabetaste.
search-no-contact = Kein Kontakt passt. Prüfen Sie die Schreibweise, oder löschen Sie die Filter.

## Alles

find-label = Alles durchsuchen
find-by = Kontakt, Firma, Bestellung, Bestellnummer oder Seite
find-key = Strg K
find-keys = Pfeile wählen, Eingabe öffnet, Umschalt+Eingabe meldet im Auftrag an, Esc schließt. Auch „oleg > login“ geht.
find-some = Wählen Sie oder drücken Sie die Eingabetaste für alle.
find-nothing = Nichts gefunden.
find-nothing-help = Geben Sie einen Namen, eine Firma, eine Bestell- oder Telefonnummer oder den Namen einer Seite ein.
find-contacts = Kontakte
find-companies = Firmen
find-orders = Bestellungen
find-pages = Seiten
find-company = Firma
find-more = Alle Treffer
