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
search-contacts-by = Name, Firma, E-Mail oder Telefon
search-contacts-list = Kontakte
search-contacts-found =
    { $count ->
        [one] { $count } Kontakt
       *[other] { $count } Kontakte
    }
search-first-contacts = Die ersten { $count } Kontakte. Für alle drücken Sie die Eingabetaste.
search-no-contact = Kein Kontakt passt. Prüfen Sie die Schreibweise, oder löschen Sie die Filter.
